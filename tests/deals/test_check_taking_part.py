"""docs/semantics.md, "Who takes part", "What can be released", "To whom", each choice by an example."""

from dataclasses import replace
from fractions import Fraction

from glienicke.deals.deal import Release
from glienicke.positions.day import Consideration, Position
from tests.deals.days import day, deal, deals, gains, person, wants

ANN = person("ann", "RU", citizen_of=("US",))
KAY = person("kay", "US", citizen_of=("RU",))
BEA = person("bea", "RU", citizen_of=("DE",))
RU = wants("RU", {"kay": 10}, {"ann": 2})
US = wants("US", {"ann": 10}, {"kay": 3})
SWAP = day([ANN, KAY], [RU, US])


def test_both_sides_of_a_swap_take_part():
    found = deal(SWAP, "ann", "kay")
    assert found.released == (Release("ann", "RU", "US"), Release("kay", "US", "RU"))
    assert {p: part.gain for p, part in found.parties.items()} == {"RU": 8, "US": 7}
    assert found.parties["RU"].gets == ("kay",) and found.parties["RU"].gives == ("ann",)


def test_absent_party_gives_nothing():
    assert not deals(day([ANN, KAY], [RU]), "ann", "kay")
    assert not deals(replace(SWAP, at_table=frozenset({"RU"})), "ann", "kay")


def test_present_without_conditions_is_present():
    assert deals(day([ANN, KAY], [RU, wants("US", {"ann": 5})]), "ann", "kay")


def test_givers_conditions_bind():
    assert not deals(day([ANN, KAY], [wants("RU", {"kay": 10}, conditions=["never ann"]), US]), "ann", "kay")


def test_receiver_takes_part_when_it_gains():
    germany = wants("DE", {"bea": 4})
    assert gains(day([ANN, KAY, BEA], [RU, US, germany]), "ann", "kay", "bea")["DE"] == 4


def test_receiver_without_gain_is_bystander():
    found = deal(day([ANN, KAY], [RU, US, wants("DE", {"bea": 4}, conditions=["never ann"])]), "ann", "kay")
    assert "DE" not in found.parties and not found.hurt


def test_receiver_below_its_floor_is_bystander():
    assert "DE" not in gains(day([ANN, KAY, BEA], [RU, US, wants("DE", {"bea": 4}, floor=5)]), "ann", "kay", "bea")


def test_receiver_with_low_floor_needs_gain_above_0():
    assert "DE" not in gains(day([ANN, KAY], [RU, US, wants("DE", floor=-5)]), "ann", "kay")


def test_receivers_broken_condition_makes_it_bystander_and_does_not_bind():
    germany = wants("DE", {"bea": 4}, conditions=["never ann"])
    assert "DE" not in gains(day([ANN, KAY, BEA], [RU, US, germany]), "ann", "kay", "bea")


def test_hurt_bystander_is_listed_and_not_protected():
    found = deal(day([ANN, KAY], [RU, US, wants("DE", {"kay": -6})]), "ann", "kay")
    assert found.hurt == {"DE": -6}


def test_shares_tie_who_takes_part_together():
    """Two receivers with shares in each other: both or neither may be consistent, which makes two deals."""
    germany = wants("DE", {"ann": 1}, share={"SI": "3"}, floor=4)
    slovenia = wants("SI", {"ann": 1}, share={"DE": "3"}, floor=4)
    found = deals(day([ANN, KAY], [RU, US, germany, slovenia]), "ann", "kay")
    assert [sorted(one.parties) for one in found] == [["DE", "RU", "SI", "US"], ["RU", "US"]]


def test_no_consistent_set_is_no_deal():
    """Germany joins only if Slovenia does not, and Slovenia only if Germany does."""
    germany = wants("DE", {"ann": 2}, share={"SI": "1"}, floor=1)
    slovenia = wants("SI", {"ann": -3}, share={"DE": "2"})
    assert not deals(day([ANN, KAY], [RU, US, germany, slovenia]), "ann", "kay")


def test_considerations_alone_are_no_deal():
    visit, permit = Consideration("visit", "RU", "US", "visits"), Consideration("permit", "US", "RU", "permits")
    both = [wants("RU", {"permit": 5}), wants("US", {"visit": 5})]
    assert not deals(day([], both, considerations=[visit, permit]), "visit", "permit")


def test_consideration_can_be_the_return():
    visit = Consideration("visit", "RU", "US", "visits")
    positions = [wants("RU", {"kay": 5}), wants("US", {"visit": 5})]
    found = deal(day([KAY], positions, considerations=[visit]), "kay", "visit")
    assert found.considerations == ("visit",) and found.parties["US"].gets == ("visit",)
    assert not deals(day([KAY], positions, considerations=[replace(visit, in_pool=False)]), "kay", "visit")


def test_dead_free_and_unheld_cannot_be_released():
    for state in ("dead", "free", "unheld"):
        gone = replace(ANN, state=state, held_by=None)
        assert not deals(day([gone, KAY], [RU, US]), "ann", "kay")


