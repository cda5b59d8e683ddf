"""The checker and the brute-force twin, written apart, agree on every set of releases of random days."""

import random
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.deals.check import Judge, faults, settle
from glienicke.deals.deal import Deal, Part, Terms
from glienicke.language import tree
from tests.twin import brute
from tests.twin.random_days import Size, day_of

SEEDS = st.integers(0, 10**6)
TERMS = st.builds(Terms, cautious=st.booleans(), settled=st.booleans(), trade_owed=st.booleans())
SIZES = st.sampled_from(
    [
        Size(),
        Size(people=(2, 4), shares=1.0, considerations=(0, 1)),
        Size(bundles=0.7, conditions=(0, 3)),
        Size(odd_people=0.9),
        Size(law=(1, 2), absent=0.0),
    ]
)


def agree(seed: int, size: Size, terms: Terms) -> int:
    """Compares all sets of releases of a day; how many deals there were."""
    there = day_of(seed, size)
    judge = Judge(there, terms)
    assert [id for id in brute.everything(there) if brute.can_go(there, id, terms)] == [
        id for id in brute.everything(there) if judge.can_be_released(id)
    ]
    number = 0
    for released in brute.subsets([id for id in brute.everything(there) if judge.can_be_released(id)]):
        by_twin, by_checker = brute.deals_of(there, released, terms), settle(there, released, terms, judge)
        assert len(by_twin) == len(by_checker) and all(deal in by_twin for deal in by_checker), (seed, released)
        number += len(by_twin)
        if by_checker:
            assert not faults(there, by_checker[0], terms), seed
            gains = [brute.sum_of_gains(deal) for deal in by_checker]
            assert gains == sorted(gains, reverse=True)
    return number


@given(SEEDS, SIZES, TERMS)
def test_same_deals(seed, size, terms):
    agree(seed, size, terms)


def test_same_deals_on_many_days():
    having = sum(agree(seed, Size(), Terms(cautious=seed % 4 == 0, settled=seed % 5 == 0)) > 0 for seed in range(600))
    assert 200 < having < 400, "about half the days should have a deal"


@given(SEEDS, TERMS, st.randoms(use_true_random=False))
def test_faults_finds_whatever_is_changed(seed, terms, rng):
    """A deal changed anywhere has faults, unless the change makes another deal of the twin's."""
    there = day_of(seed)
    all_deals = brute.acceptable(there, terms)
    for deal in rng.sample(all_deals, min(3, len(all_deals))):
        changed = change(there, deal, rng)
        assert bool(faults(there, changed, terms)) == (changed not in all_deals)


def change(there, deal: Deal, rng: random.Random) -> Deal:
    """The deal with one thing changed."""
    party = rng.choice(list(deal.parties))
    part = deal.parties[party]
    one = rng.choice(deal.released)
    others = [id for id in there.people if id not in deal.items]
    changes: list[dict[str, Any]] = [
        {"parties": {p: other for p, other in deal.parties.items() if p != party}},
        {"parties": {**deal.parties, party: replace(part, gain=part.gain + Fraction(1, 7))}},
        {"parties": {**deal.parties, party: replace(part, floor=part.floor - 1)}},
        {"parties": {**deal.parties, party: replace(part, gets=(*part.gets, "p1"))}},
        {"parties": {**deal.parties, **{p: Part(Fraction(0), Fraction(0), (), ()) for p in there.parties}}},
        {"released": tuple(r for r in deal.released if r != one)},
        {"released": tuple(replace(r, minors=r.minors + (r == one)) for r in deal.released)},
        {"released": tuple(replace(r, to="Y" if r == one else r.to) for r in deal.released)},
        {"considerations": deal.considerations[1:]},
        {"needs": deal.needs[1:]},
        {"hurt": {**deal.hurt, party: Fraction(-1)}},
    ]
    if others:
        stranger = there.people[rng.choice(others)]
        joined = (*deal.released, replace(one, id=stranger.id, giver=str(stranger.held_by)))
        changes.append({"released": joined})
    return replace(deal, **rng.choice(changes))


def nodes(something: object) -> set[type]:
    """Every kind of node in a tree of the language."""
    if isinstance(something, tuple):
        return set().union(*map(nodes, something))
    if type(something).__module__ != tree.__name__:
        return set()
    return {type(something)}.union(*(nodes(getattr(something, f.name)) for f in fields(something)))  # type: ignore[arg-type] # all nodes are dataclasses


def test_random_days_speak_the_whole_language():
    spoken: set[type] = set()
    for seed in range(300):
        there = day_of(seed)
        for position in there.positions.values():
            spoken |= nodes(tuple(c.sentence for c in position.conditions)) | nodes(position.bundles)
            spoken |= nodes(tuple(selection for selection, _ in (*position.worth, *position.cost)))
        spoken |= nodes(tuple(c.sentence for c in there.law))
    every = {*get_args(tree.Selection), *get_args(tree.Sentence), *get_args(tree.Bundle)}
    assert every <= spoken, every - spoken


def test_same_seed_same_day():
    assert day_of(7) == day_of(7) != day_of(8)


@pytest.mark.parametrize("aim", ["gain", "freed", "fewest"])
def test_best_by_aim(aim):
    """The first of an order is at least as good as all others in the aim itself."""
    for seed in range(60):
        there = day_of(seed)
        best = brute.best(there, aim=aim)
        for other in brute.acceptable(there):
            assert best is not None
            if aim == "gain":
                assert brute.sum_of_gains(best) >= brute.sum_of_gains(other)
            elif aim == "freed":
                assert len(best.released) >= len(other.released)
            else:
                assert len(brute.givers_of(there, best)) <= len(brute.givers_of(there, other))
