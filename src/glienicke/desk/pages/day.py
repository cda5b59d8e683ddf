"""The day slider: the case as it stood on each day on which something changed, with the verdict of each day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import custody, questions
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.problems import NotThere
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.desk.work.question import Question, question_of, text_of
from glienicke.record.words import name

pages = Pages(prefix="/cases/{case}/day")

STAFF = ("mediator", "analyst")
LOOKED_AT = 50
"""So many of the last questions are looked through for a story that fits."""


@pages.get("", allows=STAFF)
def day_page(asked: Asked, case: str, on: str = "", branch: str = MAIN, job: str = "") -> Response:
    """One day, and the strip of all."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    return _page(asked, here, _story(asked, here, job))


@pages.post("", allows=STAFF)
async def reckon(asked: Asked, case: str) -> Response:
    """Ask for the verdict of each day."""
    return await run_in_threadpool(_asked, asked, case, await asked.form())


def _asked(asked: AskedNow, case: str, form: FormData) -> Response:
    branch, on = str(form.get("branch") or MAIN), str(form.get("on") or "")
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=422, here=here)
    given = questions.given_in(form)
    sent = {key: given[key] for key in ("want", "aim", "seconds", *questions.TICKS) if key in given}
    try:
        question = question_of({"seconds": 600, **sent, "verb": "replay"})
    except ValueError as fault:
        return _page(asked, here, None, (str(fault),), sent, status=422)
    unknown = [id for id in question.want if id not in here.case.people]
    if unknown:
        return _page(asked, here, None, tuple(f"no person '{id}' in the case" for id in unknown), sent, status=422)
    job = asked.scope.submit(case, branch, json.loads(text_of(question)))
    return asked.go(f"/cases/{case}/day{questions.query({'on': here.day.on.isoformat(), 'job': job}, branch)}")


def _story(asked: AskedNow, here: Opened, job: str) -> Job | None:
    """The story asked for, or else the last one of these very texts."""
    if job:
        found = asked.scope.job(here.id, job)
        if found.question.get("verb") != "replay":
            raise NotThere
        return found
    for found in asked.scope.jobs(here.id, LOOKED_AT):
        if found.question.get("verb") == "replay" and (found.branch, found.digest) == (here.branch, here.texts.digest):
            return asked.scope.job(here.id, found.id)  # with its answer
    return None


def _page(
    asked: AskedNow,
    here: Opened,
    story: Job | None,
    wrong: tuple[str, ...] = (),
    sent: Mapping[str, Any] | None = None,
    status: int = 200,
) -> Response:
    assert here.day is not None and here.case is not None
    question = question_of(story.question) if story is not None else Question(verb="replay")
    told = {one["on"]: one for one in ((story.answer or {}).get("days", []) if story is not None else [])}
    kept = {"job": story.id} if story is not None else {}
    return asked.page(
        "day.html",
        status=status,
        here=here,
        wrong=(*wrong, *((here.wrong,) if here.wrong else ())),
        job=story,
        changed=story is not None and (story.branch, story.digest) != (here.branch, here.texts.digest),
        given={"want": question.want, "aim": question.aim, **(sent or {})},
        wanted=[name(here.day, id) for id in question.want],
        aim=questions.AIMS[question.aim],
        aims=questions.AIMS,
        strip=[_step(here, day, what, told.get(day.isoformat()), kept) for day, what in here.days],
        verdict=told.get(here.day.on.isoformat()),
        at=next((i for i, (day, _) in enumerate(here.days) if day == here.day.on), None),
        what=next((what for day, what in here.days if day == here.day.on), ()),
        holdings=custody.holdings(here.day),
    )


def _step(
    here: Opened, day: dt.date, what: tuple[str, ...], verdict: Mapping[str, Any] | None, kept: Mapping[str, str]
) -> dict[str, Any]:
    """One day of the strip. mark: what is written in its box; says: the same for those who hear the page."""
    status = verdict["status"] if verdict is not None else ""
    mark = {"deal": "✓", "none": "–", "unknown": "?"}.get(status, "·")
    says = {"deal": f"deal: {verdict['freed'] if verdict else ''}", "none": "no deal", "unknown": "not known"}
    return {
        "on": day,
        "what": what,
        "status": status or "open",
        "mark": mark,
        "says": says.get(status, "not reckoned"),
        "link": here.link("day", on=day.isoformat(), **kept),
        "is_current": here.day is not None and day == here.day.on,
    }
