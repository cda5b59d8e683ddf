"""A day and the terms of a question become an integer program: positions in, sparse rows out."""

from __future__ import annotations

from glienicke.deals.deal import Terms
from glienicke.deals.members import Member
from glienicke.deals.rows.bind import bind, bind_facts, bind_law, bind_recipients
from glienicke.deals.rows.builder import Builder, Model
from glienicke.deals.rows.program import Lit
from glienicke.positions.day import Day
from glienicke.positions.selection import number


def build(
    day: Day,
    terms: Terms,
    *,
    soft: bool = False,
    apart: bool = False,
    lean: bool = False,
    concede: bool = False,
    firm_too: bool = False,
    optional: frozenset[str] = frozenset(),
    some_away: bool = False,
) -> Model:
    """The program of a question.

    soft: everything that could be taken away (see `why`) is a row with its member, facts included. apart: no two
    people share a column. lean: without the columns that say who gives, which only `fewest`, shares and floors below 0
    need.
    concede: conditions with a price get a flag that gives them up, floors a column that lowers them; firm_too:
    conditions without a price get a flag as well. optional, some_away: who cannot be released in the end depends on
    the solution itself (`before` asks): ids that are only in the case if released, parties that are only at the table
    if they take part.
    """
    floors = (number(position.floor, terms.cautious, cost=True) for position in day.positions.values())
    lean = lean and min(floors, default=0) >= 0 and not any(position.share for position in day.positions.values())
    builder = Builder(day, terms, soft=soft, apart=apart, lean=lean)
    builder.optional, builder.some_away = optional, some_away
    model, seats = builder.model, builder.model.seats
    builder.custody()
    for seat in seats.values():
        builder.own_result(seat)
    for seat in seats.values():
        builder.gain(seat)
    for seat in seats.values():
        builder.ask(seat, concede)
    builder.counted_elsewhere()
    bind_facts(builder)
    bind_law(builder)
    for party, seat in seats.items():
        for condition in day.positions[party].conditions:
            member = builder.member(Member("condition", party, None, condition, condition.place))
            lits: tuple[Lit, ...] = ((seat.takes_part, 1),)
            if concede and (firm_too or condition.price is not None):
                model.conceded[member] = builder.program.flag()
                lits = (*lits, (model.conceded[member], 0))
            bind(builder, condition.sentence, lits, member)
    bind_recipients(builder)
    builder.somebody()
    return model
