"""Live pages: one stream a page, on which each event carries the whole state, so that a missed one does no harm.

A state is told to whoever may see it and to nobody else: a delegate's is a mark of their own channel. Pages that may
see the same share one look at the store, which is taken when something changed in the case: at once if it changed here,
within `poll_s` if another process changed it. No stream says anything when the state of its own readers stays the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from glienicke.desk.settings import Settings
from glienicke.desk.store.engine import Store
from glienicke.desk.store.problems import Problem
from glienicke.desk.store.scope import Scope
from glienicke.desk.store.ticks import ticks
from glienicke.desk.who import Who

CHECK_S = 3.0
"""How often a stream asks whether its reader is still signed in, in seconds."""

JOBS_MAX = 20
"""Jobs of which a state tells."""


class TooMany(Exception):
    """There are more open pages than are served."""


Key = tuple[str, str, str]


@dataclass
class _Group:
    """The streams that may see the same. mark, data: the state as last seen; mark empty: not seen yet."""

    who: Who
    case: str
    mark: str = ""
    data: str = ""
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    told: asyncio.Condition = field(default_factory=asyncio.Condition)
    streams: int = 0
    task: asyncio.Task[None] | None = None


class Live:
    """The open streams of one desk."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._groups: dict[Key, _Group] = {}
        self._open: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._polling: asyncio.Task[None] | None = None
        self._closing = False

    def changed(self, case: str) -> None:
        """Something may have changed in a case; from any thread."""
        if self._loop is None or self._loop.is_closed():
            return
        for group in list(self._groups.values()):
            if group.case == case:
                self._loop.call_soon_threadsafe(group.wake.set)

    def close(self) -> None:
        """End all streams; the server is stopping."""
        self._closing = True
        for group in list(self._groups.values()):
            group.wake.set()

    def take(self, session: str) -> None:
        """Count one stream of a session. Raises TooMany; otherwise `give_back` follows."""
        if self._open[session] >= self._settings.streams_a_session or self._open.total() >= self._settings.streams:
            raise TooMany
        self._open[session] += 1

    def give_back(self, session: str) -> None:
        """One stream of a session is over."""
        self._open[session] -= 1
        if self._open[session] <= 0:
            del self._open[session]

    async def stream(self, who: Who, case: str, still: Callable[[], bool]) -> AsyncIterator[bytes]:
        """Events for one page: the state at once, and again whenever it is another. still: whether the reader may go on
        reading; the stream ends when they may not."""
        self._loop = asyncio.get_running_loop()
        group = await self._joined(who, case)
        seen, beat, checked = "", self._loop.time(), self._loop.time()
        try:
            while not self._closing:
                if group.mark and group.mark != seen:
                    seen, beat = group.mark, self._loop.time()
                    yield f"event: desk\nid: {seen}\ndata: {group.data}\n\n".encode()
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(min(CHECK_S, self._settings.beat_s)), group.told:
                        while group.mark == seen and not self._closing:
                            await group.told.wait()
                now = self._loop.time()
                if now - checked >= CHECK_S:
                    checked = now
                    if not await run_in_threadpool(still):
                        return
                if now - beat >= self._settings.beat_s:
                    beat = now
                    yield b": here\n\n"
        finally:
            self._left(group, who, case)

    async def _joined(self, who: Who, case: str) -> _Group:
        key = _key(who, case)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(who, case)
            group.wake.set()
            group.task = asyncio.create_task(self._watch(group))
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._poll())
        group.streams += 1
        return group

    def _left(self, group: _Group, who: Who, case: str) -> None:
        group.streams -= 1
        if group.streams <= 0:
            if self._groups.get(_key(who, case)) is group:
                del self._groups[_key(who, case)]
            if group.task is not None:
                group.task.cancel()
        if not self._groups and self._polling is not None:
            self._polling.cancel()
            self._polling = None

    async def _poll(self) -> None:
        """Look every so often whether anything changed in a case that somebody watches; one look for all."""
        before: dict[str, object] = {}
        while not self._closing:
            cases = {group.case for group in self._groups.values()}
            with contextlib.suppress(SQLAlchemyError):  # a busy store is looked at again
                now = await run_in_threadpool(ticks, self._store, cases)
                for group in list(self._groups.values()):
                    if group.case in now and before.get(group.case) != now[group.case]:
                        group.wake.set()
                before = dict(now)
            await asyncio.sleep(self._settings.poll_s)

    async def _watch(self, group: _Group) -> None:
        """Look at the store when something changed; tell what is new."""
        while not self._closing:
            await group.wake.wait()
            group.wake.clear()
            try:
                mark, data = await run_in_threadpool(state_of, self._store, group.who, group.case, group.mark)
                if mark != group.mark:
                    group.mark, group.data = mark, data
                    async with group.told:
                        group.told.notify_all()
            except Problem:
                pass  # not theirs any more: their streams end by themselves
            except SQLAlchemyError:  # a busy store is looked at again
                await asyncio.sleep(self._settings.poll_s)
                group.wake.set()
        async with group.told:
            group.told.notify_all()


def state_of(store: Store, who: Who, case: str, before: str = "") -> tuple[str, str]:
    """The mark of a state and the state as JSON, as `who` may see it; no state if its mark is still `before`. Raises
    NotThere."""
    scope = Scope(store, who)
    mark = scope.mark(case)
    if mark == before:
        return mark, ""
    state: dict[str, Any] = {"mark": mark}
    if who.role in ("mediator", "analyst"):
        state["branches"] = {line.name: line.version for line in scope.branches(case)}
        state["jobs"] = [
            {"id": job.id, "state": job.state, "stopping": job.stopping, "progress": job.progress}
            for job in scope.jobs(case, JOBS_MAX)
        ]
    return mark, json.dumps(state, sort_keys=True, separators=(",", ":"))


def _key(who: Who, case: str) -> Key:
    """Who may see the same in a case: those of one role, and of one party."""
    return case, who.role, who.party or ""
