"""What is said about texts that are not of the language, word for word; and that nothing raises."""

from __future__ import annotations

from fractions import Fraction
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.language.parse import (
    DEPTH_MAX,
    LENGTH_MAX,
    RESERVED,
    Mistake,
    Parsed,
    parse_bundle,
    parse_selection,
    parse_sentence,
    parse_value,
)

SCALE = {"vital": Fraction(80), "high": Fraction(40), "medium": Fraction(20), "low": Fraction(10)}
STATEMENT = "a statement such as 'navalny' or 'at least 2 of {…}'"
CONDITION = "expected a condition such as 'krasikov only if navalny'"
PEOPLE = "expected an id or a selection in braces"
ON = "expected 'and', 'only', 'or' or the end"
ALONE = "write each condition as a sentence of its own"

# The place is marked with «…» in the text: «» for a place between characters.
SENTENCES = [
    ("«»", CONDITION, None),
    ("krasikov only «of» navalny", "expected 'after', 'if' or 'with'",
     "write 'only if', 'only with consent' or 'only after STEP'"),
    ("krasikov «onlyif» navalny", ON, "did you mean 'only'?"),
    ("krasikov «if» navalny", ON, "write 'only if'"),
    ("krasikov «navalny»", ON, "write 'X only if Y', or join statements with 'and'"),
    ("krasikov «Only» if navalny", ON, "the words of the language are written small: 'only'"),
    ("«Never» skripal", "'Never' is read as a name here", "the words of the language are written small: 'never'"),
    ("«{»held by RU} only if navalny", CONDITION,
     "a sentence cannot begin with '{': write 'any of {…} only if …' or 'all of {…}'"),
    ("«only» if navalny", CONDITION, None),
    ("«3» of {wounded}", CONDITION, "write 'at least 3 of', 'at most 3 of' or 'exactly 3 of'"),
    ("at «lest» 2 of {wounded}", "expected 'least' or 'most'", "did you mean 'least'?"),
    ("at least 2 «{»held by RU}", "expected 'of'", "'of' is missing before the people, as in 'at least 2 of {…}'"),
    ("at least as many «{»a} as of {b}", "expected 'of'",
     "'of' is missing before the people, as in 'at least 2 of {…}'"),
    ("at least 2 of«»", f"{PEOPLE}, but the text ends here", None),
    ("at least «2.5» of {wounded}", "expected a whole number, 0 or more", None),
    ("at least «-1» of {wounded}", "expected a whole number, 0 or more", None),
    ("at least «9999999999» of {wounded}", "this number is too large", None),
    ("at least «1234567890123456» of {wounded}", "a number has at most 15 digits before and after the point", None),
    ("between «4 and 2» of {wounded}", "'between 4 and 2' runs downwards", "write between 2 and 4"),
    ("«at least 3 of (a; b)»", "3 of 2 statements can never be true", "statements are parted by ';'"),
    ("exactly «x»", "expected a number", None),
    ("x and«»", f"expected {STATEMENT}, but the text ends here", None),
    ("x or «or» y", f"expected {STATEMENT}", None),
    ("x«,» y", ON, "outside braces write 'and'"),
    ("x and «never» y", f"expected {STATEMENT}", ALONE),
    ("never x «and» never y", "expected 'to' or the end",
     f"{ALONE}; inside a statement write 'none of {{…}}'"),
    ("at most 2 of {a} «to» RU", "expected 'and', 'or' or the end", None),
    ("x only if «(»a and b", "this parenthesis is not closed", "add ')' where it should end"),
    ("x only if a and b«)»", "expected 'and', 'or' or the end", "this ')' closes nothing"),
    ("x only if y«.»", "'.' has no meaning here", "a sentence has no full stop; a decimal begins with a digit: 0.5"),
    ("x only with «cosent»", "expected 'consent'", "did you mean 'consent'?"),
    ("x only after«»", "expected a legal step, but the text ends here", None),
    ("x only after «consent»", "expected a legal step; 'consent' is a word of the language and cannot be a name",
     "choose another name"),
    ("never x to«»", "expected a party, but the text ends here", None),
    ("never «of»", f"{PEOPLE}; 'of' is a word of the language and cannot be a name", "choose another name"),
    ("never «1st»", "'1st' is neither a number nor a name", "a name begins with a letter"),
    ("never «'»x'", "''' has no meaning here", "names stand without quotes"),
    ("together a«,» b", "expected an id or a selection in braces or the end", "no commas between names"),
    ("«together a»", "expected at least two ids, or a selection in braces",
     "for example: together dultsev dultseva"),
    ("for each of {a} at most 3«»", "expected ',' or 'of', but the text ends here", None),
    ("for each of {a} at most 3, for each of {b} at least «5» of {c}",
     "expected 'at most' here too: one sentence has one kind of limit", "write two sentences"),
    ("weight rank of {a} «≤» 5", "'≤' has no meaning here", "write '<='"),
    ("weight rank of {a} <= «1/0»", "a number cannot be divided by 0", None),
    ("weight rank of {a} <= weight «class» of {b}", "expected 'rank': both sides are weighed by one table", None),
    # in braces
    ("never «{»held by RU", "this brace is not closed", "add '}' where it should end"),
    ("at least 2 of «{»held by RU and at least 3 of {a}", "this brace is not closed", "add '}' where it should end"),
    ("at least 2 of {held by RU «and» wounded}", "expected ',', 'or' or '}'",
     "inside braces a comma means 'and': {held by RU, civilian}"),
    ("never {«}»", "expected people, such as 'held by RU' or a tag", None),
    ("never {a «b»}", "expected ',', 'or' or '}'", "join words inside braces with ',' (both) or 'or' (either)"),
    ("never {citizen «of» DE}", "expected ',', 'or' or '}'", "did you mean 'citizens' instead of 'citizen'?"),
    ("never {citizens of «5»}", "expected a country", None),
    ("never {held «RU»}", "expected 'at' or 'by'", None),
    ("never {held by «of»}", "expected a party; 'of' is a word of the language and cannot be a name",
     "choose another name"),
    ("never {held at least 2«}»", "expected 'days', 'months' or 'years'", None),
    ("never {held at least 2 «dayz»}", "expected 'days', 'months' or 'years'", "did you mean 'days'?"),
    ("never {rank «5»}", "expected a rank, 'at least' or 'at most'", None),
    ("never {«consent»}",
     "expected people, such as 'held by RU' or a tag; 'consent' is a word of the language and cannot be a name",
     "choose another name"),
]  # fmt: skip

