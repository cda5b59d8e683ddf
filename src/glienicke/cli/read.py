"""`glienicke read`: what stands in articles and statements, as suggestions; nothing enters a case by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from glienicke.cli import options
from glienicke.cli.exits import FOUND, MISTAKES, NONE, USAGE, Refused
from glienicke.cli.opening import open_case
from glienicke.cli.out import show, show_json
from glienicke.cli.render_read import compared_view, reading_view
from glienicke.reports.as_json import readings_data
from glienicke.reports.compare import compare
from glienicke.reports.data import Document, Reading
from glienicke.reports.document import open_document
from glienicke.reports.known import Known
from glienicke.reports.reader import guarded, reader_named

ReaderName = Literal["rules", "spacy", "natasha", "llm"]

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", help="Articles or statements: text, HTML or PDF.", show_default=False),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        help="The day of publication, from which “on Thursday” counts. Default: what the document itself says.",
        show_default=False,
    ),
]
InCase = Annotated[
    Path | None,
    typer.Option(
        "--case",
        metavar="CASE",
        help="Its people and parties are recognised, and named by their ids.",
        show_default=False,
    ),
]
By = Annotated[
    ReaderName,
    typer.Option(
        "--reader",
        help="rules (offline), spacy, natasha (Russian) or llm (the documents leave this machine).",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="NAME", help="The pipeline of spacy, or the provider and model of llm.", show_default=False
    ),
]
Consent = Annotated[
    bool, typer.Option("--consent", help="With --reader llm: yes, send the documents to that provider.")
]


def read_command(
    files: Files,
    published: Published = None,
    case: InCase = None,
    reader: By = "rules",
    model: Model = None,
    consent: Consent = False,
    json: options.AsJson = False,
) -> int:
    """Read articles: people, counts, dates, who says what, and what could enter a case; several are compared.

    \b
    Examples:
      glienicke read article.txt
      glienicke read article.html --published 2024-08-01 --case cases/ankara-2024
      glienicke read wire.txt statement.pdf --json
    """
    day = _day(published)
    documents = [_open(path, day) for path in files]
    readings = _read(documents, _known(case), reader, model, consent)
    compared = compare(readings)
    if json:
        show_json("read", readings_data(readings, compared))
    else:
        show([part for one in readings for part in reading_view(one)] + list(compared_view(compared, readings)))
    return FOUND if any(one.people or one.counts or one.events or one.statements for one in readings) else NONE


def _day(published: str | None) -> dt.date | None:
    if published is None:
        return None
    try:
        return dt.date.fromisoformat(published)
    except ValueError:
        raise Refused(USAGE, f"--published {published}: expected one day, like 2024-08-01") from None


def _open(path: Path, day: dt.date | None) -> Document:
    try:
        return open_document(path, day)
    except OSError as problem:
        raise Refused(MISTAKES, f"{path} cannot be opened: {problem.strerror or problem}") from None
    except ValueError as problem:
        raise Refused(MISTAKES, str(problem)) from None


def _known(path: Path | None) -> Known:
    return Known() if path is None else Known.of(open_case(path))


def _read(
    documents: Sequence[Document], known: Known, name: ReaderName, model: str | None, consent: bool
) -> list[Reading]:
    if name == "llm" and not consent:
        raise Refused(USAGE, "--reader llm sends the documents to a provider; if that may be, say --consent")
    try:
        reader = reader_named(name, model, consent=consent)
        return [guarded(reader.read(document, known)) for document in documents]
    except ValueError as problem:
        raise Refused(USAGE, str(problem)) from None
