"""Short days for tests, written in the language of the case file."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

from glienicke.deals.check import settle
from glienicke.deals.deal import Deal, Terms
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_bundle, parse_selection, parse_sentence, parse_value
from glienicke.language.tree import Bundle, Range, Selection, Sentence
from glienicke.positions.day import Condition, Consideration, Day, Person, Position
from tests.twin import brute

ON = dt.date(2024, 8, 1)
PARTIES = {"RU": "Russia", "US": "United States", "DE": "Germany", "SI": "Slovenia"}
Values = Mapping[str, int | str]


def value(text: int | str | Fraction) -> Range:
    found = parse_value(str(text), {})
    assert not isinstance(found, Mistake), found
    return found


def selection(text: str) -> Selection:
    found = parse_selection(text)
    assert not isinstance(found, Mistake), found
    return found.tree


def sentence(text: str) -> Sentence:
    found = parse_sentence(text)
    assert not isinstance(found, Mistake), found
    return found.tree


def bundle(text: str) -> Bundle:
    found = parse_bundle(text, {})
    assert not isinstance(found, Mistake), found
    return found.tree


def condition(party: str | None, text: str, price: int | None = None) -> Condition:
    return Condition(party, sentence(text), text, None if price is None else Fraction(price))


def person(id: str, held_by: str | None = "RU", **facts) -> Person:
    if isinstance(facts.get("tags"), str):
        facts["tags"] = frozenset(facts["tags"].split())
    return Person(id, id.title(), held_by, **{"last_held_by": held_by, **facts})


def wants(
    party: str,
    worth: Values | None = None,
    cost: Values | None = None,
    conditions: Sequence[str | tuple[str, int]] = (),
    bundles: Sequence[str] = (),
    share: Mapping[str, str] | None = None,
    floor: int | str = 0,
    unilateral: bool = False,
) -> Position:
    """A position. Conditions are sentences, or (sentence, price)."""
    made = [condition(party, *c) if isinstance(c, tuple) else condition(party, c) for c in conditions]
    return Position(
        party,
        tuple((selection(whom), value(number)) for whom, number in (worth or {}).items()),
        tuple((selection(whom), value(number)) for whom, number in (cost or {}).items()),
        tuple(bundle(text) for text in bundles),
        {other: Fraction(part) for other, part in (share or {}).items()},
        unilateral,
        value(floor),
        tuple(made),
    )


def day(
    people: Sequence[Person],
    positions: Sequence[Position],
    law: Sequence[str] = (),
    considerations: Sequence[Consideration] = (),
    at_table: Sequence[str] | None = None,
    **more,
) -> Day:
    return Day(
        "test",
        ON,
        PARTIES,
        {p.id: p for p in people},
        {c.id: c for c in considerations},
        {p.party: p for p in positions},
        frozenset(PARTIES if at_table is None else at_table),
        tuple(condition(None, text) for text in law),
        **more,
    )


def deals(day: Day, *released: str, **terms) -> list[Deal]:
    """The deals of a set of releases, on which the checker and the twin agree."""
    asked = Terms(**terms)
    by_checker = settle(day, frozenset(released), asked)
    by_twin = brute.deals_of(day, frozenset(released), asked)
    assert len(by_checker) == len(by_twin) and all(deal in by_twin for deal in by_checker)
    return by_checker


def deal(day: Day, *released: str, **terms) -> Deal:
    """The one deal of a set of releases."""
    (found,) = deals(day, *released, **terms)
    return found


def gains(day: Day, *released: str, **terms) -> dict[str, Fraction]:
    """Who takes part in the one deal of these releases, with what gain."""
    return {party: part.gain for party, part in deal(day, *released, **terms).parties.items()}
