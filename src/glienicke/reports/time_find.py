"""Expressions of time in a text: found, parted into fields, not yet placed on the calendar.

A rule is a pattern with named groups; what its groups hold becomes a `When`. Where two rules match at one place the
longer match wins, then the earlier rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from glienicke.reports import time_words as words
from glienicke.reports.data import Span

Kind = Literal["date", "weekday", "offset", "following", "months", "decade"]


@dataclass(frozen=True, slots=True)
class When:
    """An expression of time as it stands.

    kind: a (partial) date; a weekday; so many units from the day of publication; so many units from the date before it
    in the text; some months of a year; ten years. year_offset: years from that of publication ("May last year").
    turn: "last", "next", "week-1" or "week+1" of a weekday. until: where a range ends. since: it says from when
    on something has been so. weekend: of a week only Saturday and Sunday.
    """

    span: Span
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = "day"
    amount: int = 0
    last_month: int | None = None
    year_offset: int | None = None
    month_offset: int | None = None
    turn: str = ""
    until: When | None = None
    since: bool = False
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    kind: Kind
    amount: int = 0
    unit: str = ""


def expressions(text: str, start: int, end: int, language: str) -> tuple[When, ...]:
    """All expressions of time between two places of a text, in order, ranges joined."""
    matches: list[tuple[int, int, int, re.Match[str]]] = []
    for number, rule in enumerate(_rules(language)):
        for found in rule.pattern.finditer(text, start, end):
            span = found.span("all")
            matches.append((span[0], -(span[1] - span[0]), number, found))
    result: list[When] = []
    for at, _, number, found in sorted(matches, key=lambda match: match[:3]):
        if result and at < result[-1].span[1]:
            continue
        when = _when(_rules(language)[number], found, language)
        if when is not None:
            result.append(_introduced(when, text, start, language))
    return tuple(_ranges(text, result, language))


# ------------------------------------------------------------------- one match


def _when(rule: _Rule, found: re.Match[str], language: str) -> When | None:
    got = {name: value for name, value in found.groupdict().items() if value}
    turn = _turn(got.get("turn", ""))
    when = When(
        found.span("all"),
        rule.kind,
        year=int(got["year"]) if "year" in got else None,
        month=_month(got, language),
        day=int(re.sub(r"\D", "", got["day"])) if "day" in got else None,
        weekday=words.weekday_of(got["weekday"], language) if "weekday" in got else None,
        unit=words.unit_of(got["unit"], language) if "unit" in got else rule.unit or "day",
        amount=rule.amount,
        turn=turn,
    )
    if "yturn" in got:
        when = replace(when, year_offset=_offset(got["yturn"]))
    if "mturn" in got:
        when = replace(when, month_offset=_offset(got["mturn"]))
    if "wturn" in got:
        when = replace(when, turn=f"week{_offset(got['wturn']):+d}")
    if "number" in got:
        when = replace(when, amount=-words.small_number(got["number"], language))
    if when.kind == "offset" and turn:
        when = replace(when, amount=_offset(got["turn"]), turn="", weekend="weekend" in got)
    if when.kind == "following" and "turn" in got:
        when = replace(when, amount=_offset(got["turn"]), turn="")
    if when.kind == "months":
        when = _months(when, got)
    if "day2" in got:
        when = replace(when, until=replace(when, day=int(got["day2"])))
    if "and" in got and when.until is not None and when.until.day != (when.day or 0) + 1:
        return None  # "3 and 7 June" are two days and no interval
    return when if _possible(when) else None


def _month(got: dict[str, str], language: str) -> int | None:
    if "month" in got:
        return words.month_of(got["month"], language)
    return int(got["mm"]) if "mm" in got else None


def _months(when: When, got: dict[str, str]) -> When:
    if "season" in got:
        first, last = words.season_months(got["season"])
    elif "half" in got:
        number = _ordinal(got["half"])
        first, last = 6 * number - 5, 6 * number
    else:
        number = _ordinal(got["quarter"])
        first, last = 3 * number - 2, 3 * number
    return replace(when, month=first, last_month=last)


_ORDINALS = ("first erst перв", "second zweit втор", "third dritt трет", "fourth viert четв")


def _ordinal(word: str) -> int:
    low = word.casefold()
    return next(n for n, starts in enumerate(_ORDINALS, 1) if any(low.startswith(start) for start in starts.split()))


def _possible(when: When) -> bool:
    last = when.until.day if when.until else None
    if last is not None and not (when.day or 32) < last <= 31:
        return False
    return (when.month is None or 1 <= when.month <= 12) and (when.day is None or 1 <= when.day <= 31)


_BACK = re.compile(
    r"last|past|previous|prior|before|letzt|vergangen|vorig|vorherig|прошл|минувш|предыдущ|прошедш", re.I
)
_AHEAD = re.compile(r"next|coming|following|kommend|nächst|folgend|следующ|будущ|предстоящ|наступающ|ближайш", re.I)


def _offset(word: str) -> int:
    return -1 if _BACK.search(word) else 1 if _AHEAD.search(word) else 0


def _turn(word: str) -> str:
    return {-1: "last", 0: "this", 1: "next"}[_offset(word)] if word else ""


_SINCE = {
    "en": re.compile(r"\b(?:since|as of)\s+(?:\w+ )?$", re.I),
    "de": re.compile(r"\b(?:seit|seit dem)\s+$", re.I),
    "ru": re.compile(r"\b(?:с|со)\s+$", re.I),
}


def _introduced(when: When, text: str, start: int, language: str) -> When:
    before = text[max(start, when.span[0] - 12) : when.span[0]]
    return replace(when, since=True) if _SINCE[language].search(before) else when


# ----------------------------------------------------------------------- ranges

_JOINS = {
    "en": re.compile(r"\s*(?:[-–—]|\bto\b|\buntil\b|\btill\b|\bthrough\b)\s*(?:the )?$"),
    "de": re.compile(r"\s*(?:[-–—]|\bbis(?: zum)?\b)\s*$"),
    "ru": re.compile(r"\s*(?:[-–—]|\bпо\b|\bдо\b)\s*$"),
}
_BETWEEN = {
    "en": (re.compile(r"\bbetween\s+$", re.I), re.compile(r"^\s+and\s+$")),
    "de": (re.compile(r"\bzwischen\s+(?:dem\s+)?$", re.I), re.compile(r"^\s+und\s+(?:dem\s+)?$")),
    "ru": (re.compile(r"\bмежду\s+$", re.I), re.compile(r"^\s+и\s+$")),
}
_FROM = {
    "en": re.compile(r"\bfrom\s+(?:the )?$", re.I),
    "de": re.compile(r"\b(?:von|vom)\s+$", re.I),
    "ru": re.compile(r"\bсо?\s+$", re.I),
}


def _ranges(text: str, found: list[When], language: str) -> Iterator[When]:
    number = 0
    while number < len(found):
        one = found[number]
        other = found[number + 1] if number + 1 < len(found) else None
        if other is not None and _joined(text, one, other, language):
            yield replace(one, span=(one.span[0], other.span[1]), until=other, since=False)
            number += 2
        else:
            yield one
            number += 1


def _joined(text: str, one: When, other: When, language: str) -> bool:
    if one.kind not in ("date", "weekday") or other.kind not in ("date", "weekday") or one.until:
        return False
    between, lead = text[one.span[1] : other.span[0]], text[max(0, one.span[0] - 16) : one.span[0]]
    dash = re.fullmatch(r"\s*[-–—]\s*", between) is not None
    if dash:
        return one.kind == other.kind and len(between) <= 3
    before, middle = _BETWEEN[language]
    if before.search(lead) and middle.match(between):
        return True
    return bool(_FROM[language].search(lead) and _JOINS[language].fullmatch(between))


# ------------------------------------------------------------------------ rules


@cache
def _rules(language: str) -> tuple[_Rule, ...]:
    from glienicke.reports.time_rules import RULES

    return tuple(_Rule(re.compile(pattern), kind, amount, unit) for pattern, kind, amount, unit in RULES[language])
