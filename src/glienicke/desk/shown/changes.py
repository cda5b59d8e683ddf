"""What differs between two versions of a case: of their texts, line by line, and of what they say on one day.

In: texts by file name, unified diffs, days. Out: lines with their kind, rows of two columns, facts that differ.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Literal

from glienicke.case.model import Case
from glienicke.desk.shown.position import Stance, stance
from glienicke.positions.day import Consideration, Day, Person
from glienicke.record.words import in_words, listed, name

Kind = Literal["same", "in", "out", "place"]

CONTEXT = 3
"""Lines around a difference that are shown with it."""

LINES_MAX = 2_000
"""Lines of one file's difference that a page shows; the rest is in the export."""

FACTS: Mapping[str, str] = {
    "name": "name",
    "held_by": "held by",
    "state": "state",
    "since": "held since",
    "citizen_of": "citizen of",
    "tags": "tags",
    "rank": "rank",
    "born": "born",
    "to": "may be received by",
    "minors": "minors who go along",
    "minors_with": "minors are counted on",
    "consent": "consent",
    "steps": "legal steps",
    "owed": "release owed by law",
    "in_pool": "in the pool",
    "add_price": "price of adding",
    "alive": "chance of being alive",
    "giver": "given by",
    "what": "what",
}
"""The facts of people and considerations that are compared, in words; where they stand in a file is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a difference. kind: `in` is new, `out` is gone, `place` says where the next lines stand."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the left text beside one of the right; None where a side has none. left_at, right_at: numbers from 1.
    A row without both is a stretch that is left out, as both have it."""

    left_at: int | None
    left: str | None
    right_at: int | None
    right: str | None

    @property
    def kind(self) -> str:
        """`same`, `changed`, `out` (only left), `in` (only right) or `left-out`."""
        if self.left is None and self.right is None:
            return "left-out"
        if self.left is None or self.right is None:
            return "in" if self.left is None else "out"
        return "same" if self.left == self.right else "changed"


@dataclass(frozen=True, slots=True)
class Differs:
    """One fact that differs. subject: whose; what: which; before and after: in words, empty where nothing is said."""

    subject: str
    what: str
    before: str
    after: str


def marked(diff: str) -> tuple[Line, ...]:
    """The lines of a unified diff, without its head."""
    kinds: Mapping[str, Kind] = {"+": "in", "-": "out", "@": "place"}
    found = []
    for number, line in enumerate(diff.split("\n")):
        if number < 2 and line.startswith(("---", "+++")):
            continue
        kind = kinds.get(line[:1], "same")
        found.append(Line(kind, line if kind == "place" else line[1:]))
    while found and not found[-1].text:
        found.pop()
    return _short(found)


def text_changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, tuple[Line, ...]]:
    """How texts differ, by file; files that do not are left out."""
    only_ends = (Line("place", "Only line ends differ."),)
    return {file: marked(diff) or only_ends for file, diff in unified(before, after).items()}


def unified(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The unified diff of each file whose text differs; empty where only line ends do."""
    found = {}
    for file in dict.fromkeys((*before, *after)):
        old, new = before.get(file, ""), after.get(file, "")
        if old != new:
            lines = difflib.unified_diff(old.splitlines(), new.splitlines(), "before", "after", lineterm="", n=CONTEXT)
            found[file] = "\n".join(lines)
    return found


def _short(lines: list[Line]) -> tuple[Line, ...]:
    if len(lines) <= LINES_MAX:
        return tuple(lines)
    return (*lines[:LINES_MAX], Line("place", f"and {len(lines) - LINES_MAX:,} lines more"))


def beside(left: str, right: str) -> tuple[Row, ...]:
    """Two texts in two columns: what differs with the lines around it."""
    rows: list[Row] = []
    one, two = left.splitlines(), right.splitlines()
    groups = difflib.SequenceMatcher(None, one, two, autojunk=len(one) > 20_000).get_grouped_opcodes(CONTEXT)
    for number, group in enumerate(groups):
        if number or group[0][1] or group[0][3]:
            rows.append(Row(None, None, None, None))
        for _, i, i_end, j, j_end in group:
            for step in range(max(i_end - i, j_end - j)):
                at, other = i + step, j + step
                mine = (at + 1, one[at]) if at < i_end else (None, None)
                theirs = (other + 1, two[other]) if other < j_end else (None, None)
                rows.append(Row(*mine, *theirs))
    return tuple(rows[:LINES_MAX])


# ------------------------------------------------------------------ what is said on a day


def facts_that_differ(before: Case, first: Day, after: Case, second: Day) -> tuple[Differs, ...]:
    """What two versions of a case say differently on a day: people, considerations, positions, table and law."""
    return (
        *_things("person", first, second, first.people, second.people),
        *_things("consideration", first, second, first.considerations, second.considerations),
        *_parties(before, first, after, second),
        *_law(first, second),
    )


def _things(
    kind: str,
    first: Day,
    second: Day,
    old: Mapping[str, Person] | Mapping[str, Consideration],
    new: Mapping[str, Person] | Mapping[str, Consideration],
) -> Iterator[Differs]:
    for id in dict.fromkeys((*old, *new)):
        if id not in old or id not in new:
            here = f"{name(first if id in old else second, id)} ({id})"
            yield Differs(here, kind, *("in the case" if id in side else "not in the case" for side in (old, new)))
            continue
        one, two = old[id], new[id]
        if one == two:
            continue
        for key in (field.name for field in fields(one)):
            says = FACTS.get(key)
            before, after = getattr(one, key), getattr(two, key)
            if says is not None and before != after:
                yield Differs(f"{name(second, id)} ({id})", says, _words(first, before), _words(second, after))


def _words(day: Day, value: object) -> str:
    match value:
        case None:
            return "not said"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return listed([f"{key} {said}" for key, said in value.items()]) or "none"
        case frozenset():
            return listed(sorted(map(str, value))) or "none"
        case tuple():
            return listed([name(day, str(part)) for part in value]) or "none"
        case str():
            return name(day, value)
    return str(value)


def _parties(before: Case, first: Day, after: Case, second: Day) -> Iterator[Differs]:
    for party in dict.fromkeys((*first.parties, *second.parties)):
        old = stance(before, first, party) if party in first.parties else None
        new = stance(after, second, party) if party in second.parties else None
        called = second.parties.get(party) or first.parties[party]
        if old is None or new is None:
            gone = "no party of the case"
            yield Differs(called, "party", gone if old is None else called, gone if new is None else called)
        one, two = told(old), told(new)
        for key in dict.fromkeys((*one, *two)):
            if one.get(key, "") != two.get(key, ""):
                yield Differs(called, key, one.get(key, ""), two.get(key, ""))


def told(said: Stance | None) -> dict[str, str]:
    """A position as facts in words, by what each is about."""
    if said is None:
        return {}
    found = {"position": said.basis, "at the table": "yes" if said.at_table else "no"}
    if not said.present:
        return found
    found |= {f"worth of {value.whom}": value.says for value in said.worth}
    found |= {f"cost of {value.whom}": value.says for value in said.cost}
    found |= {f"condition: {said_.says}": said_.price for said_ in said.conditions}
    found |= {f"rule: {line}": "holds" for line in said.rest}
    return found | {"least gain it signs for": said.floor, "note": said.note}


def _law(first: Day, second: Day) -> Iterator[Differs]:
    one, two = ([in_words(day, said.sentence) for said in day.law] for day in (first, second))
    for line in dict.fromkeys((*one, *two)):
        if (line in one) != (line in two):
            yield Differs("Law", line, "binds" if line in one else "", "binds" if line in two else "")
