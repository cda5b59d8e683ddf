"""`alive: 0.8`: read with its place, kept for the held, left aside by everything but `odds`."""

import datetime as dt
from fractions import Fraction

import pytest

from glienicke.deals.find import find
from glienicke.positions.asof import as_of
from glienicke.positions.load import load_text
from tests.case.examples import HEAD

ON = dt.date(2024, 6, 30)


def person(facts, signals=""):
    loaded = load_text(HEAD + f"  x: {{name: X, {facts}}}\n" + signals)
    assert loaded.case is not None, loaded.diagnostics
    return as_of(loaded.case, ON).people["x"]


@pytest.mark.parametrize(
    ("facts", "alive"),
    [
        ("held_by: RU, alive: 0.8", Fraction(4, 5)),
        ("held_by: RU, alive: 1/3", Fraction(1, 3)),
        ("held_by: RU, alive: {is: 0, basis: reported}", Fraction(0)),
        ("held_by: RU, alive: 1", Fraction(1)),
        ("held_by: RU", None),
        ("held_by: RU, state: dead, alive: 0.5", None),
        ("held_by: RU, state: free, alive: 0.5", None),
        ("alive: 0.5", None),
    ],
)
def test_a_doubt_about_the_held(facts, alive):
    assert person(facts).alive == alive


def test_a_signal_brings_a_doubt_and_another_settles_it():
    doubt = "signals:\n  - {on: 2024-01-01, people: {x: {alive: 0.6}}}\n"
    assert person("held_by: RU", doubt).alive == Fraction(3, 5)
    settled = doubt + "  - {on: 2024-02-01, people: {x: {state: dead}}}\n"
    assert person("held_by: RU", settled).state == "dead"
    assert person("held_by: RU", settled).alive is None


@pytest.mark.parametrize("chance", ["1.2", "-0.1", "soon", "[0.1, 0.2]", "1/0"])
def test_what_is_no_chance_is_a_mistake_at_its_place(chance):
    loaded = load_text(HEAD + f"  x: {{name: X, held_by: RU, alive: {chance}}}\n")
    assert loaded.case is None
    (mistake,) = (d for d in loaded.diagnostics if d.severity == "error")
    assert mistake.span is not None and mistake.span.line == HEAD.count("\n") + 1
    assert "expected" in mistake.message


SWAP = """case: swap
parties: {A: Alania, B: Bosna}
people:
  ann: {name: Ann, citizen_of: [B], held_by: A, alive: 0}
  kay: {name: Kay, citizen_of: [A], held_by: B}
positions:
  A: [{from: 2024-01-01, worth: {kay: 10}}]
  B: [{from: 2024-01-01, worth: {ann: 10}}]
"""


def test_find_goes_by_the_state_as_recorded():
    loaded = load_text(SWAP)
    assert loaded.case is not None
    answer = find(as_of(loaded.case, ON))
    assert answer.deal is not None and answer.deal.items == {"ann", "kay"}
