"""What is uncertain on a day, in file order, and samples of it.

A range is sampled uniformly and independently of all others, `alive: p` is so with chance p. A sample is a row of
whole numbers k below 2^20, one for each doubt. A range is cut into 2^12 equal parts, and its value is the exact
middle of the part that k falls into, strictly inside the range (finer parts make no chance any surer, and numbers
that solvers cannot tell apart); somebody is alive if (2k + 1) / 2^21 < p.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from glienicke.language.show import show
from glienicke.language.tree import Id, Range, Selection, ValueIf
from glienicke.positions.day import Day, Position

Points = NDArray[np.int64]
"""One row a sample, one column a doubt, each below GRID."""

BITS = 20
GRID = 1 << BITS

COARSER = 8
"""So many of the bits of k say nothing of a range's value."""

PARTS = GRID >> COARSER
"""Into so many equal parts a range is cut."""

SOBOL_MOST = int(qmc.Sobol.MAXDIM)
"""So many doubts Sobol's sequence has directions for (Joe and Kuo 2008); beyond, numbers are drawn independently."""

Kind = Literal["worth", "cost", "bundle", "floor", "alive"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One uncertain number or fact.

    whose: the party, or for `alive` the person. entry: its place in the position's worth, cost or bundles. low, high:
    the ends of the range; of `alive` the chance is low and high is 1. about: the id or selection, as a case file has
    it.
    """

    kind: Kind
    whose: str
    entry: int
    low: Fraction
    high: Fraction
    about: str = ""

    @property
    def name(self) -> str:
        """The doubt in words, as the object of a question."""
        match self.kind:
            case "floor":
                return f"the floor of {self.whose}"
            case "alive":
                return f"whether {self.whose} is alive"
            case "bundle":
                return f"the value of {self.about} to {self.whose}"
            case "worth":
                return f"the worth of {self.about} to {self.whose}"
            case "cost":
                return f"the cost of {self.about} to {self.whose}"

    def value(self, k: int) -> Fraction:
        """The sampled value on grid point k (of `alive`: 1 or 0)."""
        if self.kind == "alive":
            return Fraction(Fraction(2 * k + 1, 2 * GRID) < self.low)
        return self.low + (self.high - self.low) * Fraction(2 * (k >> COARSER) + 1, 2 * PARTS)


def doubts_of(day: Day) -> tuple[Doubt, ...]:
    """Everything uncertain on the day, in file order: positions as they stand in the file, then people."""
    found = [doubt for position in day.positions.values() for doubt in _of_position(position)]
    for person in day.people.values():
        if person.alive is not None and person.alive < 1 and person.state == "held":
            found.append(Doubt("alive", person.id, 0, person.alive, Fraction(1)))
    return tuple(found)


def _of_position(position: Position) -> Iterator[Doubt]:
    party = position.party
    kinds: tuple[tuple[Kind, Sequence[tuple[Selection, Range]]], ...] = (
        ("worth", position.worth),
        ("cost", position.cost),
    )
    for kind, table in kinds:
        for entry, (selection, value) in enumerate(table):
            if value.low != value.high:
                about = selection.id if isinstance(selection, Id) else show(selection)
                yield Doubt(kind, party, entry, value.low, value.high, about)
    for entry, bundle in enumerate(position.bundles):
        if isinstance(bundle, ValueIf) and bundle.value.low != bundle.value.high:
            yield Doubt("bundle", party, entry, bundle.value.low, bundle.value.high, f"bundle {entry + 1}")
    if position.floor.low != position.floor.high:
        yield Doubt("floor", party, 0, position.floor.low, position.floor.high)


def draw(doubts: int, seed: int, start: int, end: int) -> Points:
    """Samples start to end (not included) of the sequence with this seed; the same on every machine.

    Scrambled Sobol points (Owen 1998, by SciPy); with more doubts than these have dimensions, PCG64.
    """
    count = end - start
    if doubts == 0 or count == 0:
        return np.zeros((count, doubts), dtype=np.int64)
    if doubts > SOBOL_MOST:
        stream = np.random.PCG64(seed).advance(start * doubts)
        raw = np.asarray(stream.random_raw(count * doubts)) >> np.uint64(64 - BITS)
        return raw.astype(np.int64).reshape(count, doubts)
    sequence: Any = qmc.Sobol(doubts, scramble=True, rng=seed)
    if start:
        sequence.fast_forward(start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # balance asks for powers of two; the asker chooses the number
        points = sequence.random(count)
    found: Points = np.minimum(np.floor(points * GRID).astype(np.int64), GRID - 1)
    return found


def fixed(day: Day, doubts: Sequence[Doubt], point: Sequence[int]) -> Day:
    """The day of one sample: every range is its sampled value, whoever is not alive is dead."""
    values = {(d.kind, d.whose, d.entry): d.value(int(k)) for d, k in zip(doubts, point, strict=True)}
    positions = {party: _fixed(position, values) for party, position in day.positions.items()}
    people = dict(day.people)
    for doubt in doubts:
        if doubt.kind == "alive":
            person = people[doubt.whose]
            if values["alive", doubt.whose, 0]:
                people[doubt.whose] = replace(person, alive=None)
            else:
                people[doubt.whose] = replace(
                    person, alive=None, state="dead", held_by=None, last_held_by=person.held_by, since=None
                )
    return replace(day, positions=positions, people=people)


def _fixed(position: Position, values: dict[tuple[Kind, str, int], Fraction]) -> Position:
    party = position.party

    def at(kind: Kind, entry: int, value: Range) -> Range:
        sampled = values.get((kind, party, entry))
        return value if sampled is None else Range(sampled, sampled)

    return replace(
        position,
        worth=tuple((s, at("worth", i, v)) for i, (s, v) in enumerate(position.worth)),
        cost=tuple((s, at("cost", i, v)) for i, (s, v) in enumerate(position.cost)),
        bundles=tuple(
            replace(b, value=at("bundle", i, b.value)) if isinstance(b, ValueIf) else b
            for i, b in enumerate(position.bundles)
        ),
        floor=at("floor", 0, position.floor),
    )


def middle(doubts: Sequence[Doubt]) -> list[int]:
    """The grid point in the middle of every range; everybody alive who is so more likely than not."""
    return [GRID // 2 if d.kind != "alive" else 0 if d.low >= Fraction(1, 2) else GRID - 1 for d in doubts]
