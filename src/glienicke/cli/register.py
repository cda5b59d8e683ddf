"""keep, erase, verify-register, retention: a case's register, from which people can be erased."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any

import typer

from glienicke.case import register_file
from glienicke.case.chain import Chain, read_chain, statements_in
from glienicke.case.erasure import (
    THENS,
    Concerned,
    Terms,
    agreed,
    concerned,
    erased,
    followed,
    is_due,
    names_of,
    terms_of,
)
from glienicke.case.register import statements_of
from glienicke.case.write import CannotEdit
from glienicke.cli import options
from glienicke.cli.exits import ABORTED, FOUND, MISTAKES, USAGE, Refused
from glienicke.cli.new import asks_questions
from glienicke.cli.opening import date_asked, no_such, open_case
from glienicke.cli.out import show, show_json, show_lines, table
from glienicke.ground.dates import NoDate
from glienicke.record.words import count

SHOWN_MAX = 12
"""Entries of others that are listed one by one before an erasure."""

RegisterPath = Annotated[Path, typer.Argument(metavar="REGISTER", help="A register's file.", show_default=False)]
By = Annotated[
    str, typer.Option("--by", metavar="WHO", help="Who decides it; kept in the register.", show_default=False)
]


def keep_command(
    case: options.CasePath,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="FILE", help="The register. Default: beside the case.", show_default=False),
    ] = None,
    purpose: Annotated[
        str | None, typer.Option("--purpose", metavar="TEXT", help="What it is kept for.", show_default=False)
    ] = None,
    basis: Annotated[
        str | None, typer.Option("--basis", metavar="TEXT", help="The legal basis of keeping it.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Kept until then.", show_default=False)
    ] = None,
    then: Annotated[str, typer.Option("--then", metavar="|".join(THENS), help="What happens then.")] = "review",
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who decides on the terms.", show_default=False)] = "",
    json: options.AsJson = False,
) -> None:
    """Keep a case's statements in a register that only grows, and from which people can be erased.

    \b
    Examples:
      glienicke keep talks.yaml --purpose 'the talks of 2026' --basis 'mandate' --until 2027-06 --by desk
      glienicke keep talks.yaml

    What the case says anew is added, what it says no longer is taken back; nothing is edited. The first time it needs
    purpose, basis and until; given again, they replace the terms in force. It holds positions: keep it at the desk.
    """
    opened = open_case(case)
    file = to or register_file.beside(case)
    given = (purpose, basis, until)
    if any(given) and not (all(given) and by):
        raise Refused(USAGE, "terms need --purpose, --basis, --until and --by together")
    with _refusing(file), register_file.opened(file) as (chain, before):
        if not chain.entries and not all(given):
            raise Refused(USAGE, f"{file} is new: say --purpose, --basis, --until and --by")
        at, old = dt.date.today().isoformat(), len(chain.entries)
        if purpose and basis and until:
            chain = agreed(chain, Terms(purpose, basis, until, then), by, at)  # type: ignore[arg-type] # checked there
        chain = followed(chain, statements_of(opened), at)
        if len(chain.entries) > old:
            register_file.write(file, chain, before)
    new = len(chain.entries) - old
    if json:
        show_json("keep", {"register": str(file), "entries": len(chain.entries), "new": new, "head": chain.head})
    else:
        show_lines([f"{file}: {count(new, 'entry', 'entries')} more, {len(chain.entries)} in all. Head: {chain.head}"])


def erase_command(
    register: RegisterPath,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; without the name.", show_default=False)],
    by: By,
    person: Annotated[str | None, typer.Argument(metavar="[PERSON]", help="Whom, by id.", show_default=False)] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everybody and everything.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: options.AsJson = False,
) -> None:
    """Erase somebody from a register. The history still verifies; what was erased cannot be guessed from it.

    \b
    Examples:
      glienicke erase talks.register.jsonl ana --reason 'asked for it, 3 May' --by desk
      glienicke erase talks.register.jsonl --all --reason 'the time is over' --by desk --yes

    It shows what goes, and asks: all that is said of the person, and every statement of others that speaks of them. The
    case file, exports, copies and backups are other files: see docs/data-protection.md.
    """
    if (person is None) != everything:
        raise Refused(USAGE, "say whom: an id, or --all")
    if json and not yes:
        raise Refused(USAGE, "--json asks no questions: add --yes")
    with _refusing(register):
        if not register.exists():
            raise Refused(USAGE, f"{register}: there is no such file")
        with register_file.opened(register) as (chain, before):
            going = _going(chain, person)
            if not json:
                show(_going_view(chain, person, going))
            after = erased(chain, person, reason, by, dt.date.today().isoformat())
            if not yes:
                if not asks_questions():
                    raise Refused(USAGE, "there is nobody to ask; add --yes")
                if not typer.confirm("Erase this? It cannot be undone"):
                    raise typer.Exit(ABORTED)
            register_file.write_erased(register, after, before)
        beside = [str(path) for path in register_file.beside_holding(register, names_of(chain).get(person or "", ()))]
    gone = after.erased - chain.erased
    if json:
        data = {"register": str(register), "erased": gone, "own": len(going.own), "others": len(going.others)}
        data |= {"beside": beside, "erased_in_all": after.erased, "entry": after.entries[-1].n, "head": after.head}
        show_json("erase", data)
        return
    show_lines([f"Erased {count(gone, 'payload')}. Head: {after.head}"])
    show_lines(f"Still in {file}: take it out there, too." for file in beside)
    show_lines(["What was exported, copied or backed up is not reached by this."])


def verify_register_command(
    register: RegisterPath,
    head: Annotated[
        str | None,
        typer.Option(
            "--head", metavar="HASH", help="A head written down earlier: it must be in the history.", show_default=False
        ),
    ] = None,
    json: options.AsJson = False,
) -> None:
    """Check that nothing in a register was changed, and say how much was erased.

    \b
    Examples:
      glienicke verify-register talks.register.jsonl
      glienicke verify-register talks.register.jsonl --head 7f3a…

    Every entry, payload and salt is checked. That entries were cut off at the end shows only against an earlier head:
    write heads down elsewhere.
    """
    with _refusing(register):
        content = register.read_bytes()
    chain, faults = read_chain(content)
    found = [{"at": f"{register}:{fault.line}", "what": fault.what} for fault in faults]
    if not faults:
        try:
            list(statements_in(chain))
        except ValueError as error:
            found.append({"at": str(register), "what": str(error)})
    if head is not None and head not in {entry.hash for entry in chain.entries}:
        found.append({"at": str(register), "what": "the head given is not in the history: entries were cut off"})
    if not content:
        found.append({"at": str(register), "what": "the file is empty"})
    if json:
        data = {"register": str(register), "entries": len(chain.entries), "erased": chain.erased, "head": chain.head}
        show_json("verify-register", {**data, "faults": found})
    elif found:
        show_lines(f"{fault['at']}: {fault['what']}" for fault in found)
    else:
        erasures = sum(entry.kind == "erasure" for entry in chain.entries)
        gone = f"{count(chain.erased, 'payload')} erased in {count(erasures, 'erasure')}"
        show_lines([f"{register} holds together: {len(chain.entries)} entries, {gone}.", f"Head: {chain.head}"])
    raise typer.Exit(MISTAKES if found else FOUND)


def retention_command(
    path: Annotated[
        Path, typer.Argument(metavar="CASE|REGISTER", help="A register, or the case beside it.", show_default=False)
    ],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="As of this day. Default: today.", show_default=False)
    ] = None,
    json: options.AsJson = False,
) -> None:
    """Say why and until when a register is kept, and what is due.

    \b
    Examples:
      glienicke retention talks.yaml
      glienicke retention talks.register.jsonl --on 2027-07-01
    """
    file = path if path.suffix == ".jsonl" else register_file.beside(path)
    day = date_asked(on, "--on") if on is not None else dt.date.today()
    with _refusing(file):
        chain = register_file.read(file)
        terms = terms_of(chain)
        people = len(names_of(chain))
    held = sum(entry.payload is not None and entry.kind != "erasure" for entry in chain.entries)
    due = held > 0 and (terms is None or is_due(terms, day))
    if json:
        said = None if terms is None else {"purpose": terms.purpose, "basis": terms.basis}
        said = said if terms is None or said is None else {**said, "until": terms.until, "then": terms.then}
        data: dict[str, Any] = {"register": str(file), "on": day.isoformat(), "terms": said, "due": due}
        show_json("retention", {**data, "people": people, "payloads": held, "erased": chain.erased})
    else:
        show_lines(_retention_view(file, day, terms, due, people, held))


def _retention_view(file: Path, day: dt.date, terms: Terms | None, due: bool, people: int, held: int) -> list[str]:
    lines = [f"{file} on {day}: {count(held, 'payload')}, {count(people, 'person', 'people')}"]
    if terms is None:
        return [*lines, "No terms are in force: say purpose, basis and until with `glienicke keep`, or erase it."]
    lines += [f"Purpose: {terms.purpose}", f"Legal basis: {terms.basis}", f"Until {terms.until}, then: {terms.then}"]
    if not due:
        return [*lines, "Nothing is due."]
    what = f"glienicke erase {file} --all" if terms.then == "erase" else "decide anew: new terms, or erase"
    return [*lines, f"Due: the time is over. {what}"]


def _going(chain: Chain, person: str | None) -> Concerned:
    if person is None:
        return Concerned(tuple(entry for entry in chain.entries if entry.payload is not None), ())
    try:
        return concerned(chain, person)
    except KeyError:
        raise Refused(USAGE, no_such("person", person, names_of(chain))) from None


def _going_view(chain: Chain, person: str | None, going: Concerned) -> list[Any]:
    if person is None:
        return [f"All {count(len(going.own), 'payload')} of the register would go."]
    others = table("line", "of", "what", "value")
    said = dict(statements_in(chain))
    for entry in going.others[:SHOWN_MAX]:
        s = said.get(entry.n)
        value = s.value if s and isinstance(s.value, str) else ", ".join(s.value) if s else ""
        others.add_row(
            str(entry.n + 1),
            s.subject if s else entry.kind,
            s.property if s else "",
            shorten(value, 90, placeholder=" …"),
        )
    parts: list[Any] = [f"Of {person}: {count(len(going.own), 'statement')} would go."]
    if going.others:
        parts += [
            f"{count(len(going.others), 'entry', 'entries')} of others that speak of {person} would go too:",
            others,
        ]
    if len(going.others) > SHOWN_MAX:
        parts.append(f"… and {len(going.others) - SHOWN_MAX} more")
    return parts


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """What is wrong with a register, in words and with an exit code."""
    try:
        yield
    except register_file.FaultyRegister as fault:
        raise Refused(MISTAKES, str(fault)) from None
    except NoDate as fault:
        raise Refused(USAGE, f"--until: {fault}") from None
    except (OSError, CannotEdit) as fault:
        raise Refused(USAGE, f"{file}: {getattr(fault, 'strerror', None) or fault}") from None
    except ValueError as fault:
        raise Refused(USAGE, str(fault)) from None
