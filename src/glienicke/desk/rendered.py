"""Templates and static files: how a page is made of data. Nothing is marked safe but by the templates themselves."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def templates() -> Environment:
    """The templates, escaped by default; a name that is not there is a mistake and not an empty place."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = static
    made.filters["moment"] = moment
    made.filters["lines"] = lambda text: str(text).splitlines()
    return made


@cache
def static(name: str) -> str:
    """The address of a static file, with its hash, so that browsers may keep it. Raises ValueError if there is none."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise ValueError(f"there is no static file {name}")
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:16]}"


def moment(at: str) -> str:
    """A stored time (ISO, UTC, with fractions) as pages write it: 2024-07-17 09:30 UTC."""
    return f"{at[:10]} {at[11:16]} UTC" if len(at) >= 16 else at
