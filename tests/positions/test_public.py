"""The public part of a case cannot hold what anybody wants."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.case.model import Case, Edit, Person, Signal
from glienicke.positions.public import Public, last_day, public_of
from tests.case.random_cases import random_case

WANTED: dict[str, object] = {
    "positions": {},
    "pool": None,
    "at_table": None,
    "law": (),
    "owed": (),
    "considerations": {},
    "equivalents": {},
    "history": (),
    "assessments": (),
    "mediator": (),
    "cutoff": (),
}
OF_SIGNAL: dict[str, object] = {
    **dict.fromkeys(("by", "what", "basis", "note", "bundles")),
    "worth": {},
    "cost": {},
    "share": {},
    "floor": (),
    "unilateral": (),
    "drop": (),
    "add": (),
    "pool": Edit(),
    "at_table": Edit(),
    "unverified": False,
}


def without_positions(case):
    """The same case, nobody wanting anything: signals that say nothing of people are gone."""
    signals = tuple(s.model_copy(update=OF_SIGNAL) for s in case.signals)
    people = {
        id: p.model_copy(update={"contacts": (), "consent": (), "assessments": ()}) for id, p in case.people.items()
    }
    return case.model_copy(update={**WANTED, "signals": signals, "people": people})


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_two_cases_that_differ_in_what_is_wanted_have_one_public_part(seed):
    case = random_case(seed)
    public = public_of(case)
    assert public == public_of(without_positions(case))
    assert last_day(public) == last_day(public_of(without_positions(case)))
    said = public.facts
    assert not (said.positions or said.law or said.owed or said.pool or said.considerations or said.assessments)
    for signal in said.signals:
        assert signal.model_fields_set <= {"on", "according_to", "people"}
        assert (signal.by, signal.what, dict(signal.worth), signal.add) == (None, None, {}, ())
    for person in said.people.values():
        assert (person.contacts, person.consent, person.assessments) == ((), (), ())


DATA = {"case": "c", "parties": {"N": "N"}, "people": {"a": {"name": "A"}}}
CASE = Case.model_validate(DATA)
WITH_POSITION = {"positions": {"N": ({"from": "2024"},)}}
SIGNAL = {"on": "2024", "people": {"a": {"held_by": "N"}}}


@pytest.mark.parametrize(
    "case",
    [
        Case.model_validate({**DATA, **WITH_POSITION}),
        CASE.model_copy(update={"signals": (Signal.model_validate({**SIGNAL, "by": "N"}),)}),
        CASE.model_copy(update={"people": {"a": Person.model_validate({"name": "A", "consent": "given"})}}),
    ],
    ids=["position", "signal", "consent"],
)
def test_it_refuses_to_hold_more(case):
    with pytest.raises(ValueError, match="public"):
        Public(case)


def test_the_last_day_is_of_public_facts():
    data = {
        "case": "c",
        "parties": {"N": "N"},
        "people": {
            "a": {
                "name": "A",
                "held_by": {"is": "N", "since": "2023-02"},
                "contacts": [{"on": "2025-01-01", "by": "family", "consent": "refused"}],
                "legal": [{"on": "2026-01-01", "what": "trial", "announced": "2023-05-05"}],
            }
        },
        **WITH_POSITION,
        "signals": [{"on": "2025", "by": "N", "worth": {"a": "3"}}],
    }
    assert last_day(public_of(Case.model_validate(data))) == dt.date(2023, 5, 5)
    assert last_day(public_of(CASE)) is None
