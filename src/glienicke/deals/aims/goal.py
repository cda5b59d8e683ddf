"""What an aim is to `find`: how a deal is valued, and how the best values are reached in a model."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Objective, Row
from glienicke.deals.solve import Limits, Outcome
from glienicke.positions.day import Day

Value = tuple[Fraction, ...]
"""What a deal is worth to an aim: compared from the first on, larger is better."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a search for an aim came in a model.

    outcome: found "best" (proven within the gap), "none" (no solution, or none better than what was known) or
    "unknown". promised: what the rows promise of the best releases. bound: nothing is above it, in the aim's own
    unit (of `fair` the first level). hold: adds rows to a model so that only what is as good is left; None: ties
    cannot be looked at. agreed: the second solver that found nothing better, if one was asked. gap: the largest of
    several, where one bound does not tell.
    """

    outcome: Outcome
    values: list[int] | None
    promised: Value
    bound: Fraction | None
    hold: Callable[[Model], None] | None = None
    agreed: str = ""
    gap: Fraction | None = None


class Goal(Protocol):
    """An aim of one question, ready to be sought."""

    @property
    def aim(self) -> Aim: ...

    @property
    def breaks(self) -> tuple[Aim, ...]:
        """What decides between equally good deals, in order."""

    def value(self, deal: Deal) -> Value:
        """What the aim makes of a deal, ties left out."""

    def objective(self, deal: Deal) -> Fraction:
        """The one number to show for a deal."""

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        """What the aim compares, by party; nothing: it compares no parties."""

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        """What no deal may do if this one is the best; nothing: there is no way to prove that in fractions."""

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        """Search the model. known: the best deal so far."""


def worth_of(deal: Deal, aim: Aim) -> Fraction:
    """What a deal comes to for one of the plain aims, in its own unit."""
    match aim:
        case "gain":
            return sum((part.gain for part in deal.parties.values()), Fraction(0))
        case "freed":
            return Fraction(len(deal.released))
        case "fewest":
            return Fraction(sum(bool(part.gives) for part in deal.parties.values()))
        case _:
            raise ValueError(f"{aim} is no plain aim")


def signed_worth(deal: Deal, aim: Aim) -> Fraction:
    """The same so that larger is better."""
    return -worth_of(deal, aim) if aim == "fewest" else worth_of(deal, aim)


def objective_of(model: Model, aim: Aim) -> dict[int, int]:
    """A plain aim as whole-numbered weights of columns, to be maximised."""
    match aim:
        case "gain":
            unit = unit_of(model, "gain")
            return {seat.gain: unit // seat.gain_unit for seat in model.seats.values()}
        case "freed":
            return {col: 1 for col, kind in enumerate(model.kinds) if kind.people}
        case "fewest":
            return {seat.gives: -1 for seat in model.seats.values()}
        case _:
            raise ValueError(f"{aim} is no plain aim")


def unit_of(model: Model, aim: Aim) -> int:
    """One unit of a plain aim in its objective's whole numbers."""
    return math.lcm(*(seat.gain_unit for seat in model.seats.values())) if aim == "gain" else 1


def hold(weights: Objective, value: int) -> Row:
    """A row: the objective does not fall below this."""
    return Row(tuple(weights), tuple(weights.values()), value, (), 0, -1)


def gap_of(bound: Fraction, objective: Fraction) -> Fraction:
    """How far the bound is from the objective: |bound - objective| / max(1, |objective|)."""
    return abs(bound - objective) / max(Fraction(1), abs(objective))
