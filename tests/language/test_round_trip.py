"""Tree → text → tree is the identity; text → tree → text is settled after one step; places point at the names."""

from __future__ import annotations

import time
from fractions import Fraction

import pytest
from hypothesis import given, settings

from glienicke.language.explain import explain, explain_bundle, explain_selection
from glienicke.language.parse import (
    Mistake,
    Parsed,
    parse_bundle,
    parse_selection,
    parse_sentence,
    parse_value,
)
from glienicke.language.show import show
from glienicke.language.tree import All, AllIn, And, AnyIn, HeldBy, Id, Not, NotIn, Or, Range, Word
from tests.language.trees import bundles, names_of, people, ranges, sentences

OFTEN = settings(max_examples=max(200, settings().max_examples))


def parsed(found):
    assert isinstance(found, Parsed), found
    return found


@OFTEN
@given(sentences())
def test_sentences(tree):
    text = show(tree)
    found = parsed(parse_sentence(text))
    assert found.tree == tree
    assert not text.startswith("{")
    assert all(text[use.start : use.end] == use.name for use in found.names)
    assert list(found.names) == sorted(found.names, key=lambda use: use.start)


@OFTEN
@given(people())
def test_selections(tree):
    assert parsed(parse_selection(show(tree))).tree == tree


@OFTEN
@given(bundles())
def test_bundles(tree):
    assert parsed(parse_bundle(show(tree), {})).tree == tree


@OFTEN
@given(ranges())
def test_values(value):
    assert parse_value(show(value), {}) == value


@OFTEN
@given(sentences(), bundles(), people())
def test_everything_can_be_explained(sentence, bundle, whom):
    for said in (explain(sentence, str.title), explain_bundle(bundle, str)):
        assert said.endswith(".")
        assert "{" not in said
        assert "  " not in said
    assert explain_selection(whom, str)


@OFTEN
@given(sentences(names_of(["ann", "bob"], ["sick"], ["A", "B"])))
def test_sentences_of_a_case_use_its_names(tree):
    for use in parsed(parse_sentence(show(tree))).names:
        assert use.name in {"ann", "bob", "sick", "A", "B"}


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a and (b and c)", "a and b and c"),
        ("((a or b)) or c", "a or b or c"),
        ("all of a", "a"),
        ("(a)", "a"),
        ("a  only\nif b", "a only if b"),
        ("any of a only if b", "a only if b"),
        ("none of {(a, b), c}", "none of {a, b, c}"),
        ("between 2 and 2 of {a}", "exactly 2 of {a}"),
        ("any of {held at least 1 years}", "any of {held at least 1 year}"),
        ("weight rank of {a} <= 007.50", "weight rank of {a} <= 7.5"),
        ("not (a or b) and (c or d) or (e and f)", "not (a or b) and (c or d) or e and f"),
    ],
)
def test_other_spellings_come_out_canonical(text, canonical):
    assert show(parsed(parse_sentence(text)).tree) == canonical
    assert show(parsed(parse_sentence(canonical)).tree) == canonical


def test_and_binds_tighter_than_or_and_not_tightest():
    a, b, c = (All(Id(name)) for name in "abc")
    assert parsed(parse_sentence("not a and b or c")).tree == Or((And((Not(a), b)), c))
    assert parsed(parse_sentence("a or b and not c")).tree == Or((a, And((b, Not(c)))))


def test_in_braces_or_binds_tighter_than_the_comma():
    tree = AllIn((HeldBy("A"), AnyIn((NotIn(Word("b")), Word("c")))))
    assert parsed(parse_selection("{held by A, not b or c}")).tree == tree


def test_numbers_are_exact():
    assert parse_value("0.1", {}) == Range(Fraction(1, 10), Fraction(1, 10))
    assert parse_value(" 1/3 .. 60.25 ", {}) == Range(Fraction(1, 3), Fraction(241, 4))


def test_words_stand_for_the_scale():
    scale = {"vital": Fraction(80), "low": Fraction(1, 2)}
    assert parse_value("vital", scale) == Range(Fraction(80), Fraction(80))
    assert parsed(parse_bundle("low if navalny", scale)).tree.value == Range(Fraction(1, 2), Fraction(1, 2))


def test_every_name_says_what_it_must_be_and_where():
    text = "any of {sick, held by A, citizens of DE, rank major} only if x and weight rank of y >= weight rank of z"
    uses = parsed(parse_sentence(text)).names
    assert [(use.kind, use.name) for use in uses] == [
        ("word", "sick"),
        ("party", "A"),
        ("country", "DE"),
        ("rank", "major"),
        ("id", "x"),
        ("table", "rank"),
        ("id", "y"),
        ("table", "rank"),
        ("id", "z"),
    ]
    assert all(text[use.start : use.end] == use.name for use in uses)
    assert parsed(parse_sentence("x only after pardon")).names[1].kind == "step"


def test_ten_thousand_sentences_are_read_in_seconds():
    """A guard against a slip in the order of magnitude: it takes under 2 s, and fails at ten times that."""
    start = time.process_time()
    for number in range(10_000):
        assert not isinstance(parse_sentence(f"p{number} only if at least 2 of {{held by RU}}"), Mistake)
    assert time.process_time() - start < 20
