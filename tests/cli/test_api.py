"""The library in a few words."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

import glienicke

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def bridge():
    return glienicke.load(DATA / "bridge.yaml")


def test_mistakes_are_data():
    loaded = glienicke.read(DATA / "bad.yaml")
    assert loaded.case is None
    assert len(loaded.diagnostics) == 5
    with pytest.raises(glienicke.CaseError, match="5 mistakes in the case") as raised:
        glienicke.load(DATA / "bad.yaml")
    assert raised.value.diagnostics == loaded.diagnostics


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
    case = glienicke.load(DATA / "undated.yaml")
    with pytest.raises(ValueError, match="say the day"):
        case.on()


def test_every_answer_can_be_shown(bridge):
    """The same words in a notebook as on the command line; nothing of a name is taken for HTML."""
    today = bridge.on()
    found = today.find(aim="fair")
    answers = [
        found,
        today.find("nash"),
        today.alternatives(2),
        today.front("A", "C"),
        today.stable(),
        today.why(),
        today.quorum(want=["ana"]),
        today.enlarge(),
        today.odds(8),
        today.tranches(found.deal),
    ]
    for answer in answers:
        page = answer._repr_html_()
        assert page.startswith("<pre") and page.endswith("</pre>")
        assert "<script" not in page and str(answer).splitlines()[0].strip()
    assert "Proven best for the least surplus first" in str(found)


def test_fair_in_a_few_words(bridge):
    found = bridge.on("2024-03-01").find(aim="fair", normalise="none")
    assert found.status == "deal" and found.objective == min(found.measured.values())
    assert today_front(bridge) == sorted(today_front(bridge), reverse=True)


def today_front(bridge):
    found = bridge.on().front("A", "C")
    assert found.status == "front" and bridge.on().deals_at(found, 0)[0] in bridge.on().deals_at(found, 0)
    return [point.gains for point in found.points]
