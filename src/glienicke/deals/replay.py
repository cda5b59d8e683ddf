"""`replay`: the verdict at every day on which something changed, and what changed it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from glienicke.deals.clash import Stuck, clashes
from glienicke.deals.deal import Aim, Answer, Terms
from glienicke.deals.find import find
from glienicke.deals.members import Member
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits
from glienicke.positions.day import Day


@dataclass(frozen=True, slots=True)
class Verdict:
    """One day of the story.

    signals: what took effect on the day, in words. wanted: who had to be freed. joined, left: who is newly released by
    the best deal, and who no longer is. clash: the smallest reason why there is no deal.
    """

    on: dt.date
    signals: tuple[str, ...]
    wanted: tuple[str, ...]
    answer: Answer
    joined: tuple[str, ...]
    left: tuple[str, ...]
    clash: tuple[Member, ...]


def replay(
    days: Iterable[tuple[dt.date, tuple[str, ...]]],
    day_of: Callable[[dt.date], Day],
    terms: Terms = Terms(),
    aim: Aim = "gain",
    limits: Limits | None = None,
) -> Iterator[Verdict]:
    """Verdicts day by day, as they are found.

    days: dates in order with what took effect on each. day_of: the case as of a date. Each verdict stands on that day
    alone: it depends on nothing later.
    """
    limits = limits or Limits()
    before: frozenset[str] = frozenset()
    for on, signals in days:
        day = day_of(on)
        answer = find(day, terms, aim, limits)
        now = answer.deal.items if answer.deal else frozenset()
        order = [*day.people, *day.considerations]
        clash = _smallest(day, terms, limits) if answer.status == "none" else ()
        yield Verdict(
            on,
            signals,
            terms.want,
            answer,
            tuple(id for id in order if id in now - before),
            tuple(id for id in order if id in before - now),
            clash,
        )
        before = now


def _smallest(day: Day, terms: Terms, limits: Limits) -> tuple[Member, ...]:
    model = build(day, terms, soft=True)
    try:
        for clash in clashes(model, replace(limits, progress=None)):
            return tuple(model.members[m] for m in sorted(clash.members))
    except Stuck:
        pass
    return ()
