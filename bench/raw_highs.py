"""The best model written by hand for HiGHS: one binary a person, every row as tight as its meaning allows.

Columns: x (0/1, one a person: released), y (0/1, one a party: takes part), g (one a party: its gain if it takes
part, else 0) and a 0/1 flag where a condition needs one. Gains are never negative without costs of one's own, so
g <= gain needs no relaxing. A row of party p that binds only while p takes part is

    sum >= least + (lo - least) y_p,    least: the smallest the sum can be while p releases nobody,

which is the tightest such row, and needs no y at all where least = lo.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from bench.flat import Flat, Ints, flatten
from glienicke.language.tree import (
    All,
    And,
    AsMany,
    Before,
    Count,
    ForEach,
    Never,
    OnlyIf,
    Selection,
    Sentence,
    Some,
    Statement,
    Together,
)
from glienicke.positions.day import Day

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a raw model found. gap: |bound - objective| / max(1, |objective|). Seconds are wall-clock."""

    status: str
    objective: float | None
    bound: float | None
    build_s: float
    solve_s: float


@dataclass(slots=True)
class Model:
    """Columns and rows while they are being written; every row is sum >= lo."""

    lower: list[float]
    upper: list[float]
    cost: list[float]
    whole: list[bool]
    rows: list[tuple[Ints, Floats, float]] = field(default_factory=list)

    def column(self, lower: float = 0.0, upper: float = 1.0, cost: float = 0.0, *, whole: bool = True) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.upper) - 1

    def add(self, cols: Ints, vals: Floats, lo: float) -> None:
        self.rows.append((cols, vals, lo))

    def ends(self, cols: Ints, vals: Floats, last: int, val: float, lo: float) -> None:
        """The same with one more entry."""
        self.rows.append((np.append(cols, last), np.append(vals, val), lo))


def write(day: Day) -> Model:
    """The model of a generated day."""
    flat = flatten(day)
    n, parties = flat.size, len(flat.parties)
    model = Model([0.0] * n, [1.0] * n, [0.0] * n, [True] * n)
    takes_part = [model.column() for _ in range(parties)]
    gains = [
        model.column(min(0.0, float(floor)), float(np.maximum(gain, 0).sum()), 1.0, whole=False)
        for floor, gain in zip(flat.floor, flat.gain, strict=True)
    ]
    for person in range(n):
        model.add(np.array([person, takes_part[flat.holder[person]]]), np.array([-1.0, 1.0]), 0.0)
    model.add(np.arange(n), np.ones(n), 1.0)
    for p in range(parties):
        y, g = takes_part[p], gains[p]
        counted = np.flatnonzero(flat.gain[p])
        model.ends(counted, flat.gain[p][counted].astype(float), g, -1.0, 0.0)
        model.add(np.array([g, y]), np.array([-1.0, model.upper[g]]), 0.0)
        model.add(np.array([g, y]), np.array([1.0, -float(flat.floor[p])]), 0.0)
        received = np.flatnonzero((flat.worth[p] > 0) & (flat.holder != p))
        model.ends(received, np.ones(len(received)), y, -1.0, 0.0)
        for condition in day.positions[flat.parties[p]].conditions:
            _sentence(model, flat, p, y, condition.sentence)
    return model


def _sentence(model: Model, flat: Flat, p: int, y: int, sentence: Sentence) -> None:
    match sentence:
        case Count() | AsMany() | ForEach():
            for cols, vals, lo in _sums(flat, sentence):
                _while(model, flat, p, y, cols, vals, lo)
        case OnlyIf(subject, then):
            _only_if(model, flat, flat.members(subject), then)
        case Together(of):
            members = np.concatenate([flat.members(part) for part in of])
            for a, b in zip(members, np.roll(members, 1), strict=True):
                model.add(np.array([a, b]), np.array([1.0, -1.0]), 0.0)
        case Before(first, then):
            _before(model, flat, p, y, first, then)
        case Never(subject, None):
            for person in flat.members(subject):
                model.upper[person] = 0.0
        case _:
            raise NotImplementedError(f"the generator draws no {type(sentence).__name__}")


