"""A day as a linear program of which only numbers change from sample to sample.

In: a day with ranges, one sample of it for the signs (`signs`), the terms and the aim. Out: a `Frame`: the rows of
`rows.build` that do not change, as a matrix, and each party's result as exact weights of the doubts. All in the
parties' own units (not in whole numbers of a common one), which solvers that work in floats like best.

A frame exists where a set of releases and a sample alone settle who takes part and what it gains, and results are
linear in the doubts: no shares, no party's `never X to P`, no `best k of S` over uncertain worths (`framed` says so).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from glienicke.deals.check import Judge
from glienicke.deals.deal import Aim, Terms
from glienicke.deals.odds.doubts import COARSER, GRID, PARTS, Doubt, Points, fixed
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Row
from glienicke.language.tree import AllIn, AnyIn, BestOf, Id, Never, NotIn, Selection, ValueIf, WantedBy
from glienicke.positions.day import Day
from glienicke.positions.selection import Who, worths

Floats = NDArray[np.float64]

EXACT = 1 << 61
"""Up to here gains are counted in 64-bit whole numbers."""

WIDE = 1e7
"""Results beyond this, or numbers this far apart, are left to `find`, which counts in whole numbers."""


@dataclass(slots=True)
class Frame:
    """The rows and weights; parties are counted in the order of `parties`, columns as in `model.program`.

    rows, lows: the rows that never change (sum >= low; literals written out). binds: those with one literal, for
    cuts. weigh: doubts x columns: what one unit of a doubt adds to its party's weight of a column. base: parties x
    columns: the certain part of the weights; exact: the same times unit. wants: parties x kinds: whose release by
    another the party receives. given: the kinds that each gives. of_party: the party of a doubt (-1: none at the
    table). floor_of: the doubt that is a party's floor, or -1. unit: gains times unit are whole in every sample.
    """

    day: Day
    terms: Terms
    aim: Aim
    doubts: tuple[Doubt, ...]
    model: Model
    judge: Judge
    parties: tuple[str, ...]
    rep: list[int]
    rows: Any
    lows: Floats
    binds: list[Row]
    low: Floats
    high: Floats
    whole: NDArray[np.bool_]
    objective: Floats
    own: NDArray[np.int64]
    takes_part: NDArray[np.int64]
    weigh: Any
    base: Floats
    exact: NDArray[np.int64]
    wants: NDArray[np.bool_]
    given: list[list[int]]
    of_party: NDArray[np.int64]
    floor_of: NDArray[np.int64]
    floors: list[Fraction]
    flags: dict[tuple[str, int], int]
    most: Floats
    slack: Floats
    unit: int
    alive: dict[str, int] = field(default_factory=dict)

    @property
    def only_floors(self) -> bool:
        """Whether nothing but floors is uncertain: then the best is monotone in them (see `bounds`)."""
        return all(d.kind == "floor" for d in self.doubts)

    @property
    def grid(self) -> Fraction | None:
        """What every value of the aim is a multiple of, where that is coarse; else None."""
        if self.aim != "gain":
            return Fraction(1)
        uncertain = any(d.kind not in ("floor", "alive") for d in self.doubts)
        return None if uncertain else Fraction(1, math.lcm(*(s.own_unit for s in self.model.seats.values())))


def framed(day: Day, doubts: Sequence[Doubt]) -> bool:
    """Whether a frame says all there is about the day."""
    uncertain = {(d.whose, d.kind, d.entry) for d in doubts}
    if any(kind == "worth" for _, kind, _ in uncertain) and any(
        _by_wants(selection) for p in day.positions.values() for selection, _ in (*p.worth, *p.cost)
    ):
        return False  # who counts in a value would turn on other values
    for party in taking_seats(day):
        position = day.positions[party]
        if any(share for other, share in position.share.items() if other != party):
            return False
        if any(isinstance(c.sentence, Never) and c.sentence.to is not None for c in position.conditions):
            return False
        if any(isinstance(b, BestOf) for b in position.bundles) and any(
            (party, "worth", entry) in uncertain for entry in range(len(position.worth))
        ):
            return False
    return True


def _by_wants(selection: Selection) -> bool:
    match selection:
        case WantedBy():
            return True
        case NotIn(of):
            return _by_wants(of)
        case AnyIn(of) | AllIn(of):
            return any(map(_by_wants, of))
        case _:
            return False


def make_frame(
    day: Day, doubts: tuple[Doubt, ...], rep: Sequence[int], terms: Terms, aim: Aim, *, apart: bool = False
) -> Frame | None:
    """The frame around the sample `rep`; None where the numbers are too wide for it. Call only if `framed`."""
    sample = fixed(day, doubts, rep)
    model = build(sample, terms, lean=aim != "fewest", apart=apart)
    if not apart and _merged(day, model):
        return make_frame(day, doubts, rep, terms, aim, apart=True)
    seats = list(model.seats.values())
    program = model.program
    owns = {seat.own: i for i, seat in enumerate(seats)}
    kept = [row for row in program.rows if not any(c in owns for c in row.cols)]
    rows, lows = _matrix(kept, len(program.low))
    flags = _flags(sample, model)
    weigh, of_party = _weights(day, doubts, model, Who(sample), flags)
    exact, units = _base(model, weigh, doubts, of_party, rep)
    low, high = np.array(program.low, dtype=float), np.array(program.high, dtype=float)
    parties = tuple(model.seats)
    floors = [day.positions[p].floor.middle for p in parties]
    floor_of = np.array(
        [next((i for i, d in enumerate(doubts) if d.kind == "floor" and d.whose == p), -1) for p in parties],
        dtype=np.int64,
    )
    base = np.zeros((len(parties), len(program.low)))
    for (party, col), value in exact.items():
        base[party, col] = float(value)
    most, slack, widest = _ends(model, base, weigh, doubts, of_party)
    unit = _unit(day, doubts, units)
    smallest = min((abs(float(v)) for v in exact.values() if v), default=1.0)
    steepest = max((abs(float(f)) for d in doubts for f in (d.low, d.high)), default=1.0)
    if max(widest, steepest) > WIDE or widest / smallest > WIDE or unit * max(widest, steepest, 1.0) > EXACT / 8:
        return None
    whole_base = np.zeros(base.shape, dtype=np.int64)
    for (party, col), value in exact.items():
        whole_base[party, col] = int(value * unit)
    for i, seat in enumerate(seats):
        d = floor_of[i]
        lowest = float(doubts[d].low if d >= 0 else floors[i])
        low[seat.own], high[seat.own] = min(0.0, lowest), most[i]
    whole = np.ones(len(program.low), dtype=bool)
    whole[list(owns)] = False
    return Frame(
        sample, terms, aim, doubts, model, Judge(sample, terms), parties, list(rep), rows, lows,
        [row for row in kept if len(row.lits) == 1], low, high, whole, _objective(model, aim),
        np.array([s.own for s in seats], dtype=np.int64), np.array([s.takes_part for s in seats], dtype=np.int64),
        weigh, base, whole_base, _wants(sample, model),
        [[c for c, kind in enumerate(model.kinds) if kind.giver == p] for p in parties],
        of_party, floor_of, floors, flags, most, slack, unit,
        {d.whose: i for i, d in enumerate(doubts) if d.kind == "alive"},
    )  # fmt: skip


def _merged(day: Day, model: Model) -> bool:
    """Whether people with uncertain values of their own have come into one kind: their samples happened to be equal."""
    alone: set[str] = set()
    for position in day.positions.values():
        for selection, value in (*position.worth, *position.cost):
            if isinstance(selection, Id) and value.low != value.high:
                alone.add(selection.id)
    return any(kind.size > 1 and any(id in alone for id in kind.ids) for kind in model.kinds)


def _matrix(rows: Sequence[Row], columns: int) -> tuple[Any, Floats]:
    """Rows as a sparse matrix; a row bound to literals is relaxed by its slack for each that does not hold."""
    at, cols, vals, lows = [], [], [], []
    for i, row in enumerate(rows):
        lows.append(row.lo - row.slack * sum(want for _, want in row.lits))
        pairs = [*zip(row.cols, row.vals, strict=True)]
        pairs += [(col, -row.slack if want else row.slack) for col, want in row.lits]
        for col, val in pairs:
            at.append(i)
            cols.append(col)
            vals.append(float(val))
    matrix = sp.coo_array((vals, (at, cols)), shape=(len(rows), columns)).tocsr()
    matrix.sum_duplicates()
    return matrix, np.array(lows, dtype=float)


def _own_row(model: Model, own: int) -> Row:
    """The row "own is at most what worths, costs and bundles come to": own stands last in it, and first in the
    others.
    """
    return next(row for row in model.program.rows if len(row.cols) and row.cols[-1] == own)


def _flags(sample: Day, model: Model) -> dict[tuple[str, int], int]:
    """The column that says of a party's bundle that it counts; the builder makes them in order, after all else."""
    found = {}
    for party, seat in model.seats.items():
        valued = [i for i, b in enumerate(sample.positions[party].bundles) if isinstance(b, ValueIf) and b.value.middle]
        extra = sorted(c for c in _own_row(model, seat.own).cols if c >= len(model.kinds) and c != seat.own)
        for entry, col in zip(reversed(valued), reversed(extra), strict=False):
            found[party, entry] = col
    return found


