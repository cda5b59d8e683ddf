"""Datelines at the beginning of a paragraph, and lines that say when something was published."""

from __future__ import annotations

import re
from functools import cache

from glienicke.reports.published import LANGUAGES, day_in
from glienicke.reports.time_words import CLOCK, STAMP_WORDS, YEAR, months, weekdays

_WORDS_MAX = 14
"""A stamp has no more words than this besides its date."""

_PLACE = r"[A-ZÄÖÜА-ЯЁ][\w.’'-]*(?:[ /][A-ZÄÖÜА-ЯЁ][\w.’'-]*){0,3}"
_AGENCY = r"(?:\([^()\n]{2,60}\)|/[^/\n]{2,40}/|[A-ZА-ЯЁ]{2,12}(?: [A-ZА-ЯЁ][\w]+)?)"
_DASH = r"\s*(?:--|[-–—])\s+"
_CAPITALS = r"(?:[A-ZÄÖÜА-ЯЁ]{2,}[A-ZÄÖÜА-ЯЁ.’'-]*(?:[ /][A-ZÄÖÜА-ЯЁ][A-ZÄÖÜА-ЯЁ.’'-]*){0,3})"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    used = language if language in LANGUAGES else "en"
    month, week = f"(?i:{months(used)})", f"(?i:{weekdays(used)})"
    en = f"(?i:{months('en')})"
    date = (
        rf"(?:(?:{week}),?\s+)?(?:\d{{1,2}}\.?\s*(?:{month}|{en})\.?(?:,?\s+{YEAR})?(?:\s*(?:года|г\.))?"
        rf"|(?:{month}|{en})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{YEAR})?|\d{{1,2}}\.\d{{1,2}}\.{YEAR}|{YEAR}-\d\d-\d\d)"
    )
    places = rf"{_PLACE}(?:(?:,|\s+and|\s+und)\s+{_PLACE}){{0,3}}"
    return re.compile(
        rf"\s*(?:"
        rf"{places},?\s+{date}[.,:]?\s*{_AGENCY}?\.?{_DASH}"  # ANKARA, Aug 1 (Agency) -
        rf"|{places},?\s+{date}[.,]?\s*(?:\([^()\n]{{2,60}}\)|/[^/\n]{{2,40}}/)[.:]?\s+"  # MOSCOW, August 2. /AGENCY/.
        rf"|{places},?\s+{date}\.\s+(?=[\"“„«A-ZÄÖÜА-ЯЁ])"  # MOSCOW, August 2. Text
        rf"|{places}\s*[,.]?\s*\([^()\n]{{2,40}}\)\s*[.:]?{_DASH}"  # Wien (agency) –
        rf"|{places}\s*[,.]?\s*(?:/[^/\n]{{2,40}}/)[.:]?\s*(?:--|[-–—])?\s+"  # MOSCOW. /AGENCY/
        rf"|{_CAPITALS}(?:,\s+{_PLACE})?{_DASH}"  # VALLETTA — Text
        rf"|{_CAPITALS}\.\s+(?=[\"“„«A-ZÄÖÜА-ЯЁ])"  # STEIN. Text
        rf"|\({places},?\s+{date}\){_DASH}"
        rf")"
    )


_TITLE_PLACE = re.compile(r"\s*(?P<place>[A-ZÄÖÜА-ЯЁ][\w-]+(?:[ /][A-ZÄÖÜ][\w-]+)?)(?:\.|\s[–—])\s+(?=[\"“„«A-ZÄÖÜ])")


def dateline_end(paragraph: str, language: str) -> int:
    """How many characters of a paragraph are its dateline; 0 if it has none."""
    found = _pattern(language).match(paragraph[:220])
    if found is not None:
        return 0 if _INTERVIEWED.match(found[0].strip()) else found.end()
    place = _TITLE_PLACE.match(paragraph[:80])
    if place is not None and language == "de" and len(paragraph) > 120 and place["place"].lower() not in _NO_PLACE:
        return place.end()
    return 0


_INTERVIEWED = re.compile(r"[QAFВО][.:]")
_NO_PLACE = frozenset(
    (
        "ja", "nein", "richtig", "danke", "genau", "natürlich", "gut", "schade", "fest", "sicher", "klar",
        "frage", "antwort", "analyse", "kommentar", "exklusiv", "update", "korrektur",
    )
)  # fmt: skip


def is_stamp(paragraph: str, language: str) -> bool:
    """Whether a line says when something was published, and nothing else: a day with its year, stamp words, a number,
    a name of the author.
    """
    if len(paragraph) > 160 or re.search(r"[!?]|\.\s+[A-ZА-Я]\w+ \w+ ", paragraph):
        return False
    found = day_in(paragraph, language)
    if found is None:
        return False
    _, (start, end) = found
    while (more := day_in(paragraph, language, end)) is not None:
        paragraph, end = paragraph[: more[1][0]] + paragraph[more[1][1] :], more[1][0]
    rest = CLOCK.sub(" ", paragraph[:start] + " " + paragraph[end:])
    rest = re.sub(weekdays(language if language in LANGUAGES else "en"), " ", rest, flags=re.IGNORECASE)
    clue = STAMP_WORDS.search(rest) is not None or not re.search(r"[^\W\d_]{2}", rest)
    left = re.findall(r"[^\W\d_]{2,}", STAMP_WORDS.sub(" ", rest))
    small = [word for word in left if word.islower()]
    return clue and len(left) <= _WORDS_MAX and len(small) <= 2 and (len(left) <= 4 or "|" in rest or "·" in rest)
