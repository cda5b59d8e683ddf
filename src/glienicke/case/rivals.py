"""Rival values kept side by side, and the visible rule that prefers one for a day.

Verified before unverified; then the latest `since` in force; then more sources; then first listed. The rule
never deletes the others, and says in words why it chose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from glienicke.case.model import Fact
from glienicke.ground.dates import latest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The preferred fact, its place among its rivals (from 0), and why it was preferred."""

    fact: Fact[T]
    index: int
    why: str

    @property
    def value(self) -> T:
        """What it says."""
        return self.fact.is_


def started(fact: Fact[T], day: dt.date) -> bool:
    """Whether the fact had begun by the day; without `since` it always had."""
    return fact.since is None or latest(fact.since) <= day


def in_force(fact: Fact[T], day: dt.date) -> bool:
    """Whether the fact holds on the day: `until` is its last day."""
    return started(fact, day) and (fact.until is None or day <= latest(fact.until))


def preferred(rivals: Sequence[Fact[T]], day: dt.date) -> Choice[T] | None:
    """The one value to go by on the day, or None if none is in force."""
    if len(rivals) == 1 and rivals[0].since is None and rivals[0].until is None:
        return Choice(rivals[0], 0, "the only value")
    standing = [(i, fact) for i, fact in enumerate(rivals) if in_force(fact, day)]
    if not standing:
        return None
    best_index, best = min(standing, key=lambda entry: _rank(entry[1], entry[0]))
    others = [fact for i, fact in standing if i != best_index]
    return Choice(best, best_index, _why(best, others, len(rivals) - len(standing)))


def _since(fact: Fact[T]) -> dt.date:
    return latest(fact.since) if fact.since is not None else dt.date.min


def _rank(fact: Fact[T], index: int) -> tuple[bool, int, int, int]:
    return fact.unverified, -_since(fact).toordinal(), -len(fact.according_to), index


def _why(best: Fact[T], others: Sequence[Fact[T]], past: int) -> str:
    if not others:
        return "the only value" if not past else "the only value in force on the day"
    left = [fact for fact in others if fact.unverified == best.unverified]
    if not left:
        return "verified, and the others are not"
    left = [fact for fact in left if _since(fact) == _since(best)]
    if not left:
        return f"the latest in force, since {best.since}"
    left = [fact for fact in left if len(fact.according_to) == len(best.according_to)]
    if not left:
        count = len(best.according_to)
        return f"the most sources ({count})"
    return "listed first; the others have as many sources"