def _weights(
    day: Day, doubts: Sequence[Doubt], model: Model, who: Who, flags: dict[tuple[str, int], int]
) -> tuple[Any, NDArray[np.int64]]:
    """What a unit of each doubt adds to the weights of columns in its party's result."""
    order = {party: i for i, party in enumerate(model.seats)}
    by_id = {id: col for col, kind in enumerate(model.kinds) for id in kind.ids}
    own_entries = {
        (party, kind): {s.id: i for i, (s, _) in enumerate(table) if isinstance(s, Id)}
        for party, position in day.positions.items()
        for kind, table in (("worth", position.worth), ("cost", position.cost))
    }
    at, cols, vals = [], [], []
    of_party = np.full(len(doubts), -1, dtype=np.int64)
    for index, doubt in enumerate(doubts):
        if doubt.kind == "alive" or doubt.whose not in order:
            continue
        of_party[index] = order[doubt.whose]
        touched: dict[int, int] = {}
        if doubt.kind == "bundle" and (doubt.whose, doubt.entry) in flags:
            touched[flags[doubt.whose, doubt.entry]] = 1
        elif doubt.kind in ("worth", "cost"):
            position, mine = day.positions[doubt.whose], own_entries[doubt.whose, doubt.kind]
            selection = (position.worth if doubt.kind == "worth" else position.cost)[doubt.entry][0]
            if isinstance(selection, Id):
                ids = {selection.id} if mine[selection.id] == doubt.entry else set[str]()
            else:
                ids = set(who(selection) - mine.keys())
            for col in {by_id[id] for id in ids if id in by_id}:
                if doubt.kind == "worth":
                    touched[col] = 1
                elif model.kinds[col].giver == doubt.whose:
                    touched[col] = -1
        for col, val in sorted(touched.items()):
            at.append(index)
            cols.append(col)
            vals.append(val)
    shape = (len(doubts), len(model.program.low))
    return sp.coo_array((np.array(vals, dtype=np.int64), (at, cols)), shape=shape).tocsr(), of_party


