"""When an answer of a reader is the one that gold has: spans, words, amounts, speakers.

Case, articles and punctuation never count. An English plural is its singular; German and Russian words are the same if
they agree in three letters or more and differ in their last three at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Prefix
from scipy.optimize import linear_sum_assignment

from bench.gold import Span

A = TypeVar("A")
B = TypeVar("B")

SMALL = frozenset("a an the of der die das den dem des ein eine einem einer eines von aus из".split())  # noqa: SIM905
_IRREGULAR = """
men man|women woman|children child|people person|persons person|люди человек|людей человек|людьми человек|детей ребёнок
детьми ребёнок|дети ребёнок|ребенка ребёнок|leute mensch|leuten mensch
"""
IRREGULAR = dict(pair.split() for pair in re.split(r"[|\n]", _IRREGULAR.strip()))
_NUMBERS = """
one 1|two 2|three 3|four 4|five 5|six 6|seven 7|eight 8|nine 9|ten 10|eleven 11|twelve 12|fifteen 15|twenty 20
zwei 2|drei 3|vier 4|fünf 5|sechs 6|sieben 7|acht 8|neun 9|zehn 10|elf 11|zwölf 12|fünfzehn 15|zwanzig 20
два 2|двум 2|три 3|трём 3|четыре 4|четырём 4|пять 5|пяти 5|шесть 6|шести 6|семь 7|семи 7|восемь 8|восьми 8|девять 9
девяти 9|десять 10|десяти 10|двенадцать 12|двенадцати 12
"""
NUMBERS = dict(pair.split() for pair in re.split(r"[|\n]", _NUMBERS.strip()))
UNITS = {
    "year": "year",
    "jahr": "year",
    "лет": "year",
    "год": "year",
    "month": "month",
    "monat": "month",
    "месяц": "month",
}
ENDS = {"life": "life", "lebens": "life", "пожизн": "life", "death": "death", "tod": "death", "смерт": "death"}
PREPOSITIONS = frozenset("of for with to in at from on close familiar im des der von in из в на".split())  # noqa: SIM905


def pairs(gold: Sequence[A], found: Sequence[B], fit: Callable[[A, B], float]) -> list[tuple[int, int]]:
    """One to one, the pairs of the largest sum of fits; only what fits at all (above 0) is paired."""
    if not gold or not found:
        return []
    fits = np.array([[fit(one, other) for other in found] for one in gold])
    rows, columns = linear_sum_assignment(fits, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if fits[row, column] > 0]


def overlap(one: Span, other: Span) -> float:
    """Characters in both over characters in either."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / max(1, max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def shared(one: Span, other: Span) -> float:
    """Characters in both over those of the longer."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / max(1, one[1] - one[0], other[1] - other[0])


def words(text: str) -> tuple[str, ...]:
    """The words that count, in small letters; a hyphen parts words."""
    return tuple(word for word in re.findall(r"\w+", text.casefold()) if word not in SMALL)


def plain(text: str) -> str:
    """A name as it is compared: small letters, no article, no punctuation."""
    return " ".join(words(text))


def same_word(one: str, other: str, language: str) -> bool:
    """Whether two words are one word in different forms."""
    one, other = (IRREGULAR.get(word, _singular(word) if language == "en" else word) for word in (one, other))
    if one == other or language == "en":
        return one == other
    kept = Prefix.similarity(one, other)
    return kept >= 3 and kept >= max(len(one), len(other)) - 3


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def in_common(one: Iterable[str], other: Iterable[str], language: str) -> int:
    """How many words of the one are in the other."""
    there = list(other)
    return sum(any(same_word(word, another, language) for another in there) for word in one)


def same_what(one: str, other: str, language: str) -> bool:
    """Whether two texts speak of the same: more than half of the words of the shorter are in the longer."""
    short, long = sorted((words(one), words(other)), key=len)
    return bool(short) and 2 * in_common(short, long, language) > len(short)


def same_party(one: str, other: str, language: str) -> bool:
    """Whether two countries or groups are the same: the same code of two letters, or the same words."""
    if len(one) == 2 or len(other) == 2:
        return one.casefold() == other.casefold()
    a, b = words(one), words(other)
    return len(a) == len(b) == in_common(a, b, language)


def same_sentence(one: str, other: str, language: str) -> bool:
    """Whether two sentences of a court are the same: their numbers and units, or life, or death."""
    return _amount(one) == _amount(other) if _amount(one) and _amount(other) else same_what(one, other, language)


def _amount(text: str) -> tuple[tuple[float | str, ...], ...]:
    numbers: list[float | str] = []
    units: list[str] = []
    for word in re.findall(r"\d+(?:[.,]\d+)?|[^\W\d]+", text.casefold()):
        if word[0].isdigit():
            numbers.append(float(word.replace(",", ".")))
        elif word in NUMBERS:
            numbers.append(float(NUMBERS[word]))
        else:
            units += [unit for start, unit in UNITS.items() if word.startswith(start)]
            numbers += [end for start, end in ENDS.items() if word.startswith(start)]
    return (tuple(numbers), tuple(units)) if numbers else ()


def same_institution(one: str, other: str, others: Iterable[str], language: str) -> bool:
    """Whether two names of a source that is no person mean the same one.

    The same words; or the one is a shorter form of the other with the same first or last word of its head ("ministry"
    for "Turkish Foreign Ministry", "official" for "senior official close to the talks") and fits no other source among
    `others`.
    """
    short, long = sorted((words(one), words(other)), key=len)
    if not short or in_common(short, long, language) < len(short):
        return False
    if len(short) == len(long):
        return True
    fits = {plain(name) for name in others if in_common(short, words(name), language) == len(short)}
    return len(fits) <= 1 and any(same_word(a, b, language) for a in _heads(short) for b in _heads(long))


def _heads(name: Sequence[str]) -> tuple[str, str]:
    """The first and the last word before any preposition."""
    head = list(takewhile(lambda word: word not in PREPOSITIONS, name)) or list(name)
    return head[0], head[-1]
