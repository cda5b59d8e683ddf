"""What `stable` answers with: plain data, exact numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from glienicke.deals.deal import Aim, Certificate, Deal

Found = Literal["stable", "unstable", "unknown"]


@dataclass(frozen=True, slots=True)
class Block:
    """A group that could do better on its own: its deal, whose parties are the group, and what each had before.

    fewest: no group of fewer parties blocks the same outcome (proven); else it is the first group found.
    """

    deal: Deal
    before: Mapping[str, Fraction]
    fewest: bool = False

    @property
    def parties(self) -> tuple[str, ...]:
        """The group."""
        return tuple(self.deal.parties)

    def better(self, party: str) -> Fraction:
        """By how much a member is better off in the group's deal."""
        return self.deal.parties[party].gain - self.before[party]


@dataclass(frozen=True, slots=True)
class Stability:
    """Whether a group blocks one outcome (a deal, or no deal at all).

    found "stable": no group does, with a certificate (None: one solver says so, and nothing confirmed it).
    "unstable": block says which. "unknown": the limit came first. solver: who found or excluded it.
    """

    found: Found
    block: Block | None = None
    certificate: Certificate | None = None
    seconds: float = 0.0
    solver: str = ""


@dataclass(frozen=True, slots=True)
class BestStable:
    """The best deal for the aim among the stable ones.

    status "deal": it is, proven. "none": every acceptable deal is blocked by one of `blocks`, with a certificate.
    "unknown": the limit came first; `deal` is then the best stable deal found, if any, and no stable deal is beyond
    `bound` (None: not known).
    """

    status: Literal["deal", "none", "unknown"]
    deal: Deal | None
    objective: Fraction | None
    bound: Fraction | None
    stability: Stability | None
    blocks: tuple[Block, ...] = ()
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class StableAnswer:
    """The answer to `stable`.

    status: "stable" or "unstable", of the deal asked about; "none": there is no acceptable deal; "unknown".
    given: the asker named the deal; else it is the best for the aim. objective: what the deal comes to for the aim.
    best: of all deals; best_stable: of the stable ones (None: the deal asked about is stable, or nobody asked).
    nothing: whether a group would leave an outcome without any deal; looked at when no deal is stable.
    """

    status: Literal["stable", "unstable", "none", "unknown"]
    on: dt.date
    aim: Aim
    given: bool
    deal: Deal | None
    objective: Fraction | None
    best: Fraction | None
    stability: Stability | None
    best_stable: BestStable | None
    nothing: Stability | None
    certificate: Certificate | None
    seconds: float
    owed: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
