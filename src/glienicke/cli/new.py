"""new: a case from nothing, by questions or by flags."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Annotated

import typer

from glienicke.case.new import id_fault, new_text
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.opening import date_asked, open_case
from glienicke.cli.out import show, show_json


def new_command(
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="The case's id, such as ankara-2024.", show_default=False)
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option("--party", metavar="ID=NAME", help="A party, such as 'RU=Russia'; repeat it.", show_default=False),
    ] = None,
    mediator: Annotated[
        str | None,
        typer.Option("--mediator", metavar="ID", help="Who mediates; need not be a party.", show_default=False),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The day the positions begin. Default: today.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to. Default: the id and .yaml.", show_default=False),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Say as JSON what was written.")] = False,
) -> None:
    """Begin a case: write a file that is valid, commented, and ready to be filled.

    \b
    Examples:
      glienicke new                                   asks for everything
      glienicke new --id vienna-2010 --party 'RU=Russia' --party 'US=United States' --mediator AT
      glienicke new --id talks --party 'A=Northern Front' --party 'B=Southern Front' --out talks.yaml

    A file that exists is never overwritten.
    """
    asks = asks_questions() and not json
    case_id = _valid("--id", id if id is not None else _ask("Id of the case, such as vienna-2010", "--id", asks))
    parties = _parties(party if party else _ask_parties(asks))
    if mediator is None and asks and id is None:
        mediator = typer.prompt("Who mediates, if anybody (an id; empty for nobody)", default="", show_default=False)
    if mediator:
        _valid("--mediator", mediator)
    day = date_asked(start, "--from", first=True) if start else dt.date.today()
    path = out or Path(f"{case_id}.yaml")
    text = new_text(case_id, parties, mediator or None, day, str(path))
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(USAGE, f"{path} exists already, and is left as it is") from None
    except OSError as fault:
        raise Refused(USAGE, f"{path} cannot be written: {fault.strerror}") from None
    open_case(path)
    if json:
        show_json("new", {"case": case_id, "file": str(path), "parties": list(parties)})
    else:
        show([f"Wrote {path}. Next: glienicke import-people {path} people.csv, or add people by hand."])


def asks_questions() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def _valid(option: str, id: str) -> str:
    fault = id_fault(id)
    if fault:
        raise Refused(USAGE, f"{option} {fault}")
    return id


def _parties(given: list[str]) -> dict[str, str]:
    """`RU=Russia` … → names by id."""
    parties: dict[str, str] = {}
    for one in given:
        id, equals, called = one.partition("=")
        id, called = id.strip(), " ".join(called.split())
        if not equals or not called or not called.isprintable():
            raise Refused(USAGE, f"--party '{one}': expected ID=NAME, such as 'RU=Russia'")
        if _valid("--party", id) in parties:
            raise Refused(USAGE, f"--party '{id}' is there twice")
        parties[id] = called
    return parties


def _ask(question: str, option: str, asks: bool) -> str:
    if not asks:
        raise Refused(USAGE, f"{option} is missing, and there is nobody to ask")
    return str(typer.prompt(question)).strip()


def _ask_parties(asks: bool) -> list[str]:
    if not asks:
        raise Refused(USAGE, "--party is missing, and there is nobody to ask")
    parties: list[str] = []
    while True:
        question = f"Party {len(parties) + 1}, as ID=NAME, such as RU=Russia (empty when done)"
        answer = str(typer.prompt(question, default="", show_default=False)).strip()
        if not answer and parties:
            return parties
        if answer:
            parties.append(answer)
