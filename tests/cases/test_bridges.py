"""Three exchanges told again, Vienna 2010, Reed 2022 and Griner 2022: no deal before, then history's and no other."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import glienicke
from bench.ankara_sensitivity import runner_up
from glienicke.api import Case, OnDay
from glienicke.deals.members import Member

CASES = Path(__file__).resolve().parents[2] / "cases"
VIENNA, REED, GRINER = "vienna-2010", "reed-yaroshenko-2022", "griner-bout-2022"

FOUR = ("sutyagin", "skripal", "zaporozhsky", "vasilenko")
TEN = (
    "chapman", "semenko", "v-guryev", "l-guryeva", "bezrukov", "vavilova", "kutsik",
    "pereverzeva", "vasenkov", "pelaez",
)  # fmt: skip
HISTORY = {
    VIENNA: {**dict.fromkeys(FOUR, ("RU", "US")), **dict.fromkeys(TEN, ("US", "RU"))},
    REED: {"reed": ("RU", "US"), "yaroshenko": ("US", "RU")},
    GRINER: {"griner": ("RU", "US"), "bout": ("US", "RU")},
}
DAY = {VIENNA: "2010-07-09", REED: "2022-04-27", GRINER: "2022-12-08"}
every_case = pytest.mark.parametrize("name", list(HISTORY))


@cache
def case(name: str) -> Case:
    loaded = glienicke.read(CASES / f"{name}.yaml")
    assert loaded.diagnostics == ()
    assert loaded.case is not None
    return loaded.case


def on(name: str, date: str) -> OnDay:
    return case(name).on(date)


def said(clash: Iterable[Member]) -> set[tuple[str, str | None]]:
    """A clash in short: of each member what kind, and whose or about whom or which sentence."""
    return {(m.kind, m.condition.text if m.condition else m.person or m.party) for m in clash}


# ------------------------------------------------------------------------- all three


@every_case
def test_on_the_day_the_best_deal_is_historys_and_can_be_done(name: str) -> None:
    day = on(name, DAY[name])
    for settled in (False, True):
        answer = day.find(settled=settled)
        assert answer.deal is not None
        assert answer.gap == 0
        assert {r.id: (r.giver, r.to) for r in answer.deal.released} == HISTORY[name]
        assert answer.deal.needs == ()
        assert set(answer.deal.parties) == {"RU", "US"}
        assert day.faults(answer.deal) == ()


@every_case
def test_no_tie_decides(name: str) -> None:
    day = on(name, DAY[name])
    best, second = day.find().objective, runner_up(day.day, frozenset(HISTORY[name]))
    assert best is not None
    assert second is None or second < best


VERDICTS = [
    (VIENNA, "2010-06-26", "none"),
    (VIENNA, "2010-06-27", "none"),
    (VIENNA, "2010-06-30", "none"),
    (VIENNA, "2010-07-02", "none"),
    (VIENNA, "2010-07-03", "deal"),
    (VIENNA, "2010-07-08", "deal"),
    (REED, "2019-07-30", "none"),
    (REED, "2019-08-15", "none"),
    (REED, "2022-02-23", "none"),
    (REED, "2022-03-30", "none"),
    (REED, "2022-04-26", "none"),
    (REED, "2022-04-27", "deal"),
    (GRINER, "2022-05-03", "none"),
    (GRINER, "2022-06-15", "none"),
    (GRINER, "2022-07-27", "none"),
    (GRINER, "2022-08-04", "none"),
    (GRINER, "2022-11-30", "none"),
    (GRINER, "2022-12-01", "deal"),
]


@pytest.mark.parametrize(("name", "date", "verdict"), VERDICTS)
def test_verdict_by_day(name: str, date: str, verdict: str) -> None:
    answer = on(name, date).find()
    assert answer.status == verdict
    if answer.deal is not None:
        assert answer.deal.items == HISTORY[name].keys()


@every_case
def test_somebody_stayed_who_could_have_been_talked_about(name: str) -> None:
    """The best deal is a result: the pool holds people at the table's own custody whom history left behind."""
    day = on(name, DAY[name]).day
    stayed = {id for id, p in day.people.items() if p.in_pool and p.held_by in {"RU", "US"}} - HISTORY[name].keys()
    expected = {VIENNA: {"sypachev"}, REED: {"whelan", "griner", "fogel", "bout", "seleznev"}}
    assert stayed == expected.get(name, {"whelan", "fogel", "seleznev"})


@every_case
def test_positions_are_reported_or_believed_with_reasoning_and_worths_are_words(name: str) -> None:
    for positions in case(name).file.positions.values():
        for position in positions:
            assert position.basis in {"reported", "believed"}
            assert position.note
            assert position.according_to
            told = [fact for facts in (*position.worth.values(), *position.cost.values()) for fact in facts]
            assert {fact.is_ for fact in told} <= {"vital", "high", "medium", "low"}
            assert all(fact.note for fact in told)


@every_case
def test_everybody_has_a_source_and_no_minor_is_there(name: str) -> None:
    for id, person in case(name).file.people.items():
        assert not person.minors, id
        for facts in (person.citizen_of, person.held_by, person.charge, person.sentence, person.tags):
            assert all(fact.according_to for fact in facts), id


