"""The accept queue as people read it: what is suggested, the words it rests on, and what accepting would write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from glienicke.case.model import Case
from glienicke.case.statement import Statement
from glienicke.cli.out import table
from glienicke.cli.render import bullet, heading, indented
from glienicke.ground.diagnostic import Diagnostic, render
from glienicke.record.words import count
from glienicke.reports.data import Document, Span
from glienicke.reports.inbox import CONDITION, SHORT, Inbox, Item
from glienicke.reports.inbox_edit import Proposal

AROUND = 240
"""Characters of context on each side of a quote."""

KEYS = "a accept · r reject · s skip · e edit the value · u undo · q quit · ? help"

HELP = """\
a  accept: what the diff shows is written into the case; nothing else is
r  reject: it is not suggested again, whatever the document; of a new person's name: nor anything about that person
s  skip: it stays open, and comes again next time
e  edit: write another value, look at the diff again, then accept
u  undo: take the last decision back; after an acceptance the file's text is as before
q  quit: everything decided is kept
"""


def value_of(statement: Statement) -> str:
    """The value in words."""
    return statement.value if isinstance(statement.value, str) else ", ".join(statement.value)


def item_data(item: Item, inbox: Inbox, case: Case) -> dict[str, Any]:
    """An open item as JSON."""
    first = item.first
    return {
        "id": item.id,
        "subject": first.subject,
        "property": first.property,
        "value": list(first.value) if isinstance(first.value, tuple) else first.value,
        "since": first.valid_from,
        "new": first.subject.startswith("people/") and item.subject not in case.people,
        "says": [
            {
                "source": said.source,
                "who": source_who(said.source, inbox, case),
                "on": said.said_on,
                "quote": said.original_text,
                "span": list(said.span) if said.span else None,
                "chain": list(said.chain),
                "why": said.note,
            }
            for said in item.statements
        ],
    }


def source_who(id: str | None, inbox: Inbox, case: Case) -> str | None:
    """Who published a document."""
    if id is None:
        return None
    return case.sources[id].who if id in case.sources else inbox.source(id).get("who")


def list_view(inbox: Inbox, case: Case) -> Iterator[RenderableType]:
    """All open items in a table."""
    if not inbox.open:
        yield Text("Nothing is open.\n")
        return
    yield heading(f"Open: {count(len(inbox.open), 'suggestion')} (nothing enters the case until it is accepted)")
    rows = table("id", "of whom", "what", "value", "words", "document")
    for item in inbox.open:
        first = item.first
        since = f", since {first.valid_from}" if first.valid_from else ""
        new = " (new)" if first.subject.startswith("people/") and item.subject not in case.people else ""
        quote = " ".join((first.original_text or "").split())
        rows.add_row(
            item.id[:SHORT],
            f"{item.subject}{new}",
            first.property,
            f"{value_of(first)}{since}",
            quote if len(quote) <= 80 else f"{quote[:79]}…",
            ", ".join(item.sources),
        )
    yield indented(rows)
    yield Text()


def item_view(
    item: Item, left: int, inbox: Inbox, case: Case, documents: Mapping[str, Document], value: str | None
) -> Iterator[RenderableType]:
    """One item with every quote in its context. value: what the user has put in the place of the suggested value."""
    first = item.first
    about = "new person " if first.subject.startswith("people/") and item.subject not in case.people else ""
    yield Text(f"\n{left} open  {item.id[:SHORT]}", style="dim")
    since = f", since {first.valid_from}" if first.valid_from and first.property != CONDITION else ""
    yield Text.assemble(
        f"{about}{item.subject}: {first.property} = ", (f"{value or value_of(first)}{since}", "bold"), "\n"
    )
    for said in item.statements:
        who = " > ".join(said.chain) or source_who(said.source, inbox, case) or "nobody named"
        day = f", {said.said_on}" if said.said_on else ""
        yield indented(Text(f"{who}{day} ({said.source})", style="dim"))
        yield indented(context(said, documents.get(said.source or "")))
        if said.note:
            yield indented(Text(f"why: {said.note}", style="dim"))
        yield Text()


def context(said: Statement, document: Document | None) -> Text:
    """The quote, marked, with what stands around it; alone if the document is not at hand."""
    quote = said.original_text or ""
    if document is None or said.span is None:
        return Text.assemble("“", (quote, "reverse"), "” (the document is not at hand as it was read)")
    start, end = _around(document, said.span)
    a, b = said.span
    return Text.assemble(
        "…" if start else "",
        document.text[start:a],
        ("⟦" + document.text[a:b] + "⟧", "reverse"),
        document.text[b:end],
        "…" if end < len(document.text) else "",
    )


def _around(document: Document, span: Span) -> Span:
    """The paragraph around a span, at most `AROUND` characters on each side, cut between words."""
    block = next((x.span for x in document.blocks if x.span[0] <= span[0] and span[1] <= x.span[1]), None)
    first, last = block or (0, len(document.text))
    start, end = max(first, span[0] - AROUND), min(last, span[1] + AROUND)
    if start > first:
        start = min(span[0], document.text.find(" ", start) + 1 or start)
    if end < last:
        end = max(span[1], document.text.rfind(" ", 0, end))
    return start, end


def diff_view(diff: str) -> Text:
    """A unified diff in colours."""
    shown = Text()
    for line in diff.splitlines():
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        shown.append(f"{line}\n", "dim" if line.startswith(("+++", "---")) else style)
    return shown


def proposal_view(found: Proposal) -> Iterator[RenderableType]:
    """What accepting would write, and which of rivals would be gone by."""
    yield diff_view(found.diff) if found.changes else Text("The case says so already: nothing would be written.\n")
    for line in found.preferred:
        yield bullet(line)
    for warning in found.warnings:
        yield Text(render(warning), style="yellow")


def refusal_view(message: str, diagnostics: Sequence[Diagnostic]) -> Iterator[RenderableType]:
    """Why an item cannot be accepted as it is."""
    yield Text(f"It cannot be accepted as it is: {message}", style="yellow")
    for diagnostic in diagnostics:
        yield Text(render(diagnostic), style="yellow")


def added_view(name: str, number: int, held_back: Mapping[str, int]) -> Iterator[RenderableType]:
    """What a document brought."""
    yield Text(f"{name}: {count(number, 'suggestion')}")
    for why, many in held_back.items():
        yield bullet(f"held back ({many}): {why}")
