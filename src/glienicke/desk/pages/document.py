"""One report: its text on the left, what it suggests on the right; nothing enters the case until it is accepted."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Form
from starlette.responses import Response

from glienicke.case.statement import Statement
from glienicke.desk import inbox
from glienicke.desk.cached import loaded
from glienicke.desk.edits.fact import KEYS
from glienicke.desk.inbox import Kept
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown.changes import text_changes
from glienicke.desk.shown.document import SIDE, in_words, pieces
from glienicke.desk.store.documents import Document, Suggestion
from glienicke.desk.store.problems import Changed, Faulty, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.reports.inbox import CONDITION, with_rejected
from glienicke.reports.inbox_edit import CannotAccept, as_value
from glienicke.reports.inbox_names import free_id, person_id
from glienicke.reports.inbox_suggest import LISTS, PROPERTIES, is_value

pages = Pages(prefix="/cases/{case}/read/{document}")

STAFF = ("mediator", "analyst")
NEW = "new"


@pages.get("", allows=STAFF)
def report(asked: Asked, case: str, document: str, s: str = "", on: str = "", branch: str = MAIN) -> Response:
    """The report. s: the suggestion that is looked at; else the first that is open."""
    return _page(asked, opened(asked, case, branch, on), document, s)


@pages.post("/accept", allows=STAFF)
def accept(
    asked: Asked,
    case: str,
    document: str,
    s: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    expected: Annotated[int, Form()] = 0,
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
) -> Response:
    """Write what it comes to into the case, and call it accepted: both, or neither."""
    here = opened(asked, case, branch, on)
    kept, item = inbox.looked_up(asked.scope, case, s)
    if item is None:
        return _page(asked, here, document, s, ["this is decided already"], status=409)
    try:
        given = as_value(item, value) if value.strip() else None
        entered = inbox.entered(loaded(here.texts), kept, item, given)
        why = f"from a report: {_said(here, kept, item.first)}"
        asked.scope.accept(case, kept.of(entered.items), branch, entered.texts, why, expected)
    except Changed:
        again = "Somebody else changed the case in the meantime; look at the difference again, then accept"
        return _page(asked, opened(asked, case, branch, on), document, s, [again], value, 409)
    except Faulty as fault:
        return _page(asked, here, document, s, [one.text for one in fault.diagnostics], value, 422)
    except (CannotAccept, Refused) as error:
        return _page(asked, here, document, s, [str(error)], value, 422)
    return asked.go(here.link("read", document), "Accepted, and written into the case.")


@pages.post("/reject", allows=STAFF)
def reject(
    asked: Asked,
    case: str,
    document: str,
    s: Annotated[str, Form()] = "",
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
) -> Response:
    """Reject it: it is not suggested again, whatever the report."""
    here = opened(asked, case, branch, on)
    kept, item = inbox.looked_up(asked.scope, case, s)
    if item is None or here.case is None:
        return _page(asked, here, document, s, ["this is decided already"], status=409)
    asked.scope.reject(case, *kept.of(with_rejected(kept.inbox, [item], here.case.people)))
    return asked.go(here.link("read", document), "Rejected; it is not suggested again.")


@pages.post("/back", allows=STAFF)
def take_back(
    asked: Asked,
    case: str,
    document: str,
    s: Annotated[str, Form()] = "",
    expected: Annotated[int, Form()] = 0,
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
) -> Response:
    """Take a decision back, and with an acceptance what it wrote."""
    here = opened(asked, case, branch, on)
    try:
        asked.scope.take_back(case, s, expected)
    except Changed:
        return _page(
            asked, opened(asked, case, branch, on), document, s, ["somebody was quicker; try again"], status=409
        )
    except Refused as error:
        return _page(asked, here, document, s, [str(error)], status=422)
    return asked.go(here.link("read", document, s=s), "Taken back; it is open again.")


@pages.post("/add", allows=STAFF)
def add(
    asked: Asked,
    case: str,
    document: str,
    subject: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    property: Annotated[str, Form()] = "",
    value: Annotated[str, Form()] = "",
    quote: Annotated[str, Form()] = "",
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
) -> Response:
    """A suggestion of one's own, resting on words that were selected; it waits to be accepted like the others."""
    here = opened(asked, case, branch, on)
    found = asked.scope.document(case, document)
    given = {"subject": subject, "name": name, "property": property, "value": value, "quote": quote}
    try:
        about, what, said = _meant(here, subject, name, property, value)
        id = asked.scope.suggest(case, document, inbox.by_hand(found, about, what, said, quote))
    except ValueError as error:
        return _page(asked, here, document, "", [str(error)], status=422, given=given)
    return asked.go(here.link("read", document, s=id), "It is suggested; look at it, then accept it.")


