"""The history of a case: who, when, why and which lines; undo and redo; pages of it."""

import pytest

from glienicke.case.write import Put
from tests.desk.web.conftest import CASE, scene_at

HISTORY = "/cases/harbour/history"


@pytest.fixture
def scene(tmp_path):
    """A desk."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


def renamed(scene, called, expected, who="mediator", why="a spelling"):
    scene.scope(who).edit("harbour", "main", (Put(("people", "ben", "name"), called),), why, expected)


def text_of(scene):
    return scene.scope("mediator").texts("harbour").files["harbour.yaml"]


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_who_changed_what_and_why(scene, who):
    renamed(scene, "Ben <b>Bell</b>", 1, "analyst", "<script>alert(1)</script>")
    page = scene.client(who).get(HISTORY).text
    for words in (
        "Andor",
        "Mira",
        "brought in",
        "Version 2",
        "&lt;script&gt;alert(1)",
        "Ben &lt;b&gt;Bell",
        "1 in, 1 out",
    ):
        assert words in page, words
    assert "<b>Bell" not in page and "<script>alert" not in page


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_undo_and_redo(scene, who):
    renamed(scene, "Benno Bell", 1)
    client = scene.client(who)
    page = client.get(HISTORY).text
    assert "/history/undo" in page and "/history/redo" not in page
    gone = client.post(f"{HISTORY}/undo", data={"expected": "2"})
    assert gone.status_code == 303 and text_of(scene) == CASE
    page = client.get(gone.headers["location"]).text
    assert "Undone." in page and "/history/redo" in page and "Version 3" in page
    assert client.post(f"{HISTORY}/redo", data={"expected": "3"}).status_code == 303
    assert "Benno Bell" in text_of(scene)
    assert client.post(f"{HISTORY}/undo", data={"expected": "4"}).status_code == 303
    assert client.get("/cases/harbour/export").content == CASE.encode()


def test_nothing_to_undo_is_said(scene):
    client = scene.client("mediator")
    assert "/history/undo" not in client.get(HISTORY).text
    for verb in ("undo", "redo"):
        answer = client.post(f"{HISTORY}/{verb}", data={"expected": "1"})
        assert answer.status_code == 422 and f"nothing to {verb}" in answer.text


def test_an_undo_meant_for_another_version_undoes_nothing(scene):
    renamed(scene, "Benno Bell", 1)
    client = scene.client("mediator")
    renamed(scene, "Bernd Bell", 2)
    answer = client.post(f"{HISTORY}/undo", data={"expected": "2"})
    assert answer.status_code == 409 and "somebody else was quicker" in answer.text and "Bernd Bell" in answer.text
    assert "Bernd Bell" in text_of(scene)


def test_an_analyst_does_not_undo_a_position(scene):
    edit = (Put(("positions", "A", 0, "note"), "firm"),)
    scene.scope("mediator").edit("harbour", "main", edit, "", 1)
    answer = scene.client("analyst").post(f"{HISTORY}/undo", data={"expected": "2"})
    assert answer.status_code == 422 and "ask a mediator" in answer.text and "note: firm" in text_of(scene)


def test_many_changes_stand_on_pages(scene):
    for number in range(1, 46):
        renamed(scene, f"Ben {number}", number, why=f"change {number}.")
    client = scene.client("mediator")
    first = client.get(HISTORY).text
    assert "change 45." in first and "change 26." in first and "change 25." not in first
    assert "before=27" in first
    second = client.get(f"{HISTORY}?before=27").text
    assert "change 25." in second and "change 6." in second and "/history/undo" not in second
    assert "brought in" in client.get(f"{HISTORY}?before=7").text


def test_the_history_of_a_what_if_is_its_own(scene):
    mediator = scene.scope("mediator")
    mediator.branch("harbour", "softer")
    mediator.edit("harbour", "softer", (Put(("people", "ben", "name"), "Bernd Bell"),), "supposed", 1)
    client = scene.client("mediator")
    assert "supposed" in client.get(f"{HISTORY}?branch=softer").text and "supposed" not in client.get(HISTORY).text
    assert client.post(f"{HISTORY}/undo", data={"branch": "softer", "expected": "2"}).status_code == 303
    assert mediator.texts("harbour", "softer").files["harbour.yaml"] == CASE


@pytest.mark.parametrize("who", ["a", "b", "islander"])
def test_it_is_for_members_of_the_case(scene, who):
    client = scene.client(who)
    nowhere = client.get("/cases/nowhere").content
    assert client.get(HISTORY).content == nowhere
    assert client.post(f"{HISTORY}/undo", data={"expected": "1"}).content == nowhere
    assert scene.client().get(HISTORY).headers["location"].startswith("/sign-in")


def test_a_form_without_its_token_is_refused(scene):
    renamed(scene, "Benno Bell", 1)
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    assert client.post(f"{HISTORY}/undo", data={"expected": "2"}).status_code == 403
    assert "Benno Bell" in text_of(scene)
