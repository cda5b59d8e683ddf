"""Readings and what they have in common, as the JSON object that `glienicke read --json` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from glienicke.reports.compared import Compared
from glienicke.reports.data import Reading, Span


def readings_data(readings: Sequence[Reading], compared: Sequence[Compared] = ()) -> dict[str, Any]:
    """`{"documents": […], "compared": […]}`. Spans are [start, end) in characters of that document's `text`."""
    return {"documents": [_document(one) for one in readings], "compared": [_compared(one) for one in compared]}


def _span(span: Span) -> list[int]:
    return list(span)


def _document(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "name": document.name,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "text": document.text,
        "people": [
            {"name": one.name, "spellings": list(one.spellings), "spans": [_span(span) for span in one.spans]}
            | ({"person": one.person} if one.person else {})
            | ({"doubts": list(one.doubts)} if one.doubts else {})
            for one in reading.people
        ],
        "counts": [
            {"value": one.value, "what": one.what, "span": _span(one.span), "about": one.about, "of": one.of}
            for one in reading.counts
        ],
        "events": [
            {"date": one.date, "what": one.what, "span": _span(one.span), "clause": _span(one.clause)}
            for one in reading.events
        ],
        "statements": [
            {
                "speaker": one.speaker,
                "chain": list(one.chain),
                "text": one.text,
                "span": _span(one.span),
                "verb": one.verb,
                "direct": one.direct,
            }
            for one in reading.statements
        ],
        "suggestions": [
            {
                "subject": one.subject,
                "property": one.property,
                "value": one.value,
                "quote": one.quote,
                "span": _span(one.span),
                "chain": list(one.chain),
                "since": one.since,
                "why": one.why,
            }
            for one in reading.suggestions
        ],
        "thrown_away": dict(reading.thrown_away),
    }


def _compared(one: Compared) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "about": one.about,
        "verdict": one.verdict,
        "said": [
            {
                "document": said.document,
                "value": said.value,
                "quote": said.quote,
                "span": _span(said.span) if said.span else None,
            }
            for said in one.said
        ],
        "note": one.note,
    }
