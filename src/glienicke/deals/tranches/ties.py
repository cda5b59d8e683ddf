"""Of orders that are equally good: fewer steps, then the one that lets the first in the file go first."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from glienicke.deals.solve import Limits, Outcome, left, with_cpsat
from glienicke.deals.tranches.rows import Layout

WEIGHT = 1 << 30
"""So many cases are told apart in one objective."""

SOLVES = 60
"""Above so many objectives the order in the file is not looked at."""


@dataclass(slots=True)
class Digit:
    """How many of the first so many of a kind have gone by a step; the more the better, earlier digits first."""

    column: int
    radix: int


def fewest_steps(layout: Layout, limits: Limits, hint: list[int]) -> Outcome:
    """As few steps as can be."""
    return with_cpsat(layout.program, dict.fromkeys(layout.used, -1), limits, hint)


def first_in_file(layout: Layout, limits: Limits, start: float) -> list[int] | None:
    """Of all solutions the one in which the first release, in file order, on which they differ goes in an earlier step.

    None: too many to tell apart, or too long. Adds columns to the program.
    """
    blocks, size = [list[Digit]()], 1
    for digit in _digits(layout):
        if size * digit.radix > WEIGHT:
            blocks.append([])
            size = 1
        blocks[-1].append(digit)
        size *= digit.radix
    if len(blocks) > SOLVES:
        return None
    values: list[int] | None = None
    limits = replace(limits, progress=None)
    for block in blocks:
        weights, weight = dict[int, int](), 1
        for digit in reversed(block):
            weights[digit.column], weight = weight, weight * digit.radix
        outcome = with_cpsat(layout.program, weights, replace(limits, seconds=left(limits, start)), values)
        if outcome.found != "best" or outcome.values is None:
            return None
        values = outcome.values
        for digit in block:
            layout.program.low[digit.column] = values[digit.column]
    return values


def _digits(layout: Layout) -> list[Digit]:
    program, digits = layout.program, list[Digit]()
    for kind, number in _runs(layout):
        tied = layout.goods.kinds[kind].tie >= 0
        size = layout.goods.kinds[kind].size
        for column in layout.gone[kind][:-1]:
            top = 1 if tied else number
            digit = program.column(0, top)
            program.add((column, digit), (1, -(size if tied else 1)), 0)
            digits.append(Digit(digit, top + 1))
    return digits


def _runs(layout: Layout) -> list[tuple[int, int]]:
    """In file order: up to how many of which kind. Of a tie only its first counts, since all go with it."""
    goods = layout.goods
    kind_of = {id: k for k, kind in enumerate(goods.kinds) for id in kind.ids}
    seen: dict[int, int] = {}
    ties: set[int] = set()
    runs: list[tuple[int, int]] = []
    for id in goods.places:
        kind = kind_of[id]
        tie = goods.kinds[kind].tie
        if tie >= 0 and tie in ties:
            continue
        ties.add(tie)
        seen[kind] = seen.get(kind, 0) + 1
        if runs and runs[-1][0] == kind:
            runs.pop()
        runs.append((kind, seen[kind]))
    return runs


def digits_needed(layout: Layout) -> int:
    """How many cases there are to tell apart, as a power of two."""
    return sum(math.ceil(math.log2(number + 1)) for _, number in _runs(layout)) * (layout.steps - 1)
