"""A case as JSON: a new one from its files, its texts, the case on a day, a party's position, the files back."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from glienicke.case.model import Case
from glienicke.desk.api.said import (
    MEDIATOR,
    NUMBER_MAX,
    STAFF,
    Branch,
    Said,
    Shape,
    Version,
    Words,
    answered,
    described,
    diagnostics_data,
    problem_of,
    told,
    version_data,
)
from glienicke.desk.cached import loaded, on_day, turns
from glienicke.desk.pages.case import export as exported
from glienicke.desk.shown.minors import unnamed
from glienicke.desk.store.problems import Faulty, NotThere, Refused
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import Asked, Pages
from glienicke.ground import dates
from glienicke.positions.asof import as_of
from glienicke.positions.day import Day
from glienicke.record.case_json import case_data
from glienicke.record.position_json import position_data

pages = Pages(prefix="/api/v1/cases", is_api=True)

On = Annotated[str, Query(description="A day (EDTF: 2024-08-01, 2024-08, 2024); of a partial one the last day counts.")]
KnownBy = Annotated[str, Query(description="Only what had been published by this day.")]
At = Annotated[int | None, Query(ge=1, le=NUMBER_MAX, description="An older version; without it the last one.")]


class NewCase(Shape):
    """A case from its files. files: text by file name, in the order of reading; kept byte for byte as UTF-8."""

    id: Annotated[Words, Field(description="Letters, digits, - and _.", examples=["harbour-2024"])]
    files: Annotated[dict[Words, Words], Field(min_length=1)]


class CaseTexts(Version):
    """A case as it is kept. title: what it is called. diagnostics: what is to be said of the texts; with an error among
    them there is no case to ask."""

    case: str
    title: str
    diagnostics: list[Said]


class DayLine(Shape):
    """A day on which something takes effect, and what."""

    on: dt.date
    what: list[str]


class DayLines(Shape):
    """The days of a case, the first one first."""

    case: str
    branch: str
    days: list[DayLine]


@pages.post("", allows=MEDIATOR, summary="A new case from its files", **described(CaseTexts, "The case is in.", 201))
def bring(asked: Asked, sent: NewCase) -> Response:
    """Texts with mistakes are taken: `diagnostics` says what is wrong."""
    asked.scope.bring(sent.id, {name: text.encode("utf-8") for name, text in sent.files.items()})
    return _texts(asked, sent.id, MAIN, None, 201)


@pages.get("/{case}", allows=STAFF, summary="A case's texts", **described(CaseTexts, "Texts, version and digest."))
def case_texts(asked: Asked, case: str, branch: Branch = MAIN, version: At = None) -> Response:
    """The files of a branch as they are now, or as they were."""
    return _texts(asked, case, branch, version, 200)


@pages.get("/{case}/days", allows=STAFF, summary="The days of a case", **described(DayLines, "Each day, and what."))
def case_days(asked: Asked, case: str, branch: Branch = MAIN) -> Response:
    """On which days something takes effect."""
    lines = [{"on": on, "what": list(what)} for on, what in turns(*sound(asked, case, branch))]
    return told(asked, DayLines, {"case": case, "branch": branch, "days": lines})


@pages.get("/{case}/day", allows=STAFF, summary="A case on a day", **answered("show", "Who holds whom, and the law."))
def case_day(asked: Asked, case: str, branch: Branch = MAIN, on: On = "", known_by: KnownBy = "") -> Response:
    """The case as it stood; without a day on the last one on which something changes."""
    texts, found = sound(asked, case, branch)
    return asked.json({"command": "show", **case_data(found, day_of(texts, found, on, known_by))})


@pages.get(
    "/{case}/parties/{party}/position",
    allows=STAFF,
    summary="A party's position",
    **answered("explain", "What it asks, would give, and on which conditions."),
)
def position(
    asked: Asked, case: str, party: str, branch: Branch = MAIN, on: On = "", known_by: KnownBy = ""
) -> Response:
    """The position on a day, with each sentence in plain English."""
    texts, found = sound(asked, case, branch)
    day = day_of(texts, found, on, known_by)
    if party not in day.parties:
        raise NotThere
    return asked.json({"command": "explain", **position_data(found, day, party)})


_EITHER: dict[str, dict[str, str]] = {"application/yaml": {}, "application/zip": {}}
_FILES = {
    "responses": {
        200: {"description": "One file as YAML, several as ZIP.", "content": _EITHER},
        404: problem_of("There is no such case, or it is not theirs to see."),
    }
}


@pages.get("/{case}/export", allows=STAFF, summary="A case's files", response_class=Response, **_FILES)
def export(asked: Asked, case: str, branch: Branch = MAIN) -> Response:
    """The files of a branch: what nobody changed is byte for byte what came in."""
    return exported(asked, case, branch)


def sound(asked: Asked, case: str, branch: str) -> tuple[Texts, Case]:
    """The texts, and the case that they say. Raises Faulty if they have mistakes."""
    texts = asked.scope.texts(case, branch)
    found = loaded(texts)
    if found.case is None:
        raise Faulty(found.diagnostics)
    return texts, found.case


def day_of(texts: Texts, case: Case, on: str = "", known_by: str = "") -> Day:
    """The case as of a day; without one, of the last on which something changes. Raises Refused for what is no day."""
    dated = turns(texts, case)
    day = date_of(on, "on") if on else dated[-1][0] if dated else dt.date.today()
    if known_by:
        return unnamed(as_of(case, day, date_of(known_by, "known_by")))
    return on_day(texts, case, day)


def date_of(text: str, what: str) -> dt.date:
    """A day that was asked for; of a partial one the last. what: the option. Raises Refused for what is no day."""
    try:
        return dates.latest(text)
    except dates.NoDate as fault:
        raise Refused(f"{what}: {fault}") from None


def _texts(asked: Asked, case: str, branch: str, version: int | None, status: int) -> Response:
    now = asked.scope.texts(case, branch) if version is None else asked.scope.texts_at(case, branch, version)
    found = loaded(now)
    title = (found.case.title if found.case is not None else None) or case
    data: dict[str, Any] = version_data(branch, now)
    data |= {"case": case, "title": title, "diagnostics": diagnostics_data(found.diagnostics)}
    return told(asked, CaseTexts, data, status)
