"""What can be wrong with the marks of a gold article: everything that can be told without understanding it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bench.gold_marks import CLOSE, LANGUAGES, OPEN, Article, Mark, Mistake
from glienicke.ground.dates import NoDate, days
from glienicke.language.mistake import Mistake as Wrong
from glienicke.language.parse import parse_sentence

_TITLES = """
mr mrs ms miss dr prof professor president minister chancellor premier governor senator judge ambassador spokesman
spokeswoman king queen prince princess sheikh general gen colonel col captain capt major maj lieutenant lt sergeant sgt
corporal private admiral commander secretary lawyer herr frau oberst hauptmann präsident präsidentin kanzler kanzlerin
ministerin botschafter botschafterin richter richterin anwalt anwältin президент министр полковник майор капитан генерал
адвокат посол судья господин госпожа лейтенант сержант
"""
TITLES = frozenset(_TITLES.split())
BLOCK_TAGS = re.compile(r"</?(p|div|li|ul|ol|h[1-6]|article|section|blockquote|figure|figcaption|table|tr|td)\b", re.I)
_DAYS = (
    "monday montag понеде", "tuesday dienstag вторни вторн", "wednesday mittwoch среда среду среды среде",
    "thursday donnerstag четвер", "friday freitag пятниц", "saturday samstag sonnabend суббот", "sunday sonntag воскре",
)  # fmt: skip
_MONTHS = (
    "jan янв", "feb фев", "mar mär мар", "apr апр", "may mai май мая мае", "jun июн", "jul июл", "aug авг", "sep сен",
    "oct okt окт", "nov ноя", "dec dez дек",
)  # fmt: skip
WEEKDAYS = {word: number for number, words in enumerate(_DAYS) for word in words.split()}
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
PAIRS = {"en": ("“", "”"), "de": ("„", "“"), "ru": ("«", "»")}
LEADS = {"en": ("that ", "the "), "de": ("dass ",), "ru": ("что ",)}
ARTICLES = {"en": ("the ", "a ", "an "), "de": ("der ", "die ", "das ", "ein ", "eine "), "ru": ()}


def check(article: Article) -> Iterator[Mistake]:
    """Everything wrong with an article's head and marks."""
    if article.language not in LANGUAGES:
        yield Mistake(article.path, 1, f"language: one of {', '.join(LANGUAGES)}")
    if article.about not in ("invented", "real"):
        yield Mistake(article.path, 1, "about: invented or real")
    if article.about == "real" and not article.sources:
        yield Mistake(article.path, 1, "sources: are needed for what is real")
    if OPEN in article.text or CLOSE in article.text:
        yield Mistake(article.path, 1, f"{OPEN} or {CLOSE} is left in the text")
    yield from _facts(article)
    yield from _conditions(article)
    for mark in article.marks:
        words = article.text[slice(*mark.span)]
        for text in (*_form(article, mark, words), *_content(article, mark, words)):
            yield Mistake(article.path, mark.line, f"{mark.kind} {mark.label!r}, {words[:40]!r}: {text}")
    yield from _nesting(article)


def _facts(article: Article) -> Iterator[Mistake]:
    names = {mark.label for mark in article.of("p")}
    for subject, name, value in article.facts:
        if subject not in names:
            line = article.lines.get(f"fact: {subject} | {name} | {value}", 1)
            yield Mistake(article.path, line, f"fact: nobody is marked as {subject!r}")


def _conditions(article: Article) -> Iterator[Mistake]:
    for party, sentence in article.conditions:
        parsed = parse_sentence(sentence)
        if isinstance(parsed, Wrong):
            line = article.lines.get(f"condition: {party} | {sentence}", 1)
            yield Mistake(article.path, line, f"condition: {sentence!r}: {parsed.message}")


def _form(article: Article, mark: Mark, words: str) -> Iterator[str]:
    start, end = mark.span
    if not words.strip():
        yield "an empty mark"
        return
    if words != words.strip():
        yield "the span begins or ends with a space"
    if start and article.text[start - 1].isalnum() and words[0].isalnum():
        yield "the span begins inside a word"
    if article.text[end : end + 1].isalnum() and words[-1].isalnum():
        yield "the span ends inside a word"
    if article.html and BLOCK_TAGS.search(words):
        yield "a mark crosses a tag of block level"
    if not article.html and "\n\n" in words:
        yield "a mark goes on over a blank line: one mark a paragraph"


def _content(article: Article, mark: Mark, words: str) -> Iterator[str]:
    if mark.kind == "p":
        yield from _person(article, mark, words)
    elif mark.kind == "c" and not re.fullmatch(r"\d+ \S.*", mark.label):
        yield "expected digits and what is counted, such as '7 people'"
    elif mark.kind == "e" and mark.label != "open":
        try:
            days(mark.label)
        except NoDate as problem:
            yield f"{problem}, or 'open'"
        else:
            yield from _calendar(mark.label, words)
    elif mark.kind == "s":
        yield from _statement(article, mark, words)


def _calendar(label: str, words: str) -> Iterator[str]:
    """A weekday or month in the words that the date does not have."""
    first, last = days(label)
    for found in re.findall(r"\w+", words.lower()):
        weekday = WEEKDAYS.get(found[:6] if found[:1] >= "а" else found)
        if weekday is not None and first == last and first.weekday() != weekday:
            yield f"{label} is no {found}"
        month = MONTHS.get(found[:3])
        if month and first.year == last.year and not first.month <= month <= last.month:
            yield f"{label} is not in {found}"


def _person(article: Article, mark: Mark, words: str) -> Iterator[str]:
    full = mark.label.lower().split()
    if any(word in TITLES and word not in full for word in (word.strip(".,").lower() for word in words.split())):
        yield "a title or rank is no part of a name"
    if re.search("['’]s?$", words):
        yield "a possessive is no part of a name"
    if article.language != "ru":
        missing = [word for word in mark.label.split() if word.lower() not in article.text.lower()]
        if missing:
            yield f"the full name's {missing} stands nowhere in the text"


def _statement(article: Article, mark: Mark, words: str) -> Iterator[str]:
    if not all(mark.chain):
        yield "a speaker is missing in the chain"
    yield from (f"{part!r}: without the article" for part in mark.chain if part.lower().startswith(_articles(article)))
    if words.startswith(LEADS.get(article.language, ())[:1]):
        yield "the span begins after 'that'"
    opening, closing = PAIRS.get(article.language, ("“", "”"))
    if words.count(opening) != words.count(closing) or (not article.html and words.count('"') % 2):
        yield "a quotation mark without its other half: the marks around the words stay outside"
    elif (words[0], words[-1]) in ((opening, closing), ('"', '"')) and words.count(words[-1]) <= 2:
        yield "the quotation marks stay outside"


def _articles(article: Article) -> tuple[str, ...]:
    return ARTICLES.get(article.language, ())


def _nesting(article: Article) -> Iterator[Mistake]:
    for outer in article.marks:
        for inner in article.marks:
            if inner is outer or not (outer.span[0] <= inner.span[0] and inner.span[1] <= outer.span[1]):
                continue
            if inner.kind == outer.kind and inner.kind != "s":
                yield Mistake(article.path, inner.line, f"a mark {inner.kind} inside another: {inner.label!r}")
            elif outer.kind == "p":
                yield Mistake(article.path, inner.line, f"a mark inside a name: {inner.label!r}")
