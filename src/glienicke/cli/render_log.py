"""A person's timeline: contacts, legal steps, what came after, and what was said of it all, by date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rich.console import RenderableType

from glienicke.case.contacts import LOGS, person_of
from glienicke.case.model import Case
from glienicke.case.timeline import Entry
from glienicke.cli.out import table
from glienicke.cli.render import heading, indented
from glienicke.cli.render_statements import Line, remarks, source_dated
from glienicke.ground.dates import days, latest
from glienicke.positions.consent import Consent
from glienicke.positions.day import Day
from glienicke.record.words import listed

AFTER = {
    "re-arrest": "arrested again",
    "death": "died",
    "later-swap": "exchanged again",
    "other": "afterwards",
}
"""What became of a person, in words."""


def of_log(line: Line) -> bool:
    """Whether the line belongs into a person's timeline."""
    subject = line.timeline.subject
    return person_of(subject) is not None or (subject.startswith("people/") and line.timeline.property == "assessment")


def log_views(case: Case, day: Day, lines: Iterable[Line]) -> Iterator[RenderableType]:
    """The timeline of each person of whom anything is logged."""
    people: dict[str, dict[str, dict[str, Line]]] = {}
    for line in filter(of_log, lines):
        subject = line.timeline.subject
        id = person_of(subject) or subject.removeprefix("people/")
        people.setdefault(id, {}).setdefault(subject, {})[line.timeline.property] = line
    for id, subjects in people.items():
        rows = [row for subject, of in subjects.items() for row in _rows(case, day, subject, of)]
        yield ""
        yield heading(f"Timeline of {day.people[id].name if id in day.people else id} ({id})")
        made = table("date", "what", "according to", "")
        for _, date, what, sources, remarked in sorted(rows, key=lambda row: row[0]):
            made.add_row(date, what, sources, remarked)
        yield indented(made)


Row = tuple[tuple[dt.date, dt.date], str, str, str, str]


def _rows(case: Case, day: Day, subject: str, of: dict[str, Line]) -> Iterator[Row]:
    kind = subject.partition("/")[0]
    if kind not in LOGS:
        for entry in of["assessment"].timeline.entries:
            for statement in entry.statements:
                who = statement.chain[-1] if statement.chain else "nobody named"
                sources = source_dated(case, statement.source) if statement.source else "no source named"
                said = f"assessment by {who}: {entry.value}"
                yield _when(statement.said_on), statement.said_on or "", said, sources, statement.note or ""
        return
    head = of["on"].timeline.entries[0]
    texts = {property: str(line.timeline.entries[0].value) for property, line in of.items()}
    what = {"contacts": _contact, "legal": _legal, "aftermath": _after}[kind](day, texts)
    yield _when(texts["on"]), texts["on"], what, _sources(case, head), "; ".join(remarks(of["on"], head))


def _when(date: str | None) -> tuple[dt.date, dt.date]:
    return days(date) if date is not None else (dt.date.min, dt.date.min)


def _contact(day: Day, texts: dict[str, str]) -> str:
    by = texts.get("by", "?")
    who = f" ({texts['who']})" if "who" in texts else ""
    parts = [texts["what"]] if "what" in texts else []
    if "pressure" in texts:
        parts.append(f"pressure reported: {texts['pressure']}")
    if "consent" in texts:
        parts.append(f"consent {texts['consent']}" + (f" ({texts['how']})" if "how" in texts else ""))
    elif "how" in texts:
        parts.append(texts["how"])
    named = day.parties.get(by) or ("others" if by == "other" else f"the {by}")
    return f"contact by {named}{who}: " + "; ".join(parts)


def _legal(day: Day, texts: dict[str, str]) -> str:
    ahead = ", still ahead" if latest(texts["on"]) > day.on else ""
    court = f", {texts['court']}" if "court" in texts else ""
    return f"legal step{ahead}: {texts.get('what', '?')}{court}"


def _after(day: Day, texts: dict[str, str]) -> str:
    what = AFTER.get(texts.get("what", ""), "afterwards")
    return what + (f": {texts['how']}" if "how" in texts else "")


def _sources(case: Case, entry: Entry) -> str:
    return listed([source_dated(case, id) for id in entry.sources]) or "no source named"


def consent_says(case: Case, day: Day, consent: Consent) -> str:
    """`Consent to an exchange on 2024-03-01: refused (withdrawn 2024-03-01, according to AP): the last word …`"""
    word = consent.word
    said = ""
    if word is not None:
        sources = listed([source_dated(case, id) for id in word.according_to])
        said = f" ({word.said}{f' {word.date}' if word.date else ''}{f', according to {sources}' if sources else ''})"
    return f"Consent to an exchange on {day.on}: {consent.state}{said}: {consent.why}."
