"""The reader by spaCy, with a small pipeline made here: none is downloaded."""

import datetime as dt
import sys
from dataclasses import replace
from typing import Any

import pytest
import spacy

from glienicke.reports import with_spacy
from glienicke.reports.document import document_of
from glienicke.reports.known import Known
from glienicke.reports.mentions import day_of, gathered
from glienicke.reports.reader import reader_named

TEXT = """\
Two freed on the river

Jan Holm and Vera Lund were freed on 3 March 2030 after two years. Holm smiled. Lund did not.

Karl Lund, her brother, had waited since last spring. "We thank Lund," he said.
"""


def pipeline(*patterns):
    made = spacy.blank("en")
    ruler: Any = made.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    return made


PATTERNS = [
    *(("PERSON", name) for name in ("Jan Holm", "Vera Lund", "Karl Lund", "Holm", "Lund")),
    ("DATE", "3 March 2030"),
    ("DATE", "two years"),
    ("GPE", "River"),
]


@pytest.fixture
def folder(tmp_path):
    pipeline(*PATTERNS).to_disk(tmp_path / "small")
    return str(tmp_path / "small")


def test_people_and_days_by_a_pipeline_the_user_names(folder):
    reader = reader_named("spacy", folder)
    assert reader.name == f"spacy {folder}"
    reading = reader.read(document_of("river.txt", TEXT, dt.date(2030, 3, 4)), Known())
    found = {one.name: [TEXT[slice(*span)] for span in one.spans] for one in reading.people}
    assert found["Jan Holm"] == ["Jan Holm", "Holm"]
    assert set(found) == {"Jan Holm", "Vera Lund", "Karl Lund"}
    assert "2030-03-03" in [one.date for one in reading.events]
    assert all(TEXT[slice(*one.span)] != "two years" for one in reading.events)


def test_a_surname_of_two_goes_to_the_last_one_named_with_a_doubt(folder):
    reading = reader_named("spacy", folder).read(document_of("river.txt", TEXT, dt.date(2030, 3, 4)), Known())
    vera, karl = (next(p for p in reading.people if p.name == name) for name in ("Vera Lund", "Karl Lund"))
    assert [TEXT[slice(*span)] for span in vera.spans] == ["Vera Lund", "Lund"]
    assert karl.doubts == ("'Lund' may also be Vera Lund",)


def test_a_language_that_the_rules_do_not_read(folder):
    document = replace(document_of("river.txt", TEXT, dt.date(2030, 3, 4)), language="nl")
    reading = reader_named("spacy", folder).read(document, Known())
    assert "Jan Holm" in [one.name for one in reading.people]
    assert [one.date for one in reading.events] == ["2030-03-03"]
    assert list(reading.thrown_away) == ["all but people and days: the rules do not read this language (nl)"]


def test_a_pipeline_that_is_missing_is_said_with_the_remedy():
    with pytest.raises(
        ValueError, match=r"no pipeline 'xx_small' here \(installed: .*\); python -m spacy download xx_small"
    ):
        reader_named("spacy", "xx_small")
    with pytest.raises(ValueError, match="--model says which pipeline of spaCy is to read; installed here: "):
        reader_named("spacy")


def test_a_pipeline_that_marks_no_names_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "empty")
    with pytest.raises(ValueError, match="does not mark names"):
        reader_named("spacy", str(tmp_path / "empty"))


def test_without_spacy_the_remedy_is_said(monkeypatch):
    monkeypatch.setattr(with_spacy, "find_spec", lambda name: None)
    with pytest.raises(ValueError, match=r"needs spaCy: pip install 'glienicke\[spacy\]'"):
        with_spacy.reader("anything")
    assert "spacy" in sys.modules


def test_lemmas_give_the_nominative():
    assert with_spacy.nominative("Jan Holms", ["Jan", "Holm"]) == "Jan Holm"
    assert with_spacy.nominative("Jan Holms", ["jan", "holm"]) == "Jan Holm"
    assert with_spacy.nominative("Jan Holm", ["", ""]) == "Jan Holm"
    assert with_spacy.nominative("Jan Holm", ["he", "be"]) == "Jan Holm"


def test_first_names_alone_and_names_of_one_word():
    document = document_of("x.txt", "Vera Lund came. Vera left. Madonna sang.", dt.date(2030, 1, 1))
    spans = [(document.text.index(word), word) for word in ("Vera Lund", "Vera left", "Madonna")]
    namings = [((start, start + len(word.removesuffix(" left"))), word.removesuffix(" left")) for start, word in spans]
    assert [(one.name, len(one.spans)) for one in gathered(document, namings)] == [("Vera Lund", 2), ("Madonna", 1)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 March 2030", dt.date(2030, 3, 3)),
        ("March 3, 2030", dt.date(2030, 3, 3)),
        ("2030-03-03", dt.date(2030, 3, 3)),
        ("March 2030", None),
        ("3 March", None),
        ("two years", None),
        ("31 February 2030", None),
        ("3 Brumaire 2030", None),
    ],
)
def test_only_a_full_date_is_a_day(words, day):
    assert day_of(words) == day
