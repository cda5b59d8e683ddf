"""The people of a case: filtered, searched in any script, in pages; one more by form, many from a table."""

import html
import re

import pytest

from tests.desk.web.conftest import CASE, scene_at

PEOPLE = "/cases/harbour/people"


@pytest.fixture
def scene(tmp_path):
    """A desk."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()


def said(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.split("<main")[1])))


def version(scene):
    return str(scene.scope("mediator").texts("harbour").version)


def text_of(scene):
    return "".join(scene.scope("mediator").texts("harbour").files.values())


@pytest.mark.parametrize("who", ["mediator", "analyst"])
def test_the_list_and_its_filters(scene, who):
    client = scene.client(who)
    assert "2 people fit" in said(client.get(PEOPLE))
    page = said(client.get(f"{PEOPLE}?held_by=B"))
    assert "1 person fits" in page and "Ben Bell" in page and "Ana Arn" not in page
    assert "0 people fit" in said(client.get(f"{PEOPLE}?state=dead"))


@pytest.mark.parametrize("name", ["Бен Белл", "bell ben", "ben", "Ben Bel"])
def test_a_name_in_any_script(scene, name):
    page = said(scene.client("mediator").get(PEOPLE, params={"text": name}))
    assert "Ben Bell" in page and "Ana Arn" not in page


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'\"", "%00", "🙂", "x" * 5000])
def test_a_search_for_nothing_finds_nothing(scene, text):
    page = scene.client("mediator").get(PEOPLE, params={"text": text})
    assert page.status_code == 200 and "0 people fit" in said(page) and "<script>alert" not in page.text


def test_a_hundred_on_a_page(tmp_path):
    many = "".join(f"  p{n}: {{name: Person {n} Quill, held_by: A, citizen_of: B}}\n" for n in range(250))
    scene = scene_at(tmp_path / "desk.sqlite", CASE.replace("people:\n", "people:\n" + many))
    client = scene.client("mediator")
    page = client.get(PEOPLE)
    assert "252 people fit; page 1 of 3" in said(page) and 'rel="next"' in page.text
    last = client.get(f"{PEOPLE}?page=3")
    assert "Ben Bell" in said(last) and 'rel="next"' not in last.text and 'rel="prev"' in last.text
    assert "page 3 of 3" in said(client.get(f"{PEOPLE}?page=999"))
    assert client.get(f"{PEOPLE}?page=0").status_code == 422
    scene.store.close()


def test_one_more_person(scene):
    client = scene.client("analyst")
    sent = {
        "name": "Cleo, of Cold; Shore",
        "held_by": "A",
        "since": "2024-02",
        "citizen_of": "B",
        "expected": version(scene),
    }
    made = client.post(f"{PEOPLE}/new", data=sent)
    assert made.status_code == 303, said(made)
    assert "Cleo, of Cold; Shore" in said(client.get(made.headers["location"]))
    assert "since: 2024-02" in text_of(scene)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"name": ""}, "Name"),
        ({"name": "Cy", "held_by": "Q"}, "no party `Q`"),
        ({"name": "Cy", "since": "soon"}, "is no date"),
        ({"name": "Ana Arn"}, "there already"),
        ({"name": "Cy", "id": "not an id"}, "is no id"),
        ({"name": "Cy", "according_to": "nobody"}, "no source `nobody`"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_stays(scene, sent, says):
    page = scene.client("mediator").post(f"{PEOPLE}/new", data={"tags": "teacher", "expected": version(scene), **sent})
    assert page.status_code == 422 and says in said(page) and 'value="teacher"' in page.text
    assert text_of(scene) == CASE


def test_people_from_a_table_are_looked_at_first(scene):
    client = scene.client("mediator")
    table = "name;held by;citizen_of;spellings\nCy Cole;A;B;Сай Коул|Cai Cole\nDee Dunn;B;A;\n"
    page = client.post(f"{PEOPLE}/paste", data={"text": table, "expected": version(scene), "do": "look"})
    assert page.status_code == 200 and "Write 2 people into the case" in page.text and "made of the name" in page.text
    assert text_of(scene) == CASE
    made = client.post(f"{PEOPLE}/paste", data={"text": table, "expected": version(scene), "do": "write"})
    assert made.status_code == 303
    assert "Cy Cole" in said(client.get(PEOPLE, params={"text": "Сай Коул"}))
    assert "4 people fit" in said(client.get(PEOPLE))


def test_a_table_with_mistakes_is_not_written_and_all_are_told(scene):
    table = "name;held_by;remarks\nCy;Q;x\n;A;y\nDee;A;z"
    page = scene.client("mediator").post(
        f"{PEOPLE}/paste", data={"text": table, "expected": version(scene), "do": "write"}
    )
    words = said(page)
    assert page.status_code == 422 and "no party `Q`" in words and "row 3, name: no name" in words
    assert "--map" not in words and 'name="map-remarks"' in page.text and "Cy;Q;x" in page.text
    assert text_of(scene) == CASE


def test_a_column_is_told_by_choosing(scene):
    table = "Person;Holder\nCy Cole;A"
    sent = {"text": table, "map-Person": "name", "map-Holder": "held_by", "expected": version(scene), "do": "write"}
    assert scene.client("mediator").post(f"{PEOPLE}/paste", data=sent).status_code == 303
    assert "cy-cole:" in text_of(scene)


def test_a_table_as_a_file(scene):
    file = {"file": ("people.csv", "\ufeffname,held_by\nCy Cole,A\n".encode())}
    page = scene.client("mediator").post(f"{PEOPLE}/paste", data={"expected": version(scene)}, files=file)
    assert "Write 1 person into the case" in page.text


@pytest.mark.parametrize("path", ["new", "paste"])
def test_somebody_was_quicker(scene, path):
    old = version(scene)
    scene.client("analyst").post(f"{PEOPLE}/new", data={"name": "Dee", "held_by": "A", "expected": old})
    sent = {"name": "Cy", "held_by": "A", "text": "name;held_by\nCy;A", "expected": old, "do": "write"}
    page = scene.client("mediator").post(f"{PEOPLE}/{path}", data=sent)
    assert page.status_code == 409 and "in the meantime" in page.text and "Cy" in page.text
    assert "dee:" in text_of(scene) and "cy:" not in text_of(scene)


@pytest.mark.parametrize("path", ["", "/new", "/paste", "/ana"])
def test_nobody_else_sees_them(scene, path):
    for who in ("a", "b", "islander"):
        client = scene.client(who)
        assert client.get(PEOPLE + path).content == client.get("/cases/no").content
    client = scene.client("mediator")
    del client.headers["X-CSRF-Token"]
    assert client.post(f"{PEOPLE}/new", data={"name": "Cy", "expected": "1"}).status_code == 403


def test_minors_are_not_named(tmp_path):
    minor = "  kid: {name: Secret Child, held_by: A, citizen_of: B, born: 2015-01-01, spellings: [Kept Secret]}\n"
    scene = scene_at(tmp_path / "desk.sqlite", CASE.replace("people:\n", "people:\n" + minor))
    client = scene.client("mediator")
    for path in ("/people", "/people?text=Child", "/people/kid", "", "/bench", "/day", "/graph.json"):
        page = client.get(f"/cases/harbour{path}")
        assert page.status_code == 200 and "Secret" not in page.text, path
    scene.store.close()
