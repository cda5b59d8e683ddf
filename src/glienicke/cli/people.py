"""import-people: a table of people into a case file."""

from __future__ import annotations

import difflib
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from glienicke.case.model import Case
from glienicke.case.write import CannotEdit, save
from glienicke.cli import options
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.opening import open_case
from glienicke.cli.out import show, show_json, tell
from glienicke.cli.people_csv import KEYS, LEFT_OUT, Known, Table, Wrong, read_people
from glienicke.cli.people_splice import NotEditable, Spliced, with_people
from glienicke.ground import dates
from glienicke.ground.diagnostic import Diagnostic, nearest
from glienicke.positions.load import load
from glienicke.record.words import count

TABLE_BYTES_MAX = 50_000_000


def import_people_command(
    case: options.CasePath,
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="A CSV file with a header, in UTF-8.", show_default=False)
    ],
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=KEY",
            help="What a column is called in a case; `COLUMN=-` leaves it out. Repeat it.",
            show_default=False,
        ),
    ] = None,
    skip_duplicates: Annotated[
        bool, typer.Option("--skip-duplicates", help="Leave out whoever is there already, and say so.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    json: options.AsJson = False,
) -> None:
    """Take people from a table into a case, with all mistakes at once or none.

    \b
    Examples:
      glienicke import-people mine.yaml people.csv --dry-run
      glienicke import-people mine.yaml people.csv --map 'Full name=name' --map remarks=-
      glienicke import-people mine.yaml people.csv --skip-duplicates --json

    Columns: name (required), id (made from the name if missing), spellings, held_by, since, citizen_of, tags, rank, to,
    born, minors, minors_with, owed, according_to. Cells are parted by `;`, `,` or tabs, several values in a cell by
    spaces or a bar. Everything else in the file stays as it is.
    """
    opened = open_case(case)
    found = read_people(_text(table), _known(opened), _mapping(mapping or []))
    duplicates = [wrong for wrong in found.wrong if wrong.duplicate]
    wrong = [one for one in found.wrong if not (skip_duplicates and one.duplicate)]
    if wrong:
        raise Refused(
            MISTAKES, f"{table}: {count(len(wrong), 'mistake')}; nothing was written", _as_diagnostics(table, wrong)
        )
    spliced = _splice(opened, found) if found.people else None
    if not json and spliced and dry_run:
        show([_diff(spliced)])
    if spliced and not dry_run:
        _save(spliced)
    written = spliced is not None and not dry_run
    if json:
        data = {
            "case": opened.case,
            "file": str(spliced.path) if spliced else str(case),
            "added": list(found.people),
            "made_ids": {id: name for id, name in found.made_ids.items() if id in found.people},
            "duplicates": [str(one) for one in duplicates],
            "written": written,
        }
        show_json("import-people", data)
        return
    for one in duplicates:
        tell(f"left out: {one}")
    people = count(len(found.people), "person", "people")
    where = f" into {spliced.path}" if spliced else ""
    show([f"{people} {'entered' if written else 'would be entered'}{where}."])


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > TABLE_BYTES_MAX:
            raise Refused(MISTAKES, f"{path} is larger than {TABLE_BYTES_MAX // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise Refused(MISTAKES, f"{path} cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError as fault:
        row = path.read_bytes()[: fault.start].count(b"\n") + 1
        raise Refused(MISTAKES, f"{path} is not text in UTF-8: row {row}; save it as UTF-8") from None


def _mapping(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        column, equals, key = (part.strip() for part in one.rpartition("="))
        if not equals or not column or (key not in KEYS and key != LEFT_OUT):
            near = nearest(key, KEYS)
            hint = f"; did you mean '{near}'?" if near else f"; a KEY is one of {', '.join(KEYS)} or -"
            raise Refused(USAGE, f"--map '{one}': expected COLUMN=KEY{hint}")
        found[column] = key
    return found


def _known(case: Case) -> Known:
    return Known(
        names={id: person.name[0].is_ for id, person in case.people.items()},
        parties=tuple(case.parties),
        sources=tuple(case.sources),
        taken=frozenset((*case.people, *case.considerations)),
        is_date=_is_date,
    )


def _is_date(text: str) -> bool:
    try:
        dates.days(text)
    except dates.NoDate:
        return False
    return True


def _as_diagnostics(table: Path, wrong: list[Wrong]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(None, f"{table}, {one}") for one in wrong)


def _splice(case: Case, table: Table) -> Spliced:
    """The file with the new people, tried out as a whole case before it is written."""
    try:
        spliced = with_people(case.places, table.people)
    except NotEditable as fault:
        raise Refused(MISTAKES, str(fault)) from None
    with TemporaryDirectory() as folder:
        copies = []
        for number, (file, text) in enumerate(case.places.texts.items()):
            copy = Path(folder) / f"{number:04}-{Path(file).name}"
            changed = Path(file) == spliced.path
            copy.write_bytes((spliced.after if changed else text.text).encode("utf-8"))
            copies.append(copy)
        tried = load(*copies)
    if tried.case is None:
        told = [d for d in tried.diagnostics if d.severity == "error"]
        raise Refused(
            MISTAKES,
            "with these people the case would have mistakes; nothing was written",
            tuple(Diagnostic(None, d.text, source=d.source) for d in told),
        )
    if not _only_added(case, tried.case, table):
        raise Refused(MISTAKES, f"{spliced.path}: entering these people would change more; enter them by hand")
    return spliced


def _only_added(before: Case, after: Case, table: Table) -> bool:
    """Whether everything that was there is as it was, and only the table's people are new."""
    rest = [field for field in Case.model_fields if field != "people"]
    return (
        all(getattr(before, field) == getattr(after, field) for field in rest)
        and {id: person for id, person in after.people.items() if id not in table.people} == dict(before.people)
        and after.people.keys() == before.people.keys() | table.people.keys()
    )


def _diff(spliced: Spliced) -> str:
    before, after = spliced.before.splitlines(), spliced.after.splitlines()
    return "\n".join(difflib.unified_diff(before, after, str(spliced.path), f"{spliced.path} (new)", lineterm=""))


def _save(spliced: Spliced) -> None:
    try:
        save(spliced.path, spliced.after.encode("utf-8"), expected=spliced.before.encode("utf-8"))
    except CannotEdit as fault:
        raise Refused(MISTAKES, str(fault)) from None
    except OSError as fault:
        raise Refused(MISTAKES, f"{spliced.path} cannot be written: {fault.strerror}") from None
