"""`glienicke statements`: what people and programs see, and the files it writes."""

import json
from pathlib import Path

import pytest

from glienicke.case.read import read
from glienicke.case.register import read_register

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def run(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "130")
    return lambda *words: run("statements", *words)


def line(data, subject, property, about=""):
    [found] = [
        entry
        for entry in data["lines"]
        if (entry["subject"], entry["property"], entry["about"]) == (subject, property, about)
    ]
    return found


def test_rivals_stand_side_by_side_with_the_reason(run):
    result = run("bridge.yaml", "ana")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[3] == "Ana Lind (ana): held by Northland since 2023-01-05"
    [five] = [text for text in lines if "5 years" in text and "years'" not in text]
    [six] = [text for text in lines if "6 years" in text and "years'" not in text]
    assert "The Gazette, 2024-01-10" in five
    assert "preferred: listed first; the others have" in five
    assert "Radio North (read via a copy)" in six
    assert "preferred" not in six
    assert "sentence: '5 years' and '6 years' contradict each other (neither has a date)." in result.stdout


def test_a_fact_without_a_source_says_so(run):
    assert "no source named" in run("bridge.yaml", "boris").stdout


def test_the_overview_counts_and_names_what_differs(run):
    rows = [row.split() for row in run("bridge.yaml").stdout.splitlines()]
    assert ["ana", "Ana", "Lind", "6", "2", "sentence", "sentence"] in rows
    assert ["boris", "Boris", "Falk", "3", "0", "–", "–"] in rows


def test_rivals_alone(run, answer):
    assert "Boris" not in run("bridge.yaml", "--rivals").stdout
    data, _ = answer("bridge.yaml", "--rivals")
    assert [(entry["subject"], entry["property"]) for entry in data["lines"]] == [("people/ana", "sentence")]


def test_as_json(answer):
    data, code = answer("bridge.yaml", "ana", "--property", "sentence")
    assert code == 0
    assert (data["case"], data["on"]) == ("bridge", "2024-03-01")
    assert data["later"] == 1
    [only] = data["lines"]
    assert only["preferred"] == {"value": "5 years", "why": "listed first; the others have as many sources"}
    assert only["clashes"] == [{"kind": "contradiction", "values": [0, 1], "why": "neither has a date"}]
    assert [value["sources"] for value in only["values"]] == [["gazette"], ["radio"]]
    [said] = only["values"][1]["statements"]
    assert said["chain"] == ["a copy", "Radio North"]
    assert said["said_on"] == "2024-02-02"


def test_a_party_comes_with_its_positions_and_signals(answer):
    data, _ = answer("bridge.yaml", "C")
    assert line(data, "positions/C/2024-01-01", "worth", "dov")["values"][0]["value"] == "low"
    assert line(data, "signals/2024-03-01", "worth", "dov")["values"][0]["value"] == "vital"
    condition = line(data, "positions/C/2024-01-01", "condition")
    assert condition["preferred"] is None
    assert condition["values"][0]["statements"][0]["price"] == "15"


def test_conditions_show_their_price_and_stand_beside_one_another(run):
    shown = run("bridge.yaml", "C").stdout
    assert "boris only if at least 2 of {held by A} (price 15)" in " ".join(shown.split())
    assert "The position of Eastland (C) from 2024-01-01" in shown
    assert "preferred" not in shown


def test_a_later_day_never_changes_an_earlier_one(answer):
    before, _ = answer("bridge.yaml", "C", "--on", "2024-02")
    assert not [entry for entry in before["lines"] if entry["subject"].startswith("signals/")]
    early, _ = answer("bridge.yaml", "fin", "--on", "2024-06")
    assert not [entry for entry in early["lines"] if entry["property"] == "held_by"]
    late, _ = answer("bridge.yaml", "fin", "--on", "2024-07")
    assert line(late, "people/fin", "held_by")["preferred"]["value"] == "B"


def test_nobody_holds_the_dead(answer):
    data, _ = answer(ROOT / "cases" / "ankara-2024", "navalny", "--property", "held_by")
    [only] = data["lines"]
    assert only["preferred"] == {"value": None, "why": "the person is dead, and nobody's custody is in force"}
    assert [value["value"] for value in only["values"]] == ["RU"]
    before, _ = answer(ROOT / "cases" / "ankara-2024", "navalny", "--property", "held_by", "--on", "2024-02-15")
    assert before["lines"][0]["preferred"] == {"value": "RU", "why": "the only value"}


def test_what_is_left_out_by_default_is_said(run):
    assert "1 statement of later days left out; --on 2024-07-01 shows them" in run("bridge.yaml", "fin").stdout
    assert "left out" not in run("bridge.yaml", "fin", "--on", "2024-06").stdout


def test_what_was_not_yet_published_is_left_out(answer):
    data, _ = answer("bridge.yaml", "ana", "--known-by", "2024-01-31")
    assert [value["value"] for value in line(data, "people/ana", "sentence")["values"]] == ["5 years"]
    hidden, _ = answer("bridge.yaml", "ana", "--known-by", "2024-01-09")
    assert not [entry for entry in hidden["lines"] if entry["property"] in ("sentence", "held_by")]


def test_the_case_itself_and_a_source(run, answer):
    data, _ = answer("bridge.yaml", "case")
    assert line(data, "case", "law")["values"][0]["value"] == "never {journalist} to C"
    assert "The source radio" in run("bridge.yaml", "radio").stdout
    assert "The case bridge" in run("bridge.yaml", "case").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("bridge.yaml", "anna"), "did you mean 'ana'?"),
        (("bridge.yaml", "ana", "--property", "sentense"), "did you mean 'sentence'?"),
        (("bridge.yaml", "--on", "soon"), "--on soon"),
        (("bridge.yaml", "ana", "--ftm", "x"), "leave out PERSON"),
        (("undated.yaml",), "say the day with --on"),
    ],
)
def test_what_cannot_be_asked_is_said(run, answer, words, says):
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert says in result.stderr
    assert says in answer(*words)[0]["error"]


def test_a_faulty_case_shows_its_mistakes(run):
    result = run("bad.yaml")
    assert result.exit_code == 1
    assert "bad.yaml:" in result.stderr


def test_files_for_followthemoney(run, answer, tmp_path):
    shown = run("bridge.yaml", "--ftm", tmp_path / "out").stdout
    assert shown.count("Wrote ") == 3
    case = read(DATA / "bridge.yaml").case
    assert case is not None
    assert read_register(tmp_path / "out" / "statements.jsonl").case == case
    entities = (tmp_path / "out" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    assert {"Ana Lind", "Fin Moss"} <= {
        name for entity in map(json.loads, entities) for name in entity["properties"].get("name", [])
    }
    data, _ = answer("bridge.yaml", "--ftm", tmp_path / "out")
    assert [Path(file).name for file in data["files"]] == [
        "entities.ftm.json",
        "statements.ftm.json",
        "statements.jsonl",
    ]


def test_files_with_only_what_had_been_published(run, tmp_path):
    run("bridge.yaml", "--ftm", tmp_path, "--known-by", "2024-01-31")
    register = read_register(tmp_path / "statements.jsonl")
    assert not [s for s in register if s.source == "radio" or s.subject == "sources/radio"]


def test_a_folder_that_cannot_be_written(run, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run("bridge.yaml", "--ftm", tmp_path / "file")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
