"""The work bench: a question to the engine, and its answer, kept so that it can be linked to.

For the mediator, the analyst and a party's own desk. A question is a job (`glienicke.desk.work`): it runs beside the
server, shows how far it is, can be stopped and outlives a restart.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from glienicke.case.write import CannotEdit
from glienicke.desk.edits.supposed import NotKept, checked, edits_of
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import questions
from glienicke.desk.shown.differences import differences
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.desk.work.question import Question, faults, question_of, text_of, with_more

pages = Pages(prefix="/cases/{case}/bench")

STAFF = ("mediator", "analyst")
AT_ONCE_S = 0.8
"""A quick answer is waited for, so that it is there on the next page."""

LISTED = 20


@pages.get("", allows=STAFF)
def bench(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The form, filled as the address says; and earlier answers."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    given = questions.given_in(asked.request.query_params)
    wrong = (here.wrong,) if here.wrong else ()
    return _form(asked, here, {**given, "on": here.day.on.isoformat()}, wrong)


@pages.post("", allows=STAFF)
async def ask(asked: Asked, case: str) -> Response:
    """Ask: a new job, or the answer that the same question has already."""
    answer = await run_in_threadpool(_asked, asked, case, await asked.form())
    if isinstance(answer, Response):
        return answer
    await _soon(asked, case, answer)
    return asked.go(f"/cases/{case}/bench/{answer}")


def _asked(asked: AskedNow, case: str, form: FormData) -> Response | str:
    given = questions.given_in(form)
    branch, on = str(form.get("branch") or MAIN), str(given.get("on", ""))
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=422, here=here)
    if here.wrong:
        return _form(asked, here, given, (here.wrong,), status=422)
    try:
        question = question_of({**given, "on": here.day.on})
        wrong = faults(question, here.day)
    except ValueError as fault:
        wrong = (str(fault),)
    if wrong:
        return _form(asked, here, given, wrong, status=422)
    return asked.scope.submit(case, here.branch, json.loads(text_of(question)))


async def _soon(asked: AskedNow, case: str, id: str) -> None:
    """Wait a moment for a quick answer."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(AT_ONCE_S * 2):
            for _ in range(int(AT_ONCE_S / 0.05)):
                if (await run_in_threadpool(asked.scope.job, case, id)).over:
                    return
                await asyncio.sleep(0.05)


@pages.get("/{job}", allows=STAFF)
def answer(asked: Asked, case: str, job: str) -> Response:
    """One question with its answer, or how far the work is."""
    found = asked.scope.job(case, job)
    question = question_of(found.question)
    if question.verb == "replay":
        return asked.go(f"/cases/{case}/day{questions.query({'job': found.id}, found.branch)}")
    here, changed = _as_it_is(asked, case, found, question)
    return asked.page(
        "answer.html",
        here=here,
        job=found,
        said={**questions.SAID, **found.answer} if found.answer else None,
        question=question,
        verb=questions.VERBS[question.verb],
        aim=questions.AIMS[question.aim],
        supposes=questions.supposed_in_words(question, here.day),
        names=questions.named(question, here.day),
        changed=changed,
        again=questions.address(case, found.branch, question),
        tries=lambda more: questions.address(case, found.branch, with_more(question, more)),
        branches=[line.name for line in asked.scope.branches(case) if line.name != found.branch],
    )


def _as_it_is(asked: AskedNow, case: str, job: Job, question: Question) -> tuple[Opened, str]:
    """The case that the job was asked of, as it is now; and what changed since, in words."""
    on = question.on.isoformat() if question.on is not None else ""
    try:
        here = opened(asked, case, job.branch, on)
    except NotThere:
        return opened(asked, case, MAIN, on), f"The what-if “{job.branch}” of which this was asked is no longer there."
    if here.texts.digest != job.digest:
        return here, "The case has changed since this was asked; the answer is of the case as it was."
    return here, ""


@pages.get("/{job}/state", allows=STAFF)
def state(asked: Asked, case: str, job: str) -> Response:
    """The part of the page that changes while the work runs."""
    return asked.part("parts/job_state.html", job=asked.scope.job(case, job))


