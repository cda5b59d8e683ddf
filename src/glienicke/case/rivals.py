"""Rival values kept side by side, and the visible rule that prefers one for a day.

Verified before unverified; then the latest `since` in force; then more sources; then first listed. The rule
never deletes the others, and says in words why it chose.

Of statements about one thing (`Rival`, `decide`) the same rule holds layer by layer: what the latest signal says comes
before earlier signals, and those before what stands in `people`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from glienicke.case.model import Fact
from glienicke.case.statement import Statement, Value
from glienicke.case.together import Group, grouped
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


@dataclass(frozen=True, slots=True)
class Rival:
    """One value that somebody says, with the statements that say it, one a source. signal: the one it stands in."""

    fact: Fact[Any]
    statements: tuple[Statement, ...]
    signal: str = ""

    @property
    def value(self) -> Value:
        """What it says."""
        return self.statements[0].value

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says so, by id of the source."""
        return tuple(dict.fromkeys(s.source for s in self.statements if s.source is not None))


@dataclass(frozen=True, slots=True)
class Decision:
    """Which rival is preferred on a day, None where none is in force, and why."""

    rival: Rival | None
    why: str


def rivals_of(statements: Iterable[Statement]) -> tuple[Rival, ...]:
    """The values that statements about one thing give, in their order. The status is not looked at."""
    return tuple(_rival(group) for group in grouped(statements))


def _rival(group: Group) -> Rival:
    first = group.first
    fact: Fact[Any] = Fact.model_construct(
        is_=first.value,
        since=group.since,
        until=first.valid_to,
        according_to=group.sources,
        basis=group.basis,
        by=first.by,
        note=first.note,
        unverified=group.unverified,
    )
    return Rival(fact, group.statements, first.part_of)


def signalled(rival: Rival) -> dt.date | None:
    """The day of the signal it stands in, None outside signals."""
    return latest(rival.signal.partition("/")[2].partition("#")[0]) if rival.signal else None


def decide(rivals: Sequence[Rival], day: dt.date) -> Decision:
    """The one to go by on the day: the latest signal that says something, else what stands outside signals."""
    layers: dict[str, list[Rival]] = {"": []}
    days: dict[str, dt.date] = {"": dt.date.min}
    for rival in rivals:
        layers.setdefault(rival.signal, []).append(rival)
        days[rival.signal] = signalled(rival) or dt.date.min
    # Sorting is stable: of one day, the signal that stands later in the file comes later.
    for signal in sorted((name for name in layers if days[name] <= day), key=days.__getitem__)[::-1]:
        begun = [rival for rival in layers[signal] if started(rival.fact, day)]
        if not begun:
            continue
        choice = preferred([rival.fact for rival in begun], day)
        if choice is None:
            return Decision(None, "none is in force on the day: the last has ended")
        below = any(rival.signal != signal for rival in rivals)
        return Decision(begun[choice.index], _by_signal(signal, days[signal], choice.why) if below else choice.why)
    return Decision(None, "nothing is said of it by the day")


def _by_signal(signal: str, day: dt.date, why: str) -> str:
    said = f"said by the latest signal, of {day}" if signal else "no signal has changed it by the day"
    return said if why.startswith("the only value") else f"{said}; {why}"
