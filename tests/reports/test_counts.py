"""Counts in articles: of people, states, vehicles; what they count and which whole they are part of."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.reports.counts import counts_of
from glienicke.reports.data import Block, Counted, Document


def counts(text: str, language: str = "en") -> tuple[Counted, ...]:
    blocks = tuple(Block(found.span(), "body") for found in re.finditer(r"[^\n]+", text))
    return counts_of(Document("article", text, blocks, language))


def told(text: str, language: str = "en") -> list[str]:
    return [f"{count.value} {count.what}" for count in counts(text, language)]


ENGLISH = {
    "Seven countries took part; five planes carried 26 people.": ["7 countries", "5 planes", "26 people"],
    "The rebels freed 12 Filipino and six Indian sailors.": ["12 Filipino sailors", "6 Indian sailors"],
    "Nine Korunians were swapped for 11 Tolmarans.": ["9 Korunians", "11 Tolmarans"],
    "At least ten of ours must come home. A dozen fighters left.": ["10 people", "12 fighters"],
    "The group of 14 included three journalists and a driver.": ["14 people", "3 journalists"],
    "He was one of two aid workers. The 21-member crew is free.": ["2 aid workers", "21 crew"],
    "Six of the seven came home. Seven priests had been taken.": ["6 people", "7 people", "7 priests"],
    "They took seven priests. Six of the seven came home.": ["7 priests", "6 priests", "7 priests"],
    "Four of the 5 engineers who were kidnapped came back.": ["4 engineers", "5 engineers"],
    "Two of his colleagues died. One soldier for one soldier, he said.": ["2 colleagues", "1 soldier", "1 soldier"],
    "He shared a cell with five other men.": ["5 men"],
    "Between 10 and 12 hostages are alive.": ["10 hostages", "12 hostages"],
    "Three hundred and seven prisoners of war and 1,200 civilians came home.": ["307 prisoners", "1200 civilians"],
    "In 2022, two were released. The plane landed with 13 aboard.": ["2 people", "13 people"],
    "Three people familiar with the talks said two names were missing.": ["3 people"],
}
GERMAN = {
    "Die Rebellen ließen zwölf philippinische und sechs indische Seeleute frei.": [
        "12 philippinische Seeleute",
        "6 indische Seeleute",
    ],
    "Unter den 26 Ausgetauschten waren zwei Minderjährige. Sieben Staaten halfen.": [
        "26 Ausgetauschten",
        "2 Minderjährige",
        "7 Staaten",
    ],
    "Vier der fünf Geiseln sind Deutsche.": ["4 Geiseln", "5 Geiseln"],
    "Insgesamt 1.904 Palästinenser kamen frei, darunter 737 Häftlinge.": ["1904 Palästinenser", "737 Häftlinge"],
    "Zwei Militärmaschinen brachten die 303 Kriegsgefangenen heim.": ["2 Militärmaschinen", "303 Kriegsgefangenen"],
    "Drei Ingenieure kamen an. Alle drei sind wohlauf.": ["3 Ingenieure", "3 Ingenieure"],
}
RUSSIAN = {
    "Стороны обменялись по 50 военнопленных. Среди них 12 женщин.": ["50 военнопленных", "12 женщин"],
    "Ойратия передала двух граждан Казахстана и троих врачей.": ["2 граждан", "3 врачей"],
    "Тринадцать человек вылетели в Германию, трое — в США.": ["13 человек", "3 человек"],
    "Два самолёта доставили 303 российских солдата.": ["2 самолёта", "303 российских солдата"],
    "В обмене участвовали семь стран. Все пятеро чувствуют себя хорошо.": ["7 стран", "5 человек"],
}


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items(), ids=lambda one: str(one)[:40])
def test_english(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), GERMAN.items(), ids=lambda one: str(one)[:40])
def test_german(text, expected):
    assert told(text, "de") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN.items(), ids=lambda one: str(one)[:40])
def test_russian(text, expected):
    assert told(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("John Smith, 34, got nine years. Mary Rose, who is 52, waited three hours.", "en"),
        ("The court handed down terms of 14, 12, nine and six years in prison.", "en"),
        ("Article 275 provides for up to 20 years. Flight 203 left at 4:30.", "en"),
        ("They agreed on a list of 60 names after four rounds and two interviews.", "en"),
        ("He lost 20 kilos and paid 5 million dollars; 52% agreed. No one was hurt.", "en"),
        ("Both men were well. Dozens were killed. One senior officer fumed.", "en"),
        ("Ten hostages' families tell their story.", "en"),
        ("Der 4. Strafsenat entschied. Der 44-jährige Kapitän zahlte 5.000 Euro. Er kam um vier Uhr.", "de"),
        ("Он провёл в плену 400 дней и получил 12 лет колонии № 6. В списке 60 имён.", "ru"),
    ],
)
def test_nobody_is_counted(text, language):
    assert told(text, language) == []


def test_parts_point_to_their_whole():
    found = counts("Sixteen people were freed: seven Russians, five Germans and four others.")
    assert [(count.value, count.of) for count in found] == [(16, None), (7, 0), (5, 0), (4, 0)]


def test_numbers_that_stand_alone_take_the_noun_of_the_whole():
    found = counts("The ship had 21 sailors. Twelve of them are from Malta, six from Crete and three from Rhodes.")
    assert [(count.value, count.what, count.of) for count in found] == [
        (21, "sailors", None),
        (12, "sailors", 0),
        (6, "sailors", 0),
        (3, "sailors", 0),
    ]


def test_numbers_that_sum_to_a_whole_told_before_are_its_parts():
    found = counts("In all 26 people left. Thirteen people went to Lubin, three to Zerin and 10 to Brod.")
    assert [count.of for count in found] == [None, 0, 0, 0]


def test_more_is_no_part_and_the_rest_is():
    assert [(count.value, count.of) for count in counts("They freed 50 men. Eight more followed.")] == [
        (50, None),
        (8, None),
    ]
    assert [count.of for count in counts("Of 50 men 47 left. The other three are still held.")] == [None, 0, 0]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("At least 20 people left.", "at least"),
        ("No more than 20 people left.", "at most"),
        ("No fewer than 20 people left.", "at least"),
        ("Some 20 people left.", "about"),
        ("20 people left.", "exactly"),
    ],
)
def test_how_exactly(text, about):
    assert [count.about for count in counts(text)] == [about]


def test_spans_are_the_number_and_its_noun():
    text = "Then two of the soldiers and three hundred others left."
    assert [text[slice(*count.span)] for count in counts(text)] == ["two of the soldiers", "three hundred others"]


@given(st.integers(2, 9999))
def test_digits_with_and_without_separators(number):
    assert told(f"They freed {number:,} people.") == [f"{number} people"]
    if not 1900 <= number <= 2099:
        assert told(f"They freed {number} people.") == [f"{number} people"]
    assert told(f"Es sind {f'{number:,}'.replace(',', '.')} Menschen.", "de") == [f"{number} Menschen"]


@given(
    st.text(alphabet="12, aofthem people прочеловек Menschen von ihnen.", max_size=60),
    st.sampled_from(["en", "de", "ru"]),
)
def test_any_text_gives_counts_that_stand_in_it(text, language):
    found = counts(text, language)
    for number, count in enumerate(found):
        assert text[slice(*count.span)]
        assert count.of is None or count.of < number