@pages.get("/{job}/front.json", allows=STAFF)
def front(asked: Asked, case: str, job: str) -> Response:
    """The points of a front for the chart; the table beside it says the same."""
    told = asked.scope.job(case, job).answer or {}
    named, parties = told.get("parties", {}), told.get("answer", {}).get("parties", [])
    points = [{"gains": one["numbers"], "freed": one["freed"]} for one in told.get("points", [])]
    return asked.json({"parties": [named.get(party, party) for party in parties], "points": points})


@pages.post("/{job}/stop", allows=STAFF)
def stop(asked: Asked, case: str, job: str) -> Response:
    """Stop the work; the best so far and its bound stay."""
    asked.scope.stop(case, job)
    return asked.go(f"/cases/{case}/bench/{job}", "Stopping; the best so far stays.")


@pages.post("/{job}/keep", allows=("mediator",))
async def keep(asked: Asked, case: str, job: str) -> Response:
    """Keep what a question supposes as a what-if of its own, and ask there what was asked here."""
    name = str((await asked.form()).get("name") or "").strip()
    try:
        second = await run_in_threadpool(_kept, asked, case, job, name)
    except (Refused, CannotEdit, NotKept) as fault:
        return asked.go(f"/cases/{case}/bench/{job}", f"This was not kept: {fault}")
    await _soon(asked, case, second)
    return asked.go(f"/cases/{case}/bench/{job}/beside/{second}", f"The what-if “{name}” is there.")


def _kept(asked: AskedNow, case: str, job: str, name: str) -> str:
    """The same question on the new what-if, where it supposes nothing; its job."""
    found = asked.scope.job(case, job)
    question = question_of(found.question)
    here, changed = _as_it_is(asked, case, found, question)
    if changed or here.case is None or here.day is None:
        raise Refused("the case has changed since this was asked; ask again first")
    edits = edits_of(question, here.case, here.day)
    if not edits:
        raise Refused("nothing is supposed here")
    checked(here.texts.files, edits, question, here.day)
    texts = asked.scope.branch(case, name, found.branch)
    why = "; ".join(questions.supposed_in_words(question, here.day))
    asked.scope.edit(case, name, edits, f"Supposed: {why}", texts.version)
    plain = question.model_copy(update={"seated": (), "out": (), "off": (), "lower": {}, "add": ()})
    return asked.scope.submit(case, name, json.loads(text_of(plain)))


@pages.post("/{job}/beside", allows=STAFF)
async def ask_beside(asked: Asked, case: str, job: str) -> Response:
    """Ask the same of another branch, and show both."""
    other = str((await asked.form()).get("branch") or MAIN)

    def submitted() -> str:
        return asked.scope.submit(case, other, asked.scope.job(case, job).question)

    second = await run_in_threadpool(submitted)
    await _soon(asked, case, second)
    return asked.go(f"/cases/{case}/bench/{job}/beside/{second}")


@pages.get("/{job}/beside/{second}", allows=STAFF)
def beside(asked: Asked, case: str, job: str, second: str) -> Response:
    """Two answers side by side, and what differs."""
    both = (asked.scope.job(case, job), asked.scope.job(case, second))
    asked_of = [question_of(one.question) for one in both]
    here = _as_it_is(asked, case, both[0], asked_of[0])[0]
    return asked.page(
        "beside.html",
        here=here,
        both=[
            {
                "job": one,
                "said": {**questions.SAID, **one.answer} if one.answer else None,
                "verb": questions.VERBS[of.verb],
                "on": of.on,
                "supposes": questions.supposed_in_words(of, here.day),
                "changed": _as_it_is(asked, case, one, of)[1],
            }
            for one, of in zip(both, asked_of, strict=True)
        ],
        differ=differences(both[0].answer, both[1].answer, here.day),
        runs=[one for one in both if not one.over],
    )


def _form(
    asked: AskedNow, here: Opened, given: dict[str, Any], wrong: tuple[str, ...] = (), status: int = 200
) -> Response:
    assert here.day is not None
    return asked.page(
        "bench.html",
        status=status,
        here=here,
        given={**questions.EMPTY, **given},
        wrong=wrong,
        verbs={verb: says for verb, says in questions.VERBS.items() if verb != "replay"},
        aims=questions.AIMS,
        seats=questions.seats(here.day, given),
        held=questions.may_be_wanted(here.day),
        offered=questions.offered(here.day),
        jobs=[(job, questions.line(job)) for job in asked.scope.jobs(here.id, LISTED)],
    )
