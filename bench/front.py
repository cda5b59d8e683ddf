"""`front` beside box splitting on CP-SAT: `python -m bench.front` prints the table.

The cases are `bench.generate` ones of 3 parties and 40 people, with all their conditions or with the caps on how
many each lets go only, which leaves more room (about a thousand points). *Box splitting* is the textbook method on
the same rows: a box of gains is asked for its largest sum, the point found splits the box along each gain, boxes
inside other boxes are dropped; CP-SAT with its usual eight workers, the model built once. It gets `SECONDS`; what
it has by then stands in brackets. Where both end, the points must be the same. *ours* ends when the front is complete;
what the second solver then says of it, and its seconds, stand apart.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from bench.generate import instance
from glienicke.deals.deal import Terms
from glienicke.deals.front import front
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits, cpsat_solver, to_cpsat
from glienicke.positions.day import Day

SECONDS = 60.0
GOAL_S, GOAL_RATIO = 15.0, 5.0
PARTIES = ("P0", "P1", "P2")


@dataclass(frozen=True, slots=True)
class Row:
    """One case: points, questions and seconds of ours; points, seconds and end of box splitting; of how many zones the
    second solver agrees that nothing lies there, of how many there are, and its seconds."""

    name: str
    points: int
    asked: int
    ours_s: float
    boxes_points: int
    boxes_s: float
    ended: bool
    agreed: int
    zones: int
    agree_s: float


def case(seed: int, caps_only: bool) -> Day:
    """A case of 3 parties and 40 people."""
    day = instance(3, 40, seed)
    return caps(day) if caps_only else day


def caps(day: Day) -> Day:
    """The day with the first condition of every position only, which the generator makes a cap."""
    return replace(day, positions={p: replace(q, conditions=q.conditions[:1]) for p, q in day.positions.items()})


def box_splitting(day: Day, seconds: float) -> tuple[set[tuple[int, ...]], bool]:
    """Points of the front in gain units, and whether these are all."""
    model = build(day, Terms(), lean=True)
    seats = [model.seats[p] for p in PARTIES]
    solver_model, columns, _ = to_cpsat(model.program)
    gains = [columns[seat.gain] for seat in seats]
    solver_model.maximize(sum(gains))
    low = [model.program.low[seat.gain] for seat in seats]
    high = [model.program.high[seat.gain] for seat in seats]
    boxes, found, end = [tuple(low)], set[tuple[int, ...]](), time.monotonic() + seconds
    while boxes:
        if time.monotonic() > end:
            return found, False
        corner = boxes.pop()
        for gain, lo, hi in zip(gains, corner, high, strict=True):
            domain = gain.proto.domain
            domain[0], domain[1] = lo, hi
        solver = cpsat_solver(Limits(max(0.1, end - time.monotonic())))
        status = solver.solve(solver_model)
        if status == cp_model.INFEASIBLE:
            continue
        if status != cp_model.OPTIMAL:
            return found, False
        point = tuple(solver.value(gain) for gain in gains)
        found.add(point)
        inside = [box for box in (*boxes, corner) if all(p >= b for p, b in zip(point, box, strict=True))]
        boxes = [box for box in boxes if box not in inside]
        for box in inside:
            for k, at in enumerate(point):
                part = (*box[:k], at + 1, *box[k + 1 :])
                if part[k] <= high[k]:
                    boxes.append(part)
        boxes = [
            b for b in set(boxes) if not any(o != b and all(x <= y for x, y in zip(o, b, strict=True)) for o in boxes)
        ]
    return found, True


def measure(seed: int, caps_only: bool) -> Row:
    """Both methods on one drawn case."""
    return measure_day(f"3x40 {'caps only' if caps_only else 'all conditions'} #{seed}", case(seed, caps_only))


def measure_day(name: str, day: Day) -> Row:
    """Both methods on one case; raises AssertionError where they disagree."""
    start = time.perf_counter()
    ours = front(day, PARTIES)
    second = ours.second
    assert second is not None, "no second solver was asked"
    ours_s = time.perf_counter() - start - second.seconds
    start = time.perf_counter()
    boxes, ended = box_splitting(day, SECONDS)
    boxes_s = time.perf_counter() - start
    units = [build(day, Terms(), lean=True).seats[p].gain_unit for p in PARTIES]
    mine = {tuple(int(g * u) for g, u in zip(p.gains, units, strict=True)) for p in ours.points}
    assert ours.status == "front"
    assert mine == boxes if ended else boxes <= mine, "the fronts differ"
    return Row(
        name, len(mine), ours.asked, ours_s, len(boxes), boxes_s, ended, second.agreed, second.zones, second.seconds
    )


def rows(quick: bool = False) -> Iterator[Row]:
    """The table's measurements."""
    for seed, caps_only in ((0, False), (2, False), (7, False), (0, True), (1, True)):
        if not quick or (seed == 0 and not caps_only):
            yield measure(seed, caps_only)


def line(row: Row) -> str:
    """One line of the table."""
    peer = f"{row.boxes_s:.1f}" if row.ended else f"({row.boxes_s:.0f}: {row.boxes_points} points)"
    ratio = f"{'' if row.ended else '> '}{row.boxes_s / row.ours_s:.1f}"
    agreed = f"{row.agreed} of {row.zones} | {row.agree_s:.1f}"
    return f"| {row.name} | {row.points} | {row.asked} | {row.ours_s:.2f} | {peer} | {ratio} | {agreed} |"


def main(quick: bool) -> int:
    """Print the table."""
    print(
        "| case | points | questions | ours s | box splitting s | box splitting/ours | zones HiGHS agrees on | its s |"
    )
    print("|---|---|---|---|---|---|---|---|")
    missed = False
    for row in rows(quick):
        print(line(row), flush=True)
        missed |= row.ours_s > GOAL_S or row.boxes_s / row.ours_s < GOAL_RATIO
    end = "not all reached" if missed else "reached"
    print(f"\nGoal: complete in {GOAL_S:.0f} s and {GOAL_RATIO:.0f} times faster: {end}.")
    return 0


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
