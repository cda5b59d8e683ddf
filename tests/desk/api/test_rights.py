"""Whom each verb of the API is for, and what it does with what is sent to do harm."""

import datetime as dt
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glienicke.case.new import new_text
from tests.desk.web.calls import CALLS, routes_of
from tests.desk.web.conftest import CASE, ORIGIN

API = "/api/v1/cases/harbour"
VERBS = Path(__file__).with_name("verbs.txt")
PUT = {"op": "put", "path": ["title"], "value": "T"}
_DAY, _ids = dt.date(2024, 1, 1), itertools.count()
SURROGATE = '"\\ud800"'


def verbs_of(document) -> list[str]:
    """Each verb with the roles that it is for, as verbs.txt has it."""
    return [
        f"{method.upper()} {path}: {', '.join(operation['x-allows'])}"
        for path, operations in sorted(document["paths"].items())
        for method, operation in sorted(operations.items())
    ]


def api_routes(scene) -> list[tuple[str, str]]:
    """Method and address of each verb, with the case `harbour` and its party A."""
    filled = {"{case}": "harbour", "{party}": "A", "{member}": "m", "{branch}": "b", "{person}": "ana", "{job}": "j"}
    found = []
    for key in routes_of(scene.app):
        method, path = key.split()
        if path.startswith("/api/"):
            for name, value in filled.items():
                path = path.replace(name, value)
            found.append((method, path))
    return found


def test_the_description_names_every_verb_and_its_roles(scene):
    document = scene.client("analyst").get("/api/v1/openapi.json").json()
    assert verbs_of(document) == VERBS.read_text("utf-8").splitlines(), "verbs were added or changed: edit verbs.txt"
    described = {line.split(":")[0] for line in verbs_of(document)}
    assert described == {key for key in routes_of(scene.app) if " /api/" in key}


def test_the_description_tells_what_each_verb_takes_and_says(scene):
    document = scene.client("mediator").get("/api/v1/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"] and operation["description"], path
            if path.startswith("/api/v1/cases/{case}/edits"):
                told = operation["responses"]
                assert (
                    method == "post" and "Conflict" in json.dumps(told["409"]) and "Problem" in json.dumps(told["422"])
                )
    for name in ("Edits", "PutEdit", "CaseTexts", "Written", "History", "Invitation"):
        assert document["components"]["schemas"][name]["description"], name
    roles = [scene.client(who).get("/api/v1/openapi.json").content for who in ("mediator", "analyst", "a")]
    assert len(set(roles)) == 1


@pytest.mark.parametrize("who", ["mediator", "analyst", "a", ""])
def test_each_verb_is_for_its_roles_and_for_nobody_else(scene, who):
    roles = {"mediator": "mediator", "analyst": "analyst", "a": "delegate", "": "nobody"}
    allowed = {line.split(":")[0]: line.split(": ")[1].split(", ") for line in VERBS.read_text("utf-8").splitlines()}
    client = scene.client(who)
    client.headers["Origin"] = ORIGIN
    not_there = set()
    for (method, path), key in zip(api_routes(scene), [k for k in routes_of(scene.app) if " /api/" in k], strict=True):
        answer = client.request(method, path, json=CALLS[key][0].json if method == "POST" else None)
        if roles[who] in allowed[key]:
            assert answer.status_code not in (401, 403), key
        elif who:
            not_there.add((answer.status_code, answer.content))
        else:
            assert answer.status_code == 401, key
    assert not not_there or not_there == {(404, scene.client("a").get("/api/v1/cases/nowhere").content)}


def test_an_analyst_changes_people_and_not_positions(scene):
    client = scene.client("analyst")
    person = {"op": "put", "path": ["people", "ana", "name"], "value": "Ana Quist"}
    floor = {"op": "put", "path": ["positions", "A", 0, "floor"], "value": "5"}
    assert client.post(f"{API}/edits", json={"expected": 1, "edits": [person]}).status_code == 200
    refused = client.post(f"{API}/edits", json={"expected": 2, "edits": [person, floor]})
    assert refused.status_code == 422 and "ask a mediator" in refused.json()["detail"]
    assert client.get(API).json()["version"] == 2


def test_a_change_needs_its_token(scene):
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    answer = client.post(f"{API}/edits", json={"expected": 1, "edits": [PUT]})
    assert answer.status_code == 403 and answer.headers["content-type"] == "application/problem+json"


