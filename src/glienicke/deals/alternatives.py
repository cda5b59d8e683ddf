"""`alternatives`: the best deals that really differ, and all that are as good as the best.

Two deals differ really when they release another number of some kind of people (see `rows.alike`): who goes of
people alike in everything that anybody looks at makes no other deal. Deal by deal the best is found and its numbers
are excluded (no-good cuts on orbits). What is left can promise only so much; whatever is known to be better than
that is in its final place.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from glienicke.deals.aims.goal import Goal, Value
from glienicke.deals.aims.plain import Plain
from glienicke.deals.check import settle
from glienicke.deals.deal import Aim, Answer, Deal, Terms
from glienicke.deals.find import Normalise, find, goal_of, rank_of
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.solve import Limits, left
from glienicke.positions.day import Day

MANY = 500
"""So many deals are looked at; then the answer says that there may be more."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A deal, what it comes to in the aim's own unit, and who and what it releases that the best does not, or not."""

    deal: Deal
    objective: Fraction
    as_good: bool
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """status "deal", "none" or "unknown" as of `find`. deals: best first; all that are as good as the best are
    among them.

    complete: no deal that is as good as the last of them is missing. all: there is no other deal at all.
    """

    status: Literal["deal", "none", "unknown"]
    on: dt.date
    aim: Aim
    answer: Answer
    deals: tuple[Alternative, ...]
    complete: bool
    all: bool
    seconds: float


def alternatives(
    day: Day,
    terms: Terms = Terms(),
    aim: Aim = "gain",
    most: int = 5,
    limits: Limits | None = None,
    *,
    normalise: Normalise = "ideal",
) -> Alternatives:
    """The `most` best deals of the day that differ really, ties of the best never dropped. Raises ValueError if
    most < 1."""
    if most < 1:
        raise ValueError("at least one deal must be asked for")
    limits, start = limits or Limits(), time.monotonic()
    answer = find(day, terms, aim, replace(limits, gap=0.0), normalise=normalise)
    if answer.status != "deal" or answer.deal is None:
        status: Literal["none", "unknown"] = "none" if answer.status == "none" else "unknown"
        spent = time.monotonic() - start
        return Alternatives(status, day.on, aim, answer, (), status == "none", status == "none", spent)
    goal = goal_of(day, terms, aim, answer.deal, replace(limits, seconds=left(limits, start)), normalise)
    if goal is None:
        return Alternatives("unknown", day.on, aim, answer, (), False, False, time.monotonic() - start)
    found, complete, everything = _collect(day, terms, goal, answer.deal, most, limits, start)
    found.sort(key=lambda deal: rank_of(day, deal, goal), reverse=True)
    best = found[0]
    kept = [deal for i, deal in enumerate(found) if i < most or goal.value(deal) == goal.value(best)]
    shown = tuple(
        Alternative(
            deal,
            goal.objective(deal),
            goal.value(deal) == goal.value(best),
            tuple(id for id in (*day.people, *day.considerations) if id in deal.items - best.items),
            tuple(id for id in (*day.people, *day.considerations) if id in best.items - deal.items),
        )
        for deal in kept
    )
    everything = everything and len(kept) == len(found)
    return Alternatives("deal", day.on, aim, answer, shown, complete, everything, time.monotonic() - start)


def _collect(
    day: Day, terms: Terms, goal: Goal, best: Deal, most: int, limits: Limits, start: float
) -> tuple[list[Deal], bool, bool]:
    """Deals with at least all of the best: whether none as good as the last is missing, and whether these are all."""
    model, found = build(day, terms), list[Deal]()
    while len(found) < MANY:
        now = replace(limits, seconds=left(limits, start), progress=None, gap=0.0)
        promised, values = _next(model, goal, now)
        if values is None:
            return (found, True, True) if promised is not None else (found or [best], False, False)
        if promised is not None and _settled(found, goal, most, promised):
            return found, True, False
        found += settle(day, model.released(values), terms)
        if limits.progress is not None:
            limits.progress(time.monotonic() - start, float(len(found)), None)
        exclude_counts(model, values)
    return found, False, False


def _settled(found: list[Deal], goal: Goal, most: int, promised: Value) -> bool:
    """Whether enough deals are better than all that is left."""
    return sum(goal.value(deal) > promised for deal in found) >= most


def _next(model: Model, goal: Goal, limits: Limits) -> tuple[Value | None, list[int] | None]:
    """The best of what is left: what it promises, and a solution. Nothing is left: (), None. Stopped: None, None."""
    reached = goal.reach(model, limits, None, ties=False)
    if reached.outcome.found == "none":
        return (), None
    if reached.outcome.found == "best" and reached.values is None:  # nothing left gives anybody a surplus
        some = Plain("gain").reach(model, limits, None, ties=False)
        return ((), None) if some.outcome.found == "none" else (reached.promised, some.values)
    return (reached.promised, reached.values) if reached.outcome.found == "best" else (None, None)


def exclude_counts(model: Model, values: list[int]) -> None:
    """Rows: of some kind another number is released than in this solution."""
    program = model.program
    cols, vals, least = list[int](), list[int](), 1
    for col, kind in enumerate(model.kinds):
        if kind.size == 1:
            cols.append(col)
            vals.append(-1 if values[col] else 1)
            least -= values[col]
            continue
        for sign, bound in ((1, values[col] + 1), (-1, 1 - values[col])):
            flag = program.flag()
            program.add((col,), (sign,), bound, ((flag, 1),))
            cols.append(flag)
            vals.append(1)
    program.add(cols, vals, least)
