"""A file or a text → a `Document`: its words, its parts and what each is, its language, its day.

A text keeps every character. HTML is read by trafilatura, PDF by pdfplumber; both give a text of paragraphs parted by
empty lines. What is no content (captions, bylines, boxes, language bars) stays in a text, but as a block that says so.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from glienicke.reports.data import Document, Span
from glienicke.reports.decoded import decoded
from glienicke.reports.from_html import is_html, page_of
from glienicke.reports.from_pdf import text_of
from glienicke.reports.languages import language_of
from glienicke.reports.layout import blocks_of
from glienicke.reports.published import published_in

BYTES_MAX = 5_000_000
"""A text or page that is larger is no article."""
PDF_BYTES_MAX = 50_000_000
SEPARATOR = "\n\n"


def open_document(path: Path | str, published: dt.date | None = None) -> Document:
    """The document in a file: PDF, HTML or text, told apart by what they begin with.

    published: the day of publication, if it is known; else the document's own dateline or stamp is read. Raises
    OSError if the file cannot be read, and ValueError, with the remedy, if it holds no text, is binary, is not UTF-8,
    is a scanned PDF or is too large.
    """
    path = Path(path)
    size = path.stat().st_size
    if size > PDF_BYTES_MAX:
        raise ValueError(_large(path.name, size))
    return document_in(path.name, path.read_bytes(), published)


def document_in(name: str, data: bytes, published: dt.date | None = None) -> Document:
    """The document in the bytes of a file; as `open_document`."""
    if data.startswith(b"%PDF-"):
        if len(data) > PDF_BYTES_MAX:
            raise ValueError(_large(name, len(data)))
        return document_of(name, text_of(name, data), published)
    if len(data) > BYTES_MAX:
        raise ValueError(_large(name, len(data)))
    text = decoded(name, data)
    return document_of(name, text, published, html=is_html(name, text))


def document_of(name: str, text: str, published: dt.date | None = None, html: bool = False) -> Document:
    """A document made of a text that is in memory.

    html: whether the text is the source of a page, of which the words are then drawn. Raises ValueError if there are
    no words, or more than `BYTES_MAX` characters.
    """
    if len(text) > BYTES_MAX:
        raise ValueError(_large(name, len(text)))
    if not text.strip():
        raise ValueError(f"{name} is empty; give a file that holds an article or a statement")
    if not html:
        return _made(name, text, None, published)
    page = page_of(text)
    if not page.parts:
        raise ValueError(f"{name} has no article in it that could be read; save the article's own page, or its text")
    at, headlines = 0, []
    for part in page.parts:
        if part.headline:
            headlines.append((at, at + len(part.words)))
        at += len(part.words) + len(SEPARATOR)
    return _made(name, SEPARATOR.join(part.words for part in page.parts), tuple(headlines), published or page.day)


def _made(name: str, text: str, headlines: tuple[Span, ...] | None, published: dt.date | None) -> Document:
    language = language_of(text)
    blocks = blocks_of(text, language, headlines)
    day, where = published_in(text, blocks, language)
    return Document(name, text, blocks, language, published or day, where)


def _large(name: str, size: int) -> str:
    return (
        f"{name} is {size / 1e6:.0f} MB, more than an article can have ({BYTES_MAX / 1e6:.0f} MB; a PDF "
        f"{PDF_BYTES_MAX / 1e6:.0f} MB): split it into its articles, or give the text alone"
    )