BUNDLES = [
    ("«»", "expected a value, such as '8', '60..90' or 'high', or 'best'", None),
    ("«90..60» if x", "the range runs downwards", "write 60..90"),
    ("60«-90» if x", "expected '..' or 'if'", "a range is written 60..90"),
    ("«hihg» if x",
     "expected a number, a range such as 60..90 or one of the words vital, high, medium, low",
     "did you mean 'high'?"),
    ("8«»", "expected '..' or 'if', but the text ends here", None),
    ("x «only» if y", "expected 'if'", ALONE),
    ("best «of» {x}", "expected a number", None),
    ("best «0» of {x}", "expected a whole number, 1 or more", None),
]  # fmt: skip

EXPECTED_VALUE = "expected a number, a range such as 60..90 or one of the words vital, high, medium, low"
VALUES = [
    ("«»", EXPECTED_VALUE, None),
    ("«nan»", EXPECTED_VALUE, None),
    ("«inf»", EXPECTED_VALUE, None),
    ("«1e3»", EXPECTED_VALUE, None),
    ("«٣»", EXPECTED_VALUE, None),
    (" «viatl» ", EXPECTED_VALUE, "did you mean 'vital'?"),
    ("«1,000»", EXPECTED_VALUE, "numbers have no commas; a decimal has a point: 0.5"),
    ("«60-90»", EXPECTED_VALUE, "a range is written 60..90"),
    ("«low..high»", EXPECTED_VALUE, "a range is written with two numbers: 60..90"),
    (" «90..60»", "the range runs downwards", "write 60..90"),
    ("1..«1/0»", "a number cannot be divided by 0", None),
    (f"«{'9' * 5000}»", "a number has at most 15 digits before and after the point", None),
]


def unmark(marked):
    before, rest = marked.split("«")
    inside, after = rest.split("»")
    return before + inside + after, len(before), len(before) + len(inside)


@pytest.mark.parametrize(("marked", "message", "hint"), SENTENCES)
def test_sentences(marked, message, hint):
    text, start, end = unmark(marked)
    assert parse_sentence(text) == Mistake(start, end, message, hint)


@pytest.mark.parametrize(("marked", "message", "hint"), BUNDLES)
def test_bundles(marked, message, hint):
    text, start, end = unmark(marked)
    assert parse_bundle(text, SCALE) == Mistake(start, end, message, hint)


@pytest.mark.parametrize(("marked", "message", "hint"), VALUES)
def test_values(marked, message, hint):
    text, start, end = unmark(marked)
    assert parse_value(text, SCALE) == Mistake(start, end, message, hint)


def test_selections_stand_in_braces():
    assert parse_selection("held by RU") == Mistake(
        0, 4, f"{PEOPLE}; 'held' is a word of the language and cannot be a name", "write {held by RU}"
    )


def test_too_long_and_too_deep():
    long = "x and " * 2000 + "x"
    assert parse_sentence(long) == Mistake(
        LENGTH_MAX, len(long), "longer than 10,000 characters", "split it into several sentences, or use tags"
    )
    for text in (
        "not " * 2000 + "x",
        "never {" + "not " * 2000 + "x}",
        "(x and (x or " * 300 + "x" + "))" * 300,
        "at least 1 of (" * 300 + "x" + ")" * 300,
    ):
        found = parse_sentence(text)
        assert isinstance(found, Mistake)
        assert (found.message, found.hint) == ("nested more than 40 deep", "split it into several sentences")
    assert isinstance(parse_sentence("(" * 4000 + "x" + ")" * 4000), Parsed)  # parentheses alone leave no tree
    assert isinstance(parse_sentence("not " * DEPTH_MAX + "x"), Parsed)


def test_reserved_words_are_the_words_of_the_grammar():
    assert {"only", "if", "held", "by", "of", "everybody", "best", "rank"} <= RESERVED
    grammar = files("glienicke.language").joinpath("condition.lark").read_text(encoding="utf-8")
    assert all(f'"{word}"' in grammar for word in RESERVED)
    for word in RESERVED:
        assert isinstance(parse_sentence(f"never {word}"), Mistake)
        assert word == "everybody" or isinstance(parse_sentence(f"never {{x or {word}}}"), Mistake)
        assert isinstance(parse_sentence(f"never x to {word}"), Mistake)
        assert isinstance(parse_sentence(f"never {word.upper()}x"), Parsed)


WORDS = st.sampled_from(
    [*sorted(RESERVED), *"{}(),;", "..", "<=", "=", "x", "RU", "2", "-1", "0.5", "1/2", "1/0", "high", "≤", "'", "Ж"]
)


@settings(max_examples=max(300, settings().max_examples))
@given(st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS, max_size=12).map("".join)))
def test_no_text_raises(text):
    for found in (parse_sentence(text), parse_selection(text), parse_bundle(text, SCALE), parse_value(text, SCALE)):
        if isinstance(found, Mistake):
            assert 0 <= found.start <= found.end <= len(text)
            assert found.message
