"""The collector of garbage, kept away from the pages.

A large case is some hundred thousand objects that live on, and a full collection walks them all: a pause of a tenth of
a second and more, in the middle of somebody's page. So full collections are made when nobody has asked for anything for
a moment, or at the latest after `LATEST_S`, and what lives on then is not walked again before the next.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

YOUNG, MIDDLE = 10_000, 5
"""How many new objects are looked through at once, and how often before those that outlived it are."""

QUIET_S, EVERY_S, LATEST_S = 1.0, 30.0, 1800.0


@dataclass
class Last:
    """When somebody last asked for something, or got the answer, by `time.monotonic`."""

    at: float = 0.0

    def note(self) -> None:
        """Now."""
        self.at = time.monotonic()


@asynccontextmanager
async def tended(last: Last) -> AsyncIterator[None]:
    """For as long as the block runs."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, MIDDLE, 10**9)
    task = asyncio.create_task(_tend(last))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        gc.unfreeze()
        gc.set_threshold(*before)


async def _tend(last: Last) -> None:
    collected = time.monotonic()
    while True:
        await asyncio.sleep(QUIET_S)
        now = time.monotonic()
        if is_due(now, collected, last.at):
            collect()
            collected = time.monotonic()


def is_due(now: float, collected: float, asked: float) -> bool:
    """Whether it is time for a full collection: something was asked for since the last, and nothing just now."""
    waited = now - collected
    return asked > collected and (waited >= LATEST_S or (waited >= EVERY_S and now - asked >= QUIET_S))


def collect() -> None:
    """A full collection; what lives on is set aside."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
