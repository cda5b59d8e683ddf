"""import-people: a table of people into a case file."""

from __future__ import annotations

import codecs
import difflib
from pathlib import Path
from typing import Annotated

import typer

from glienicke.case.model import Case
from glienicke.case.people_enter import Spliced
from glienicke.case.people_table import KEYS, LEFT_OUT, Table, Wrong, read_people
from glienicke.case.write import CannotEdit, save
from glienicke.cli import options
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.opening import open_case
from glienicke.cli.out import show, show_json, tell
from glienicke.ground.diagnostic import Diagnostic, nearest
from glienicke.positions.entering import NotEntered, entered, known_of
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
    found = read_people(_text(table), known_of(opened), _mapping(mapping or []))
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
            "file": spliced.file if spliced else str(case),
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
    where = f" into {spliced.file}" if spliced else ""
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


def _as_diagnostics(table: Path, wrong: list[Wrong]) -> tuple[Diagnostic, ...]:
    return tuple(Diagnostic(None, f"{table}, {one}") for one in wrong)


def _splice(case: Case, table: Table) -> Spliced:
    try:
        return entered(case, table)
    except NotEntered as fault:
        raise Refused(MISTAKES, str(fault), fault.diagnostics) from None


def _diff(spliced: Spliced) -> str:
    before, after = spliced.before.splitlines(), spliced.after.splitlines()
    return "\n".join(difflib.unified_diff(before, after, spliced.file, f"{spliced.file} (new)", lineterm=""))


def _save(spliced: Spliced) -> None:
    path = Path(spliced.file)
    try:
        now = path.read_bytes()
        mark = codecs.BOM_UTF8 if now.startswith(codecs.BOM_UTF8) else b""
        save(path, mark + spliced.after.encode("utf-8"), expected=mark + spliced.before.encode("utf-8"))
    except CannotEdit as fault:
        raise Refused(MISTAKES, str(fault)) from None
    except OSError as fault:
        raise Refused(MISTAKES, f"{spliced.file} cannot be written: {fault.strerror}") from None
