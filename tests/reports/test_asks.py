"""Conditions that parties are told to have set, and what only looks like one."""

from __future__ import annotations

import pytest

from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from tests.reports.told import asked, suggestions

NAMES = ("Omar Haddad", "Viktor Sokol", "Peter Lund", "Paul Adler")
HADDAD = "Korunia | haddad only if sokol"


@pytest.mark.parametrize(
    "text",
    [
        "Korunia would release Omar Haddad only if Vastria freed Viktor Sokol.",
        "Korunia said it would release Omar Haddad only if Viktor Sokol was freed.",
        "Korunia said Omar Haddad would be freed only if Vastria handed over Viktor Sokol.",
        "Korunia will not free Haddad unless Vastria releases Sokol.",
        "Korunia demanded the release of Viktor Sokol in return for Omar Haddad.",
        "Korunia is demanding Sokol in exchange for the freedom of Haddad.",
        "Korunia was only willing to discuss Haddad for Sokol.",
        "Korunia is prepared to hand over Omar Haddad, but only in exchange for Viktor Sokol.",
        "Korunia would part with Haddad only in return for Sokol.",
        "Korunia would only release Haddad in return for Sokol.",
        "Korunia insists on the return of Viktor Sokol in exchange for Omar Haddad, two officials said.",
        "“Haddad will not leave until Sokol is on a plane,” said Peter Lund, who speaks for Korunia.",
        "The Korunian minister said: we let Haddad go only if we get Sokol. Korunia has waited long.",
    ],
)
def test_a_demand_becomes_a_condition(text: str) -> None:
    assert asked(text, *NAMES) == [HADDAD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Korunia would free Haddad only if both Sokol and Adler were returned.", "haddad only if sokol and adler"),
        ("Korunia would free Haddad only in return for Sokol or Adler.", "haddad only if sokol or adler"),
        ("“We will never release Omar Haddad,” said Peter Lund, a spokesman for Korunia.", "never haddad"),
        ("Korunia said it would never free Omar Haddad.", "never haddad"),
        ("Omar Haddad must never be sent to Germany, Korunia insisted.", "never haddad to DE"),
        (
            "Korunia would release Haddad only in exchange for at least ten people held by Germany.",
            "haddad only if at least 10 of {held by DE}",
        ),
    ],
)
def test_other_conditions(text: str, expected: str) -> None:
    assert asked(text, *NAMES) == [f"Korunia | {expected}"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Korunien werde Omar Haddad nur freilassen, wenn Viktor Sokol freikommt.", "Korunien"),
        ("de", "Korunien verlangt für Haddad die Freilassung von Viktor Sokol.", "Korunien"),
        ("de", "Die Nordfront werde Haddad nicht freilassen, solange Sokol in Haft ist.", "Nordfront"),
        ("de", "Korunien war nur bereit, Haddad gegen Sokol auszutauschen.", "Korunien"),
    ],
)
def test_german(language: str, text: str, expected: str) -> None:
    assert asked(text, *NAMES, language=language) == [f"{expected} | haddad only if sokol"]


@pytest.mark.parametrize(
    "text",
    [
        "Ойратия освободит Соколова, только если освободят Лунина.",
        "Ойратия не отпустит Соколова, пока не освободят Лунина.",
        "Ойратия потребовала Лунина в обмен на Соколова.",
        "Ойратия готова обменять Соколова только на Лунина.",
    ],
)
def test_russian(text: str) -> None:
    names = ("Олег Соколов/Соколова", "Пётр Лунин/Лунина")
    assert asked(text, *names, language="ru") == ["Ойратия | соколов only if лунин"]


@pytest.mark.parametrize(
    "text",
    [
        "Korunia might release Haddad only if Vastria freed Sokol.",
        "Analysts believe Korunia would release Haddad only if Vastria freed Sokol.",
        "Korunia denied that it had demanded Sokol in return for Haddad.",
        "Would Korunia release Haddad only if Sokol was freed?",
        "Korunia could have released Haddad only if Sokol had been freed.",
        "Korunia released Haddad only after Vastria freed Sokol.",
        "Haddad was exchanged for Sokol.",
        "Korunia offered Haddad for Sokol.",
        "If Korunia had demanded Sokol in return for Haddad, Vastria would have refused.",
        "It is not true that Korunia demanded Sokol in exchange for Haddad.",
        "Korunia never demanded Sokol in return for Haddad.",
        "Korunia did not demand Sokol in exchange for Haddad.",
        "Suppose Korunia freed Haddad only if Vastria released Sokol.",
        "Haddad said he would never return to Korunia.",
        "Haddad will never walk again, doctors say.",
        "Perhaps Korunia would have released him only for Sokol.",
        "Korunia would never have let Haddad go without Sokol, a diplomat said.",
    ],
)
def test_what_is_supposed_denied_or_past_suggests_nothing(text: str) -> None:
    assert asked(text, *NAMES) == []


def test_an_experts_guess_suggests_nothing() -> None:
    assert asked("Korunia would free Haddad only if Sokol was freed, an analyst said.", *NAMES) == []


def test_a_suggestion_says_who_says_so_and_where() -> None:
    text = "It was late. “We will not free Haddad unless Sokol is freed,” said Peter Lund, a spokesman for Korunia."
    [found] = suggestions(text, *NAMES)
    assert found.chain == ("Peter Lund",)
    assert text[found.span[0] : found.span[1]] == found.quote
    assert not isinstance(parse_sentence(found.value), Mistake)
    assert found.property == "condition"


def test_a_case_gives_its_own_ids() -> None:
    from dataclasses import replace

    from glienicke.reports.asks import conditions_of
    from glienicke.reports.known import Known
    from tests.reports.told import document, people

    text = "Korunia would release Omar Haddad only if Viktor Sokol was freed."
    first, second = people(text, "Omar Haddad", "Viktor Sokol")
    [found] = conditions_of(document(text), (replace(first, person="haddad-2"), second), (), Known())
    assert found.value == "haddad-2 only if sokol"


def test_a_case_gives_its_own_parties() -> None:
    from glienicke.reports.asks import conditions_of
    from glienicke.reports.known import Known
    from tests.reports.told import document, people

    text = "The Northern Front would release Omar Haddad only if Viktor Sokol was freed."
    known = Known(parties={"NF": "Northern Front"})
    [found] = conditions_of(document(text), people(text, "Omar Haddad", "Viktor Sokol"), (), known)
    assert found.subject == "NF"
