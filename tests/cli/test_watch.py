"""`glienicke watch`: what people and programs see, what is kept, and what is never read."""

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from glienicke.cli.app import Commands
from glienicke.cli.watch import watch_command
from glienicke.record.feed_token import admits, keys_of

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "schema" / "answers.schema.json").read_text(encoding="utf-8"))
ATOM = "{http://www.w3.org/2005/Atom}"
NORTH, SOUTH = "watch-north.yaml", "watch-south.yaml"

APP = typer.Typer(cls=Commands)
APP.command("watch")(watch_command)


@APP.callback()
def _program() -> None:
    """A program of this one command."""


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.chdir(DATA)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def ran(*words):
        result = CliRunner().invoke(APP, ["watch", *map(str, words)])
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        return result

    return ran


@pytest.fixture
def with_minor(tmp_path):
    """The northern case with one more person, who is 16."""
    text = (DATA / NORTH).read_text(encoding="utf-8")
    fin = "  fin: {name: Fin Moss, citizen_of: [S], born: 2008-05, held_by: {is: N, since: 2024-01-02}}\nsignals:"
    file = tmp_path / "with-minor.yaml"
    file.write_text(text.replace("signals:", fin), encoding="utf-8")
    return file


@pytest.fixture
def answer(run):
    def ran(*words):
        result = run(*words, "--json")
        assert result.exit_code == 0, result.output
        data = json.loads(result.stdout)
        jsonschema.validate(data, {**SCHEMA, "oneOf": [{"$ref": "#/$defs/watch"}]})
        return data

    return ran


def held(data):
    return {f"{person['id']}": person for person in data["held"]}


# ------------------------------------------------------------------ what is shown


def test_golden(run, snapshot):
    result = run("S", NORTH, SOUTH, "--on", "2024-06-30", "--since", "2023-12-31")
    assert result.exit_code == 0
    assert result.stdout == snapshot


def test_who_is_held_by_whom_since_when(answer):
    data = answer("S", NORTH, SOUTH, "--on", "2024-06-30", "--since", "2024-06-30")
    people = held(data)
    assert list(people) == ["ana", "bo", "falk", "dov", "gus", "crew"], "in the order of names"
    ana = people["ana"]
    assert [(seen["case"], seen["held_by"], seen["since"], seen["sources"]) for seen in ana["cases"]] == [
        ("north", "N", "2023-01-05", ["The Gazette"]),
        ("south", "N", "2023-01", ["The Courier"]),
    ]
    assert ana["cases"][0]["charges"] == [
        {"value": "theft", "sources": ["The Gazette"], "unverified": False},
        {"value": "espionage", "sources": ["Radio North (read via a copy)"], "unverified": True},
    ]
    assert people["dov"]["why"] == "to"
    assert people["crew"]["count"] == 3
    assert people["gus"]["cases"][0]["since"] == "2024-05-20"
    assert people["gus"]["cases"][0]["sources"] == ["Radio North (read via a copy)"]
    assert "cem" not in people, "no citizen of Southland"
    assert "eva" not in people, "free"


def test_two_people_of_one_name_stay_two(answer):
    people = held(answer("S", NORTH, SOUTH, "--on", "2024-06-30", "--since", "2024-06-30"))
    assert [people[id]["name"] for id in ("bo", "falk")] == ["Bo Falk", "Bo Falk"]


@pytest.mark.parametrize(
    ("on", "step"),
    [
        ("2023-12-31", None),
        ("2024-01-09", "2024-03-01"),
        ("2024-02-29", "2024-03-01"),
        ("2024-03-01", "2024-09"),
        ("2024-08-20", "2024-09"),
        ("2024-09-15", "2024-09"),
        ("2024-09-30", None),
    ],
)
def test_the_next_legal_date_is_the_next_that_was_known(answer, on, step):
    found = held(answer("S", NORTH, "--on", on, "--since", on))["ana"]["cases"][0]["next"]
    assert (found and found["on"]) == step


def test_a_step_told_only_later_was_not_known(answer):
    data = answer("S", NORTH, "--on", "2024-07-01", "--since", "2024-07-01")
    assert held(data)["ana"]["cases"][0]["next"]["what"] == "appeal"


