"""A text → its blocks and what each is: headline, dateline, body, or what is no content (captions, bylines, boxes).

In: plain text, whose paragraphs are lines or runs of wrapped lines. Out: blocks in order, none of them empty.
"""

from __future__ import annotations

import re

from glienicke.reports.data import Block, Role, Span
from glienicke.reports.datelines import dateline_end, is_stamp
from glienicke.reports.furniture import headed_box, role_of

_LINE = re.compile(r"[^\r\n]+")
_WRAPPED_MIN, _WRAPPED_MAX = 45, 120
"""Characters of the lines of a text that is wrapped."""
_HEADLINE_WORDS = 25
_END = re.compile(r"[.!?…:;,][\"'”’“»)\]]*\s*$")
_SENTENCES = 5
"""So many paragraphs may hold the dateline."""


def blocks_of(text: str, language: str, headlines: tuple[Span, ...] | None = None) -> tuple[Block, ...]:
    """The blocks of a text.

    headlines: where a page's own headlines stand; None for plain text, whose headlines are told by their look. A
    dateline at the beginning of a paragraph is a block of its own.
    """
    spans = paragraphs(text)
    result: list[Block] = []
    box, datelines = False, 0
    for number, span in enumerate(spans):
        words = text[span[0] : span[1]]
        role = role_of(words, language, first=number == 0)
        short = len(words.split()) <= _HEADLINE_WORDS and not _END.search(words)
        if role is None and is_stamp(words, language):
            role = "dateline"
        if role is None and box and short and (headlines is None or span not in headlines):
            role = "box"
        box = role == "box" and (box or headed_box(words, language))
        if role is None:
            role = _content(text, spans, number, headlines, short)
        if role == "body" and datelines < _SENTENCES:
            datelines += 1
            end = dateline_end(words, language)
            if end:
                result.append(_trimmed(text, (span[0], span[0] + end), "dateline"))
                span = (span[0] + end, span[1])
                datelines = _SENTENCES
        result.append(_trimmed(text, span, role))
    return tuple(block for block in result if block.span[0] < block.span[1])


def _content(text: str, spans: list[Span], number: int, headlines: tuple[Span, ...] | None, short: bool) -> Role:
    if headlines is not None:
        return "headline" if spans[number] in headlines else "body"
    words = text[slice(*spans[number])]
    if not short or re.match(r"\s*[•\-–—*·\d]", words):
        return "body"
    if number == 0:
        return "headline"
    following = text[slice(*spans[number + 1])] if number + 1 < len(spans) else ""
    opening = all(len(text[slice(*span)].split()) <= _HEADLINE_WORDS for span in spans[:number])
    return "headline" if opening or len(following) > len(words) else "body"


def _trimmed(text: str, span: Span, role: Role) -> Block:
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip())
    return Block((start, max(start, span[0] + len(words.rstrip()))), role)


def paragraphs(text: str) -> list[Span]:
    """Where the paragraphs stand: every line is one, unless the text is wrapped: then every run of lines."""
    lines = [found.span() for found in _LINE.finditer(text) if found[0].strip()]
    result: list[Span] = []
    wide = _width(text, lines)
    for start, end in lines:
        if result and wide and _goes_on(text, result[-1], (start, end), wide):
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def _width(text: str, lines: list[Span]) -> int:
    """How wide the lines of a wrapped text are; 0 if its lines are paragraphs."""
    sizes = [len(text[start:end].rstrip()) for start, end in lines]
    inner = [size for size, line, after in zip(sizes, lines, lines[1:], strict=False) if not _gap(text, line, after)]
    if len(inner) < 3 or max(sizes) > _WRAPPED_MAX or max(inner) < _WRAPPED_MIN:
        return 0
    wide = max(inner)
    return wide if sum(size > 0.7 * wide for size in inner) >= 0.6 * len(inner) else 0


def _gap(text: str, line: Span, after: Span) -> bool:
    return text[line[1] : after[0]].count("\n") > 1


def _goes_on(text: str, before: Span, line: Span, wide: int) -> bool:
    if _gap(text, before, line):
        return False
    last = text[text.rfind("\n", before[0], before[1]) + 1 if "\n" in text[slice(*before)] else before[0] : before[1]]
    first = text[line[0] : line[1]].split()[0]
    return len(last.rstrip()) + 1 + len(first) > 0.85 * wide
