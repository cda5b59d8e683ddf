"""Random cases with a seed, for measuring. The same arguments give the same day on every machine.

How a case is drawn (`instance`):

- *custody*: each person is held by one party; parties hold unequal numbers (weights 1 to 4);
- *citizenship*: one party other than the custodian, drawn among the custodian's counterparts (about a third of
  the parties); one person in twenty has a second citizenship;
- *tags*: civilian 30 %, wounded 12 %, officer 15 %, at-risk 6 %, journalist 3 %, independently;
- *worth* of a party: 20..40 for each of its citizens, 10..30 more for the wounded, 5..20 more for civilians, 1..10 for
  journalists held by one other party; three citizens in ten have a worth of their own, 1..100, by id;
- *cost* of a party: 15..35 for each person it holds, 10..40 more for officers; four in ten have a cost of their own,
  1..100, by id. Worth and cost are near each other, so that which people go is not obvious;
- *floor*: 0 to as many as the party's citizens who are held;
- *conditions*: 3 to 6 a party, of the forms in `FORMS`, half of them firm, the others priced 5..60. The first is always
  a cap on how many of its own people in custody a party lets go (30 % to 60 %). Selections that a
  condition asks for are sized so that it bites and can be met.

About a quarter to a half of all people are free in the best deal, some parties stay out of it, and the bound of
the linear relaxation is not met.

`typed_instance` draws tags as one of ten sets, and worths and costs by selection only, so that most people are alike:
100,000 people make about 8,000 types.

With `clash`, every party besides asks for three of its citizens for each person it lets go. A person has at most two
citizenships, so that no deal can satisfy them all: nobody is free until somebody gives a condition up. One
party in three is firm about it.

`wanted` makes no such demand but picks a person whom no deal can free, at the head of a chain of 4 parties: each lets
one person go only for one of its own, whom the next party holds, and for more of its own besides; the last never lets
that one go. Every link has a price, 5..60.

Shares, bundles, ranges and dates are left out: the raw models beside this file would have to follow them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from glienicke.language.tree import (
    All,
    AllIn,
    And,
    AsMany,
    Before,
    CitizensOf,
    Count,
    ForEach,
    HeldBy,
    Id,
    Never,
    OnlyIf,
    Range,
    Selection,
    Sentence,
    Some,
    Together,
    Word,
)
from glienicke.positions.day import Condition, Day, Person, Position

TAGS = {"civilian": 0.30, "wounded": 0.12, "officer": 0.15, "at-risk": 0.06, "journalist": 0.03}
TAG_SETS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            (),
            ("civilian",),
            ("officer",),
            ("wounded",),
            ("civilian", "wounded"),
            ("officer", "wounded"),
            ("at-risk",),
            ("at-risk", "civilian"),
            ("journalist",),
            ("civilian", "journalist"),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: people by holder and by citizenship, in file order."""

    people: dict[str, Person]
    held: dict[str, list[str]]
    citizens: dict[str, list[str]]


def instance(parties: int, people: int, seed: int, *, clash: bool = False) -> Day:
    """A random day of so many parties and people; see the module's docstring."""
    return _day(parties, people, seed, typed=False, clash=clash)


def typed_instance(people: int = 100_000, parties: int = 40, seed: int = 1) -> Day:
    """A random day of many people who are mostly alike: about 8,000 types among 100,000 people."""
    return _day(parties, people, seed, typed=True, clash=False)


