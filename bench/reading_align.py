"""Gold spans of an HTML document → spans of the text that a reader drew from it.

The visible text of the source and the reader's text are aligned word by word (difflib: Ratcliff and Obershelp). A span
is where its first and its last word that the reader kept have come to lie; it is lost if less than half of its words
were kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from html import unescape
from html.parser import HTMLParser

from bench.gold import Article, Mark, Span

_WORD = re.compile(r"\w+|[^\w\s]")
_UNSEEN = {"script", "style", "noscript", "template", "title"}


class _Visible(HTMLParser):
    """The words of a page that are text, each with its span in the source."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.words: list[tuple[str, Span]] = []
        self.unseen = 0
        self.feed(source)
        self.close()

    def _at(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            at = self._at()
            self.words += [(found[0], (at + found.start(), at + found.end())) for found in _WORD.finditer(data)]

    def _entity(self, name: str) -> None:
        written = unescape(f"&{name};")
        if not self.unseen and written.strip():
            self.words.append((written, (self._at(), self._at() + len(name) + 2)))

    def handle_entityref(self, name: str) -> None:
        self._entity(name)

    def handle_charref(self, name: str) -> None:
        self._entity(f"#{name}")


def onto(article: Article, text: str) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The marks of an article moved onto a reader's text, and those that its text has lost."""
    if article.text == text:
        return article.marks, ()
    there = [(found[0], found.span()) for found in _WORD.finditer(text)]
    here = _Visible(article.text).words if article.html else [(w[0], w.span()) for w in _WORD.finditer(article.text)]
    pairs = SequenceMatcher(None, [word for word, _ in here], [word for word, _ in there], autojunk=False)
    moved: dict[int, Span] = {}
    for a, b, size in pairs.get_matching_blocks():
        moved.update({a + step: there[b + step][1] for step in range(size)})
    kept, lost = [], []
    for mark in article.marks:
        span = _moved(mark.span, here, moved)
        if span is None:
            lost.append(mark)
        else:
            kept.append(replace(mark, span=span))
    return tuple(kept), tuple(lost)


def _moved(span: Span, here: Sequence[tuple[str, Span]], moved: dict[int, Span]) -> Span | None:
    inside = [number for number, (_, (start, end)) in enumerate(here) if start >= span[0] and end <= span[1]]
    found = [moved[number] for number in inside if number in moved]
    if not found or 2 * len(found) < len(inside):
        return None
    return min(start for start, _ in found), max(end for _, end in found)
