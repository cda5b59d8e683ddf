"""Cardinal numbers in a text, in digits and in words, in English, German and Russian (every case)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from glienicke.reports.data import Span


@dataclass(frozen=True, slots=True)
class Numeral:
    """A whole number as it stands. digits: whether it is written in digits."""

    value: int
    span: Span
    digits: bool


def numerals(text: str, start: int, end: int, language: str) -> Iterator[Numeral]:
    """The cardinal numbers between two places of a text, in order. "Dozens" and "hundreds" are none; "a dozen" is 12."""
    for found in _pattern(language).finditer(text, start, end):
        value = _digits(found, language) if found["digits"] else _words(found.group(), language)
        if value is not None:
            yield Numeral(value, found.span(), found["digits"] is not None)


# ----------------------------------------------------------------------- digits

_GROUPED = {"en": r"\d{1,3}(?:,\d{3})+", "de": r"\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+", "ru": r"\d{1,3}(?:[ \u202f\u00a0]\d{3})+"}
_SCALES = {
    "en": {"thousand": 1_000, "million": 1_000_000},
    "de": {"tausend": 1_000, "million": 1_000_000, "millionen": 1_000_000},
    "ru": {"тысяч": 1_000, "тысячи": 1_000, "тысяча": 1_000, "тысячам": 1_000, "тыс.": 1_000, "млн": 1_000_000, "миллиона": 1_000_000, "миллионов": 1_000_000},
}  # fmt: skip


def _digits(found: re.Match[str], language: str) -> int | None:
    scale = _SCALES[language].get((found["scale"] or "").strip().casefold(), 1)
    mark = "." if language == "en" else ","
    written = found["digits"]
    whole = re.sub(rf"[^\d{re.escape(mark)}]", "", written)
    number = float(whole.replace(",", ".")) * scale
    return int(number) if number == int(number) and number < 10**10 else None


# ------------------------------------------------------------------------ words

_EN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DE = "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_RU = (
    "один|одного|одному|одним|одном|одна|одной|одну|одни|одних два|две|двух|двум|двумя|двое|двоих|двоим|двоими "
    "три|трёх|трех|трём|трем|тремя|трое|троих|троим четыре|четырёх|четырех|четырём|четырем|четырьмя|четверо|четверых|четверым "
    "пять|пяти|пятью|пятеро|пятерых|пятерым шесть|шести|шестью|шестеро|шестерых|шестерым "
    "семь|семи|семью|семеро|семерых|семерым восемь|восьми|восемью|восьмеро|восьмерых девять|девяти|девятью|девятеро|девятерых "
    "десять|десяти|десятью|десятеро|десятерых одиннадцать|одиннадцати|одиннадцатью двенадцать|двенадцати|двенадцатью "
    "тринадцать|тринадцати|тринадцатью четырнадцать|четырнадцати|четырнадцатью пятнадцать|пятнадцати|пятнадцатью "
    "шестнадцать|шестнадцати|шестнадцатью семнадцать|семнадцати|семнадцатью восемнадцать|восемнадцати|восемнадцатью "
    "девятнадцать|девятнадцати|девятнадцатью"
).split()
_RU_TENS = (
    "двадцать|двадцати|двадцатью тридцать|тридцати|тридцатью сорок|сорока пятьдесят|пятидесяти|пятьюдесятью "
    "шестьдесят|шестидесяти|шестьюдесятью семьдесят|семидесяти|семьюдесятью восемьдесят|восьмидесяти девяносто|девяноста"
).split()
_RU_HUNDREDS = (
    "сто|ста двести|двухсот|двумстам|двумястами триста|трёхсот|трехсот|трёмстам четыреста|четырёхсот|четырехсот "
    "пятьсот|пятисот|пятистам шестьсот|шестисот семьсот|семисот восемьсот|восьмисот девятьсот|девятисот"
).split()


@cache
def _values(language: str) -> dict[str, int]:
    if language == "de":
        return _german()
    small, tens = (_EN, _EN_TENS) if language == "en" else (_RU, _RU_TENS)
    values = {form: n for n, word in enumerate(small, 1) for form in word.split("|")}
    values |= {form: 10 * n for n, word in enumerate(tens, 2) for form in word.split("|")}
    if language == "en":
        return values | {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
    values |= {form: 100 * n for n, word in enumerate(_RU_HUNDREDS, 1) for form in word.split("|")}
    return values | {"тысяча": 1_000, "тысячу": 1_000, "тысячи": 1_000, "тысяч": 1_000, "дюжина": 12, "дюжину": 12}


def number_words(language: str) -> frozenset[str]:
    """The words that numbers are made of."""
    return frozenset(_values(language))


def _german() -> dict[str, int]:
    below = {word: n for n, word in enumerate(_DE, 1)}
    below |= {word: 10 * n for n, word in enumerate(_DE_TENS, 2)}
    for tens, ten in enumerate(_DE_TENS, 2):
        below |= {f"{one}und{ten}": 10 * tens + n for n, one in enumerate(_DE[:9], 1)}
    values = dict(below)
    for n, hundred in enumerate(["", *_DE[1:9]], 1):
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
    digits = rf"(?P<digits>(?:{_GROUPED[language]}|\d+)(?:{comma}\d+)?)(?P<scale>[ \u00a0](?:{scale})(?!\w))?"
    if language == "en":
        words = rf"(?:half a dozen|(?:an? )?(?:{word})(?:(?:[ -]| and )(?:{word}))*)(?!\w)"
    elif language == "de":
        words = rf"(?:ein(?:em|es)? )?(?:{word})(?!\w)"
    else:
        words = rf"(?:{word})(?: (?:{word}))*(?!\w)"
    return re.compile(rf"(?<![\w$€£₽№.,:/+-])(?:{digits}|{words})(?!\d|[.,:/]\d|[%‰])", re.IGNORECASE)


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
        elif last is not None and value >= last:
            return None  # "two three" is no number
        else:
            group += value
        last = value if value not in (100, 12, 1_000, 1_000_000) or language != "en" else None
    return total + group