def test_out_of_pool_cannot_be_released():
    assert not deals(day([replace(ANN, in_pool=False), KAY], [RU, US]), "ann", "kay")


def test_owed_is_not_traded_by_default():
    owed = day([replace(ANN, owed="seriously wounded"), KAY], [RU, US])
    assert not deals(owed, "ann", "kay") and deals(owed, "ann", "kay", trade_owed=True)


def test_minors_bind_both_together():
    pair = day([ANN, replace(BEA, minors_with="ann"), KAY], [RU, US])
    assert not deals(pair, "ann", "kay") and deals(pair, "ann", "bea", "kay")
    freed = replace(BEA, minors_with="ann", state="free", held_by=None)
    assert deals(day([ANN, freed, KAY], [RU, US]), "ann", "kay")


def test_minors_go_along_and_enter_no_count():
    one = wants("RU", {"kay": 10}, conditions=["at most 1 of {held by RU}"])
    assert deal(day([replace(ANN, minors=2), KAY], [one, US]), "ann", "kay").released[0].minors == 2


def test_reciprocity_giver_must_receive():
    assert not deals(day([ANN, KAY], [RU, wants("US", {"kay": 9})]), "ann", "kay")
    assert deals(day([ANN, KAY], [RU, wants("US", {"kay": 9}, unilateral=True)]), "ann", "kay")


def test_unilateral_does_not_waive_floor():
    assert not deals(day([ANN, KAY], [RU, wants("US", cost={"kay": 1}, unilateral=True)]), "ann", "kay")
    assert deals(day([ANN, KAY], [RU, wants("US", cost={"kay": 1}, unilateral=True, floor=-1)]), "ann", "kay")


def test_floor_binds_givers():
    assert deals(day([ANN, KAY], [RU, replace(US, floor=wants("US", floor=7).floor)]), "ann", "kay")
    assert not deals(day([ANN, KAY], [RU, wants("US", {"ann": 10}, {"kay": 3}, floor="7.5")]), "ann", "kay")


def test_wanted_must_be_released():
    assert deals(SWAP, "ann", "kay", want=("ann",)) and not deals(SWAP, "ann", "kay", want=("bea",))


def test_recipient_is_first_of_to_else_first_other_citizenship_else_nobody():
    many = [
        person("a", "RU", to=("DE", "US")),
        person("b", "RU", citizen_of=("RU", "SI", "US")),
        person("c", "RU", citizen_of=("RU",)),
        KAY,
    ]
    us = wants("US", {"a": 10})
    assert [r.to for r in deal(day(many, [RU, us]), "a", "b", "c", "kay").released] == ["DE", "SI", None, "RU"]


def test_law_strikes_recipients_and_none_left_is_no_release():
    two = replace(ANN, to=("DE", "US"))
    assert deal(day([two, KAY], [RU, US], law=["never ann to DE"]), "ann", "kay").released[0].to == "US"
    assert not deals(day([ANN, KAY], [RU, US], law=["never ann to US"]), "ann", "kay")
    nobody_named = replace(ANN, citizen_of=())
    assert deals(day([nobody_named, KAY], [RU, US], law=["never ann to US"]), "ann", "kay")


def test_partys_strike_holds_while_it_takes_part():
    two = replace(ANN, to=("DE", "US"))
    strict = wants("RU", {"kay": 10}, conditions=["never ann to DE"])
    assert deal(day([two, KAY], [strict, US]), "ann", "kay").released[0].to == "US"
    bystander = wants("SI", conditions=["never ann to DE"])
    assert deal(day([two, KAY], [RU, US, bystander]), "ann", "kay").released[0].to == "DE"
    assert not deals(day([ANN, KAY], [wants("RU", {"kay": 9}, conditions=["never ann to US"]), US]), "ann", "kay")


def test_strike_that_leaves_no_recipient_makes_a_receiver_a_bystander():
    germany = wants("DE", {"kay": 1}, conditions=["never ann to US"])
    found = deal(day([ANN, KAY], [RU, US, germany]), "ann", "kay")
    assert set(found.parties) == {"RU", "US"} and found.released[0].to == "US"
    elsewhere = replace(ANN, to=("US", "SI"))
    found = deal(day([elsewhere, KAY], [RU, US, germany]), "ann", "kay")
    assert set(found.parties) == {"RU", "US", "DE"} and found.released[0].to == "SI"


def test_position_of_a_party_off_the_table_has_no_say():
    germany = wants("DE", {"kay": -5}, conditions=["never ann"])
    there = replace(day([ANN, KAY], [RU, US, germany]), at_table=frozenset({"RU", "US"}))
    assert not deal(there, "ann", "kay").hurt


def test_empty_position_of_a_giver_receives_nothing():
    assert not deals(day([ANN, KAY], [RU, Position("US")]), "ann", "kay")


def test_gains_are_exact():
    third = wants("US", {"ann": "0.1"}, share={"RU": "1/3"})
    assert gains(day([ANN, KAY], [RU, third]), "ann", "kay")["US"] == Fraction(1, 10) + Fraction(8, 3)
