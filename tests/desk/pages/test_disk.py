"""A case whose files changed on disk: both versions are shown, nothing is overwritten, the mediator chooses."""

from pathlib import Path

import pytest

from glienicke.case.write import Put
from tests.desk.web.conftest import CASE, scene_at

DISK = "/cases/harbour-two/disk"
THEIRS = CASE.replace("Ben Bell", "Ben <u>Bell</u>")


@pytest.fixture
def scene(tmp_path):
    """A desk with a second case, `harbour-two`, that came from a folder."""
    made = scene_at(tmp_path / "desk.sqlite")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "harbour.yaml").write_bytes(CASE.encode())
    made.ids["file"] = str(folder / "harbour.yaml")
    made.scope("mediator").bring("harbour-two", {"harbour.yaml": CASE.encode()}, str(folder))
    yield made
    made.store.close()


@pytest.fixture
def client(scene):
    """The mediator's browser."""
    return scene.client("mediator")


def edited(scene):
    """A change on the desk."""
    edit = (Put(("title",), "On the desk"),)
    return scene.scope("mediator").edit("harbour-two", "main", edit, "", 1).files["harbour.yaml"]


def test_unchanged_files_need_no_choice(scene, client):
    page = client.get(DISK).text
    assert "No file changed on disk" in page and "/disk/take" not in page
    assert "No file changed on disk" in client.get("/cases/harbour/disk").text, "a case that came from no files"


def test_both_versions_are_shown_and_nothing_is_overwritten(scene, client):
    mine = edited(scene)
    Path(scene.ids["file"]).write_text(THEIRS)
    page = client.get(DISK).text
    for words in (
        "changed on disk",
        "On the desk",
        "Ben Bell",
        "Ben &lt;u&gt;Bell&lt;/u&gt;",
        "changed too",
        "/disk/take",
    ):
        assert words in page, words
    assert "<u>" not in page
    refused = client.post(f"{DISK}/write")
    assert refused.status_code == 409 and "look at both versions first" in refused.text
    assert Path(scene.ids["file"]).read_text() == THEIRS
    assert client.get("/cases/harbour-two/export").content == mine.encode()


def test_the_disks_is_taken_as_a_new_change_and_can_be_undone(scene, client):
    mine = edited(scene)
    Path(scene.ids["file"]).write_text(THEIRS)
    taken = client.post(f"{DISK}/take", data={"expected": "2"})
    assert (taken.status_code, taken.headers["location"]) == (303, DISK)
    assert "No file changed on disk" in client.get(DISK).text
    assert client.get("/cases/harbour-two/export").content == THEIRS.encode()
    assert "taken from disk" in client.get("/cases/harbour-two/history").text
    client.post("/cases/harbour-two/history/undo", data={"expected": "3"})
    assert client.get("/cases/harbour-two/export").content == mine.encode()
    assert Path(scene.ids["file"]).read_text() == THEIRS


def test_the_desks_is_kept_and_downloaded(scene, client):
    mine = edited(scene)
    Path(scene.ids["file"]).write_text(THEIRS)
    assert "Keep the desk’s, and download it" in client.get(DISK).text
    assert client.get("/cases/harbour-two/export").content == mine.encode()
    assert Path(scene.ids["file"]).read_text() == THEIRS and "changed on disk" in client.get(DISK).text


def test_a_take_after_somebody_was_quicker_takes_nothing(scene, client):
    Path(scene.ids["file"]).write_text(THEIRS)
    mine = edited(scene)
    answer = client.post(f"{DISK}/take", data={"expected": "1"})
    assert answer.status_code == 409 and "look at both versions again" in answer.text
    assert client.get("/cases/harbour-two/export").content == mine.encode()


def test_mistakes_on_disk_are_shown_at_their_place_and_not_taken(scene, client):
    Path(scene.ids["file"]).write_text(CASE.replace("held_by: B", "held_by: Q"))
    answer = client.post(f"{DISK}/take", data={"expected": "1"})
    assert answer.status_code == 422 and "harbour.yaml:8:" in answer.text and "&#39;Q&#39;" in answer.text
    assert client.get("/cases/harbour-two/export").content == CASE.encode()


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_gone_or_no_text_is_not_taken(scene, client, content):
    Path(scene.ids["file"]).unlink()
    if content is not None:
        Path(scene.ids["file"]).write_bytes(content)
    page = client.get(DISK)
    assert page.status_code == 200 and "cannot be taken" in page.text
    assert client.post(f"{DISK}/take", data={"expected": "1"}).status_code == 422
    assert client.get("/cases/harbour-two/export").content == CASE.encode()


def test_the_desks_is_written_where_nobody_changed_it(scene, client):
    mine = edited(scene)
    assert client.post(f"{DISK}/write").status_code == 303
    assert Path(scene.ids["file"]).read_text() == mine
    assert "have it all already" in client.get(client.post(f"{DISK}/write").headers["location"]).text


def test_only_line_ends_differ(scene, client):
    Path(scene.ids["file"]).write_bytes(CASE.replace("\n", "\r\n").encode())
    assert "Only line ends" in client.get(DISK).text


@pytest.mark.parametrize("who", ["analyst", "a", "b", "islander"])
def test_files_are_the_mediators(scene, who):
    Path(scene.ids["file"]).write_text(THEIRS)
    client = scene.client(who)
    nowhere = client.get("/cases/nowhere").content
    for case in ("harbour", "harbour-two"):
        path = f"/cases/{case}/disk"
        assert client.get(path).content == nowhere
        assert client.post(f"{path}/take", data={"expected": "1"}).content == nowhere
        assert client.post(f"{path}/write").content == nowhere
    assert scene.client().get(DISK).headers["location"] == f"/sign-in?to={DISK}"


def test_a_form_without_its_token_is_refused(scene, client):
    Path(scene.ids["file"]).write_text(THEIRS)
    del client.headers["X-CSRF-Token"]
    assert client.post(f"{DISK}/take", data={"expected": "1"}).status_code == 403
    assert client.get("/cases/harbour-two/export").content == CASE.encode()
