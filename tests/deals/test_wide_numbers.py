"""Worths too far apart for the solvers: the answer is honest, never a crash and never a wrong verdict."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.deal import Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.quorum import quorum
from glienicke.deals.why import why
from glienicke.language.tree import Id, Range
from glienicke.positions.day import Day
from tests.deals.days import day, person, wants
from tests.twin import brute

WORTHS = [
    (Fraction(10**6), Fraction(1, 10**3)),
    (Fraction(1, 7), Fraction(1, 999983)),
    (Fraction(10**9), Fraction(1, 10**9)),
    (Fraction(10**12), Fraction(1, 10**9)),
    (Fraction(10**18), Fraction(1, 10**12)),
    (Fraction(10**30), Fraction(1)),
]


def far_apart(large: Fraction, small: Fraction) -> Day:
    there = day(
        [person("ann", "RU"), person("ada", "RU"), person("kay", "US")],
        [wants("RU", {"kay": 1}), wants("US", {"ann": 1})],
    )
    russia, america = there.positions["RU"], there.positions["US"]
    russia = replace(russia, worth=((Id("kay"), Range(large, large)),), cost=((Id("ann"), Range(small, small)),))
    gains = ((Id("ann"), Range(small, small)), (Id("ada"), Range(large, large)))
    return replace(there, positions={"RU": russia, "US": replace(america, worth=gains)})


@pytest.mark.parametrize(("large", "small"), WORTHS)
def test_every_verb_is_honest(large: Fraction, small: Fraction) -> None:
    there = far_apart(large, small)
    best = brute.best(there)
    assert best is not None
    answer = find(there)
    assert answer.status in ("deal", "unknown")
    if answer.status == "deal":
        assert answer.deal is not None and brute.sum_of_gains(answer.deal) == brute.sum_of_gains(best)
        assert answer.deal.items == best.items or answer.ties != "broken to the last"
    assert why(there).status in ("deal", "unknown")
    assert quorum(there, Terms(("ann",))).status in ("found", "unknown")
    assert enlarge(there).status in ("deal", "unknown")


@pytest.mark.parametrize(("large", "small"), WORTHS)
def test_no_deal_is_said_only_with_a_proof(large: Fraction, small: Fraction) -> None:
    there = far_apart(large, small)
    costly = replace(there.positions["US"], cost=((Id("kay"), Range(3 * large, 3 * large)),))
    there = replace(there, positions={**there.positions, "US": costly})
    assert brute.best(there, Terms(("kay",))) is None
    found = why(there, Terms(("kay",)))
    assert found.status in ("none", "unknown")
    assert found.status == "unknown" or found.answer.certificate is not None


def test_ordinary_numbers_are_not_too_wide() -> None:
    assert find(far_apart(*WORTHS[0])).status == find(far_apart(*WORTHS[1])).status == "deal"
