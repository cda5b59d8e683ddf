"""Random small days for the twins: every form of the language, every state of a person; reproducible by seed.

`random_day(random.Random(seed))` gives the same day for the same seed. About half the days have a deal.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from hypothesis import strategies as st

from glienicke.language import tree as t
from glienicke.positions.day import Condition, Consideration, Day, Person, Position, State

ON = dt.date(2024, 8, 1)
TAGS = ("journalist", "civilian", "sick")
RANKS = ("private", "captain", "general")
WEIGHTS = {"private": Fraction(1), "captain": Fraction(6), "general": Fraction(46)}
STEPS = ("sentence", "pardon")
LIMITS: tuple[t.Limit, ...] = ("at least", "at most")
UNITS: tuple[t.Unit, ...] = ("days", "months", "years")
SIGNS: tuple[Literal["<=", ">=", "="], ...] = ("<=", "<=", ">=", "=")


@dataclass(frozen=True)
class Size:
    """How large and how odd a day may be."""

    parties: tuple[int, int] = (2, 4)
    people: tuple[int, int] = (3, 6)
    considerations: tuple[int, int] = (0, 2)
    conditions: tuple[int, int] = (0, 2)
    law: tuple[int, int] = (0, 1)
    odd_people: float = 0.25
    absent: float = 0.08
    shares: float = 0.4
    bundles: float = 0.4
    fractions: bool = True


SMALL = Size(people=(2, 4), parties=(2, 3), considerations=(0, 1), conditions=(0, 2))


@dataclass
class Making:
    """A day in the making: what sentences may speak of."""

    rng: random.Random
    size: Size
    parties: list[str]
    people: list[str]
    considerations: list[str]
    wanted: bool = False
    used: list[str] = field(default_factory=list)

    def chance(self, part: float) -> bool:
        return self.rng.random() < part

    def number(self, low: int, high: int) -> Fraction:
        if self.size.fractions and self.chance(0.15):
            return Fraction(self.rng.randint(low * 3, high * 3), 3)
        return Fraction(self.rng.randint(low, high))

    def range(self, low: int, high: int) -> t.Range:
        first = self.number(low, high)
        if self.chance(0.75):
            return t.Range(first, first)
        second = self.number(low, high)
        return t.Range(min(first, second), max(first, second))


def random_day(rng: random.Random, size: Size | None = None) -> Day:
    """A random day; the same for the same state of rng."""
    size = size or Size()
    parties = list("ABCD"[: rng.randint(*size.parties)])
    people = [f"p{i}" for i in range(1, rng.randint(*size.people) + 1)]
    considerations = [f"visit{i}" for i in range(1, rng.randint(*size.considerations) + 1)]
    making = Making(rng, size, parties, people, considerations)
    persons = {id: random_person(making, id) for id in people}
    present = [p for p in parties if not making.chance(size.absent)] or parties[:1]
    positions = {p: random_position(making, p, persons) for p in present}
    making.wanted = True
    table = frozenset(p for p in parties if not making.chance(size.absent / 2))
    return Day(
        "random",
        ON,
        {p: f"Party {p}" for p in parties},
        persons,
        {id: random_consideration(making, id) for id in considerations},
        {p: with_conditions(making, position) for p, position in positions.items()},
        table,
        tuple(random_condition(making, None) for _ in range(rng.randint(*size.law))),
        {"rank": WEIGHTS, "worth": {"private": Fraction(1), "captain": Fraction(5, 2), "general": Fraction(4)}},
        dt.date(2024, 1, 1) if making.chance(0.5) else None,
    )


# ---------------------------------------------------------------- people


def random_person(m: Making, id: str) -> Person:
    """A person, usually held and plain; sometimes dead, free, owed, out of the pool, with minors."""
    rng, odd = m.rng, m.size.odd_people
    custodian = rng.choice(m.parties)
    odd_states: tuple[State, ...] = ("dead", "free", "unheld")
    state: State = rng.choice(odd_states) if m.chance(odd / 3) else "held"
    others = [p for p in m.people if p != id]
    countries = rng.sample([*m.parties, "Z"], rng.choice((0, 1, 1, 1, 2)))
    return Person(
        id,
        f"Person {id}",
        custodian if state == "held" else None,
        state,
        rng.choice((custodian, None)) if state == "unheld" else custodian,
        since=ON - dt.timedelta(days=rng.choice((1, 100, 365, 366, 730, 731, 2000))) if m.chance(0.7) else None,
        citizen_of=tuple(countries),
        tags=frozenset(tag for tag in TAGS if m.chance(0.3)),
        rank=rng.choice(RANKS),
        born=dt.date(rng.randint(1950, 2006), rng.choice((2, 8, 12)), rng.choice((1, 2, 28)))
        if m.chance(0.8)
        else None,
        to=tuple(rng.sample(m.parties, rng.randint(1, 2))) if m.chance(0.3) else (),
        minors=rng.randint(1, 2) if m.chance(odd / 3) else 0,
        minors_with=rng.choice(others) if others and m.chance(odd / 3) else None,
        consent=rng.choice(("given", "given", "open", "refused")),
        steps={step: rng.choice(("done", "open", "failed")) for step in STEPS if m.chance(0.5)},
        owed="the law says so" if m.chance(odd / 4) else None,
        in_pool=not m.chance(odd / 2),
        add_price=Fraction(rng.choice((1, 1, 2, 5))),
    )


def random_consideration(m: Making, id: str) -> Consideration:
    giver, to = m.rng.sample(m.parties, 2) if len(m.parties) > 1 else (m.parties[0], None)
    return Consideration(id, giver, to, "a visit", not m.chance(m.size.odd_people / 2), Fraction(m.rng.randint(1, 3)))


# ---------------------------------------------------------------- positions


def random_position(m: Making, party: str, persons: dict[str, Person]) -> Position:
    """Worths and costs such that others' people are mostly wanted; conditions come later."""
    rng = m.rng
    worth: list[tuple[t.Selection, t.Range]] = []
    for id in [*m.people, *m.considerations]:
        mine = id in persons and persons[id].held_by == party
        if m.chance(0.1 if mine else 0.6):
            worth.append((t.Id(id), m.range(-3, 14)))
    for _ in range(rng.choice((0, 1, 1, 2))):
        worth.append((selection(m), m.range(-2, 6)))
    cost: list[tuple[t.Selection, t.Range]] = []
    for id in [*m.people, *m.considerations]:
        if m.chance(0.3):
            cost.append((t.Id(id), m.range(0, 8)))
    if m.chance(0.4):
        cost.append((selection(m), m.range(0, 4)))
    others = [p for p in m.parties if p != party]
    share = {p: Fraction(rng.choice((1, 3, 5, 10)), 10) for p in others if m.chance(m.size.shares / 2)}
    return Position(
        party,
        tuple(worth),
        tuple(cost),
        random_bundles(m),
        share,
        unilateral=m.chance(0.15),
        floor=m.range(-3, 5) if m.chance(0.35) else t.Range(Fraction(0), Fraction(0)),
    )


