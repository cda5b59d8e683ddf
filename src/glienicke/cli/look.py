"""Commands that show what a case says on a day: show, explain."""

from __future__ import annotations

from typing import Annotated

import typer

from glienicke.cli import options
from glienicke.cli.opening import open_question, party_asked
from glienicke.cli.out import show, show_json
from glienicke.cli.render_case import case_view
from glienicke.cli.render_position import position_view
from glienicke.record.case_json import case_data
from glienicke.record.position_json import position_data


def show_command(
    case: options.CasePath,
    on: options.On = None,
    known_by: options.KnownBy = None,
    json: options.AsJson = False,
) -> None:
    """Show who holds whom, the parties and the law, as of a day.

    \b
    Examples:
      glienicke show cases/ankara-2024
      glienicke show cases/ankara-2024 --on 2023-04
      glienicke show cases/ankara-2024 --on 2024-02-16 --json
    """
    asked = open_question(case, on, known_by)
    if json:
        show_json("show", case_data(asked.case, asked.day))
    else:
        show([asked.title, *case_view(asked.case, asked.day)])


def explain_command(
    case: options.CasePath,
    party: Annotated[str, typer.Argument(metavar="PARTY", help="The party's id.", show_default=False)],
    on: options.On = None,
    known_by: options.KnownBy = None,
    json: options.AsJson = False,
) -> None:
    """Say one party's position in plain English, as of a day.

    \b
    Examples:
      glienicke explain cases/ankara-2024 DE
      glienicke explain cases/ankara-2024 DE --on 2023-12
      glienicke explain cases/ankara-2024 RU --json
    """
    asked = open_question(case, on, known_by)
    party = party_asked(party, asked.day)
    if json:
        show_json("explain", position_data(asked.case, asked.day, party))
    else:
        show([asked.title, *position_view(asked.case, asked.day, party)])
