"""A changed text read again by the entry that changed gives what reading it whole gives, to the last mark."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.desk_case import text_of
from glienicke.case import nodes
from glienicke.case.again import composed_again, kept_again, same
from glienicke.case.places import Kept, Places, Text
from glienicke.case.plain import join, to_data
from glienicke.case.read import read_texts
from glienicke.case.write import Append, CannotEdit, Delete, Edit, Put, edited
from glienicke.positions.load import load_texts
from tests.case.examples import VALID

CASES = Path(__file__).parents[2] / "cases"
TEXTS = {
    "valid": VALID,
    "large": text_of(12),
    "dix-hill": (CASES / "dix-hill-1862.yaml").read_text("utf-8"),
    "comments": "# first\ncase: x # a\n\n# of parties\nparties:\n  # inside\n  A: Arl\n\n  B:\n    name: Bel\n"
    "    # last\n\npeople:\n  p: {name: P,\n    held_by: A}\n  q:\n    name: >\n      folded\n      text\n"
    "    note: |+\n      kept\n\n"
    "  'r':\n    name: 'quoted\n      over lines'\n    tags:\n    - a\n    - b\n# end\n",
    "crlf": VALID.replace("\n", "\r\n"),
    "no end": "case: x\nparties: {A: a}\npeople:\n  p:\n    name: P",
}
LINES = [
    "", " ", "  ", "# said", "  # said", "    # said", "x: y", "  x: y", "    x: y", "  p9: {name: N}", "    name: N",
    "- a", "  - a", "    - a", "---", "...", "%YAML 1.1", "  x: |", "      more", "  x: 'open", "  x: [open", "close']",
    "    note: &a b", "    note: *a", "    note: !t b", "? x", "  ? x", "\tx: y", "  x:", "people:",
    "  x: {a: {b: {c: d}}}", "  x: \"a\\", "    x: y # said", "        ", "  x y", "  : y", "  \u2028x: y",
    "  x: y\rz: a",
    "\ufeffx: y", "}", "]",
]  # fmt: skip


def kept_of(texts: dict[str, str]) -> Kept | None:
    """The texts read whole; None if there is a mistake."""
    named = {name: Text(name, text) for name, text in texts.items()}
    composed = {name: nodes.compose(text) for name, text in named.items()}
    roots = {name: one.root for name, one in composed.items() if one.root is not None and not one.diagnostics}
    root = join(list(roots.values())) if len(roots) == len(texts) else None
    if root is None:
        return None
    plain = to_data(root, Places(root, named))
    return Kept(named, roots, plain.data) if not plain.diagnostics else None


def agrees(before: str, after: str) -> bool:
    """Whether reading again is the same as reading whole, if it is done; and whether it was done."""
    old, text = kept_of({"a": before}), Text("a", after)
    assert old is not None
    found = composed_again(old.texts["a"], old.roots["a"], text)
    if found is None:
        return False
    whole = nodes.compose(text)
    assert whole.root is not None and not whole.diagnostics, after
    assert same(found.root, whole.root), after
    again, all_of_it = kept_again(old, {"a": text}), kept_of({"a": after})
    if again is not None:
        assert all_of_it is not None and repr(again.data) == repr(all_of_it.data)
    return True


@settings(max_examples=400, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_lines_that_change_are_read_as_in_the_whole(data, name):
    text = TEXTS[name]
    lines = text.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 2))):
        at, until = sorted(data.draw(st.tuples(*[st.integers(0, len(lines))] * 2)))
        until = min(until, at + data.draw(st.integers(0, 3)))
        put = data.draw(st.lists(st.sampled_from([*LINES, *(line.rstrip("\r\n") for line in lines)]), max_size=3))
        lines[at:until] = [line + ("\r\n" if name == "crlf" else "\n") for line in put]
    agrees(text, "".join(lines))


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(TEXTS)))
def test_characters_that_change_are_read_as_in_the_whole(data, name):
    text = TEXTS[name]
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 5))
    put = data.draw(st.text("aB1 :,{}[]'\"#|>-?&*!%\n\r\t\\.@`\u2028\x85", max_size=5))
    agrees(text, text[:at] + put + text[at + gone :])


@pytest.mark.parametrize(
    "edit",
    [
        Put(("people", "p3", "name"), "Nobody"),
        Put(("people", "p3", "note"), "One line more"),
        Put(("people", "p3", "note"), "Two\nlines"),
        Put(("people", "p99"), {"name": "N", "held_by": "A", "citizen_of": "B"}),
        Put(("positions", "A", 0, "floor"), "5"),
        Put(("title",), "Another"),
        Append(("law",), "never p1"),
        Append(("signals",), {"on": "2025-01-01", "by": "A", "drop": ["never p1"]}),
        Delete(("people", "p3", "charge")),
        Delete(("people", "p3")),
    ],
)
def test_an_edit_of_each_kind_is_read_by_its_entry(edit):
    before = {"a.yaml": text_of(12)}
    case = load_texts(before).case
    assert case is not None and case.places.kept is not None
    after = edited(before, [edit], case)
    assert after == edited(before, [edit])
    assert agrees(before["a.yaml"], after["a.yaml"])
    one, whole = load_texts(after, case), load_texts(after)
    assert one == whole
    if one.case is not None and whole.case is not None:
        assert same(one.case.places.root, whole.case.places.root)  # type: ignore[arg-type]


def test_many_edits_in_a_row_stay_true():
    """Nodes that were moved are moved again and again."""
    texts = {"a.yaml": text_of(12)}
    case = load_texts(texts).case
    for number in range(40):
        edits: list[Edit] = [Put(("people", f"p{number % 12}", "note"), f"Line {number}")]
        if number % 3 == 0:
            edits.append(Put(("people", f"p{number % 12}", "spellings"), [f"S {number}", "T"]))
        if number % 7 == 6:
            edits = [Delete(("people", f"p{(number - 1) % 12}", "note"))]
        texts = edited(texts, edits, case)
        found, whole = load_texts(texts, case), load_texts(texts)
        assert found == whole and found.case is not None and whole.case is not None
        assert same(found.case.places.root, whole.case.places.root)  # type: ignore[arg-type]
        for path in (("people", "p11", "held_by"), ("positions", "B", 0, "worth"), ("signals", 5, "on")):
            assert found.case.places.span(path) == whole.case.places.span(path)
        case = found.case


def test_files_beside_one_another():
    texts = {file.name: file.read_text("utf-8") for file in sorted((CASES / "ankara-2024").glob("*.yaml"))}
    case = load_texts(texts).case
    assert case is not None
    after = edited(texts, [Put(("people", "krasikov", "note"), "said again"), Put(("title",), "T")], case)
    found, whole = load_texts(after, case), load_texts(after)
    assert found == whole and found.case is not None and found.case.people["krasikov"].note[0].is_ == "said again"
    assert found.case.places.span(("people", "krasikov", "note")) == whole.case.places.span(  # type: ignore[union-attr]
        ("people", "krasikov", "note")
    )


def test_mistakes_are_told_as_of_the_whole():
    texts = {"a.yaml": text_of(12)}
    case = load_texts(texts).case
    for old, new in (
        ("  p3:\n", "  p4:\n"),
        ("held_by: {is: ", "held_by: {is: Z"),
        ("    name: ", "    nam: "),
        ("  p5:\n", "  p5: {\n"),
        ("case: large", "case: [large]"),
        ("signals:", "people:"),
    ):
        wrong = {"a.yaml": texts["a.yaml"].replace(old, new, 1)}
        assert load_texts(wrong, case) == load_texts(wrong) and load_texts(wrong).case is None, new
    assert read_texts({}, case) == read_texts({})


def test_a_case_that_is_not_of_these_texts_changes_nothing():
    case = load_texts({"a.yaml": text_of(12)}).case
    other = {"a.yaml": text_of(9, seed=4)}
    edit = Put(("people", "p3", "name"), "N")
    assert edited(other, [edit], case) == edited(other, [edit])
    assert load_texts({"b.yaml": other["a.yaml"]}, case) == load_texts({"b.yaml": other["a.yaml"]})
    with pytest.raises(CannotEdit):
        edited(other, [Put(("people", "p3", "name", "x"), "N")], case)
