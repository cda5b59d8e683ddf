"""A case to its statements and back, and to text and back: nothing is lost, nothing moves."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from glienicke.case.apart import statements_of
from glienicke.case.read import read, read_text
from glienicke.case.statement import of_json, to_json
from glienicke.case.together import case_of, case_text
from tests.case.examples import VALID
from tests.case.random_cases import CASES

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted((ROOT / "cases").iterdir())


def order(value: object) -> object:
    """The order of everything that has one: rules that go by the order of the file must not change their answer."""
    if isinstance(value, BaseModel):
        return [order(inner) for inner in value.__dict__.values()]
    if isinstance(value, dict):
        return [(key, order(inner)) for key, inner in value.items()]
    if isinstance(value, tuple):
        return [order(inner) for inner in value]
    return None


def test_there_are_shipped_cases():
    assert len(SHIPPED) >= 8


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_cases_come_back(path):
    case = read(path).case
    assert case is not None
    statements = statements_of(case)
    again = case_of(statements)
    assert again == case
    assert order(again) == order(case)
    assert read_text(case_text(case)).case == case
    assert tuple(of_json(to_json(statement)) for statement in statements) == statements
    assert statements_of(again) == statements


def test_the_case_with_every_key_comes_back():
    case = read_text(VALID).case
    assert case is not None
    assert case_of(statements_of(case)) == case
    assert read_text(case_text(case)).case == case


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_random_cases_come_back(case):
    statements = statements_of(case)
    again = case_of(statements)
    assert again == case
    assert order(again) == order(case)
    assert statements_of(again) == statements
    assert tuple(of_json(to_json(statement)) for statement in statements) == statements


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_random_cases_come_back_from_text(case):
    loaded = read_text(case_text(case))
    assert loaded.case == case, [d.message for d in loaded.diagnostics]
