"""A party whose conditions cannot all hold, whatever is released and whoever holds whom: it contradicts itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from glienicke.deals.deal import Terms
from glienicke.deals.members import Member
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.bind import bind
from glienicke.deals.rows.builder import Builder
from glienicke.deals.solve import Limits, with_cpsat
from glienicke.positions.day import Condition, Day

SECONDS = 10.0
"""For one party; what takes longer is not called a contradiction."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Conditions of one party that cannot all hold, and can once any one of them is left out."""

    party: str
    conditions: tuple[Condition, ...]


def contradictions(day: Day, terms: Terms = Terms()) -> tuple[Contradiction, ...]:
    """Every party at the table that contradicts itself, with one smallest-by-inclusion reason each.

    Facts are left aside: custody, death, the pool and the other parties' positions. So a party is named only for
    what it says itself.
    """
    found = []
    for party in taking_seats(day):
        conditions = day.positions[party].conditions
        if conditions and not _can_hold(day, terms, party, conditions):
            core = list(conditions)
            for condition in conditions:
                rest = [other for other in core if other is not condition]
                if not _can_hold(day, terms, party, rest):
                    core = rest
            found.append(Contradiction(party, tuple(core)))
    return tuple(found)


def _can_hold(day: Day, terms: Terms, party: str, conditions: Sequence[Condition]) -> bool:
    """Whether some releases satisfy them all; also where the search does not end in time."""
    builder = Builder(day, terms, soft=True)
    seat = builder.model.seats[party]
    builder.program.low[seat.takes_part] = 1
    for condition in conditions:
        member = builder.member(Member("condition", party, None, condition, condition.place))
        bind(builder, condition.sentence, (), member)
    return with_cpsat(builder.program, {}, Limits(SECONDS)).found != "none"
