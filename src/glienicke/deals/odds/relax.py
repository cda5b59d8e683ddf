"""The linear relaxation of a frame, sample by sample, each from where the last one ended, tightened by cuts.

A row that binds only when a 0/1 column z has one value, "sum of a x >= lo if z = 1", is written with a slack, which
is loose. With t = a x - min(a x) per column, between 0 and its range R, and d what the t must come to, the sum of
min(t, R z) >= d z holds for every whole solution and is the tightest such relaxation (its perspective; Günlük and
Linderoth 2010). Of its exponentially many linear rows the one most broken is found by comparing t with R z. Rows of
sentences do not change from sample to sample, so neither do their cuts: each is added once for all.

The relaxation is then often as good as the program itself: whoever it releases in whole numbers is the best deal.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

import highspy
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from glienicke.deals.odds.frame import Floats, Frame
from glienicke.deals.odds.known import Samples
from glienicke.deals.rows.program import Row
from glienicke.deals.solve import Limits

Found = Literal["best", "none", "unknown"]

ROUNDS = 25
"""So often cuts are sought for one sample."""

NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What the solver says of a sample's relaxation: its columns and their reduced costs (what the aim loses by each
    unit away), and the multipliers of its rows (or of a proof of none).
    """

    found: Found
    values: Floats
    multipliers: Floats
    reduced: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(slots=True)
class Relaxation:
    """The rows of a frame in HiGHS, in the order: result, most, floor of every party; the frame's; cuts."""

    frame: Frame
    fixed: Any = None
    lows: Floats = field(default_factory=lambda: np.zeros(0))
    cuts: list[tuple[NDArray[np.int32], Floats, float]] = field(default_factory=list)
    highs: Any = None
    _basis: Any = None
    _stacked: Any = None

    def __post_init__(self) -> None:
        self.highs = solver()
        self.fixed, self.lows = self.frame.rows, self.frame.lows

    # ------------------------------------------------------------ one sample

    def solve(self, samples: Samples, sample: int) -> Relaxed:
        """The relaxation of one sample, with the cuts so far."""
        self.highs.passModel(self._lp(samples, sample, whole=False))
        if self._basis is not None:
            self.highs.setBasis(self._basis_for_all())
        self.highs.run()
        status = self.highs.getModelStatus()
        rows = 3 * len(self.frame.parties) + self.fixed.shape[0]
        if status == highspy.HighsModelStatus.kOptimal:
            self._basis = self.highs.getBasis()
            solution = self.highs.getSolution()
            duals, costs = np.maximum(np.array(solution.row_dual), 0.0), np.abs(np.array(solution.col_dual))
            return Relaxed("best", np.array(solution.col_value), duals, costs)
        self._basis = None
        if status == highspy.HighsModelStatus.kInfeasible:
            _, exists, ray = self.highs.getDualRay()
            if exists and len(ray) == rows:
                return Relaxed("none", np.zeros(0), np.asarray(ray))
            return Relaxed("none", np.zeros(0), self._impossible_row(samples, sample))
        return Relaxed("unknown", np.zeros(0), np.zeros(rows))

    def _impossible_row(self, samples: Samples, sample: int) -> Floats:
        """A multiplier for a row that no columns within their bounds can meet; where there is none, all 0."""
        ends, low = highest(samples, np.array([sample]))[0], self.frame.low
        up, down = self.fixed.maximum(0), self.fixed.minimum(0)
        short = self.lows - (up @ ends + down @ low)
        found = np.zeros(3 * len(self.frame.parties) + len(short))
        if short.max(initial=0.0) > NEAR:
            found[3 * len(self.frame.parties) + int(short.argmax())] = 1.0
        return found

    def branch(self, samples: Samples, sample: int, limits: Limits) -> tuple[Found, Floats, float]:
        """The sample itself by HiGHS' branch and cut: columns (if any were found) and the solver's bound on the aim."""
        highs = branching_solver(limits)
        highs.passModel(self._lp(samples, sample, whole=True))
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return "none", np.zeros(0), -np.inf
        has = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        values = np.array(highs.getSolution().col_value) if has else np.zeros(0)
        return (
            ("best" if status == highspy.HighsModelStatus.kOptimal else "unknown"),
            values,
            -float(info.mip_dual_bound),
        )

    def _lp(self, samples: Samples, sample: int, *, whole: bool) -> highspy.HighsLp:
        frame = self.frame
        high = highest(samples, np.array([sample]))[0]
        lp = fill(self.matrix(samples, sample), self.all_lows(), frame.objective, frame.low, high)
        if whole:
            kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
            lp.integrality_ = [kinds[bool(w)] for w in frame.whole]
        return lp

    def all_lows(self) -> Floats:
        """The low end of every row."""
        return np.concatenate([-self.frame.slack, np.zeros(2 * len(self.frame.parties)), self.lows])

    def matrix(self, samples: Samples, sample: int) -> Any:
        """All rows with the sample's numbers: only those in the first three blocks turn on it."""
        frame = self.frame
        if self._stacked is None:
            self._stacked = self._stack()
        matrix, at_results, at_floors = self._stacked
        results = weights(samples, sample)
        results[np.arange(len(frame.own)), frame.own] = -1.0
        results[np.arange(len(frame.own)), frame.takes_part] = -frame.slack
        matrix.data[: len(at_results[0])] = results[at_results]
        matrix.data[at_floors] = -samples.floors[sample] / frame.unit
        return matrix

    def _stack(self) -> tuple[Any, tuple[Any, Any], NDArray[np.int64]]:
        """All rows, with the places in them of the results' and the floors' numbers."""
        frame = self.frame
        parties = np.arange(len(frame.parties))
        shape = (len(parties), len(frame.low))
        used = frame.base != 0
        entries = frame.weigh.tocoo()
        used[frame.of_party[entries.row], entries.col] = True
        used[parties, frame.own] = used[parties, frame.takes_part] = True
        results = sp.csr_array(used.astype(float))
        twice = np.r_[parties, parties]
        cols = np.r_[frame.takes_part, frame.own]
        most = sp.coo_array((np.r_[frame.most, -np.ones(len(parties))], (twice, cols)), shape).tocsr()
        # the floor's own number is marked, so that its place is known after sorting
        floor = sp.coo_array((np.r_[np.full(len(parties), -2.0), np.ones(len(parties))], (twice, cols)), shape).tocsr()
        matrix = sp.vstack([results, most, floor, self.fixed], format="csr")
        begin, end = matrix.indptr[2 * len(parties)], matrix.indptr[3 * len(parties)]
        at_floors = begin + np.flatnonzero(matrix.data[begin:end] == -2.0)
        return matrix, (np.repeat(parties, np.diff(results.indptr)), results.indices), at_floors

    def _basis_for_all(self) -> Any:
        """The last basis, with rows added since then as basic."""
        basis = self._basis
        missing = 3 * len(self.frame.parties) + self.fixed.shape[0] - len(basis.row_status)
        if missing:
            basis.row_status = [*basis.row_status, *[highspy.HighsBasisStatus.kBasic] * missing]
        return basis

    # ------------------------------------------------------------ cuts

    def tighten(self, values: Floats) -> int:
        """Add the cuts that these columns break; how many."""
        found = [cut for row in self.frame.binds if (cut := _cut(row, values, self.frame)) is not None]
        if found:
            at = np.repeat(np.arange(len(found)), [len(cols) for cols, _, _ in found])
            cols, vals = np.concatenate([c for c, _, _ in found]), np.concatenate([v for _, v, _ in found])
            more = sp.coo_array((vals, (at, cols)), shape=(len(found), len(values))).tocsr()
            self.fixed = sp.vstack([self.fixed, more], format="csr")
            self.lows = np.concatenate([self.lows, [low for _, _, low in found]])
            self._stacked = None
        return len(found)


