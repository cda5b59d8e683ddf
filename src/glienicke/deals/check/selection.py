"""Who a selection means, for the checker: written from the meaning of the words, on nothing but the day's facts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Literal

from dateutil.relativedelta import relativedelta

from glienicke.language.tree import (
    Age,
    AllIn,
    AnyIn,
    CitizensOf,
    Everybody,
    HeldBy,
    HeldFor,
    Id,
    Limit,
    NotIn,
    Range,
    RankIs,
    Selection,
    WantedBy,
    Word,
)
from glienicke.positions.day import Day, Person

Ids = frozenset[str]
End = Literal["low", "middle", "high"]
NOBODY: Ids = frozenset()


class Facts:
    """A day's facts, looked up by what people are. Selections are remembered, since cases repeat them."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.everybody: Ids = frozenset(day.people)
        self.everything: Ids = self.everybody | frozenset(day.considerations)
        self._held: dict[str, set[str]] = defaultdict(set)
        self._citizens: dict[str, set[str]] = defaultdict(set)
        self._tagged: dict[str, set[str]] = defaultdict(set)
        self._ranked: dict[str | None, set[str]] = defaultdict(set)
        for id, person in day.people.items():
            if person.state == "held" and person.held_by is not None:
                self._held[person.held_by].add(id)
            for country in person.citizen_of:
                self._citizens[country].add(id)
            for tag in person.tags:
                self._tagged[tag].add(id)
            self._ranked[person.rank].add(id)
        self._members: dict[Selection, Ids] = {}
        self._wanted: dict[str, Ids | None] = {}

    def members(self, selection: Selection) -> Ids:
        """Ids of the people (and of considerations named by id) that the selection means on the day."""
        if selection not in self._members:
            self._members[selection] = self._find(selection)
        return self._members[selection]

    def _find(self, selection: Selection) -> Ids:
        match selection:
            case Id(id):
                return frozenset({id}) & self.everything
            case Word(word):
                return frozenset({word}) if word in self.everything else frozenset(self._tagged.get(word, ()))
            case HeldBy(party):
                return frozenset(self._held.get(party, ()))
            case CitizensOf(country):
                return frozenset(self._citizens.get(country, ()))
            case WantedBy(party):
                return self._wanted_by(party)
            case RankIs(rank, limit):
                return self._of_rank(rank, limit)
            case Age(limit, years):
                return self._people(lambda p: _old(self.day, p, limit, years))
            case HeldFor():
                return self._people(lambda p: _held_for(self.day, p, selection))
            case Everybody():
                return self.everybody
            case NotIn(inner):
                return self.everybody - self.members(inner)
            case AnyIn(parts):
                return NOBODY.union(*(self.members(part) for part in parts))
            case AllIn(parts):
                return frozenset.intersection(*(self.members(part) for part in parts))

    def _people(self, fits: Callable[[Person], bool]) -> Ids:
        return frozenset(id for id, person in self.day.people.items() if fits(person))

    def _of_rank(self, rank: str, limit: Limit | None) -> Ids:
        if limit is None:
            return frozenset(self._ranked.get(rank, ()))
        weights = self.day.equivalents.get("rank", {})
        if rank not in weights:
            raise ValueError(f"rank {rank} has no weight: the case was not examined")
        fitting = [r for r, weight in weights.items() if _within(weight, limit, weights[rank])]
        return NOBODY.union(*(self._ranked.get(r, ()) for r in fitting))

    def _wanted_by(self, party: str) -> Ids:
        if party in self._wanted:
            found = self._wanted[party]
            if found is None:
                raise ValueError(f"'wanted by {party}' rests on itself: the case was not examined")
            return found
        self._wanted[party] = None
        position = self.day.positions.get(party)
        worths = values_over(self, position.worth, self.everybody, "middle") if position else {}
        wanted = frozenset(id for id, worth in worths.items() if worth > 0)
        self._wanted[party] = wanted
        return wanted


def at_end(value: Range, end: End) -> Fraction:
    """The number that a range stands for at its low or high end, or in the middle."""
    match end:
        case "low":
            return value.low
        case "high":
            return value.high
        case "middle":
            return (value.low + value.high) / 2


def values_over(facts: Facts, entries: Iterable[tuple[Selection, Range]], over: Ids, end: End) -> dict[str, Fraction]:
    """What entries of worth or cost give each of `over` that they speak of: by id, else the sum by selection."""
    by_id: dict[str, Fraction] = {}
    by_selection: dict[str, Fraction] = {}
    for selection, value in entries:
        number = at_end(value, end)
        if isinstance(selection, Id):
            by_id[selection.id] = number
            continue
        for id in facts.members(selection) & over:
            by_selection[id] = by_selection[id] + number if id in by_selection else number
    return by_selection | {id: number for id, number in by_id.items() if id in over}


def _within(number: Fraction, limit: Limit, bound: Fraction) -> bool:
    return number >= bound if limit == "at least" else number <= bound


def _old(day: Day, person: Person, limit: Limit, years: int) -> bool:
    if person.born is None:
        return False
    birthday_to_come = (day.on.month, day.on.day) < (person.born.month, person.born.day)
    age = day.on.year - person.born.year - birthday_to_come
    return age >= years if limit == "at least" else age <= years


def _held_for(day: Day, person: Person, selection: HeldFor) -> bool:
    if person.state != "held" or person.since is None:
        return False
    reached = _after(person.since, selection)
    return day.on >= reached if selection.limit == "at least" else day.on <= reached


def _after(since: dt.date, span: HeldFor) -> dt.date:
    match span.unit:
        case "days":
            return since + relativedelta(days=span.count)
        case "months":
            return since + relativedelta(months=span.count)
        case "years":
            return since + relativedelta(years=span.count)
