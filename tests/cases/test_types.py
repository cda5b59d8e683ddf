"""Four exchanges of people alike, unnamed: verdicts by day, numbers by type, and that the rules bring them about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from glienicke.deals.check import faults
from glienicke.deals.deal import Answer, Terms
from glienicke.deals.find import find
from glienicke.deals.why import why
from glienicke.positions.asof import as_of
from glienicke.positions.day import Day
from glienicke.positions.load import load

CASES = Path(__file__).resolve().parents[2] / "cases"
THOUSAND, SHALIT, GAZA, DIX_HILL = "ua-ru-1000-2025", "shalit-2011", "gaza-2025", "dix-hill-1862"

HISTORY: Mapping[tuple[str, str], Mapping[str, int]] = {
    (THOUSAND, "2025-05-16"): {
        "ua-military-1": 270, "ua-civilian-1": 120, "ua-military-2": 307, "ua-military-3": 303,
        "ru-military-1": 270, "ru-civilian-1": 120, "ru-military-2": 307, "ru-military-3": 303,
    },
    (THOUSAND, "2025-05-23"): {"ua-military-2": 307, "ua-military-3": 303, "ru-military-2": 307, "ru-military-3": 303},
    (THOUSAND, "2025-05-24"): {"ua-military-3": 303, "ru-military-3": 303},
    (SHALIT, "2011-10-11"): {"shalit": 1, "first-men": 450, "first-women": 27, "second": 550},
    (SHALIT, "2011-10-18"): {"second": 550},
    (GAZA, "2025-01-15"): {"civilian": 28, "soldier": 5, "thai": 5, "listed": 737, "gaza-detained": 1167},
    (DIX_HILL, "1862-07-22"): {
        "us-colonel": 1, "us-sergeant": 1, "us-private": 5,
        "cs-captain": 1, "cs-lieutenant": 2, "cs-sergeant": 1, "cs-private": 6,
    },
}  # fmt: skip
NO_DEAL = [
    (THOUSAND, "2025-05-15"), (THOUSAND, "2025-05-25"),
    (SHALIT, "2009-11-30"), (SHALIT, "2011-10-10"), (SHALIT, "2011-12-31"),
    (GAZA, "2024-06-30"), (GAZA, "2025-01-14"),
    (DIX_HILL, "1863-07-30"), (DIX_HILL, "1865-12-31"),
]  # fmt: skip


def loaded(path: Path, on: str) -> Day:
    read = load(path)
    assert read.diagnostics == ()
    assert read.case is not None
    return as_of(read.case, dt.date.fromisoformat(on))


def day_of(name: str, on: str) -> Day:
    return loaded(CASES / f"{name}.yaml", on)


def changed(name: str, on: str, folder: Path, *edits: tuple[str, str]) -> Day:
    """The case with parts of its text replaced; each must stand in it exactly once."""
    text = (CASES / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    return loaded(path, on)


def kinds(day: Day, answer: Answer) -> Counter[str]:
    """How many are released of each entry of the file. The deal is one that the checker accepts."""
    assert answer.status == "deal"
    assert answer.deal is not None
    assert answer.objective == answer.bound
    assert faults(day, answer.deal, Terms()) == ()
    return Counter(entry(release.id) for release in answer.deal.released)


def entry(id: str) -> str:
    """`ua-military-1` of `ua-military-1-270`, and `shalit` of `shalit`."""
    head, _, number = id.rpartition("-")
    return head if number.isdecimal() else id


def found(day: Day) -> Counter[str]:
    return kinds(day, find(day, Terms()))


def said(day: Day) -> list[set[str]]:
    """The sentences in each clash."""
    return [{member.condition.text for member in clash if member.condition} for clash in why(day, Terms()).clashes]


@pytest.mark.parametrize(("name", "on"), HISTORY)
def test_the_best_deal_is_historys(name: str, on: str) -> None:
    assert found(day_of(name, on)) == HISTORY[name, on]


@pytest.mark.parametrize(("name", "on"), NO_DEAL)
def test_no_deal_before_and_after(name: str, on: str) -> None:
    assert find(day_of(name, on), Terms()).status == "none"


@pytest.mark.parametrize("name", [THOUSAND, SHALIT, GAZA, DIX_HILL])
def test_every_position_and_condition_says_how_it_is_known(name: str) -> None:
    read = load(CASES / f"{name}.yaml")
    assert read.case is not None
    for positions in read.case.positions.values():
        for position in positions:
            assert position.basis in {"stated", "reported", "believed"}
            assert position.note
            assert position.according_to


# ------------------------------------------------------------------------- a thousand for a thousand


def test_whom_one_side_cannot_give_the_other_keeps(tmp_path: Path) -> None:
    fewer = changed(THOUSAND, "2025-05-16", tmp_path, ("Russian soldier, count: 303", "Russian soldier, count: 203"))
    numbers = found(fewer)
    assert numbers["ru-military-3"] == numbers["ua-military-3"] == 203
    assert sum(numbers.values()) == 1800


def test_civilians_stand_against_civilians(tmp_path: Path) -> None:
    fewer = changed(
        THOUSAND, "2025-05-23", tmp_path,
        ('name: Ukrainian soldier, count: 307, citizen_of: [UA], tags: [military, day-2]',
         'name: Ukrainian civilian, count: 307, citizen_of: [UA], tags: [civilian, day-2]'),
    )  # fmt: skip
    assert find(fewer, Terms()).status == "none"


# ------------------------------------------------------------------------- one for 1,027


def test_the_contested_names_kept_shalit() -> None:
    clashes = said(day_of(SHALIT, "2011-10-10"))
    assert clashes
    assert all({"never {contested}", "shalit only if all of {contested}"} <= clash for clash in clashes)


def test_the_contested_stay() -> None:
    assert "contested-name" not in found(day_of(SHALIT, "2011-10-11"))


def test_without_the_promise_the_second_group_stays(tmp_path: Path) -> None:
    unbound = changed(SHALIT, "2011-10-18", tmp_path, ("unilateral: yes", "unilateral: no"))
    assert find(unbound, Terms()).status == "none"


def test_not_one_fewer_than_1027(tmp_path: Path) -> None:
    fewer = changed(SHALIT, "2011-10-11", tmp_path, ("count: 550", "count: 549"))
    assert find(fewer, Terms()).status == "none"


# ------------------------------------------------------------------------- Gaza


def test_no_ceasefire_no_hostage() -> None:
    day = day_of(GAZA, "2025-01-14")
    assert all({"never ceasefire", "any of {hostage} only if ceasefire"} <= clash for clash in said(day))
    (given,) = why(day, Terms()).concessions[0].give_up
    assert given.member.condition is not None
    assert given.member.condition.text == "never ceasefire"


def test_the_ceasefire_is_given_and_the_thais_go_home() -> None:
    answer = find(day_of(GAZA, "2025-01-15"), Terms())
    assert answer.deal is not None
    assert answer.deal.considerations == ("ceasefire",)
    assert Counter(release.to for release in answer.deal.released) == {"IL": 33, "TH": 5, "HAMAS": 1904}


def test_the_first_day_uses_up_the_ratio(tmp_path: Path) -> None:
    """Three civilians at 30 each: 90, though more are on the list."""
    first = changed(
        GAZA, "2025-01-19", tmp_path,
        ("    count: 28\n", "    count: 3\n"),
        ("  soldier:\n    name: Soldier of the first phase\n    count: 5\n",
         "  soldier:\n    name: Soldier of the first phase\n    state: free\n    count: 5\n"),
        ("    count: 1167\n", "    count: 1167\n    state: free\n"),
        ("at least 1904 of", "at least 90 of"),
    )  # fmt: skip
    numbers = found(first)
    assert (numbers["civilian"], numbers["listed"]) == (3, 90)


def test_no_minor_is_a_person_of_the_case() -> None:
    read = load(CASES / f"{GAZA}.yaml")
    assert read.case is not None
    told = [event.what or "" for event in read.case.history]
    people = day_of(GAZA, "2025-01-15").people.values()
    assert any("21 boys" in what for what in told)
    assert not any("boy" in person.name.casefold() or person.minors for person in people)


# ------------------------------------------------------------------------- rank for rank


def weights(day: Day, answer: Answer) -> Counter[str | None]:
    assert answer.deal is not None
    table, total = day.equivalents["rank"], Counter[str | None]()
    for release in answer.deal.released:
        total[release.to] += int(table[day.people[release.id].rank or ""])
    return total


def test_the_table_of_the_cartel() -> None:
    table = day_of(DIX_HILL, "1862-07-22").equivalents["rank"]
    assert dict(table) == {
        "private": 1, "non-commissioned-officer": 2, "lieutenant": 4, "captain": 6, "major": 8,
        "lieutenant-colonel": 10, "colonel": 15, "brigadier-general": 20, "major-general": 40,
        "commanding-general": 60,
    }  # fmt: skip


def test_a_colonel_is_made_up_of_others() -> None:
    day = day_of(DIX_HILL, "1862-07-22")
    assert weights(day, find(day, Terms())) == {"US": 22, "CSA": 22}


def test_from_may_1863_black_soldiers_are_left_behind() -> None:
    day = day_of(DIX_HILL, "1863-06-01")
    assert "us-black-private-1" in day.people
    numbers = found(day)
    assert "us-black-private" not in numbers
    assert numbers["us-private"] == 5


def test_then_nobody_goes_until_they_may() -> None:
    clashes = said(day_of(DIX_HILL, "1863-07-30"))
    stand = {"never {black-soldier}", "any of {confederate} only if all of {black-soldier, held by CSA}"}
    assert clashes
    assert all(stand <= clash for clash in clashes)


def test_treated_alike_they_would_all_have_gone(tmp_path: Path) -> None:
    alike = changed(DIX_HILL, "1863-07-30", tmp_path, ("never {black-soldier}", "at most 4 of {black-soldier}"))
    answer = find(alike, Terms())
    assert kinds(alike, answer)["us-black-private"] == 4
    assert weights(alike, answer)["US"] == weights(alike, answer)["CSA"]
