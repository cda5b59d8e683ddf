"""`glienicke who`: people found by name in cases."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import jsonschema
import pytest

from glienicke.cli import who
from glienicke.cli.app import app
from glienicke.lists.second_opinion import Absent, Scorer

SCHEMA = json.loads((Path(__file__).parent.parent.parent / "schema" / "answers.schema.json").read_text("utf-8"))


def _run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        app(list(words))
    out = capsys.readouterr()
    return int(left.value.code or 0), out.out, out.err


@pytest.mark.parametrize("name", ["Evan Gerschkowitsch", "Гершкович Эван", "E. Gershkovich"])
def test_a_person_is_found_in_any_script_and_order(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, _ = _run(capsys, "who", name, "cases/ankara-2024", "--json")
    first = json.loads(out)["found"][0]
    assert (code, first["id"], first["band"]) == (0, "gershkovich", "match")


def test_the_table_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = _run(capsys, "who", "Krassikow", "cases/ankara-2024")
    assert "krasikov" in out and "transliteration" in out and "review" in out


def test_nobody_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, "who", "Zebedee Quux", "cases/ankara-2024")
    assert code == 3 and "Nobody" in out


def test_no_name_at_all_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = _run(capsys, "who", "...", "cases/ankara-2024")
    assert code == 2 and "no name" in err


def _scripted() -> Scorer:
    """A scorer that doubts everybody, the later the more."""

    def scored(pairs: Sequence[tuple[str, str]]) -> tuple[float, ...]:
        assert all(first == "Gershkovich" for first, _ in pairs)
        return tuple(round(0.123456 / (1 + at), 6) for at in range(len(pairs)))

    return scored


def test_a_second_opinion_stands_beside_and_changes_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who, "logic_v2", _scripted)
    asked = ("who", "Gershkovich", "cases/ankara-2024", "--json")
    alone = json.loads(_run(capsys, *asked)[1])
    code, out, _ = _run(capsys, *asked, "--second-opinion")
    both = json.loads(out)
    jsonschema.validate(both, SCHEMA)
    assert code == 0 and both["found"][0]["second_opinion"] == {"method": "logic-v2", "score": 0.1235}
    for one in both["found"]:
        del one["second_opinion"]
    assert both == alone


def test_the_table_shows_the_second_opinion(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(who, "logic_v2", _scripted)
    _, out, _ = _run(capsys, "who", "Gershkovich", "cases/ankara-2024", "--second-opinion")
    assert "logic-v2" in out and "0.12" in out


def test_a_second_opinion_that_is_not_installed_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent() -> Scorer:
        raise Absent("no second opinion: install it")

    monkeypatch.setattr(who, "logic_v2", absent)
    code, out, err = _run(capsys, "who", "Gershkovich", "cases/ankara-2024", "--second-opinion")
    assert (code, out) == (2, "") and "install it" in err
