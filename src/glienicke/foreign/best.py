"""Of many points, those that no other one beats: maxima of vectors, exactly, with equal points counted together.

In: points as limbs, shape (profiles, limbs, points), and how many outcomes each stands for. Out: the places of the
points kept, each vector once, and the outcomes of all points equal to it. Two profiles: sorting and a sweep (Kung,
Luccio and Preparata, "On finding the maxima of a set of vectors", JACM 22, 1975). More: points in the order of
falling sums of ranks, in blocks, each block compared with what was kept before (a point can only be beaten by one
with a larger sum).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from glienicke.foreign.wide import Ints, ranks

BLOCK, KEPT = 512, 2048
"""Points compared at once: of a block, with so many of those kept."""
MANY, STRONG = 20_000, 24
"""Of so many points, those beaten in every coordinate by one of a few strong ones are dropped before sorting."""

Stop = Callable[[], bool]


class Stopped(Exception):
    """Whoever asked wants no more, or the time is over."""


def best(points: Ints, counts: NDArray[Any], stop: Stop) -> tuple[NDArray[np.intp], NDArray[Any]]:
    """Places of the points that no other beats, each vector once, and how many outcomes have that vector."""
    at = _without_plainly_beaten(points)
    if stop():
        raise Stopped
    places, sizes = zip(*(ranks(points[profile][:, at]) for profile in range(points.shape[0])), strict=True)
    table = np.stack(places)
    order = _order(table, sizes)
    table = table[:, order]
    first = np.concatenate([[True], np.any(table[:, 1:] != table[:, :-1], axis=0)])
    starts = np.flatnonzero(first)
    table = table[:, starts]
    summed = np.add.reduceat(counts[at][order], starts)
    kept = _sweep(table) if len(table) <= 2 else _sieve(table, sizes, stop)
    return at[order[starts[kept]]], summed[kept]


def _without_plainly_beaten(points: Ints) -> NDArray[np.intp]:
    """Places left when points beaten in every coordinate's first limb by one of a few strong points are dropped."""
    at = np.arange(points.shape[2])
    if len(at) < MANY:
        return at
    high = points[:, 0]
    low, most = high.min(axis=1), high.max(axis=1)
    span = np.maximum(most.astype(float) - low, 1.0)
    strength = sum((high[p].astype(float) - low[p]) / span[p] for p in range(len(high)))
    for strong in np.argsort(-np.asarray(strength))[:STRONG]:
        point = high[:, strong]
        beaten = high[0][at] < point[0]
        for profile in range(1, len(high)):
            beaten &= high[profile][at] < point[profile]
        at = at[~beaten]
    return at


def _order(table: Ints, sizes: tuple[int, ...]) -> NDArray[np.intp]:
    """Points from the largest first rank down, equal ones side by side."""
    key, room = np.zeros(table.shape[1], np.int64), 1
    for column, size in zip(table, sizes, strict=True):
        key, room = key * size + column, room * size
    if room < 1 << 62:
        return np.argsort(-key, kind="stable")
    return np.lexsort(-table[::-1])


def _sweep(table: Ints) -> NDArray[np.intp]:
    """One or two rows, in falling order: kept is what has a larger last rank than all before it."""
    if table.shape[0] == 1:
        return np.zeros(1, np.intp)
    highest = np.maximum.accumulate(table[1])
    return np.flatnonzero(np.concatenate([[True], table[1][1:] > highest[:-1]]))


def _sieve(table: Ints, sizes: tuple[int, ...], stop: Stop) -> NDArray[np.intp]:
    """Three rows or more, all points different."""
    sums = np.zeros(table.shape[1])
    for column, size in zip(table, sizes, strict=True):
        sums += column / size
    # Rounding cannot put a beaten point first: no term of its sum is larger, and of equal sums ranks decide.
    order = np.lexsort((*-table, -sums))
    narrow = table[:, order].astype(np.uint16 if max(sizes) <= 1 << 16 else np.int32)
    kept = np.empty_like(narrow)
    places, number = [], 0
    for start in range(0, narrow.shape[1], BLOCK):
        if stop():
            raise Stopped
        block = narrow[:, start : start + BLOCK]
        alive = np.arange(block.shape[1])
        for low in range(0, number, KEPT):
            alive = alive[~_beaten(block[:, alive], kept[:, low : min(number, low + KEPT)])]
            if not len(alive):
                break
        else:
            among = block[:, alive]
            alive = alive[~_beaten(among, among, itself=True)]
            kept[:, number : number + len(alive)] = block[:, alive]
            number += len(alive)
            places.append(start + alive)
    return np.sort(order[np.concatenate(places)])


def _beaten(points: NDArray[Any], by: NDArray[Any], *, itself: bool = False) -> NDArray[np.bool_]:
    """Which points some column of `by` reaches in every row; itself: the points are among them, and all different."""
    reached = by[0][:, None] >= points[0]
    for row in range(1, len(points)):
        reached &= by[row][:, None] >= points[row]
    if itself:
        return np.asarray(reached.sum(axis=0) > 1)
    return np.asarray(reached.any(axis=0))
