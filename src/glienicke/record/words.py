"""Numbers, names and lists as people read them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import cache

import pycountry

from glienicke.deals.deal import Deal
from glienicke.language.explain import explain
from glienicke.language.people import Namer
from glienicke.language.tree import Sentence
from glienicke.positions.day import Day

MANY = 12
"""So many ids are written out in one cell; of more the number is given."""


def amount(value: Fraction | None) -> str:
    """A number to two places at most: `12`, `0.5`, `33.33`."""
    if value is None:
        return "?"
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def percent(value: Fraction | float | None) -> str:
    """A part of one in per cent: `1.25%`."""
    return "?" if value is None else f"{float(value):.2%}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 person`, `2 people`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def name(day: Day, id: str) -> str:
    """What a person, consideration or party is called."""
    if id in day.people:
        return day.people[id].name
    if id in day.considerations:
        return day.considerations[id].what
    return day.parties.get(id, id)


def namer(day: Day) -> Namer:
    """Names for ids, parties and countries; tags and what else is unknown stay as they are."""

    @cache
    def named(id: str) -> str:
        found = name(day, id)
        if found == id and len(id) == 2 and id.isupper():
            country = pycountry.countries.get(alpha_2=id)
            return country.name if country else id
        return found

    return named


def in_words(day: Day, sentence: Sentence) -> str:
    """A sentence of the condition language in plain English."""
    return explain(sentence, namer(day), day.considerations)


def names(day: Day, ids: Collection[str], most: int = MANY) -> str:
    """Names in a sentence; of more than so many their number."""
    if len(ids) > most:
        return f"{len(ids)} in all"
    return listed([name(day, id) for id in ids])


def ids(items: Collection[str]) -> str:
    """Ids in a cell; of many their number. None at all: a dash."""
    return f"{len(items)} in all" if len(items) > MANY else ", ".join(items) or "–"


def freed(deal: Deal) -> str:
    """`24 people and 2 minors`."""
    minors = sum(release.minors for release in deal.released)
    people = count(len(deal.released), "person", "people")
    return people + (f" and {count(minors, 'minor')}" if minors else "")
