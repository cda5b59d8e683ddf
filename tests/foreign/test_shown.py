"""Answers as text and as JSON."""

import json
from pathlib import Path

import jsonschema
import pytest

from glienicke.cli import exits
from glienicke.cli.foreign import foreign_answer
from glienicke.foreign import Profile, Scenario, write
from tests.foreign.scenarios import loaded

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "docs" / "examples" / "office"
SCHEMA = json.loads((ROOT / "schema" / "answers.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def asked(capsys):
    def ask(*paths, what="front", **more):
        code = foreign_answer(tuple(paths), what, **more)
        return code, capsys.readouterr().out

    return ask


@pytest.mark.parametrize("what", ["front", "nash", "fair"])
@pytest.mark.parametrize("outcomes", [None, 0, 2])
def test_json_is_as_documented(asked, what, outcomes):
    code, text = asked(OFFICE, what=what, outcomes=outcomes, json=True)
    data = json.loads(text)
    jsonschema.validate(data, SCHEMA)
    assert (code, data["command"], data["what"], data["status"]) == (exits.FOUND, "foreign", what, "found")
    named = outcomes if outcomes is not None else int(what != "front")
    assert all(len(point.get("listed", [])) == min(named, point["outcomes"]) for point in data["points"])


def test_numbers_of_the_office(asked):
    _, text = asked(OFFICE, what="nash", json=True)
    [point] = json.loads(text)["points"]
    assert point["utilities"] == {"landlord": pytest.approx(431 / 600), "tenant": 0.715}
    assert point["listed"] == [{"place": "station", "rooms": "20", "months": "12", "parking": "5 places"}]


def test_text(asked):
    code, text = asked(OFFICE)
    assert code == exits.FOUND
    assert text.startswith("office: 4 issues, 189 outcomes; profiles landlord and tenant\n\nThe front has 19 points.\n")
    assert "discounts are not applied" in text
    _, fair = asked(OFFICE, what="fair")
    assert "1  place: station; rooms: 20; months: 11; parking: 5 places" in fair
    _, plain = asked(OFFICE, what="fair", normalise="none")
    assert "least gain:" in plain


def test_nobody_agrees(asked, tmp_path):
    scenario = loaded(OFFICE)
    high = tuple(Profile(p.name, p.worth, reservation=p.reservation * 2) for p in scenario.profiles)
    write(Scenario(scenario.domain, high), tmp_path)
    code, text = asked(tmp_path, what="nash")
    assert code == exits.NONE
    assert "No outcome gives every profile its reservation value." in text
    _, data = asked(tmp_path, what="fair", json=True)
    jsonschema.validate(json.loads(data), SCHEMA)


def test_no_time(asked):
    code, text = asked(OFFICE, time_limit=0.0)
    assert code == exits.UNKNOWN
    assert "Unknown" in text
    _, data = asked(OFFICE, time_limit=0.0, json=True)
    jsonschema.validate(json.loads(data), SCHEMA)


def test_mistakes_are_refused(tmp_path):
    (tmp_path / "x.xml").write_text("<utility_space/>")
    with pytest.raises(exits.Refused, match="the scenario has 2 mistakes") as refused:
        foreign_answer((tmp_path,), "front")
    assert refused.value.code == exits.MISTAKES
    assert "there is no domain" in " ".join(map(str, refused.value.diagnostics))