def wanted(parties: int, people: int, seed: int, links: int = 4) -> tuple[Day, str]:
    """A random day and the id of somebody who cannot be freed on it; see the module's docstring."""
    day = instance(parties, people, seed)
    rng = Random(f"wanted {parties} {people} {seed}")
    holders = [rng.choice(list(day.positions))]
    chain: list[str] = [rng.choice([p.id for p in day.people.values() if p.held_by == holders[0]])]
    positions = dict(day.positions)
    for link in range(links):
        party = holders[-1]
        ours = [p for p in day.people.values() if party in p.citizen_of and p.held_by not in holders]
        price = rng.randint(5, 60)
        if link == links - 1 or not ours:
            sentence: Sentence = Never(Id(chain[-1]))
        else:
            several = Count(max(1, round(len(ours) * rng.uniform(0.1, 0.3))), None, CitizensOf(party))
            following = rng.choice(ours)
            sentence = OnlyIf(Id(chain[-1]), And((All(Id(following.id)), several)))
            chain.append(following.id)
            holders.append(following.held_by or "")
        conditions = (*positions[party].conditions, _condition(rng, party, sentence, price))
        positions[party] = replace(positions[party], conditions=conditions)
        if isinstance(sentence, Never):
            break
    return replace(day, positions=positions), chain[0]


def _day(parties: int, people: int, seed: int, *, typed: bool, clash: bool) -> Day:
    rng = Random(f"glienicke {parties} {people} {seed} {typed}")
    names = [f"P{i}" for i in range(parties)]
    cast = _cast(rng, names, people, typed)
    positions = {name: _position(rng, name, names, cast, typed, clash) for name in names}
    return Day(
        case=f"random-{parties}x{people}-{seed}",
        on=dt.date(2024, 7, 1),
        parties={name: f"Party {name[1:]}" for name in names},
        people=cast.people,
        positions=positions,
        at_table=frozenset(names),
    )


def _cast(rng: Random, names: list[str], count: int, typed: bool) -> Cast:
    weights = [rng.uniform(1, 4) for _ in names]
    wide = len(names) // 2 if typed else max(2, len(names) // 3)
    near = {name: rng.sample([n for n in names if n != name], min(wide, len(names) - 1)) for name in names}
    cast = Cast({}, {name: [] for name in names}, {name: [] for name in names})
    for number, holder in enumerate(rng.choices(names, weights, k=count)):
        citizen_of = [rng.choice(near[holder])]
        if not typed and rng.random() < 0.05:
            citizen_of.append(rng.choice([n for n in names if n not in (holder, citizen_of[0])]))
        if typed:
            tags = rng.choice(TAG_SETS)
        else:
            tags = frozenset(tag for tag, chance in TAGS.items() if rng.random() < chance)
        id = f"p{number}"
        cast.people[id] = Person(
            id, f"Person {number}", holder, citizen_of=tuple(citizen_of), to=tuple(citizen_of[:1]), tags=tags
        )
        cast.held[holder].append(id)
        for party in citizen_of:
            cast.citizens[party].append(id)
    return cast


def _value(number: int) -> Range:
    return Range(Fraction(number), Fraction(number))


def _position(rng: Random, party: str, names: list[str], cast: Cast, typed: bool, clash: bool) -> Position:
    ours, held = CitizensOf(party), HeldBy(party)
    other = rng.choice([n for n in names if n != party])
    worth: list[tuple[Selection, Range]] = [
        (ours, _value(rng.randint(20, 40))),
        (AllIn((ours, Word("wounded"))), _value(rng.randint(10, 30))),
        (AllIn((ours, Word("civilian"))), _value(rng.randint(5, 20))),
        (AllIn((HeldBy(other), Word("journalist"))), _value(rng.randint(1, 10))),
    ]
    cost: list[tuple[Selection, Range]] = [
        (held, _value(rng.randint(15, 35))),
        (AllIn((held, Word("officer"))), _value(rng.randint(10, 40))),
    ]
    if not typed:
        worth += [(Id(id), _value(rng.randint(1, 100))) for id in cast.citizens[party] if rng.random() < 0.3]
        cost += [(Id(id), _value(rng.randint(1, 100))) for id in cast.held[party] if rng.random() < 0.4]
    forms = [_cap, *rng.choices(list(FORMS), list(FORMS.values()), k=rng.randint(2, 5))]
    sentences = [sentence for form in forms if (sentence := form(rng, party, cast)) is not None]
    conditions = [_condition(rng, party, sentence) for sentence in sentences]
    if clash:
        demand = ForEach("at least", ((held, 3),), ours)
        firm = int(party[1:]) % 3 == 2
        conditions.append(_condition(rng, party, demand, None if firm else rng.randint(5, 60)))
    return Position(
        party,
        worth=tuple(worth),
        cost=tuple(cost),
        floor=_value(rng.randint(0, len(cast.citizens[party]))),
        conditions=tuple(conditions),
    )


