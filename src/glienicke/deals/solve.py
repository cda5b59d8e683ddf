"""HiGHS and CP-SAT behind one function each way of asking: a program and an objective in, whole numbers out.

Every solution is checked against the program's own rows in exact integers before it is believed. The solvers' gaps are
set to 0; a bound on a whole-numbered objective is rounded down to a whole number.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import highspy
import numpy as np
from ortools.sat.python import cp_model

from glienicke.deals.program import Objective, Program

Found = Literal["best", "none", "unknown"]
Progress = Callable[[float, float | None, float | None], None]
"""seconds so far, best objective so far, bound so far (from `find` in the aim's own units, here in the program's)"""

FEW = 300
"""Up to so many columns CP-SAT is asked at once where either would do."""

MANY = 5000
"""Above so many columns only HiGHS is asked: two cores are then better spent on one solver."""

BIG = 1 << 53
"""Beyond this a float no longer counts in ones."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the asker allows: seconds (None: no limit), the gap at which to stop, a line of progress, a way to stop."""

    seconds: float | None = None
    gap: float = 0.0
    progress: Progress | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Outcome:
    """best: proven (within the gap asked for). none: no solution. unknown: stopped first; values: the best so far."""

    found: Found
    values: list[int] | None
    objective: int | None
    bound: int | None
    seconds: float
    solver: str


def left(limits: Limits, since: float) -> float | None:
    """Seconds that remain of the limit."""
    return None if limits.seconds is None else max(0.0, limits.seconds - (time.monotonic() - since))


def value_of(objective: Objective, values: Sequence[int]) -> int:
    """What the objective comes to."""
    return sum(weight * values[col] for col, weight in objective.items())


# ---------------------------------------------------------------------------- HiGHS


def to_highs(program: Program, objective: Objective) -> highspy.HighsLp:
    """The program as a matrix; a row bound to literals is relaxed by its slack for each that does not hold."""
    count = len(program.low)
    cols: list[int] = []
    vals: list[float] = []
    starts, lows = [0], []
    for row in program.rows:
        lo = row.lo - row.slack * sum(want for _, want in row.lits)
        pairs = [*zip(row.cols, row.vals, strict=True)]
        pairs += [(col, -row.slack if want else row.slack) for col, want in row.lits]
        summed = dict(pairs)
        if len(summed) < len(pairs):  # a matrix names each column of a row once
            summed = {}
            for col, val in pairs:
                summed[col] = summed.get(col, 0) + val
        cols.extend(summed)
        vals.extend(summed.values())
        lows.append(lo)
        starts.append(len(cols))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count, len(lows)
    lp.col_cost_ = np.zeros(count)
    lp.sense_ = highspy.ObjSense.kMaximize
    cost = np.zeros(count)
    for col, weight in objective.items():
        cost[col] = weight
    lp.col_cost_ = cost
    lp.col_lower_ = np.array(program.low, dtype=np.float64)
    lp.col_upper_ = np.array(program.high, dtype=np.float64)
    lp.row_lower_ = np.array(lows, dtype=np.float64)
    lp.row_upper_ = np.full(len(lows), highspy.kHighsInf)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(cols, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(vals, dtype=np.float64)
    return lp


def with_highs(program: Program, objective: Objective, limits: Limits, hint: Sequence[int] | None = None) -> Outcome:
    """Maximise with HiGHS' branch and cut."""
    start = time.monotonic()
    if _too_wide(program):
        return Outcome("unknown", None, None, None, 0.0, "HiGHS")
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("mip_rel_gap", limits.gap)
    highs.setOptionValue("mip_abs_gap", 0.5 if limits.gap == 0 else 0.0)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-9)
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    if limits.seconds is not None:
        highs.setOptionValue("time_limit", float(limits.seconds))
    if highs.passModel(to_highs(program, objective)) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the model")
    if hint is not None:
        solution = highspy.HighsSolution()
        solution.col_value = [float(v) for v in hint]
        highs.setSolution(solution)
    _listen(highs, limits, start)
    highs.solve()
    seconds = time.monotonic() - start
    status = highs.getModelStatus()
    info = highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Outcome("none", None, None, None, seconds, "HiGHS")
    values = None
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        rounded = [round(v) for v in highs.getSolution().col_value]
        values = None if program.faults(rounded) else rounded
    got = None if values is None else value_of(objective, values)
    bound = math.floor(info.mip_dual_bound + 1e-6) if math.isfinite(info.mip_dual_bound) else None
    if values is not None and status == highspy.HighsModelStatus.kOptimal and got is not None and bound is not None:
        bound = max(bound, got)
        if bound - got <= limits.gap * max(1, abs(got)):
            return Outcome("best", values, got, bound, seconds, "HiGHS")
    return Outcome("unknown", values, got, bound, seconds, "HiGHS")


