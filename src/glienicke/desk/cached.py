"""Texts of a case → the case and its days, read once: the last ones are kept by the hash of their texts.

Nothing here is told apart by who asks: whoever holds the texts may read what is in them.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from threading import Lock

from glienicke.case.model import Case
from glienicke.desk.store.texts import Texts
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day
from glienicke.positions.load import Loaded, load_texts

KEPT_MAX = 24
"""Cases kept in memory; one of 2,000 people takes about 40 MB."""

DAYS_KEPT_MAX = 24

_kept: OrderedDict[str, Loaded] = OrderedDict()
_days: OrderedDict[tuple[str, dt.date], Day] = OrderedDict()
_turns: OrderedDict[str, tuple[tuple[dt.date, tuple[str, ...]], ...]] = OrderedDict()
_lock = Lock()


def loaded(texts: Texts) -> Loaded:
    """The case that the texts say, or their diagnostics."""
    with _lock:
        found = _kept.get(texts.digest)
        if found is not None:
            _kept.move_to_end(texts.digest)
            return found
    found = load_texts(texts.files)
    with _lock:
        _kept[texts.digest] = found
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return found


def on_day(texts: Texts, case: Case, on: dt.date) -> Day:
    """The case that the texts say as of a day."""
    key = (texts.digest, on)
    with _lock:
        found = _days.get(key)
        if found is not None:
            _days.move_to_end(key)
            return found
    found = as_of(case, on)
    with _lock:
        _days[key] = found
        while len(_days) > DAYS_KEPT_MAX:
            _days.popitem(last=False)
    return found


def turns(texts: Texts, case: Case) -> tuple[tuple[dt.date, tuple[str, ...]], ...]:
    """The days on which something takes effect, with what; earliest first."""
    with _lock:
        found = _turns.get(texts.digest)
    if found is None:
        found = tuple((day, tuple(what)) for day, what in days(case))
        with _lock:
            _turns[texts.digest] = found
            while len(_turns) > KEPT_MAX:
                _turns.popitem(last=False)
    return found
