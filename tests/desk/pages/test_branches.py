"""What-ifs: begun, listed, compared beside the case in facts and in lines, shared by link, exported, put away."""

import html
import re

import pytest

from glienicke.case.write import Append, Put
from tests.desk.web.conftest import CASE, ORIGIN, scene_at

BRANCHES = "/cases/harbour/branches"


@pytest.fixture
def scene(tmp_path):
    """A desk."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_a_what_if_is_begun_and_listed(scene, who):
    client = scene.client(who)
    made = client.post(f"{BRANCHES}/new", data={"name": "softer", "base": "main"})
    assert made.status_code == 303 and made.headers["location"].startswith("/cases/harbour?branch=softer")
    page = client.get(BRANCHES).text
    assert "softer" in page and "still the same" in page and "the case, version 1" in page
    assert client.get("/cases/harbour/export?branch=softer").content == CASE.encode(), "begun as the case's bytes"


def test_it_is_compared_in_facts_and_in_lines(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "softer")
    edits = (
        Put(("people", "ben", "name"), "Ben <i>B</i>"),
        Put(("positions", "A", 0, "worth", "ben"), "vital"),
        Put(("positions", "B", 0, "conditions"), ["ana only if ben"]),
        Put(("people", "zoe"), {"name": "Zoe Zett", "held_by": "A", "citizen_of": "B"}),
    )
    mediator.edit("harbour", "softer", edits, "supposed", 1)
    page = scene.client("analyst").get(f"{BRANCHES}/softer?on=2024-03-01").text
    words = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))
    assert "<i>B" not in page
    for part in (
        "Ben <i>B</i> (ben) name Ben Bell Ben <i>B</i>",
        "Arland worth of Ben <i>B</i> – vital (80)",
        "Belmark condition: Ana Arn is released only if Ben <i>B</i> is released. – firm",
        "Zoe Zett (zoe) person not in the case in the case",
        "+ B: [{from: 2024-01-01, worth: {ana: 50..80}, conditions: [ana only if ben]}]",
    ):
        assert part in words, (part, words)
    assert "what differs" in scene.client("mediator").get(BRANCHES).text
    exported = scene.client("mediator").get("/cases/harbour/export?branch=softer").content.decode()
    before, after = CASE.splitlines(), exported.splitlines()
    assert [line for line in before if line not in after] == [
        line for line in before if "ben:" in line or "B: [" in line
    ]
    assert scene.client("mediator").get("/cases/harbour/export").content == CASE.encode()


def test_what_changed_in_the_case_meanwhile_is_seen_too(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "softer")
    mediator.edit("harbour", "main", (Append(("law",), "never ben to A"),), "a ruling", 1)
    page = scene.client("mediator").get(f"{BRANCHES}/softer").text
    assert "Ben Bell never goes to Arland" in page and "binds" in page and "version 2" in page


def test_what_has_mistakes_is_compared_in_lines_only(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "broken")
    text = CASE.replace("held_by: A", "held_by: Q")
    mediator.replace_text("harbour", "broken", "harbour.yaml", text, "", 1, draft=True)
    page = scene.client("mediator").get(f"{BRANCHES}/broken").text
    assert "cannot be compared" in page and "held_by: Q" in page


def test_a_link_to_it_opens_for_members_of_the_case_only(scene):
    scene.scope("mediator").branch("harbour", "softer")
    page = scene.client("mediator").get(f"{BRANCHES}/softer").text
    assert f'value="{ORIGIN}{BRANCHES}/softer"' in page
    assert scene.client("analyst").get(f"{BRANCHES}/softer").status_code == 200
    for who in ("a", "b", "islander"):
        client = scene.client(who)
        nowhere = client.get("/cases/nowhere").content
        for path in ("", "/softer", "/other"):
            assert client.get(BRANCHES + path).content == nowhere
        assert client.post(f"{BRANCHES}/softer/drop").content == nowhere
        assert client.post(f"{BRANCHES}/new", data={"name": "theirs"}).content == nowhere
    nobody = scene.client().get(f"{BRANCHES}/softer")
    assert (nobody.status_code, nobody.headers["location"]) == (303, f"/sign-in?to={BRANCHES}/softer")


def test_it_is_put_away_and_its_name_is_not_used_again(scene):
    client = scene.client("mediator")
    client.post(f"{BRANCHES}/new", data={"name": "softer"})
    assert client.post(f"{BRANCHES}/softer/drop").headers["location"] == BRANCHES
    assert client.get(f"{BRANCHES}/softer").status_code == 404
    again = client.post(f"{BRANCHES}/new", data={"name": "softer"})
    assert again.status_code == 422 and "choose another" in again.text and 'value="softer"' in again.text
    assert client.post(f"{BRANCHES}/main/drop").status_code == 422
    assert client.get(f"{BRANCHES}/main").status_code == 404


@pytest.mark.parametrize(("name", "says"), [("", "cannot be an id"), ("a b", "cannot be an id"), ("<b>", "&lt;b&gt;")])
def test_a_name_that_is_none_is_said(scene, name, says):
    answer = scene.client("mediator").post(f"{BRANCHES}/new", data={"name": name})
    assert answer.status_code == 422 and says in answer.text


def test_a_what_if_of_a_what_if(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "softer")
    mediator.edit("harbour", "softer", (Put(("title",), "Softer"),), "", 1)
    client = scene.client("mediator")
    assert client.post(f"{BRANCHES}/new", data={"name": "softest", "base": "softer"}).status_code == 303
    assert b"Softer" in client.get("/cases/harbour/export?branch=softest").content
    assert client.post(f"{BRANCHES}/new", data={"name": "lost", "base": "nowhere"}).status_code == 404


def test_a_form_without_its_token_is_refused(scene):
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    assert client.post(f"{BRANCHES}/new", data={"name": "softer"}).status_code == 403
    assert client.get(f"{BRANCHES}/softer").status_code == 404
