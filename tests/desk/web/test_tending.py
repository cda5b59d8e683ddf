"""When the collector of garbage runs, and that it is as before when the desk has stopped."""

import asyncio
import gc

import pytest

from glienicke.desk import tending
from glienicke.desk.tending import EVERY_S, LATEST_S, Last, collect, is_due, set_aside, tended


@pytest.mark.parametrize(
    ("now", "collected", "asked", "due"),
    [
        (100, 0, 0, False),  # nobody asked for anything
        (EVERY_S - 1, 0, 5, False),  # too soon
        (EVERY_S + 1, 0, 5, True),
        (EVERY_S + 1, 0, EVERY_S + 0.5, False),  # somebody asks just now
        (LATEST_S, 0, LATEST_S - 0.1, True),  # but not for ever
        (LATEST_S + 100, LATEST_S, LATEST_S - 5, False),  # nothing since
    ],
)
def test_it_is_made_when_nobody_waits(now, collected, asked, due):
    assert is_due(now, collected, asked) is due


def test_it_takes_what_is_garbage_and_sets_the_rest_aside():
    class Ring:
        other: object = None

    gc.disable()
    try:
        one, two = Ring(), Ring()
        one.other, two.other = two, one
        del one, two
        collect(everything=True)
        assert not any(isinstance(found, Ring) for found in gc.get_objects())
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()


def test_it_runs_with_the_desk_and_not_after_it(monkeypatch):
    before, seen = gc.get_threshold(), []
    monkeypatch.setattr(tending, "QUIET_S", 0.01)
    monkeypatch.setattr(tending, "EVERY_S", 0.02)
    monkeypatch.setattr(tending, "collect", lambda everything: seen.append(gc.get_threshold()))

    async def day() -> None:
        last = Last()
        async with tended(last):
            await asyncio.sleep(0.03)
            assert seen == []
            last.note()
            await asyncio.sleep(0.1)
            assert len(seen) == 1

    asyncio.run(day())
    assert seen[0][2] > 10**8 and gc.get_threshold() == before and gc.get_freeze_count() == 0


def test_a_large_case_is_set_aside_and_little_is_not():
    gc.collect()
    before = gc.get_freeze_count()
    gc.disable()
    try:
        set_aside()
        assert gc.get_freeze_count() == before
        large: list[list[int]] = [[] for _ in range(tending.MANY + 1)]
        set_aside()
        assert gc.get_freeze_count() > before + len(large)
    finally:
        gc.unfreeze()
        gc.enable()
