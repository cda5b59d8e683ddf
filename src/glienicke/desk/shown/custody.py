"""Who holds whom on a day: one and the same data for the graph and for its table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from glienicke.positions.day import Day, Person
from glienicke.record.words import count, name

Json = dict[str, Any]

RADIUS = 240
"""Of the circle on which the parties stand, in the graph's own units."""


@dataclass(frozen=True, slots=True)
class Holding:
    """People whom one party holds and another would receive. to None: nobody is named to receive them."""

    custodian: str
    to: str | None
    people: tuple[Person, ...]

    @property
    def minors(self) -> int:
        """How many minors would go with them."""
        return sum(person.minors for person in self.people)


def holdings(day: Day) -> tuple[Holding, ...]:
    """All who are held, by custodian and by who would receive them, in the case's order of parties."""
    found: dict[tuple[str, str | None], list[Person]] = {}
    for person in day.people.values():
        if person.state == "held" and person.held_by:
            to = next(iter(person.recipients), None)
            found.setdefault((person.held_by, to), []).append(person)
    order = {party: place for place, party in enumerate(day.parties)}
    last = len(order)
    keys = sorted(found, key=lambda key: (order.get(key[0], last), order.get(key[1] or "", last), key[1] or ""))
    return tuple(Holding(*key, tuple(found[key])) for key in keys)


def not_held(day: Day) -> tuple[Person, ...]:
    """Everybody who is not held on the day: freed, dead, sought or not yet held."""
    return tuple(person for person in day.people.values() if person.state != "held")


def graph(day: Day) -> Json:
    """Nodes and edges with fixed places for Cytoscape: parties on a circle, an arrow for each holding.

    An arrow runs from who holds to who would receive, and says how many people.
    """
    held = holdings(day)
    parties = [*day.parties, *dict.fromkeys(h.to for h in held if h.to and h.to not in day.parties)]
    nodes = []
    for place, party in enumerate(parties):
        angle = 2 * math.pi * place / max(1, len(parties)) - math.pi / 2
        nodes.append(
            {
                "data": {"id": party, "label": name(day, party), "seat": _seat(day, party)},
                "position": {"x": round(RADIUS * 1.4 * math.cos(angle)), "y": round(RADIUS * math.sin(angle))},
            }
        )
    edges = [
        {
            "data": {
                "id": f"{h.custodian}>{h.to}",
                "source": h.custodian,
                "target": h.to or h.custodian,
                "label": str(len(h.people)),
                "says": f"{name(day, h.custodian)} holds {count(len(h.people), 'person', 'people')}"
                + (f" whom {name(day, h.to)} would receive" if h.to else ""),
                "width": min(12, 1 + round(math.log2(len(h.people) + 1) * 1.5)),
            }
        }
        for h in held
    ]
    return {"nodes": nodes, "edges": edges}


def _seat(day: Day, party: str) -> str:
    if party not in day.parties:
        return "outside"
    return "at the table" if party in day.at_table and party in day.positions else "absent"
