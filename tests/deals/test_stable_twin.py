"""`stable` against the brute-force twin: all deals against all deals of all groups."""

from importlib import import_module

import pytest

from bench.unstable import market, triangle
from glienicke.deals.check.blocking import blocking_faults, gains_of, verify_none_stable, verify_stable
from glienicke.deals.deal import Aim, Certificate, Deal, Terms
from glienicke.deals.find import goal_of
from glienicke.deals.solve import Limits
from glienicke.deals.stable import Stability, StableAnswer, separate, stable
from glienicke.deals.stable.separate import Outcome
from glienicke.positions.day import Day
from tests.deals.test_engine_twin import question, sizes
from tests.twin import brute, brute_stable
from tests.twin.brute_stable import Own
from tests.twin.random_days import day_of

AIMS: tuple[Aim, ...] = ("gain", "freed", "fewest")


def proven(certificate: Certificate | None) -> bool:
    assert certificate is not None
    return certificate.method != "agreement"


def compare_block(day: Day, terms: Terms, outcome: Deal | None, found: Stability, own: list[Own]) -> None:
    """The verdict on one outcome, the smallest group with the largest improvement, and the proof."""
    blocking = brute_stable.blocking(own, outcome)
    assert found.found == ("unstable" if blocking else "stable")
    if found.block is None:
        if proven(found.certificate) and found.certificate is not None:
            assert verify_stable(day, gains_of(outcome), found.certificate, terms) == ()
        return
    assert blocking_faults(day, gains_of(outcome), found.block.deal, terms) == ()
    if found.block.fewest:
        fewest = min(len(one.deal.parties) for one in blocking)
        assert len(found.block.parties) == fewest
        better = [
            sum(one.deal.parties[p].gain - brute_stable.gain(outcome, p) for p in one.deal.parties)
            for one in blocking
            if len(one.deal.parties) == fewest
        ]
        assert sum(map(found.block.better, found.block.parties)) == max(better)


def compare(day: Day, terms: Terms, aim: Aim) -> StableAnswer:
    """Everything that `stable` says of a day."""
    acceptable, own = brute.acceptable(day, terms), brute_stable.own_deals(day, terms)
    answer = stable(day, terms, aim)
    if not acceptable:
        assert answer.status == "none" and answer.nothing is not None
        compare_block(day, terms, None, answer.nothing, own)
        return answer
    assert answer.deal is not None and answer.stability is not None
    best = min(acceptable, key=lambda deal: brute.rank(day, deal, aim))
    assert brute.rank(day, answer.deal, aim) == brute.rank(day, best, aim)
    compare_block(day, terms, answer.deal, answer.stability, own)
    assert answer.status == answer.stability.found
    if answer.status == "unstable":
        compare_repair(day, terms, aim, answer, brute_stable.stable_deals(acceptable, own), own)
    return answer


def compare_repair(day: Day, terms: Terms, aim: Aim, answer: StableAnswer, lasting: list[Deal], own: list[Own]) -> None:
    kept = answer.best_stable
    assert kept is not None
    assert kept.status == ("deal" if lasting else "none")
    if lasting:
        assert kept.deal is not None and kept.stability is not None
        best = min(lasting, key=lambda deal: brute.rank(day, deal, aim))
        assert brute.rank(day, kept.deal, aim) == brute.rank(day, best, aim)
        compare_block(day, terms, kept.deal, kept.stability, own)
        return
    assert answer.nothing is not None
    compare_block(day, terms, None, answer.nothing, own)
    if proven(kept.certificate) and kept.certificate is not None:
        blocks = [block.deal for block in kept.blocks]
        assert verify_none_stable(day, blocks, kept.certificate, terms) == ()


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_random_days(start: int, depth: int) -> None:
    seen: dict[str, int] = {}
    for seed in range(start * depth, (start + 100) * depth):
        day = day_of(seed, sizes(seed))
        answer = compare(day, question(seed, day), AIMS[seed % 3])
        seen[answer.status] = seen.get(answer.status, 0) + 1
    assert seen["stable"] > 10 and seen["none"] > 10


def test_markets_where_other_deals_last(depth: int) -> None:
    repaired = none = 0
    for seed in range(60 * depth):
        answer = compare(market(3, seed), Terms(), AIMS[seed % 3])
        if answer.best_stable is not None:
            repaired += answer.best_stable.status == "deal"
            none += answer.best_stable.status == "none"
    assert repaired > 5 and none > 3


def test_triangles_where_no_deal_lasts(depth: int) -> None:
    for seed in range(10 * depth):
        answer = compare(triangle(seed), Terms(), AIMS[seed % 3])
        assert answer.best_stable is not None and answer.best_stable.status == "none"
        assert proven(answer.best_stable.certificate)


@pytest.mark.parametrize("aim", ["fair", "nash"])
def test_the_best_stable_deal_of_other_aims(aim: Aim, depth: int) -> None:
    repaired = 0
    for seed in range(40 * depth):
        day = market(3, seed)
        acceptable = brute.acceptable(day)
        lasting = brute_stable.stable_deals(acceptable, brute_stable.own_deals(day, Terms()))
        given = next((deal for deal in acceptable if deal not in lasting), None)
        answer = stable(day, Terms(), aim, deal=given)
        if answer.best_stable is None or answer.deal is None:
            continue
        assert answer.given and answer.status == "unstable"
        assert answer.best_stable.status == ("deal" if lasting else "none"), seed
        goal = goal_of(day, Terms(), aim, answer.deal, Limits())
        assert goal is not None
        if answer.best_stable.deal is not None:
            repaired += 1
            assert goal.value(answer.best_stable.deal) == max(map(goal.value, lasting)), seed
    assert repaired > 3


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_the_search_for_large_cases_says_the_same(start: int, monkeypatch: pytest.MonkeyPatch, depth: int) -> None:
    monkeypatch.setattr(import_module("glienicke.deals.stable.separate"), "FEW", 0)
    unstable = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = market(3, seed) if seed % 2 else day_of(seed, sizes(seed))
        own = brute_stable.own_deals(day, Terms())
        for deal in (None, *brute.acceptable(day)[:3]):
            found = separate(day, Terms(), Outcome(gains_of(deal)))
            compare_block(day, Terms(), deal, found, own)
            unstable += found.found == "unstable"
    assert unstable > 50
