"""Statements as linear formulas over counts of releases, kind by kind.

In: a statement and the kinds of a day. Out: a `Formula`, exact in both directions, in integers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from glienicke.language.tree import (
    All,
    And,
    AsMany,
    Count,
    CountTrue,
    ForEach,
    Nobody,
    Not,
    Or,
    Selection,
    Some,
    Statement,
    Weigh,
)
from glienicke.positions.day import Day


@dataclass(frozen=True, slots=True)
class Lin:
    """The sum of vals x counts of cols is at least `lo`."""

    cols: tuple[int, ...]
    vals: tuple[int, ...]
    lo: int


@dataclass(frozen=True, slots=True)
class Of:
    """At least `k` of the parts are true: all of them is "and", one of them is "or"."""

    k: int
    parts: tuple[Formula, ...]


Formula = Lin | Of


@dataclass(frozen=True, slots=True)
class Counts:
    """How a selection looks from the kinds: which kinds it holds, how many members it has, released or not."""

    kinds: tuple[int, ...]
    members: int


Look = Callable[[Selection], Counts]


def linear(terms: Mapping[int, int], lo: int) -> Lin:
    """A Lin without zero coefficients, in the order of columns."""
    used = sorted((col, val) for col, val in terms.items() if val)
    return Lin(tuple(col for col, _ in used), tuple(val for _, val in used), lo)


def ones(counts: Counts, sign: int, lo: int) -> Lin:
    """The number released of a selection (times sign) is at least `lo`."""
    return Lin(counts.kinds, (sign,) * len(counts.kinds), lo)


def formula(statement: Statement, look: Look, day: Day, rank_of: Callable[[int], str | None]) -> Formula:
    """The statement's meaning. `rank_of` gives the rank of a kind's people."""

    def make(part: Statement) -> Formula:
        return formula(part, look, day, rank_of)

    match statement:
        case Count(low, high, of):
            counts = look(of)
            bounds = [] if low is None else [ones(counts, 1, low)]
            bounds += [] if high is None else [ones(counts, -1, -high)]
            return Of(len(bounds), tuple(bounds))
        case All(of):
            counts = look(of)
            return ones(counts, 1, counts.members)
        case Some(of):
            return ones(look(of), 1, 1)
        case Nobody(of):
            return ones(look(of), -1, 0)
        case AsMany(limit, of, than):
            sign = 1 if limit == "at least" else -1
            return linear(_add([(look(of), sign), (look(than), -sign)]), 0)
        case ForEach(limit, each, of):
            sign = 1 if limit == "at most" else -1
            return linear(_add([*((look(s), sign * k) for s, k in each), (look(of), -sign)]), 0)
        case Weigh():
            return _weigh(statement, look, day, rank_of)
        case Not(of):
            return negate(make(of))
        case And(of):
            return Of(len(of), tuple(map(make, of)))
        case Or(of):
            return Of(1, tuple(map(make, of)))
        case CountTrue(low, high, of):
            parts = tuple(map(make, of))
            lows: list[Formula] = [] if low is None else [Of(low, parts)]
            highs: list[Formula] = [] if high is None else [Of(len(parts) - high, tuple(map(negate, parts)))]
            return Of(len(lows) + len(highs), (*lows, *highs))


def _add(terms: list[tuple[Counts, int]]) -> dict[int, int]:
    total: dict[int, int] = {}
    for counts, val in terms:
        for kind in counts.kinds:
            total[kind] = total.get(kind, 0) + val
    return total


def _weigh(statement: Weigh, look: Look, day: Day, rank_of: Callable[[int], str | None]) -> Formula:
    weights = day.equivalents.get(statement.table, {})
    total: dict[int, Fraction] = {}
    limit = Fraction(0)
    for kind in look(statement.of).kinds:
        total[kind] = total.get(kind, Fraction(0)) + weights[rank_of(kind) or ""]
    if isinstance(statement.than, Fraction):
        limit = statement.than
    else:
        for kind in look(statement.than).kinds:
            total[kind] = total.get(kind, Fraction(0)) - weights[rank_of(kind) or ""]
    unit = math.lcm(limit.denominator, *(w.denominator for w in total.values()))
    whole = {kind: int(weight * unit) for kind, weight in total.items()}
    least = linear(whole, int(limit * unit))
    most = linear({kind: -val for kind, val in whole.items()}, -int(limit * unit))
    match statement.sign:
        case ">=":
            return least
        case "<=":
            return most
        case "=":
            return Of(2, (least, most))


def negate(this: Formula) -> Formula:
    """True exactly when `this` is false; counts are whole numbers."""
    if isinstance(this, Lin):
        return Lin(this.cols, tuple(-val for val in this.vals), 1 - this.lo)
    return Of(len(this.parts) - this.k + 1, tuple(map(negate, this.parts)))
