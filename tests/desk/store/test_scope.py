"""Rights: what each role can do, and that all else looks as if it were not there."""

import re

import pytest

from glienicke.case.write import Put, edited
from glienicke.desk.store import documents, members
from glienicke.desk.store import scope as module
from glienicke.desk.store.scope import Changed, NotThere, Refused, Scope
from glienicke.desk.who import NOBODY, Who
from tests.desk.store.conftest import CASE, joined, scope_of

EDIT = [Put(("people", "ana", "name"), "Anna")]

# Every public method, how it is called, and who is let in.
CALLS = {
    "cases": (lambda s: s.cases(), {"mediator", "analyst", "delegate", "nobody"}),
    "mark": (lambda s: s.mark("harbour"), {"mediator", "analyst", "delegate"}),
    "texts": (lambda s: s.texts("harbour"), {"mediator", "analyst"}),
    "texts_at": (lambda s: s.texts_at("harbour", "main", 1), {"mediator", "analyst"}),
    "bring": (lambda s: s.bring("another", {"a.yaml": CASE.encode()}), {"mediator"}),
    "edit": (lambda s: s.edit("harbour", "main", EDIT, "", 1), {"mediator", "analyst"}),
    "replace_text": (
        lambda s: s.replace_text("harbour", "main", "harbour.yaml", CASE + "\n", "", s.texts("harbour").version),
        {"mediator", "analyst"},
    ),
    "undo": (lambda s: s.undo("harbour", "main", s.texts("harbour").version), {"mediator", "analyst"}),
    "redo": (lambda s: s.redo("harbour", "main", s.texts("harbour").version), {"mediator", "analyst"}),
    "history": (lambda s: s.history("harbour"), {"mediator", "analyst"}),
    "branches": (lambda s: s.branches("harbour"), {"mediator", "analyst"}),
    "branch": (lambda s: s.branch("harbour", "other"), {"mediator", "analyst"}),
    "drop_branch": (lambda s: s.drop_branch("harbour", "other"), {"mediator", "analyst"}),
    "export": (lambda s: s.export("harbour"), {"mediator", "analyst"}),
    "disk_state": (lambda s: s.disk_state("harbour"), {"mediator"}),
    "take_from_disk": (lambda s: s.take_from_disk("harbour", 1), {"mediator"}),
    "write_to_disk": (lambda s: s.write_to_disk("harbour"), {"mediator"}),
    "say": (lambda s: s.say("harbour", "A", "word"), {"mediator", "delegate"}),
    "messages": (lambda s: s.messages("harbour", "A"), {"mediator", "delegate"}),
    "publish": (lambda s: s.publish("harbour", "A", "text", {"text": "word"}), {"mediator"}),
    "publications": (lambda s: s.publications("harbour", "A"), {"mediator", "delegate"}),
    "score": (lambda s: s.score("harbour", 99, {}), {"delegate"}),
    "scorecard": (lambda s: s.scorecard("harbour"), {"delegate"}),
    "add_document": (lambda s: s.add_document("harbour", "t", {}, [{"value": "x"}]), {"mediator", "analyst"}),
    "documents": (lambda s: s.documents("harbour"), {"mediator", "analyst"}),
    "document": (lambda s: s.document("harbour", s.documents("harbour")[0].id), {"mediator", "analyst"}),
    "suggestions": (lambda s: s.suggestions("harbour"), {"mediator", "analyst"}),
    "accept": (lambda s: s.accept("harbour", ["no-such"], "main", {}, "", 1), {"mediator", "analyst"}),
    "suggest": (lambda s: s.suggest("harbour", s.documents("harbour")[0].id, {"value": "y"}), {"mediator", "analyst"}),
    "take_back": (lambda s: s.take_back("harbour", "no-such", 1), {"mediator", "analyst"}),
    "reject": (lambda s: s.reject("harbour", s.suggestions("harbour")[0].id), {"mediator", "analyst"}),
    "look": (lambda s: s.look("harbour", "A", "2024-03-01"), {"mediator", "analyst"}),
    "last_look": (lambda s: s.last_look("harbour", "A"), {"mediator", "analyst"}),
    "submit": (lambda s: s.submit("harbour", "main", {"verb": "find"}), {"mediator", "analyst"}),
    "job": (lambda s: s.job("harbour", s.jobs("harbour")[0].id), {"mediator", "analyst"}),
    "jobs": (lambda s: s.jobs("harbour"), {"mediator", "analyst"}),
    "stop": (lambda s: s.stop("harbour", s.jobs("harbour")[0].id), {"mediator", "analyst"}),
    "members": (lambda s: s.members("harbour"), {"mediator"}),
    "invite": (lambda s: s.invite("harbour", "analyst", "New"), {"mediator"}),
    "admit": (lambda s: s.admit("harbour", s.who.member), {"mediator"}),
    "dismiss": (lambda s: s.dismiss("harbour", s.members("harbour")[0].id), {"mediator"}),
    "forget": (lambda s: s.forget("harbour", ["word"], "asked for"), {"mediator"}),
    "erase_case": (lambda s: s.erase_case("harbour", "over"), {"mediator"}),
}
MISSING_ANYWAY = {"accept", "take_back"}  # called with what is not there


