"""`stable`: is a deal stable, who would leave it, and which is the best deal for the aim that nobody leaves.

Cutting planes: find the best deal, separate, keep only deals that leave somebody of the blocking group with no less
than the group's own deal does, and repeat. Every stable deal satisfies every such row, so the first deal that turns out
stable is the best one, and where no deal is left, every deal is blocked by one of the groups met.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.aims.goal import Goal
from glienicke.deals.aims.plain import Plain
from glienicke.deals.check import faults
from glienicke.deals.check.blocking import gains_of
from glienicke.deals.deal import Aim, Answer, Certificate, Deal, Status, Terms
from glienicke.deals.find import find, goal_of, sought
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits, left, with_cpsat, with_highs
from glienicke.deals.stable.cases import case_tree
from glienicke.deals.stable.data import BestStable, Block, StableAnswer
from glienicke.deals.stable.kept import Kept, is_kept, keep
from glienicke.deals.stable.separate import AGREEMENT_S, PROOF_S, Outcome, separate
from glienicke.positions.day import Day


def stable(
    day: Day,
    terms: Terms = Terms(),
    aim: Aim = "gain",
    limits: Limits | None = None,
    *,
    deal: Deal | None = None,
    repair: bool = True,
) -> StableAnswer:
    """Whether a deal (default: the best for the aim) is stable; if not, who would leave it and the best stable deal.

    A group blocks a deal if it has a deal of its own, acceptable with only the group at the table, in which every
    member gains strictly more. Who is wanted binds the deals asked about, not the groups'. repair: look for the best
    stable deal. Raises ValueError if the deal given is not acceptable. See docs/stable.md. Source of the notion: the
    core of a game without transferable utility (Aumann and Peleg 1960).
    """
    limits, start = limits or Limits(), time.monotonic()
    if deal is not None:
        wrong = faults(day, deal, terms)
        if wrong:
            raise ValueError(f"the deal is not acceptable: {wrong[0]}")
    asking = _Asking(day, terms, aim, limits, start)
    best = find(day, terms, aim, asking.rest())
    tested = deal if deal is not None else best.deal
    answer = StableAnswer(
        "none" if best.status == "none" else "unknown", day.on, aim, deal is not None, tested, None, best.objective,
        None, None, None, best.certificate, 0.0, best.owed, best.overrides,
    )  # fmt: skip
    if tested is None:
        nothing = separate(day, terms, Outcome({}), asking.rest()) if best.status == "none" else None
        return replace(answer, nothing=nothing, seconds=time.monotonic() - start)
    goal = goal_of(day, terms, aim, best.deal or tested, asking.rest())
    largest = aim == "gain" and best.status == "deal" and not best.gap and not terms.want
    total = sum((part.gain for part in tested.parties.values()), Fraction(0))
    outcome = Outcome(gains_of(tested), largest and total == best.objective)
    found = separate(day, terms, outcome, asking.rest())
    answer = replace(answer, status=found.found, stability=found, objective=goal.objective(tested) if goal else None)
    if found.block is not None and repair and goal is not None:
        kept = _repair(asking, goal, tested, found.block)
        nothing = separate(day, terms, Outcome({}), asking.rest()) if kept.status == "none" else None
        answer = replace(answer, best_stable=kept, nothing=nothing)
    return replace(answer, seconds=time.monotonic() - start)


@dataclass(frozen=True, slots=True)
class _Asking:
    day: Day
    terms: Terms
    aim: Aim
    limits: Limits
    start: float

    def rest(self, most: float | None = None) -> Limits:
        """What is left of the limits, and of `most` seconds."""
        remains = left(self.limits, self.start)
        if most is not None:
            remains = most if remains is None else min(most, remains)
        return replace(self.limits, seconds=remains, progress=None if most is not None else self.limits.progress)

    def spent(self) -> bool:
        return self.limits.stop.is_set() or left(self.limits, self.start) == 0

    def best_kept(self, goal: Goal, blocks: Sequence[Block], known: Deal) -> Answer:
        """The best deal that none of the blocks speaks against; status "none" if there is none."""
        if self.aim in ("fair", "nash"):  # they start from a deal
            first = self._sought(Plain("gain"), blocks, known)
            if first.status != "deal" or first.deal is None:
                return first
            known = first.deal
        return self._sought(goal, blocks, known)

    def _sought(self, goal: Goal, blocks: Sequence[Block], known: Deal) -> Answer:
        answer = sought(self.day, self.terms, Kept(goal, tuple(blocks)), self.rest(), known=known)
        if answer.deal is not None and not is_kept(answer.deal, blocks):
            none_left: Status = "none" if answer.status == "deal" else "unknown"
            return replace(answer, status=none_left, deal=None, objective=None)
        return answer


def _repair(asking: _Asking, goal: Goal, tested: Deal, first: Block) -> BestStable:
    """The best stable deal, or that there is none."""
    blocks, bound = [first], None
    while not asking.spent():
        answer = asking.best_kept(goal, blocks, tested)
        if answer.status == "none":
            certificate = _none_left(asking, blocks)
            return BestStable("none", None, None, None, None, tuple(blocks), certificate)
        bound = answer.bound if answer.bound is not None else bound
        if answer.status != "deal" or answer.deal is None:
            break
        found = separate(asking.day, asking.terms, Outcome(gains_of(answer.deal)), asking.rest(), tidy=False)
        if found.found == "stable":
            return BestStable("deal", answer.deal, answer.objective, answer.bound, found, tuple(blocks))
        if found.block is None:
            break
        if not is_kept(answer.deal, blocks):
            raise RuntimeError("a deal was looked at that a known group blocks")
        blocks.append(found.block)
    return BestStable("unknown", None, None, bound, None, tuple(blocks))


def _none_left(asking: _Asking, blocks: Sequence[Block]) -> Certificate:
    """Why the checker may believe that each deal is blocked by one of these."""
    day, terms = asking.day, asking.terms
    tree = case_tree(day, terms, [block.deal for block in blocks], asking.rest(PROOF_S))
    if tree is not None:
        return Certificate("tree", {"node": tree})
    model = build(day, terms)
    keep(model, blocks)
    solvers = [
        solver
        for solver, ask in (("HiGHS", with_highs), ("CP-SAT", with_cpsat))
        if ask(model.program, {}, asking.rest(AGREEMENT_S)).found == "none"
    ]
    # With shares the rows leave more than the deals: the search excluded those one by one, on the checker's word.
    return Certificate("agreement", {"solvers": solvers or ["HiGHS"]})