def test_minors_are_counted_and_never_named(run, answer, with_minor, tmp_path):
    run("S", "--feed", "on")
    data = answer("S", with_minor, "--on", "2024-06-30", "--since", "2023-01-01")
    assert data["minors"] == [{"held_by": "N", "count": 1}]
    assert {entry["period"]: entry["count"] for entry in data["arrests"]}["2024 Q1"] == 1
    shown = run("S", with_minor, "--on", "2024-06-30", "--since", "2023-01-01").stdout
    assert "1 minor held by Northland, not named" in shown
    run("S", with_minor, "--on", "2024-06-30", "--state", tmp_path / "s.json", "--atom", tmp_path / "f.xml")
    kept = (tmp_path / "s.json").read_text(encoding="utf-8") + (tmp_path / "f.xml").read_text(encoding="utf-8")
    for text in (json.dumps(data), shown, kept):
        assert "Moss" not in text
        assert "fin" not in text


def test_who_comes_of_age_is_named(answer, with_minor):
    of_age = held(answer("S", with_minor, "--on", "2026-05-31", "--since", "2026-05-31"))
    assert of_age["fin"]["name"] == "Fin Moss"
    assert "fin" not in held(answer("S", with_minor, "--on", "2026-05-30", "--since", "2026-05-30"))


def test_arrests_by_quarter_with_who_made_them(answer):
    data = answer("S", NORTH, SOUTH, "--on", "2024-06-30", "--since", "2024-06-30")
    arrests = {entry["period"]: {by["party"]: by["count"] for by in entry["by"]} for entry in data["arrests"]}
    assert arrests == {
        "2022 Q4": {"N": 1},  # Dov Hale
        "2023 Q1": {"N": 2},  # Ana Lind once, though two cases tell of it; Eva Roth
        "2023 Q2": {"E": 3},
        "2023 Q3": {},
        "2023 Q4": {"N": 1},  # the other Bo Falk
        "2023, quarter not known": {"E": 1},
        "2024 Q1": {},
        "2024 Q2": {"N": 1, None: 1},  # Gus Orr; Eva Roth again
    }


def test_who_was_arrested_again_is_not_passed_over(run, answer):
    assert answer("S", NORTH, "--on", "2024-03-01", "--since", "2024-03-01")["again"] == []
    data = answer("S", NORTH, "--on", "2024-06-30", "--since", "2024-06-30")
    assert data["again"] == [{"id": "eva", "name": "Eva Roth", "on": "2024-04"}]
    text = run("S", NORTH, "--on", "2024-06-30", "--since", "2024-06-30").stdout
    assert "Eva Roth (eva): arrested again 2024-04, by whom is not told" in text


def test_how_far_a_case_tells_is_said(run):
    assert "south tells nothing public later than 2023-12-01" in " ".join(
        run("S", NORTH, SOUTH, "--on", "2024-06-30", "--since", "2024-06-01").stdout.split()
    )


def test_the_default_day_is_the_last_public_one(answer):
    assert answer("S", NORTH, "--since", "2024-01-01")["on"] == "2024-05-20"


def test_of_many_the_rest_is_counted(run, answer, tmp_path):
    file = tmp_path / "many.yaml"
    rows = [f"  p{i}: {{name: Person {i:03}, citizen_of: S, held_by: {{is: N, since: 2023-05}}}}" for i in range(261)]
    file.write_text("case: c\nparties: {S: Southland, N: Northland}\npeople:\n" + "\n".join(rows), encoding="utf-8")
    text = run("S", file, "--since", "2022").stdout
    assert "Held by others: 261 people" in text
    assert "and 201 more; --json tells of all" in text
    assert "and 61 more; --json tells of all" in text
    assert "█" * 40 in text
    assert "█" * 41 not in text
    assert len(held(answer("S", file, "--since", "2022"))) == 261


# ------------------------------------------------------------------ positions are never read

POSITIONS = """\
positions:
  N:
    - from: 2024-01-01
      worth: {cem: 50}
      cost: {ana: 1}
      conditions: ["ana only if cem"]
"""
CONSENT = "    contacts: [{on: 2024-06-20, by: family, consent: refused, pressure: no letters}]\n    legal:"


