"""The models that the benchmark measures against answer as the engine does, or the measure would mean nothing."""

import pytest

from bench import cpmpy_model, listed, raw_highs
from bench import front as front_bench
from bench.generate import instance, typed_instance, wanted
from glienicke.deals.deal import Terms
from glienicke.deals.find import find

SMALL = [instance(4, 18, seed) for seed in range(12)]
ALIKE = [typed_instance(60, 4, seed) for seed in range(4)]


def named(day):
    return day.case


@pytest.mark.parametrize("day", SMALL + ALIKE, ids=named)
def test_ours_and_by_hand(day):
    ours, raw = find(day, ties=False), raw_highs.solve(day, 30)
    if ours.deal is None:
        assert (ours.status, raw.status) == ("none", "Infeasible")
    else:
        assert (ours.status, raw.status) == ("deal", "Optimal")
        assert ours.objective == round(raw.objective or 0)


@pytest.mark.parametrize("day", SMALL, ids=named)
def test_by_hand_and_plain(day):
    raw, plain = raw_highs.solve(day, 30), cpmpy_model.solve(day, 30)
    if raw.objective is None:
        assert plain.status == "Unsatisfiable"
    else:
        assert plain.status == "Optimal"
        assert round(raw.objective) == round(plain.objective or 0)


def test_some_have_deals_and_some_have_none():
    found = [raw_highs.solve(day, 30).objective is not None for day in SMALL]
    assert 0 < sum(found) < len(found)


@pytest.mark.parametrize("seed", range(3))
def test_made_to_clash(seed):
    assert find(instance(5, 30, seed, clash=True), ties=False).status == "none"
    day, person = wanted(5, 60, seed)
    assert find(day, Terms(want=(person,)), ties=False).status == "none"


def test_same_seed_same_case():
    assert instance(5, 30, 1) == instance(5, 30, 1)
    assert instance(5, 30, 1) != instance(5, 30, 2)


@pytest.mark.parametrize("seed", range(3))
def test_fronts_by_box_splitting_are_the_same(seed):
    row = front_bench.measure_day("small", front_bench.caps(instance(3, 16, seed)))
    assert row.ended and row.points == row.boxes_points > 2


def test_the_fairest_of_listed_options_is_as_fair():
    assert listed.measure(3, 6).outcomes == 216
