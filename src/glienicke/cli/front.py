"""Commands that look beyond the one best deal: front, alternatives."""

from __future__ import annotations

import json as json_module
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from glienicke.cli import exits, options, render_front
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.foreign import foreign_answer, is_foreign
from glienicke.cli.opening import Asked, open_question
from glienicke.cli.out import show, show_json, tell
from glienicke.cli.picture import draw
from glienicke.cli.progress import run
from glienicke.deals.alternatives import alternatives
from glienicke.deals.answer_json import alternatives_data, deal_data, front_data, point_data
from glienicke.deals.deal import Deal
from glienicke.deals.front import Front, Point, checked, deals_at, front
from glienicke.deals.rows.alike import taking_seats

Parties = Annotated[
    list[str] | None,
    typer.Option(
        "--parties",
        metavar="ID",
        help="Two to four parties; repeat it, or part them by commas. Not for a foreign scenario.",
        show_default=False,
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option(
        "--picture",
        metavar="FILE",
        help="Write a picture, too: .svg or .html (needs glienicke[pictures]).",
        show_default=False,
    ),
]
At = Annotated[
    int | None,
    typer.Option("--at", metavar="N", min=1, help="List all deals at the N-th point of the front.", show_default=False),
]


def front_command(
    case: options.CasePath,
    parties: Parties = None,
    on: options.On = None,
    want: options.Want = None,
    at: At = None,
    picture: Picture = None,
    stream: Annotated[
        bool,
        typer.Option("--stream", help="Print each point as a line of JSON once found, then the answer."),
    ] = False,
    prove: options.Prove = 0.0,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """List what can be had: every combination of the parties' gains that no deal beats for all of them.

    \b
    Examples:
      glienicke front cases/ankara-2024 --parties RU,US
      glienicke front cases/ankara-2024 --parties RU,US,DE --picture front.svg
      glienicke front cases/ankara-2024 --parties RU,US --at 1 --json
      glienicke front docs/examples/office                  (a GENIUS scenario: a folder of XML)

    A party that takes no part gains 0. What parties gain that are not named is not compared.
    """
    if is_foreign(case):
        raise typer.Exit(foreign_answer((case,), "front", time_limit=time_limit, json=json))
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    day, named = asked.day, tuple(id.strip() for each in parties or () for id in each.split(",") if id.strip())
    if not named:
        raise Refused(
            USAGE, f"--parties: name two to four of {', '.join(taking_seats(day)) or 'nobody: none is present'}"
        )
    try:
        checked(day, named)
    except ValueError as wrong:
        raise Refused(USAGE, f"--parties: {wrong}") from None
    if picture is not None and picture.suffix not in (".svg", ".html"):
        raise Refused(USAGE, f"--picture: {picture.name} is neither .svg nor .html")
    heard = _streamed(named) if stream else None
    found = run(lambda limits: front(day, named, asked.terms, limits, heard, prove=prove), time_limit, counts="points")
    if picture is not None:
        draw(found, day, picture)
        tell(f"written: {picture}")
    there = None
    if at is not None and found.status == "front":
        there = _deals_there(found, at, time_limit, asked)
    if stream or json:
        data = front_data(found, day)
        if there is not None:
            data |= {"at": at, "deals": [deal_data(deal) for deal in there[0]], "all_deals": there[1]}
        if stream:
            sys.stdout.write(json_module.dumps({"command": "front", **data}, ensure_ascii=False) + "\n")
        else:
            show_json("front", data)
    else:
        show([asked.title, *render_front.front_view(found, day, asked.terms)])
        if there is not None and at is not None:
            show(render_front.deals_there_view(there[0], at, all_of_them=there[1], day=day))
    raise typer.Exit(exits.of_status(found.status))


def _streamed(parties: tuple[str, ...]) -> Callable[[Point], None]:
    def heard(point: Point) -> None:
        sys.stdout.write(json_module.dumps({"point": point_data(point, parties)}, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    return heard


def _deals_there(found: Front, at: int, seconds: float | None, asked: Asked) -> tuple[tuple[Deal, ...], bool]:
    if at > len(found.points):
        raise Refused(USAGE, f"--at {at}: the front has {len(found.points)} points")
    point = found.points[at - 1]
    return run(lambda limits: deals_at(asked.day, point, found.parties, asked.terms, limits=limits), seconds)


def alternatives_command(
    case: options.CasePath,
    on: options.On = None,
    aim: options.Aim = "gain",
    want: options.Want = None,
    most: options.Most = 5,
    normalise: options.Normalise = "ideal",
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """List the best deals that really differ: other numbers of people of some kind, not other people of the same kind.

    \b
    Examples:
      glienicke alternatives cases/ankara-2024
      glienicke alternatives cases/ankara-2024 -k 10 --aim freed
      glienicke alternatives cases/ankara-2024 --on 2024-07 --aim nash --json

    All deals that are as good as the best are listed, also beyond -k.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    found = run(
        lambda limits: alternatives(asked.day, asked.terms, aim, most, limits, normalise=normalise),
        time_limit,
        counts="deals",
    )
    if json:
        show_json("alternatives", alternatives_data(found, asked.day))
    else:
        show([asked.title, *render_front.alternatives_view(found, asked.day, asked.terms)])
    raise typer.Exit(exits.of_status(found.status))
