"""Four exchanges of people alike, unnamed: verdicts by day, numbers by type, and that the rules bring them about."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from glienicke.case.model import Event
from glienicke.deals.check import faults
from glienicke.deals.deal import Answer, Terms
from glienicke.deals.find import find
from glienicke.deals.why import why
from glienicke.positions.asof import as_of
from glienicke.positions.day import Day
from glienicke.positions.load import load

CASES = Path(__file__).resolve().parents[2] / "cases"
THOUSAND, SHALIT, GAZA, DIX_HILL = "ua-ru-1000-2025", "shalit-2011", "gaza-2025", "dix-hill-1862"

SHALIT_FIRST = {"men-of-gaza": 131, "men-of-the-west-bank": 110, "men-into-exile": 203, "men-of-israel": 6, "women": 27}
GAZA_ROUNDS: Mapping[str, Mapping[str, int]] = {
    "2025-01-19": {"woman-1": 3, "women-1": 69},
    "2025-01-25": {"soldier-2": 4, "listed-2": 200},
    "2025-01-27": {"listed-woman": 1, "listed-man": 5},  # told to be dead on that day
    "2025-01-30": {"soldier-3": 1, "woman-3": 1, "man-3": 1, "thai": 5, "listed-3": 80},
    "2025-02-01": {"man-4": 2, "ill-4": 1, "listed-4": 60, "life-4": 12, "gaza-4": 111},
    "2025-02-08": {"man-5": 2, "ill-5": 1, "listed-5": 60, "life-5": 12, "gaza-5": 111},
    "2025-02-15": {"ill-6": 3, "life-6": 36, "gaza-6": 333},
    "2025-02-22": {"ill-7": 4, "man-7": 2, "life-7": 50, "listed-7": 60, "rearrested-7": 47, "gaza-7": 445},
}
MINORS = {"2025-01-19": 21, "2025-01-30": 30}  # counted in the file's history, no people of the case


def left(day: str) -> dict[str, int]:
    """Who is still to go after that day's round."""
    return {id: n for on, people in GAZA_ROUNDS.items() if on > day for id, n in people.items()}


