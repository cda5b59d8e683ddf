"""The smallest clashes: sets of members that cannot hold together and from which none can be dropped.

Method: implicit hitting sets (Ignatiev, Previti, Liffiton, Marques-Silva, "Smallest MUS extraction with minimal
hitting set dualization", CP 2015): a smallest set that hits every correction set known is tried; if it cannot hold,
it is a smallest clash; if it can, what does not hold with it is a new correction set. A clash found is forbidden and
the search goes on, so that clashes come out smallest first, each irreducible. On large cases a clash is first shrunk
from the multipliers of a linear relaxation, so that there is an answer even if the smallest takes too long.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import highspy
import numpy as np
from ortools.sat.python import cp_model

from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Program
from glienicke.deals.solve import FEW, WIDEST, Limits, ask, cpsat_solver, left, run_cpsat, to_cpsat, to_highs

Members = frozenset[int]


TINY = 100
"""Above so many columns a clash is shrunk first, so that the search for the smallest has something to fall back on."""

GLANCE_S = 1.5
"""How long a large case is searched for a good correction set, before any will do."""


class Stuck(Exception):
    """A solve ended without an answer in the time allowed."""


@dataclass(frozen=True, slots=True)
class Clash:
    """An irreducible clash; smallest: proven to be among the smallest not listed before it."""

    members: Members
    smallest: bool


def clashes(model: Model, limits: Limits) -> Iterator[Clash]:
    """Irreducible clashes, smallest first, ties in file order. Raises Stuck at the limit.

    At the limit, a clash that is irreducible but not known to be smallest comes out if nothing else did.
    """
    oracle = Oracle(model.program, limits)
    hitting = _Hitting(oracle.members)
    spare: Members | None = None
    if len(model.program.low) > TINY:
        spare, corrections = _shrunk(oracle)
        if spare is None:
            return
        for met in corrections:
            hitting.hit(met)
    found = False
    try:
        while (chosen := hitting.smallest()) is not None:
            correction = oracle.correction(chosen)
            if correction is None:
                found = True
                yield Clash(chosen, True)
                hitting.forbid(chosen)
            elif not correction:
                return  # everything holds together: there is a deal
            else:
                hitting.hit(correction)
    except Stuck:
        if spare is not None and not found:
            yield Clash(spare, False)
        raise


def _shrunk(oracle: Oracle) -> tuple[Members | None, list[Members]]:
    """One irreducible clash, by leaving out member after member, and the correction sets met on the way."""
    corrections: list[Members] = []
    if oracle.correction(oracle.members) is not None:
        return None, corrections
    core = oracle.relaxed_core(oracle.members) or oracle.members
    for member in sorted(core):
        if member not in core:
            continue
        rest = core - {member}
        smaller = oracle.relaxed_core(rest)
        if smaller is not None:
            core = smaller
            continue
        correction = oracle.correction(rest)
        if correction is not None:
            corrections.append(correction)
        else:
            core = rest
    return core, corrections


@dataclass(slots=True)
class _Relaxed:
    """The linear relaxation, whose rows can be switched off."""

    highs: highspy.Highs
    lows: Any
    member_of: Any


@dataclass(slots=True)
class Oracle:
    """Says whether chosen members can hold together, everything else taken away."""

    program: Program
    limits: Limits
    start: float = field(default_factory=time.monotonic)
    members: Members = frozenset()
    _relaxed: _Relaxed | None = None

    def __post_init__(self) -> None:
        self.members = frozenset(row.member for row in self.program.rows if row.member >= 0)

    def correction(self, chosen: Members) -> Members | None:
        """Members that a deal which keeps the chosen ones breaks, as few as is easily found; None: they clash."""
        remains = self._remains()
        if len(self.program.low) <= FEW:
            return self._fewest(chosen, remains)
        if self.relaxed_core(chosen) is not None:
            return None
        try:
            return self._fewest(chosen, replace(remains, seconds=min(GLANCE_S, remains.seconds or GLANCE_S)))
        except Stuck:
            pass
        kept = [row for row in self.program.rows if row.member < 0 or row.member in chosen]
        outcome = ask(replace(self.program, rows=kept), {}, remains)
        if outcome.found == "none":
            return None
        if outcome.values is None:
            raise Stuck
        broken = {self.program.rows[i].member for i in self.program.faults(outcome.values)}
        return frozenset(broken - chosen - {-1})

    def _fewest(self, chosen: Members, limits: Limits) -> Members | None:
        if self.program.width({}) > WIDEST:
            raise Stuck
        model, _, switches = to_cpsat(self.program, switched=True)
        for member in sorted(chosen):
            model.add(switches[member] == 1)
        loose = sorted(self.members - chosen)
        model.maximize(sum(switches[m] for m in loose))
        solver = cpsat_solver(limits)
        status = run_cpsat(solver, model, limits)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Stuck
        return frozenset(m for m in loose if not solver.boolean_value(switches[m]))

    def relaxed_core(self, chosen: Members) -> Members | None:
        """Some of the chosen that clash even in the linear relaxation (by a Farkas ray); None: it does not say."""
        relaxed = self._relaxed = self._relaxed or _relax(self.program)
        core = relaxed_ray(relaxed, chosen, self._remains())
        if core is None:
            return None
        again = relaxed_ray(relaxed, core, self._remains())
        return chosen if again is None else again if again < core else core

    def _remains(self) -> Limits:
        seconds = left(self.limits, self.start)
        if seconds == 0 or self.limits.stop.is_set():
            raise Stuck
        return Limits(seconds, stop=self.limits.stop)


def _relax(program: Program) -> _Relaxed:
    lp = to_highs(program, {})
    lows = np.array(lp.row_lower_)
    lp.integrality_ = []
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("presolve", "off")  # so that an infeasible one leaves its ray
    highs.setOptionValue("solver", "simplex")
    highs.passModel(lp)
    return _Relaxed(highs, lows, np.array([row.member for row in program.rows]))


def relaxed_ray(relaxed: _Relaxed, chosen: Members, limits: Limits) -> Members | None:
    """Members with weight in a proof that the relaxation with the chosen members has no point."""
    on = np.isin(relaxed.member_of, [-1, *chosen])
    lows = np.where(on, relaxed.lows, -highspy.kHighsInf)
    count = len(lows)
    relaxed.highs.changeRowsBounds(count, np.arange(count, dtype=np.int32), lows, np.full(count, highspy.kHighsInf))
    if limits.seconds is not None:
        relaxed.highs.setOptionValue("time_limit", relaxed.highs.getRunTime() + limits.seconds)
    relaxed.highs.run()
    if relaxed.highs.getModelStatus() != highspy.HighsModelStatus.kInfeasible:
        return None
    _, has_ray, ray = relaxed.highs.getDualRay()
    if not has_ray:
        return chosen
    weighty = np.abs(np.array(ray)) > 1e-9
    return frozenset(int(m) for m in np.unique(relaxed.member_of[weighty & on]) if m >= 0)


class _Hitting:
    """Smallest sets of members that hit all correction sets and contain no clash already found."""

    def __init__(self, members: Members) -> None:
        self.model: Any = cp_model.CpModel()
        self.pick = {m: self.model.new_bool_var("") for m in sorted(members)}
        weight = len(members) ** 2 + 1
        self.model.minimize(sum((weight + rank) * flag for rank, flag in enumerate(self.pick.values())))

    def hit(self, correction: Members) -> None:
        self.model.add_bool_or([self.pick[m] for m in sorted(correction)])

    def forbid(self, clash: Members) -> None:
        self.model.add_bool_or([self.pick[m].negated() for m in sorted(clash)])

    def smallest(self) -> Members | None:
        solver = cpsat_solver(Limits())
        if solver.solve(self.model) != cp_model.OPTIMAL:
            return None
        return frozenset(m for m, flag in self.pick.items() if solver.boolean_value(flag))
