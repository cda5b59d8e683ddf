"""People of a day as rows: filtered, in pages, with what a list says of each.

The order is the file's, and for a name that is looked for how well it agrees: people are never ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from glienicke.case.model import Case
from glienicke.desk.cached import index_of
from glienicke.desk.shown.minors import called, is_minor
from glienicke.lists.names import parse
from glienicke.positions.day import Day, Person
from glienicke.record.words import listed, name

PAGE = 100
"""So many people stand on one page of a list."""

STATES = {"held": "held", "free": "free", "dead": "dead", "unheld": "not held by anybody known"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; an empty text narrows nothing. name is looked for by `searched`."""

    name: str = ""
    held_by: str = ""
    citizen_of: str = ""
    tag: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. entry: the id of the entry in the file: people alike are written once, with a number."""

    id: str
    entry: str
    name: str
    held_by: str
    since: str
    citizen_of: str
    to: str
    state: str
    notes: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list: rows, how many in all fit, which page of how many."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def narrowed(day: Day, by: Filter) -> tuple[Person, ...]:
    """The people who fit everything but the name."""
    return tuple(
        person
        for person in day.people.values()
        if (not by.held_by or person.held_by == by.held_by)
        and (not by.citizen_of or by.citizen_of in person.citizen_of)
        and (not by.tag or by.tag in person.tags)
        and (not by.state or person.state == by.state)
    )


def searched(case: Case, day: Day, people: Sequence[Person], text: str) -> tuple[tuple[Person, ...], dict[str, str]]:
    """Those of the people whom a name may mean, in any script, best first; and why, by id. An id finds its person. A
    minor is found by no name."""
    by_id = {person.id: person for person in people}
    if text in by_id:
        return (by_id[text],), {text: "the id"}
    if not parse(text).words:
        return (), {}
    found: dict[str, str] = {}
    for hit in index_of(tuple(_spellings(case))).search(text, limit=1000):
        person = by_id.get(hit.id)
        if person is not None and hit.id not in found and not is_minor(person, day.on):
            sure = "agrees" if hit.match.band == "match" else "may agree: look"
            found[hit.id] = sure + (f", as {hit.name}" if hit.name != person.name else "")
    return tuple(by_id[id] for id in found), found


def _spellings(case: Case) -> Iterator[tuple[str, str]]:
    """(id, name) for every name and spelling of everybody who is named."""
    for id, person in case.people.items():
        if person.count is None:
            told = [fact.is_ for fact in person.name]
            told += [spelling for fact in person.spellings for spelling in fact.is_]
            yield from ((id, spelt) for spelt in dict.fromkeys(told))


def listing(day: Day, people: Sequence[Person], page: int, why: Mapping[str, str] | None = None) -> Listing:
    """One page of these people. page: from 1; one beyond the end shows the last. why: words beside a name, by id."""
    pages = max(1, -(-len(people) // PAGE))
    page = min(max(1, page), pages)
    shown = people[(page - 1) * PAGE : page * PAGE]
    return Listing(
        tuple(row(day, person, (why or {}).get(person.id, "")) for person in shown), len(people), page, pages
    )


def entry_of(person: Person) -> str:
    """The id under which the person's entry stands in the file."""
    alike, _, number = person.id.rpartition("-")
    return alike if number.isdecimal() and alike in person.tags else person.id


def row(day: Day, person: Person, why: str = "") -> Row:
    """One person as a line."""
    notes = [] if person.in_pool else ["not in the pool"]
    if person.minors:
        notes.append(f"with {person.minors} minor" + ("s" if person.minors > 1 else ""))
    if person.minors_with and person.minors_with in day.people:
        notes.append(f"minors with {name(day, person.minors_with)}")
    if person.owed:
        notes.append("release owed by law")
    if person.consent != "open":
        notes.append(f"consent {person.consent}")
    notes += sorted(person.tags)
    return Row(
        person.id,
        entry_of(person),
        called(person, day.on),
        name(day, person.held_by) if person.held_by else "",
        str(person.since or ""),
        ", ".join(person.citizen_of),
        listed([name(day, to) for to in person.recipients]),
        STATES[person.state],
        "; ".join(notes),
        why,
    )


def choices(people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    """What there is to choose from in each filter, in the order of the alphabet."""
    found: dict[str, set[str]] = {"held_by": set(), "citizen_of": set(), "tag": set()}
    for person in people:
        if person.held_by:
            found["held_by"].add(person.held_by)
        found["citizen_of"].update(person.citizen_of)
        found["tag"].update(person.tags)
    return {key: tuple(sorted(values)) for key, values in found.items()}
