"""Expressions of time placed on the calendar, as EDTF; what cannot be told stays None.

Relative expressions count from the day of publication. A day or month without a year is the last one up to publication
where the clause tells of the past, the next one where it tells of what is to come. After a sentence that opens with a
past year ("In October 2011 …") a paragraph goes on in that time, so there the first such day after it is meant.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from dateutil.relativedelta import MO, relativedelta

from glienicke.ground.dates import NoDate, days
from glienicke.reports.tense import Tense
from glienicke.reports.time_find import When


@dataclass(frozen=True, slots=True)
class Told:
    """What the text has said of time so far.

    last: the last date placed. last_day: the last whole day. frame: the past date that the paragraph goes on from.
    then: a word like "then" stands before the expression that is to be placed.
    """

    last: str | None = None
    last_day: str | None = None
    frame: str | None = None
    then: bool = False


def place(when: When, published: dt.date | None, tense: Tense | None, told: Told) -> str | None:
    """The EDTF of an expression, or None where the document does not tell."""
    if when.until is not None:
        return _range(when, published, tense, told)
    if when.since:
        tense = "past"
    if when.kind == "decade":
        return f"{str(when.year)[:3]}X"
    if when.kind == "months":
        return _months(when, published)
    if when.kind == "following":
        return _following(when, told)
    if when.kind == "date" and (when.year is not None or when.month is not None or when.day is not None):
        return _date(when, published, tense, told)
    if published is None:
        return None
    return _weekday(when, published, tense) if when.kind == "weekday" else _offset(when, published)


def _valid(text: str) -> str | None:
    try:
        days(text)
    except NoDate:
        return None
    return text


def _edtf(year: int, month: int | None = None, day: int | None = None) -> str | None:
    return _valid(f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else ""))


# ----------------------------------------------------------------------- ranges


def _range(when: When, published: dt.date | None, tense: Tense | None, told: Told) -> str | None:
    first, last = replace(when, until=None), when.until
    assert last is not None
    if when.kind == "weekday":
        end = place(last, published, tense, told)
        if end is None or first.weekday is None:
            return None
        day = dt.date.fromisoformat(end)
        return f"{day - dt.timedelta(days=(day.weekday() - first.weekday) % 7 or 7)}/{end}"
    if first.month is None and first.year is None:
        first = replace(first, month=last.month)
    end = place(last, published, tense, told)
    if end is None:
        return None
    if first.year is None and first.year_offset is None:
        year = int(end[:4])
        same = last.month is None or first.month is None or first.month <= last.month
        first = replace(first, year=year if same else year - 1)
    start = place(first, published, tense, told)
    return _valid(f"{start}/{end}") if start else None


# ------------------------------------------------------------------------ dates


def _date(when: When, published: dt.date | None, tense: Tense | None, told: Told) -> str | None:
    if when.year is not None:
        return _edtf(when.year, when.month, when.day)
    if when.year_offset is not None:
        return _date_of_year(when, published)
    if when.month is None:
        return _nth(when, published, tense)
    if when.turn in ("last", "next") and published is not None:
        year = published.year
        if when.turn == "last":
            year -= when.month >= published.month
        else:
            year += when.month <= published.month
        return _edtf(year, when.month, when.day)
    if told.frame is not None and tense != "future" and _goes_on(when, published, told):
        framed = _after(told.frame, when)
        if framed is not None and (published is None or days(framed)[0] <= published):
            return framed
    if published is None or tense is None:
        return None
    return _near(when, published, tense)


def _date_of_year(when: When, published: dt.date | None) -> str | None:
    if published is None:
        return None
    year = published.year + (when.year_offset or 0)
    if when.turn == "last" and when.month is not None:
        year = published.year - (when.month >= published.month)
    return _edtf(year, when.month, when.day)


LONG_AGO = 2
"""A paragraph set so many years before publication goes on in that time; nearer ones only if the text says so."""


def _goes_on(when: When, published: dt.date | None, told: Told) -> bool:
    """Whether a date without a year goes on from the frame: it lies long ago, has the same month, or "then" says so."""
    frame = told.frame or ""
    if published is None or told.then or published.year - int(frame[:4]) >= LONG_AGO:
        return True
    return len(frame) >= 7 and when.month == int(frame[5:7])


def _after(frame: str, when: When) -> str | None:
    """The first such day or month that does not lie before the frame."""
    start = days(frame)[0]
    for year in (start.year, start.year + 1):
        made = _edtf(year, when.month, when.day)
        if made is not None and days(made)[1] >= start:
            return made
    return None


def _near(when: When, published: dt.date, tense: Tense) -> str | None:
    """The last one up to publication, the next one, or the nearest."""
    past = future = None
    for back in range(9):  # the 29th of February comes back after eight years at most
        past = past or _if_day(_edtf(published.year - back, when.month, when.day), published, before=True)
        future = future or _if_day(_edtf(published.year + back, when.month, when.day), published, before=False)
    if tense == "either" and past and future:
        behind, ahead = (published - days(past)[1]).days, (days(future)[0] - published).days
        return past if behind <= ahead else future
    return past if tense == "past" else future


def _if_day(text: str | None, published: dt.date, *, before: bool) -> str | None:
    if text is None:
        return None
    first, last = days(text)
    return text if (first <= published if before else last >= published) else None


def _nth(when: When, published: dt.date | None, tense: Tense | None) -> str | None:
    """ "The 2nd" of a month that is not said."""
    if published is None or tense is None:
        return None
    past = future = None
    for step in range(3):
        behind, ahead = published - relativedelta(months=step), published + relativedelta(months=step)
        past = past or _if_day(_edtf(behind.year, behind.month, when.day), published, before=True)
        future = future or _if_day(_edtf(ahead.year, ahead.month, when.day), published, before=False)
    return future if tense == "future" else past


# --------------------------------------------------------- weekdays and offsets


def _weekday(when: When, published: dt.date, tense: Tense | None) -> str | None:
    assert when.weekday is not None
    if when.turn.startswith("week"):
        monday = published + relativedelta(weekday=MO(-1)) + dt.timedelta(weeks=int(when.turn[4:]))
        return str(monday + dt.timedelta(days=when.weekday))
    back = (published.weekday() - when.weekday) % 7
    ahead = (when.weekday - published.weekday()) % 7
    if when.turn == "last":
        return str(published - dt.timedelta(days=back if back >= 2 else back + 7))  # else it would be called yesterday
    if when.turn == "next":
        return str(published + dt.timedelta(days=ahead if ahead >= 2 else ahead + 7))
    if when.turn == "this" and tense not in ("past", "future"):
        return str(published + dt.timedelta(days=when.weekday - published.weekday()))
    if tense is None:
        return None
    if tense == "future" or (tense == "either" and ahead < back):
        return str(published + dt.timedelta(days=ahead))
    return str(published - dt.timedelta(days=back))


def _offset(when: When, published: dt.date) -> str | None:
    if when.unit == "day":
        return str(published + dt.timedelta(days=when.amount))
    if when.unit == "week":
        monday = published + relativedelta(weekday=MO(-1)) + dt.timedelta(weeks=when.amount)
        if when.weekend:
            monday, length = monday + dt.timedelta(days=5), 1
        else:
            length = 6
        return f"{monday}/{monday + dt.timedelta(days=length)}"
    if when.unit == "month":
        moved = published.replace(day=1) + relativedelta(months=when.amount)
        return _edtf(moved.year, moved.month)
    return _edtf(published.year + when.amount)


def _months(when: When, published: dt.date | None) -> str | None:
    year, last = when.year, when.last_month
    if year is None:
        if published is None:
            return None
        year = published.year + (when.year_offset or 0)
    first = _edtf(year, when.month)
    if when.year is None and when.year_offset == -1 and last is not None and last < (published or dt.date.max).month:
        year, first = year + 1, _edtf(year + 1, when.month)  # "last summer", said in autumn
    return _valid(f"{first}/{year:04d}-{last:02d}")


def _following(when: When, told: Told) -> str | None:
    """So many days, months or years from the date before it in the text, at its own precision or a coarser one."""
    if when.unit == "day":
        if told.last_day is None:
            return None
        return str(dt.date.fromisoformat(told.last_day) + dt.timedelta(days=when.amount))
    if told.last is None or "/" in told.last or "X" in told.last:
        return None
    if when.unit == "year":
        return _edtf(int(told.last[:4]) + when.amount)
    if len(told.last) < 7:
        return None
    first = days(told.last)[0]
    if when.unit == "month":
        moved = first.replace(day=1) + relativedelta(months=when.amount)
        return _edtf(moved.year, moved.month)
    if len(told.last) < 10:
        return None
    monday = first + relativedelta(weekday=MO(-1)) + dt.timedelta(weeks=when.amount)
    return f"{monday}/{monday + dt.timedelta(days=6)}"


def after(told: Told, when: When, date: str | None, *, frames: bool) -> Told:
    """What is known once an expression is placed. frames: it opens a sentence and says a year itself."""
    if date is None:
        return replace(told, last=None, last_day=None)
    day = date if len(date) == 10 else told.last_day
    if frames and when.kind in ("date", "months") and when.year is not None:
        return Told(date, day, date)
    if told.frame is not None and when.kind == "date" and "/" not in date and days(date)[0] >= days(told.frame)[0]:
        return Told(date, day, date)
    return replace(told, last=date, last_day=day)
