"""What-ifs: named branches of a case, begun, listed, compared beside the case, dropped. A link to one opens for members
of the case, as every page of it does."""

from __future__ import annotations

from typing import Annotated

from fastapi import Form
from starlette.responses import Response

from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import changes
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.positions.asof import as_of

pages = Pages(prefix="/cases/{case}/branches")

STAFF = ("mediator", "analyst")
FACTS_MAX = 500
"""Facts that differ that one page lists."""


@pages.get("", allows=STAFF)
def branches_page(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The what-ifs, and the form for a new one."""
    return _list(asked, opened(asked, case, branch, on))


@pages.post("/new", allows=STAFF)
def make(
    asked: Asked,
    case: str,
    name: Annotated[str, Form()] = "",
    base: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
) -> Response:
    """A new what-if; its texts begin as those of its base."""
    name = name.strip()
    try:
        asked.scope.branch(case, name, base)
    except Refused as error:
        return _list(asked, opened(asked, case, MAIN, on), (str(error),), name, 422)
    return asked.go(opened(asked, case, name, on).link(), f"The what-if {name} is there; you are on it now.")


@pages.get("/{branch}", allows=STAFF)
def branch_page(asked: Asked, case: str, branch: str, on: str = "") -> Response:
    """One what-if beside the case as it is now: the facts that differ on a day, and the lines."""
    here = opened(asked, case, branch, on)
    line = next((line for line in asked.scope.branches(case) if line.name == branch), None)
    if line is None or branch == MAIN:
        raise NotThere
    main = opened(asked, case, MAIN, here.day.on.isoformat() if here.day is not None else on)
    differ = None
    if here.case is not None and here.day is not None and main.case is not None:
        differ = changes.facts_that_differ(main.case, as_of(main.case, here.day.on), here.case, here.day)
    return asked.page(
        "branch.html",
        here=here,
        main=main,
        line=line,
        differ=None if differ is None else differ[:FACTS_MAX],
        more=max(0, len(differ or ()) - FACTS_MAX),
        diffs=changes.text_changes(main.texts.files, here.texts.files),
        address=f"{asked.desk.settings.origin}/cases/{case}/branches/{branch}",
    )


@pages.post("/{branch}/drop", allows=STAFF)
def drop(asked: Asked, case: str, branch: str) -> Response:
    """Put a what-if away; what was done on it stays in the record."""
    asked.scope.drop_branch(case, branch)
    return asked.go(f"/cases/{case}/branches", f"The what-if {branch} is put away; the case is as it was.")


def _list(asked: AskedNow, here: Opened, wrong: tuple[str, ...] = (), name: str = "", status: int = 200) -> Response:
    lines = asked.scope.branches(here.id)
    digests = {line.name: asked.scope.texts(here.id, line.name).digest for line in lines}
    return asked.page(
        "branches.html",
        status,
        here=here,
        wrong=wrong,
        name=name,
        lines=[line for line in lines if line.name != MAIN],
        same={line.name for line in lines if digests[line.name] == digests[MAIN]},
        bases={line.name: "the case itself" if line.name == MAIN else line.name for line in lines},
    )
