"""Options that several commands share, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

AimName = Literal["gain", "freed", "fewest", "fair", "nash"]
NormaliseName = Literal["ideal", "none"]

CasePath = Annotated[
    Path, typer.Argument(metavar="CASE", help="A case: a YAML file, or a folder of them.", show_default=False)
]
On = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE",
        help="The case as of this day: 2024-04-15, 2024-04 (its last day) or 2024. "
        "Default: the last day on which something changes.",
        show_default=False,
    ),
]
KnownBy = Annotated[
    str | None,
    typer.Option(
        "--known-by",
        metavar="DATE",
        help="Leave out what no source had published by this day.",
        show_default=False,
    ),
]
Want = Annotated[
    list[str] | None,
    typer.Option(
        "--want",
        metavar="ID",
        help="Must be among the freed; repeat it, or part ids by commas.",
        show_default=False,
    ),
]
Aim = Annotated[
    AimName,
    typer.Option(
        "--aim",
        help="What is best: the sum of gains, the number of people freed, the fewest parties that release, "
        "fair (the least surplus first, then the next), nash (the product of surpluses).",
    ),
]
Normalise = Annotated[
    NormaliseName,
    typer.Option(
        "--normalise",
        help="By what `fair` divides surpluses: the largest a party could have in any deal (ideal), or nothing.",
    ),
]
Prove = Annotated[
    float,
    typer.Option(
        "--prove",
        metavar="SECONDS",
        min=0.0,
        help="Spend up to so long on a proof that needs no trust in a solver; --json prints it.",
    ),
]
Cautious = Annotated[
    bool,
    typer.Option("--cautious", help="Take ranges at their worse end: low worths, high costs and floors."),
]
Settled = Annotated[
    bool,
    typer.Option("--settled", help="Release nobody whose consent or legal step is still open."),
]
TradeOwed = Annotated[
    bool,
    typer.Option("--trade-owed", help="Let people whose release the law owes be part of a deal. The answer says so."),
]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", metavar="SECONDS", min=0.0, help="Stop after so long.", show_default=False),
]
Gap = Annotated[
    float,
    typer.Option("--gap", min=0.0, max=1.0, help="Be content with a deal this near the bound: 0.01 is 1 %."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (schema/answers.schema.json).")]
Most = Annotated[int, typer.Option("-k", metavar="K", min=1, max=1000, help="At most so many.")]
