"""Commands that ask the engine about one day: find, why, quorum, enlarge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glienicke.cli import exits, options, render, render_why
from glienicke.cli.exits import Refused
from glienicke.cli.foreign import foreign_answer, is_foreign
from glienicke.cli.opening import open_question, others_on
from glienicke.cli.out import show, show_json, tell
from glienicke.cli.progress import run
from glienicke.deals.answer_json import answer_data, enlarge_data, quorum_data, why_data
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.quorum import quorum
from glienicke.deals.why import why
from glienicke.positions.borrow import borrow
from glienicke.record.words import count, listed


def find_command(
    case: options.CasePath,
    on: options.On = None,
    aim: options.Aim = "gain",
    want: options.Want = None,
    normalise: options.Normalise = "ideal",
    prove: options.Prove = 0.0,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    gap: options.Gap = 0.0,
    json: options.AsJson = False,
) -> None:
    """Find the best acceptable deal, proven, or say that there is none.

    \b
    Examples:
      glienicke find cases/ankara-2024
      glienicke find cases/ankara-2024 --on 2024-04 --want gershkovich
      glienicke find cases/ankara-2024 --aim freed --json
      glienicke find cases/ankara-2024 --aim fair --normalise none
      glienicke find docs/examples/office --aim nash        (a GENIUS scenario: a folder of XML)
    """
    if is_foreign(case):
        if aim not in ("fair", "nash"):
            raise Refused(exits.USAGE, f"--aim {aim}: a foreign scenario has --aim fair, --aim nash, and front")
        raise typer.Exit(foreign_answer((case,), aim, normalise, time_limit=time_limit, json=json))
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    answer = run(
        lambda limits: find(asked.day, asked.terms, aim, limits, normalise=normalise, prove=prove), time_limit, gap
    )
    if json:
        show_json("find", answer_data(answer, asked.day))
    else:
        show([asked.title, *render.answer_view(answer, asked.day, asked.terms)])
    raise typer.Exit(exits.of_status(answer.status))


def why_command(
    case: options.CasePath,
    on: options.On = None,
    want: options.Want = None,
    even_firm: Annotated[
        bool, typer.Option("--even-firm", help="List also the smallest sets that break conditions without a price.")
    ] = False,
    most: options.Most = 5,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """Say why there is no deal, and what would open one most cheaply.

    \b
    Examples:
      glienicke why cases/ankara-2024 --on 2023-11 --want gershkovich
      glienicke why cases/ankara-2024 --on 2024-02-16 --even-firm
      glienicke why cases/ankara-2024 --on 2023-11 -k 1 --json

    Law, death and custody are never conceded. Where there is a deal already, the answer says so (exit code 0).
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    answer = run(lambda limits: why(asked.day, asked.terms, even_firm=even_firm, most=most, limits=limits), time_limit)
    if json:
        show_json("why", why_data(answer, asked.day))
    else:
        show([asked.title, *render_why.why_view(answer, asked.day, asked.terms)])
    explained = answer.status == "deal" or answer.clashes or answer.concessions
    raise typer.Exit(exits.UNKNOWN if answer.status == "unknown" else exits.FOUND if explained else exits.NONE)


def quorum_command(
    case: options.CasePath,
    on: options.On = None,
    want: options.Want = None,
    if_persuaded: Annotated[
        bool,
        typer.Option(
            "--if-persuaded",
            help="Let every party of the file come, and leave aside floors and conditions, "
            "but the `only if` conditions of whoever holds the wanted.",
        ),
    ] = False,
    most: options.Most = 20,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """Say which parties must be at the table to free the people wanted.

    \b
    Examples:
      glienicke quorum cases/ankara-2024 --want gershkovich
      glienicke quorum cases/ankara-2024 --on 2022-07 --want whelan --if-persuaded
      glienicke quorum cases/ankara-2024 --want gershkovich,whelan --json
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    answer = run(
        lambda limits: quorum(asked.day, asked.terms, if_persuaded=if_persuaded, most=most, limits=limits), time_limit
    )
    if json:
        show_json("quorum", quorum_data(answer, asked.day, asked.terms))
    else:
        parts = render_why.quorum_view(answer, asked.day, asked.terms, if_persuaded=if_persuaded)
        show([asked.title, *parts])
    raise typer.Exit(exits.of_status(answer.status))


def enlarge_command(
    case: options.CasePath,
    on: options.On = None,
    want: options.Want = None,
    from_files: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="CASE", help="Offer also people of this other case.", show_default=False),
    ] = None,
    past_cutoff: Annotated[
        bool,
        typer.Option("--past-cutoff", help="Offer also people detained after the cut-off. The answer says so."),
    ] = False,
    most: options.Most = 5,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """Say who else, already held, would open a deal if added to the pool.

    \b
    Examples:
      glienicke enlarge cases/ankara-2024 --on 2024-04 --want gershkovich
      glienicke enlarge cases/ankara-2024 --on 2024-04 -k 3 --json
      glienicke enlarge mine.yaml --from cases/ankara-2024

    Nobody detained after the case's cut-off date is offered, and nobody is ever proposed for detention.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    borrowed = borrow(asked.day, others_on(tuple(from_files or ()), asked.day.on, known_by))
    if from_files:
        tell(f"from other cases: {count(len(borrowed.added), 'person', 'people')} beside this one's pool")
    if borrowed.kept:
        tell(f"in both, this case's facts stand: {listed(borrowed.kept)}")
    if borrowed.strangers:
        tell(f"left out, not held by a party of this case: {listed(borrowed.strangers)}")
    day = borrowed.day
    answer = run(
        lambda limits: enlarge(day, asked.terms, past_cutoff=past_cutoff, most=most, limits=limits), time_limit
    )
    if json:
        show_json("enlarge", enlarge_data(answer, day))
    else:
        show([asked.title, *render_why.enlarge_view(answer, day, asked.terms)])
    raise typer.Exit(exits.of_status(answer.status))
