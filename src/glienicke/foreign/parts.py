"""A scenario as parts that simply add up: whole-numbered vectors, one per choice of a part.

Issues that no box ties together are parts of their own; issues tied by boxes form one part, whose choices are all
combinations of their values. An outcome chooses once from each part, and its utilities are the sums of what it chose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from glienicke.foreign.best import Stop, Stopped
from glienicke.foreign.scenario import Additive, Profile, Scenario, worths
from glienicke.foreign.wide import Ints, carry, limbs_for, split

TABLE_MAX = 20_000_000
"""Combinations of values of issues tied together by boxes; more are refused, since each has to be looked at."""


class TooMany(ValueError):
    """More combinations of tied issues than can be looked at one by one."""


@dataclass(frozen=True, slots=True)
class Part:
    """Issues (by position) and how many values each has; values: shape (profiles, limbs, choices)."""

    issues: tuple[int, ...]
    sizes: tuple[int, ...]
    values: Ints


@dataclass(frozen=True, slots=True)
class Parts:
    """denominators: of each profile's whole numbers, so that utility = number / denominator. limbs: of all of them."""

    parts: tuple[Part, ...]
    denominators: tuple[int, ...]
    limbs: int


@dataclass(frozen=True, slots=True)
class _Amounts:
    """One profile in whole numbers: per issue what each value adds, and boxes as (amount, bounds)."""

    denominator: int
    singles: dict[int, list[int]]
    boxes: list[tuple[int, tuple[tuple[int, int, int], ...]]]

    @property
    def largest(self) -> int:
        """No sum of any choices is larger, in either direction."""
        return sum(max(map(abs, values)) for values in self.singles.values()) + sum(abs(box) for box, _ in self.boxes)


def parts_of(scenario: Scenario, stop: Stop) -> Parts:
    """The scenario's parts. TooMany if boxes tie more issues together than can be enumerated; Stopped if told so."""
    amounts = [_amounts(profile, scenario) for profile in scenario.profiles]
    limbs = limbs_for(max(amount.largest for amount in amounts))
    sizes = [len(issue.values) for issue in scenario.domain.issues]
    parts = []
    for tied in _tied(len(sizes), amounts):
        number = math.prod(sizes[i] for i in tied)
        if number > TABLE_MAX:
            raise TooMany(
                f"boxes tie {len(tied)} issues together, which have {number} combinations; "
                f"up to {TABLE_MAX} can be looked at"
            )
        values = np.stack([_grid(tied, sizes, amount, limbs, stop) for amount in amounts])
        parts.append(Part(tied, tuple(sizes[i] for i in tied), values))
    return Parts(tuple(parts), tuple(amount.denominator for amount in amounts), limbs)


def _amounts(profile: Profile, scenario: Scenario) -> _Amounts:
    worth, reading = profile.worth, scenario.reading
    if isinstance(worth, Additive):
        settled = zip(scenario.domain.issues, worth.weights, worth.evaluations, strict=True)
        singles = {i: worths(*each, reading) for i, each in enumerate(settled)}
        unit = _common(amount for values in singles.values() for amount in values)
        return _Amounts(unit, {i: _whole(values, unit) for i, values in singles.items()}, [])
    by = worth.highest if reading == "genius" else Fraction(1)
    utilities = [box.utility / by for box in worth.boxes]
    unit = _common(utilities)
    return _Amounts(unit, {}, list(zip(_whole(utilities, unit), (box.bounds for box in worth.boxes), strict=True)))


def _common(amounts: Iterable[Fraction]) -> int:
    return math.lcm(*{amount.denominator for amount in amounts}, 1)


def _whole(amounts: Iterable[Fraction], unit: int) -> list[int]:
    return [amount.numerator * (unit // amount.denominator) for amount in amounts]


def _tied(issues: int, amounts: list[_Amounts]) -> list[tuple[int, ...]]:
    """Issues that boxes tie together, each set in order, sets by their first issue."""
    group = list(range(issues))
    for _, bounds in (box for amount in amounts for box in amount.boxes):
        groups = {group[issue] for issue, _, _ in bounds}
        if len(groups) > 1:
            group = [min(groups) if g in groups else g for g in group]
    return [tuple(i for i in range(issues) if group[i] == g) for g in sorted(set(group))]


def _grid(tied: tuple[int, ...], sizes: list[int], amount: _Amounts, limbs: int, stop: Stop) -> Ints:
    """What every combination of the tied issues adds for one profile: shape (limbs, combinations)."""
    shape = [sizes[i] for i in tied]
    grid = np.zeros((limbs, *shape), np.int64)
    for axis, issue in enumerate(tied):
        if issue in amount.singles:
            along = [1] * len(shape)
            along[axis] = shape[axis]
            grid += split(amount.singles[issue], limbs).reshape(limbs, *along)
            carry(grid)
    for value, bounds in amount.boxes:
        if stop():
            raise Stopped
        # A box without bounds counts everywhere: once, with the first part.
        if (bounds[0][0] if bounds else 0) not in tied:
            continue
        inside = {issue: slice(first, last + 1) for issue, first, last in bounds}
        where = (slice(None), *(inside.get(issue, slice(None)) for issue in tied))
        grid[where] = carry(grid[where] + split([value], limbs).reshape(limbs, *[1] * len(shape)))
    return grid.reshape(limbs, -1)
