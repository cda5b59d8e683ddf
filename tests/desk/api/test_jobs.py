"""Questions to the engine over HTTP: asked, answered by a worker, looked at, stopped; refused in words."""

import pytest

from glienicke.desk.work.worker import Worker
from tests.desk.web.conftest import scene_at

JOBS = "/api/v1/cases/harbour/jobs"
FIND = {"verb": "find", "on": "2024-03-01"}


@pytest.fixture
def scene(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_a_question_is_asked_and_answered(scene, who):
    client = scene.client(who)
    made = client.post(JOBS, json={"question": FIND})
    assert made.status_code == 202 and made.json()["state"] == "queued"
    Worker(scene.store).work_once()
    told = client.get(f"{JOBS}/{made.json()['id']}").json()
    assert told["state"] == "done" and told["answer"]["answer"]["status"] == "deal"
    assert {one["id"] for one in told["answer"]["answer"]["released"]} == {"ana", "ben"}
    (listed,) = client.get(JOBS).json()["jobs"]
    assert (listed["id"], listed["answer"]) == (told["id"], None)


def test_a_question_is_stopped(scene):
    client = scene.client("mediator")
    id = client.post(JOBS, json={"question": FIND}).json()["id"]
    assert client.post(f"{JOBS}/{id}/stop").json()["state"] == "stopped"


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "question"),
        ({"question": {}}, "name the day"),
        ({"question": {**FIND, "want": ["anna"]}}, "did you mean 'ana'"),
        ({"question": {**FIND, "off": ["A: never ana"]}}, "no such condition"),
        ({"question": {**FIND, "verb": "front"}}, "two to four"),
        ({"question": {**FIND, "more": 1}}, "more"),
        ({"question": FIND, "branch": 7}, "branch"),
    ],
)
def test_what_cannot_be_asked_is_said(scene, sent, says):
    answer = scene.client("mediator").post(JOBS, json=sent)
    assert answer.status_code == 422 and says in answer.text
    assert scene.scope("mediator").jobs("harbour") == ()


def test_a_branch_or_job_that_is_not_there(scene):
    client = scene.client("mediator")
    assert client.post(JOBS, json={"question": FIND, "branch": "nowhere"}).status_code == 404
    assert client.get(f"{JOBS}/none").status_code == 404 == client.post(f"{JOBS}/none/stop").status_code


def test_no_delegate_sees_any_of_it(scene):
    id = scene.client("mediator").post(JOBS, json={"question": FIND}).json()["id"]
    for who in ("a", "b", "islander"):
        client = scene.client(who)
        for path in (JOBS, f"{JOBS}/{id}"):
            assert client.get(path).status_code == 404
            assert client.get(path).content == client.get("/api/v1/cases/nowhere/jobs").content
        assert client.post(JOBS, json={"question": FIND}).status_code == 404
