"""What is read out of documents, as frozen data; every part says where it stands.

A span is (start, end) in characters of `Document.text`, end exclusive, so that `text[start:end]` is the quote.
Nothing here is a fact: a reader suggests, a person accepts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
"""Start and end in characters of the document's text; the end is exclusive."""

Role = Literal["headline", "dateline", "body", "caption", "byline", "box", "furniture"]
"""What a block of a document is: only headline and body are content; a dateline gives place and day."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of a document, and what it is."""

    span: Span
    role: Role


@dataclass(frozen=True, slots=True)
class Document:
    """One document as text.

    name: what it is called (its file's name). text: all its text; of a text file exactly what the file holds, of HTML
    and PDF what was drawn from it. blocks: its parts in order. language: ISO 639-1 ("en", "de", "ru"). published: the
    day relative dates count from, given by the user or read from the document's own dateline; None where neither
    says. dateline: where `published` stands in the text, if it was read there.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    language: str
    published: dt.date | None = None
    dateline: Span | None = None

    def quote(self, span: Span) -> str:
        """The words at a span."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a document names a person. span: the name alone, without title or rank."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as a document names them.

    name: the fullest spelling, in the nominative. spellings: all spellings, as they stand. spans: of every naming, in
    order. person: the id in the case, if the case knows the person. doubts: in words, such as a surname that may be
    another's.
    """

    name: str
    spellings: tuple[str, ...]
    spans: tuple[Span, ...]
    person: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of people and what it counts ("16 people", "seven Russians").

    value: how many. what: what is counted, in the document's words without the number. span: number and noun. of: the
    number in this tuple of the whole that it is a part of ("16 people, seven of them Russians"), else None. about:
    "exactly", "at least", "at most" or "about".
    """

    value: int
    what: str
    span: Span
    of: int | None = None
    about: Literal["exactly", "at least", "at most", "about"] = "exactly"


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated. date: EDTF (a day, month, year or interval), None where the document leaves it open.

    what: the clause, as it stands. span: the words of the date itself. clause: where `what` stands.
    """

    date: str | None
    what: str
    span: Span
    clause: Span


@dataclass(frozen=True, slots=True)
class Reported:
    """Words that somebody is said to have said.

    speaker: whose words they are: a person by the fullest name in the document, an institution or an unnamed source
    by its noun phrase without article ("Kremlin", "senior US official"); None only where there is no word at all.
    chain: all through whom they come, the document's own source first, the speaker last. text: the words. span: of
    the words alone, without "he said". verb: the verb of saying. direct: whether in quotation marks.
    """

    speaker: str | None
    chain: tuple[str, ...]
    text: str
    span: Span
    verb: str = ""
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement that a person may accept into a case.

    subject: a case id or a name as in the document. property: a key of the case file (`held_by`, `citizen_of`,
    `charge`, `sentence`, `state`, `spellings`, `born`, `condition`, …). value: as the case file would write it.
    quote: the words it rests on, verbatim. span: where they stand. chain: who says so, document's source first.
    since: EDTF day it holds from, if said. why: the rule, in words.
    """

    subject: str
    property: str
    value: str
    quote: str
    span: Span
    chain: tuple[str, ...] = ()
    since: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in one document.

    thrown_away: why suggestions were refused, and how many (a quote that is not verbatim).
    """

    document: Document
    people: tuple[Someone, ...] = ()
    counts: tuple[Counted, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Reported, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    thrown_away: Mapping[str, int] = field(default_factory=dict)
