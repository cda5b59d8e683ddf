"""Dates of birth made as coarse as the case's answers allow.

A case that speaks of ages (`{age at least 80}`) needs to know whether somebody is so old on its days, and no more.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from glienicke.ground import dates

ADULT = 18
"""Years: a coarsened date of birth does not make an adult a minor."""


def births(data: Mapping[str, Any], used: frozenset[str]) -> list[dt.date]:
    """Of all ages that sentences speak of and all dates of the case: who was born by then is so old on that day."""
    if "age" not in used:
        return []
    years = {int(word) + more for word in used if word.isdigit() and int(word) < 150 for more in (0, 1)} | {ADULT}
    days = {day for text in set(_without_births(data)) for day in _days(text)}
    return sorted({_years_before(day, count) for day in days for count in years if day.year > count} | {max(days)})


def _without_births(data: Any) -> Iterator[str]:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if key != "born":
                yield from _without_births(value)
    else:
        yield from [data] if isinstance(data, str) else (text for one in data for text in _without_births(one))


def _days(text: str) -> tuple[dt.date, ...]:
    try:
        return dates.days(text)
    except dates.NoDate:
        return ()


def _years_before(day: dt.date, years: int) -> dt.date:
    """The last day of birth with which one has completed so many years on the day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def coarsened(born: str, births: Sequence[dt.date]) -> str | None:
    """The latest birthday with which every age that the case asks for is the same on all of its days; None: no need."""
    later = bisect_left(births, dates.latest(born))
    return births[later].isoformat() if later < len(births) else None
