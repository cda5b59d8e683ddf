"""The desk as `glienicke desk` runs it, in a process of its own, with members who are signed in: to measure, to kill.

Stores are made in a folder of their own. Members sign in past the one-time links, since what is measured comes after.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.desk_case import PARTIES, text_of
from glienicke.desk.signin.sessions import csrf_of
from glienicke.desk.store import members
from glienicke.desk.store.engine import open_store
from glienicke.desk.store.scope import Scope
from glienicke.desk.who import Role

CASE = "large"
RUN = "from glienicke.cli import main; main()"
READY_S = 60.0


@dataclass(frozen=True, slots=True)
class Person:
    """A member who is signed in. headers: what their browser sends."""

    id: str
    name: str
    role: Role
    party: str | None
    token: str = field(repr=False)

    def headers(self, port: int) -> dict[str, str]:
        """Cookie, token and host for a desk at this port."""
        return {
            "Host": f"localhost:{port}",
            "Cookie": f"desk-session-{port}={self.token}",
            "X-CSRF-Token": csrf_of(self.token),
        }


def filled(url: str, people: int, roles: tuple[tuple[Role, int], ...], text: str = "") -> list[Person]:
    """A store with one large case, and its members, signed in. roles: how many of each; the first is a mediator."""
    store = open_store(url)
    try:
        found = []
        first = members.add_member(store, "Mediator 0", "mediator")
        who = members.who_is(store, first)
        assert who is not None
        Scope(store, who).bring(CASE, {f"{CASE}.yaml": (text or text_of(people)).encode()})
        for role, count in roles:
            for number in range(count):
                party = chr(ord("A") + number % len(PARTIES)) if role == "delegate" else None
                name = f"{role.title()} {number}"
                is_first = role == "mediator" and number == 0
                member = first if is_first else members.add_member(store, name, role, party)
                members.admit(store, CASE, member)
                token, _ = members.start_session(store, member, 24 * 3600)
                found.append(Person(member, name, role, party, token))
        return found
    finally:
        store.close()


class Desk:
    """A running `glienicke desk`."""

    def __init__(self, url: str, log: Path) -> None:
        self.url, self.log = url, log
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = int(free.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers. Raises RuntimeError with what it said."""
        words = [sys.executable, "-c", RUN, "desk", "--no-browser", "--store", self.url, "--port", str(self.port)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        with self.log.open("ab") as out:
            # In a session of its own: its workers are ended with it, however it ends.
            self.process = subprocess.Popen(
                words, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
            )
        until = time.monotonic() + READY_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                asked.request("GET", "/sign-in", headers={"Host": f"localhost:{self.port}"})
                asked.getresponse().read()
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"the desk did not start: {self.log.read_text('utf-8')[-2000:]}")

    def kill(self) -> None:
        """kill -9 of the server, in the middle of whatever it does. Its workers end by themselves."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def cpu_s(self) -> float:
        """Processor seconds of the server so far, without its workers."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(child) for child in task.read_text("ascii").split()]
    return found


def quantile(values: list[float], part: float) -> float:
    """The value below which a part of them lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(part * 1000) * len(ordered) // 1000) - 1))]


def drawn(chance: random.Random, weights: dict[str, float]) -> str:
    """One of the keys, as often as its weight says."""
    return chance.choices(tuple(weights), tuple(weights.values()))[0]
