"""The Pareto front of a foreign scenario: every point, exactly, with how many outcomes have it.

Outcomes are never enumerated where utilities add up. Parts are combined one after another; of the partial sums only
those are kept that no other partial sum beats, since what completes a beaten one completes the other to something
better in the same way (the principle of optimality: Bellman 1957; for vectors Nemhauser and Ullmann, "Discrete
dynamic programming and capital allocation", Management Science 15, 1969). Equal sums are kept once with the number of
their outcomes, so no tie is lost. Large parts come first: the last steps, which are the widest, then add the fewest
choices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glienicke.foreign.best import Stop, Stopped, best
from glienicke.foreign.parts import Part, Parts, parts_of
from glienicke.foreign.scenario import Scenario
from glienicke.foreign.wide import BITS, Ints, carry, join

PIECE = 2_000_000
"""Sums looked at in one go."""

Vector = tuple[int, ...]
Counts = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Stage:
    """A part, its unbeaten choices, and the unbeaten sums of all parts up to and with it."""

    part: Part
    choices: Ints
    sums: Ints


@dataclass(slots=True)
class _Looked:
    """What listing outcomes has looked up so far, by stage."""

    choices: dict[int, dict[Vector, list[int]]] = field(default_factory=dict)
    sums: dict[int, set[Vector]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Front:
    """The points in the order of falling utilities, the first profile's first.

    units: shape (points, profiles), Python's whole numbers; divided by `denominators` they are the utilities.
    outcomes: how many outcomes each point has. limbs: in how many words of 60 bits each sum was computed.
    """

    scenario: Scenario
    units: NDArray[Any]
    denominators: Vector
    outcomes: tuple[int, ...]
    limbs: int
    stages: tuple[Stage, ...]
    _looked: _Looked = field(default_factory=_Looked, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.outcomes)

    @property
    def arithmetic(self) -> str:
        """In what the sums were computed, exactly in any case."""
        return "int64" if self.limbs == 1 else f"whole numbers of {self.limbs} words of {BITS} bits"

    def utilities(self, point: int) -> tuple[Fraction, ...]:
        """A point's utilities."""
        return tuple(Fraction(unit, by) for unit, by in zip(self.units[point], self.denominators, strict=True))

    def settled_by(self, point: int) -> Iterator[tuple[int, ...]]:
        """Every outcome of a point, one after another, each as positions of values in the domain's order."""
        issues = len(self.scenario.domain.issues)
        for chosen in self._chosen(tuple(self.units[point])):
            outcome = [0] * issues
            for stage, choice in zip(self.stages, chosen, strict=True):
                for issue, at in zip(stage.part.issues, np.unravel_index(choice, stage.part.sizes), strict=True):
                    outcome[issue] = int(at)
            yield tuple(outcome)

    def _chosen(self, wanted: Vector) -> Iterator[tuple[int, ...]]:
        """Every way to sum up to the vector, a choice a stage; sought from the last stage back, never in vain."""
        last = len(self.stages) - 1
        chosen = [0] * (last + 1)
        ways = [self._last_choices(wanted, last)]
        while ways:
            stage = last - len(ways) + 1
            step = next(ways[-1], None)
            if step is None:
                ways.pop()
                continue
            chosen[stage], rest = step
            if stage:
                ways.append(self._last_choices(rest, stage - 1))
            else:
                yield tuple(chosen)

    def _last_choices(self, wanted: Vector, stage: int) -> Iterator[tuple[int, Vector]]:
        """What a stage can choose so that those before it can sum up to the rest; and the rest."""
        before = self._sums(stage - 1)
        for vector, choices in self._choices(stage).items():
            rest = tuple(w - v for w, v in zip(wanted, vector, strict=True))
            if rest in before:
                for choice in choices:
                    yield choice, rest

    def _sums(self, stage: int) -> set[Vector]:
        if stage not in self._looked.sums:
            zero = {(0,) * len(self.denominators)}
            self._looked.sums[stage] = zero if stage < 0 else set(_vectors(self.stages[stage].sums))
        return self._looked.sums[stage]

    def _choices(self, stage: int) -> dict[Vector, list[int]]:
        """The unbeaten choices of a stage's part, by what they add."""
        if stage not in self._looked.choices:
            found: dict[Vector, list[int]] = {vector: [] for vector in _vectors(self.stages[stage].choices)}
            values = self.stages[stage].part.values
            possible = np.flatnonzero(
                np.logical_and.reduce(
                    [
                        np.isin(row, kept)
                        for row, kept in zip(values[:, 0], self.stages[stage].choices[:, 0], strict=True)
                    ]
                )
            )
            for choice, vector in zip(possible, _vectors(values[:, :, possible]), strict=True):
                if vector in found:
                    found[vector].append(int(choice))
            self._looked.choices[stage] = found
        return self._looked.choices[stage]


def find_front(scenario: Scenario, stop: Stop = lambda: False) -> Front:
    """The exact front of all outcomes, acceptable or not.

    Raises Stopped when `stop` says so, and TooMany where boxes tie too many issues together.
    """
    parts = parts_of(scenario, stop)
    few = scenario.domain.outcomes < 1 << 62
    stages: list[Stage] = []
    counts: Counts = np.ones(1, np.int64 if few else object)
    for part, choices, number in _unbeaten(parts, few, stop):
        sums, counts = (choices, number) if not stages else _combine(stages[-1].sums, counts, choices, number, stop)
        stages.append(Stage(part, choices, sums))
    units = np.stack([join(row) for row in stages[-1].sums], axis=1)
    order = sorted(range(len(units)), key=lambda point: tuple(units[point]), reverse=True)
    outcomes = tuple(int(counts[point]) for point in order)
    return Front(scenario, units[order], parts.denominators, outcomes, parts.limbs, tuple(stages))


def _unbeaten(parts: Parts, few: bool, stop: Stop) -> list[tuple[Part, Ints, Counts]]:
    """Each part with its unbeaten choices and how often each occurs, those with the most choices first."""
    found = []
    for part in parts.parts:
        ones: Counts = np.ones(part.values.shape[2], np.int64 if few else object)
        kept, number = best(part.values, ones, stop)
        found.append((part, np.ascontiguousarray(part.values[:, :, kept]), number))
    return sorted(found, key=lambda each: -each[1].shape[2])


def _combine(sums: Ints, counts: Counts, choices: Ints, number: Counts, stop: Stop) -> tuple[Ints, Counts]:
    """The unbeaten sums of one of these and one of those, with how many outcomes each has."""
    if stop():
        raise Stopped
    half = choices.shape[2] // 2
    if sums.shape[2] * choices.shape[2] > PIECE and half:
        low = _combine(sums, counts, choices[:, :, :half], number[:half], stop)
        high = _combine(sums, counts, choices[:, :, half:], number[half:], stop)
        points, outcomes = np.concatenate([low[0], high[0]], axis=2), np.concatenate([low[1], high[1]])
    else:
        profiles, limbs = sums.shape[:2]
        points = (sums[:, :, :, None] + choices[:, :, None, :]).reshape(profiles, limbs, -1)
        outcomes = (counts[:, None] * number[None, :]).reshape(-1)
        for row in points if limbs > 1 else ():
            carry(row)
    kept, total = best(points, outcomes, stop)
    return np.ascontiguousarray(points[:, :, kept]), total


def _vectors(points: Ints) -> Iterator[Vector]:
    """Points as tuples of Python's whole numbers."""
    yield from zip(*(join(row).tolist() for row in points), strict=True)
