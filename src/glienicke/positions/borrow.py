"""People of other cases beside this one's: facts about people may flow between cases, positions never do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from glienicke.positions.day import Day, Person


@dataclass(frozen=True, slots=True)
class Borrowed:
    """The day with the others' people in the file but outside the pool.

    kept: ids that both had; facts here stand. strangers: left out, since their custodian is no party of this case.
    """

    day: Day
    added: tuple[str, ...]
    kept: tuple[str, ...]
    strangers: tuple[str, ...]


def borrow(day: Day, others: Iterable[Day]) -> Borrowed:
    """Take the people of the other days in, as people outside the pool; nothing else is taken."""
    people: dict[str, Person] = dict(day.people)
    kept: list[str] = []
    strangers: list[str] = []
    for other in others:
        for person in other.people.values():
            if person.id in people or person.id in day.considerations:
                kept.append(person.id)
            elif person.held_by is None or person.held_by not in day.parties:
                strangers.append(person.id)
            else:
                people[person.id] = replace(person, in_pool=False)
    added = tuple(id for id in people if id not in day.people)
    return Borrowed(replace(day, people=people), added, tuple(kept), tuple(strangers))
