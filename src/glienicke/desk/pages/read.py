"""Reports of a case: pasted or brought as files, read, and set side by side."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated

from fastapi import Query
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from glienicke.desk import inbox
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.store.problems import NotThere
from glienicke.desk.timed import TooLong, within
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.reports.compare import compare
from glienicke.reports.data import Document
from glienicke.reports.document import document_in, document_of
from glienicke.reports.known import Known
from glienicke.reports.reader import Rules, guarded

pages = Pages(prefix="/cases/{case}/read")

STAFF = ("mediator", "analyst")
FILES_MAX, FILE_MAX = 20, 20_000_000
COMPARED_MAX = 10
HEADS = {"differing": "They differ", "agreed": "They agree", "only": "Only one has it"}
SUMS = ("closes", "unaccounted", "too many")


@pages.get("", allows=STAFF)
def reports(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The form, and the reports that were read."""
    return _page(asked, opened(asked, case, branch, on), {})


@pages.post("", allows=STAFF)
async def bring(asked: Asked, case: str) -> Response:
    """Read what was pasted, and what came as files."""
    form = await asked.form()
    files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
    contents = [(str(file.filename), await file.read(FILE_MAX + 1)) for file in files[:FILES_MAX]]
    return await run_in_threadpool(_brought, asked, case, form, contents)


def _brought(asked: AskedNow, case: str, form: FormData, files: list[tuple[str, bytes]]) -> Response:
    given = {key: str(form.get(key) or "") for key in ("text", "published", "who", "name")}
    here = opened(asked, case, str(form.get("branch") or MAIN), str(form.get("on") or ""))
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    wrong: list[str] = []
    try:
        documents = within(lambda: documents_of(given, files, wrong))
    except TooLong as fault:
        return _page(asked, here, given, [str(fault)])
    if wrong:
        return _page(asked, here, given, wrong)
    who, brought = " ".join(given["who"].split()), list[str]()
    for document in documents:
        try:
            brought.append(inbox.bring(asked.scope, here.id, here.case, document, who, asked.who.member))
        except TooLong as fault:
            wrong.append(f"{document.name}: {fault}")
    if wrong:
        return _page(asked, here, given, wrong)
    said = f"{len(brought)} {'report was' if len(brought) == 1 else 'reports were'} read."
    return asked.go(here.link("read", brought[0]) if len(brought) == 1 else here.link("read"), said)


def documents_of(given: dict[str, str], files: list[tuple[str, bytes]], wrong: list[str]) -> list[Document]:
    """What was brought, as documents; what is not right with any of it goes into `wrong`."""
    day, found = None, []
    try:
        day = dt.date.fromisoformat(given["published"]) if given["published"] else None
    except ValueError:
        wrong.append(f"'{given['published']}' is no day; write it as 2024-08-01")
    if day is not None and _to_come(day):
        wrong.append(f"{day} has not come yet; a report cannot have been published then")
    for name, data in files:
        try:
            if len(data) > FILE_MAX:
                raise ValueError(f"{name} is larger than {FILE_MAX // 10**6} MB; give the text of the article alone")
            found.append(document_in(_short(name), data, day))
        except ValueError as fault:
            wrong.append(str(fault))
    if given["text"].strip():
        try:
            found.append(
                document_of(_short(given["name"].strip() or "pasted"), given["text"].replace("\r\n", "\n"), day)
            )
        except ValueError as fault:
            wrong.append(str(fault))
    if not found and not wrong:
        wrong.append("paste an article, or choose files")
    for document in found:
        if day is None and document.published is not None and _to_come(document.published):
            told = f"{document.name}: its own date, {document.published}, has not come yet"
            wrong.append(f"{told}; say on which day it was published")
        if len(document.text) > inbox.TEXT_MAX:
            wrong.append(f"{document.name} has more than {inbox.TEXT_MAX:,} characters; split it into its articles")
    return found


def _to_come(day: dt.date) -> bool:
    """Whether no place on earth has the day yet."""
    return day > dt.date.today() + dt.timedelta(days=1)


def _short(name: str) -> str:
    """A file's name without its folder, such as can be shown."""
    plain = "".join(c if c.isprintable() else " " for c in name.replace("\\", "/").rpartition("/")[2])
    return " ".join(plain.split())[:100] or "report"


@pages.get("/compare", allows=STAFF)
def compared(
    asked: Asked, case: str, of: Annotated[list[str] | None, Query()] = None, on: str = "", branch: str = MAIN
) -> Response:
    """Reports side by side: where they differ, where they agree, what one alone has, and the sums of each."""
    here = opened(asked, case, branch, on)
    if here.case is None:
        return asked.page("faulty.html", here=here)
    chosen = list(dict.fromkeys(one for text in of or () for one in text.split(",") if one))
    if not 1 <= len(chosen) <= COMPARED_MAX:
        return _page(asked, here, {}, [f"choose two reports or more, at most {COMPARED_MAX}"])
    documents = []
    for number, id in enumerate(chosen, 1):
        try:
            document = inbox.document_of(asked.scope.document(case, id))
        except ValueError:
            raise NotThere from None
        documents.append(replace(document, name=f"{number}. {document.name}"))
    known = Known.of(here.case)
    try:
        told = within(lambda: compare([guarded(Rules().read(document, known)) for document in documents]))
    except TooLong as fault:
        return _page(asked, here, {}, [str(fault)])
    names = [document.name for document in documents]
    return asked.page(
        "compared.html",
        here=here,
        names=dict(zip(chosen, names, strict=True)),
        parts=[(head, [one for one in told if one.verdict == verdict]) for verdict, head in HEADS.items()],
        sums=[one for one in told if one.verdict in SUMS],
    )


def _page(asked: AskedNow, here: Opened, given: dict[str, str], wrong: list[str] | None = None) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    suggestions = asked.scope.suggestions(here.id)
    open_of: dict[str, int] = {}
    for one in suggestions:
        open_of[one.document] = open_of.get(one.document, 0) + (one.state == "suggested")
    return asked.page(
        "read.html",
        status=422 if wrong else 200,
        here=here,
        given={"text": "", "published": "", "who": "", "name": "", **given},
        wrong=wrong or [],
        documents=asked.scope.documents(here.id),
        open_of=open_of,
        read=inbox.READ,
    )
