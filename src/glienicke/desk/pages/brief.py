"""The brief: one page to print. Of a question's answer, or else of the case's facts alone."""

from __future__ import annotations

import json

from starlette.responses import Response

from glienicke.deals.deal import Deal
from glienicke.deals.deal_json import deal_from_text
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import custody, questions
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.problems import NotThere
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.desk.work.question import question_of
from glienicke.ground import dates
from glienicke.record.brief import cited, source_line, timeline
from glienicke.record.words import in_words, name

pages = Pages(prefix="/cases/{case}/brief")

STAFF = ("mediator", "analyst")


@pages.get("", allows=STAFF)
def brief(asked: Asked, case: str, on: str = "", branch: str = MAIN, job: str = "") -> Response:
    """The page. job: whose answer it tells; it is of that question's day and branch then."""
    found = asked.scope.job(case, job) if job else None
    if found is None:
        return _page(asked, opened(asked, case, branch, on), None)
    question = question_of(found.question)
    if question.verb != "find" or not found.answer:
        raise NotThere
    day = question.on.isoformat() if question.on is not None else ""
    return _page(asked, opened(asked, case, found.branch, day), found)


def _page(asked: AskedNow, here: Opened, job: Job | None) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    case, day = here.case, here.day
    said = {**questions.SAID, **(job.answer or {})} if job is not None else None
    question = question_of(job.question) if job is not None else None
    deal = deal_from_text(json.dumps(said["answer"]), day) if said is not None and said["deal"] else None
    rests_on = cited(case, day, deal if isinstance(deal, Deal) else None)
    return asked.page(
        "brief.html",
        here=here,
        job=job,
        said=said,
        changed=job is not None and job.digest != here.texts.digest,
        aim=questions.AIMS[question.aim] if question is not None else "",
        wanted=[name(day, id) for id in question.want] if question is not None else [],
        supposes=questions.supposed_in_words(question, day) if question is not None else [],
        holdings=custody.holdings(day) if said is None else (),
        owed=[f"{p.name}: {p.owed}" for p in day.people.values() if p.owed and p.state == "held"],
        law=[in_words(day, law.sentence) for law in day.law],
        timeline=timeline(case, day, here.days),
        assessments=[one for one in case.assessments if one.on is None or dates.latest(one.on) <= day.on],
        sources=[source_line(source) for id, source in case.sources.items() if id in rests_on],
    )
