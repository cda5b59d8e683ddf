"""Both solvers behind one question: whoever settles it, whatever the size, and stopping."""

import random
import threading
import time

import pytest

from glienicke.deals.rows.program import Program
from glienicke.deals.solve import Limits, solve
from glienicke.deals.solve import both as both_module


def knapsack(count: int, seed: int) -> tuple[Program, dict[int, int]]:
    """Two knapsacks over the same 0/1 columns, and what each column is worth."""
    rng = random.Random(seed)
    program = Program()
    cols = [program.flag() for _ in range(count)]
    for _ in range(2):
        weights = [rng.randint(20, 99) for _ in cols]
        program.add(cols, [-w for w in weights], -sum(weights) // 3)
    return program, {col: rng.randint(20, 99) for col in cols}


def test_both_settle_the_same() -> None:
    for seed in range(5):
        program, worth = knapsack(40, seed)
        alone = solve(program, worth, Limits())
        together = solve(program, worth, Limits(), head_start=0.0)
        assert alone.found == together.found == "best"
        assert alone.objective == alone.bound == together.objective


def test_a_large_program_is_left_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Above MANY columns nobody joins, and nobody is interrupted when the head start is over."""
    monkeypatch.setattr(both_module, "MANY", 10)
    monkeypatch.setattr(both_module, "FEW", 10)
    program, worth = knapsack(60, 1)
    outcome = solve(program, worth, Limits(), head_start=1e-9)
    assert outcome.found == "best" and outcome.solver == "HiGHS"


def test_limit_and_stop_are_honest() -> None:
    program, worth = knapsack(60, 2)
    best = solve(program, worth, Limits()).objective
    assert best is not None
    stopped = threading.Event()
    stopped.set()
    for limits in (Limits(0.0), Limits(stop=stopped)):
        began = time.monotonic()
        outcome = solve(program, worth, limits)
        assert time.monotonic() - began < 10
        if outcome.found == "best":
            assert outcome.objective == best
        elif outcome.objective is not None and outcome.bound is not None:
            assert outcome.objective <= best <= outcome.bound
