"""Whom a document names: who is found, and which namings are one person. All people here are invented."""

from __future__ import annotations

import pytest

from glienicke.reports.data import Document
from glienicke.reports.document import document_of
from glienicke.reports.known import Known
from glienicke.reports.people import people_of


def _read(text: str, known: Known | None = None) -> tuple[Document, dict[str, tuple[str, ...]]]:
    document = document_of("a.txt", text)
    found = people_of(document, known or Known())
    return document, {one.name: tuple(document.quote(span) for span in one.spans) for one in found}


ENGLISH = "The minister met the guests on Monday and said that the talks would go on. "
GERMAN = "Die Gespräche gehen nach den Worten der Ministerin in dieser Woche weiter. "
RUSSIAN = "Переговоры продолжатся на этой неделе, сообщили в министерстве. "


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tarvik Elsmoor, 44, came home. Elsmoor said he slept.", {"Tarvik Elsmoor": 2}),
        ("Foreign Minister Oke Danjuma thanked Lady Whitcombe.", {"Oke Danjuma": 1, "Whitcombe": 1}),
        ("The Wall Street Journal and the Red Cross in New Haven spoke with Radio Free Coast.", {}),
        ("Jordan Wells, a nurse, was held. Wells wept.", {"Jordan Wells": 2}),
        ('They freed Viktor "the Tailor" Brandt. Brandt left.', {"Viktor Brandt": 2}),
        (
            "Liri Albagon, Karina Arievsky and Naama Levin crossed.",
            {"Liri Albagon": 1, "Karina Arievsky": 1, "Naama Levin": 1},
        ),
        ("Park Seong-min was freed. Park smiled.", {"Park Seong-min": 2}),
        ("We met Marisol Quintero de la Vega. Quintero de la Vega left.", {"Marisol Quintero de la Vega": 2}),
        ("Sukarni, a cook who uses one name, left. Sukarni said so.", {"Sukarni": 2}),
        ("Majed al-Ansar said so. Al-Ansar left.", {"Majed al-Ansar": 2}),
        (
            "Greer named Ulric Noll, Tarvin Oduwa, Levan Aronsky and Jorin Ochs.",
            {"Ulric Noll": 1, "Tarvin Oduwa": 1, "Levan Aronsky": 1, "Jorin Ochs": 1},
        ),
        ("State Prosecutor Bohdar Wirth wrote. A letter reached Wirth.", {"Bohdar Wirth": 2}),
        ("Abu Yusuf al-Hadi drove off. Abu Yusuf was turned back.", {"Abu Yusuf al-Hadi": 2}),
        ("A letter reached Prime Minister Pallas. Georgios Pallas likes poets.", {"Georgios Pallas": 2}),
        ("General (ret.) Kwabena Aduse spoke.", {"Kwabena Aduse": 1}),
        ("Rolf Tarrant waited. Mr Tarrant wept. Mrs Tarrant was held.", {"Rolf Tarrant": 2, "Tarrant": 1}),
    ],
)
def test_english(text: str, expected: dict[str, int]) -> None:
    _, found = _read(ENGLISH + text)
    assert {name: len(spans) for name, spans in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Ingenieur Halvard Brune wartete. Brunes Anwältin Ulla Zehnder schwieg.",
            {"Halvard Brune": 2, "Ulla Zehnder": 1},
        ),
        (
            "Die Konfliktforscherin Katharina von der Heide kam. Frau von der Heide sprach.",
            {"Katharina von der Heide": 2},
        ),
        ("Er wurde zu elf Jahren Lagerhaft verurteilt; die russische Justiz schwieg.", {}),
        ("Die Beschwerde von Ilkana Brodersen kam. Brodersens Anwalt schwieg.", {"Ilkana Brodersen": 2}),
        ("Der Geologe Friedemann Lüttich kam. Lüttich schwieg.", {"Friedemann Lüttich": 2}),
        ("Urteil gegen Ruslan M. am Dienstag.", {"Ruslan M.": 1}),
        (
            "Lorenz Habermehl sitzt in Haft. Seine Mutter Annegret Habermehl wartet. Frau Habermehl schrieb an Landrat "
            "Detlef Okun. Im März wurde Habermehl verlegt.",
            {"Lorenz Habermehl": 2, "Annegret Habermehl": 2, "Detlef Okun": 1},
        ),
    ],
)
def test_german(text: str, expected: dict[str, int]) -> None:
    _, found = _read(GERMAN + text)
    assert {name: len(spans) for name, spans in found.items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Задержали Марата Жакупова. Жакупову дали срок, с Жакуповым говорил врач.", {"Марат Жакупов": 3}),
        ("Прилетели Артём и Анна Дольцевы.", {"Артём Дольцев": 1, "Анна Дольцева": 1}),
        (
            "Адвокат Штейнера Р. К. Ованесян молчал. Освальда Штейнера судили.",
            {"Освальд Штейнер": 2, "Р. К. Ованесян": 1},
        ),
        (
            "Госсекретарь США Тони Бликен и глава МИД Ойратии Санал Эрдниев уехали.",
            {"Тони Бликен": 1, "Санал Эрдниев": 1},
        ),
        (
            "Ведёт дело Павел Рабинович. У Рабиновича есть срок. Судья Е. П. Ломакина молчит.",
            {"Павел Рабинович": 2, "Е. П. Ломакина": 1},
        ),
        ("Власти Ойратии освободили врача Глеба Сторожева.", {"Глеб Сторожев": 1}),
        (
            "Артём Дольцев и Анна Дольцева прилетели. Дольцева и Дольцеву ждали.",
            {"Артём Дольцев": 2, "Анна Дольцева": 2},
        ),
        ("Житель Сосновки Тимур Галеев просит. Врач видел Галеева.", {"Тимур Галеев": 2}),
        (
            "Вернулся Севастьян Крутов. Мы ждали Севастьяна. Пришла Тамара Крутова. Крутова сказала это.",
            {"Севастьян Крутов": 2, "Тамара Крутова": 2},
        ),
        ("Прибыл Сергей Борисович Трофимчук. Сергей Борисович доволен.", {"Сергей Борисович Трофимчук": 2}),
    ],
)
def test_russian(text: str, expected: dict[str, int]) -> None:
    _, found = _read(RUSSIAN + text)
    assert {name: len(spans) for name, spans in found.items()} == expected


