"""kill -9 of the server while people work at it: what it acknowledged is there when it starts again.

A few kills here, two hundred on each store in `make test-deep`.
"""

import contextlib
import itertools
import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from hypothesis import settings

from bench.desk_case import text_of
from bench.desk_server import CASE, Desk, Person, children, filled
from glienicke.desk.store.engine import open_store
from glienicke.desk.store.verify import verify_entries
from glienicke.desk.work.__main__ import NICE
from tests.desk.store.conftest import scope_of

KILLS = 200 if settings().max_examples > 1000 else 3
API = f"/api/v1/cases/{CASE}"


class Acknowledged:
    """What the server said was done: notes by version, messages by party, jobs."""

    def __init__(self) -> None:
        self.notes: dict[int, str] = {}
        self.messages: dict[str, list[str]] = {"A": [], "B": []}
        self.jobs: set[str] = set()
        self.numbers = itertools.count()

    def __len__(self) -> int:
        return len(self.notes) + sum(map(len, self.messages.values())) + len(self.jobs)


def edits(client: httpx.Client, done: Acknowledged) -> None:
    """Change people one after the other; whoever else is quicker is followed."""
    version = client.get(f"{API}/history", params={"most": 1}).json()["changes"][0]["version"]
    while True:
        note = f"note {next(done.numbers)}"
        edit = {"op": "put", "path": ["people", f"p{version % 20}", "note"], "value": note}
        answer = client.post(f"{API}/edits", json={"expected": version, "edits": [edit], "why": note})
        assert answer.status_code in (200, 409, 429), answer.text
        if answer.status_code == 200:
            done.notes[answer.json()["version"]] = note
        if answer.status_code != 429:
            version = answer.json()["version"]


def says(client: httpx.Client, done: Acknowledged, party: str) -> None:
    """Send messages in a party's channel."""
    while True:
        text = f"message {next(done.numbers)}"
        answer = client.post(f"{API}/channel/{party}/messages", json={"text": text})
        assert answer.status_code in (201, 429), answer.text
        if answer.status_code == 201:
            done.messages[party].append(text)


def asks(client: httpx.Client, done: Acknowledged) -> None:
    """Ask the engine."""
    while True:
        question = {"verb": "find", "on": "2024-10-19", "want": [f"p{next(done.numbers) % 20}"], "seconds": 1}
        answer = client.post(f"{API}/jobs", json={"question": question})
        assert answer.status_code in (202, 422, 429), answer.text
        if answer.status_code == 202:
            done.jobs.add(answer.json()["id"])


def until_it_ends(work, client: httpx.Client, done: Acknowledged, wrong: list[BaseException], *more: str) -> None:
    """One who works until the server is gone."""
    try:
        with client, contextlib.suppress(httpx.TransportError):
            work(client, done, *more)
    except BaseException as error:
        wrong.append(error)


def check(url: str, mediator: str, done: Acknowledged) -> None:
    """Everything that was acknowledged is in the store, each once, and its record verifies."""
    store = open_store(url, create=False)
    try:
        scope = scope_of(store, mediator)
        whys = {change.version: change.why for change in scope.history(CASE, most=100_000)}
        assert {version: whys.get(version) for version in done.notes} == done.notes
        assert sorted(whys) == list(range(1, scope.texts(CASE).version + 1))
        for party, texts in done.messages.items():
            said = [message.text for message in scope.messages(CASE, party)]
            assert len(said) == len(set(said)) and [text for text in said if text in set(texts)] == texts
        assert done.jobs <= {job.id for job in scope.jobs(CASE, most=100_000)}
        assert verify_entries(store).wrong == ()
    finally:
        store.close()


@pytest.mark.parametrize("seed", [0])
def test_nothing_that_was_acknowledged_is_lost(url, tmp_path, seed):
    chance, done = random.Random(seed), Acknowledged()
    mediator, analyst, a, b = filled(url, 20, (("mediator", 1), ("analyst", 1), ("delegate", 2)), text_of(20))
    desk = Desk(url, tmp_path / "desk.log")
    for kill in range(KILLS):
        before, wrong = len(done), list[BaseException]()
        desk.start()
        works: list[tuple[Callable[..., None], Person, tuple[str, ...]]] = [
            (edits, mediator, ()),
            (edits, analyst, ()),
            (says, a, ("A",)),
            (says, b, ("B",)),
            (asks, analyst, ()),
        ]
        threads = []
        for work, member, more in works:
            client = httpx.Client(base_url=desk.base, headers=member.headers(desk.port), timeout=30)
            arguments = (work, client, done, wrong, *more)
            threads.append(threading.Thread(target=until_it_ends, args=arguments, daemon=True))
        for thread in threads:
            thread.start()
        until = time.monotonic() + 20
        while len(done) < before + 5 and not wrong and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.3)
        desk.kill()
        for thread in threads:
            thread.join(30)
        assert not wrong, wrong
        assert len(done) >= before + 5, desk.log.read_text("utf-8")
        if kill % 20 == 19 or kill == KILLS - 1:
            check(url, mediator.id, done)
    assert done.notes and done.jobs and all(done.messages.values())


def test_workers_give_way_and_end_with_a_desk_that_was_killed(tmp_path):
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    filled(url, 20, (("mediator", 1),), text_of(20))
    desk = Desk(url, tmp_path / "desk.log")
    desk.start()
    assert desk.process is not None
    until = time.monotonic() + 20
    while not (workers := children(desk.process.pid)) and time.monotonic() < until:
        time.sleep(0.1)
    assert workers and all(is_nice(pid) for pid in workers)
    desk.kill()
    while any(is_running(pid) for pid in workers) and time.monotonic() < until + 20:
        time.sleep(0.1)
    assert not any(is_running(pid) for pid in workers)


def is_nice(pid: int, wait_s: float = 20) -> bool:
    """Whether a worker gives way to pages: by itself, and where Linux weighs sessions by its session too."""
    until = time.monotonic() + wait_s
    while time.monotonic() < until:
        group = Path(f"/proc/{pid}/autogroup")
        of_session = group.read_text("ascii").split()[-1] if os.access(group, os.W_OK) else str(NICE)
        if os.getpriority(os.PRIO_PROCESS, pid) >= NICE and int(of_session) >= NICE:
            return True
        time.sleep(0.1)
    return False


def is_running(pid: int) -> bool:
    """Whether a process does anything yet."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
