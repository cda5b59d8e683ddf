"""The library in a few words: load a case, choose a day, ask.

    import glienicke as g

    case = g.load("cases/ankara-2024")
    july = case.on("2024-07-17")
    july.find(aim="fair").deal                      # who goes where, what it is to each party
    case.on("2024-04").why(want=["gershkovich"]).clashes

Answers are the engine's own (frozen data, exact fractions); `print` and notebooks show them as the command line does.
What is wrong with a case raises CaseError with all its mistakes (`read` gives them as data); a name that is not in the
case, a text that is no date or a number that cannot be is the caller's, and raises ValueError.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

from glienicke.case import model
from glienicke.deals.aims.surplus import Normalise
from glienicke.deals.alternatives import alternatives
from glienicke.deals.check import faults
from glienicke.deals.deal import Aim, Deal, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.front import Front, Point, deals_at, front
from glienicke.deals.odds import odds
from glienicke.deals.odds.spread import Where
from glienicke.deals.quorum import quorum
from glienicke.deals.replay import Verdict, replay
from glienicke.deals.solve import Limits
from glienicke.deals.stable import stable
from glienicke.deals.tranches import Within, tranches
from glienicke.deals.why import why
from glienicke.displays import (
    FoundAlternatives,
    FoundDeal,
    FoundEnlarged,
    FoundFront,
    FoundOdds,
    FoundQuorums,
    FoundStable,
    FoundTranches,
    FoundWhy,
    Question,
    shown,
)
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


class CaseError(ValueError):
    """A case with mistakes; diagnostics: all of them, with their places."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        mistakes = [d for d in diagnostics if d.severity == "error"]
        super().__init__(f"{len(mistakes)} mistakes in the case\n" + "\n".join(map(str, mistakes)))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class OnDay:
    """A case as of a day, ready to be asked."""

    day: Day

    def find(
        self, aim: Aim = "gain", *, normalise: Normalise = "ideal", prove: float = 0.0, **asking: Unpack[Asking]
    ) -> FoundDeal:
        """The best acceptable deal for the aim, or that there is none. See `glienicke.deals.find.find`."""
        asked, limits = self._asked(asking), _limits(asking)
        return shown(
            FoundDeal, find(self.day, asked.terms, aim, limits, normalise=normalise, prove=prove), question=asked
        )

    def alternatives(
        self, most: int = 5, aim: Aim = "gain", *, normalise: Normalise = "ideal", **asking: Unpack[Asking]
    ) -> FoundAlternatives:
        """The best deals that differ really. See `glienicke.deals.alternatives.alternatives`."""
        asked, limits = self._asked(asking), _limits(asking)
        found = alternatives(self.day, asked.terms, aim, most, limits, normalise=normalise)
        return shown(FoundAlternatives, found, question=asked)

    def front(
        self,
        *parties: str,
        heard: Callable[[Point], None] | None = None,
        prove: float = 0.0,
        **asking: Unpack[Asking],
    ) -> FoundFront:
        """All that two to four parties can have at once. See `glienicke.deals.front.front`."""
        asked, limits = self._asked(asking), _limits(asking)
        return shown(FoundFront, front(self.day, parties, asked.terms, limits, heard, prove=prove), question=asked)

    def deals_at(self, found: Front, point: int, most: int = 100, **asking: Unpack[Asking]) -> tuple[Deal, ...]:
        """All deals at a point of a front (up to so many), the points counted from 0 as in `found.points`."""
        terms, limits = _terms(self.day, asking), _limits(asking)
        return deals_at(self.day, found.points[point], found.parties, terms, most, limits)[0]

    def stable(self, aim: Aim = "gain", deal: Deal | None = None, **asking: Unpack[Asking]) -> FoundStable:
        """Whether a group would rather make a deal of its own. See `glienicke.deals.stable.stable`."""
        asked, limits = self._asked(asking), _limits(asking)
        return shown(FoundStable, stable(self.day, asked.terms, aim, limits, deal=deal), question=asked)

    def odds(
        self,
        samples: int = 1000,
        aim: Aim = "gain",
        *,
        seed: int = 1,
        where: Where = Where(),
        resume: str | Path | None = None,
        **asking: Unpack[Asking],
    ) -> FoundOdds:
        """Chances under ranges and doubts. See `glienicke.deals.odds.odds`."""
        asked, limits = self._asked(asking), _limits(asking)
        folder = None if resume is None else Path(resume)
        found = odds(self.day, asked.terms, aim, samples=samples, seed=seed, limits=limits, where=where, resume=folder)
        return shown(FoundOdds, found, question=asked)

    def tranches(self, deal: Deal, within: Within = Within(), **asking: Unpack[Asking]) -> FoundTranches:
        """In which steps to carry a deal out. See `glienicke.deals.tranches.tranches`."""
        asked, limits = self._asked(asking), _limits(asking)
        return shown(FoundTranches, tranches(self.day, deal, asked.terms, within, limits), question=asked)

    def why(self, *, even_firm: bool = False, most: int = 5, **asking: Unpack[Asking]) -> FoundWhy:
        """Why there is no deal, and what would open one. See `glienicke.deals.why.why`."""
        asked, limits = self._asked(asking), _limits(asking)
        return shown(
            FoundWhy, why(self.day, asked.terms, even_firm=even_firm, most=most, limits=limits), question=asked
        )

    def quorum(self, *, if_persuaded: bool = False, most: int = 20, **asking: Unpack[Asking]) -> FoundQuorums:
        """Which parties must be at the table. See `glienicke.deals.quorum.quorum`."""
        asked, limits = self._asked(asking), _limits(asking)
        found = quorum(self.day, asked.terms, if_persuaded=if_persuaded, most=most, limits=limits)
        return shown(FoundQuorums, found, question=asked, if_persuaded=if_persuaded)

    def enlarge(self, *, past_cutoff: bool = False, most: int = 5, **asking: Unpack[Asking]) -> FoundEnlarged:
        """Who else would open a deal. See `glienicke.deals.enlarge.enlarge`."""
        asked, limits = self._asked(asking), _limits(asking)
        found = enlarge(self.day, asked.terms, past_cutoff=past_cutoff, most=most, limits=limits)
        return shown(FoundEnlarged, found, question=asked)

    def faults(self, deal: Deal, **asking: Unpack[Asking]) -> tuple[str, ...]:
        """What the independent checker finds wrong with a deal, in words; nothing: it is acceptable."""
        return tuple(str(fault) for fault in faults(self.day, deal, _terms(self.day, asking)))

    def _asked(self, asking: Asking) -> Question:
        return Question(self.day, _terms(self.day, asking))


@dataclass(frozen=True, slots=True)
class Case:
    """A case that was read without mistakes. file: what the file says. warnings: what to look at all the same."""

    file: model.Case
    warnings: tuple[Diagnostic, ...] = ()

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


def load(*paths: str | Path) -> Case:
    """A case: one file, several, or a folder of files. Raises CaseError with all mistakes; never half a case."""
    found = read(*paths)
    if found.case is None:
        raise CaseError(found.diagnostics)
    return found.case


def read(*paths: str | Path) -> Loaded:
    """The same with the mistakes as data: nothing in the files raises."""
    found = _load(*(Path(path) for path in paths))
    diagnostics = tuple(found.diagnostics)
    return Loaded(None if found.case is None else Case(found.case, diagnostics), diagnostics)


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
