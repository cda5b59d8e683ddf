"""replay: the verdict at every day on which something changed."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Annotated

import typer

from glienicke.case.model import Case
from glienicke.cli import exits, options
from glienicke.cli.exits import Refused
from glienicke.cli.opening import date_asked, open_case, wanted_ids
from glienicke.cli.out import show, show_json
from glienicke.cli.progress import each
from glienicke.cli.render_why import short_view, verdict_view
from glienicke.deals.answer_json import verdict_data
from glienicke.deals.deal import Terms
from glienicke.deals.replay import Verdict, replay
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day

Dated = tuple[dt.date, tuple[str, ...]]


def replay_command(
    case: options.CasePath,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Begin on this day.", show_default=False)
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="End on this day.", show_default=False)
    ] = None,
    want: options.Want = None,
    aim: options.Aim = "gain",
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", metavar="SECONDS", min=0.0, help="Stop each day's solve after so long."),
    ] = None,
    gap: options.Gap = 0.0,
    short: Annotated[bool, typer.Option("--short", help="A line for each day on which the answer changed.")] = False,
    json: options.AsJson = False,
) -> None:
    """Tell the verdict at every day on which something changed, and what changed it.

    \b
    Examples:
      glienicke replay cases/ankara-2024 --want gershkovich
      glienicke replay cases/ankara-2024 --since 2023-12 --until 2024-04 --short
      glienicke replay cases/ankara-2024 --want whelan --until 2023-03-28 --json

    Each verdict stands on its day alone: nothing later is known to it. Exit code 0, or 4 where a day stayed unknown.
    """
    opened = open_case(case)
    dated = between(opened, since, until)
    known = date_asked(known_by, "--known-by") if known_by else None

    @cache
    def day_of(on: dt.date) -> Day:
        return as_of(opened, on, known)

    if not dated:
        raise Refused(exits.USAGE, "nothing changes in the case between these days")
    wanted = wanted_ids(want or (), day_of(dated[0][0]))
    terms = Terms(wanted, cautious, settled, trade_owed)
    told: list[Verdict] = []
    for verdict in each(lambda limits: replay(dated, day_of, terms, aim, limits), time_limit, gap):
        told.append(verdict)
        if not json and not short:
            show([*verdict_view(verdict, day_of(verdict.on), terms), ""])
    if json:
        data = {"case": opened.case, "aim": aim, "want": list(wanted), "days": [verdict_data(v) for v in told]}
        show_json("replay", data)
    elif short:
        show(short_view(told))
    whole = len(told) == len(dated) and all(verdict.answer.status != "unknown" for verdict in told)
    raise typer.Exit(exits.FOUND if whole else exits.UNKNOWN)


def between(case: Case, since: str | None, until: str | None) -> list[Dated]:
    """The days of the case on which something takes effect, within these."""
    first = date_asked(since, "--since", first=True) if since else dt.date.min
    last = date_asked(until, "--until") if until else dt.date.max
    return [(on, tuple(signals)) for on, signals in days(case) if first <= on <= last]
