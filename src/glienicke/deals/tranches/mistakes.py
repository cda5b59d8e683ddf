"""What makes no sense in a question, and what no order can do, each with its remedy."""

from __future__ import annotations

import itertools

from glienicke.deals.check.fault import Fault
from glienicke.deals.check.tranches import Within
from glienicke.deals.tranches.goods import Goods
from glienicke.language.tree import Before, Together
from glienicke.positions.day import Day


def mistakes(day: Day, within: Within) -> tuple[Fault, ...]:
    """Everything wrong with what an order is to keep to."""
    found: list[Fault] = []
    if within.steps is not None and within.steps < 1:
        found.append(Fault("question", f"{within.steps} steps: an order needs at least 1"))
    for seats in within.seats:
        if seats.limit < 1:
            found.append(Fault("question", f"{seats}: a step that carries nobody lets nobody go; at least 1 is needed"))
        for party in (seats.giver, seats.to):
            if party is not None and party not in day.parties:
                found.append(Fault("question", f"{seats}: {party} is no party of the case", party=party))
    for earlier, later in itertools.pairwise(within.days):
        if later <= earlier:
            found.append(Fault("question", f"the days are not in order: {later} stands after {earlier}"))
    for condition in within.conditions:
        if not isinstance(condition.sentence, Before | Together):
            says = f"'{condition.text}' does not order releases: only 'together …' and 'all of … before any of …' do"
            found.append(Fault("question", says, condition=condition.text))
    return tuple(found)


def too_few_seats(goods: Goods, within: Within) -> tuple[Fault, ...]:
    """Groups, and people with minors, that no step carries."""
    found: list[Fault] = []
    for seats in within.seats:
        seated = goods.seated(seats)
        for index, tie in enumerate(goods.ties):
            needed = sum(n * goods.kinds[k].size for k, n in seated.items() if goods.kinds[k].tie == index)
            if needed > seats.limit:
                says = f"{tie.says}: they go in one step and need {needed} of {seats}; allow at least {needed}"
                found.append(Fault("seats", says, party=seats.giver))
        for k, n in seated.items():
            if n > seats.limit and goods.kinds[k].tie < 0:
                id = goods.kinds[k].ids[0]
                says = (
                    f"{id} goes with {n - 1} minor{'s' if n > 2 else ''} and needs {n} of {seats}; allow at least {n}"
                )
                found.append(Fault("seats", says, party=seats.giver, id=id))
    return tuple(found)
