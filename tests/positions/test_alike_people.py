"""People alike, written once with `count`."""

from pathlib import Path

from glienicke.positions.asof import as_of, default_day
from glienicke.positions.load import load

CASE = """
case: alike
parties: {A: Albania, B: Bulgaria}
people:
  am: {name: soldier, held_by: A, citizen_of: [B], count: 3, tags: [military]}
  bm: {name: soldier, held_by: B, citizen_of: [A]}
positions:
  A: [{from: 2024-01-01, worth: {bm: 1}, conditions: ["at most 2 of {am}"]}]
signals:
  - {on: 2024-02-01, people: {am: {tags: [wounded]}}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_count_stands_for_so_many_people(tmp_path: Path) -> None:
    case = load(written(tmp_path, CASE)).case
    assert case is not None
    on = default_day(case)
    assert on is not None
    day = as_of(case, on)
    assert list(day.people) == ["am-1", "am-2", "am-3", "bm"]
    assert day.people["am-2"].name == "soldier 2"
    assert day.people["am-2"].tags == {"am", "wounded"}


def test_mistakes_of_people_alike(tmp_path: Path) -> None:
    text = CASE.replace("bm: {name: soldier,", "am-3: {name: soldier, minors_with: bm,").replace("{bm: 1}", "{am: 1}")
    text = text.replace("count: 3,", "count: 3, minors: 1,")
    found = [d.message for d in load(written(tmp_path, text)).diagnostics]
    assert "'am-3' is one of the 3 people 'am'" in found
    assert "people alike share no 'minors'" in found
    assert "'am' is a tag, not an id" in found


def test_none_alike_is_a_mistake(tmp_path: Path) -> None:
    found = [d.message for d in load(written(tmp_path, CASE.replace("count: 3", "count: 0"))).diagnostics]
    assert "expected 1 to 1,000,000 people alike, found 0" in found
