"""docs/semantics.md, "Selections and counts", each choice by an example."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.check.selection import Facts
from glienicke.positions.day import Consideration
from tests.deals.days import ON, day, deal, deals, person, selection, wants
from tests.twin import brute

VISIT = Consideration("visit", "RU", "US", "visits")
PEOPLE = [
    person("ann", "RU", tags="civilian", rank="captain", citizen_of=("US", "DE"), born=dt.date(1964, 8, 1)),
    person("bea", "RU", tags="sick", rank="private", since=dt.date(2022, 8, 1), born=dt.date(1964, 8, 2)),
    person("cid", "RU", rank="general", since=dt.date(2022, 8, 2), consent="refused", steps={"pardon": "failed"}),
    person("dan", None, state="dead", last_held_by="RU", tags="civilian", rank="private"),
    person("eve", None, state="free", last_held_by="US", citizen_of=("DE",), since=dt.date(2001, 1, 1)),
    person("kay", "US", rank="private", consent="given", steps={"pardon": "done"}),
    person("lee", "US", tags="sick", rank="captain", to=("RU",)),
]
RANKS = {"rank": {"private": Fraction(1), "captain": Fraction(6), "general": Fraction(46)}}
RU = wants("RU", {"{held by US}": 5, "{held by RU}": 1, "dan": 2})
US = wants("US", {"{held by RU}": 5, "visit": 5}, {"{held by US}": 1})
DAY = day(PEOPLE, [RU, US], considerations=[VISIT], equivalents=RANKS)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("{held by RU}", "ann bea cid"),
        ("{civilian}", "ann dan"),  # the dead included where the words fit
        ("{citizens of DE}", "ann eve"),
        ("{everybody}", "ann bea cid dan eve kay lee"),
        ("{not held by RU}", "dan eve kay lee"),  # people only
        ("ann", "ann"),
        ("visit", "visit"),
        ("{visit or ann}", "visit ann"),
        ("{visit or ann, held by RU}", "ann"),
        ("{not visit}", "ann bea cid dan eve kay lee"),
        ("{sick, held by US or sick, held by RU}", "bea"),  # the comma binds weakest
        ("{sick, held by US or held by RU}", "bea lee"),
        ("{not held by RU or sick}", "bea dan eve kay lee"),
        ("{rank captain}", "ann lee"),
        ("{rank at least captain}", "ann cid lee"),
        ("{rank at most captain}", "ann bea dan kay lee"),
        ("{age at least 60}", "ann"),  # 60 on the very day; the other is a day younger
        ("{age at most 59}", "bea"),  # of unknown age: in neither
        ("{held at least 2 years}", "bea"),
        ("{held at most 2 years}", "bea cid"),
        ("{held at least 24 months}", "bea"),
        ("{held at most 730 days}", "cid"),  # bea: 731 days; the freed: in neither
        ("{wanted by RU}", "ann bea cid dan kay lee"),
        ("{wanted by US}", "ann bea cid"),
        ("{wanted by DE}", ""),  # no position
    ],
)
def test_selections(text, who):
    tree = selection(text)
    assert Facts(DAY).members(tree) == frozenset(who.split())
    assert [id for id in brute.everything(DAY) if brute.fits(DAY, id, tree)] == [
        id for id in brute.everything(DAY) if id in who.split()
    ]


@pytest.mark.parametrize(
    ("sentence", "released", "holds"),
    [
        ("at least 2 of {held by RU}", "ann kay", False),
        ("at least 2 of {held by RU}", "ann bea kay", True),
        ("at most 1 of {held by RU}", "ann bea kay", False),
        ("exactly 1 of {held by RU}", "ann kay", True),
        ("between 2 and 3 of {everybody}", "ann kay", True),
        ("ann", "bea kay", False),
        ("all of {sick}", "bea lee", True),
        ("all of {sick}", "bea kay", False),
        ("all of {civilian}", "ann kay", False),  # one is dead
        ("all of {held by DE}", "ann kay", True),  # nobody is meant
        ("any of {sick}", "bea kay", True),
        ("none of {sick}", "bea kay", False),
        ("none of {sick}", "ann kay", True),
        ("at least as many of {held by RU} as of {held by US}", "ann kay lee", False),
        ("at most as many of {held by RU} as of {held by US}", "ann kay", True),
        ("for each of {held by US} at most 2 of {held by RU}", "ann bea kay", True),
        ("for each of {held by US} at most 2 of {held by RU}", "ann bea cid kay", False),
        ("for each of {held by US} at least 2 of {held by RU}", "ann kay", False),
        ("for each of kay at most 1, for each of lee at most 2 of {held by RU}", "ann bea cid kay lee", True),
        ("weight rank of {held by US} <= weight rank of {held by RU}", "ann kay lee", False),
        ("weight rank of {held by US} >= weight rank of {held by RU}", "ann kay lee", True),
        ("weight rank of {held by RU} <= 7", "ann bea kay", True),
        ("weight rank of {held by RU} = 6", "ann bea kay", False),
        ("not ann", "ann kay", False),
        ("ann and bea", "ann kay", False),
        ("ann or bea", "ann kay", True),
        ("at least 2 of (ann; bea; kay)", "ann kay", True),
        ("at most 1 of (ann; bea; kay)", "ann kay", False),
        ("ann only if bea", "ann kay", False),
        ("ann only if bea", "cid kay", True),
        ("any of {sick} only if at least 2 of {sick}", "bea kay", False),
        ("never ann", "ann kay", False),
        ("never {sick}", "ann kay", True),
        ("all of {sick} before any of {held by RU}", "ann bea kay", False),
        ("all of {sick} before any of {held by RU}", "bea kay", True),  # bea herself is among the first
        ("all of {sick} before any of {held by RU}", "ann bea lee", True),
        ("all of {civilian} before any of {held by RU}", "ann bea kay", True),  # the dead need not go
        ("together ann bea", "ann kay", False),
        ("together ann bea", "ann bea kay", True),
        ("together ann bea", "cid kay", True),
        ("together ann dan", "ann kay", False),  # who cannot go keeps the others back
        ("cid only with consent", "cid kay", False),
        ("kay only with consent", "ann kay", True),
        ("cid only after pardon", "cid kay", False),
        ("any of {held by US} only after pardon", "ann kay", True),
        ("any of {visit or ann} only with consent", "visit kay", True),  # a consideration consents to nothing
        ("at least 1 of {visit or bea}", "visit kay", True),
    ],
)
def test_sentences(sentence, released, holds):
    """Of a giver's position, and the same of the law."""
    wanting = replace(US, conditions=wants("US", conditions=[sentence]).conditions, unilateral=True)
    assert bool(deals(replace(DAY, positions={"RU": RU, "US": wanting}), *released.split())) is holds
    unbound = {"RU": RU, "US": replace(US, unilateral=True)}
    by_law = replace(DAY, positions=unbound, law=day([], [], law=[sentence]).law)
    assert bool(deals(by_law, *released.split())) is holds


