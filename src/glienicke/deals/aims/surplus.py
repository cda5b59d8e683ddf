"""Surplus: a party's gain above its floor, and what surpluses are measured by to be compared.

A party that takes no part has a surplus of 0. Interpersonal comparison needs a choice: `ideal` divides each party's
surplus by the largest it could reach in any acceptable deal (its ideal point; Kalai and Smorodinsky 1975), so that a
change of a party's scale changes nothing; `none` compares surpluses as the worths stand in the case.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from glienicke.deals.aims.goal import Value
from glienicke.deals.deal import Deal
from glienicke.deals.rows.builder import Seat

Normalise = Literal["ideal", "none"]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """By what each compared party's surplus is divided. A party that no deal can give a surplus is not compared."""

    normalise: Normalise
    by: Mapping[str, Fraction]

    def of(self, party: str, surplus: Fraction) -> Fraction:
        """The surplus as compared."""
        return surplus / self.by[party]

    def levels(self, deal: Deal | None) -> Value:
        """All compared surpluses of a deal, the least first."""
        return tuple(sorted(self.of(p, surplus(deal, p)) for p in self.by))

    def units(self, seat: Seat, level: Fraction, *, above: bool = False) -> int:
        """The least surplus in the seat's units that is at least (above: more than) the level."""
        wanted = level * self.by[seat.party] * seat.gain_unit
        return math.floor(wanted) + 1 if above else math.ceil(wanted)


def surplus(deal: Deal | None, party: str) -> Fraction:
    """A party's gain above its floor; 0 if it takes no part."""
    part = deal.parties.get(party) if deal else None
    return part.gain - part.floor if part is not None else Fraction(0)


def surplus_of(seat: Seat, values: list[int]) -> int:
    """A solution's surplus of a seat, in the seat's units."""
    return values[seat.gain] - seat.floor * values[seat.takes_part]