HISTORY: Mapping[tuple[str, str], Mapping[str, int]] = {
    (THOUSAND, "2025-05-16"): {
        "ua-military-1": 270, "ua-civilian-1": 120, "ua-military-2": 307, "ua-military-3": 303,
        "ru-military-1": 270, "ru-civilian-1": 50, "ua-convicted-1": 70, "ru-military-2": 307, "ru-military-3": 303,
    },
    (THOUSAND, "2025-05-23"): {"ua-military-2": 307, "ua-military-3": 303, "ru-military-2": 307, "ru-military-3": 303},
    (THOUSAND, "2025-05-24"): {"ua-military-3": 303, "ru-military-3": 303},
    (SHALIT, "2011-10-06"): {"shalit": 1, **SHALIT_FIRST, "second": 495},
    (SHALIT, "2011-10-17"): {"shalit": 1, **SHALIT_FIRST, "second": 495},
    (SHALIT, "2011-10-18"): {"second": 495},
    (GAZA, "2025-01-15"): left("2025-01-15"),
    **{(GAZA, on): left(on) for on in GAZA_ROUNDS if on < "2025-02-22"},
    (DIX_HILL, "1862-07-22"): {
        "us-colonel": 1, "us-sergeant": 1, "us-private": 5, "cs-captain": 1, "cs-lieutenant": 2, "cs-private": 8,
    },
}  # fmt: skip
NO_DEAL = [
    (THOUSAND, "2025-02-23"), (THOUSAND, "2025-05-15"), (THOUSAND, "2025-05-25"),
    (SHALIT, "2009-11-30"), (SHALIT, "2011-10-05"), (SHALIT, "2011-12-18"),
    (GAZA, "2024-08-31"), (GAZA, "2025-01-14"), (GAZA, "2025-02-22"), (GAZA, "2025-02-27"),
    (DIX_HILL, "1862-02-22"), (DIX_HILL, "1862-07-21"), (DIX_HILL, "1863-07-30"), (DIX_HILL, "1865-12-31"),
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
    return Counter(entry(day, release.id) for release in answer.deal.released)


def entry(day: Day, id: str) -> str:
    """`ua-military-1` of `ua-military-1-270`, and `shalit` of `shalit`: people alike have their entry's id as a tag."""
    head, _, _ = id.rpartition("-")
    return head if head in day.people[id].tags else id


def found(day: Day) -> Counter[str]:
    return kinds(day, find(day, Terms()))


def history(name: str) -> tuple[Event, ...]:
    read = load(CASES / f"{name}.yaml")
    assert read.case is not None
    return read.case.history


def said(day: Day, *want: str) -> list[set[str]]:
    """The sentences in each clash."""
    clashes = why(day, Terms(want)).clashes
    return [{member.condition.text for member in clash if member.condition} for clash in clashes]


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


def test_before_istanbul_moscow_has_not_agreed() -> None:
    day = day_of(THOUSAND, "2025-05-15")
    assert set(day.positions) == {"UA"}
    clashes = why(day, Terms()).clashes
    assert clashes
    assert all(("absence", "RU") in {(member.kind, member.party) for member in clash} for clash in clashes)


def test_azov_was_on_no_list() -> None:
    day = day_of(THOUSAND, "2025-05-16")
    assert find(day, Terms(("ua-azov-1",))).status == "none"
    assert said(day, "ua-azov-1") == [{"never {azov}"}]


def test_without_the_red_line_azov_would_have_come_first(tmp_path: Path) -> None:
    open_to_all = changed(THOUSAND, "2025-05-16", tmp_path, ("never {azov}", "at most 1000 of {azov}"))
    answer = find(open_to_all, Terms())
    assert answer.deal is not None
    released = {release.id for release in answer.deal.released}
    assert {f"ua-azov-{n}" for n in range(1, 401)} <= released


def test_whom_one_side_cannot_give_the_other_keeps(tmp_path: Path) -> None:
    fewer = changed(THOUSAND, "2025-05-16", tmp_path, ("Russian soldier, count: 303", "Russian soldier, count: 203"))
    numbers = found(fewer)
    assert numbers["ru-military-3"] == numbers["ua-military-3"] == 203
    assert sum(numbers.values()) == 1800


def test_nobody_is_sent_to_russia_who_has_not_asked(tmp_path: Path) -> None:
    refused = changed(THOUSAND, "2025-05-16", tmp_path, ("consent: {is: given", "consent: {is: refused"))
    numbers = found(refused)
    assert "ua-convicted-1" not in numbers
    assert numbers["ua-civilian-1"] == numbers["ru-civilian-1"] == 50


# ------------------------------------------------------------------------- one for 1,027


def test_the_senior_names_and_the_number_kept_shalit() -> None:
    clashes = said(day_of(SHALIT, "2011-10-05"), "shalit")
    assert {"never {senior}", "shalit only if all of {senior}"} in clashes
    assert {"at most 945 of {held by IL}", "shalit only if at least 1345 of {held by IL}"} in clashes


def test_the_senior_and_those_beyond_the_two_groups_stay() -> None:
    day = day_of(SHALIT, "2011-10-06")
    stayed = {id for id, person in day.people.items() if person.held_by == "IL"}
    answer = find(day, Terms())
    assert answer.deal is not None
    assert Counter(entry(day, id) for id in stayed - answer.deal.items) == {"senior": 15, "further": 413}


def test_vote_and_court_must_come_first() -> None:
    settled = [find(day_of(SHALIT, on), Terms(settled=True)).status for on in ("2011-10-06", "2011-10-16")]
    assert settled == ["none", "none"]
    day = day_of(SHALIT, "2011-10-17")
    done = find(day, Terms())
    assert done.deal is not None
    assert {entry(day, id) for id, _ in done.deal.needs} == {"second"}


def test_without_the_promise_the_second_group_stays(tmp_path: Path) -> None:
    unbound = changed(SHALIT, "2011-10-18", tmp_path, ("unilateral: yes", "unilateral: no"))
    assert find(unbound, Terms()).status == "none"


def test_not_one_fewer_than_1027(tmp_path: Path) -> None:
    fewer = changed(SHALIT, "2011-10-11", tmp_path, ("at most 972 of", "at most 971 of"))
    assert find(fewer, Terms()).status == "none"


# ------------------------------------------------------------------------- Gaza


def test_the_corridor_and_the_end_of_the_war_kept_the_hostages() -> None:
    assert said(day_of(GAZA, "2025-01-14"), "woman-1-1") == [
        {"never corridor", "any of {held by HAMAS} only if truce and corridor"},
        {"never end-of-war", "any of {hostage} only if end-of-war"},
    ]


def test_truce_and_corridor_are_given_and_the_thais_go_home() -> None:
    answer = find(day_of(GAZA, "2025-01-15"), Terms())
    assert answer.deal is not None
    assert answer.deal.considerations == ("truce", "corridor")
    assert Counter(release.to for release in answer.deal.released) == {"IL": 31, "TH": 5, "HAMAS": 686 + 1000}


def number(on: str, *heads: str) -> int:
    """How many of the round's people have an id that begins so."""
    return sum(n for id, n in GAZA_ROUNDS[on].items() if id.startswith(heads))


def test_the_numbers_of_the_rounds_are_the_reported_ones() -> None:
    """Israel's side of each round, minors included: 737 on the list and 1,000 from Gaza in all."""
    israels = ("women-", "listed-", "life-", "rearrested-", "gaza-")
    rounds = [number(on, *israels) + MINORS.get(on, 0) for on in GAZA_ROUNDS if on != "2025-01-27"]
    assert rounds == [90, 200, 110, 183, 183, 369, 602]
    assert sum(rounds) == 737 + 1000


@pytest.mark.parametrize("on", [on for on in GAZA_ROUNDS if on != "2025-01-27"])
def test_each_round_uses_up_the_ratio(on: str) -> None:
    """Soldiers at 50, women and older men at 30, the two long held at 30: minors included, not one more or less."""
    in_ratio = number(on, "women-", "listed-") + MINORS.get(on, 0)
    assert in_ratio == 50 * number(on, "soldier-") + 30 * number(on, "woman-", "man-")


def test_at_a_lower_rate_there_is_no_deal(tmp_path: Path) -> None:
    lower = changed(GAZA, "2025-01-25", tmp_path, ("{soldier} at most 50", "{soldier} at most 10"),
                    ("held-since-2014} at most 30", "held-since-2014} at most 10"))  # fmt: skip
    assert find(lower, Terms()).status == "none"


def test_no_minor_is_a_person_of_the_case() -> None:
    for name in (THOUSAND, SHALIT, GAZA):
        read = load(CASES / f"{name}.yaml")
        assert read.case is not None
        assert not any(person.minors for person in read.case.people.values())
    told = [event.what or "" for name in (SHALIT, GAZA) for event in history(name)]
    for count in ("21 boys", "30 of the 110 were minors", "55 of them minors"):
        assert any(count in what for what in told), count


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


def test_in_february_1862_washington_will_not() -> None:
    day = day_of(DIX_HILL, "1862-03-01")
    assert set(day.positions) == {"US", "CSA"}
    clashes = said(day)
    assert clashes
    assert all("never {held by US}" in clash for clash in clashes)


def test_who_is_left_over_waits() -> None:
    numbers = found(day_of(DIX_HILL, "1862-07-22"))
    assert "cs-sergeant" not in numbers
    assert numbers["cs-private"] == 8


def test_from_may_1863_the_black_regiments_are_left_behind() -> None:
    day = day_of(DIX_HILL, "1863-06-01")
    assert day.people["us-black-private-1"].held_by == day.people["us-lieutenant"].held_by == "CSA"
    numbers = found(day)
    assert not {"us-black-private", "us-lieutenant"} & numbers.keys()
    assert numbers["us-private"] == 5


def test_then_nobody_goes_until_they_may() -> None:
    clashes = said(day_of(DIX_HILL, "1863-07-30"))
    stand = {"never {black-regiment}", "any of {confederate} only if all of {black-regiment, held by CSA}"}
    assert clashes
    assert all(stand <= clash for clash in clashes)


def test_treated_alike_they_would_all_have_gone(tmp_path: Path) -> None:
    alike = changed(
        DIX_HILL, "1863-07-30", tmp_path,
        ("never {black-regiment}", "at most 5 of {black-regiment}"), ("count: 9, rank", "count: 14, rank"),
    )  # fmt: skip
    answer = find(alike, Terms())
    assert kinds(alike, answer)["us-black-private"] == 4
    assert weights(alike, answer)["US"] == weights(alike, answer)["CSA"]


# ------------------------------------------------------------------------- all cases


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_worths_are_words(path: Path) -> None:
    read = load(path)
    assert read.case is not None
    for positions in read.case.positions.values():
        for position in positions:
            told = [fact for facts in (*position.worth.values(), *position.cost.values()) for fact in facts]
            assert {fact.is_ for fact in told} <= {"vital", "high", "medium", "low"}
            assert all(fact.note for fact in told)
