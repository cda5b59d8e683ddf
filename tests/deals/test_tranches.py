"""`tranches`: what the words mean, what the checker finds wrong, what cannot be asked, and the real exchanges."""

import datetime as dt
import re
from fractions import Fraction
from pathlib import Path

import pytest

from glienicke.deals.check import Judge
from glienicke.deals.check.tranches import Seats, Within, course, order_faults
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.find import find
from glienicke.deals.solve import Limits
from glienicke.deals.tranches import Tranches, man_for_man, scale, tranches, tranches_data
from glienicke.positions.asof import as_of
from glienicke.positions.day import Consideration, Day
from glienicke.positions.load import load
from tests.deals.days import condition, day, deal, person, wants
from tests.deals.test_tranches_twin import asked, question
from tests.twin import brute_tranches

ROOT = Path(__file__).resolve().parents[2]


def rules(*texts: str):
    return tuple(condition(None, text) for text in texts)


def numbers(*whole: int) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, whole))


def loaded(name: str, on: str) -> Day:
    read = load(ROOT / "cases" / name)
    assert read.case is not None
    return as_of(read.case, dt.date.fromisoformat(on))


def of_case(name: str, on: str, within: Within) -> tuple[Day, Tranches]:
    its_day = loaded(name, on)
    found = find(its_day).deal
    assert found is not None
    return its_day, tranches(its_day, found, within=within)


def planned(its_day: Day, its_deal: Deal, **more) -> Tranches:
    normalise = more.pop("normalise", "received")
    answer = tranches(its_day, its_deal, within=Within(**more), normalise=normalise)
    assert answer.status == "plan" and answer.plan is not None
    assert answer.plan.faults == () and answer.bound == answer.plan.worst
    return answer


# ------------------------------------------------------------------------- the words


def two(worth_to_us: int = 10, worth_to_ru: int = 120) -> Day:
    """ann from RU to US, kay from US to RU."""
    return day(
        [person("ann", "RU"), person("kay", "US")],
        [wants("RU", {"kay": worth_to_ru}, {"ann": 60}), wants("US", {"ann": worth_to_us}, {"kay": 6})],
    )


def test_all_at_once_leaves_nobody_exposed() -> None:
    its_day = two()
    answer = planned(its_day, deal(its_day, "ann", "kay"))
    assert answer.plan is not None and answer.plan.steps == (("ann", "kay"),)
    assert answer.plan.worst == 0 and answer.plan == answer.at_once
    assert answer.proof.startswith("proven: all goes at once") and answer.solver == ""


def test_given_received_and_exposure_by_hand() -> None:
    its_day = two()
    its_deal = deal(its_day, "ann", "kay")
    run = course(its_day, its_deal, (("kay",), ("ann",)))
    assert run.given == {"RU": numbers(0, 60), "US": numbers(6, 6)}
    assert run.received == {"RU": numbers(120, 120), "US": numbers(0, 10)}
    assert run.exposure("US") == numbers(6, -4) and run.peaks == {"RU": 0, "US": 6}
    assert run.worst("received") == Fraction(6, 10) and run.worst("none") == 6


def test_which_yardstick_matters() -> None:
    its_day = two()
    its_deal = deal(its_day, "ann", "kay")
    by_parts = planned(its_day, its_deal, seats=(Seats(1),))
    by_numbers = planned(its_day, its_deal, seats=(Seats(1),), normalise="none")
    assert by_parts.plan is not None and by_numbers.plan is not None
    assert by_parts.plan.steps == (("ann",), ("kay",)) and by_parts.plan.worst == Fraction(1, 2)
    assert by_numbers.plan.steps == (("kay",), ("ann",)) and by_numbers.plan.worst == 6


def test_the_page_shows_the_same(tmp_path) -> None:
    (block,) = re.findall(
        r"^```yaml case\n(.*?)^```", (ROOT / "docs/tranches.md").read_text(encoding="utf-8"), re.M | re.S
    )
    path = tmp_path / "case.yaml"
    path.write_text(block, encoding="utf-8")
    its_day = loaded(str(path), "2024-01-01")
    its_deal = find(its_day).deal
    assert its_deal is not None
    firsts = [
        answer.plan.steps[0]
        for answer in (
            planned(its_day, its_deal, seats=(Seats(1),)),
            planned(its_day, its_deal, seats=(Seats(1),), normalise="none"),
        )
        if answer.plan
    ]
    assert firsts == [("kay",), ("ann",)]


