"""Strategies for canonical trees of the condition language (see show.py for what canonical means).

Give them the names of a case and every sentence they make is of that case; without, names are made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from glienicke.language.parse import RESERVED
from glienicke.language.tree import (
    Age,
    All,
    AllIn,
    And,
    AnyIn,
    AsMany,
    Before,
    BestOf,
    Bundle,
    CitizensOf,
    Count,
    CountTrue,
    Everybody,
    ForEach,
    HeldBy,
    HeldFor,
    Id,
    Never,
    Nobody,
    Not,
    NotIn,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Or,
    Range,
    RankIs,
    Selection,
    Sentence,
    Some,
    Statement,
    Together,
    ValueIf,
    WantedBy,
    Weigh,
    Word,
)

T = TypeVar("T")
Ends = tuple[int | None, int | None]
NAMES = st.one_of(
    st.sampled_from(
        ["krasikov", "at-risk", "kara-murza2", "Навальный", "of-interest", "RU", "BY", "OR", "x_1", "never2"]
    ),
    st.from_regex(r"[^\W\d_]\w{0,5}(-\w{1,4})?", fullmatch=True),
).filter(lambda name: name not in RESERVED)
LIMITS = st.sampled_from(("at least", "at most"))
NUMBERS = st.one_of(
    st.integers(-100, 100).map(Fraction),
    st.decimals(-(10**6), 10**6, places=3).map(Fraction),
    st.fractions(-1000, 1000, max_denominator=10**6),
)


@dataclass(frozen=True)
class Names:
    """Where each kind of name is drawn from. counts: the whole numbers in counts and ratios."""

    ids: SearchStrategy[str] = NAMES
    words: SearchStrategy[str] = NAMES
    parties: SearchStrategy[str] = NAMES
    countries: SearchStrategy[str] = NAMES
    ranks: SearchStrategy[str] = NAMES
    steps: SearchStrategy[str] = NAMES
    tables: SearchStrategy[str] = st.just("rank") | NAMES
    counts: SearchStrategy[int] = st.integers(0, 12) | st.integers(0, 10**9)


ANY_NAMES = Names()


def names_of(
    ids: Sequence[str],
    words: Sequence[str],
    parties: Sequence[str],
    *,
    countries: Sequence[str] = (),
    ranks: Sequence[str] = (),
    steps: Sequence[str] = (),
    tables: Sequence[str] = (),
    counts: SearchStrategy[int] | None = None,
) -> Names:
    """The names of one case. A kind with no names is left out of sentences, but words fall back on ids."""

    def pick(some: Sequence[str]) -> SearchStrategy[str]:
        return st.sampled_from(list(some)) if some else st.nothing()

    return Names(
        pick(ids),
        pick(words or ids),
        pick(parties),
        pick(countries or parties),
        pick(ranks),
        pick(steps),
        pick(tables),
        st.integers(0, 6) if counts is None else counts,
    )


def facts(names: Names = ANY_NAMES) -> SearchStrategy[Selection]:
    """Selections without parts."""
    return st.one_of(
        names.words.map(Word),
        names.parties.map(HeldBy),
        names.countries.map(CitizensOf),
        names.parties.map(WantedBy),
        st.builds(RankIs, names.ranks, st.none() | LIMITS),
        st.builds(Age, LIMITS, names.counts),
        st.builds(HeldFor, LIMITS, names.counts, st.sampled_from(("days", "months", "years"))),
        st.just(Everybody()),
    )


def selections(names: Names = ANY_NAMES) -> SearchStrategy[Selection]:
    """What stands in braces."""

    def grow(inner: SearchStrategy[Selection]) -> SearchStrategy[Selection]:
        return st.one_of(
            inner.map(NotIn),
            _parts(inner, AnyIn).map(AnyIn),
            _parts(inner, AllIn).map(AllIn),
        )

    return st.recursive(facts(names), grow, max_leaves=5)


def people(names: Names = ANY_NAMES) -> SearchStrategy[Selection]:
    """One id, or a selection in braces."""
    return names.ids.map(Id) | selections(names)


def bounds(counts: SearchStrategy[int]) -> SearchStrategy[Ends]:
    """The low and high of a count."""
    both = st.tuples(counts, counts).map(lambda pair: (min(pair), max(pair)))
    return st.one_of(st.tuples(counts, st.none()), st.tuples(st.none(), counts), both)


def simple_statements(names: Names = ANY_NAMES) -> SearchStrategy[Statement]:
    """Statements without statements in them."""
    whom = people(names)
    return st.one_of(
        st.builds(_count, bounds(names.counts), whom),
        whom.map(All),
        whom.map(Some),
        whom.map(Nobody),
        st.builds(AsMany, LIMITS, whom, whom),
        st.builds(ForEach, LIMITS, st.lists(st.tuples(whom, names.counts), min_size=1, max_size=3).map(tuple), whom),
        st.builds(Weigh, names.tables, whom, st.sampled_from(("<=", ">=", "=")), whom | NUMBERS),
    )


def statements(names: Names = ANY_NAMES) -> SearchStrategy[Statement]:
    """Statements of every form."""

    def grow(inner: SearchStrategy[Statement]) -> SearchStrategy[Statement]:
        return st.one_of(
            inner.map(Not),
            _parts(inner, And).map(And),
            _parts(inner, Or).map(Or),
            st.lists(inner, min_size=1, max_size=4).flatmap(_count_true),
        )

    return st.recursive(simple_statements(names), grow, max_leaves=5)


def sentences(names: Names = ANY_NAMES) -> SearchStrategy[Sentence]:
    """Sentences of every form."""
    whom = people(names)
    alone = st.lists(selections(names), min_size=1, max_size=1)
    return st.one_of(
        statements(names),
        st.builds(OnlyIf, whom, statements(names)),
        st.builds(Never, whom, st.none() | names.parties),
        st.builds(Before, whom, whom),
        (alone | st.lists(whom, min_size=2, max_size=4)).map(tuple).map(Together),
        st.builds(OnlyWithConsent, whom),
        st.builds(OnlyAfter, whom, names.steps),
    )


def ranges() -> SearchStrategy[Range]:
    """Values: single numbers, and ranges from low to high."""
    return st.one_of(
        NUMBERS.map(lambda number: Range(number, number)),
        st.tuples(NUMBERS, NUMBERS).map(lambda ends: Range(min(ends), max(ends))),
    )


def bundles(names: Names = ANY_NAMES) -> SearchStrategy[Bundle]:
    """Bundles of both forms."""
    return st.one_of(
        st.builds(ValueIf, ranges(), statements(names)),
        st.builds(BestOf, names.counts.map(lambda count: count or 1), people(names)),
    )


def _parts(inner: SearchStrategy[T], kind: type) -> SearchStrategy[tuple[T, ...]]:
    """Children of one operator: two or more, none of its own kind."""
    child = inner.filter(lambda part: not isinstance(part, kind))
    return st.lists(child, min_size=2, max_size=3).map(tuple)


def _count(ends: Ends, of: Selection) -> Count:
    return Count(ends[0], ends[1], of)


def _count_true(of: list[Statement]) -> SearchStrategy[CountTrue]:
    reachable = st.integers(0, len(of))
    return bounds(reachable).map(lambda ends: CountTrue(ends[0], ends[1], tuple(of)))
