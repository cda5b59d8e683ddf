"""The register only grows: changes and refusals are new statements, and the case follows from what stands."""

import pytest

from glienicke.case.apart import statements_of
from glienicke.case.model import Case
from glienicke.case.read import read_text
from glienicke.case.register import (
    Register,
    appended,
    case_of,
    displaced,
    lines,
    of_lines,
    read_register,
    register_of,
    standing,
    status_of,
)
from glienicke.case.statement import Statement, replacing

TEXT = """\
case: c
sources: {s: {who: S, on: 2024-05-01}, t: {who: T}}
parties: {A: a, B: b}
people:
  ana: {name: Ana Ilic, held_by: {is: A, since: 2023, according_to: [s]}, citizen_of: [B]}
  bo: {name: Bo Ek, held_by: B}
signals:
  - {on: 2024-01, what: Bo is freed, people: {bo: {state: free}}}
"""


@pytest.fixture
def case() -> Case:
    found = read_text(TEXT).case
    assert found is not None
    return found


@pytest.fixture
def register(case) -> Register:
    return register_of(case)


def find(register, subject, property):
    return next(s for s in register if (s.subject, s.property) == (subject, property))


def test_a_case_without_changes_is_the_case(register, case):
    assert register.case == case
    assert register.standing == register.statements == statements_of(case)


def test_a_change_is_added_and_the_old_statement_stays(register, case):
    old = find(register, "people/ana", "held_by")
    new = replacing(old, value="B", source="t", chain=("T",))
    after = appended(register, new)
    assert after.statements == (*register.statements, new)
    assert len(after) == len(register) + 1
    assert status_of(after, old.id) == "superseded"
    assert status_of(after, new.id) == "accepted"
    [held] = after.case.people["ana"].held_by
    assert (held.is_, held.since, held.according_to) == ("B", "2023", ("t",))
    assert list(after.case.people) == list(case.people)
    assert register.case == case


def test_a_new_source_of_the_same_fact_joins_it(register):
    after = appended(register, Statement("people/ana", "held_by", "A", source="t", valid_from="2023"))
    [held] = after.case.people["ana"].held_by
    assert held.according_to == ("s", "t")


def test_another_value_becomes_a_rival(register):
    after = appended(register, Statement("people/ana", "held_by", "B", source="t", unverified=True))
    assert [fact.is_ for fact in after.case.people["ana"].held_by] == ["A", "B"]


def test_a_new_person_follows_the_others(register):
    after = appended(register, Statement("people/cem", "name", "Cem Ates"))
    assert list(after.case.people) == ["ana", "bo", "cem"]


def test_the_same_words_twice_change_nothing(register):
    new = Statement("people/cem", "name", "Cem Ates")
    after = appended(register, new)
    assert appended(after, new) is after


def test_a_suggestion_counts_once_it_is_accepted(register, case):
    suggested = replacing(find(register, "people/ana", "held_by"), value="B", status="suggested")
    after = appended(register, suggested)
    assert after.case == case
    assert status_of(after, suggested.id) == "suggested"
    accepted = replacing(suggested, status="accepted", by="the desk")
    done = appended(after, accepted)
    assert [fact.is_ for fact in done.case.people["ana"].held_by] == ["B"]
    assert displaced(done) == {suggested.id, suggested.supersedes}


def test_a_rejected_suggestion_leaves_what_it_would_have_changed(register, case):
    old = find(register, "people/ana", "held_by")
    suggested = replacing(old, value="B", status="suggested")
    after = appended(appended(register, suggested), replacing(suggested, status="rejected", by="the desk"))
    assert after.case == case
    assert status_of(after, suggested.id) == "rejected"
    assert status_of(after, old.id) == "accepted"


def test_a_statement_taken_back_is_gone_from_the_case_and_kept_in_the_register(register):
    old = find(register, "people/ana", "citizen_of")
    after = appended(register, replacing(old, status="superseded", note="a mistake"))
    assert after.case.people["ana"].citizen_of == ()
    assert old in after.statements
    assert status_of(after, old.id) == "superseded"


def test_two_changes_of_one_statement_do_not_pass_each_other_unseen(register):
    old = find(register, "people/ana", "held_by")
    after = appended(register, replacing(old, value="B"))
    with pytest.raises(ValueError, match="already; supersede that one"):
        appended(after, replacing(old, value="C"))


def test_what_was_never_said_cannot_be_superseded(register):
    with pytest.raises(ValueError, match="no statement 0000 to supersede"):
        appended(register, Statement("people/ana", "name", "Ana", supersedes="0000"))
    with pytest.raises(ValueError, match="valid_from 'soon'"):
        appended(register, Statement("people/ana", "name", "Ana", valid_from="soon"))
    with pytest.raises(KeyError):
        status_of(register, "0000")


def test_a_register_in_lines_comes_back(register, tmp_path):
    after = appended(register, replacing(find(register, "people/ana", "held_by"), value="B"))
    file = tmp_path / "register.jsonl"
    file.write_text("".join(lines(after)), encoding="utf-8")
    again = read_register(file)
    assert again == after
    assert again.case == after.case
    assert of_lines(list(lines(after))[:3]).statements == after.statements[:3]


def test_a_line_changed_by_hand_is_found(register, tmp_path):
    file = tmp_path / "register.jsonl"
    file.write_text("".join(lines(register)).replace("Ana Ilic", "Ana Ilik"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"register.jsonl:\d+: statement \w+ was changed after it was written"):
        read_register(file)
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="not UTF-8"):
        read_register(file)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        (Statement("people/ana", "shoe_size", "40"), "no place for 'shoe_size' of people/ana"),
        (Statement("weather/today", "is", "fine"), "no place for 'is' of weather/today"),
        (Statement("case", "colour", "red"), "no place for 'colour' of case"),
        (Statement("signals/2024-01", "colour", "red"), "no place for 'colour' of signals/2024-01"),
        (Statement("signals/2024-02", "drop", "never ana"), "has no date"),
        (Statement("history/2024", "what", "a meeting"), "needs 'valid_from'"),
        (Statement("people/cem", "held_by", "A"), "people/cem/name: Field required"),
        (Statement("people/ana", "state", "lost"), "people/ana/state"),
    ],
)
def test_what_makes_no_case_is_said(register, statement, says):
    with pytest.raises(ValueError, match=says):
        case_of((*register, statement))


def test_a_reworded_condition_keeps_its_place():
    text = TEXT + "positions:\n  A:\n    - from: 2024\n      conditions: [never ana, ana only if bo, never bo]\n"
    case = read_text(text).case
    assert case is not None
    statements = statements_of(case)
    old = next(s for s in statements if s.value == "ana only if bo")
    after = case_of((*statements, replacing(old, value="ana only if any of {held by B}", price="5")))
    [position] = after.positions["A"]
    assert [c.say for c in position.conditions] == ["never ana", "ana only if any of {held by B}", "never bo"]
    assert position.conditions[1].price == 5
    assert [
        s.value for s in standing((*statements, replacing(old, status="superseded"))) if s.property == "condition"
    ] == [
        "never ana",
        "never bo",
    ]
