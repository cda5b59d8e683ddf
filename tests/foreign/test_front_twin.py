"""Front, Nash and fair points against the simple twin that looks at every outcome."""

from collections import Counter
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.foreign import Additive, Box, Boxes, Domain, Issue, Profile, Scenario, answer, find_front
from glienicke.foreign import best as maxima
from glienicke.foreign import front as fronts
from glienicke.foreign.best import Stopped, best
from glienicke.foreign.parts import TooMany
from glienicke.foreign.wide import carry, join, limbs_for, split
from tests.foreign import brute
from tests.foreign.scenarios import scenarios


def counted(points) -> Counter:
    return Counter({point.utilities: point.outcomes for point in points})


@given(scenarios())
def test_front_is_every_point_with_every_outcome(scenario):
    utilities = brute.table(scenario)
    found = find_front(scenario)
    expected = brute.front(utilities)
    assert Counter({found.utilities(i): found.outcomes[i] for i in range(len(found))}) == expected
    for i in range(len(found)):
        outcomes = list(found.settled_by(i))
        assert len(set(outcomes)) == len(outcomes) == found.outcomes[i]
        assert {utilities[outcome] for outcome in outcomes} == {found.utilities(i)}


@given(scenarios(), st.sampled_from(["ideal", "none"]))
def test_answers_are_over_all_outcomes(scenario, normalise):
    utilities = brute.table(scenario)
    front = find_front(scenario)
    expected: dict[Any, Counter] = {
        "front": brute.front(brute.acceptable(scenario, utilities)),
        "nash": brute.nash(scenario, utilities),
        "fair": brute.fair(scenario, utilities, normalise),
    }
    for what, points in expected.items():
        found = answer(scenario, what, normalise, front=front, listed=3)
        assert found.status == ("found" if points else "none")
        assert counted(found.points) == points, what
        for point in found.points:
            assert {utilities[outcome] for outcome in point.listed} == {point.utilities}
            assert len(point.listed) == min(3, point.outcomes)


@given(scenarios(tables=False))
def test_pieces_change_nothing(scenario):
    """Sums looked at in small pieces, strong points dropped early, tiny blocks: the same front."""
    whole = find_front(scenario)
    small = pytest.MonkeyPatch()
    with small.context() as patch:
        patch.setattr(fronts, "PIECE", 3)
        patch.setattr(maxima, "MANY", 2)
        patch.setattr(maxima, "STRONG", 2)
        patch.setattr(maxima, "BLOCK", 2)
        patch.setattr(maxima, "KEPT", 1)
        pieces = find_front(scenario)
    assert pieces.outcomes == whole.outcomes
    assert (pieces.units == whole.units).all()


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), min_size=1, max_size=60), st.integers(1, 9))
def test_maxima_of_vectors(rows, step):
    points = np.array(rows).T.reshape(3, 1, -1) * step
    kept, counts = best(points, np.ones(len(rows), np.int64), lambda: False)
    vectors = [tuple(row) for row in rows]
    expected = {v: vectors.count(v) for v in vectors if not any(brute.beats(o, v) for o in vectors)}
    assert {vectors[at]: int(n) for at, n in zip(kept, counts, strict=True)} == expected


@given(st.lists(st.integers(-(10**50), 10**50), min_size=1, max_size=20), st.integers(-(10**50), 10**50))
def test_wide_numbers_add_exactly(numbers, more):
    limbs = limbs_for(2 * 10**50)
    sums = carry(split(numbers, limbs) + split([more], limbs))
    assert join(sums).tolist() == [number + more for number in numbers]


def test_widths():
    assert [limbs_for(n) for n in (0, 2**62 - 1, 2**62, 2**122 - 1, 2**122)] == [1, 1, 2, 2, 3]


def test_many_decimals_take_wide_numbers_and_say_so():
    nearly, third = Fraction(10**40 - 1, 10**40), Fraction(1, 3)
    domain = Domain("wide", (Issue(1, "x", "discrete", ("a", "b", "c")),))
    first = Additive((Fraction(1),), ((nearly, Fraction(1), Fraction(1)),))
    second = Additive((third,), ((Fraction(3), Fraction(2), Fraction(1)),))
    scenario = Scenario(domain, (Profile("P", first), Profile("Q", second)))
    found = answer(scenario, "front", listed=9)
    assert found.arithmetic == "whole numbers of 3 words of 60 bits"
    assert [(p.utilities, p.listed) for p in found.points] == [
        ((Fraction(1), Fraction(2, 9)), ((1,),)),
        ((nearly, Fraction(1, 3)), ((0,),)),
    ]