def test_open_consent_and_step_are_needs():
    asking = replace(US, conditions=wants("US", conditions=["ann only with consent"]).conditions)
    there = replace(DAY, positions={"RU": RU, "US": asking}, law=day([], [], law=["ann only after pardon"]).law)
    assert deal(there, "ann", "kay").needs == (("ann", "consent"), ("ann", "pardon"))
    assert not deals(there, "ann", "kay", settled=True)


def test_done_is_no_need():
    assert deal(replace(DAY, law=day([], [], law=["kay only with consent"]).law), "ann", "kay").needs == ()


def test_bystander_asks_for_no_consent():
    bystander = wants("SI", conditions=["ann only with consent", "cid only with consent"])
    there = replace(DAY, positions={"RU": RU, "US": US, "SI": bystander})
    assert deal(there, "ann", "cid", "kay").needs == ()


def test_before_counts_those_who_can_go():
    first = replace(US, conditions=wants("US", conditions=["all of {sick} before any of {held by RU}"]).conditions)
    for gone in ({"in_pool": False}, {"owed": "the wounded go home"}, {"held_by": "DE"}, {"to": ("SI",)}):
        people = [replace(p, **gone) if p.id == "lee" else p for p in PEOPLE]
        there = day(people, [RU, first], law=["never lee to SI"], equivalents=RANKS)
        assert deals(there, "ann", "bea", "kay")


def test_selections_are_of_the_day_before_the_deal():
    assert DAY.on == ON and deals(DAY, "ann", "kay")


def test_wanted_by_in_a_circle_is_refused():
    circle = replace(
        DAY, positions={"RU": wants("RU", {"{wanted by US}": 1}), "US": wants("US", {"{wanted by RU}": 1})}
    )
    with pytest.raises(ValueError, match="rests on itself"):
        Facts(circle).members(selection("{wanted by RU}"))
