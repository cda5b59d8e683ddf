"""`find`: the best deal for an aim, proven, or that there is none.

The program is solved for the aim; ties are then broken in the order of docs/semantics.md by further solves with
the earlier values held. What comes out is settled by the checker, which alone decides what is a deal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.aims.fair import Fair
from glienicke.deals.aims.goal import Goal, gap_of, hold, objective_of, signed_worth, unit_of
from glienicke.deals.aims.nash import Nash
from glienicke.deals.aims.plain import SMALL, OneSurplus, Plain
from glienicke.deals.aims.surplus import Normalise as Normalise
from glienicke.deals.aims.surplus import Yardstick
from glienicke.deals.check import settle
from glienicke.deals.deal import Aim, Answer, Certificate, Deal, Status, Terms
from glienicke.deals.prove import prove_best, prove_none
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Row
from glienicke.deals.solve import Limits, Outcome, left, with_cpsat
from glienicke.positions.day import Day


@dataclass(frozen=True, slots=True)
class Solution:
    """Where the stages ended: the releases, and what the rows promise of them for the aim and each tie-break (larger
    is better)."""

    outcome: Outcome
    releases: frozenset[str] | None
    promised: tuple[Fraction, ...] = ()
    agreed: str = ""
    ties: str = ""
    bound: Fraction | None = None
    gap: Fraction | None = None


def find(
    day: Day,
    terms: Terms = Terms(),
    aim: Aim = "gain",
    limits: Limits | None = None,
    *,
    ties: bool = True,
    normalise: Normalise = "ideal",
    prove: float = 0.0,
) -> Answer:
    """The best acceptable deal of the day for the aim.

    Status "deal": proven best (within `limits.gap`). "none": no acceptable deal frees anybody (the wanted), with a
    certificate. "unknown": the limit came first; the best deal so far and the bound are given where known.
    ties=False leaves equally good deals as the solver finds them. normalise: by what `fair` divides the parties'
    surpluses (see `aims.surplus`). prove: so many seconds may go into a proof of a best deal that needs no trust in a
    solver. Method: mixed-integer programming (HiGHS), ties and agreement by CP-SAT; see docs/semantics.md.
    """
    limits, start = limits or Limits(), time.monotonic()
    if aim == "fair":
        first = sought(day, terms, Plain("gain"), limits, ties=False)
        if first.status != "deal" or first.deal is None:
            return replace(first, aim=aim, objective=None, bound=None, gap=None, normalise=normalise)
        known, rest = first.deal, replace(limits, seconds=left(limits, start))
        goal = goal_of(day, terms, aim, known, rest, normalise)
        if goal is None:
            return replace(first, status="unknown", aim=aim, objective=None, bound=None, gap=None, normalise=normalise)
        rest = replace(limits, seconds=left(limits, start))
        answer = replace(sought(day, terms, goal, rest, ties=ties, known=known), normalise=normalise)
    else:
        goal = Nash(taking_seats(day)) if aim == "nash" else Plain(aim)
        answer = sought(day, terms, goal, limits, ties=ties)
    if answer.status == "deal" and answer.deal is not None:
        claims = goal.claims(day, answer.deal) if prove and not answer.gap else ()
        rest = replace(limits, seconds=left(limits, start))
        proof = prove_best(day, terms, claims, rest, prove) if claims else None
        solvers = answer.solver.removesuffix(" agrees").split(", ")
        answer = replace(answer, certificate=proof or Certificate("agreement", {"solvers": solvers}))
    measured = goal.measured(answer.deal) if answer.deal is not None else {}
    return replace(answer, seconds=time.monotonic() - start, measured=measured)


def goal_of(
    day: Day, terms: Terms, aim: Aim, known: Deal, limits: Limits, normalise: Normalise = "ideal"
) -> Goal | None:
    """An aim ready to be sought; None if the limit came before all parties' ideals (of `fair`) were known.

    known: any acceptable deal of the day.
    """
    if aim == "nash":
        return Nash(taking_seats(day))
    if aim != "fair":
        return Plain(aim)
    start, by = time.monotonic(), dict.fromkeys(taking_seats(day), Fraction(1))
    if normalise == "ideal":
        for party in by:
            rest = replace(limits, seconds=left(limits, start), gap=0.0, progress=None)
            ideal = sought(day, terms, OneSurplus(party), rest, ties=False, known=known)
            if ideal.status != "deal" or ideal.objective is None:
                return None
            by[party] = ideal.objective
        by = {party: ideal for party, ideal in by.items() if ideal > 0}
    return Fair(Yardstick(normalise, by))


def sought(
    day: Day, terms: Terms, goal: Goal, limits: Limits, *, ties: bool = True, known: Deal | None = None
) -> Answer:
    """The best deal for a goal; known: a deal to begin with."""
    start = time.monotonic()
    cuts, seen = list[frozenset[str]](), [known] if known else list[Deal]()
    model = _first_model(day, terms, goal, ties)
    while True:
        now = replace(limits, seconds=left(limits, start))
        best = max(seen, key=lambda d: rank_of(day, d, goal), default=None)
        solution = _stages(model, goal, now, best, ties=ties)
        deals = settle(day, solution.releases, terms) if solution.releases is not None else ()
        seen += deals
        if solution.outcome.found == "none" or not solution.promised:
            break
        depth = len(solution.promised)
        if any(_values(deal, goal)[:depth] >= solution.promised for deal in seen):
            break
        releases = solution.releases
        if releases is None:
            raise RuntimeError("an aim promised more than any known deal, and showed no releases")
        if left(limits, start) == 0 or limits.stop.is_set():
            solution = replace(solution, outcome=replace(solution.outcome, found="unknown"))
            break
        # Who takes part depends on shares in a way the rows only bound: exclude these releases, remember the deals.
        cuts.append(releases)
        model = build(day, terms, apart=True)
        for cut in cuts:
            exclude(model, cut)
    remains = replace(limits, seconds=left(limits, start), progress=None)
    return _answer(day, terms, goal, model, solution, seen, start, bool(cuts), remains)


def _first_model(day: Day, terms: Terms, goal: Goal, ties: bool) -> Model:
    """As few columns as the question can do with: `fewest` and the tie-breaks ask who gives."""
    model = build(day, terms, lean=goal.aim != "fewest")
    if goal.aim != "fewest" and ties and len(model.kinds) <= SMALL:
        model = build(day, terms)
    return model


def _answer(
    day: Day,
    terms: Terms,
    goal: Goal,
    model: Model,
    solution: Solution,
    seen: list[Deal],
    start: float,
    cut: bool,
    limits: Limits,
) -> Answer:
    outcome = solution.outcome
    deal = max(seen, key=lambda d: rank_of(day, d, goal), default=None)
    owed = () if terms.trade_owed else tuple(p.id for p in day.people.values() if p.owed and p.state == "held")
    overrides = ("trade-owed",) if terms.trade_owed else ()
    objective, bound = goal.objective(deal) if deal else None, solution.bound
    proven = outcome.found == "best" or (outcome.found == "none" and deal is not None)
    if proven and deal is not None:
        if bound is None or cut:  # all that could be better has been looked at and excluded
            bound = objective
        gap = solution.gap
        if gap is None and bound is not None and objective is not None:
            gap = gap_of(bound, objective)
        solver = outcome.solver + (f", {solution.agreed} agrees" if solution.agreed else "")
        return Answer(
            "deal", day.on, goal.aim, deal, objective, bound, gap, time.monotonic() - start, solver, solution.ties,
            None, owed, overrides,
        )  # fmt: skip
    if outcome.found == "none" and deal is None:
        certificate = (
            Certificate("agreement", {"solvers": [outcome.solver]}) if cut else prove_none(day, terms, model, limits)
        )
        status: Status = "none" if certificate is not None else "unknown"
        return Answer(
            status, day.on, goal.aim, None, None, None, None, time.monotonic() - start, outcome.solver, "",
            certificate, owed, overrides,
        )  # fmt: skip
    gap = gap_of(bound, objective) if objective is not None and bound is not None else None
    return Answer(
        "unknown", day.on, goal.aim, deal, objective, bound, gap, time.monotonic() - start, outcome.solver, "",
        None, owed, overrides,
    )  # fmt: skip


def _values(deal: Deal, goal: Goal) -> tuple[Fraction, ...]:
    """The aim and its tie-breaks, each so that larger is better."""
    return (*goal.value(deal), *(signed_worth(deal, step) for step in goal.breaks))


def rank_of(day: Day, deal: Deal, goal: Goal) -> tuple[object, ...]:
    """Sorts deals by the aim and its ties, the order of the file last: the best is the largest."""
    items = deal.items
    return (*_values(deal, goal), [id in items for id in (*day.people, *day.considerations)])


# ------------------------------------------------------------------------- stages


def _stages(model: Model, goal: Goal, limits: Limits, known: Deal | None, *, ties: bool) -> Solution:
    """Reach the aim, then each tie-break with what was reached held fast."""
    start = time.monotonic()
    reached = goal.reach(model, limits, known, ties=ties)
    releases = model.released(reached.values) if reached.values is not None else None
    done = Solution(
        reached.outcome, releases, reached.promised, reached.agreed, "not looked at", reached.bound, reached.gap
    )
    if not ties or reached.hold is None or reached.outcome.found != "best":
        return done
    if len(model.kinds) > SMALL:
        return replace(done, ties=f"not looked at above {SMALL} kinds of people")
    held = replace(model, program=model.program.copy())
    reached.hold(held)
    program, values, promised = held.program, reached.values, [*reached.promised]
    hint = values if values is not None and len(values) == len(program.low) else None
    limits = replace(limits, progress=None, gap=0.0)
    rows: list[tuple[Aim, int]] = []
    for step in goal.breaks:
        weights = objective_of(held, step)
        outcome = with_cpsat(program, weights, replace(limits, seconds=left(limits, start)), hint)
        if outcome.found != "best" or outcome.values is None:
            ties_so_far = "not all looked at: too long, or numbers too far apart"
            releases = model.released(values) if values is not None else None
            return replace(done, releases=releases, promised=tuple(promised), ties=ties_so_far)
        values = hint = outcome.values
        best = outcome.objective or 0
        promised.append(Fraction(best, unit_of(held, step)))
        rows.append((step, best))
        program.rows.append(hold(weights, best))
    first = _first_in_file(model, reached.hold, values, rows, limits, start)
    told = "broken to the last" if first is not None else "broken but for the order in the file"
    releases = first or (model.released(values) if values is not None else None)
    return replace(done, releases=releases, promised=tuple(promised), ties=told)


def _first_in_file(
    model: Model,
    held: Callable[[Model], None],
    values: list[int] | None,
    rows: list[tuple[Aim, int]],
    limits: Limits,
    start: float,
) -> frozenset[str] | None:
    """Of all deals that tie so far, the one that releases the first person in file order on which they differ."""
    alike = any(kind.size > 1 for kind in model.kinds)
    apart = build(model.day, model.terms, apart=True) if alike else replace(model, program=model.program.copy())
    if len(apart.kinds) > SMALL:
        return None
    held(apart)
    program = apart.program
    for step, value in rows:
        program.rows.append(hold(objective_of(apart, step), value))
    best = values if not alike and values is not None and len(values) == len(program.low) else None
    count, width = len(apart.kinds), 24
    for block in range(0, count, width):
        cols = range(block, min(block + width, count))
        weights = {col: 1 << (cols[-1] - col) for col in cols}
        outcome = with_cpsat(program, weights, replace(limits, seconds=left(limits, start)), best)
        if outcome.found != "best" or outcome.values is None:
            return None
        best = outcome.values
        program.rows.append(hold(weights, outcome.objective or 0))
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
