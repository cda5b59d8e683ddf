"""`stable`: what each word of docs/stable.md means, and what the checker refuses."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bench.generate import instance
from bench.unstable import market, triangle, triangles
from glienicke.deals.check.blocking import (
    blocking_faults,
    gains_of,
    raised,
    unit_of_gain,
    verify_none_stable,
    verify_stable,
)
from glienicke.deals.deal import Certificate, Deal, Terms
from glienicke.deals.find import find
from glienicke.deals.solve import Limits
from glienicke.deals.stable import separate, stable
from glienicke.deals.stable.as_json import stable_data
from glienicke.deals.stable.separate import Outcome
from glienicke.positions.day import Day
from tests.deals.days import day, deal, person, wants

AB = [person("ann", "RU", citizen_of=("US",)), person("kay", "US", citizen_of=("RU",))]


def blocked(of: Day, *released: str, terms: Terms = Terms()) -> tuple[str, ...]:
    """Who blocks the deal that releases these (nobody: no deal at all); nobody: it is stable."""
    gains = gains_of(deal(of, *released)) if released else {}
    found = separate(of, terms, Outcome(gains))
    assert found.found != "unknown"
    if found.block is None:
        assert found.certificate is not None
        assert found.certificate.method == "agreement" or verify_stable(of, gains, found.certificate, terms) == ()
        return ()
    assert blocking_faults(of, gains, found.block.deal, terms) == ()
    return found.block.parties


def test_an_outsider_neither_binds_nor_counts() -> None:
    """SI would bind everybody in a deal it takes part in; the group does without it, and without SI's share."""
    people = [*AB, person("sue", "SI", citizen_of=("US",))]
    swap = [
        wants("RU", {"kay": 10}),
        wants("US", {"ann": 10, "sue": 1}),
        wants("SI", {"ann": 5}, {}, ["never kay to RU"]),
    ]
    now = day(people, swap)
    assert blocked(now) == ("RU", "US")


def test_no_member_is_only_as_well_off() -> None:
    """RU has 10 either way: the group of RU and DE needs RU's consent, and RU has no reason to leave."""
    people = [*AB, person("max", "DE", citizen_of=("RU",)), person("dov", "RU", citizen_of=("DE",))]
    caps = ["at most 1 of {held by RU}", "ann only if kay", "dov only if max"]
    same = day(
        people, [wants("RU", {"kay": 10, "max": 10}, {}, caps), wants("US", {"ann": 5}), wants("DE", {"dov": 5})]
    )
    assert blocked(same, "ann", "kay") == ()
    more = day(
        people, [wants("RU", {"kay": 10, "max": 11}, {}, caps), wants("US", {"ann": 5}), wants("DE", {"dov": 5})]
    )
    assert blocked(more, "ann", "kay") == ("RU", "DE")


def test_a_third_of_a_point_more_is_more() -> None:
    people = [*AB, person("kim", "US", citizen_of=("RU",))]
    caps = ["at most 1 of {held by US}"]
    thirds = {"kay": "1/3", "kim": "2/3"}
    now = day(people, [wants("RU", thirds), wants("US", {"{held by RU}": 1}, {}, caps)])
    assert blocked(now, "ann", "kay") == ()  # US has 1 either way
    now = day(people, [wants("RU", thirds), wants("US", {"{held by RU}": 1}, {"kay": "1/7"}, caps)])
    assert blocked(now, "ann", "kay") == ("RU", "US")
    assert unit_of_gain(now, "RU") == Fraction(1, 3) and unit_of_gain(now, "US") == Fraction(1, 7)


def test_the_law_binds_groups_and_the_wanted_do_not() -> None:
    people = [*AB, person("kim", "US", citizen_of=("RU",))]
    swap = [
        wants("RU", {"kay": 10, "kim": 4}),
        wants("US", {"ann": 10}, {}, ["at most 1 of {held by US}"], unilateral=True),
    ]
    now = day(people, swap)
    assert blocked(now, "ann", "kim", terms=Terms(("kim",))) == ()  # US is as well off
    swap[1] = wants("US", {"ann": 10}, {"kim": 1}, ["at most 1 of {held by US}"])
    assert blocked(day(people, swap), "ann", "kim", terms=Terms(("kim",))) == ("RU", "US")
    assert blocked(day(people, swap, law=["never kay"]), "ann", "kim") == ()


def test_before_waits_only_for_the_group() -> None:
    """The wounded of DE's cannot be released by a group without DE, so the group need not wait for them."""
    people = [*AB, person("wim", "DE", citizen_of=("RU",), tags="wounded")]
    positions = [
        wants("RU", {"kay": 10}, {}, ["all of {wounded} before any of {citizens of US}"]),
        wants("US", {"ann": 10}),
    ]
    alone = day(people, [*positions, wants("DE", {}, {"wim": 3})])
    assert blocked(alone) == ("RU", "US")


def test_shares_count_only_within_the_group() -> None:
    """DE gives only for its share in the US, which counts where the US takes part."""
    people = [*AB, person("max", "DE", citizen_of=("RU",))]
    positions = [wants("RU", {"kay": 1, "max": 10}), wants("US", {"ann": 10}), wants("DE", share={"US": "1/2"})]
    assert blocked(day(people, positions)) == ("RU", "US")
    found = separate(day(people, positions), Terms(), Outcome({"RU": Fraction(5), "US": Fraction(9)}))
    assert found.block is not None and found.block.parties == ("RU", "US", "DE")
    assert found.block.deal.parties["DE"].gain == 5


