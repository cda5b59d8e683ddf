"""Words and runs of words with capitals: what a name of a person can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glienicke.reports.data import Document, Span
from glienicke.reports.listed import listed
from glienicke.reports.people_forms import gender_of_first

CONTENT = ("headline", "body")
PARTICLES = frozenset(
    re.split(
        " ",
        "von van der den de da di dos das la le el al bin ibn ben abu bint zu zur zum af av ter ten du ul "
        "бин ибн аль эль абу фон ван де дер ди да ла",
    )
)
OPENING = frozenset(re.split(" ", "von van de di da del al el abu bin ibn ben umm абу фон ван де аль"))
"""Particles with which a name may open."""
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽА-ЯЁІЇЄҐҚ"
_WORD = re.compile(
    rf"(?P<initial>(?:[{_UPPER}]\.)+(?=[ \u00a0]?[{_UPPER}])(?![{_UPPER}]\w*\.))|"
    rf"(?P<last>(?<=[^\W\d_][ \u00a0])[{_UPPER}]\.)|"
    rf"(?P<arabic>(?:al|el|as|ash|an|ad|ar|at|az|ibn|аль|эль|ас|аш|ан|ад|ар|ат|аз)[-‑][{_UPPER}][\w’'ʼ-]*)|"
    r"(?P<word>[^\W\d_]+(?:[’'ʼ‑-][^\W\d_]+)*)"
)
_OWNED = re.compile(r"[’'](?:s|S)?$")
_ENDED = re.compile(r"[.!?][\"”’')]*\s*$")
"""A paragraph that ends like a sentence is no headline, however many names it has."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text. low: in small letters, ё as е kept. capital: begins with a capital. initial: `J.`, `Е. В.`"""

    span: Span
    text: str
    low: str
    capital: bool
    initial: bool = False
    owned: bool = False

    @property
    def shouted(self) -> bool:
        """Whether it is written in capitals throughout."""
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow one another with capitals. first: whether a sentence or a quotation begins with them."""

    words: tuple[Word, ...]
    first: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A block of content as words, and its runs. titled: a headline in which most words have capitals."""

    span: Span
    words: tuple[Word, ...]
    runs: tuple[Run, ...]
    titled: bool


def lines(document: Document) -> Iterator[Line]:
    """The content of a document, block by block."""
    for block in document.blocks:
        if block.role in CONTENT:
            words = tuple(_words(document.text, block.span, document.language))
            runs = tuple(_runs(document.text, words, block.span[0], document.language))
            told = block.role == "body" and _ENDED.search(document.quote(block.span)) is not None
            yield Line(block.span, words, runs, not told and _titled(words, document.language))


def _words(text: str, span: Span, language: str) -> Iterator[Word]:
    for found in _WORD.finditer(text, *span):
        start, end = found.span()
        written = found[0]
        if found["initial"] or found["last"]:
            yield Word((start, end), written, written.lower(), True, initial=True)
            continue
        owned = _OWNED.search(written) if language == "en" else re.search(r"[’']$", written)
        if owned and written[: owned.start()]:
            end, written = start + owned.start(), written[: owned.start()]
        capital = written[0].isupper() or found["arabic"] is not None
        yield Word((start, end), written, written.lower(), capital, owned=owned is not None)


def _runs(text: str, words: tuple[Word, ...], start: int, language: str) -> Iterator[Run]:
    at = 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end = at + 1
        while end < len(words):
            if not _joined(text, words[end - 1], words[end], language):
                break
            if words[end].capital:
                end += 1
                continue
            step = end
            while (
                step < len(words)
                and words[step].low in PARTICLES
                and _joined(text, words[step - 1], words[step], language)
            ):
                step += 1
            joins = step > end and step < len(words) and words[step].capital
            if (
                not joins
                or not _joined(text, words[step - 1], words[step], language)
                or (language == "de" and _is_phrase(words, end))
            ):
                break
            end = step + 1
        yield Run(words[at:end], _begins(text, words[at].span[0], start))
        at = end


def _is_phrase(words: tuple[Word, ...], at: int) -> bool:
    """German "der", "den", "zu" between nouns are words of the sentence; in names they follow "von", or a first name
    if no other first name follows ("Gerd zu Holtmark", but "von Karl zu Anna")."""
    if words[at].low == "zu" and gender_of_first(words[at - 1].low) and at + 1 < len(words):
        return bool(gender_of_first(words[at + 1].low))
    apart = ("von", "van", "de", "al", "el", "bin", "ibn", "ben", "abu", "di", "da")
    return words[at].low not in apart and words[at - 1].low not in ("von", "van")


def _joined(text: str, before: Word, after: Word, language: str) -> bool:
    """Whether two words may belong to one name: one space between them, or a title's full stop and one."""
    between = text[before.span[1] : after.span[0]]
    if between in (" ", "\u00a0") or (before.initial and between == ""):
        return not before.owned
    titles = listed("people", language, "title")
    return between in (". ", ".\u00a0") and before.low in titles and len(before.low) <= 5


_OPEN = re.compile(r"(?:^|[.!?…:]|[\"“„«‘'(\[—–-])[\s\"“”„«»‘’'(\[—–-]*$")


def _begins(text: str, at: int, start: int) -> bool:
    """Whether a sentence, a line, a quotation or a bracket begins at a place, so that its capital says nothing."""
    before = text[max(start, at - 6) : at]
    return not before.strip() or _OPEN.search(before) is not None


def _titled(words: tuple[Word, ...], language: str) -> bool:
    """Whether a short line has capitals on most of its words, as English headlines may have."""
    if language != "en" or not 3 <= len(words) <= 25:
        return False
    long = [word for word in words if len(word.text) > 3]
    return len(long) > 2 and sum(word.capital for word in long) > 0.7 * len(long)
