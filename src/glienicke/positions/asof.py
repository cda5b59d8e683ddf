"""The case as of a day: what was so by then, and nothing that came later.

In: an examined `Case` and a day. Out: a `Day`. Positions and signals are folded up to the day, so a later signal
never changes an earlier day. A source's own date hides nothing, unless `known_by` asks for what had been published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from glienicke.case.model import Case, Fact, Signal
from glienicke.case.model import Person as PersonTold
from glienicke.ground.dates import latest
from glienicke.positions.consent import Consent
from glienicke.positions.day import Consideration, Day, Person
from glienicke.positions.events import Event, Known, events, everything_known, in_words, known_by
from glienicke.positions.facts import Layer, consent_of, considerations, layers, people, value_of
from glienicke.positions.fold import conditions, positions, selection
from glienicke.positions.selection import Who


@dataclass(frozen=True, slots=True)
class Standing:
    """The case as of a day, with what it was made of, so that an edit of the case need not be gone through whole.

    people: by their own entries, before pool and law. signalled: those whom a signal by then names. settled: the last
    day that a person's entry speaks of, after which it says the same; None where that is not plain.
    """

    case: Case
    day: Day
    people: Mapping[str, Person]
    signalled: frozenset[str]
    settled: Mapping[str, dt.date | None]


def as_of(case: Case, on: dt.date, known_by_day: dt.date | None = None) -> Day:
    """The case as of `on`; with known_by_day only what had been published by then."""
    return _standing(case, on, known_by_day, None).day


def standing(case: Case, on: dt.date, before: Standing | None = None) -> Standing:
    """The same with what it was made of. before: of the same case before an edit, or on another day; whoever is told of
    in the same words is taken over from it, and the result is the same without it."""
    return _standing(case, on, None, before)


def _standing(case: Case, on: dt.date, known_by_day: dt.date | None, before: Standing | None) -> Standing:
    known = everything_known if known_by_day is None else known_by(case, known_by_day)
    happened = [event for event in events(case) if event.on <= on and known(event.what.according_to)]
    cutoff = value_of(case.cutoff, on, known)
    signalled = frozenset(layers(case, happened))
    settled = _settled(case, before)
    there = _taken_over(case, on, before, signalled, settled) if before is not None else {}
    everybody = {person.id: person for person in people(case, happened, on, known, there)}
    day = Day(
        case=case.case,
        on=on,
        parties={id: party.name for id, party in case.parties.items()},
        people=everybody,
        considerations={thing.id: thing for thing in considerations(case, on, known)},
        positions=positions(case, happened, on, known),
        at_table=_at_table(case, happened),
        law=tuple(conditions(case, None, case.law, ("law",), ("stated", None, ()), known)),
        equivalents=case.equivalents,
        cutoff=latest(cutoff) if cutoff is not None else None,
    )
    return Standing(case, _with_pool_and_owed(case, day, happened, known), everybody, signalled, settled)


def _taken_over(
    case: Case, on: dt.date, before: Standing, signalled: frozenset[str], settled: Mapping[str, dt.date | None]
) -> dict[str, Person]:
    """Those of whom nothing is told but an entry that is the very same, and says the same on both days; at their place
    in this file."""
    found, named, first = {}, signalled | before.signalled, min(on, before.day.on)
    for id, told in case.people.items():
        if told is not before.case.people.get(id) or told.count is not None or id in named:
            continue
        last = settled[id]
        person = before.people[id]
        if person.state_place is None and (on == before.day.on or (last is not None and last < first)):
            place = case.places.span(("people", id), key=True)
            found[id] = person if place == person.place else replace(person, place=place)
    return found


def _settled(case: Case, before: Standing | None) -> dict[str, dt.date | None]:
    """See `Standing`."""
    if before is None:
        return {id: _last_day(told) for id, told in case.people.items()}
    was, known = before.case.people, before.settled
    return {id: known[id] if told is was.get(id) else _last_day(told) for id, told in case.people.items()}


def _last_day(told: PersonTold) -> dt.date | None:
    if told.contacts or told.legal or told.aftermath or told.assessments:
        return None
    last = dt.date.min
    for key in told.model_fields_set:
        value = getattr(told, key)
        for facts in value.values() if isinstance(value, Mapping) else (value,):
            for fact in facts if isinstance(facts, tuple) else ():
                for day in (fact.since, fact.until) if isinstance(fact, Fact) else ():
                    last = max(last, latest(day)) if day is not None else last
    return last


def consent_as_of(case: Case, id: str, on: dt.date, known_by_day: dt.date | None = None) -> Consent:
    """What one person of the case has said to an exchange by the day, with the word that decides and the reason."""
    known = everything_known if known_by_day is None else known_by(case, known_by_day)
    happened = [event for event in events(case) if event.on <= on and known(event.what.according_to)]
    return consent_of(layers(case, happened).get(id) or (Layer(case.people[id], ("people", id)),), on, known)


def days(case: Case) -> list[tuple[dt.date, tuple[str, ...]]]:
    """Every day on which a position or signal takes effect or somebody answers whether to be exchanged, in words.

    Where there is none, the latest date of any fact, if there is one.
    """
    found: dict[dt.date, list[str]] = {}
    for event in events(case):
        found.setdefault(event.on, []).append(in_words(event))
    for on, text in _answered(case):
        found.setdefault(on, []).append(text)
    if not found:
        dated = max(_dates(case), default=None)
        return [(dated, ())] if dated is not None else []
    return [(on, tuple(found[on])) for on in sorted(found)]


def _answered(case: Case) -> Iterator[tuple[dt.date, str]]:
    """When people said yes or no to an exchange, as their contact logs tell."""
    for id, person in case.people.items():
        for contact in person.contacts:
            if contact.consent is not None and contact.consent != "asked":
                yield latest(contact.on), f"{id}: consent {contact.consent}"


def default_day(case: Case) -> dt.date | None:
    """The last day on which something changes; None if nothing in the case has a date."""
    found = days(case)
    return found[-1][0] if found else None


def _dates(value: object) -> Iterator[dt.date]:
    """The dates of all facts below."""
    if isinstance(value, Fact):
        yield from (latest(text) for text in (value.since, value.until) if text is not None)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _dates(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from _dates(entry)
    elif isinstance(value, dict):
        for entry in value.values():
            yield from _dates(entry)


def _at_table(case: Case, happened: Iterable[Event]) -> frozenset[str]:
    found = set(case.parties if case.at_table is None else case.at_table)
    for event in happened:
        if isinstance(event.what, Signal):
            found = (found | set(event.what.at_table.add)) - set(event.what.at_table.remove)
    return frozenset(found)


def _with_pool_and_owed(case: Case, day: Day, happened: Sequence[Event], known: Known) -> Day:
    """Selections of the pool and of what is owed mean whom they fit on the day itself."""
    edits = [event.what.pool for event in happened if isinstance(event.what, Signal)]
    if case.pool is None and not any(edit.add or edit.remove for edit in edits) and not case.owed:
        return day
    who = Who(day)
    everything = frozenset((*day.people, *day.considerations))
    pool = everything if case.pool is None else _members(who, case.pool)
    for edit in edits:
        pool = (pool | _members(who, edit.add)) - _members(who, edit.remove)
    owed: dict[str, str] = {}
    for said in case.owed:
        if known(said.according_to):
            reason = said.because or f"owed: {said.say}"
            owed |= {id: reason for id in who(selection(said.say)) if id not in owed}
    if pool == everything and not owed:
        return day
    return replace(
        day,
        people={id: _placed(person, id in pool, owed.get(id)) for id, person in day.people.items()},
        considerations={id: _offered(thing, id in pool) for id, thing in day.considerations.items()},
    )


def _members(who: Who, texts: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(who(selection(text)) for text in texts))


def _placed(person: Person, in_pool: bool, owed: str | None) -> Person:
    owed = person.owed or owed
    if in_pool == person.in_pool and owed == person.owed:
        return person
    return replace(person, in_pool=in_pool, owed=owed)


def _offered(thing: Consideration, in_pool: bool) -> Consideration:
    return thing if in_pool else replace(thing, in_pool=False)
