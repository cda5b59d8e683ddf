"""Parse trees of the grammar → the language's own trees (tree.py), canonical; and the names used on the way.

One method for each rule of condition.lark, of the same name. `Wrong` leaves the builder when a text is
grammatical but cannot be meant: `between 4 and 2 of {…}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from lark import Token, Transformer, v_args

from glienicke.language import tree as t
from glienicke.language.mistake import Mistake, NameKind, NameUse, nearest

COUNT_MAX = 1_000_000_000
"""The largest count, age or time; no case has more people."""

DIGITS_MAX = 15
"""Digits of a number before the point, after it, and of each part of a fraction."""

Bounds = tuple[int | None, int | None]


class Wrong(Exception):
    """Carries a mistake out of the builder."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.message)
        self.mistake = mistake


@dataclass(frozen=True, slots=True)
class _Weight:
    """One side of a comparison of weights, and where its table is named."""

    table: str
    of: t.Selection
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Term:
    """`for each of S at most 30`."""

    each: t.Selection
    limit: t.Limit
    number: Token


def exact(number: str, start: int, end: int) -> Fraction:
    """The number as written, exactly. Raises Wrong for one too long to be meant, or divided by 0."""
    parts = number.lstrip("-").replace("/", ".").split(".")
    if any(len(part) > DIGITS_MAX for part in parts):
        raise Wrong(Mistake(start, end, f"a number has at most {DIGITS_MAX} digits before and after the point"))
    if "/" in number and not int(parts[1]):
        raise Wrong(Mistake(start, end, "a number cannot be divided by 0"))
    return Fraction(number)


def as_range(low: Token, high: Token | None = None) -> t.Range:
    """Two numbers as a range; one alone is both ends. Raises Wrong when it runs downwards."""
    first, last = _number(low), _number(high or low)
    if high is not None and first > last:
        message = "the range runs downwards"
        raise Wrong(Mistake(_start(low), _end(high), message, f"write {high.strip()}..{low.strip()}"))
    return t.Range(first, last)


def unknown_value(word: str, start: int, end: int, scale: Mapping[str, Fraction]) -> Mistake:
    """The mistake for a value that is neither a number, nor a range, nor a word of the scale."""
    known = f" or one of the words {', '.join(scale)}" if scale else ""
    like = nearest(word, scale)
    hint = f"did you mean '{like}'?" if like else None
    if "," in word:
        hint = "numbers have no commas; a decimal has a point: 0.5"
    elif _DASHED.match(word):
        hint = "a range is written 60..90"
    elif ".." in word:
        hint = "a range is written with two numbers: 60..90"
    return Mistake(start, end, f"expected a number, a range such as 60..90{known}", hint)


_DASHED = re.compile(r"[0-9.]+\s*(-|–|—|…|to)\s*[0-9]")


def _start(token: Token) -> int:
    return token.start_pos or 0


def _end(token: Token) -> int:
    return token.end_pos or 0


def _number(token: Token) -> Fraction:
    return exact(str(token), _start(token), _end(token))


def _whole(token: Token, least: int = 0) -> int:
    number = _number(token)
    if number.denominator != 1 or not least <= number <= COUNT_MAX or not token.isdecimal():
        wanted = f"expected a whole number, {least} or more" if number <= COUNT_MAX else "this number is too large"
        raise Wrong(Mistake(_start(token), _end(token), wanted))
    return int(number)


