"""The brief, of an answer and of the facts alone; watchlists from public facts over the asker's own cases."""

import datetime as dt
from fractions import Fraction

import pytest

from glienicke.case.plain import Data
from glienicke.case.write import Put
from glienicke.deals.deal import Answer
from glienicke.desk.work.worker import Worker
from glienicke.record.brief import sure
from tests.desk.pages.test_people import said
from tests.desk.web.conftest import CASE, scene_at

RICH = (
    CASE.replace("people:\n", "sources:\n  paper: {who: The Paper, on: 2023-07-01}\npeople:\n")
    .replace("held_by: A,", "held_by: {is: A, since: 2023-05, according_to: [paper]},")
    .replace("worth: {ana: 50..80}", "worth: {ana: 50..80}, note: a canary of B")
    + "history:\n  - {on: 2023-12-01, what: An earlier exchange, according_to: [paper]}\n"
)


@pytest.fixture
def scene(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite", RICH)
    yield made
    made.store.close()


@pytest.mark.parametrize("aim", ["gain", "fair", "nash"])
def test_the_brief_of_an_answer(scene, aim):
    client = scene.client("analyst")
    asked = {"verb": "find", "aim": aim, "on": "2024-03-01"}
    at = client.post("/cases/harbour/bench", data=asked).headers["location"]
    Worker(scene.store).work_once()
    assert f"/cases/harbour/brief?job={at.rpartition('/')[2]}" in client.get(at).text
    words = said(client.get(f"/cases/harbour/brief?job={at.rpartition('/')[2]}"))
    for part in (
        "As of 2024-03-01",
        "Ana Arn: released by Arland, to Belmark",
        "Why each can sign",
        "An earlier exchange",
        "The Paper, 2023-07-01",
    ):
        assert part in words, (part, words)
    scene.scope("mediator").edit("harbour", "main", [Put(("title",), "New")], "", 1)
    assert "has changed since" in said(client.get(f"/cases/harbour/brief?job={at.rpartition('/')[2]}"))


def test_the_brief_of_the_facts_alone_and_of_what_is_no_answer(scene):
    client = scene.client("mediator")
    words = said(client.get("/cases/harbour/brief?on=2024-02-01"))
    assert "No answer is told here" in words and "Ana Arn" in words
    assert client.get("/cases/harbour/brief?job=nothing").status_code == 404
    at = client.post("/cases/harbour/bench", data={"verb": "why", "on": "2024-03-01"}).headers["location"]
    assert client.get(f"/cases/harbour/brief?job={at.rpartition('/')[2]}").status_code == 404


@pytest.mark.parametrize("aim", ["gain", "freed", "fewest", "fair", "nash"])
def test_every_aim_says_how_sure_it_is(scene, aim):
    from glienicke.deals.find import find
    from glienicke.positions.asof import as_of
    from glienicke.positions.load import load_text

    case = load_text(RICH).case
    assert case is not None
    answer = find(as_of(case, dt.date(2024, 3, 1)), aim=aim)
    assert isinstance(answer, Answer) and answer.gap in (None, Fraction(0))
    assert sure(answer).startswith("Proven: under these positions, no acceptable deal ")


def test_a_watchlist_tells_public_facts_and_no_position(scene):
    client = scene.client("analyst")
    assert "Belmark" in said(client.get("/watch"))
    page = client.get("/watch/B?on=2024-03-01")
    words = said(page)
    assert "Ana Arn (ana)" in words and "held by Arland since 2023-05, according to The Paper" in words
    assert "canary" not in page.text and "50" not in words and "Ben Bell" not in words


def test_what_changed_since_a_day(scene):
    client = scene.client("mediator")
    words = said(client.get("/watch/B?on=2024-03-01&since=2023-01-01"))
    assert "Changed since 2023-01-01" in words and "Ana Arn: newly on the list" in words
    wrong = client.get("/watch/B?on=2024-03-01&since=2025-01-01")
    assert wrong.status_code == 422 and "later than" in wrong.text
    assert client.get("/watch/B?on=soon").status_code == 422


def test_what_changed_since_one_last_looked(scene):
    client, other = scene.client("mediator"), scene.client("analyst")
    assert "you last looked" not in said(client.get("/watch/B"))
    made = client.post("/watch/B/seen", data={"on": "2024-03-01"})
    assert (made.status_code, made.headers["location"]) == (303, "/watch/B?on=2024-03-01")
    words = said(client.get("/watch/B?on=2024-03-01"))
    assert "Changed since you last looked" in words and "Nothing." in words
    at = scene.scope("mediator").texts("harbour").version
    charge = Put(("people", "ana", "charge"), {"is": "smuggling", "according_to": ["paper"]})
    scene.scope("analyst").edit("harbour", "main", [charge], "", at)
    words = said(client.get("/watch/B?on=2024-03-01"))
    assert "Nothing." not in words and "smuggling" in words.partition("Changed since")[2]
    assert "you last looked" not in said(other.get("/watch/B"))
    assert client.post("/watch/Q/seen", data={"on": "2024-03-01"}).status_code == 404
    assert client.post("/watch/B/seen", data={"on": "soon"}).status_code == 404


def test_a_minor_on_a_watchlist_is_counted_and_not_named(scene):
    young: Data = {"name": "Mia Moss", "born": "2014", "held_by": "A", "citizen_of": "B"}
    scene.scope("mediator").edit("harbour", "main", [Put(("people", "mia"), young)], "", 1)
    page = scene.client("mediator").get("/watch/B?on=2024-03-01").text
    assert "Mia" not in page and "1 minor held by Arland, not named" in page


def test_watchlists_are_of_ones_own_cases(scene):
    assert "Canary" not in scene.client("mediator").get("/watch").text
    assert "Canary Quill" not in scene.client("mediator").get("/watch/B").text
    assert "Canary Quill" in scene.client("islander").get("/watch/B").text
    assert scene.client("mediator").get("/watch/Q").status_code == 404


@pytest.mark.parametrize("path", ["/watch", "/watch/A", "/watch/B", "/cases/harbour/brief"])
def test_no_delegate_sees_them(scene, path):
    client = scene.client("a")
    assert client.get(path).content == client.get("/cases/no").content
