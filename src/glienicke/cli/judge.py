"""Commands that judge what somebody wrote: check a case, check a deal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from glienicke.case.model import Case
from glienicke.cli import exits, options
from glienicke.cli.exits import MISTAKES, Refused
from glienicke.cli.opening import open_question
from glienicke.cli.out import show, show_json, show_lines
from glienicke.cli.render import indented
from glienicke.deals.check import Fault, faults
from glienicke.deals.contradiction import contradictions
from glienicke.deals.deal import Deal
from glienicke.deals.deal_json import deal_from_text
from glienicke.ground.diagnostic import Diagnostic, diagnostic_data, render
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day
from glienicke.positions.load import load
from glienicke.record.case_json import place
from glienicke.record.words import count, freed

DEAL_BYTES_MAX = 50_000_000


def check_command(
    cases: Annotated[
        list[Path], typer.Argument(metavar="CASE...", help="Cases: files, or folders of files.", show_default=False)
    ],
    json: options.AsJson = False,
) -> None:
    """Report all mistakes of cases at once, each with its place.

    \b
    Examples:
      glienicke check cases/ankara-2024
      glienicke check cases/*
      glienicke check mine.yaml --json
    """
    told: list[dict[str, Any]] = []
    lines: list[str] = []
    wrong = 0
    for path in cases:
        loaded = load(path)
        diagnostics = [*loaded.diagnostics, *(own_contradictions(loaded.case) if loaded.case is not None else ())]
        wrong += loaded.case is None
        told.append(
            {
                "path": str(path),
                "ok": loaded.case is not None,
                "diagnostics": [diagnostic_data(d) for d in diagnostics],
            }
        )
        lines += [render(d) for d in diagnostics]
        if loaded.case is None:
            lines.append(f"{path}: {count(sum(d.severity == 'error' for d in loaded.diagnostics), 'mistake')}")
        else:
            case = loaded.case
            held = sum(person.count or 1 for person in case.people.values())
            people, signals = count(held, "person", "people"), count(len(case.signals), "signal")
            lines.append(f"{path}: no mistakes ({people}, {count(len(case.parties), 'party', 'parties')}, {signals})")
    if json:
        show_json("check", {"cases": told})
    else:
        show_lines(lines)
    raise typer.Exit(MISTAKES if wrong else exits.FOUND)


def own_contradictions(case: Case) -> list[Diagnostic]:
    """A warning for every party that, from some day on, contradicts itself."""
    found: dict[tuple[str, tuple[str, ...]], Diagnostic] = {}
    asked = set[object]()
    for on, _ in days(case):
        day = as_of(case, on)
        spoken = {party: position.conditions for party, position in day.positions.items()}
        if sum(len(conditions) > 0 for conditions in spoken.values()) == 0 or str(spoken) in asked:
            continue
        asked.add(str(spoken))
        for own in contradictions(day):
            texts = tuple(condition.text for condition in own.conditions)
            if (own.party, texts) not in found:
                what = " and ".join(f"'{text}'" for text in texts)
                message = f"{own.party} contradicts itself on {on}: {what} cannot hold, whatever is released"
                found[own.party, texts] = Diagnostic(
                    own.conditions[-1].place, message, "drop or reword one of them", severity="warning"
                )
    return list(found.values())


def check_deal_command(
    case: options.CasePath,
    deal: Annotated[
        Path,
        typer.Argument(metavar="DEAL.json", help="A deal: what `find --json` prints, or by hand.", show_default=False),
    ],
    on: options.On = None,
    want: options.Want = None,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    json: options.AsJson = False,
) -> None:
    """Check a deal against the case with the independent checker: no solver, exact arithmetic.

    \b
    Examples:
      glienicke find cases/ankara-2024 --json > deal.json; glienicke check-deal cases/ankara-2024 deal.json
      glienicke check-deal cases/ankara-2024 deal.json --on 2024-04
      glienicke check-deal cases/ankara-2024 deal.json --want gershkovich --json

    Exit code 0: acceptable to all who take part; 3: not acceptable, and why.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    read = read_deal(deal, asked.day)
    wrong = faults(asked.day, read, asked.terms)
    if json:
        data = {
            "status": "none" if wrong else "deal",
            "case": asked.day.case,
            "on": asked.day.on.isoformat(),
            "acceptable": not wrong,
            "faults": [fault_data(fault) for fault in wrong],
        }
        show_json("check-deal", data)
    elif wrong:
        show(
            [asked.title, f"Not acceptable: {count(len(wrong), 'fault')}.", *(indented(f"{fault}") for fault in wrong)]
        )
    else:
        show([asked.title, f"Acceptable: {freed(read)}; every condition, floor and law was checked exactly."])
    raise typer.Exit(exits.NONE if wrong else exits.FOUND)


def read_deal(path: Path, day: Day) -> Deal:
    """The deal in a JSON file."""
    try:
        if path.stat().st_size > DEAL_BYTES_MAX:
            raise Refused(MISTAKES, f"{path} is larger than any deal")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise Refused(MISTAKES, f"{path} cannot be read: {fault.strerror}") from None
    except UnicodeDecodeError as wrong:
        raise Refused(MISTAKES, f"{path} is not text in UTF-8: byte {wrong.start + 1}") from None
    read = deal_from_text(text, day)
    if isinstance(read, Deal):
        return read
    raise Refused(MISTAKES, f"{path} holds no deal of this case", tuple(Diagnostic(None, str(one)) for one in read))


def fault_data(fault: Fault) -> dict[str, Any]:
    """What the checker finds wrong, as JSON."""
    return {
        "kind": fault.kind,
        "says": fault.says,
        "party": fault.party,
        "id": fault.id,
        "condition": fault.condition,
        "at": place(fault.place) or None,
    }
