"""The words of time in English, German and Russian: months, weekdays, small numbers, patterns built of them."""

from __future__ import annotations

import re


def _row(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MONTHS = {
    "en": (
        r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June|Jun\.?|July|Jul\.?|Aug(?:ust|\.)?|"
        r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    ),
    "de": (
        r"Jan(?:uar|uars|\.)|Jänner|Feb(?:ruar|ruars|\.)|Feber|März|Mrz\.|Apr(?:il|ils|\.)|Mais?|Juni?s?|Juli?s?|"
        r"Aug(?:ust|usts|\.)|Sept?(?:ember|embers|\.)|Okt(?:ober|obers|\.)|Nov(?:ember|embers|\.)|Dez(?:ember|embers|\.)"
    ),
    "ru": (
        r"январ[ьяею]м?|феврал[ьяею]м?|март[аеу]?|апрел[ьяею]м?|ма[йяею]|июн[ьяею]м?|июл[ьяею]м?|август[аеу]?|"
        r"сентябр[ьяею]м?|октябр[ьяею]м?|ноябр[ьяею]м?|декабр[ьяею]м?"
    ),
}
_STARTS = {
    "en": _row("jan feb mar apr may jun jul aug sep oct nov dec"),
    "de": _row("jan|jän feb mär|mrz apr mai jun jul aug sep okt nov dez"),
    "ru": _row("янв фев мар апр май|мая|мае|маю июн июл авг сен окт ноя дек"),
}
_DAYS = {
    "en": (
        r"Mon(?:day|\.)|Tue(?:sday|s?\.)|Wed(?:nesday|\.)|Thu(?:rsday|rs?\.|\.)|Fri(?:day|\.)|Sat(?:urday|\.)"
        r"|Sun(?:day|\.)"
    ),
    "de": (
        r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"
        r"(?:(?:vor|nach)?mittag|abend|morgen|nacht|früh)?s?"
    ),
    "ru": r"понедельник[ауе]?|вторник[ауе]?|сред[ауые]|четверг[ауе]?|пятниц[ауые]|суббот[ауые]|воскресень[еяю]",
}
_DAY_STARTS = {
    "en": _row("mon tue wed thu fri sat sun"),
    "de": _row("montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag"),
    "ru": _row("понед вторн сред четв пятн субб воскр"),
}
_SMALL = {
    "en": _row("a|an|one two three four five six seven eight nine ten eleven twelve"),
    "de": _row("ein|eine|einem|einer|einen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"),
    "ru": _row("один|одну|одна два|две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"),
}
_UNITS = {
    "en": {"day": "day", "week": "week", "month": "month", "year": "year"},
    "de": {"tag": "day", "woche": "week", "monat": "month", "jahr": "year"},
    "ru": {"ден": "day", "дн": "day", "недел": "week", "месяц": "month", "год": "year", "лет": "year"},
}
_SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11),
    "frühling": (3, 5), "frühjahr": (3, 5), "sommer": (6, 8), "herbst": (9, 11),
    "весн": (3, 5), "лет": (6, 8), "осен": (9, 11),
}  # fmt: skip
"""Winter lies in two years: which one is not said, so it is left out."""

YEAR = r"(?:19|20)\d\d"
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:a\.?m\.?|p\.?m\.?|Uhr|[A-Z]{2,4}\b))?")
STAMP_WORDS = re.compile(
    r"\b(?:press|statement|communiqué|no|nr|pressemitteilung|presseerklärung|mitteilung|пресс|релиз|заявление|published|posted|updated?|entry|date[ds]?|last|modified|created|issued|release[ds]?|filed|time|on|at|by|of|the|for|immediate"
    r"|stand|veröffentlicht|aktualisiert|datum|erstellt|vom|am|um|uhr|den|"
    r"опубликован[оа]|обновлен[оа]|обновлено|дата|публикации|время|мск|года?|г|в|от|gmt|utc|cet|cest|bst|edt|est|et|msk|local)\b",
    re.IGNORECASE,
)


def months(language: str) -> str:
    """A pattern of the names of months, in every form."""
    return _MONTHS[language]


def weekdays(language: str) -> str:
    """A pattern of the names of weekdays, in every form."""
    return _DAYS[language]


def _which(starts: tuple[str, ...], word: str) -> int | None:
    low = word.casefold()
    return next((n for n, start in enumerate(starts) if any(low.startswith(one) for one in start.split("|"))), None)


def month_of(word: str, language: str) -> int:
    """1 for January. Raises ValueError if the word is no month."""
    number = _which(_STARTS[language], word)
    if number is None:
        raise ValueError(f"{word!r} is no month")
    return number + 1


def weekday_of(word: str, language: str) -> int:
    """0 for Monday, as in `datetime.date.weekday`. Raises ValueError if the word is no weekday."""
    number = _which(_DAY_STARTS[language], word)
    if number is None:
        raise ValueError(f"{word!r} is no weekday")
    return number


def small_numbers(language: str) -> str:
    """A pattern of the numbers that stand before a unit of time, words and digits."""
    return r"(?i:\d{1,3}|" + "|".join("|".join(word.split("|")) for word in reversed(_SMALL[language])) + ")"


def small_number(word: str, language: str) -> int:
    """The value of such a number; 1 for an article."""
    if word.isdigit():
        return int(word)
    return next(n for n, words in enumerate(_SMALL[language], 1) if word.casefold() in words.split("|"))


def unit_of(word: str, language: str) -> str:
    """`day`, `week`, `month` or `year`."""
    return next(unit for start, unit in _UNITS[language].items() if word.casefold().startswith(start))


def season_months(word: str) -> tuple[int, int]:
    """First and last month of a season."""
    low = word.casefold()
    return next(found for start, found in _SEASONS.items() if low.startswith(start))
