"""The part of the space of gains that a search for the front still has to look at, as corners of zones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
FAR = np.int64(1) << 62


class _Answers:
    """What was asked and answered for one coordinate, in arrays that grow by doubling."""

    def __init__(self, size: int) -> None:
        self.count = 0
        self._asked: Ints = np.empty((64, size - 1), dtype=np.int64)
        self._points: Ints = np.empty((64, size), dtype=np.int64)

    def add(self, asked: Ints, point: Ints) -> None:
        if self.count == len(self._asked):
            self._asked = np.concatenate([self._asked, np.empty_like(self._asked)])
            self._points = np.concatenate([self._points, np.empty_like(self._points)])
        self._asked[self.count], self._points[self.count] = asked, point
        self.count += 1

    @property
    def asked(self) -> Ints:
        """The corners asked about, without the coordinate made largest."""
        return self._asked[: self.count]

    @property
    def points(self) -> Ints:
        """The points that came out."""
        return self._points[: self.count]


class Zones:
    """Zones "more than the corner in every coordinate", in whole numbers; together they hold all that is not known."""

    def __init__(self, low: Sequence[int], high: Sequence[int]) -> None:
        self._corners: Ints = np.array([low], dtype=np.int64)
        self._high: Ints = np.array(high, dtype=np.int64)
        size = len(low)
        self._answers = [_Answers(size) for _ in range(size)]

    @property
    def count(self) -> int:
        """How many zones are open."""
        return len(self._corners)

    @property
    def corners(self) -> list[list[int]]:
        """The corners of all open zones."""
        return [[int(at) for at in corner] for corner in self._corners]

    def next(self, taken: Sequence[Sequence[int]]) -> tuple[int, list[int]] | None:
        """The zone to ask next and the coordinate to be made largest there: where most room is; none of those taken."""
        corners = self._corners
        for corner in taken:
            corners = corners[(corners != np.array(corner)).any(axis=1)]
        if not len(corners):
            return None
        span = (self._high - corners).clip(min=0) + 1.0
        room = np.stack([np.delete(span, k, axis=1).prod(axis=1) for k in range(span.shape[1])])
        most, zone = np.unravel_index(int(room.argmax()), room.shape)
        return int(most), [int(v) for v in corners[zone]]

    def empty(self, most: int, corner: Sequence[int]) -> None:
        """Nothing has more than the corner in all coordinates but `most`, whatever it has there."""
        nothing = np.full(len(corner), FAR)
        nothing[most] = -FAR
        self._known(most, np.array(corner, dtype=np.int64), nothing)

    def answer(self, most: int, corner: Sequence[int], point: Sequence[int]) -> None:
        """The point has the largest coordinate `most` of all with more than the corner in the others."""
        self.add(point)
        self._known(most, np.array(corner, dtype=np.int64), np.array(point, dtype=np.int64))

    def add(self, point: Sequence[int]) -> None:
        """Something has these coordinates: what is open is only what it does not reach somewhere."""
        at = np.array(point, dtype=np.int64)
        inside = (at > self._corners).all(axis=1)
        if not inside.any():
            return
        rest, split = self._corners[~inside], self._corners[inside]
        parts = np.repeat(split, len(at), axis=0)
        for k in range(len(at)):
            parts[k :: len(at), k] = at[k]
        parts = np.unique(parts, axis=0)
        everything = np.vstack([rest, parts])
        within = (everything[None] <= parts[:, None]).all(axis=2) & (everything[None] != parts[:, None]).any(axis=2)
        parts = parts[~within.any(axis=1)]
        parts = parts[(parts < self._high).all(axis=1)]
        self._corners = np.vstack([rest, parts[~self._closed(parts)]])

    def _known(self, most: int, corner: Ints, point: Ints) -> None:
        others = np.arange(len(corner)) != most
        self._answers[most].add(corner[others], point)
        self._corners = self._corners[~_closed_by(self._corners, most, others, corner[others][None], point[None])]

    def _closed(self, corners: Ints) -> NDArray[np.bool_]:
        """Whether an earlier answer already leaves nothing in these zones."""
        closed = np.zeros(len(corners), dtype=bool)
        for most, answers in enumerate(self._answers):
            if answers.count and len(corners):
                others = np.arange(corners.shape[1]) != most
                closed |= _closed_by(corners, most, others, answers.asked, answers.points)
        return closed


def _closed_by(corners: Ints, most: int, others: NDArray[np.bool_], asked: Ints, points: Ints) -> NDArray[np.bool_]:
    """Zones inside what was asked, which the answer satisfies but for the coordinate that cannot be larger."""
    mine = corners[:, None, others]
    inside = (mine >= asked[None]).all(axis=2) & (points[None][:, :, others] > mine).all(axis=2)
    closed: NDArray[np.bool_] = np.any(inside & (corners[:, None, most] >= points[None, :, most]), axis=1)
    return closed
