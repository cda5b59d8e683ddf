"""Which block of a document a place is in."""

from __future__ import annotations

from bisect import bisect_right

from glienicke.reports.data import Document


class Places:
    """The blocks of a document by where they start; they are in order and do not overlap."""

    def __init__(self, document: Document) -> None:
        self._starts = [block.span[0] for block in document.blocks]
        self._ends = [block.span[1] for block in document.blocks]

    def block_at(self, place: int) -> int:
        """The number of the block in which a character stands; -1 if it stands in none."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 and place < self._ends[number] else -1
