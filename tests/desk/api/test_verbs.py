"""The verbs of a case over HTTP: what they answer, and that it is what the commands and pages say."""

import json
from pathlib import Path

import jsonschema
import pytest

from glienicke.case.read import read_text
from tests.desk.web.conftest import CASE

API = "/api/v1/cases/harbour"
SCHEMA = json.loads((Path(__file__).parents[3] / "schema" / "answers.schema.json").read_text("utf-8"))
NAME = {"op": "put", "path": ["people", "ana", "name"], "value": "Ana Quist"}


def as_documented(answer) -> dict:
    """The answer's data, which must be what schema/answers.schema.json says of its command."""
    assert answer.status_code == 200, answer.text
    data: dict = answer.json()
    jsonschema.Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{data['command']}"}).validate(data)
    return data


def test_a_case_is_brought_and_comes_back_byte_for_byte(scene):
    client = scene.client("mediator")
    text = "\ufeff" + CASE.replace("case: harbour", "case: bay").replace("\n", "\r\n")
    answer = client.post("/api/v1/cases", json={"id": "bay", "files": {"bay.yaml": text}})
    assert answer.status_code == 201 and answer.json()["files"] == {"bay.yaml": text}
    assert client.get("/api/v1/cases/bay/export").content == text.encode("utf-8")
    assert [case["id"] for case in client.get("/api/v1/cases").json()["cases"]] == ["bay", "harbour"]
    again = client.post("/api/v1/cases", json={"id": "bay", "files": {"bay.yaml": text}})
    assert again.status_code == 422 and "already" in again.json()["detail"]


def test_texts_version_and_digest(scene):
    client = scene.client("analyst")
    first = client.get(API).json()
    assert first["files"] == {"harbour.yaml": CASE} and (first["version"], first["diagnostics"]) == (1, [])
    second = client.post(f"{API}/edits", json={"expected": 1, "edits": [NAME], "why": "as she writes it"}).json()
    now = client.get(API).json()
    assert (second["version"], second["digest"]) == (2, now["digest"]) != (1, first["digest"])
    assert now["files"]["harbour.yaml"] == CASE.replace("Ana Arn", "Ana Quist")
    assert client.get(API, params={"version": 1}).json()["files"] == first["files"]
    assert client.get(API, params={"version": 3}).status_code == 404


def test_a_draft_with_mistakes_is_kept_and_says_so(scene):
    client = scene.client("mediator")
    broken = {"op": "put", "path": ["people", "ana", "held_by"], "value": "C"}
    assert client.post(f"{API}/edits", json={"expected": 1, "edits": [broken], "draft": True}).status_code == 200
    assert client.get(API).json()["diagnostics"][0]["at"] == "harbour.yaml:7:33"
    answer = client.get(f"{API}/day")
    assert answer.status_code == 422 and answer.json()["diagnostics"][0]["message"] == "there is no party 'C'"


def test_a_day_and_a_position_are_told_as_the_commands_tell_them(scene):
    client = scene.client("mediator")
    day = as_documented(client.get(f"{API}/day", params={"on": "2024-03"}))
    assert day["on"] == "2024-03-31" and [person["id"] for person in day["people"]] == ["ana", "ben"]
    position = as_documented(client.get(f"{API}/parties/A/position"))
    assert position["position"]["worth"] == [{"whom": "ben", "says": "Ben Bell", "low": 60, "high": 90}]
    assert client.get(f"{API}/parties/C/position").status_code == 404
    wrong = client.get(f"{API}/day", params={"on": "yesterday"})
    assert wrong.status_code == 422 and wrong.json()["detail"].startswith("on: ")
    assert client.get(f"{API}/days").json()["days"] == [
        {"on": "2024-01-01", "what": ["A: a position", "B: a position"]}
    ]


