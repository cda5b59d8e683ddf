"""The people of a case on a day: filtered, searched by name in any script, in pages of a hundred; one more by form."""

from __future__ import annotations

import csv
import io
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from glienicke.case.people_table import read_people
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.pages.people_paste import write
from glienicke.desk.shown import people
from glienicke.desk.store.problems import Changed, Faulty
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.positions.entering import NotEntered, known_of

pages = Pages(prefix="/cases/{case}/people")

STAFF = ("mediator", "analyst")
FIELDS = {
    "name": "Name",
    "id": "Id",
    "spellings": "Other spellings, with | between",
    "held_by": "Held by",
    "since": "Since",
    "citizen_of": "Citizen of",
    "to": "May be received by",
    "tags": "Tags",
    "born": "Born",
    "minors": "Minors who go along, as a number",
    "according_to": "According to",
}
"""What the form for one more person asks, in its order."""


@pages.get("", allows=STAFF)
def people_page(
    asked: Asked,
    case: str,
    on: str = "",
    branch: str = MAIN,
    text: str = "",
    held_by: str = "",
    citizen_of: str = "",
    tag: str = "",
    state: str = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """The list."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    by = people.Filter(" ".join(text.split())[:200], held_by, citizen_of, tag, state)
    fit, why = people.narrowed(here.day, by), dict[str, str]()
    if by.name:
        fit, why = people.searched(here.case, here.day, fit, by.name)
    listing = people.listing(here.day, fit, page, why)
    narrowed = {"text": by.name, "held_by": held_by, "citizen_of": citizen_of, "tag": tag, "state": state}
    return asked.page(
        "people.html",
        here=here,
        by=by,
        listing=listing,
        choices=people.choices(here.day.people.values()),
        states=people.STATES,
        of=lambda number: here.link("people", page=str(number), **narrowed),
    )


@pages.get("/new", allows=STAFF)
def new(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The form for one more person."""
    return _form(asked, opened(asked, case, branch, on), {})


@pages.post("/new", allows=STAFF)
async def add(asked: Asked, case: str) -> Response:
    """One more person, whom somebody already holds or held."""
    form = await asked.form()
    given = {key: " ".join(str(form.get(key) or "").split()) for key in FIELDS}
    branch, on = str(form.get("branch") or MAIN), str(form.get("on") or "")
    expected = str(form.get("expected") or "")
    return _added(asked, opened(asked, case, branch, on), given, int(expected) if expected.isdecimal() else 0)


def _added(asked: AskedNow, here: Opened, given: dict[str, str], expected: int) -> Response:
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    table = read_people(_as_table(given), known_of(here.case), {})
    if table.wrong:
        wrong = [f"{FIELDS.get(one.column, one.column) or 'The form'}: {one.message}" for one in table.wrong]
        return _form(asked, here, given, wrong)
    (id,) = table.people
    try:
        write(asked, here, table, f"one more person: {id}", expected)
    except Changed:
        said = ["Somebody else changed the case in the meantime; look whether the person is there, and send it again"]
        return _form(asked, opened(asked, here.id, here.branch), given, said, 409)
    except Faulty as fault:
        return _form(asked, here, given, [found.text for found in fault.diagnostics])
    except NotEntered as fault:
        return _form(asked, here, given, [str(fault), *(found.text for found in fault.diagnostics)])
    return asked.go(here.link("people", id), f"{given['name']} is there.")


def _as_table(given: dict[str, str]) -> str:
    """The form as a table with one row, so that the same rules read both."""
    filled = {key: value for key, value in given.items() if value}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["name", *(key for key in filled if key != "name")])
    writer.writerow([given.get("name", ""), *(value for key, value in filled.items() if key != "name")])
    return out.getvalue()


def _form(
    asked: AskedNow, here: Opened, given: dict[str, str], wrong: list[str] | None = None, status: int = 422
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    return asked.page(
        "person_new.html",
        status=status if wrong else 200,
        here=here,
        fields=FIELDS,
        given=given,
        wrong=wrong or [],
        parties=here.day.parties,
        sources=tuple(here.case.sources),
    )
