"""HiGHS and CP-SAT behind one function: a program and an objective in, whole numbers and a bound out."""

from glienicke.deals.solve.both import FEW, ask, solve
from glienicke.deals.solve.cpsat import WIDEST, cpsat_solver, run_cpsat, to_cpsat, with_cpsat
from glienicke.deals.solve.highs import Relaxation, to_highs, with_highs
from glienicke.deals.solve.limits import Found, Limits, Outcome, Progress, left

__all__ = [
    "FEW",
    "WIDEST",
    "Found",
    "Limits",
    "Outcome",
    "Progress",
    "Relaxation",
    "ask",
    "cpsat_solver",
    "left",
    "run_cpsat",
    "solve",
    "to_cpsat",
    "to_highs",
    "with_cpsat",
    "with_highs",
]
