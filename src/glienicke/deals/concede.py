"""The cheapest concessions that open a deal: conditions given up at their price, floors lowered at 1 a unit.

A set found is excluded together with everything that gives up as much and more, and the search goes on: sets come
out cheapest first and none can be dropped or lessened (a minimal correction set, weighted).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from glienicke.deals.clash import Stuck
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.members import Member
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Row
from glienicke.deals.solve import Limits, ask, left
from glienicke.language.tree import Range
from glienicke.positions.day import Condition, Day

PATIENCE = 200
"""How many sets that open nothing are passed over before the search gives up, and says so."""


@dataclass(frozen=True, slots=True)
class Given:
    """One thing given up: a condition wholly, or a floor lowered `by` so much (in its party's own worths)."""

    member: Member
    by: Fraction | None = None


@dataclass(slots=True)
class _Search:
    """The program with what measures a concession: its price, what is given up, how far floors go down."""

    model: Model
    unit: int
    flags: dict[int, int] = field(default_factory=dict)
    firm: list[int] = field(default_factory=list)
    weights: dict[int, int] = field(default_factory=dict)


Opens = Callable[[tuple[Given, ...]], Deal | None]


def concessions(
    day: Day, terms: Terms, opens: Opens, limits: Limits, *, even_firm: bool = False
) -> Iterator[tuple[tuple[Given, ...], Deal]]:
    """Irreducible concession sets, cheapest first, then fewest members, each with the deal that `opens` finds for it.

    even_firm: after all priced sets, those that break conditions without a price, fewest of them first. Where shares
    make a party take part against another's interest, the rows let through a set that opens nothing: it is passed over,
    alone. Raises Stuck at the limit.
    """
    start = time.monotonic()
    search = _prepare(build(day, terms, concede=True, firm_too=even_firm))
    rows = search.model.program.rows
    if even_firm:
        rows.append(Row(search.firm, [-1] * len(search.firm), 0, (), 0, -1))
        at = len(rows) - 1
        yield from _each(search, opens, limits, start)
        rows[at] = Row(search.firm, [1] * len(search.firm), 1, (), 0, -1)
        if not search.firm:
            return
    yield from _each(search, opens, limits, start)


def _prepare(model: Model) -> _Search:
    """Weights: first how many firm conditions, then the price, then how many members."""
    said = {m: model.members[m].condition for m in model.conceded}
    prices = {m: condition.price if condition else None for m, condition in said.items()}
    units = [model.seats[model.members[m].party or ""].gain_unit for m in model.lowered]
    unit = math.lcm(*units, *(p.denominator for p in prices.values() if p is not None))
    search, program = _Search(model, unit), model.program
    step = len(model.conceded) + len(model.lowered) + 1
    dear = 0
    for member, flag in model.conceded.items():
        search.flags[member] = flag
        price = prices[member]
        if price is None:
            search.firm.append(flag)
        else:
            search.weights[flag] = -int(price * unit) * step - 1
            dear -= search.weights[flag]
    for member, column in model.lowered.items():
        flag = search.flags[member] = program.flag()
        program.add((column, flag), (-1, program.high[column]), 0)
        search.weights[flag] = -1
        search.weights[column] = -step * unit // model.seats[model.members[member].party or ""].gain_unit
        dear -= search.weights[column] * program.high[column] - 1
    for flag in search.firm:
        search.weights[flag] = -(dear + 1)
    return search


def _each(search: _Search, opens: Opens, limits: Limits, start: float) -> Iterator[tuple[tuple[Given, ...], Deal]]:
    model, passed_over = search.model, 0
    while passed_over < PATIENCE:
        outcome = ask(
            model.program, search.weights, replace(limits, seconds=left(limits, start), gap=0.0, progress=None)
        )
        if outcome.found == "none":
            return
        if outcome.found != "best" or outcome.values is None:
            raise Stuck
        values = outcome.values
        given = tuple(_given(model, member, values) for member, flag in search.flags.items() if values[flag])
        deal = opens(given)
        if deal is not None:
            yield given, deal
        passed_over += deal is None
        _exclude(search, values, alone=deal is None)
    raise Stuck


def _given(model: Model, member: int, values: list[int]) -> Given:
    what = model.members[member]
    if member in model.conceded:
        return Given(what)
    return Given(what, Fraction(values[model.lowered[member]], model.seats[what.party or ""].gain_unit))


def _exclude(search: _Search, values: list[int], *, alone: bool) -> None:
    """Something of this set must be given up less; or, with `alone`, something else at all may differ."""
    program, model = search.model.program, search.model
    differ: list[int] = []
    kept: list[int] = []
    for member, flag in search.flags.items():
        if member in model.conceded:
            if values[flag]:
                kept.append(flag)
            elif alone:
                differ.append(flag)
            continue
        column = model.lowered[member]
        if values[flag]:
            differ.append(program.flag())
            program.add((column,), (-1,), 1 - values[column], ((differ[-1], 1),))
        if alone:
            differ.append(program.flag())
            program.add((column,), (1,), 1 + values[column], ((differ[-1], 1),))
    program.rows.append(Row([*differ, *kept], [1] * len(differ) + [-1] * len(kept), 1 - len(kept), (), 0, -1))


def price_of(given: tuple[Given, ...]) -> Fraction:
    """The price of a set: its conditions' prices, firm ones at nothing, and 1 for each unit a floor goes down."""
    total = Fraction(0)
    for one in given:
        condition = one.member.condition
        total += one.by if one.by is not None else (condition.price if condition and condition.price else Fraction(0))
    return total


def without(day: Day, terms: Terms, given: tuple[Given, ...]) -> Day:
    """The day as it would be with these concessions made."""
    positions = dict(day.positions)
    for one in given:
        party = one.member.party or ""
        position = positions[party]
        if one.by is not None:
            floor = position.floor.high if terms.cautious else position.floor.middle
            positions[party] = replace(position, floor=Range(floor - one.by, floor - one.by))
        else:
            positions[party] = replace(position, conditions=_drop(position.conditions, one.member.condition))
    return replace(day, positions=positions)


def _drop(conditions: tuple[Condition, ...], which: Condition | None) -> tuple[Condition, ...]:
    return tuple(c for c in conditions if c is not which)
