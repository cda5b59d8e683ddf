"""People of a day as rows: filtered, in pages, with what a list says of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from glienicke.positions.day import Day, Person
from glienicke.record.words import listed, name

PAGE = 100
"""So many people stand on one page of a list."""

STATES = {"held": "held", "free": "free", "dead": "dead", "unheld": "not held by anybody known"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; an empty text narrows nothing. name is looked for by `found`."""

    name: str = ""
    held_by: str = ""
    citizen_of: str = ""
    tag: str = ""
    state: str = ""

    @property
    def empty(self) -> bool:
        """Whether everybody is shown."""
        return not (self.name or self.held_by or self.citizen_of or self.tag or self.state)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    id: str
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


def listing(day: Day, people: Sequence[Person], page: int, why: dict[str, str] | None = None) -> Listing:
    """One page of these people. page: from 1; one beyond the end shows the last. why: words beside a name, by id."""
    pages = max(1, -(-len(people) // PAGE))
    page = min(max(1, page), pages)
    shown = people[(page - 1) * PAGE : page * PAGE]
    return Listing(
        tuple(row(day, person, (why or {}).get(person.id, "")) for person in shown), len(people), page, pages
    )


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
        person.name,
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
