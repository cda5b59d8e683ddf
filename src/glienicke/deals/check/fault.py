"""What the checker finds wrong, as data."""

from __future__ import annotations

from dataclasses import dataclass

from glienicke.ground.diagnostic import Span
from glienicke.positions.day import Condition


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a deal: of what kind, in plain words, and who, which condition and where."""

    kind: str
    says: str
    party: str | None = None
    id: str | None = None
    condition: str | None = None
    place: Span | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.says}" if self.place else self.says


def broken(condition: Condition) -> Fault:
    """The fault of a condition, or of a sentence of the law, that does not hold."""
    if condition.party is None:
        says = f"the law's '{condition.text}' does not hold"
        return Fault("law", says, condition=condition.text, place=condition.place)
    says = f"{condition.party} takes part and its condition '{condition.text}' does not hold"
    return Fault("condition", says, party=condition.party, condition=condition.text, place=condition.place)
