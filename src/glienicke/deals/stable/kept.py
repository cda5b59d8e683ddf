"""Aims among the deals that no known group blocks: each known blocking deal as rows.

A stable deal leaves at least one member of every such group with no less than the group's own deal gives it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.aims.goal import Goal, Reached, Value
from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.builder import Model
from glienicke.deals.rows.program import Lit
from glienicke.deals.solve import Limits
from glienicke.deals.stable.data import Block
from glienicke.positions.day import Day


def is_kept(deal: Deal, blocks: Sequence[Block]) -> bool:
    """Whether none of these groups would leave the deal with the very deal named."""
    return not any(_leaves(deal, block) for block in blocks)


def _leaves(deal: Deal, block: Block) -> bool:
    return all(part.gain > gain_of(deal, party) for party, part in block.deal.parties.items())


def gain_of(deal: Deal, party: str) -> Fraction:
    """What the deal is to a party; 0 if it takes no part."""
    return deal.parties[party].gain if party in deal.parties else Fraction(0)


def keep(model: Model, blocks: Sequence[Block]) -> None:
    """Rows: of each group somebody has no less than in the group's deal."""
    program = model.program
    for block in blocks:
        flags: list[int] = []
        for party, part in block.deal.parties.items():
            seat = model.seats[party]
            flags.append(program.flag())
            lits: tuple[Lit, ...] = ((flags[-1], 1),)
            program.add((seat.gain,), (1,), math.ceil(part.gain * seat.gain_unit), lits)
        program.add(flags, [1] * len(flags), 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """An aim among the deals that none of the blocks speaks against. Values say first whether a deal is one of them."""

    goal: Goal
    blocks: tuple[Block, ...]

    @property
    def aim(self) -> Aim:
        return self.goal.aim

    @property
    def breaks(self) -> tuple[Aim, ...]:
        return self.goal.breaks

    def value(self, deal: Deal) -> Value:
        return (Fraction(is_kept(deal, self.blocks)), *self.goal.value(deal))

    def objective(self, deal: Deal) -> Fraction:
        return self.goal.objective(deal)

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        return self.goal.measured(deal)

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        return ()  # these would be about all deals

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        narrow = replace(model, program=model.program.copy())
        keep(narrow, self.blocks)
        usable = known if known is not None and is_kept(known, self.blocks) else None
        reached = self.goal.reach(narrow, limits, usable, ties=ties)
        if reached.promised:
            reached = replace(reached, promised=(Fraction(1), *reached.promised))
        inner = reached.hold
        if inner is None:
            return reached

        def hold(other: Model) -> None:
            keep(other, self.blocks)
            inner(other)

        return replace(reached, hold=hold)
