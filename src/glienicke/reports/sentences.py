"""A document's content → its sentences, as spans.

A full stop ends a sentence unless it belongs to an abbreviation, an initial or a German ordinal, or the text goes on in
small letters. Quotation marks and brackets stay with the sentence that they close; a question inside quotation marks
does not end the sentence that says whose it is (“Why not?” Hill asked). Sentences inside a quotation are sentences.
"""

from __future__ import annotations

import re

from glienicke.reports.data import Document, Span
from glienicke.reports.listed import listed

CONTENT = ("headline", "body")
"""The roles of the blocks that a reader reads."""


def sentences(document: Document) -> tuple[Span, ...]:
    """The sentences of a document's content, in order; none crosses from one block into another."""
    return tuple(
        sentence
        for block in document.blocks
        if block.role in CONTENT
        for sentence in split(document.text, block.span, document.language)
    )


def split(text: str, span: Span, language: str) -> tuple[Span, ...]:
    """The sentences between two places of a text, without the white space around them."""
    result: list[Span] = []
    start = span[0]
    for found in _END.finditer(text, *span):
        if found.start() >= start and _ends(text, found, span, language):
            result.append((start, found.end("close")))
            start = found.end()
    result.append((start, span[1]))
    return tuple(trimmed for one in result if (trimmed := _trimmed(text, one)) is not None)


_CLOSERS = "\"'”’“»›)\\]"
_OPENERS = "\"'“‘„«‹(\\[—–-"
_END = re.compile(rf"(?P<mark>[.!?…]+)(?P<close>[{_CLOSERS}]*)(?P<notes>\[\d+\])*(?P<gap>\s+)")
_LINES = re.compile(r"\n\s*\n")


def _trimmed(text: str, span: Span) -> Span | None:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = span[0] + len(piece.rstrip())
    return (start, end) if start < end else None


def _ends(text: str, found: re.Match[str], span: Span, language: str) -> bool:
    """Whether a sentence ends here: what stands before the mark and what comes after decide."""
    if _LINES.search(found["gap"]):
        return True
    next_word = _NEXT.match(text, found.end(), span[1])
    if next_word is None:
        return True
    if found["close"] and _opens_here(text, found):
        return False
    if next_word["word"][0].islower() and not (next_word["open"] and next_word["open"].strip(" —–-")):
        return _SMALL_NAME.match(next_word["word"]) is not None and _full_stop(text, found, next_word, language)
    if found["close"] and (re.match(r"[—–-]", next_word["open"]) or _goes_on_saying(text, found)):
        return False
    quoted = bool(found["close"].strip("'’)]"))
    return found["mark"] != "." or quoted or _full_stop(text, found, next_word, language)


_NEXT = re.compile(rf"(?P<open>[{_OPENERS}•\s]*)(?P<word>\w[\w.’'-]*)")
_SMALL_NAME = re.compile(r"(?:al|el)-\w")


def _opens_here(text: str, found: re.Match[str]) -> bool:
    """A German closing mark is an English opening one: after a space it opens."""
    return text[found.start("close") - 1].isspace()


def _goes_on_saying(text: str, found: re.Match[str]) -> bool:
    return "." not in found["mark"] and _SAID_AFTER.match(text, found.end()) is not None


_SAID_AFTER = re.compile(
    r"(?:(?:the|an?|his|her|its|their|one) )?(?:[\w’'-]+,? ){1,5}?"
    r"(?:said|says|asked|asks|added|adds|wrote|told|exclaimed|cried|shouted|replied|wondered|continued|insisted"
    r"|demanded|joked)\b(?! that)",
    re.IGNORECASE,
)


def _full_stop(text: str, found: re.Match[str], next_word: re.Match[str], language: str) -> bool:
    """Whether a lone full stop ends a sentence, by the word before it and the word after."""
    before = _BEFORE.search(text[max(0, found.start() - 30) : found.start()])
    word = before[0] if before else ""
    after = next_word["word"]
    starts = after.casefold() in starters(language)
    if re.fullmatch(r"\d{1,3}", word) and language == "de":
        return starts
    plain = word.casefold().replace(" ", "")
    if plain in _always(language):
        return False
    if found["close"] and plain in _sometimes(language):
        return False
    if plain in _sometimes(language) or re.fullmatch(r"(?:[^\W\d_]\.\s?)+[^\W\d_]", word):
        return starts or bool(next_word["open"].strip())
    if plain == "г" and language == "ru":
        return re.search(r"\d{4}\s?г$", text[max(0, found.start() - 8) : found.start()]) is not None
    if re.fullmatch(r"[^\W\d_]", word) and word.isupper():
        return starts and word != "I" if language == "en" else starts
    return True


_BEFORE = re.compile(r"(?:[^\W\d_]\.\s?)*[\w’'-]+$")


def _always(language: str) -> frozenset[str]:
    """Abbreviations after which the sentence goes on, without their full stop."""
    return listed("sentences", language, "always")


def _sometimes(language: str) -> frozenset[str]:
    """Abbreviations that may end a sentence, without their last full stop."""
    return listed("sentences", language, "sometimes")


def starters(language: str) -> frozenset[str]:
    """Small words that begin a sentence when they are written with a capital after an abbreviation."""
    return listed("sentences", language, "starters")
