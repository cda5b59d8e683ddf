"""Changes of a case's texts as JSON: edits, a whole file, undo, redo. Each names the version that it is meant for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from glienicke.desk.api.said import (
    STAFF,
    AnyEdit,
    Changing,
    Words,
    Written,
    described,
    diagnostics_data,
    edit_of,
    told,
    version_data,
)
from glienicke.desk.cached import loaded
from glienicke.desk.problems import problem
from glienicke.desk.store.problems import Changed, Problem
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import Asked, Pages

pages = Pages(prefix="/api/v1/cases/{case}", is_api=True)

WHY_MAX = 2000
Why = Annotated[Words, Field(max_length=WHY_MAX, description="The reason, for the history.")]
Draft = Annotated[bool, Field(description="Keep texts with mistakes too, to be mended later.")]


class Edits(Changing):
    """Edits, made in turn: all of them or none."""

    edits: Annotated[list[AnyEdit], Field(min_length=1, max_length=1000)]
    why: Why = ""
    draft: Draft = False


class NewText(Changing):
    """Another text in the place of a file's."""

    file: Words
    text: Words
    why: Why = ""
    draft: Draft = False


@pages.post("/edits", allows=STAFF, summary="Change a case", **described(Written, "The next version.", changes=True))
def edit(asked: Asked, case: str, sent: Edits) -> Response:
    """An edit of one value changes one line of its file. Texts that would have mistakes are refused with their
    diagnostics."""
    edits = [edit_of(one) for one in sent.edits]
    return written(
        asked, case, sent, lambda: asked.scope.edit(case, sent.branch, edits, sent.why, sent.expected, draft=sent.draft)
    )


@pages.post("/text", allows=STAFF, summary="Replace a file", **described(Written, "The next version.", changes=True))
def replace(asked: Asked, case: str, sent: NewText) -> Response:
    """The whole text of one file."""
    scope, branch = asked.scope, sent.branch
    return written(
        asked,
        case,
        sent,
        lambda: scope.replace_text(case, branch, sent.file, sent.text, sent.why, sent.expected, draft=sent.draft),
    )


@pages.post("/undo", allows=STAFF, summary="Undo", **described(Written, "The next version.", changes=True))
def undo(asked: Asked, case: str, sent: Changing) -> Response:
    """Put back the texts before the last change that was not undone yet; a version of its own."""
    return written(asked, case, sent, lambda: asked.scope.undo(case, sent.branch, sent.expected))


@pages.post("/redo", allows=STAFF, summary="Redo", **described(Written, "The next version.", changes=True))
def redo(asked: Asked, case: str, sent: Changing) -> Response:
    """Take back the last undo, as long as nothing was changed since."""
    return written(asked, case, sent, lambda: asked.scope.redo(case, sent.branch, sent.expected))


def written(asked: Asked, case: str, sent: Changing, change: Callable[[], Texts]) -> Response:
    """Make a change and tell what it came to; with somebody quicker, both versions."""
    try:
        texts = change()
    except Changed as error:
        return _conflict(asked, case, sent, error)
    found = diagnostics_data(loaded(texts).diagnostics)
    said = {"branch": sent.branch, "version": texts.version, "digest": texts.digest, "warnings": found}
    return told(asked, Written, said)


def _conflict(asked: Asked, case: str, sent: Changing, error: Changed) -> Response:
    try:
        yours = version_data(sent.branch, asked.scope.texts_at(case, sent.branch, sent.expected))
    except Problem:  # there never was such a version, or it was erased
        yours = None
    theirs = version_data(sent.branch, error.theirs)
    return problem(asked.request, 409, f"{error}.", version=error.theirs.version, yours=yours, theirs=theirs)
