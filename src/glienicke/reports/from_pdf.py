"""PDF → text by pdfplumber: lines joined to paragraphs, words that a line's end parts joined again."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

PAGES_MAX = 200
_WIDE = 1.45
"""A step from line to line that is so much wider than most begins a paragraph."""
_SHORT = 0.75
"""A line that ends before this share of the column's width ends its paragraph, if it ends a sentence."""


def text_of(name: str, data: bytes) -> str:
    """The text of a PDF, its paragraphs parted by empty lines.

    Raises ValueError if it is scanned (pictures without text), locked, broken, or has more than `PAGES_MAX` pages.
    """
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > PAGES_MAX:
                raise ValueError(f"{name} has {len(pdf.pages)} pages, more than {PAGES_MAX}: give the article's pages")
            pages = [page.extract_text_lines(return_chars=False) for page in pdf.pages]
    except PDFPasswordIncorrect:
        raise ValueError(f"{name} is locked by a password; save it without one") from None
    except PdfminerException as problem:
        if isinstance(problem.args[0] if problem.args else None, PDFPasswordIncorrect):
            raise ValueError(f"{name} is locked by a password; save it without one") from None
        raise ValueError(f"{name} is a broken PDF; save it again, or give its text") from None
    paragraphs = [words for lines in _without_numbers(pages) for words in _paragraphs(lines)]
    if not paragraphs:
        raise ValueError(
            f"{name} holds no text: it seems to be scanned. Run it through text recognition first (ocrmypdf {name} …)"
        )
    return "\n\n".join(_over_pages(paragraphs)) + "\n"


Line = dict[str, Any]


def _without_numbers(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without page numbers and without what most of them repeat at the top or bottom."""
    edges: dict[str, int] = {}
    for lines in pages:
        for line in (*lines[:1], *lines[-1:]):
            edges[_edge(line)] = edges.get(_edge(line), 0) + 1
    often = {words for words, times in edges.items() if len(pages) > 2 and 2 * times > len(pages)}

    def stays(place: int, lines: list[Line]) -> bool:
        at_edge = place in (0, len(lines) - 1)
        number = re.fullmatch(r"\W*(?:Page|Seite|Стр\.|p\.)?\s*\d{1,3}(?:\s*(?:/|of|von|из)\s*\d{1,3})?\W*",
                              lines[place]["text"])  # fmt: skip
        return not (at_edge and (number or _edge(lines[place]) in often))

    return [[line for place, line in enumerate(lines) if stays(place, lines)] for lines in pages]


def _edge(line: Line) -> str:
    return re.sub(r"\d+", "#", line["text"]).strip()


def _paragraphs(lines: list[Line]) -> list[str]:
    if not lines:
        return []
    steps = [after["top"] - before["top"] for before, after in pairwise(lines) if after["top"] > before["top"]]
    usual = median(steps) if steps else 0.0
    right = max(line["x1"] for line in lines)
    left = min(line["x0"] for line in lines)
    result, so_far = [], lines[0]["text"]
    for before, after in pairwise(lines):
        wide = after["top"] - before["top"] > _WIDE * usual if usual else False
        size = abs((after["bottom"] - after["top"]) - (before["bottom"] - before["top"])) > 1.5
        ended = re.search(r"[.!?…:][\"'”’“»)]*$", before["text"]) is not None
        short = before["x1"] - left < _SHORT * (right - left)
        if wide or size or (ended and short) or (ended and after["x0"] - left > 8 and before["x0"] - left < 8):
            result.append(so_far)
            so_far = after["text"]
        else:
            so_far = _joined(so_far, after["text"])
    return [*result, so_far]


def _joined(before: str, after: str) -> str:
    """Two lines as one: a hyphen before a small letter is the line's end, not the word's."""
    if re.search(r"[^\W\d_]{2}[-\u00ad‐]$", before) and after[:1].islower():
        return before[:-1] + after
    return f"{before[:-1] if before.endswith(chr(0xAD)) else before} {after}"


def _over_pages(paragraphs: list[str]) -> list[str]:
    """Paragraphs that a page's end has parted, joined: the first ends no sentence, the next begins in small letters."""
    result = paragraphs[:1]
    for words in paragraphs[1:]:
        if words[:1].islower() and not re.search(r"[.!?:][\"”’“»)]*$", result[-1]):
            result[-1] = _joined(result[-1], words)
        else:
            result.append(words)
    return result
