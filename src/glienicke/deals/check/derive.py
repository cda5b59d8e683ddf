"""From a day and the terms of a question to rows that every acceptable deal satisfies.

The checker's own short linearisation, made for proofs and not for speed. Every row is true of every acceptable deal and
its participants, with the other variables at what they mean. Some of the meaning is left out (that a receiver who would
gain must take part, for one), so that a proof may fail where there is no deal; it never succeeds where there is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from glienicke.deals.check.claim import Claim, Claimed
from glienicke.deals.check.formula import Formulas, x, y
from glienicke.deals.check.gains_rows import Gains
from glienicke.deals.check.inequalities import ONE, ZERO, Linear, Literal, Rows, Values, some
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.meaning import Scene, awaited
from glienicke.deals.check.selection import NOBODY
from glienicke.deals.deal import Terms
from glienicke.language.tree import (
    All,
    And,
    AsMany,
    Before,
    Count,
    CountTrue,
    ForEach,
    Never,
    Nobody,
    Not,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Or,
    Some,
    Together,
    Weigh,
)
from glienicke.positions.day import Condition, Day


def derive(day: Day, terms: Terms, claim: Claim | None = None) -> Rows:
    """The rows of the day and terms, and of a deal that would refute the claim; the same ones in the same order
    each time.

    Raises ValueError if the claim speaks of parties that are not present.
    """
    judge = Judge(day, terms)
    return _Derivation(judge, Formulas(judge), Rows()).run(claim)


class _Derivation:
    def __init__(self, judge: Judge, formulas: Formulas, rows: Rows) -> None:
        self.judge, self.formulas, self.rows = judge, formulas, rows
        self.movable = judge.in_order(formulas.movable)

    def run(self, claim: Claim | None) -> Rows:
        for id in self.movable:
            self.rows.variable(x(id))
        for party in self.judge.present:
            self.rows.variable(y(party))
        self._custody()
        self._asked()
        for number, condition in enumerate(self.judge.day.law, 1):
            self._sentence(condition, f"law {number}: {condition.text}", ())
        self._minors()
        for party in self.judge.present:
            for number, condition in enumerate(self.judge.day.positions[party].conditions, 1):
                self._sentence(condition, f"condition {number} of {party}: {condition.text}", ((y(party), True),))
        self._recipients()
        gains = Gains(self.judge, self.formulas, self.rows)
        gains.add()
        if claim is not None:
            Claimed(gains).add(claim)
        return self.rows

    def _custody(self) -> None:
        owns: dict[str | None, list[str]] = defaultdict(list)
        for id in self.movable:
            owns[self.judge.giver(id)].append(x(id))
        for party in self.judge.present:
            own = owns[party]
            formula = some(Linear({name: ONE}, ONE) for name in own)
            gives = self.rows.truth_of(f"gives[{party}]", formula)
            self.rows.add({y(party): ONE, gives: -ONE}, ZERO, f"{party} takes part if it gives")
            for name in own:
                self.rows.add({gives: ONE, name: -ONE}, ZERO, f"{name} is given by {party}")

    def _asked(self) -> None:
        people = {x(id): ONE for id in self.movable if id in self.judge.day.people}
        self.rows.add(people, ONE, "a deal releases at least one person")
        for id in self.judge.terms.want:
            released = {x(id): ONE} if id in self.formulas.movable else {}
            self.rows.add(released, ONE, f"{id} is wanted")

    def _minors(self) -> None:
        for id, person in self.judge.day.people.items():
            other = self.judge.day.people.get(person.minors_with) if person.minors_with else None
            if other is not None and other.id != id and person.state == other.state == "held":
                self._all_or_none((id, other.id), f"minors of {id} and {other.id}", ())

    def _all_or_none(self, ids: tuple[str, ...], because: str, when: tuple[Literal, ...]) -> None:
        movable = [id for id in ids if id in self.formulas.movable]
        if len(movable) < len(ids):
            for id in movable:
                self.rows.add({x(id): -ONE}, ZERO, because, when)
            return
        for id, after in zip(movable, [*movable[1:], *movable[:1]], strict=True):
            if id != after:
                self.rows.add({x(id): ONE, x(after): -ONE}, ZERO, because, when)

    def _sentence(self, condition: Condition, because: str, when: tuple[Literal, ...]) -> None:
        """The rows of one sentence, binding whenever all of `when` hold."""
        formulas, sentence = self.formulas, condition.sentence
        match sentence:
            case OnlyIf(subject, then):
                trigger = self._any_of(formulas.can_go(subject), because)
                if trigger is not None:
                    self.rows.require(formulas.of(then), because, (*when, (trigger, True)))
            case Never(subject, None):
                for id in formulas.can_go(subject):
                    self.rows.add({x(id): -ONE}, ZERO, because, when)
            case Never():
                pass  # among the recipients
            case Before(first, then):
                earlier = formulas.can_go(first)
                trigger = self._any_of([id for id in formulas.can_go(then) if id not in earlier], because)
                if trigger is not None:
                    for id in earlier:
                        self.rows.add({x(id): ONE, trigger: -ONE}, ZERO, because, when)
            case Together(parts):
                members = NOBODY.union(*(self.judge.facts.members(part) for part in parts))
                self._all_or_none(self.judge.in_order(members), because, when)
            case OnlyWithConsent() | OnlyAfter():
                terms = self.judge.terms
                scene = Scene(self.judge.facts, formulas.movable, self.judge.can_be_released, terms.settled)
                for id, _, state in awaited(scene, sentence):
                    if state == "blocked" or (terms.settled and state == "open"):
                        self.rows.add({x(id): -ONE}, ZERO, because, when)
            case (
                Count()
                | All()
                | Some()
                | Nobody()
                | AsMany()
                | ForEach()
                | Weigh()
                | Not()
                | And()
                | Or()
                | CountTrue()
            ):
                self.rows.require(formulas.of(sentence), because, when)

    def _any_of(self, ids: Iterable[str], because: str) -> str | None:
        """A variable that is 1 when any of these is released; None if there is nobody."""
        names = [x(id) for id in ids]
        if len(names) < 2:
            return names[0] if names else None
        trigger = self.rows.truth_of(f"any: {because}", some(Linear({name: ONE}, ONE) for name in names))
        for name in names:
            self.rows.add({trigger: ONE, name: -ONE}, ZERO, because)
        return trigger

    def _recipients(self) -> None:
        """Whoever goes has a recipient whom nobody who takes part rules out."""
        strikes = {party: self.judge.strikes((party,)) for party in self.judge.present}
        for id in self.judge.in_order(NOBODY.union(*strikes.values()) & self.formulas.movable):
            left = self.judge.recipients(self.judge.day.people[id], {})
            if left is None:
                continue
            against = {to: [p for p in self.judge.present if to in strikes[p].get(id, ())] for to in left}
            if all(against.values()):
                self._some_recipient(id, against)

    def _some_recipient(self, id: str, against: dict[str, list[str]]) -> None:
        because = f"{id} needs a recipient"
        goes: dict[str, Fraction] = {}
        for to, parties in against.items():

            def is_open(values: Values, parties: list[str] = parties) -> Fraction:
                return Fraction(not any(values[y(party)] for party in parties))

            name = self.rows.variable(f"{id} may go to {to}", is_open)
            goes[name] = ONE
            for party in parties:
                self.rows.add({name: -ONE, y(party): -ONE}, -ONE, because)
        self.rows.add({**goes, x(id): -ONE}, ZERO, because)
