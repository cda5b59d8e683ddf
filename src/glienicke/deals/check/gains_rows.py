"""Rows of worth, for certificates: floors, reciprocity and what makes a receiver take part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from glienicke.deals.check.formula import Formulas, x, y
from glienicke.deals.check.inequalities import ONE, ZERO, Rows, Values, highest, lowest, plus, step, total
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.meaning import speaks_of
from glienicke.deals.check.selection import End, Ids, at_end, values_over
from glienicke.language.tree import BestOf, ValueIf


@dataclass(frozen=True, slots=True)
class Own:
    """A party's own result as a sum over variables, and the variables that show that it receives something."""

    sum: dict[str, Fraction]
    gets: dict[str, Fraction]


class Gains:
    """The rows of all present parties' gains."""

    def __init__(self, judge: Judge, formulas: Formulas, rows: Rows) -> None:
        self.judge, self.formulas, self.rows = judge, formulas, rows
        self.low: End = "low" if judge.terms.cautious else "middle"
        self.high: End = "high" if judge.terms.cautious else "middle"
        self.gains: dict[str, dict[str, Fraction]] = {}
        self.units: dict[str, list[Fraction]] = {}
        self.floors: dict[str, Fraction] = {}

    def add(self) -> None:
        """Add them."""
        own = {party: self._own(party) for party in self.judge.present}
        shared = {other for p in self.judge.present for other in self.judge.day.positions[p].share if other in own}
        parts = {party: self._if_taking_part(party, own[party]) for party in own if party in shared}
        for party in self.judge.present:
            self._party(party, own, parts)

    def _party(self, party: str, own: dict[str, Own], parts: dict[str, str]) -> None:
        position = self.judge.day.positions[party]
        gain, gets = dict(own[party].sum), dict(own[party].gets)
        units = list(gain.values())
        for other, share in position.share.items():
            if other in own and other != party and share > 0:
                gain[parts[other]] = share
                units.append(share * step(own[other].sum.values()))
                gets[self._profits(party, other, own[other])] = ONE
        self.gains[party], self.units[party] = gain, units
        self.floors[party] = at_end(position.floor, self.high)
        takes_part, gives, floor = y(party), f"gives[{party}]", self.floors[party]
        self.rows.add(gain, floor, f"floor of {party}", ((takes_part, True),))
        why = f"{party} takes part without giving only if it gains"
        self.rows.add(gain, step(units), why, ((takes_part, True), (gives, False)))
        if not position.unilateral:
            self.rows.add({**gets, gives: -ONE}, ZERO, f"{party} gives only if it receives")

    def _own(self, party: str) -> Own:
        facts, position = self.judge.facts, self.judge.day.positions[party]
        movable = self.formulas.movable
        gives = frozenset(id for id in movable if self.judge.giver(id) == party)
        worths = values_over(facts, position.worth, movable, self.low)
        costs = values_over(facts, position.cost, gives, self.high)
        in_order = self.judge.in_order
        found = {x(id): worths[id] for id in in_order(frozenset(worths))}
        found = plus(found, {x(id): costs[id] for id in in_order(frozenset(costs))}, -ONE)
        gets = {x(id): ONE for id in in_order(movable - gives) if worths.get(id, ZERO) > 0}
        for number, bundle in enumerate(position.bundles, 1):
            because = f"bundle {number} of {party}"
            match bundle:
                case BestOf(count, of):
                    members = self.formulas.can_go(of)
                    if len(members) > count:
                        found = plus(found, self._best(because, count, members, worths))
                case ValueIf(value, _):
                    number_of_it = at_end(value, self.low)
                    if number_of_it:
                        name = self._bundle(because, bundle, number_of_it > 0)
                        found[name] = number_of_it
                        if number_of_it > 0:
                            gets |= self._received(because, bundle, name, gives)
        return Own({name: number for name, number in found.items() if number}, gets)

    def _best(
        self, because: str, count: int, members: tuple[str, ...], worths: dict[str, Fraction]
    ) -> dict[str, Fraction]:
        """What to add to the sum so that of these only the best count, not all.

        Those of no worth take a place, too, before those of negative worth; but nothing needs to be added for them.
        """
        found: dict[str, Fraction] = {}
        chosen = {}
        for id in (member for member in members if worths.get(member)):

            def counts(values: Values, id: str = id) -> Fraction:
                there = sorted((i for i in members if values[x(i)]), key=lambda i: -worths.get(i, ZERO))
                return Fraction(id in there[:count])

            name = chosen[id] = self.rows.variable(f"{because} counts {id}", counts)
            self.rows.add({x(id): ONE, name: -ONE}, ZERO, because)
            found[name], found[x(id)] = worths[id], -worths[id]
        self.rows.add(dict.fromkeys(chosen.values(), -ONE), Fraction(-count), because)
        return found

    def _bundle(self, because: str, bundle: ValueIf, is_good: bool) -> str:
        """A variable that is 1 when the bundle is met."""
        met = self.formulas.met(bundle.when)
        name = self.rows.truth_of(because, met)
        if is_good:
            self.rows.require(met, because, ((name, True),))
        else:
            self.rows.require(self.formulas.met(bundle.when, False), because, ((name, False),))
        return name

    def _received(self, because: str, bundle: ValueIf, met: str, gives: Ids) -> dict[str, Fraction]:
        """A variable that is 1 when the bundle is met and somebody else releases something it speaks of."""
        spoken_of = speaks_of(self.judge.facts, bundle.when) & self.formulas.movable
        others = [x(id) for id in self.judge.in_order(spoken_of - gives)]
        if len(others) == len(spoken_of):
            return {met: ONE}
        name = self.rows.variable(f"{because} received", self._both(met, others))
        self.rows.add({met: ONE, name: -ONE}, ZERO, because)
        self.rows.add({**dict.fromkeys(others, ONE), name: -ONE}, ZERO, because)
        return {name: ONE}

    @staticmethod
    def _both(met: str, others: list[str]) -> Callable[[Values], Fraction]:
        return lambda values: Fraction(bool(values[met]) and any(values[other] for other in others))

    def _if_taking_part(self, party: str, own: Own) -> str:
        """A variable for the party's own result if it takes part, else 0."""
        low, high = lowest(own.sum, self.rows.box), highest(own.sum, self.rows.box)
        low, high = min(ZERO, low), max(ZERO, high)
        name = self.rows.between(
            f"result[{party}]", low, high, lambda values: values[y(party)] * total(own.sum, values)
        )
        because = f"own result of {party}"
        self.rows.add({**own.sum, name: -ONE}, ZERO, because, ((y(party), True),))
        self.rows.add({y(party): high, name: -ONE}, ZERO, because)
        return name

    def _profits(self, party: str, other: str, own: Own) -> str:
        """A variable that is 1 when the other takes part and its own result is above 0."""

        def profits(values: Values) -> Fraction:
            return Fraction(values[y(other)] == 1 and total(own.sum, values) > 0)

        name, because = f"share of {party} in {other}", f"{party} receives by its share in {other}"
        self.rows.variable(name, profits)
        self.rows.add({y(other): ONE, name: -ONE}, ZERO, because)
        self.rows.add(own.sum, step(own.sum.values()), because, ((name, True),))
        return name
