"""Text of the condition language → trees (tree.py), with the place of every name; or the one mistake in it.

The grammar is condition.lark. Nothing here knows a case: whether a name exists is the case reader's to ask, with
the places given in `Parsed.names`. Trees come out canonical (see show.py). No text raises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, Literal, TypeVar, cast

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedToken, VisitError
from lark.lexer import PatternStr

from glienicke.language.build import Build, Wrong, as_range, unknown_value
from glienicke.language.mistake import Mistake, NameUse, at_character, at_token
from glienicke.language.tree import Bundle, Range, Selection, Sentence

__all__ = [
    "RESERVED",
    "Mistake",
    "NameUse",
    "Parsed",
    "parse_bundle",
    "parse_selection",
    "parse_sentence",
    "parse_value",
]

LENGTH_MAX = 10_000
"""Characters in one text."""

DEPTH_MAX = 40
"""How deep `not`, `and`, `or`, commas and `at least 2 of (…)` may stand inside one another."""

T = TypeVar("T")
Start = Literal["sentence", "people", "bundle"]


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A tree, and every name in it in the order of the text."""

    tree: T
    names: tuple[NameUse, ...]


@lru_cache(maxsize=16_384)
def parse_sentence(text: str) -> Parsed[Sentence] | Mistake:
    """One condition, such as `krasikov only if navalny`."""
    return cast("Parsed[Sentence] | Mistake", _parse("sentence", text, {}))


@lru_cache(maxsize=16_384)
def parse_selection(text: str) -> Parsed[Selection] | Mistake:
    """Whom: `{held by RU, civilian}`, or the id of one person or consideration."""
    return cast("Parsed[Selection] | Mistake", _parse("people", text, {}))


def parse_bundle(text: str, scale: Mapping[str, Fraction]) -> Parsed[Bundle] | Mistake:
    """A value that rests on a statement: `8 if at least 3 of {…}`, `high if navalny`, `best 2 of {…}`.

    scale: what the words for values stand for, such as {"vital": 80}.
    """
    return cast("Parsed[Bundle] | Mistake", _parse("bundle", text, scale))


def parse_value(text: str, scale: Mapping[str, Fraction]) -> Range | Mistake:
    """A worth, cost or floor: a number, `low..high`, or a word of the scale."""
    word = text.strip()
    if word in scale:
        return Range(scale[word], scale[word])
    start = len(text) - len(text.lstrip())
    shape = _VALUE.fullmatch(text)
    if shape is None:
        return unknown_value(word, start, start + len(word), scale)
    low, high = (None if shape[group] is None else _token(shape, group) for group in ("low", "high"))
    try:
        return as_range(cast(Token, low), high)
    except Wrong as wrong:
        return wrong.mistake


_NUMBER = r"-?[0-9]+(?:\.[0-9]+|/[0-9]+)?"
_VALUE = re.compile(rf"\s*(?P<low>{_NUMBER})\s*(?:\.\.\s*(?P<high>{_NUMBER})\s*)?")
# Of everything that nests, these rules leave a node each; parentheses leave none.
_NESTING = frozenset({"not_", "and_", "or_", "count_true", "not_in", "all_in", "any_in"})


def _token(shape: re.Match[str], group: str) -> Token:
    return Token("NUMBER", shape[group], start_pos=shape.start(group), end_pos=shape.end(group))


@cache
def _grammar() -> Lark:
    text = files("glienicke.language").joinpath("condition.lark").read_text(encoding="utf-8")
    # The basic lexer sees whole words wherever they stand: the contextual one would read "onlyif" as "only if".
    return Lark(text, parser="lalr", lexer="basic", propagate_positions=True, start=["sentence", "people", "bundle"])


RESERVED: frozenset[str] = frozenset(
    str(terminal.pattern.value)
    for terminal in _grammar().terminals
    if isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isalpha()
)
"""The words of the language. None of them can be the id, tag, rank or step that a sentence names."""


def _parse(start: Start, text: str, scale: Mapping[str, Fraction]) -> Parsed[object] | Mistake:
    if len(text) > LENGTH_MAX:
        message = f"longer than {LENGTH_MAX:,} characters"
        return Mistake(LENGTH_MAX, len(text), message, "split it into several sentences, or use tags")
    try:
        parsed = _grammar().parse(text, start=start)
    except UnexpectedToken as error:
        return _unexpected(start, text, error.token)
    except UnexpectedCharacters as error:
        return at_character(text, error)
    deep = _too_deep(parsed)
    if deep is not None:
        return deep
    build = Build(scale)
    try:
        tree = build.transform(parsed)
    except VisitError as error:
        if isinstance(error.orig_exc, Wrong):
            return error.orig_exc.mistake
        raise
    return Parsed(tree, tuple(sorted(build.names, key=lambda use: use.start)))


def _unexpected(start: Start, text: str, token: Token) -> Mistake:
    # The parser that failed may already have closed what it was in; one that stops before the token knows all
    # that could have followed.
    parser = _grammar().parse_interactive(text if token.type == "$END" else text[: token.start_pos], start)
    before = parser.exhaust_lexer()
    accepted = cast("Any", parser).accepts()  # has no types
    return at_token(text, token, before, frozenset(accepted), RESERVED)


def _too_deep(parsed: Tree[Any]) -> Mistake | None:
    """Walked without recursion, so that no later walk can run out of stack."""
    left = [(parsed, 0)]
    while left:
        node, depth = left.pop()
        depth += node.data in _NESTING
        if depth > DEPTH_MAX:
            message = f"nested more than {DEPTH_MAX} deep"
            return Mistake(node.meta.start_pos, node.meta.end_pos, message, "split it into several sentences")
        left.extend((child, depth) for child in node.children if isinstance(child, Tree))
    return None
