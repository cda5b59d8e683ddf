"""Sentences: what ends one, and what only looks like it."""

from __future__ import annotations

import pytest

from glienicke.reports.data import Block, Document
from glienicke.reports.sentences import sentences, split


def _split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split(text, (0, len(text)), language)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Harlan met Col. Aziz Bey on Aug. 3 at 6 p.m. local time.",
        "The U.S. State Department and J. R. Mora signed No. 7.",
        "“Why not?” Mora asked.",
        "“Why not?” he asked.",
        "“Stop!” the old man shouted at them.",
        "General (ret.) Ilan Mor received them.",
        "It cost 3.5 million.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Am 24. Juni verurteilte ihn der 4. Strafsenat zu 3 Jahren.",
        "Er bat z. B. um Bücher, u. a. von Dr. Keller.",
        "„Warum nicht?“, fragte Keller.",
        "Der Angeklagte Ruslan M. Petrenko schwieg.",
    ],
)
def test_a_german_sentence_stays_whole(text: str) -> None:
    assert _split(text, "de") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Завод им. Кирова в г. Омске посетил А. С. Ромов.",
        "«Когда?» — спросил Ромов.",
        "Их было 20 тыс. Человек, т. е. больше, чем ждали.".replace("Человек", "человек"),
    ],
)
def test_a_russian_sentence_stays_whole(text: str) -> None:
    assert _split(text, "ru") == [text]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["He left.", "She stayed."]),
        ("en", ["“We waited.", "Nobody came.”", "Then it rained."]),
        ("en", ["“We waited,” said Mora.", "“Nobody came.”"]),
        ("en", ["They flew to the U.S.", "The plane was late."]),
        ("en", ["Who knows?", "Nobody does."]),
        ("en", ["He was 44.", "She was 12."]),
        ("de", ["Er war 44.", "Sie war 12."]),
        ("de", ["„Er kam nicht.“", "Das sagte Keller."]),
        ("ru", ["Его задержали в 2023 г.", "Суд прошёл в 2024 г."]),
        ("ru", ["«Нас ждали», — сказал он.", "«Мы знали»."]),
    ],
)
def test_sentences_end(language: str, parts: list[str]) -> None:
    assert _split(" ".join(parts), language) == parts


def test_only_content_is_read_and_no_block_is_crossed() -> None:
    text = "A headline\nPhoto: somebody.\nOne. Two."
    blocks = (Block((0, 10), "headline"), Block((11, 27), "caption"), Block((28, 37), "body"))
    found = sentences(Document("a", text, blocks, "en"))
    assert [text[start:end] for start, end in found] == ["A headline", "One.", "Two."]
