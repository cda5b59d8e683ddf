"""`tranches` against the brute-force twin: all orders of up to six releases, to the last tie."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.check.tranches import Normalise, Seats, Within, course, order_faults
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.tranches import Tranches, tranches
from glienicke.language import tree as t
from glienicke.positions.day import Condition, Day, Position
from tests.twin import brute, brute_tranches
from tests.twin.random_days import Size, day_of

SIZE = Size(parties=(2, 4), people=(3, 6), considerations=(0, 1), conditions=(0, 1), odd_people=0.12, absent=0.02)


def dear_day(seed: int) -> Day:
    """A random day on which every release costs about as much as it is worth to one of the others."""
    rng = random.Random(seed)
    day = day_of(seed, SIZE)
    givers = {id: person.held_by for id, person in day.people.items()}
    givers |= {id: thing.giver for id, thing in day.considerations.items()}
    wanted_by = {id: rng.choice([p for p in day.parties if p != giver]) for id, giver in givers.items()}

    def dear(position: Position) -> Position:
        ids = [t.Id(id) for id, party in wanted_by.items() if party == position.party]
        worth = tuple((id, a_range(rng, 5, 12)) for id in ids if rng.random() < 0.9)
        cost = tuple((t.Id(id), a_range(rng, 2, 9)) for id, giver in givers.items() if giver == position.party)
        return replace(position, worth=worth, cost=cost, unilateral=rng.random() < 0.15)

    return replace(day, positions={party: dear(position) for party, position in day.positions.items()})


def a_range(rng: random.Random, low: int, high: int) -> t.Range:
    first, second = (Fraction(rng.randint(low * 2, high * 2), 2) for _ in range(2))
    return t.Range(min(first, second), max(first, second)) if rng.random() < 0.2 else t.Range(first, first)


def question(seed: int, day: Day, deal: Deal) -> tuple[Within, Normalise]:
    """Seats, steps and sentences drawn with the seed."""
    rng = random.Random(seed)
    people = sum(1 + release.minors for release in deal.released)
    seats: list[Seats] = []
    if rng.random() < 0.85:
        seats.append(Seats(rng.randint(1, max(1, people - 1))))
    if rng.random() < 0.3:
        seats.append(Seats(rng.randint(1, 2), rng.choice([release.giver for release in deal.released])))
    if rng.random() < 0.2:
        seats.append(Seats(rng.randint(1, 2), None, rng.choice([*day.parties])))
    rules = []
    while rng.random() < 0.3:
        one, other = (t.Id(id) for id in rng.sample(brute_tranches.items(day, deal), 2))
        sentence = rng.choice((t.Before(one, other), t.Together((one, other))))
        rules.append(Condition(None, sentence, repr(sentence)))
    steps = rng.choice((None, None, None, 1, 2, 3, 4))
    return Within(steps, tuple(seats), (), tuple(rules)), rng.choice(("received", "received", "none"))


def asked(seeds: range) -> list[tuple[int, Day, Deal, Terms]]:
    """Deals of two to six releases on random days: the largest of each day."""
    found = []
    for seed in seeds:
        day, terms = dear_day(seed), Terms(cautious=seed % 7 == 0)
        deals = [deal for deal in brute.acceptable(day, terms) if 2 <= len(deal.items) <= 6]
        if deals:
            found.append((seed, day, max(deals, key=lambda deal: len(deal.items)), terms))
    return found


def agrees(seed: int, day: Day, deal: Deal, terms: Terms) -> Tranches:
    within, normalise = question(seed, day, deal)
    best = brute_tranches.best(day, deal, terms, within, normalise)
    answer = tranches(day, deal, terms, within, normalise=normalise)
    assert answer.status == ("none" if best is None else "plan"), seed
    if answer.plan is None:
        assert answer.faults, seed
        return answer
    exposed = brute_tranches.Exposed(day, deal, terms)
    yardsticks = brute_tranches.yardsticks(day, deal, terms)
    steps = answer.plan.steps
    assert brute_tranches.merit(exposed, steps, normalise, yardsticks) == best, seed
    assert best is not None and (answer.plan.worst, answer.plan.total) == best[:2], seed
    assert answer.bound == answer.plan.worst and answer.ties == "broken to the last", seed
    assert order_faults(day, deal, steps, within, terms) == (), seed
    for naive in (answer.at_once, answer.in_turn):
        assert naive is not None
        assert (naive.faults == ()) == brute_tranches.fits(day, deal, naive.steps, within), seed
        run = exposed.course(naive.steps)
        assert {party: list(naive.course.exposure(party)) for party in run} == run, seed
    run = exposed.course(steps)
    assert {party: list(course(day, deal, steps, terms).exposure(party)) for party in run} == run, seed
    return answer


@pytest.mark.parametrize("start", range(0, 800, 200))
def test_the_best_of_all_orders(start: int, depth: int) -> None:
    seen: Counter[str] = Counter()
    for seed, day, deal, terms in asked(range(start * depth, (start + 200) * depth)):
        answer = agrees(seed, day, deal, terms)
        seen[answer.status] += 1
        seen["exposed"] += answer.plan is not None and answer.plan.worst > 0
        seen["bundles"] += any(day.positions[party].bundles for party in deal.parties)
        seen["shares"] += any(day.positions[party].share for party in deal.parties)
    assert seen["plan"] > 50 and seen["none"] > 10, seen
    assert seen["exposed"] > 10 and seen["bundles"] > 30 and seen["shares"] > 20, seen
