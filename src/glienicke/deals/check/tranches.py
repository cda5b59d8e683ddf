"""An order of a deal's releases, checked: is it one, within what was asked; how exposed is everybody at each step?

Written from docs/tranches.md with exact fractions, without a solver and without the engine. A party's exposure after a
step is what it has given less what it has received by then: minus what its gain would be if all stopped there.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from glienicke.deals.check.fault import Fault
from glienicke.deals.check.gain import Result, gain
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.meaning import Scene, speaks_of, true
from glienicke.deals.check.selection import NOBODY, End, Ids, at_end, values_over
from glienicke.deals.check.verdict import NO_TERMS
from glienicke.deals.deal import Deal, Terms
from glienicke.language.tree import Before, BestOf, Together
from glienicke.positions.day import Condition, Day

Steps = tuple[tuple[str, ...], ...]
"""Ids released, step by step."""
Normalise = Literal["received", "none"]
Rule = Before | Together


@dataclass(frozen=True, slots=True)
class Seats:
    """At most `limit` people, minors counted, in one step: of all, or of those from a giver, to a recipient or both."""

    limit: int
    giver: str | None = None
    to: str | None = None

    def __str__(self) -> str:
        of = f" from {self.giver}" if self.giver else ""
        return f"{self.limit} seats{of}{f' to {self.to}' if self.to else ''}"


@dataclass(frozen=True, slots=True)
class Within:
    """What an order keeps to. days: the day of each step, ascending, at most so many steps; conditions: further
    `before` and `together` sentences beside those of the law and of those who take part."""

    steps: int | None = None
    seats: tuple[Seats, ...] = ()
    days: tuple[dt.date, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def most(self) -> int | None:
        """The largest number of steps, if there is one."""
        limits = [n for n in (self.steps, len(self.days) or None) if n is not None]
        return min(limits, default=None)


@dataclass(frozen=True, slots=True)
class Course:
    """What each party that takes part has given and received after each step, in its own worths."""

    given: Mapping[str, tuple[Fraction, ...]]
    received: Mapping[str, tuple[Fraction, ...]]
    peaks: Mapping[str, Fraction] = field(init=False)
    """By party the largest exposure at any moment, 0 before the first step included."""

    def __post_init__(self) -> None:
        peaks = {party: max(Fraction(0), *self.exposure(party)) for party in self.given}
        object.__setattr__(self, "peaks", peaks)

    def exposure(self, party: str) -> tuple[Fraction, ...]:
        """Given less received, after each step."""
        return tuple(a - b for a, b in zip(self.given[party], self.received[party], strict=True))

    def yardstick(self, normalise: Normalise) -> dict[str, Fraction]:
        """By what the peaks are divided: all that the party receives, or 1. Who receives nothing waits for nothing and
        is left out."""
        all_received = {party: numbers[-1] for party, numbers in self.received.items() if numbers[-1] > 0}
        return all_received if normalise == "received" else dict.fromkeys(all_received, Fraction(1))

    def worst(self, normalise: Normalise) -> Fraction:
        """The largest of the divided peaks."""
        return max((self.peaks[p] / by for p, by in self.yardstick(normalise).items()), default=Fraction(0))

    def total(self, normalise: Normalise) -> Fraction:
        """The sum of the divided peaks."""
        return sum((self.peaks[p] / by for p, by in self.yardstick(normalise).items()), Fraction(0))


def course(day: Day, deal: Deal, steps: Steps, terms: Terms = NO_TERMS, judge: Judge | None = None) -> Course:
    """How exposed each party that takes part in the deal is after each of the steps."""
    judge = judge or Judge(day, terms)
    tallies = {party: _Tally(judge, party, deal.items) for party in deal.parties if party in judge.present}
    given: dict[str, list[Fraction]] = {party: [] for party in tallies}
    received: dict[str, list[Fraction]] = {party: [] for party in tallies}
    bundles = any(tally.position.bundles for tally in tallies.values())
    done: set[str] = set()
    for step in steps:
        done.update(step)
        scene = Scene(judge.facts, frozenset(done) if bundles else NOBODY, judge.can_be_released, terms.settled)
        results = {party: tally.after(step, scene) for party, tally in tallies.items()}
        for party, tally in tallies.items():
            given[party].append(tally.given)
            received[party].append(gain(results, party, frozenset(tallies)) + tally.given)
    return Course({p: tuple(n) for p, n in given.items()}, {p: tuple(n) for p, n in received.items()})


class _Tally:
    """One party's own result while steps go by."""

    def __init__(self, judge: Judge, party: str, releases: Ids) -> None:
        low: End = "low" if judge.terms.cautious else "middle"
        high: End = "high" if judge.terms.cautious else "middle"
        self.position, self.low = judge.day.positions[party], low
        own = frozenset(id for id in releases if judge.giver(id) == party)
        self.worths = values_over(judge.facts, self.position.worth, releases, low)
        self.costs = values_over(judge.facts, self.position.cost, own, high)
        self.given = self.worth = Fraction(0)

    def after(self, step: tuple[str, ...], scene: Scene) -> Result:
        """The result once this step has gone, too; the scene holds all that has."""
        for id in step:
            self.worth += self.worths.get(id, 0)
            self.given += self.costs.get(id, 0)
        own = self.worth - self.given
        for bundle in self.position.bundles:
            if isinstance(bundle, BestOf):
                of_worth = sorted((self.worths.get(id, Fraction(0)) for id in scene.of(bundle.of)), reverse=True)
                own -= sum(of_worth[bundle.count :], Fraction(0))
            elif speaks_of(scene.facts, bundle.when) & scene.released and true(scene, bundle.when):
                own += at_end(bundle.value, self.low)
        return Result(self.position, own, Fraction(0), NOBODY, NOBODY)


