"""What the engine answers with: deals, answers, certificates. Plain data, exact numbers, JSON both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Status = Literal["deal", "none", "unknown"]
Aim = Literal["gain", "freed", "fewest", "fair", "nash"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a question asks of every deal besides the positions.

    want: people who must be among the released. cautious: ranges count at their worse end (low worth, high cost
    and floor), not at the middle. settled: open consents and legal steps block. trade_owed: people whose release
    the law owes may be part of a deal (logged as an override).
    """

    want: tuple[str, ...] = ()
    cautious: bool = False
    settled: bool = False
    trade_owed: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """One person released: by whom, to whom (None: nobody named), with how many minors."""

    id: str
    giver: str
    to: str | None
    minors: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What a deal is to one party that takes part. gain and floor in the party's own worths."""

    gain: Fraction
    floor: Fraction
    gets: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deal:
    """What is released, who takes part, what it is to each, and what is still needed.

    needs: legal steps and consents that are open, as (person, "consent" or step). hurt: bystanders the
    deal leaves worse off, with by how much (below 0).
    """

    released: tuple[Release, ...]
    considerations: tuple[str, ...]
    parties: Mapping[str, Part]
    needs: tuple[tuple[str, str], ...] = ()
    hurt: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def items(self) -> frozenset[str]:
        """Ids of everybody and everything released."""
        return frozenset(r.id for r in self.released) | frozenset(self.considerations)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What lets someone else check a "none" without trusting the solver.

    method "farkas": exact multipliers of rows that the checker derives itself; "tree": branches with such
    leaves; "agreement": two solvers say the same, and nothing more. body is JSON-ready.
    """

    method: Literal["farkas", "tree", "agreement"]
    body: Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to `find`. objective, bound and gap are in the aim's own unit.

    Of `fair` these are of the least surplus, the gap the largest of all levels; of `nash` of the product of surpluses.
    normalise: by what `fair` divided the surpluses, else "". measured: the surpluses that `fair` (divided) and `nash`
    compare, by party.
    """

    status: Status
    on: dt.date
    aim: Aim
    deal: Deal | None
    objective: Fraction | None
    bound: Fraction | None
    gap: Fraction | None
    seconds: float
    solver: str = ""
    ties: str = ""
    certificate: Certificate | None = None
    owed: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    normalise: str = ""
    measured: Mapping[str, Fraction] = field(default_factory=dict)
