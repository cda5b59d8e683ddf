"""Which nouns a number may count: people, states and sides, aircraft and vehicles; by word lists and by endings.

Where a word is in no list its form decides: a capitalised plural is a people's name in English ("nine Korunians"),
endings such as -ists, -innen or -цев make people. The lists are words/counted.*.txt and words/uncounted.*.txt.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Literal

Counts = Literal["people", "states", "vehicles"]

_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "wives": "wife",
    "spies": "spy",
    "thieves": "thief",
    "buses": "bus",
    "coaches": "coach",
}


def _lines(name: str) -> list[list[str]]:
    text = (files("glienicke.reports") / "words" / name).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _nouns(language: str) -> dict[str, Counts]:
    kinds: dict[str, Counts] = {"people": "people", "states": "states", "vehicles": "vehicles"}
    return {word: kinds[line[0]] for line in _lines(f"counted.{language}.txt") for word in line[1:]}


@cache
def _not(language: str) -> frozenset[str]:
    return frozenset(word for line in _lines(f"uncounted.{language}.txt") for word in line)


def kind_of(word: str, language: str, *, many: bool) -> Counts | Literal["other"] | None:
    """What a word counts as after a number; "other" if it is surely something else; None if it may be no noun at all.

    many: whether the number is more than one, so that an English noun must be a plural or have one form.
    """
    if language == "en":
        return _english(word, many)
    return _german(word) if language == "de" else _russian(word)


# ---------------------------------------------------------------------- English

_ONE_FORM = frozenset(("people", "aircraft", "crew", "personnel", "staff", "police", "troops", "infantry", "minor"))
_PEOPLE_EN = re.compile(
    r"(?:ists|logists|graphers|men|women|ians|eers|folk|mates|workers|makers|holders|goers|persons?|people)$"
)
_MAYBE_EN = re.compile(r"[a-z]{3,}(?:ers|ors)$")
_FOREIGN_EN = re.compile(r"^[A-Z][a-z]+(?:ese|ish|ois|wiss|ench)$")


def _english(word: str, many: bool) -> Counts | Literal["other"] | None:
    low = word.casefold()
    single = singular(low)
    known = _nouns("en").get(single) or _nouns("en").get(single.rsplit("-", 1)[-1])
    if known is not None and (single != low or low in _ONE_FORM or not many):
        return known
    if single in _not("en") and (
        single != low or not many or single in ("million", "billion", "percent", "per", "hundred", "thousand")
    ):
        return "other"
    if not many:
        return "people" if word.endswith("ese") and word[0].isupper() else None
    if word[0].isupper() and re.fullmatch(r"[A-Z][a-z’'-]+(?:s|men|women)", word) and not word.endswith("ss"):
        return "people"
    if _FOREIGN_EN.match(word):
        return "people"
    if _PEOPLE_EN.search(low) or _MAYBE_EN.search(low):
        return "people"
    return (
        "other"
        if re.search(r"[a-z]{2,}[^s]s$", low)
        and low not in ("always", "perhaps", "besides", "this", "has", "was", "is")
        else None
    )


def singular(word: str) -> str:
    """The singular of an English noun in small letters."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men"):
        return f"{word[:-3]}man"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if re.search(r"(?:ch|sh|ss|x)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


# ----------------------------------------------------------------------- German

_PEOPLE_DE = re.compile(
    r"(?:innen|inn?en|isten?|anten?|enten|ologen|loge|linge?n?|leuten?|männern?|frauen|schen|wirte?|ierten?|ianer[n]?|änder[n]?|esen|osen"
    r"|ische?n?|länder|kinder|täter|ateure?n?|oren|eure?n?|ener[n]?|aner[n]?|iker[n]?|führern?|gänger[n]?|halter[n]?|nehmer[n]?)$"
)


_PARTICIPLE_DE = re.compile(r"^(?:[a-zäöü]*ge|ver|ent|be|über|miss)[a-zäöüß]{3,}(?:te[nr]?|ene[nr]?)$")


def _german(word: str) -> Counts | Literal["other"] | None:
    low = word.casefold()
    known = _nouns("de").get(low)
    if known is not None:
        return known
    if not word[0].isupper():
        return None
    if any(low.endswith(end) for end in _not("de")):
        return "other"
    ends = sorted((noun for noun in _nouns("de") if len(noun) > 4 and low.endswith(noun)), key=len)
    if ends:
        return _nouns("de")[ends[-1]]
    if _PARTICIPLE_DE.search(low) or _PEOPLE_DE.search(low) or re.search(r"[a-zäöü]{3,}er(?:n|innen)?$", low):
        return "people"
    return "other"


# ---------------------------------------------------------------------- Russian

_PEOPLE_RU = re.compile(
    r"(?:(?:ист|ник|тел|лог|ёр|ер|ор|граф|ант|ент|арь|ар|щик|чик)(?:а|ов|ев|ей|ы|и|ам|ами|у|ем|ём)|(?:цев|цами|цам|цы|ян|янам|янами|янин[ау]?|анин[ау]?|иц|их|ых))$"
)


def _russian(word: str) -> Counts | Literal["other"] | None:
    low = word.casefold()
    if low.endswith(("ены", "аны", "убиты")) and not low.startswith("стран"):
        return None  # "трое убиты": a verb
    if any(low.startswith(start) for start in _not("ru")) and not any(
        low.startswith(s) for s in _nouns("ru") if len(s) > 4
    ):
        return "other"
    starts = [noun for noun in _nouns("ru") if low.startswith(noun) and len(low) - len(noun) <= max(5, 0)]
    if starts:
        return _nouns("ru")[max(starts, key=len)]
    return None


def person_by_ending(word: str, language: str) -> bool:
    """Whether a Russian noun's ending alone makes it a word for people (`-ников`, `-телей`, `-цев`)."""
    return language == "ru" and _PEOPLE_RU.search(word.casefold()) is not None


def is_adjective(word: str, language: str) -> bool:
    """Whether a word may stand between a number and its noun in German or Russian."""
    low = word.casefold()
    if language == "de":
        return word[0].islower() and re.search(r"(?:e|en|er|em|es)$", low) is not None
    return re.search(r"(?:ых|их|ые|ие|ым|им|ыми|ими|ый|ий|ой|ого|его|ую|юю|ая|яя)$", low) is not None