def _base(
    model: Model, weigh: Any, doubts: Sequence[Doubt], of_party: NDArray[np.int64], rep: Sequence[int]
) -> tuple[dict[tuple[int, int], Fraction], list[int]]:
    """The certain part of each party's weights: those of the sample less what its doubts add."""
    exact: dict[tuple[int, int], Fraction] = {}
    for i, seat in enumerate(model.seats.values()):
        row = _own_row(model, seat.own)
        for col, val in zip(row.cols, row.vals, strict=True):
            if col != seat.own:
                exact[i, col] = Fraction(val, seat.own_unit)
    for index, doubt in enumerate(doubts):
        value, begin, end = doubt.value(rep[index]), weigh.indptr[index], weigh.indptr[index + 1]
        for col, sign in zip(weigh.indices[begin:end], weigh.data[begin:end], strict=True):
            key = (int(of_party[index]), int(col))
            exact[key] = exact.get(key, Fraction(0)) - int(sign) * value
    return exact, [value.denominator for value in exact.values()]


def _wants(sample: Day, model: Model) -> NDArray[np.bool_]:
    """Of which kinds each party receives a release."""
    who = Who(sample)
    found = np.zeros((len(model.seats), len(model.kinds)), dtype=bool)
    for i, party in enumerate(model.seats):
        values = worths(sample.positions[party], who)
        for col, kind in enumerate(model.kinds):
            found[i, col] = kind.giver != party and values.get(kind.ids[0], 0) > 0
    return found


