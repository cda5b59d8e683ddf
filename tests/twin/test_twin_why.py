"""The twin's clashes, concessions, quorums and additions against days edited by hand as the words say."""

import datetime as dt
import random
from dataclasses import replace
from fractions import Fraction

from glienicke.deals.deal import Terms
from glienicke.language.tree import Range
from glienicke.positions.day import Consideration, Day
from tests.deals.days import day, person, wants
from tests.twin import brute, brute_why
from tests.twin.brute_why import Concession, Member
from tests.twin.random_days import SMALL, day_of

ANN, KAY = person("ann", "RU"), person("kay", "US")
RU, US = wants("RU", {"kay": 10}), wants("US", {"ann": 10})


def edited(there: Day, away: frozenset[Member]) -> Day:
    """The day without these conditions, law sentences and absences from the pool."""
    positions = {
        p: replace(
            position,
            conditions=tuple(
                c for i, c in enumerate(position.conditions) if Member("condition", p, index=i) not in away
            ),
        )
        for p, position in there.positions.items()
    }
    law = tuple(c for i, c in enumerate(there.law) if Member("law", index=i) not in away)
    people = {
        id: replace(p, in_pool=p.in_pool or Member("absence", person=id) in away) for id, p in there.people.items()
    }
    return replace(there, positions=positions, law=law, people=people)


def speaks_of_before(there: Day) -> bool:
    """`before` looks at the day as it is, which editing changes."""
    said = [*there.law, *(c for p in there.positions.values() for c in p.conditions)]
    return any(type(c.sentence).__name__ == "Before" for c in said)


def test_tries_agree_with_edited_days():
    compared = 0
    for seed in range(150):
        there, rng = day_of(seed, SMALL), random.Random(seed)
        if speaks_of_before(there):
            continue
        members = brute_why.members(there)
        tries = brute_why.tries(there, brute.NO_TERMS)
        removable = [m for m in members if m.kind == "condition" or (m.kind == "law" and m.index not in (None, -1))]
        removable += [m for m in members if m.kind == "absence" and m.person is not None]
        for _ in range(3):
            away = frozenset(m for m in removable if rng.random() < 0.5)
            in_force = frozenset(members) - away
            found = {(one.released, one.taking_part) for one in tries if one.accepts(in_force)}
            deals = brute.acceptable(edited(there, away))
            assert found == {(deal.items, frozenset(deal.parties)) for deal in deals}, seed
            compared += bool(deals)
    assert compared > 50


def test_clashes_are_irreducible_and_concessions_open():
    clashing = conceding = 0
    for seed in range(250):
        there = day_of(seed, SMALL)
        if brute.best(there) is not None:
            assert brute_why.concessions(there) == [Concession(Fraction(0), frozenset(), ())]
            continue
        clashes = brute_why.clashes(there)
        assert clashes is None or clashes
        clashing += clashes is not None
        for concession in brute_why.concessions(there):
            conceding += 1
            assert brute.best(conceded(there, concession)) is not None
            for party, by in concession.floors:
                less = replace(
                    concession, floors=tuple((p, b - by / 1000 * (p == party)) for p, b in concession.floors)
                )
                opening = brute.acceptable(conceded(there, less))
                assert not opening
    assert clashing > 30 and conceding > 20


def conceded(there: Day, concession: Concession) -> Day:
    away = frozenset(Member("condition", p, index=i) for p, i in concession.conditions)
    after = edited(there, away)
    lowered = dict(concession.floors)
    positions = {
        p: replace(
            position, floor=Range(position.floor.low - lowered.get(p, 0), position.floor.high - lowered.get(p, 0))
        )
        for p, position in after.positions.items()
    }
    return replace(after, positions=positions)


def test_clash_of_two_conditions():
    there = day(
        [ANN, KAY],
        [
            wants("RU", {"kay": 10}, conditions=["ann only if kay", "kay"]),
            wants("US", {"ann": 10}, conditions=["never kay"], unilateral=True),
        ],
    )
    clashes = brute_why.clashes(there)
    assert clashes is not None
    russia, never = Member("condition", "RU", index=0), Member("condition", "US", index=0)
    assert frozenset({Member("reciprocity", "RU"), never}) in clashes
    assert all(never in clash for clash in clashes) and not any({russia} == clash for clash in clashes)


def test_clash_of_the_dead():
    gone = person("ann", None, state="dead", last_held_by="RU")
    clashes = brute_why.clashes(day([gone, KAY], [RU, US]), Terms(want=("ann",)))
    assert clashes == [frozenset({Member("state", person="ann")})]


def test_clash_of_an_absent_party():
    clashes = brute_why.clashes(day([ANN, KAY], [RU]))
    assert clashes is not None and frozenset({Member("absence", "US"), Member("reciprocity", "RU")}) in clashes


def test_cheapest_concession_first():
    there = day(
        [ANN, KAY],
        [
            wants("RU", {"kay": 10}, {"ann": 12}, ["never ann"]),
            wants("US", {"ann": 10}, conditions=[("never kay", 1), ("never ann", 20)]),
        ],
    )
    assert brute_why.concessions(there) == []
    there = replace(there, positions={**there.positions, "RU": wants("RU", {"kay": 10}, {"ann": 12})})
    (cheapest,) = brute_why.concessions(there)
    assert cheapest == Concession(Fraction(23), frozenset({("US", 0), ("US", 1)}), (("RU", Fraction(2)),))


def test_quorum_is_smallest():
    bea = person("bea", "SI")
    there = day([ANN, KAY, bea], [RU, US, wants("SI", {"kay": 1}), wants("DE", {"ann": 1})])
    assert brute.quorums(there, ("ann",)) == [frozenset({"RU", "US"})]


def test_quorum_if_persuaded_asks_only_if_of_whoever_holds_the_wanted():
    there = day(
        [ANN, person("kra", "DE")],
        [wants("RU", conditions=["ann only if kra", "never ann"], floor=50)],
        at_table=["RU"],
    )
    assert brute.quorums(there, ("ann",)) == []
    assert brute.quorums(there, ("ann",), if_persuaded=True) == [frozenset({"RU", "DE"})]


def test_additions_bring_the_custodian_and_no_more():
    visit = Consideration("visit", "US", "RU", "visits", in_pool=False, add_price=Fraction(3))
    away = [person("kay", "US", add_price=Fraction(2)), person("lee", "US")]
    there = day([ANN, *away], [wants("RU", {"kay": 1, "visit": 1}), US], considerations=[visit], at_table=["RU"])
    found = brute.additions(there, ("ann",))
    assert [(a.add, int(a.price)) for a in found] == [(frozenset({"kay"}), 2), (frozenset({"visit"}), 3)]


def test_additions_stop_at_the_cutoff():
    there = day([ANN, replace(KAY, in_pool=False)], [RU, US], cutoff=dt.date(2024, 1, 1))
    assert brute.additions(there) == []
    assert [a.add for a in brute.additions(there, past_cutoff=True)] == [frozenset({"kay"})]
    known = replace(there, people={**there.people, "kay": replace(KAY, in_pool=False, since=dt.date(2023, 1, 1))})
    assert [a.add for a in brute.additions(known)] == [frozenset({"kay"})]
