"""A question as data: one text, nothing unknown let through, what is supposed is supposed and nothing else."""

import datetime as dt
from fractions import Fraction

import pytest

from glienicke.desk.work.question import conditions, faults, question_of, supposed, text_of, with_more
from glienicke.positions.asof import as_of
from glienicke.positions.load import load_text

CASE = """\
case: harbour
parties: {A: Arland, B: Belmark, C: Cold Shore}
at_table: [A, B]
people:
  ana: {name: Ana Arn, held_by: A, citizen_of: B}
  ben: {name: Ben Bell, held_by: B, citizen_of: A}
  cy: {name: Cy Cole, held_by: C, citizen_of: B}
positions:
  A:
    - from: 2024-01-01
      worth: {ben: 6..9}
      cost: {ana: 4}
      floor: 2..4
      conditions: [never ana, never ana, ana only if ben]
  B: [{from: 2024-01-01, worth: {ana: 5, cy: 9}, cost: {ben: 1}}]
  C: [{from: 2024-01-01}]
"""
ON = dt.date(2024, 3, 1)


@pytest.fixture(scope="module")
def day():
    found = load_text(CASE)
    assert found.case is not None, found.diagnostics
    return as_of(found.case, ON)


def test_the_same_question_has_the_same_text():
    one = question_of({"on": "2024-03-01", "want": "ana, ben", "verb": "find"})
    other = question_of({"want": ["ana", "ben"], "on": ON})
    assert text_of(one) == text_of(other) == '{"on":"2024-03-01","want":["ana","ben"]}'
    assert question_of({"on": "2024-03-01", "want": ("ana", "ben")}) == one


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "name the day"),
        ({"on": "soon"}, "on:"),
        ({"on": "2024-03-01", "verb": "guess"}, "verb:"),
        ({"on": "2024-03-01", "aim": "worst"}, "aim:"),
        ({"on": "2024-03-01", "seconds": "nan"}, "seconds:"),
        ({"on": "2024-03-01", "seconds": 1e9}, "seconds:"),
        ({"on": "2024-03-01", "gap": -1}, "gap:"),
        ({"on": "2024-03-01", "most": 0}, "most:"),
        ({"on": "2024-03-01", "lower": {"A": "1e400"}}, "lower.A:"),
        ({"on": "2024-03-01", "lower": {"A": "1/0"}}, "lower.A:"),
        ({"on": "2024-03-01", "lower": {"A": "٣"}}, "lower.A:"),
        ({"on": "2024-03-01", "lower": {"A": "-1"}}, "lower.A:"),
        ({"on": "2024-03-01", "surprise": 1}, "surprise:"),
        ({"on": "2024-03-01", "verb": "front", "parties": "A"}, "two to four"),
        ({"on": "2024-03-01", "verb": "front", "parties": "A A"}, "two to four"),
        ({"on": "2024-03-01", "seated": "C", "out": "C"}, "both"),
        ({"on": "2024-03-01", "verb": "replay"}, "replay"),
        ({"verb": "replay", "off": ["A: never ana"]}, "replay"),
        ({"on": "2024-03-01", "want": ["x"] * 2001}, "want:"),
    ],
)
def test_what_is_no_question_is_refused_in_one_line(sent, says):
    with pytest.raises(ValueError) as told:
        question_of(sent)
    assert says in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"want": "anna"}, "no person 'anna' on this day; did you mean 'ana'?"),
        ({"out": "Z"}, "no party 'Z'"),
        ({"seated": "Z"}, "no party 'Z'"),
        ({"lower": {"Z": "1"}}, "no party with a position 'Z'"),
        ({"off": ["A: never ben"]}, "no such condition"),
        ({"add": "ana"}, "may be added"),
    ],
)
def test_what_the_day_does_not_know_is_said(day, sent, says):
    question = question_of({"on": ON, **sent})
    assert any(says in line for line in faults(question, day))
    with pytest.raises(ValueError):
        supposed(question, day)


def test_a_condition_said_twice_is_given_up_once(day):
    assert list(conditions(day)) == ["A: never ana", "A: never ana (2)", "A: ana only if ben"]
    changed = supposed(question_of({"on": ON, "off": ["A: never ana"]}), day)
    assert [c.text for c in changed.positions["A"].conditions] == ["never ana", "ana only if ben"]
    both = supposed(question_of({"on": ON, "off": ["A: never ana", "A: never ana (2)"]}), day)
    assert [c.text for c in both.positions["A"].conditions] == ["ana only if ben"]


def test_a_floor_goes_down_by_what_is_said_at_either_end(day):
    floor = supposed(question_of({"on": ON, "lower": {"A": "3/2"}}), day).positions["A"].floor
    assert (floor.low, floor.high) == (Fraction(1, 2), Fraction(5, 2))
    assert day.positions["A"].floor.low == 2


def test_parties_come_and_stay_away(day):
    changed = supposed(question_of({"on": ON, "seated": "C", "out": "A"}), day)
    assert changed.at_table == {"B", "C"} and set(changed.positions) == {"B", "C"}
    assert day.at_table == {"A", "B"}


def test_trying_comes_on_top_of_what_is_supposed():
    question = question_of({"on": ON, "verb": "why", "lower": {"A": "3/2"}, "off": ["A: never ana"]})
    more = with_more(question, {"off": ["A: ana only if ben"], "lower": {"A": "1/2", "B": "1"}, "add": ["cy"]})
    assert more.verb == "find" and more.lower == {"A": "2", "B": "1"}
    assert more.off == ("A: never ana", "A: ana only if ben") and more.add == ("cy",)
