"""A search over who takes part, on the linear relaxation of the checker's own rows: a proof, or groups to look at.

Branching on "takes part" alone decides most questions of stability: with the group fixed, the relaxation is tight,
while with everybody in by half it says nothing. Each node starts where the last ended (dual simplex). Leaves are exact:
the solver only suggests multipliers, and their sum is counted in whole numbers. Source of the method: branch and bound
with Farkas leaves, as in the certificates for "none" (`deals/prove.py`).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import highspy
import numpy as np

from glienicke.deals.check.certificate import ROUND
from glienicke.deals.check.inequalities import ONE, ZERO, Box, Rows

Visit = Callable[[frozenset[str]], bool]
"""Told of a group that the relaxation allows; whether it is settled without a proof (else the proof goes deeper)."""

DEPTH_MAX = 150

GRIDS = (1 << 16, 1 << 44)
"""Multipliers are tried as whole numbers, the largest of them so large."""


@dataclass(slots=True)
class Search:
    """One search. given_up: it ended before all was looked at."""

    rows: Rows
    visit: Visit
    until: float
    leaves_left: int = 500
    stopped: Callable[[], bool] = lambda: False
    given_up: bool = False
    box: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)

    def run(self, box: Box | None = None) -> dict[str, Any] | None:
        """The tree of a proof that the rows have no point in the box; None if a part of it is missing."""
        self.box = dict(box if box is not None else self.rows.box)
        return self._node(_Line(self.rows), 0)

    def _node(self, line: _Line, depth: int) -> dict[str, Any] | None:
        spent = self.leaves_left <= 0 or time.monotonic() > self.until or self.stopped()
        if spent or self._over() or depth > DEPTH_MAX:
            self.given_up = True
            return None
        point = line.point(self.box)
        if point is None:
            leaf = line.leaf(self.box)
            if leaf is not None:
                self.leaves_left -= 1
                return leaf
        if point is not None and (group := self._group(point)) is not None and self.visit(group):
            return None  # settled, though not by a proof
        branch = self._branch(point)
        if branch is None:
            self.given_up = True
            return None
        found: dict[str, Any] = {"branch": branch}
        sides = self.box[branch]
        for side, value in (("1", ONE), ("0", ZERO)):
            self.box[branch] = (value, value)
            found[side] = self._node(line, depth + 1)
            self.box[branch] = sides
            if self._over():
                return None
        return found if found["0"] is not None and found["1"] is not None else None

    def _over(self) -> bool:
        return self.given_up

    def _group(self, point: dict[str, float]) -> frozenset[str] | None:
        """Who takes part, where all of that is decided."""
        parties = [name for name in self.rows.whole if name.startswith("y[")]
        if any(self.box[name][0] < self.box[name][1] for name in parties):
            return None
        return frozenset(name[2:-1] for name in parties if point[name] > 0.5)

    def _branch(self, point: dict[str, float] | None) -> str | None:
        """The variable to branch on, who takes part before all else; None: nothing is left to do at this node."""
        free = [name for name in self.rows.whole if self.box[name][0] < self.box[name][1]]
        parties = [name for name in free if name.startswith("y[")]
        if point is None:  # empty for the solver, but its multipliers prove nothing exactly
            return next(iter([*parties, *free]), None)
        off = {name: abs(point[name] - round(point[name])) for name in free}
        half = max(parties, key=off.__getitem__, default=None)
        if half is not None:  # of those whole already the first
            return half
        return max((name for name in free if off[name] > ROUND), key=off.__getitem__, default=None)


class _Line:
    """The rows as a linear program, moved from box to box."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._names = rows, list(rows.box)
        self._exact = _Exact(rows)
        index = {name: i for i, name in enumerate(self._names)}
        cols: list[int] = []
        vals: list[float] = []
        starts = [0]
        for row in rows.rows:
            cols += [index[name] for name in row.coefficients]
            vals += [float(value) for value in row.coefficients.values()]
            starts.append(len(cols))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._names), len(rows.rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.array([float(name.startswith("y[")) for name in self._names])
        lp.col_lower_ = np.array([float(rows.box[name][0]) for name in self._names])
        lp.col_upper_ = np.array([float(rows.box[name][1]) for name in self._names])
        lp.row_lower_ = np.array([float(row.least) for row in rows.rows])
        lp.row_upper_ = np.full(len(rows.rows), highspy.kHighsInf)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(cols, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(vals, dtype=np.float64)
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("presolve", "off")  # a ray is wanted of whatever is empty
        if self._highs.passModel(lp) == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS refused the rows")

    def point(self, box: Box) -> dict[str, float] | None:
        """The point of the box with the most parties in it; None if it is empty for all that the solver sees."""
        count = len(self._names)
        self._highs.changeColsBounds(
            count,
            np.arange(count, dtype=np.int32),
            np.array([float(box[name][0]) for name in self._names]),
            np.array([float(box[name][1]) for name in self._names]),
        )
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return dict(zip(self._names, self._highs.getSolution().col_value, strict=True))

    def leaf(self, box: Box) -> dict[str, Any] | None:
        """Exact multipliers that prove the box empty, from the solver's ray."""
        _, known, ray = self._highs.getDualRay() if self._names else (None, False, None)
        if not known:  # as of a row that asks for something of nobody
            alone = (i for i in range(len(self._rows.rows)) if self._exact.is_proof({i: 1}, box))
            return next(({"rows": [[i, "1", self._rows.rows[i].because]]} for i in alone), None)
        suggested = np.array(ray, dtype=np.float64)
        largest = float(np.max(np.abs(suggested), initial=0.0))
        if not 0 < largest < float("inf"):
            return None
        sign = 1.0 if float(suggested.sum()) >= 0 else -1.0
        for grid in GRIDS:
            whole = np.rint(suggested * (sign * grid / largest))
            found = {int(i): int(whole[i]) for i in np.flatnonzero(whole > 0)}
            if found and self._exact.is_proof(found, box):
                return {"rows": [[i, str(number), self._rows.rows[i].because] for i, number in found.items()]}
        return None


class _Exact:
    """The rows in whole numbers, so that a sum of thousands of them is exact and quick."""

    def __init__(self, rows: Rows) -> None:
        self._scale = math.lcm(
            *(value.denominator for row in rows.rows for value in (*row.coefficients.values(), row.least))
        )
        self._rows = [
            ([(name, self._whole(value)) for name, value in row.coefficients.items()], self._whole(row.least))
            for row in rows.rows
        ]

    def _whole(self, value: Fraction) -> int:
        return value.numerator * (self._scale // value.denominator)

    def is_proof(self, multipliers: dict[int, int], box: Box) -> bool:
        """Whether the sum of the rows, each so many times, asks for more than the box can give."""
        combined: dict[str, int] = {}
        least = 0
        for i, times in multipliers.items():
            coefficients, asked = self._rows[i]
            least += times * asked
            for name, value in coefficients:
                combined[name] = combined.get(name, 0) + times * value
        most = Fraction(0)
        for name, value in combined.items():
            low, high = box[name]
            side = high if value > 0 else low
            if side:
                most += value if side == 1 else value * side
        return most < least
