"""docs/semantics.md, "Gains", each choice by an example."""

import pytest

from glienicke.positions.day import Consideration
from tests.deals.days import day, deal, deals, gains, person, wants

PEOPLE = [
    person("ann", "RU", tags="journalist civilian"),
    person("bea", "RU", tags="journalist"),
    person("cid", "RU"),
    person("kay", "US"),
]
RU = wants("RU", {"kay": 50})


def us(**position):
    return day(PEOPLE, [RU, wants("US", **position)])


@pytest.mark.parametrize(
    ("worth", "gain"),
    [
        ({"{journalist}": 5, "{civilian}": 2}, 12),  # overlapping selections add
        ({"{journalist}": 5, "ann": 1}, 6),  # an entry by id replaces them
        ({"{ann}": 3, "{journalist}": 5}, 13),  # an id in braces is a selection
        ({"ann": 4, "{held by US}": -1}, 3),  # negative worth, and worth of what the party itself releases
        ({"ann": 4, "kay": 2}, 6),
        ({"ann": "4..8"}, 6),  # the middle
        ({"ann": 3, "{not {ann}}".replace("{ann}", "ann"): 1}, 6),  # not ann: bea, cid excluded below, kay
    ],
)
def test_worths(worth, gain):
    released = ("ann", "bea", "kay") if "{not ann}" not in worth else ("ann", "bea", "cid", "kay")
    assert gains(us(worth=worth), *released)["US"] == gain


def test_cost_counts_for_the_giver_only():
    assert gains(us(worth={"ann": 9}, cost={"ann": 5, "kay": 2, "{held by US}": 100}), "ann", "kay")["US"] == 7


def test_cautious_takes_the_worse_ends():
    cautious = us(worth={"ann": "4..8"}, cost={"kay": "1..3"}, bundles=["0..2 if ann"], floor="-1..1")
    assert gains(cautious, "ann", "kay")["US"] == 6 - 2 + 1
    part = deal(cautious, "ann", "kay", cautious=True).parties["US"]
    assert part.gain == 4 - 3 + 0 and part.floor == 1


def test_cautious_shares_take_the_others_worse_end():
    shared = day(PEOPLE, [wants("RU", {"kay": "10..20"}), wants("US", {"ann": 1}, share={"RU": "0.5"})])
    assert gains(shared, "ann", "kay")["US"] == 1 + 7.5
    assert gains(shared, "ann", "kay", cautious=True)["US"] == 1 + 5


def test_bundle_counts_when_true():
    bundled = us(worth={"ann": 1}, bundles=["8 if at least 2 of {journalist}"])
    assert gains(bundled, "ann", "kay")["US"] == 1
    assert gains(bundled, "ann", "bea", "kay")["US"] == 9


def test_bundle_counts_only_with_a_release_it_speaks_of():
    bundled = us(worth={"cid": 1}, bundles=["8 if at most 1 of {journalist}"])
    assert gains(bundled, "cid", "kay")["US"] == 1
    assert gains(bundled, "ann", "cid", "kay")["US"] == 9
    assert gains(us(worth={"cid": 1}, bundles=["8 if none of {journalist}"]), "cid", "kay")["US"] == 1


def test_negative_bundle():
    assert gains(us(worth={"cid": 9}, bundles=["-4 if cid"]), "cid", "kay")["US"] == 5


def test_best_counts_only_the_highest():
    best = us(worth={"ann": 5, "bea": 7, "cid": 1}, bundles=["best 1 of {journalist}"])
    assert gains(best, "ann", "bea", "cid", "kay")["US"] == 8
    assert gains(best, "ann", "cid", "kay")["US"] == 6


def test_best_takes_the_least_bad():
    best = us(worth={"ann": -5, "bea": -7, "cid": 20}, bundles=["best 1 of {journalist}"])
    assert gains(best, "ann", "bea", "cid", "kay")["US"] == 15


def test_what_best_leaves_out_is_still_received():
    part = deal(us(worth={"ann": 5, "bea": 6}, bundles=["best 1 of {journalist}"]), "ann", "bea", "kay").parties["US"]
    assert part.gain == 6 and part.gets == ("ann", "bea")


def test_met_bundle_is_received_if_another_gives_some_of_it():
    assert deal(us(bundles=["3 if ann and kay"]), "ann", "kay").parties["US"].gets == ("ann",)
    assert not deals(us(bundles=["3 if kay"]), "ann", "kay")
    assert not deals(us(bundles=["0 if ann"]), "ann", "kay")


def test_share_counts_as_received_when_above_0():
    assert gains(us(share={"RU": "0.5"}), "ann", "kay")["US"] == 25
    no_gain = day(PEOPLE, [wants("RU", {"kay": 5}, {"ann": 5}), wants("US", share={"RU": "1"})])
    assert not deals(no_gain, "ann", "kay")


def test_share_is_of_the_others_own_result_without_its_shares():
    there = day(PEOPLE, [wants("RU", {"kay": 10}, share={"US": "1"}), wants("US", {"ann": 4}, share={"RU": "1"})])
    assert gains(there, "ann", "kay") == {"RU": 14, "US": 14}


def test_share_counts_only_while_the_other_takes_part():
    bystander = wants("DE", {"ann": 10}, conditions=["never ann"])
    there = day(PEOPLE, [RU, wants("US", {"ann": 4}, share={"DE": "1"}), bystander])
    assert gains(there, "ann", "kay")["US"] == 4


def test_share_in_a_loss_is_a_loss():
    losing = wants("RU", {"kay": 1}, {"ann": 9}, floor=-20)
    assert gains(day(PEOPLE, [losing, wants("US", {"ann": 10}, share={"RU": "1"})]), "ann", "kay")["US"] == 2


def test_worth_of_a_consideration():
    visit = Consideration("visit", "RU", "US", "visits")
    there = day(PEOPLE, [RU, wants("US", {"visit": 4, "{everybody}": 1})], considerations=[visit])
    assert gains(there, "visit", "kay")["US"] == 5


def test_gains_of_bystanders_do_not_count():
    assert "DE" not in gains(day(PEOPLE, [RU, wants("US", {"ann": 1}), wants("DE", {"cid": 3})]), "ann", "kay")
