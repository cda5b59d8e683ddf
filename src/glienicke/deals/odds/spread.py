"""Runs of samples over one process, a pool of processes, or Ray: the same work, the same answers, in any order.

A worker that dies takes its run with it, and the run is given out again; so is a whole pool that breaks. Nothing is
read back but plain JSON (`keep.reply_line`), and a run is a function of its question, seed and range alone.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

from glienicke.deals.odds.answering import Question, answer
from glienicke.deals.odds.doubts import draw
from glienicke.deals.odds.keep import reply_line
from glienicke.deals.solve import Limits, left

Run = tuple[int, int]
"""From which sample to which (not included)."""

Work = Callable[[Question, int, Run, float | None, float], list[Any]]

BREAKS = 3
"""So often in a row a pool may break without having finished anything."""


@dataclass(frozen=True, slots=True)
class Where:
    """Who works. jobs: processes (1: this one). ray: None, "" for a Ray of our own, or the address of one that runs."""

    jobs: int = 1
    ray: str | None = None


def work(question: Question, seed: int, run: Run, seconds: float | None, gap: float) -> list[Any]:
    """Answer a run of samples; fewer answers than samples where the limit comes first."""
    return _work(question, seed, run, Limits(seconds, gap))


def _work(question: Question, seed: int, run: Run, limits: Limits) -> list[Any]:
    points = draw(len(question.doubts), seed, *run)
    return reply_line(question.day, answer(question, points, limits))


def spread(
    question: Question, seed: int, runs: Sequence[Run], where: Where, limits: Limits
) -> Iterator[tuple[Run, list[Any]]]:
    """Every run with its answers, as they come. Ends early when the limit comes or the asker wishes so."""
    start = time.monotonic()
    if not runs:
        return
    if where.ray is not None:
        with contextlib.redirect_stdout(sys.stderr):  # where Ray's own news belong
            yield from _on_ray(question, seed, runs, where, limits, start)
    elif where.jobs > 1:
        yield from _on_pool(question, seed, runs, where, limits, start)
    else:
        for run in runs:
            if limits.stop.is_set() or left(limits, start) == 0:
                return
            yield run, _work(question, seed, run, replace(limits, seconds=left(limits, start), progress=None))


# ------------------------------------------------------------ a pool of processes

_mine: list[tuple[Question, int]] = []
"""In a worker: the question, sent once and not with every run."""


def _begin(question: Question, seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the asker's, who lets workers end their runs
    _mine.append((question, seed))


def _work_mine(run: Run, seconds: float | None, gap: float) -> list[Any]:
    question, seed = _mine[-1]
    return work(question, seed, run, seconds, gap)


def _on_pool(
    question: Question, seed: int, runs: Sequence[Run], where: Where, limits: Limits, start: float
) -> Iterator[tuple[Run, list[Any]]]:
    todo, breaks = list(runs), 0
    while todo and breaks <= BREAKS:
        pool = ProcessPoolExecutor(
            min(where.jobs, len(todo)), get_context("spawn"), initializer=_begin, initargs=(question, seed)
        )
        try:
            for run, line in _from_pool(pool, todo, where.jobs, limits, start):
                todo.remove(run)
                breaks = 0
                yield run, line
        except BrokenProcessPool:  # a worker was killed: what was not finished is given out again
            breaks += 1
        else:
            return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    if todo:
        raise RuntimeError(f"the pool of processes broke {breaks} times in a row without finishing a run of samples")


def _from_pool(
    pool: ProcessPoolExecutor, runs: Sequence[Run], jobs: int, limits: Limits, start: float
) -> Iterator[tuple[Run, list[Any]]]:
    waiting, running = list(reversed(runs)), dict[Future[list[Any]], Run]()
    while waiting or running:
        over = limits.stop.is_set() or left(limits, start) == 0
        while waiting and not over and len(running) < 2 * jobs:
            run = waiting.pop()
            running[pool.submit(_work_mine, run, left(limits, start), limits.gap)] = run
        if not running:
            return
        done, _ = wait(running, 0.1, FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future.result()
        if limits.stop.is_set():
            return


# ------------------------------------------------------------ Ray


def _on_ray(
    question: Question, seed: int, runs: Sequence[Run], where: Where, limits: Limits, start: float
) -> Iterator[tuple[Run, list[Any]]]:
    """On Ray; a task whose worker dies is started again by Ray itself (`max_retries`)."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    try:
        ray: Any = importlib.import_module("ray")
    except ImportError:
        raise ValueError("Ray is not installed; install it with: pip install 'glienicke[ray]'") from None
    if where.ray:
        ray.init(address=where.ray, log_to_driver=False, logging_level="error")
    else:
        ray.init(
            num_cpus=where.jobs,
            include_dashboard=False,
            _node_ip_address="127.0.0.1",
            log_to_driver=False,
            logging_level="error",
        )
    try:
        asked = ray.put(question)
        task = ray.remote(max_retries=BREAKS)(work)
        waiting, running = list(reversed(runs)), dict[Any, Run]()
        slots = 2 * max(1, int(ray.cluster_resources().get("CPU", where.jobs)))
        while waiting or running:
            over = limits.stop.is_set() or left(limits, start) == 0
            while waiting and not over and len(running) < slots:
                run = waiting.pop()
                running[task.remote(asked, seed, run, left(limits, start), limits.gap)] = run
            if not running or limits.stop.is_set():
                return
            done, _ = ray.wait(list(running), num_returns=1, timeout=0.1)
            for ref in done:
                yield running.pop(ref), ray.get(ref)
    finally:
        ray.shutdown()