def test_cases_that_differ_in_what_is_wanted_give_the_same_bytes(run, tmp_path):
    plain = (DATA / NORTH).read_text(encoding="utf-8")
    more = plain.replace("    legal:", CONSENT, 1)
    more += "  - {on: 2026-01-01, by: N, what: a change of mind, worth: {cem: 60}}\n"
    more += POSITIONS + "pool: [ana, cem]\nlaw: [ana only with consent]\n"
    more += "assessments: [{who: somebody, said: a trade is near}]\n"
    seen = []
    for name, text in (("a", plain), ("b", more)):
        (tmp_path / name).mkdir()
        file = tmp_path / name / "case.yaml"
        file.write_text(text, encoding="utf-8")
        assert run("S", "--feed", "on").exit_code == 0
        atom, state = tmp_path / name / "feed.xml", tmp_path / name / "state.json"
        given = [run("S", file, "--since", "2024-01-01", *json_).stdout for json_ in ([], ["--json"])]
        assert run("S", file, "--state", state, "--atom", atom).exit_code == 0
        seen.append((*given, atom.read_bytes(), state.read_bytes()))
    assert seen[0] == seen[1]


# ------------------------------------------------------------------ what changed


def changed(data):
    return [(c["kind"], c["name"], c["what"], c["before"], c["after"]) for c in data["changes"]]


def test_changes_since_a_day(answer):
    data = answer("S", NORTH, "--on", "2024-06-30", "--since", "2024-01-31")
    assert changed(data) == [
        (
            "changed",
            "Ana Lind",
            "next legal date",
            ["2024-03-01 hearing, a city court (according to The Gazette)"],
            ["2024-09 appeal (according to The Gazette)"],
        ),
        (
            "gone",
            "Eva Roth",
            "held by",
            ["Northland"],
            ["free since 2024-02-01", "arrested again 2024-04, by whom is not told"],
        ),
        ("new", "Gus Orr", "held by", [], ["Northland"]),
    ]


def test_changes_since_the_last_look(run, answer, tmp_path):
    state = tmp_path / "deep" / "s.json"
    assert answer("S", NORTH, "--on", "2024-01-31", "--state", state)["changes"] is None
    assert answer("S", NORTH, "--on", "2024-06-30", "--state", state)["since"] == "2024-01-31"
    assert answer("S", NORTH, "--on", "2024-06-30", "--state", state)["changes"] == []
    assert state.stat().st_mode & 0o077 == 0
    assert [file.name for file in state.parent.iterdir()] == ["s.json"], "nothing is left of writing"


def test_looks_are_kept_in_the_users_folder_by_cases_and_forgotten(run, answer, tmp_path):
    folder = tmp_path / "state" / "glienicke" / "watch"
    assert answer("S", NORTH, "--on", "2024-01-31")["changes"] is None
    assert answer("S", NORTH, SOUTH, "--on", "2024-01-31")["changes"] is None
    assert answer("S", SOUTH, NORTH, "--on", "2024-01-31")["changes"] == []
    assert answer("N", NORTH, "--on", "2024-01-31")["changes"] is None
    assert len(list(folder.iterdir())) == 3
    assert len(answer("S", "--forget")["forgotten"]) == 2
    assert [file.name[:2] for file in folder.iterdir()] == ["N-"]
    assert "Nothing is kept" in run("S", "--forget").stdout


def test_since_keeps_nothing(run, tmp_path):
    run("S", NORTH, "--since", "2024-01-01")
    assert not (tmp_path / "state").exists()


# ------------------------------------------------------------------ the feed


def test_no_feed_unless_switched_on(run, tmp_path):
    file = tmp_path / "feed.xml"
    result = run("S", NORTH, "--since", "2024-01-01", "--atom", file)
    assert result.exit_code == 2
    assert "'glienicke watch S --feed on' switches it on" in result.output
    assert not file.exists()


def test_a_token_opens_the_feed_until_it_is_revoked(run, answer, tmp_path):
    stored = tmp_path / "state" / "glienicke" / "feeds.json"
    first = answer("S", "--feed", "on")["token"]
    assert admits(keys_of(stored.read_text()), "S", first)
    assert first not in stored.read_text()
    assert stored.stat().st_mode & 0o077 == 0
    second = answer("S", "--feed", "on")["token"]
    keys = keys_of(stored.read_text())
    assert [admits(keys, "S", token) for token in (first, second, "", second[:-1])] == [False, True, False, False]
    assert not admits(keys, "N", second)
    assert answer("S", "--feed", "off")["token"] is None
    assert not admits(keys_of(stored.read_text()), "S", second)
    assert run("S", NORTH, "--since", "2024-01-01", "--atom", tmp_path / "f.xml").exit_code == 2


