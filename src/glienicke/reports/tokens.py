"""A stretch of text → its words, marks and quotations, one after another, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glienicke.reports.data import Span
from glienicke.reports.quotes import Quote

_TOKEN = re.compile(r"[^\W_]+(?:[’'.‑-][^\W_]+)*\.?(?<=\.)(?=\s?[^\W_])|[^\W_]+(?:[’'.‑-][^\W_]+)*|[^\w\s]")
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.)+$|^(?:[A-ZА-ЯЁ][a-zа-яё]{0,4})\.$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a whole quotation. low: the word in small letters, without a possessive 's. inner: a
    quotation's words.
    """

    kind: Literal["word", "mark", "quote"]
    text: str
    low: str
    span: Span
    inner: Span = (0, 0)
    owns: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital."""
        return self.kind == "word" and self.text[0].isupper()


def tokens(text: str, span: Span, quotes: Sequence[Quote]) -> tuple[Token, ...]:
    """The tokens between two places, in order; of a quotation only the whole."""
    result: list[Token] = []
    at = span[0]
    for quote in quotes:
        if quote.span[0] < at or quote.span[1] > span[1]:
            continue
        result += _plain(text, at, quote.span[0])
        words = text[quote.inner[0] : quote.inner[1]]
        name = _is_name(words, text[quote.inner[1] : quote.span[1] - 1], result[-1] if result else None)
        result.append(Token("word" if name else "quote", words, words.lower() if name else "", quote.span, quote.inner))
        at = quote.span[1]
    return tuple(result + _plain(text, at, span[1]))


def _is_name(words: str, end: str, before: Token | None) -> bool:
    """Whether a quotation is only a name (the newspaper “Kurier”): few words, the first a capital, after a word, no
    point in it.
    """
    if before is None or before.kind != "word" or end or len(words.split()) > 3 or not words[:1].isupper():
        return False
    return re.search(r"[.,!?…]", words) is None and before.low not in _SAID and (before.text[-1:].isalpha())


_SAID = frozenset(
    re.split(
        " ",
        "said says asked replied wrote added shouted called named expressions expression sagte sagt fragte rief "
        "antwortete schrieb nannte сказал сказала ответил ответила написал написала назвал назвала",
    )
)
_OWNER = re.compile(r"[’'](?:s|S)?$")


def _plain(text: str, start: int, end: int) -> list[Token]:
    result = []
    for found in _TOKEN.finditer(text, start, end):
        word = found[0]
        if not (word[0].isalnum()):
            result.append(Token("mark", word, word, found.span()))
            continue
        if word.endswith(".") and not _ABBREVIATED.search(word):
            result.append(_word(word[:-1], found.start()))
            result.append(Token("mark", ".", ".", (found.end() - 1, found.end())))
            continue
        result.append(_word(word, found.start()))
    return result


def _word(word: str, start: int) -> Token:
    owner = _OWNER.search(word)
    low = (word[: owner.start()] if owner else word).lower()
    return Token("word", word, low, (start, start + len(word)), owns=owner is not None)
