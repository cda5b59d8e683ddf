"""The bench: asked by form and by address; answers as cards, what may be tried, two answers side by side."""

import html
import re

import pytest

from glienicke.case.write import Put
from glienicke.desk.pages import bench
from glienicke.desk.store import jobs
from glienicke.desk.work.worker import Worker
from tests.desk.web.conftest import CASE, scene_at

NEVER = CASE.replace("worth: {ben: 60..90}}", "worth: {ben: 60..90}, conditions: [{say: never ana, price: 5}]}")
BENCH = "/cases/harbour/bench"
ASKED = {"verb": "find", "aim": "gain", "on": "2024-03-01"}


@pytest.fixture
def scene(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "AT_ONCE_S", 0.0)
    made = scene_at(tmp_path / "desk.sqlite", NEVER)
    yield made
    made.store.close()


def asked(scene, who="mediator", **sent):
    """Ask, let a worker answer, and look at the page."""
    client = scene.client(who)
    made = client.post(BENCH, data={**ASKED, **sent})
    assert made.status_code == 303, made.text
    Worker(scene.store).work_once()
    return client.get(made.headers["location"])


def said(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.split("<main")[1])))


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_none_then_try_it_then_a_deal_as_cards(scene, who):
    page = asked(scene, who)
    words = said(page)
    assert "no deal that frees anybody" in words and "Ana Arn is never released" in words and "Price 5" in words
    (link,) = re.findall(r'href="([^"]+)">Try it', page.text)
    form = scene.client(who).get(html.unescape(link))
    assert re.search(r'name="off" value="A: never ana" checked', form.text)
    words = said(asked(scene, who, off="A: never ana"))
    assert "Supposed, and not so in the case" in words and "Arland gives up: Ana Arn is never released" in words
    for part in ("2 people would be freed", "Gets Ben Bell", "Gives Ana Arn", "Proven: no acceptable deal"):
        assert part in words, part


def test_while_it_waits_the_page_loads_itself_anew_without_scripts_and_can_be_stopped(scene):
    client = scene.client("mediator")
    at = client.post(BENCH, data=ASKED).headers["location"]
    page = client.get(at)
    assert '<noscript><meta http-equiv="refresh"' in page.text and "Waiting for a worker" in page.text
    assert "Waiting" in client.get(f"{at}/state").text
    assert client.post(f"{at}/stop").headers["location"] == at
    assert "Stopped" in client.get(at).text
    assert client.post(BENCH, data=ASKED).headers["location"] != at  # what was stopped is asked anew


def test_the_same_question_has_one_answer(scene):
    first = asked(scene)
    assert scene.client("analyst").post(BENCH, data=ASKED).headers["location"] == str(first.url.path)


def test_a_change_of_the_case_makes_the_answer_old(scene):
    page = asked(scene)
    assert "has changed since" not in page.text
    scene.scope("mediator").edit("harbour", "main", [Put(("title",), "New")], "", 1)
    assert "has changed since this was asked" in scene.client("mediator").get(page.url.path).text


def test_a_dropped_what_if_leaves_its_answers(scene):
    scene.scope("mediator").branch("harbour", "what-if")
    page = asked(scene, branch="what-if")
    scene.scope("mediator").drop_branch("harbour", "what-if")
    again = scene.client("mediator").get(page.url.path)
    assert again.status_code == 200 and "no longer there" in again.text and "no deal that frees anybody" in said(again)


def test_a_case_with_mistakes_still_shows_what_was_answered(scene):
    page = asked(scene)
    texts = scene.scope("mediator").texts("harbour")
    broken = next(iter(texts.files.values())).replace("held_by: A", "held_by: Q")
    scene.scope("mediator").replace_text("harbour", "main", "harbour.yaml", broken, "", 1, draft=True)
    again = scene.client("mediator").get(page.url.path)
    assert again.status_code == 200 and "no deal that frees anybody" in said(again)
    assert scene.client("mediator").post(BENCH, data=ASKED).status_code == 422


def test_side_by_side(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "milder")
    texts = mediator.texts("harbour", "milder")
    milder = next(iter(texts.files.values())).replace("never ana", "ana only if ben")
    mediator.replace_text("harbour", "milder", "harbour.yaml", milder, "", texts.version)
    page = asked(scene)
    client = scene.client("mediator")
    assert '<option value="milder">' in page.text
    made = client.post(f"{page.url.path}/beside", data={"branch": "milder"})
    assert made.status_code == 303
    assert "Waiting" in client.get(made.headers["location"]).text
    Worker(scene.store).work_once()
    words = said(client.get(made.headers["location"]))
    assert "“none” on the left, “deal” on the right" in words and "Only on the right: Ana Arn and Ben Bell" in words


