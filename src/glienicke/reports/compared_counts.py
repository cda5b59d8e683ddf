"""The counts of several reports side by side.

Counts are of one thing if they count the same noun; a general noun ("people", "prisoners") may also count what another
report names more closely ("sailors"). Numbers far apart are never taken for one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from glienicke.reports.alike import is_general, same_noun
from glienicke.reports.compared import Compared, Said
from glienicke.reports.data import Counted, Reading

NEAR = 0.5
"""Two numbers may be told of the same group if the smaller is at least this much of the larger."""

SURELY = 3
"""From so many on, equal numbers of people in two reports are taken for the same people, whatever they are called."""


@dataclass(frozen=True, slots=True)
class _One:
    number: int
    document: str
    language: str
    count: Counted
    said: Said

    @property
    def general(self) -> bool:
        return is_general(self.count.what, self.language)


def counts_beside(readings: Sequence[Reading]) -> Iterator[Compared]:
    """What reports agree on, differ on, and what one alone has; a count that a report repeats is taken once."""
    left = _all(readings)
    for group in _groups(left, _equal):
        left = [one for one in left if one not in group]
        yield Compared("count", group[0].said.value, "agreed", tuple(one.said for one in group))
    for group in _groups(_tops(left), _near):
        left = [one for one in left if one not in group]
        values = sorted(one.count.value for one in group)
        note = f"{values[-1]} - {values[0]} = {values[-1] - values[0]}"
        yield Compared("count", group[0].count.what, "differing", tuple(one.said for one in group), note)
    for one in left:
        yield Compared("count", one.said.value, "only", (one.said,))


def _all(readings: Sequence[Reading]) -> list[_One]:
    result: list[_One] = []
    for number, reading in enumerate(readings):
        document = reading.document
        for count in reading.counts:
            said = Said(document.name, f"{count.value} {count.what}", document.quote(count.span), count.span)
            one = _One(number, document.name, document.language, count, said)
            if all((other.number, other.said.value) != (number, said.value) for other in result):
                result.append(one)
    return result


def _groups(ones: Iterable[_One], fit: Callable[[_One, _One], bool]) -> Iterator[list[_One]]:
    """Groups of counts of different reports that fit; each count is in one group at most."""
    groups: list[list[_One]] = []
    for one in ones:
        near = [
            g for g in groups if all(other.number != one.number for other in g) and all(fit(one, other) for other in g)
        ]
        if near:
            near[0].append(one)
        else:
            groups.append([one])
    yield from (group for group in groups if len(group) > 1)


def _same_noun(one: _One, other: _One) -> bool:
    return one.language == other.language and same_noun(one.count.what, other.count.what, one.language)


def _equal(one: _One, other: _One) -> bool:
    if one.count.value != other.count.value:
        return False
    if _same_noun(one, other):
        return True
    wholes = one.count.of is None and other.count.of is None
    return wholes and one.count.value >= SURELY and (one.general or other.general)


def _near(one: _One, other: _One) -> bool:
    low, high = sorted((one.count.value, other.count.value))
    return low >= NEAR * high and (_same_noun(one, other) or one.general or other.general)


def _tops(ones: Sequence[_One]) -> list[_One]:
    """Of each report the largest whole of each noun, the largest first: parts are not compared with wholes."""
    tops: list[_One] = []
    for one in sorted(ones, key=lambda one: -one.count.value):
        if one.count.of is None and not any(top.number == one.number and _same_noun(top, one) for top in tops):
            tops.append(one)
    return tops
