"""The command `tranches`: what people see, what programs read, and what it refuses."""

import json
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from glienicke.cli import app as whole
from glienicke.cli import exits
from glienicke.cli.app import Commands
from glienicke.cli.tranches import tranches_command

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schema" / "answers.schema.json").read_text(encoding="utf-8"))
MAY = ("cases/ua-ru-1000-2025.yaml", "--on", "2025-05-16")

program = typer.Typer(cls=Commands, pretty_exceptions_enable=False, rich_markup_mode=None)
program.command("tranches", epilog=exits.EPILOG)(tranches_command)
program.command("nothing")(lambda: None)  # with a single command there would be no names


@pytest.fixture
def run(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def ran(*words):
        result = CliRunner().invoke(program, ["tranches", *map(str, words)], prog_name="glienicke")
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        return result

    return ran


@pytest.fixture
def answer(run):
    def ran(*words):
        result = run(*words, "--json")
        data = json.loads(result.stdout)
        jsonschema.validate(data, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{data['command']}"}]})
        return data, result.exit_code

    return ran


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(
        """
case: small
parties: {A: Alania, B: Bosna}
people:
  ann: {name: Ann, citizen_of: [B], held_by: A, minors: 1}
  bo: {name: Bo, citizen_of: [B], held_by: A}
  kay: {name: Kay, citizen_of: [A], held_by: B}
positions:
  A: [{from: 2024-01-01, worth: {kay: 10}, cost: {ann: 3, bo: 3}}]
  B: [{from: 2024-01-01, worth: {ann: 6, bo: 6}, cost: {kay: 4}}]
""",
        encoding="utf-8",
    )
    return path


def test_a_readable_order(run):
    result = run(*MAY, "--seats", "UA=390,RU=390", "--every", 1, "--start", "2025-05-23")
    assert result.exit_code == exits.FOUND
    lines = result.stdout.splitlines()
    assert "2000 people in 3 steps, and nobody is ever exposed." in lines
    (first,) = [" ".join(line.split()) for line in lines if "2025-05-23" in line]
    assert first == "1 2025-05-23 270 × Ukrainian soldier, 120 × Ukrainian civilian RU UA"
    assert any(line.split()[:5] == ["man", "for", "man", "2000", "0.03%"] for line in lines)
    assert any("all at once" in line and "no: step 1 needs 1000 of 390" in line for line in lines)


def test_all_at_once_says_so(run, small):
    result = run(small)
    assert result.exit_code == exits.FOUND
    assert "3 people and 1 minor, all at once: that leaves nobody exposed." in result.stdout


def test_numbers_of_a_small_order(run, answer, small):
    data, code = answer(small, "--seats", 2, "--days", "2024-02-01,2024-02-03,2024-02-05")
    assert code == exits.FOUND and data["status"] == "plan"
    assert [step["released"] for step in data["plan"]["steps"]] == [["bo", "kay"], ["ann"]]
    assert [step["day"] for step in data["plan"]["steps"]] == ["2024-02-01", "2024-02-03"]
    assert data["plan"]["steps"][0]["exposure"]["A"] == {"given": 3, "received": 10, "exposure": -7}
    assert data["worst"] == data["bound"] == 0
    assert data["in_turn"]["number"] == 3 and data["in_turn"]["largest"]["A"] == {"exposure": 3, "of": 10, "part": 0.3}
    assert "minor" in run(small, "--seats", 2).stdout


def test_a_deal_from_a_file(run, answer, small, tmp_path):
    path = tmp_path / "deal.json"
    found = CliRunner().invoke(whole, ["find", str(small), "--json"])
    path.write_text(found.stdout, encoding="utf-8")
    data, code = answer(small, "--deal", path, "--seats", 2)
    assert code == exits.FOUND and data["deal"]["released"] == json.loads(found.stdout)["released"]
    wrong = json.loads(found.stdout)
    wrong["released"] = [release for release in wrong["released"] if release["id"] != "kay"]
    path.write_text(json.dumps(wrong), encoding="utf-8")
    result = run(small, "--deal", path, "--seats", 2)
    assert result.exit_code == exits.MISTAKES
    assert "A gives and receives nothing" in result.stderr and "not acceptable" in result.stderr


def test_exposures_are_shown_when_somebody_goes_ahead(run, small):
    result = run(
        small, "--seats", 2, "--rule", "all of kay before any of {held by A}", "--rule", "all of ann before any of bo"
    )
    assert "the worst exposure is 33.33% of what the party receives, and no order has less." in " ".join(
        result.stdout.split()
    )
    assert "proven by CP-SAT; HiGHS agrees" in result.stdout
    plain = run(
        small, "--seats", 2, "--rule", "all of kay before any of {held by A}", "--normalise", "none", "--steps", 3
    )
    assert plain.exit_code == exits.FOUND


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("--seats", "0"), exits.USAGE, "0 seats: a step that carries nobody lets nobody go"),
        (("--seats", "A=-1"), exits.USAGE, "-1 seats from A"),
        (("--seats", "many"), exits.USAGE, "--seats many: say a number"),
        (("--seats", "C=3"), exits.USAGE, "no party 'C'"),
        (("--steps", "0"), exits.USAGE, "an order needs at least 1"),
        (("--days", "2024-02-02,2024-02-01"), exits.USAGE, "days are not in order"),
        (("--days", "tomorrow"), exits.USAGE, "--days tomorrow"),
        (("--every", "0"), exits.USAGE, "--every 0"),
        (("--every", "9999999"), exits.USAGE, "beyond the year 9999"),
        (("--start", "2024-02-01"), exits.USAGE, "say --every"),
        (("--every", "2", "--days", "2024-02-01"), exits.USAGE, "one or the other"),
        (("--rule", "together ann"), exits.USAGE, "at least two ids"),
        (("--rule", "together ann lou"), exits.USAGE, "no person or consideration 'lou'"),
        (("--rule", "together {held by C}"), exits.USAGE, "no party 'C'"),
        (("--rule", "never ann"), exits.USAGE, "does not order releases"),
        (("--rule", "at most"), exits.USAGE, "--rule 'at most'"),
        (("--seats", "1"), exits.NONE, "ann goes with 1 minor and needs 2 of 1 seats; allow at least 2"),
        (("--seats", "3", "--rule", "together ann bo kay"), exits.NONE, "'together ann bo kay': they go in one step"),
        (("--seats", "2", "--steps", "1"), exits.NONE, "at least 2 steps"),
        (("--deal", "no-such.json"), exits.MISTAKES, "cannot be read"),
        (("--on", "2023-01-01"), exits.NONE, "there is no deal on that day"),
        (("--time-limit", "0"), exits.UNKNOWN, "no deal was found within the time limit"),
    ],
)
def test_what_it_refuses(run, answer, small, words, code, says):
    result = run(small, *words)
    assert result.exit_code == code, result.output
    assert says in " ".join(result.output.split())
    data, as_json = answer(small, *words)
    assert as_json == code
    assert data["command"] == (
        "error" if code in (exits.USAGE, exits.MISTAKES, exits.UNKNOWN) or "--on" in words else "tranches"
    )


def test_help_has_examples(run):
    said = run("--help").stdout
    assert "Examples:" in said and "Exit codes" in said and "--normalise" in said