def solver() -> Any:
    """HiGHS as a relaxation needs it."""
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("presolve", "off"),  # the basis of the last sample is worth more
        ("threads", 1),  # the other cores have samples of their own
        ("primal_feasibility_tolerance", 1e-9),
        ("dual_feasibility_tolerance", 1e-9),
    ):
        highs.setOptionValue(option, value)
    return highs


def branching_solver(limits: Limits) -> Any:
    """HiGHS for whole numbers, content with a bound as near as the limits' gap; it ends with their time or stop."""
    highs = solver()
    for option, value in (
        ("mip_rel_gap", limits.gap / 2),
        ("mip_abs_gap", NEAR),
        ("mip_feasibility_tolerance", 1e-9),
        ("mip_detect_symmetry", False),
        ("mip_heuristic_run_feasibility_jump", False),
        ("time_limit", math.inf if limits.seconds is None else limits.seconds),
    ):
        highs.setOptionValue(option, value)
    highs.cbMipInterrupt.subscribe(lambda event: event.interrupt() if limits.stop.is_set() else None)
    return highs


def _cut(row: Row, values: Floats, frame: Frame) -> tuple[NDArray[np.int32], Floats, float] | None:
    """The row's perspective cut that these columns break most, as columns, weights and low end; None if none is
    broken.
    """
    ((switch, want),) = row.lits
    on = values[switch] if want else 1 - values[switch]
    if on < NEAR:
        return None
    cols, weight = np.asarray(row.cols, dtype=np.int32), np.asarray(row.vals, dtype=float)
    low, high = frame.low[cols], frame.high[cols]
    least = np.where(weight > 0, low, high)
    above, ranges = weight * (values[cols] - least), np.abs(weight) * (high - low)
    part = above < ranges * on - NEAR
    due = row.lo - float(weight @ least) - float(ranges[~part].sum())
    if due <= 0 or float(above[part].sum()) > due * on - 1e-5:
        return None
    end = float(weight[part] @ least[part]) + (0.0 if want else due)
    return np.r_[cols[part], np.int32(switch)].astype(np.int32), np.r_[weight[part], -due if want else due], end


def fill(matrix: Any, lows: Floats, objective: Floats, low: Floats, high: Floats) -> highspy.HighsLp:
    """A program "rows >= lows" for HiGHS; the objective is to be as large as can be."""
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -objective, low, high
    lp.row_lower_, lp.row_upper_ = lows, np.full(len(lows), highspy.kHighsInf)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    lp.a_matrix_.index_ = matrix.indices.astype(np.int32)
    lp.a_matrix_.value_ = matrix.data
    return lp


def weights(samples: Samples, sample: int) -> Floats:
    """Parties x columns: what a unit of each column adds to each party's result in the sample."""
    frame = samples.frame
    found = frame.base.copy()
    entries = frame.weigh.tocoo()
    scaled = samples.values[sample] / frame.unit
    np.add.at(found, (frame.of_party[entries.row], entries.col), entries.data * scaled[entries.row])
    return found


def highest(samples: Samples, which: NDArray[np.int64]) -> Floats:
    """Samples x columns: the most that each column can be; nobody dead is released."""
    found = np.tile(samples.frame.high, (len(which), 1))
    found[:, : samples.living.shape[1]] = samples.living[which]
    return found
