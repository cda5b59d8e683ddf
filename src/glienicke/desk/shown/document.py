"""A report's text in pieces, so that what a suggestion rests on can be lit; and one suggestion in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from glienicke.case.model import Case
from glienicke.case.statement import Statement
from glienicke.desk.edits.fact import KEYS
from glienicke.language.explain import explain
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.positions.day import Day
from glienicke.record.words import name, namer
from glienicke.reports.inbox import CONDITION

SIDE = frozenset({"caption", "byline", "box", "furniture"})
"""Parts of a document that are no content."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. marks: the suggestions that rest on it. begins: those whose quote begins here. aside: it is a
    caption, a byline or the like."""

    text: str
    marks: tuple[str, ...]
    begins: tuple[str, ...]
    aside: bool


def pieces(text: str, spans: Mapping[str, tuple[int, int]], aside: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut wherever a span begins or ends. spans: by suggestion. aside: what is no content."""
    good = {id: (a, b) for id, (a, b) in spans.items() if 0 <= a < b <= len(text)}
    cuts = sorted(
        {0, len(text), *(at for span in good.values() for at in span), *(at for span in aside for at in span)}
    )
    cuts = [at for at in cuts if 0 <= at <= len(text)]
    found = []
    for start, end in pairwise(cuts):
        marks = tuple(id for id, (a, b) in good.items() if a <= start and end <= b)
        begins = tuple(id for id in marks if good[id][0] == start)
        found.append(Piece(text[start:end], marks, begins, any(a <= start and end <= b for a, b in aside)))
    return tuple(found)


def in_words(statement: Statement, case: Case, day: Day | None, named: str | None) -> str:
    """What a suggestion says, in a line. named: what a person is called whom the case does not have yet."""
    kind, _, id = statement.subject.partition("/")
    whom = named or (name(day, id) if day is not None else id)
    value = statement.value if isinstance(statement.value, str) else ", ".join(statement.value)
    since = f", since {statement.valid_from}" if statement.valid_from and statement.property != CONDITION else ""
    if kind == "parties":
        parsed = parse_sentence(value)
        called = case.parties[id].name if id in case.parties else id
        told = (
            None if isinstance(parsed, Mistake) or day is None else explain(parsed.tree, namer(day), day.considerations)
        )
        return f"{called} asks: {told or value}"
    if statement.property == "name":
        return f"A person whom the case does not have: {value}"
    if statement.property == "held_by" and day is not None:
        value = day.parties.get(value, value)
    return f"{whom}, {KEYS.get(statement.property, statement.property).lower()}: {value}{since}"
