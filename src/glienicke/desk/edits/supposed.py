"""What a question supposes, as edits of a what-if: dated changes of the day that is asked about.

A suppose that dated changes cannot say exactly is not kept: the day that the edited texts give is compared with the
day that the question was asked of.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction

from glienicke.case.model import Case
from glienicke.case.plain import Data
from glienicke.case.write import Edit, Insert, edited
from glienicke.deals.enlarge import candidates, giver_of
from glienicke.desk.work.question import Question, conditions, supposed
from glienicke.ground import dates
from glienicke.language.show import number
from glienicke.language.tree import Range
from glienicke.positions.asof import as_of
from glienicke.positions.day import Day
from glienicke.positions.load import load_texts

WHAT = "supposed"
"""What the dated changes are called in the case's timeline."""


class NotKept(ValueError):
    """Dated changes do not say what the question supposes; the text says why."""


def edits_of(question: Question, case: Case, day: Day) -> list[Edit]:
    """The dated changes, each where it stands in the order of days. day: as the case tells it, without what is
    supposed."""
    assert question.on is not None
    on, changed = question.on, supposed(question, day)
    signals: list[dict[str, Data]] = []
    given_up = [condition for key, condition in conditions(day).items() if key in question.off]
    for party in day.parties:
        drop = [condition.text for condition in given_up if condition.party == party]
        signal: dict[str, Data] = {"on": on.isoformat(), "by": party, "what": WHAT}
        if drop:
            signal["drop"] = list(drop)
        if party in question.lower and party in changed.positions:
            signal["floor"] = _range(changed.positions[party].floor)
        if len(signal) > 3:
            signals.append(signal)
    signals += _pool_and_table(question, day, changed, on)
    at = next((i for i, told in enumerate(case.signals) if dates.latest(told.on) > on), len(case.signals))
    return [Insert(("signals", at + i), signal) for i, signal in enumerate(signals)]


def checked(texts: Mapping[str, str], edits: list[Edit], question: Question, day: Day) -> None:
    """Whether the edited texts give the day that was asked about. Raises NotKept if not, and CannotEdit."""
    found = load_texts(edited(texts, edits))
    if found.case is None:
        wrong = next(one for one in found.diagnostics if one.severity == "error")
        raise NotKept(f"this cannot be said by dated changes: {wrong.text}")
    assert question.on is not None
    told, meant = as_of(found.case, question.on), supposed(question, day)
    if _essence(told, question) != _essence(meant, question):
        raise NotKept("dated changes do not say exactly what is supposed here; change the what-if by hand")


def _pool_and_table(question: Question, day: Day, changed: Day, on: dt.date) -> list[dict[str, Data]]:
    signal: dict[str, Data] = {"on": on.isoformat(), "what": WHAT}
    come, go = sorted(changed.at_table - day.at_table), sorted(day.at_table - changed.at_table)
    if table := _edit(come, go):
        signal["at_table"] = table
    if question.add:
        offered = candidates(day)[0]
        brought = {giver_of(offered[id]) for id in question.add if id in offered} - day.at_table
        others = [person.id for person in day.people.values() if person.in_pool and person.held_by in brought]
        others += [thing.id for thing in day.considerations.values() if thing.in_pool and thing.giver in brought]
        if pool := _edit(list(question.add), [id for id in others if id not in question.add]):
            signal["pool"] = pool
    return [signal] if len(signal) > 2 else []


def _edit(add: list[str], remove: list[str]) -> dict[str, Data]:
    return {**({"add": list(add)} if add else {}), **({"remove": list(remove)} if remove else {})}


def _range(floor: Range) -> str:
    return number(floor.low) if floor.low == floor.high else f"{number(floor.low)}..{number(floor.high)}"


def _essence(day: Day, question: Question) -> object:
    """What of a day decides about deals; a party that stays away is the same as one without a position."""
    seated = {party: held for party, held in day.positions.items() if party not in question.out}

    def floor(held: Range) -> tuple[Fraction, Fraction]:
        return held.low, held.high

    return (
        {party: (floor(held.floor), sorted(c.text for c in held.conditions)) for party, held in seated.items()},
        {party: (held.worth, held.cost, held.share, held.unilateral) for party, held in seated.items()},
        day.at_table - set(question.out),
        {id for id, person in day.people.items() if person.in_pool and person.held_by in day.at_table},
        {id for id, thing in day.considerations.items() if thing.in_pool and thing.giver in day.at_table},
        {id: (person.held_by, person.state) for id, person in day.people.items()},
    )
