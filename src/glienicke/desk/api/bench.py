"""Questions to the engine as JSON: asked as jobs, looked at, stopped."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import Body, Query
from pydantic import Field
from starlette.responses import Response

from glienicke.desk.api.said import STAFF, Branch, Shape, described, told
from glienicke.desk.cached import loaded
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.problems import Faulty, Refused
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.web import Asked, Pages
from glienicke.desk.work.question import Question, faults, text_of
from glienicke.positions.asof import as_of

pages = Pages(prefix="/api/v1/cases/{case}/jobs", is_api=True)


class JobTold(Shape):
    """A question, how far it is, and its answer. digest: of the texts that it is asked of. progress: the best so far,
    the bound and the gap of a search, or how many days of a replay are done. answer: `answer` in it is what the command
    prints with --json (schema/answers.schema.json); beside it stand the words of the page."""

    id: str
    branch: str
    digest: str
    question: Question
    state: Literal["queued", "running", "done", "failed", "stopped"]
    stopping: bool
    at: Annotated[str, Field(description="When it was asked; ISO, UTC.")]
    ended_at: str | None
    progress: dict[str, Any] | None
    answer: dict[str, Any] | None
    error: str | None


class JobsTold(Shape):
    """Questions, the last one first, without their answers."""

    jobs: list[JobTold]


@pages.get("", allows=STAFF, summary="Questions asked", **described(JobsTold, "The questions."))
def jobs(asked: Asked, case: str, most: Annotated[int, Query(ge=1, le=200)] = 50) -> Response:
    """The last one first, without their answers."""
    found = asked.scope.jobs(case, most)
    return told(asked, JobsTold, {"jobs": [{**_data(job), "answer": None} for job in found]})


@pages.post("", allows=STAFF, summary="Ask the engine", **described(JobTold, "The question, as a job.", 202))
def ask(
    asked: Asked, case: str, question: Annotated[Question, Body()], branch: Annotated[Branch, Body()] = MAIN
) -> Response:
    """A new job, or the one that asks the same of the same texts. What the day does not know is refused."""
    texts = asked.scope.texts(case, branch)
    found = loaded(texts)
    if found.case is None:
        raise Faulty(found.diagnostics)
    if question.on is not None and (wrong := faults(question, as_of(found.case, question.on))):
        raise Refused("; ".join(wrong))
    id = asked.scope.submit(case, branch, json.loads(text_of(question)))
    return told(asked, JobTold, _data(asked.scope.job(case, id)), 202)


@pages.get("/{job}", allows=STAFF, summary="One question, with its answer", **described(JobTold, "The question."))
def job(asked: Asked, case: str, job: str) -> Response:
    """Ask again until its state is `done`, `failed` or `stopped`."""
    return told(asked, JobTold, _data(asked.scope.job(case, job)))


@pages.post("/{job}/stop", allows=STAFF, summary="Stop a question", **described(JobTold, "The question."))
def stop(asked: Asked, case: str, job: str) -> Response:
    """The best so far stays, with its bound."""
    asked.scope.stop(case, job)
    return told(asked, JobTold, _data(asked.scope.job(case, job)))


def _data(job: Job) -> dict[str, Any]:
    return {
        "id": job.id,
        "branch": job.branch,
        "digest": job.digest,
        "question": dict(job.question),
        "state": job.state,
        "stopping": job.stopping,
        "at": job.at,
        "ended_at": job.ended_at,
        "progress": job.progress,
        "answer": job.answer,
        "error": job.error,
    }
