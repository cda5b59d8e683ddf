"""Names that articles never seen before had and the reader did not: particles, praise, a name alone, a case apart."""

from __future__ import annotations

import datetime as dt

import pytest

from glienicke.reports.document import document_of
from glienicke.reports.known import Known
from glienicke.reports.rules import read_document


def read(text):
    return read_document(document_of("a.txt", text, dt.date(2030, 3, 4)), Known())


def people(text):
    return {one.name: set(one.spellings) for one in read(text).people}


def test_a_surname_alone_takes_its_particles_along():
    text = "Joris van der Meulen came home on Monday. Later van der Meulen thanked the crew, and left.\n"
    assert people(text) == {"Joris van der Meulen": {"Joris van der Meulen", "van der Meulen"}}


def test_zu_belongs_to_a_name_after_a_first_name_but_not_between_two():
    text = "Der Bürgermeister Bernd zu Holtmark kam am Montag nach Wien. Dort sprach man mit zu Holtmark.\n"
    assert people(text) == {"Bernd zu Holtmark": {"Bernd zu Holtmark", "zu Holtmark"}}
    assert "Karl zu Anna" not in people("Der Wagen fuhr am Montag von Karl zu Anna und am Dienstag zurück.\n")


def test_praise_before_a_name_is_no_part_of_it():
    text = "Brave Anna hugs her mother\n\nBRAVE Anna Berg came home on Monday. Anna slept.\n"
    assert people(text) == {"Anna Berg": {"Anna", "Anna Berg"}}


def test_brothers_share_a_surname_at_the_head_of_a_sentence():
    found = people("Brothers Stellan and Benat Uriarte were freed on Monday. Benat Uriarte said he was tired.\n")
    assert set(found) == {"Stellan", "Benat Uriarte"}


def test_somebody_who_is_only_called_by_a_first_name():
    assert "Pavel" in people("He remembers a guard called Pavel, who gave him an onion.\n")
    assert "Pavel" in people("Er erinnert sich an einen Wärter namens Pavel, der ihm eine Zwiebel gab.\n")


def test_a_surname_in_another_case_is_somebody_else():
    text = (
        "Капитан Глеб Шумаров вернулся домой. Губернатор Олег Рябцев ждал его. "
        "Встречу с Шумаровым Рябцев назначил на май.\n"
    )
    assert people(text) == {"Глеб Шумаров": {"Глеб Шумаров", "Шумаровым"}, "Олег Рябцев": {"Олег Рябцев", "Рябцев"}}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Он просит не беспокоить семью. Об этом рассказал адвокат.\n", []),
        ("Он встретился с семью журналистами в понедельник.\n", [7]),
    ],
)
def test_a_family_is_no_seven(text, counts):
    assert [one.value for one in read(text).counts] == counts


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Die Lage sei schlimm, gab Berg zu bedenken.", "Die Lage sei schlimm"),
        ("Man prüfe den Fall, hob er hervor.", "Man prüfe den Fall"),
        ("„Wir warten ab“, zeigte sich Berg überzeugt.", "Wir warten ab"),
        ("Niemand verliere den Mut, sagte er weiter.", "Niemand verliere den Mut"),
    ],
)
def test_german_words_in_the_subjunctive_before_who_says_them(said, words):
    statements = read(f"Minister Karl Berg kam am Montag nach Wien. {said}\n").statements
    assert [(one.chain[-1], one.text) for one in statements] == [("Karl Berg", words)]
