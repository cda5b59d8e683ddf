"""What is left of a sample once its relaxation has decided most of it: a small program, searched by hand.

Against the relaxation's value, a solution loses by every column that leaves the end where the relaxation has it at
least its reduced cost. Whoever loses more than `room` by one column alone is left out: that column stays (fixing by
reduced costs). Rows that cannot break any more go too. Of the rest a few steps of the dual simplex method lead from
one branch to the next, where a full branch and cut would begin anew.

The room is guessed from earlier samples. A solution within it is the best of all; if there is none, what was found
says how much room there must be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from glienicke.deals.odds.frame import Floats
from glienicke.deals.odds.known import Samples
from glienicke.deals.odds.relax import NEAR, Relaxation, Relaxed, branching_solver, fill, highest, solver
from glienicke.deals.solve import Limits

NODES = 30
"""After so many branches the rest is left to the solver's own branch and cut."""

WHOLE = 1e-6
"""A column this near a whole number is one."""

Steps = tuple[tuple[int, float, float], ...]
"""Columns and their ends: what makes a branch."""


@dataclass(frozen=True, slots=True)
class Core:
    """The small program in a solver of its own; its columns are those of `keep`, the others are as in `rest`."""

    highs: Any
    program: Any
    keep: NDArray[np.int64]
    rest: Floats
    objective: Floats
    offset: float
    low: Floats
    high: Floats
    whole: NDArray[np.int64]

    def full(self, values: Floats) -> Floats:
        """All columns."""
        found = self.rest.copy()
        found[self.keep] = values
        return found


def core_of(relaxation: Relaxation, samples: Samples, sample: int, root: Relaxed, room: float) -> Core:
    """What is left of the sample within `room` of its relaxation."""
    frame = relaxation.frame
    low, high = frame.low, highest(samples, np.array([sample]))[0]
    stays = frame.whole & (root.reduced > room + NEAR * max(1.0, room))
    stays &= (root.values <= low + NEAR) | (root.values >= high - NEAR)
    rest = np.where(stays, np.rint(root.values), 0.0)
    keep = np.flatnonzero(~stays)
    matrix, lows = relaxation.matrix(samples, sample), relaxation.all_lows()
    lows = lows - matrix @ rest
    part = matrix[:, keep]
    least = part.maximum(0) @ low[keep] + part.minimum(0) @ high[keep]
    open_ = np.flatnonzero(least < lows - 1e-9)
    highs = solver()
    program = fill(part[open_], lows[open_], frame.objective[keep], low[keep], high[keep])
    highs.passModel(program)
    whole = np.flatnonzero(frame.whole[keep])
    return Core(
        highs, program, keep, rest, frame.objective[keep], float(frame.objective @ rest), low[keep], high[keep], whole
    )


def search(core: Core, reached: float, offer: Callable[[Floats], float], limits: Limits) -> float | None:
    """An upper bound on all that is left; None where something does not add up.

    reached: the best value known. offer: takes all columns of a solution in whole numbers, and says what is the best
    then. The bound is at most the limits' gap (as a part, of at least 1) above the best known in the end.
    """
    open_: list[tuple[float, Steps]] = [(np.inf, ())]
    best: Floats | None = None
    changed: set[int] = set()
    highs, cut_off, tolerance = core.highs, -np.inf, limits.gap / 2
    for _ in range(NODES):
        enough = _enough(reached, tolerance)
        while open_ and open_[-1][0] <= enough:
            cut_off = max(cut_off, open_.pop()[0])
        if not open_:
            break
        _, steps = open_.pop()
        changed = _move(core, changed, steps)
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            continue
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(highs.getSolution().col_value)
        bound = core.offset + float(core.objective @ values)
        if bound <= enough:
            cut_off = max(cut_off, bound)
            continue
        children = _children(core, values, steps)
        open_ += [(bound, child) for child in children]
        if not children:
            reached, best = bound, values
    if best is not None and offer(core.full(best)) < reached - tolerance * max(1.0, abs(reached)):
        return None  # in whole numbers, and yet not what it promises
    return _by_solver(core, reached, offer, limits) if open_ else max(cut_off, reached)


def _enough(reached: float, tolerance: float) -> float:
    return reached + tolerance * max(1.0, abs(reached)) if reached > -np.inf else -np.inf


def _by_solver(core: Core, reached: float, offer: Callable[[Floats], float], limits: Limits) -> float | None:
    """The same by the solver's own branch and cut, where it takes many branches."""
    highs, program = branching_solver(limits), core.program
    kinds = [highspy.HighsVarType.kContinuous] * len(core.keep)
    for col in core.whole:
        kinds[int(col)] = highspy.HighsVarType.kInteger
    program.integrality_ = kinds
    highs.setOptionValue("presolve", "choose")
    highs.passModel(program)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return reached
    if status != highspy.HighsModelStatus.kOptimal:
        return None
    offer(core.full(np.array(highs.getSolution().col_value)))
    return max(reached, core.offset - float(highs.getInfo().mip_dual_bound))


def _move(core: Core, changed: set[int], steps: Steps) -> set[int]:
    """Set the columns' ends to those of a branch; which are not the core's own then."""
    now = {col for col, _, _ in steps}
    for col in changed - now:
        core.highs.changeColBounds(col, core.low[col], core.high[col])
    for col, low, high in steps:
        core.highs.changeColBounds(col, low, high)
    return now


def _children(core: Core, values: Floats, steps: Steps) -> list[Steps]:
    """A branch's two parts at the column furthest from a whole number, the likelier one last; none if there is no
    such.
    """
    off = np.abs(values[core.whole] - np.rint(values[core.whole]))
    if not len(off) or off.max() <= WHOLE:
        return []
    col = int(core.whole[int(off.argmax())])
    ends = {c: (low, high) for c, low, high in steps}
    low, high = ends.get(col, (float(core.low[col]), float(core.high[col])))
    down = {**ends, col: (low, float(np.floor(values[col])))}
    up = {**ends, col: (float(np.ceil(values[col])), high)}
    parts = [tuple((c, a, b) for c, (a, b) in part.items()) for part in (down, up)]
    return parts if values[col] % 1 >= 0.5 else parts[::-1]
