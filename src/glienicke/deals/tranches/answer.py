"""What `tranches` answers with: plain data, exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from glienicke.deals.check.fault import Fault
from glienicke.deals.check.tranches import Course, Normalise, Steps, Within
from glienicke.deals.deal import Deal

Status = Literal["plan", "none", "unknown", "refused"]


@dataclass(frozen=True, slots=True)
class Order:
    """Steps, how exposed they leave each party, and by what they break what was asked (empty: they keep to it).

    worst and total: the largest and the sum of the parties' largest exposures, each divided by the yardstick asked for.
    """

    steps: Steps
    course: Course
    worst: Fraction
    total: Fraction
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Tranches:
    """The answer to `tranches`.

    Status "plan": `plan` has the lowest worst exposure there is, proven. "none": no order keeps to what was asked.
    "unknown": the limit came first; plan is the best so far, bound what no order can go below, where known. "refused":
    the deal is not acceptable, or the question makes no sense; faults say why. proof: how far the verdict can be
    believed without trusting the solver. ties: how far equally good orders were told apart. at_once and in_turn: the
    naive orders, one step for all and man for man.
    """

    status: Status
    deal: Deal
    within: Within
    normalise: Normalise
    plan: Order | None = None
    bound: Fraction | None = None
    proof: str = ""
    ties: str = ""
    solver: str = ""
    seconds: float = 0.0
    at_once: Order | None = None
    in_turn: Order | None = None
    faults: tuple[Fault, ...] = ()
