"""How each command ends, for each way that it can; and that the JSON is as documented."""

import json
import subprocess
import sys

import pytest

from glienicke.cli.app import COMMANDS, loaded

ENDS = [
    ("find bridge.yaml", 0, "deal"),
    ("find bridge.yaml --on 2024-02", 3, "none"),
    ("find bridge.yaml --time-limit 0", 4, "unknown"),
    ("find bridge.yaml --on 2023-02", 3, "none"),
    ("find bridge.yaml --settled --want ana", 0, "deal"),
    ("find bridge.yaml --want gil", 3, "none"),
    ("why bridge.yaml --on 2024-02", 0, "none"),
    ("why bridge.yaml", 0, "deal"),
    ("why bridge.yaml --on 2024-02 --time-limit 0", 4, "unknown"),
    ("quorum bridge.yaml --want ana", 0, "found"),
    ("quorum bridge.yaml --want fin", 3, "none"),
    ("quorum bridge.yaml --want ana --time-limit 0", 4, "unknown"),
    ("enlarge bridge.yaml --on 2024-02", 0, "found"),
    ("enlarge bridge.yaml", 0, "deal"),
    ("enlarge bridge.yaml --on 2024-08 --want fin", 3, "none"),
    ("enlarge bridge.yaml --on 2024-02 --time-limit 0", 4, "unknown"),
]


@pytest.mark.parametrize(("line", "code", "status"), ENDS, ids=[line for line, _, _ in ENDS])
def test_answers(line, code, status, answer):
    data, exit_code = answer(*line.split())
    assert (data["status"], exit_code) == (status, code)


@pytest.mark.parametrize(
    "line",
    ["show bridge.yaml", "explain bridge.yaml A", "explain bridge.yaml C --on 2023-12", "check bridge.yaml"],
)
def test_what_is_shown_as_json(line, answer):
    assert answer(*line.split())[1] == 0


def test_replay(answer):
    data, code = answer("replay", "bridge.yaml")
    assert code == 0
    assert [(day["on"], day["status"]) for day in data["days"]][-1] == ("2024-03-01", "deal")
    assert data["days"][-1]["changed"]["joined"] == ["ana", "boris", "cora", "dov"]
    assert answer("replay", "bridge.yaml", "--since", "2024-03")[0]["days"] == data["days"][-1:]
    assert answer("replay", "bridge.yaml", "--time-limit", "0")[1] == 4


MISTAKES = [
    "find bad.yaml",
    "find nowhere.yaml",
    "find undated.yaml",
    "check bad.yaml",
    "show bad.yaml",
    "explain bad.yaml A",
    "enlarge bridge.yaml --from bad.yaml",
    "replay bad.yaml",
    "check-deal bridge.yaml nowhere.json",
    "check-deal bridge.yaml bridge.yaml",
    "brief bad.yaml -o unused.html",
]


@pytest.mark.parametrize("line", MISTAKES)
def test_mistakes_of_the_input(line, run, answer):
    assert run(*line.split()).exit_code == 1
    data, code = answer(*line.split())
    assert code == 1
    assert data["command"] == "check" or data["error"]


def test_all_mistakes_are_said_at_once(answer):
    [case] = answer("check", "bad.yaml")[0]["cases"]
    assert not case["ok"]
    assert len(case["diagnostics"]) >= 3
    assert all(one["at"].startswith("bad.yaml:") for one in case["diagnostics"])


USAGE = {
    "": "",
    "fnd bridge.yaml": "find",
    "find": "CASE",
    "find bridge.yaml --aim most": "gain",
    "find bridge.yaml --want anna": "did you mean 'ana'?",
    "find bridge.yaml --on yesterday": "--on yesterday: expected a date",
    "find bridge.yaml --on 2024-02-31": "2024-02-31",
    "find bridge.yaml --known-by never": "--known-by never",
    "find bridge.yaml --gap 2": "gap",
    "find bridge.yaml --time-limit -1": "time-limit",
    "explain bridge.yaml Q": "no party 'Q' in the case; there are A, B, C",
    "replay bridge.yaml --since 2030": "nothing changes",
    "replay bridge.yaml --want zeno": "zeno",
    "brief bridge.yaml": "out",
    "brief bridge.yaml -o nowhere/brief.html": "nowhere",
}


@pytest.mark.parametrize("line", USAGE)
def test_usage(line, run, answer):
    result = run(*line.split())
    assert result.exit_code == 2
    assert USAGE[line] in result.stderr
    if line:
        data, code = answer(*line.split())
        assert (data["command"], code) == ("error", 2)
        assert USAGE[line] in data["error"]


def test_help_teaches_by_example(run):
    for name in COMMANDS:
        said = run(name, "--help").stdout
        examples = [line for line in said.splitlines() if line.strip().startswith(f"glienicke {name}")]
        assert len(examples) >= 2, name
        assert "Exit codes:" in said
    said = run("--help").stdout
    assert all(name in said for name in COMMANDS)


def test_help_waits_for_no_solver():
    heavy = "{'numpy', 'scipy', 'ortools', 'highspy', 'sqlalchemy', 'pandas', 'fastapi'}"
    program = f"import sys; from glienicke.cli.app import app; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_find_prints_what_the_contract_says(answer):
    data, _ = answer("find", "bridge.yaml")
    assert data["released"] == [
        {"id": "ana", "from": "A", "to": "B"},
        {"id": "boris", "from": "C", "to": "A"},
        {"id": "cora", "from": "B", "to": "A", "minors": 1},
        {"id": "dov", "from": "A", "to": "C"},
    ]
    assert data["parties"]["A"] == {"gain": 45, "floor": 0, "gets": ["boris", "cora"], "gives": ["ana", "dov"]}
    assert (data["objective"], data["bound"], data["gap"]) == (135, 135, 0)
    assert isinstance(data["objective"], int)
    assert data["needs"] == [{"person": "ana", "needs": "consent"}]
    assert data["owed"] == [{"id": "eva", "says": "seriously wounded"}]


def test_a_deal_found_is_a_deal_checked(answer, run, tmp_path):
    deal = tmp_path / "deal.json"
    deal.write_text(run("find", "bridge.yaml", "--json").stdout, encoding="utf-8")
    data, code = answer("check-deal", "bridge.yaml", deal)
    assert (data["acceptable"], data["faults"], code) == (True, [], 0)
    assert run("check-deal", "bridge.yaml", deal).exit_code == 0
    data, code = answer("check-deal", "bridge.yaml", deal, "--on", "2024-02")
    assert (data["acceptable"], code) == (False, 3)
    assert data["faults"]
    assert run("check-deal", "bridge.yaml", deal, "--on", "2024-02").exit_code == 3
    assert answer("check-deal", "bridge.yaml", deal, "--want", "gil")[1] == 3


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"released": 3}', '{"released": [{"id": 1}]}', "[" * 5000])
def test_a_deal_that_is_none(text, answer, tmp_path):
    deal = tmp_path / "deal.json"
    deal.write_text(text, encoding="utf-8")
    assert answer("check-deal", "bridge.yaml", deal)[1] in (1, 3)


def test_every_schema_definition_is_of_a_command(run):
    from tests.cli.conftest import SCHEMA

    commands = {one["$ref"].split("/")[-1] for one in SCHEMA["oneOf"]}
    with_json = {name for name in COMMANDS if any(one.name == "json" for one in loaded(name).params)}
    assert commands == with_json | {"error", "foreign"}
    assert set(COMMANDS) - with_json == {"desk", "desk-backup", "desk-restore"}
    assert json.dumps(SCHEMA)
