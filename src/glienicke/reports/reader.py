"""Readers of documents behind one interface, and the guard that no reader passes by.

A reader suggests; it never decides. Whatever a reader says stands in the document must stand there, letter by letter:
what does not is thrown away and counted, whoever the reader is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TypeVar

from glienicke.reports.data import Counted, Document, Event, Reading, Reported, Someone, Span, Suggestion

if TYPE_CHECKING:
    from glienicke.reports.known import Known

READERS = ("rules", "spacy", "natasha", "llm")
"""The names of the readers. `rules` needs nothing but this package; every other one is a module `with_NAME`, whose
function `reader(model)` makes it, or raises ValueError that says what to install."""

SENDING = frozenset({"llm"})
"""Those that send the document to somebody else: made only with consent."""

A = TypeVar("A")


class Reader(Protocol):
    """Something that reads a document. name: as in `READERS`, with its model if it has one."""

    name: str

    def read(self, document: Document, known: Known) -> Reading:
        """What stands in the document. Never raises for what the document says."""
        ...


class Rules:
    """The default reader: offline, by rules, the same answer every time."""

    name = "rules"

    def read(self, document: Document, known: Known) -> Reading:
        """What stands in the document, by `rules.read_document`."""
        from glienicke.reports.rules import read_document

        return read_document(document, known)


def reader_named(name: str, model: str | None = None, *, consent: bool = False) -> Reader:
    """The reader of that name.

    consent: that documents may leave this machine; without it no reader is made that sends them anywhere.
    Raises ValueError, with the remedy, if there is no such reader, or what it needs is missing, consent included.
    """
    if name not in READERS:
        raise ValueError(f"there is no reader {name!r}; there are {', '.join(READERS)}")
    if name == "rules":
        return Rules()
    if name in SENDING and not consent:
        raise ValueError(f"the reader {name!r} sends documents to a provider; if that may be, say --consent")
    make: Callable[[str | None], Reader] = import_module(f"glienicke.reports.with_{name}").reader
    return make(model)


def guarded(reading: Reading) -> Reading:
    """The reading without anything that is not in its document; `thrown_away` counts what was dropped, by why."""
    document = reading.document
    dropped: Counter[str] = Counter(reading.thrown_away)

    def kept(found: tuple[A, ...], what: str, stands: Callable[[A], bool]) -> tuple[A, ...]:
        good = tuple(one for one in found if stands(one))
        if len(good) < len(found):
            dropped[what] += len(found) - len(good)
        return good

    def person(one: Someone) -> Someone:
        why = "a naming that is not where it is said to be"
        spans = kept(one.spans, why, lambda span: _quoted(document, span) in one.spellings)
        return replace(one, spans=spans)

    def count(one: Counted) -> bool:
        return _inside(document, one.span)

    def event(one: Event) -> bool:
        return _inside(document, one.span) and _quoted(document, one.clause) == one.what

    def statement(one: Reported) -> bool:
        return _quoted(document, one.span) == one.text

    def suggestion(one: Suggestion) -> bool:
        return _quoted(document, one.span) == one.quote

    people = tuple(named for named in map(person, reading.people) if named.spans)
    return Reading(
        document,
        people,
        _renumbered(reading.counts, count, dropped),
        kept(reading.events, "an event whose words are not in the document", event),
        kept(reading.statements, "reported words that are not in the document", statement),
        kept(reading.suggestions, "a suggestion whose quote is not in the document", suggestion),
        dict(dropped),
    )


def _inside(document: Document, span: Span) -> bool:
    return 0 <= span[0] < span[1] <= len(document.text)


def _quoted(document: Document, span: Span) -> str | None:
    """The words at a span; None if it is no span of the text."""
    return document.quote(span) if _inside(document, span) else None


def _renumbered(
    counts: tuple[Counted, ...], stands: Callable[[Counted], bool], dropped: Counter[str]
) -> tuple[Counted, ...]:
    """The counts that stand in the text; `of` follows the new places."""
    places = {old: new for new, old in enumerate(n for n, one in enumerate(counts) if stands(one))}
    if len(places) < len(counts):
        dropped["a count that is not in the document"] += len(counts) - len(places)
    return tuple(
        replace(counts[old], of=None if counts[old].of is None else places.get(counts[old].of or 0)) for old in places
    )
