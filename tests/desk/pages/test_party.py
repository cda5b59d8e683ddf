"""A party's position by form: told in words first, written as edits of the file, and nothing lost on the way."""

import html
import re

import pytest

from tests.desk.web.conftest import CASE, scene_at

STORY = CASE.replace(
    "  B: [{from: 2024-01-01, worth: {ana: 50..80}}]\n",
    """\
  B:
    # what the desk takes B to want
    - from: 2024-01-01
      basis: believed
      by: the desk
      note: read from speeches
      worth:
        ana: {is: 50..80, basis: reported, according_to: [cna]}   # a statement on the radio
      conditions:
        - ben only if ana
        - {say: "at least 1 of {held by A}", price: 20, because: a promise}
signals:
  # spring
  - on: 2024-03-01
    by: B
    floor: 5
  - on: 2024-06-01
    by: A
    worth: {ben: high}
""",
).replace("parties:\n", "sources: {cna: {who: CNA, on: 2024-01-02}}\nparties:\n")


@pytest.fixture
def scene(tmp_path):
    """A desk with the small case of all tests."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


@pytest.fixture
def story(tmp_path):
    """A desk whose case has positions with signals, comments and sources."""
    made = scene_at(tmp_path / "desk.sqlite", STORY)
    yield made
    made.store.close()


def fields(page: str) -> dict[str, object]:
    """What a browser would send of the form of a position, untouched."""
    form = re.search(r'<form method="post"(?: class="position")?>(.*?)</form>', page, re.DOTALL)
    assert form is not None
    sent: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form[1]):
        name, value = re.search(r' name="([^"]*)"', tag), re.search(r' value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            sent[name[1]] = html.unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\n(.*?)</textarea>', form[1], re.DOTALL):
        sent[name] = html.unescape(text)
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', form[1], re.DOTALL):
        chosen = re.findall(r'value="([^"]*)" selected', options)
        sent[name] = (chosen or re.findall(r'value="([^"]*)"', options))[0]
    return sent


def text_of(scene, branch="main"):
    return scene.scope("mediator").texts("harbour", branch).files["harbour.yaml"]


def send(scene, path, sent, do="preview", **more):
    return scene.client("mediator").post(f"/cases/harbour/parties/{path}", data={**sent, **more, "do": do})


def form(scene, path) -> dict[str, object]:
    page = scene.client("mediator").get(f"/cases/harbour/parties/{path}")
    assert page.status_code == 200
    return fields(page.text)


def lines_that_differ(scene) -> list[str]:
    before, after = STORY.splitlines(), text_of(scene).splitlines()
    return [f"-{line}" for line in before if line not in after] + [f"+{line}" for line in after if line not in before]


def test_a_position_is_told_in_words(story):
    page = story.client("mediator").get("/cases/harbour/parties/B?on=2024-03-01").text
    for words in (
        "Belmark",
        "Ana Arn: 50 to 80",
        "believed by the desk",
        "read from speeches",
        "price 20",
        "gain it signs for: 5",
    ):
        assert words in page, words
    assert "Ben Bell is released only if Ana Arn is released" in page
    listed = story.client("mediator").get("/cases/harbour/parties").text
    assert "Arland" in listed and "Belmark" in listed


def test_a_form_sent_back_untouched_changes_nothing(story):
    for path in ("B/position?at=0", "A/position?at=0", "B/signal?at=0", "A/signal?at=1"):
        answer = send(story, path.split("?")[0], form(story, path), "save")
        assert answer.status_code == 422 and "nothing would change" in answer.text, path
    assert text_of(story) == STORY


def test_a_worth_is_looked_at_in_words_and_then_one_line_changes(story):
    sent = form(story, "B/position?at=0")
    assert sent["worth-0-text"] == "ana" and sent["worth-0-value"] == "50..80"
    seen = send(story, "B/position", sent, **{"worth-0-value": "vital"})
    assert seen.status_code == 200 and "Ana Arn: vital (80)" in seen.text and "Nothing is written yet" in seen.text
    assert text_of(story) == STORY
    saved = send(story, "B/position", fields(seen.text), "save", why="a speech")
    assert saved.status_code == 303 and saved.headers["location"] == "/cases/harbour/parties/B?on=2024-01-01"
    assert lines_that_differ(story) == [
        "-        ana: {is: 50..80, basis: reported, according_to: [cna]}   # a statement on the radio",
        "+        ana: {is: vital, basis: reported, according_to: [cna]}   # a statement on the radio",
    ]
    last = story.scope("mediator").history("harbour")[0]
    assert (last.by, last.why) == ("Mira", "a speech")


def test_a_condition_with_a_price_comes_and_goes(story):
    sent = form(story, "B/position?at=0")
    sent |= {"conditions-2-text": "never ben to A", "conditions-2-value": "7.5", "conditions-0-text": ""}
    assert send(story, "B/position", sent, "save").status_code == 303
    assert lines_that_differ(story) == ["-        - ben only if ana", "+        - {say: never ben to A, price: 7.5}"]


def test_a_condition_is_withdrawn_from_a_day_on_in_its_place_among_the_signals(story):
    page = story.client("mediator").get("/cases/harbour/parties/B?on=2024-04-05").text
    link = re.search(r'href="(/cases/harbour/parties/B/signal\?[^"]*drop=ben[^"]*)"', page)
    assert link is not None
    sent = form(story, link[1].removeprefix("/cases/harbour/parties/").replace("&amp;", "&"))
    assert (sent["drop"], sent["since"]) == ("ben only if ana", "2024-04-05")
    sent |= {"what": "B lets go of it", "conditions-0-text": "ben only after trial"}
    seen = send(story, "B/signal", sent)
    assert seen.status_code == 200 and "Ben Bell is released only after" in seen.text
    assert send(story, "B/signal", fields(seen.text), "save").status_code == 303
    text = text_of(story)
    assert text.index("2024-03-01") < text.index("B lets go of it") < text.index("on: 2024-06-01")
    assert "# spring" in text and "ben only if ana" in text
    later = story.client("mediator").get("/cases/harbour/parties/B?on=2024-04-06").text
    assert "<code>ben only after trial</code>" in later and "<code>ben only if ana</code>" not in later
    before = story.client("mediator").get("/cases/harbour/parties/B?on=2024-04-01").text
    assert "<code>ben only if ana</code>" in before


def test_a_party_and_its_first_position_by_form(scene):
    mediator = scene.client("mediator")
    made = mediator.post("/cases/harbour/parties/add", data={"id": "C", "name": "Corland: north", "expected": "1"})
    assert made.status_code == 303
    assert "It is absent until it has a position" in mediator.get(made.headers["location"]).text
    sent = form(scene, "C/position")
    sent |= {"since": "2024-05", "by": "the desk", "worth-0-text": "{held by A}", "worth-0-value": "10", "floor": "2"}
    seen = send(scene, "C/position", sent)
    assert seen.status_code == 200 and "each of the people held by Arland: low (10)" in seen.text
    assert send(scene, "C/position", fields(seen.text), "save").status_code == 303
    assert text_of(scene).startswith(
        CASE.split("positions:")[0].replace("  B: Belmark\n", "  B: Belmark\n  C: 'Corland: north'\n")
    )
    assert "each of the people held by Arland" in mediator.get("/cases/harbour/parties/C?on=2024-06-01").text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"conditions-0-text": "ben only if if ana"}, "harbour.yaml:21:23"),
        ({"conditions-0-text": "ben only if anna"}, "did you mean &#39;ana&#39;?"),
        ({"worth-1-text": "nobody-there", "worth-1-value": "5"}, "nobody-there"),
        ({"worth-1-text": "ben", "worth-1-value": "much"}, "much"),
        ({"worth-1-text": "ben"}, "the worth of ben is missing"),
        ({"worth-1-value": "5"}, "of whom 5 is the worth is missing"),
        ({"conditions-2-value": "5"}, "a price of 5 without a condition"),
        ({"since": "soon"}, "soon"),
        ({"since": ""}, "there is no first day"),
        ({"share-0-text": "Z", "share-0-value": "0.5"}, "Z"),
        ({"bundles-0-text": "8 if if"}, "8 if if"),
        ({"note": "<script>alert(1)</script>", "floor": "x"}, "&lt;script&gt;alert(1)"),
    ],
)
def test_mistakes_are_said_and_nothing_typed_is_lost(story, typed, says):
    sent = {**form(story, "B/position?at=0"), **typed}
    answer = send(story, "B/position", sent, "save")
    assert answer.status_code == 422 and says in answer.text and "<script>alert" not in answer.text
    again = fields(answer.text)
    assert {key: again.get(key, "") for key in typed} == typed
    assert text_of(story) == STORY


def test_more_lines_and_back_again_keep_what_was_typed(story):
    sent = form(story, "B/position?at=0") | {"note": "typed", "worth-1-text": "ben"}
    more = fields(send(story, "B/position", sent, "more").text)
    assert more["note"] == "typed" and more["worth-1-text"] == "ben" and "worth-7-text" in more
    seen = send(story, "B/position", sent | {"worth-1-value": "5"})
    back = fields(send(story, "B/position", fields(seen.text), "edit").text)
    assert back["worth-1-value"] == "5" and back["note"] == "typed"


def test_a_change_is_taken_out_again(story):
    seen = send(story, "B/signal", form(story, "B/signal?at=0"), "remove")
    assert seen.status_code == 200 and "Take it out of the case" in seen.text
    assert text_of(story) == STORY
    assert send(story, "B/signal", fields(seen.text), "save").status_code == 303
    assert "2024-03-01" not in text_of(story) and "2024-06-01" in text_of(story)


def test_a_position_that_signals_rest_on_is_not_taken_out(story):
    seen = send(story, "B/position", form(story, "B/position?at=0"), "remove")
    assert seen.status_code == 422 and "B has no position" in seen.text and text_of(story) == STORY


def test_who_was_quicker_is_shown_beside_and_not_overwritten(story):
    sent = form(story, "B/position?at=0") | {"note": "mine"}
    theirs = text_of(story).replace("by: the desk", "by: a colleague")
    story.scope("mediator").replace_text("harbour", "main", "harbour.yaml", theirs, "theirs", 1)
    for do in ("preview", "save"):
        answer = send(story, "B/position", sent, do)
        assert answer.status_code == 409 and "by: a colleague" in answer.text and "note: mine" in answer.text
        assert text_of(story) == theirs
    again = fields(answer.text)
    assert (again["note"], again["expected"], again["at"]) == ("mine", "2", "0")
    seen = send(story, "B/position", again)
    assert "by: the desk" in seen.text and "by: a colleague" in seen.text, "what it would undo of theirs is shown"
    assert send(story, "B/position", again, "save").status_code == 303
    assert "note: mine" in text_of(story)


def test_an_entry_that_moved_meanwhile_is_found_again(story):
    sent = form(story, "A/signal?at=1") | {"worth-0-value": "low"}
    without = text_of(story).replace("  - on: 2024-03-01\n    by: B\n    floor: 5\n", "")
    story.scope("mediator").replace_text("harbour", "main", "harbour.yaml", without, "theirs", 1)
    again = fields(send(story, "A/signal", sent, "save").text)
    assert (again["at"], again["worth-0-value"]) == ("0", "low")
    assert send(story, "A/signal", again, "save").status_code == 303
    assert "worth: {ben: low}" in text_of(story)


def test_what_is_done_on_a_what_if_stays_there(story):
    story.scope("mediator").branch("harbour", "softer")
    sent = form(story, "B/position?at=0&branch=softer") | {"note": "softer"}
    saved = send(story, "B/position", sent, "save")
    assert "branch=softer" in saved.headers["location"]
    assert "note: softer" in text_of(story, "softer") and text_of(story) == STORY


def test_hostile_words_of_a_position_are_words(story):
    text = text_of(story).replace("read from speeches", "<img src=x onerror=alert(1)>")
    story.scope("mediator").replace_text("harbour", "main", "harbour.yaml", text, "x", 1)
    for path in ("", "/B", "/B/position?at=0"):
        page = story.client("mediator").get(f"/cases/harbour/parties{path}").text
        assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize("path", ["", "/B", "/B/position", "/B/position?at=0", "/B/signal"])
@pytest.mark.parametrize("who", ["analyst", "a", "b", "islander"])
def test_positions_are_the_mediators(story, path, who):
    client = story.client(who)
    answer = client.get(f"/cases/harbour/parties{path}")
    assert answer.status_code == 404 and answer.content == client.get("/cases/nowhere").content
    sent = client.post(f"/cases/harbour/parties/B/{'signal' if 'sig' in path else 'position'}", data={"do": "save"})
    assert sent.status_code == 404 and sent.content == answer.content


def test_nobody_is_sent_to_sign_in(story):
    assert story.client().get("/cases/harbour/parties/B").headers["location"] == "/sign-in?to=/cases/harbour/parties/B"


@pytest.mark.parametrize("path", ["C", "B/position?at=7", "B/signal?at=1", "B/signal?at=9"])
def test_what_is_not_there_is_not_there(story, path):
    assert story.client("mediator").get(f"/cases/harbour/parties/{path}").status_code == 404


def test_a_form_without_its_token_is_refused(story):
    client = story.client("mediator")
    sent = form(story, "B/position?at=0") | {"note": "x", "do": "save"}
    del client.headers["X-CSRF-Token"], sent["csrf"]
    assert client.post("/cases/harbour/parties/B/position", data=sent).status_code == 403
    assert text_of(story) == STORY


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"id": "A", "name": "Twice"}, "is there already"),
        ({"id": "x y", "name": "X"}, "cannot be an id"),
        ({"id": "C", "name": ""}, "needs a name"),
        ({"id": "only", "name": "Onlyland"}, "a word of the condition language"),
    ],
)
def test_what_is_wrong_with_a_party_is_said(scene, sent, says):
    answer = scene.client("mediator").post("/cases/harbour/parties/add", data={**sent, "expected": "1"})
    assert answer.status_code == 422 and says in answer.text and text_of(scene) == CASE


def test_consent_of_those_concerned_is_told(tmp_path):
    case = CASE.replace("citizen_of: A}", "citizen_of: A, consent: {is: refused, since: 2024-01-05}}")
    made = scene_at(tmp_path / "desk.sqlite", case)
    page = made.client("mediator").get("/cases/harbour/parties/B?on=2024-02-01").text
    assert "Ben Bell: refused" in re.sub(r"</?a[^>]*>", "", page) and "1 has refused" in page
    made.store.close()


def test_a_party_is_not_added_to_a_case_that_changed(scene):
    scene.scope("mediator").replace_text("harbour", "main", "harbour.yaml", CASE + "# more\n", "more", 1)
    answer = scene.client("mediator").post(
        "/cases/harbour/parties/add", data={"id": "C", "name": "Corland", "expected": "1"}
    )
    assert answer.status_code == 409 and "Corland" in answer.text and text_of(scene) == CASE + "# more\n"


def test_the_first_hour_a_new_case_gets_its_positions_in_the_partys_own_words(scene):
    client = scene.client("mediator")
    client.post("/new", data={"id": "vienna", "parties": "RU Russia\nUS United States", "start": "2010-07-01"})
    brought = scene.scope("mediator").texts("vienna").files["vienna.yaml"]
    link = re.search(
        r'href="([^"]*/parties/US/position[^"]*)">Say what it asks', client.get("/cases/vienna/parties").text
    )
    assert link is not None
    sent = fields(client.get(html.unescape(link[1])).text)
    sent |= {"worth-0-text": "{citizens of US}", "worth-0-value": "high", "cost-0-text": "{held by US}"}
    sent |= {"cost-0-value": "5..15", "conditions-0-text": "at least 1 of {citizens of US}", "conditions-0-value": "20"}
    seen = client.post("/cases/vienna/parties/US/position", data=sent | {"do": "preview"})
    assert "each of the citizens of United States: high (40)" in seen.text, seen.text
    saved = client.post("/cases/vienna/parties/US/position", data=fields(seen.text) | {"do": "save"})
    assert saved.status_code == 303
    text = scene.scope("mediator").texts("vienna").files["vienna.yaml"]
    assert [line for line in brought.splitlines() if line not in text.splitlines()] == [], "nothing else changed"
    page = client.get("/cases/vienna/parties/US").text
    assert "At least 1 citizen of United States is released" in page and "price 20" in page
