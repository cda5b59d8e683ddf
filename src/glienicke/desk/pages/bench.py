"""The work bench: a question to the engine, and its answer, kept so that it can be linked to.

For the mediator, the analyst and a party's own desk. A question is a job (`glienicke.desk.work`): it runs beside the
server, shows how far it is, can be stopped and outlives a restart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.web import Asked, Pages
from glienicke.desk.work.question import Question, faults, key_of, question_of, text_of
from glienicke.record.words import in_words

pages = Pages(prefix="/cases/{case}/bench")

STAFF = ("mediator", "analyst")
VERBS = {
    "find": "The best deal",
    "alternatives": "The best deals that differ",
    "front": "What two to four parties can have at once",
    "why": "Why there is no deal",
    "quorum": "Who must be at the table",
    "enlarge": "Who else, already held, would open a deal",
}
AIMS = {
    "gain": "the largest gain in sum",
    "freed": "the most people freed",
    "fewest": "the fewest parties that release",
    "fair": "the least gain as large as can be",
    "nash": "the largest product of gains",
}
MANY = ("want", "parties", "out", "add")


@pages.get("", allows=STAFF)
async def bench(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The form, filled as the address says; and earlier answers."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    given = _given(asked.request.query_params)
    return _form(asked, here, {**given, "on": here.day.on.isoformat()})


@pages.post("", allows=STAFF)
async def ask(asked: Asked, case: str) -> Response:
    """Ask: a new job, or the answer that the same question has already."""
    form = await asked.form()
    given = _given(form)
    here = opened(asked, case, str(form.get("branch") or MAIN), str(given.get("on", "")))
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=422, here=here)
    try:
        question = question_of({**given, "on": here.day.on})
        wrong = faults(question, here.day)
        if question.verb == "front" and not 2 <= len(question.parties) <= 4:
            wrong += ("a front is drawn for two to four parties; name them",)
    except ValueError as fault:
        wrong = (str(fault),)
    if wrong:
        return _form(asked, here, given, wrong, status=422)
    job = asked.scope.submit(case, here.branch, json.loads(text_of(question)))
    return asked.go(f"/cases/{case}/bench/{job}")


@pages.get("/{job}", allows=STAFF)
def answer(asked: Asked, case: str, job: str) -> Response:
    """One question with its answer, or how far the work is."""
    found = asked.scope.job(case, job)
    question = question_of(found.question)
    here = opened(asked, case, found.branch, question.on.isoformat())
    stale = here.texts.digest != found.digest
    return asked.page(
        "answer.html",
        here=here,
        job=found,
        question=question,
        verb=VERBS[question.verb],
        aim=AIMS[question.aim],
        stale=stale,
        again=f"/cases/{case}/bench?{_query(here, question)}",
        tries=lambda more: f"/cases/{case}/bench?{_query(here, _trying(question, more))}",
    )


@pages.get("/{job}/state", allows=STAFF)
def state(asked: Asked, case: str, job: str) -> Response:
    """The part of the page that changes while the work runs."""
    found = asked.scope.job(case, job)
    return asked.part("job_state.html", job=found, case=case)


@pages.get("/{job}/front.json", allows=STAFF)
def front(asked: Asked, case: str, job: str) -> Response:
    """The points of a front for the chart; the table beside it says the same."""
    found = asked.scope.job(case, job)
    told = found.answer or {}
    answer = told.get("answer", {})
    points = [
        {"gains": point["gains"], "freed": words["freed"]}
        for point, words in zip(answer.get("points", []), told.get("points", []), strict=True)
    ]
    names = told.get("names", {})
    parties = [{"id": party, "name": names.get(party, party)} for party in answer.get("parties", [])]
    return asked.json({"parties": parties, "points": points})


@pages.post("/{job}/stop", allows=STAFF)
def stop(asked: Asked, case: str, job: str) -> Response:
    """Stop the work; the best so far and its bound stay."""
    asked.scope.stop(case, job)
    return asked.go(f"/cases/{case}/bench/{job}", "Stopping; the best so far stays.")


def _form(
    asked: Asked, here: Opened, given: Mapping[str, Any], wrong: tuple[str, ...] = (), status: int = 200
) -> Response:
    assert here.day is not None
    day = here.day
    conditions = [
        {"key": key_of(condition), "party": day.parties[party], "says": in_words(day, condition.sentence)}
        for party, position in day.positions.items()
        for condition in position.conditions
    ]
    held = [person for person in day.people.values() if person.state == "held"]
    return asked.page(
        "bench.html",
        status=status,
        here=here,
        given={"verb": "find", "aim": "gain", **given},
        wrong=wrong,
        verbs=VERBS,
        aims=AIMS,
        conditions=conditions,
        held=held if len(held) <= 300 else [],
        jobs=asked.scope.jobs(here.id)[:20],
    )


def _given(form: Any) -> dict[str, Any]:
    """A form or an address as the data of a question; what is empty is left out. Lowered floors: `lower=RU:5`."""
    given: dict[str, Any] = {}
    for key in ("verb", "on", "aim", "seconds", "gap", "most"):
        if str(form.get(key) or "").strip():
            given[key] = str(form[key]).strip()
    for key in MANY:
        values = [one for text in form.getlist(key) for one in str(text).replace(",", " ").split()]
        if values:
            given[key] = tuple(dict.fromkeys(values))
    off = tuple(dict.fromkeys(str(one) for one in form.getlist("off") if one))
    if off:
        given["off"] = off
    lower = dict(str(one).split(":", 1) for one in form.getlist("lower") if ":" in str(one))
    if lower:
        given["lower"] = lower
    for key in ("cautious", "settled", "trade_owed"):
        if form.get(key):
            given[key] = True
    return given


def _trying(question: Question, more: Mapping[str, Any]) -> Question:
    """The question with a concession or an addition supposed besides; it asks for the best deal then."""
    data = question.model_dump()
    data["verb"] = "find"
    data["off"] = tuple(dict.fromkeys((*question.off, *more.get("off", ()))))
    data["add"] = tuple(dict.fromkeys((*question.add, *more.get("add", ()))))
    data["lower"] = {**question.lower, **more.get("lower", {})}
    return question_of(data)


def _query(here: Opened, question: Question) -> str:
    """A question as the query of an address that fills the form."""
    data = question.model_dump(mode="json", exclude_defaults=True)
    pairs: list[tuple[str, str]] = [] if here.branch == MAIN else [("branch", here.branch)]
    for key, value in data.items():
        if key == "lower":
            pairs += [("lower", f"{party}:{by}") for party, by in value.items()]
        elif isinstance(value, list):
            pairs += [(key, str(one)) for one in value]
        elif value is True:
            pairs.append((key, "1"))
        else:
            pairs.append((key, str(value)))
    return urlencode(pairs)
