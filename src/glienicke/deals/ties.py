"""Costs that decide every tie by the order of the file, so that answers come in the same order on every machine."""

from __future__ import annotations

from collections.abc import Sequence

EXACT = 1 << 40
"""Objectives up to here are counted in ones by a solver that works in floats, its tolerances included."""


def in_file_order(costs: Sequence[int]) -> list[int]:
    """Costs scaled so that, of two sets of equal cost and size, the one with the first item they differ on is cheaper.

    Where that would take too large numbers, the set whose items stand earlier in sum is cheaper, and ties can remain.
    """
    count = len(costs)
    width = 1 << count
    if count < 53 and sum(costs) * (count * width + 1) + count * width < EXACT:
        return [cost * (count * width + 1) + width - (1 << (count - 1 - rank)) for rank, cost in enumerate(costs)]
    return [cost * (count * count + 1) + rank for rank, cost in enumerate(costs)]
