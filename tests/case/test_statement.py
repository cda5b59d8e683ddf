"""A statement by itself: its id, its line of JSON, and lines that are none."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from glienicke.case.statement import STATUSES, Statement, mistake, of_json, replacing, to_json

FULL = Statement(
    "people/ana",
    "held_by",
    ("A", "B"),
    about="x",
    part_of="signals/2024-02",
    original_text="удерживается",
    language="ru",
    source="s",
    span=(3, 14),
    chain=("Agency", "Minister"),
    said_on="2024-02-03",
    valid_from="2024-02",
    valid_to="2024-03/2024-04",
    recorded_on="2024-05-01T10:00:00Z",
    status="suggested",
    basis="reported",
    unverified=True,
    note="a note",
    by="the desk",
    price="1/3",
    because="a reason",
    supersedes="0" * 40,
    implied=("source", "valid_from"),
    rival=2,
)
PLAIN = Statement("people/ana", "name", "Ana Ilić")


DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(FULL)}


def with_(field: str, value: Any) -> Statement:
    changes: dict[str, Any] = {field: value}
    return replace(FULL, **changes)


def test_every_field_comes_back():
    assert all(getattr(FULL, field.name) != field.default for field in fields(FULL))
    assert of_json(to_json(FULL)) == FULL
    assert of_json(to_json(PLAIN)) == PLAIN


def test_a_plain_statement_is_a_short_line():
    assert to_json(PLAIN) == json.dumps(
        {"id": PLAIN.id, "subject": "people/ana", "property": "name", "value": "Ana Ilić"}, ensure_ascii=False
    )


def test_the_id_is_the_same_for_ever():
    """Registers are kept for years: a new field must not change the ids of statements that do not use it."""
    assert PLAIN.id == "7bfcb033c9dbfc84a41b624c34084e3b905cbd90"
    assert FULL.id == "32a8dced471184344b28df0f9927c731fcaf6916"


@pytest.mark.parametrize("field", [key for key in DEFAULTS if key not in ("rival", "subject", "property", "value")])
def test_the_id_covers_all_that_is_said(field):
    assert with_(field, DEFAULTS[field]).id != FULL.id


@pytest.mark.parametrize("field", ["subject", "property", "value"])
def test_the_id_covers_what_it_is_about(field):
    assert with_(field, "other").id != FULL.id


def test_the_place_among_rivals_is_no_part_of_the_id():
    assert with_("rival", None).id == FULL.id


def test_a_change_is_a_new_statement_that_says_all_but_the_change():
    new = replacing(FULL, value="C", recorded_on="2024-06-01")
    assert (new.supersedes, new.value, new.source) == (FULL.id, "C", "s")
    assert FULL.value == ("A", "B")
    assert new.id != FULL.id


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "one line of JSON"),
        ("[" * 100_000, "one line of JSON"),
        ("[]", "a JSON object"),
        ('{"subject": "a", "property": "b"}', "value: Field required"),
        ('{"subject": "a", "property": "b", "value": 3}', "should be a valid string"),
        ('{"subject": "a", "property": "b", "value": "c", "colour": "d"}', "colour"),
        ('{"subject": "a", "property": "b", "value": "c", "status": "perhaps"}', "'suggested', 'accepted'"),
        ('{"subject": "", "property": "b", "value": "c"}', "needs a subject"),
        ('{"subject": "a", "property": "b", "value": "c", "span": [5, 2]}', "runs backwards"),
        ('{"subject": "a", "property": "b", "value": "c", "valid_from": "yesterday"}', "valid_from 'yesterday'"),
        ('{"subject": "a", "property": "b", "value": "c", "said_on": "2024-02-30"}', "no such day"),
        ('{"subject": "a", "property": "b", "value": "\\ud800"}', "half a character"),
        (to_json(PLAIN).replace("Ana", "Eva"), "changed after it was written"),
    ],
)
def test_what_is_no_statement_is_refused_with_the_reason(line, says):
    with pytest.raises(ValueError, match=says.replace("(", r"\(")):
        of_json(line)


def test_statuses_are_said_in_the_order_of_a_life():
    assert STATUSES == ("suggested", "accepted", "rejected", "superseded")


def test_nothing_is_wrong_with_a_statement_of_a_case():
    assert mistake(FULL) is None
