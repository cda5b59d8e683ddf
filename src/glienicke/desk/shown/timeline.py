"""Custody over time as bars of a picture; the table beside it says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from glienicke.desk.shown.person import Turn
from glienicke.ground.dates import NoDate, days

WIDTH, STEP = 1000, 34
"""The picture's width, and the height of a bar with its words, in its own units."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it begins and how wide it is, of `WIDTH`; how far down; its words. open: its first or last day is
    not known, or it goes on."""

    x: int
    y: int
    width: int
    says: str
    since: str
    until: str


def bars(turns: Sequence[Turn], on: dt.date) -> tuple[Bar, ...]:
    """A bar for each turn with a day, from its first day to its last or to the next turn, in the order of the turns."""
    dated = [(turn, found) for turn in turns if (found := _first(turn.since)) is not None]
    if not dated:
        return ()
    ends = [_end(turn, [day for _, day in dated[i + 1 :]], on) for i, (turn, _) in enumerate(dated)]
    first, last = min(day for _, day in dated), max(on, *ends)
    span = max(1, (last - first).days)

    def at(day: dt.date) -> int:
        return round((day - first).days * WIDTH / span)

    return tuple(
        Bar(at(start), i * STEP, max(6, at(max(start, end)) - at(start)), turn.says, turn.since, turn.until)
        for i, ((turn, start), end) in enumerate(zip(dated, ends, strict=True))
    )


def _end(turn: Turn, later: Sequence[dt.date], on: dt.date) -> dt.date:
    end = _first(turn.until)
    return end if end is not None else min(later, default=on)


def _first(date: str) -> dt.date | None:
    try:
        return days(date)[0] if date else None
    except NoDate:
        return None
