"""The library in a few words."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

import glienicke

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def bridge():
    case = glienicke.load(DATA / "bridge.yaml").case
    assert case is not None
    return case


def test_mistakes_are_data():
    loaded = glienicke.load(DATA / "bad.yaml")
    assert loaded.case is None
    assert len(loaded.diagnostics) == 5


def test_a_day_and_its_questions(bridge):
    february, today = bridge.on("2024-02"), bridge.on()
    assert february.day.on == dt.date(2024, 2, 29)
    assert today.day.on == dt.date(2024, 3, 1)
    answer = today.find(want=["ana"], seconds=60)
    assert (answer.status, answer.objective) == ("deal", Fraction(135))
    assert answer.deal is not None
    assert today.faults(answer.deal) == ()
    assert february.faults(answer.deal)
    assert february.find().status == "none"
    assert february.why(most=1).concessions[0].price == 10
    assert today.quorum(want=["ana"]).quorums[0].parties == ("A", "C")
    assert february.enlarge().additions[0].add == ("gil",)


def test_replay(bridge):
    assert [(v.on, v.answer.status) for v in bridge.replay("2024-03")] == [(dt.date(2024, 3, 1), "deal")]
    assert list(bridge.replay("2031")) == []
    assert [on for on, _ in bridge.days()] == [dt.date(2024, 1, 1), dt.date(2024, 3, 1)]


def test_known_by(bridge):
    """The radio's report of 2 February 2024 is all that the signal rests on."""
    assert bridge.on("2024-03", known_by="2024-01-31").find().status == "none"


def test_wrong_names_and_dates_are_the_callers(bridge):
    with pytest.raises(ValueError, match="did you mean 'ana'"):
        bridge.on().find(want=["anna"])
    with pytest.raises(ValueError, match="expected a date"):
        bridge.on("yesterday")


def test_a_case_without_dates():
    case = glienicke.load(DATA / "undated.yaml").case
    assert case is not None
    with pytest.raises(ValueError, match="say the day"):
        case.on()
