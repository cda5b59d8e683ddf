"""A case whose files changed on disk meanwhile: both versions beside one another, and nothing overwritten until the
mediator has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from starlette.responses import Response

from glienicke.case.source import decode
from glienicke.desk.pages.opened import MAIN, opened
from glienicke.desk.shown import changes
from glienicke.desk.store.problems import Changed, Faulty, Refused
from glienicke.desk.store.scope import DiskFile
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.ground.diagnostic import Diagnostic, render

pages = Pages(prefix="/cases/{case}/disk")

MEDIATOR = ("mediator",)


@dataclass(frozen=True, slots=True)
class Both:
    """A file that changed on disk: the desk's text beside the disk's. rows None: it is gone, or is no text (`why`).
    desk_changed: whether the desk's changed too, so that each has something that the other has not."""

    name: str
    rows: tuple[changes.Row, ...] | None
    why: str
    desk_changed: bool
    is_same: bool


@pages.get("", allows=MEDIATOR)
def disk_page(asked: Asked, case: str) -> Response:
    """Whether the files changed where the case came from; both versions, if they did."""
    return _page(asked, case)


@pages.post("/take", allows=MEDIATOR)
def take(asked: Asked, case: str, expected: Annotated[int, Form()] = 0) -> Response:
    """Take the files as they are on disk as a new change of the case; the desk's version stays in the history."""
    try:
        texts = asked.scope.take_from_disk(case, expected)
    except Changed:
        told = "somebody else changed the case in the meantime; look at both versions again"
        return _page(asked, case, (told,), (), 409)
    except Faulty as fault:
        return _page(asked, case, (), fault.diagnostics, 422)
    except Refused as error:
        return _page(asked, case, (str(error),), (), 422)
    return asked.go(f"/cases/{case}/disk", f"Taken from disk as version {texts.version}; undo puts the desk’s back.")


@pages.post("/write", allows=MEDIATOR)
def write(asked: Asked, case: str) -> Response:
    """Write the desk's version where the case came from, if nobody changed it there."""
    try:
        written = asked.scope.write_to_disk(case)
    except Refused as error:
        return _page(asked, case, (str(error),), (), 409)
    said = f"Written: {', '.join(written)}." if written else "The files on disk have it all already."
    return asked.go(f"/cases/{case}/disk", said)


def _page(
    asked: AskedNow,
    case: str,
    wrong: Sequence[str] = (),
    diagnostics: Sequence[Diagnostic] = (),
    status: int = 200,
) -> Response:
    here = opened(asked, case, MAIN)
    files = [_both(file, here.texts) for file in asked.scope.disk_state(case)]
    return asked.page(
        "disk.html",
        status,
        here=here,
        wrong=wrong,
        errors=[(found, render(found)) for found in diagnostics if found.severity == "error"],
        files=files,
        is_gone=any(file.rows is None for file in files),
        desk_changed=any(file.desk_changed for file in files),
    )


def _both(file: DiskFile, texts: Texts) -> Both:
    """One file as both sides have it."""
    desk = texts.contents.get(file.name, b"")
    changed = desk != file.known
    if file.disk is None:
        return Both(file.name, None, "it is gone, or cannot be read", changed, False)
    opened_ = decode(file.name, file.disk)
    if opened_.text is None or opened_.diagnostics:
        return Both(
            file.name, None, opened_.diagnostics[0].text if opened_.diagnostics else "it is no text", changed, False
        )
    rows = changes.beside(texts.files.get(file.name, ""), opened_.text.text)
    return Both(file.name, rows, "", changed, desk == file.disk)