# ------------------------------------------------------------------------- is it an order, within what was asked?


def order_faults(day: Day, deal: Deal, steps: Steps, within: Within, terms: Terms = NO_TERMS) -> tuple[Fault, ...]:
    """Everything wrong with an order of the deal's releases; empty when it is one and keeps to what was asked.

    That the deal itself is acceptable is for `verdict.faults` to say.
    """
    judge = Judge(day, terms)
    named = [id for step in steps for id in step]
    items = deal.items
    broken = [Fault("twice", f"{id} is released more than once", id=id) for id, n in Counter(named).items() if n > 1]
    broken += [Fault("unknown", f"{id} is not in the deal", id=id) for id in dict.fromkeys(named) if id not in items]
    broken += [Fault("left out", f"{id} is in no step", id=id) for id in judge.in_order(items.difference(named))]
    broken += [Fault("empty", f"step {n} releases nothing") for n, step in enumerate(steps, 1) if not step]
    if broken:
        return tuple(broken)
    return (*_of_number(steps, within), *_of_seats(deal, steps, within), *_of_rules(judge, deal, steps, within))


def _of_number(steps: Steps, within: Within) -> Iterator[Fault]:
    if within.steps is not None and len(steps) > within.steps:
        yield Fault("steps", f"{len(steps)} steps, and at most {within.steps} are allowed")
    if within.days and len(steps) > len(within.days):
        yield Fault("days", f"{len(steps)} steps, and there are {len(within.days)} days")
    if any(day >= later for day, later in itertools.pairwise(within.days)):
        yield Fault("days", "the days are not in order")


def _of_seats(deal: Deal, steps: Steps, within: Within) -> Iterator[Fault]:
    people = {release.id: release for release in deal.released}
    for n, step in enumerate(steps, 1):
        for seats in within.seats:
            going = [
                people[id]
                for id in step
                if id in people and seats.giver in (None, people[id].giver) and seats.to in (None, people[id].to)
            ]
            needed = sum(1 + release.minors for release in going)
            if needed > seats.limit:
                yield Fault("seats", f"step {n} needs {needed} of {seats}", party=seats.giver)


def _of_rules(judge: Judge, deal: Deal, steps: Steps, within: Within) -> Iterator[Fault]:
    step_of = {id: n for n, step in enumerate(steps, 1) for id in step}
    for condition, group in _groups(judge, deal, within):
        if len({step_of[id] for id in group}) > 1:
            what = f"'{condition.text}'" if condition else f"{' and '.join(judge.in_order(group))} have minors together"
            text = condition.text if condition else None
            yield Fault("together", f"{what}: they go in different steps", condition=text)
    for condition, first, then in _precedences(judge, deal, within):
        if first and then and max(step_of[id] for id in first) > min(step_of[id] for id in then):
            yield Fault("before", f"'{condition.text}': somebody goes too early", condition=condition.text)


def _binding(judge: Judge, deal: Deal, within: Within) -> Iterator[Condition]:
    """The sentences that may order releases: of the law, of those who take part, and those asked for beside them."""
    yield from judge.day.law
    for party in judge.present:
        if party in deal.parties:
            yield from judge.day.positions[party].conditions
    yield from within.conditions


def _groups(judge: Judge, deal: Deal, within: Within) -> Iterator[tuple[Condition | None, Ids]]:
    """Who of the deal goes in one step: by which sentence (None: they have minors together)."""
    items = deal.items
    for condition in _binding(judge, deal, within):
        if isinstance(condition.sentence, Together):
            members = NOBODY.union(*(judge.facts.members(part) for part in condition.sentence.of)) & items
            if len(members) > 1:
                yield condition, members
    people = judge.day.people
    for person in people.values():
        if person.minors_with in people and {person.id, person.minors_with} <= items:
            yield None, frozenset((person.id, str(person.minors_with)))


def _precedences(judge: Judge, deal: Deal, within: Within) -> Iterator[tuple[Condition, Ids, Ids]]:
    """Who of the deal goes no later than whom, by which sentence."""
    items = deal.items
    for condition in _binding(judge, deal, within):
        if isinstance(condition.sentence, Before):
            first = judge.facts.members(condition.sentence.first)
            yield condition, first & items, (judge.facts.members(condition.sentence.then) - first) & items
