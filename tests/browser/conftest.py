"""A desk that really runs, and Chromium in front of it: server and worker in threads, a browser a module."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from glienicke.desk.app import create_app
from glienicke.desk.settings import Settings
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store, open_store
from glienicke.desk.store.scope import Scope
from glienicke.desk.work.worker import Worker
from tests.desk.web.conftest import CASE, scope_of

ANKARA = Path(__file__).parents[2] / "cases" / "ankara-2024"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WAIT_MS = 20_000


def chromium() -> str:
    """Where Chromium is. Fails with the remedy if it is not there."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("Chromium is not there; install it: apt-get install chromium (tools/setup-debian.sh does)")
    return found


@dataclass
class Desk:
    """A running desk. ids: of members, by what they are called in tests."""

    store: Store
    origin: str
    ids: dict[str, str] = field(default_factory=dict)

    def scope(self, who: str = "mediator") -> Scope:
        """The store as a member sees it."""
        return scope_of(self.store, self.ids[who])

    def link(self, who: str = "mediator") -> str:
        """A link that signs a member in, once."""
        return f"{self.origin}/sign-in/link/{members.make_link(self.store, self.ids[who])}"


@contextmanager
def running(path: Path) -> Iterator[Desk]:
    """A desk at a free port, with its worker."""
    store = open_store(path)
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store, Settings(port=port, poll_s=0.05)), log_level="error"))
    worker = Worker(store, lambda: None)
    threads = [
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True),
        threading.Thread(target=worker.run, daemon=True),
    ]
    for thread in threads:
        thread.start()
    desk = Desk(store, f"http://localhost:{port}")
    desk.ids["mediator"] = members.add_member(store, "Mira", "mediator")
    try:
        yield desk
    finally:
        worker.close()
        server.should_exit = True
        for thread in threads:
            thread.join(10)
        store.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. It ends with its module, since its driver keeps an event loop in this thread, beside which other tests
    could run none of their own."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk with its mediator."""
    with running(tmp_path / "desk.sqlite") as made:
        yield made


@pytest.fixture
def harbour(desk: Desk) -> Desk:
    """A desk with a small case, an analyst and two delegates."""
    desk.scope().bring("harbour", {"harbour.yaml": CASE.encode()})
    desk.ids["analyst"] = desk.scope().invite("harbour", "analyst", "Andor")[0]
    for party, name in (("A", "Asta"), ("B", "Bodo")):
        desk.ids[party.lower()] = desk.scope().invite("harbour", "delegate", name, party)[0]
    return desk


@pytest.fixture
def ankara(desk: Desk) -> Desk:
    """A desk with the exchange of Ankara."""
    desk.scope().bring("ankara-2024", {file.name: file.read_bytes() for file in sorted(ANKARA.glob("*.yaml"))})
    return desk


class Visit:
    """One person's browser: a page of it, and what went wrong or went elsewhere."""

    def __init__(self, browser: Browser, desk: Desk, **options: object) -> None:
        self.desk = desk
        self.context: BrowserContext = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
        self.context.set_default_timeout(WAIT_MS)
        self.page: Page = self.context.new_page()
        self.wrong: list[str] = []
        self.elsewhere: list[str] = []
        self.page.on("console", lambda told: self.wrong.append(told.text) if told.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.context.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != self.desk.origin and parts.scheme not in ("data", "blob", "about"):
            self.elsewhere.append(url)

    def signed_in(self, who: str = "mediator") -> Visit:
        """Sign in by a one-time link."""
        self.page.goto(self.desk.link(who))
        self.page.wait_for_url(f"{self.desk.origin}/")
        return self

    def go(self, path: str) -> Page:
        """To a page of the desk."""
        self.page.goto(self.desk.origin + path)
        return self.page

    def words(self) -> str:
        """What stands on the page."""
        return " ".join(self.page.inner_text("main").split())

    def width(self) -> int:
        """How wide the page is, in pixels."""
        return int(self.page.evaluate("document.documentElement.scrollWidth"))


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[object]:
    """`visit(desk, …)`: one person's browser. Whatever goes wrong in its console, or asks for anything elsewhere, fails
    the test at its end."""
    visits: list[Visit] = []

    def begun(desk: Desk, **options: object) -> Visit:
        visits.append(Visit(browser, desk, **options))
        return visits[-1]

    yield begun
    for one in visits:
        one.context.close()
    assert [line for one in visits for line in one.wrong] == []
    assert [url for one in visits for url in one.elsewhere] == []