def test_edits_of_every_kind_are_made_together_or_not_at_all(scene):
    client = scene.client("mediator")
    edits = [
        {"op": "put", "path": ["people", "cem"], "value": {"name": "Cem", "held_by": "B", "citizen_of": "A"}},
        {"op": "append", "path": ["law"], "value": "never ben"},
        {"op": "delete", "path": ["title"]},
    ]
    assert client.post(f"{API}/edits", json={"expected": 1, "edits": edits}).json()["version"] == 2
    case = read_text(client.get(API).json()["files"]["harbour.yaml"]).case
    assert case is not None and case.title is None and "cem" in case.people and len(case.law) == 1
    gone = {"op": "delete", "path": ["people", "nobody"]}
    refused = client.post(f"{API}/edits", json={"expected": 2, "edits": [NAME, gone]})
    assert refused.status_code == 422 and "people/nobody" in refused.json()["detail"]
    assert client.get(API).json()["version"] == 2


def test_mistakes_are_told_with_their_place(scene):
    client = scene.client("mediator")
    edits = [{"op": "put", "path": ["people", "ana", "held_by"], "value": "AA"}]
    answer = client.post(f"{API}/edits", json={"expected": 1, "edits": edits})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["diagnostics"] == [
        {
            "severity": "error",
            "at": "harbour.yaml:7:33",
            "message": "there is no party 'AA'",
            "expected": None,
            "nearest": "A",
        }
    ]
    assert client.get(API).json()["version"] == 1


def test_whoever_is_second_is_told_both_versions(scene):
    client, second = scene.client("mediator"), scene.client("analyst")
    client.post(f"{API}/edits", json={"expected": 1, "edits": [NAME]})
    for path, body in (
        ("edits", {"edits": [NAME]}),
        ("text", {"file": "harbour.yaml", "text": CASE}),
        ("undo", {}),
        ("redo", {}),
    ):
        answer = second.post(f"{API}/{path}", json={"expected": 1, **body})
        told = answer.json()
        assert answer.status_code == 409 and told["version"] == 2, path
        assert told["yours"]["files"]["harbour.yaml"] == CASE
        assert "Ana Quist" in told["theirs"]["files"]["harbour.yaml"] and told["theirs"]["version"] == 2
    assert second.post(f"{API}/undo", json={"expected": 9}).json()["yours"] is None


def test_undo_redo_and_the_history(scene):
    client = scene.client("mediator")
    client.post(f"{API}/edits", json={"expected": 1, "edits": [NAME], "why": "a letter"})
    client.post(f"{API}/undo", json={"expected": 2})
    client.post(f"{API}/redo", json={"expected": 3})
    client.post(f"{API}/text", json={"expected": 4, "file": "harbour.yaml", "text": CASE, "why": "back"})
    history = client.get(f"{API}/history").json()["changes"]
    assert [change["kind"] for change in history] == ["edited", "redone", "undone", "edited", "brought"]
    assert history[3]["why"] == "a letter" and "+  ana: {name: Ana Quist" in history[3]["diff"]["harbour.yaml"]
    page = client.get(f"{API}/history", params={"most": 2}).json()
    assert page["before"] == 4
    rest = client.get(f"{API}/history", params={"before": page["before"]}).json()
    assert [change["version"] for change in rest["changes"]] == [3, 2, 1] and rest["before"] is None
    assert client.post(f"{API}/redo", json={"expected": 5}).status_code == 422


def test_a_what_if_is_made_changed_and_dropped(scene):
    client = scene.client("analyst")
    assert client.post(f"{API}/branches", json={"name": "other-name"}).status_code == 201
    client.post(f"{API}/edits", json={"branch": "other-name", "expected": 1, "edits": [NAME]})
    assert "Ana Quist" in client.get(API, params={"branch": "other-name"}).text
    assert "Ana Quist" not in client.get(API).text
    names = [line["name"] for line in client.get(f"{API}/branches").json()["branches"]]
    assert names == ["main", "other-name"]
    assert client.post(f"{API}/branches", json={"name": "other-name"}).status_code == 422
    assert client.post(f"{API}/branches/other-name/drop").json()["branches"][0]["name"] == "main"
    assert client.get(API, params={"branch": "other-name"}).status_code == 404
    assert client.post(f"{API}/branches/main/drop").status_code == 422