def test_two_of_one_surname_stay_two_and_the_surname_alone_is_whose_it_was_before() -> None:
    _, found = _read(
        ENGLISH + "Rashid Noorzad, a pilot, is held. Noorzad writes. His wife, Leila Noorzad, waits. Noorzad is well."
    )
    assert {name: len(spans) for name, spans in found.items()} == {"Rashid Noorzad": 3, "Leila Noorzad": 1}


def test_what_is_not_sure_is_said() -> None:
    document = document_of("a.txt", ENGLISH + "Anna Moser and Paul Moser left. Moser wept.")
    doubts = [one.doubts for one in people_of(document, Known()) if one.doubts]
    assert doubts == [("'Moser' may also be Anna Moser",)]


def test_misspellings_are_one_person() -> None:
    _, found = _read(ENGLISH + "Dmitri Halvorsen was named. An earlier text had Dimitri Halvorson.")
    assert len(found) == 1


def test_the_case_s_people_are_found_by_every_spelling_and_carry_their_id() -> None:
    known = Known({"elsmoor": ("Tarvik Elsmoor", "Tarwik Elsmur")})
    document = document_of("a.txt", "yesterday tarvik wrote; Tarwik Elsmur is well, they said on the radio.")
    assert [(one.person, one.spellings) for one in people_of(document, known)] == [("elsmoor", ("Tarwik Elsmur",))]


def test_captions_and_boxes_name_nobody() -> None:
    _, found = _read(
        f"{ENGLISH}\n\nPhoto: Wren Elsmoor at the airport (Image: Kit Harrow)\n\nRead also: Who is Jory Pell?\n"
    )
    assert not found


def test_every_span_is_the_name_itself() -> None:
    document, found = _read(ENGLISH + "Mr. Kit Harrow's lawyer, Sorcha Bryan, left. Harrow’s sister stayed.")
    assert found == {"Kit Harrow": ("Kit Harrow", "Harrow"), "Sorcha Bryan": ("Sorcha Bryan",)}
    assert document.language == "en"
