"""Which block of a document a place is in, and sentences that are short enough to be read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from glienicke.reports.data import Document, Span
from glienicke.reports.sentences import sentences

LONG = 3000
"""Characters of a sentence that are read at once: what has more is no sentence but a table or a trap."""


def pieces(document: Document) -> Iterator[Span]:
    """The sentences of a document's content; one that is too long is cut at a space."""
    for start, end in sentences(document):
        while end - start > LONG:
            space = document.text.rfind(" ", start + 1, start + LONG)
            cut = space if space > start else start + LONG
            yield start, cut
            start = cut
        yield start, end


class Places:
    """The blocks of a document by where they start; they are in order and do not overlap."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.span[0] for block in document.blocks]
        self._ends = [block.span[1] for block in document.blocks]

    def block_at(self, place: int) -> int:
        """The number of the block in which a character stands; -1 if it stands in none."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self._ends[number] else -1
