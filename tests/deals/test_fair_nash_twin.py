"""`fair` and `nash` against the brute-force twin on random small days."""

import math
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from glienicke.deals.check import faults
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.find import find
from glienicke.positions.day import Day
from tests.twin import brute
from tests.twin.random_days import SMALL, Size, day_of


def question(seed: int, day: Day) -> Terms:
    rng = random.Random(seed)
    want = (rng.choice(list(day.people)),) if rng.random() < 0.2 else ()
    return Terms(want, rng.random() < 0.2, rng.random() < 0.2, rng.random() < 0.2)


def sizes(seed: int) -> Size:
    return SMALL if seed % 2 else Size(people=(3, 5), parties=(2, 4))


def with_deep_floors(day: Day, seed: int) -> Day:
    """Every third day some party would sign for less than nothing."""
    rng = random.Random(seed)
    if seed % 3:
        return day
    positions = {
        p: replace(position, floor=replace(position.floor, low=Fraction(-50), high=Fraction(-50 + rng.randint(0, 9))))
        if rng.random() < 0.5
        else position
        for p, position in day.positions.items()
    }
    return replace(day, positions=positions)


def surplus(deal: Deal, party: str) -> Fraction:
    return deal.parties[party].gain - deal.parties[party].floor if party in deal.parties else Fraction(0)


def leximin(day: Day, deals: list[Deal], deal: Deal, normalise: str) -> tuple[Fraction, ...]:
    ideals = {p: max(surplus(d, p) for d in deals) for p in brute.present(day)}
    if normalise == "none":
        return tuple(sorted(surplus(deal, p) for p in ideals))
    return tuple(sorted(surplus(deal, p) / ideal for p, ideal in ideals.items() if ideal > 0))


def nash(day: Day, deal: Deal) -> tuple[Fraction, ...]:
    above = [s for p in brute.present(day) if (s := surplus(deal, p)) > 0]
    return (Fraction(len(above)), math.prod(above, start=Fraction(1)))


def ranked(day: Day, deal: Deal, value: tuple[Fraction, ...]) -> tuple[object, ...]:
    """Smaller is better, as in `brute.rank`: the aim's value, then the ties of `gain`."""
    return (tuple(-v for v in value), brute.rank(day, deal, "gain"))


def valued(day: Day, deals: list[Deal], normalise: str, deal: Deal) -> tuple[Fraction, ...]:
    return leximin(day, deals, deal, normalise) if normalise else nash(day, deal)


def by_value(day: Day, value: Callable[[Deal], tuple[Fraction, ...]], deal: Deal) -> Any:
    return ranked(day, deal, value(deal))


@pytest.mark.parametrize("start", range(0, 500, 100))
def test_fair_and_nash_are_the_best_by_brute_force(start: int, depth: int) -> None:
    deals_found = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = with_deep_floors(day_of(seed, sizes(seed)), seed)
        terms = question(seed, day)
        deals = brute.acceptable(day, terms)
        for name in ("ideal", "none", ""):
            asked = {"aim": "fair", "normalise": name} if name else {"aim": "nash"}
            answer = find(day, terms, **asked)  # type: ignore[arg-type]
            assert answer.status == ("deal" if deals else "none"), (seed, asked)
            if not deals:
                continue
            value = partial(valued, day, deals, name)
            best = min(deals, key=partial(by_value, day, value))
            assert answer.deal is not None and answer.gap == 0, (seed, asked, answer)
            assert value(answer.deal) == value(best), (seed, asked)
            assert ranked(day, answer.deal, value(answer.deal)) == ranked(day, best, value(best)), (seed, asked)
            assert faults(day, answer.deal, terms) == (), seed
            deals_found += 1
    assert deals_found > 50