def test_every_method_is_in_the_list():
    public = {name for name in dir(Scope) if not name.startswith("_")} - {"who"}
    assert public == set(CALLS)
    said = re.findall(r"^ {4}(\w[\w ]*?) {2}", module.__doc__ or "", re.MULTILINE)
    assert {name for line in said for name in line.split()} == public


@pytest.mark.parametrize("role", ["mediator", "analyst", "delegate", "nobody"])
def test_roles_get_what_they_may_and_nothing_else(mediator, store, role):
    scopes = {
        "mediator": mediator,
        "analyst": joined(mediator, store, "analyst", "Ada"),
        "delegate": joined(mediator, store, "delegate", "Dan", "A"),
        "nobody": Scope(store, NOBODY),
    }
    for name, (call, roles) in CALLS.items():
        if role not in roles or name in MISSING_ANYWAY:
            with pytest.raises(NotThere) as refused:
                call(scopes[role])
            assert str(refused.value) == "there is nothing here"
            continue
        try:
            call(scopes[role])
        except Refused as said:
            assert name in ("score", "take_from_disk", "write_to_disk", "dismiss"), said


@pytest.mark.parametrize("role", ["mediator", "analyst", "delegate"])
def test_other_cases_are_as_if_they_were_not(mediator, store, role):
    """Whoever is not in a case hears of it what they hear of one that is not there, on every method."""
    other = scope_of(store, members.add_member(store, "Otto", "mediator"))
    other.bring("elsewhere", {"a.yaml": CASE.encode()})
    member, _ = other.invite("elsewhere", role, "Eve", "A" if role == "delegate" else None)
    eve = scope_of(store, member)
    liar = Scope(store, Who(member, role, "A" if role == "delegate" else None, frozenset({"no-such"})))
    for name, (call, _roles) in CALLS.items():
        if name in ("cases", "bring"):
            continue
        said = []
        for scope in (eve, liar):
            with pytest.raises(NotThere) as refused:
                call(scope)
            said.append(repr(refused.value))
        assert said[0] == said[1]
    assert [line.id for line in eve.cases()] == ["elsewhere"]


def test_analyst_edits_people_and_no_positions(mediator, store):
    analyst = joined(mediator, store, "analyst", "Ada")
    assert analyst.edit("harbour", "main", EDIT, "", 1).version == 2
    lower = CASE.replace("60..90", "10..90")
    for attempt in (
        lambda: analyst.edit("harbour", "main", [Put(("parties", "B"), "Other")], "", 2),
        lambda: analyst.replace_text("harbour", "main", "harbour.yaml", lower, "", 2),
        lambda: analyst.replace_text("harbour", "main", "harbour.yaml", "no case", "", 2, draft=True),
    ):
        with pytest.raises(Refused, match="mediator"):
            attempt()
    mediator.replace_text("harbour", "main", "harbour.yaml", lower, "", 2)
    with pytest.raises(Refused, match="positions"):
        analyst.undo("harbour", "main", 3)
    assert mediator.texts("harbour").version == 3


