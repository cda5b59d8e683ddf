"""What changes a case, in the order in which it counts.

A position or a signal counts from the latest day that its date may mean. Of one day, positions come before
signals, and each kind in the order of the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from glienicke.case.model import Case, Position, Signal
from glienicke.case.places import Path
from glienicke.ground.dates import latest

Known = Callable[[tuple[str, ...]], bool]
"""Whether something with these sources was known; something without sources always was."""


@dataclass(frozen=True, slots=True)
class Event:
    """A position of a party, or a signal. party: whose position it is or changes. path: where it stands in the case."""

    on: dt.date
    what: Position | Signal
    party: str | None
    path: Path


def events(case: Case) -> tuple[Event, ...]:
    """All of them, earliest first."""
    positions = [
        Event(latest(position.from_), position, party, ("positions", party, i))
        for party, entries in case.positions.items()
        for i, position in enumerate(entries)
    ]
    signals = [Event(latest(s.on), s, s.by, ("signals", i)) for i, s in enumerate(case.signals)]
    # Sorting is stable, so the order of the file stands within a day.
    return tuple(sorted([*positions, *signals], key=lambda event: event.on))


def everything_known(according_to: tuple[str, ...]) -> bool:
    """Nothing is hidden."""
    return True


def known_by(case: Case, day: dt.date) -> Known:
    """Hides what rests only on sources that were published after the day; a source without a date hides nothing."""
    late = {id for id, source in case.sources.items() if source.on is not None and latest(source.on) > day}

    def known(according_to: tuple[str, ...]) -> bool:
        return not according_to or any(source not in late for source in according_to)

    return known


def in_words(event: Event) -> str:
    """One line that tells what the event is."""
    if isinstance(event.what, Position):
        return f"{event.party}: a position"
    signal = event.what
    if signal.what is not None:
        return signal.what
    parts = [f"{id}: {_changes(facts.model_fields_set, facts.state)}" for id, facts in signal.people.items()]
    if signal.by is not None:
        parts.append(f"{signal.by}: {_position_changes(signal)}")
    parts += [
        f"{name} changes"
        for name, edit in (("pool", signal.pool), ("table", signal.at_table))
        if edit.add or edit.remove
    ]
    return "; ".join(parts) or "a signal"


def _changes(keys: set[str], state: tuple[object, ...]) -> str:
    said = [str(getattr(fact, "is_", "")) for fact in state]
    others = sorted(keys - {"state"})
    return ", ".join([*said, *others]) or "named"


def _position_changes(signal: Signal) -> str:
    parts = [f"drops '{said.say}'" for said in signal.drop] + [f"adds '{said.say}'" for said in signal.add]
    parts += [key for key in ("worth", "cost", "floor", "share", "unilateral", "bundles") if getattr(signal, key)]
    return "; ".join(parts) or "a signal"
