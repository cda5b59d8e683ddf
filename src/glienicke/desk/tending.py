"""The collector of garbage, kept away from the pages.

A large case is some hundred thousand objects that live on, and a full collection walks them all: a pause of a tenth of
a second and more, in the middle of somebody's page. So what lives on is set aside (`gc.freeze`), where no collection
walks it; what came after is collected when nobody has asked for anything for a moment; and everything, what was set
aside too, at such a moment every half hour.
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

MANY = 50_000
"""So many new objects are set aside unseen: they are a case that was just read."""

QUIET_S, EVERY_S, LATEST_S = 1.0, 30.0, 1800.0
"""Nobody asked for so long; collections are so far apart, and those of everything."""


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
    collected = whole = time.monotonic()
    while True:
        await asyncio.sleep(QUIET_S)
        now = time.monotonic()
        if is_due(now, collected, last.at):
            everything = now - whole >= LATEST_S
            collect(everything)
            collected = time.monotonic()
            whole = collected if everything else whole


def is_due(now: float, collected: float, asked: float) -> bool:
    """Whether it is time for a collection: something was asked for since the last, and nothing just now; but waiting
    has an end."""
    waited = now - collected
    return asked > collected and (waited >= LATEST_S or (waited >= EVERY_S and now - asked >= QUIET_S))


def collect(everything: bool) -> None:
    """Collect, and set aside what lives on."""
    if everything:
        gc.unfreeze()
    gc.collect()
    gc.freeze()


def set_aside() -> None:
    """After a large case was read, which is not garbage. Whatever else is set aside with it is collected later."""
    if gc.get_count()[0] > MANY:
        gc.freeze()
