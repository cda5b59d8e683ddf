"""statements: who says what of whom, rivals side by side, and files for FollowTheMoney."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType

from glienicke.case.apart import CASE, statements_of
from glienicke.case.contacts import person_of
from glienicke.case.ftm import export
from glienicke.case.model import Case
from glienicke.case.rivals import Decision, Rival, decide
from glienicke.case.statement import Statement, data_of
from glienicke.case.timeline import ADDITIVE, Timeline, begins, timelines
from glienicke.case.write import CannotEdit, save
from glienicke.cli import options
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.opening import date_asked, no_such, open_case, open_day
from glienicke.cli.out import show, show_json
from glienicke.cli.render_log import consent_says, log_views, of_log
from glienicke.cli.render_statements import Line, line_views, overview
from glienicke.ground.dates import latest
from glienicke.positions.asof import consent_as_of
from glienicke.positions.consent import Consent
from glienicke.positions.day import Day
from glienicke.record.words import count


@dataclass(frozen=True, slots=True)
class Asked:
    """A case as of a day, all statements that count by then, the lines asked for, and how many count only later.

    consent: what the one person asked about has said to an exchange, None of anything else.
    """

    case: Case
    day: Day
    title: str
    statements: tuple[Statement, ...]
    lines: tuple[Line, ...]
    later: int
    consent: Consent | None = None


def statements_command(
    case: options.CasePath,
    person: Annotated[
        str | None,
        typer.Argument(
            metavar="[PERSON]",
            help="Only about this person; or a party, a consideration or a source, by id; or the word `case`.",
            show_default=False,
        ),
    ] = None,
    property: Annotated[
        str | None,
        typer.Option("--property", metavar="P", help="Only this key: held_by, charge, worth…", show_default=False),
    ] = None,
    rivals: Annotated[bool, typer.Option("--rivals", help="Only where sources or dates give several values.")] = False,
    on: options.On = None,
    known_by: options.KnownBy = None,
    ftm: Annotated[
        Path | None,
        typer.Option(
            "--ftm",
            metavar="FOLDER",
            help="Write the case's statements there: public facts for FollowTheMoney, and all of them in our own form.",
            show_default=False,
        ),
    ] = None,
    json: options.AsJson = False,
) -> None:
    """Show who says what: each fact with its sources, rivals side by side, what changed and what contradicts.

    \b
    Examples:
      glienicke statements cases/ankara-2024
      glienicke statements cases/ankara-2024 whelan
      glienicke statements cases/ankara-2024 --rivals --property sentence
      glienicke statements cases/ankara-2024 --ftm export

    Where values differ, one is preferred by a rule that says why: the latest signal; then verified before unverified;
    the latest date; the most sources; the first listed. The others stay. A dated change is no contradiction.
    `--ftm` writes entities.ftm.json and statements.ftm.json (people, custodians, sources; no positions) and
    statements.jsonl (everything, positions too: keep it at the desk).
    """
    if ftm is not None and (person is not None or property is not None or rivals):
        raise Refused(USAGE, "--ftm writes the whole case; leave out PERSON, --property and --rivals")
    asked = _asked(case, person, property, rivals, on, known_by)
    if ftm is not None:
        known = date_asked(known_by, "--known-by") if known_by is not None else None
        whole = seen(statements_of(asked.case), asked.case, dt.date.max if on is None else asked.day.on, known)
        files = write_files(ftm, whole)
        if json:
            show_json("statements", {**_head(asked), "statements": len(whole), "files": [str(file) for file in files]})
        else:
            show([*(f"Wrote {file}." for file in files)])
    elif json:
        show_json(
            "statements",
            {
                **_head(asked),
                "later": asked.later,
                **({} if asked.consent is None else {"consent": consent_data(asked.consent)}),
                "lines": [line_data(line) for line in asked.lines],
            },
        )
    elif person is None and property is None and not rivals:
        show([asked.title, *overview(asked.case, asked.day, asked.lines)])
    else:
        show([asked.title, *_views(asked, property is not None or rivals)])


def _views(asked: Asked, narrow: bool) -> Iterator[RenderableType]:
    """The lines; of whole subjects the logs as timelines. Who asks for one key sees that key alone."""
    if narrow:
        yield from line_views(asked.case, asked.day, asked.lines)
        return
    yield from line_views(asked.case, asked.day, (line for line in asked.lines if not of_log(line)))
    yield from log_views(asked.case, asked.day, asked.lines)
    if asked.consent is not None and asked.consent.word is not None:
        yield ""
        yield consent_says(asked.case, asked.day, asked.consent)


def _asked(
    path: Path, person: str | None, property: str | None, rivals: bool, on: str | None, known_by: str | None
) -> Asked:
    case = open_case(path)
    known = date_asked(known_by, "--known-by") if known_by is not None else None
    everything = statements_of(case)
    day, title = open_day(case, on, known_by)
    statements = seen(everything, case, day.on, known)
    days = [begun for s in seen(everything, case, dt.date.max, known) if (begun := begins(s) or day.on) > day.on]
    if on is None and days:
        title += f"{count(len(days), 'statement')} of later days left out; --on {max(days)} shows them\n"
    subjects = None if person is None else subjects_of(case, person, statements)
    of = [s for s in statements if subjects is None or s.subject in subjects]
    properties = dict.fromkeys(s.property for s in everything)
    if property is not None and property not in properties:
        raise Refused(USAGE, no_such("property", property, properties))
    lines = lines_of((s for s in of if property in (None, s.property)), day)
    told = tuple(line for line in lines if line.several or not rivals)
    alone = person in case.people and property in (None, "consent")
    consent = consent_as_of(case, str(person), day.on, known) if alone else None
    return Asked(case, day, title, statements, told, len(days), consent)


def seen(
    statements: Iterable[Statement], case: Case, day: dt.date, known: dt.date | None = None
) -> tuple[Statement, ...]:
    """What counts by the day, and was published by the other day: a source without a date hides nothing."""
    late = {id for id, s in case.sources.items() if known is not None and s.on is not None and latest(s.on) > known}
    hidden = {f"sources/{id}" for id in late}
    return tuple(
        s for s in statements if s.source not in late and s.subject not in hidden and (begins(s) or dt.date.min) <= day
    )


def subjects_of(case: Case, id: str, statements: Iterable[Statement]) -> frozenset[str]:
    """The subjects that an id stands for: with a party go positions and signals, with a person logs. Or Refused."""
    given = [s for s in statements if s.subject != CASE]
    if id == CASE:
        return frozenset({CASE})
    kinds = [kind for kind in ("people", "parties", "considerations", "sources") if id in getattr(case, kind)]
    if not kinds:
        raise Refused(USAGE, no_such("person", id, (*case.people, *case.parties, *case.considerations)))
    found = {f"{kind}/{id}" for kind in kinds}
    if "people" in kinds:
        found |= {s.subject for s in given if person_of(s.subject) == id}
    if "parties" in kinds:
        found |= {s.subject for s in given if s.subject.startswith(f"positions/{id}/")}
        found |= {s.subject for s in given if s.property == "by" and s.value == id and s.subject.startswith("signals/")}
    return frozenset(found)


def lines_of(statements: Iterable[Statement], day: Day) -> tuple[Line, ...]:
    """The timelines, each with the value to go by on the day."""
    return tuple(Line(line, _decided(line, rivals, day)) for line, rivals in timelines(statements))


def _decided(line: Timeline, rivals: Sequence[Rival], day: Day) -> Decision | None:
    """The decision, None where nothing is to be decided. Of the dead and the freed nobody is the custodian."""
    if line.property in ADDITIVE:
        return None
    decision = decide(rivals, day.on)
    person = day.people.get(line.subject.removeprefix("people/"))
    if line.property == "held_by" and person is not None and person.state in ("dead", "free") and decision.rival:
        return Decision(None, f"the person is {person.state}, and nobody's custody is in force")
    return decision


def write_files(folder: Path, statements: Iterable[Statement]) -> list[Path]:
    """Write an export's files, each whole or not at all; or Refused."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in export(statements).items():
            save(folder / name, text.encode("utf-8"))
            written.append(folder / name)
    except (OSError, CannotEdit) as fault:
        raise Refused(USAGE, f"{folder} cannot be written: {getattr(fault, 'strerror', None) or fault}") from None
    return written


def _head(asked: Asked) -> dict[str, Any]:
    return {"case": asked.day.case, "on": asked.day.on.isoformat(), "statements": len(asked.statements)}


def line_data(line: Line) -> dict[str, Any]:
    """One timeline as JSON."""
    return {
        "subject": line.timeline.subject,
        "property": line.timeline.property,
        "about": line.timeline.about,
        "preferred": _preferred(line.decision),
        "values": [
            {
                "value": _value(entry.value),
                "since": entry.since,
                "until": entry.until,
                "sources": list(entry.sources),
                "statements": [{"id": s.id, **data_of(s)} for s in entry.statements],
            }
            for entry in line.timeline.entries
        ],
        "clashes": [
            {"kind": clash.kind, "values": list(clash.entries), "why": clash.why} for clash in line.timeline.clashes
        ],
    }


def consent_data(consent: Consent) -> dict[str, Any]:
    """What consent comes to as JSON."""
    word = consent.word
    return {
        "state": consent.state,
        "said": word.said if word else None,
        "on": word.date if word else None,
        "contact": word.contact if word else None,
        "according_to": list(word.according_to) if word else [],
        "why": consent.why,
    }


def _value(value: str | tuple[str, ...]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _preferred(decision: Decision | None) -> dict[str, Any] | None:
    if decision is None:
        return None
    return {"value": _value(decision.rival.value) if decision.rival else None, "why": decision.why}
