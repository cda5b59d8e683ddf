"""new: a case from nothing, by questions or by flags."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path
from typing import Annotated

import typer

from glienicke.case.values import NAME
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.opening import date_asked, open_case
from glienicke.cli.out import show, show_json
from glienicke.language.parse import RESERVED

PLAIN = re.compile(r"[^\W\d_][\w .()'-]*[\w.)]|[^\W\d_]")

HEAD = """\
# A case for glienicke: one negotiation, kept as plain text. What stands after a # is for readers only.
# Check it after every change:  glienicke check {out}
case: {id}
{mediator}
# cutoff: {day}      # `enlarge` never offers anybody detained after this day

# Where facts come from. Any value can then say `according_to`.
# sources:
#   cna: {{who: CNA, on: {day}, via: Reuters}}

parties:
{parties}

# Everybody held, formerly held, or sought. Minors are never named: `minors: 2` beside a parent. For example:
#   a-person:
#     name: A. Person
#     citizen_of: [{first}]
#     tags: [journalist]
#     held_by: {{is: {last}, since: {day}, according_to: [cna]}}
# A table of people comes in with:  glienicke import-people {out} people.csv
people: {{}}

# Binds every deal, whatever the parties want, and is never for sale:
# law:
#   - never {{at-risk}} to {last}

# What each party asks, would give, and on which conditions. A party without a position is absent.
# worth and cost take numbers, ranges such as 60..90, or the words vital, high, medium, low: a party's priorities,
# never the worth of a person. A condition without a price is firm. For example, below a position's `from`:
#       worth:
#         a-person: vital
#         "{{citizens of {first}}}": 10
#       cost:
#         "{{held by {first}}}": 5..15
#       conditions:
#         - a-person only with consent
#         - say: at least 2 of {{citizens of {first}}}
#           price: 20
positions:
{positions}

# Dated changes: of a position (`by:`), or of the state of affairs (`people:`). For example:
# signals:
#   - on: {day}
#     by: {first}
#     add:
#       - at least 1 of {{citizens of {first}}}
"""


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
    text = case_text(case_id, parties, mediator or None, day, path)
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


def case_text(id: str, parties: dict[str, str], mediator: str | None, day: dt.date, path: Path) -> str:
    """The text of a new case."""
    ids = list(parties)
    mediates = f"mediator: {mediator}" if mediator else "# mediator: XX             # optional; need not be a party"
    position = "  {party}:\n    - from: {day}\n      basis: believed            # stated | reported | believed"
    return HEAD.format(
        id=id,
        out=path,
        mediator=mediates,
        day=day,
        parties="\n".join(f"  {one}: {scalar(called)}" for one, called in parties.items()),
        first=ids[0],
        last=ids[-1],
        positions="\n".join(position.format(party=one, day=day) for one in ids),
    )


def scalar(text: str) -> str:
    """Text as YAML: plain where that is safe, else in single quotes."""
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _valid(option: str, id: str) -> str:
    if not NAME.fullmatch(id):
        expected = "a letter first, then letters, digits, '_' and single '-'"
        raise Refused(USAGE, f"{option} '{id}' cannot be an id: {expected}")
    if id in RESERVED:
        raise Refused(USAGE, f"{option} '{id}' is a word of the condition language; choose another")
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
