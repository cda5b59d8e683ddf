"""A deal that the bench found, shown to one party: first as it would be read, then published in that party's channel.

What is published is who would be released by whom and to whom, and nothing of why: no gain, no floor, no condition of
anybody. Unless the mediator asks for the whole deal, it is the party's own part alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Form
from starlette.responses import Response

from glienicke.desk.store.problems import NotThere
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}/bench/{job}/publish")

PARTS = {"own": "What this party would release and receive", "whole": "The whole deal: all releases of all parties"}
TITLE_MAX, TEXT_MAX = 200, 50_000


@pages.get("", allows=("mediator",))
def preview(asked: Asked, case: str, job: str, to: str = "", part: str = "own") -> Response:
    """The publication as the party would read it."""
    return _page(asked, case, job, to, part, {})


@pages.post("", allows=("mediator",))
def publish(
    asked: Asked,
    case: str,
    job: str,
    to: Annotated[str, Form()] = "",
    part: Annotated[str, Form()] = "own",
    title: Annotated[str, Form()] = "",
    text: Annotated[str, Form()] = "",
) -> Response:
    """Publish it; it cannot be taken back."""
    answer = _answer(asked, case, job)
    title = " ".join(title.split())
    if to not in answer["parties"] or part not in PARTS or not title or len(title) > TITLE_MAX or len(text) > TEXT_MAX:
        says = f"choose a party, and give a title of at most {TITLE_MAX} and a text of at most {TEXT_MAX:,} characters"
        return _page(asked, case, job, to, part, {"title": title, "text": text}, (says,))
    lines = lines_of(answer, to, part)
    if not lines:
        return _page(asked, case, job, to, part, {"title": title, "text": text}, ("there is nothing to publish",))
    body = {"title": title, "text": text.strip(), "lines": list(lines)}
    asked.scope.publish(case, to, "deal", body)
    return asked.go(f"/cases/{case}/channel/{to}#end", "Published to this party, and to no other.")


def lines_of(answer: Mapping[str, Any], party: str, part: str) -> tuple[str, ...]:
    """A line each release and consideration. part: `own`, what comes from the party or to it; `whole`."""
    return tuple(
        str(move["says"]) for move in answer["deal"]["moves"] if part == "whole" or party in (move["from"], move["to"])
    )


def _answer(asked: AskedNow, case: str, job: str) -> Mapping[str, Any]:
    """The answer, if there is a deal in it."""
    answer = asked.scope.job(case, job).answer
    if not answer or not answer.get("deal"):
        raise NotThere
    return answer


def _page(
    asked: AskedNow,
    case: str,
    job: str,
    to: str,
    part: str,
    given: Mapping[str, str],
    wrong: tuple[str, ...] = (),
) -> Response:
    answer = _answer(asked, case, job)
    parties = dict(answer["parties"])
    to = to if to in parties else next(iter(answer["deal"]["cards"]))["party"]
    part = part if part in PARTS else "own"
    return asked.page(
        "publish.html",
        status=422 if wrong else 200,
        case=case,
        job=job,
        to=to,
        part=part,
        parties=parties,
        parts=PARTS,
        lines=lines_of(answer, to, part),
        given={"title": f"A deal, as of {answer['answer']['on']}", "text": "", **given},
        wrong=wrong,
    )
