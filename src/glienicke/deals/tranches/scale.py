"""Exposures of different parties in one whole-numbered scale, and the first two aims: the worst and the sum."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.check.tranches import Steps
from glienicke.deals.rows.program import Program
from glienicke.deals.solve import Limits, Outcome, with_cpsat, with_highs
from glienicke.deals.tranches.rows import Layout

ROOM = 1 << 50
"""A sum of exposures in the common scale may come to so much."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A weight for each party's peak column, such that weight x peak is `whole` x (exposure / yardstick).

    Exactly so, or (exact False: the yardsticks have no common measure that fits) less, by under one for each unit.
    """

    weights: Mapping[int, int]
    whole: Fraction
    exact: bool
    short: Fraction
    """By how much at most a sum of exposures is more than this scale says."""


def scale_of(layout: Layout, yardstick: Mapping[str, Fraction]) -> Scale:
    """The common scale of the parties' peaks."""
    per = {column: layout.units[party] * yardstick[party] for party, column in layout.peaks.items()}
    high = layout.program.high
    common = math.lcm(*(q.numerator for q in per.values()))
    if sum(common / q * high[column] for column, q in per.items()) <= ROOM:
        return Scale({column: int(common / q) for column, q in per.items()}, Fraction(common), True, Fraction(0))
    rough = math.floor(ROOM / sum(high[column] / q for column, q in per.items()))
    weights = {column: math.floor(rough / q) for column, q in per.items()}
    return Scale(weights, Fraction(rough), False, Fraction(sum(high[column] for column in per), rough))


def least_worst(
    layout: Layout, scale: Scale, limits: Limits, known: Steps | None = None, *, second: bool = False
) -> Outcome:
    """The least worst peak. known: an order to begin with. second: by the other solver, which is to agree."""
    program = layout.program.copy()
    most = max((w * program.high[column] for column, w in scale.weights.items()), default=0)
    worst = program.column(0, most)
    for column, weight in scale.weights.items():
        program.add((worst, column), (1, -weight), 0)
    ask = with_highs if second else with_cpsat
    aim, hint = {worst: -1}, None
    if known is not None:
        hint = with_cpsat(_fixed(layout, program, known), aim, replace(limits, progress=None)).values
    return ask(program, aim, in_words_of(limits, scale), hint)


def _fixed(layout: Layout, program: Program, steps: Steps) -> Program:
    """The program with the order given, so that a solver fills in the rest in no time."""
    fixed = program.copy()
    for column, number in layout.columns_of(steps).items():
        fixed.low[column] = fixed.high[column] = number
    return fixed


def least_total(layout: Layout, scale: Scale, limits: Limits, hint: list[int]) -> Outcome:
    """The least sum of peaks; hint: a solution."""
    return with_cpsat(
        layout.program, {c: -w for c, w in scale.weights.items()}, limits, hint[: len(layout.program.low)]
    )


def keep_total(layout: Layout, scale: Scale, peaks: Mapping[str, Fraction]) -> None:
    """From now on the sum of peaks is at most that of these."""
    weights = {column: scale.weights[column] for column in layout.peaks.values()}
    total = sum(weights[column] * int(peaks[party] * layout.units[party]) for party, column in layout.peaks.items())
    layout.program.add([*weights], [-w for w in weights.values()], -total)


def in_words_of(limits: Limits, scale: Scale) -> Limits:
    """Progress in terms of exposures rather than of the program's numbers."""
    tell = limits.progress
    if tell is None:
        return limits

    def told(seconds: float, best: float | None, bound: float | None) -> None:
        tell(seconds, *(None if x is None else float(-x / scale.whole) for x in (best, bound)))

    return replace(limits, progress=told)
