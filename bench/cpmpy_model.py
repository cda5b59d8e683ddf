"""The same question as a plain CPMpy model: written from the words, left to CPMpy and its default solver."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import cpmpy as cp
import numpy as np

from bench.flat import Flat, flatten
from bench.raw_highs import Outcome
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


def write(day: Day) -> Any:
    """The model of a generated day: the largest sum of gains of those who take part."""
    flat = flatten(day)
    released = cp.boolvar(shape=flat.size, name="released")
    takes_part = cp.boolvar(shape=len(flat.parties), name="takes_part")
    model = cp.Model()
    model += cp.sum(released) >= 1
    for person, holder in enumerate(flat.holder):
        model += released[person].implies(takes_part[holder])
    total = []
    for p, party in enumerate(flat.parties):
        gain = cp.sum(int(g) * released[i] for i, g in enumerate(flat.gain[p]) if g)
        most = int(np.maximum(flat.gain[p], 0).sum())
        counted = cp.intvar(min(0, int(flat.floor[p])), most, name=f"gain_{party}")
        received = [released[i] for i in np.flatnonzero((flat.worth[p] > 0) & (flat.holder != p))]
        model += takes_part[p].implies(gain >= int(flat.floor[p]))
        model += takes_part[p].implies(_any(received))
        model += takes_part[p].implies(counted == gain)
        model += (~takes_part[p]).implies(counted == 0)
        for condition in day.positions[party].conditions:
            model += takes_part[p].implies(_sentence(flat, released, condition.sentence))
        total.append(counted)
    model.maximize(cp.sum(total))
    return model


def _of(flat: Flat, released: Any, selection: Selection) -> list[Any]:
    return [released[i] for i in flat.members(selection)]


def _any(literals: list[Any]) -> Any:
    return cp.any(literals) if literals else cp.BoolVal(False)


def _sentence(flat: Flat, released: Any, sentence: Sentence) -> Any:
    match sentence:
        case OnlyIf(subject, then):
            return _any(_of(flat, released, subject)).implies(_statement(flat, released, then))
        case Never(subject, None):
            return ~_any(_of(flat, released, subject))
        case Together(of):
            members = [x for part in of for x in _of(flat, released, part)]
            return cp.all(a == b for a, b in pairwise(members))
        case Before(first, then):
            rest = np.flatnonzero(flat.mask(then) & ~flat.mask(first))
            return _any([released[i] for i in rest]).implies(cp.all(_of(flat, released, first)))
        case Count() | All() | Some() | AsMany() | ForEach() | And():
            return _statement(flat, released, sentence)
        case _:
            raise NotImplementedError(f"the generator draws no {type(sentence).__name__}")


def _statement(flat: Flat, released: Any, statement: Statement) -> Any:
    def count(selection: Selection) -> Any:
        return cp.sum(_of(flat, released, selection))

    match statement:
        case Count(low, high, of):
            bounds = [] if low is None else [count(of) >= low]
            return cp.all(bounds + ([] if high is None else [count(of) <= high]))
        case All(of):
            return cp.all(_of(flat, released, of))
        case Some(of):
            return _any(_of(flat, released, of))
        case And(of):
            return cp.all([_statement(flat, released, part) for part in of])
        case AsMany(limit, of, than):
            return count(of) >= count(than) if limit == "at least" else count(of) <= count(than)
        case ForEach(limit, terms, of):
            allowed = cp.sum(k * count(selection) for selection, k in terms)
            return count(of) <= allowed if limit == "at most" else count(of) >= allowed
        case _:
            raise NotImplementedError(f"the generator draws no {type(statement).__name__}")


def solve(day: Day, seconds: float) -> Outcome:
    """Write the model and let CPMpy solve it. Its turning of the model into the solver's counts as solving."""
    started = time.perf_counter()
    model = write(day)
    built = time.perf_counter()
    solver = cp.SolverLookup.get("ortools", model)
    left = max(1.0, seconds - (time.perf_counter() - started))
    found = solver.solve(time_limit=left)
    done = time.perf_counter()
    status = solver.status().exitstatus.name.capitalize()
    bound = solver.ort_solver.best_objective_bound if found else None
    return Outcome(status, float(solver.objective_value()) if found else None, bound, built - started, done - built)