def _sums(flat: Flat, statement: Statement) -> list[tuple[Ints, Floats, float]]:
    """The statement as sums >= lo that must all hold."""

    def signed(parts: list[tuple[Selection, float]], lo: float) -> tuple[Ints, Floats, float]:
        total = np.zeros(flat.size)
        for selection, val in parts:
            total[flat.mask(selection)] += val
        cols = np.flatnonzero(total)
        return cols, total[cols], lo

    match statement:
        case And(of):
            return [row for part in of for row in _sums(flat, part)]
        case Count(low, high, of):
            rows = [] if low is None else [signed([(of, 1.0)], low)]
            return rows + ([] if high is None else [signed([(of, -1.0)], -high)])
        case All(of):
            return [signed([(of, 1.0)], len(flat.members(of)))]
        case Some(of):
            return [signed([(of, 1.0)], 1)]
        case AsMany(limit, of, than):
            sign = 1.0 if limit == "at least" else -1.0
            return [signed([(of, sign), (than, -sign)], 0)]
        case ForEach(limit, terms, of):
            sign = 1.0 if limit == "at most" else -1.0
            return [signed([*((s, sign * k) for s, k in terms), (of, -sign)], 0)]
        case _:
            raise NotImplementedError(f"the generator draws no {type(statement).__name__}")


def _while(model: Model, flat: Flat, p: int, y: int, cols: Ints, vals: Floats, lo: float) -> None:
    """The row binds while party p takes part."""
    least = float(vals[(vals < 0) & (flat.holder[cols] != p)].sum())
    if least == lo:
        model.add(cols, vals, lo)
    else:
        model.ends(cols, vals, y, -(lo - least), least)


def _only_if(model: Model, flat: Flat, subject: Ints, then: Statement) -> None:
    """The subject is held by the party whose condition it is, so that it goes only while that party takes part."""
    if len(subject) == 1:
        flag = int(subject[0])
    else:
        flag = model.column()
        for person in subject:
            model.add(np.array([person, flag]), np.array([-1.0, 1.0]), 0.0)
    for cols, vals, lo in _sums(flat, then):
        model.ends(cols, vals, flag, -lo, 0.0)


def _before(model: Model, flat: Flat, p: int, y: int, first: Selection, then: Selection) -> None:
    """A flag is 1 only if all of `first` go; nobody of the rest of `then` goes without it."""
    ahead = flat.members(first)
    flag = model.column()
    for person in ahead:
        model.add(np.array([person, flag]), np.array([1.0, -1.0]), 0.0)
    for person in np.flatnonzero(flat.mask(then) & ~flat.mask(first)):
        if flat.holder[person] == p:
            model.add(np.array([person, flag]), np.array([-1.0, 1.0]), 0.0)
        else:
            model.add(np.array([person, flag, y]), np.array([-1.0, 1.0, -1.0]), -1.0)


def solve(day: Day, seconds: float, gap: float = 0.0, want: tuple[str, ...] = ()) -> Outcome:
    """Write and solve the model: the largest sum of gains with the wanted among the released."""
    started = time.perf_counter()
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", seconds)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_abs_gap", 0.999)
    model = write(day)
    lp = _pass(model)
    lower = np.array(model.lower)
    lower[[i for i, id in enumerate(day.people) if id in want]] = 1.0
    lp.col_lower_ = lower
    highs.passModel(lp)
    built = time.perf_counter()
    highs.run()
    done = time.perf_counter()
    info = highs.getInfo()
    found = info.primal_solution_status == 2
    status = highs.modelStatusToString(highs.getModelStatus())
    return Outcome(
        status,
        info.objective_function_value if found else None,
        info.mip_dual_bound,
        built - started,
        done - built,
    )


def _pass(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.upper), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(model.cost)
    lp.col_upper_ = np.array(model.upper)
    lp.row_lower_ = np.array([lo for _, _, lo in model.rows], dtype=float)
    lp.row_upper_ = np.full(len(model.rows), highspy.kHighsInf)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[whole] for whole in model.whole]
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    matrix.start_ = np.concatenate([[0], np.cumsum([len(cols) for cols, _, _ in model.rows])])
    matrix.index_ = np.concatenate([cols for cols, _, _ in model.rows])
    matrix.value_ = np.concatenate([vals for _, vals, _ in model.rows])
    return lp
