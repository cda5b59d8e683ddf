"""Reports, what is said of a person, what-ifs beside the case and watchlists over HTTP."""

from tests.desk.api.test_verbs import as_documented
from tests.desk.pages.test_read import ARTICLE
from tests.desk.web.conftest import CASE

API = "/api/v1/cases/harbour"
SENT = {"name": "teacher.txt", "text": ARTICLE, "published": "2024-03-05", "who": "Coast News"}
CHARGE = {"op": "put", "path": ["people", "ana", "charge"], "value": "theft"}


def brought(client) -> dict:
    """The report, read."""
    answer = client.post(f"{API}/reports", json=SENT)
    assert answer.status_code == 201, answer.text
    data: dict = answer.json()
    return data


def saying(report: dict, subject: str, property: str) -> dict:
    """The one suggestion about this."""
    found = [
        one
        for one in report["suggestions"]
        if (one["statement"]["subject"], one["statement"]["property"]) == (f"people/{subject}", property)
    ]
    assert len(found) == 1, report["suggestions"]
    return dict(found[0])


def text_of(client) -> str:
    return str(client.get(API).json()["files"]["harbour.yaml"])


def test_a_report_is_read_and_nothing_enters_the_case(scene):
    client = scene.client("analyst")
    report = brought(client)
    assert report["text"] == ARTICLE and report["who"] == "Coast News" and report["published"] == "2024-03-05"
    assert report["open"] == len(report["suggestions"]) > 2 and text_of(client) == CASE
    for one in report["suggestions"]:
        start, end = one["statement"]["span"]
        assert ARTICLE[start:end] == one["statement"]["original_text"] and one["state"] == "suggested"
    assert client.get(f"{API}/reports/{report['id']}").json() == report
    listed = client.get(f"{API}/reports").json()["reports"]
    assert [one["id"] for one in listed] == [report["id"]]
    assert brought(client)["id"] == report["id"], "the same text is kept once"


def test_accepting_writes_and_is_taken_back(scene):
    client = scene.client("mediator")
    one = saying(brought(client), "ana", "charge")
    at = f"{API}/suggestions/{one['id']}"
    assert client.post(f"{at}/accept", json={"expected": 7}).status_code == 409
    made = client.post(f"{at}/accept", json={"expected": 1})
    assert made.status_code == 200 and made.json()["version"] == 2, made.text
    assert "smuggling" in text_of(client) and "Coast News" in text_of(client)
    again = client.post(f"{at}/accept", json={"expected": 2})
    assert again.status_code == 422 and "decided already" in again.json()["detail"]
    back = client.post(f"{at}/back", json={"expected": 2})
    assert back.status_code == 200 and back.json()["state"] == "suggested", back.text
    assert text_of(client) == CASE


def test_another_value_is_accepted_in_the_place_of_what_was_suggested(scene):
    client = scene.client("mediator")
    one = saying(brought(client), "ana", "charge")
    at = f"{API}/suggestions/{one['id']}/accept"
    for wrong in ({"a": "b"}, [["x"]], ""):
        assert client.post(at, json={"expected": 1, "value": wrong}).status_code == 422, wrong
    assert client.post(at, json={"expected": 1, "value": "petty smuggling"}).status_code == 200
    assert "petty smuggling" in text_of(client)


def test_what_is_rejected_is_not_suggested_again(scene):
    client = scene.client("mediator")
    one = saying(brought(client), "ana", "charge")
    gone = client.post(f"{API}/suggestions/{one['id']}/reject")
    assert gone.status_code == 200 and gone.json()["state"] == "rejected"
    later = client.post(f"{API}/reports", json={**SENT, "text": ARTICLE.replace("41", "42")}).json()
    assert not [o for o in later["suggestions"] if o["statement"]["original_text"] == one["statement"]["original_text"]]


def test_what_cannot_be_read_is_said(scene):
    client = scene.client("mediator")
    for wrong, why in (({"published": "2999-01-01"}, "not come yet"), ({"published": "soon"}, "no day")):
        answer = client.post(f"{API}/reports", json={**SENT, **wrong})
        assert answer.status_code == 422 and why in answer.json()["detail"]
    assert client.get(f"{API}/reports/nothing").status_code == 404
    assert client.post(f"{API}/suggestions/nothing/reject").status_code == 404


def test_every_value_of_a_person_with_the_rule_that_prefers_one(scene):
    client = scene.client("analyst")
    said = [{"is": "theft", "since": "2024-01"}, {"is": "spying", "since": "2024-02"}]
    contact = {"on": "2024-02-03", "by": "family", "what": "a letter"}
    edits = [{**CHARGE, "value": said}, {"op": "put", "path": ["people", "ana", "contacts"], "value": [contact]}]
    assert client.post(f"{API}/edits", json={"expected": 1, "edits": edits}).status_code == 200
    told = client.get(f"{API}/people/ana/statements", params={"on": "2024-01-31"}).json()
    charge = next(fact for fact in told["facts"] if fact["key"] == "charge")
    assert [(value["text"], value["preferred"]) for value in charge["told"]] == [("theft", True), ("spying", False)]
    assert charge["why"] and told["custody"][0]["says"] == "held by Arland"
    assert told["contacts"][0]["what"] == "a letter" and told["on"] == "2024-01-31"
    assert client.get(f"{API}/people/nobody/statements").status_code == 404


def test_a_what_if_beside_the_case(scene):
    client = scene.client("mediator")
    assert client.post(f"{API}/branches", json={"name": "freed"}).status_code == 201
    same = client.get(f"{API}/branches/freed/differences").json()
    assert same["facts"] == [] and same["diff"] == {}
    moved = {"op": "put", "path": ["people", "ana", "held_by"], "value": "B"}
    assert client.post(f"{API}/edits", json={"branch": "freed", "expected": 1, "edits": [moved]}).status_code == 200
    told = client.get(f"{API}/branches/freed/differences", params={"on": "2024-03"}).json()
    assert told["on"] == "2024-03-31" and "-  ana: {name: Ana Arn, held_by: A" in told["diff"]["harbour.yaml"]
    assert ("held by", "Arland", "Belmark") in [(f["what"], f["before"], f["after"]) for f in told["facts"]]
    broken = {"op": "put", "path": ["people", "ana", "held_by"], "value": "C"}
    draft = {"branch": "freed", "expected": 2, "edits": [broken], "draft": True}
    assert (made := client.post(f"{API}/edits", json=draft)).status_code == 200, made.text
    assert client.get(f"{API}/branches/freed/differences").json()["facts"] is None
    assert client.get(f"{API}/branches/nothing/differences").status_code == 404


def test_a_watchlist_is_told_as_the_command_tells_it(scene):
    client = scene.client("analyst")
    dated = {"op": "put", "path": ["people", "ana", "held_by"], "value": {"is": "A", "since": "2024-02-10"}}
    assert client.post(f"{API}/edits", json={"expected": 1, "edits": [dated]}).status_code == 200
    told = as_documented(client.get("/api/v1/watch/B", params={"on": "2024-03", "since": "2024-01-01"}))
    assert [person["id"] for person in told["held"]] == ["ana"] and told["since"] == "2024-01-01" and told["changes"]
    assert as_documented(client.get("/api/v1/watch/B"))["changes"] is None
    assert client.get("/api/v1/watch/X").status_code == 404
    assert client.get("/api/v1/watch/B", params={"on": "soon"}).status_code == 422
    assert scene.client("islander").get("/api/v1/watch/B").json()["held"][0]["name"] == "Canary Quill"
