"""Reports of a case as JSON: read, their suggestions, and what is decided of them. Nothing enters a case by reading."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.responses import Response

from glienicke.desk import inbox
from glienicke.desk.api.cases import sound
from glienicke.desk.api.edits import written
from glienicke.desk.api.said import STAFF, Branch, Changing, Shape, Value, Words, Written, described, told
from glienicke.desk.cached import loaded
from glienicke.desk.pages.read import documents_of
from glienicke.desk.store.documents import Document, Suggestion
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.store.texts import Texts
from glienicke.desk.timed import TooLong, within
from glienicke.desk.web import Asked, Pages
from glienicke.reports.inbox import Item, with_rejected
from glienicke.reports.inbox_edit import CannotAccept, as_value

pages = Pages(prefix="/api/v1/cases/{case}", is_api=True)

NAME_MAX = 200


class Brought(Shape):
    """A report to be read. name: how it is called; one that ends in .html is read as HTML. published: its day
    (2024-08-01), from which "on Thursday" counts; else its own dateline. who: who published it."""

    branch: Branch = MAIN
    name: Annotated[Words, Field(max_length=NAME_MAX)] = "report.txt"
    text: Annotated[Words, Field(min_length=1, max_length=4 * inbox.TEXT_MAX)]
    published: Annotated[Words, Field(max_length=10)] = ""
    who: Annotated[Words, Field(max_length=NAME_MAX)] = ""


class ReportLine(Shape):
    """A report. open: how many of its suggestions wait."""

    id: str
    at: str
    by: str
    name: str
    who: str | None
    published: str | None
    language: str | None
    open: int


class Reports(Shape):
    """The reports of a case, the last one first."""

    case: str
    reports: list[ReportLine]


class SuggestionData(Shape):
    """A suggestion. statement: as in `suggestions` of `glienicke read --json`; null once it was erased. Those that say
    the same of the same are decided together."""

    id: str
    report: str
    state: Literal["suggested", "accepted", "rejected"]
    decided_at: str | None
    decided_by: str | None
    statement: dict[str, Any] | None


class Report(ReportLine):
    """A report with its text (null once it was erased) and all that it suggests; spans count its characters."""

    text: str | None
    suggestions: list[SuggestionData]


class Accepting(Changing):
    """value: in the place of what is suggested; null takes it as it is."""

    value: Annotated[Value, Field()] | None = None


@pages.get("/reports", allows=STAFF, summary="Reports", **described(Reports, "Those that were read."))
def reports(asked: Asked, case: str) -> Response:
    """The reports of the case."""
    lines = [_line(one, asked.scope.suggestions(case, one.id)) for one in asked.scope.documents(case)]
    return told(asked, Reports, {"case": case, "reports": lines})


@pages.post("/reports", allows=STAFF, summary="Read a report", **described(Report, "What it suggests.", 201))
def bring(asked: Asked, case: str, sent: Brought) -> Response:
    """Read it and keep it; the same text is kept once. Nothing is written into the case."""
    _, there = sound(asked, case, sent.branch)
    given, wrong = {"text": "", "published": sent.published, "name": ""}, list[str]()
    try:
        found = within(lambda: documents_of(given, [(sent.name, sent.text.encode("utf-8"))], wrong))
        if wrong:
            raise Refused("; ".join(wrong))
        id = inbox.bring(asked.scope, case, there, found[0], " ".join(sent.who.split()), asked.who.member)
    except TooLong as fault:
        raise Refused(str(fault)) from None
    return _report(asked, case, id, 201)


@pages.get("/reports/{document}", allows=STAFF, summary="A report", **described(Report, "Its text, its suggestions."))
def report(asked: Asked, case: str, document: str) -> Response:
    """One report."""
    return _report(asked, case, document)


@pages.post(
    "/suggestions/{suggestion}/accept",
    allows=STAFF,
    summary="Accept a suggestion",
    **described(Written, "The next version of the case.", changes=True),
)
def accept(asked: Asked, case: str, suggestion: str, sent: Accepting) -> Response:
    """Write what it comes to into the case, and call it accepted: both, or neither."""
    kept, item = _open(asked, case, suggestion)

    def change() -> Texts:
        texts = asked.scope.texts(case, sent.branch)
        try:
            given = as_value(item, _typed(sent.value)) if sent.value is not None else None
            entered = inbox.entered(loaded(texts), kept, item, given)
        except CannotAccept as fault:
            raise Refused("; ".join([str(fault), *(one.text for one in fault.diagnostics)])) from None
        why = f"from a report: {item.first.original_text or item.first.property}"
        return asked.scope.accept(case, kept.of(entered.items), sent.branch, entered.texts, why, sent.expected)

    return written(asked, case, sent, change)


@pages.post(
    "/suggestions/{suggestion}/reject",
    allows=STAFF,
    summary="Reject a suggestion",
    **described(SuggestionData, "As it is now."),
)
def reject(asked: Asked, case: str, suggestion: str) -> Response:
    """It is not suggested again, whatever the report."""
    kept, item = _open(asked, case, suggestion)
    _, there = sound(asked, case, MAIN)
    asked.scope.reject(case, *kept.of(with_rejected(kept.inbox, [item], there.people)))
    return told(asked, SuggestionData, _suggestion(asked, case, suggestion))


@pages.post(
    "/suggestions/{suggestion}/back",
    allows=STAFF,
    summary="Take a decision back",
    **described(SuggestionData, "As it is now.", changes=True),
)
def take_back(asked: Asked, case: str, suggestion: str, sent: Changing) -> Response:
    """Of an acceptance with what it wrote, as long as nothing else was changed since."""
    asked.scope.take_back(case, suggestion, sent.expected)
    return told(asked, SuggestionData, _suggestion(asked, case, suggestion))


def _open(asked: Asked, case: str, suggestion: str) -> tuple[inbox.Kept, Item]:
    kept, item = inbox.looked_up(asked.scope, case, suggestion)
    if item is None:
        raise Refused("this is decided already")
    return kept, item


def _typed(value: Any) -> str:
    """What a member would type in the field of the page. Raises Refused for what is no text and no list of texts."""
    said = [value] if isinstance(value, str) else value
    if not isinstance(said, list) or not all(isinstance(part, str) for part in said):
        raise Refused("value: a text, or a list of texts")
    return ", ".join(said)


def _report(asked: Asked, case: str, id: str, status: int = 200) -> Response:
    found = asked.scope.document(case, id)
    suggestions = asked.scope.suggestions(case, id)
    data = {**_line(found, suggestions), "text": found.text, "suggestions": [_data(one) for one in suggestions]}
    return told(asked, Report, data, status)


def _line(one: Document, suggestions: tuple[Suggestion, ...]) -> dict[str, Any]:
    about = one.about
    waiting = sum(suggestion.state == "suggested" for suggestion in suggestions)
    told = {key: about.get(key) for key in ("who", "published", "language")}
    return {"id": one.id, "at": one.at, "by": one.by, "name": about.get("name", "report"), **told, "open": waiting}


def _data(one: Suggestion) -> dict[str, Any]:
    return {
        "id": one.id,
        "report": one.document,
        "state": one.state,
        "decided_at": one.decided_at,
        "decided_by": one.decided_by,
        "statement": dict(one.body) if one.body else None,
    }


def _suggestion(asked: Asked, case: str, id: str) -> dict[str, Any]:
    found = next((one for one in asked.scope.suggestions(case) if one.id == id), None)
    if found is None:
        raise NotThere
    return _data(found)
