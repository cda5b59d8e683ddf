"""Where a command's answer goes: JSON, or text that is plain when piped."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table

PIPED_WIDTH = 110
"""Columns of text that goes to a file or a pipe, unless COLUMNS says otherwise."""


def console(*, stderr: bool = False) -> Console:
    """A console for now: tests and pipes change what stands behind stdout. NO_COLOR is honoured by rich."""
    made = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not made.is_terminal and "COLUMNS" not in os.environ:
        made.width = PIPED_WIDTH
    return made


def table(*columns: str, right: Iterable[str] = ()) -> Table:
    """An empty table in the house's style: a header, no frame, wide cells folded."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for name in columns:
        made.add_column(
            name, justify="right" if name in right else "left", overflow="fold", no_wrap=name in ("place", "price")
        )
    return made


def show(parts: Iterable[RenderableType]) -> None:
    """Print the parts of an answer."""
    out = console()
    if out.is_terminal:
        for part in parts:
            out.print(part)
        return
    with out.capture() as captured:
        for part in parts:
            out.print(part)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def show_lines(lines: Iterable[str]) -> None:
    """Print lines as they are, never folded: carets stay under what they mean."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def show_json(command: str, data: dict[str, Any]) -> None:
    """Print one JSON object; `command` says which part of schema/answers.schema.json describes it."""
    sys.stdout.write(json.dumps({"command": command, **data}, ensure_ascii=False, indent=2) + "\n")


def tell(message: str) -> None:
    """A line beside the answer, on stderr."""
    console(stderr=True).print(message, soft_wrap=True)
