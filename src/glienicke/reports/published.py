"""The day of publication, as a document itself says it: in its dateline or on a line of its own.

A day without a year, a day with slashes (07/08/2024: the seventh of August or the eighth of July) and any date inside
the content are not taken: nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import re

from glienicke.reports.data import Block, Span
from glienicke.reports.time_words import YEAR, month_of, months

LANGUAGES = ("en", "de", "ru")
EARLIEST = 1900


def day_pattern(language: str) -> str:
    """A pattern of a day with its year, in one language: groups d or d2, month or mon2 or name, and y."""
    names = months(language if language in LANGUAGES else "en")
    return (
        rf"(?:(?P<iso>{YEAR}-\d\d-\d\d)(?!\d)"
        rf"|(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>{YEAR})"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<name>{names}),?\s+(?P<y2>{YEAR})"
        rf"|(?P<name3>{names})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y3>{YEAR}))"
    )


def day_in(text: str, language: str, start: int = 0, end: int | None = None) -> tuple[dt.date, Span] | None:
    """The first day with a year between two places, and where it stands."""
    stop = len(text) if end is None else end
    for used in dict.fromkeys((language if language in LANGUAGES else "en", "en")):
        for found in re.finditer(day_pattern(used), text[start:stop], re.IGNORECASE):
            day = _day(found, used)
            if day is not None:
                return day, (start + found.start(), start + found.end())
    return None


def _day(found: re.Match[str], language: str) -> dt.date | None:
    try:
        if found["iso"]:
            return dt.date.fromisoformat(found["iso"])
        if found["d"]:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        name, day, year = (
            (found["name"], found["d2"], found["y2"]) if found["name"] else (found["name3"], found["d3"], found["y3"])
        )
        return dt.date(int(year), month_of(name, language), int(day))
    except ValueError:
        return None


def published_in(text: str, blocks: tuple[Block, ...], language: str) -> tuple[dt.date | None, Span | None]:
    """The day that the document's datelines and stamps give, and where it stands; nothing if they give none.

    "Published" outweighs "updated"; else the first one counts.
    """
    found = []
    for block in blocks:
        if block.role in ("dateline", "byline"):
            day = day_in(text, language, *block.span)
            if day is not None and day[0].year >= EARLIEST:
                words = text[block.span[0] : day[1][0]].lower()
                found.append((bool(_LATER.search(words)) and not _FIRST.search(words), day))
    if not found:
        return None, None
    return min(found, key=lambda one: one[0])[1]


_LATER = re.compile(r"updat|aktualisiert|stand:|обновлен|modified|corrected")
_FIRST = re.compile(r"publish|posted|veröffentlicht|опубликован|erstellt|created|entry|vom ")
