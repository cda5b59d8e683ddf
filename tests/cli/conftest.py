"""Running the program inside the tests: plain, 100 columns wide, from the folder of the small cases."""

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from glienicke.cli import app

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "schema" / "answers.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def run(monkeypatch):
    """Run a command line; the result has stdout, stderr and exit_code. Only SystemExit may leave the program."""
    monkeypatch.chdir(DATA)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def ran(*words, input=None):
        result = CliRunner().invoke(app, [str(word) for word in words], input=input, prog_name="glienicke")
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        return result

    return ran


@pytest.fixture
def answer(run):
    """Run a command with --json; what it printed, checked against the schema, and its exit code."""

    def ran(*words):
        result = run(*words, "--json")
        data = json.loads(result.stdout)
        jsonschema.validate(data, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{data['command']}"}]})
        return data, result.exit_code

    return ran
