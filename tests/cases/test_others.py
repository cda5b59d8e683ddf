"""The other shipped cases: each tells its story, day by day, and history's deal is the best of its day."""

import datetime as dt
from collections import Counter
from pathlib import Path

from glienicke.deals.check import faults
from glienicke.deals.deal import Answer, Terms
from glienicke.deals.find import find
from glienicke.deals.why import why
from glienicke.positions.asof import as_of
from glienicke.positions.day import Day
from glienicke.positions.load import load

CASES = Path(__file__).parents[2] / "cases"


def day_of(case: str, on: str) -> Day:
    loaded = load(CASES / f"{case}.yaml")
    assert loaded.case is not None and not loaded.diagnostics
    return as_of(loaded.case, dt.date.fromisoformat(on))


def best(case: str, on: str, *want: str) -> Answer:
    day = day_of(case, on)
    answer = find(day, Terms(want))
    if answer.deal is not None:
        assert answer.status == "deal" and faults(day, answer.deal, Terms(want)) == ()
    return answer


def kinds(answer: Answer) -> Counter[str]:
    """How many are released of each entry."""
    assert answer.deal is not None
    ids = (release.id.rpartition("-") for release in answer.deal.released)
    return Counter(head if number.isdecimal() else head + mark + number for head, mark, number in ids)


def test_a_thousand_for_a_thousand_in_three_days() -> None:
    assert best("ua-ru-1000-2025", "2025-05-15").status == "none"
    for on, each in (("2025-05-16", 1000), ("2025-05-23", 610), ("2025-05-24", 303)):
        deal = best("ua-ru-1000-2025", on).deal
        assert deal is not None
        assert Counter(release.to for release in deal.released) == {"UA": each, "RU": each}
    assert best("ua-ru-1000-2025", "2025-05-25").status == "none"


def test_one_for_1027() -> None:
    assert best("shalit-2011", "2011-10-10").status == "none"
    answer = best("shalit-2011", "2011-10-11")
    assert kinds(answer) == {"shalit": 1, "first-men": 450, "first-women": 27, "second": 550}


def test_so_many_for_each_in_gaza() -> None:
    assert best("gaza-2025", "2025-01-14").status == "none"
    answer = best("gaza-2025", "2025-01-15")
    assert answer.deal is not None and answer.deal.considerations == ("ceasefire",)
    people = {"civilian": 28, "soldier": 5, "thai": 5, "listed": 737, "gaza-detained": 1167}
    assert kinds(answer) == people


def test_rank_for_rank_until_black_soldiers_are_refused() -> None:
    day = day_of("dix-hill-1862", "1862-07-22")
    answer = find(day)
    assert answer.deal is not None
    weight = {
        party: sum(day.equivalents["rank"][day.people[r.id].rank or ""] for r in answer.deal.released if r.to == party)
        for party in ("US", "CSA")
    }
    assert weight == {"US": 22, "CSA": 22}
    assert kinds(answer)["cs-private"] < 9  # the others are left over
    refused = best("dix-hill-1862", "1863-06-30").deal
    assert refused is not None and not any("black" in id for id in refused.items)
    assert best("dix-hill-1862", "1863-07-31").status == "none"
    clash = why(day_of("dix-hill-1862", "1863-07-31")).clashes[0]
    assert "never {black-soldier}" in {m.condition.text for m in clash if m.condition}


def test_worths_of_living_people_are_words() -> None:
    for path in CASES.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for key in ("worth", "cost"):
            for line in text.splitlines():
                if line.strip().startswith(f"{key}: {{"):
                    values = line.split("{", 1)[1].rsplit("}", 1)[0]
                    assert not any(part.strip().isdecimal() for part in values.replace(":", ",").split(",")), line
