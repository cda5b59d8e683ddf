"""Day by day: the strip with each day's verdict, the case as it stood, and no later knowledge on an earlier day."""

import html
import re

import pytest

from glienicke.desk.work.worker import Worker
from tests.desk.web.conftest import CASE, scene_at

STORY = CASE.replace(
    "  A: [{from: 2024-01-01, worth: {ben: 60..90}}]",
    """\
  A:
    - {from: 2024-01-01, worth: {ben: 60..90}, conditions: [never ana]}
    - {from: 2024-02-01, worth: {ben: 60..90}}""",
)
DAYS = "/cases/harbour/day"


@pytest.fixture
def scene(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite", STORY)
    yield made
    made.store.close()


def reckoned(scene, **sent):
    client = scene.client("mediator")
    made = client.post(DAYS, data={"aim": "gain", **sent})
    assert made.status_code == 303, made.text
    Worker(scene.store).work_once()
    return client, client.get(made.headers["location"])


def test_before_it_is_reckoned_the_days_are_there_without_verdicts(scene):
    page = scene.client("analyst").get(DAYS)
    assert page.status_code == 200 and "2024-01-01: not reckoned" in page.text and "Ana Arn" in page.text


def test_the_strip_says_each_days_verdict_and_leads_to_it(scene):
    client, page = reckoned(scene)
    assert "2024-01-01: no deal" in page.text and "2024-02-01: deal: 2 people" in page.text
    links = [html.unescape(link) for link in re.findall(r'<li><a class="\w+" href="([^"]+day[^"]+)"', page.text)]
    first, last = client.get(links[0]).text, client.get(links[-1]).text
    assert "These cannot all hold" in first and "Ana Arn is never released" in first and 'rel="next"' in first
    assert "Now released" in last and 'rel="prev"' in last
    assert 'aria-current="date"' in first


def test_the_last_story_of_these_texts_is_shown_without_being_asked_for(scene):
    client, _ = reckoned(scene)
    assert "2024-02-01: deal: 2 people" in client.get(DAYS).text
    texts = scene.scope("mediator").texts("harbour")
    other = next(iter(texts.files.values())).replace("never ana", "never ben")
    scene.scope("mediator").replace_text("harbour", "main", "harbour.yaml", other, "", texts.version)
    assert "2024-02-01: not reckoned" in client.get(DAYS).text


def test_a_story_of_other_texts_says_so(scene):
    client, page = reckoned(scene)
    texts = scene.scope("mediator").texts("harbour")
    other = next(iter(texts.files.values())).replace("never ana", "never ben")
    scene.scope("mediator").replace_text("harbour", "main", "harbour.yaml", other, "", texts.version)
    assert "has changed since" in client.get(str(page.url)).text


def test_whom_it_must_free(scene):
    _, page = reckoned(scene, want="ben")
    assert "freeing Ben Bell" in page.text
    wrong = scene.client("mediator").post(DAYS, data={"want": "<b>"})
    assert wrong.status_code == 422 and "no person" in wrong.text and "<b>" not in wrong.text.split("<main")[1]


def test_a_day_on_which_nothing_happened_and_one_that_is_none(scene):
    client = scene.client("mediator")
    assert "Nothing took effect on this very day" in client.get(f"{DAYS}?on=2024-01-20").text
    wrong = client.get(f"{DAYS}?on=2024-13-45")
    assert wrong.status_code == 200 and "2024-13-45" in wrong.text


def test_a_story_is_no_answer_of_the_bench_and_an_answer_no_story(scene):
    client, page = reckoned(scene)
    job = str(page.url).rpartition("job=")[2]
    assert client.get(f"/cases/harbour/bench/{job}").headers["location"] == f"{DAYS}?job={job}"
    found = client.post("/cases/harbour/bench", data={"verb": "find", "on": "2024-03-01"}).headers["location"]
    assert client.get(f"{DAYS}?job={found.rpartition('/')[2]}").status_code == 404


@pytest.mark.parametrize("who", ["a", "islander"])
def test_nobody_else_sees_it(scene, who):
    client = scene.client(who)
    assert client.get(DAYS).content == client.get("/cases/no").content
    assert client.post(DAYS, data={}).status_code == 404
