"""People from a pasted table: first read with all its mistakes and shown, then written into the case's file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from glienicke.case.people_table import KEYS, LEFT_OUT, Table, read_people
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.store.problems import Changed, Faulty
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.positions.entering import NotEntered, entered, known_of

pages = Pages(prefix="/cases/{case}/people/paste")

STAFF = ("mediator", "analyst")
SHOWN_MAX = 200
"""So many rows of what was read are shown before they are written; the rest is counted."""
WRONG_MAX = 200
HINT = re.compile(r"[;,]? --map .*")
"""What only the command line can do; here a column is told by choosing."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. mapping: what each column of the table stands for, where that was said."""

    text: str
    mapping: dict[str, str]
    expected: int
    is_final: bool


@pages.get("", allows=STAFF)
def paste(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The form."""
    return _form(asked, opened(asked, case, branch, on), Sent("", {}, 0, False))


@pages.post("", allows=STAFF)
async def pasted(asked: Asked, case: str) -> Response:
    """Look at what was read, or write it."""
    form = await asked.form()
    sent = await _sent(form)
    branch, on = str(form.get("branch") or MAIN), str(form.get("on") or "")
    return await run_in_threadpool(_done, asked, case, branch, on, sent)


async def _sent(form: FormData) -> Sent:
    text, file, expected = str(form.get("text") or ""), form.get("file"), str(form.get("expected") or "")
    if isinstance(file, UploadFile) and file.size:
        text = (await file.read()).decode("utf-8-sig", errors="replace")
    mapping = {key.removeprefix("map-"): str(value) for key, value in form.multi_items() if key.startswith("map-")}
    mapping = {column: key for column, key in mapping.items() if key}
    return Sent(text, mapping, int(expected) if expected.isdecimal() else 0, form.get("do") == "write")


def _done(asked: AskedNow, case: str, branch: str, on: str, sent: Sent) -> Response:
    here = opened(asked, case, branch, on)
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    table = read_people(sent.text, known_of(here.case), sent.mapping)
    if table.wrong or not sent.is_final:
        return _form(asked, here, sent, table)
    try:
        write(asked, here, table, f"{len(table.people)} people from a table", sent.expected)
    except Changed:
        said = ["Somebody else changed the case in the meantime; look at what was read once more, then write it"]
        return _form(asked, opened(asked, case, branch, on), sent, table, said, 409)
    except Faulty as fault:
        return _form(asked, here, sent, table, [found.text for found in fault.diagnostics])
    except NotEntered as fault:
        return _form(asked, here, sent, table, [str(fault), *(found.text for found in fault.diagnostics)])
    number = len(table.people)
    return asked.go(here.link("people"), f"{number} {'person is' if number == 1 else 'people are'} in the case now.")


def write(asked: AskedNow, here: Opened, table: Table, why: str, expected: int) -> Texts:
    """Write the table's people into the case's file. Raises NotEntered, Faulty and Changed; then nothing is written."""
    assert here.case is not None
    if here.texts.version != expected:
        raise Changed(here.texts)
    spliced = entered(here.case, table)
    return asked.scope.replace_text(here.id, here.branch, spliced.file, spliced.after, why, expected)


def _form(
    asked: AskedNow,
    here: Opened,
    sent: Sent,
    table: Table | None = None,
    wrong: list[str] | None = None,
    status: int = 422,
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    mistakes = table.wrong if table is not None else []
    unknown = [one.column for one in mistakes if one.row == 1 and "no such column" in one.message]
    rows = list((table.people if table is not None else {}).items())
    return asked.page(
        "people_paste.html",
        status=status if wrong or mistakes else 200,
        here=here,
        sent=sent,
        wrong=wrong or [],
        mistakes=[HINT.sub("", str(one)) for one in mistakes[:WRONG_MAX]],
        more_mistakes=max(0, len(mistakes) - WRONG_MAX),
        unknown=list(dict.fromkeys([*unknown, *sent.mapping])),
        keys={"": "?", LEFT_OUT: "leave it out", **{key: key for key in KEYS}},
        columns=[key for key in KEYS if any(key in fields for _, fields in rows)],
        rows=rows[:SHOWN_MAX],
        total=len(rows),
        made_ids=table.made_ids if table is not None else {},
        ready=table is not None and not mistakes and not wrong,
        parties=here.day.parties,
    )
