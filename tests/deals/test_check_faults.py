"""`faults`: an acceptable deal rightly described has none; whatever is changed in it is found and named."""

from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.check import faults
from glienicke.deals.deal import Deal, Part, Release, Terms
from glienicke.ground.diagnostic import Span
from glienicke.positions.day import Consideration
from tests.deals.days import condition, day, deal, person, wants

ANN = person("ann", "RU", citizen_of=("US",), minors=1)
KAY = person("kay", "US", citizen_of=("RU",))
BEA = person("bea", "RU", owed="seriously wounded")
DAN = person("dan", None, state="dead", last_held_by="RU")
VISIT = Consideration("visit", "RU", "US", "visits")
RU = wants("RU", {"kay": 10}, {"ann": 2})
US = wants("US", {"ann": "10.1"}, {"kay": 3})
DE = wants("DE", {"kay": -1})
DAY = day([ANN, KAY, BEA, DAN], [RU, US, DE], considerations=[VISIT])
GOOD = deal(DAY, "ann", "kay")


def says(there, claimed: Deal, **terms) -> str:
    return "; ".join(str(fault) for fault in faults(there, claimed, Terms(**terms)))


def test_good_deal_has_no_faults():
    assert GOOD.hurt == {"DE": -1} and not faults(DAY, GOOD)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"released": ()}, "at least one person"),
        ({"released": (*GOOD.released, GOOD.released[0])}, "ann is released more than once"),
        ({"released": (Release("ann", "RU", "US", 1), Release("zoe", "US", "RU"))}, "zoe is not in the case"),
        ({"considerations": ("kay",)}, "kay stands among the wrong kind"),
        ({"released": (*GOOD.released, Release("dan", "RU", None))}, "dan is dead"),
        ({"released": (*GOOD.released, Release("bea", "RU", None))}, "bea is owed by law"),
        ({"released": (Release("ann", "US", "US", 1), GOOD.released[1])}, "ann is released by RU, not US"),
        ({"released": (Release("ann", "RU", "DE", 1), GOOD.released[1])}, "ann goes to US, not DE"),
        ({"released": (Release("ann", "RU", None, 1), GOOD.released[1])}, "ann goes to US, not nobody named"),
        ({"released": (Release("ann", "RU", "US"), GOOD.released[1])}, "ann goes with this many minors: 1, not 0"),
        ({"parties": {"RU": GOOD.parties["RU"]}}, "US gives and is not said to take part"),
        ({"parties": {**GOOD.parties, "DE": Part(Fraction(-1), Fraction(0), (), ())}}, "DE gives nothing and gains -1"),
        (
            {"parties": {**GOOD.parties, "SI": Part(Fraction(0), Fraction(0), (), ())}},
            "SI is said to take part and has no",
        ),
        ({"parties": {**GOOD.parties, "XX": Part(Fraction(0), Fraction(0), (), ())}}, "XX is not a party"),
        ({"needs": (("ann", "consent"),)}, "still needed: nothing; the deal says ann: consent"),
        ({"hurt": {}}, "left worse off: DE by -1"),
        ({"hurt": {"DE": Fraction(-2)}}, "left worse off: DE by -1; the deal says -2"),
        ({"hurt": {"DE": Fraction(-1), "SI": Fraction(-1)}}, "left worse off: SI"),
    ],
)
def test_every_change_is_found(change, said):
    assert said in says(DAY, replace(GOOD, **change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"gain": Fraction(7)}, "US gains 71/10, not 7"),
        ({"floor": Fraction(1)}, "US has a floor of 0, not 1"),
        ({"gets": ()}, "US gets ann, not nothing"),
        ({"gives": ("kay", "kay")}, "US gives kay, not kay, kay"),
    ],
)
def test_every_claim_about_a_party_is_checked(change, said):
    parts = {**GOOD.parties, "US": replace(GOOD.parties["US"], **change)}
    assert said in says(DAY, replace(GOOD, parties=parts))


def test_nearest_double_is_right_and_no_other():
    nearest = {**GOOD.parties, "US": replace(GOOD.parties["US"], gain=Fraction(7.1))}
    assert not faults(DAY, replace(GOOD, parties=nearest))
    off = {**GOOD.parties, "US": replace(GOOD.parties["US"], gain=Fraction(7.1) + Fraction(1, 10**18))}
    assert faults(DAY, replace(GOOD, parties=off))


def test_broken_condition_is_named_with_its_place():
    place = Span("case.yaml", 3, 5, 3, 14)
    there = replace(
        DAY,
        positions={
            **DAY.positions,
            "US": replace(US, conditions=(replace(condition("US", "never kay"), place=place),)),
        },
    )
    (fault,) = faults(there, GOOD)
    assert str(fault) == "case.yaml:3:5: US takes part and its condition 'never kay' does not hold"
    assert (fault.kind, fault.party, fault.condition, fault.place) == ("condition", "US", "never kay", place)


def test_law_floor_reciprocity_and_wanted():
    assert "the law's 'never kay' does not hold" in says(replace(DAY, law=(condition(None, "never kay"),)), GOOD)
    high = wants("US", {"ann": "10.1"}, {"kay": 3}, floor=8)
    assert "US gains 71/10, less than its floor of 8" in says(replace(DAY, positions={"RU": RU, "US": high}), GOOD)
    generous = wants("US", {"kay": "7.1"})
    assert "US gives and receives nothing" in says(replace(DAY, positions={"RU": RU, "US": generous}), GOOD)
    assert "bea is wanted and not released" in says(DAY, GOOD, want=("bea",))


def test_absent_giver_and_left_out_receiver():
    assert "kay is held by US, which has no position" in says(replace(DAY, positions={"RU": RU}), GOOD)
    assert "kay is held by US, which is not at the table" in says(replace(DAY, at_table=frozenset({"RU"})), GOOD)
    glad = replace(DAY, positions={**DAY.positions, "DE": wants("DE", {"kay": 1})})
    assert "DE gains 1 and its conditions hold, so it takes part" in says(glad, GOOD)


def test_no_recipient_left():
    strict = wants("RU", {"kay": 10}, {"ann": 2}, ["never ann to US"])
    assert "ann has no recipient left: US ruled out" in says(
        replace(DAY, positions={**DAY.positions, "RU": strict}), GOOD
    )


def test_minors_tie():
    tied = replace(DAY, people={**DAY.people, "bea": replace(BEA, owed=None, minors_with="ann")})
    assert "bea and ann have minors together" in says(tied, GOOD)
