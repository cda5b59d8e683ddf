"""The Russian reader by natasha: its remedy where it is missing, its reading where it is there."""

import datetime as dt
from importlib.util import find_spec

import pytest

from glienicke.reports import with_natasha
from glienicke.reports.document import document_of
from glienicke.reports.known import Known
from glienicke.reports.mentions import gathered
from glienicke.reports.reader import reader_named

TEXT = """\
Двое освобождены

Артёму Хольму и Вере Лунд разрешили вернуться 3 марта 2030 года. С Хольмом встретился Олег Берг.
"""


def test_without_natasha_the_remedy_is_said(monkeypatch):
    monkeypatch.setattr(with_natasha, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"needs natasha, navec, .*: pip install --no-deps natasha"):
        reader_named("natasha")


def test_it_has_a_model_of_its_own():
    with pytest.raises(ValueError, match="leave --model out"):
        reader_named("natasha", "ru_core_news_sm")


def test_the_letter_yo_stays():
    assert with_natasha.with_yo("Артёму Хольму", "Артем Хольм") == "Артём Хольм"
    assert with_natasha.with_yo("Иванову", "Иванов") == "Иванов"


def test_inflected_namings_are_one_person():
    document = document_of("a.txt", TEXT, dt.date(2030, 3, 4))
    namings = [("Артёму Хольму", "Артём Хольм"), ("Вере Лунд", "Вера Лунд"), ("Хольмом", "Хольм")]
    spans = [((TEXT.index(words), TEXT.index(words) + len(words)), name) for words, name in namings]
    people = gathered(document, spans)
    assert [(one.name, one.spellings) for one in people] == [
        ("Артём Хольм", ("Артёму Хольму", "Хольмом")),
        ("Вера Лунд", ("Вере Лунд",)),
    ]


def people_of(text, *namings):
    spans, at = [], 0
    for words, name in namings:
        at = text.index(words, at)
        spans.append(((at, at + len(words)), name))
        at += len(words)
    return {one.name: one.spellings for one in gathered(document_of("a.txt", text, dt.date(2030, 3, 4)), spans)}


def test_a_form_in_the_wrong_gender_is_still_hers():
    text = "Елену Белозёрову освободили. Белозёрова сказала, что Елена Белозёрова свободна."
    names = [
        ("Елену Белозёрову", "Елена Белозёров"),
        ("Белозёрова", "Белозёров"),
        ("Елена Белозёрова", "Елена Белозёрова"),
    ]
    assert people_of(text, *names) == {"Елена Белозёрова": ("Елену Белозёрову", "Белозёрова", "Елена Белозёрова")}


def test_first_name_and_patronymic():
    text = "Тимур Ахмедов вернулся. Тимур Рашидович устал. Эван Гершкович тоже. Гершкович молчал."
    names = ["Тимур Ахмедов", "Тимур Рашидович", "Эван Гершкович", "Гершкович"]
    assert people_of(text, *zip(names, names, strict=True)) == {
        "Тимур Ахмедов": ("Тимур Ахмедов", "Тимур Рашидович"),
        "Эван Гершкович": ("Эван Гершкович", "Гершкович"),
    }


def test_a_patronymic_between_the_names_makes_nobody_new():
    text = "Тимур Рашидович Ахмедов вернулся. Ахмедов устал."
    names = ["Тимур Рашидович Ахмедов", "Ахмедов"]
    assert list(people_of(text, *zip(names, names, strict=True))) == ["Тимур Рашидович Ахмедов"]


if all(map(find_spec, with_natasha.NEEDS)):

    def test_people_in_russian():
        reading = reader_named("natasha").read(document_of("a.txt", TEXT, dt.date(2030, 3, 4)), Known())
        found = {one.name: one.spellings for one in reading.people}
        assert found["Артём Хольм"] == ("Артёму Хольму", "Хольмом")
        assert found["Олег Берг"] == ("Олег Берг",)
        assert [one.date for one in reading.events] == ["2030-03-03"]

    def test_other_languages_are_left_to_others():
        reading = reader_named("natasha").read(document_of("a.txt", "Jan Holm was freed by them.\n"), Known())
        assert reading.people == ()
        assert reading.thrown_away == {"the whole document: natasha reads Russian, not en": 1}