# ------------------------------------------------------------------------- Vienna


def test_vienna_before_moscow_agrees_its_absence_stands_in_the_way() -> None:
    clashes = [said(c) for c in on(VIENNA, "2010-07-02").why().clashes]
    assert clashes
    assert all(("absence", "RU") in c for c in clashes)


def test_vienna_before_the_arrests_nobody_was_held_for_them() -> None:
    day = on(VIENNA, "2010-06-26").day
    assert not any(day.people[id].held_by for id in TEN)
    assert not day.positions


def test_vienna_waits_for_pleas_confessions_and_pardons() -> None:
    agreed = on(VIENNA, "2010-07-03").find().deal
    assert agreed is not None
    steps = {(id, "plea") for id in TEN} | {(id, step) for id in FOUR for step in ("confession", "pardon")}
    assert {tuple(need) for need in agreed.needs} == steps
    assert on(VIENNA, "2010-07-03").find(settled=True).status == "none"
    pleaded = on(VIENNA, "2010-07-08").find().deal
    assert pleaded is not None
    assert {tuple(need) for need in pleaded.needs} == {(id, "pardon") for id in FOUR}
    assert on(VIENNA, "2010-07-08").find(settled=True).status == "none"


def test_vienna_two_of_the_four_stayed_in_britain() -> None:
    told = [event.what for event in case(VIENNA).file.history if event.what]
    assert any("Sutyagin and Skripal" in what and "Britain" in what for what in told)


def test_vienna_the_eleventh_was_gone() -> None:
    assert on(VIENNA, "2010-06-29").day.people["metsos"].held_by == "CY"
    assert on(VIENNA, "2010-06-30").day.people["metsos"].state == "free"
    assert on(VIENNA, DAY[VIENNA]).find(want=["metsos"]).status == "none"


# ------------------------------------------------------------------------- Reed and Yaroshenko


@pytest.mark.parametrize("date", ["2019-09-01", "2021-06-01", "2022-02-23", "2022-03-30"])
def test_reed_stayed_while_washington_gave_nobody(date: str) -> None:
    clashes = [said(c) for c in on(REED, date).why(want=["reed"]).clashes]
    assert clashes
    assert all(("condition", "never {held by US}") in c for c in clashes)


def test_reeds_health_is_part_of_what_he_is_to_washington() -> None:
    before, after = on(REED, "2022-03-29").day.people["reed"], on(REED, "2022-03-30").day.people["reed"]
    assert "ill" not in before.tags
    assert "ill" in after.tags
    deal = on(REED, DAY[REED]).find().deal
    assert deal is not None
    assert deal.parties["US"].gain == Fraction(110)


def test_whelan_would_cost_moscow_more_than_yaroshenko_is_worth_to_it() -> None:
    day = on(REED, DAY[REED])
    assert day.find(want=["whelan"]).status == "none"
    assert ("floor", "RU") in said(day.why(want=["whelan"]).clashes[0])


def test_both_places_are_told() -> None:
    places = [event for event in case(REED).file.history if event.what and event.what.startswith("The place:")]
    assert ["Ankara" in (e.what or "") for e in places] == [True, False]
    assert ["Adana" in (e.what or "") for e in places] == [False, True]
    assert places[0].according_to
    assert "unverified" in (places[1].note or "")


# ------------------------------------------------------------------------- Griner and Bout


def test_before_june_washington_would_not_speak_of_bout() -> None:
    clashes = [said(c) for c in on(GRINER, "2022-06-15").why(want=["griner"]).clashes]
    assert clashes
    assert all(("condition", "never bout") in c for c in clashes)


@pytest.mark.parametrize("date", ["2022-07-27", "2022-10-15", "2022-11-30"])
def test_both_or_none_meets_whelan_only_for_krasikov(date: str) -> None:
    (clash,) = on(GRINER, date).why(want=["griner"]).clashes
    assert {
        ("condition", "bout only if griner and whelan"),
        ("condition", "whelan only if krasikov"),
        ("absence", "DE"),
    } < said(clash)


@pytest.mark.parametrize("date", ["2022-07-27", "2022-12-01", "2022-12-08"])
def test_whelan_hangs_on_krasikov_and_krasikov_on_germany(date: str) -> None:
    day = on(GRINER, date)
    assert day.find(want=["whelan"]).status == "none"
    why = day.why(want=["whelan"])
    assert {("condition", "whelan only if krasikov"), ("absence", "DE")} in [said(c) for c in why.clashes]
    assert "DE" not in day.day.positions


def test_germany_would_have_to_come_for_whelan() -> None:
    found = on(GRINER, DAY[GRINER]).quorum(want=["whelan"], if_persuaded=True)
    assert [set(q.parties) for q in found.quorums] == [{"RU", "DE"}]


def test_mediation_is_claimed_and_denied_side_by_side() -> None:
    views = {(view.who, view.said) for view in case(GRINER).file.assessments}
    assert ("The UAE and Saudi Arabia", "Their leaders' mediation succeeded") in views
    assert ("The White House", "No mediation was involved") in views
    assert not case(GRINER).file.mediator
