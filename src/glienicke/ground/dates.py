"""Partial dates (EDTF): `2024-04-17`, `2024-04`, `2022-01/2022-06`, `202X`.

A date stands for the days it may mean. A fact counts from the latest of them, so that nothing is known early.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from functools import lru_cache

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

EXPECTED = "expected a date like 2024-04 or 2024-04-17"

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_LIKE = re.compile(r"[0-9XuyY?~%/\-.\[\]{}, TZ:+]{4,60}", re.ASCII)


class NoDate(ValueError):
    """The text is no date; the message says why, in words for the person who wrote it."""


@lru_cache(maxsize=65_536)
def days(text: str) -> tuple[dt.date, dt.date]:
    """First and last day that the text may mean. Raises NoDate."""
    if _FULL.fullmatch(text):
        return _full(text)
    if not _LIKE.fullmatch(text):
        raise NoDate(EXPECTED)
    if ".." in text or text.startswith("/") or text.endswith("/"):
        raise NoDate("expected a date with a first and a last day; this one is open")
    if text[-1] in "?~%":
        # EDTF does not say how far off such a date may be, so nothing could be said of the latest day it may mean.
        raise NoDate("an uncertain date must say between which days it lies, like 2022-01/2022-06")
    try:
        parsed = parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError):
        raise NoDate(_impossible(text)) from None
    if "/" in text:
        _check_order(text)
    return _bounds(parsed)


def earliest(text: str) -> dt.date:
    """The first day that the text may mean. Raises NoDate."""
    return days(text)[0]


def latest(text: str) -> dt.date:
    """The last day that the text may mean: from then on a fact counts. Raises NoDate."""
    return days(text)[1]


def _full(text: str) -> tuple[dt.date, dt.date]:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise NoDate(_impossible(text)) from None
    return day, day


def _bounds(parsed: EDTFObject) -> tuple[dt.date, dt.date]:
    try:
        low, high = _date(parsed.lower_strict()), _date(parsed.upper_strict())
    except (ValueError, TypeError, OverflowError, AttributeError, NotImplementedError):
        raise NoDate(EXPECTED) from None
    return low, high


def _date(when: time.struct_time) -> dt.date:
    return dt.date(when[0], when[1], when[2])


def _check_order(text: str) -> None:
    first, _, last = text.partition("/")
    if "/" in last:
        raise NoDate(EXPECTED)
    if days(first)[0] > days(last)[1]:
        raise NoDate("this interval runs backwards: its end is before its beginning")


def _impossible(text: str) -> str:
    if re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text):
        return f"there is no such day or month; {EXPECTED}"
    return EXPECTED
