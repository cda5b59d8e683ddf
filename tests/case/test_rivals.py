"""Which of several values is preferred on a day, and the words that say why."""

import datetime as dt

import pytest

from glienicke.case.model import Facts
from glienicke.case.rivals import preferred

DAY = dt.date(2024, 6, 30)


@pytest.mark.parametrize(
    ("rivals", "value", "why"),
    [
        ([{"is": "A"}], "A", "the only value"),
        ([{"is": "A", "since": "2023"}, {"is": "B", "since": "2025"}], "A", "the only value in force on the day"),
        ([{"is": "A", "unverified": "yes", "since": "2023"}, {"is": "B"}], "B", "verified, and the others are not"),
        ([{"is": "A", "since": "2022"}, {"is": "B", "since": "2023"}], "B", "the latest in force, since 2023"),
        ([{"is": "A"}, {"is": "B", "according_to": ["x", "y"]}], "B", "the most sources (2)"),
        ([{"is": "A"}, {"is": "B"}], "A", "listed first; the others have as many sources"),
        ([{"is": "A", "until": "2024-06-29"}, {"is": "B"}], "B", "the only value in force on the day"),
        ([{"is": "A", "until": "2024-06"}, {"is": "B"}], "A", "listed first; the others have as many sources"),
    ],
)
def test_preferred(rivals, value, why):
    facts = Facts.model_validate({"charge": rivals}).charge
    choice = preferred(facts, DAY)
    assert choice is not None
    assert (choice.value, choice.why) == (value, why)
    assert facts[choice.index] is choice.fact


def test_nothing_in_force():
    assert preferred(Facts.model_validate({"charge": {"is": "A", "since": "2024-07"}}).charge, DAY) is None
    assert preferred((), DAY) is None
