"""Limits of rate by token buckets, in memory: a bucket holds so many tokens, and fills again at a steady rate."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

KEPT_MAX = 20_000
"""Buckets kept; the one that was left alone for longest goes first."""


class Rates:
    """Buckets by key. room: tokens of a full bucket. a_second: how many come back each second. tick: seconds."""

    def __init__(self, room: float, a_second: float, tick: Callable[[], float]) -> None:
        if room < 1 or a_second <= 0:
            raise ValueError("a bucket holds at least one token, and fills again")
        self._room, self._a_second, self._tick = room, a_second, tick
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str) -> float:
        """Take a token: 0 if there was one, otherwise the seconds until there will be."""
        with self._lock:
            now = self._tick()
            tokens, since = self._kept.pop(key, (self._room, now))
            tokens = min(self._room, tokens + max(0.0, now - since) * self._a_second)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / self._a_second
            self._kept[key] = (tokens - 1 if tokens >= 1 else tokens, now)
            while len(self._kept) > KEPT_MAX:
                self._kept.popitem(last=False)
        return wait
