"""What holds for every answer: headers, host, where forms come from, sizes, mistakes of the desk itself."""

import logging

import pytest

from glienicke.desk.rendered import static
from glienicke.desk.web import Pages
from glienicke.desk.wire import HEADERS, POLICY
from tests.desk.web.conftest import scene_at

PATHS = (
    "/",
    "/sign-in",
    "/nowhere",
    "/cases/harbour",
    "/static/desk.css",
    "/static/nothing.css",
    "/static/../app.py",
    "/api/v1/me",
    "/sign-in/link/wrong",
)


@pytest.mark.parametrize("who", ["", "mediator", "a"])
def test_every_answer_has_its_headers(scene, who):
    client = scene.client(who)
    for path in PATHS:
        for answer in (client.get(path), client.post(path), client.delete(path)):
            for name, value in HEADERS.items():
                assert answer.headers.get_list(name) == [value], (path, name)
            assert answer.headers["cache-control"]


def test_the_policy_lets_nothing_in():
    assert "unsafe" not in POLICY and "default-src 'none'" in POLICY and "http" not in POLICY


def test_other_hosts_are_refused(scene):
    client = scene.client("mediator")
    for host in ("evil.example", "localhost.evil.example", "127.0.0.1:9", "[::2]:8017", "", "localhost:8017:8017"):
        answer = client.get("/", headers={"Host": host})
        assert answer.status_code == 421 and answer.headers["content-security-policy"] == POLICY, host
    for host in ("localhost:8017", "127.0.0.1:8017", "[::1]:8017", "LOCALHOST:8017"):
        assert client.get("/sign-in", headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": "wrong"},
        {"X-CSRF-Token": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_changes_from_elsewhere_are_refused(scene, headers):
    client = scene.client("a")
    answer = client.post("/cases/harbour/channel/A/say", data={"text": "forged"}, headers=headers)
    assert answer.status_code == 403 and not scene.scope("a").messages("harbour")


def test_a_form_carries_its_token(scene):
    client = scene.client("a")
    token = client.headers.pop("X-CSRF-Token")
    path = "/cases/harbour/channel/A/say"
    assert client.post(path, data={"text": "no token"}).status_code == 403
    assert (
        client.post(path, data={"text": "another's", "csrf": scene.client("b").headers["X-CSRF-Token"]}).status_code
        == 403
    )
    assert client.post(path, data={"text": "mine", "csrf": token}).status_code == 303
    assert (
        client.post("/api/v1" + path.replace("/say", "/messages"), json={"text": "x", "csrf": token}).status_code == 403
    )
    assert [message.text for message in scene.scope("a").messages("harbour")] == ["mine"]


def test_nobodys_changes_must_say_where_they_come_from(scene):
    client = scene.client()
    assert client.post("/sign-in/passkey/options").status_code == 403
    assert client.post("/sign-in/passkey/options", headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.post("/sign-in/passkey/options", headers={"Origin": "http://localhost:8017"}).status_code == 200


def test_too_much_is_refused_however_it_comes(tmp_path):
    scene = scene_at(tmp_path / "small.sqlite", body_max=2000)
    client = scene.client("a")
    path = "/cases/harbour/channel/A/say"
    assert client.post(path, data={"text": "x" * 3000}).status_code == 413

    def pieces():
        for _ in range(5):
            yield b"text=" + b"x" * 995

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post(path, content=pieces(), headers=kind).status_code == 413
    assert not scene.scope("a").messages("harbour")


def test_a_mistake_of_the_desk_tells_nothing(scene, caplog):
    caplog.set_level(logging.INFO)
    client = scene.client("mediator")

    scene.app.state.desk.names.clear()
    object.__setattr__(scene.app.state.desk, "store", None)
    answer = client.get("/account")
    assert answer.status_code == 500 and answer.headers["content-security-policy"] == POLICY
    assert "Its number" in answer.text and "NoneType" not in answer.text
    assert "mistake" in caplog.text and "NoneType" not in " ".join(r.getMessage() for r in caplog.records)


def test_a_page_must_say_whom_it_is_for():
    pages = Pages()
    with pytest.raises(TypeError):
        pages.get("/x")  # type: ignore[call-arg]
    for allows in ((), ("boss",), "mediator"):
        with pytest.raises(ValueError, match="which roles"):
            pages.get("/x", allows=allows)


def test_static_files_are_kept_by_their_hash(scene):
    client = scene.client()
    answer = client.get(static("desk.css"))
    assert answer.status_code == 200 and "immutable" in answer.headers["cache-control"]
    assert client.get("/static/desk.css").headers["cache-control"] == "no-cache"
    with pytest.raises(ValueError):
        static("../app.py")


def test_wrong_fields_are_told_without_what_was_typed(scene):
    client = scene.client("a")
    answer = client.post("/cases/harbour/channel/A/score", data={"publication": "typed-in"})
    assert answer.status_code == 422 and "publication" in answer.text and "typed-in" not in answer.text
