"""Odds beside solving every sample: `python -m bench.odds`.

Every day is `bench.generate.instance` with ranges put in: *floors near* are half to twice each floor; *floors wide*
are 0 to 1.2 times what the party gains in the best deal, so that hardly a deal suits two samples; *values* are floors
near, and every worth and every cost 10 % to either side. "Each" is `find` on each sample's own day (some of them,
times their number); its answers are compared with ours.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bench.generate import instance
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.deals.odds import odds
from glienicke.deals.odds.answering import Question, answer
from glienicke.deals.odds.doubts import doubts_of, draw, fixed
from glienicke.deals.odds.spread import Where
from glienicke.deals.solve import Limits
from glienicke.language.tree import Range, Selection
from glienicke.positions.day import Day

EACH_MOST = 16
"""So many samples are solved one by one."""

EACH_SECONDS = 20.0
"""Solving one sample is given up after that, and counts as taking so long."""

Table = tuple[tuple[Selection, Range], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. seconds: all samples by `odds`, on so many jobs. each: one sample by `find`, in seconds."""

    name: str
    samples: int
    jobs: int
    seconds: float
    each: float
    each_gave_up: bool
    ways: dict[str, int]
    goal: float | None

    @property
    def times_faster(self) -> float:
        """How much faster than solving every sample in one process."""
        return self.each * self.samples / self.seconds


def ranged(parties: int, people: int, seed: int, kind: str) -> Day:
    """The generated day with ranges; see the module's docstring."""
    day = instance(parties, people, seed)
    best = find(day, ties=False).deal
    positions = {}
    for party, position in day.positions.items():
        floor = Range(position.floor.low / 2, position.floor.low * 2)
        if kind == "floors wide":
            gain = best.parties[party].gain if best is not None and party in best.parties else Fraction(10)
            floor = Range(Fraction(0), gain * Fraction(6, 5))
        position = replace(position, floor=floor)
        if kind == "values":
            position = replace(position, worth=_tenth(position.worth), cost=_tenth(position.cost))
        positions[party] = position
    return replace(day, positions=positions)


def _tenth(table: Table) -> Table:
    nine, eleven = Fraction(9, 10), Fraction(11, 10)
    return tuple((selection, Range(value.low * nine, value.low * eleven)) for selection, value in table)


def measure(parties: int, people: int, kind: str, samples: int, jobs: int, goal: float | None, gap: float = 0.0) -> Row:
    """One row, with our answers compared with those of `find`."""
    day = ranged(parties, people, 1, kind)
    started = time.perf_counter()
    found = odds(day, samples=samples, where=Where(jobs), limits=Limits(gap=gap))
    seconds = time.perf_counter() - started
    doubts = doubts_of(day)
    points = draw(len(doubts), 1, 0, samples)[:: max(1, samples // EACH_MOST)][:EACH_MOST]
    replies = answer(Question(day, Terms(), "gain", doubts), points, Limits(gap=gap))
    spent, gave_up = 0.0, False
    for point, reply in zip(points, replies, strict=True):
        its = fixed(day, doubts, [int(k) for k in point])
        started = time.perf_counter()
        own = find(its, ties=False, limits=Limits(EACH_SECONDS, gap))
        spent += time.perf_counter() - started
        gave_up |= own.status == "unknown"
        if own.status != "unknown":
            assert own.status == reply.status
            if own.objective is not None and reply.value is not None:
                assert abs(own.objective - reply.value) <= (2 * gap + 1e-6) * max(1.0, abs(float(own.objective)))
        if spent > 3 * EACH_SECONDS:
            points = points[: replies.index(reply) + 1]
            break
    name = f"{kind}, {parties}x{people}" + (f", within {gap:.1%}" if gap else "")
    return Row(name, samples, jobs, seconds, spent / len(points), gave_up, dict(found.ways), goal)


def rows(samples: int = 1000) -> Iterator[Row]:
    """All measurements, as they come. Goals are in seconds for 1,000 samples; values: a tenth of solving each."""
    yield measure(10, 300, "floors near", samples, 1, 2.0)
    yield measure(20, 2000, "floors near", samples, 1, 20.0)
    yield measure(10, 300, "floors wide", max(1, samples // 20), 1, None)
    yield measure(10, 300, "floors wide", max(1, samples // 4), 1, None, 0.01)
    yield measure(10, 300, "values", samples, 1, None)
    yield measure(20, 2000, "values", max(1, samples // 8), 1, None)
    yield measure(10, 300, "values", samples, 2, None)


def main(samples: int) -> None:
    """Print the table."""
    print("| job | samples | jobs | odds | solving each | times faster | goal | answered |")
    print("|---|---|---|---|---|---|---|---|")
    for row in rows(samples):
        goal = f"{row.goal:g} s" if row.goal else "10 times" if "values" in row.name else ""
        each = f"{'over ' if row.each_gave_up else ''}{row.each * row.samples:.1f} s"
        ways = ", ".join(f"{way} {number}" for way, number in row.ways.items())
        cells = [row.name, row.samples, row.jobs, f"{row.seconds:.1f} s", each, f"{row.times_faster:.0f}", goal, ways]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