def test_who_receives_nothing_is_shown_and_not_counted() -> None:
    its_day = day(
        [person("ann", "RU"), person("kay", "US"), person("sy", "SI")],
        [
            wants("RU", {"kay": 10, "sy": 5}, {"ann": 4}),
            wants("US", {"ann": 10}, {"kay": 4}),
            wants("SI", {}, {"sy": 7}, unilateral=True, floor=-7),
        ],
    )
    answer = planned(its_day, deal(its_day, "ann", "kay", "sy"), seats=(Seats(2),))
    assert answer.plan is not None
    assert answer.plan.course.peaks["SI"] == 7 and answer.plan.worst == 0
    assert "SI" not in answer.plan.course.yardstick("received") | answer.plan.course.yardstick("none")


def test_a_bundle_counts_once_it_is_met() -> None:
    its_day = day(
        [person("a1", "RU"), person("a2", "RU"), person("kay", "US")],
        [
            wants("RU", {"kay": 20}, {"a1": 3, "a2": 3}),
            wants("US", {"a1": 1}, {"kay": 5}, bundles=["9 if all of {held by RU}"]),
        ],
    )
    its_deal = deal(its_day, "a1", "a2", "kay")
    run = course(its_day, its_deal, (("kay",), ("a1",), ("a2",)))
    assert run.received["US"] == numbers(0, 1, 10)
    answer = planned(its_day, its_deal, seats=(Seats(1),))
    assert answer.plan is not None and answer.plan.course.received["US"][-1] == 10


def test_a_share_counts_as_the_part_of_the_others_result() -> None:
    its_day = day(
        [person("ann", "RU"), person("kay", "DE")],
        [
            wants("RU", {"kay": 10}, {"ann": 4}),
            wants("US", {"ann": 10}),
            wants("DE", {}, {"kay": 2}, share={"US": "1/2"}),
        ],
    )
    run = course(its_day, deal(its_day, "ann", "kay"), (("kay",), ("ann",)))
    assert run.received["DE"] == numbers(0, 5) and run.exposure("DE") == numbers(2, -3)


def test_ranges_at_their_worse_end() -> None:
    its_day = day(
        [person("ann", "RU"), person("kay", "US")],
        [wants("RU", {"kay": "10..30"}, {"ann": "2..6"}), wants("US", {"ann": 10}, {"kay": 1})],
    )
    for terms, expected in ((Terms(), (4, 20)), (Terms(cautious=True), (6, 10))):
        (its_deal,) = [found for found in [find(its_day, terms).deal] if found]
        run = course(its_day, its_deal, (("ann",), ("kay",)), terms)
        assert [run.given["RU"][-1], run.received["RU"][-1]] == [*expected]


def test_exposure_is_minus_the_gain_if_all_stopped() -> None:
    for _, its_day, its_deal, terms in asked(range(60)):
        judge = Judge(its_day, terms)
        steps = man_for_man(its_day, its_deal)
        run = course(its_day, its_deal, steps, terms)
        for party, part in its_deal.parties.items():
            assert run.exposure(party)[-1] == -part.gain
            view = judge.view(frozenset(steps[0]))
            shares = its_day.positions[party].share
            others = sum(
                (s * view.results[q].own for q, s in shares.items() if q in its_deal.parties and q != party),
                Fraction(0),
            )
            assert run.exposure(party)[0] == -(view.results[party].own + others)


