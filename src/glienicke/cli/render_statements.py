"""Statements as people read them: every value with who says so, the preferred of rivals with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.table import Table

from glienicke.case.apart import CASE
from glienicke.case.contacts import LOGS, person_of
from glienicke.case.model import Case
from glienicke.case.rivals import Decision
from glienicke.case.timeline import Entry, Timeline
from glienicke.cli.out import table
from glienicke.cli.render import ROWS_MAX, heading, indented
from glienicke.positions.day import Day, Person
from glienicke.record.sources import source_name
from glienicke.record.words import listed


@dataclass(frozen=True, slots=True)
class Line:
    """A timeline, and which value to go by; decision None: several stand beside one another and none is chosen."""

    timeline: Timeline
    decision: Decision | None

    @property
    def several(self) -> bool:
        """Whether more than one value is said."""
        return self.decision is not None and len({entry.value for entry in self.timeline.entries}) > 1


def overview(case: Case, day: Day, lines: Iterable[Line]) -> Iterator[RenderableType]:
    """Of each person how much is said, by how many sources, and where they differ."""
    yield heading("Statements about people")
    made = table("id", "name", "statements", "sources", "several values", "contradictions", right=_NUMBERS)
    merged: dict[str, list[Line]] = {}
    for line in lines:
        id = person_of(line.timeline.subject)
        subject = line.timeline.subject if id is None else f"people/{id}"
        if subject.startswith("people/"):
            merged.setdefault(subject, []).append(line)
    for subject, of in list(merged.items())[:ROWS_MAX]:
        id = subject.removeprefix("people/")
        entries = [entry for line in of for entry in line.timeline.entries]
        made.add_row(
            id,
            day.people[id].name if id in day.people else _name(case, id),
            str(sum(len(entry.statements) for entry in entries)),
            str(len({source for entry in entries for source in entry.sources})),
            ", ".join(_what(line.timeline) for line in of if line.several) or "–",
            ", ".join(_what(line.timeline) for line in of if line.timeline.contradictions) or "–",
        )
    yield indented(made)
    if len(merged) > ROWS_MAX:
        yield indented(f"and {len(merged) - ROWS_MAX} more; name one to see what is said of it")


_NUMBERS = ("statements", "sources")


def line_views(case: Case, day: Day, lines: Iterable[Line]) -> Iterator[RenderableType]:
    """All lines in full, by subject."""
    by_subject: dict[str, list[Line]] = {}
    for line in lines:
        by_subject.setdefault(line.timeline.subject, []).append(line)
    if not by_subject:
        yield "Nothing of the kind is said by this day."
    for i, (subject, of) in enumerate(list(by_subject.items())[:ROWS_MAX]):
        if i:
            yield ""
        yield heading(subject_title(case, day, subject))
        yield indented(_table(case, of))
        for line in of:
            for clash in line.timeline.clashes:
                yield indented(_clash_says(line.timeline, clash.kind, clash.entries, clash.why))
    if len(by_subject) > ROWS_MAX:
        yield f"\nand {len(by_subject) - ROWS_MAX} more subjects; name one, or use --json"


def subject_title(case: Case, day: Day, subject: str) -> str:
    """`Ana Lind (ana): held by Northland since 2023-01-05`."""
    kind, _, id = subject.partition("/")
    if subject == CASE:
        return f"The case {case.case}"
    if kind == "people":
        person = day.people.get(id)
        return f"{person.name} ({id}): {_state(day, person)}" if person else f"{_name(case, id)} ({id})"
    if kind == "parties":
        return f"{case.parties[id].name} ({id})"
    if kind == "positions":
        party, _, date = id.partition("/")
        return f"The position of {day.parties.get(party, party)} ({party}) from {date.partition('#')[0]}"
    if kind == "signals":
        return f"The signal of {id.partition('#')[0]}"
    if kind in LOGS:
        whose, _, date = id.partition("/")
        return f"{_KINDS[kind]} {day.people[whose].name if whose in day.people else whose} ({whose}), {date}"
    return f"{_KINDS.get(kind, kind)} {id.partition('#')[0]}"


_KINDS = {"sources": "The source", "considerations": "The consideration", "history": "What happened on"} | {
    "contacts": "A contact with", "legal": "A legal step of", "aftermath": "What became of"
}  # fmt: skip


def _state(day: Day, person: Person) -> str:
    if person.state == "held":
        since = f" since {person.since}" if person.since else ""
        return f"held by {day.parties.get(person.held_by or '', person.held_by or '?')}{since}"
    return {"dead": "dead", "free": "free"}.get(person.state, "not held by anybody known")


def _name(case: Case, id: str) -> str:
    """What people alike, written once with `count`, are called."""
    person = case.people.get(id)
    return person.name[0].is_ if person is not None and person.name else id


def _what(line: Timeline) -> str:
    return f"{line.property} of {line.about}" if line.about else line.property


def _table(case: Case, lines: Iterable[Line]) -> Table:
    made = table("what", "value", "since", "until", "according to", "")
    for line in lines:
        shown = None
        for entry in line.timeline.entries:
            what = _what(line.timeline)
            made.add_row(
                what if what != shown else "",
                _text(entry),
                entry.since or "",
                entry.until or "",
                _sources(case, entry),
                "; ".join(remarks(line, entry)),
            )
            shown = what
        if line.several and line.decision is not None and line.decision.rival is None:
            made.add_row("", "", "", "", "", f"none is preferred: {line.decision.why}")
    return made


def _text(entry: Entry) -> str:
    if isinstance(entry.value, tuple):
        return ", ".join(entry.value) or "none"
    prices = {s.price for s in entry.statements if s.price is not None}
    return entry.value + "".join(f" (price {price})" for price in sorted(prices))


def _sources(case: Case, entry: Entry) -> str:
    kind = entry.statements[0].subject.partition("/")[0]
    if kind in _AROUND and "source" in entry.statements[0].implied:
        return f"as the {_AROUND[kind]} itself"
    return listed([source_dated(case, id) for id in entry.sources]) or "no source named"


_AROUND = {"positions": "position", "signals": "signal"}


def source_dated(case: Case, id: str) -> str:
    """`AP (read via WBUR), 2010-07-09`."""
    source = case.sources.get(id)
    return source_name(case, id) + (f", {source.on}" if source is not None and source.on else "")


def remarks(line: Line, entry: Entry) -> Iterator[str]:
    """Which value is preferred and why, what is not verified, notes and reasons."""
    rival = line.decision.rival if line.decision is not None else None
    if line.several and rival is not None and any(s in entry.statements for s in rival.statements):
        yield f"preferred: {line.decision.why if line.decision else ''}"
    if all(s.unverified for s in entry.statements):
        yield "not verified"
    bases = dict.fromkeys(s.basis for s in entry.statements if s.basis is not None and "basis" not in s.implied)
    if bases:
        yield listed(list(bases))
    yield from dict.fromkeys(s.note for s in entry.statements if s.note is not None and s.property != "note")
    yield from dict.fromkeys(f"because {s.because}" for s in entry.statements if s.because is not None)


def _clash_says(line: Timeline, kind: str, entries: tuple[int, ...], why: str) -> str:
    values = [f"'{_text(line.entries[i])}'" for i in entries]
    what = "contradict each other" if kind == "contradiction" else "may contradict each other"
    return f"{_what(line)}: {listed(values)} {what} ({why})."