def test_delegates_hear_their_own_channel_only(mediator, store):
    a, b = (joined(mediator, store, "delegate", f"Delegate of {party}", party) for party in "AB")
    before = (b.cases(), b.messages("harbour"), b.publications("harbour"), b.scorecard("harbour"), b.mark("harbour"))
    mediator.say("harbour", "A", "for A alone")
    a.say("harbour", None, "answer of A")
    deal = mediator.publish("harbour", "A", "deal", {"title": "A's deal"})
    a.score("harbour", deal, {"gain": "5"})
    a.score("harbour", deal, {"gain": "7"})
    mediator.edit("harbour", "main", [Put(("title",), "New title")], "", 1)
    mediator.submit("harbour", "main", {"verb": "find"})
    assert before == (
        b.cases(),
        b.messages("harbour"),
        b.publications("harbour"),
        b.scorecard("harbour"),
        b.mark("harbour"),
    )
    assert [(m.seq, m.from_mediator, m.text) for m in a.messages("harbour")] == [
        (1, True, "for A alone"),
        (2, False, "answer of A"),
    ]
    assert [(p.seq, p.kind, p.body) for p in a.publications("harbour", "A")] == [(3, "deal", {"title": "A's deal"})]
    assert [score.body for score in a.scorecard("harbour")] == [{"gain": "7"}]
    for listen in (b.messages, b.publications):
        with pytest.raises(NotThere):
            listen("harbour", "A")
    with pytest.raises(NotThere):
        b.say("harbour", "A", "from B")
    assert b.say("harbour", None, "first of B") == 1  # numbers of one channel tell nothing of another
    with pytest.raises(Refused):
        b.score("harbour", deal, {})
    assert a.cases()[0].title == "harbour"


def test_mediator_speaks_to_parties_of_the_case(mediator):
    for party in ("C", "A,B", "own:A"):
        with pytest.raises(Refused, match="no party"):
            mediator.say("harbour", party, "hello")
    with pytest.raises(Refused, match="no party"):
        mediator.invite("harbour", "delegate", "Dan", "C")
    with pytest.raises(Refused, match="empty"):
        mediator.say("harbour", "A", "  \n")
    with pytest.raises(Refused, match="send two"):
        mediator.say("harbour", "A", "x" * 20_001)
    with pytest.raises(Refused, match="publish a deal or a text"):
        mediator.publish("harbour", "A", "secret", {})


def test_last_mediator_stays(mediator, store):
    with pytest.raises(Refused, match="last mediator"):
        mediator.dismiss("harbour", mediator.who.member)
    second = joined(mediator, store, "mediator", "Max")
    mediator.dismiss("harbour", second.who.member)
    with pytest.raises(NotThere):
        mediator.dismiss("harbour", second.who.member)
    with pytest.raises(NotThere):
        scope_of(store, second.who.member).texts("harbour")
    mediator.admit("harbour", second.who.member)
    assert scope_of(store, second.who.member).texts("harbour").version == 1
    members.let_go(store, second.who.member)
    for gone in (second.who.member, "nobody"):
        with pytest.raises(NotThere):
            mediator.admit("harbour", gone)


def test_rejected_is_not_suggested_again(mediator):
    found = [
        {"subject": "ana", "property": "charge", "value": "theft", "quote": "accused of theft", "span": [3, 9]},
        {"subject": "ben", "property": "charge", "value": "arson", "quote": "of arson", "span": [20, 24]},
    ]
    first = mediator.add_document("harbour", "Ana is accused of theft.", {"title": "A report"}, found)
    one, two = mediator.suggestions("harbour", first)
    mediator.reject("harbour", one.id)
    with pytest.raises(Refused, match="rejected already"):
        mediator.reject("harbour", one.id)
    now = mediator.texts("harbour").files
    changed = edited(now, EDIT)
    texts = mediator.accept("harbour", [two.id], "main", changed, "the report", 1)
    assert texts.version == 2 and [s.state for s in mediator.suggestions("harbour")] == ["rejected", "accepted"]
    with pytest.raises(Refused, match="accepted already"):
        mediator.accept("harbour", [two.id], "main", now, "", 2)
    assert mediator.texts("harbour").files == changed  # neither the texts nor the decision
    moved = [{**found[0], "span": [7, 13]}, found[1]]
    second = mediator.add_document("harbour", "Again.", {}, moved)
    assert [s.body["value"] for s in mediator.suggestions("harbour", second)] == ["arson"]
    assert mediator.document("harbour", first).text == "Ana is accused of theft."
    assert [d.text for d in mediator.documents("harbour")] == [None, None]


