"""The engine against the brute-force twin on random small days: aims, certificates, why, quorum, enlarge."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.check import faults
from glienicke.deals.check.certificate import verify_certificate
from glienicke.deals.deal import Aim, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.members import Member
from glienicke.deals.quorum import quorum
from glienicke.deals.why import Why, why
from glienicke.positions.day import Day
from tests.twin import brute, brute_why
from tests.twin.random_days import SMALL, Size, day_of

SHARELESS = replace(SMALL, shares=0.0)


def question(seed: int, day: Day) -> Terms:
    """Terms drawn with the seed: now and then somebody is wanted, ranges count at their worse end, and so on."""
    rng = random.Random(seed)
    want = (rng.choice(list(day.people)),) if rng.random() < 0.3 else ()
    return Terms(want, rng.random() < 0.2, rng.random() < 0.2, rng.random() < 0.2)


def sizes(seed: int) -> Size:
    return SMALL if seed % 2 else Size(people=(3, 5), parties=(2, 3))


@pytest.mark.parametrize("start", range(0, 1000, 100))
def test_find(start: int, depth: int) -> None:
    aims: tuple[Aim, ...] = ("gain", "freed", "fewest")
    deals = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = day_of(seed, sizes(seed))
        terms = question(seed, day)
        acceptable = brute.acceptable(day, terms)
        for aim in aims:
            answer = find(day, terms, aim)
            best = min(acceptable, key=lambda deal: brute.rank(day, deal, aim), default=None)
            assert answer.status == ("none" if best is None else "deal"), seed
            if best is None:
                assert answer.certificate is not None
                assert answer.certificate.method == "agreement" or not verify_certificate(
                    day, terms, answer.certificate
                ), seed
            else:
                assert answer.deal is not None and answer.gap == 0, seed
                assert brute.rank(day, answer.deal, aim) == brute.rank(day, best, aim), (seed, aim)
                assert faults(day, answer.deal, terms) == (), seed
                deals += 1
    assert deals > 50


def test_most_proofs_of_none_need_no_trust() -> None:
    proven, none = 0, 0
    for seed in range(400):
        day = day_of(seed, SMALL)
        answer = find(day, Terms((next(iter(day.people)),)))
        if answer.status == "none" and answer.certificate is not None:
            none += 1
            proven += answer.certificate.method != "agreement"
    assert none > 50 and proven > none * 0.95


def conceded(found: Why) -> list[tuple[Fraction, int]]:
    return [(c.price, len(c.give_up)) for c in found.concessions]


@pytest.mark.parametrize("start", range(0, 600, 100))
def test_concessions(start: int, depth: int) -> None:
    compared = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = day_of(seed, SMALL)
        terms = question(seed, day)
        if brute.best(day, terms) is not None:
            continue
        found = why(day, terms, most=200)
        assert found.status == "none", seed
        expected = [(c.price, len(c.conditions) + len(c.floors)) for c in brute_why.concessions(day, terms)]
        mine = conceded(found)
        assert mine == sorted(mine), seed
        if found.all_concessions:
            assert mine == sorted(expected), seed
        else:  # the search gave up after sets that open nothing, and says so
            assert any(p.share for p in day.positions.values()), seed
            assert mine == sorted(expected)[: len(mine)] or not mine, seed
        compared += bool(expected)
    assert compared > 5


def key(day: Day, member: Member) -> brute_why.Member:
    """The engine's member as the twin names it."""
    if member.kind == "condition" and member.party and member.condition:
        conditions = day.positions[member.party].conditions
        return brute_why.Member(
            "condition", member.party, index=[c is member.condition for c in conditions].index(True)
        )
    if member.kind == "law" and member.person is None:
        return brute_why.Member("law", index=[c is member.condition for c in day.law].index(True))
    if member.kind == "law" and "owed" in member.says:
        return brute_why.Member("law", person=member.person, index=-1)
    if member.kind == "law" and "minor" in member.says and member.person is not None:
        return brute_why.Member("law", person=member.person, tied_to=day.people[member.person].minors_with)
    return brute_why.Member(member.kind, member.party, member.person)


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_clashes(start: int, depth: int) -> None:
    compared = 0
    for seed in range(start * depth, (start + 100) * depth):
        day = day_of(seed, SHARELESS)
        terms = question(seed, day)
        if brute.best(day, terms) is not None:
            continue
        expected = brute_why.clashes(day, terms, at_most=10)
        if expected is None:
            continue
        found = why(day, terms, most=500)
        assert found.all_clashes or not expected, seed
        mine = [frozenset(key(day, m) for m in clash) for clash in found.clashes]
        assert [len(c) for c in mine] == sorted(len(c) for c in mine), seed
        assert set(mine) == set(expected), seed
        compared += 1
    assert compared > 5


@pytest.mark.parametrize("persuaded", [False, True])
def test_quorum(persuaded: bool, depth: int) -> None:
    found = 0
    for seed in range(150 * depth):
        day = day_of(seed, SMALL)
        want = (random.Random(seed).choice(list(day.people)),)
        expected = brute.quorums(day, want, persuaded)
        answer = quorum(day, Terms(want), if_persuaded=persuaded)
        assert {frozenset(q.parties) for q in answer.quorums} == set(expected), seed
        counts = [len(q.parties) for q in answer.quorums]
        assert counts == sorted(counts), seed
        found += bool(expected)
    assert found > 10


def test_enlarge(depth: int) -> None:
    found = 0
    for seed in range(200 * depth):
        day = day_of(seed, replace(SMALL, odd_people=0.5, absent=0.3))
        terms = replace(question(seed, day), trade_owed=False)
        if brute.best(day, terms) is not None:
            continue
        expected = brute.additions(day, terms.want, terms)
        answer = enlarge(day, terms, most=100)
        mine = [(a.price, frozenset(a.add)) for a in answer.additions]
        assert [price for price, _ in mine] == sorted(price for price, _ in mine), seed
        assert set(mine) == {(a.price, a.add) for a in expected}, seed
        found += bool(expected)
    assert found > 10
