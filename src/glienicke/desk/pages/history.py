"""Who changed what in a case, when and why; undo and redo, each a change of its own that the history keeps."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form, Query
from starlette.responses import Response

from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import changes
from glienicke.desk.store.problems import Changed, Refused
from glienicke.desk.store.revisions import Change
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}/history")

STAFF = ("mediator", "analyst")
MOST = 20
"""Changes on one page."""

KINDS = {
    "brought": "brought in",
    "edited": "edited",
    "undone": "undone",
    "redone": "done again",
    "branched": "what-if begun",
    "disk": "taken from disk",
}


@pages.get("", allows=STAFF)
def history_page(
    asked: Asked,
    case: str,
    branch: str = MAIN,
    on: str = "",
    before: Annotated[int | None, Query(ge=1, le=10**9)] = None,
) -> Response:
    """The last changes, or those before a version."""
    return _page(asked, opened(asked, case, branch, on), before)


@pages.post("/undo", allows=STAFF)
def undo(
    asked: Asked,
    case: str,
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
    expected: Annotated[int, Form()] = 0,
) -> Response:
    """Put back the texts before the last change that is not undone yet."""
    return _step(asked, case, branch, on, expected, back=True)


@pages.post("/redo", allows=STAFF)
def redo(
    asked: Asked,
    case: str,
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
    expected: Annotated[int, Form()] = 0,
) -> Response:
    """Take back the last undo."""
    return _step(asked, case, branch, on, expected, back=False)


def _step(asked: AskedNow, case: str, branch: str, on: str, expected: int, *, back: bool) -> Response:
    try:
        made = (asked.scope.undo if back else asked.scope.redo)(case, branch, expected)
    except Changed as changed:
        here = opened(asked, case, branch, on)
        told = f"somebody else was quicker: the case is at version {changed.theirs.version} now; look at what changed"
        return _page(asked, here, None, (told, "nothing was undone or done again"), 409)
    except Refused as error:
        return _page(asked, opened(asked, case, branch, on), None, (str(error),), 422)
    here = opened(asked, case, branch, on)
    verb = "Undone" if back else "Done again"
    return asked.go(here.link("history"), f"{verb}. The case is at version {made.version}.")


def _page(
    asked: AskedNow, here: Opened, before: int | None, wrong: tuple[str, ...] = (), status: int = 200
) -> Response:
    found = asked.scope.history(here.id, here.branch, most=MOST + 1, before=before)
    shown = found[:MOST]
    return asked.page(
        "history.html",
        status,
        here=here,
        wrong=wrong,
        changes=[(one, {file: changes.marked(diff) for file, diff in one.diff.items() if diff}) for one in shown],
        kinds=KINDS,
        older=shown[-1].version if len(found) > MOST else None,
        is_newest=before is None,
        **_ways(found[0] if found and before is None else None),
    )


def _ways(last: Change | None) -> dict[str, bool]:
    """Whether there may be something to undo, and to do again; the store has the last word."""
    return {
        "can_undo": last is not None and last.kind not in ("brought", "branched"),
        "can_redo": last is not None and last.kind in ("undone", "redone"),
    }
