"""The dated events of a document: every expression of time in its content, placed on the calendar or left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from glienicke.reports import time_words as words
from glienicke.reports.blocks import Places, pieces
from glienicke.reports.data import Document, Event, Span
from glienicke.reports.tense import Tense, clauses, tense_of
from glienicke.reports.time_find import When, expressions
from glienicke.reports.time_place import Told, after, place

SAID_IN_FULL = 200
"""A sentence of so many characters with one date is its event; of a longer one, or of several dates, a part is."""


def events_of(document: Document) -> tuple[Event, ...]:
    """The dated events of a document's content, in order.

    A date is EDTF (ISO 8601-2): a day, month, year or interval; None where the document does not tell, as with "on
    Thursday" in a text of unknown day. Datelines, stamps and durations are none. A document in a language that is not
    read has none.
    """
    if document.language not in ("en", "de", "ru"):
        return ()
    return tuple(_events(document, pieces(document)))


def _events(document: Document, spans: Iterable[Span]) -> Iterator[Event]:
    told, before, block, places = Told(), None, -1, Places(document)
    for sentence in spans:
        here = places.block_at(sentence[0])
        if here != block:
            told, before, block = Told(told.last, told.last_day), None, here
        found = [
            when
            for when in expressions(document.text, *sentence, document.language)
            if not _is_stamp(document, when.span, here)
        ]
        after_dateline = _after_dateline(document, sentence, here) if found else sentence[0]
        for number, when in enumerate(found):
            tense = tense_of(document.text, sentence, when.span, document.language) or before
            if when.kind == "date":
                tense = tense or "either"  # a day of a month without a year and without a verb is the nearest
            begin = (after_dateline, sentence[1])
            then = _THEN.search(document.text, sentence[0], when.span[0]) is not None
            date = place(when, document.published, tense, replace(told, then=then))
            told = after(told, when, date, frames=_opens(document.text, begin, when))
            clause = _clause(document, begin, found, number)
            yield Event(date, document.quote(clause), when.span, clause)
        before = _last_tense(document, sentence) or before


_THEN = re.compile(r"\b(?:then|later|afterwards|dann|danach|später|затем|потом|позже)\b", re.IGNORECASE)


def _last_tense(document: Document, sentence: Span) -> Tense | None:
    return tense_of(document.text, sentence, (sentence[1] - 1, sentence[1]), document.language)


def _opens(text: str, sentence: Span, when: When) -> bool:
    """Whether a sentence begins with the expression, so that what follows goes on from there."""
    return _OPENING.fullmatch(text[sentence[0] : when.span[0]]) is not None


_OPENING = re.compile(
    r"\W*(?:(?:then|and|but|back|only|already|as early as|dann|und|doch|schon|bereits|erst|затем|но|ещё|еще|уже|лишь"
    r"|только),? )?(?:(?:in|on|by|during|late in|early in|around|im|am|anfang|ende|mitte|в|во|к|летом|весной|осенью"
    r"|зимой) )?(?:the )?",
    re.IGNORECASE,
)

# ----------------------------------------------------------------------- stamps

_LEAD = re.compile(
    r"^[\W\d]*[A-ZÀ-ÞА-ЯЁ][\w.’'-]*(?:[ /](?:[A-ZÀ-ÞА-ЯЁ][\w.’'-]*|a[mn] \w+|d[ei]r?|на|в))*"
    r"(?:, [A-ZÀ-ÞА-ЯЁ][\w. ’'-]{0,30})?[,.]?\s*(?:\([^)]*\)[,.]?\s*)?$"
)
_TAIL = re.compile(
    r"^[,. )]*(?:\d{4})?\s*(?:г\.|года)?[.,]?\s*"
    r"(?:\([^)]{1,60}\)|/[^/]{1,60}/|\[[^\]]{1,60}\]|[A-ZА-ЯЁ][\w. ]{1,30})?\s*[.,]?\s*(?:--?|–|—|\.|:)(?:\s|$)"
)


_IN_BRACKETS = (
    re.compile(r"\W*(?:[A-ZÀ-ÞА-ЯЁ][\w.’' -]{0,30} )?\([^()]{0,60}"),
    re.compile(r"(?:,? \d{4})?[^()]{0,30}\)(?:\s*(?:--?|–|—|:)\s|\s+[A-ZÀ-ÞА-ЯЁ])"),
)


def _is_stamp(document: Document, span: Span, block: int) -> bool:
    """Whether a date is the document's own: in its dateline, or on a line that says when it was published."""
    text = document.text
    if document.dateline is not None and document.dateline[0] < span[1] and span[0] < document.dateline[1]:
        return True
    if block >= 0 and document.blocks[block].role == "dateline":
        return True
    start = document.blocks[block].span[0] if block >= 0 else 0
    lead, tail = text[start : span[0]], text[span[1] : span[1] + 90]
    if _IN_BRACKETS[0].fullmatch(lead) and _IN_BRACKETS[1].match(tail):
        return True  # "(Moscow, Sept 10)", "KARS (News Desk, Sep 10) -"
    if re.fullmatch(r"\W*(?:[A-ZА-ЯЁ][\w-]+[.,] )?", lead) and re.match(r"\. ?/?[A-ZА-ЯЁ]{3,}\b", tail):
        return True  # "10 сентября. АГЕНТСТВО."
    if len(lead) < 80 and _LEAD.match(lead) and _TAIL.match(tail) and _capital_or_comma(lead, tail):
        return True
    if _ABOUT_ITSELF.search(text[max(start, span[0] - 80) : span[0]]):
        return True
    line_start, line_end = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
    return _stamp_line(text[line_start : line_end if line_end >= 0 else len(text)], document.language)


