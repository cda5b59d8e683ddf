"""Cardinal numbers in a text, in digits and in words, in English, German and Russian (every case)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from glienicke.reports.data import Span
from glienicke.reports.listed import sections

DIGITS_MAX = 12
"""A longer row of digits counts nobody."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A whole number as it stands. digits: whether it is written in digits."""

    value: int
    span: Span
    digits: bool


def numerals(text: str, start: int, end: int, language: str) -> Iterator[Numeral]:
    """The cardinal numbers between two places of a text, in order; "a dozen" is 12, "dozens" are none."""
    for found in _pattern(language).finditer(text, start, end):
        if language == "ru" and found.group().casefold() == "семью" and not _SEVEN.match(text, found.end()):
            continue
        value = _digits(found, language) if found["digits"] else _words(found.group(), language)
        if value is not None:
            yield Numeral(value, found.span(), found["digits"] is not None)
        elif not found["digits"]:  # numbers in a row that make no number: each by itself
            for word in re.finditer(r"\w+", found.group()):
                one = _words(word.group(), language) if word.group().casefold() in number_words(language) else None
                if one is not None:
                    yield Numeral(one, (found.start() + word.start(), found.start() + word.end()), False)


_SEVEN = re.compile(r"\s+(?:\w+(?:ми|ью)\b|из\b)")
"""What follows "семью" if it is seven in the instrumental, and not a family in the accusative."""


# ----------------------------------------------------------------------- digits

_GROUPED = {
    "en": r"\d{1,3}(?:,\d{3})+",
    "de": r"\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+",
    "ru": r"\d{1,3}(?:[ \u202f\u00a0]\d{3})+",
}
_SCALES = {
    "en": {"thousand": 1_000, "million": 1_000_000},
    "de": {"tausend": 1_000, "million": 1_000_000, "millionen": 1_000_000},
    "ru": dict.fromkeys(("тысяча", "тысячи", "тысяч", "тысячам", "тыс."), 1_000)
    | dict.fromkeys(("млн", "миллион", "миллиона", "миллионов"), 1_000_000),
}


def _digits(found: re.Match[str], language: str) -> int | None:
    said = (found["scale"] or "").removesuffix(found["rest"] or "").strip().casefold()
    scale = _SCALES[language].get(said, 1)
    mark = "." if language == "en" else ","
    written = found["digits"]
    whole = re.sub(rf"[^\d{re.escape(mark)}]", "", written)
    if len(whole) > DIGITS_MAX:
        return None
    number = float(whole.replace(",", ".")) * scale + int(found["rest"] or 0)
    return int(number) if number == int(number) and number < 10**10 else None


# ------------------------------------------------------------------------ words

_MORE = {
    "en": {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12},
    "ru": {"тысяча": 1_000, "тысячу": 1_000, "тысячи": 1_000, "тысяч": 1_000, "дюжина": 12, "дюжину": 12},
}


@cache
def _values(language: str) -> dict[str, int]:
    if language == "de":
        return _german()
    words = sections("numbers", language)
    values: dict[str, int] = {}
    for title, first, step in (("small", 1, 1), ("tens", 20, 10), ("hundreds", 100, 100)):
        for number, forms in enumerate(words.get(title, ())):
            values |= dict.fromkeys(forms.split("|"), first + step * number)
    return values | _MORE[language]


def number_words(language: str) -> frozenset[str]:
    """The words that numbers are made of."""
    return frozenset(_values(language))


def _german() -> dict[str, int]:
    small, tens = sections("numbers", "de")["small"], sections("numbers", "de")["tens"]
    below = {word: n for n, word in enumerate(small, 1)}
    below |= {word: 10 * n for n, word in enumerate(tens, 2)}
    for number, ten in enumerate(tens, 2):
        below |= {f"{one}und{ten}": 10 * number + n for n, one in enumerate(small[:9], 1)}
    values = dict(below)
    for n, hundred in enumerate(["", *small[1:9]], 1):
        for lead in {hundred, "ein"} if n == 1 else {hundred}:
            values[f"{lead}hundert"] = 100 * n
            values |= {f"{lead}hundert{und}{rest}": 100 * n + m for rest, m in below.items() for und in ("", "und")}
    values |= {f"{one}tausend": 1_000 * n for one, n in [*below.items(), ("", 1)]}
    values |= {"zweier": 2, "dreier": 3, "zweien": 2, "dreien": 3, "vieren": 4, "fünfen": 5, "dutzend": 12}
    return {word: n for word, n in values.items() if word not in ("ein", "")}  # "ein" is an article


@cache
def _pattern(language: str) -> re.Pattern[str]:
    word = "|".join(sorted(map(re.escape, _values(language)), key=len, reverse=True))
    scale = "|".join(sorted(map(re.escape, _SCALES[language]), key=len, reverse=True))
    comma = r"\." if language == "en" else ","
    digits = (
        rf"(?P<digits>(?:{_GROUPED[language]}|\d+)(?:{comma}\d+)?)"
        rf"(?P<scale>[ \u00a0](?:{scale})(?!\w)(?P<rest>[ \u00a0]\d{{1,3}}(?!\d))?)?"
    )
    if language == "en":
        words = rf"(?:half a dozen|(?:an? )?(?:{word})(?:(?:[ -]| and )(?:{word}))*)(?!\w)"
    elif language == "de":
        words = rf"(?:ein(?:em|es)? )?(?:{word})(?!\w)"
    else:
        words = rf"(?:{word})(?: (?:{word})){{0,5}}(?!\w)"
    return re.compile(rf"(?<![\w$€£₽№.,:/+])(?<![^\d\s]-)(?:{digits}|{words})(?!\d|[.,:/]\d|[%‰])", re.IGNORECASE)


def _words(written: str, language: str) -> int | None:
    low = written.casefold()
    if low == "half a dozen":
        return 6
    parts = [part for part in re.split(r"[ -]", low) if part not in ("and", "a", "an", "ein", "einem", "eines")]
    if low.startswith(("a ", "an ")) and parts[0] not in ("dozen", "hundred", "thousand", "million"):
        return None
    values = [_values(language)[part] for part in parts]
    total = group = 0
    last = None
    for value in values:
        if value in (100, 12) and language == "en":
            group = (group or 1) * value
        elif value >= 1_000:
            total, group = total + (group or 1) * value, 0
        elif last is not None and not (last % 10 == 0 and last >= 20 and value < (10 if last < 100 else 100)):
            return None  # "two three" is no number
        else:
            group += value
        last = value if value not in (100, 12, 1_000, 1_000_000) or language != "en" else None
    return total + group
