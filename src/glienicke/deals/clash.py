"""The smallest clashes: sets of members that cannot hold together and from which none can be dropped.

Method: implicit hitting sets (Ignatiev, Previti, Liffiton, Marques-Silva, "Smallest MUS extraction with minimal
hitting set dualization", CP 2015): a smallest set that hits every correction set known is tried; if it cannot hold,
it is a smallest clash; if it can, the largest part of everything that can hold with it gives a new correction set.
A clash found is forbidden and the search goes on, so that clashes come out smallest first, each irreducible.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ortools.sat.python import cp_model

from glienicke.deals.builder import Model
from glienicke.deals.solve import Limits, cpsat_solver, left, run_cpsat, to_cpsat


class Stuck(Exception):
    """A solve ended without an answer in the time allowed."""


class Oracle:
    """Says whether chosen members can hold together, everything else taken away."""

    def __init__(self, model: Model, limits: Limits) -> None:
        self.limits, self.start = limits, time.monotonic()
        self.model, _, self.switches = to_cpsat(model.program, {})
        self.members = frozenset(self.switches)

    def correction(self, chosen: frozenset[int]) -> frozenset[int] | None:
        """A smallest set of members to drop so that the rest, chosen ones included, can hold; None: they clash."""
        model = self.model.clone()
        fixed = [self.switches[m] for m in chosen]
        model.add_bool_and([model.get_bool_var_from_proto_index(lit.index) for lit in fixed])
        loose = sorted(self.members - chosen)
        model.maximize(sum(model.get_bool_var_from_proto_index(self.switches[m].index) for m in loose))
        solver = self._solver()
        status = run_cpsat(solver, model, self.limits)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Stuck
        return frozenset(m for m in loose if not solver.boolean_value(self.switches[m]))

    def _solver(self) -> cp_model.CpSolver:
        remains = left(self.limits, self.start)
        if remains == 0 or self.limits.stop.is_set():
            raise Stuck
        return cpsat_solver(Limits(remains))


def clashes(model: Model, limits: Limits) -> Iterator[frozenset[int]]:
    """Irreducible clashes as sets of member indices, smallest first, ties in file order. Raises Stuck at the limit."""
    oracle = Oracle(model, limits)
    hitting = _Hitting(oracle.members)
    while True:
        chosen = hitting.smallest()
        if chosen is None:
            return
        correction = oracle.correction(chosen)
        if correction is None:
            yield chosen
            hitting.forbid(chosen)
        elif not correction:
            return  # everything holds together: there is a deal
        else:
            hitting.hit(correction)


class _Hitting:
    """Smallest sets of members that hit all correction sets and contain no clash already found."""

    def __init__(self, members: frozenset[int]) -> None:
        self.model: Any = cp_model.CpModel()
        self.pick = {m: self.model.new_bool_var("") for m in sorted(members)}
        weight = len(members) ** 2 + 1
        self.model.minimize(sum((weight + rank) * flag for rank, flag in enumerate(self.pick.values())))

    def hit(self, correction: frozenset[int]) -> None:
        self.model.add_bool_or([self.pick[m] for m in sorted(correction)])

    def forbid(self, clash: frozenset[int]) -> None:
        self.model.add_bool_or([self.pick[m].negated() for m in sorted(clash)])

    def smallest(self) -> frozenset[int] | None:
        solver = cpsat_solver(Limits())
        if solver.solve(self.model) != cp_model.OPTIMAL:
            return None
        return frozenset(m for m, flag in self.pick.items() if solver.boolean_value(flag))
