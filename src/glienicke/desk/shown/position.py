"""One party's position as a page tells it: in words, and with the path of each part in the case file for its form."""

from __future__ import annotations

from dataclasses import dataclass

from glienicke.case.model import Case
from glienicke.ground import dates
from glienicke.language.explain import explain_bundle, explain_selection
from glienicke.language.show import show
from glienicke.language.tree import Id, Range, Selection
from glienicke.positions.day import Condition, Day, Position
from glienicke.record.sources import basis_says, source_name, value_says
from glienicke.record.words import amount, in_words, listed, name, namer


@dataclass(frozen=True, slots=True)
class Value:
    """A worth or a cost: of whom, how much, and the key that the case file has for it."""

    whom: str
    key: str
    says: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A condition in plain English and in the condition language."""

    says: str
    text: str
    price: str
    source: str
    key: str


@dataclass(frozen=True, slots=True)
class Stance:
    """A position in words. entry: which of the party's positions in the file is in force, from 0; None: no position."""

    party: str
    name: str
    present: bool
    at_table: bool
    basis: str
    note: str
    worth: tuple[Value, ...]
    cost: tuple[Value, ...]
    floor: str
    rest: tuple[str, ...]
    conditions: tuple[Said, ...]
    entry: int | None
    begins: tuple[str, ...]


def stance(case: Case, day: Day, party: str) -> Stance:
    """The position of a party on the day. Raises KeyError for an unknown party."""
    position = day.positions.get(party)
    entries = case.positions.get(party, ())
    begun = [at for at, entry in enumerate(entries) if dates.latest(entry.from_) <= day.on]
    if position is None:
        return Stance(
            party,
            day.parties[party],
            False,
            party in day.at_table,
            "Has no position on this day: it is absent and releases nobody.",
            "",
            (),
            (),
            "",
            (),
            (),
            None,
            tuple(entry.from_ for entry in entries),
        )
    return Stance(
        party,
        day.parties[party],
        True,
        party in day.at_table,
        basis_says(position, case),
        position.note or "",
        _values(position.worth, case, day),
        _values(position.cost, case, day),
        show(position.floor).replace("..", " to "),
        tuple(_rest(position, day)),
        tuple(_said(condition, case, day) for condition in position.conditions),
        begun[-1] if begun else None,
        tuple(entry.from_ for entry in entries),
    )


def _values(entries: tuple[tuple[Selection, Range], ...], case: Case, day: Day) -> tuple[Value, ...]:
    found = []
    for selection, value in entries:
        each = "" if isinstance(selection, Id) else "each of the "
        whom = explain_selection(selection, namer(day), day.considerations)
        found.append(Value(each + whom, show(selection), value_says(value, case), show(value)))
    return tuple(found)


def _said(condition: Condition, case: Case, day: Day) -> Said:
    sources = [source_name(case, id) for id in condition.according_to]
    return Said(
        in_words(day, condition.sentence),
        condition.text,
        "firm" if condition.price is None else f"price {amount(condition.price)}",
        condition.basis + (f", according to {listed(sources)}" if sources else ""),
        f"{condition.party}: {condition.text}",
    )


def _rest(position: Position, day: Day) -> list[str]:
    found = [
        "Gives also without getting anything (unilateral)."
        if position.unilateral
        else "Gives only if it gets something."
    ]
    found += [
        f"Counts {amount(part)} of {name(day, party)}'s own gain as its own." for party, part in position.share.items()
    ]
    return found + [explain_bundle(bundle, namer(day), day.considerations) for bundle in position.bundles]
