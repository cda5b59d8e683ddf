"""Long work: questions to the engine, who works at them, and their answers.

A worker claims a job under a lease and renews it while it works; if it dies, the lease runs out and another one takes
the job up. Progress and answer are written only by whoever holds the lease, so that a worker that was thought dead
changes nothing. Questions and answers are JSON and hold what the case's texts hold, nothing else.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.desk.store import tables
from glienicke.desk.store.engine import WORKER, Store
from glienicke.desk.store.entries import text_of

State = Literal["queued", "running", "done", "failed", "stopped"]

LEASE_S = 15.0
"""How long a worker has a job without renewing, in seconds."""

ANSWER_MAX = 16 * 2**20
"""Characters of an answer. A page that shows one reads it whole."""

ATTEMPTS_MAX = 3
"""A job whose worker died this often is given up: it would kill the next one too."""


@dataclass(frozen=True, slots=True)
class Job:
    """One question. digest, version: of the texts that it is asked of. progress: bound, gap and best so far, as the
    worker wrote them. error: why it failed, in words. stopping: somebody asked it to stop. attempt: how many workers
    took it up. at, ended_at: ISO, UTC."""

    id: str
    case: str
    branch: str
    version: int
    digest: str
    question: Mapping[str, Any]
    at: str
    by: str
    state: State
    progress: Mapping[str, Any] | None
    answer: Mapping[str, Any] | None
    error: str | None
    stopping: bool
    attempt: int
    ended_at: str | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in ("done", "failed", "stopped")


# ------------------------------------------------------------------ for whoever asks, within a transaction


def put(
    connection: Connection,
    case: str,
    branch: str,
    version: int,
    digest: str,
    question: Mapping[str, Any],
    by: str,
    at: str,
) -> str:
    """A new job, or the one that asks the same of the same texts and is not in vain; its id. An answer that the time
    was too short for ("unknown") is no reason not to try again."""
    of, text = tables.job.c, text_of(question)
    same = sa.select(of.id, of.answer).where(of.case_id == case, of.branch == branch, of.digest == digest)
    same = same.where(of.question == text, of.state.in_(("queued", "running", "done")), of.stopping.is_(False))
    there = connection.execute(same.order_by(of.at.desc()).limit(1)).first()
    if there is not None and (there.answer is None or json.loads(there.answer).get("status") != "unknown"):
        return str(there.id)
    id = secrets.token_hex(8)
    row = {"id": id, "case_id": case, "branch": branch, "version": version, "digest": digest, "question": text}
    row |= {"at": at, "by": by, "state": "queued", "stopping": False, "attempt": 0}
    connection.execute(tables.job.insert(), [row])
    return id


def get(connection: Connection, case: str, id: str) -> Job | None:
    """One job of a case."""
    row = connection.execute(sa.select(tables.job).where(tables.job.c.case_id == case, tables.job.c.id == id)).first()
    return _job(row) if row is not None else None


def listed(connection: Connection, case: str, most: int = 50) -> tuple[Job, ...]:
    """A case's jobs, the last one first, without their answers, which are large."""
    columns = [sa.null().label("answer") if column.name == "answer" else column for column in tables.job.columns]
    query = sa.select(*columns).where(tables.job.c.case_id == case).order_by(tables.job.c.at.desc()).limit(most)
    return tuple(_job(row) for row in connection.execute(query))


def ask_to_stop(connection: Connection, case: str, id: str, at: str) -> None:
    """A job that nobody works at stops at once; a running one when its worker hears of it."""
    of = tables.job.c
    mine = tables.job.update().where(of.case_id == case, of.id == id)
    connection.execute(mine.where(of.state.in_(("queued", "running"))).values(stopping=True))
    connection.execute(mine.where(of.state == "queued").values(state="stopped", ended_at=at))


# ------------------------------------------------------------------ for workers


