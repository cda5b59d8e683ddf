"""Accepting into every shipped case: it loads and says so; taken back it is as it was, byte for byte."""

import shutil
from pathlib import Path

import pytest

from glienicke.reports.inbox import decided
from glienicke.reports.inbox_edit import CannotAccept, proposal, stands
from glienicke.reports.inbox_file import committed, read_inbox, taking_back
from tests.reports.inbox_case import AT, document, fill, loaded, reading, says

CASES = sorted(path for path in (Path(__file__).parent.parent.parent / "cases").iterdir() if path.suffix != ".md")
VALUES = {
    "sentence": "99 years",
    "charge": "theft of a boat: one, not two",
    "citizen_of": "FJ",
    "spellings": "Йемен, of all: names",
    "health": "poor #1",
    "note": "'quoted' {braced}",
}


def content(case):
    files = [case] if case.is_file() else sorted(case.rglob("*.yaml"))
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("shipped", CASES, ids=lambda path: path.stem)
def test_accepted_and_taken_back(shipped, tmp_path):
    case = tmp_path / shipped.name
    (shutil.copytree if shipped.is_dir() else shutil.copy)(shipped, case)
    now = loaded(case)
    some = list(now.people)
    chosen = list(dict.fromkeys((some[0], some[len(some) // 2], some[-1])))
    of = document(f"News\n\nSomething was said of {', '.join(chosen)}.\n", published="2031-01-01")
    found = [
        says(of, id, property, value, "Something")
        for id in chosen
        for property, value in VALUES.items()
        if now.people[id].count is None or property != "spellings"  # people alike share none
    ]
    party = next(iter(now.positions))
    found.append(says(of, party, "condition", "at least 1 of {held by " + party + "}", "Something"))
    place, held_back = fill(case, reading(of, *found))
    assert held_back == {}
    before = content(case)
    inbox = read_inbox(place)
    for number, item in enumerate(inbox.open):
        try:
            meant = proposal(case, read_inbox(place), [item])
        except CannotAccept as fault:
            pytest.fail(f"{item.first.subject} {item.first.property}: {fault} {fault.diagnostics}")
        committed(place, decided(meant.items, "accepted", by="desk", at=f"{AT} {number}"), meant.changes)
        if number == 0:
            committed(place, *taking_back(place, read_inbox(place), by="desk", at=AT))
            assert content(case) == before
            meant = proposal(case, read_inbox(place), [item])
            committed(place, decided(meant.items, "accepted", by="desk", at=f"{AT} again"), meant.changes)
    after = loaded(case)
    assert read_inbox(place).open == ()
    assert all(stands(after, statement) for statement in read_inbox(place).decisions)