def random_bundles(m: Making) -> tuple[t.Bundle, ...]:
    found: list[t.Bundle] = []
    while m.chance(m.size.bundles):
        found.append(t.ValueIf(m.range(-4, 9), statement(m)))
    if m.chance(m.size.bundles):
        best = t.BestOf(m.rng.randint(0, 2), selection(m))
        found.insert(0, best)
    return tuple(found)


def with_conditions(m: Making, position: Position) -> Position:
    """The position with its conditions, made last: only they may speak of who is wanted (no circle arises)."""
    number = m.rng.randint(*m.size.conditions)
    conditions = tuple(random_condition(m, position.party) for _ in range(number))
    bundles = position.bundles
    if m.chance(0.1) and not any(isinstance(b, t.BestOf) for b in bundles):
        bundles = (*bundles, t.BestOf(1, selection(m)))
    return Position(
        position.party,
        position.worth,
        position.cost,
        bundles,
        position.share,
        position.unilateral,
        position.floor,
        conditions,
    )


def random_condition(m: Making, party: str | None) -> Condition:
    said = sentence(m)
    price = Fraction(m.rng.randint(1, 9)) if party is not None and m.chance(0.6) else None
    return Condition(party, said, repr(said), price)


# ---------------------------------------------------------------- the language


def some_id(m: Making) -> str:
    return m.rng.choice([*m.people, *m.people, *m.considerations])


