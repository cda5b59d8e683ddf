"""Separation: a group that blocks an outcome, with its deal, or that there is none.

The program is that of the day with every floor raised to just above what the party has, where taking part is a decision
and whoever takes no part is not even at the table. Its solutions are exactly the groups' deals: nobody is forced in,
since outsiders have no say, and every member gains. Small programs go to CP-SAT, which finds the smallest group; large
ones to a search over who takes part (`candidates`) that asks HiGHS for the deal of each group the relaxation allows.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from glienicke.deals.check import settle
from glienicke.deals.check.blocking import Gains, among, blocking_faults, blocking_rows, raised
from glienicke.deals.deal import Certificate, Terms
from glienicke.deals.find import exclude
from glienicke.deals.rows.build import build
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Objective, Row
from glienicke.deals.solve import Limits, left, solve, with_cpsat, with_highs
from glienicke.deals.stable.candidates import Search
from glienicke.deals.stable.data import Block, Stability
from glienicke.positions.day import Day

FEW, MIDDLING = 120, 300
"""Up to so many columns the smallest group is sought at once; up to so many for a while, once some group is known."""

SMALLER_S = 3.0

PROOF_S = 5.0
"""So long an exact proof is sought where two solvers can agree instead."""

AGREEMENT_S = 60.0
FIRST_S = 3.0
"""So long a large group's deal is sought before other groups are looked at."""

NEAR = 0.01
"""A large group's deal need not be its very best."""

LEAVES_MAX = 20_000
WIDE = 1 << 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome to be tried: what it is to each party that takes part (nobody: no deal at all).

    largest_sum: it is a deal, proven to have the largest sum of gains of all acceptable ones (nobody wanted), so that
    everybody together cannot all do better.
    """

    gains: Gains
    largest_sum: bool = False


def separate(day: Day, terms: Terms, outcome: Outcome, limits: Limits | None = None, *, tidy: bool = True) -> Stability:
    """Whether some group blocks the outcome.

    tidy: of equally small groups and equally good deals the first in file order (small programs only).
    """
    limits, start = limits or Limits(), time.monotonic()
    inner = replace(limits, gap=0.0, progress=None)
    asked = replace(terms, want=())
    model = build(raised(day, outcome.gains, terms), asked, lean=True, some_away=True)
    columns = len(model.program.low)
    if columns <= FEW:
        found = _small(_Asked(day, asked, outcome, inner, start), model, tidy)
    else:
        found = _large(_Asked(day, asked, outcome, inner, start))
        if found.block is not None and tidy and columns <= MIDDLING:
            remains = left(limits, start)
            brief = replace(inner, seconds=SMALLER_S if remains is None else min(SMALLER_S, remains))
            fewest = _small(_Asked(day, asked, outcome, brief, time.monotonic()), model, tidy)
            found = fewest if fewest.block is not None else found
    return replace(found, seconds=time.monotonic() - start)


@dataclass(slots=True)
class _Asked:
    day: Day
    terms: Terms
    outcome: Outcome
    limits: Limits
    start: float
    doubtful: list[tuple[frozenset[str], str]] = field(default_factory=list)
    """groups that a solver excludes without a proof, and which solver"""
    hard: list[frozenset[str]] = field(default_factory=list)
    """groups of which nothing is known yet"""

    def rest(self, most: float | None = None) -> Limits:
        """What is left of the limits, and of `most` seconds."""
        remains = left(self.limits, self.start)
        if most is not None:
            remains = most if remains is None else min(most, remains)
        return replace(self.limits, seconds=remains)

    def over(self) -> bool:
        return self.limits.stop.is_set() or left(self.limits, self.start) == 0

    def block(self, group: frozenset[str], releases: frozenset[str], *, fewest: bool) -> Block | None:
        """The group's deal with these releases, if the checker finds that the group blocks the outcome with it."""
        for deal in settle(among(self.day, group), releases, self.terms):
            if frozenset(deal.parties) == group and not blocking_faults(self.day, self.outcome.gains, deal, self.terms):
                before = {party: self.outcome.gains.get(party, Fraction(0)) for party in deal.parties}
                return Block(deal, before, fewest)
        return None


