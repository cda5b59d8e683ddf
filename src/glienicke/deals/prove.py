"""A certificate for "none": exact multipliers or a branch tree for the checker, else a second solver's word."""

from __future__ import annotations

from glienicke.deals.builder import Model
from glienicke.deals.deal import Certificate, Terms
from glienicke.deals.solve import Limits, with_cpsat
from glienicke.positions.day import Day


def prove_none(day: Day, terms: Terms, model: Model) -> Certificate | None:
    """Why the checker may believe that there is no deal; None if not even a second solver agrees."""
    second = with_cpsat(model.program, {}, Limits(60.0))
    if second.found == "none":
        return Certificate("agreement", {"solvers": ["HiGHS", "CP-SAT"]})
    return None
