"""Minors are counted and never named, whatever a case's file says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from glienicke.positions.day import Day, Person
from glienicke.positions.examine_people import ADULT_YEARS, CHILD_WORDS
from glienicke.positions.selection import full_years

CALLED = "a minor, counted and not named"


def is_minor(person: Person, on: dt.date) -> bool:
    """Whether the person may be a minor on the day, or is called one."""
    if any(tag.casefold() in CHILD_WORDS for tag in person.tags):
        return True
    return person.born is not None and full_years(person.born, on) < ADULT_YEARS


def called(person: Person, on: dt.date) -> str:
    """The person's name as a page may say it."""
    return CALLED if is_minor(person, on) else person.name


def unnamed(day: Day) -> Day:
    """The day with no minor's name in it."""
    if not any(is_minor(person, day.on) for person in day.people.values()):
        return day
    return replace(day, people={id: replace(p, name=called(p, day.on)) for id, p in day.people.items()})
