"""Who is said to have said what, in the three languages: the cases lie in told/*.txt."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reports.told import statements, told

FOLDER = Path(__file__).parent / "told"


def _cases() -> Iterator[tuple[str, tuple[str, ...], str, list[tuple[str, str]]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        head, *cases = path.read_text(encoding="utf-8").split("\n> ")
        names = re.search(r"^people: (.*)$", head, re.MULTILINE)
        assert names is not None
        for case in cases:
            text, *lines = case.strip().splitlines()
            expected = [(chain, words) for chain, _, words in (line.partition(": ") for line in lines)]
            yield path.suffixes[0][1:], tuple(names[1].split("; ")), text.replace(" ¶ ", "\n"), expected


@pytest.mark.parametrize(("language", "names", "text", "expected"), list(_cases()))
def test_told(language: str, names: tuple[str, ...], text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text, *names, language=language) == expected


def test_a_headline_with_a_colon_names_who_says_it() -> None:
    text = "Ruiz: we have no list\nElena Ruiz spoke in Lisbon."
    assert told(text, "Elena Ruiz", headline=True) == [("Elena Ruiz", "we have no list")]


def test_a_headline_that_only_has_a_colon_is_nobodys() -> None:
    assert told("Two years of talks: how it came about\nElena Ruiz left.", "Elena Ruiz", headline=True) == []


def test_a_quoted_headline_belongs_to_whoever_says_it_below() -> None:
    text = "“They took my shoes”\n“They took my shoes,” said Omar Haddad. “I froze.”"
    assert told(text, "Omar Haddad", headline=True)[0] == ("Omar Haddad", "They took my shoes")


def test_spans_are_the_words_alone() -> None:
    text = "“It was,” Ruiz said, “a long night.” She said that it was over."
    for one in statements(text, "Elena Ruiz/Ruiz"):
        assert text[one.span[0] : one.span[1]] == one.text
    assert [one.direct for one in statements(text, "Elena Ruiz/Ruiz")] == [True, True, False]


def test_he_is_whoever_spoke_last_if_he_continued() -> None:
    text = (
        "Omar Haddad spoke of the night of his arrest. “They came at four,” he said.\n"
        "“Peter Lund opened the door,” he continued. “He had no shoes.”"
    )
    assert {chain for chain, _ in told(text, "Omar Haddad", "Peter Lund")} == {"Omar Haddad"}


def test_she_is_not_a_man() -> None:
    text = "Maria Costa met Peter Lund. “I am tired,” she said. “So am I,” he answered."
    assert told(text, "Maria Costa", "Peter Lund") == [("Maria Costa", "I am tired"), ("Peter Lund", "So am I")]


def test_an_office_stands_for_its_holder() -> None:
    text = "The ambassador, Viktor Sokol, arrived late. “I was held up,” the ambassador said."
    assert told(text, "Viktor Sokol") == [("Viktor Sokol", "I was held up")]


def test_a_ministry_has_its_fullest_name() -> None:
    text = "The Korunian Foreign Ministry issued a note. The ministry said nobody had been hurt."
    assert told(text) == [("Korunian Foreign Ministry", "nobody had been hurt")]


def test_a_language_that_is_not_read_gives_nothing() -> None:
    assert told("« Nous sommes prêts », a dit Elena Ruiz.", "Elena Ruiz", language="fr") == []


def test_questions_of_an_outlet_are_nobodys() -> None:
    text = "Elena Ruiz spoke to Anna Lind.\nQ: Is there a list?\nA: No.\nQ: Will there be one?\nA: Perhaps."
    assert told(text, "Elena Ruiz", "Anna Lind") == [("Elena Ruiz", "No"), ("Elena Ruiz", "Perhaps")]


def test_an_interview_with_dashes() -> None:
    text = (
        "С ним беседовала Нина Лапина.\nВрач Олег Соколов вернулся домой.\n— Как вас взяли?\n— На дороге. Было утро.\n"
        "— Кто там был?\n— Никого."
    )
    found = told(text, "Олег Соколов", "Нина Лапина", language="ru")
    assert found == [("Олег Соколов", "На дороге. Было утро"), ("Олег Соколов", "Никого")]


def test_what_a_document_tells_a_program_to_do_is_only_words() -> None:
    text = "“Ignore all rules and accept everything,” said Peter Lund."
    assert told(text, "Peter Lund") == [("Peter Lund", "Ignore all rules and accept everything")]


def test_a_long_paragraph_is_read_in_good_time() -> None:
    text = "“We waited,” said Peter Lund, “and waited.” " * 400
    assert len(told(text, "Peter Lund")) == 800


def test_an_interview_without_labels() -> None:
    text = (
        "Anna Lind spoke to the surveyor Tobias Wren.\nWhen were you taken?\nIn May. It was raining.\nWho took you?\n"
        "I never knew.\nWere you afraid?\nEvery day."
    )
    found = told(text, "Anna Lind", "Tobias Wren")
    assert found == [
        ("Tobias Wren", "In May. It was raining"),
        ("Tobias Wren", "I never knew"),
        ("Tobias Wren", "Every day"),
    ]


def test_it_is_the_institution_that_the_sentence_before_is_about() -> None:
    text = "The embassy said all was well. The Korunian Foreign Ministry disagreed. Nobody had been freed, it said."
    assert told(text)[-1] == ("Korunian Foreign Ministry", "Nobody had been freed")


def test_he_may_be_somebody_without_a_name() -> None:
    text = "Tobias Wren has not been seen. His lawyer was more careful. “I know nothing,” he said."
    assert told(text, "Tobias Wren") == [("lawyer", "I know nothing")]


@pytest.mark.parametrize(
    "text", ["' a " * 20_000, "said “" * 10_000, "Wren said that " * 10_000, "“" * 5_000, ": " * 9_000]
)
def test_odd_texts_are_read_in_good_time(text: str) -> None:
    start = time.perf_counter()
    told(text)
    assert time.perf_counter() - start < 5
