"""A person's page: every statement with its rivals and the rule's reason; a fact and a contact more, by form."""

import html
import re

import pytest

from tests.desk.pages.test_people import PEOPLE, said, text_of, version
from tests.desk.web.conftest import CASE, scene_at

TOLD = CASE.replace(
    "  ana: {name: Ana Arn, held_by: A, citizen_of: B}\n",
    """\
  ana:
    name: Ana Arn
    spellings: [Ana Ern]
    held_by:
      - {is: A, since: 2023-05, according_to: [paper]}
    citizen_of: B
    charge:
      - {is: fishing without a permit, since: 2023-06, according_to: [paper]}
      - {is: smuggling, since: 2023-06, according_to: [court]}
    contacts:
      - {on: 2024-01-05, by: family, what: a letter, according_to: [paper]}
      - {on: 2024-02-01, by: consul, consent: given, how: in writing, according_to: [court]}
""",
).replace(
    "people:\n",
    "sources:\n  paper: {who: The Paper, on: 2023-07-01}\n  court: {who: The Court, on: 2023-08-01}\npeople:\n",
)
ANA = f"{PEOPLE}/ana"


@pytest.fixture
def scene(tmp_path):
    made = scene_at(tmp_path / "desk.sqlite", TOLD)
    yield made
    made.store.close()


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_everything_that_is_said_stands_there(scene, who):
    page = scene.client(who).get(ANA)
    words = said(page)
    for part in (
        "held by Arland since 2023-05",
        "fishing without a permit , since 2023-06, according to The Paper",
        "smuggling , since 2023-06, according to The Court",
        "Why this one:",
        "Ana Ern",
        "a letter",
        "given: in writing",
        "Consent on 2024-02-01: given",
    ):
        assert part in words, (part, words)
    assert "<rect" in page.text and page.text.count('class="preferred"') >= 3


def test_consent_is_of_the_day(scene):
    assert "Consent on 2024-01-20: open" in said(scene.client("mediator").get(f"{ANA}?on=2024-01-20"))


def test_a_rival_goes_beside_what_is_said(scene):
    client = scene.client("analyst")
    sent = {"key": "held_by", "value": "B", "since": "2023-05", "according_to": "court", "place": "rival"}
    made = client.post(f"{ANA}/fact", data={**sent, "expected": version(scene), "why": "as the court has it"})
    assert made.status_code == 303, said(made)
    words = said(client.get(ANA))
    assert "Belmark , since 2023-05, according to The Court" in words and "Arland , since 2023-05" in words
    assert "ana: held by: as the court has it" in words


def test_a_value_is_replaced_where_it_stands(scene):
    client = scene.client("mediator")
    (link,) = {
        html.unescape(one) for one in re.findall(r'href="([^"]+key=charge[^"]+at=1[^"]*)#fact"', client.get(ANA).text)
    }
    form = client.get(link).text
    fields = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', form))
    assert fields["value"] == "smuggling"
    sent = {**{key: fields.get(key, "") for key in ("was", "since", "according_to")}, "expected": version(scene)}
    made = client.post(f"{ANA}/fact", data={**sent, "key": "charge", "value": "smuggling of fish", "place": "1"})
    assert made.status_code == 303, said(made)
    assert "smuggling of fish" in text_of(scene) and "is: smuggling," not in text_of(scene)
    lost = client.post(
        f"{ANA}/fact", data={**sent, "key": "charge", "value": "x", "place": "1", "expected": version(scene)}
    )
    assert lost.status_code == 409 and "is: x" not in text_of(scene)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"key": "held_by", "value": "Q"}, "Q"),
        ({"key": "held_by", "value": ""}, "there is no value"),
        ({"key": "soul", "value": "x"}, "is no fact"),
        ({"key": "charge", "value": "x", "since": "soon"}, "expected a date"),
        ({"key": "charge", "value": "x", "according_to": "nobody"}, "nobody"),
        ({"key": "steps", "value": "done", "step": "no id"}, "legal step"),
        ({"key": "charge", "value": "x\x00y"}, "cannot be shown"),
    ],
)
def test_what_is_no_fact_is_refused_and_stays_typed(scene, sent, says):
    page = scene.client("mediator").post(
        f"{ANA}/fact", data={"note": "kept as typed", "expected": version(scene), **sent}
    )
    assert page.status_code == 422 and says in said(page) and "kept as typed" in page.text
    assert text_of(scene) == TOLD


def test_a_contact_is_logged_and_binds_consent(scene):
    client = scene.client("mediator")
    sent = {"on": "2024-02-20", "by": "family", "consent": "withdrawn", "how": "by telephone", "according_to": "paper"}
    made = client.post(
        f"{ANA}/contact", data={**{f"contact-{k}": v for k, v in sent.items()}, "expected": version(scene)}
    )
    assert made.status_code == 303, said(made)
    assert "Consent on 2024-03-01: refused" in said(client.get(f"{ANA}?on=2024-03-01"))
    ben = client.post(
        f"{PEOPLE}/ben/contact",
        data={"contact-on": "2024-02-20", "contact-by": "A", "contact-what": "a visit", "expected": version(scene)},
    )
    assert ben.status_code == 303, said(ben)
    empty = client.post(
        f"{ANA}/contact", data={"contact-on": "2024", "contact-by": "family", "expected": version(scene)}
    )
    assert empty.status_code == 422 and "says nothing" in empty.text


def test_somebody_was_quicker_and_both_are_shown(scene):
    old = version(scene)
    scene.client("analyst").post(f"{ANA}/fact", data={"key": "note", "value": "theirs", "expected": old})
    page = scene.client("mediator").post(f"{ANA}/fact", data={"key": "note", "value": "mine", "expected": old})
    assert page.status_code == 409 and "theirs" in said(page) and 'value="mine"' in page.text
    assert "mine" not in text_of(scene)


def test_what_is_hostile_is_shown_as_text(scene):
    client = scene.client("mediator")
    sent = {"key": "note", "value": "<img src=x onerror=alert(1)>", "expected": version(scene)}
    assert client.post(f"{ANA}/fact", data=sent).status_code == 303
    assert "<img" not in client.get(ANA).text and "&lt;img" in client.get(ANA).text


def test_who_is_not_there(scene):
    client = scene.client("mediator")
    assert client.get(f"{PEOPLE}/nobody").status_code == 404
    assert client.post(f"{PEOPLE}/nobody/fact", data={"key": "note", "value": "x", "expected": "1"}).status_code == 404


def test_sources(scene):
    client = scene.client("analyst")
    assert "The Paper" in said(client.get("/cases/harbour/sources"))
    sent = {"id": "radio", "who": "The Radio", "on": "2024-01", "expected": version(scene)}
    assert client.post("/cases/harbour/sources", data=sent).status_code == 303
    assert "The Radio" in said(client.get("/cases/harbour/sources"))
    for wrong, says in (
        ({"id": "radio"}, "already"),
        ({"id": "x y"}, "id"),
        ({"id": "tv", "who": ""}, "who published"),
    ):
        page = client.post("/cases/harbour/sources", data={**sent, "expected": version(scene), **wrong})
        assert page.status_code == 422 and says in said(page)
    assert client.post("/cases/harbour/sources", data={**sent, "id": "tv"}).status_code == 409
    assert scene.client("a").get("/cases/harbour/sources").status_code == 404
