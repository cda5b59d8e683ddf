"""`glienicke who`: people found by name in cases."""

from __future__ import annotations

import json

import pytest

from glienicke.cli.app import app


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
