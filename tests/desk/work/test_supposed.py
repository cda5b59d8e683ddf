"""What is supposed, as dated changes: the what-if gives the day that was asked about, or it is refused."""

import datetime as dt
import random

import pytest

from glienicke.case.read import files_of
from glienicke.deals.enlarge import candidates
from glienicke.desk.edits.supposed import NotKept, checked, edits_of
from glienicke.desk.work.question import conditions, question_of
from glienicke.positions.asof import as_of
from glienicke.positions.load import load_text, load_texts
from tests.desk.work.test_question import CASE


def _texts(name):
    files, _ = files_of((f"cases/{name}",))
    return {str(file): file.read_text("utf-8") for file in files}


@pytest.mark.parametrize("name", ["ankara-2024", "griner-bout-2022.yaml"])
def test_whatever_is_supposed_of_a_real_case_is_said_exactly_or_not_at_all(name):
    texts, rng = _texts(name), random.Random(5)
    case = load_texts(texts).case
    assert case is not None
    kept = 0
    for _ in range(12):
        on = rng.choice([dt.date(2024, 7, 20), dt.date(2024, 3, 1), dt.date(2022, 11, 20)])
        day = as_of(case, on)
        parties = list(day.positions)
        offered = list(candidates(day)[0])
        if not parties:
            continue
        asked = {
            "on": on,
            "off": rng.sample(list(conditions(day)), min(2, len(conditions(day)))),
            "lower": {rng.choice(parties): rng.choice(["5", "2.5", "1/3"])},
            "out": rng.sample(parties, rng.randint(0, 1)),
            "add": rng.sample(offered, min(len(offered), rng.randint(0, 2))),
        }
        question = question_of(asked)
        try:
            checked(texts, edits_of(question, case, day), question, day)
            kept += 1
        except NotKept:
            pass
    assert kept >= 4


def test_a_condition_said_twice_of_which_one_is_given_up_is_refused():
    case = load_text(CASE).case
    assert case is not None
    day = as_of(case, dt.date(2024, 3, 1))
    question = question_of({"on": "2024-03-01", "off": ["A: never ana"]})
    with pytest.raises(NotKept):
        checked({"case.yaml": CASE}, edits_of(question, case, day), question, day)


def test_parties_come_and_go():
    case = load_text(CASE).case
    assert case is not None
    day = as_of(case, dt.date(2024, 3, 1))
    question = question_of({"on": "2024-03-01", "seated": "C", "out": "B", "lower": {"A": "1"}})
    checked({"case.yaml": CASE}, edits_of(question, case, day), question, day)
