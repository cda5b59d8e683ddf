"""The arithmetic of a report: does a whole that it counts come to the sum of the parts it counts?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glienicke.reports.data import Counted, Reading


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, as told in one breath. parts: places in the reading's counts. rest: whole minus parts.

    A positive rest is not accounted for; a negative one says that the parts come to more than the whole.
    """

    whole: int
    parts: tuple[int, ...]
    rest: int

    def in_words(self, counts: Sequence[Counted]) -> str:
        """Like `16 people = 7 Russians + 5 Germans + 4 unaccounted`."""
        whole = counts[self.whole]
        terms = " + ".join(f"{counts[part].value} {counts[part].what}" for part in self.parts)
        if self.rest > 0:
            return f"{whole.value} {whole.what} = {terms} + {self.rest} unaccounted"
        if self.rest < 0:
            return f"{whole.value} {whole.what} ≠ {terms}, which is {-self.rest} more"
        return f"{whole.value} {whole.what} = {terms}"


def sums_of(reading: Reading) -> tuple[Sum, ...]:
    """Every whole with two parts or more; each group of parts that stands together is taken for itself."""
    return tuple(_sums(reading))


def _sums(reading: Reading) -> Iterator[Sum]:
    counts = reading.counts
    for whole, one in enumerate(counts):
        parts = [n for n, part in enumerate(counts) if part.of == whole]
        for group in _groups(reading, parts):
            if len(group) > 1 and not any(_each(reading, part) for part in group):
                rest = one.value - sum(counts[part].value for part in group)
                yield Sum(whole, tuple(group), rest)


def _each(reading: Reading, part: int) -> bool:
    """Whether a part stands for several of its size: "one each from Norway and Poland"."""
    end = reading.counts[part].span[1]
    return reading.document.text[end : end + 6].startswith((" each", " je "))


APART = 160
"""Parts of a whole with more characters between them are told separately: by country here, by sex there."""


def _groups(reading: Reading, parts: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for part in parts:
        start = reading.counts[part].span[0]
        if groups and start - reading.counts[groups[-1][-1]].span[1] <= APART:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups
