"""`glienicke inbox`: what documents suggest for a case, and what a person lets in."""

from __future__ import annotations

import datetime as dt
import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from glienicke.case.model import Case
from glienicke.case.statement import Statement, Value
from glienicke.cli import inbox_loop, options
from glienicke.cli.exits import FOUND, MISTAKES, NONE, USAGE, Refused
from glienicke.cli.opening import no_such
from glienicke.cli.out import show, show_json
from glienicke.cli.read import By, Consent, Model
from glienicke.cli.render import bullet
from glienicke.cli.render_inbox import added_view, diff_view, item_data, list_view, value_of
from glienicke.record.words import count
from glienicke.reports.data import Document
from glienicke.reports.document import open_document
from glienicke.reports.inbox import CannotDecide, Inbox, decided, with_rejected
from glienicke.reports.inbox_edit import CannotAccept, as_value, diff_of, open_files, proposal, stands
from glienicke.reports.inbox_file import Place, added, committed, settled, taking_back
from glienicke.reports.inbox_suggest import Origin, origin_of, sha256, suggested
from glienicke.reports.known import Known
from glienicke.reports.reader import Reader, guarded, reader_named

Add = Annotated[
    list[Path] | None,
    typer.Option("--add", metavar="FILE", help="Read an article or statement into the inbox; repeat it."),
]
Published = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="With --add: the day of publication.", show_default=False),
]
Who = Annotated[
    str | None,
    typer.Option("--who", metavar="NAME", help="With --add: who published it. Default: the file's name."),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="ID", help="With --add: the document is this source of the case.")
]
Confirming = Annotated[
    bool, typer.Option("--confirming", help="With --add: suggest as well what the case says already.")
]
Listed = Annotated[bool, typer.Option("--list", help="Show what is open, and change nothing.")]
Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="ID", help="Accept; repeat it, or part ids by commas.", show_default=False),
]
Reject = Annotated[
    list[str] | None,
    typer.Option("--reject", metavar="ID", help="Reject; repeat it, or part ids by commas.", show_default=False),
]
Instead = Annotated[
    str | None,
    typer.Option("--value", metavar="TEXT", help="With one --accept: accept this value in its place."),
]
Undo = Annotated[bool, typer.Option("--undo", help="Take the last decision back.")]
Yes = Annotated[bool, typer.Option("--yes", help="Write into the case. Without it the diff is shown, and no more.")]
Decider = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides. Default: the name you are logged in by.")
]


@dataclass
class _Told:
    """What a run has done, for the answer."""

    added: list[dict[str, Any]] = field(default_factory=list)
    decided: list[Statement] = field(default_factory=list)
    diff: str = ""
    preferred: tuple[str, ...] = ()
    written: bool = False


def inbox_command(
    case: options.CasePath,
    add: Add = None,
    published: Published = None,
    who: Who = None,
    source: Source = None,
    confirming: Confirming = False,
    reader: By = "rules",
    model: Model = None,
    consent: Consent = False,
    list_open: Listed = False,
    accept: Accept = None,
    reject: Reject = None,
    value: Instead = None,
    undo: Undo = False,
    yes: Yes = False,
    by: Decider = None,
    json: options.AsJson = False,
) -> int:
    """What documents suggest for a case: nothing enters it until you accept it. In a terminal, one key each.

    \b
    Examples:
      glienicke inbox mine.yaml --add article.txt --published 2024-08-01 --who 'The Gazette'
      glienicke inbox mine.yaml                          one key for each suggestion
      glienicke inbox mine.yaml --list
      glienicke inbox mine.yaml --accept 3f09ab12,77c1d0e4 --yes
      glienicke inbox mine.yaml --reject 5d0c9e31
      glienicke inbox mine.yaml --undo --yes
    """
    place, told, name = Place(case), _Told(), by or _login()
    if value is not None and len(_ids(accept)) != 1:
        raise Refused(USAGE, "--value goes with one --accept ID")
    if undo and (accept or reject):
        raise Refused(USAGE, "--undo goes alone, without --accept and --reject")
    try:
        if add:
            how = _how(published, who, source, confirming, _reader(reader, model, consent))
            told.added = [_add(place, path, how, name) for path in add]
        if undo:
            _undo(place, told, name, yes)
        if accept or reject:
            _decide(place, told, (_ids(accept), _ids(reject)), value, name, yes)
        inbox, now = _open(place)
        if not (add or undo or accept or reject or list_open or json) and sys.stdin.isatty():
            inbox_loop.run(_desk(place, name))
            return FOUND
    except CannotAccept as fault:
        raise Refused(MISTAKES, str(fault), fault.diagnostics) from None
    except CannotDecide as fault:
        raise Refused(MISTAKES, str(fault)) from None
    if json:
        show_json("inbox", _data(place, inbox, now, told))
    else:
        _show(inbox, now, told, whole=list_open or not (undo or accept or reject))
    return FOUND if inbox.open or told.decided or told.diff else NONE


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # nobody is logged in, as in some containers
        return "unknown"


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat()


def _ids(given: Sequence[str] | None) -> list[str]:
    return [id.strip() for text in given or () for id in text.split(",") if id.strip()]


def _open(place: Place) -> tuple[Inbox, Case]:
    if not place.case.exists():
        raise Refused(MISTAKES, f"{place.case}: there is no such file or folder")
    inbox = settled(place, lambda statement: stands(open_files(place.case).case, statement))
    return inbox, open_files(place.case).case


# ------------------------------------------------------------------ documents


@dataclass(frozen=True)
class _Reading:
    """How documents are read. published: the day. source: an id of the case."""

    published: dt.date | None
    who: str | None
    source: str | None
    confirming: bool
    reader: Reader


def _how(published: str | None, who: str | None, source: str | None, confirming: bool, reader: Reader) -> _Reading:
    try:
        day = dt.date.fromisoformat(published) if published else None
    except ValueError:
        raise Refused(USAGE, f"--published {published}: expected one day, like 2024-08-01") from None
    return _Reading(day, who, source, confirming, reader)


def _reader(name: str, model: str | None, consent: bool) -> Reader:
    if name == "llm" and not consent:
        raise Refused(USAGE, "--reader llm sends the documents to a provider; if that may be, say --consent")
    try:
        return reader_named(name, model, consent=consent)
    except ValueError as problem:
        raise Refused(USAGE, str(problem)) from None


def _add(place: Place, path: Path, how: _Reading, by: str) -> dict[str, Any]:
    """Read one document into the inbox; what it brought."""
    inbox, case = _open(place)
    if how.source is not None and how.source not in case.sources:
        raise Refused(USAGE, no_such("source", how.source, case.sources))
    try:
        document = open_document(path, how.published)
        reading = guarded(how.reader.read(document, Known.of(case)))
    except OSError as problem:
        raise Refused(MISTAKES, f"{path} cannot be opened: {problem.strerror or problem}") from None
    except ValueError as problem:
        raise Refused(MISTAKES, str(problem)) from None
    kept = os.path.relpath(path, place.inbox.parent)
    if how.source is not None:
        origin = Origin(how.source, case.sources[how.source].who, kept)
    else:
        origin = origin_of(document, case, inbox, how.who, kept)
    found = suggested(reading, case, inbox, origin, by=by, at=_now(), confirming=how.confirming)
    if found.statements:
        added(place, found.statements)
    held_back = {**reading.thrown_away, **found.held_back}
    return {"document": document.name, "source": origin.id, "suggested": found.new, "held_back": held_back}


def _document(place: Place, inbox: Inbox, source: str) -> Document | None:
    """A document as it was read, if its file is still there and unchanged."""
    known = inbox.source(source)
    if "file" not in known:
        return None
    days = {s.said_on for s in inbox.statements if s.source == source and s.said_on}
    try:
        path = place.inbox.parent / known["file"]
        document = open_document(path, dt.date.fromisoformat(min(days)) if days else None)
    except (OSError, ValueError):
        return None
    return document if sha256(document) == known.get("sha256") else None


# ------------------------------------------------------------------ decisions


def _decide(place: Place, told: _Told, ids: tuple[list[str], list[str]], value: str | None, by: str, yes: bool) -> None:
    inbox, case = _open(place)
    chosen = {item.id for item in map(inbox.find, ids[0])}
    accepted = [item for item in inbox.open if item.id in chosen]
    rejected = with_rejected(inbox, map(inbox.find, ids[1]), case.people)
    both = {item.id for item in accepted} & {item.id for item in rejected}
    if both:
        raise Refused(USAGE, f"accepted and rejected at once: {', '.join(sorted(both))}")
    instead: dict[str, Value] = {} if value is None else {accepted[0].id: as_value(accepted[0], value)}
    if accepted:
        found = proposal(place.case, inbox, accepted, instead)
        told.diff, told.preferred = found.diff, found.preferred
        if yes:
            statements = decided(found.items, "accepted", by=by, at=_now(), instead=instead)
            committed(place, statements, found.changes)
            told.decided += statements
            told.written = bool(found.changes)
    if rejected and (yes or not accepted):
        statements = decided(rejected, "rejected", by=by, at=_now())
        added(place, statements)
        told.decided += statements


def _undo(place: Place, told: _Told, by: str, yes: bool) -> None:
    inbox, _ = _open(place)
    statements, changes = taking_back(place, inbox, by=by, at=_now())
    told.diff = "\n".join(diff_of(change) for change in changes)
    if yes or not changes:
        committed(place, statements, changes)
        told.decided += statements
        told.written = bool(changes)


def _desk(place: Place, by: str) -> inbox_loop.Desk:
    return inbox_loop.Desk(
        place=place,
        by=by,
        now=_now,
        key=_key,
        ask=lambda what, old: str(typer.prompt(f"{what}", default=old)),
        show=show,
        document=lambda inbox, source: _document(place, inbox, source),
    )


def _key() -> str:
    try:
        return str(typer.getchar())
    except (KeyboardInterrupt, EOFError):
        return ""


# ------------------------------------------------------------------ the answer


def _data(place: Place, inbox: Inbox, case: Case, told: _Told) -> dict[str, Any]:
    return {
        "case": case.case,
        "inbox": str(place.inbox),
        "added": told.added,
        "open": [item_data(item, inbox, case) for item in inbox.open],
        "decided": [
            {
                "id": s.supersedes,
                "verdict": "taken back" if s.status == "superseded" else s.status,
                "subject": s.subject,
                "property": s.property,
                "value": list(s.value) if isinstance(s.value, tuple) else s.value,
                "by": s.by,
                "at": s.recorded_on,
            }
            for s in told.decided
        ],
        "diff": told.diff,
        "preferred": list(told.preferred),
        "written": told.written,
    }


def _show(inbox: Inbox, case: Case, told: _Told, *, whole: bool) -> None:
    for one in told.added:
        show(added_view(one["document"], one["suggested"], one["held_back"]))
    if told.diff:
        show([diff_view(told.diff), *map(bullet, told.preferred)])
    for s in told.decided:
        word = "taken back" if s.status == "superseded" else s.status
        show([f"{word}: {s.subject.partition('/')[2]}, {s.property} = {value_of(s)}"])
    if told.diff and not told.written:
        show(["Nothing was written: --yes writes it."])
    if whole:
        show(list_view(inbox, case))
    else:
        show([f"{count(len(inbox.open), 'suggestion')} open."])
