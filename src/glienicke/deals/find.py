"""`find`: the best deal for an aim, proven, or that there is none.

The program is solved for the aim; ties are then broken in the order of docs/semantics.md by further solves with
the earlier values held. What comes out is settled by the checker, which alone decides what is a deal.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.check import settle
from glienicke.deals.deal import Aim, Answer, Certificate, Deal, Status, Terms
from glienicke.deals.prove import prove_none
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Objective, Program, Row
from glienicke.deals.solve import Limits, Outcome, Progress, left, solve, with_cpsat
from glienicke.positions.day import Day

SMALL = 400
"""Up to so many columns of releases ties are broken to the last and a second solver is asked to agree."""

ORDER: dict[Aim, tuple[Aim, ...]] = {
    "gain": ("gain", "freed", "fewest"),
    "freed": ("freed", "gain", "fewest"),
    "fewest": ("fewest", "gain", "freed"),
}


@dataclass(frozen=True, slots=True)
class Solution:
    """Where the stages ended: the releases, and what the rows promise of them for the aim and each tie-break (larger
    is better)."""

    outcome: Outcome
    releases: frozenset[str] | None
    promised: tuple[Fraction, ...] = ()
    agreed: bool = False
    ties: str = ""


def find(
    day: Day, terms: Terms = Terms(), aim: Aim = "gain", limits: Limits | None = None, *, ties: bool = True
) -> Answer:
    """The best acceptable deal of the day for the aim.

    Status "deal": proven best (within `limits.gap`). "none": no acceptable deal frees anybody (the wanted), with a
    certificate. "unknown": the limit came first; the best deal so far and the bound are given where known.
    ties=False leaves equally good deals as the solver finds them.
    Method: mixed-integer programming (HiGHS), ties and agreement by CP-SAT; see docs/semantics.md.
    """
    limits = limits or Limits()
    start = time.monotonic()
    cuts, seen = list[frozenset[str]](), list[Deal]()
    model = build(day, terms, lean=aim != "fewest")
    if aim != "fewest" and ties and len(model.kinds) <= SMALL:
        model = build(day, terms)  # the tie-breaks ask who gives
    while True:
        now = replace(limits, seconds=left(limits, start), progress=_scaled(limits.progress, _unit(model, aim)))
        solution = _stages(model, aim, now, ties)
        releases = solution.releases
        if releases is None:
            break
        deals = settle(day, releases, terms)
        seen += deals
        depth = len(solution.promised)
        if any(_values(deal, aim)[:depth] >= solution.promised for deal in deals):
            break
        if any(_values(deal, aim)[:depth] > solution.promised for deal in seen):
            break  # what is left promises less than what is known
        if left(limits, start) == 0 or limits.stop.is_set():
            solution = replace(solution, outcome=replace(solution.outcome, found="unknown"))
            break
        # Who takes part depends on shares in a way the rows only bound: exclude these releases, remember the deals.
        cuts.append(releases)
        model = build(day, terms, apart=True)
        for cut in cuts:
            exclude(model, cut)
    remains = replace(limits, seconds=left(limits, start), progress=None)
    return _answer(day, terms, aim, model, solution, seen, start, bool(cuts), remains)


def _answer(
    day: Day,
    terms: Terms,
    aim: Aim,
    model: Model,
    solution: Solution,
    seen: list[Deal],
    start: float,
    cut: bool,
    limits: Limits,
) -> Answer:
    outcome, unit = solution.outcome, _unit(model, aim)
    deal = max(seen, key=lambda d: _rank(day, d, aim), default=None)
    owed = () if terms.trade_owed else tuple(p.id for p in day.people.values() if p.owed and p.state == "held")
    overrides = ("trade-owed",) if terms.trade_owed else ()
    objective = worth_of(deal, aim) if deal else None
    bound = Fraction(outcome.bound, unit) if outcome.bound is not None else None
    proven = outcome.found == "best" or (outcome.found == "none" and deal is not None)
    if proven and deal is not None:
        if bound is None or cut:  # all that could be better has been looked at and excluded
            bound = objective
        gap = _gap(bound, objective) if bound is not None else None
        solver = outcome.solver + (", CP-SAT agrees" if solution.agreed else "")
        return Answer(
            "deal", day.on, aim, deal, objective, bound, gap, time.monotonic() - start, solver, solution.ties,
            None, owed, overrides,
        )  # fmt: skip
    if outcome.found == "none" and deal is None:
        certificate = (
            Certificate("agreement", {"solvers": [outcome.solver]}) if cut else prove_none(day, terms, model, limits)
        )
        status: Status = "none" if certificate is not None else "unknown"
        return Answer(
            status, day.on, aim, None, None, None, None, time.monotonic() - start, outcome.solver, "",
            certificate, owed, overrides,
        )  # fmt: skip
    gap = _gap(bound, objective) if deal and bound is not None else None
    return Answer(
        "unknown", day.on, aim, deal, objective, bound, gap, time.monotonic() - start, outcome.solver, "",
        None, owed, overrides,
    )  # fmt: skip


def _scaled(progress: Progress | None, unit: int) -> Progress | None:
    """A progress line in the aim's units."""
    if progress is None:
        return None

    def tell(seconds: float, best: float | None, bound: float | None) -> None:
        progress(seconds, None if best is None else best / unit, None if bound is None else bound / unit)

    return tell


def _gap(bound: Fraction, objective: Fraction | None) -> Fraction | None:
    return None if objective is None else abs(bound - objective) / max(Fraction(1), abs(objective))


# ------------------------------------------------------------------------- what is asked for