def test_more_steps_than_the_fewest_can_be_of_use() -> None:
    its_day = day(
        [
            person("a1", "RU"),
            person("a2", "RU"),
            person("b1", "US"),
            person("b2", "US"),
            person("c", "RU"),
            person("d", "US"),
        ],
        [
            wants("RU", {"b1": 5, "b2": 5, "d": 9}, {"a1": 4, "a2": 4, "c": 1}),
            wants("US", {"a1": 5, "a2": 5, "c": 9}, {"b1": 4, "b2": 4, "d": 1}),
        ],
    )
    its_deal = deal(its_day, "a1", "a2", "b1", "b2", "c", "d")
    together = rules("together a1 a2", "together b1 b2", "all of c before any of a1", "all of d before any of b1")
    free = planned(its_day, its_deal, seats=(Seats(3),), conditions=together)
    two_steps = planned(its_day, its_deal, seats=(Seats(3),), conditions=together, steps=2)
    assert free.plan is not None and two_steps.plan is not None
    assert len(free.plan.steps) == 3 and free.plan.steps[0] == ("c", "d") and free.plan.worst == 0
    assert two_steps.plan.worst == Fraction(9, 19)


def test_man_for_man_takes_turns() -> None:
    its_day = day(
        [person("a1", "RU"), person("a2", "RU"), person("b1", "US")],
        [wants("RU", {"b1": 20}, {}), wants("US", {"a1": 5, "a2": 5, "visit": 1}, {})],
        considerations=[Consideration("visit", "RU", "US", "a visit")],
    )
    steps = man_for_man(its_day, deal(its_day, "a1", "a2", "b1", "visit"))
    assert steps == (("a1",), ("b1",), ("a2",), ("visit",))


# ------------------------------------------------------------------------- the checker


def four() -> tuple[Day, Deal]:
    its_day = day(
        [
            person("a1", "RU", to=("US",)),
            person("a2", "RU", to=("DE",), minors=2),
            person("b1", "US", to=("RU",)),
            person("b2", "US", to=("RU",)),
        ],
        [
            wants("RU", {"b1": 9, "b2": 9}, {"a1": 2}, conditions=["all of b1 before any of b2"]),
            wants("US", {"a1": 9, "a2": 9}, {"b1": 2}, conditions=["together a1 b1"]),
        ],
    )
    return its_day, deal(its_day, "a1", "a2", "b1", "b2")


GOOD = (("a1", "b1"), ("a2", "b2"))
TWO = Within(2, (Seats(4),), (dt.date(2024, 8, 1), dt.date(2024, 8, 2)))


@pytest.mark.parametrize(
    ("steps", "within", "kinds"),
    [
        (GOOD, TWO, []),
        ((("a1", "b1"), ("a2", "b2", "a1")), TWO, ["twice"]),
        ((("a1", "b1"), ("a2",)), TWO, ["left out"]),
        ((("a1", "b1"), ("a2", "b2", "zed")), TWO, ["unknown"]),
        ((*GOOD, ()), TWO, ["empty"]),
        ((("a1", "b1"), ("a2",), ("b2",)), TWO, ["steps", "days"]),
        (GOOD, Within(days=(dt.date(2024, 8, 2), dt.date(2024, 8, 1))), ["days"]),
        (GOOD, Within(seats=(Seats(3),)), ["seats"]),
        (GOOD, Within(seats=(Seats(2, "RU"),)), ["seats"]),
        (GOOD, Within(seats=(Seats(2, None, "DE"),)), ["seats"]),
        (GOOD, Within(seats=(Seats(1, "US", "RU"), Seats(1, "US", "DE"))), []),
        ((("a1",), ("b1", "a2", "b2")), Within(), ["together"]),
        ((("b2",), ("a1", "b1", "a2")), Within(), ["before"]),
        (GOOD, Within(conditions=rules("together a2 b1")), ["together"]),
        (GOOD, Within(conditions=rules("all of a2 before any of a1")), ["before"]),
        (GOOD, Within(conditions=rules("all of a2 before any of b2")), []),
    ],
)
def test_what_the_checker_finds(steps, within, kinds) -> None:
    its_day, its_deal = four()
    assert [fault.kind for fault in order_faults(its_day, its_deal, steps, within)] == kinds


