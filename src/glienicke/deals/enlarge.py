"""`enlarge`: who else, already held by whom, would make a deal possible. Never a suggestion to detain anyone."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from glienicke.deals.clash import Stuck
from glienicke.deals.deal import Answer, Deal, Terms
from glienicke.deals.find import find
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.build import build
from glienicke.deals.rows.program import Row
from glienicke.deals.solve import Limits, ask, left
from glienicke.deals.ties import in_file_order
from glienicke.positions.day import Consideration, Day, Person


@dataclass(frozen=True, slots=True)
class Addition:
    """Who and what is added, which custodians come along, at what price, and the best deal that releases them."""

    add: tuple[str, ...]
    brings: tuple[str, ...]
    price: Fraction
    opens: Deal


@dataclass(frozen=True, slots=True)
class Enlarged:
    """status "deal": there is one already. "found": additions open one. "none": nothing that may be added does.

    left_out: people not offered because of the cut-off. overrides: what the asker overrode, for the log.
    """

    status: Literal["deal", "found", "none", "unknown"]
    answer: Answer
    additions: tuple[Addition, ...]
    left_out: tuple[str, ...]
    overrides: tuple[str, ...]
    seconds: float


def enlarge(
    day: Day,
    terms: Terms = Terms(),
    *,
    past_cutoff: bool = False,
    most: int = 5,
    limits: Limits | None = None,
) -> Enlarged:
    """The cheapest irreducible additions, cheapest first, that open a deal (freeing the wanted).

    past_cutoff: offer also people detained after the case's cut-off or since an unknown day; logged under overrides.
    """
    limits, start = limits or Limits(), time.monotonic()
    overrides = ("past-cutoff",) if past_cutoff else ()
    answer = find(day, terms, "gain", limits, ties=False)
    offered, left_out = candidates(day, past_cutoff=past_cutoff)
    if answer.deal is not None or answer.status == "unknown":
        status: Literal["deal", "unknown"] = "deal" if answer.deal is not None else "unknown"
        return Enlarged(status, answer, (), left_out, overrides, time.monotonic() - start)
    found: list[Addition] = []
    try:
        for add, deal in _sets(day, terms, offered, limits, start):
            if len(found) == most:
                break
            price = sum((offered[id].add_price for id in add), Fraction(0))
            found.append(Addition(add, _brought(day, offered, add), price, deal))
    except Stuck:
        return Enlarged("unknown", answer, tuple(found), left_out, overrides, time.monotonic() - start)
    status_found: Literal["found", "none"] = "found" if found else "none"
    return Enlarged(status_found, answer, tuple(found), left_out, overrides, time.monotonic() - start)


def candidates(day: Day, *, past_cutoff: bool = False) -> tuple[dict[str, Person | Consideration], tuple[str, ...]]:
    """Who and what may be added, by id; and who may not because of the cut-off."""
    seats = set(taking_seats(day))
    offered: dict[str, Person | Consideration] = {}
    left_out: list[str] = []
    for person in day.people.values():
        beyond = not person.in_pool or person.held_by not in seats
        if person.state != "held" or person.held_by not in day.positions or not beyond:
            continue
        late = day.cutoff is not None and (person.since is None or person.since > day.cutoff)
        if late and not past_cutoff:
            left_out.append(person.id)
        else:
            offered[person.id] = person
    for thing in day.considerations.values():
        if thing.giver in day.positions and (not thing.in_pool or thing.giver not in seats):
            offered[thing.id] = thing
    return offered, tuple(left_out)


def giver_of(item: Person | Consideration) -> str:
    """Who would release or give it."""
    return item.giver if isinstance(item, Consideration) else item.held_by or ""


def enlarged(day: Day, offered: dict[str, Person | Consideration], add: tuple[str, ...]) -> Day:
    """The day with these added and nobody else who was beyond the pool or the table."""
    people = {
        id: replace(p, in_pool=(p.in_pool and p.held_by in day.at_table) or id in add) for id, p in day.people.items()
    }
    things = {
        id: replace(c, in_pool=(c.in_pool and c.giver in day.at_table) or id in add)
        for id, c in day.considerations.items()
    }
    table = day.at_table | {giver_of(offered[id]) for id in add}
    return replace(day, people=people, considerations=things, at_table=table)


def _brought(day: Day, offered: dict[str, Person | Consideration], add: tuple[str, ...]) -> tuple[str, ...]:
    givers = {giver_of(offered[id]) for id in add}
    return tuple(p for p in day.parties if p in givers and p not in day.at_table)


def _sets(
    day: Day, terms: Terms, offered: dict[str, Person | Consideration], limits: Limits, start: float
) -> Iterator[tuple[tuple[str, ...], Deal]]:
    model = build(enlarged(day, offered, tuple(offered)), terms, apart=True, optional=frozenset(offered))
    program = model.program
    flags = {kind.ids[0]: col for col, kind in enumerate(model.kinds) if kind.ids[0] in offered}
    for seat in model.seats.values():
        if seat.party not in day.at_table:
            brings = [col for id, col in flags.items() if giver_of(offered[id]) == seat.party]
            program.add((*brings, seat.takes_part), (*[1] * len(brings), -1), 0)
    unit = math.lcm(*(item.add_price.denominator for item in offered.values()))
    step = len(offered) + 1
    costs = in_file_order([int(offered[id].add_price * unit) * step + 1 for id in flags])
    weights = {col: -cost for col, cost in zip(flags.values(), costs, strict=True)}
    while True:
        outcome = ask(program, weights, replace(limits, seconds=left(limits, start), gap=0.0, progress=None))
        if outcome.found == "none":
            return
        if outcome.found != "best" or outcome.values is None:
            raise Stuck
        add = tuple(id for id, col in flags.items() if outcome.values[col])
        opened = enlarged(day, offered, add)
        released = replace(terms, want=tuple(dict.fromkeys((*terms.want, *add))))
        answer = find(opened, released, "gain", replace(limits, seconds=left(limits, start), progress=None))
        if answer.deal is not None:
            yield add, answer.deal
        # Larger additions need not be offered. One that shares let through the rows excludes itself alone.
        others = [col for id, col in flags.items() if id not in add] if answer.deal is None else []
        cols = [*(flags[id] for id in add), *others]
        program.rows.append(Row(cols, [-1] * len(add) + [1] * len(others), 1 - len(add), (), 0, -1))
