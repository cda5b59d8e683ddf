"""`front`, `nash` and `fair` on a foreign scenario: exact, over all outcomes, ties kept.

An outcome is acceptable if it gives every profile at least its reservation value. The gain of a profile is its
utility minus its reservation value, also where that lies below everything it can get. All three answers lie on the
Pareto front, so they are read off it:

front: every point of it that is acceptable.
nash: of the outcomes that give the most profiles a gain, those with the largest product of these gains (Nash 1950).
Where an outcome gives everybody a gain this is the plain Nash product.
fair: leximin: the least gain as large as can be, then the next; gains as they stand (`none`) or divided by the
largest gain the profile has in any acceptable outcome (`ideal`). A profile that no acceptable outcome gives a gain is
not compared.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from glienicke.foreign.best import Stop, Stopped
from glienicke.foreign.front import Front, find_front
from glienicke.foreign.scenario import Scenario

What = Literal["front", "nash", "fair"]
Normalise = Literal["ideal", "none"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Point:
    """What an outcome gives to each profile. outcomes: how many outcomes do; listed: some of them, by positions."""

    utilities: tuple[Fraction, ...]
    gains: tuple[Fraction, ...]
    outcomes: int
    listed: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """status: "none" if no outcome is acceptable, "unknown" if stopped before the end.

    points: all that are best, or the whole front, the first profile's utility falling. left_out: points of the front
    that are below somebody's reservation value. gaining: profiles that can gain at once (nash), or at all (fair).
    value: the product of gains (nash), or the least compared gain (fair). arithmetic: in what sums were computed.
    """

    status: Literal["found", "none", "unknown"]
    what: What
    scenario: Scenario
    points: tuple[Point, ...] = ()
    left_out: int = 0
    gaining: tuple[str, ...] = ()
    value: Fraction | None = None
    normalise: Normalise | None = None
    arithmetic: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Gains:
    """Acceptable points of a front: their places in it, and gains in whole numbers over each profile's unit."""

    at: list[int]
    units: NDArray[Any]
    by: tuple[int, ...]


def answer(
    scenario: Scenario,
    what: What,
    normalise: Normalise = "ideal",
    *,
    listed: int = 0,
    stop: Stop = lambda: False,
    front: Front | None = None,
) -> Answer:
    """Answer on a scenario. listed: so many outcomes are named for each point. front: the scenario's, if known already.

    Raises TooMany (a ValueError) where boxes tie more issues together than can be looked at.
    """
    start = time.perf_counter()
    kind = normalise if what == "fair" else None
    try:
        found = front if front is not None else find_front(scenario, stop)
        gains = _gains(found)
        left_out = len(found) - len(gains.at)
        if not gains.at:
            status: Literal["found", "none"] = "none"
            chosen, gaining, value = list[int](), tuple[str, ...](), None
        else:
            status = "found"
            chosen, gaining, value = _chosen(gains, scenario, what, normalise)
        points = tuple(_point(found, gains, row, listed, stop) for row in chosen)
    except Stopped:
        return Answer("unknown", what, scenario, normalise=kind, seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    return Answer(status, what, scenario, points, left_out, gaining, value, kind, found.arithmetic, seconds)


def _gains(front: Front) -> _Gains:
    units, by = [], []
    for profile, column, unit in zip(front.scenario.profiles, front.units.T, front.denominators, strict=True):
        common = math.lcm(unit, profile.reservation.denominator)
        by.append(common)
        units.append(column * (common // unit) - int(profile.reservation * common))
    table = np.stack(units, axis=1)
    at = np.flatnonzero(np.all(table >= 0, axis=1))
    return _Gains([int(i) for i in at], table[at], tuple(by))


def _chosen(
    gains: _Gains, scenario: Scenario, what: What, normalise: Normalise
) -> tuple[list[int], tuple[str, ...], Fraction | None]:
    """Rows of the points that answer, who gains, and the value reached."""
    names = [profile.name for profile in scenario.profiles]
    rows = gains.units.tolist()
    if what == "front":
        return (
            list(range(len(rows))),
            tuple(n for n, column in zip(names, gains.units.T, strict=True) if any(column)),
            None,
        )
    if what == "nash":
        # Points of the most profiles with a gain are compared in true units, which differ between sets of profiles.
        by = [math.prod(gains.by) // unit for unit in gains.by]
        keys: list[tuple[int, ...]] = []
        for row in rows:
            scaled = [gain * factor for gain, factor in zip(row, by, strict=True) if gain]
            keys.append((len(scaled), math.prod(scaled)))
        most = max(keys)
        chosen = [i for i, key in enumerate(keys) if key == most]
        gaining = tuple(n for i, n in enumerate(names) if any(rows[row][i] for row in chosen))
        return chosen, gaining, Fraction(most[1], math.prod(gains.by) ** most[0]) if most[0] else None
    ideals = [max(column) for column in gains.units.T.tolist()]
    compared = [i for i, ideal in enumerate(ideals) if ideal]
    scales = [ideals[i] if normalise == "ideal" else gains.by[i] for i in compared]
    factors = [math.prod(scales) // scale for scale in scales]
    levels = [tuple(sorted(row[i] * factor for i, factor in zip(compared, factors, strict=True))) for row in rows]
    fairest = max(levels)
    least = Fraction(fairest[0], math.prod(scales)) if compared else None
    chosen = [i for i, level in enumerate(levels) if level == fairest]
    return chosen, tuple(names[i] for i in compared), least


def _point(front: Front, gains: _Gains, row: int, listed: int, stop: Stop) -> Point:
    if stop():
        raise Stopped
    at = gains.at[row]
    surplus = tuple(Fraction(unit, by) for unit, by in zip(gains.units[row], gains.by, strict=True))
    return Point(front.utilities(at), surplus, front.outcomes[at], tuple(islice(front.settled_by(at), listed)))


def answer_data(answer: Answer) -> Json:
    """The answer as JSON-ready data: numbers are integers when whole and floats otherwise."""
    domain, profiles = answer.scenario.domain, answer.scenario.profiles
    names = [profile.name for profile in profiles]

    def by_profile(values: tuple[Fraction, ...]) -> Json:
        return {name: _number(value) for name, value in zip(names, values, strict=True)}

    data: Json = {
        "what": answer.what,
        "status": answer.status,
        "domain": domain.name,
        "outcomes": domain.outcomes,
        "reading": answer.scenario.reading,
        "reservation": by_profile(tuple(profile.reservation for profile in profiles)),
        "points": [
            {
                "utilities": by_profile(point.utilities),
                "gains": by_profile(point.gains),
                "outcomes": point.outcomes,
                **({"listed": [domain.named(outcome) for outcome in point.listed]} if point.listed else {}),
            }
            for point in answer.points
        ],
        "left_out": answer.left_out,
        "arithmetic": answer.arithmetic,
        "seconds": round(answer.seconds, 6),
    }
    if answer.what != "front":
        data |= {"gaining": list(answer.gaining), "value": None if answer.value is None else _number(answer.value)}
    if answer.normalise is not None:
        data["normalise"] = answer.normalise
    return data


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