def test_minors_with_two_parents_keep_them_together() -> None:
    its_day = day(
        [person("art", "SI", minors=2), person("anna", "SI", minors_with="art"), person("kay", "RU")],
        [wants("RU", {"art": 5, "anna": 5}, {"kay": 1}), wants("SI", {"kay": 9}, {"art": 1})],
    )
    its_deal = deal(its_day, "art", "anna", "kay")
    (fault,) = order_faults(its_day, its_deal, (("art",), ("anna", "kay")), Within())
    assert fault.kind == "together" and "minors" in fault.says
    answer = planned(its_day, its_deal, seats=(Seats(4),))
    assert answer.plan is not None and set(answer.plan.steps) == {("art", "anna"), ("kay",)}
    tight = tranches(its_day, its_deal, within=Within(seats=(Seats(3),)))
    assert tight.status == "none" and "allow at least 4" in tight.faults[0].says


def test_a_bystanders_sentences_do_not_bind() -> None:
    its_day = day(
        [person("ann", "RU"), person("kay", "US")],
        [
            wants("RU", {"kay": 9}, {"ann": 1}),
            wants("US", {"ann": 9}, {"kay": 1}),
            wants("DE", {"ann": 1}, conditions=["together ann kay", "never kay"]),
        ],
    )
    its_deal = deal(its_day, "ann", "kay")
    assert "DE" not in its_deal.parties
    assert order_faults(its_day, its_deal, (("ann",), ("kay",)), Within()) == ()
    answer = planned(its_day, its_deal, seats=(Seats(1),))
    assert answer.plan is not None and len(answer.plan.steps) == 2


# ------------------------------------------------------------------------- what cannot be asked


@pytest.mark.parametrize(
    ("within", "says"),
    [
        (Within(seats=(Seats(0),)), "at least 1 is needed"),
        (Within(seats=(Seats(2, "XX"),)), "XX is no party"),
        (Within(0), "an order needs at least 1"),
        (Within(days=(dt.date(2024, 8, 2), dt.date(2024, 8, 2))), "days are not in order"),
        (Within(conditions=rules("never ann")), "does not order releases"),
    ],
)
def test_no_question(within, says) -> None:
    its_day = two()
    answer = tranches(its_day, deal(its_day, "ann", "kay"), within=within)
    assert answer.status == "refused" and answer.plan is None
    assert any(says in fault.says for fault in answer.faults)


def test_seats_too_few_for_a_group_name_it_and_the_remedy() -> None:
    its_day, its_deal = four()
    answer = tranches(its_day, its_deal, within=Within(seats=(Seats(1, "RU"), Seats(9))))
    assert answer.status == "none"
    assert [fault.says for fault in answer.faults] == [
        "a2 goes with 2 minors and needs 3 of 1 seats from RU; allow at least 3"
    ]
    answer = tranches(its_day, its_deal, within=Within(seats=(Seats(3),), conditions=rules("together b1 b2 a2")))
    assert "'together a1 b1' with 'together b1 b2 a2'" in answer.faults[0].says
    assert "allow at least 6" in answer.faults[0].says


def test_too_few_steps_by_counting() -> None:
    its_day, its_deal = four()
    answer = tranches(its_day, its_deal, within=Within(1, (Seats(3),)))
    assert answer.status == "none" and answer.proof == "proven by counting"
    assert "at least 2 steps" in answer.faults[0].says


def test_no_order_where_counting_does_not_tell() -> None:
    its_day = day(
        [person(f"a{n}", "RU") for n in range(6)] + [person("kay", "US")],
        [wants("RU", {"kay": 90}), wants("US", {"{held by RU}": 9})],
    )
    its_deal = deal(its_day, *(f"a{n}" for n in range(6)), "kay")
    pairs = rules("together a0 a1", "together a2 a3", "together a4 a5")
    answer = tranches(its_day, its_deal, within=Within(2, (Seats(3, "RU"),), conditions=pairs))
    assert answer.status == "none" and answer.proof.endswith("HiGHS agrees")
    assert tranches(its_day, its_deal, within=Within(3, (Seats(3, "RU"),), conditions=pairs)).status == "plan"


def test_a_deal_that_is_none_is_refused() -> None:
    its_day = two()
    right = deal(its_day, "ann", "kay")
    wrong = Deal(right.released[:1], (), right.parties)
    answer = tranches(its_day, wrong)
    assert answer.status == "refused"
    assert any("receives nothing" in fault.says for fault in answer.faults)


