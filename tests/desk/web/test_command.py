"""`glienicke desk`: the store it makes, the link it prints, its port, its worker, and that it stops cleanly."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
import typer

from glienicke.cli.desk import Worker, _listening, desk_command
from glienicke.cli.exits import Refused
from glienicke.desk.signin.first import first_mediator
from glienicke.desk.store import members
from glienicke.desk.store.engine import open_store
from tests.desk.web.conftest import CASE, Clock, scene_at

RUN = "import typer; from glienicke.cli.desk import desk_command; typer.run(desk_command)"


class Started:
    """The command in a process of its own, with its words."""

    def __init__(self, tmp_path: Path, *arguments: str) -> None:
        self.out = tmp_path / "out.txt"
        environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
        with self.out.open("w") as out:
            command = [sys.executable, "-c", RUN, "--no-browser", *arguments]
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment)

    def link(self) -> str:
        """The link that it prints, once it listens."""
        for _ in range(300):
            found = re.search(r"http://localhost:\d+/sign-in/link/\S+", self.out.read_text("utf-8"))
            if found and "Ctrl-C" in self.out.read_text("utf-8"):
                return found[0]
            assert self.process.poll() is None, self.out.read_text("utf-8")
            time.sleep(0.1)
        raise AssertionError(self.out.read_text("utf-8"))

    def stop(self, by: signal.Signals) -> int:
        """End it; its exit code."""
        self.process.send_signal(by)
        return self.process.wait(40)


def opened(link: str) -> httpx.Client:
    """A browser that opened the link; it waits until the server answers."""
    base = link.split("/sign-in")[0]
    client = httpx.Client(
        base_url=base.replace("localhost", "127.0.0.1"), headers={"Host": base.split("//")[1]}, timeout=30
    )
    for _ in range(100):
        try:
            client.get("/sign-in")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    answer = client.get(link.split(base)[1])
    assert answer.status_code == 303
    client.headers["Cookie"] = answer.headers["set-cookie"].split(";")[0]
    return client


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_serves_and_stops(tmp_path, by):
    (tmp_path / "harbour.yaml").write_text(CASE)
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    started = Started(tmp_path, str(tmp_path / "harbour.yaml"), "--port", str(port))
    try:
        client = opened(started.link())
        try:
            assert [case["id"] for case in client.get("/api/v1/cases").json()["cases"]] == ["harbour"]
        finally:
            client.close()
        said = started.out.read_text("utf-8")
        assert f"port {port} is taken" in said and "harbour is in" in said
        file = tmp_path / "data" / "glienicke" / "desk.sqlite"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    finally:
        code = started.stop(by)
        taken.close()
    assert code == 0 and "everything is kept" in started.out.read_text("utf-8")
    again = Started(tmp_path, str(tmp_path / "harbour.yaml"), "--port", str(port))
    try:
        again.link()
        assert "in the store already" in again.out.read_text("utf-8")
    finally:
        again.stop(by)


@pytest.mark.parametrize("wrong", ["nothing.yaml", "bad id!.yaml"])
def test_what_cannot_be_brought_in_is_said(tmp_path, monkeypatch, wrong):
    from glienicke.cli.exits import Refused

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with pytest.raises(Refused):
        desk_command([tmp_path / wrong], no_browser=True)


def test_a_worker_is_started_again_and_ended(tmp_path, caplog):
    seen = tmp_path / "seen"
    program = f"import os; open({str(seen)!r}, 'a').write(os.environ['GLIENICKE_STORE'] + chr(10))"
    with Worker("the-url", (sys.executable, "-c", program)):
        until = time.monotonic() + 10
        while time.monotonic() < until and (not seen.exists() or seen.read_text().count("the-url") < 2):
            time.sleep(0.05)
    assert seen.read_text().count("the-url") >= 2 and "started again" in caplog.text
    long = Worker("x", (sys.executable, "-c", "import time; time.sleep(60)"))
    with long:
        time.sleep(0.5)
        running = long._running
    assert running is not None and running.poll() is not None


def test_it_is_a_command():
    app = typer.Typer()
    app.command("desk")(desk_command)
    assert typer.main.get_command(app)


def test_the_desk_is_of_whoever_came_first(tmp_path):
    clock = Clock()
    store = open_store(tmp_path / "desk.sqlite", clock=clock)
    first = first_mediator(store)
    clock.now += 1
    members.add_member(store, "Aaron", "mediator")
    assert first_mediator(store) == first
    store.close()


def test_it_listens_on_this_machine_only_and_answers_at_once():
    listening = _listening(1)
    assert listening.getsockname()[0] == "127.0.0.1" and listening.proto == socket.IPPROTO_TCP
    listening.close()


def test_a_partys_own_desk_says_so_on_every_page(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite", owner="A")
    for path in ("/", "/cases/harbour", "/cases/harbour/bench"):
        assert "A’s desk; others’ positions are believed" in made.client("mediator").get(path).text
    made.store.close()


def test_a_party_that_cannot_be_an_id_is_refused():
    with pytest.raises(Refused, match="--party"):
        desk_command(party="no one")
