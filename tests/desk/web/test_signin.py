"""Signing in: links work once, even in a race; sessions end; limits of rate; where cookies go."""

import threading

from glienicke.desk.store import members
from tests.desk.web.conftest import ORIGIN, scene_at


def test_a_link_signs_in_once_and_its_address_is_left(scene):
    secret = members.make_link(scene.store, scene.ids["mediator"])
    client = scene.client()
    first = client.get(f"/sign-in/link/{secret}")
    assert (first.status_code, first.headers["location"]) == (303, "/sign-in/done")
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and secret not in cookie
    assert client.get("/account").status_code == 200
    second = scene.client().get(f"/sign-in/link/{secret}")
    assert second.status_code == 410 and secret not in second.text


def test_used_late_unknown_links_read_the_same(scene):
    late = members.make_link(scene.store, scene.ids["mediator"])
    used = members.make_link(scene.store, scene.ids["mediator"])
    assert members.use_link(scene.store, used)
    scene.clock.now += 601
    answers = [scene.client().get(f"/sign-in/link/{secret}") for secret in (late, used, "never", "x" * 5000)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(410, answers[0].content)}


def test_a_link_works_once_in_a_race(scene):
    secret = members.make_link(scene.store, scene.ids["mediator"])
    start, got = threading.Barrier(4), []

    def race() -> None:
        client = scene.client()
        start.wait()
        got.append(client.get(f"/sign-in/link/{secret}").status_code)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == [303, 410, 410, 410]


def test_a_prefetch_uses_no_link_up(scene):
    secret = members.make_link(scene.store, scene.ids["mediator"])
    client = scene.client()
    assert client.get(f"/sign-in/link/{secret}", headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 503
    assert client.get(f"/sign-in/link/{secret}").status_code == 303


def test_tries_of_one_address_are_limited_in_words(scene):
    client = scene.client()
    answers = [client.get(f"/sign-in/link/wrong{n}") for n in range(25)]
    assert [answer.status_code for answer in answers] == [410] * 20 + [429] * 5
    assert "Wait" in answers[-1].text and int(answers[-1].headers["Retry-After"]) >= 1
    scene.clock.now += 60
    assert client.get("/sign-in/link/wrong").status_code == 410


def test_tries_of_one_link_are_limited(scene):
    client = scene.client()
    assert [client.get("/sign-in/link/same").status_code for _ in range(7)] == [410] * 5 + [429] * 2


def test_posts_of_one_session_are_limited(tmp_path):
    scene = scene_at(tmp_path / "few.sqlite", posts=(3, 0.1))
    client = scene.client("a")
    path = "/api/v1/cases/harbour/channel/A/messages"
    assert [client.post(path, json={"text": "x"}).status_code for _ in range(4)] == [201, 201, 201, 429]
    assert len(scene.scope("a").messages("harbour")) == 3


def test_sessions_end_when_idle_and_in_any_case(tmp_path):
    scene = scene_at(tmp_path / "short.sqlite", idle_s=600, lasts_s=1500)
    client = scene.client("mediator")
    scene.clock.now += 601
    assert client.get("/account").headers["location"].startswith("/sign-in")
    client = scene.client("mediator")
    for _ in range(3):
        scene.clock.now += 450
        assert client.get("/account").status_code == 200
    scene.clock.now += 200
    assert client.get("/account").status_code == 303


def test_sign_out_ends_the_session_in_the_store(scene):
    client = scene.client("mediator")
    kept = dict(client.cookies)
    assert client.post("/sign-out").headers["location"].startswith("/sign-in")
    again = scene.client()
    again.cookies.update(kept)
    assert again.get("/account").status_code == 303
    assert not members.sessions_of(scene.store, scene.ids["mediator"])


def test_sessions_are_listed_and_ended(scene):
    here, there = scene.client("mediator"), scene.client("mediator")
    page = here.get("/account").text
    assert page.count("<tr>") == 3
    other = next(s for s in members.sessions_of(scene.store, scene.ids["mediator"]) if f'value="{s.public}"' in page)
    assert here.post("/account/sessions/end", data={"public": other.public}).status_code == 303
    assert there.get("/account").status_code == 303 and here.get("/account").status_code == 200
    scene.client("mediator")
    here.post("/account/sessions/end")
    assert len(members.sessions_of(scene.store, scene.ids["mediator"])) == 1


def test_nobody_ends_another_members_session(scene):
    mediator, delegate = scene.client("mediator"), scene.client("a")
    (session,) = members.sessions_of(scene.store, scene.ids["mediator"])
    delegate.post("/account/sessions/end", data={"public": session.public})
    assert mediator.get("/account").status_code == 200


def test_signing_in_anew_ends_what_the_browser_had(scene):
    client = scene.client("mediator")
    client.get(f"/sign-in/link/{members.make_link(scene.store, scene.ids['a'])}")
    assert not members.sessions_of(scene.store, scene.ids["mediator"])
    assert client.get("/api/v1/me").json()["role"] == "delegate"


def test_one_who_was_let_go_is_out_at_once(scene):
    client = scene.client("a")
    members.let_go(scene.store, scene.ids["a"])
    assert client.get("/account").status_code == 303


def test_over_https_cookies_are_bound_to_the_host(tmp_path):
    scene = scene_at(tmp_path / "s.sqlite", https=True, port=None, hosts=("desk.example",), rp_id="desk.example")
    client = scene.client()
    client.base_url = "https://desk.example"
    answer = client.get(f"/sign-in/link/{members.make_link(scene.store, scene.ids['a'])}")
    assert answer.headers["set-cookie"].startswith("__Host-desk-session=") and "Secure" in answer.headers["set-cookie"]
    assert answer.headers["strict-transport-security"]


def test_secrets_are_in_no_log(scene, caplog):
    caplog.set_level("DEBUG")
    secret = members.make_link(scene.store, scene.ids["a"])
    client = scene.client()
    client.get(f"/sign-in/link/{secret}")
    client.get("/cases/harbour/channel/A?word=hidden")
    logged = " ".join(r.getMessage() for r in caplog.records if r.name.startswith("glienicke"))
    assert "/sign-in/link/{secret}" in logged and "/cases/{case}/channel/{party}" in logged
    assert secret not in logged and "hidden" not in logged and "harbour" not in logged
    assert all(value not in logged for value in client.cookies.values())


def test_where_one_wanted_to_go_stays_on_the_desk(scene):
    client = scene.client()
    assert client.get("/cases/harbour/channel").headers["location"] == "/sign-in?to=/cases/harbour/channel"
    for to in ("//foreign.example", "https://foreign.example", "/\\foreign", "javascript:x"):
        assert "foreign" not in client.get("/sign-in", params={"to": to}).text
        assert "javascript:" not in client.get("/sign-in", params={"to": to}).text
    assert client.get(f"{ORIGIN}/sign-in", params={"to": "/cases/harbour"}).text.count('data-to="/cases/harbour"') == 1