def worth_of(deal: Deal, aim: Aim) -> Fraction:
    """The aim's value of a deal: sum of gains, people freed, or the number of parties that give."""
    match aim:
        case "gain":
            return sum((part.gain for part in deal.parties.values()), Fraction(0))
        case "freed":
            return Fraction(len(deal.released))
        case "fewest":
            return Fraction(sum(bool(part.gives) for part in deal.parties.values()))


def _values(deal: Deal, aim: Aim) -> tuple[Fraction, ...]:
    """The aim and its tie-breaks, each so that larger is better."""
    return tuple(-worth_of(deal, a) if a == "fewest" else worth_of(deal, a) for a in ORDER[aim])


def _rank(day: Day, deal: Deal, aim: Aim) -> tuple[object, ...]:
    """Sorts deals by the aim and its ties, the order of the file last: the best is the largest."""
    items = deal.items
    return (*_values(deal, aim), [id in items for id in (*day.people, *day.considerations)])


def objective_of(model: Model, aim: Aim) -> dict[int, int]:
    """The aim as whole-numbered weights of columns, to be maximised."""
    match aim:
        case "gain":
            unit = _unit(model, "gain")
            return {seat.gain: unit // seat.gain_unit for seat in model.seats.values()}
        case "freed":
            return {col: 1 for col, kind in enumerate(model.kinds) if kind.people}
        case "fewest":
            return {seat.gives: -1 for seat in model.seats.values()}


def _unit(model: Model, aim: Aim) -> int:
    """One unit of the aim in the objective's whole numbers (negative for `fewest`, which counts down)."""
    if aim == "fewest":
        return -1
    return 1 if aim == "freed" else math.lcm(*(seat.gain_unit for seat in model.seats.values()))


# ------------------------------------------------------------------------- stages


def _stages(model: Model, aim: Aim, limits: Limits, ties_too: bool) -> Solution:
    """Solve for the aim, then for each tie-break with what was reached held fast."""
    start = time.monotonic()
    program, objective = model.program, objective_of(model, aim)
    first = solve(program, objective, limits)
    if first.values is None:
        return Solution(first, None)
    reached = Solution(first, model.released(first.values), (_promise(model, aim, first),), ties="not looked at")
    if not ties_too or first.found != "best" or first.bound != first.objective:
        return reached
    if len(model.kinds) > SMALL:
        return replace(reached, ties=f"not looked at above {SMALL} kinds of people")
    first, agreed = _second_opinion(program, objective, first, limits)
    values, promised = first.values or [], [_promise(model, aim, first)]
    limits = replace(limits, progress=None)
    held = [_hold(objective, first.objective or 0)]
    for step in ORDER[aim][1:]:
        weights = objective_of(model, step)
        program.rows.extend(held)
        outcome = with_cpsat(program, weights, replace(limits, seconds=left(limits, start)), values)
        del program.rows[-len(held) :]
        if outcome.found != "best" or outcome.values is None:
            ties = "not all looked at: too long, or numbers too far apart"
            return Solution(first, model.released(values), tuple(promised), agreed, ties)
        values = outcome.values
        promised.append(_promise(model, step, outcome))
        held.append(_hold(weights, outcome.objective or 0))
    releases = _first_in_file(model, aim, values, held, limits, start)
    ties = "broken to the last" if releases is not None else "broken but for the order in the file"
    return Solution(first, releases or model.released(values), tuple(promised), agreed, ties)


def _promise(model: Model, aim: Aim, outcome: Outcome) -> Fraction:
    return Fraction(outcome.objective or 0, abs(_unit(model, aim)))


def _hold(weights: Objective, value: int) -> Row:
    return Row(tuple(weights), tuple(weights.values()), value, (), 0, -1)


def _second_opinion(program: Program, objective: Objective, first: Outcome, limits: Limits) -> tuple[Outcome, bool]:
    """CP-SAT is asked for something better: it should find nothing."""
    if first.solver == "CP-SAT":
        return first, False
    program.rows.append(_hold(objective, (first.objective or 0) + 1))
    better = with_cpsat(program, objective, replace(limits, gap=0.0))
    program.rows.pop()
    if better.values is not None:
        return better, False
    return first, better.found == "none"


def _first_in_file(
    model: Model, aim: Aim, values: Sequence[int], held: list[Row], limits: Limits, start: float
) -> frozenset[str] | None:
    """Of all deals that tie so far, the one that releases the first person in file order on which they differ."""
    apart = build(model.day, model.terms, apart=True) if any(kind.size > 1 for kind in model.kinds) else model
    if len(apart.kinds) > SMALL:
        return None
    program, base = apart.program, len(apart.program.rows)
    for step, row in zip(ORDER[aim], held, strict=True):
        program.rows.append(_hold(objective_of(apart, step), row.lo))
    best: list[int] | None = list(values) if apart is model else None
    count, width = len(apart.kinds), 24
    for block in range(0, count, width):
        cols = range(block, min(block + width, count))
        weights = {col: 1 << (cols[-1] - col) for col in cols}
        outcome = with_cpsat(program, weights, replace(limits, seconds=left(limits, start)), best)
        if outcome.found != "best" or outcome.values is None:
            del program.rows[base:]
            return None
        best = outcome.values
        program.rows.append(_hold(weights, outcome.objective or 0))
    del program.rows[base:]
    return apart.released(best) if best is not None else None


def exclude(model: Model, releases: frozenset[str]) -> None:
    """Add a row that leaves out exactly this set of releases (every kind must be of one)."""
    cols, vals, lo = [], [], 1
    for col, kind in enumerate(model.kinds):
        inside = kind.ids[0] in releases
        cols.append(col)
        vals.append(-1 if inside else 1)
        lo -= inside
    model.program.rows.append(Row(cols, vals, lo, (), 0, -1))