def _too_wide(program: Program) -> bool:
    """Numbers that a float does not count in ones: not for HiGHS."""
    widest = max((max(map(abs, row.vals), default=0) for row in program.rows), default=0)
    return widest * max(1, max(map(abs, program.high), default=0)) > BIG


def _listen(highs: highspy.Highs, limits: Limits, start: float) -> None:
    """Report progress and honour the wish to stop, about ten times a second."""
    told = [start]

    def heard(event: Any) -> None:
        if limits.stop.is_set():
            event.interrupt()
        now = time.monotonic()
        if limits.progress is not None and now - told[0] > 0.1:
            told[0] = now
            best, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
            limits.progress(now - start, _whole(best), _whole(bound))

    highs.cbMipInterrupt.subscribe(heard)
    highs.cbSimplexInterrupt.subscribe(lambda event: event.interrupt() if limits.stop.is_set() else None)


def _whole(value: float) -> int | None:
    return round(value) if math.isfinite(value) and abs(value) < 1e300 else None


# ---------------------------------------------------------------------------- CP-SAT


def to_cpsat(program: Program, switches: Mapping[int, Any] | None = None) -> tuple[Any, list[Any], dict[int, Any]]:
    """The program for CP-SAT. With `switches` wanted ({}), every member gets a literal that turns its rows on."""
    model = cp_model.CpModel()
    columns = [model.new_int_var(lo, hi, "") for lo, hi in zip(program.low, program.high, strict=True)]
    turned: dict[int, Any] = dict(switches or {})
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
        if switches is not None and row.member >= 0:
            if row.member not in turned:
                turned[row.member] = model.new_bool_var("")
            lits.append(turned[row.member])
        if lits:
            constraint.only_enforce_if(lits)
    return model, columns, turned


def with_cpsat(program: Program, objective: Objective, limits: Limits, hint: Sequence[int] | None = None) -> Outcome:
    """Maximise with CP-SAT, exact in whole numbers."""
    start = time.monotonic()
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


# ---------------------------------------------------------------------------- both


def solve(
    program: Program,
    objective: Objective,
    limits: Limits,
    hint: Sequence[int] | None = None,
    *,
    head_start: float = 20.0,
) -> Outcome:
    """Maximise with HiGHS; from `head_start` seconds on CP-SAT works at it too: whoever settles it first is believed.

    Each is far faster than the other on some cases. What HiGHS cannot say in exact whole numbers goes to CP-SAT.
    """
    start = time.monotonic()
    if len(program.low) <= FEW and head_start < 1:
        return with_cpsat(program, objective, limits, hint)
    over = threading.Event()
    each = Limits(limits.seconds, limits.gap, limits.progress, over)
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(with_highs, program, objective, each, hint)]
        try:
            _settled(runs, limits, start, start + head_start)
            if not _is_settled(runs) and not _spent(limits, start) and len(program.low) <= MANY:
                rest = Limits(left(limits, start), limits.gap, None, over)
                runs.append(pool.submit(with_cpsat, program, objective, rest, hint))
                _settled(runs, limits, start, math.inf)
        finally:
            over.set()
    outcomes = [run.result() for run in runs]
    settled = [o for o in outcomes if o.found != "unknown"]
    if settled:
        return settled[0]
    known = [o for o in outcomes if o.objective is not None]
    best = max(known, key=lambda o: o.objective or 0, default=outcomes[0])
    bounds = [o.bound for o in outcomes if o.bound is not None]
    together = replace(best, bound=min(bounds, default=None), seconds=time.monotonic() - start)
    return replace(together, found="best") if _is_near(together, limits.gap) else together


def _is_near(outcome: Outcome, gap: float) -> bool:
    if outcome.bound is None or outcome.objective is None:
        return False
    return outcome.bound - outcome.objective <= gap * max(1, abs(outcome.objective))


def ask(program: Program, objective: Objective, limits: Limits) -> Outcome:
    """Maximise where HiGHS and CP-SAT are equally likely to be the faster: small programs by CP-SAT, others by both."""
    return solve(program, objective, limits, head_start=6.0 if len(program.low) > FEW else 0.0)


def _settled(runs: list[Future[Outcome]], limits: Limits, start: float, until: float) -> None:
    """Wait until somebody has settled it, everybody has given up, or time is over."""
    while not _is_settled(runs) and not _spent(limits, start) and time.monotonic() < until:
        if all(run.done() for run in runs):
            return
        wait([run for run in runs if not run.done()], 0.02, FIRST_COMPLETED)


def _is_settled(runs: list[Future[Outcome]]) -> bool:
    return any(run.done() and run.result().found != "unknown" for run in runs)


def _spent(limits: Limits, start: float) -> bool:
    return limits.stop.is_set() or left(limits, start) == 0
