"""Long reading beside the pages: on few threads of its own, and no longer than a limit.

What takes too long is not waited for; its thread ends by itself, since a reader only reckons and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

READ_S = 60.0
"""No report is read longer than this, in seconds; a hundred pages take about ten."""

_readers = ThreadPoolExecutor(2, "reader")


class TooLong(ValueError):
    """The reading was given up; the text says what to do instead."""


def within(work: Callable[[], T]) -> T:
    """What the work makes, if it does so within READ_S. Raises TooLong, and what the work raises."""
    future, seconds = _readers.submit(work), READ_S
    try:
        return future.result(seconds)
    except TimeoutError:
        if future.done():  # the work's own
            raise
        future.cancel()
        raise TooLong(f"the reading took more than {seconds:g} s and was given up; bring it in parts") from None
