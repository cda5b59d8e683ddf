"""What a document says of people: custody, citizenship, charge, sentence, state. All people here are invented."""

from __future__ import annotations

import pytest

from glienicke.reports.facts import facts_of
from glienicke.reports.known import Known
from tests.reports.told import document, people


def _facts(text: str, *names: str, language: str = "en", known: Known | None = None) -> set[str]:
    paper = document(text, language)
    found = facts_of(paper, people(text, *names), (), known or Known())
    assert all(paper.quote(one.span) == one.quote for one in found)
    return {f"{one.subject} {one.property} {one.value}" for one in found}


A, B, C = "Ana Lind", "Ben Okafor", "Cem Aydin"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A} was released by Germany.", {f"{A} state free", f"{A} held_by DE"}),
        (f"{A}, {B} and {C} were freed on Monday.", {f"{A} state free", f"{B} state free", f"{C} state free"}),
        (f"Slovenia released {A}.", {f"{A} state free", f"{A} held_by SI"}),
        (f"{A}, a Swedish engineer, is jailed in Poland.", {f"{A} citizen_of SE", f"{A} held_by PL"}),
        (f"{A} was sentenced on July 19 to 16 years in prison for espionage.", {f"{A} sentence 16 years", f"{A} charge espionage"}),
        (f"{A} is serving a life sentence for the murder of {B}.", {f"{A} sentence life", f"{A} charge murder", f"{B} state dead"}),
        (f"The British-Russian activist {A} was convicted of treason.", {f"{A} citizen_of GB", f"{A} citizen_of RU", f"{A} charge treason"}),
        (f"{A} holds Canadian and Lebanese passports.", {f"{A} citizen_of CA", f"{A} citizen_of LB"}),
        (f"{A} left. She had been sentenced to death.", {f"{A} sentence death"}),
    ],
)  # fmt: skip
def test_english(text: str, expected: set[str]) -> None:
    assert _facts(text, A, B, C) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{A} would be released if {B} came home.",
        f"{A} was not released.",
        f"Norway will never release {A}.",
        f"The family demanded that Norway release {A}.",
        f"Norway let {A} go only if it got {B}.",
        f"Was {A} released?",
        f"{A} hopes to be freed by Norway.",
        f"Nobody was released after {A} was promised to Norway.",
        f"Suppose Norway freed {A}.",
        f"{A} has not died.",
        f"The release of {A} is planned.",
    ],
)
def test_what_is_denied_demanded_supposed_or_asked_suggests_nothing(text: str) -> None:
    assert not _facts(text, A, B)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Der schwedische Ingenieur {A} wurde am 3. Mai zu elf Jahren Haft verurteilt.", {f"{A} citizen_of SE", f"{A} sentence elf Jahre"}),
        (f"Norwegen ließ {A} frei.", {f"{A} state free", f"{A} held_by NO"}),
        (f"{A} saß in Polen in Haft.", {f"{A} held_by PL"}),
        (f"{A} soll freigelassen werden.", set()),
        (f"{A} wurde nicht freigelassen.", set()),
    ],
)  # fmt: skip
def test_german(text: str, expected: set[str]) -> None:
    assert _facts(text, A, language="de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Германия освободила Анну Линд.", {"Анна Линд state free", "Анна Линд held_by DE"}),
        ("Анна Линд вернулась домой.", {"Анна Линд state free"}),
        ("Анну Линд не освободили.", set()),
        ("Суд приговорил Анну Линд к восьми годам колонии за шпионаж.", {"Анна Линд sentence восьми годам", "Анна Линд charge шпионаж"}),
    ],
)  # fmt: skip
def test_russian(text: str, expected: set[str]) -> None:
    assert _facts(text, "Анна Линд/Анна Линд/Анну Линд", language="ru") == expected


def test_a_case_s_ids_stand_for_its_people_and_parties() -> None:
    known = Known(parties={"NF": "Northern Front"})
    assert _facts(f"{A} was released by Northern Front.", A, known=known) == {f"{A} state free", f"{A} held_by NF"}


def test_of_minors_nothing_is_suggested() -> None:
    assert not _facts("Their son Ben Okafor, 9, was released by Norway.", B)
