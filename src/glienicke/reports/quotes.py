"""Quotation marks of any of the three languages' manners → what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glienicke.reports.data import Span
from glienicke.reports.sentences import split

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"', "‘": "’", "‚": "‘’", "‹": "›", "'": "'"}
_OPENING = frozenset(_PAIRS)
_BEFORE_OPENING = frozenset(" \n\t\u00a0\u202f([{—–-:/")
LONGEST = 20_000
"""So many characters on, a quotation that has not been closed is not closed."""
_EDGE = " \n\t\u00a0,;:"


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation. span: with its marks. inner: the words alone. closed: whether its closing mark is there."""

    span: Span
    inner: Span
    closed: bool = True


def quotes(text: str, span: Span) -> tuple[Quote, ...]:
    """The outermost quotations between two places of a text; one that is not closed runs to the end.

    Apostrophes are none: a single mark opens only before a letter and after a space, and closes only before what is no
    letter.
    """
    return tuple(_quotes(text, *span))


def _quotes(text: str, start: int, end: int) -> Iterator[Quote]:
    at = start
    while at < end:
        mark = text[at]
        if mark in _OPENING and _opens(text, at, start, end):
            close = _close(text, at, end)
            if close is None and mark in "'‘\"‹":
                at += 1
                continue
            stop = end if close is None else close
            yield Quote((at, min(end, stop + 1)), _inner(text, at + 1, stop), close is not None)
            at = stop
        at += 1


def _opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] in "“„«" and not after.isspace():
        return text[at] != "“" or before in _BEFORE_OPENING or not before.isalnum()
    opening = before in _BEFORE_OPENING or before in _OPENING
    if text[at] in "'‘":
        return opening and after.isalnum() and not re.match(r"['‘](?:\d0s|s|tis|em|til)\b", text[at : at + 6])
    return opening and not after.isspace()


def _close(text: str, at: int, end: int) -> int | None:
    mark, depth = text[at], 0
    closing = _PAIRS[mark]
    for place in range(at + 1, min(end, at + LONGEST)):
        sign = text[place]
        if sign == mark and mark not in "\"'" and mark not in closing:
            depth += 1
        elif sign in closing and _closes(text, place, end):
            if depth == 0:
                return place
            depth -= 1
    return None


def _closes(text: str, place: int, end: int) -> bool:
    after = text[place + 1] if place + 1 < end else " "
    if text[place] in "’'":
        return not after.isalnum() and (text[place - 1] != "s" or after in ",.;:")
    return text[place] not in '"' or not after.isalnum()


def _inner(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(" \n\t\u00a0…"))
    end = start + len(text[start:end].rstrip(_EDGE))
    if text[start:end].endswith(".") and not re.search(r"(?:\.\.|\b[^\W\d_])\.$", text[start:end]):
        end -= 1
    return start, max(start, end)


def masked(text: str, span: Span, inside: tuple[Quote, ...]) -> str:
    """The text between two places with the points inside quotations blanked: sentences are then cut only outside them.

    Its places are those of the text less `span[0]`.
    """
    signs = list(text[span[0] : span[1]])
    for quote in inside:
        for place in range(quote.inner[0] - span[0], quote.inner[1] - 1 - span[0]):
            if signs[place] in ".!?…\n":
                signs[place] = " " if signs[place] == "\n" else "_"
    return "".join(signs)


def sentences_outside(text: str, span: Span, inside: tuple[Quote, ...], language: str) -> list[Span]:
    """The sentences between two places, where one that holds a quotation holds all of it."""
    piece = masked(text, span, inside)
    return [(span[0] + start, span[0] + end) for start, end in split(piece, (0, len(piece)), language)]
