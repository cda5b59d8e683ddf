"""Random cases, with a seed, in which groups have deals of their own: for tests and for measuring `stable`.

- `triangle`: nobody's deal lasts. Of three parties each pair can swap one for one, each party releases one person at
  most, and their preferences go round: A would rather deal with B than with C, B with C than with A, C with A than with
  B. Whatever pair agrees, one of the two and the third do better together (the paradox of Condorcet). `triangles` puts
  several of them side by side in one case.
- `market`: parties swap in pairs, each pair for worths of its own, and each party releases only so many. The largest
  sum of gains may rest on somebody who does better elsewhere; often another deal is stable, sometimes none.

The same arguments give the same day on every machine.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations
from random import Random

from glienicke.language.tree import AllIn, CitizensOf, Count, HeldBy, Id, OnlyIf, Range, Selection, Sentence
from glienicke.positions.day import Condition, Day, Person, Position

Pair = tuple[str, str]


def triangle(seed: int) -> Day:
    """Three parties, six people, and no stable deal."""
    return triangles(1, seed)


def triangles(number: int, seed: int) -> Day:
    """So many triangles beside each other; nobody deals across."""
    rng = Random(f"triangles {number} {seed}")
    pairs: dict[Pair, list[tuple[int, int]]] = {}
    for t in range(number):
        ring = [f"P{3 * t + i}" for i in range(3)]
        for i, party in enumerate(ring):
            low = rng.randint(2, 10)
            ahead, behind = ring[(i + 1) % 3], ring[(i + 2) % 3]
            # (cost to the holder, worth to the party): the one whom `ahead` holds is worth more, and costs eat up less
            pairs[ahead, party] = [(rng.randint(0, 1), low + rng.randint(2, 10))]
            pairs[behind, party] = [(rng.randint(0, 1), low)]
    parties = [f"P{i}" for i in range(3 * number)]
    return _day(f"triangles-{number}-{seed}", parties, pairs, dict.fromkeys(parties, 1))


def market(parties: int, seed: int, *, each: int = 1, chance: float = 1.0) -> Day:
    """Parties that swap in pairs. each: people a party holds of another; chance: how many pairs have such people."""
    rng = Random(f"market {parties} {seed} {each} {chance}")
    names = [f"P{i}" for i in range(parties)]
    pairs: dict[Pair, list[tuple[int, int]]] = {}
    for one, other in permutations(names, 2):
        if one < other and rng.random() < chance:
            pairs[one, other] = [(rng.randint(0, 5), rng.randint(4, 20)) for _ in range(each)]
            pairs[other, one] = [(rng.randint(0, 5), rng.randint(4, 20)) for _ in range(each)]
    caps = {name: rng.randint(1, max(1, each * parties // 3)) for name in names}
    return _day(f"market-{parties}-{seed}", names, pairs, caps)


def _day(case: str, names: list[str], pairs: dict[Pair, list[tuple[int, int]]], caps: dict[str, int]) -> Day:
    """pairs: (holder, citizenship) -> of each person the cost to the holder and the worth to the other party."""
    people: dict[str, Person] = {}
    worth: dict[str, list[tuple[Selection, Range]]] = {name: [] for name in names}
    cost: dict[str, list[tuple[Selection, Range]]] = {name: [] for name in names}
    for (holder, party), values in pairs.items():
        for number, (price, value) in enumerate(values):
            id = f"{holder}-{party}-{number}".lower()
            people[id] = Person(id, f"Person {id}", holder, citizen_of=(party,))
            worth[party].append((Id(id), _value(value)))
            cost[holder].append((Id(id), _value(price)))
    positions = {
        name: Position(
            name, tuple(worth[name]), tuple(cost[name]), conditions=tuple(_conditions(name, pairs, caps[name]))
        )
        for name in names
    }
    parties = {name: f"Party {name[1:]}" for name in names}
    return Day(case, dt.date(2024, 7, 1), parties, people, positions=positions, at_table=frozenset(names))


def _conditions(name: str, pairs: dict[Pair, list[tuple[int, int]]], cap: int) -> Iterable[Condition]:
    """So many at most, and to each other party only if it gives back."""
    sentences: list[Sentence] = [Count(None, cap, HeldBy(name))]
    for holder, party in pairs:
        if holder == name:
            theirs, ours = AllIn((CitizensOf(party), HeldBy(name))), AllIn((CitizensOf(name), HeldBy(party)))
            sentences.append(OnlyIf(theirs, Count(1, None, ours)))
    return (Condition(name, sentence, repr(sentence)) for sentence in sentences)


def _value(number: int) -> Range:
    return Range(Fraction(number), Fraction(number))
