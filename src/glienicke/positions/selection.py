"""Who a selection means, on one day.

A selection is resolved from the day's facts, before any deal. `Who` keeps the answers, so that a
selection used twice is worked out once.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce

from dateutil.relativedelta import relativedelta

from glienicke.language.tree import (
    Age,
    All,
    AllIn,
    And,
    AnyIn,
    AsMany,
    BestOf,
    Bundle,
    CitizensOf,
    Count,
    CountTrue,
    Everybody,
    ForEach,
    HeldBy,
    HeldFor,
    Id,
    Nobody,
    Not,
    NotIn,
    Or,
    Range,
    RankIs,
    Selection,
    Some,
    Statement,
    WantedBy,
    Weigh,
    Word,
)
from glienicke.positions.day import Day, Person, Position

Ids = frozenset[str]
NONE: Ids = frozenset()


class Who:
    """Selections resolved on one day, remembered. Not frozen: a cache and nothing else."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self._known: dict[Selection, Ids] = {}
        self._everybody = frozenset(day.people)
        self._held = _group(day.people.values(), lambda p: (p.held_by,) if p.held_by else ())
        self._citizens = _group(day.people.values(), lambda p: p.citizen_of)
        self._tagged = _group(day.people.values(), lambda p: p.tags)

    def __call__(self, selection: Selection) -> Ids:
        """Ids of the members: people, and considerations named by id."""
        found = self._known.get(selection)
        if found is None:
            found = self._resolve(selection)
            self._known[selection] = found
        return found

    def _resolve(self, selection: Selection) -> Ids:
        match selection:
            case Id(name) | Word(name) if name in self.day.people or name in self.day.considerations:
                return frozenset((name,))
            case Id():
                return NONE
            case Word(tag):
                return self._tagged.get(tag, NONE)
            case HeldBy(party):
                return self._held.get(party, NONE)
            case CitizensOf(country):
                return self._citizens.get(country, NONE)
            case WantedBy(party):
                return self._wanted(party)
            case Everybody():
                return self._everybody
            case NotIn(of):
                return self._everybody - self(of)
            case AnyIn(of):
                return frozenset().union(*map(self, of))
            case AllIn(of):
                return reduce(frozenset.intersection, sorted(map(self, of), key=len))
            case RankIs() | Age() | HeldFor():
                return frozenset(p.id for p in self.day.people.values() if _fits(self.day, p, selection))

    def _wanted(self, party: str) -> Ids:
        position = self.day.positions.get(party)
        if position is None:
            return NONE
        return frozenset(
            id for id, worth in values(position.worth, self).items() if worth > 0 and id in self._everybody
        )


def _group(people: Iterable[Person], keys: Callable[[Person], Iterable[str]]) -> dict[str, Ids]:
    found: dict[str, list[str]] = defaultdict(list)
    for person in people:
        for key in keys(person):
            found[key].append(person.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _fits(day: Day, person: Person, selection: RankIs | Age | HeldFor) -> bool:
    match selection:
        case RankIs(rank, None):
            return person.rank == rank
        case RankIs(rank, limit):
            weights = day.equivalents.get("rank", {})
            if person.rank is None or person.rank not in weights or rank not in weights:
                return False
            return (
                weights[person.rank] >= weights[rank] if limit == "at least" else weights[person.rank] <= weights[rank]
            )
        case Age(limit, years):
            if person.born is None:
                return False
            age = full_years(person.born, day.on)
            return age >= years if limit == "at least" else age <= years
        case HeldFor(limit, count, unit):
            if person.since is None or person.held_by is None:
                return False
            until = after(person.since, count, unit)
            return day.on >= until if limit == "at least" else day.on <= until


def full_years(start: dt.date, end: dt.date) -> int:
    """Completed years from start to end."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def after(start: dt.date, count: int, unit: str) -> dt.date:
    """The day `count` days, months or years after start; a day the month lacks becomes the month's last."""
    step = {
        "days": relativedelta(days=count),
        "months": relativedelta(months=count),
        "years": relativedelta(years=count),
    }
    moved: dt.date = start + step[unit]
    return moved


def number(value: Range, cautious: bool, *, cost: bool = False) -> Fraction:
    """The one number a range stands for: its middle, or with `cautious` its worse end."""
    if cautious:
        return value.high if cost else value.low
    return value.middle


def values(
    entries: tuple[tuple[Selection, Range], ...], who: Who, cautious: bool = False, *, cost: bool = False
) -> dict[str, Fraction]:
    """Worth (or cost) by id: an entry by id replaces those by selection, which add. Ids without one are left out."""
    total: dict[str, Fraction] = {}
    for selection, value in entries:
        if isinstance(selection, Id):
            continue
        amount = number(value, cautious, cost=cost)
        for id in who(selection):
            total[id] = total[id] + amount if id in total else amount
    for selection, value in entries:
        if isinstance(selection, Id):
            total[selection.id] = number(value, cautious, cost=cost)
    return total


def worths(position: Position, who: Who, cautious: bool = False) -> dict[str, Fraction]:
    """What each release is worth to the position's party."""
    return values(position.worth, who, cautious)


def costs(position: Position, who: Who, cautious: bool = False) -> dict[str, Fraction]:
    """What each release would cost the position's party if it gave it."""
    return values(position.cost, who, cautious, cost=True)


def spoken_of(statement: Statement) -> tuple[Selection, ...]:
    """All selections a statement speaks of."""
    match statement:
        case Count(_, _, of) | All(of) | Some(of) | Nobody(of):
            return (of,)
        case AsMany(_, of, than):
            return (of, than)
        case ForEach(_, terms, of):
            return (*(selection for selection, _ in terms), of)
        case Weigh(_, of, _, than):
            return (of,) if isinstance(than, Fraction) else (of, than)
        case Not(of):
            return spoken_of(of)
        case And(parts) | Or(parts) | CountTrue(_, _, parts):
            return tuple(selection for part in parts for selection in spoken_of(part))


def bundle_selections(bundle: Bundle) -> tuple[Selection, ...]:
    """All selections a bundle speaks of."""
    return (bundle.of,) if isinstance(bundle, BestOf) else spoken_of(bundle.when)
