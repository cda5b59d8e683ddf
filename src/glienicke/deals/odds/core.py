"""What is left of a sample once its relaxation has decided most of it: a small program for branch and cut.

Against the relaxation's value, a solution loses by every column that leaves the end where the relaxation has it at
least its reduced cost. Whoever loses more than `room` by one column alone is left out: that column stays (fixing by
reduced costs). Rows that cannot break any more go too.

The room is guessed from earlier samples. A solution within it is the best of all; if there is none, what was found
says how much room there must be.
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np

from glienicke.deals.odds.frame import Floats
from glienicke.deals.odds.known import Samples
from glienicke.deals.odds.relax import NEAR, Relaxation, Relaxed, branching_solver, fill, highest
from glienicke.deals.solve import Limits


def search(
    relaxation: Relaxation,
    samples: Samples,
    sample: int,
    root: Relaxed,
    room: float,
    offer: Callable[[Floats], None],
    limits: Limits,
) -> float | None:
    """An upper bound on the sample's solutions within `room` of its relaxation `root`, -inf if there are none.

    offer: takes all columns of the best one found. None where the limit came first.
    """
    frame = relaxation.frame
    low, high = frame.low, highest(samples, np.array([sample]))[0]
    stays = frame.whole & (root.reduced > room + NEAR * max(1.0, room))
    stays &= (root.values <= low + NEAR) | (root.values >= high - NEAR)
    rest, keep = np.where(stays, np.rint(root.values), 0.0), np.flatnonzero(~stays)
    matrix = relaxation.matrix(samples, sample)
    lows, part = relaxation.all_lows() - matrix @ rest, matrix[:, keep]
    least = part.maximum(0) @ low[keep] + part.minimum(0) @ high[keep]
    open_ = np.flatnonzero(least < lows - 1e-9)
    program = fill(part[open_], lows[open_], frame.objective[keep], low[keep], high[keep])
    kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
    program.integrality_ = [kinds[bool(whole)] for whole in frame.whole[keep]]
    highs = branching_solver(limits)
    highs.setOptionValue("presolve", "choose")
    highs.passModel(program)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return -np.inf
    if highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        found = rest.copy()
        found[keep] = np.array(highs.getSolution().col_value)
        offer(found)
    if status != highspy.HighsModelStatus.kOptimal:
        return None
    return float(frame.objective @ rest) - float(highs.getInfo().mip_dual_bound)
