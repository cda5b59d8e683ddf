"""What is said of one thing over time: a dated change is not a contradiction.

Values that differ contradict each other if they are said to hold at the same time: from the same date, both without a
date, or one until after the other has begun. One that begins when the other has ended, or later where no end is said,
is a change. Where partial or missing dates allow both, it is left open. What days a partial date may mean: EDTF.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

from glienicke.case.rivals import Rival, rivals_of, signalled
from glienicke.case.statement import Statement, Value
from glienicke.ground.dates import days

Kind = Literal["contradiction", "open"]

ADDITIVE = frozenset({"spellings", "note", "condition", "bundle", "law", "owed", "drop", "add", "assessment", "what"})
"""Of these, several stand beside one another and none denies another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value over one stretch of time. since, until: as said, None: not said; from a signal since its day.

    statements: all that say so, each with its source.
    """

    value: Value
    since: str | None
    until: str | None
    statements: tuple[Statement, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        """Who says so, by id of the source."""
        return tuple(dict.fromkeys(s.source for s in self.statements if s.source is not None))


@dataclass(frozen=True, slots=True)
class Clash:
    """Entries (their numbers in the timeline) that do not go together, and why.

    open: the dates do not tell whether it is a change or a contradiction.
    """

    kind: Kind
    entries: tuple[int, ...]
    why: str


@dataclass(frozen=True)
class Timeline:
    """All that is said of one thing, earliest first, what has no date before it."""

    subject: str
    property: str
    about: str
    entries: tuple[Entry, ...]
    clashes: tuple[Clash, ...]

    @cached_property
    def contradictions(self) -> tuple[Clash, ...]:
        """Different values said of the same time."""
        return tuple(clash for clash in self.clashes if clash.kind == "contradiction")


def history(statements: Iterable[Statement], person: str, property: str, about: str = "") -> Timeline:
    """The timeline of one property of a person (an id) or of any subject (`signals/2024-04`).

    about: which worth, share or legal step. Give statements that stand (`Register.standing`), or all, to see what was
    thought before as well. Empty where nothing is said.
    """
    slot = (person if "/" in person or person == "case" else f"people/{person}", property, about)
    return timeline(*slot, rivals_of(s for s in statements if s.slot == slot))


def timeline(subject: str, property: str, about: str, rivals: Iterable[Rival]) -> Timeline:
    """The timeline that rivals of one slot make."""
    found: dict[tuple[Value, str | None, str | None], list[Statement]] = {}
    for rival in rivals:
        key = (rival.value, _since(rival), rival.fact.until)
        found.setdefault(key, []).extend(rival.statements)
    entries = [Entry(*key, tuple(said)) for key, said in found.items()]
    entries.sort(key=_order)
    return Timeline(subject, property, about, tuple(entries), _clashes(property, entries))


def _since(rival: Rival) -> str | None:
    if rival.fact.since is not None:
        return str(rival.fact.since)
    return rival.signal.partition("/")[2].partition("#")[0] if signalled(rival) is not None else None


def _order(entry: Entry) -> tuple[dt.date, dt.date]:
    return (dt.date.min, dt.date.min) if entry.since is None else (days(entry.since)[1], days(entry.since)[0])


def _clashes(property: str, entries: list[Entry]) -> tuple[Clash, ...]:
    if property in ADDITIVE:
        return ()
    pairs: dict[Kind, list[tuple[int, int, str]]] = {"contradiction": [], "open": []}
    for (i, a), (j, b) in combinations(enumerate(entries), 2):
        if a.value != b.value:
            found = compared(a, b)
            if found is not None:
                pairs[found[0]].append((i, j, found[1]))
    return tuple(clash for kind, said in pairs.items() for clash in _joined(kind, said))


def _joined(kind: Kind, pairs: list[tuple[int, int, str]]) -> Iterable[Clash]:
    """Pairs for the same reason that share an entry are one clash."""
    groups: list[tuple[set[int], str]] = []
    for i, j, why in pairs:
        touched = [group for group in groups if group[1] == why and {i, j} & group[0]]
        merged = {i, j}.union(*(members for members, _ in touched))
        groups = [group for group in groups if group not in touched] + [(merged, why)]
    return (Clash(kind, tuple(sorted(members)), why) for members, why in groups)


def compared(a: Entry, b: Entry) -> tuple[Kind, str] | None:
    """How two different values go together, the earlier first: None if the later is a change of the earlier."""
    if a.until is not None and b.since is not None:
        return _ended(a.until, b.since)
    if a.since is None and b.since is None:
        return "contradiction", "neither has a date"
    if a.since is None or b.since is None:
        if any(s.part_of for s in (*a.statements, *b.statements)):
            return None  # a signal is a change, by what the word means
        return "open", f"one has no date: a change from {b.since or a.since}, or a contradiction"
    (a_first, a_last), (b_first, b_last) = days(a.since), days(b.since)
    if (a_first, a_last) == (b_first, b_last):
        return "contradiction", f"both from {a.since}"
    if a_last >= b_first and b_last >= a_first:
        return "open", f"{a.since} and {b.since} may be the same time"
    return None


def _ended(until: str, since: str) -> tuple[Kind, str] | None:
    """One is said to end on a day, the other to begin on one: on one and the same day a change is a change."""
    (end_first, end_last), (start_first, start_last) = days(until), days(since)
    if end_last <= start_first:
        return None
    if end_first > start_last:
        return "contradiction", f"one until {until}, the other from {since}"
    return "open", f"the end {until} and the beginning {since} may overlap"


def timelines(statements: Iterable[Statement]) -> tuple[tuple[Timeline, tuple[Rival, ...]], ...]:
    """Every timeline that the statements make, in their order, each with its rivals."""
    slots: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in statements:
        slots.setdefault(statement.slot, []).append(statement)
    made = ((slot, rivals_of(said)) for slot, said in slots.items())
    return tuple((timeline(*slot, rivals), rivals) for slot, rivals in made)


def begins(statement: Statement) -> dt.date | None:
    """The day from which it counts: its own, and not before the position or signal that it stands in."""
    texts = [statement.valid_from, _date_of(statement.part_of), _date_of(statement.subject)]
    if statement.property == "assessment":
        texts.append(statement.said_on)
    return max((days(text)[1] for text in texts if text is not None), default=None)


_DATED = ("positions", "signals", "history", "contacts", "aftermath")
"""Kinds of subjects that hold a date from which they count; a legal step counts before its own."""


def _date_of(subject: str) -> str | None:
    """The date that the subject of a position, signal or event holds."""
    kind, _, rest = subject.partition("/")
    if kind in ("positions", "contacts", "aftermath"):
        rest = rest.partition("/")[2]
    return rest.partition("#")[0] if kind in _DATED else None
