"""Reports and suggestions of the store as the reader's inbox, and back.

In: reports as the store keeps them. Out: the inbox that `glienicke inbox` has beside a case, so that the same rules
decide here: what is open, what was rejected for good, what accepting would write.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glienicke.case.model import Case
from glienicke.case.statement import Statement, data_of, of_data, replacing
from glienicke.desk.store import documents as kept
from glienicke.desk.store.problems import NotThere
from glienicke.desk.store.scope import Scope
from glienicke.desk.timed import within
from glienicke.positions.load import Loaded, load_texts
from glienicke.reports.data import Block, Document, Reading
from glienicke.reports.inbox import Inbox, Item
from glienicke.reports.inbox_edit import Entered, entered_in
from glienicke.reports.inbox_suggest import origin_of, sha256, suggested
from glienicke.reports.known import Known
from glienicke.reports.minors import minors_in
from glienicke.reports.reader import Rules, guarded

TEXT_MAX = 400_000
"""Characters of a report that the desk reads at once; about a hundred pages, some ten seconds."""

READ = {"en": "English", "de": "German", "ru": "Russian"}
"""Languages that the reader knows."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """The inbox, and what the store calls its suggestions, by the ids of their statements."""

    inbox: Inbox
    ids: Mapping[str, str]

    def statement(self, suggestion: str) -> str | None:
        """The id of the statement of one of the store's suggestions."""
        return next((statement for statement, id in self.ids.items() if id == suggestion), None)

    def item(self, suggestion: str) -> Item | None:
        """The open item that a suggestion is part of."""
        statement = self.statement(suggestion)
        return next((i for i in self.inbox.open if any(s.id == statement for s in i.statements)), None)

    def of(self, items: Sequence[Item]) -> list[str]:
        """The store's ids of all suggestions in these items."""
        return list(dict.fromkeys(self.ids[s.id] for item in items for s in item.statements))


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was read, as the store is to keep it. about, text and bodies: for `Scope.add_document`."""

    about: Json
    text: str
    bodies: tuple[Json, ...]


def inbox_of(documents: Sequence[kept.Document], suggestions: Sequence[kept.Suggestion]) -> Kept:
    """The inbox of a case. documents, suggestions: all of it; what was erased is left out."""
    statements: list[Statement] = []
    decisions: list[Statement] = []
    ids: dict[str, str] = {}
    for document in documents:
        statements += [of_data(data) for data in document.about.get("statements", ())]
    for one in suggestions:
        if not one.body:
            continue
        statement = of_data(dict(one.body))
        statements.append(statement)
        ids[statement.id] = one.id
        if one.state != "suggested":
            decisions.append(replacing(statement, status=one.state, by=one.decided_by, recorded_on=one.decided_at))
    return Kept(Inbox((*statements, *decisions)), ids)


def looked_up(scope: Scope, case: str, suggestion: str) -> tuple[Kept, Item | None]:
    """The inbox of a case, and the open item that a suggestion is part of; None once it is decided. Raises NotThere."""
    found = inbox_of(scope.documents(case), scope.suggestions(case))
    if found.statement(suggestion) is None:
        raise NotThere
    return found, found.item(suggestion)


def bring(scope: Scope, id: str, case: Case, document: Document, who: str, by: str) -> str:
    """Read a report for a case and keep it; its id. The same text is kept once. id: the case's in the store; who, by:
    as in `read`. Raises TooLong."""
    found = inbox_of(scope.documents(id), scope.suggestions(id))
    at = dt.datetime.now(dt.UTC).isoformat()
    report = within(lambda: read(document, case, found, who, by, at))
    for there in scope.documents(id):
        if there.about.get("sha256") == report.about["sha256"] and not report.bodies:
            return there.id
    return scope.add_document(id, report.text, report.about, report.bodies)


def read(document: Document, case: Case, kept: Kept, who: str, by: str, at: str) -> Report:
    """Read a report for a case. who: who published it; empty: not said. by, at: who lets it be read, and when (ISO)."""
    reading = guarded(Rules().read(document, Known.of(case)))
    origin = origin_of(document, case, kept.inbox, who or None)
    found = suggested(reading, case, kept.inbox, origin, by=by, at=at)
    of_source = [s for s in found.statements if s.subject.startswith("sources/")]
    bodies = [{"id": s.id, **data_of(s)} for s in found.statements if not s.subject.startswith("sources/")]
    about: Json = {
        "name": document.name,
        "source": origin.id,
        "who": origin.who,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "sha256": sha256(document),
        "blocks": [[*block.span, block.role] for block in document.blocks],
        "statements": [{"id": s.id, **data_of(s)} for s in of_source],
        "held_back": {**reading.thrown_away, **found.held_back},
    }
    return Report(about, without_minors(reading), tuple(bodies))


def without_minors(reading: Reading) -> str:
    """The report's text with a dot for each letter of a minor's name, so that all spans stay where they are."""
    born = {s.subject: s.value for s in reading.suggestions if s.property == "born"}
    text = reading.document.text
    for name in minors_in(reading.document, reading.people, born):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda found: re.sub(r"\w", "•", found[0]), text)
    return text


def document_of(document: kept.Document) -> Document:
    """A kept report as the reader's. Raises ValueError if its text was erased."""
    if document.text is None:
        raise ValueError("the text of this report was erased")
    about, published = document.about, document.about.get("published")
    blocks = tuple(Block((start, end), role) for start, end, role in about.get("blocks", ()))
    day = dt.date.fromisoformat(published) if published else None
    return Document(about.get("name", "report"), document.text, blocks, about.get("language", "und"), day)


def by_hand(document: kept.Document, subject: str, property: str, value: str | tuple[str, ...], quote: str) -> Json:
    """A suggestion that a member makes of a report. Raises ValueError if the quote does not stand in it."""
    text = document.text or ""
    start = text.find(quote)
    if not quote.strip() or start < 0:
        raise ValueError("the quote must stand in the report, letter by letter; select it there")
    about = document.about
    statement = Statement(
        subject,
        property,
        value,
        original_text=quote,
        language=about.get("language"),
        source=about.get("source"),
        span=(start, start + len(quote)),
        chain=(str(about.get("who") or ""),),
        said_on=about.get("published"),
        status="suggested",
        basis="reported",
        note="by hand",
        recorded_on=document.at,
    )
    return {"id": statement.id, **data_of(statement)}


def entered(loaded: Loaded, kept: Kept, item: Item, value: str | tuple[str, ...] | None) -> Entered:
    """What accepting an item would make of a case's texts. value: in the place of what is suggested. Raises
    CannotAccept."""
    instead = {item.id: value} if value is not None and value != item.first.value else {}
    return entered_in(loaded, kept.inbox, [item], instead, lambda texts: load_texts(texts, loaded.case))