def test_a_floor_below_nothing_is_no_reason_to_stay() -> None:
    """US signs for a loss of 5; with RU alone it loses 2 instead, and RU gains more as well."""
    people = [*AB, person("kim", "US", citizen_of=("RU",))]
    caps = ["at most 1 of {held by US}"]
    positions = [wants("RU", {"kay": 5, "kim": 9}), wants("US", {"ann": 1}, {"kay": 6, "kim": 3}, caps, floor=-5)]
    assert blocked(day(people, positions), "ann", "kay") == ("RU", "US")


def test_who_gives_without_getting_may_be_a_group_of_one() -> None:
    now = day([person("ann", "RU", citizen_of=("US",))], [wants("RU", {"ann": 1}, unilateral=True)])
    assert blocked(now) == ("RU",)
    assert blocked(now, "ann") == ()


def test_a_deal_that_is_none_is_refused() -> None:
    now = day(AB, [wants("RU", {"kay": 10}), wants("US", {"ann": 10})])
    with pytest.raises(ValueError, match="not acceptable"):
        stable(now, deal=Deal((), (), {}))


def test_nothing_is_said_when_time_is_over() -> None:
    answer = stable(triangle(1), limits=Limits(0.0))
    assert answer.status in ("unknown", "unstable")
    assert answer.best_stable is None or answer.best_stable.status == "unknown"


def test_what_the_checker_refuses_of_a_group() -> None:
    now = triangle(1)
    answer = stable(now)
    assert answer.stability is not None and answer.stability.block is not None and answer.deal is not None
    own, gains = answer.stability.block.deal, gains_of(answer.deal)
    assert blocking_faults(now, gains, own) == ()
    best = {party: part.gain for party, part in own.parties.items()}
    assert any("not more than" in fault for fault in blocking_faults(now, best, own))
    more = {party: replace(part, gain=part.gain + 1) for party, part in own.parties.items()}
    assert any("gains" in fault for fault in blocking_faults(now, gains, replace(own, parties=more)))
    one = dict([next(iter(own.parties.items()))])
    assert blocking_faults(now, gains, replace(own, parties=one))  # it releases whom others hold


def test_what_the_checker_refuses_of_proofs() -> None:
    now = next(day for seed in range(20) if stable(day := market(3, seed)).status == "stable")
    lasting = stable(now)
    assert lasting.stability is not None and lasting.stability.certificate is not None
    gains, proof = gains_of(lasting.deal), lasting.stability.certificate
    assert verify_stable(now, gains, proof) == ()
    assert verify_stable(now, {}, proof), "another outcome"
    assert verify_stable(now, gains, Certificate("tree", {"largest_sum": True, "tree": {"rows": []}}))
    assert verify_stable(now, gains, Certificate("farkas", {"largest_sum": False, "tree": {"rows": []}}))
    assert verify_stable(now, gains, Certificate("agreement", {"solvers": ["HiGHS", "CP-SAT"]}))
    assert verify_stable(now, gains, Certificate("tree", None))


def test_what_the_checker_refuses_where_no_deal_lasts() -> None:
    now = triangles(2, 3)
    kept = stable(now).best_stable
    assert kept is not None and kept.status == "none" and kept.certificate is not None
    blocks = [block.deal for block in kept.blocks]
    assert verify_none_stable(now, blocks, kept.certificate) == ()
    assert verify_none_stable(now, blocks[:-1], kept.certificate)
    node = kept.certificate.body["node"]
    first = next(iter(node["of"]))
    short = {**node, "of": {p: inner for p, inner in node["of"].items() if p != first}}
    assert any("leaves out" in fault for fault in verify_none_stable(now, blocks, Certificate("tree", {"node": short})))
    assert verify_none_stable(now, blocks, Certificate("tree", {"node": node["of"][first]}))


def test_a_large_case_is_proven_exactly() -> None:
    now = instance(10, 300, 0)
    best = find(now, ties=False)
    assert best.deal is not None
    gains = gains_of(best.deal)
    found = separate(now, Terms(), Outcome(gains, largest_sum=True))
    assert found.found == "stable" and found.certificate is not None and found.certificate.method == "tree"
    assert verify_stable(now, gains, found.certificate, largest_sum=True) == ()
    if found.certificate.body["largest_sum"]:
        assert verify_stable(now, gains, found.certificate)


def test_raised_floors_are_just_above() -> None:
    now = day(AB, [wants("RU", {"kay": "1/2"}), wants("US", {"ann": 10}, floor=7)])
    floors = {p: x.floor.low for p, x in raised(now, {"RU": Fraction(1, 2), "US": Fraction(3)}).positions.items()}
    assert floors == {"RU": 1, "US": 7}


def test_the_same_answer_twice() -> None:
    first, second = (stable_data(stable(market(4, 2, chance=0.8)), market(4, 2)) for _ in range(2))
    for one in (first, second):
        one.pop("seconds")
    assert str(first["deal"]) == str(second["deal"])
    assert [g["parties"] for g in _groups(first)] == [g["parties"] for g in _groups(second)]


def _groups(data: dict) -> list[dict]:
    return [s["group"] for s in (data["stability"],) if s and s["group"]]
