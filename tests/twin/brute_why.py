"""Clashes and concessions by brute force: every set of members is tried.

For each set of releases and of those who take part (a *try*) it is worked out which members would have to be away for
it to be acceptable, and which would have to stay so that receivers are in or out as the try says.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from glienicke.deals.deal import Terms
from glienicke.language import tree as t
from glienicke.positions.day import Condition, Day
from tests.twin import brute

Kind = Literal["condition", "floor", "reciprocity", "absence", "state", "law"]


@dataclass(frozen=True)
class Member:
    """What can clash. A condition or law sentence has its index in its position or in the law."""

    kind: Kind
    party: str | None = None
    person: str | None = None
    index: int | None = None
    tied_to: str | None = None


Routes = tuple[tuple[frozenset[Member], ...], ...]
"""For everybody released and each recipient, the conditions that strike it."""


def open_routes(routes: Routes, in_force: frozenset[Member]) -> bool:
    return all(any(not strikers & in_force for strikers in ways) for ways in routes)


@dataclass(frozen=True)
class Try:
    """Releases and who takes part; acceptable with the members M in force when `accepts(M)`."""

    released: frozenset[str]
    taking_part: frozenset[str]
    away: frozenset[Member]
    stay_out: tuple[tuple[frozenset[Member], Routes], ...]
    routes: Routes

    def accepts(self, in_force: frozenset[Member]) -> bool:
        return (
            not self.away & in_force
            and all(stay & in_force or not open_routes(routes, in_force) for stay, routes in self.stay_out)
            and open_routes(self.routes, in_force)
        )


def members(day: Day, terms: Terms = brute.NO_TERMS) -> list[Member]:
    """Everything that could be taken away."""
    found = []
    for party in day.parties:
        if party in brute.present(day):
            position = day.positions[party]
            found += [Member("condition", party, index=i) for i in range(len(position.conditions))]
            found.append(Member("floor", party))
            if not position.unilateral:
                found.append(Member("reciprocity", party))
        else:
            found.append(Member("absence", party))
    found += [Member("law", index=i) for i in range(len(day.law)) if not is_strike(day.law[i])]
    for id, person in day.people.items():
        if not person.in_pool:
            found.append(Member("absence", person=id))
        if person.state != "held" and not out_of_it(day, id, terms):
            found.append(Member("state", person=id))
        if brute.no_recipient_under_law(day, id, custodian(day, id)):
            found.append(Member("law", person=id))
        if person.owed is not None and not terms.trade_owed:
            found.append(Member("law", person=id, index=-1))
        tied = day.people.get(person.minors_with or "")
        if tied is not None and person.state == tied.state == "held":
            found.append(Member("law", person=id, tied_to=tied.id))
    return found


def out_of_it(day: Day, id: str, terms: Terms) -> bool:
    """Nobody holds the person and nothing names the person: no what-if touches them."""
    spoken = [*day.law, *(c for p in brute.present(day) for c in day.positions[p].conditions)]
    named = any(f"Id(id='{id}')" in repr(c.sentence) or f"Word(word='{id}')" in repr(c.sentence) for c in spoken)
    return day.people[id].state in ("free", "unheld") and not named and id not in terms.want


def is_strike(condition: Condition) -> bool:
    return isinstance(condition.sentence, t.Never) and condition.sentence.to is not None


def custodian(day: Day, id: str) -> str | None:
    person = day.people[id]
    return person.held_by if person.state == "held" else person.last_held_by


def tries(day: Day, terms: Terms) -> list[Try]:
    """Every set of releases and of those who take part that could be acceptable with enough taken away."""
    giver = {id: custodian(day, id) for id in day.people}
    giver |= {id: consideration.giver for id, consideration in day.considerations.items()}
    movable = [
        *(id for id in day.people if not out_of_it(day, id, terms)),
        *(id for id, c in day.considerations.items() if c.in_pool),
    ]
    all_members = members(day, terms)
    found = []
    for released in brute.subsets(movable):
        if not all(id in released for id in terms.want) or not any(id in day.people for id in released):
            continue
        facts = brute.look(day, released, terms, brute.present(day), giver)
        releasing = away_to_release(day, released, giver, all_members)
        for condition_index, condition in enumerate(day.law):
            if not is_strike(condition) and fails(day, released, condition, terms):
                releasing.add(Member("law", index=condition_index))
        givers = frozenset(g for g in giver.values() if g is not None and facts.gives[g])
        receivers = [p for p in brute.present(day) if p not in givers]
        for joining in brute.subsets(receivers):
            one = try_of(day, facts, givers, joining, releasing, terms)
            if one is not None:
                found.append(one)
    return found


def fails(day: Day, released: frozenset[str], condition: Condition, terms: Terms) -> bool:
    return not brute.sentence_holds(day, released, condition.sentence, terms, day)


def away_to_release(
    day: Day, released: frozenset[str], giver: dict[str, str | None], all_members: list[Member]
) -> set[Member]:
    """Members that keep the releases back whoever takes part, sentences of the law left out."""
    found, givers = set(), {giver[id] for id in released} - {None}
    for member in all_members:
        if member.tied_to is not None:
            if (member.person in released) != (member.tied_to in released):
                found.add(member)
        elif member.person in released or (member.kind == "absence" and member.party in givers):
            found.add(member)
    return found


def try_of(
    day: Day,
    facts: brute.Facts,
    givers: frozenset[str],
    joining: frozenset[str],
    releasing: set[Member],
    terms: Terms,
) -> Try | None:
    taking_part, away, stay_out = givers | joining, set(releasing), []
    for p in brute.present(day):
        position = day.positions[p]
        its_gain = brute.gain(day, facts, p, taking_part)
        failing = {
            Member("condition", p, index=i)
            for i, condition in enumerate(position.conditions)
            if fails(day, facts.released, condition, terms)
        }
        if its_gain < brute.floor_of(position, terms):
            failing.add(Member("floor", p))
        if p in givers:
            away |= failing
            gets = facts.gets[p] or any(term > 0 for term in brute.share_terms(day, facts, p, taking_part))
            if not gets and not position.unilateral:
                away.add(Member("reciprocity", p))
        elif p in joining:
            if its_gain <= 0:
                return None
            away |= failing
        elif its_gain > 0:
            stay_out.append((frozenset(failing), routes_with(day, facts, taking_part | {p})))
    return Try(facts.released, taking_part, frozenset(away), tuple(stay_out), routes_with(day, facts, taking_part))


def routes_with(day: Day, facts: brute.Facts, taking_part: frozenset[str]) -> Routes:
    return tuple(ways for id in facts.released if (ways := routes_of(day, id, facts.giver[id], taking_part)))


def routes_of(day: Day, id: str, giver: str | None, taking_part: frozenset[str]) -> tuple[frozenset[Member], ...]:
    """For each recipient that the law leaves, the conditions that strike it. Empty: nothing can stand in the way.

    Where the law leaves none and this is taken away, it strikes none of them.
    """
    if id not in day.people:
        return ()
    named = brute.named_recipients(day, id, giver)
    left = [to for to in named if not brute.struck(day, id, to, list(day.law))] or named
    return tuple(
        frozenset(
            Member("condition", p, index=i)
            for p in brute.present(day)
            if p in taking_part
            for i, condition in enumerate(day.positions[p].conditions)
            if brute.struck(day, id, to, [condition])
        )
        for to in left
    )


def clashes(day: Day, terms: Terms = brute.NO_TERMS, at_most: int = 13) -> list[frozenset[Member]] | None:
    """All irreducible clashes, smallest first; None if more than at_most members could be in one."""
    candidates = list(dict.fromkeys(tries(day, terms)))
    blocking = [m for m in members(day, terms) if any(blocks(one, m) for one in candidates)]
    if len(blocking) > at_most:
        return None
    opens: dict[frozenset[Member], bool] = {}
    for size in range(len(blocking) + 1):
        for some in map(frozenset, itertools.combinations(blocking, size)):
            opens[some] = any(one.accepts(some) for one in candidates)
    return [some for some in opens if not opens[some] and all(opens[some - {member}] for member in some)]


def blocks(one: Try, member: Member) -> bool:
    return member in one.away or any(member in strikers for ways in one.routes for strikers in ways)


@dataclass(frozen=True)
class Concession:
    """Conditions given up, as (party, index), and floors lowered by how much."""

    price: Fraction
    conditions: frozenset[tuple[str, int]]
    floors: tuple[tuple[str, Fraction], ...]

    def within(self, other: Concession) -> bool:
        """Whether it gives up no more than the other."""
        other_floors = dict(other.floors)
        return self.conditions <= other.conditions and all(
            p in other_floors and by <= other_floors[p] for p, by in self.floors
        )


def concessions(day: Day, terms: Terms = brute.NO_TERMS) -> list[Concession]:
    """All irreducible concession sets, cheapest first, then fewest members."""
    priced = {
        (p, i): condition.price
        for p in brute.present(day)
        for i, condition in enumerate(day.positions[p].conditions)
        if condition.price is not None
    }
    always = frozenset(m for m in members(day, terms) if m.kind != "floor")
    candidates = tries(day, terms)
    found: set[Concession] = set()
    for size in range(len(priced) + 1):
        for given_up in map(frozenset, itertools.combinations(priced, size)):
            in_force = always - {Member("condition", p, index=i) for p, i in given_up}
            for one in candidates:
                lowered = floors_lowered(day, one, terms)
                staying = {Member("floor", p) for p in brute.present(day)} - {Member("floor", p) for p in lowered}
                if one.accepts(in_force | staying):
                    price = sum((priced[c] or Fraction(0) for c in given_up), Fraction(0))
                    price += sum(lowered.values(), Fraction(0))
                    found.add(Concession(price, given_up, tuple(sorted(lowered.items()))))
    least = [c for c in found if not any(other != c and other.within(c) for other in found)]
    return sorted(least, key=lambda c: (c.price, len(c.conditions) + len(c.floors)))


def floors_lowered(day: Day, one: Try, terms: Terms) -> dict[str, Fraction]:
    """By how much the floors of those who take part must be lowered for the try."""
    giver = {id: custodian(day, id) for id in day.people}
    giver |= {id: consideration.giver for id, consideration in day.considerations.items()}
    facts = brute.look(day, one.released, terms, brute.present(day), giver)
    found = {}
    for member in one.away:
        if member.kind == "floor" and member.party is not None:
            its_gain = brute.gain(day, facts, member.party, one.taking_part)
            found[member.party] = brute.floor_of(day.positions[member.party], terms) - its_gain
    return found
