"""Who says so, and what a value stands for, in words."""

from __future__ import annotations

from glienicke.case.model import Case
from glienicke.language.show import show
from glienicke.language.tree import Range
from glienicke.positions.day import Condition, Position
from glienicke.record.words import listed


def basis_says(stance: Position | Condition, case: Case) -> str:
    """`A position reported according to Xinhua.`"""
    sources = [source_name(case, id) for id in stance.according_to]
    told = f" according to {listed(sources)}" if sources else ""
    by = f" by {stance.by}" if stance.by else ""
    return f"A position {stance.basis}{by}{told}."


def source_name(case: Case, id: str) -> str:
    """Who published it, and through whom it was read."""
    source = case.sources.get(id)
    if source is None:
        return id
    return source.who + (f" (read via {source.via})" if source.via else "")


def value_says(value: Range, case: Case) -> str:
    """A number with the word it stands for, where the case's scale has one."""
    words = [word for word, stands in case.scale.items() if value.low == value.high == stands]
    text = show(value).replace("..", " to ")
    return f"{words[0]} ({text})" if words else text
