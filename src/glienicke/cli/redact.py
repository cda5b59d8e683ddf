"""redact: a copy of a case with chosen people reduced to ids."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glienicke.case.redact import CannotRedact, Redacted, chosen, redact
from glienicke.case.redact_files import fresh_salt, read_key, written
from glienicke.case.write import CannotEdit
from glienicke.cli import options
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.opening import no_such, open_case
from glienicke.cli.out import show_json, show_lines
from glienicke.ground.diagnostic import Diagnostic
from glienicke.positions.load import load_text
from glienicke.record.words import count


def redact_command(
    case: options.CasePath,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="A new folder for the copy.", show_default=False)],
    people: Annotated[
        list[str] | None,
        typer.Option(
            "--people",
            metavar="ID",
            help="Whom to reduce to an id; repeat it, or use commas.",
            show_default=False,
        ),
    ] = None,
    everybody: Annotated[bool, typer.Option("--all", help="Everybody.")] = False,
    but: Annotated[
        list[str] | None,
        typer.Option("--but", metavar="ID", help="Everybody but these; as with --people.", show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            metavar="FILE",
            help="Write who is who there, readable for its owner only. An earlier copy's key keeps its numbers.",
            show_default=False,
        ),
    ] = None,
    json: options.AsJson = False,
) -> None:
    """Write a copy of a case with chosen people reduced to ids, such as p-07: for teaching, tests or a partner.

    \b
    Examples:
      glienicke redact cases/ankara-2024 --all --to shared
      glienicke redact talks.yaml --people ana,ben --to shared --key who-is-who.json
      glienicke redact talks.yaml --but ana --to shared

    Names, spellings, birth dates, charges, health, notes, and titles and addresses of sources about them go; elsewhere
    the id stands for the name. Comments go. Answers stay the same, with new ids. If anything is left of a name, nothing
    is written. Dates and custodians stay: whoever knows the affair can still tell who is meant.
    """
    if sum((bool(people), everybody, bool(but))) != 1:
        raise Refused(USAGE, "say who, by one of --people ID, --all and --but ID")
    opened = open_case(case)
    try:
        ids = chosen(opened, _parted(people), None if people else _parted(but))
    except KeyError as unknown:
        raise Refused(USAGE, no_such("person", unknown.args[0], opened.people)) from None
    if not ids:
        raise Refused(USAGE, "there is nobody to redact: entries with `count` name nobody and stay as they are")
    redacted, file = _made(case, to, key, ids)
    unnamed = sum(person.count is not None for id, person in opened.people.items() if id not in ids)
    if json:
        data = {
            "file": str(file),
            "key": str(key) if key is not None else None,
            "people": sorted(one.new for one in redacted.people),
            "kept": len(opened.people) - len(ids) - unnamed,
            "unnamed": unnamed,
            "removed": dict(redacted.removed),
        }
        show_json("redact", data)
    else:
        show_lines(_told(redacted, file, key, len(opened.people) - len(ids) - unnamed, unnamed))


def _made(case: Path, to: Path, key: Path | None, ids: tuple[str, ...]) -> tuple[Redacted, Path]:
    try:
        earlier = read_key(key) if key is not None else None
        redacted = redact(open_case(case), ids, fresh_salt(), earlier)
        wrong = [d for d in load_text(redacted.text).diagnostics if d.severity == "error"]
        if wrong:
            raise Refused(MISTAKES, "the copy would have mistakes, and was not written", tuple(wrong))
        return redacted, written(redacted, to, key)
    except CannotRedact as left:
        found = tuple(Diagnostic(None, str(refusal)) for refusal in left.refusals)
        raise Refused(MISTAKES, "the case cannot be redacted, and nothing was written", found) from None
    except FileExistsError as fault:
        raise Refused(USAGE, str(fault)) from None
    except (OSError, CannotEdit) as fault:
        raise Refused(USAGE, f"{to} cannot be written: {getattr(fault, 'strerror', None) or fault}") from None
    except ValueError as fault:
        raise Refused(USAGE, str(fault)) from None


def _parted(given: list[str] | None) -> list[str]:
    return [id.strip() for text in given or () for id in text.split(",") if id.strip()]


def _told(redacted: Redacted, file: Path, key: Path | None, kept: int, unnamed: int) -> list[str]:
    new = sorted(one.new for one in redacted.people)
    ids = new[0] if len(new) == 1 else f"{new[0]} to {new[-1]}"
    lines = [f"Wrote {file}: {count(len(new), 'person', 'people')} reduced to {ids}; {kept} with their names."]
    if unnamed:
        lines.append(f"{count(unnamed, 'entry', 'entries')} of people alike left as written: a `count` names nobody.")
    if redacted.removed:
        lines.append("Taken out: " + ", ".join(f"{key} ({n})" for key, n in redacted.removed.items()) + ".")
    lines.append("No name is left in it. Dates and custodians are: whoever knows the affair can tell who is who.")
    if key is not None:
        lines.append(f"{key} leads back to the names: keep it apart from the copy.")
    return lines
