"""The list of cases, a new one from nothing and from files, and a case on a day; its export gives the same bytes."""

import io
import zipfile

import pytest

from tests.desk.web.conftest import CASE


def test_a_case_on_a_day_says_who_holds_whom(scene):
    page = scene.client("mediator").get("/cases/harbour?on=2024-03-01")
    assert page.status_code == 200
    for words in ("The harbour talks", "Ana Arn", "Arland", "Ben Bell", "Belmark", "2024-01-01"):
        assert words in page.text, words


def test_the_picture_has_what_the_table_has(scene):
    drawn = scene.client("analyst").get("/cases/harbour/graph.json?on=2024-03-01").json()
    assert {node["data"]["id"] for node in drawn["nodes"]} == {"A", "B"}
    assert [(e["data"]["source"], e["data"]["target"], e["data"]["label"]) for e in drawn["edges"]] == [
        ("A", "B", "1"),
        ("B", "A", "1"),
    ]


def test_an_unchanged_case_goes_out_as_it_came_in(scene):
    assert scene.client("mediator").get("/cases/harbour/export").content == CASE.encode()


def test_several_files_come_in_and_go_out_in_one_archive(scene):
    mediator = scene.client("mediator")
    head, people = CASE.split("people:")
    files = [("files", ("b.yaml", f"people:{people}".encode())), ("files", ("a.yaml", head.encode()))]
    made = mediator.post("/new/files", data={"id": "harbour-two"}, files=files)
    assert (made.status_code, made.headers["location"]) == (303, "/cases/harbour-two")
    archive = zipfile.ZipFile(io.BytesIO(mediator.get("/cases/harbour-two/export").content))
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.yaml": head.encode(),
        "b.yaml": f"people:{people}".encode(),
    }


def test_a_case_from_nothing(scene):
    mediator = scene.client("mediator")
    made = mediator.post(
        "/new", data={"id": "vienna", "parties": "RU Russia\nUS = United States", "start": "2010-07-01"}
    )
    assert (made.status_code, made.headers["location"]) == (303, "/cases/vienna")
    page = mediator.get("/cases/vienna").text
    assert "United States" in page and "The case is there." in page
    assert "vienna" in mediator.get("/").text


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"id": "", "parties": "RU Russia"}, "cannot be an id"),
        ({"id": "x y", "parties": "RU Russia"}, "cannot be an id"),
        ({"id": "vienna", "parties": ""}, "there are no parties"),
        ({"id": "vienna", "parties": "RU"}, "stands no name"),
        ({"id": "vienna", "parties": "RU Russia\nRU Russia"}, "there twice"),
        ({"id": "vienna", "parties": "RU Russia", "start": "soon"}, "is no day"),
        ({"id": "harbour", "parties": "RU Russia"}, "harbour"),
        ({"id": "vienna", "parties": "RU <script>alert(1)</script>"}, None),
    ],
)
def test_what_is_wrong_with_a_new_case_is_said(scene, sent, says):
    answer = scene.client("mediator").post("/new", data=sent)
    if says is None:
        page = scene.client("mediator").get("/cases/vienna").text
        assert "<script>alert(1)" not in page and "&lt;script&gt;" in page
    else:
        assert answer.status_code == 422 and says in answer.text


def test_a_day_that_is_none_is_said_and_the_last_is_shown(scene):
    page = scene.client("mediator").get("/cases/harbour?on=soon")
    assert page.status_code == 200 and "soon" in page.text


@pytest.mark.parametrize("path", ["/cases/harbour", "/cases/harbour/export", "/cases/harbour/graph.json", "/new"])
def test_a_delegate_sees_none_of_it(scene, path):
    a = scene.client("a")
    assert a.get(path).status_code == 404
    assert a.get(path).content == a.get("/cases/nowhere").content


def test_a_delegates_list_leads_to_the_channel(scene):
    assert '/cases/harbour/channel"' in scene.client("a").get("/").text