def _capital_or_comma(lead: str, tail: str) -> bool:
    """A dateline is a place in capitals, or a place, a comma, a date and then the agency or a dash."""
    if re.match(r"^\W*[A-ZÀ-ÞА-ЯЁ]{3,}", lead):
        return True
    return "," in lead and re.match(r"^[,. ]*(?:\d{4})?\s*(?:\([^)]*\)|/[^/]*/)?\s*(?:--?|–|—)\s", tail) is not None


_ABOUT_ITSELF = re.compile(
    r"\b(?:this|the) (?:story|article|report|page|post|piece) (?:was|has been) (?:last |first )?"
    r"(?:updated|published|corrected|amended)\b"
    r"|\b(?:diese[rn]? (?:artikel|text|beitrag)|artikel) wurde am\b"
    r"|(?:статья|материал|текст) (?:был[ао]? )?(?:обновлен|обновлён|опубликован)",
    re.IGNORECASE,
)


def _stamp_line(line: str, language: str) -> bool:
    if len(line) > 120:
        return False
    if re.search(r"\s[|·•]\s", line) and re.search(words.YEAR, line) and not re.search(r"[.!?]\s*$", line):
        return True  # "10 September 2025 | 14:05 | News desk"
    rest = list(line)
    for when in expressions(line, 0, len(line), language):
        rest[when.span[0] : when.span[1]] = " " * (when.span[1] - when.span[0])
    bare = words.STAMP_WORDS.sub(" ", words.CLOCK.sub(" ", "".join(rest)))
    return re.search(r"[^\W\d_]{3,}", bare) is None and re.search(r"\d{4}|\d[.:]\d", line) is not None


def _after_dateline(document: Document, sentence: Span, block: int) -> int:
    """Where a sentence begins, without the dateline before it."""
    for when in expressions(document.text, *sentence, document.language):
        if _is_stamp(document, when.span, block) and (tail := _TAIL.match(document.text[when.span[1] : sentence[1]])):
            return when.span[1] + tail.end()
    return sentence[0]


# ---------------------------------------------------------------------- clauses


def _clause(document: Document, sentence: Span, found: Sequence[When], number: int) -> Span:
    """The part of the sentence that tells what was then."""
    text = document.text
    if len(found) == 1 and sentence[1] - sentence[0] <= SAID_IN_FULL:
        return _trimmed(text, sentence)
    cuts = [start for start, _ in clauses(text, sentence, document.language)]
    low = found[number - 1].span[1] if number else sentence[0]
    high = found[number + 1].span[0] if number + 1 < len(found) else sentence[1]
    own = found[number].span
    left = [cut for cut in cuts if low <= cut <= own[0]]
    right = [cut for cut in cuts if own[1] <= cut <= high]
    start = (left[0] if number else sentence[0]) if left else sentence[0]
    end = (right[-1] if number + 1 < len(found) else sentence[1]) if right or number + 1 == len(found) else high
    return _trimmed(text, (start, end))


_EDGE = re.compile(r"^(?:[\s,;:–—()\"“”«»„-]|and\b|but\b|und\b|aber\b|и\b|а\b|но\b)+")


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    lead = _EDGE.match(piece)
    start = span[0] + (lead.end() if lead else 0)
    return start, max(start, span[0] + len(piece.rstrip(' \n\t,;:–—("“„«-')))
