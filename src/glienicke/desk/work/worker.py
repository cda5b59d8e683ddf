"""The worker: takes a question, answers it beside a thread that keeps the lease, writes the answer; then the next one.

It reads texts through a scope of its own, as a page does. Nothing is kept between questions but parsed cases, by the
hash of their texts. It may be killed at any time: whoever comes next takes the question up again.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from glienicke.deals.solve import Limits
from glienicke.desk.cached import loaded, on_day
from glienicke.desk.mistakes import told
from glienicke.desk.store import jobs
from glienicke.desk.store.engine import Store
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.problems import Problem
from glienicke.desk.store.scope import Scope
from glienicke.desk.who import Who
from glienicke.desk.work.answers import answer_to
from glienicke.desk.work.question import Question, question_of
from glienicke.desk.work.story import story

POLL_S = 0.15
"""How often a worker without work looks for some, in seconds."""

BEAT_S = 1.0
"""How often a worker at work renews its lease and tells how far it is, in seconds."""

DEAF_S = 20.0
"""How long a solver may go on after it was told to stop, in seconds; then the process ends with it."""

CLOSING_S = 2.0
"""How long when the whole worker is to stop, in seconds."""

Json = dict[str, Any]
log = logging.getLogger("glienicke.desk.work")


class Worker:
    """One worker on one store. end_process: what is done when a solver does not hear that it is to stop."""

    def __init__(self, store: Store, end_process: Callable[[], None] = lambda: os._exit(1)) -> None:
        self.id = f"worker-{secrets.token_hex(8)}"
        self._store, self._end_process = store, end_process
        self._closing = threading.Event()
        self._stop = threading.Event()

    def close(self) -> None:
        """Stop as soon as can be; the question that is being worked at is handed back. May be called in a signal
        handler."""
        self._closing.set()
        self._stop.set()

    def run(self) -> None:
        """Work until closed."""
        while not self._closing.is_set():
            if not self.work_once():
                self._closing.wait(POLL_S)

    def work_once(self) -> bool:
        """Take one question and answer it. False if there is none."""
        if not jobs.is_any(self._store):
            return False
        job = jobs.claim(self._store, self.id)
        if job is None:
            return False
        self._stop = threading.Event()
        if self._closing.is_set():
            self._stop.set()
        kept = _Kept(self._store, job, self.id, self._stop, self._closing, self._end_process)
        thread = threading.Thread(target=kept.run, daemon=True)
        thread.start()
        try:
            answer, error = _answered(self._store, job, kept), ""
        except (ValueError, Problem) as fault:
            answer, error = {}, str(fault) or "this cannot be answered"
        except Exception as mistake:  # one question must not end the worker for all others
            log.error("job %s failed: %s", job.id, told(mistake))
            answer, error = {}, "the work failed for a reason that is in the desk's log; nothing is known by it"
        finally:
            kept.over.set()
            thread.join()
        self._write(job, answer, error)
        return True

    def _write(self, job: Job, answer: Mapping[str, Any], error: str) -> None:
        if self._closing.is_set() and self._stop.is_set():
            jobs.hand_back(self._store, job.id, self.id)
        elif error:
            jobs.fail(self._store, job.id, self.id, error)
        else:
            jobs.finish(self._store, job.id, self.id, answer, stopped=self._stop.is_set())


class _Kept:
    """Keeps the lease of one job while it is worked at, writes how far it is, hears a stop."""

    def __init__(
        self,
        store: Store,
        job: Job,
        worker: str,
        stop: threading.Event,
        closing: threading.Event,
        end_process: Callable[[], None],
    ) -> None:
        self._store, self._job, self._worker = store, job, worker
        self.stop, self._closing, self._end_process = stop, closing, end_process
        self.over = threading.Event()
        self._progress: Json = {}
        self._since = time.monotonic()
        self._deaf_since: float | None = None

    def heard(self, seconds: float, best: float | None, bound: float | None) -> None:
        """How far a solver is: its best so far and its bound, in the aim's own unit."""
        gap = abs(bound - best) / max(1.0, abs(best)) if best is not None and bound is not None else None
        self._progress = {"best": best, "bound": bound, "gap": gap}

    def days(self, done: int, of: int) -> None:
        """How many days of a replay are done."""
        self._progress = {"done": done, "of": of}

    def run(self) -> None:
        """Until the work is over."""
        while not self.over.wait(BEAT_S if not self._closing.is_set() else 0.1):
            how_far = {**self._progress, "seconds": round(time.monotonic() - self._since, 1)}
            try:
                if not jobs.renew(self._store, self._job.id, self._worker, how_far):
                    self.stop.set()
            except Exception as mistake:  # the store may be away for a moment; the lease says for how long
                log.error("job %s: the lease could not be renewed: %s", self._job.id, told(mistake))
            self._deaf()

    def _deaf(self) -> None:
        """End the process if the solver does not hear: a thread within it cannot be ended otherwise."""
        if not self.stop.is_set():
            return
        self._deaf_since = self._deaf_since or time.monotonic()
        if time.monotonic() - self._deaf_since < (CLOSING_S if self._closing.is_set() else DEAF_S):
            return
        if self._closing.is_set():
            jobs.hand_back(self._store, self._job.id, self._worker)
        else:
            jobs.fail(self._store, self._job.id, self._worker, "the solver did not hear that it was to stop")
        self._end_process()


def _answered(store: Store, job: Job, kept: _Kept) -> Json:
    question = question_of(job.question)
    scope = Scope(store, Who("worker", "mediator", None, frozenset({job.case})))
    texts = scope.texts(job.case, job.branch)
    if texts.digest != job.digest:
        raise ValueError("the case changed before the work began; ask again")
    found = loaded(texts)
    if found.case is None:
        raise ValueError("the case has mistakes; mend them first")
    case = found.case
    limits = Limits(progress=kept.heard, stop=kept.stop)
    if question.verb == "replay":
        return story(question, found.case, lambda on: on_day(texts, case, on), limits, kept.days)
    return answer_to(question, on_day(texts, found.case, _day(question)), limits)


def _day(question: Question) -> Any:
    assert question.on is not None  # all but a replay have one
    return question.on
