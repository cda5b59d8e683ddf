"""Beside NegMAS 0.16, run in a process of its own: what it reads, where it agrees, what it drops and where it errs.

Every difference is settled by the twin that looks at all outcomes.
"""

import json
import subprocess
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from bench.foreign import drawn, line, measure
from glienicke.foreign import Additive, Domain, Issue, Profile, Scenario, answer, write
from tests.foreign import brute
from tests.foreign.scenarios import loaded, utilities

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
OFFICE = ROOT / "docs" / "examples" / "office"


def says(folder, scenario, *first):
    """What NegMAS answers on the scenario, as written to the folder."""
    assert PYTHON.exists(), "NegMAS is not set up: run tools/setup-peers.sh"
    files = write(scenario, folder)
    ran = subprocess.run(
        [PYTHON, Path(__file__).with_name("negmas_says.py"), *first, *files],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def one_issue(*profiles, floors=None):
    """A domain of one issue; each profile is given by its utilities."""
    floors = floors or [0] * len(profiles)
    domain = Domain("one", (Issue(1, "x", "discrete", tuple(f"v{i}" for i in range(len(profiles[0])))),))
    made = [
        Profile(name, Additive((Fraction(1),), (tuple(map(Fraction, values)),)), Fraction(floor))
        for name, values, floor in zip("PQRS", profiles, floors, strict=False)
    ]
    return Scenario(domain, tuple(made), "plain")


@pytest.mark.parametrize(("profiles", "kind"), [(2, "small"), (3, "decimals"), (4, "small")])
def test_same_front_and_nash(tmp_path, profiles, kind):
    scenario = drawn(profiles, 4, 5, kind, 1)
    said = says(tmp_path, scenario)
    front = {point.utilities for point in answer(scenario, "front").points}
    theirs = {tuple(brute.utility(p, scenario, o) for p in scenario.profiles) for o in said["outcomes"]}
    assert front <= theirs
    assert not [point for point in theirs - front if not any(brute.beats(other, point) for other in front)]
    nash = utilities(answer(scenario, "nash"))
    assert [[pytest.approx(float(u)) for u in point] for point in nash] == said["nash"]


def test_plain_reading_is_its_reading_and_that_of_genius_is_not(tmp_path):
    plain, genius = (loaded(OFFICE, reading=reading) for reading in ("plain", "genius"))
    outcomes = [[0, 0, 0, 0], [1, 1, 3, 2], [2, 2, 6, 1]]
    said = says(tmp_path, plain, "--values", json.dumps(outcomes))["utilities"]
    read = [[float(brute.utility(p, plain, o)) for p in plain.profiles] for o in outcomes]
    assert said == [pytest.approx(row) for row in read]
    assert float(brute.utility(genius.profiles[0], genius, outcomes[0])) == pytest.approx(0.55)
    assert said[0][0] == pytest.approx(0.35 * 9 + 0.2 * 2 + 0.3 * 0.15 * 6 + 0.15 * 5)


def test_it_drops_ties(tmp_path):
    """Two outcomes give both the same: one point, two outcomes; NegMAS names one."""
    scenario = one_issue((1, 2, 2, 3), (3, 2, 2, 1))
    said = says(tmp_path, scenario)
    assert len(said["outcomes"]) == 3
    found = answer(scenario, "front", listed=9)
    assert {outcome for point in found.points for outcome in point.listed} == {(0,), (1,), (2,), (3,)}
    assert brute.front(brute.table(scenario)) == Counter({(3, 1): 1, (2, 2): 2, (1, 3): 1})


def test_it_takes_a_reserve_below_the_worst_for_the_worst(tmp_path):
    """Gains above -10 have the products 176, 169 and 154; NegMAS counts from each profile's worst outcome."""
    scenario = one_issue((1, 3, 4), (6, 3, 1), floors=(-10, -10))
    said = says(tmp_path, scenario)
    assert said["nash"] == [[3.0, 3.0]]
    assert utilities(answer(scenario, "nash")) == [(1, 6)]
    assert brute.nash(scenario, brute.table(scenario)) == Counter({(1, 6): 1})


def test_it_calls_everything_nash_where_one_cannot_gain(tmp_path):
    """Q is indifferent, at its reserve. What is left is P's gain, and only one outcome has the most of it for both."""
    scenario = one_issue((1, 2, 0), (4, 4, 4), (0, 1, 2), floors=(0, 4, 0))
    said = says(tmp_path, scenario)
    assert sorted(said["nash"]) == [[0.0, 4.0, 2.0], [2.0, 4.0, 1.0]]
    assert utilities(answer(scenario, "nash")) == [(2, 4, 1)]
    assert brute.nash(scenario, brute.table(scenario)) == Counter({(2, 4, 1): 1})


def test_rounding_leads_it_astray(tmp_path):
    """0.1 + 0.2 is 0.3; as floats it is more, and an outcome that another beats stays on its front."""
    domain = Domain("two", tuple(Issue(i, f"x{i}", "discrete", ("a", "b")) for i in (1, 2)))
    ones = (Fraction(1), Fraction(1))
    first = Additive(ones, ((Fraction("0.1"), Fraction("0.3")), (Fraction("0.2"), Fraction(0))))
    second = Additive(ones, ((Fraction("0.4"), Fraction("0.1")), (Fraction("0.1"), Fraction("0.5"))))
    scenario = Scenario(domain, (Profile("P", first), Profile("Q", second)), "plain")
    said = says(tmp_path, scenario)
    assert [0, 0] in said["outcomes"]
    front = {point.utilities for point in answer(scenario, "front").points}
    assert front == set(brute.front(brute.table(scenario)))
    beaten, by = (tuple(brute.utility(p, scenario, o) for p in scenario.profiles) for o in ((0, 0), (1, 1)))
    assert beaten not in front
    assert brute.beats(by, beaten)


def test_measurement_compares_the_fronts():
    row = measure(3, 3, 4, "small")
    assert row.outcomes == 64
    assert row.points > 1
    assert row.ratio > 0
    assert line(row).startswith("| 3 | 64 | small |")
