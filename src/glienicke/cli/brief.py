"""brief: one page about a case and its deal, for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glienicke.cli import exits, options
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.opening import Asked, open_question
from glienicke.cli.out import show, show_json
from glienicke.cli.progress import run
from glienicke.deals.deal import Answer
from glienicke.deals.find import find
from glienicke.deals.solve import Limits
from glienicke.deals.why import Why, why
from glienicke.positions.asof import days
from glienicke.record.brief import brief


def brief_command(
    case: options.CasePath,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="The HTML file to write.", show_default=False)
    ],
    on: options.On = None,
    aim: options.Aim = "gain",
    want: options.Want = None,
    known_by: options.KnownBy = None,
    cautious: options.Cautious = False,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    gap: options.Gap = 0.0,
    json: options.AsJson = False,
) -> None:
    """Write a page for people: who gets what, why each can sign, what stands in the way.

    \b
    Examples:
      glienicke brief cases/ankara-2024 -o ankara.html
      glienicke brief cases/ankara-2024 --on 2023-11 --want gershkovich -o autumn.html
      glienicke brief cases/ankara-2024 --cautious -o careful.html

    The file stands alone (nothing is fetched) and prints on one or two sheets of A4. An existing file is replaced.
    """
    asked = open_question(case, on, known_by, want, cautious, settled, trade_owed)

    def work(limits: Limits) -> tuple[Answer, Why | None]:
        answer = find(asked.day, asked.terms, aim, limits)
        return answer, why(asked.day, asked.terms, limits=limits) if answer.status == "none" else None

    answer, because = run(work, time_limit, gap)
    write_page(out, page(asked, answer, because))
    if json:
        show_json(
            "brief", {"status": answer.status, "case": asked.day.case, "on": answer.on.isoformat(), "file": str(out)}
        )
    else:
        show([asked.title, f"Wrote {out}."])
    raise typer.Exit(exits.of_status(answer.status))


def page(asked: Asked, answer: Answer, because: Why | None) -> str:
    """The page's HTML."""
    dated = [(on, tuple(signals)) for on, signals in days(asked.case)]
    return brief(asked.case, asked.day, answer, asked.terms, because, dated)


def write_page(path: Path, text: str) -> None:
    """Write the file, or refuse in words."""
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as fault:
        raise Refused(USAGE, f"{path} cannot be written: {fault.strerror}") from None
