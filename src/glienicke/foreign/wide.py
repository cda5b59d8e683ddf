"""Whole numbers of any width in numpy, exact: limbs of 60 bits in int64, the highest first.

A number is hi * 2^60 + lo with 0 <= lo < 2^60 (and so on for more limbs), so that only the first limb has a sign and
numbers compare limb by limb. Arrays have the shape (limbs, numbers). What fits int64 has one limb and costs nothing
extra.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

BITS = 60
MASK = (1 << BITS) - 1
Ints = NDArray[np.int64]


def limbs_for(largest: int) -> int:
    """How many limbs hold every whole number up to this size, either sign."""
    limbs = 1
    while largest >> (BITS * (limbs - 1) + 62):
        limbs += 1
    return limbs


def split(numbers: Sequence[int], limbs: int) -> Ints:
    """Whole numbers as limbs."""
    made = np.empty((limbs, len(numbers)), np.int64)
    made[0] = [number >> (BITS * (limbs - 1)) for number in numbers]
    for limb in range(1, limbs):
        shift = BITS * (limbs - 1 - limb)
        made[limb] = [(number >> shift) & MASK for number in numbers]
    return made


def join(array: Ints) -> NDArray[Any]:
    """Limbs as Python's whole numbers, in an object array."""
    whole: NDArray[Any] = array[0].astype(object)
    for limb in array[1:]:
        whole = (whole << BITS) + limb.astype(object)
    return whole


def carry(array: Ints) -> Ints:
    """Bring every limb but the first back below 2^60; in place."""
    for limb in range(array.shape[0] - 1, 0, -1):
        array[limb - 1] += array[limb] >> BITS
        array[limb] &= MASK
    return array


def ranks(array: Ints) -> tuple[Ints, int]:
    """Each number's place among the different ones, the least 0; and how many different ones there are."""
    if array.shape[0] == 1:
        different, places = np.unique(array[0], return_inverse=True)
        return places.astype(np.int64, copy=False), len(different)
    order = np.lexsort(array[::-1])
    ordered = array[:, order]
    steps = np.concatenate([[0], np.any(ordered[:, 1:] != ordered[:, :-1], axis=0).cumsum()])
    places = np.empty(len(order), np.int64)
    places[order] = steps
    return places, int(steps[-1]) + 1
