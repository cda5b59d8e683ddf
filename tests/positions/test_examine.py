"""What needs meaning to be seen: that a case with errors is never handed out, and that one mistake is said once."""

import time
from pathlib import Path

import pytest

from glienicke.case.read import read_text
from glienicke.positions.examine import examine
from glienicke.positions.load import load, load_text
from tests.case.examples import HEAD, POSITION, VALID

ROOT = Path(__file__).parent.parent.parent
CASES = sorted(path for path in (ROOT / "cases").iterdir() if path.is_dir() or path.suffix == ".yaml")


def said(text):
    return [f"{d.span.line}: {d.text}" if d.span else d.text for d in load_text(text).diagnostics]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_shipped_cases_have_no_errors(path):
    loaded = load(path)
    assert loaded.case is not None, "\n".join(map(str, loaded.diagnostics))


def test_a_warning_does_not_keep_the_case_back():
    loaded = load_text(HEAD + "law:\n  - never {at-risk} to RU\n")
    assert [d.severity for d in loaded.diagnostics] == ["warning"]
    assert loaded.case is not None


def test_a_misspelt_tag_in_the_law_is_an_error():
    assert said(HEAD + "law:\n  - never {politican} to RU\n") == [
        "8: there is no id or tag 'politican'; did you mean 'politician'?"
    ]


def test_what_is_left_of_a_faulty_case_is_examined_and_not_handed_out():
    text = HEAD + "cutof: 2024\nlaw: [never whelen]\n"
    loaded = load_text(text)
    assert loaded.case is None
    assert said(text) == [
        "7: unknown key 'cutof'; did you mean 'cutoff'?",
        "8: there is no person or consideration 'whelen'; did you mean 'whelan'?",
    ]


@pytest.mark.parametrize(
    "text",
    [
        # What rests on something faulty is not called faulty itself.
        HEAD + "  broken: DE\nlaw: [never broken]\n",
        HEAD + "  broken: {name: B, state: daed}\nlaw: [never broken]\n",
        HEAD + "sources: {a: {who: A, on: soon}}\nlaw: [{say: never whelan, according_to: [a]}]\n",
        HEAD + "positions: {DE: [{from: soon}]}\nsignals: [{on: 2024, by: DE, add: [never whelan]}]\n",
        HEAD + "positions: {DE: [{from: 2023}, {from: soon}, {from: 2024}]}\n",
        HEAD + "signals: [{on: 2024}, {on: soon}, {on: 2025}]\n",
        HEAD + "signals: [{on: 2024}, {people: {whelan: {state: dead}}}, {on: 2025}]\n",
        HEAD + POSITION + "      conditions: [{say: never whelan, price: -1}]\nsignals:\n"
        "  - {on: 2024, by: DE, drop: [never whelan]}\n",
        HEAD + POSITION + "      worth: {whelan: {is: 3, sinc: 2024}}\n",
        HEAD + "considerations: {visit: {from: [RU, DE]}}\nlaw: [never visit]\n",
        HEAD.replace("parties: {", "parties: {FR: {nam: France}, ") + "at_table: [FR]\n",
        HEAD + "law:\n  - [unclosed\npool: [krasikov]\n",
    ],
)
def test_one_mistake_is_said_once(text):
    found = said(text)
    assert len(found) == (2 if "{nam: France}" in text else 1), found  # one key unknown, one missing


def test_a_case_without_errors_folds_to_every_day():
    case = read_text(VALID).case
    assert case is not None
    assert examine(case) == ()


def test_both_kinds_of_custody_over_time_are_fine():
    people = "  x: {name: X, held_by: [{is: RU, since: 2020, until: 2021}, {is: DE, since: 2022}]}\n"
    assert said(HEAD + people) == []


@pytest.mark.parametrize("country", ["US", "SU", "PS", "RU", "DD"])
def test_countries_of_today_and_of_history(country):
    assert said(HEAD.replace("citizen_of: [US]", f"citizen_of: [{country}]")) == []


@pytest.mark.parametrize(("country", "meant"), [("UK", "GB"), ("Germany", "DE"), ("USA", "US")])
def test_country_that_was_meant(country, meant):
    assert said(HEAD.replace("citizen_of: [US]", f"citizen_of: [{country}]")) == [
        f"6: there is no country or party '{country}'; did you mean '{meant}'?"
    ]


def test_thousands_of_mistakes_take_seconds():
    people = "".join(f"  p{i}: {{name: P, held_by: RU, minors_with: q{i}}}\n" for i in range(3000))
    started = time.monotonic()
    loaded = load_text(HEAD + people)
    assert len(loaded.diagnostics) == 3000
    assert time.monotonic() - started < 20