@v_args(inline=True)
class Build(Transformer[Token, object]):
    """Builds one text's tree. names: every name used, in the order of the text once the tree is built."""

    def __init__(self, scale: Mapping[str, Fraction]) -> None:
        super().__init__()
        self.scale = scale
        self.names: list[NameUse] = []

    def _name(self, kind: NameKind, token: Token) -> str:
        self.names.append(NameUse(kind, str(token), _start(token), _end(token)))
        return str(token)

    # ---- names

    def id(self, token: Token) -> t.Id:
        return t.Id(self._name("id", token))

    def word(self, token: Token) -> t.Word:
        return t.Word(self._name("word", token))

    def party(self, token: Token) -> str:
        return self._name("party", token)

    def country(self, token: Token) -> str:
        return self._name("country", token)

    def rank(self, token: Token) -> str:
        return self._name("rank", token)

    def step(self, token: Token) -> str:
        return self._name("step", token)

    def table(self, token: Token) -> Token:
        self._name("table", token)
        return token

    # ---- selections

    def held_by(self, party: str) -> t.HeldBy:
        return t.HeldBy(party)

    def citizens_of(self, country: str) -> t.CitizensOf:
        return t.CitizensOf(country)

    def wanted_by(self, party: str) -> t.WantedBy:
        return t.WantedBy(party)

    def rank_is(self, rank: str) -> t.RankIs:
        return t.RankIs(rank)

    def rank_limit(self, limit: t.Limit, rank: str) -> t.RankIs:
        return t.RankIs(rank, limit)

    def age(self, limit: t.Limit, years: Token) -> t.Age:
        return t.Age(limit, _whole(years))

    def held_for(self, limit: t.Limit, count: Token, unit: t.Unit) -> t.HeldFor:
        return t.HeldFor(limit, _whole(count), unit)

    def everybody(self) -> t.Everybody:
        return t.Everybody()

    def not_in(self, of: t.Selection) -> t.NotIn:
        return t.NotIn(of)

    def any_in(self, *of: t.Selection) -> t.AnyIn:
        return t.AnyIn(tuple(part for one in of for part in (one.of if isinstance(one, t.AnyIn) else (one,))))

    def all_in(self, *of: t.Selection) -> t.AllIn:
        return t.AllIn(tuple(part for one in of for part in (one.of if isinstance(one, t.AllIn) else (one,))))

    def days(self) -> t.Unit:
        return "days"

    def months(self) -> t.Unit:
        return "months"

    def years(self) -> t.Unit:
        return "years"

    # ---- statements

    def at_least(self) -> t.Limit:
        return "at least"

    def at_most(self) -> t.Limit:
        return "at most"

    def one_bound(self, limit: t.Limit, number: Token) -> Bounds:
        count = _whole(number)
        return (count, None) if limit == "at least" else (None, count)

    def exactly(self, number: Token) -> Bounds:
        return (_whole(number), _whole(number))

    def between(self, low: Token, high: Token) -> Bounds:
        first, last = _whole(low), _whole(high)
        if first > last:
            message = f"'between {first} and {last}' runs downwards"
            raise Wrong(Mistake(_start(low), _end(high), message, f"write between {last} and {first}"))
        return (first, last)

    def all_(self, of: t.Selection) -> t.All:
        return t.All(of)

    def some(self, of: t.Selection) -> t.Some:
        return t.Some(of)

    def nobody(self, of: t.Selection) -> t.Nobody:
        return t.Nobody(of)

    def count(self, bounds: Bounds, of: t.Selection) -> t.Count:
        return t.Count(*bounds, of)

    @v_args(inline=True, meta=True)
    def count_true(self, meta: object, bounds: Bounds, *of: t.Statement) -> t.CountTrue:
        low, high = bounds
        if low is not None and low > len(of):
            start, end = getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0)
            message = f"{low} of {len(of)} statements can never be true"
            raise Wrong(Mistake(start, end, message, "statements are parted by ';'"))
        return t.CountTrue(low, high, of)

    def as_many(self, limit: t.Limit, of: t.Selection, than: t.Selection) -> t.AsMany:
        return t.AsMany(limit, of, than)

    def term(self, each: t.Selection, limit: t.Limit, number: Token) -> _Term:
        return _Term(each, limit, number)

    def for_each(self, *parts: _Term | t.Selection) -> t.ForEach:
        terms = [part for part in parts if isinstance(part, _Term)]
        for term in terms:
            if term.limit != terms[0].limit:
                message = f"expected '{terms[0].limit}' here too: one sentence has one kind of limit"
                raise Wrong(Mistake(_start(term.number), _end(term.number), message, "write two sentences"))
        of = cast("t.Selection", parts[-1])
        return t.ForEach(terms[0].limit, tuple((term.each, _whole(term.number)) for term in terms), of)

    def weight(self, table: Token, of: t.Selection) -> _Weight:
        return _Weight(str(table), of, _start(table), _end(table))

    def weigh(self, one: _Weight, sign: Token, other: _Weight | Token) -> t.Weigh:
        than = _number(other) if isinstance(other, Token) else other.of
        if isinstance(other, _Weight) and other.table != one.table:
            message = f"expected '{one.table}': both sides are weighed by one table"
            raise Wrong(Mistake(other.start, other.end, message))
        return t.Weigh(one.table, one.of, sign.value, than)

    def not_(self, of: t.Statement) -> t.Not:
        return t.Not(of)

    def and_(self, *of: t.Statement) -> t.And:
        return t.And(tuple(part for one in of for part in (one.of if isinstance(one, t.And) else (one,))))

    def or_(self, *of: t.Statement) -> t.Or:
        return t.Or(tuple(part for one in of for part in (one.of if isinstance(one, t.Or) else (one,))))

    # ---- sentences

    def only_if(self, subject: t.Selection, then: t.Statement) -> t.OnlyIf:
        return t.OnlyIf(subject, then)

    def only_with_consent(self, subject: t.Selection) -> t.OnlyWithConsent:
        return t.OnlyWithConsent(subject)

    def only_after(self, subject: t.Selection, step: str) -> t.OnlyAfter:
        return t.OnlyAfter(subject, step)

    def never(self, subject: t.Selection) -> t.Never:
        return t.Never(subject)

    def never_to(self, subject: t.Selection, to: str) -> t.Never:
        return t.Never(subject, to)

    def before(self, first: t.Selection, then: t.Selection) -> t.Before:
        return t.Before(first, then)

    @v_args(inline=True, meta=True)
    def together(self, meta: object, *of: t.Selection) -> t.Together:
        if len(of) == 1 and isinstance(of[0], t.Id):
            start, end = getattr(meta, "start_pos", 0), getattr(meta, "end_pos", 0)
            message = "expected at least two ids, or a selection in braces"
            raise Wrong(Mistake(start, end, message, "for example: together dultsev dultseva"))
        return t.Together(of)

    # ---- bundles

    def number(self, number: Token) -> t.Range:
        return as_range(number)

    def number_range(self, low: Token, high: Token) -> t.Range:
        return as_range(low, high)

    def scale_word(self, word: Token) -> t.Range:
        value = self.scale.get(str(word))
        if value is None:
            raise Wrong(unknown_value(str(word), _start(word), _end(word), self.scale))
        return t.Range(value, value)

    def value_if(self, value: t.Range, when: t.Statement) -> t.ValueIf:
        return t.ValueIf(value, when)

    def best_of(self, count: Token, of: t.Selection) -> t.BestOf:
        return t.BestOf(_whole(count, least=1), of)
