"""When a person came into whose custody: the stretches of time in which others held them, as the facts tell.

In: the public part of a case, a person, a party and a day. Out: stretches, earliest first. The rule of rivals decides
on every day on which anything begins or ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from glienicke.case.model import Case, Fact
from glienicke.ground.dates import days, latest
from glienicke.positions.events import Event
from glienicke.positions.facts import Layer, Told, custody_of, layers


@dataclass(frozen=True, slots=True)
class Custody:
    """Held by one custodian. since: EDTF, None where no date is said. sources: who says so, by id."""

    by: str
    since: str | None
    sources: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken time in the custody of others: the first custodian, and the last. ended: the first day after it."""

    first: Custody
    last: Custody
    ended: dt.date | None = None


def layers_of(case: Case, id: str, on: dt.date) -> Sequence[Layer]:
    """What is said of the person by the day, the file's head first."""
    happened = [
        Event(latest(signal.on), signal, None, ("signals", i))
        for i, signal in enumerate(case.signals)
        if latest(signal.on) <= on and id in signal.people
    ]
    happened.sort(key=lambda event: event.on)
    return layers(case, happened).get(id) or (Layer(case.people[id], ("people", id)),)


def stretches(case: Case, said: Sequence[Layer], party: str, on: dt.date) -> tuple[Stretch, ...]:
    """All times by the day in which somebody other than the party held the person."""
    found: list[Stretch] = []
    inside = False
    for day in _turns(said, on):
        state, told = custody_of(said, day)
        if state == "held" and told is not None and told.value is not None and told.value != party:
            now = _custody(case, told)
            if not inside:
                found.append(Stretch(now, now))
            elif now.by == found[-1].first.by == found[-1].last.by:
                found[-1] = Stretch(now, now)  # the same custody; the date that is preferred now
            else:
                found[-1] = Stretch(found[-1].first, now)
            inside = True
        elif inside:
            found[-1] = Stretch(found[-1].first, found[-1].last, day)
            inside = False
    return tuple(found)


def _turns(said: Sequence[Layer], on: dt.date) -> list[dt.date]:
    """The days on which custody may change, before them the beginning of time, and last the day itself."""
    found = {dt.date.min, on}
    for layer in said:
        facts: tuple[Fact[Any], ...] = (*layer.facts.held_by, *layer.facts.state)
        for fact in facts:
            if fact.since is not None:
                found.add(latest(fact.since))
            elif layer.on is not None:
                found.add(layer.on)
            if fact.until is not None and latest(fact.until) < dt.date.max:
                found.add(latest(fact.until) + dt.timedelta(days=1))
    return sorted(day for day in found if day <= on)


def _custody(case: Case, told: Told[str]) -> Custody:
    signal = case.signals[int(told.layer.path[1])] if told.layer.path[0] == "signals" else None
    since = told.fact.since if told.fact.since is not None or signal is None else signal.on
    return Custody(told.fact.is_, since, told.fact.according_to or told.layer.according_to, told.fact.unverified)


@dataclass(frozen=True, slots=True)
class Arrest:
    """A time at which others took the person into custody. date: EDTF or None. by: None where nobody is named."""

    date: str | None
    by: str | None
    sources: tuple[str, ...]


def arrests(case: Case, id: str, said: Sequence[Layer], party: str, on: dt.date) -> tuple[Arrest, ...]:
    """Every arrest by the day: the beginnings of custody, and re-arrests of the aftermath that are none of those."""
    found = [Arrest(s.first.since, s.first.by, s.first.sources) for s in stretches(case, said, party, on)]
    for after in case.people[id].aftermath:
        if after.what == "re-arrest" and latest(after.on) <= on and not any(_same(after.on, a.date) for a in found):
            found.append(Arrest(after.on, None, after.according_to))
    return tuple(found)


def _same(date: str, other: str | None) -> bool:
    return other is not None and days(date)[0] <= days(other)[1] and days(other)[0] <= days(date)[1]


def periods(dates: Sequence[str | None]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Which dates (by number) fall into each quarter, or each year where there are more than twelve quarters.

    Without gaps, earliest first; a date that does not tell its quarter stands under its year, one that does not tell
    its year, and none at all, last.
    """
    spans = [None if date is None else days(date) for date in dates]
    known = [span for span in spans if span is not None and span[0].year == span[1].year]
    if known:
        first, last = min(span[0] for span in known), max(span[1] for span in known)
        by_year = (last.year - first.year) * 4 + _quarter(last) - _quarter(first) >= QUARTERS_MAX
        for year in range(first.year, last.year + 1):
            if by_year:
                yield str(year), tuple(i for i, s in enumerate(spans) if s in known and s and s[0].year == year)
                continue
            of_year = [(i, s) for i, s in enumerate(spans) if s is not None and s in known and s[0].year == year]
            for quarter in range(1, 5):
                if (first.year, _quarter(first)) <= (year, quarter) <= (last.year, _quarter(last)):
                    inside = tuple(i for i, s in of_year if _quarter(s[0]) == _quarter(s[1]) == quarter)
                    yield f"{year} Q{quarter}", inside
            loose = tuple(i for i, s in of_year if _quarter(s[0]) != _quarter(s[1]))
            if loose:
                yield f"{year}, quarter not known", loose
    unknown = tuple(i for i, span in enumerate(spans) if span not in known)
    if unknown:
        yield "year not known", unknown


QUARTERS_MAX = 12


def _quarter(day: dt.date) -> int:
    return (day.month + 2) // 3
