"""Every sample's answer is that of brute force on the day with the sampled values fixed."""

import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from glienicke.deals.deal import Aim, Terms
from glienicke.deals.odds.answering import Question, answer
from glienicke.deals.odds.doubts import GRID, doubts_of, draw
from glienicke.deals.odds.frame import framed
from glienicke.language.tree import Never
from glienicke.positions.day import Day
from tests.twin import brute, brute_odds
from tests.twin.random_days import SMALL, Size, day_of

AIMS: tuple[Aim, ...] = ("gain", "freed", "fewest")
SAMPLES = 8


def made(seed: int, *, plain: bool) -> tuple[Day, Terms, Aim]:
    """A random day with doubts. plain: such that most have a frame."""
    rng = random.Random(seed)
    size = SMALL if seed % 2 else Size(people=(3, 5), parties=(2, 3))
    day = brute_odds.with_doubts(day_of(seed, replace(size, shares=0.0) if plain else size), rng)
    if plain:
        positions = {
            party: replace(
                position,
                conditions=tuple(
                    c for c in position.conditions if not (isinstance(c.sentence, Never) and c.sentence.to is not None)
                ),
            )
            for party, position in day.positions.items()
        }
        day = replace(day, positions=positions)
    want = (rng.choice(list(day.people)),) if rng.random() < 0.2 else ()
    return day, Terms(want, False, rng.random() < 0.2, rng.random() < 0.2), rng.choice(AIMS)


def compare(seed: int, *, plain: bool) -> Counter[str]:
    day, terms, aim = made(seed, plain=plain)
    doubts = doubts_of(day)
    points = draw(len(doubts), seed, 0, SAMPLES)
    replies = answer(Question(day, terms, aim, doubts), points)
    assert len(replies) == SAMPLES
    seen: Counter[str] = Counter()
    for point, reply in zip(points, replies, strict=True):
        chance = [Fraction(2 * int(k) + 1, 2 * GRID) for k in point]
        part = [Fraction(2 * (int(k) // 256) + 1, 2 * 4096) for k in point]
        values: brute_odds.Values = {
            (d.kind, d.whose, d.entry): Fraction(c < d.low) if d.kind == "alive" else d.low + (d.high - d.low) * p
            for d, c, p in zip(doubts, chance, part, strict=True)
        }
        its = brute_odds.at(day, values)
        best = brute.best(its, terms, aim)
        assert reply.status == ("none" if best is None else "deal"), (seed, reply)
        if best is not None:
            assert reply.value == brute_odds.value(its, best, aim), (seed, aim, reply)
            assert brute_odds.is_one_of_the_best(its, reply.released, best, terms, aim), (seed, reply)
            deals = brute.deals_of(its, frozenset(reply.released), terms)
            gains = {party: gain for party, gain in reply.gains if gain}
            assert any({p: float(x.gain) for p, x in deal.parties.items() if x.gain} == gains for deal in deals), seed
        seen[reply.way] += 1
        seen[reply.status] += 1
    return seen


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_days_with_a_frame(start: int, depth: int) -> None:
    seen: Counter[str] = Counter()
    frames = 0
    for seed in range(start * depth, (start + 40) * depth):
        day, _, _ = made(seed, plain=True)
        frames += framed(day, doubts_of(day)) and bool(doubts_of(day))
        seen += compare(seed, plain=True)
    assert frames > 15 * depth
    assert seen["deal"] > 40 and seen["none"] > 40
    assert seen["shared"] > 40 and seen["relaxation"] > 5


@pytest.mark.parametrize("start", range(0, 80, 40))
def test_any_day(start: int, depth: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(1000 + start * depth, 1000 + (start + 40) * depth):
        seen += compare(seed, plain=False)
    assert seen["deal"] > 20 and seen["find"] > 20
