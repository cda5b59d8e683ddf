"""The checker's judge: what a set of releases is to everybody on a day, and what is wrong with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from glienicke.deals.check.fault import Fault, broken
from glienicke.deals.check.gain import Result, gain, receives, result
from glienicke.deals.check.meaning import Scene, awaited, holds
from glienicke.deals.check.selection import Facts, Ids
from glienicke.deals.deal import Deal, Part, Release, Terms
from glienicke.ground.diagnostic import Span
from glienicke.language.tree import Never
from glienicke.positions.day import Condition, Consideration, Day, Person


@dataclass(frozen=True, slots=True)
class View:
    """What a set of releases is to everybody: who gives what, each present party's result, which conditions fail."""

    scene: Scene
    gives: Mapping[str, Ids]
    results: Mapping[str, Result]
    broken: Mapping[str, tuple[Condition, ...]]

    @property
    def givers(self) -> Ids:
        return frozenset(self.gives)


@dataclass(slots=True)
class Judge:
    """The checker for one day and one question; keeps what it worked out about the day between deals."""

    day: Day
    terms: Terms = field(default_factory=Terms)
    facts: Facts = field(init=False)
    present: tuple[str, ...] = field(init=False)
    law_strikes: dict[str, set[str]] = field(init=False)
    _order: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.facts = Facts(self.day)
        self.present = tuple(p for p in self.day.parties if p in self.day.positions and p in self.day.at_table)
        self.law_strikes = _strikes(self.facts, self.day.law)
        self._order = {id: place for place, id in enumerate((*self.day.people, *self.day.considerations))}

    # ------------------------------------------------------------ what can be released

    def recipients(self, person: Person, also_struck: Mapping[str, set[str]]) -> tuple[str, ...] | None:
        """Recipients left after the law and these strikes, first preferred; None if nobody was named at all."""
        named = person.to or tuple(c for c in person.citizen_of if c != person.held_by)[:1]
        if not named:
            return None
        struck = self.law_strikes.get(person.id, set()) | also_struck.get(person.id, set())
        return tuple(party for party in named if party not in struck)

    def why_not(self, id: str) -> str | None:
        """Why that person or consideration cannot be released, in words; None if it can."""
        person = self.day.people.get(id)
        if person is not None:
            return self._why_not_person(person)
        consideration = self.day.considerations.get(id)
        if consideration is None:
            return "is not in the case"
        return self._why_not_given(consideration)

    def _why_not_person(self, person: Person) -> str | None:
        if person.state != "held" or person.held_by is None:
            return {"dead": "is dead", "free": "is free already"}.get(person.state, "is held by nobody known")
        if person.held_by not in self.present:
            return f"is held by {person.held_by}, {self._how_absent(person.held_by)}"
        if not person.in_pool:
            return "is not in the pool"
        if person.owed is not None and not self.terms.trade_owed:
            return "is owed by law and not for trade"
        if self.recipients(person, {}) == ():
            return "has no recipient left under the law"
        return None

    def _why_not_given(self, consideration: Consideration) -> str | None:
        if consideration.giver not in self.present:
            return f"is {consideration.giver}'s, {self._how_absent(consideration.giver)}"
        return None if consideration.in_pool else "is not in the pool"

    def _how_absent(self, party: str) -> str:
        return "which has no position on the day" if party not in self.day.positions else "which is not at the table"

    def can_be_released(self, id: str) -> bool:
        """Whether the day lets that person or consideration be released at all."""
        return self.why_not(id) is None

    # ------------------------------------------------------------ a set of releases

    def view(self, released: Ids) -> View:
        """What the releases are to every present party. They must all be of the case and held or offered."""
        scene = Scene(self.facts, released, self.can_be_released, self.terms.settled)
        gives: dict[str, set[str]] = defaultdict(set)
        for id in released:
            giver = self.giver(id)
            if giver is not None:
                gives[giver].add(id)
        positions = {party: self.day.positions[party] for party in self.present}
        results = {
            party: result(scene, position, frozenset(gives.get(party, ())), self.terms.cautious)
            for party, position in positions.items()
        }
        broken = {
            party: tuple(c for c in position.conditions if not holds(scene, c.sentence))
            for party, position in positions.items()
        }
        return View(scene, {giver: frozenset(ids) for giver, ids in gives.items()}, results, broken)

    def giver(self, id: str) -> str | None:
        """Who would release that person or give that consideration."""
        if id in self.day.people:
            return self.day.people[id].held_by
        return self.day.considerations[id].giver if id in self.day.considerations else None

    def strikes(self, taking_part: Iterable[str]) -> dict[str, set[str]]:
        """Recipients that the conditions of those who take part rule out, by person."""
        return _strikes(self.facts, (c for p in taking_part for c in self.day.positions[p].conditions))

    def of_releases(self, view: View) -> list[Fault]:
        """What is wrong with the releases whoever takes part."""
        faults = []
        for id in self.in_order(view.scene.released):
            reason = self.why_not(id)
            if reason is not None:
                faults.append(Fault("cannot be released", f"{id} {reason}", id=id, place=self.place(id)))
        if not view.scene.released & self.facts.everybody:
            faults.append(Fault("nobody released", "a deal releases at least one person"))
        for id in self.terms.want:
            if id not in view.scene.released:
                faults.append(Fault("not freed", f"{id} is wanted and not released", id=id))
        for condition in self.day.law:
            if not holds(view.scene, condition.sentence):
                faults.append(broken(condition))
        faults += self._of_minors(view.scene.released)
        return faults

    def _of_minors(self, released: Ids) -> list[Fault]:
        faults = []
        for id, person in self.day.people.items():
            other = self.day.people.get(person.minors_with) if person.minors_with else None
            if other and person.state == other.state == "held" and (id in released) != (other.id in released):
                says = f"{id} and {other.id} have minors together: both are released or neither"
                faults.append(Fault("law", says, id=id, place=person.place))
        return faults

    def of_givers(self, view: View, taking_part: Ids) -> list[Fault]:
        """What the givers and the recipients find wrong, with these taking part."""
        faults = []
        for party in (p for p in self.present if p in view.gives):
            faults += [broken(c) for c in view.broken[party]]
            its_gain, floor = gain(view.results, party, taking_part), view.results[party].floor
            if its_gain < floor:
                says = f"{party} gains {its_gain}, less than its floor of {floor}"
                faults.append(Fault("floor", says, party=party, place=self.day.positions[party].place))
            if not self.day.positions[party].unilateral and not receives(view.results, party, taking_part):
                says = f"{party} gives and receives nothing"
                faults.append(Fault("reciprocity", says, party=party, place=self.day.positions[party].place))
        return faults + self._of_recipients(view, taking_part)

    def strikers(self, view: View, willing: Ids) -> Ids:
        """Those of the willing whose conditions might leave somebody released without a recipient."""
        if self.fits(view, view.givers | willing):
            return frozenset()
        return frozenset(p for p in willing if view.scene.released & frozenset(self.strikes((p,))))

    def fits(self, view: View, taking_part: Ids) -> bool:
        """Whether everybody released has a recipient with these taking part."""
        return not self._of_recipients(view, taking_part)

    def _of_recipients(self, view: View, taking_part: Ids) -> list[Fault]:
        faults, struck = [], self.strikes(p for p in taking_part if p in self.day.positions)
        for id in self.in_order(view.scene.released & frozenset(struck)):
            person = self.day.people[id]
            if self.recipients(person, struck) == () and self.recipients(person, {}) != ():
                says = f"{id} has no recipient left: {', '.join(sorted(struck[id]))} ruled out by those who take part"
                faults.append(Fault("no recipient", says, id=id, place=person.place))
        return faults

    def describe(self, view: View, taking_part: Ids) -> Deal:
        """The deal that the releases make with these taking part, everything said of it included."""
        struck, people = self.strikes(taking_part), self.day.people
        released = []
        for id in self.in_order(view.scene.released & self.facts.everybody):
            left = self.recipients(people[id], struck)
            released.append(Release(id, str(people[id].held_by), left[0] if left else None, people[id].minors))
        parts = {party: self._part(view, party, taking_part) for party in self.present if party in taking_part}
        bystanders = [party for party in self.present if party not in taking_part]
        gains = {party: gain(view.results, party, taking_part) for party in bystanders}
        return Deal(
            tuple(released),
            tuple(id for id in self.day.considerations if id in view.scene.released),
            parts,
            self.needs(view, taking_part),
            {party: its_gain for party, its_gain in gains.items() if its_gain < 0},
        )

    def _part(self, view: View, party: str, taking_part: Ids) -> Part:
        its = view.results[party]
        gets, gives = self.in_order(its.gets), self.in_order(its.gives)
        return Part(gain(view.results, party, taking_part), its.floor, gets, gives)

    def needs(self, view: View, taking_part: Ids) -> tuple[tuple[str, str], ...]:
        """Open consents and legal steps that the law or a party that takes part asks for, people in file order."""
        conditions = [*self.day.law, *(c for p in self.present if p in taking_part for c in self._conditions(p))]
        asked = {step for c in conditions for step in awaited(view.scene, c.sentence)}
        still_open = {(id, step) for id, step, state in asked if state == "open"}
        return tuple(sorted(still_open, key=lambda need: (self._order[need[0]], need[1] != "consent", need[1])))

    def _conditions(self, party: str) -> tuple[Condition, ...]:
        return self.day.positions[party].conditions

    def in_order(self, ids: Ids) -> tuple[str, ...]:
        """These ids in file order, people before considerations; unknown ones last."""
        known = [id for id in ids if id in self._order]
        known.sort(key=self._order.__getitem__)
        return (*known, *sorted(ids.difference(known))) if len(known) < len(ids) else tuple(known)

    def place(self, id: str) -> Span | None:
        """Where the case says who or what that is."""
        if id in self.day.people:
            return self.day.people[id].place
        return self.day.considerations[id].place if id in self.day.considerations else None


def _strikes(facts: Facts, conditions: Iterable[Condition]) -> dict[str, set[str]]:
    """Recipients that `never X to P` among the conditions rules out, by person."""
    struck: dict[str, set[str]] = defaultdict(set)
    for condition in conditions:
        match condition.sentence:
            case Never(subject, str(party)):
                for id in facts.members(subject) & facts.everybody:
                    struck[id].add(party)
            case _:
                pass
    return struck
