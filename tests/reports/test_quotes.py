"""Quotation marks of three languages, and the tokens around them."""

from __future__ import annotations

import pytest

from glienicke.reports.quotes import masked, quotes
from glienicke.reports.tokens import tokens


def _inner(text: str) -> list[str]:
    return [text[one.inner[0] : one.inner[1]] for one in quotes(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We waited,” she said. “Nobody came.”", ["We waited", "Nobody came"]),
        ('"We waited," she said.', ["We waited"]),
        ("‘We didn’t know,’ she said of the guards’ plan.", ["We didn’t know"]),
        ("'We didn't know,' she said of the guards' plan.", ["We didn't know"]),
        ("„Wir warten“, sagte sie. „Noch immer.“", ["Wir warten", "Noch immer"]),
        ("«Мы ждём», — сказала она.", ["Мы ждём"]),
        ("»Wir warten«, sagte sie.", ["Wir warten"]),
        ("“She said ‘no’ twice.”", ["She said ‘no’ twice"]),
        ("It wasn't the guards' fault.", []),
        ("“Why?” she asked.", ["Why?"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert _inner(text) == expected


def test_a_quotation_that_is_not_closed_runs_to_the_end() -> None:
    [one] = quotes("“They took my shoes.", (0, 20))
    assert not one.closed
    assert one.inner == (1, 19)


def test_points_inside_quotations_are_masked_and_places_stay() -> None:
    text = "“One. Two. Three,” he said."
    shown = masked(text, (0, len(text)), quotes(text, (0, len(text))))
    assert len(shown) == len(text)
    assert shown.count(".") == 1


def test_tokens_have_their_places() -> None:
    text = "Mr. Lund’s “yes, of course” surprised U.S. officials."
    some = tokens(text, (0, len(text)), quotes(text, (0, len(text))))
    assert [token.kind for token in some] == ["word", "word", "quote", "word", "word", "word", "mark"]
    assert [text[token.span[0] : token.span[1]] for token in some][:2] == ["Mr.", "Lund’s"]
    assert some[1].owns


def test_a_name_in_quotation_marks_is_a_word() -> None:
    text = "The newspaper “Kurier” reported it."
    some = tokens(text, (0, len(text)), quotes(text, (0, len(text))))
    assert [token.kind for token in some] == ["word", "word", "word", "word", "word", "mark"]
