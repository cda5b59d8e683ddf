"""Texts of a case → the case and its days, read once: the last ones are kept by the hash of their texts.

Nothing here is told apart by who asks: whoever holds the texts may read what is in them. Of several who ask for the
same at once, one makes it and the others wait.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any, Generic, TypeVar

from glienicke.case.model import Case
from glienicke.desk.shown.minors import unnamed
from glienicke.desk.store.texts import Texts
from glienicke.desk.tending import set_aside
from glienicke.lists.match import Index
from glienicke.positions.asof import Standing, days, standing
from glienicke.positions.day import Day
from glienicke.positions.load import Loaded, load_texts

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

KEPT_MAX = 24
"""Cases kept in memory; one of 2,000 people takes about 40 MB, and less where it is an edit of another."""

DAYS_KEPT_MAX = 48
"""Days kept in memory, of all cases; one of 2,000 people takes about 2 MB."""


class Made(Generic[K, T]):
    """The last things that were made, by their keys."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, Future[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], T]) -> T:
        """What is kept of the key, or what is made now. Raises what making it raises, and keeps nothing then."""
        mine: Future[T] = Future()
        with self._lock:
            found = self._kept.setdefault(key, mine)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if found is not mine:
            return found.result()
        try:
            mine.set_result(make())
        except BaseException as error:
            with self._lock:
                if self._kept.get(key) is mine:
                    del self._kept[key]
            mine.set_exception(error)
            raise
        return mine.result()

    def last(self, fits: Callable[[T], bool]) -> T | None:
        """Of those that are made, the one last asked for that fits."""
        with self._lock:
            ready = [found for found in reversed(self._kept.values()) if found.done() and found.exception() is None]
        return next((found.result() for found in ready if fits(found.result())), None)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()


_cases: Made[str, Loaded] = Made(KEPT_MAX)
_days: Made[tuple[str, dt.date], tuple[Standing, Day]] = Made(DAYS_KEPT_MAX)
_turns: Made[str, tuple[tuple[dt.date, tuple[str, ...]], ...]] = Made(KEPT_MAX)
_names: Made[tuple[tuple[str, str], ...], Index] = Made(4)


def loaded(texts: Texts) -> Loaded:
    """The case that the texts say, or their diagnostics. Of a case that was read just before, only what changed is
    read."""

    def made() -> Loaded:
        found = load_texts(texts.files, _before(texts))
        set_aside()
        return found

    return _cases.get(texts.digest, made)


def _before(texts: Texts) -> Case | None:
    """The case last asked for whose files have the same names: most likely the one that these texts are an edit of."""
    names = list(texts.files)

    def fits(found: Loaded) -> bool:
        kept = found.case.places.kept if found.case is not None else None
        return kept is not None and list(kept.texts) == names

    found = _cases.last(fits)
    return found.case if found is not None else None


def on_day(texts: Texts, case: Case, on: dt.date) -> Day:
    """The case that the texts say as of a day, without the name of any minor. Of the same day before an edit, or
    of another day, what is the same is taken over."""

    def made() -> tuple[Standing, Day]:
        of_it = _days.last(lambda found: found[0].day.on == on and found[0].day.case == case.case)
        before = of_it or _days.last(lambda found: found[0].day.case == case.case)
        now = standing(case, on, before[0] if before is not None else None)
        return now, unnamed(now.day)

    return _days.get((texts.digest, on), made)[1]


def turns(texts: Texts, case: Case) -> tuple[tuple[dt.date, tuple[str, ...]], ...]:
    """The days on which something takes effect, with what; earliest first."""
    return _turns.get(texts.digest, lambda: tuple((day, tuple(what)) for day, what in days(case)))


def index_of(names: tuple[tuple[str, str], ...]) -> Index:
    """An index of names, as pairs of id and name; kept by the names, since most edits change none. Of 10,000 people it
    takes about a second and 30 MB."""
    return _names.get(names, lambda: Index(names))


def forget_kept() -> None:
    """Keep nothing; after an erasure."""
    caches: tuple[Made[Any, Any], ...] = (_cases, _days, _turns, _names)
    for made in caches:
        made.clear()
