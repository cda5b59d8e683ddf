"""Rivals and time: which statement is preferred and why, what is a change and what a contradiction."""

import datetime as dt
from pathlib import Path

import pytest

from glienicke.case.apart import statements_of
from glienicke.case.model import Case
from glienicke.case.read import read, read_text
from glienicke.case.rivals import decide, rivals_of
from glienicke.case.timeline import history
from glienicke.positions.asof import days
from glienicke.positions.events import events, everything_known
from glienicke.positions.facts import Layer, layers, told

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "cases").iterdir())
HEAD = "case: c\nparties: {A: a, B: b}\nsources: {s: {who: S, on: 2024-05-01}, t: {who: T, on: 2024-06-01}}\n"


def case_with(person: str, signals: str = "") -> Case:
    case = read_text(f"{HEAD}people:\n  ana: {{name: Ana Ilic, {person}}}\n{signals}").case
    assert case is not None
    return case


def clashes(person: str, property: str, signals: str = ""):
    line = history(statements_of(case_with(person, signals)), "ana", property)
    return [(clash.kind, [line.entries[i].value for i in clash.entries], clash.why) for clash in line.clashes]


@pytest.mark.parametrize(
    ("told_of", "found"),
    [
        ("[{is: 5 years, according_to: [s]}, {is: 6 years, according_to: [t]}]",
         [("contradiction", ["5 years", "6 years"], "neither has a date")]),
        ("[{is: 5 years, since: 2024-02-01}, {is: 6 years, since: 2024-02-01}, {is: 7 years, since: 2024-02-01}]",
         [("contradiction", ["5 years", "6 years", "7 years"], "both from 2024-02-01")]),
        ("[{is: 5 years, since: 2024-02-01}, {is: 6 years, since: 2024-02-02}]", []),
        ("[{is: 5 years, since: 2024-02}, {is: 6 years, since: 2024-02-02}]",
         [("open", ["6 years", "5 years"], "2024-02-02 and 2024-02 may be the same time")]),
        ("[{is: 5 years}, {is: 6 years, since: 2024-02}]",
         [("open", ["5 years", "6 years"], "one has no date: a change from 2024-02, or a contradiction")]),
        ("[{is: 5 years, until: 2024-02-01}, {is: 6 years, since: 2024-02-01}]", []),
        ("[{is: 5 years, since: 2023, until: 2024-02-02}, {is: 6 years, since: 2024-02-01}]",
         [("contradiction", ["5 years", "6 years"], "one until 2024-02-02, the other from 2024-02-01")]),
        ("[{is: 5 years, since: 2023, until: 2024-02}, {is: 6 years, since: 2024-02-01}]",
         [("open", ["5 years", "6 years"], "the end 2024-02 and the beginning 2024-02-01 may overlap")]),
        ("[{is: 5 years, according_to: [s]}, {is: 5 years, according_to: [t]}]", []),
        ("5 years", []),
    ],
)  # fmt: skip
def test_a_dated_change_is_no_contradiction(told_of, found):
    assert clashes(f"sentence: {told_of}", "sentence") == found


def test_spellings_stand_beside_one_another():
    assert clashes("spellings: [{is: [Ana I.]}, {is: [Anna Ilitsch]}]", "spellings") == []


def test_what_a_signal_says_is_a_change():
    signals = "signals:\n  - {on: 2024-03, according_to: [t], people: {ana: {held_by: B}}}\n"
    assert clashes("held_by: A", "held_by", signals) == []
    line = history(statements_of(case_with("held_by: A", signals)), "ana", "held_by")
    assert [(e.value, e.since, e.sources) for e in line.entries] == [("A", None, ()), ("B", "2024-03", ("t",))]


def test_two_signals_of_one_day_that_differ_contradict_each_other():
    signals = "signals:\n" + "".join(
        f"  - {{on: 2024-03-01, people: {{ana: {{state: {s}}}}}}}\n" for s in ("dead", "free")
    )
    assert clashes("held_by: A", "state", signals) == [("contradiction", ["dead", "free"], "both from 2024-03-01")]


def test_every_entry_names_all_its_sources():
    case = case_with("sentence: [{is: 5 years, according_to: [s, t]}, {is: 6 years, according_to: [t]}, {is: 5 years}]")
    line = history(statements_of(case), "ana", "sentence")
    assert [(e.value, e.sources, len(e.statements)) for e in line.entries] == [
        ("5 years", ("s", "t"), 3),
        ("6 years", ("t",), 1),
    ]
    assert [s.said_on for s in line.entries[0].statements] == ["2024-05-01", "2024-06-01", None]


def test_history_of_a_legal_step_and_of_nothing():
    statements = statements_of(case_with("steps: {pardon: open, visa: done}"))
    assert [e.value for e in history(statements, "ana", "step", "pardon").entries] == ["open"]
    assert history(statements, "ana", "step", "verdict").entries == ()
    assert history(statements, "nobody", "name").entries == ()


@pytest.mark.parametrize(
    ("person", "day", "value", "why"),
    [
        ("charge: A", "2024-01-01", "A", "no signal has changed it by the day"),
        ("charge: A", "2024-03-31", "B", "said by the latest signal, of 2024-03-31"),
        ("charge: A", "2024-04-30", "D",
         "said by the latest signal, of 2024-04-30; verified, and the others are not"),
    ],
)  # fmt: skip
def test_the_latest_signal_is_preferred_and_says_why(person, day, value, why):
    signals = (
        "signals:\n  - {on: 2024-03, people: {ana: {charge: B}}}\n"
        "  - {on: 2024-04, people: {ana: {charge: [{is: C, unverified: yes}, {is: D}]}}}\n"
    )
    rivals = rivals_of(s for s in statements_of(case_with(person, signals)) if s.property == "charge")
    decision = decide(rivals, dt.date.fromisoformat(day))
    assert decision.rival is not None
    assert (decision.rival.value, decision.why) == (value, why)


def test_nothing_is_preferred_where_nothing_is_said_or_all_has_ended():
    ended = rivals_of(s for s in statements_of(case_with("charge: {is: A, until: 2024}")) if s.property == "charge")
    later = rivals_of(s for s in statements_of(case_with("charge: {is: A, since: 2024}")) if s.property == "charge")
    assert decide(ended, dt.date(2025, 1, 1)).why == "none is in force on the day: the last has ended"
    assert decide(later, dt.date(2024, 1, 1)).why == "nothing is said of it by the day"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_engine_goes_by_the_same_rule(path):
    """What `decide` prefers is what the case as of the day goes by, for every person, key and day of change."""
    case = read(path).case
    assert case is not None
    statements = [s for s in statements_of(case) if s.subject.startswith("people/") and s.value != ()]
    compared = 0
    for day, _ in days(case):
        happened = [event for event in events(case) if event.on <= day]
        said = layers(case, happened)
        for id, person in case.people.items():
            of_person = [s for s in statements if s.subject == f"people/{id}"]
            for key in ("name", "held_by", "state", "citizen_of", "sentence", "charge", "to", "rank", "tags"):
                found = told(said.get(id) or [Layer(person, ("people", id))], key, day, everything_known)
                decision = decide(rivals_of(s for s in of_person if s.property == key), day)
                expected = None if found is None else found.value
                assert (decision.rival.value if decision.rival else None) == expected, (id, key, day)
                compared += 1
    assert compared
