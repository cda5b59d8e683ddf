"""desk: the web desk on this machine, with its store, its worker and a link that signs the mediator in."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from glienicke.case.new import id_fault
from glienicke.case.read import FILE_ENDINGS
from glienicke.cli.exits import USAGE, Refused
from glienicke.desk.settings import Settings
from glienicke.desk.signin.first import first_mediator
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store, default_path, open_store
from glienicke.desk.store.problems import NotThere
from glienicke.desk.store.problems import Refused as StoreRefused
from glienicke.desk.store.scope import Scope
from glienicke.desk.work import DESK_VARIABLE, STORE_VARIABLE

PORT = 8017
WORKERS = 2 if (os.cpu_count() or 1) > 1 else 1
"""A long question does not keep a short one waiting."""

PAUSES_S = (1, 2, 5, 15, 60)
"""How long to wait before the worker is started again, the more often it stopped the longer."""

log = logging.getLogger("glienicke.desk")


def desk_command(
    cases: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[CASE…]", help="Cases to bring in: YAML files, or folders of them.", show_default=False
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="Where to listen.")] = PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the link and open no browser.")] = False,
    store: Annotated[
        str | None,
        typer.Option(
            "--store",
            metavar="URL",
            help="sqlite:///file or postgresql://user@host/database. Default: a file in the user's data folder.",
            show_default=False,
        ),
    ] = None,
    party: Annotated[
        str | None,
        typer.Option(
            "--party",
            metavar="ID",
            help="The desk is this party's own: its position is exact, the others' are what it believes.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Open the desk in the browser: a page on this machine at which people work on their cases.

    \b
    Examples:
      glienicke desk
      glienicke desk cases/ankara-2024 --port 9000 --no-browser
      glienicke desk ours.yaml --party NO --store sqlite:///ours.sqlite

    It answers on this machine only. The link that is printed signs in once, within ten minutes. A case that is in the
    store already stays as it is there. Ctrl-C stops the desk; everything is kept.
    """
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", stream=sys.stderr)
    log.setLevel(logging.INFO)
    if party is not None and (fault := id_fault(party)):
        raise Refused(USAGE, f"--party: {fault}")
    url = store or f"sqlite:///{_default()}"
    try:
        opened = open_store(url)
    except ValueError as fault:
        raise Refused(USAGE, str(fault)) from None
    try:
        mediator = first_mediator(opened)
        for path in cases or ():
            print(_brought(opened, mediator, path))
        _serve(opened, url, mediator, Settings(owner=party), port, not no_browser)
    finally:
        opened.close()


def _default() -> Path:
    """The store in the user's folder for data, which is nobody else's to look into."""
    path = default_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.chmod(0o700)
    except OSError as error:
        raise Refused(USAGE, f"{path.parent} cannot be used: {error.strerror}; name a store with --store") from None
    return path


def _scope(store: Store, member: str) -> Scope:
    who = members.who_is(store, member)
    if who is None:
        raise Refused(USAGE, "the desk's mediator was let go; name another store with --store")
    return Scope(store, who)


def _brought(store: Store, mediator: str, path: Path) -> str:
    """Bring a case in, and say so."""
    path = path.resolve()
    files = sorted(p for p in path.iterdir() if p.suffix in FILE_ENDINGS) if path.is_dir() else [path]
    case = path.name if path.is_dir() else path.stem
    if not files:
        raise Refused(USAGE, f"{path} has no case in it; name a case's file or folder")
    if fault := id_fault(case):
        raise Refused(USAGE, f"{path}: {fault}")
    scope = _scope(store, mediator)
    try:
        scope.texts(case)
        return f"{case} is in the store already, and stays as it is there"
    except NotThere:
        pass
    try:
        origin = str(path if path.is_dir() else path.parent)
        scope.bring(case, {file.name: file.read_bytes() for file in files}, origin)
    except OSError as error:
        raise Refused(USAGE, f"{error.filename} cannot be read: {error.strerror}") from None
    except StoreRefused as fault:
        raise Refused(USAGE, f"{path}: {fault}") from None
    return f"{case} is in"


def _listening(port: int) -> socket.socket:
    """A socket on this machine only: at the port asked for, or at a free one if that is taken."""
    for wanted in (port, 0):
        # Named as TCP, since the server sends small answers at once only then; otherwise each waits for 40 ms.
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", wanted))
        except OSError:
            listening.close()
            continue
        if not wanted:
            print(f"port {port} is taken; this desk is at {listening.getsockname()[1]}")
        return listening
    raise Refused(USAGE, "no port can be had on this machine")


def _serve(store: Store, url: str, mediator: str, settings: Settings, port: int, opens: bool) -> None:
    """Serve until Ctrl-C."""
    import uvicorn

    from glienicke.desk.app import create_app

    listening = _listening(port)
    settings = replace(settings, port=listening.getsockname()[1])
    app = create_app(store, settings)
    # The app writes its own log, which leaves out what addresses hold.
    config = uvicorn.Config(
        app,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=30,
    )
    link = f"{settings.origin}/sign-in/link/{members.make_link(store, mediator)}"
    print(f"The desk is at {settings.origin}\nSign in, once, within ten minutes: {link}\nCtrl-C stops it.", flush=True)
    if opens:
        threading.Timer(0.7, webbrowser.open, [link]).start()
    # The server gives a SIGTERM on when it has closed; it must not cut off the rest.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.ExitStack() as stack, contextlib.suppress(KeyboardInterrupt):
        for _ in range(WORKERS):
            stack.enter_context(Worker(url))
        uvicorn.Server(config).run(sockets=[listening])
    print("The desk is closed; everything is kept.")


class Worker:
    """The process that answers questions to the engine, started again when it stops by itself."""

    def __init__(self, url: str, command: Sequence[str] = ()) -> None:
        self._command = tuple(command) or (sys.executable, "-m", "glienicke.desk.work")
        # In the environment, since everybody on a machine may read what a command is called with.
        self._environment = {**os.environ, STORE_VARIABLE: url, DESK_VARIABLE: str(os.getpid())}
        self._stopping = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Worker:
        """Start it."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and wait until it has."""
        self._stopping.set()
        running = self._running
        if running is not None and running.poll() is None:
            running.terminate()
            try:
                running.wait(5)
            except subprocess.TimeoutExpired:
                running.kill()
        if self._thread.is_alive():
            self._thread.join(5)

    def _watch(self) -> None:
        stopped = 0
        while not self._stopping.is_set():
            # In a session of its own: Ctrl-C reaches the desk first, which then ends the worker.
            self._running = subprocess.Popen(  # noqa: S603 - ours
                self._command, env=self._environment, start_new_session=True
            )
            if self._stopping.is_set():
                self._running.terminate()
            code = self._running.wait()
            if not self._stopping.is_set():
                pause_s = PAUSES_S[min(stopped, len(PAUSES_S) - 1)]
                log.warning("the worker stopped (%s); it is started again in %s s", code, pause_s)
                self._stopping.wait(pause_s)
                stopped += 1