def selection(m: Making, depth: int = 2) -> t.Selection:
    """Any selection, nested up to depth."""
    rng = m.rng
    leaves = 7 if m.wanted else 6
    kind = rng.randint(0, leaves + (3 if depth > 0 else 0))
    if kind == 0:
        return t.Word(some_id(m))
    if kind == 1:
        return t.Word(rng.choice(TAGS))
    if kind in (2, 3):
        return t.HeldBy(rng.choice(m.parties))
    if kind == 4:
        return t.CitizensOf(rng.choice([*m.parties, "Z"]))
    if kind == 5:
        return rng.choice((t.Everybody(), t.RankIs(rng.choice(RANKS), rng.choice((None, "at least", "at most")))))
    if kind == 6:
        limit: t.Limit = rng.choice(LIMITS)
        unit: t.Unit = rng.choice(UNITS)
        count = {"days": 366, "months": 12, "years": rng.randint(1, 3)}[unit]
        return rng.choice((t.Age(limit, rng.randint(18, 70)), t.HeldFor(limit, count, unit)))
    if kind == 7 and m.wanted:
        return t.WantedBy(rng.choice(m.parties))
    if kind == leaves + 1:
        return t.NotIn(selection(m, depth - 1))
    parts = (selection(m, depth - 1), selection(m, depth - 1))
    return t.AnyIn(parts) if kind == leaves + 2 else t.AllIn(parts)


def people_only(m: Making) -> t.Selection:
    """A selection without considerations, since they have no rank."""
    return t.AllIn((t.Everybody(), selection(m, 1)))


def one(m: Making) -> t.Selection:
    return t.Id(some_id(m)) if m.chance(0.6) else selection(m)


def statement(m: Making, depth: int = 2) -> t.Statement:
    """Any statement, nested up to depth."""
    rng = m.rng
    kind = rng.randint(0, 8 + (4 if depth > 0 else 0))
    if kind <= 1:
        low, high = rng.choice(((1, None), (2, None), (None, 1), (None, 2), (1, 2), (1, 1), (0, 1), (3, None)))
        return t.Count(low, high, selection(m))
    if kind == 2:
        return t.All(one(m))
    if kind == 3:
        return t.All(t.Id(some_id(m)))
    if kind == 4:
        return t.Some(one(m))
    if kind == 5:
        return t.Nobody(one(m))
    if kind == 6:
        return t.AsMany(rng.choice(("at least", "at most")), selection(m), selection(m))
    if kind == 7:
        terms = tuple((selection(m), rng.randint(1, 3)) for _ in range(rng.randint(1, 2)))
        return t.ForEach(rng.choice(("at least", "at most", "at most")), terms, selection(m))
    if kind == 8:
        than = people_only(m) if m.chance(0.5) else Fraction(rng.randint(0, 50))
        table, sign = rng.choice(("rank", "worth")), rng.choice(SIGNS)
        return t.Weigh(table, people_only(m), sign, than)
    if kind == 9:
        return t.Not(statement(m, depth - 1))
    parts = tuple(statement(m, depth - 1) for _ in range(rng.randint(2, 3)))
    if kind == 10:
        return t.And(parts)
    if kind == 11:
        return t.Or(parts)
    low, high = rng.choice(((1, None), (2, None), (None, 1), (1, 1), (0, 1)))
    return t.CountTrue(low, high, parts)


def sentence(m: Making) -> t.Sentence:
    """Any sentence."""
    rng = m.rng
    kind = rng.randint(0, 9)
    if kind <= 2:
        return t.OnlyIf(one(m), statement(m))
    if kind == 3:
        return t.Never(t.Id(some_id(m)) if m.chance(0.8) else selection(m))
    if kind == 4:
        return t.Never(one(m), rng.choice([*m.parties, "Z"]))
    if kind == 5:
        return t.Before(selection(m), selection(m))
    if kind == 6:
        parts: Iterable[t.Selection] = [t.Id(id) for id in rng.sample(m.people, 2)]
        return t.Together(tuple(parts) if m.chance(0.7) else (selection(m),))
    if kind == 7:
        return t.OnlyWithConsent(one(m))
    if kind == 8:
        return t.OnlyAfter(one(m), rng.choice(STEPS))
    return statement(m)


def day_of(seed: int, size: Size | None = None) -> Day:
    """The random day of a seed."""
    return random_day(random.Random(seed), size)


def days(size: Size | None = None) -> st.SearchStrategy[Day]:
    """Random days for Hypothesis; a failing example names its seed."""
    return st.integers(0, 10**6).map(lambda seed: day_of(seed, size))
