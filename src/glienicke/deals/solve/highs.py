"""HiGHS: an integer program with branch and cut, in floats whose answers are checked in whole numbers.

The solver's own gap is set to 0; a bound on a whole-numbered objective is rounded down to a whole number. A solution is
believed only if it satisfies the program's own rows exactly.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np

from glienicke.deals.rows.program import Objective, Program
from glienicke.deals.solve.limits import Limits, Outcome, value_of

BIG = 1 << 49
"""Beyond this floats no longer count in ones with room to spare, and HiGHS refuses larger numbers."""


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
    lp.integrality_ = [
        highspy.HighsVarType.kContinuous if col in program.loose else highspy.HighsVarType.kInteger
        for col in range(count)
    ]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(cols, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(vals, dtype=np.float64)
    return lp


def with_highs(program: Program, objective: Objective, limits: Limits, hint: Sequence[int] | None = None) -> Outcome:
    """Maximise with HiGHS' branch and cut."""
    start = time.monotonic()
    if program.is_empty():
        return Outcome("none", None, None, None, 0.0, "HiGHS")
    if program.width(objective) > BIG:
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
        values = _whole_values(program, highs.getSolution().col_value)
    got = None if values is None else value_of(objective, values)
    bound = math.floor(info.mip_dual_bound + 1e-6) if math.isfinite(info.mip_dual_bound) else None
    if values is not None and status == highspy.HighsModelStatus.kOptimal and got is not None and bound is not None:
        bound = max(bound, got)
        rounding = sum(2 * abs(objective.get(col, 0)) for col in program.loose)
        if bound - got <= limits.gap * max(1, abs(got)) + rounding:
            return Outcome("best", values, got, bound, seconds, "HiGHS")
    return Outcome("unknown", values, got, bound, seconds, "HiGHS")


class Relaxation:
    """A program's linear relaxation, to which rows are added; each run starts where the last one ended."""

    def __init__(self, program: Program, objective: Objective) -> None:
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        lp = to_highs(program, objective)
        lp.integrality_ = []
        if self._highs.passModel(lp) == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS refused the model")

    def add(self, cols: Sequence[int], vals: Sequence[float], lo: float) -> None:
        """A row: sum of vals x cols >= lo."""
        self._highs.addRow(
            lo, highspy.kHighsInf, len(cols), np.array(cols, dtype=np.int32), np.array(vals, dtype=float)
        )

    def run(self, seconds: float | None = None) -> list[float] | None:
        """The best point; None if there is none, or none within so many seconds."""
        if seconds is not None:
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        self._highs.run()
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return list(self._highs.getSolution().col_value)


def _whole_values(program: Program, found: Sequence[float]) -> list[int] | None:
    """The solution in whole numbers, loose columns as high as fits; None if that breaks a row."""
    rounded = [round(v) for v in found]
    if program.loose and program.faults(rounded):
        for col in program.loose:
            rounded[col] = max(program.low[col], math.floor(found[col]) - 1)
    return None if program.faults(rounded) else rounded


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
