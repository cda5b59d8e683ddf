"""The twin of `stable`: all deals against all deals of all groups. Written from docs/stable.md; small days only."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.deal import Deal, Terms
from glienicke.positions.day import Day
from tests.twin import brute


@dataclass(frozen=True)
class Own:
    """A deal that a group can make on its own; gains of all its members, 0 of who takes no part in it."""

    group: tuple[str, ...]
    deal: Deal
    gains: dict[str, Fraction]


def gain(deal: Deal | None, party: str) -> Fraction:
    return deal.parties[party].gain if deal is not None and party in deal.parties else Fraction(0)


def own_deals(day: Day, terms: Terms) -> list[Own]:
    """Every deal of every group: nobody else at the table, nobody wanted."""
    return list(_own_deals(day, replace(terms, want=())))


def _own_deals(day: Day, terms: Terms) -> Iterator[Own]:
    present = brute.present(day)
    for size in range(1, len(present) + 1):
        for group in itertools.combinations(present, size):
            for deal in brute.acceptable(replace(day, at_table=frozenset(group)), terms):
                yield Own(group, deal, {party: gain(deal, party) for party in group})


def blocking(own: list[Own], deal: Deal | None) -> list[Own]:
    """Those with which a group would leave the deal (None: no deal at all)."""
    return [one for one in own if all(value > gain(deal, party) for party, value in one.gains.items())]


def stable_deals(acceptable: list[Deal], own: list[Own]) -> list[Deal]:
    return [deal for deal in acceptable if not blocking(own, deal)]
