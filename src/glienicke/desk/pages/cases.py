"""All cases of the desk; a new one from nothing, or from files."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import File, Form, UploadFile
from starlette.responses import Response

from glienicke.case.new import id_fault, new_text
from glienicke.case.source import SIZE_MAX
from glienicke.desk.store.scope import Refused
from glienicke.desk.web import Asked, Pages
from glienicke.positions.load import load_text

pages = Pages()

EVERYBODY = ("mediator", "analyst", "delegate")


@pages.get("/", allows=EVERYBODY)
def cases(asked: Asked) -> Response:
    """The cases that whoever asks was let into."""
    return asked.page("cases.html", cases=asked.scope.cases())


@pages.get("/new", allows=("mediator",))
def new(asked: Asked) -> Response:
    """The forms for a new case."""
    return asked.page("new.html", wrong=(), given={}, today=dt.date.today().isoformat())


@pages.post("/new", allows=("mediator",))
def make(
    asked: Asked,
    id: Annotated[str, Form()] = "",
    parties: Annotated[str, Form()] = "",
    mediator: Annotated[str, Form()] = "",
    start: Annotated[str, Form()] = "",
) -> Response:
    """A case from nothing: its id, its parties (a line each: `RU Russia`), who mediates, when positions begin."""
    given = {"id": id.strip(), "parties": parties, "mediator": mediator.strip(), "start": start}
    named, wrong = parties_of(parties)
    wrong += [fault for fault in (id_fault(given["id"]),) if fault]
    if given["mediator"] and (fault := id_fault(given["mediator"])):
        wrong.append(fault)
    try:
        day = dt.date.fromisoformat(start) if start else dt.date.today()
    except ValueError:
        wrong.append(f"'{start}' is no day; write it as 2024-08-01")
    if not wrong:
        text = new_text(given["id"], named, given["mediator"] or None, day, f"{given['id']}.yaml")
        wrong += [diagnostic.text for diagnostic in load_text(text).diagnostics if diagnostic.severity == "error"]
    if not wrong:
        try:
            asked.scope.bring(given["id"], {f"{given['id']}.yaml": text.encode("utf-8")})
        except Refused as fault:
            wrong.append(str(fault))
    if wrong:
        return asked.page("new.html", status=422, wrong=tuple(wrong), given=given, today=dt.date.today().isoformat())
    return asked.go(f"/cases/{given['id']}", "The case is there. Next: people, then each party's position.")


@pages.post("/new/files", allows=("mediator",))
async def bring(asked: Asked, files: Annotated[list[UploadFile], File()], id: Annotated[str, Form()] = "") -> Response:
    """A case from its files, kept byte for byte."""
    wrong, room = [], SIZE_MAX
    brought: dict[str, bytes] = {}
    for file in files:
        content = await file.read(room + 1)
        room -= len(content)
        if room < 0:
            wrong.append(f"the files have more than {SIZE_MAX // 2**20} MB in all")
            break
        brought[(file.filename or "case.yaml").replace("\\", "/").rpartition("/")[2]] = content
    id = id.strip()
    wrong += [fault for fault in (id_fault(id),) if fault]
    if not wrong:
        try:
            asked.scope.bring(id, dict(sorted(brought.items())))
        except Refused as fault:
            wrong.append(str(fault))
    if wrong:
        given = {"id": id}
        return asked.page("new.html", status=422, wrong=tuple(wrong), given=given, today=dt.date.today().isoformat())
    return asked.go(f"/cases/{id}", "The case is in.")


def parties_of(text: str) -> tuple[dict[str, str], list[str]]:
    """`RU Russia`, a line each, or with an equals sign: names by id, and what is wrong."""
    found: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(text.splitlines(), 1):
        id, _, called = line.replace("=", " ", 1).strip().partition(" ")
        called = " ".join(called.split())
        if not id:
            continue
        if fault := id_fault(id):
            wrong.append(f"line {number}: {fault}")
        elif not called or not called.isprintable():
            wrong.append(f"line {number}: after '{id}' stands no name; write it as: {id} Name of the party")
        elif id in found:
            wrong.append(f"line {number}: '{id}' is there twice")
        else:
            found[id] = called
    if not found and not wrong:
        wrong.append("there are no parties; write one on each line, as: RU Russia")
    return found, wrong
