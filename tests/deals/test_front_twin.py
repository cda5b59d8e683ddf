"""`front` against the brute-force twin on random small days; ties kept."""

import itertools
from fractions import Fraction

import pytest

from bench.front import caps
from bench.generate import instance
from glienicke.deals.beyond import gains_of
from glienicke.deals.check import faults
from glienicke.deals.check.certificate import verify_certificate
from glienicke.deals.deal import Deal
from glienicke.deals.front import Point, deals_at, front
from tests.deals.test_fair_nash_twin import question, sizes, with_deep_floors
from tests.twin import brute
from tests.twin.random_days import day_of


def pareto(deals: list[Deal], parties: tuple[str, ...]) -> set[tuple[Fraction, ...]]:
    gains = {gains_of(deal, parties) for deal in deals}
    return {
        one
        for one in gains
        if not any(other != one and all(a >= b for a, b in zip(other, one, strict=True)) for other in gains)
    }


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_front_is_the_pareto_set_by_brute_force(start: int, depth: int) -> None:
    points = proven = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = with_deep_floors(day_of(seed, sizes(seed)), seed)
        terms = question(seed, day)
        present = brute.present(day)
        if len(present) < 2:
            continue
        size = 2 + seed % (min(len(present), 4) - 1)
        parties = list(itertools.combinations(present, size))[seed % len(list(itertools.combinations(present, size)))]
        deals = brute.acceptable(day, terms)
        heard: list[Point] = []
        found = front(day, parties, terms, heard=heard.append, prove=2.0 if seed % 4 == 0 else 0.0)
        assert found.status == ("front" if deals else "none"), seed
        assert [p.gains for p in found.points] == sorted(pareto(deals, parties), reverse=True), seed
        if found.status == "front" and found.certificate is not None and found.certificate.method != "agreement":
            assert verify_certificate(day, terms, found.certificate) == (), seed
            proven += 1
        for point in found.points:
            assert faults(day, point.deal, terms) == () and gains_of(point.deal, parties) == point.gains, seed
            points += 1
        if found.points and seed % 5 == 0:
            point = found.points[0]
            at, complete = deals_at(day, point, parties, terms)
            expected = {(d.items, frozenset(d.parties)) for d in deals if gains_of(d, parties) == point.gains}
            assert complete and {(d.items, frozenset(d.parties)) for d in at} == expected, seed
    assert points > 30 and proven > 3


def test_the_same_deals_every_time() -> None:
    day = caps(instance(3, 16, 5))
    first = front(day, ("P0", "P1", "P2"))
    assert len(first.points) > 10
    for _ in range(3):
        assert front(day, ("P0", "P1", "P2")).points == first.points
