"""Who changed what, when and why, as JSON; and the files where the case came from."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from glienicke.desk.api.edits import written
from glienicke.desk.api.said import MEDIATOR, NUMBER_MAX, STAFF, Branch, Changing, Shape, Written, described, told
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.web import Asked, Pages

pages = Pages(prefix="/api/v1/cases/{case}", is_api=True)


class ChangeLine(Shape):
    """One version. kind: brought, edited, undone, redone, branched, disk. diff: unified, by file; empty for the first
    version."""

    version: int
    seq: int
    at: str
    by: str
    kind: str
    why: str
    diff: dict[str, str]


class History(Shape):
    """The last changes first. before: what to ask with for the page after this one; null on the last page."""

    case: str
    branch: str
    changes: list[ChangeLine]
    before: int | None


class DiskLine(Shape):
    """A file that changed where the case came from. disk: its text there now, null if it is gone or is no text. known:
    its text when the desk last read or wrote it."""

    file: str
    disk: str | None
    known: str


class Disk(Shape):
    """The files that changed on disk since the desk last read or wrote them; none if the case came from no files."""

    case: str
    changed: list[DiskLine]


class OnDisk(Shape):
    """The files that were written."""

    case: str
    written: list[str]


Most = Annotated[int, Query(ge=1, le=200, description="At most so many.")]
Before = Annotated[int | None, Query(ge=1, le=NUMBER_MAX, description="Only versions below this one.")]


@pages.get("/history", allows=STAFF, summary="Who changed what", **described(History, "The last changes first."))
def history(asked: Asked, case: str, branch: Branch = MAIN, most: Most = 50, before: Before = None) -> Response:
    """The versions of a branch, a page of them."""
    found = asked.scope.history(case, branch, most=most, before=before)
    lines: list[dict[str, Any]] = [
        {
            "version": one.version,
            "seq": one.seq,
            "at": one.at,
            "by": one.by,
            "kind": one.kind,
            "why": one.why,
            "diff": dict(one.diff),
        }
        for one in found
    ]
    more = lines[-1]["version"] if lines and lines[-1]["version"] > 1 else None
    return told(asked, History, {"case": case, "branch": branch, "changes": lines, "before": more})


@pages.get("/disk", allows=MEDIATOR, summary="Files changed on disk", **described(Disk, "Both versions of each."))
def disk(asked: Asked, case: str) -> Response:
    """Whether the files that the case came from changed meanwhile."""
    found = [
        {"file": one.name, "disk": _text(one.disk), "known": _text(one.known)} for one in asked.scope.disk_state(case)
    ]
    return told(asked, Disk, {"case": case, "changed": found})


@pages.post(
    "/disk/take", allows=MEDIATOR, summary="Take the files on disk", **described(Written, "Next version.", changes=True)
)
def take(asked: Asked, case: str, sent: Changing) -> Response:
    """The files as they are on disk become the next version of `main`."""
    return written(asked, case, sent, lambda: asked.scope.take_from_disk(case, sent.expected))


@pages.post("/disk/write", allows=MEDIATOR, summary="Write the files", **described(OnDisk, "Those that were written."))
def write(asked: Asked, case: str) -> Response:
    """Write `main` where the case came from. Nothing is overwritten that changed there meanwhile."""
    return told(asked, OnDisk, {"case": case, "written": list(asked.scope.write_to_disk(case))})


def _text(content: bytes | None) -> str | None:
    try:
        return content.decode("utf-8") if content is not None else None
    except UnicodeDecodeError:
        return None
