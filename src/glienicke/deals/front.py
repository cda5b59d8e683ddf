"""`front`: every combination of gains of two to four parties that no acceptable deal beats for all of them at once.

The space still open is a list of zones, each "more than these gains for everybody" (a lower corner). A zone is
asked for the most that one party can have while the others have more than the corner, then the most of the others:
that point is on the front. It splits the zones it lies in; what an answer leaves no room for is dropped without
being asked. When no zone is left, the front is complete. CP-SAT solves, exact in whole numbers of each party's own
units, two zones at a time. Then HiGHS is asked whether it agrees (`beyond`).

Sources: Klamroth, Lacour and Vanderpooten, "On the representation of the search region in multi-objective
optimization" (EJOR 245, 2015), for the zones; Tamby and Vanderpooten, "Enumeration of the nondominated set of
multiobjective discrete optimization problems" (INFORMS J. Computing 33, 2021), for which zone to ask, and for what.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from glienicke.deals.beyond import AGREE_S, Second, gains_of, nothing_known, open_zones, second_word
from glienicke.deals.check import settle
from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Certificate, Deal, Terms
from glienicke.deals.find import exclude, find
from glienicke.deals.prove import prove_best
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.solve import Limits, left
from glienicke.deals.solve.boxes import Boxes
from glienicke.positions.day import Day

WORKERS = 2
"""So many threads ask at once."""

BATCH = 4
"""So many zones are asked before their answers are looked at, in the order asked: the same deals every time."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the front: the gains in the order of the front's parties (0 for who takes no part), and a deal
    there."""

    gains: tuple[Fraction, ...]
    deal: Deal


@dataclass(frozen=True, slots=True)
class Front:
    """status "front": all of it. "none": no acceptable deal. "unknown": stopped first; the points are on the front as
    far as is known, and there may be more. points: largest gain of the first party first."""

    status: Literal["front", "none", "unknown"]
    on: dt.date
    parties: tuple[str, ...]
    points: tuple[Point, ...]
    seconds: float
    asked: int
    certificate: Certificate | None = None
    owed: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    second: Second | None = None


Heard = Callable[[Point], None]


def front(
    day: Day,
    parties: Sequence[str],
    terms: Terms = Terms(),
    limits: Limits | None = None,
    heard: Heard | None = None,
    *,
    prove: float = 0.0,
    agree: float = AGREE_S,
) -> Front:
    """The exact Pareto front of the parties' gains over all acceptable deals; who is not named may gain as it comes.

    prove: so many seconds may go into a proof in fractions that nothing lies beyond the front, zone by zone.
    agree: so many, of what is left of the limits, into a second solver's agreement where there is no such proof.
    heard: told each point as it is found. Raises ValueError unless two to four different parties are named, each of
    them with a position on the day and at the table.
    """
    limits, start = limits or Limits(), time.monotonic()
    parties = checked(day, parties)
    first = find(day, terms, "gain", replace(limits, progress=None), ties=False)
    if first.status != "deal":
        status: Literal["none", "unknown"] = "none" if first.status == "none" else "unknown"
        spent = time.monotonic() - start
        return Front(status, day.on, parties, (), spent, 0, first.certificate, first.owed, first.overrides)
    search = _Search(day, terms, parties, limits, start, heard)
    complete = search.run()
    points = search.points_in_order()
    certificate, second = None, None
    if complete and prove:
        certificate = prove_best(day, terms, search.claims(points), limits, prove)
    if complete and certificate is None:
        rest = replace(limits, seconds=left(limits, start))
        second = second_word(day, terms, parties, [point.gains for point in points], rest, agree)
        if second.against is None:
            certificate = second.certificate()
        else:
            search.keep(second.against)
            points, complete = search.points_in_order(), False
    return Front(
        "front" if complete else "unknown",
        day.on,
        parties,
        points,
        time.monotonic() - start,
        search.asked,
        certificate,
        first.owed,
        first.overrides,
        second,
    )


def checked(day: Day, parties: Sequence[str]) -> tuple[str, ...]:
    """The parties of a front, or ValueError with what is wrong with them."""
    seats, named = taking_seats(day), tuple(dict.fromkeys(parties))
    if len(named) != len(parties) or not 2 <= len(named) <= 4:
        raise ValueError("a front is of two to four different parties")
    for party in named:
        if party not in day.parties:
            raise ValueError(f"no party '{party}' in the case; it has {', '.join(day.parties)}")
        if party not in seats:
            why = "has no position on that day" if party not in day.positions else "is not at the table"
            raise ValueError(f"{party} {why}")
    return named


class _Search:
    def __init__(
        self, day: Day, terms: Terms, parties: tuple[str, ...], limits: Limits, start: float, heard: Heard | None
    ) -> None:
        self.day, self.terms, self.parties, self.limits = day, terms, parties, limits
        self.start, self.heard, self.asked = start, heard, 0
        self.points: dict[tuple[Fraction, ...], Deal] = {}
        self.cuts: list[frozenset[str]] = []

    def run(self) -> bool:
        """Ask until nothing is open; whether that was reached."""
        model = build(self.day, self.terms, lean=True)
        while True:
            outcome = self._explore(model)
            if isinstance(outcome, bool):
                return outcome
            # Shares make the rows promise more than the deals of these releases keep: leave them out, keep their deals.
            self.cuts.append(outcome)
            model = build(self.day, self.terms, apart=True)
            for cut in self.cuts:
                exclude(model, cut)

    def points_in_order(self) -> tuple[Point, ...]:
        """The points that no other beats, the first party's largest gain first."""
        return tuple(sorted(self.best(), key=lambda point: point.gains, reverse=True))

    def best(self) -> Iterator[Point]:
        """The points that no other beats."""
        if not self.points:
            return
        units = [math.lcm(*(gains[k].denominator for gains in self.points)) for k in range(len(self.parties))]
        whole = [[int(g * u) for g, u in zip(gains, units, strict=True)] for gains in self.points]
        most = max(abs(at) for row in whole for at in row)
        at = np.array(whole, dtype=np.int64 if most < 1 << 62 else object)
        for row, (gains, deal) in zip(at, self.points.items(), strict=True):
            if not ((at >= row).all(axis=1) & (at > row).any(axis=1)).any():
                yield Point(gains, deal)

    def claims(self, points: Sequence[Point]) -> tuple[Claim, ...]:
        """That no deal has more than the corners of the zones which the points leave open."""
        model = build(self.day, self.terms, lean=True)
        corners = open_zones(model, self.parties, [point.gains for point in points])
        return tuple(Claim("zone", by=dict(zip(self.parties, corner, strict=True))) for corner in corners)

    def _explore(self, model: Model) -> bool | frozenset[str]:
        """Ask zone after zone. True: nothing is open. False: stopped. Releases: their deals keep less than promised."""
        seats = [model.seats[party] for party in self.parties]
        units = [seat.gain_unit for seat in seats]
        zones = nothing_known(model, seats)
        for gains in self.points:
            zones.add([int(gain * unit) for gain, unit in zip(gains, units, strict=True)])
        boxes = [Boxes(model.program, [seat.gain for seat in seats]) for _ in range(BATCH)]
        with ThreadPoolExecutor(WORKERS) as pool:
            while True:
                batch = list[tuple[int, list[int]]]()
                while len(batch) < BATCH and (zone := zones.next([corner for _, corner in batch])) is not None:
                    batch.append(zone)
                if not batch:
                    return True
                now = replace(self.limits, seconds=left(self.limits, self.start))
                tasks = [pool.submit(box.ask, *zone, now) for box, zone in zip(boxes, batch, strict=False)]
                self.asked += len(batch)
                for (most, corner), task in zip(batch, tasks, strict=True):
                    found, values = task.result()
                    if found == "unknown":
                        return False
                    if values is None:
                        zones.empty(most, corner)
                        continue
                    point = [values[seat.gain] for seat in seats]
                    gains = tuple(Fraction(g, unit) for g, unit in zip(point, units, strict=True))
                    if gains not in self.points and not self._settle(model.released(values), gains):
                        return model.released(values)
                    zones.answer(most, corner, point)
                self._tell()

    def _settle(self, releases: frozenset[str], promised: tuple[Fraction, ...]) -> bool:
        """Keep the deals that these releases make; whether one is what was promised."""
        kept = False
        for deal in settle(self.day, releases, self.terms):
            gains = gains_of(deal, self.parties)
            kept |= all(got >= want for got, want in zip(gains, promised, strict=True))
            if gains not in self.points:
                self.keep(deal)
                if self.heard is not None and not self.cuts:
                    self.heard(Point(gains, deal))
        return kept

    def keep(self, deal: Deal) -> None:
        """One more deal that is known."""
        self.points[gains_of(deal, self.parties)] = deal

    def _tell(self) -> None:
        if self.limits.progress is not None:
            self.limits.progress(time.monotonic() - self.start, float(len(self.points)), None)


def deals_at(
    day: Day,
    point: Point,
    parties: Sequence[str],
    terms: Terms = Terms(),
    most: int = 100,
    limits: Limits | None = None,
) -> tuple[tuple[Deal, ...], bool]:
    """All deals with the gains of a point, in the order they are found; and whether that is all of them."""
    limits, start = limits or Limits(), time.monotonic()
    model = build(day, terms, apart=True)
    program = model.program
    for party, gain in zip(parties, point.gains, strict=True):
        seat = model.seats[party]
        program.low[seat.gain] = max(program.low[seat.gain], int(gain * seat.gain_unit))
    found: list[Deal] = []
    box = Boxes(program, [])
    while len(found) < most:
        status, values = box.ask_any(replace(limits, seconds=left(limits, start)))
        if values is None:
            return tuple(found), status == "none"
        releases = model.released(values)
        found += [d for d in settle(day, releases, terms) if gains_of(d, parties) == point.gains]
        box.exclude([col for col, _ in enumerate(model.kinds)], values)
    return tuple(found[:most]), False
