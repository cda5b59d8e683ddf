"""What one sample's multipliers prove about others: an upper bound on the aim, or that there is no deal.

For any multipliers y >= 0 of rows "A x >= b", whoever satisfies the rows has c x <= c x + y (A x - b), and the right
side is at most the sum over columns of the larger end of (c + y A) x, less y b. It needs no solver, holds for every y
however inexact, and only c + y A turns on the sample: a product of matrices for all samples at once. With c = 0, a
bound below 0 says that nothing satisfies the rows (Farkas). Sums in floats are off by at most the number of terms
times 2^-53 of the sum of their sizes (Higham 2002); more than that is added.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from glienicke.deals.odds.frame import Floats
from glienicke.deals.odds.known import Ints, Samples
from glienicke.deals.odds.relax import Relaxation, highest

ROUNDING = 1e-12
"""Part of the sum of all sizes by which a sum in floats of a few thousand terms can be off."""


def upper(relaxation: Relaxation, samples: Samples, multipliers: Floats, which: Ints, *, aim: bool = True) -> Floats:
    """An upper bound on the aim in each of the samples `which`; without the aim, below 0 proves that there is no
    deal.
    """
    frame = samples.frame
    parties = len(frame.parties)
    y = np.maximum(multipliers, 0.0)
    result, most, floor, rest = y[:parties], y[parties : 2 * parties], y[2 * parties : 3 * parties], y[3 * parties :]
    objective = frame.objective if aim else np.zeros_like(frame.objective)
    fixed, lows = relaxation.fixed[: len(rest)], relaxation.lows[: len(rest)]
    reduced = objective + fixed.T @ rest + frame.base.T @ result
    sizes = np.abs(objective) + abs(fixed).T @ rest + np.abs(frame.base).T @ result
    for weight, cols in ((most * frame.most, frame.takes_part), (-most, frame.own), (floor, frame.own)):
        np.add.at(reduced, cols, weight)
        np.add.at(sizes, cols, np.abs(weight))
    for weight, cols in ((-result, frame.own), (-result * frame.slack, frame.takes_part)):
        np.add.at(reduced, cols, weight)
        np.add.at(sizes, cols, np.abs(weight))
    constant = float(result @ frame.slack - lows @ rest)
    size = float(result @ frame.slack + np.abs(lows) @ rest)
    table, big = np.tile(reduced, (len(which), 1)), np.tile(sizes, (len(which), 1))
    used = np.flatnonzero((frame.of_party >= 0) & (result[frame.of_party] > 0) & (np.diff(frame.weigh.indptr) > 0))
    if len(used):
        pull = samples.values[np.ix_(which, used)] / frame.unit * result[frame.of_party[used]]
        part = frame.weigh[used]
        table += np.asarray(part.T.dot(pull.T)).T
        big += np.asarray(abs(part).T.dot(np.abs(pull).T)).T
    asks = samples.floors[which] / frame.unit * floor
    for party in range(parties):
        table[:, frame.takes_part[party]] -= asks[:, party]
        big[:, frame.takes_part[party]] += np.abs(asks[:, party])
    ends, low = highest(samples, which), frame.low
    bound = constant + np.maximum(table * low, table * ends).sum(axis=1)
    rounded: Floats = bound + ROUNDING * (size + (big * np.maximum(np.abs(low), np.abs(ends))).sum(axis=1))
    return rounded


def on_grid(bound: Floats, samples: Samples) -> Floats:
    """The bound lowered to the next value that the aim can have at all."""
    grid = samples.frame.grid
    if grid is None:
        return bound
    return np.floor(bound * float(1 / grid) + 1e-9) * float(grid) if float(1 / grid) < math.inf else bound


def harder(samples: Samples, than: int, which: Ints) -> NDArray[np.bool_]:
    """Which samples have every floor at least as high, and nobody alive who is dead in the sample `than`.

    Where nothing but floors and lives is uncertain, such a sample has no better deal. Let R be acceptable in it, and
    look at R in the easier one. Results are the same, and so are the conditions that hold; every giver reaches its
    lower floor; a receiver that took part still does, as its gain is above 0 and at least the lower floor, and its
    conditions hold (a frame has no party's `never X to P`, so nobody's taking part stands in another's way, and no
    shares, so it changes nobody's gain). So R is acceptable there with the same releases and givers and a sum of
    gains at least as large: the best of each aim is at least as good.
    """
    found: NDArray[np.bool_] = (samples.floors[which] >= samples.floors[than]).all(axis=1) & (
        samples.living[which] <= samples.living[than]
    ).all(axis=1)
    return found
