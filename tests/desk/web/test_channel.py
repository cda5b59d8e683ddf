"""Channels as their delegates and the mediator use them: by form, and by the API."""

import pytest

from glienicke.desk.store.channel import TEXT_MAX

PATH = "/cases/harbour/channel/A"
API = "/api/v1/cases/harbour/channel/A"


def test_both_sides_talk(scene):
    a, mediator = scene.client("a"), scene.client("mediator")
    sent = a.post(f"{PATH}/say", data={"text": "<b>We would talk</b>\nof Ben."})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{PATH}#end")
    page = mediator.get(PATH).text
    assert "&lt;b&gt;We would talk&lt;/b&gt;" in page and "<b>We" not in page
    mediator.post(f"{PATH}/say", data={"text": "Noted."})
    assert "Noted." in a.get(PATH).text and "Sent." not in a.get(PATH).text


def test_a_line_after_a_change_is_shown_once(scene):
    a = scene.client("a")
    a.post(f"{PATH}/say", data={"text": "x"})
    assert "Sent." in a.get(PATH).text
    assert "Sent." not in a.get(PATH).text


def test_nobody_puts_words_into_anothers_page(scene):
    a, b = scene.client("a"), scene.client("b")
    b.post("/cases/harbour/channel/B/say", data={"text": "x"})
    a.cookies.set("desk-flash-8017", b.cookies["desk-flash-8017"])
    assert "Sent." not in a.get(PATH).text


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (TEXT_MAX + 1)])
def test_what_cannot_be_sent_is_kept_in_the_form(scene, text):
    answer = scene.client("a").post(f"{PATH}/say", data={"text": text})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert text.strip()[:50] in answer.text and not scene.scope("a").messages("harbour")


def test_a_publication_is_judged_on_a_scorecard_that_the_mediator_does_not_read(scene):
    a, mediator = scene.client("a"), scene.client("mediator")
    answer = mediator.post(f"{PATH}/publish", data={"title": "An idea", "body": "Ben for Ana."})
    assert answer.status_code == 303
    assert "An idea" in a.get(PATH).text and "An idea" not in scene.client("b").get("/cases/harbour/channel/B").text
    a.post(f"{PATH}/score", data={"publication": "1", "verdict": "yes", "note": "our own words"})
    assert "our own words" in a.get(PATH).text and 'value="yes" checked' in a.get(PATH).text
    for path in (PATH, f"{PATH}/export", API):
        assert "our own words" not in mediator.get(path).text and "scorecard" not in mediator.get(path).text
    assert mediator.post(f"{PATH}/score", data={"publication": "1"}).status_code == 404


def test_a_note_needs_a_publication_and_a_verdict(scene):
    a = scene.client("a")
    assert a.post(f"{PATH}/score", data={"publication": "1", "verdict": "yes"}).status_code == 422
    scene.scope("mediator").publish("harbour", "A", "text", {"title": "T", "text": "t"})
    assert a.post(f"{PATH}/score", data={"publication": "1", "verdict": "perhaps"}).status_code == 422
    assert a.post(f"{PATH}/score", data={"publication": "1", "note": "x" * 6000}).status_code == 422
    assert not scene.scope("a").scorecard("harbour")


def test_a_deal_is_shown_line_by_line(scene):
    scene.scope("mediator").publish("harbour", "A", "deal", {"title": "Two go", "lines": ["A gets Ben", "B gets Ana"]})
    assert "<li>A gets Ben</li>" in scene.client("a").get(PATH).text


def test_the_first_page_of_a_delegates_case_is_their_channel(scene):
    assert scene.client("a").get("/cases/harbour/channel").headers["location"] == PATH
    page = scene.client("mediator").get("/cases/harbour/channel").text
    assert PATH in page and "Belmark" in page
    assert scene.client("mediator").get("/cases/harbour/channel/Z").status_code == 404
    assert scene.client("analyst").get(PATH).status_code == 404


def test_the_api_says_the_same(scene):
    a, mediator = scene.client("a"), scene.client("mediator")
    assert mediator.post(f"{API}/publications", json={"kind": "text", "body": {"title": "T"}}).json() == {"number": 1}
    assert a.post(f"{API}/messages", json={"text": "hello"}).json() == {"number": 2}
    assert a.post(f"{API}/scores", json={"publication": 1, "verdict": "no"}).status_code == 201
    data = a.get(API).json()
    assert data["messages"][0] | {"at": ""} == {"number": 2, "at": "", "from": "party", "text": "hello"}
    assert data["scorecard"] == [{"publication": 1, "verdict": "no", "note": ""}]
    assert a.get(f"{PATH}/export").json() == data
    assert "attachment" in a.get(f"{PATH}/export").headers["content-disposition"]
    assert mediator.post(f"{API}/publications", json={"kind": "order", "body": {}}).status_code == 422


def test_problems_of_the_api_have_one_shape(scene):
    a = scene.client("a")
    answers = [
        scene.client().get("/api/v1/me"),
        a.get("/api/v1/cases/harbour/channel/B"),
        a.get("/api/v1/nothing"),
        a.post(f"{API}/messages", json={}),
        a.post(f"{API}/messages", json={"text": ""}),
        a.post(f"{API}/messages", json={"text": "x"}, headers={"X-CSRF-Token": ""}),
    ]
    assert [answer.status_code for answer in answers] == [401, 404, 404, 422, 422, 403]
    for answer in answers:
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail"} <= set(answer.json())


def test_the_api_describes_itself_and_nothing_else(scene):
    described = scene.client("a").get("/api/v1/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in described["paths"])
    verbs = [verb for path in described["paths"].values() for verb in path.values()]
    assert len(verbs) >= 7 and all(verb["x-allows"] and verb["summary"] for verb in verbs)
    assert scene.client().get("/docs").status_code == scene.client().get("/openapi.json").status_code == 404