def chain(issues: int) -> Scenario:
    """Two profiles that want the opposite of every issue, all issues alike: 2^issues outcomes on issues + 1 points."""
    domain = Domain("chain", tuple(Issue(i + 1, f"x{i}", "discrete", ("a", "b")) for i in range(issues)))
    one = Additive((Fraction(1),) * issues, ((Fraction(1), Fraction(0)),) * issues)
    other = Additive((Fraction(1),) * issues, ((Fraction(0), Fraction(1)),) * issues)
    return Scenario(domain, (Profile("P", one), Profile("Q", other)))


def test_ties_beyond_64_bits_are_counted():
    found = answer(chain(100), "nash", listed=2)
    [point] = found.points
    assert point.outcomes == 100891344545564193334812497256  # 100 over 50
    assert found.value == 2500
    assert len(point.listed) == 2


def test_reserve_below_the_worst_excludes_nothing_and_stands_as_it_is():
    """Gains counted from each one's worst outcome instead (0 * 5, 2 * 2, 3 * 0) would choose the middle."""
    domain = Domain("reserve", (Issue(1, "x", "discrete", ("a", "b", "c")),))
    values = {"P": (1, 3, 4), "Q": (6, 3, 1)}
    profiles = tuple(
        Profile(name, Additive((Fraction(1),), (tuple(map(Fraction, v)),)), Fraction(-10)) for name, v in values.items()
    )
    scenario = Scenario(domain, profiles, "plain")
    assert len(answer(scenario, "front").points) == 3
    [point] = answer(scenario, "nash").points
    assert [*point.utilities] == [1, 6]  # 11 * 16 = 176 is more than 13 * 13 = 169 and 14 * 11 = 154
    assert [*point.gains] == [11, 16]


def test_nash_where_not_all_can_gain():
    domain = Domain("some", (Issue(1, "x", "discrete", ("a", "b", "c")),))
    amounts = {"P": (0, 5, 6), "Q": (1, 1, 2), "R": (3, 3, 3)}
    profiles = tuple(
        Profile(name, Additive((Fraction(1),), (tuple(map(Fraction, v)),)), Fraction(floor))
        for (name, v), floor in zip(amounts.items(), (0, 1, 3), strict=True)
    )
    found = answer(Scenario(domain, profiles, "plain"), "nash")
    assert found.gaining == ("P", "Q")
    assert found.value == 6
    none = answer(Scenario(domain, tuple(profiles[i] for i in (2, 2)), "plain"), "nash")
    assert (none.status, none.gaining, none.value) == ("found", (), None)


def test_nothing_acceptable():
    scenario = chain(2)
    high = tuple(Profile(p.name, p.worth, Fraction(2)) for p in scenario.profiles)
    found = answer(Scenario(scenario.domain, high), "front")
    assert (found.status, found.points, found.left_out) == ("none", (), 3)


def test_stopping_is_unknown():
    with pytest.raises(Stopped):
        find_front(chain(30), lambda: True)
    assert answer(chain(30), "front", stop=lambda: True).status == "unknown"


def test_boxes_that_tie_too_many_combinations_are_refused():
    issues = tuple(Issue(i + 1, f"x{i}", "integer", tuple(map(str, range(100)))) for i in range(5))
    tied = Boxes(Fraction(1), (Box(Fraction(1), tuple((i, 0, 9) for i in range(5))),))
    apart = Boxes(Fraction(5), tuple(Box(Fraction(1), ((i, 90, 99),)) for i in range(5)))
    domain = Domain("tied", issues)
    with pytest.raises(TooMany, match="tie 5 issues together, which have 10000000000 combinations"):
        find_front(Scenario(domain, (Profile("P", tied), Profile("Q", apart))))
    [point] = answer(Scenario(domain, (Profile("P", apart), Profile("Q", apart))), "front").points
    assert [*point.utilities] == [1, 1]
    assert point.outcomes == 10**5
