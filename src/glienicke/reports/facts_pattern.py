"""How patterns of facts are written: persons as one sign each, lists of them, and rules with what they suggest."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST = 0xE000
_LAST = 0xF8FF


def MASK(person: int) -> str:
    """The sign that stands for a person, repeated for every letter of the name; from the private use area."""
    return chr(_FIRST + person % (_LAST - _FIRST))


_SIGN = f"[{chr(_FIRST)}-{chr(_LAST)}]"
PERSON = re.compile(_SIGN)
P = rf"{_SIGN}+(?:[’']s?)?"
"""One person in a pattern."""
APPOSED = r"(?:, (?:\d{2}|[^.;:,\ue000-\uf8ff]{2,70}),)?"
"""What may stand between a name and its verb."""


def LIST(and_: str, title: str) -> str:
    """One person or a list of them. and_: the words that join the last. title: what may stand before each."""
    one = rf"(?:{title} )?{_SIGN}+(?: ?\(\d{{2}}\)|, \d{{2}}(?=[, ]))?"
    return rf"(?:{one}(?:, {one}){{0,40}}(?:,? (?:{and_}) {one})?)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern. Groups: who (the people), c (a country or holder), s (a term), x (a charge). sure: no word around it
    can put it in doubt. loose: c may be a name that is no country. why: the rule in words."""

    property: str
    why: str
    pattern: re.Pattern[str]
    value: str = ""
    sure: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a language. head: a pronoun or noun (group who) with which a sentence begins. inside: a pronoun in a
    sentence without names. doubt: words that put in doubt what stands near them.
    """

    rules: tuple[Rule, ...]
    head: re.Pattern[str]
    inside: re.Pattern[str]
    doubt: re.Pattern[str]
