"""redact, keep, erase, verify-register and retention on the command line: answers, refusals, and no names left."""

import json
from collections.abc import Callable

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from glienicke.cli.app import Commands
from glienicke.cli.redact import redact_command
from glienicke.cli.register import erase_command, keep_command, retention_command, verify_register_command
from tests.cli.conftest import DATA, SCHEMA

COMMANDS: dict[str, Callable[..., None]] = {
    "redact": redact_command,
    "keep": keep_command,
    "erase": erase_command,
    "verify-register": verify_register_command,
    "retention": retention_command,
}
TERMS = ("--purpose", "the talks", "--basis", "mandate of 2024", "--until", "2027-06", "--by", "desk")


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command line in a folder with a small case; the result has stdout, stderr and exit_code."""
    (tmp_path / "bridge.yaml").write_bytes((DATA / "bridge.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    program = typer.Typer(cls=Commands, pretty_exceptions_enable=False)
    for name, command in COMMANDS.items():
        program.command(name)(command)

    def ran(*words, input=None):
        result = CliRunner().invoke(program, [str(word) for word in words], input=input, prog_name="glienicke")
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        return result

    return ran


@pytest.fixture
def answer(run):
    """Run a command with --json; what it printed, checked against the schema."""

    def ran(*words, code=0):
        result = run(*words, "--json")
        assert result.exit_code == code, result.output
        data = json.loads(result.stdout)
        jsonschema.validate(data, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{data['command']}"}]})
        return data

    return ran


# ------------------------------------------------------------------ redact


def test_everybody_is_reduced_to_an_id(run, tmp_path):
    result = run("redact", "bridge.yaml", "--all", "--to", "copy")
    assert result.exit_code == 0, result.output
    assert "7 people reduced to p-01 to p-07; 0 with their names." in result.stdout
    text = (tmp_path / "copy" / "case.yaml").read_text(encoding="utf-8")
    for name in ("Ana", "Lind", "Boris", "Falk", "Cora", "Tarn"):
        assert name.casefold() not in text.casefold()
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["case.yaml"]


def test_some_are_reduced_and_others_are_not(answer, tmp_path):
    one = answer("redact", "bridge.yaml", "--people", "ana,boris", "--people", "cora", "--to", "a", "--key", "key.json")
    assert (one["people"], one["kept"], one["unnamed"]) == (["p-01", "p-02", "p-03"], 4, 0)
    assert set(json.loads((tmp_path / "key.json").read_text())["ids"]) == {"ana", "boris", "cora"}
    other = answer("redact", "bridge.yaml", "--but", "ana", "--to", "b")
    assert (len(other["people"]), other["kept"], other["key"]) == (6, 1, None)
    assert "Ana Lind" in (tmp_path / "b" / "case.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--to", "copy"), 2, "say who"),
        (("--all", "--but", "ana", "--to", "copy"), 2, "say who"),
        (("--people", "anna", "--to", "copy"), 2, "did you mean 'ana'?"),
        (("--people", " , ", "--to", "copy"), 2, "nobody to redact"),
        (("--all", "--to", "."), 2, "exists already"),
        (("--all", "--to", "bridge.yaml"), 2, "exists already"),
        (("--all", "--to", "no/where"), 2, "cannot be written"),
        (("--all", "--to", "copy", "--key", "copy/key"), 2, "keep it apart"),
        (("--all", "--to", "copy", "--key", "bridge.yaml"), 2, "no key of a redaction"),
        (("--all", "--to", "copy", "--key", "no/key"), 2, "cannot be written"),
        (("--all", "--to", "tarn-copy"), 1, "something of the name of p-0"),
    ],
)
def test_what_redact_refuses(run, tmp_path, words, code, said):
    before = (tmp_path / "bridge.yaml").read_bytes()
    result = run("redact", "bridge.yaml", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bridge.yaml"]
    assert (tmp_path / "bridge.yaml").read_bytes() == before


def test_a_faulty_case_is_refused(answer, tmp_path):
    (tmp_path / "bad.yaml").write_text("case: x\n")
    assert answer("redact", "bad.yaml", "--all", "--to", "copy", code=1)["command"] == "error"
    assert not (tmp_path / "copy").exists()


# ------------------------------------------------------------------ the register


def test_a_register_is_kept_erased_from_and_verified(run, answer, tmp_path):
    first = answer("keep", "bridge.yaml", *TERMS)
    assert first["register"] == "bridge.register.jsonl"
    assert first["new"] == first["entries"] > 40
    assert answer("keep", "bridge.yaml")["new"] == 0
    assert run("keep", "bridge.yaml").stdout.startswith("bridge.register.jsonl: 0 entries more")

    gone = answer("erase", "bridge.register.jsonl", "ana", "--reason", "asked for it", "--by", "desk", "--yes")
    assert gone["erased"] == gone["own"] + gone["others"] == gone["erased_in_all"]
    content = (tmp_path / "bridge.register.jsonl").read_bytes()
    assert b"Ana Lind" not in content
    assert b"Boris Falk" in content
    assert gone["beside"] == ["bridge.yaml"]

    found = answer("verify-register", "bridge.register.jsonl", "--head", first["head"])
    assert (found["faults"], found["erased"], found["head"]) == ([], gone["erased"], gone["head"])
    text = run("verify-register", "bridge.register.jsonl").stdout
    assert f"{gone['erased']} payloads erased in 1 erasure." in text
    again = run("erase", "bridge.register.jsonl", "ana", "--reason", "r", "--by", "desk", "--yes")
    assert again.exit_code == 2
    assert "no person 'ana'" in again.stderr


def test_erasing_shows_what_goes_and_asks(run, monkeypatch, tmp_path):
    run("keep", "bridge.yaml", *TERMS)
    file = tmp_path / "bridge.register.jsonl"
    before = file.read_bytes()
    words = ("erase", file, "ana", "--reason", "asked", "--by", "desk")
    assert "there is nobody to ask" in run(*words).stderr
    monkeypatch.setattr("glienicke.cli.register.asks_questions", lambda: True)
    no = run(*words, input="n\n")
    assert no.exit_code == 130
    assert "of others that speak of ana would go too" in no.stdout
    assert "ana only if boris" in no.stdout
    assert file.read_bytes() == before
    yes = run(*words, input="y\n")
    assert yes.exit_code == 0
    assert "Erased" in yes.stdout
    assert "bridge.yaml: take it out there, too." in yes.stdout
    assert file.read_bytes() != before


def test_everything_is_erased_when_the_time_is_over(run, answer):
    run("keep", "bridge.yaml", *TERMS, "--then", "erase")
    early = answer("retention", "bridge.yaml", "--on", "2027-06-30")
    assert early["terms"] == {"purpose": "the talks", "basis": "mandate of 2024", "until": "2027-06", "then": "erase"}
    assert (early["due"], early["people"]) == (False, 7)
    late = answer("retention", "bridge.register.jsonl", "--on", "2027-07-01")
    assert late["due"]
    assert "glienicke erase bridge.register.jsonl --all" in run("retention", "bridge.yaml", "--on", "2028").stdout
    run("erase", "bridge.register.jsonl", "--all", "--reason", "the time is over", "--by", "desk", "--yes")
    empty = answer("retention", "bridge.yaml", "--on", "2028")
    assert (empty["people"], empty["payloads"], empty["due"], empty["terms"]) == (0, 0, False, None)
    assert answer("verify-register", "bridge.register.jsonl")["faults"] == []


def test_a_change_is_named_with_its_line(run, answer, tmp_path):
    run("keep", "bridge.yaml", *TERMS)
    file = tmp_path / "bridge.register.jsonl"
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b"Boris Falk", b"Boris Falg"))
    line = 1 + next(i for i, one in enumerate(sound.split(b"\n")) if b"Boris Falk" in one)
    found = answer("verify-register", file, code=1)
    assert [fault["at"] for fault in found["faults"]] == [f"{file}:{line}"]
    assert "the payload or its salt was changed" in run("verify-register", file).stdout
    refused = run("erase", file, "boris", "--reason", "r", "--by", "d", "--yes")
    assert refused.exit_code == 1
    assert f"{file.name}:{line}: the payload or its salt was changed" in refused.stderr
    file.write_bytes(b"".join(sound.splitlines(keepends=True)[:-1]))
    assert answer("verify-register", file)["faults"] == []
    head = json.loads(sound.split(b"\n")[-2])["hash"]
    assert "were cut off" in answer("verify-register", file, "--head", head, code=1)["faults"][0]["what"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("keep", "bridge.yaml"), 2, "is new: say --purpose"),
        (("keep", "bridge.yaml", "--purpose", "p"), 2, "terms need"),
        (("keep", "bridge.yaml", *TERMS, "--until", "soon"), 2, "--until: expected a date"),
        (("keep", "bridge.yaml", *TERMS, "--then", "forget"), 2, "write erase or review"),
        (("keep", "bridge.yaml", *TERMS, "--to", "no/where"), 2, "No such file"),
        (("keep", "bridge.yaml", *TERMS, "--to", "bridge.yaml"), 1, "no register that can be erased from"),
        (("keep", "none.yaml", *TERMS), 1, "mistake"),
        (("erase", "none.jsonl", "ana", "--reason", "r", "--by", "d"), 2, "no such file"),
        (("erase", "bridge.yaml", "ana", "--reason", "r", "--by", "d"), 1, "no register"),
        (("erase", "bridge.yaml", "--reason", "r", "--by", "d"), 2, "say whom"),
        (("erase", "bridge.yaml", "ana", "--by", "d"), 2, "--reason"),
        (("verify-register", "none.jsonl"), 2, "No such file"),
        (("verify-register", "."), 2, "Is a directory"),
        (("retention", "bridge.yaml"), 2, "No such file"),
    ],
)
def test_what_the_register_refuses(run, tmp_path, words, code, said):
    result = run(*words)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["bridge.yaml"]


def test_a_reason_with_the_name_is_refused(run, tmp_path):
    run("keep", "bridge.yaml", *TERMS)
    before = (tmp_path / "bridge.register.jsonl").read_bytes()
    result = run("erase", "bridge.register.jsonl", "ana", "--reason", "Ms Lind asked", "--by", "desk", "--yes")
    assert result.exit_code == 2
    assert "would keep the name" in result.stderr
    assert (tmp_path / "bridge.register.jsonl").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}\n", b'{"entry":1}\n', b'{"entry":'])
def test_a_file_that_is_no_register(answer, tmp_path, content):
    (tmp_path / "odd.jsonl").write_bytes(content)
    assert answer("verify-register", "odd.jsonl", code=1)["faults"]
