"""The examples of docs/statements.md answer as they say.

A `yaml case` block is a case; the `answer` block after it holds a question a line: `ID PROPERTY over time: values, in
turn; clashes` or `ID PROPERTY on DAY: value, why`. `pycon` blocks are sessions.
"""

import datetime as dt
import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from glienicke.case.apart import statements_of
from glienicke.case.read import read_text
from glienicke.case.rivals import decide, rivals_of
from glienicke.case.statement import Statement
from glienicke.case.timeline import history

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "docs" / "statements.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml case\n(.*?)```\s*```answer\n(.*?)```", re.S)
SESSION = re.compile(r"```pycon\n(.*?)```", re.S)


def examples() -> Iterator[tuple[str, str]]:
    for case, answers in EXAMPLE.findall(TEXT):
        for line in answers.strip().splitlines():
            yield case, line


def reply(statements: tuple[Statement, ...], question: str) -> str:
    id, property, how = question.split(" ", 2)
    if how == "over time":
        line = history(statements, id, property)
        values = ", then ".join(str(entry.value) for entry in line.entries)
        return "; ".join([values, *(f"{clash.kind}: {clash.why}" for clash in line.clashes)])
    day = dt.date.fromisoformat(how.removeprefix("on "))
    decision = decide(rivals_of(s for s in statements if s.slot == (f"people/{id}", property, "")), day)
    return f"{decision.rival.value if decision.rival else 'nothing'}, {decision.why}"


@pytest.mark.parametrize(("case", "line"), list(examples()))
def test_example(case, line):
    loaded = read_text(case).case
    assert loaded is not None
    question, answer = line.split(": ", 1)
    assert reply(statements_of(loaded), question) == answer


def test_sessions(monkeypatch):
    monkeypatch.chdir(ROOT)
    sessions = SESSION.findall(TEXT)
    assert sessions
    for i, session in enumerate(sessions):
        test = doctest.DocTestParser().get_doctest(session.replace("…", "..."), {}, f"session {i}", "statements.md", 0)
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        assert runner.run(test).failed == 0
        assert test.examples


def test_there_are_examples():
    assert len(list(examples())) >= 10
