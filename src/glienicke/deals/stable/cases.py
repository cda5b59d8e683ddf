"""Proofs that every deal is blocked by one of some groups' deals, case by case.

Of each group somebody must have at least what the group's deal gives it; the cases say who. In each case the checker's
rows of the day, with these floors, have no point.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glienicke.deals.check.blocking import reaching_rows
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.solve import Limits
from glienicke.deals.stable.candidates import Search
from glienicke.positions.day import Day

CASES_MAX = 300
LEAVES_MAX = 60
PROVABLE = 400
"""Above so many releases such a proof is not tried."""


def case_tree(day: Day, terms: Terms, blocks: Sequence[Deal], limits: Limits) -> dict[str, Any] | None:
    """The proof as `check.blocking.verify_none_stable` reads it; None if none was found within the limits."""
    if len(day.people) + len(day.considerations) > PROVABLE:
        return None
    until = time.monotonic() + (limits.seconds if limits.seconds is not None else 1e9)
    return _Cases(day, terms, blocks, until, limits).node({})


@dataclass(slots=True)
class _Cases:
    day: Day
    terms: Terms
    blocks: Sequence[Deal]
    until: float
    limits: Limits
    left: int = CASES_MAX

    def node(self, least: Mapping[str, Fraction]) -> dict[str, Any] | None:
        if self.left <= 0 or time.monotonic() > self.until:
            return None
        self.left -= 1
        rows, box = reaching_rows(self.day, least, self.terms)
        search = Search(rows, lambda _: False, self.until, LEAVES_MAX, self.limits.stop.is_set)
        tree = search.run(box)
        if tree is not None:
            return {"proof": tree}
        open_ones = [number for number, block in enumerate(self.blocks) if not _decided(block, least)]
        if not open_ones:
            return None
        number = min(open_ones, key=lambda n: len(self.blocks[n].parties))
        of: dict[str, Any] = {}
        for party, part in self.blocks[number].parties.items():
            inner = self.node({**least, party: max(part.gain, least.get(party, part.gain))})
            if inner is None:
                return None
            of[party] = inner
        return {"block": number, "of": of}


def _decided(block: Deal, least: Mapping[str, Fraction]) -> bool:
    """Whether somebody of the group has no less than in its deal."""
    return any(party in least and least[party] >= part.gain for party, part in block.parties.items())
