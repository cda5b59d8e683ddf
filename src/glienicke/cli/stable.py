"""The command `stable`: would some group of parties rather make a deal of its own?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType
from rich.table import Table

from glienicke.cli import exits, options
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.judge import read_deal
from glienicke.cli.opening import open_question
from glienicke.cli.out import show, show_json, table
from glienicke.cli.progress import run
from glienicke.cli.render import AIMS, deal_view, heading, indented, overrides_view, owed_view
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.stable import Block, Stability, StableAnswer, stable
from glienicke.deals.stable.as_json import proof_in_words, stable_data
from glienicke.positions.day import Day
from glienicke.record.words import amount, count, freed, listed, name

AimOption = Annotated[Aim, typer.Option("--aim", help="What the best deal, and the best stable one, are best for.")]
DealPath = Annotated[
    Path | None,
    typer.Option(
        "--deal",
        metavar="DEAL.json",
        help="Ask about this deal (what `find --json` prints) and not about the best for the aim.",
        show_default=False,
    ),
]
NoRepair = Annotated[bool, typer.Option("--only-ask", help="Do not look for the best stable deal.")]

WORDS = {**AIMS, "fair": "least surplus", "nash": "product of surpluses"}


def stable_command(
    case: options.CasePath,
    on: options.On = None,
    aim: AimOption = "gain",
    want: options.Want = None,
    deal: DealPath = None,
    only_ask: NoRepair = False,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    json: options.AsJson = False,
) -> None:
    """Say whether some group of parties could do better by a deal of its own, and which deal no group would leave.

    \b
    Examples:
      glienicke stable cases/ankara-2024
      glienicke find cases/ankara-2024 --json > deal.json; glienicke stable cases/ankara-2024 --deal deal.json
      glienicke stable cases/ankara-2024 --aim freed --time-limit 60 --json

    A group's deal releases only whom its members hold, suits each of them, and is strictly better for each. Who is
    wanted (--want) binds the deals asked about and not a group's own. Exit code 0: the deal is stable, or another one
    is and was found; 3: no deal is stable, or there is no deal.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)
    given = read_deal(deal, asked.day) if deal is not None else None
    try:
        answer = run(
            lambda limits: stable(asked.day, asked.terms, aim, limits, deal=given, repair=not only_ask), time_limit
        )
    except ValueError as fault:
        raise Refused(USAGE, str(fault)) from None
    if json:
        show_json("stable", stable_data(answer, asked.day))
    else:
        show([asked.title, *stable_view(answer, asked.day)])
    raise typer.Exit(_code(answer))


def _code(answer: StableAnswer) -> int:
    status = answer.best_stable.status if answer.best_stable is not None else answer.status
    return {"none": exits.NONE, "unknown": exits.UNKNOWN}.get(status, exits.FOUND)


# ------------------------------------------------------------ as people read it


def stable_view(answer: StableAnswer, day: Day) -> Iterator[RenderableType]:
    """Whose release is owed first; then the deal, who would leave it, and which deal nobody would."""
    yield from owed_view(answer.owed, day)
    yield from overrides_view(answer.overrides)
    if answer.deal is None:
        yield heading(
            "There is no acceptable deal." if answer.status == "none" else "Unknown: no deal was found in time."
        )
        yield from _nothing_view(answer.nothing, day)
        return
    what = "The deal given" if answer.given else f"The best deal for the {WORDS[answer.aim]}"
    yield heading(f"{what} is {_verdict(answer)}.")
    yield _figure(answer.deal, answer)
    if answer.stability is not None and answer.stability.block is None:
        yield f"({_sure(answer.stability)})"
    yield from deal_view(answer.deal, day)
    if answer.stability is not None and answer.stability.block is not None:
        yield ""
        yield from _block_view(answer.stability.block, day)
    yield from _best_view(answer, day)


def _verdict(answer: StableAnswer) -> str:
    return {
        "stable": "stable: no group of parties could do better by a deal of its own",
        "unstable": "not stable: a group of parties could do better by a deal of its own",
    }.get(answer.status, "not known to be stable: the search ended before that was settled")


def _figure(deal: Deal, answer: StableAnswer) -> str:
    return f"{freed(deal)}; {WORDS[answer.aim]}: {amount(answer.objective)}."


def _sure(stability: Stability) -> str:
    return "nothing is proven" if stability.found == "unknown" else proof_in_words(stability.certificate)


def _block_view(block: Block, day: Day) -> Iterator[RenderableType]:
    """The group, its deal, and what each member has before and after."""
    who = listed([name(day, party) for party in block.parties])
    size = " No smaller group could." if block.fewest else ""
    yield heading(f"Who could: {who}.{size}")
    yield indented(before_and_after(block))
    yield ""
    yield f"Their own deal: {freed(block.deal)}, of those they hold themselves."
    for part in deal_view(block.deal, day):
        yield indented(part) if part else ""


def before_and_after(block: Block) -> Table:
    """What each member of a group gains now, and in the group's own deal."""
    made = table("party", "gain now", "gain then", "more by", right=("gain now", "gain then", "more by"))
    for party, part in block.deal.parties.items():
        made.add_row(party, amount(block.before[party]), amount(part.gain), amount(block.better(party)))
    return made


def _best_view(answer: StableAnswer, day: Day) -> Iterator[RenderableType]:
    best = answer.best_stable
    if best is None:
        return
    yield ""
    if best.status == "none":
        groups = count(len(best.blocks), "deal of a group's own", "deals of groups' own")
        yield heading("No acceptable deal is stable.")
        yield f"Each is worse for all of some group than one of {groups} (--json lists them)."
        yield f"({proof_in_words(best.certificate)})"
        yield from _nothing_view(answer.nothing, day)
        return
    if best.deal is None:
        bound = f"; none is beyond {amount(best.bound)}" if best.bound is not None else ""
        yield heading(f"Whether another deal is stable is not known: the search ended first{bound}.")
        return
    yield heading(f"The best stable deal for the {WORDS[answer.aim]}: {freed(best.deal)}.")
    yield _cost(answer)
    if best.stability is not None:
        yield f"({_sure(best.stability)})"
    yield from deal_view(best.deal, day)


def _cost(answer: StableAnswer) -> str:
    """What stability costs in the aim."""
    objective = answer.best_stable.objective if answer.best_stable is not None else None
    if objective is None or answer.best is None:
        return ""
    figure = f"The {WORDS[answer.aim]} is {amount(objective)}"
    if objective == answer.best:
        return f"{figure}, as much as in any deal: being stable costs nothing."
    cost = amount(abs(answer.best - objective))
    return f"{figure}, where the best deal of all has {amount(answer.best)}: being stable costs {cost}."


def _nothing_view(nothing: Stability | None, day: Day) -> Iterator[RenderableType]:
    """Whether an outcome without any deal would last."""
    if nothing is None:
        return
    if nothing.block is None:
        yield f"No deal at all: {_without(nothing)} ({_sure(nothing)})."
        return
    yield "No deal at all would not last either:"
    yield from _block_view(nothing.block, day)


def _without(nothing: Stability) -> str:
    if nothing.found == "unknown":
        return "not known whether some group has a deal of its own."
    return "no group has a deal of its own that is better for each of it than none."
