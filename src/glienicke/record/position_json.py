"""A party's position as JSON-ready data: what `glienicke explain --json` prints, and the API of the desk tells."""

from __future__ import annotations

from typing import Any

from glienicke.case.model import Case
from glienicke.deals.answer_json import number
from glienicke.language.explain import explain_bundle, explain_selection
from glienicke.language.show import show
from glienicke.language.tree import Range, Selection
from glienicke.positions.day import Day, Position
from glienicke.record.case_json import place
from glienicke.record.words import in_words, namer

Entries = tuple[tuple[Selection, Range], ...]


def position_data(case: Case, day: Day, party: str) -> dict[str, Any]:
    """A position as JSON; `position` is null for an absent party."""
    found = day.positions.get(party)
    return {
        "case": day.case,
        "on": day.on.isoformat(),
        "party": party,
        "name": day.parties[party],
        "at_table": party in day.at_table,
        "position": None if found is None else _data(found, case, day),
    }


def _data(position: Position, case: Case, day: Day) -> dict[str, Any]:
    def entries(values: Entries) -> list[dict[str, Any]]:
        return [
            {
                "whom": show(selection),
                "says": explain_selection(selection, namer(day), day.considerations),
                "low": number(value.low),
                "high": number(value.high),
            }
            for selection, value in values
        ]

    return {
        "basis": position.basis,
        "by": position.by,
        "according_to": list(position.according_to),
        "note": position.note,
        "at": place(position.place) or None,
        "worth": entries(position.worth),
        "cost": entries(position.cost),
        "floor": {"low": number(position.floor.low), "high": number(position.floor.high)},
        "unilateral": position.unilateral,
        "share": {party: number(part) for party, part in position.share.items()},
        "bundles": [
            {"condition": show(b), "says": explain_bundle(b, namer(day), day.considerations)} for b in position.bundles
        ],
        "conditions": [
            {
                "condition": c.text,
                "says": in_words(day, c.sentence),
                "price": number(c.price),
                "basis": c.basis,
                "by": c.by,
                "according_to": list(c.according_to),
                "at": place(c.place) or None,
            }
            for c in position.conditions
        ],
    }