def _meant(here: Opened, subject: str, name: str, property: str, value: str) -> tuple[str, str, str | tuple[str, ...]]:
    """Subject, property and value of a member's own suggestion. Raises ValueError for what a case cannot hold."""
    assert here.case is not None
    value = " ".join(value.split())
    if subject in here.case.parties:
        parsed = parse_sentence(value)
        if isinstance(parsed, Mistake):
            raise ValueError(f"this is no condition: {parsed}")
        return f"parties/{subject}", CONDITION, value
    if subject == NEW:
        if not name.strip():
            raise ValueError("say what the person is called")
        taken = {*here.case.people, *here.case.considerations, *here.case.parties}
        return f"people/{free_id(person_id(name, taken), taken)}", "name", " ".join(name.split())
    if subject not in here.case.people:
        raise ValueError("choose whom it is about")
    if property not in PROPERTIES:
        raise ValueError("choose what is said of the person")
    told = tuple(part.strip() for part in value.split(",") if part.strip()) if property in LISTS else value
    if not told or not is_value(property, told):
        raise ValueError(f"a case cannot hold '{value}' as {KEYS.get(property, property).lower()}")
    return f"people/{subject}", property, told


def _said(here: Opened, kept: Kept, statement: Statement) -> str:
    assert here.case is not None
    named = None if statement.subject.partition("/")[2] in here.case.people else kept.inbox.name_of(statement.subject)
    return in_words(statement, here.case, here.day, str(named.value) if named is not None else None)


def _page(
    asked: AskedNow,
    here: Opened,
    id: str,
    chosen: str,
    wrong: list[str] | None = None,
    value: str = "",
    status: int = 200,
    given: dict[str, str] | None = None,
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=status, here=here)
    document = asked.scope.document(here.id, id)
    everything = asked.scope.suggestions(here.id)
    kept = inbox.inbox_of(asked.scope.documents(here.id), everything)
    own = [one for one in everything if one.document == id and one.body]
    by_store = {store: statement for statement, store in kept.ids.items()}
    statements = {s.id: s for s in kept.inbox.statements}
    lines = [_line(here, kept, one, statements[by_store[one.id]]) for one in own]
    still = [line["id"] for line in lines if line["state"] == "suggested"]
    looked = chosen if chosen in {line["id"] for line in lines} else (still[0] if still else "")
    return asked.page(
        "document.html",
        status=status,
        here=here,
        document=document,
        pieces=_pieces(document, lines),
        lines=lines,
        looked=next((line for line in lines if line["id"] == looked), None),
        proposal=_proposal(here, kept, looked, value) if looked in still else None,
        before=_beside(still, looked, -1),
        after=_beside(still, looked, 1),
        wrong=wrong or [],
        value=value,
        can_read=document.about.get("language") in inbox.READ,
        read=inbox.READ,
        properties={key: KEYS[key] for key in KEYS if key in PROPERTIES},
        subjects={NEW: "a person whom the case does not have", **_subjects(here)},
        given={"subject": "", "name": "", "property": "charge", "value": "", "quote": "", **(given or {})},
    )


def _subjects(here: Opened) -> dict[str, str]:
    assert here.day is not None
    people = {id: person.name for id, person in here.day.people.items()}
    return {**people, **{id: f"{name}: what it asks" for id, name in here.day.parties.items()}}


def _line(here: Opened, kept: Kept, one: Suggestion, statement: Statement) -> dict[str, Any]:
    value = statement.value if isinstance(statement.value, str) else ", ".join(statement.value)
    return {
        "id": one.id,
        "state": one.state,
        "says": _said(here, kept, statement),
        "quote": statement.original_text or "",
        "span": statement.span,
        "chain": " > ".join(part for part in statement.chain if part),
        "why": statement.note or "",
        "value": value,
    }


def _pieces(document: Document, lines: list[dict[str, Any]]) -> Any:
    spans = {line["id"]: tuple(line["span"]) for line in lines if line["span"]}
    aside = [(start, end) for start, end, role in document.about.get("blocks", ()) if role in SIDE]
    return pieces(document.text or "", spans, aside)


def _proposal(here: Opened, kept: Kept, looked: str, value: str) -> dict[str, Any]:
    """What accepting would write: the difference of the files, or why it cannot be."""
    item = kept.item(looked)
    if item is None:
        return {"cannot": "this is decided already", "diffs": {}, "preferred": (), "warnings": ()}
    try:
        given = as_value(item, value) if value.strip() else None
        entered = inbox.entered(loaded(here.texts), kept, item, given)
    except CannotAccept as fault:
        told = "; ".join(one.text for one in fault.diagnostics)
        return {"cannot": f"{fault}{': ' + told if told else ''}", "diffs": {}, "preferred": (), "warnings": ()}
    diffs = text_changes(here.texts.files, entered.texts)
    warnings = [one.text for one in entered.warnings]
    return {"cannot": "", "diffs": diffs, "preferred": entered.preferred, "warnings": warnings}


def _beside(still: list[str], looked: str, step: int) -> str:
    """The suggestion before or after, of those that are open."""
    if looked not in still:
        return ""
    at = still.index(looked) + step
    return still[at] if 0 <= at < len(still) else ""
