"""The plain aims: the sum of gains, the number freed, the fewest who give, one party's surplus: one objective each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.aims.goal import Reached, Value, hold, objective_of, signed_worth, unit_of, worth_of
from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Objective, Program
from glienicke.deals.solve import Limits, Outcome, Progress, solve, with_cpsat
from glienicke.positions.day import Day

SMALL = 400
"""Up to so many columns of releases ties are broken to the last and a second solver is asked to agree."""

BREAKS: dict[Aim, tuple[Aim, ...]] = {
    "gain": ("freed", "fewest"),
    "freed": ("gain", "fewest"),
    "fewest": ("gain", "freed"),
}


@dataclass(frozen=True, slots=True)
class Plain:
    """`gain`, `freed` or `fewest`."""

    aim: Aim

    @property
    def breaks(self) -> tuple[Aim, ...]:
        return BREAKS[self.aim]

    def value(self, deal: Deal) -> Value:
        return (signed_worth(deal, self.aim),)

    def objective(self, deal: Deal) -> Fraction:
        return worth_of(deal, self.aim)

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        return {}

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        match self.aim:
            case "gain" | "freed" | "fewest":
                return (Claim(self.aim, self.objective(deal)),)
            case _:
                return ()

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        sign = -1 if self.aim == "fewest" else 1
        weights, unit = objective_of(model, self.aim), unit_of(model, self.aim)
        found = reach(model, weights, unit, replace(limits, progress=scaled(limits.progress, sign * unit)), ties=ties)
        if found.hold is not None:

            def held(other: Model) -> None:
                other.program.rows.append(hold(objective_of(other, self.aim), int(found.promised[0] * unit)))

            found = replace(found, hold=held)
        return replace(found, bound=None if found.bound is None else sign * found.bound)


@dataclass(frozen=True, slots=True)
class OneSurplus:
    """The largest surplus of one party: its ideal. Asked by `fair`; not an aim of users."""

    party: str
    aim: Aim = "gain"
    breaks: tuple[Aim, ...] = ()

    def value(self, deal: Deal) -> Value:
        return (self.objective(deal),)

    def objective(self, deal: Deal) -> Fraction:
        part = deal.parties.get(self.party)
        return part.gain - part.floor if part is not None else Fraction(0)

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        return {}

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        return (Claim("surplus", self.objective(deal), self.party),)

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        seat = model.seats[self.party]
        weights = {seat.gain: 1, seat.takes_part: -seat.floor}
        return replace(reach(model, weights, seat.gain_unit, limits, head_start=0.5), hold=None)


def reach(
    model: Model, weights: Objective, unit: int, limits: Limits, *, ties: bool = False, head_start: float = 20.0
) -> Reached:
    """The largest value of one objective; ties: also ask a second solver whether there is something better."""
    first, agreed = solve(model.program, weights, limits, head_start=head_start), ""
    if first.values is None:
        return Reached(first, None, (), None if first.bound is None else Fraction(first.bound, unit))
    proven = first.found == "best" and first.bound == first.objective
    if ties and proven and len(model.kinds) <= SMALL:
        first, agreed = _second_opinion(model.program, weights, first, limits)
    bound = None if first.bound is None else Fraction(first.bound, unit)
    promised = (Fraction(first.objective or 0, unit),)
    return Reached(first, first.values, promised, bound, (lambda _: None) if proven else None, agreed)


def scaled(progress: Progress | None, unit: int) -> Progress | None:
    """A progress line in the aim's units."""
    if progress is None:
        return None

    def tell(seconds: float, best: float | None, bound: float | None) -> None:
        progress(seconds, None if best is None else best / unit, None if bound is None else bound / unit)

    return tell


def _second_opinion(program: Program, objective: Objective, first: Outcome, limits: Limits) -> tuple[Outcome, str]:
    """CP-SAT is asked for something better: it should find nothing."""
    if first.solver == "CP-SAT":
        return first, ""
    program.rows.append(hold(objective, (first.objective or 0) + 1))
    better = with_cpsat(program, objective, replace(limits, gap=0.0, progress=None))
    program.rows.pop()
    if better.values is not None:
        return better, ""
    return first, "CP-SAT" if better.found == "none" else ""
