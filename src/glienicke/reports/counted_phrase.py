"""What stands after a number: the noun that it counts, a part of a whole ("of them"), or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from glienicke.reports.counted import Counts, is_adjective, kind_of, person_by_ending
from glienicke.reports.listed import listed
from glienicke.reports.numerals import number_words, numerals
from glienicke.reports.tense import english_past

Form = Literal["noun", "of whole", "of number", "adjective", "bare", "other"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a number stands before. end: where number and noun end. what: noun and adjectives, without the number."""

    form: Form
    end: int
    kind: Counts | None = None
    what: str = ""


Word = tuple[str, int, int]
"""A word with its start and end."""

_AGAIN = re.compile(r"\s*\(([^()]{1,20})\)")
_AGED = re.compile(r"\s+(\d+-(?:year-olds?|[Jj]ährigen?r?|летни[ехй]))\b")
_WORD = re.compile(r"[ \u00a0\n]+([„“\"«]?)([^\W\d_](?:[\w’'-]*[\w])?)")
_HYPHENED = re.compile(
    r"-(member|strong|person|man|woman)[ \u00a0]+(?:[a-z]+ )?(crew|team|delegation|group|squad|unit|mission)\b"
)

_OF_WHOLE = {
    "en": re.compile(r"\s+of (?:them|us|you|whom|these|those|ours|theirs|yours|his(?!\s\w)|the(?= (?:other|rest)))\b"),
    "de": re.compile(r"\s+(?:von ihnen|von uns|davon|von denen|unter ihnen|der(?:er|en))\b"),
    "ru": re.compile(r"\s+(?:из (?:них|нас|вас|которых)|среди них)\b"),
}
_OF_NUMBER = {
    "en": re.compile(
        r"\s+of (?:the|these|those|its|his|her|their|our|all)"
        r"(?: (?!two|three|four|five|six|seven|eight|nine|ten)[a-z]+)? "
    ),
    "de": re.compile(r"\s+(?:der|dieser|jener|ihrer|seiner|unserer|von den|aus den|von)(?: insgesamt| rund| etwa)? "),
    "ru": re.compile(r"\s+из (?:этих |тех |всех )?"),
}
_OF_NOUN = {
    "en": re.compile(r"\s+of (?:the|these|those|its|his|her|their|our|my|your)(?: own)?(?=\s)"),
    "de": re.compile(r"\s+(?:der|dieser|seiner|ihrer|unserer|von den|von seinen|von ihren)(?=\s)"),
    "ru": re.compile(r"\s+из (?:этих|тех|его|её|ее|их|наших|своих)(?=\s)"),
}
_THEM_NOUN = {
    "en": re.compile(r"\s+of (?:them|whom),?(?: (?:all|also))?"),
    "de": re.compile(r"\s+(?:von ihnen|davon|von denen)"),
    "ru": re.compile(r"\s+из (?:них|которых)"),
}
_THAN = re.compile(r"\s+(?:than|als|чем)\b")
_SKIPPED = {
    "en": re.compile(r"(?:\s+(?:more|other|others|further|additional|fellow|new|extra)\b)+"),
    "de": re.compile(r"(?:\s+(?:weitere[rn]?|andere[rn]?|mehr|zusätzliche[rn]?|übrige[rn]?)\b)+"),
    "ru": re.compile(
        r"(?:\s+(?:других|другие|ещё|еще|остальных|остальные|новых|прочих|его|её|ее|их|наших|своих|моих)\b)+"
    ),
}


@cache
def _stops(language: str) -> frozenset[str]:
    numbers = number_words(language) - {"ein"}
    return listed("stops", language, "after a number") | numbers | (english_past() if language == "en" else frozenset())


def phrase_after(text: str, pos: int, limit: int, language: str, *, many: bool) -> Phrase:
    """What the number that ends at `pos` stands before; never looks beyond `limit`."""
    again = _AGAIN.match(text, pos, limit)
    if again and next(numerals(again[1], 0, len(again[1]), language), None) is not None:
        pos = again.end()  # "12 (twelve) nationals"
    elif text[pos : pos + 1] in ("”", '"', "»", "“"):  # "around 200" soldiers
        quoted = phrase_after(text, pos + 1, limit, language, many=many)
        return quoted if quoted.form == "noun" else Phrase("bare", pos)
    rest = text[pos:limit]
    if aged := _AGED.match(rest):
        return Phrase("noun", pos + aged.end(), "people", aged[1])
    hyphened = _HYPHENED.match(rest) if language == "en" else None
    if hyphened:
        return Phrase("noun", pos + hyphened.end(), "people", hyphened[2])
    if re.match(r"[-–][^\W\d]|[’'′]", rest):
        return Phrase("other", pos)
    part = _partitive(text, pos, limit, language)
    if part is not None:
        return part
    skipped = _SKIPPED[language].match(rest)
    if skipped and _THAN.match(rest, skipped.end()):
        return Phrase("other", pos)  # "two more than the other list"
    found = _noun(text, pos + (skipped.end() if skipped else 0), limit, language, many)
    if found.form == "bare" and skipped:
        return Phrase("bare", pos + skipped.end())
    return found


