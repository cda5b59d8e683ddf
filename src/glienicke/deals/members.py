"""Members of a clash: what stands in the way of a deal, each with its place in the case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from glienicke.ground.diagnostic import Span
from glienicke.positions.day import Condition

MemberKind = Literal["condition", "floor", "reciprocity", "absence", "state", "law"]


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that a deal would have to respect.

    kind: see docs/semantics.md, "Why". party: whose it is (None for the law and for facts about a person).
    person: whom it is about, for state, absence from the pool, and the law's dues.
    """

    kind: MemberKind
    party: str | None = None
    person: str | None = None
    condition: Condition | None = None
    place: Span | None = None
    says: str = ""

    @property
    def priced(self) -> bool:
        """May be given up at a price: a condition with one."""
        return self.kind == "condition" and self.condition is not None and self.condition.price is not None

    @property
    def at(self) -> str | None:
        """`file:line`, where known."""
        return at(self.place)


def at(place: Span | None) -> str | None:
    """`file:line`, where known."""
    return f"{place.file}:{place.line}" if place else None