def claim(store: Store, worker: str, lease_s: float = LEASE_S) -> Job | None:
    """The next job for this worker: the oldest that waits, or one whose worker is gone. None if there is none.

    worker: an id of its own for each worker that runs.
    """
    of = tables.job.c
    with store.writing(WORKER, of="jobs") as connection:
        now = store.clock()
        lost = sa.and_(of.state == "running", of.lease < now)
        connection.execute(tables.job.update().where(lost, of.stopping.is_(True)).values(_over(store, "stopped")))
        said = f"the work broke off {ATTEMPTS_MAX} times; ask for less, or give it more memory"
        given_up = tables.job.update().where(lost, of.attempt >= ATTEMPTS_MAX)
        connection.execute(given_up.values({**_over(store, "failed"), "error": said}))
        next_one = sa.select(of.id).where(sa.or_(of.state == "queued", lost)).order_by(of.at).limit(1)
        id = connection.execute(next_one).scalar()
        if id is None:
            return None
        taken = {"state": "running", "worker": worker, "lease": now + lease_s, "attempt": of.attempt + 1}
        connection.execute(tables.job.update().where(of.id == id).values(taken))
        return _job(connection.execute(sa.select(tables.job).where(of.id == id)).one())


def is_any(store: Store) -> bool:
    """Whether `claim` may find something; asked often, so it only reads."""
    of = tables.job.c
    with store.reading(WORKER) as connection:
        waits = sa.or_(of.state == "queued", sa.and_(of.state == "running", of.lease < store.clock()))
        return connection.execute(sa.select(of.id).where(waits).limit(1)).scalar() is not None


def renew(
    store: Store, job: str, worker: str, progress: Mapping[str, Any] | None = None, lease_s: float = LEASE_S
) -> bool:
    """Keep the lease, and write how far the work is. False: stop; somebody asked for it, or the job is another's."""
    values: dict[str, Any] = {"lease": store.clock() + lease_s}
    if progress is not None:
        values["progress"] = text_of(progress)
    of = tables.job.c
    mine = sa.and_(of.id == job, of.worker == worker, of.state == "running")
    with store.writing(WORKER, of="jobs") as connection:
        if connection.execute(tables.job.update().where(mine).values(values)).rowcount != 1:
            return False
        return not connection.execute(sa.select(of.stopping).where(mine)).scalar_one()


def finish(store: Store, job: str, worker: str, answer: Mapping[str, Any], *, stopped: bool = False) -> bool:
    """Write the answer; stopped: the best that there was when it was stopped. False if the job is another's by now, and
    then nothing is written. An answer that no page could show ends the job with a word on what to ask instead."""
    text = text_of(answer)
    if len(text) > ANSWER_MAX:
        size = f"{len(text) / 2**20:,.0f} MB"
        said = f"the answer is too large to be shown ({size}); ask for less: a larger gap, fewer answers or parties"
        return fail(store, job, worker, said)
    return _end(store, job, worker, {**_over(store, "stopped" if stopped else "done"), "answer": text})


def fail(store: Store, job: str, worker: str, error: str) -> bool:
    """Write why there is no answer. False if the job is another's by now, and then nothing is written."""
    return _end(store, job, worker, {**_over(store, "failed"), "error": error})


def hand_back(store: Store, job: str, worker: str) -> bool:
    """Give a job up that is not done, since the worker is stopping: the next one takes it at once, and this attempt
    does not count. False if the job is another's by now."""
    of = tables.job.c
    return _end(store, job, worker, {"state": "queued", "worker": None, "lease": None, "attempt": of.attempt - 1})


def _over(store: Store, state: State) -> dict[str, Any]:
    return {"state": state, "ended_at": store.now(), "worker": None, "lease": None}


def _end(store: Store, job: str, worker: str, values: Mapping[str, Any]) -> bool:
    of = tables.job.c
    mine = tables.job.update().where(of.id == job, of.worker == worker, of.state == "running")
    with store.writing(WORKER, of="jobs") as connection:
        return connection.execute(mine.values(dict(values))).rowcount == 1


def _job(row: Any) -> Job:
    return Job(
        row.id,
        row.case_id,
        row.branch,
        row.version,
        row.digest,
        json.loads(row.question),
        row.at,
        row.by,
        cast(State, row.state),
        json.loads(row.progress) if row.progress is not None else None,
        json.loads(row.answer) if row.answer is not None else None,
        row.error,
        row.stopping,
        row.attempt,
        row.ended_at,
    )