def _partitive(text: str, pos: int, limit: int, language: str) -> Phrase | None:
    rest = text[pos:limit]
    if number := _OF_NUMBER[language].match(rest):
        after = next(numerals(text, pos + number.end(), limit, language), None)
        if after is not None and after.span[0] == pos + number.end():
            return Phrase("of number", pos)
    if lead := _OF_NOUN[language].match(rest):
        noun = _noun(text, pos + lead.end(), limit, language, True)
        if noun.form == "noun":
            return noun
    if whole := _OF_WHOLE[language].match(rest):
        them = _THEM_NOUN[language].match(rest)
        named = _noun(text, pos + them.end(), limit, language, True) if them else None
        if named is not None and named.form == "noun":
            return named
        return Phrase("of whole", pos + whole.end())
    return None


def _noun(text: str, pos: int, limit: int, language: str, many: bool) -> Phrase:
    """The noun phrase that begins after `pos`."""
    words: list[Word] = []
    at = pos
    while len(words) < 7 and (found := _WORD.match(text, at, limit)) and not (words and found[1]):
        words.append((found[2], found.start(2), found.end(2)))
        at = found.end()
    if not words or (words[0][0].casefold() in _stops(language) and not words[0][0].isupper()):
        return Phrase("bare", pos)
    return {"en": _english, "de": _german, "ru": _russian}[language](text, pos, words, many)


def _head(text: str, words: list[Word], first: int, last: int, kind: Counts) -> Phrase:
    return Phrase("noun", words[last][2], kind, text[words[first][1] : words[last][2]])


def _stop(word: str) -> bool:
    """Whether an English word ends a noun phrase; "US" is none of the pronouns."""
    return word.casefold() in _stops("en") and not (len(word) > 1 and word.isupper())


def _english(text: str, pos: int, words: list[Word], many: bool) -> Phrase:
    """The longest run of words up to the first noun that counts and those that go on with it ("aid workers")."""
    head: tuple[int, Counts] | None = None
    for number, (word, _, _) in enumerate(words):
        kind = None if _stop(word) else kind_of(re.sub(r"[’']s?$", "", word), "en", many=many)
        if kind == "other" and head is None:
            return Phrase("other", pos)
        if _stop(word) or kind == "other" or (kind is None and head is not None):
            break
        if kind is not None:
            head = number, kind
            if not many:
                break
    if head is None:
        return _without_noun(pos, words)
    if re.match(r"[’']s?\s+\w", text[words[head[0]][2] :]):
        return Phrase("other", pos)  # "ten hostages' families"
    return _head(text, words, 0, head[0], head[1])


def _without_noun(pos: int, words: list[Word]) -> Phrase:
    ends = [n for n, (word, _, _) in enumerate(words) if _stop(word)]
    taken = words[: ends[0]] if ends else words
    if not taken or all(re.fullmatch(r"[a-z]+ed|dead|missing|aboard", word) for word, _, _ in taken):
        return Phrase("bare", pos)  # "three wounded", "14 included"
    if len(taken) == 1 and taken[0][0][0].isupper():
        return Phrase("adjective", taken[0][2], None, taken[0][0])
    return Phrase("other", pos)


def _german(text: str, pos: int, words: list[Word], many: bool) -> Phrase:
    for number, (word, _, _) in enumerate(words):
        kind = kind_of(word, "de", many=many)
        if kind == "other":
            return Phrase("other", pos)
        if kind is not None and (word[0].isupper() or number == 0):
            return _head(text, words, 0, number, kind)
        if word in ("und", "oder") and number:
            return Phrase("adjective", words[number - 1][2], None, text[words[0][1] : words[number - 1][2]])
        if not is_adjective(word, "de"):
            return Phrase("adjective", words[0][2], None, words[0][0]) if number else Phrase("bare", pos)
    return Phrase("adjective", words[0][2], None, words[0][0])


_SUBSTANTIVE_RU = re.compile(r"(?:вш|щ|нн|м|т|ш)(?:их|ых|ие|ые|им|ым)$")
_VERB_RU = re.compile(r"^[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лись|ут|ют|ят|утся|ются|ятся|аны|ены|иты|яты)$")


def _russian(text: str, pos: int, words: list[Word], many: bool) -> Phrase:
    for number, (word, _, _) in enumerate(words):
        if word in ("и", "или") and number:
            return Phrase("adjective", words[number - 1][2], None, text[words[0][1] : words[number - 1][2]])
        if word.casefold() in _stops("ru") or _VERB_RU.search(word):
            if number and _SUBSTANTIVE_RU.search(words[number - 1][0]):
                return _head(text, words, 0, number - 1, "people")  # "трое нападавших убиты"
            return Phrase("bare" if number == 0 else "other", pos)
        kind = kind_of(word, "ru", many=many)
        if kind == "other":
            return Phrase("other", pos)
        adjective = is_adjective(word, "ru")
        if kind is not None:
            after = kind_of(words[number + 1][0], "ru", many=many) if adjective and number + 1 < len(words) else None
            if after is not None and after != "other":
                return _head(text, words, 0, number + 1, after)
            return _head(text, words, 0, number, kind)
        if not adjective:
            return _head(text, words, 0, number, "people") if person_by_ending(word, "ru") else Phrase("other", pos)
    return Phrase("bare", pos)
