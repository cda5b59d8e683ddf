"""desk-backup, desk-restore: a copy of the desk's store under a passphrase, and a store from such a copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.out import show_lines
from glienicke.desk.store.backup import Copied, backup, restore
from glienicke.desk.store.engine import default_path, open_store
from glienicke.record.words import count

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="Read the passphrase from the first line of a file instead of asking for it.",
        show_default=False,
    ),
]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="The store: a file, or postgresql://user@host/database. Without it: the desk's own file.",
        show_default=False,
    ),
]


def backup_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file for the copy.", show_default=False)],
    store: StoreUrl = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Copy the desk's store into one file that only its passphrase opens, while the desk goes on working.

    \b
    Examples:
      glienicke desk-backup desk-2026-11-23.backup
      glienicke desk-backup desk.backup --store postgresql://desk@localhost/desk --passphrase-file secret

    The copy holds everything but who is signed in. The record is verified first. Without the passphrase nobody opens
    the copy, and whoever has both can read all that the desk knows: keep them apart.
    """
    if file.exists():
        raise Refused(USAGE, f"there is a file at {file} already; name another, so that no backup is lost")
    passphrase = _passphrase(passphrase_file, new=True)
    try:
        kept = open_store(store if store is not None else default_path(), create=False)
        try:
            copied = backup(kept, file, passphrase)
        finally:
            kept.close()
    except ValueError as fault:
        raise Refused(MISTAKES, str(fault)) from None
    show_lines([f"Wrote {file}: {_says(copied)}.", "Try it now and then: a copy that was never restored is a hope."])


def restore_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy.", show_default=False)],
    store: StoreUrl = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make a store from a copy: in a new file, or in an empty PostgreSQL database. All of it, or nothing.

    \b
    Examples:
      glienicke desk-restore desk-2026-11-23.backup
      glienicke desk-restore desk.backup --store postgresql://desk@localhost/desk

    Nothing that exists is written over. The record is verified before the store is kept.
    """
    if not file.is_file():
        raise Refused(USAGE, f"there is no file at {file}")
    passphrase = _passphrase(passphrase_file, new=False)
    place = store if store is not None else default_path()
    try:
        copied = restore(file, passphrase, place)
    except ValueError as fault:
        raise Refused(MISTAKES, str(fault)) from None
    show_lines([f"Restored {file}: {_says(copied)}.", "Whoever was signed in signs in again."])


def _passphrase(file: Path | None, new: bool) -> str:
    """From a file or by asking; never from the command line or the environment, where others can read it."""
    if file is None:
        if not sys.stdin.isatty():
            raise Refused(USAGE, "there is nobody to ask for the passphrase; name a file with --passphrase-file")
        return str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True))
    try:
        said = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise Refused(USAGE, f"{file} cannot be read: {reason}") from None
    passphrase = said.split("\n", 1)[0].rstrip("\r")
    if not passphrase:
        raise Refused(USAGE, f"the first line of {file} is empty; it must hold the passphrase")
    return passphrase


def _says(copied: Copied) -> str:
    verified = copied.verified
    entries = count(verified.entries, "entry", "entries")
    erased = f", {verified.erased} payloads erased" if verified.erased else ""
    return f"{count(copied.rows, 'row', 'rows')}, {entries} of the record verified{erased}"
