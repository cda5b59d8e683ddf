"""`stable` on large random cases: `python -m bench.stable` prints the table.

The deal asked about is the best for the sum of gains, found beforehand (its seconds stand beside). *verdict* is the
time of the question itself: a proof that no group of parties has a deal of its own that is better for each of them, or
such a group and its deal. Every answer is then checked by the independent checker: proofs leaf by leaf in exact
fractions, groups by the rules. The last rows are of all of `stable`, up to the best stable deal or the proof that there
is none, or as far as `REPAIR_S` seconds reach: cases made for groups of their own (`bench/unstable.py`) and large ones.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.generate import instance
from bench.unstable import market, triangles
from glienicke.deals.check.blocking import Gains, blocking_faults, gains_of, verify_none_stable, verify_stable
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.deals.solve import Limits
from glienicke.deals.stable import Stability, separate, stable
from glienicke.deals.stable.separate import Outcome
from glienicke.positions.day import Day

GOAL_S = 5.0
REPAIR_S = 60.0
"""So long the best stable deal of a large case is sought."""
TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. find_s: of the best deal. verdict_s: of the question. check_s: of the checker. Seconds."""

    name: str
    find_s: float
    verdict_s: float
    check_s: float
    verdict: str
    goal_s: float | None = None

    @property
    def met(self) -> bool:
        """Whether the goal, if any, is met."""
        return self.goal_s is None or self.verdict_s <= self.goal_s


def measure(parties: int, people: int, seed: int, seconds: float = 60.0) -> Row:
    """Is the deal with the largest sum of gains stable?"""
    day = instance(parties, people, seed)
    best = find(day, TERMS, "gain", Limits(seconds), ties=False)
    if best.deal is None:
        raise RuntimeError(f"no deal to ask about: {day.case} is {best.status}")
    gains, proven = gains_of(best.deal), best.status == "deal"
    found = separate(day, TERMS, Outcome(gains, largest_sum=proven), Limits(seconds))
    start = time.monotonic()
    _check(day, gains, found, proven)
    checked = time.monotonic() - start
    goal = GOAL_S if people >= 2000 else None
    return Row(f"{parties}×{people} #{seed}", best.seconds, found.seconds, checked, _says(found, len(gains)), goal)


def _check(day: Day, gains: Gains, found: Stability, largest: bool) -> None:
    """Raise if the checker does not accept the answer."""
    wrong: tuple[str, ...] = ()
    if found.block is not None:
        wrong = blocking_faults(day, gains, found.block.deal)
    elif found.certificate is not None and found.certificate.method != "agreement":
        wrong = verify_stable(day, gains, found.certificate, largest_sum=largest)
    if wrong:
        raise RuntimeError(f"the checker refuses an answer on {day.case}: {wrong[0]}")


def _says(found: Stability, parties: int) -> str:
    if found.block is not None:
        return f"unstable: {len(found.block.parties)} of {parties} would leave it"
    if found.found == "stable" and found.certificate is not None:
        return f"stable, {'solvers agree' if found.certificate.method == 'agreement' else 'exact proof'}"
    return "unknown"


def repaired(day: Day, seconds: float = REPAIR_S) -> Row:
    """The best stable deal of a case whose best deal is not stable, or that no deal is."""
    answer = stable(day, TERMS, "gain", Limits(seconds))
    kept = answer.best_stable
    start = time.monotonic()
    says: str = answer.status
    if kept is not None and kept.status == "none" and kept.certificate is not None:
        exact = kept.certificate.method != "agreement"
        if exact and verify_none_stable(day, [block.deal for block in kept.blocks], kept.certificate):
            raise RuntimeError(f"the checker refuses the proof on {day.case}")
        says = f"no deal is stable, {'exact proof' if exact else 'solvers agree'}, {len(kept.blocks)} groups"
    elif kept is not None and kept.status == "unknown":
        bound = "no bound" if kept.bound is None else f"no stable deal above {float(kept.bound):.0f}"
        best = "" if answer.objective is None else f" (the best deal: {float(answer.objective):.0f})"
        says = f"best stable deal: not proven in {seconds:.0f} s, {bound}{best}, {len(kept.blocks)} groups"
    elif kept is not None:
        says = f"best stable deal: {kept.status}, {len(kept.blocks)} groups"
    checked = time.monotonic() - start
    return Row(day.case, 0.0, answer.seconds, checked, says)


def rows(quick: bool = False) -> Iterator[Row]:
    """All measurements, as they come."""
    if quick:
        yield measure(10, 300, 1)
        yield repaired(triangles(1, 0))
        return
    for seed in range(5):
        yield measure(20, 2000, seed)
    for seed in range(3):
        yield measure(10, 300, seed)
    yield repaired(triangles(1, 0))
    yield repaired(triangles(2, 0))
    for seed in range(3):
        yield repaired(market(6, seed))
    for seed in (1, 2):
        yield repaired(instance(10, 300, seed))
    for seed in (0, 4):
        yield repaired(instance(20, 2000, seed))


def main(quick: bool) -> int:
    """Print the table; exit code 1 if a goal is missed."""
    print("| case | find | verdict | goal | checker | answer |")
    print("|---|---|---|---|---|---|")
    missed = False
    for row in rows(quick):
        goal = f"{row.goal_s:g} s" if row.goal_s is not None else ""
        missed |= not row.met
        cells = [row.name, f"{row.find_s:.1f} s", f"{row.verdict_s:.1f} s", goal, f"{row.check_s:.1f} s", row.verdict]
        print("| " + " | ".join(cells) + " |", flush=True)
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main("--quick" in sys.argv))
