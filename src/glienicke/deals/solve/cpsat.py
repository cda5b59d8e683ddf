"""OR-Tools CP-SAT: the same programs, exact in whole numbers."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from glienicke.deals.rows.program import Objective, Program
from glienicke.deals.solve.limits import Found, Limits, Outcome, value_of

WIDEST = 1 << 61
"""Numbers up to here the solver adds up without overflow."""


def to_cpsat(program: Program, *, switched: bool = False) -> tuple[Any, list[Any], dict[int, Any]]:
    """The program for CP-SAT: model, columns, and (if switched) for every member a literal that turns its rows on."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(lo, hi, "") for lo, hi in zip(program.low, program.high, strict=True)]
    switches: dict[int, Any] = {}
    booleans: dict[int, Any] = {}

    def literal(col: int, want: int) -> Any:
        if col not in booleans:
            flag = model.new_bool_var("")
            model.add(columns[col] == flag)
            booleans[col] = flag
        return booleans[col] if want else booleans[col].negated()

    for row in program.rows:
        constraint = model.add_linear_constraint(
            cp_model.LinearExpr.weighted_sum([columns[c] for c in row.cols], list(row.vals)), row.lo, cp_model.INT_MAX
        )
        lits = [literal(c, v) for c, v in row.lits]
        if switched and row.member >= 0:
            if row.member not in switches:
                switches[row.member] = model.new_bool_var("")
            lits.append(switches[row.member])
        if lits:
            constraint.only_enforce_if(lits)
    return model, columns, switches


def with_cpsat(program: Program, objective: Objective, limits: Limits, hint: Sequence[int] | None = None) -> Outcome:
    """Maximise with CP-SAT, exact in whole numbers."""
    start = time.monotonic()
    if program.is_empty():
        return Outcome("none", None, None, None, 0.0, "CP-SAT")
    if program.width(objective) > WIDEST:
        return Outcome("unknown", None, None, None, 0.0, "CP-SAT")
    model, columns, _ = to_cpsat(program)
    if objective:
        model.maximize(
            cp_model.LinearExpr.weighted_sum([columns[c] for c in objective], [objective[c] for c in objective])
        )
    if hint is not None:
        for column, value in zip(columns, hint, strict=True):
            model.add_hint(column, value)
    solver = cpsat_solver(limits)
    status = run_cpsat(solver, model, limits, _Listener(limits, start))
    seconds = time.monotonic() - start
    if status == cp_model.INFEASIBLE:
        return Outcome("none", None, None, None, seconds, "CP-SAT")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome("unknown", None, None, None, seconds, "CP-SAT")
    values = [solver.value(column) for column in columns]
    got = value_of(objective, values)
    bound = math.floor(solver.best_objective_bound + 1e-6) if objective else got
    found: Found = "best" if status == cp_model.OPTIMAL else "unknown"
    return Outcome(
        found, values, got, got if found == "best" and not limits.gap else max(bound, got), seconds, "CP-SAT"
    )


def run_cpsat(
    solver: cp_model.CpSolver, model: Any, limits: Limits, listener: cp_model.CpSolverSolutionCallback | None = None
) -> Any:
    """Solve, and stop soon after the asker wishes so, whether or not a solution has been found; the solver's status."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.05):
            if limits.stop.is_set():
                solver.stop_search()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return solver.solve(model, listener)
    finally:
        ended.set()
        watcher.join()


def cpsat_solver(limits: Limits) -> cp_model.CpSolver:
    """A solver with the house's settings: a fixed seed, 8 workers (its portfolio needs them, even on two cores)."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = 1
    solver.parameters.catch_sigint_signal = False  # Ctrl-C is the asker's, who sets `limits.stop`
    solver.parameters.num_workers = 8
    solver.parameters.relative_gap_limit = limits.gap
    if limits.seconds is not None:
        solver.parameters.max_time_in_seconds = limits.seconds
    return solver


class _Listener(cp_model.CpSolverSolutionCallback):
    def __init__(self, limits: Limits, start: float) -> None:
        super().__init__()
        self._limits, self._start = limits, start

    def on_solution_callback(self) -> None:
        if self._limits.progress is not None:
            best, bound = round(self.objective_value), math.floor(self.best_objective_bound + 1e-6)
            self._limits.progress(time.monotonic() - self._start, best, bound)
        if self._limits.stop.is_set():
            self.stop_search()
