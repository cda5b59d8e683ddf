"""`find --aim fair` and `--aim nash` on large random cases: `python -m bench.aims` prints the table.

Seconds are of the whole of `find`, ties left as they come. `fair` at 10x300 is asked for the proof of every level;
at 20x2000 for all levels within 1 %, and stopped after a minute: then the table says how far the least surplus is
proven. `nash` is asked for a product within 1e-4 of the bound. Its peer is SCIP's own logarithm (PySCIPOpt) on the
same rows, with the same gap, stopped after `PEER_S`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench.generate import instance
from glienicke.deals.deal import Aim, Terms
from glienicke.deals.find import Normalise, find
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits
from glienicke.positions.day import Day

PEER_S = 60.0


@dataclass(frozen=True, slots=True)
class Row:
    """One question: seconds, how it ended; the peer's seconds and end."""

    name: str
    seconds: float
    says: str
    goal: str
    peer: str = ""


def ask(name: str, day: Day, aim: Aim, limits: Limits, goal: str, normalise: Normalise = "ideal") -> Row:
    """Ours on one case."""
    start = time.perf_counter()
    answer = find(day, Terms(), aim, limits, ties=False, normalise=normalise)
    seconds = time.perf_counter() - start
    if answer.objective is None or answer.bound is None:
        return Row(name, seconds, answer.status, goal)
    if aim == "nash":
        says = (
            f"within {float(answer.gap or 0):.1g}" if answer.status == "deal" else f"gap {float(answer.gap or 0):.2g}"
        )
        return Row(name, seconds, says, goal, scip_nash(day))
    if answer.status == "deal":
        return Row(name, seconds, f"all levels proven (least {float(answer.objective):.4g})", goal)
    short = f"least surplus {float(answer.objective):.4g}, bound {float(answer.bound):.4g}"
    return Row(name, seconds, f"not all proven: {short} ({float(answer.bound / answer.objective - 1):.2%})", goal)


def scip_nash(day: Day) -> str:
    """The same rows with a logarithm that SCIP linearises itself: seconds, or the gap when it was stopped."""
    from pyscipopt import Model, log, quicksum

    model, scip = build(day, Terms(), lean=True), Model()
    program = model.program
    scip.hideOutput()
    columns = [scip.addVar(vtype="I", lb=lo, ub=hi) for lo, hi in zip(program.low, program.high, strict=True)]
    for row in program.rows:
        slack = quicksum(row.slack * (1 - columns[c] if v else columns[c]) for c, v in row.lits)
        scip.addCons(quicksum(v * columns[c] for c, v in zip(row.cols, row.vals, strict=True)) + slack >= row.lo)
    logs = []
    for seat in model.seats.values():
        scip.chgVarLb(columns[seat.takes_part], 1)
        surplus, value = scip.addVar(vtype="C", lb=1), scip.addVar(vtype="C", lb=0)
        scip.addCons(surplus <= columns[seat.gain] - seat.floor)
        scip.addCons(value <= log(surplus))
        logs.append(value)
    scip.setObjective(quicksum(logs), "maximize")
    scip.setParam("limits/time", PEER_S)
    scip.setParam("limits/absgap", 1e-4)
    start = time.perf_counter()
    scip.optimize()
    seconds = time.perf_counter() - start
    if scip.getStatus() in ("optimal", "gaplimit"):
        return f"{seconds:.1f}"
    known = scip.getNSols() and scip.isGT(scip.getPrimalbound(), 0)
    return f"({seconds:.0f}: {f'gap {scip.getDualbound() - scip.getPrimalbound():.2g}' if known else 'no deal yet'})"


def rows(quick: bool = False) -> Iterator[Row]:
    """The table's measurements."""
    yield ask("nash 10x300 #1", instance(10, 300, 1), "nash", Limits(60, gap=1e-4), "")
    if quick:
        return
    for seed in range(3):
        name = f"nash 20x2000 #{seed}"
        yield ask(name, instance(20, 2000, seed), "nash", Limits(60, gap=1e-4), "5 s")
    for normalise in ("none", "ideal"):
        for seed in (1, 3):
            name = f"fair, {normalise}, 10x300 #{seed}"
            yield ask(name, instance(10, 300, seed), "fair", Limits(60), "10 s", normalise)
    for seed in (0, 1):
        name = f"fair, none, 20x2000 #{seed}"
        yield ask(name, instance(20, 2000, seed), "fair", Limits(60, gap=0.01), "60 s", "none")


def main(quick: bool) -> int:
    """Print the table."""
    print("| question | ours s | ended | goal | SCIP s |\n|---|---|---|---|---|")
    for row in rows(quick):
        print(f"| {row.name} | {row.seconds:.2f} | {row.says} | {row.goal} | {row.peer} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
