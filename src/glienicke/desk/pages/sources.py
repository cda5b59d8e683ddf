"""The sources of a case, and one more by form."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from glienicke.case.write import CannotEdit
from glienicke.desk.edits.fact import source_edits
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.store.problems import Changed, Faulty, Refused
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}/sources")

STAFF = ("mediator", "analyst")
FIELDS = {
    "id": "Id",
    "who": "Who published it",
    "on": "On",
    "title": "Title",
    "url": "Address",
    "via": "Read through, if not itself",
    "note": "Note",
}


@pages.get("", allows=STAFF)
def sources(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """All sources, and the form for one more."""
    return _page(asked, opened(asked, case, branch, on), {})


@pages.post("", allows=STAFF)
async def add(asked: Asked, case: str) -> Response:
    """One source more."""
    return await run_in_threadpool(_added, asked, case, await asked.form())


def _added(asked: AskedNow, case: str, form: FormData) -> Response:
    given = {key: " ".join(str(form.get(key) or "").split()) for key in FIELDS}
    here = opened(asked, case, str(form.get("branch") or MAIN), str(form.get("on_day") or ""))
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    expected = str(form.get("expected") or "")
    try:
        edits = source_edits(here.case, given["id"], {key: text for key, text in given.items() if key != "id"})
        version = int(expected) if expected.isdecimal() else 0
        asked.scope.edit(case, here.branch, edits, f"a source: {given['id']}", version)
    except Changed:
        again = "Somebody else changed the case in the meantime; look whether the source is there, and send it again"
        return _page(asked, opened(asked, case, here.branch), given, [again], 409)
    except Faulty as fault:
        return _page(asked, here, given, [found.text for found in fault.diagnostics], 422)
    except (CannotEdit, Refused, ValueError) as error:
        return _page(asked, here, given, [str(error)], 422)
    return asked.go(here.link("sources"), f"{given['id']} is a source now.")


def _page(
    asked: AskedNow, here: Opened, given: dict[str, str], wrong: list[str] | None = None, status: int = 200
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=status, here=here)
    return asked.page(
        "sources.html",
        status=status,
        here=here,
        sources=here.case.sources,
        fields=FIELDS,
        given=given,
        wrong=wrong or [],
    )
