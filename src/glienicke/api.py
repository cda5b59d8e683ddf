"""The library in a few words: load a case, choose a day, ask.

    import glienicke

    case = glienicke.load("cases/ankara-2024").case
    april = case.on("2024-04")
    april.find(want=["gershkovich"]).status        # "deal", "none" or "unknown"
    april.why(want=["gershkovich"]).clashes

Mistakes of a case are data (`Loaded.diagnostics`); a name that is not in the case or a text that is no date is the
caller's, and raises ValueError.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

from glienicke.case import model
from glienicke.deals.check import faults
from glienicke.deals.deal import Aim, Answer, Deal, Terms
from glienicke.deals.enlarge import Enlarged, enlarge
from glienicke.deals.find import find
from glienicke.deals.quorum import Quorums, quorum
from glienicke.deals.replay import Verdict, replay
from glienicke.deals.solve import Limits
from glienicke.deals.why import Why, why
from glienicke.ground import dates
from glienicke.ground.diagnostic import Diagnostic, nearest
from glienicke.positions import asof
from glienicke.positions.day import Day
from glienicke.positions.load import load as _load

Date = dt.date | str


class Asking(TypedDict, total=False):
    """What may be asked of every deal, and what the asker allows: see `Terms` and `Limits`. seconds None: no limit."""

    want: Sequence[str]
    cautious: bool
    settled: bool
    trade_owed: bool
    seconds: float | None
    gap: float


@dataclass(frozen=True, slots=True)
class OnDay:
    """A case as of a day, ready to be asked."""

    day: Day

    def find(self, aim: Aim = "gain", **asking: Unpack[Asking]) -> Answer:
        """The best acceptable deal for the aim, or that there is none. See `glienicke.deals.find.find`."""
        return find(self.day, _terms(self.day, asking), aim, _limits(asking))

    def why(self, *, even_firm: bool = False, most: int = 5, **asking: Unpack[Asking]) -> Why:
        """Why there is no deal, and what would open one. See `glienicke.deals.why.why`."""
        terms = _terms(self.day, asking)
        return why(self.day, terms, even_firm=even_firm, most=most, limits=_limits(asking))

    def quorum(self, *, if_persuaded: bool = False, most: int = 20, **asking: Unpack[Asking]) -> Quorums:
        """Which parties must be at the table. See `glienicke.deals.quorum.quorum`."""
        terms = _terms(self.day, asking)
        return quorum(self.day, terms, if_persuaded=if_persuaded, most=most, limits=_limits(asking))

    def enlarge(self, *, past_cutoff: bool = False, most: int = 5, **asking: Unpack[Asking]) -> Enlarged:
        """Who else would open a deal. See `glienicke.deals.enlarge.enlarge`."""
        terms = _terms(self.day, asking)
        return enlarge(self.day, terms, past_cutoff=past_cutoff, most=most, limits=_limits(asking))

    def faults(self, deal: Deal, **asking: Unpack[Asking]) -> tuple[str, ...]:
        """What the independent checker finds wrong with a deal, in words; nothing: it is acceptable."""
        return tuple(str(fault) for fault in faults(self.day, deal, _terms(self.day, asking)))


@dataclass(frozen=True, slots=True)
class Case:
    """A case that was read without mistakes. file: what the file says."""

    file: model.Case

    def days(self) -> tuple[tuple[dt.date, tuple[str, ...]], ...]:
        """The days on which something takes effect, with what, oldest first."""
        return tuple((on, tuple(signals)) for on, signals in asof.days(self.file))

    def on(self, date: Date | None = None, *, known_by: Date | None = None) -> OnDay:
        """The case as of a day: of a partial date its last; None: the last on which something takes effect."""
        if date is None:
            dated = self.days()
            if not dated:
                raise ValueError("nothing in the case has a date: say the day")
            date = dated[-1][0]
        return OnDay(asof.as_of(self.file, _day(date), None if known_by is None else _day(known_by)))

    def replay(
        self, since: Date | None = None, until: Date | None = None, aim: Aim = "gain", **asking: Unpack[Asking]
    ) -> Iterator[Verdict]:
        """The verdict of every day on which something takes effect, each on its own."""
        first = dt.date.min if since is None else _day(since, first=True)
        last = dt.date.max if until is None else _day(until)
        dated = [one for one in self.days() if first <= one[0] <= last]
        if dated:
            terms = _terms(self.on(dated[0][0]).day, asking)
            yield from replay(dated, lambda on: self.on(on).day, terms, aim, _limits(asking))


@dataclass(frozen=True, slots=True)
class Loaded:
    """case: None if there are mistakes. diagnostics: all mistakes and warnings, with their places."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...]


def load(*paths: str | Path) -> Loaded:
    """Read a case: one file, several, or a folder of files. Never half a case, and nothing in them raises."""
    found = _load(*(Path(path) for path in paths))
    return Loaded(None if found.case is None else Case(found.case), tuple(found.diagnostics))


def _day(date: Date, *, first: bool = False) -> dt.date:
    if isinstance(date, dt.date):
        return date
    return dates.earliest(date) if first else dates.latest(date)


def _terms(day: Day, asking: Asking) -> Terms:
    want = tuple(dict.fromkeys(asking.get("want", ())))
    _known(want, day)
    return Terms(want, asking.get("cautious", False), asking.get("settled", False), asking.get("trade_owed", False))


def _known(ids: Iterable[str], day: Day) -> None:
    for id in ids:
        if id not in day.people:
            like = nearest(id, day.people)
            raise ValueError(f"no person '{id}' in the case" + (f"; did you mean '{like}'?" if like else ""))


def _limits(asking: Asking) -> Limits:
    return Limits(asking.get("seconds"), asking.get("gap", 0.0))
