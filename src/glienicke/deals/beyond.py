"""Whether a second solver agrees that no deal lies beyond the points of a front.

What a front leaves open is a union of zones, each "more than these gains for everybody" (`zones.Zones`): a deal that
no point is as good as for all lies in one of them. HiGHS is asked of every zone whether a deal lies in it, on the
rows of the day alone: nothing that the search for the front learnt is told to it.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from fractions import Fraction

from glienicke.deals.check import settle
from glienicke.deals.deal import Certificate, Deal, Terms
from glienicke.deals.find import exclude
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model, Seat
from glienicke.deals.solve import Limits, with_highs
from glienicke.deals.zones import Zones
from glienicke.positions.day import Day

AGREE_S = 5.0
"""So long the second solver may take over all zones together."""

WORKERS = 2
"""So many zones are asked at once."""

Gains = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Second:
    """What HiGHS says of the zones beyond a front.

    zones: how many there are. agreed: in how many it finds no deal. against: a deal in one of them that the checker
    accepts, which shows that the front is wrong. seconds: that the asking took.
    """

    zones: int
    agreed: int
    against: Deal | None
    seconds: float

    @property
    def all(self) -> bool:
        """Whether it agrees on every zone."""
        return self.against is None and self.agreed == self.zones

    def certificate(self) -> Certificate:
        """What the front rests on: two solvers, or one and how far the second came."""
        second = {"solver": "HiGHS", "zones": self.zones, "agreed": self.agreed, "seconds": round(self.seconds, 3)}
        return Certificate("agreement", {"solvers": ["CP-SAT", *(["HiGHS"] if self.all else [])], "second": second})


def gains_of(deal: Deal, parties: Sequence[str]) -> Gains:
    """What the deal gives each, 0 for who takes no part."""
    return tuple(deal.parties[p].gain if p in deal.parties else Fraction(0) for p in parties)


def open_zones(model: Model, parties: Sequence[str], points: Sequence[Gains]) -> list[Gains]:
    """The corners of the zones that no point reaches: everything else is at most some point in all its gains."""
    seats = [model.seats[party] for party in parties]
    zones = nothing_known(model, seats)
    for point in points:
        zones.add([math.floor(gain * seat.gain_unit) for gain, seat in zip(point, seats, strict=True)])
    units = [seat.gain_unit for seat in seats]
    return [tuple(Fraction(at, unit) for at, unit in zip(corner, units, strict=True)) for corner in zones.corners]


def nothing_known(model: Model, seats: Sequence[Seat]) -> Zones:
    """One zone in which all gains lie that the rows allow."""
    return Zones(
        [model.program.low[seat.gain] - 1 for seat in seats], [model.program.high[seat.gain] for seat in seats]
    )


def second_word(
    day: Day,
    terms: Terms,
    parties: Sequence[str],
    points: Sequence[Gains],
    limits: Limits,
    seconds: float = AGREE_S,
) -> Second:
    """Ask HiGHS of every zone that the points leave open whether a deal lies in it; within so many seconds in all,
    and the limits."""
    start = time.monotonic()
    allowed = seconds if limits.seconds is None else min(seconds, limits.seconds)
    model = build(day, terms, lean=True)
    corners = open_zones(model, parties, points)
    limits = replace(limits, gap=0.0, progress=None)
    asking = _Asking(day, terms, tuple(parties), corners, limits, start + allowed, model)
    with ThreadPoolExecutor(WORKERS) as pool:
        agreed = sum(pool.map(asking.nothing_in, corners))
    return Second(len(corners), agreed, asking.against, time.monotonic() - start)


@dataclass(slots=True)
class _Asking:
    """The question, and what its threads learn from each other."""

    day: Day
    terms: Terms
    parties: tuple[str, ...]
    corners: list[Gains]
    limits: Limits
    until: float
    model: Model
    cut: bool = False
    against: Deal | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def nothing_in(self, corner: Gains) -> bool:
        """Whether HiGHS finds no deal with more than the corner for everybody."""
        while self.against is None and not self.limits.stop.is_set():
            remains = self.until - time.monotonic()
            if remains <= 0:
                return False
            with self.lock:
                model = self.model
                program = model.program.copy()
            gains = [model.seats[party].gain for party in self.parties]
            for party, col, at in zip(self.parties, gains, corner, strict=True):
                program.low[col] = max(program.low[col], math.floor(at * model.seats[party].gain_unit) + 1)
            # Any solution would do; seeking much where least room is takes a fifth to three quarters of the time.
            narrow = min(gains, key=lambda col: program.high[col] - program.low[col])
            outcome = with_highs(program, {narrow: 1}, replace(self.limits, seconds=remains))
            if outcome.found == "none":
                return True
            if outcome.values is None:
                return False
            self._look_at(model.released(outcome.values))
        return False

    def _look_at(self, releases: frozenset[str]) -> None:
        """The deals of these releases speak against the front; or the rows promise more than they keep (shares), and
        the releases are left out from here on: none of their deals lies in any zone."""
        for deal in settle(self.day, releases, self.terms):
            gains = gains_of(deal, self.parties)
            if any(all(got > at for got, at in zip(gains, corner, strict=True)) for corner in self.corners):
                self.against = deal
                return
        with self.lock:
            if not self.cut:
                self.model, self.cut = build(self.day, self.terms, apart=True), True
            exclude(self.model, releases)
