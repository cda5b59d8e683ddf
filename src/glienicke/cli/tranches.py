"""The command `tranches`: in which steps a deal is carried out so that nobody is more exposed than need be."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from glienicke.cli import exits, options
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.judge import read_deal
from glienicke.cli.opening import Asked, date_asked, no_such, open_question, party_asked
from glienicke.cli.out import show, show_json, tell
from glienicke.cli.progress import run
from glienicke.cli.render_tranches import tranches_view
from glienicke.deals.deal import Answer, Deal
from glienicke.deals.find import find
from glienicke.deals.solve import Limits, left
from glienicke.deals.tranches import Seats, Tranches, Within, tranches, tranches_data
from glienicke.ground.diagnostic import Diagnostic
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.positions.day import Condition, Day

SEATS = re.compile(r"(?:(?P<giver>[^:=]*)(?::(?P<to>[^:=]+))?=)?(?P<limit>-?[0-9]{1,9})")

DealFile = Annotated[
    Path | None,
    typer.Option(
        "--deal",
        metavar="DEAL.json",
        help="The deal to carry out: what `find --json` prints, or by hand. Default: the best deal for --aim.",
        show_default=False,
    ),
]
StepsMost = Annotated[
    int | None, typer.Option("--steps", metavar="N", help="At most so many steps.", show_default=False)
]
SeatsMost = Annotated[
    list[str] | None,
    typer.Option(
        "--seats",
        metavar="[FROM[:TO]=]N",
        help="How many people one step carries, minors counted: of all (30), of those whom a party releases (A=30), of "
        "those who go from one to another (A:B=30), of those who go to one (:B=30). Repeat it, or part by commas.",
        show_default=False,
    ),
]
Days = Annotated[
    str | None,
    typer.Option(
        "--days", metavar="DATE,...", help="The days on which a step can be; a step is a day.", show_default=False
    ),
]
Every = Annotated[
    int | None, typer.Option("--every", metavar="DAYS", help="A step every so many days.", show_default=False)
]
Start = Annotated[
    str | None,
    typer.Option(
        "--start", metavar="DATE", help="The first of those days. Default: the day asked about.", show_default=False
    ),
]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rule",
        metavar="SENTENCE",
        help="Beside the conditions of who takes part: 'together …', or 'all of … before any of …'. Repeat it.",
        show_default=False,
    ),
]
NormaliseBy = Annotated[
    Literal["received", "none"],
    typer.Option(
        "--normalise",
        help="How parties' exposures are compared: as parts of all that each receives in the deal, or as they stand.",
    ),
]


def tranches_command(
    case: options.CasePath,
    on: options.On = None,
    aim: options.Aim = "gain",
    want: options.Want = None,
    deal_file: DealFile = None,
    steps: StepsMost = None,
    seats: SeatsMost = None,
    days: Days = None,
    every: Every = None,
    start: Start = None,
    rule: Rules = None,
    normalise: NormaliseBy = "received",
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """Say in which steps to carry out a deal so that no party is more exposed than need be, proven.

    \b
    Examples:
      glienicke tranches cases/ua-ru-1000-2025.yaml --on 2025-05-16 --seats UA=390,RU=390
      glienicke tranches cases/ankara-2024 --seats 8 --days 2024-08-01,2024-08-02,2024-08-03,2024-08-04
      glienicke tranches cases/shalit-2011.yaml --on 2011-10-17 --steps 2 --every 61 --rule "together {second-group}"
      glienicke tranches cases/ankara-2024 --deal deal.json --seats 5 --json

    Exposure is what a party has given so far less what it has received so far, in its own worths, between two steps:
    what goes in one step goes together. Without a limit on seats one step for all is best, and the answer says so.
    Beside the best order stand the two naive ones: all at once, and man for man.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    given = read_deal(deal_file, asked.day) if deal_file is not None else None
    within = Within(steps, seats_asked(seats or (), asked.day), (), rules_asked(rule or (), asked.day))
    within = replace(within, days=days_asked(days, every, start, within, asked.day))
    found, answer = run(lambda limits: _work(asked, given, aim, within, normalise, limits), time_limit)
    if answer is None:
        raise Refused(exits.of_status(found.status if found else "none"), _no_deal(found))
    if found is not None and found.status == "unknown":
        tell("the deal is the best so far, not proven the best; the order below is that deal's")
    _leave(asked, answer, json)