def _inside(model: Model, values: list[int]) -> frozenset[str]:
    return frozenset(party for party, seat in model.seats.items() if values[seat.takes_part])


def improvement(model: Model, before: Mapping[str, Fraction]) -> Objective:
    """The sum of what the members gain more than before, as whole-numbered weights."""
    seats = model.seats.values()
    unit = math.lcm(*(s.gain_unit for s in seats), *(f.denominator for f in before.values()))
    weights = {seat.gain: unit // seat.gain_unit for seat in seats}
    return weights | {s.takes_part: -int(before.get(s.party, Fraction(0)) * unit) for s in seats}


# ------------------------------------------------------------------------- small programs


def _small(asked: _Asked, model: Model, tidy: bool) -> Stability:
    failed: list[tuple[frozenset[str], frozenset[str]]] = []
    while True:
        fewest = {seat.takes_part: -1 for seat in model.seats.values()}
        outcome = with_cpsat(model.program, fewest, asked.rest())
        if outcome.found == "none":
            certificate = _proof(asked, model)
            return Stability("stable" if certificate else "unknown", None, certificate, 0.0, "CP-SAT")
        if outcome.found != "best" or outcome.values is None:
            return Stability("unknown", solver="CP-SAT")
        values = _best_of_size(asked, model, outcome.values, tidy)
        group, releases = _inside(model, values), model.released(values)
        block = asked.block(group, releases, fewest=True)
        if block is not None:
            return Stability("unstable", block, None, 0.0, "CP-SAT")
        failed.append((group, releases))
        model = _without(asked, failed)


def _without(asked: _Asked, failed: list[tuple[frozenset[str], frozenset[str]]]) -> Model:
    """The program without these groups' deals of these releases, which the checker does not accept."""
    rise = raised(asked.day, asked.outcome.gains, asked.terms)
    model = build(rise, asked.terms, apart=True, lean=True, some_away=True)
    for group, releases in failed:
        exclude(model, releases)
        row = model.program.rows.pop()
        seats = [(seat.takes_part, party in group) for party, seat in model.seats.items()]
        cols = [*row.cols, *(col for col, _ in seats)]
        vals = [*row.vals, *(-1 if inside else 1 for _, inside in seats)]
        model.program.rows.append(Row(cols, vals, row.lo - sum(inside for _, inside in seats), (), 0, -1))
    return model


def _best_of_size(asked: _Asked, model: Model, values: list[int], tidy: bool) -> list[int]:
    """Of the smallest groups' deals the one that improves most; tidy: then the first in file order."""
    program, limits = model.program.copy(), asked.rest()
    flags = [seat.takes_part for seat in model.seats.values()]
    program.rows.append(Row(flags, [-1] * len(flags), -sum(values[flag] for flag in flags), (), 0, -1))
    steps: list[Objective] = [improvement(model, asked.outcome.gains)]
    if tidy:
        steps.append({flag: 1 << (len(flags) - 1 - i) for i, flag in enumerate(flags)} if len(flags) < 40 else {})
        steps += _file_order(model)
    for weights in steps:
        outcome = with_cpsat(program, weights, limits, values)
        if outcome.found != "best" or outcome.values is None:
            break
        values = outcome.values
        program.rows.append(Row([*weights], [*weights.values()], outcome.objective or 0, (), 0, -1))
    return values


def _file_order(model: Model) -> list[Objective]:
    """Objectives that, one after another, prefer releases that come first in the file."""
    steps: list[Objective] = []
    block: dict[int, int] = {}
    width = 1
    for col, kind in reversed([*enumerate(model.kinds)]):
        if width * (kind.size + 1) > WIDE:
            steps.append(block)
            block, width = {}, 1
        block[col] = width
        width *= kind.size + 1
    return [*reversed([*steps, block])] if block else []


def _proof(asked: _Asked, model: Model) -> Certificate | None:
    """Why the checker may believe that no group blocks; None if not even a second solver agrees in time."""
    rows = blocking_rows(asked.day, asked.outcome.gains, asked.terms)
    until = time.monotonic() + (asked.rest(PROOF_S).seconds or 0.0)
    tree = Search(rows, lambda _: False, until, stopped=asked.limits.stop.is_set).run()
    if tree is not None:
        return as_certificate(tree, largest_sum=False)
    second = with_highs(model.program, {}, asked.rest(AGREEMENT_S))
    return Certificate("agreement", {"solvers": ["CP-SAT", "HiGHS"]}) if second.found == "none" else None


def as_certificate(tree: dict[str, object], *, largest_sum: bool) -> Certificate:
    """A tree of a proof as the checker reads it."""
    return Certificate("tree" if "branch" in tree else "farkas", {"largest_sum": largest_sum, "tree": tree})


# ------------------------------------------------------------------------- large programs


def _large(asked: _Asked) -> Stability:
    alone = asked.outcome.largest_sum
    rows = blocking_rows(asked.day, asked.outcome.gains, asked.terms, largest_sum=alone)
    found: list[Block] = []
    remains = asked.rest().seconds
    until = math.inf if remains is None else time.monotonic() + remains

    def visit(group: frozenset[str]) -> bool:
        block = _deal_of(asked, group, FIRST_S)
        if block is not None:
            found.append(block)
            search.given_up = True
        return True

    search = Search(rows, visit, until, LEAVES_MAX, asked.limits.stop.is_set)
    tree = search.run()
    if not search.given_up:
        found += _hard_ones(asked)
    if found:
        return Stability("unstable", found[0], None, 0.0, "HiGHS")
    if tree is not None:
        return Stability("stable", None, as_certificate(tree, largest_sum=alone), 0.0, "HiGHS")
    if asked.hard or search.given_up or not all(_agreed(asked, *one) for one in asked.doubtful):
        return Stability("unknown", solver="HiGHS")
    return Stability("stable", None, Certificate("agreement", {"solvers": ["HiGHS", "CP-SAT"]}), 0.0, "HiGHS")


def _hard_ones(asked: _Asked) -> list[Block]:
    """A blocking deal of a group that was put off, each given ever more time, until all are settled or time is over."""
    seconds = FIRST_S
    while asked.hard and not asked.over():
        seconds *= 3
        groups, asked.hard = asked.hard, []
        for group in groups:
            block = _deal_of(asked, group, seconds)
            if block is not None:
                return [block]
    return []


def _model_of(asked: _Asked, group: frozenset[str]) -> Model:
    """The program of one group's deals that are better for all of it."""
    model = build(raised(among(asked.day, group), asked.outcome.gains, asked.terms), asked.terms, lean=True)
    for seat in model.seats.values():
        model.program.low[seat.takes_part] = 1
        model.program.low[seat.gain] = max(model.program.low[seat.gain], seat.floor)
    return model


def _deal_of(asked: _Asked, group: frozenset[str], seconds: float) -> Block | None:
    """A deal with which the group blocks, near its best, if found in so many seconds; what cannot be told is noted."""
    model = _model_of(asked, group)
    limits = replace(asked.rest(seconds), gap=NEAR)
    # Of the whole sum of gains: a gap in what the group gains beside the outcome would be far narrower.
    weights = {col: w for col, w in improvement(model, asked.outcome.gains).items() if model.program.high[col] > 1}
    outcome = solve(model.program, weights, limits, head_start=0.3 if len(model.program.low) < 1000 else 6.0)
    if outcome.values is not None:
        block = asked.block(group, model.released(outcome.values), fewest=False)
        if block is not None:
            return block
    if outcome.found == "none":
        asked.doubtful.append((group, outcome.solver))
    else:
        asked.hard.append(group)
    return None


def _agreed(asked: _Asked, group: frozenset[str], solver: str) -> bool:
    """Whether the other solver excludes the group as well."""
    other = with_highs if solver == "CP-SAT" else with_cpsat
    return other(_model_of(asked, group).program, {}, asked.rest(AGREEMENT_S)).found == "none"