def test_the_front_as_points_and_table(scene):
    page = asked(scene, verb="front", parties=["A", "B"], off="A: never ana")
    words = said(page)
    assert "no point is missing" in words and "Point 1: Arland" in words and 'id="point-1"' in page.text
    points = scene.client("mediator").get(f"{page.url.path}/front.json").json()
    assert points == {"parties": ["Arland", "Belmark"], "points": [{"gains": [75.0, 65.0], "freed": "2 people"}]}


@pytest.mark.parametrize("verb", ["alternatives", "why", "quorum", "enlarge"])
def test_the_other_questions_have_pages(scene, verb):
    for more in ({}, {"off": "A: never ana"}):
        page = asked(scene, verb=verb, **more)
        assert page.status_code == 200 and "Done." in page.text


def test_what_is_owed_comes_first(tmp_path):
    owed = CASE.replace("citizen_of: B}", "citizen_of: B, owed: sentence served}")
    made = scene_at(tmp_path / "desk.sqlite", owed)
    words = said(asked(made))
    assert words.index("Owed first") < words.index("Verdict") and "Ana Arn: sentence served" in words
    made.store.close()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"on": "soon"}, "soon"),
        ({"verb": "front"}, "two to four"),
        ({"want": "anna"}, "did you mean 'ana'"),
        ({"lower-A": "much"}, "lower.A"),
        ({"off": "A: <script>"}, "no such condition stands on this day: A: <script>"),
        ({"seconds": "0"}, "seconds"),
        ({"verb": "replay"}, "replay"),
        ({"seat-A": "away", "seated": "A"}, "both"),
    ],
)
def test_what_cannot_be_asked_is_said_and_what_was_given_stays(scene, sent, says):
    answer = scene.client("mediator").post(BENCH, data={**ASKED, "gap": "0.25", **sent})
    assert answer.status_code == 422 and says in html.unescape(answer.text) and "<script>\n" not in answer.text
    assert 'value="0.25"' in answer.text and not scene.scope("mediator").jobs("harbour")


def test_a_floor_and_a_seat_by_form(scene):
    words = said(asked(scene, **{"lower-A": "5/3", "seat-B": "away"}))
    assert "Belmark stays away." in words and "Arland signs for 5/3 less." in words


@pytest.mark.parametrize("who", ["a", "b", "islander"])
def test_nobody_else_sees_any_of_it(scene, who):
    page = asked(scene)
    client = scene.client(who)
    for path in (BENCH, page.url.path, f"{page.url.path}/state", f"{page.url.path}/front.json"):
        assert client.get(path).status_code == 404 and client.get(path).content == client.get("/cases/no").content
    assert client.post(BENCH, data=ASKED).status_code == 404


def test_without_the_forms_token_nothing_is_asked(scene):
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    assert client.post(BENCH, data=ASKED).status_code == 403
    assert not scene.scope("mediator").jobs("harbour")


def test_an_answer_of_another_case_is_not_there(scene):
    page = asked(scene)
    assert scene.client("islander").get(page.url.path.replace("harbour", "island")).status_code == 404


def test_a_failure_is_shown_in_words(scene):
    at = scene.client("mediator").post(BENCH, data=ASKED).headers["location"]
    id = at.rpartition("/")[2]
    jobs.claim(scene.store, "w")
    jobs.fail(scene.store, id, "w", "too <b>much</b>")
    page = scene.client("mediator").get(at)
    assert "It failed: too &lt;b&gt;much" in page.text


def test_what_is_supposed_is_kept_as_a_what_if_that_says_the_same(scene):
    page = asked(scene, off="A: never ana", **{"lower-A": "1/2"})
    client = scene.client("mediator")
    made = client.post(f"{page.url.path}/keep", data={"name": "milder"})
    assert made.status_code == 303 and "/beside/" in made.headers["location"]
    Worker(scene.store).work_once()
    words = said(client.get(made.headers["location"]))
    assert "Both release the same people" in words
    text = next(iter(scene.scope("mediator").texts("harbour", "milder").files.values()))
    assert "drop:" in text and "-0.5" in text
    assert scene.scope("mediator").texts("harbour").version == 1
    again = client.post(f"{page.url.path}/keep", data={"name": "milder"})
    assert again.headers["location"] == page.url.path and "not kept" in client.get(page.url.path).text


@pytest.mark.parametrize("name", ["", "no name", "main"])
def test_a_what_if_needs_a_name(scene, name):
    page = asked(scene, off="A: never ana")
    made = scene.client("mediator").post(f"{page.url.path}/keep", data={"name": name})
    assert made.headers["location"] == page.url.path
    assert [line.name for line in scene.scope("mediator").branches("harbour")] == ["main"]


def test_nothing_supposed_is_nothing_to_keep_and_an_analyst_keeps_nothing(scene):
    page = asked(scene)
    client = scene.client("mediator")
    client.post(f"{page.url.path}/keep", data={"name": "same"})
    assert "nothing is supposed" in client.get(page.url.path).text
    assert scene.client("analyst").post(f"{page.url.path}/keep", data={"name": "x"}).status_code == 404