def test_a_decision_is_taken_back_with_what_came_of_it(mediator):
    found = [{"subject": f"p{n}", "property": "note", "value": "x"} for n in range(3)]
    document = mediator.add_document("harbour", "Words.", {}, found)
    one, two, three = (s.id for s in mediator.suggestions("harbour", document))
    before = mediator.texts("harbour")
    changed = edited(before.files, EDIT)
    mediator.accept("harbour", [one, two], "main", changed, "", 1)
    mediator.reject("harbour", three)
    mediator.take_back("harbour", three, 2)
    with pytest.raises(Changed):
        mediator.take_back("harbour", two, 1)
    mediator.take_back("harbour", two, 2)
    assert {s.state for s in mediator.suggestions("harbour")} == {"suggested"}
    assert mediator.texts("harbour").files == before.files and mediator.texts("harbour").version == 3
    with pytest.raises(Refused, match="open already"):
        mediator.take_back("harbour", one, 3)
    mediator.accept("harbour", [one], "main", changed, "", 3)
    mediator.undo("harbour", "main", 4)
    with pytest.raises(Refused, match="changed since"):
        mediator.take_back("harbour", one, 5)


def test_acceptances_are_taken_back_one_after_the_other(mediator):
    found = [{"subject": f"p{n}", "property": "note", "value": "x"} for n in range(2)]
    document = mediator.add_document("harbour", "Words.", {}, found)
    one, two = (s.id for s in mediator.suggestions("harbour", document))
    before = mediator.texts("harbour").files
    first = edited(before, EDIT)
    second = edited(first, [Put(("title",), "Second")])
    mediator.accept("harbour", [one], "main", first, "", 1)
    mediator.accept("harbour", [two], "main", second, "", 2)
    with pytest.raises(Refused, match="changed since"):
        mediator.take_back("harbour", one, 3)
    mediator.take_back("harbour", two, 3)
    mediator.take_back("harbour", one, 4)
    assert mediator.texts("harbour").files == before
    mediator.accept("harbour", [one], "main", first, "", 5)
    mediator.edit("harbour", "main", [Put(("title",), "Third")], "", 6)
    mediator.replace_text("harbour", "main", "harbour.yaml", first["harbour.yaml"], "as it was", 7)
    with pytest.raises(Refused, match="changed since"):  # an undo would lead elsewhere
        mediator.take_back("harbour", one, 8)


def test_what_fails_between_leaves_neither_the_texts_nor_the_decision(mediator, monkeypatch):
    document = mediator.add_document("harbour", "Words.", {}, [{"subject": "ana", "property": "note", "value": "x"}])
    (one,) = mediator.suggestions("harbour", document)
    before = mediator.texts("harbour")
    changed = edited(before.files, EDIT)
    monkeypatch.setattr(documents, "decide", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        mediator.accept("harbour", [one.id], "main", changed, "", 1)
    assert mediator.texts("harbour") == before
    assert mediator.suggestions("harbour")[0].state == "suggested"


def test_looks_are_each_members_own_and_change_nothing(mediator, store):
    ada = joined(mediator, store, "analyst", "Ada")
    mark = ada.mark("harbour")
    assert mediator.last_look("harbour", "A") is None
    mediator.look("harbour", "A", "2024-03-01")
    mediator.edit("harbour", "main", EDIT, "", 1)
    mediator.look("harbour", "B", "2024-03-02")
    look = mediator.last_look("harbour", "A")
    assert look is not None and (look.on, look.version) == ("2024-03-01", 1)
    assert ada.last_look("harbour", "A") is None
    before = ada.mark("harbour")
    assert before != mark
    mediator.look("harbour", "A", "2024-03-03")
    assert ada.mark("harbour") == before and [len(mediator.history("harbour")), len(ada.history("harbour"))] == [2, 2]


def test_a_member_suggests_besides(mediator):
    document = mediator.add_document("harbour", "Words.", {}, [])
    id = mediator.suggest("harbour", document, {"subject": "ana", "property": "note", "value": "x"})
    assert [(s.id, s.body["value"]) for s in mediator.suggestions("harbour", document)] == [(id, "x")]
    assert mediator.suggest("harbour", document, {"value": "y"}) != id


def test_who_cannot_be_what_makes_no_sense():
    for wrong in (("m", "delegate", None), ("m", "mediator", "A"), ("", "mediator", None), ("m", "nobody", None)):
        with pytest.raises(ValueError, match=r"delegate|nobody"):
            Who(*wrong)
    with pytest.raises(ValueError, match="no role"):
        Who("m", "boss")  # type: ignore[arg-type] # what a row could hold


def test_nothing_secret_is_shown(mediator, store):
    assert "postgres" not in repr(store) and repr(mediator) == "Scope(mediator)"
