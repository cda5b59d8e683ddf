"""The sentences in which a party sets a condition, as patterns over a sentence whose people are slots
(words/asks.*.txt).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from glienicke.reports.listed import listed

OPEN, CLOSE = "\ue000", "\ue001"
"""What a person's name is replaced by in a sentence: their number between these two signs, which no text holds."""
_PERSON = rf"{OPEN}\d+{CLOSE}"
_NO_TITLE = {
    "en": "and|or|but|for|if|that|said|says|told|was|is|are|were|has|have|had|will|would|could|must|never|only|"
    "not|until|unless|before",
    "de": "und|oder|aber|für|gegen|wenn|dass|sagte|wird|werde|will|nur|hat|nicht|niemals|nie|solange|bevor",
    "ru": "и|или|за|на|если|что|сказал|заявил|только|не|никогда|пока",
}
_AND = {"en": "and|or", "de": "und|oder|sowie", "ru": "и|или"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to set a condition. regex: with the groups give, get, party, place, number, holder as far as it has
    them; never: what is given is refused for good. why: the rule, in words.
    """

    regex: re.Pattern[str]
    why: str
    never: bool = False


@cache
def patterns(language: str) -> tuple[Pattern, ...]:
    """The patterns of a language, in the order in which they are tried; none for a language without a list."""
    file = files("glienicke.reports") / "words" / f"asks.{language}.txt"
    if not file.is_file():
        return ()
    title = rf"(?:(?!(?:{_NO_TITLE[language]})\b)[\w’'.-]+ ){{0,5}}?"
    some = rf"(?:both )?{title}{_PERSON}(?:(?:, |,? (?:{_AND[language]}) ){title}{_PERSON}){{0,3}}"
    parts = {"SOME": some, "PERSON": _PERSON}
    result: list[Pattern] = []
    section = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
        elif section == "parts":
            name, _, text = line.partition(" = ")
            parts[name] = _filled(text, parts)
        elif section in ("only if", "never"):
            text, _, why = line.partition(" => ")
            result.append(Pattern(re.compile(_filled(text, parts)), f"told as a demand: {why}", section == "never"))
    return tuple(result)


def _filled(text: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z_]+)\}", lambda found: parts[found[1]], text)


@cache
def doubt(language: str) -> re.Pattern[str]:
    """What makes a demand only supposed, asked, denied or guessed."""
    return _any(listed("asks", language, "doubt"))


@cache
def doubted_speaker(language: str) -> re.Pattern[str]:
    """Who only guesses at what a party wants."""
    return _any(listed("asks", language, "doubted speaker"))


def _any(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(re.escape(word) for word in words)) + r")\b", re.IGNORECASE)
