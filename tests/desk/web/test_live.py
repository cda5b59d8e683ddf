"""Live pages against a running server: how soon another window knows, and the limits of open streams."""

import contextlib
import json
import queue
import socket
import statistics
import threading
import time

import httpx
import pytest
import uvicorn

from glienicke.desk.store import members
from glienicke.desk.store.engine import open_store
from tests.desk.web.conftest import ORIGIN, scene_at, scope_of

LATE_S = 0.2


class Served:
    """A scene behind a server of its own, on a free port of this machine."""

    def __init__(self, scene) -> None:
        self.scene = scene
        self.listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self.listening.bind(("127.0.0.1", 0))
        self.base = f"http://127.0.0.1:{self.listening.getsockname()[1]}"
        config = uvicorn.Config(scene.app, log_level="error", access_log=False, timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listening]}, daemon=True)

    def __enter__(self):
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_):
        self.server.should_exit = True
        self.scene.app.state.desk.live.close()
        self.thread.join(10)

    def headers(self, who: str) -> dict[str, str]:
        """What a signed-in browser sends; the desk is asked by its own name."""
        client = self.scene.client(who)
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        return {"Host": "localhost:8017", "Cookie": cookies, "X-CSRF-Token": client.headers["X-CSRF-Token"]}

    @contextlib.contextmanager
    def window(self, who: str):
        """A page's stream: a queue of (when, state)."""
        got: queue.Queue = queue.Queue()
        client = httpx.Client(base_url=self.base, headers=self.headers(who), timeout=10)

        def read() -> None:
            with contextlib.suppress(httpx.HTTPError), client.stream("GET", "/cases/harbour/live") as answer:
                for line in answer.iter_lines():
                    if line.startswith("data: "):
                        got.put((time.monotonic(), json.loads(line[6:])))
                    elif line.startswith(":"):
                        got.put((time.monotonic(), None))

        thread = threading.Thread(target=read, daemon=True)
        thread.start()
        yield got
        client.close()


def next_state(got) -> tuple[float, dict]:
    while True:
        at, state = got.get(timeout=5)
        if state is not None:
            return at, state


@pytest.fixture
def served(tmp_path):
    with Served(scene_at(tmp_path / "live.sqlite", streams_a_session=2)) as served:
        yield served


def test_a_second_window_knows_within_200_ms(served):
    headers, took = served.headers("a"), []
    with served.window("mediator") as got, httpx.Client(base_url=served.base, headers=headers) as client:
        _, state = next_state(got)
        assert state["branches"] == {"main": 1} and state["jobs"] == []
        for n in range(10):
            path = "/api/v1/cases/harbour/channel/A/messages"
            assert client.post(path, json={"text": str(n)}).status_code == 201
            done = time.monotonic()
            took.append(next_state(got)[0] - done)
    assert statistics.median(took) < LATE_S, took


def test_a_change_of_another_process_is_seen_as_soon(served, tmp_path):
    with served.window("mediator") as got:
        next_state(got)
        other = open_store(tmp_path / "live.sqlite", create=False)
        took = []
        for n in range(5):
            scope_of(other, served.scene.ids["a"]).say("harbour", None, f"from elsewhere {n}")
            done = time.monotonic()
            took.append(next_state(got)[0] - done)
        other.close()
    assert statistics.median(took) < LATE_S, took


def test_a_delegate_is_told_a_mark_and_no_more(served):
    with served.window("a") as got:
        _, state = next_state(got)
        assert set(state) == {"mark"}
        served.scene.scope("mediator").say("harbour", "B", "not for A")
        served.scene.scope("mediator").submit("harbour", "main", {"verb": "find"})
        time.sleep(0.4)
        assert all(state is None for _, state in got.queue)
        served.scene.scope("mediator").say("harbour", "A", "for A")
        assert next_state(got)[1]["mark"] != state["mark"]


def test_signs_of_life_come_while_nothing_happens(served):
    with served.window("a") as got:
        next_state(got)
        assert got.get(timeout=3)[1] is None


def test_open_streams_of_a_session_are_limited_and_given_back(served):
    headers = served.headers("a")
    with httpx.Client(base_url=served.base, headers=headers) as client:
        with client.stream("GET", "/cases/harbour/live") as one, client.stream("GET", "/cases/harbour/live") as two:
            assert (one.status_code, two.status_code) == (200, 200)
            refused = client.get("/cases/harbour/live")
            assert refused.status_code == 503 and refused.headers["retry-after"]
        until = time.monotonic() + 5
        while served.scene.app.state.desk.live._open and time.monotonic() < until:
            time.sleep(0.02)
        assert not served.scene.app.state.desk.live._open and not served.scene.app.state.desk.live._groups


def test_a_stream_ends_with_its_session(served):
    headers = served.headers("a")
    with httpx.Client(base_url=served.base, headers=headers, timeout=8) as client:
        with client.stream("GET", "/cases/harbour/live") as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: desk"
            members.end_sessions(served.scene.store, served.scene.ids["a"])
            assert all(line.startswith((":", "id:", "data:")) or not line for line in lines)
        assert client.get("/account").headers["location"].startswith("/sign-in")


def test_the_origin_of_links_is_the_name_of_passkeys(served):
    assert served.scene.settings.origin == ORIGIN
