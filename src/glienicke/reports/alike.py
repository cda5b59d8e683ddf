"""When two reports mean the same person, the same noun, the same thing."""

from __future__ import annotations

import re

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from glienicke.reports.counted import singular
from glienicke.reports.data import Someone
from glienicke.reports.listed import listed

SPELT_ALIKE = 84
"""Names that are so alike, of 100, after transliteration are one name (a misspelling, another system)."""


def same_person(one: Someone, other: Someone) -> bool:
    """Whether two clusters of two documents are one person: one id in the case, or names that fit word by word.

    A surname alone fits a full name with that surname; given names that differ, such as a brother's, never fit.
    """
    if one.person and other.person:
        return one.person == other.person
    first, second = _words(one.name), _words(other.name)
    if not first or not second:
        return False
    if len(first) == 1 or len(second) == 1:
        return _alike(first[-1], second[-1]) and _initials_fit(first, second)
    return _alike(first[-1], second[-1]) and _given_fit(first[0], second[0])


def perhaps_same(one: Someone, other: Someone) -> bool:
    """Whether two people of two documents may be one though it cannot be told: the same surname, other given names."""
    first, second = _words(one.name), _words(other.name)
    return bool(first and second) and _alike(first[-1], second[-1]) and not (one.person and other.person)


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+", anyascii(name).casefold().replace("'", ""))


def _alike(one: str, other: str) -> bool:
    return one == other or (
        min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SPELT_ALIKE and one[0] == other[0]
    )


def _given_fit(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return (fuzz.ratio(one, other) >= 60 and Prefix.similarity(one, other) >= 1) or _alike(one, other)


def _initials_fit(one: list[str], other: list[str]) -> bool:
    return len(one) == 1 or len(other) == 1 or one[0][0] == other[0][0]


def same_noun(one: str, other: str, language: str) -> bool:
    """Whether two counts count the same: the same last word, in any form."""
    first, second = (
        _stem(text.split()[-1] if language != "ru" else text.split()[0], language) for text in (one, other)
    )
    return first == second


def is_general(what: str, language: str) -> bool:
    """Whether a noun may stand for any group of people held, freed or exchanged."""
    head = what.split()[0 if language == "ru" else -1].casefold()
    return any(_stem(head, language) == _stem(word, language) for word in listed("stops", language, "general"))


def _stem(word: str, language: str) -> str:
    low = word.casefold()
    if language == "en":
        return {"person": "people"}.get(singular(low), singular(low))
    return low[: max(4, len(low) - 3)]


def stem_words(text: str, language: str) -> frozenset[str]:
    """The words that tell what happened, in a form that hardly changes; without small words and numbers."""
    small = listed("stops", language, "small")
    words = re.findall(r"[^\W\d_]{3,}", text.casefold())
    return frozenset(_verb(word, language) for word in words if word not in small)


def _verb(word: str, language: str) -> str:
    if language == "en":
        return re.sub(r"(?:ed|ing|es|s)$", "", word) if len(word) > 4 else word
    return word[: max(4, len(word) - 3)]