def _condition(rng: Random, party: str, sentence: Sentence, price: int | None = -1) -> Condition:
    """price -1: drawn."""
    if price == -1:
        price = None if rng.random() < 0.5 else rng.randint(5, 60)
    return Condition(party, sentence, repr(sentence), None if price is None else Fraction(price))


# --------------------------------------------------------------- conditions


def _cap(rng: Random, party: str, cast: Cast) -> Sentence | None:
    held = len(cast.held[party])
    return Count(None, max(1, round(held * rng.uniform(0.3, 0.6))), HeldBy(party))


def _only_if_one(rng: Random, party: str, cast: Cast) -> Sentence | None:
    """One of theirs only for one of ours."""
    if not cast.held[party] or not cast.citizens[party]:
        return None
    return OnlyIf(Id(rng.choice(cast.held[party])), All(Id(rng.choice(cast.citizens[party]))))


def _only_if_many(rng: Random, party: str, cast: Cast) -> Sentence | None:
    """One of theirs only for several of ours, some of them wounded."""
    if not cast.held[party] or not cast.citizens[party]:
        return None
    wounded = AllIn((CitizensOf(party), Word("wounded")))
    several = Count(max(1, round(len(cast.citizens[party]) * rng.uniform(0.1, 0.4))), None, CitizensOf(party))
    return OnlyIf(Id(rng.choice(cast.held[party])), And((several, Some(wounded))))


def _only_if_group(rng: Random, party: str, cast: Cast) -> Sentence | None:
    """No officers unless so many of ours come home."""
    several = Count(max(1, round(len(cast.citizens[party]) * rng.uniform(0.1, 0.5))), None, CitizensOf(party))
    return OnlyIf(AllIn((HeldBy(party), Word("officer"))), several)


def _as_many(rng: Random, party: str, cast: Cast) -> Sentence | None:
    tag = rng.choice([None, "officer", "civilian"])
    if tag is None:
        return AsMany("at least", CitizensOf(party), HeldBy(party))
    return AsMany("at least", AllIn((CitizensOf(party), Word(tag))), AllIn((HeldBy(party), Word(tag))))


def _for_each(rng: Random, party: str, cast: Cast) -> Sentence | None:
    if rng.random() < 0.5:
        return ForEach("at most", ((CitizensOf(party), rng.randint(1, 2)),), HeldBy(party))
    officers, civilians = AllIn((CitizensOf(party), Word("officer"))), AllIn((CitizensOf(party), Word("civilian")))
    return ForEach("at most", ((officers, rng.randint(3, 6)), (civilians, rng.randint(1, 3))), HeldBy(party))


def _together(rng: Random, party: str, cast: Cast) -> Sentence | None:
    if len(cast.held[party]) < 3:
        return None
    return Together(tuple(map(Id, rng.sample(cast.held[party], rng.randint(2, 3)))))


def _before(rng: Random, party: str, cast: Cast) -> Sentence | None:
    """Our wounded at risk first, then their officers; or the wounded whom we hold before anybody else of them."""
    if rng.random() < 0.5:
        first = AllIn((CitizensOf(party), Word("wounded"), Word("civilian")))
        return Before(first, AllIn((HeldBy(party), Word("officer"))))
    return Before(AllIn((HeldBy(party), Word("wounded"), Word("civilian"))), HeldBy(party))


def _never(rng: Random, party: str, cast: Cast) -> Sentence | None:
    return Never(Id(rng.choice(cast.held[party]))) if cast.held[party] else None


FORMS: dict[Callable[[Random, str, Cast], Sentence | None], int] = {
    _only_if_one: 3,
    _only_if_many: 3,
    _only_if_group: 2,
    _as_many: 2,
    _for_each: 3,
    _together: 2,
    _before: 2,
    _never: 1,
}
