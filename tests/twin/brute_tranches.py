"""The brute-force twin of `tranches`: all ordered partitions of a deal's releases, and exposures by the word.

Written from docs/tranches.md; shares nothing with the engine or the checker but the data of a question. For up to six
releases (4,683 orders).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from glienicke.deals.check.tranches import Normalise, Seats, Steps, Within
from glienicke.deals.deal import Deal, Terms
from glienicke.language import tree as t
from glienicke.positions.day import Day
from tests.twin import brute

Merit = tuple[Fraction, Fraction, int, tuple[int, ...]]
"""Worst, sum, steps, and the step of each release in file order: the least is the best."""


@cache
def places(number: int) -> list[tuple[int, ...]]:
    """All ordered partitions of so many: every way to give each a step so that no step is empty."""
    ways = itertools.product(range(number), repeat=number)
    return [steps for steps in ways if len(set(steps)) == max(steps) + 1]


def orders(ids: list[str]) -> Iterator[Steps]:
    for steps in places(len(ids)):
        yield tuple(tuple(id for id, at in zip(ids, steps, strict=True) if at == n) for n in range(max(steps) + 1))


def items(day: Day, deal: Deal) -> list[str]:
    released = [release.id for release in deal.released]
    return [id for id in brute.everything(day) if id in released or id in deal.considerations]


class Exposed:
    """By party, once these have gone: minus what it would have if all stopped there. Remembers what it was asked."""

    def __init__(self, day: Day, deal: Deal, terms: Terms) -> None:
        self.day, self.deal, self.terms = day, deal, terms
        self.known: dict[frozenset[str], dict[str, Fraction]] = {}

    def __call__(self, done: frozenset[str]) -> dict[str, Fraction]:
        if done not in self.known:
            facts = brute.look(self.day, done, self.terms, brute.present(self.day), brute.usual_giver(self.day))
            parties = frozenset(self.deal.parties)
            self.known[done] = {party: -brute.gain(self.day, facts, party, parties) for party in parties}
        return self.known[done]

    def course(self, steps: Steps) -> dict[str, list[Fraction]]:
        """After each step."""
        gone = [frozenset(id for step in steps[: n + 1] for id in step) for n in range(len(steps))]
        return {party: [self(done)[party] for done in gone] for party in self.deal.parties}


def received(day: Day, deal: Deal, party: str, terms: Terms) -> Fraction:
    """All that it gets in the end: its gain, and what its own releases cost it."""
    position = day.positions[party]
    cost = Fraction(0)
    for id in items(day, deal):
        if brute.usual_giver(day)[id] == party:
            cost += brute.entry_value(day, position.cost, id, terms.cautious, "high")
    return deal.parties[party].gain + cost


def yardsticks(day: Day, deal: Deal, terms: Terms) -> dict[str, Fraction]:
    return {party: received(day, deal, party, terms) for party in deal.parties}


def merit(exposed: Exposed, steps: Steps, normalise: Normalise, yardsticks: dict[str, Fraction]) -> Merit:
    peaks = []
    for party, numbers in exposed.course(steps).items():
        by = yardsticks[party]
        if by > 0:
            peaks.append(max([Fraction(0), *numbers]) / (by if normalise == "received" else 1))
    when = {id: n for n, step in enumerate(steps) for id in step}
    at = tuple(when[id] for id in items(exposed.day, exposed.deal))
    return max(peaks, default=Fraction(0)), sum(peaks, Fraction(0)), len(steps), at


def fits(day: Day, deal: Deal, steps: Steps, within: Within) -> bool:
    """Whether the order keeps to what was asked."""
    if within.steps is not None and len(steps) > within.steps:
        return False
    if within.days and len(steps) > len(within.days):
        return False
    if not all(people(deal, step, seats) <= seats.limit for seats in within.seats for step in steps):
        return False
    when = {id: n for n, step in enumerate(steps) for id in step}
    for one, person in day.people.items():
        if one in when and person.minors_with in when and when[one] != when[person.minors_with]:
            return False
    sentences = [c.sentence for c in day.law]
    sentences += [c.sentence for party in deal.parties for c in day.positions[party].conditions]
    sentences += [c.sentence for c in within.conditions]
    return all(keeps(day, when, sentence) for sentence in sentences)


def people(deal: Deal, step: tuple[str, ...], seats: Seats) -> int:
    number = 0
    for release in deal.released:
        if release.id not in step or (seats.giver and release.giver != seats.giver):
            continue
        if seats.to is None or release.to == seats.to:
            number += 1 + release.minors
    return number


def keeps(day: Day, when: dict[str, int], sentence: t.Sentence) -> bool:
    if isinstance(sentence, t.Together):
        return len({at for id, at in when.items() if any(brute.fits(day, id, part) for part in sentence.of)}) < 2
    if isinstance(sentence, t.Before):
        first = [at for id, at in when.items() if brute.fits(day, id, sentence.first)]
        late = [
            at
            for id, at in when.items()
            if brute.fits(day, id, sentence.then) and not brute.fits(day, id, sentence.first)
        ]
        return all(a <= b for a in first for b in late)
    return True


def best(day: Day, deal: Deal, terms: Terms, within: Within, normalise: Normalise) -> Merit | None:
    """The merit of the best order; None if none keeps to what was asked."""
    exposed, by = Exposed(day, deal, terms), yardsticks(day, deal, terms)
    fitting = (steps for steps in orders(items(day, deal)) if fits(day, deal, steps, within))
    return min((merit(exposed, steps, normalise, by) for steps in fitting), default=None)
