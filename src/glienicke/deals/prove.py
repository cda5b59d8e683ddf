"""A certificate for "none": exact multipliers or a branch tree for the checker, else a second solver's word.

The rows are the checker's own (`check.derive`), not the engine's. HiGHS only suggests the multipliers: they are the
duals of the linear program that breaks the rows as little as possible, sum of s with row + s >= least, s >= 0. If it
must break them, the duals prove it (Farkas); else its point tells where to branch. The checker decides.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

import highspy
import numpy as np

from glienicke.deals.check.certificate import certify
from glienicke.deals.check.claim import Claim
from glienicke.deals.check.inequalities import Box, Row
from glienicke.deals.deal import Certificate, Terms
from glienicke.deals.rows.builder import Model
from glienicke.deals.solve import Limits, left, with_cpsat
from glienicke.positions.day import Day

PROVABLE = 3000
"""Above so many releases the exact proof is not tried."""

PROOF_S = 5.0
AGREEMENT_S = 60.0


def prove_none(day: Day, terms: Terms, model: Model, limits: Limits) -> Certificate | None:
    """Why the checker may believe that there is no deal; None if not even a second solver agrees in time."""
    start = time.monotonic()
    if sum(kind.size for kind in model.kinds) <= PROVABLE:
        relaxation = _Relaxation()
        allowed = min(PROOF_S, PROOF_S if limits.seconds is None else limits.seconds)
        certificate = certify(day, terms, relaxation.ray, relaxation.point, seconds_max=allowed)
        if certificate is not None:
            return certificate
    remains = left(limits, start)
    allowed = AGREEMENT_S if remains is None else min(AGREEMENT_S, remains)
    second = with_cpsat(model.program, {}, Limits(allowed, stop=limits.stop))
    if second.found == "none":
        return Certificate("agreement", {"solvers": ["HiGHS", "CP-SAT"]})
    return None


def prove_best(
    day: Day, terms: Terms, claims: Sequence[Claim], limits: Limits, seconds: float = PROOF_S
) -> Certificate | None:
    """A checked proof of all the claims; None if one was not found in time, or the day is too large for it."""
    start, proofs, method = time.monotonic(), list[dict[str, Any]](), "farkas"
    if len(day.people) + len(day.considerations) > PROVABLE:
        return None
    for claim in claims:
        spent = time.monotonic() - start
        allowed = min(seconds - spent, seconds if limits.seconds is None else limits.seconds - spent)
        if allowed <= 0 or limits.stop.is_set():
            return None
        relaxation = _Relaxation()
        proof = certify(day, terms, relaxation.ray, relaxation.point, leaves_max=5000, seconds_max=allowed, claim=claim)
        if proof is None:
            return None
        method = "tree" if "tree" in (method, proof.method) else "farkas"
        proofs.append({"none": claim.to_json(), "proof": proof.body})
    return Certificate("tree" if method == "tree" else "farkas", {"claims": proofs})


class _Relaxation:
    """The rows as an elastic linear program, kept between boxes so that each starts where the last ended."""

    def __init__(self) -> None:
        self._rows: Sequence[Row] = ()
        self._names: list[str] = []
        self._highs = highspy.Highs()
        self._box: Box | None = None
        self._broken = 0.0

    def ray(self, rows: Sequence[Row], box: Box) -> Sequence[float] | None:
        """Multipliers that prove the box empty, as the solver sees them; None if it finds a point."""
        self._solve(rows, box)
        if self._broken <= 1e-7:
            return None
        return [max(0.0, dual) for dual in self._highs.getSolution().row_dual]

    def point(self, rows: Sequence[Row], box: Box) -> Mapping[str, float] | None:
        """A point of the box that satisfies the rows."""
        self._solve(rows, box)
        if self._broken > 1e-7:
            return None
        return dict(zip(self._names, self._highs.getSolution().col_value, strict=False))

    def _solve(self, rows: Sequence[Row], box: Box) -> None:
        if rows is not self._rows:
            self._load(rows, box)
        elif box == self._box:
            return
        self._box = dict(box)
        count = len(self._names)
        self._highs.changeColsBounds(
            count,
            np.arange(count, dtype=np.int32),
            np.array([float(box[name][0]) for name in self._names]),
            np.array([float(box[name][1]) for name in self._names]),
        )
        self._highs.run()
        self._broken = self._highs.getInfo().objective_function_value

    def _load(self, rows: Sequence[Row], box: Box) -> None:
        self._rows, self._names = rows, list(box)
        index = {name: i for i, name in enumerate(self._names)}
        count, slacks = len(self._names), len(rows)
        cols: list[int] = []
        vals: list[float] = []
        starts = [0]
        for i, row in enumerate(rows):
            cols += [*(index[name] for name in row.coefficients), count + i]
            vals += [*(float(value) for value in row.coefficients.values()), 1.0]
            starts.append(len(cols))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = count + slacks, slacks
        lp.col_cost_ = np.concatenate([np.zeros(count), np.ones(slacks)])
        lp.col_lower_ = np.zeros(count + slacks)
        lp.col_upper_ = np.concatenate([np.ones(count), np.full(slacks, highspy.kHighsInf)])
        lp.row_lower_ = np.array([float(row.least) for row in rows])
        lp.row_upper_ = np.full(slacks, highspy.kHighsInf)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(cols, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(vals, dtype=np.float64)
        self._highs.setOptionValue("output_flag", False)
        self._highs.passModel(lp)
