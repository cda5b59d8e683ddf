"""People whom a language pipeline marked carry the ids of a case, as those of the rules do. All people are invented."""

from __future__ import annotations

import datetime as dt

import pytest

from glienicke.reports.document import document_of
from glienicke.reports.known import Known
from glienicke.reports.mentions import gathered, reading_with

TEXT = "Tarwik Elsmur was freed, the minister said on Monday. Elsmur went home to his sister, Orla Keld."


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (Known({"elsmoor": ("Tarvik Elsmoor", "Tarwik Elsmur")}), {"Tarwik Elsmur": "elsmoor", "Orla Keld": None}),
        (Known({"a": ("Orla Keld",), "b": ("Orla Keld",)}), {"Tarwik Elsmur": None, "Orla Keld": None}),
        (Known(), {"Tarwik Elsmur": None, "Orla Keld": None}),
    ],
)
def test_marked_people_carry_the_case_s_id(known: Known, expected: dict[str, str | None]) -> None:
    document = document_of("a.txt", TEXT, dt.date(2030, 3, 4))
    names = ("Tarwik Elsmur", "Orla Keld", "Elsmur went")
    marked = [((TEXT.index(n), TEXT.index(n) + len(n.removesuffix(" went"))), n.removesuffix(" went")) for n in names]
    reading = reading_with(document, known, gathered(document, marked), ())
    assert {one.name: one.person for one in reading.people} == expected
    assert [len(one.spans) for one in reading.people] == [2, 1]
