"""Foreign domains: front, Nash and fair points beside NegMAS 0.16, on linear domains of the kind ANAC plays on.

Ours is timed from the loaded scenario to three complete answers (`front`, `nash` and `fair`, every point as data), the
median of three runs. NegMAS runs once, alone in a process of its own out of .venv-peers, on the same scenario read from
XML; counted are `pareto_frontier` and `nash_points` (it has no leximin), not its start and not its reading. Both
read the numbers plainly. The fronts must be the same set of points: NegMAS names an outcome for each of its points;
its utilities are computed exactly, and without the points beaten by less than a rounding this must be our front.

`python -m bench.foreign` prints the table; `--quick` leaves out the domains of 10^7 outcomes.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any, Literal

from glienicke.foreign import Additive, Domain, Issue, Profile, Scenario, answer, find_front, write

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
SAYS = ROOT / "tests" / "foreign" / "negmas_says.py"
Kind = Literal["small", "decimals"]
KINDS: tuple[Kind, ...] = ("small", "decimals")
GOAL = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One domain, measured. extra: points NegMAS gives that another beats by less than a rounding."""

    profiles: int
    outcomes: int
    kind: Kind
    points: int
    tied: int
    ours: float
    negmas: float
    extra: int

    @property
    def ratio(self) -> float:
        """How many times faster than NegMAS."""
        return self.negmas / self.ours


def drawn(profiles: int, issues: int, values: int, kind: Kind, seed: int) -> Scenario:
    """A random linear domain. small: weights in hundredths, evaluations 0 to 10; decimals: 16 digits each."""
    rng = random.Random(f"{profiles} {issues} {values} {kind} {seed}")
    domain = Domain("drawn", tuple(Issue(i + 1, f"issue{i + 1}", "discrete", _names(values)) for i in range(issues)))
    made = []
    for number in range(profiles):
        parts = [rng.expovariate(1) for _ in range(issues)]
        grain = 100 if kind == "small" else 10**16
        shares = [max(1, math.floor(part / sum(parts) * grain)) for part in parts]
        shares[shares.index(max(shares))] += grain - sum(shares)
        if kind == "small":
            evaluations = [tuple(Fraction(rng.randint(0, 10)) for _ in range(values)) for _ in range(issues)]
        else:
            evaluations = [tuple(Fraction(rng.randrange(10**16), 10**16) for _ in range(values)) for _ in range(issues)]
        worth = Additive(tuple(Fraction(share, grain) for share in shares), tuple(evaluations))
        made.append(Profile(f"profile{number + 1}", worth))
    return Scenario(domain, tuple(made), "plain")


def _names(values: int) -> tuple[str, ...]:
    return tuple(f"v{i + 1}" for i in range(values))


def ours(scenario: Scenario) -> tuple[float, dict[tuple[Fraction, ...], int]]:
    """Seconds for all three answers, and the front with its outcomes."""
    start = time.perf_counter()
    front = find_front(scenario)
    found = answer(scenario, "front", front=front)
    answer(scenario, "nash", front=front)
    answer(scenario, "fair", front=front)
    seconds = time.perf_counter() - start
    return seconds, {point.utilities: point.outcomes for point in found.points}


def negmas(scenario: Scenario) -> dict[str, Any]:
    """What NegMAS answers, in a process of its own."""
    if not PEERS.exists():
        raise FileNotFoundError("there is no .venv-peers; run tools/setup-peers.sh")
    with tempfile.TemporaryDirectory() as folder:
        files = write(scenario, Path(folder))
        ran = subprocess.run([PEERS, SAYS, *files], capture_output=True, text=True, check=True)
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def exact(scenario: Scenario, outcomes: list[list[int]]) -> set[tuple[Fraction, ...]]:
    """Utilities of outcomes, computed from the profiles' own numbers."""
    found = set()
    for outcome in outcomes:
        utilities = []
        for profile in scenario.profiles:
            assert isinstance(profile.worth, Additive)
            total = Fraction(0)
            for at, weight, values in zip(outcome, profile.worth.weights, profile.worth.evaluations, strict=True):
                assert isinstance(values, tuple)
                total += weight * values[at]
            utilities.append(total)
        found.add(tuple(utilities))
    return found


def measure(profiles: int, issues: int, values: int, kind: Kind, seed: int = 0) -> Row:
    """One row. AssertionError if the two fronts are not the same set of points."""
    scenario = drawn(profiles, issues, values, kind, seed)
    runs = [ours(scenario) for _ in range(3)]
    front = runs[0][1]
    said = negmas(scenario)
    theirs = exact(scenario, said["outcomes"])
    missing = set(front) - theirs
    extra = theirs - set(front)
    assert not missing, f"{len(missing)} points of ours are not among those of NegMAS"
    for point in extra:
        beaten = any(all(a >= b for a, b in zip(other, point, strict=True)) for other in front)
        assert beaten, f"NegMAS has a point that nothing of ours beats: {point}"
    seconds = said["front_seconds"] + said["nash_seconds"]
    tied = sum(front.values()) - len(front)
    ours_seconds = median(run[0] for run in runs)
    return Row(profiles, scenario.domain.outcomes, kind, len(front), tied, ours_seconds, seconds, len(extra))


def rows(quick: bool = False) -> Iterator[Row]:
    """Each row as soon as it is measured: 2 to 4 profiles, 10^6 and 10^7 outcomes, small numbers and many decimals."""
    for issues in (6,) if quick else (6, 7):
        for profiles in (2, 3, 4):
            for kind in KINDS:
                yield measure(profiles, issues, 10, kind)


HEAD = (
    "| profiles | outcomes | numbers | points | tied | ours, s | NegMAS 0.16, s | ratio | beaten in NegMAS |",
    "|---|---|---|---|---|---|---|---|---|",
)


def line(row: Row) -> str:
    """A row of the table."""
    numbers = {"small": "small", "decimals": "16 decimals"}[row.kind]
    return (
        f"| {row.profiles} | {row.outcomes:,} | {numbers} | {row.points} | {row.tied} | {row.ours:.4f} "
        f"| {row.negmas:.1f} | {row.ratio:,.0f} | {row.extra} |"
    )


def main() -> int:
    """Print the table; exit code 1 if a ratio misses the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10^6 outcomes only")
    print(*HEAD, sep="\n", flush=True)
    missed = 0
    for row in rows(parser.parse_args().quick):
        print(line(row), flush=True)
        missed += row.ratio < GOAL
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
