"""A short branch and bound by hand over a sample's relaxation.

After its cuts a relaxation is rarely more than a few branches from whole numbers; the solver goes from one to the
next in a few steps of the dual simplex method, where a full branch and cut would begin anew. Who needs more
than NODES gives up, and is left to the solver's own (`Relaxation.branch`).
"""

from __future__ import annotations

from collections.abc import Callable

import highspy
import numpy as np

from glienicke.deals.odds.frame import Floats
from glienicke.deals.odds.relax import Relaxation

NODES = 24

WHOLE = 1e-6
"""A column this near a whole number is one."""

Node = tuple[float, tuple[tuple[int, float, float], ...]]
"""The bound of the node above, and the columns' ends that make this one."""


def dive(
    relaxation: Relaxation,
    root: Floats,
    ends: Floats,
    reached: float,
    offer: Callable[[Floats], float],
    tolerance: float,
) -> float | None:
    """An upper bound on the sample whose relaxation was solved last, with columns `root`; None after too many nodes.

    ends: the most each column can be. reached: the best value known. offer: takes a solution in whole numbers, and
    says what is the best then. What comes back is at most `tolerance` (as a part, of at least 1) above the best known
    in the end.
    """
    frame, highs = relaxation.frame, relaxation.highs
    whole = np.flatnonzero(frame.whole)
    top = float(frame.objective @ root)
    open_: list[Node] = [(top, step) for step in _children(root, whole, frame.low, ends, ())]
    changed: set[int] = set()
    visited = 0

    def enough() -> float:
        return reached + tolerance * max(1.0, abs(reached)) if reached > -np.inf else -np.inf

    cut_off = -np.inf
    while open_:
        above, steps = open_.pop()
        if above <= enough():
            cut_off = max(cut_off, above)
            continue
        visited += 1
        if visited > NODES:
            return None
        for col in changed - {col for col, _, _ in steps}:
            highs.changeColBounds(col, frame.low[col], ends[col])
        for col, low, high in steps:
            highs.changeColBounds(col, low, high)
        changed = {col for col, _, _ in steps}
        highs.run()
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            continue
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.array(highs.getSolution().col_value)
        bound = float(frame.objective @ values)
        if bound <= enough():
            cut_off = max(cut_off, bound)
            continue
        children = _children(values, whole, frame.low, ends, steps)
        if children:
            open_ += [(bound, child) for child in children]
            continue
        reached = max(reached, offer(values))
        if bound > enough():
            return None  # in whole numbers and yet not what it promises
        cut_off = max(cut_off, bound)
    return max(cut_off, reached)


def _children(
    values: Floats, whole: np.ndarray, low: Floats, high: Floats, steps: tuple[tuple[int, float, float], ...]
) -> list[tuple[tuple[int, float, float], ...]]:
    """The node's two parts at the column furthest from a whole number, the likelier one last; none if there is no
    such.
    """
    off = np.abs(values[whole] - np.rint(values[whole]))
    place = int(off.argmax())
    if off[place] <= WHOLE:
        return []
    col = int(whole[place])
    value = values[col]
    first = {c: (a, b) for c, a, b in steps}
    begin, end = first.get(col, (float(low[col]), float(high[col])))
    down = {**first, col: (begin, float(np.floor(value)))}
    up = {**first, col: (float(np.ceil(value)), end)}
    parts = [tuple((c, a, b) for c, (a, b) in part.items()) for part in (down, up)]
    return parts if value - np.floor(value) >= 0.5 else parts[::-1]
