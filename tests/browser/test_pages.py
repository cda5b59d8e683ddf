"""Every page: axe-core finds nothing, a phone's width holds it, nothing is asked for elsewhere."""

import itertools
import re

import pytest

from glienicke.desk.app import create_app
from glienicke.desk.store.engine import open_store
from tests.browser.axe import violations
from tests.desk.web.calls import CALLS, routes_of

DATA = re.compile(r"\.json|/export|/live|/state$|^/api/|/sign-in/link|/sign-in/done|/download")
"""Routes whose answer is no page."""

ARTICLE = "A court in Arland sentenced Cleo Quill, a citizen of Belmark, to eight years in prison, officials said.\n"


@pytest.fixture(scope="session")
def paths(tmp_path_factory):
    """The routes of all pages, as the app has them."""
    store = open_store(tmp_path_factory.mktemp("routes") / "desk.sqlite")
    found = [name.partition(" ")[2] for name in routes_of(create_app(store)) if name.startswith("GET ")]
    store.close()
    return sorted(path for path in found if not DATA.search(path))


def filled(desk, paths):
    """Their addresses on a desk that has something to show on each."""
    mediator = desk.scope()
    mediator.branch("harbour", "what-if")
    document = mediator.add_document("harbour", ARTICLE, {"name": "news.txt", "language": "en"}, ())
    jobs = [mediator.submit("harbour", "main", {"verb": verb, "on": "2024-03-01"}) for verb in ("find", "why")]
    values = {
        "case": "harbour",
        "party": "A",
        "person": "ana",
        "job": jobs[0],
        "second": jobs[1],
        "document": document,
        "branch": "what-if",
        "name": "what-if",
        "member": desk.ids["analyst"],
    }
    for path in paths:
        keys = re.findall(r"{(\w+)}", path)
        assert set(keys) <= set(values), f"{path}: say here what stands for {keys}"
        for key in keys:
            path = path.replace(f"{{{key}}}", values[key])
        yield path


def _done(desk):
    mediator = desk.scope()
    return all(job.over for job in mediator.jobs("harbour"))


def test_every_page_as_a_mediator(harbour, visit, paths):
    one = visit(harbour).signed_in()
    addresses = list(filled(harbour, paths))
    for _ in itertools.takewhile(lambda _: not _done(harbour), range(400)):
        one.page.wait_for_timeout(25)
    wrong, wide = {}, {}
    for address in addresses:
        one.page.set_viewport_size({"width": 1200, "height": 900})
        answer = one.page.goto(harbour.origin + address)
        assert answer is not None and answer.status in (200, 422), (address, answer and answer.status)
        if found := violations(one.page):
            wrong[address] = found
        one.page.set_viewport_size({"width": 360, "height": 760})
        if one.width() > 360:
            wide[address] = one.width()
    one.wrong = [line for line in one.wrong if "422" not in line]  # Chromium tells of every status that is no success
    assert not wrong and not wide, (wrong, wide)
    assert len(addresses) >= 25


def test_pages_of_a_delegate_and_of_nobody(harbour, visit):
    harbour.scope().say("harbour", "A", "Good morning.")
    harbour.scope().publish("harbour", "A", "deal", {"title": "A draft", "lines": ["Ana Arn: to Belmark"]})
    delegate, nobody = visit(harbour, viewport={"width": 360, "height": 760}).signed_in("a"), visit(harbour)
    for one, path in (
        (delegate, "/"),
        (delegate, "/cases/harbour/channel/A"),
        (delegate, "/account"),
        (nobody, "/sign-in"),
    ):
        one.go(path)
        assert violations(one.page) == [], path
    assert delegate.width() <= 360


def test_dark_mode_has_contrast(ankara, visit):
    one = visit(ankara, color_scheme="dark").signed_in()
    for path in (
        "/",
        "/cases/ankara-2024",
        "/cases/ankara-2024/people",
        "/cases/ankara-2024/bench",
        "/cases/ankara-2024/day",
    ):
        one.go(path)
        assert violations(one.page) == [], path


def test_every_get_route_is_a_page_or_data(paths):
    told = {name.partition(" ")[2] for name in CALLS if name.startswith("GET ")}
    assert set(paths) <= told
