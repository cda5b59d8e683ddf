"""Members of a case: invited by a one-time link, let in from another case, taken out, signed out."""

import re

import pytest

from glienicke.desk.store import members
from tests.desk.web.conftest import ORIGIN, scene_at

MEMBERS = "/cases/harbour/members"


@pytest.fixture
def scene(tmp_path):
    """A desk."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


def test_who_is_in_and_with_which_role(scene):
    page = scene.client("mediator").get(MEMBERS).text
    for words in ("Mira", "(you)", "Andor", "analyst", "Asta", "delegate of Arland", "Bodo", "delegate of Belmark"):
        assert words in page, words
    assert "Ines" not in page, "members of other cases are told to nobody"


@pytest.mark.parametrize(
    ("sent", "sees"),
    [
        ({"name": "Dana <b>", "role": "analyst"}, "/cases/harbour"),
        ({"name": "Dana", "role": "delegate", "party": "B"}, "/cases/harbour/channel/B"),
        ({"name": "Dana", "role": "mediator"}, MEMBERS),
    ],
)
def test_an_invitation_is_a_link_that_works_once(scene, sent, sees):
    client = scene.client("mediator")
    made = client.post(f"{MEMBERS}/invite", data=sent)
    assert (made.status_code, made.headers["location"]) == (303, MEMBERS)
    page = client.get(MEMBERS).text
    link = re.search(rf"{ORIGIN}(/sign-in/link/[\w-]+)", page)
    assert link is not None and "<b>" not in page and "is good for 3 days" in page
    assert link[1] not in client.get(MEMBERS).text, "it is shown once"
    new = scene.client()
    assert new.get(link[1]).status_code == 303 and new.get(sees).status_code == 200
    assert scene.client().get(link[1]).status_code == 410
    if sent["role"] != "mediator":
        assert new.get(MEMBERS).status_code == 404


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": "", "role": "analyst"}, "a member needs a name"),
        ({"name": "Dana", "role": ""}, "choose a role"),
        ({"name": "Dana", "role": "nobody"}, "choose a role"),
        ({"name": "Dana", "role": "delegate"}, "choose the party"),
        ({"name": "Dana", "role": "analyst", "party": "B"}, "only a delegate speaks for a party"),
        ({"name": "Dana", "role": "delegate", "party": "Q"}, "&#39;Q&#39; is no party"),
    ],
)
def test_an_invitation_that_cannot_be_says_why(scene, sent, says):
    answer = scene.client("mediator").post(f"{MEMBERS}/invite", data=sent)
    assert answer.status_code == 422 and says in answer.text and f'value="{sent["name"]}"' in answer.text
    assert len(scene.scope("mediator").members("harbour")) == 4


def test_a_membership_ends_at_once(scene):
    analyst = scene.client("analyst")
    assert analyst.get("/cases/harbour").status_code == 200
    gone = scene.client("mediator").post(f"{MEMBERS}/{scene.ids['analyst']}/dismiss")
    assert (gone.status_code, gone.headers["location"]) == (303, MEMBERS)
    assert analyst.get("/cases/harbour").status_code == 404
    assert "Andor" not in scene.client("mediator").get(MEMBERS).text


def test_the_last_mediator_stays(scene):
    answer = scene.client("mediator").post(f"{MEMBERS}/{scene.ids['mediator']}/dismiss")
    assert answer.status_code == 422 and "last mediator" in answer.text
    assert scene.client("mediator").get(MEMBERS).status_code == 200


def test_sign_ins_are_ended(scene):
    analyst = scene.client("analyst")
    ended = scene.client("mediator").post(f"{MEMBERS}/{scene.ids['analyst']}/sessions/end")
    assert ended.status_code == 303
    assert analyst.get("/cases/harbour").headers["location"].startswith("/sign-in")
    assert not members.sessions_of(scene.store, scene.ids["analyst"])


def test_somebody_of_another_case_of_the_same_mediator_is_let_in(scene):
    mediator = scene.client("mediator")
    mediator.post("/new", data={"id": "vienna", "parties": "A Arland"})
    page = mediator.get("/cases/vienna/members").text
    assert "Andor (analyst)" in page and "Asta (delegate)" in page and "Bodo" not in page and "Ines" not in page
    let_in = mediator.post("/cases/vienna/members/admit", data={"member": scene.ids["analyst"]})
    assert let_in.status_code == 303
    assert scene.client("analyst").get("/cases/vienna").status_code == 200
    for other in ("islander", "b"):
        assert mediator.post("/cases/vienna/members/admit", data={"member": scene.ids[other]}).status_code == 404


def test_whoever_is_not_in_the_case_is_not_there(scene):
    mediator, islander = scene.client("mediator"), scene.client("islander")
    for what in ("dismiss", "sessions/end"):
        assert mediator.post(f"{MEMBERS}/{scene.ids['islander']}/{what}").status_code == 404
        assert mediator.post(f"{MEMBERS}/nobody/{what}").status_code == 404
    assert islander.get("/cases/island").status_code == 200


@pytest.mark.parametrize("who", ["analyst", "a", "b", "islander"])
def test_members_are_the_mediators(scene, who):
    client = scene.client(who)
    nowhere = client.get("/cases/nowhere").content
    assert client.get(MEMBERS).content == nowhere
    id = scene.ids["analyst"]
    for path in ("invite", "admit", f"{id}/dismiss", f"{id}/sessions/end"):
        assert client.post(f"{MEMBERS}/{path}", data={"name": "X", "role": "mediator"}).content == nowhere
    assert len(scene.scope("mediator").members("harbour")) == 4
    assert scene.client().get(MEMBERS).headers["location"] == f"/sign-in?to={MEMBERS}"


def test_a_form_without_its_token_is_refused(scene):
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    assert client.post(f"{MEMBERS}/invite", data={"name": "X", "role": "mediator"}).status_code == 403
    assert client.post(f"{MEMBERS}/{scene.ids['analyst']}/dismiss").status_code == 403
    assert len(scene.scope("mediator").members("harbour")) == 4
