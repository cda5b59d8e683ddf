"""No inbox and no case ever holds a minor's name."""

import datetime as dt
from dataclasses import replace

import pytest

from glienicke.reports.inbox_file import read_inbox
from glienicke.reports.minors import masked, minors_in
from tests.reports.inbox_case import CASE, document, fill, named, reading, says

MINOR = "it would name a minor; count minors with `minors:` beside a parent"


def minors(text, *names, language="en", born=None):
    of = document(f"News\n\n{text}\n", language=language)
    return minors_in(of, named(of, *names), born)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 11-year-old Mia Berg was freed.", "Mia Berg"),
        ("Mia Berg, 17, was freed with others.", "Mia Berg"),
        ("Mia Berg (9) slept.", "Mia Berg"),
        ("Mia Berg, aged 16, waited.", "Mia Berg"),
        ("Mia Berg is 17.", "Mia Berg"),
        ("Mia Berg, a schoolgirl, waited.", "Mia Berg"),
        ("His son Otto Berg waited.", "Otto Berg"),
        ("Their children, Otto and Mia, flew with them.", "Mia"),
        ("The toddler Otto was asleep.", "Otto"),
        ("Die 15-jährige Mia Berg kam frei.", "Mia Berg"),
        ("Die Schülerin Mia Berg kam frei.", "Mia Berg"),
        ("Mia Berg (12) kam frei.", "Mia Berg"),
        ("16-летний Олег Лунд прилетел.", "Олег Лунд"),
        ("Школьница Мария Лунд прилетела.", "Мария Лунд"),
        ("Их дети София и Даниил прилетели.", "Даниил"),
    ],
)
def test_minors_are_seen(text, name):
    assert name in minors(text, name)
    assert name in minors(text), "also where no reader has found a name"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jan Holm, 32, was freed.", "Jan Holm"),
        ("His son Jan Holm, 34, a lawyer, spoke.", "Jan Holm"),
        ("Jan Holm, the son of a teacher, was held.", "Jan Holm"),
        ("Jan Holm, 16 years in prison, was freed.", "Jan Holm"),
        ("Jan Holm, 17 August 2024.", "Jan Holm"),
        ("He met the children. Vera Lund greeted them.", "Vera Lund"),
        ("She spoke of the children, Lund said.", "Lund"),
        ("Jan Holm, 3 others and a dog were found.", "Jan Holm"),
        ("Der 44-jährige Jan Holm kam frei.", "Jan Holm"),
    ],
)
def test_others_are_not(text, name):
    assert minors(text, name) == {}


def test_a_date_of_birth_counts_on_the_day_of_publication():
    assert minors("Mia Berg was freed.", "Mia Berg", born={"Mia Berg": "2012-03-06"}) == {"Mia Berg": "born 2012-03-06"}
    assert minors("Mia Berg was freed.", "Mia Berg", born={"Mia Berg": "2012-03-05"}) == {}
    assert minors("Mia Berg was freed.", "Mia Berg", born={"Mia Berg": "2012"}) == {"Mia Berg": "born 2012"}
    assert document().published == dt.date(2030, 3, 5)


def test_a_family_name_alone_is_not_the_childs():
    of = document("News\n\nOtto Berg, 9, sat with Anna Berg. Berg smiled.\n")
    both = [replace(one, spellings=(one.name, "Berg")) for one in named(of, "Otto Berg", "Anna Berg")]
    assert set(minors_in(of, both)) == {"Otto Berg"}


def test_masking_goes_by_whole_words():
    assert masked("Mia, Miami and Mia's", ["Mia"]) == "[a minor], Miami and [a minor]'s"


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "river.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_a_suggestion_about_a_minor_is_held_back_with_the_remedy(case):
    of = document("Freed\n\nMia Berg, 9, was held by the Northern Front.\n")
    place, held_back = fill(case, reading(of, says(of, "Mia Berg", "held_by", "NF", "held by the Northern Front")))
    assert held_back == {MINOR: 1}
    assert read_inbox(place).statements == ()


def test_a_minors_name_is_in_no_stored_quote_title_or_chain(case):
    of = document("Mia Berg is home\n\nJan Holm and his daughter Mia Berg, 9, were held. Mia Berg said so.\n")
    one = says(of, "Jan Holm", "held_by", "NF", "Jan Holm and his daughter Mia Berg, 9, were held", chain=("Mia Berg",))
    place, _ = fill(case, reading(of, one), confirming=True)
    stored = place.inbox.read_text(encoding="utf-8")
    assert "Mia" not in stored
    assert "his daughter [a minor], 9, were held" in stored


def test_a_spelling_that_names_a_minor_is_held_back(case):
    of = document("Freed\n\nJan Holm came with his son Otto Holm, 9.\n")
    _, held_back = fill(case, reading(of, says(of, "Jan Holm", "note", "father of Otto Holm", "his son Otto Holm")))
    assert held_back == {MINOR: 1}