def test_another_case_is_as_good_as_none(scene):
    client = scene.client("mediator")
    for path in ("", "/day", "/history", "/branches", "/members", "/export"):
        strange, none = (client.get(f"/api/v1/cases/{case}{path}") for case in ("island", "nowhere"))
        assert strange.status_code == 404 and strange.content == none.content


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{",
        '{"expected": 0, "edits": []}',
        '{"expected": 1}',
        '{"expected": true, "edits": [{"op": "put", "path": ["title"], "value": "x"}]}',
        '{"expected": 1e999, "edits": [{"op": "put", "path": ["title"], "value": "x"}]}',
        f'{{"expected": {"9" * 6000}, "edits": []}}',
        '{"expected": 99999999999999999999, "edits": [{"op": "put", "path": ["title"], "value": "x"}]}',
        '{"expected": 1, "edits": [{"op": "put", "path": [], "value": "x"}]}',
        '{"expected": 1, "edits": [{"op": "put", "path": ["title"], "value": 5}]}',
        '{"expected": 1, "edits": [{"op": "put", "path": ["title"], "value": null}]}',
        '{"expected": 1, "edits": [{"op": "rename", "path": ["title"]}]}',
        '{"expected": 1, "edits": [{"op": "put", "path": ["title"], "value": "x", "also": 1}]}',
        '{"expected": 1, "edits": [{"op": "delete", "path": ["people", -1]}]}',
        '{"expected": 1, "edits": [{"op": "delete", "path": ["positions", "A", 99999999999999999999]}]}',
        f'{{"expected": 1, "edits": [{{"op": "put", "path": ["title"], "value": {SURROGATE}}}]}}',
        f'{{"expected": 1, "edits": [{{"op": "put", "path": [{SURROGATE}], "value": "x"}}]}}',
        f'{{"expected": 1, "why": {SURROGATE}, "edits": [{{"op": "put", "path": ["title"], "value": "x"}}]}}',
        f'{{"expected": 1, "branch": {SURROGATE}, "edits": [{{"op": "put", "path": ["title"], "value": "x"}}]}}',
        f'{{"expected": 1, "edits": [{{"op": "put", "path": ["title"], "value": {"[" * 900}{"]" * 900}}}]}}',
        f'{{"expected": 1, "edits": [{{"op": "put", "path": ["title"], "value": {"[" * 90000}{"]" * 90000}}}]}}',
        '{"expected": 1, "edits": [{"op": "put", "path": ["title"], "value": "a\\u0000b"}]}',
        '{"expected": 1, "branch": "../main", "edits": [{"op": "put", "path": ["title"], "value": "x"}]}',
    ],
)
def test_what_is_sent_to_do_harm_is_refused_in_words(scene, body):
    client = scene.client("mediator")
    answer = client.post(f"{API}/edits", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 404, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json" and len(answer.content) < 10_000
    assert client.get(API).json()["version"] == 1


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("messages", '{"text": "\\ud800"}'),
        ("publications", '{"kind": "text", "body": {"title": "\\ud800"}}'),
        ("publications", '{"kind": "text", "body": {"\\ud800": 1}}'),
        ("publications", '{"kind": "\\ud800", "body": {}}'),
    ],
)
def test_half_a_character_is_refused_in_a_channel_too(scene, path, body):
    client = scene.client("mediator")
    answer = client.post(f"{API}/channel/A/{path}", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "0", "1e3", "x", ""])
def test_numbers_in_an_address_are_numbers(scene, number):
    client = scene.client("mediator")
    for query in ({"version": number}, {"before": number}, {"most": number}):
        path = API if "version" in query else f"{API}/history"
        assert client.get(path, params=query).status_code == 422
    score = {"publication": 99999999999999999999}
    assert scene.client("a").post(f"{API}/channel/A/scores", json=score).status_code == 422


def test_names_of_files_lead_nowhere_else(scene):
    client = scene.client("mediator")
    for name in ("../x.yaml", "/etc/x.yaml", "a\\b.yaml", "", ".", "a/../b.yaml", "\x00.yaml", "x" * 300):
        answer = client.post("/api/v1/cases", json={"id": "bay", "files": {name: CASE}})
        assert answer.status_code == 422, name
    for id in ("", "..", "a b", "a/b", "<script>", "x" * 500):
        assert client.post("/api/v1/cases", json={"id": id, "files": {"a.yaml": CASE}}).status_code == 422, id
    assert client.post("/api/v1/cases", json={"id": "bay", "files": {}}).status_code == 422
    assert client.post(f"{API}/text", json={"expected": 1, "file": "other.yaml", "text": "x"}).status_code == 404


def test_too_much_is_refused_as_data(scene):
    body = b'{"id": "bay", "files": {"a.yaml": "' + b"x" * (scene.settings.body_max + 1) + b'"}}'
    client = scene.client("mediator")
    answer = client.post("/api/v1/cases", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413 and answer.headers["content-type"] == "application/problem+json"


words = st.text(st.characters(codec="utf-8"), max_size=20)
values = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=6
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=values, key=words, draft=st.booleans())
def test_any_value_is_written_as_it_was_meant_or_refused(scene, value, key, draft):
    """Whatever is put at a person's note or under any key: an answer in words, and never another change."""
    scene.clock.now += 60
    client = scene.client("mediator")
    id = f"bay-{next(_ids)}"
    text = new_text(id, {"A": "Arland", "B": "Belmark"}, None, _DAY, f"{id}.yaml")
    client.post("/api/v1/cases", json={"id": id, "files": {f"{id}.yaml": text}})
    edits = [{"op": "put", "path": ["title"], "value": value}, {"op": "put", "path": [key], "value": "x"}]
    answer = client.post(f"/api/v1/cases/{id}/edits", json={"expected": 1, "edits": edits, "draft": draft})
    now = client.get(f"/api/v1/cases/{id}").json()
    assert answer.status_code in (200, 422), answer.text
    assert (now["version"] == 2 or now["files"] == {f"{id}.yaml": text}) if answer.status_code == 200 else True
    if answer.status_code == 422:
        assert (now["version"], now["files"]) == (1, {f"{id}.yaml": text})
