"""Odds by brute force: every sample's day is written out and all its deals are tried."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from glienicke.deals.deal import Aim, Deal, Terms
from glienicke.language.tree import Range, ValueIf
from glienicke.positions.day import Day, Position
from tests.twin import brute

Values = dict[tuple[str, str, int], Fraction]
"""(worth, cost, bundle, floor or alive; party or person; which) -> the sampled value."""


def at(day: Day, values: Values) -> Day:
    """The day with these values fixed. Not alive is: dead, last held by the custodian."""
    positions = {party: position_at(position, values) for party, position in day.positions.items()}
    people = {}
    for id, person in day.people.items():
        if values.get(("alive", id, 0)) == 0:
            person = replace(person, state="dead", last_held_by=person.held_by, held_by=None, since=None)
        people[id] = replace(person, alive=None)
    return replace(day, people=people, positions=positions)


def position_at(position: Position, values: Values) -> Position:
    def one(kind: str, which: int, value: Range) -> Range:
        sampled = values.get((kind, position.party, which), value.low)
        return Range(sampled, sampled)

    worth = tuple((s, one("worth", i, v)) for i, (s, v) in enumerate(position.worth))
    cost = tuple((s, one("cost", i, v)) for i, (s, v) in enumerate(position.cost))
    bundles = tuple(
        ValueIf(one("bundle", i, b.value), b.when) if isinstance(b, ValueIf) else b
        for i, b in enumerate(position.bundles)
    )
    return replace(position, worth=worth, cost=cost, bundles=bundles, floor=one("floor", 0, position.floor))


def value(day: Day, deal: Deal, aim: Aim) -> Fraction:
    """What the aim counts."""
    if aim == "gain":
        return brute.sum_of_gains(deal)
    return Fraction(len(deal.released)) if aim == "freed" else Fraction(len(brute.givers_of(day, deal)))


def is_one_of_the_best(day: Day, released: Sequence[str], best: Deal, terms: Terms, aim: Aim) -> bool:
    """Whether these releases make an acceptable deal that is as good for the aim as the best."""
    deals = brute.deals_of(day, frozenset(released), terms)
    return any(value(day, deal, aim) == value(day, best, aim) for deal in deals)


def with_doubts(day: Day, rng: random.Random, part: float = 0.2) -> Day:
    """The day with a chance to be alive for some of those held."""
    people = {
        id: replace(person, alive=Fraction(rng.randint(0, 10), 10))
        if person.state == "held" and rng.random() < part
        else person
        for id, person in day.people.items()
    }
    return replace(day, people=people)