def _leave(asked: Asked, answer: Tranches, json: bool) -> None:
    if answer.status == "refused":
        usage = any(fault.kind == "question" for fault in answer.faults)
        message = (
            "no order can be asked for like that" if usage else "the deal is not acceptable, so there is no order of it"
        )
        wrong = tuple(Diagnostic(None, str(fault)) for fault in answer.faults)
        raise Refused(USAGE if usage else MISTAKES, message, wrong)
    if json:
        show_json("tranches", tranches_data(answer, asked.day))
    else:
        show([asked.title, *tranches_view(answer, asked.day)])
    code = {"plan": exits.FOUND, "none": exits.NONE}.get(answer.status, exits.UNKNOWN)
    raise typer.Exit(code)


def _work(
    asked: Asked,
    deal: Deal | None,
    aim: options.AimName,
    within: Within,
    normalise: Literal["received", "none"],
    limits: Limits,
) -> tuple[Answer | None, Tranches | None]:
    """The deal, if none is given, and its order."""
    began, found = time.monotonic(), None
    if deal is None:
        found = find(asked.day, asked.terms, aim, limits)
        deal = found.deal
    if deal is None:
        return found, None
    rest = replace(limits, seconds=left(limits, began))
    return found, tranches(asked.day, deal, asked.terms, within, rest, normalise=normalise)


def _no_deal(found: Answer | None) -> str:
    if found is not None and found.status == "unknown":
        return "no deal was found within the time limit, so there is nothing to put in order"
    return "there is no deal on that day, so there is nothing to put in order (see `glienicke why`)"


# ------------------------------------------------------------------------- what is typed


def seats_asked(texts: Iterable[str], day: Day) -> tuple[Seats, ...]:
    """`30`, `A=30`, `A:B=30`, `:B=30`, one by one or parted by commas."""
    found = []
    for text in (part.strip() for whole in texts for part in whole.split(",")):
        match = SEATS.fullmatch(text)
        if match is None:
            raise Refused(USAGE, f"--seats {text}: say a number, or FROM=number, FROM:TO=number, :TO=number")
        giver, to = (match[side].strip() if match[side] else None for side in ("giver", "to"))
        found.append(
            Seats(
                int(match["limit"]),
                party_asked(giver, day) if giver else None,
                party_asked(to, day) if to else None,
            )
        )
    return tuple(found)


def days_asked(days: str | None, every: int | None, start: str | None, within: Within, day: Day) -> tuple[dt.date, ...]:
    """The days of the steps: as listed, or every so many days from the first."""
    if days is not None:
        if every is not None or start is not None:
            raise Refused(USAGE, "--days lists the days; --every and --start count them: use one or the other")
        return tuple(date_asked(text.strip(), "--days") for text in days.split(",") if text.strip())
    if every is None:
        if start is not None:
            raise Refused(USAGE, "--start is the first of the days that --every counts: say --every, too")
        return ()
    if every < 1:
        raise Refused(USAGE, f"--every {every}: at least 1 day lies between two steps")
    first = date_asked(start, "--start", first=True) if start is not None else day.on
    number = within.steps if within.steps is not None else len(day.people) + len(day.considerations)
    try:
        return tuple(first + dt.timedelta(days=every * n) for n in range(max(number, 0)))
    except OverflowError:
        raise Refused(USAGE, f"--every {every}: that leads beyond the year 9999; say --steps") from None


def rules_asked(texts: Iterable[str], day: Day) -> tuple[Condition, ...]:
    """Sentences of the condition language; whom they name must be in the case."""
    found = []
    tags = frozenset(tag for person in day.people.values() for tag in person.tags)
    known: dict[str, frozenset[str]] = {
        "id": frozenset({*day.people, *day.considerations}),
        "party": frozenset(day.parties),
    }
    known["word"] = known["id"] | tags
    for text in texts:
        read = parse_sentence(text)
        if isinstance(read, Mistake):
            hint = f"; {read.hint}" if read.hint else ""
            raise Refused(USAGE, f"--rule '{text}': {read.message}{hint}")
        for use in read.names:
            if use.kind in known and use.name not in known[use.kind]:
                what = {"id": "person or consideration", "word": "id or tag", "party": "party"}[use.kind]
                raise Refused(USAGE, f"--rule '{text}': {no_such(what, use.name, known[use.kind])}")
        found.append(Condition(None, read.tree, text))
    return tuple(found)
