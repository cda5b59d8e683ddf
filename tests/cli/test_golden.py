"""What people see, word for word. Renew with: pytest tests/cli tests/record --snapshot-update"""

import re

import pytest

SEEN = {
    "find": "find bridge.yaml",
    "find-none": "find bridge.yaml --on 2024-02",
    "find-freed": "find bridge.yaml --aim freed --want ana,dov",
    "find-trade-owed": "find bridge.yaml --trade-owed",
    "find-cautious-settled": "find bridge.yaml --cautious --settled",
    "why": "why bridge.yaml --on 2024-02 -k 2",
    "why-even-firm": "why bridge.yaml --on 2024-02 -k 1 --even-firm",
    "why-deal": "why bridge.yaml",
    "quorum": "quorum bridge.yaml --want ana",
    "quorum-if-persuaded": "quorum bridge.yaml --on 2024-02 --want ana --if-persuaded",
    "quorum-none": "quorum bridge.yaml --want fin",
    "enlarge": "enlarge bridge.yaml --on 2024-02",
    "enlarge-past-cutoff": "enlarge bridge.yaml --on 2024-08 --want fin --past-cutoff",
    "enlarge-from": "enlarge bridge.yaml --on 2024-02 --from other.yaml",
    "enlarge-deal": "enlarge bridge.yaml",
    "replay": "replay bridge.yaml",
    "show": "show bridge.yaml",
    "show-early": "show bridge.yaml --on 2023-02",
    "explain": "explain bridge.yaml C --on 2024-02",
    "explain-absent": "explain bridge.yaml C --on 2023-12",
    "check": "check bridge.yaml",
    "check-bad": "check bridge.yaml bad.yaml",
    "bad": "find bad.yaml",
    "help": "--help",
    "help-find": "find --help",
}


@pytest.mark.parametrize("line", SEEN.values(), ids=SEEN)
def test_what_people_see(line, run, snapshot):
    result = run(*line.split())
    said = re.sub(r"\b\d+\.\d+ s\b", "… s", result.output)
    assert f"$ glienicke {line}\n{said}[exit code {result.exit_code}]" == snapshot


def test_nothing_moves_when_asked_twice(run):
    assert run("find", "bridge.yaml").output == run("find", "bridge.yaml").output