def test_members_come_and_go(scene):
    client = scene.client("mediator")
    invited = client.post(f"{API}/members", json={"name": "Nia", "role": "delegate", "party": "A"})
    assert invited.status_code == 201
    guest = scene.client()
    assert guest.get(invited.json()["link"].removeprefix("http://localhost:8017")).status_code == 303
    assert guest.get("/api/v1/me").json()["party"] == "A"
    member = invited.json()["member"]
    left = client.post(f"{API}/members/{member}/dismiss").json()["members"]
    assert member not in [one["id"] for one in left]
    assert guest.get("/api/v1/cases").json()["cases"] == []
    assert member in client.post(f"{API}/members/{member}/admit").text
    own = scene.ids["mediator"]
    assert "last mediator" in client.post(f"{API}/members/{own}/dismiss").json()["detail"]
    for wrong in ({"role": "delegate"}, {"role": "analyst", "party": "A"}, {"role": "nobody"}, {"role": "king"}):
        assert client.post(f"{API}/members", json={"name": "X", **wrong}).status_code == 422


@pytest.fixture
def on_disk(scene, tmp_path):
    """A case `bay` that came from a file."""
    file = tmp_path / "bay.yaml"
    file.write_text(CASE.replace("case: harbour", "case: bay"))
    scene.scope("mediator").bring("bay", {"bay.yaml": file.read_bytes()}, str(tmp_path))
    return file


def test_a_file_that_changed_on_disk_is_shown_and_never_overwritten(scene, on_disk):
    client, api = scene.client("mediator"), "/api/v1/cases/bay"
    assert client.get(f"{api}/disk").json()["changed"] == []
    client.post(f"{api}/edits", json={"expected": 1, "edits": [NAME]})
    on_disk.write_text(on_disk.read_text().replace("Ben Bell", "Ben Boll"))
    (line,) = client.get(f"{api}/disk").json()["changed"]
    assert "Ben Boll" in line["disk"] and "Ben Bell" in line["known"]
    refused = client.post(f"{api}/disk/write")
    assert refused.status_code == 422 and "Ben Boll" in on_disk.read_text()
    assert client.post(f"{api}/disk/take", json={"expected": 1}).status_code == 409
    assert client.post(f"{api}/disk/take", json={"expected": 2}).json()["version"] == 3
    client.post(f"{api}/edits", json={"expected": 3, "edits": [NAME]})
    assert client.post(f"{api}/disk/write").json()["written"] == ["bay.yaml"]
    assert "Ana Quist" in on_disk.read_text() and "Ben Boll" in on_disk.read_text()


def test_people_are_narrowed_and_found_in_any_script(scene):
    client = scene.client("analyst")
    day = client.get(f"{API}/day").json()
    told = client.get(f"{API}/people").json()
    assert (told["total"], told["page"], told["pages"]) == (2, 1, 1)
    assert [{key: value for key, value in one.items() if key != "why"} for one in told["people"]] == day["people"]
    found = client.get(f"{API}/people", params={"text": "Бен Белл"}).json()["people"]
    assert [person["id"] for person in found] == ["ben"] and "agree" in found[0]["why"]
    for query, ids in (
        ({"held_by": "A"}, ["ana"]),
        ({"citizen_of": "A"}, ["ben"]),
        ({"state": "free"}, []),
        ({"text": "ana", "held_by": "B"}, []),
        ({"tag": "none"}, []),
        ({"page": 7}, ["ana", "ben"]),
    ):
        people = client.get(f"{API}/people", params=query).json()["people"]
        assert [person["id"] for person in people] == ids, query
    assert client.get(f"{API}/people", params={"state": "lost"}).status_code == 422
    assert client.get(f"{API}/people/ana").json()["held_by"] == "A"
    assert client.get(f"{API}/people/nobody").status_code == 404


def test_minors_are_not_named(scene):
    client = scene.client("mediator")
    born = {"op": "put", "path": ["people", "ana", "born"], "value": "2015-05-05"}
    client.post(f"{API}/edits", json={"expected": 1, "edits": [born]})
    for path in ("day", "day?known_by=2024-06", "people", "people/ana", "people?text=Ana+Arn"):
        answer = client.get(f"{API}/{path}")
        assert answer.status_code == 200 and "Ana Arn" not in answer.text, path
