"""A deal shown to one party: its own part unless asked otherwise, and never anything of why."""

import html

import pytest

from glienicke.desk.work.worker import Worker
from tests.desk.web.conftest import CASE, scene_at

THREE = (
    CASE.replace("  B: Belmark\n", "  B: Belmark\n  C: Cold Shore\n")
    .replace("people:\n", "people:\n  cy: {name: Cy Cole, held_by: C, citizen_of: B}\n")
    .replace("  A: [{", "  C: [{from: 2024-01-01, unilateral: yes, floor: -9, note: a secret}]\n  A: [{")
    .replace("worth: {ana: 50..80}", "worth: {ana: 50..80, cy: 7}, note: another secret")
)


@pytest.fixture
def scene(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite", THREE)
    yield made
    made.store.close()


@pytest.fixture
def at(scene):
    client = scene.client("mediator")
    found = client.post("/cases/harbour/bench", data={"verb": "find", "on": "2024-03-01"}).headers["location"]
    Worker(scene.store).work_once()
    assert "Publish it to a party" in client.get(found).text
    return f"{found}/publish"


def test_the_own_part_is_what_comes_from_the_party_or_to_it(scene, at):
    page = scene.client("mediator").get(f"{at}?to=A").text
    assert "Ana Arn: released by Arland, to Belmark" in page and "Ben Bell: released by Belmark, to Arland" in page
    assert "Cy Cole" not in page
    whole = scene.client("mediator").get(f"{at}?to=A&part=whole").text
    assert "Cy Cole: released by Cold Shore, to Belmark" in whole
    assert "secret" not in page + whole and "priorities" not in page + whole


def test_it_stands_in_that_partys_channel_and_in_no_other(scene, at):
    sent = {"to": "A", "title": "First  draft", "text": "What do you think?"}
    made = scene.client("mediator").post(at, data=sent)
    assert made.headers["location"] == "/cases/harbour/channel/A#end"
    page = scene.client("a").get("/cases/harbour/channel/A").text
    for words in ("First draft", "Ana Arn: released by Arland, to Belmark", "What do you think?"):
        assert words in html.unescape(page), words
    assert "Cy Cole" not in page and "secret" not in page
    assert "First draft" not in scene.client("b").get("/cases/harbour/channel/B").text
    (kept,) = scene.scope("a").publications("harbour")
    assert kept.kind == "deal" and set(kept.body) == {"title", "text", "lines"}


@pytest.mark.parametrize(
    "sent", [{"to": "Z", "title": "T"}, {"to": "A", "title": " "}, {"to": "A", "title": "T", "part": "all"}]
)
def test_what_is_not_whole_is_not_published(scene, at, sent):
    assert scene.client("mediator").post(at, data=sent).status_code == 422
    assert scene.scope("a").publications("harbour") == ()


def test_only_a_mediator_publishes_and_only_deals(scene, at):
    for who in ("analyst", "a", "islander"):
        assert scene.client(who).get(at).status_code == 404
        assert scene.client(who).post(at, data={"to": "A", "title": "T"}).status_code == 404
    none = {"verb": "find", "on": "2024-03-01", "seat-B": "away", "seat-C": "away"}
    found = scene.client("mediator").post("/cases/harbour/bench", data=none).headers["location"]
    Worker(scene.store).work_once()
    assert scene.client("mediator").get(f"{found}/publish").status_code == 404
