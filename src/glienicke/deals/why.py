"""`why`: there is no deal; what stands in its way, and what would open one most cheaply."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from glienicke.deals.clash import Stuck, clashes
from glienicke.deals.concede import Given, concessions, price_of, without
from glienicke.deals.contradiction import Contradiction, contradictions
from glienicke.deals.deal import Answer, Deal, Terms
from glienicke.deals.find import find
from glienicke.deals.members import Member
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits, left
from glienicke.positions.day import Day

SEARCH_S = 30.0
"""How long clashes, and again concessions, are looked for when the asker sets no limit."""

ENOUGH = 1000
"""So many priced sets are looked through, though not shown, before the ones that break firm conditions."""


@dataclass(frozen=True, slots=True)
class Concession:
    """What would have to be given up, its price, how many firm conditions it breaks, and the best deal it opens."""

    price: Fraction
    give_up: tuple[Given, ...]
    firm: int
    opens: Deal


@dataclass(frozen=True, slots=True)
class Why:
    """status "none": there is no deal, and this is why. "deal": there is one. "unknown": the limit came first.

    clashes: smallest first, each irreducible; smallest: whether the first is proven to be so. all_clashes,
    all_concessions: whether these are all there are. contradictions: parties whose own conditions cannot all hold.
    """

    status: Literal["none", "deal", "unknown"]
    answer: Answer
    clashes: tuple[tuple[Member, ...], ...] = ()
    concessions: tuple[Concession, ...] = ()
    smallest: bool = False
    all_clashes: bool = False
    all_concessions: bool = False
    seconds: float = 0.0
    contradictions: tuple[Contradiction, ...] = ()


def why(
    day: Day,
    terms: Terms = Terms(),
    *,
    even_firm: bool = False,
    most: int = 5,
    limits: Limits | None = None,
) -> Why:
    """Why there is no deal on the day, and the cheapest concessions that would open one.

    most: at most so many clashes and (priced, and again firm) concession sets. Law, death and custody are never
    conceded.
    """
    limits, start = limits or Limits(), time.monotonic()
    answer = find(day, terms, "gain", limits, ties=False)
    if answer.deal is not None:
        return Why("deal", answer, seconds=time.monotonic() - start)
    if answer.status == "unknown":
        return Why("unknown", answer, seconds=time.monotonic() - start)
    found, all_clashes = _clashes(day, terms, most, _part(limits, start))
    opened, all_opened = _concessions(day, terms, even_firm, most, _part(limits, start))
    return Why(
        "none",
        answer,
        tuple(members for members, _ in found),
        opened,
        smallest=bool(found) and found[0][1],
        all_clashes=all_clashes,
        all_concessions=all_opened,
        seconds=time.monotonic() - start,
        contradictions=contradictions(day, terms),
    )


def _part(limits: Limits, start: float) -> Limits:
    seconds = SEARCH_S if limits.seconds is None else left(limits, start)
    return replace(limits, seconds=seconds, progress=None)


def _clashes(day: Day, terms: Terms, most: int, limits: Limits) -> tuple[list[tuple[tuple[Member, ...], bool]], bool]:
    model = build(day, terms, soft=True)
    found: list[tuple[tuple[Member, ...], bool]] = []
    try:
        for clash in clashes(model, limits):
            if len(found) == most:
                return found, False
            found.append((tuple(model.members[m] for m in sorted(clash.members)), clash.smallest))
    except Stuck:
        return found, False
    return found, bool(found)


def _concessions(
    day: Day, terms: Terms, even_firm: bool, most: int, limits: Limits
) -> tuple[tuple[Concession, ...], bool]:
    counts = {True: 0, False: 0}
    found: list[Concession] = []
    start, whole, seen = time.monotonic(), True, 0

    def opens(given: tuple[Given, ...]) -> Deal | None:
        changed = without(day, terms, given)
        answer = find(changed, terms, "gain", replace(limits, seconds=left(limits, start), progress=None))
        if answer.deal is None and answer.status == "unknown":
            raise Stuck
        return answer.deal

    try:
        for given, deal in concessions(day, terms, opens, limits, even_firm=even_firm):
            seen += 1
            firm = sum(one.by is None and not one.member.priced for one in given)
            if counts[firm > 0] == most:
                whole = False
                if firm or not even_firm or seen > ENOUGH:
                    break
                continue
            counts[firm > 0] += 1
            found.append(Concession(price_of(given), given, firm, deal))
    except Stuck:
        return tuple(found), False
    return tuple(found), whole
