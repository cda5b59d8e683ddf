"""All that is said of one person: every value with its rivals, which one the rule prefers on the day, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from glienicke.case.apart import statements_of
from glienicke.case.model import Case
from glienicke.case.rivals import Rival, decide, rivals_of
from glienicke.case.statement import Statement, Value
from glienicke.case.timeline import timeline
from glienicke.desk.edits.fact import KEYS, path_of, rivals_in
from glienicke.desk.edits.raw import mark
from glienicke.desk.shown.minors import is_minor
from glienicke.ground.dates import days
from glienicke.positions.day import Day
from glienicke.record.sources import source_name
from glienicke.record.words import count, name

NAMING = frozenset({"name", "spellings", "note"})
"""What could name somebody."""


@dataclass(frozen=True, slots=True)
class Told:
    """One value. signal: the day of the signal that says it, or empty; only what stands outside signals has a place
    (its number among its rivals in the file, with the mark of what stands there), by which a form replaces it."""

    says: str
    text: str
    since: str
    until: str
    sources: tuple[str, ...]
    source_ids: str
    basis: str
    note: str
    unverified: bool
    signal: str
    preferred: bool
    place: str
    was: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact of the person with all its values. why: the reason of the rule. clashes: what does not go together."""

    key: str
    step: str
    label: str
    told: tuple[Told, ...]
    why: str
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the timeline of custody."""

    since: str
    until: str
    says: str
    sources: tuple[str, ...]


def slots(case: Case, day: Day, id: str) -> tuple[Slot, ...]:
    """Everything that is said of the person, in the order of the page."""
    found: dict[tuple[str, str], list[Statement]] = {}
    hidden = NAMING if id in day.people and is_minor(day.people[id], day.on) else frozenset[str]()
    for statement in _statements(case, id):
        if statement.property in hidden:
            continue
        key = "steps" if statement.property == "step" else statement.property
        if key in KEYS:
            found.setdefault((key, statement.about), []).append(statement)
    order = {key: place for place, key in enumerate(KEYS)}
    return tuple(_slot(case, day, id, *key, found[key]) for key in sorted(found, key=lambda k: (order[k[0]], k[1])))


def custody(case: Case, day: Day, id: str) -> tuple[Turn, ...]:
    """Who held the person since when, and when the person was freed or died, as it is said: earliest first."""
    turns: list[tuple[tuple[dt.date, dt.date], Turn]] = []
    said = _statements(case, id)
    for property, words in (("held_by", "held by {}"), ("state", "{}")):
        of = [statement for statement in said if statement.property == property]
        for entry in timeline(f"people/{id}", property, "", rivals_of(of)).entries:
            start = days(entry.since) if entry.since is not None else (dt.date.min, dt.date.min)
            if start[1] > day.on:
                continue
            sources = tuple(source_name(case, source) for source in entry.sources)
            says = words.format(name(day, str(entry.value)) if property == "held_by" else entry.value)
            turns.append(((start[1], start[0]), Turn(entry.since or "", entry.until or "", says, sources)))
    return tuple(turn for _, turn in sorted(turns, key=lambda pair: pair[0]))


def _statements(case: Case, id: str) -> list[Statement]:
    """What the case says of this person: the rest is left out first, so that thousands of others cost nothing."""
    alone = case.model_copy(
        update={
            "people": {id: case.people[id]},
            "signals": tuple(
                signal.model_copy(update={"people": {id: signal.people[id]}})
                for signal in case.signals
                if id in signal.people
            ),
            "positions": {},
            "history": (),
            "considerations": {},
            "assessments": (),
        }
    )
    return [statement for statement in statements_of(alone) if statement.subject == f"people/{id}"]


def _slot(case: Case, day: Day, id: str, key: str, step: str, said: list[Statement]) -> Slot:
    rivals = rivals_of(said)
    decision = decide(rivals, day.on)
    clashes = timeline(f"people/{id}", key, step, rivals).clashes
    stands = rivals_in(case, path_of(id, key, step))
    outside = [rival for rival in rivals if not rival.signal]
    told = tuple(
        _told(case, day, key, rival, rival is decision.rival, *_place(rival, outside, [mark(data) for data in stands]))
        for rival in rivals
    )
    label = f"{KEYS[key]}: {step}" if step else KEYS[key]
    return Slot(key, step, label, told, decision.why, tuple(f"{_kind(c.kind)}: {c.why}" for c in clashes))


def _kind(kind: str) -> str:
    return "Contradiction" if kind == "contradiction" else "Change or contradiction"


def _place(rival: Rival, outside: list[Rival], marks: list[str]) -> tuple[str, str]:
    """The value's number in the file and the mark of what stands there; neither where it cannot be told."""
    if rival.signal or len(outside) != len(marks):
        return "", ""
    number = next(i for i, other in enumerate(outside) if other is rival)
    return str(number), marks[number]


def _told(case: Case, day: Day, key: str, rival: Rival, preferred: bool, place: str, was: str) -> Told:
    fact, text = rival.fact, _text(rival.value)
    ids = rival.sources
    return Told(
        says=name(day, text) if key in ("held_by", "minors_with") else text,
        text=text,
        since=fact.since or "",
        until=fact.until or "",
        sources=tuple(source_name(case, id) for id in ids),
        source_ids=", ".join(fact.according_to),
        basis=fact.basis or "",
        note=fact.note or "",
        unverified=fact.unverified,
        signal=rival.signal.partition("/")[2].partition("#")[0],
        preferred=preferred,
        place=place,
        was=was,
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def alike(case: Case, id: str) -> str:
    """What is to be said of an entry that stands for several people alike; else empty."""
    number = case.people[id].count
    return "" if number is None else f"This entry stands for {count(number, 'person', 'people')} alike."