# ------------------------------------------------------------------------- limits and scales


def test_no_time_no_claim() -> None:
    its_day, its_deal = four()
    answer = tranches(its_day, its_deal, within=Within(seats=(Seats(3),)), limits=Limits(0.0))
    assert answer.status == "unknown" and answer.proof == ""
    assert answer.plan is not None and answer.plan.faults == () and answer.bound is not None
    assert answer.bound <= answer.plan.worst


def test_yardsticks_without_a_common_measure(monkeypatch) -> None:
    """With hardly any room for a common scale the worst is still exact."""
    monkeypatch.setattr(scale, "ROOM", 40)
    rough = 0
    for seed, its_day, its_deal, terms in asked(range(2000, 2250)):
        within, normalise = question(seed, its_day, its_deal)
        best = brute_tranches.best(its_day, its_deal, terms, within, normalise)
        answer = tranches(its_day, its_deal, terms, within, normalise=normalise)
        assert answer.status == ("none" if best is None else "plan"), seed
        if answer.plan is not None and best is not None:
            assert answer.plan.worst == answer.bound == best[0], seed
            rough += "within" in answer.ties
    assert rough > 5


def test_asked_twice_the_same() -> None:
    for seed, its_day, its_deal, terms in asked(range(20)):
        within, normalise = question(seed, its_day, its_deal)
        first, again = (tranches(its_day, its_deal, terms, within, normalise=normalise) for _ in range(2))
        assert tranches_data(first, its_day) | {"seconds": 0} == tranches_data(again, its_day) | {"seconds": 0}


# ------------------------------------------------------------------------- the real ones


def sides(its_day: Day, answer: Tranches) -> list[dict[str, int]]:
    """How many people of each giver go in each step."""
    assert answer.plan is not None
    return [
        {
            p: n
            for p in its_day.parties
            if (n := sum(its_day.people[id].held_by == p for id in step if id in its_day.people))
        }
        for step in answer.plan.steps
    ]


def test_a_thousand_for_a_thousand_by_days() -> None:
    by_lists = rules("together {day-1}", "together {day-2}", "together {day-3}")
    days = tuple(dt.date(2025, 5, n) for n in (23, 24, 25))
    its_day, answer = of_case(
        "ua-ru-1000-2025.yaml", "2025-05-16", Within(None, (Seats(390, "UA"), Seats(390, "RU")), days, by_lists)
    )
    assert sides(its_day, answer) == [{"UA": n, "RU": n} for n in (390, 307, 303)]
    assert answer.plan is not None and answer.plan.worst == 0
    assert answer.in_turn is not None and answer.in_turn.course.peaks == {"UA": 10, "RU": 0}


def test_477_and_550_in_two_steps() -> None:
    within = Within(2, (Seats(500),), (), rules("together {second-group}"))
    its_day, answer = of_case("shalit-2011.yaml", "2011-10-17", within)
    assert sides(its_day, answer) == [{"IL": 477, "HAMAS": 1}, {"IL": 495}]
    assert answer.plan is not None and answer.plan.worst == 0
    assert answer.in_turn is not None and answer.in_turn.course.peaks == {"IL": 5, "HAMAS": 395}


def test_twenty_at_a_time_somebody_goes_ahead() -> None:
    _, answer = of_case("shalit-2011.yaml", "2011-10-17", Within(seats=(Seats(20),)))
    assert answer.status == "plan" and answer.plan is not None
    assert len(answer.plan.steps) == 49 and answer.plan.course.peaks == {"IL": 180, "HAMAS": 125}
    assert answer.plan.worst == Fraction(180, 4000) == answer.bound


def test_gaza_week_by_week() -> None:
    its_day, answer = of_case("gaza-2025.yaml", "2025-01-15", Within(seats=(Seats(8, "HAMAS"), Seats(250, "IL"))))
    steps = sides(its_day, answer)
    assert len(steps) == 7 and steps[0] == {"HAMAS": 8, "IL": 250}
    assert answer.plan is not None and answer.plan.worst == 0
    assert answer.in_turn is not None and answer.in_turn.course.peaks["HAMAS"] == 589
