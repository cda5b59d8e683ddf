"""From answered samples to chances, their intervals, quantiles of gains, and the question that would tell most."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glienicke.deals.deal import Aim
from glienicke.deals.odds.answering import Reply
from glienicke.deals.odds.doubts import GRID, Doubt, Kind, Points
from glienicke.positions.day import Day

NORMAL = 1.959963984540054
"""95 % of a normal distribution are within so many deviations."""

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Chance:
    """A share of samples, 0 to 1, with its 95 % interval (Wilson 1927).

    The interval is that of independent draws; Sobol points spread more evenly, so it is rather too wide. Samples
    without an answer widen it: low counts them as no, high as yes.
    """

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Telling:
    """How much the answer to one question would tell.

    told: the part, 0 to 1, of the variance of the whole picture (whether there is a deal, and whether each person is
    released in the best one, summed) that goes when it is known in which half of its range the number is, or whether
    the person is alive: the correlation ratio of that split, less what chance alone would show. below, above: the
    chance of a deal in the lower half (not alive) and in the upper half (alive); None where no sample fell.
    """

    kind: Kind
    whose: str
    about: str
    question: str
    told: float
    middle: float | None
    below: float | None
    above: float | None


@dataclass(frozen=True, slots=True)
class Odds:
    """The answer to `odds`.

    status "unknown": no sample was answered within the limit. answered of asked samples have an answer, unknown of them
    none within the limit. people: everybody held on the day, in file order. gains: by party, quantiles (QUANTILES)
    of the gain over the samples with a deal, 0 where it takes no part. telling: the most telling questions first.
    ways: how many samples were answered how. certain: nothing is uncertain, and one sample is all.
    """

    status: Literal["found", "unknown"]
    on: dt.date
    aim: Aim
    asked: int
    answered: int
    unknown: int
    seed: int
    doubts: int
    sequence: Literal["Sobol", "PCG64", "none"]
    deal: Chance | None
    people: Mapping[str, Chance] = field(default_factory=dict)
    gains: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    telling: tuple[Telling, ...] = ()
    ways: Mapping[str, int] = field(default_factory=dict)
    resumed: int = 0
    seconds: float = 0.0

    @property
    def certain(self) -> bool:
        """Whether nothing is uncertain."""
        return self.doubts == 0


def chance(yes: int, answered: int, unknown: int = 0, *, certain: bool = False) -> Chance:
    """The chance that `yes` of the samples show."""
    asked = answered + unknown
    if certain and not unknown:
        share = yes / answered
        return Chance(share, share, share)
    low, high = _wilson(yes, asked)[0], _wilson(yes + unknown, asked)[1]
    return Chance(yes / answered if answered else 0.0, low, high)


def _wilson(yes: int, asked: int) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927); SciPy's `binomtest` gives the same, with a test beside it that takes
    a thousand times as long."""
    share, spread = yes / asked, NORMAL**2 / asked
    centre = (share + spread / 2) / (1 + spread)
    half = NORMAL / (1 + spread) * math.sqrt(share * (1 - share) / asked + spread / asked / 4)
    return (0.0 if yes == 0 else centre - half), (1.0 if yes == asked else centre + half)


def people_and_gains(
    day: Day, replies: Sequence[Reply], *, certain: bool
) -> tuple[Chance, dict[str, Chance], dict[str, tuple[float, ...]]]:
    """The chance of a deal and of everybody's release, and the quantiles of gains."""
    known = [reply for reply in replies if reply.status != "unknown"]
    unknown = len(replies) - len(known)
    deals = [reply for reply in known if reply.status == "deal"]
    freed = dict.fromkeys((p.id for p in day.people.values() if p.state == "held"), 0)
    for reply in deals:
        for id in reply.released:
            if id in freed:
                freed[id] += 1
    people = {id: chance(times, len(known), unknown, certain=certain) for id, times in freed.items()}
    gains = {}
    for party in day.positions if deals else ():
        of = [dict(reply.gains).get(party, 0.0) for reply in deals]
        gains[party] = tuple(float(q) for q in np.quantile(of, QUANTILES))
    return chance(len(deals), len(known), unknown, certain=certain), people, gains


def most_telling(day: Day, doubts: Sequence[Doubt], points: Points, replies: Sequence[Reply]) -> tuple[Telling, ...]:
    """What answer would tell most, for every doubt, the most telling first (equally telling ones in file order)."""
    known = [i for i, reply in enumerate(replies) if reply.status != "unknown"]
    picture = _picture(day, [replies[i] for i in known])
    count, variance = len(known), picture.var(axis=0)
    above = np.stack([_above(doubt, points[known, i]) for i, doubt in enumerate(doubts)], axis=1).astype(float)
    many = above.sum(axis=0)
    upper = above.T @ picture / np.maximum(many, 1)[:, None]
    lower = (picture.sum(axis=0) - above.T @ picture) / np.maximum(count - many, 1)[:, None]
    explained = ((upper - lower) ** 2).sum(axis=1) * many * (count - many) / count**2
    part = explained / variance.sum() if variance.sum() > 0 else np.zeros(len(doubts))
    told = np.clip(1 - (1 - part) * (count - 1) / max(count - 2, 1), 0.0, 1.0)
    told[(many == 0) | (many == count)] = 0.0
    order = np.argsort(-told, kind="stable")
    return tuple(_telling(doubts[i], told[i], many[i], count, lower[i, 0], upper[i, 0]) for i in order)


def _picture(day: Day, replies: Sequence[Reply]) -> NDArray[np.float64]:
    """Samples x (is there a deal, is each person released), as 0 and 1."""
    place = {id: 1 + i for i, id in enumerate(day.people)}
    picture = np.zeros((len(replies), 1 + len(place)))
    for i, reply in enumerate(replies):
        picture[i, 0] = reply.status == "deal"
        picture[i, [place[id] for id in reply.released if id in place]] = 1
    return picture


def _above(doubt: Doubt, column: NDArray[np.int64]) -> NDArray[np.bool_]:
    if doubt.kind == "alive":
        return np.array([bool(doubt.value(int(k))) for k in column], dtype=bool)
    return np.asarray(column >= GRID // 2)


def _telling(doubt: Doubt, told: float, many: float, count: int, below: float, above: float) -> Telling:
    middle = None if doubt.kind == "alive" else float((doubt.low + doubt.high) / 2)
    return Telling(
        doubt.kind,
        doubt.whose,
        doubt.about,
        doubt.name,
        float(told),
        middle,
        float(below) if many < count else None,
        float(above) if many > 0 else None,
    )
