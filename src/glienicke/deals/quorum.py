"""`quorum`: the smallest sets of parties that could free the people wanted."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from glienicke.deals.clash import Stuck
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.find import find
from glienicke.deals.rows.build import build
from glienicke.deals.rows.program import Row
from glienicke.deals.solve import Limits, ask, left
from glienicke.deals.ties import in_file_order
from glienicke.language.tree import OnlyIf, Range
from glienicke.positions.day import Day, Position
from glienicke.positions.selection import Who, costs, values


@dataclass(frozen=True, slots=True)
class Quorum:
    """Parties that suffice and of whom none can be missing, with the best deal among them."""

    parties: tuple[str, ...]
    deal: Deal


@dataclass(frozen=True, slots=True)
class Quorums:
    """Fewest parties first. status "unknown": the limit came before all were found."""

    status: Literal["found", "none", "unknown"]
    quorums: tuple[Quorum, ...]
    seconds: float


def quorum(
    day: Day, terms: Terms, *, if_persuaded: bool = False, most: int = 20, limits: Limits | None = None
) -> Quorums:
    """Every inclusion-minimal set of parties that, with only these taking part, has an acceptable deal that frees the
    wanted.

    if_persuaded: all parties of the file may come, and only custody, law, death, the pool and the `only if`
    conditions of whoever holds the wanted stay. At most `most` sets.
    """
    limits, start = limits or Limits(), time.monotonic()
    if if_persuaded:
        day = persuaded(day, terms)
    found: list[Quorum] = []
    try:
        for one in _sets(day, terms, limits, start):
            if len(found) == most:
                break
            found.append(one)
    except Stuck:
        return Quorums("unknown", tuple(found), time.monotonic() - start)
    return Quorums("found" if found else "none", tuple(found), time.monotonic() - start)


def _sets(day: Day, terms: Terms, limits: Limits, start: float) -> Iterator[Quorum]:
    model = build(day, terms, some_away=True)
    seats = list(model.seats.values())
    costs = in_file_order([1] * len(seats))
    weights = {seat.takes_part: -cost for seat, cost in zip(seats, costs, strict=True)}
    while True:
        outcome = ask(model.program, weights, replace(limits, seconds=left(limits, start), gap=0.0, progress=None))
        if outcome.found == "none":
            return
        if outcome.found != "best" or outcome.values is None:
            raise Stuck
        inside = [seat for seat in seats if outcome.values[seat.takes_part]]
        parties = tuple(seat.party for seat in inside)
        only = replace(day, at_table=frozenset(parties))
        answer = find(only, terms, "gain", replace(limits, seconds=left(limits, start), progress=None))
        if answer.deal is not None:
            yield Quorum(parties, answer.deal)
        # Larger sets are no quorum. A set without a deal (shares let it through the rows) excludes itself alone.
        flags = [seat.takes_part for seat in inside]
        others = [seat.takes_part for seat in seats if seat not in inside] if answer.deal is None else []
        row = Row([*flags, *others], [-1] * len(flags) + [1] * len(others), 1 - len(flags), (), 0, -1)
        model.program.rows.append(row)


def persuaded(day: Day, terms: Terms) -> Day:
    """The day if everybody could be talked into it: see docs/semantics.md, "Quorum"."""
    who = Who(day)
    holders = {day.people[id].held_by for id in terms.want if id in day.people}
    positions = {}
    for party in day.parties:
        position = day.positions.get(party, Position(party))
        kept = tuple(c for c in position.conditions if party in holders and isinstance(c.sentence, OnlyIf))
        worst = Fraction(1)
        worst += sum(abs(v) for v in values(position.worth, who, terms.cautious).values())
        worst += sum(costs(position, who, terms.cautious).values())
        positions[party] = replace(
            position, conditions=kept, floor=Range(-worst, -worst), unilateral=True, share={}, bundles=()
        )
    return replace(day, positions=positions, at_table=frozenset(day.parties))
