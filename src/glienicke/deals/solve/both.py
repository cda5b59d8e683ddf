"""Both solvers behind one question: a program and an objective in, whole numbers out."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace

from glienicke.deals.rows.program import Objective, Program
from glienicke.deals.solve.cpsat import with_cpsat
from glienicke.deals.solve.highs import with_highs
from glienicke.deals.solve.limits import Limits, Outcome, left

FEW = 300
"""Up to so many columns CP-SAT is asked at once where either would do."""

MANY = 5000
"""Above so many columns only HiGHS is asked: two cores are then better spent on one solver."""


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
            alone = len(program.low) > MANY
            _settled(runs, limits, start, math.inf if alone else start + head_start)
            if not alone and not _is_settled(runs) and not _spent(limits, start):
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