def entries(file):
    root = ET.parse(file).getroot()
    return {
        entry.findtext(f"{ATOM}title"): (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated"))
        for entry in root.iter(f"{ATOM}entry")
    }


def test_ids_stay_and_dates_come_from_the_facts(run, tmp_path):
    run("S", "--feed", "on")
    before, after = tmp_path / "a.xml", tmp_path / "b.xml"
    assert run("S", NORTH, "--since", "2024-01-01", "--on", "2024-01-31", "--atom", before).exit_code == 0
    assert run("S", NORTH, "--since", "2024-01-01", "--on", "2025-01-31", "--atom", after).exit_code == 0
    old, new = entries(before), entries(after)
    ana = "Ana Lind: held by Northland since 2023-01-05"
    assert old[ana] == new[ana]
    assert old[ana][1] == "2024-01-05T00:00:00Z", "the day on which the hearing was announced"
    assert len({id for id, _ in new.values()}) == len(new) == 5


def test_markup_in_a_name_is_text(run, tmp_path):
    file = tmp_path / "case.yaml"
    text = (DATA / NORTH).read_text(encoding="utf-8").replace("name: Ana Lind", "name: 'Ana <b>&amp; </title>'")
    file.write_text(text, encoding="utf-8")
    run("S", "--feed", "on")
    assert run("S", file, "--since", "2024-01-01", "--atom", tmp_path / "f.xml").exit_code == 0
    assert "Ana <b>&amp; </title>: held by Northland since 2023-01-05" in entries(tmp_path / "f.xml")


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["S"], 2, "name at least one case"),
        (["X", NORTH], 2, "no party 'X' in the case"),
        (["../S", NORTH], 2, "is no party's id"),
        (["S", NORTH, NORTH], 2, "named twice"),
        (["S", "nowhere.yaml"], 1, "there is no such file"),
        (["S", "bad.yaml"], 1, "mistake"),
        (["S", NORTH, "--on", "soon"], 2, "expected a date"),
        (["S", NORTH, "--since", "2030"], 2, "later than the day looked at"),
        (["S", NORTH, "--since", "2024", "--state", "x.json"], 2, "give one of them"),
        (["S", NORTH, "--feed", "on"], 2, "stand alone"),
        (["S", NORTH, "--forget"], 2, "stand alone"),
        (["S", "--forget", "--feed", "off"], 2, "stand alone"),
        (["S", "--feed", "maybe"], 2, "maybe"),
        (["S", "--forget", "--state", NORTH], 2, "it is left as it is"),
        (["S", NORTH, "--on", "2024-06-30", "--state", NORTH], 1, "it is not JSON"),
        (["S", NORTH, "--on", "2024-06-30", "--state", "."], 1, "cannot be read"),
    ],
)
def test_bad_input_is_refused_in_words(run, words, code, says):
    result = run(*words)
    assert (result.exit_code, says in " ".join(result.output.split())) == (code, True), result.output


def test_a_changed_state_file_is_not_believed(run, tmp_path):
    state = tmp_path / "s.json"
    run("S", NORTH, "--on", "2024-01-31", "--state", state)
    state.write_text(state.read_text(encoding="utf-8").replace("Eastland", "Westland"), encoding="utf-8")
    before = state.read_bytes()
    result = run("S", NORTH, "--on", "2024-06-30", "--state", state)
    assert result.exit_code == 1
    assert "changed after it was written" in result.output
    assert state.read_bytes() == before


def test_a_look_at_another_party_or_other_cases_is_not_compared(run, tmp_path):
    state = tmp_path / "s.json"
    run("S", NORTH, "--on", "2024-01-31", "--state", state)
    assert "keeps a look at S, not N" in run("N", NORTH, "--state", state).output
    assert "keeps a look over north" in run("S", NORTH, SOUTH, "--state", state).output


def test_broken_keys_are_said_and_left(run, tmp_path):
    file = tmp_path / "state" / "glienicke" / "feeds.json"
    file.parent.mkdir(parents=True)
    for text in ("{", "[]", '{"format": "other"}', '{"format": "glienicke feeds 1", "feeds": {"S": {}}}'):
        file.write_text(text, encoding="utf-8")
        result = run("S", "--feed", "on")
        assert result.exit_code == 1
        assert "does not hold the keys of feeds" in " ".join(result.output.split())
        assert file.read_text(encoding="utf-8") == text


def test_nothing_dated_asks_for_a_day(run, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(
        "case: c\nparties: {S: Southland, N: Northland}\npeople: {a: {name: A, citizen_of: S, held_by: N}}\n"
    )
    result = run("S", file)
    assert result.exit_code == 1
    assert "say the day with --on" in result.output
    assert "since when is not told" in run("S", file, "--on", "2024", "--since", "2024").stdout
