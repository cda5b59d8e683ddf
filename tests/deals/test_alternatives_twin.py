"""`alternatives` against the brute-force twin: the best first, ties of the best all there, nothing skipped."""

from fractions import Fraction

import pytest

from glienicke.deals.aims.goal import worth_of
from glienicke.deals.alternatives import alternatives
from glienicke.deals.check import faults
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.alike import Kind
from glienicke.deals.rows.build import build
from glienicke.positions.day import Day
from tests.deals.test_fair_nash_twin import leximin, nash, question, sizes
from tests.twin import brute
from tests.twin.random_days import day_of

AIMS: tuple[Aim, ...] = ("gain", "freed", "fewest", "fair", "nash")


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_the_best_deals_that_differ(start: int, depth: int) -> None:
    seen = 0
    for seed in range(start * depth, (start + 100) * depth):
        day, aim = day_of(seed, sizes(seed)), AIMS[seed % len(AIMS)]
        terms = question(seed, day)
        kinds = build(day, terms).kinds

        def orbit(deal: Deal, kinds: list[Kind] = kinds) -> tuple[object, ...]:
            return (tuple(sum(id in deal.items for id in kind.ids) for kind in kinds), frozenset(deal.parties))

        deals = brute.acceptable(day, terms)
        found = alternatives(day, terms, aim, 4)
        assert found.status == ("deal" if deals else "none"), seed
        if not deals:
            continue

        def value(deal: Deal, aim: Aim = aim, day: Day = day, deals: list[Deal] = deals) -> tuple[Fraction, ...]:
            if aim == "fair":
                return leximin(day, deals, deal, "ideal")
            if aim == "nash":
                return nash(day, deal)
            worth = worth_of(deal, aim)
            return (-worth if aim == "fewest" else worth,)

        best_first = sorted(({orbit(d): value(d) for d in deals}).values(), reverse=True)
        ties = best_first.count(best_first[0])
        expected = best_first[: max(4, ties)]
        assert [value(a.deal) for a in found.deals] == expected, (seed, aim)
        assert [a.as_good for a in found.deals] == [v == expected[0] for v in expected]
        assert len({orbit(a.deal) for a in found.deals}) == len(found.deals)
        assert found.complete and found.all == (len(best_first) == len(expected)), (seed, aim)
        assert not any(faults(day, a.deal, terms) for a in found.deals)
        seen += len(expected)
    assert seen > 60