def _ends(
    model: Model, base: Floats, weigh: Any, doubts: Sequence[Doubt], of_party: NDArray[np.int64]
) -> tuple[Floats, Floats, float]:
    """By party: the most its result can be in any sample, how far below 0 it can fall while the party gives nothing;
    and the widest any result can be."""
    high = np.array(model.program.high, dtype=float)
    lowest, highest = base.copy(), base.copy()
    for index, doubt in enumerate(doubts):
        begin, end = weigh.indptr[index], weigh.indptr[index + 1]
        for col, sign in zip(weigh.indices[begin:end], weigh.data[begin:end], strict=True):
            ends = sorted((sign * float(doubt.low), sign * float(doubt.high)))
            lowest[of_party[index], col] += ends[0]
            highest[of_party[index], col] += ends[1]
    most, slack = np.zeros(len(base)), np.zeros(len(base))
    for i, party in enumerate(model.seats):
        given = np.array([kind.giver == party for kind in model.kinds] + [False] * (len(high) - len(model.kinds)))
        most[i] = max(0.0, float(np.maximum(highest[i], 0) @ high)) * (1 + 1e-9)
        slack[i] = max(0.0, -float(np.where(given, 0, np.minimum(lowest[i], 0)) @ high)) * (1 + 1e-9)
    widest = float((np.maximum(np.abs(lowest), np.abs(highest)) @ high).max(initial=1.0))
    return most, slack, widest


def _unit(day: Day, doubts: Sequence[Doubt], units: Sequence[int]) -> int:
    """Of whole numbers of 1/unit all sampled values, certain weights and floors are multiples."""
    ends = [f.denominator for d in doubts if d.kind != "alive" for f in (d.low, d.high)]
    floors = [position.floor.middle.denominator for position in day.positions.values()]
    return math.lcm(*set(units), *set(ends), *set(floors)) * (2 * PARTS if ends else 1)


def _objective(model: Model, aim: Aim) -> Floats:
    weights = np.zeros(len(model.program.low))
    match aim:
        case "gain":
            weights[[seat.own for seat in model.seats.values()]] = 1
        case "freed":
            weights[[col for col, kind in enumerate(model.kinds) if kind.people]] = 1
        case _:
            weights[[seat.gives for seat in model.seats.values()]] = -1
    return weights


def numbers(frame: Frame, points: Points) -> NDArray[np.int64]:
    """Sampled values times `frame.unit`, exactly; 0 or 1 for who is not or is alive."""
    found = np.zeros(points.shape, dtype=np.int64)
    for i, doubt in enumerate(frame.doubts):
        if doubt.kind == "alive":
            found[:, i] = 2 * points[:, i] + 1 < math.ceil(doubt.low * 2 * GRID)
        else:
            step = (doubt.high - doubt.low) * frame.unit / (2 * PARTS)
            found[:, i] = int(doubt.low * frame.unit) + int(step) * (2 * (points[:, i] >> COARSER) + 1)
    return found
