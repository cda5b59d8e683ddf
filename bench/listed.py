"""`fair` beside parley-consensus, which picks the max-min of listed options: `python -m bench.listed` prints the
table.

Random linear domains of three profiles, as in `bench/foreign.py`. parley is given every outcome as an option and
every profile as an agent whose utility is a sum of floats; ours has the domain as it is, and is exact. The least
utility must be the same to a float's rounding. parley breaks ties by the sum and ours by the next least, so that
the outcomes themselves may differ.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parley.agent import Agent
from parley.consensus import run_consensus
from parley.preferences import PreferenceSheet

from bench.foreign import drawn
from glienicke.foreign import Additive, Profile, Scenario, answer

Outcome = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One domain: how many outcomes, both in seconds, and the least utility that both found."""

    outcomes: int
    ours_s: float
    parley_s: float
    least: float


def utility(profile: Profile) -> Callable[[Outcome], float]:
    """What an outcome is worth to the profile, in floats."""
    worth = profile.worth
    assert isinstance(worth, Additive)
    parts = []
    for weight, values in zip(worth.weights, worth.evaluations, strict=True):
        assert isinstance(values, tuple)
        parts.append([float(weight * value) for value in values])
    return lambda outcome: sum(part[at] for part, at in zip(parts, outcome, strict=True))


def listed(scenario: Scenario) -> tuple[float, float]:
    """parley's least utility and its seconds, making the list included."""
    start = time.perf_counter()
    options = list(itertools.product(*(range(len(issue.values)) for issue in scenario.domain.issues)))
    sheets = [PreferenceSheet(profile.name, utility=utility(profile)) for profile in scenario.profiles]
    result = run_consensus([Agent(sheet.owner, sheet) for sheet in sheets], options)
    seconds = time.perf_counter() - start
    assert result.status == "agreed" and result.decision is not None
    return min(sheet.evaluate(result.decision).score for sheet in sheets), seconds


def measure(issues: int, values: int) -> Row:
    """Both on one domain; raises AssertionError where they disagree."""
    scenario = drawn(3, issues, values, "decimals", 0)
    start = time.perf_counter()
    found = answer(scenario, "fair", "none")
    seconds = time.perf_counter() - start
    least, parley_s = listed(scenario)
    assert found.value is not None and abs(float(found.value) - least) < 1e-12, "the least utilities differ"
    return Row(scenario.domain.outcomes, seconds, parley_s, least)


def rows(quick: bool = False) -> Iterator[Row]:
    """The table's measurements."""
    for issues in (4,) if quick else (4, 5):
        yield measure(issues, 10)


def main(quick: bool) -> int:
    """Print the table."""
    print("| outcomes | ours s | parley-consensus s | ratio | least utility, the same |\n|---|---|---|---|---|")
    for row in rows(quick):
        ratio = f"{row.parley_s / row.ours_s:,.0f}"
        print(f"| {row.outcomes:,} | {row.ours_s:.4f} | {row.parley_s:.2f} | {ratio} | {row.least:.6f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
