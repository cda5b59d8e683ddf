"""A deal's releases as an order sees them: kinds of releases alike, what ties them, and how many steps they can need.

In: a day, a deal, terms and what to keep to. Out: `Goods`: whole counts by kind, so that thousands are as quick as ten.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from glienicke.deals.check.tranches import Seats, Within
from glienicke.deals.deal import Deal, Terms
from glienicke.language.tree import Before, BestOf, Selection, Statement, Together
from glienicke.positions.day import Condition, Day
from glienicke.positions.selection import Ids, Who, bundle_selections, costs, number, worths


@dataclass(frozen=True, slots=True)
class Alike:
    """Releases that an order need not tell apart, in file order; seats: people each of them carries, minors included.

    tie: the index of the group with which they go in one step, or -1.
    """

    ids: tuple[str, ...]
    giver: str
    to: str | None
    seats: int
    tie: int

    @property
    def size(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Result:
    """What releases are to one party, by kind: what each counts; worths of which only the best so many count; values
    that rest on a statement."""

    each: Mapping[int, Fraction]
    best: tuple[tuple[int, Mapping[int, Fraction]], ...]
    bundles: tuple[tuple[Fraction, Statement], ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """Releases that go in one step, and why, in words."""

    ids: Ids
    says: str


@dataclass(frozen=True, slots=True)
class Goods:
    """The releases of a deal, for ordering them. befores: these kinds go no later than those."""

    day: Day
    deal: Deal
    who: Who
    kinds: tuple[Alike, ...]
    ties: tuple[Tie, ...]
    befores: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    results: Mapping[str, Result]
    places: Mapping[str, int]

    def of(self, ids: Ids) -> tuple[int, ...]:
        """The kinds of these; a set that was looked at when the kinds were made holds all of a kind or none."""
        return tuple(k for k, kind in enumerate(self.kinds) if kind.ids[0] in ids)

    def seated(self, seats: Seats) -> dict[int, int]:
        """People by kind that such seats are counted for."""
        return {
            k: kind.seats
            for k, kind in enumerate(self.kinds)
            if kind.seats and seats.giver in (None, kind.giver) and seats.to in (None, kind.to)
        }

    def units(self) -> int:
        """How many pieces can go in steps of their own."""
        return len(self.ties) + sum(kind.size for kind in self.kinds if kind.tie < 0)


def goods_of(day: Day, deal: Deal, terms: Terms, within: Within) -> Goods:
    """The deal's releases by kind."""
    who, items = Who(day), deal.items
    order = [id for id in (*day.people, *day.considerations) if id in items]
    ties = tuple(_joined(_ties(day, deal, who, within)))
    tie_of = {id: index for index, tie in enumerate(ties) for id in tie.ids}
    befores = [
        (first & items, (who(sentence.then) - first) & items)
        for condition in bound(day, deal, within)
        if isinstance(sentence := condition.sentence, Before)
        for first in (who(sentence.first),)
    ]
    used = [pair for before in befores for pair in before]
    for party in deal.parties:
        used += [who(s) for bundle in day.positions[party].bundles for s in bundle_selections(bundle)]
    tables = {
        party: (worths(day.positions[party], who, terms.cautious), costs(day.positions[party], who, terms.cautious))
        for party in deal.parties
    }
    to_whom = {release.id: release for release in deal.released}
    gathered: dict[object, list[str]] = defaultdict(list)
    looks: dict[object, Alike] = {}
    for id in order:
        release, thing = to_whom.get(id), day.considerations.get(id)
        giver, to = (release.giver, release.to) if release else (thing.giver, thing.to) if thing else ("", None)
        seats = 1 + release.minors if release else 0
        numbers = tuple((w.get(id), c.get(id) if giver == party else None) for party, (w, c) in tables.items())
        marks = tuple(id in ids for ids in used)
        key = (giver, to, seats, tie_of.get(id, -1), numbers, marks, day.people[id].rank if release else None)
        gathered[key].append(id)
        looks[key] = Alike((), giver, to, seats, tie_of.get(id, -1))
    kinds = tuple(
        Alike(tuple(ids), looks[key].giver, looks[key].to, looks[key].seats, looks[key].tie)
        for key, ids in gathered.items()
    )
    found = Goods(day, deal, who, kinds, ties, (), {}, {id: place for place, id in enumerate(order)})
    pairs = tuple((found.of(first), found.of(then)) for first, then in befores)
    results = {party: _result(found, party, terms, *tables[party]) for party in deal.parties}
    return Goods(day, deal, who, kinds, ties, tuple(p for p in pairs if p[0] and p[1]), results, found.places)


def _result(
    goods: Goods, party: str, terms: Terms, worth: Mapping[str, Fraction], cost: Mapping[str, Fraction]
) -> Result:
    position = goods.day.positions[party]
    capped: set[int] = set()
    best = []
    for bundle in position.bundles:
        if isinstance(bundle, BestOf):
            kinds = goods.of(goods.who(bundle.of))
            capped |= set(kinds)
            best.append((bundle.count, {k: worth.get(goods.kinds[k].ids[0], Fraction(0)) for k in kinds}))
    each: dict[int, Fraction] = {}
    for k, kind in enumerate(goods.kinds):
        value = Fraction(0) if k in capped else worth.get(kind.ids[0], Fraction(0))
        if kind.giver == party:
            value -= cost.get(kind.ids[0], Fraction(0))
        if value:
            each[k] = value
    bundles = [
        (number(bundle.value, terms.cautious), bundle.when)
        for bundle in position.bundles
        if not isinstance(bundle, BestOf)
    ]
    return Result(each, tuple(best), tuple((value, when) for value, when in bundles if value))


# ------------------------------------------------------------------------- what ties releases


def bound(day: Day, deal: Deal, within: Within) -> Iterator[Condition]:
    """Sentences that may order releases: the law's, those of who takes part, and those asked for."""
    yield from day.law
    for party in deal.parties:
        yield from day.positions[party].conditions
    yield from within.conditions


def _ties(day: Day, deal: Deal, who: Who, within: Within) -> Iterator[Tie]:
    items = deal.items
    for condition in bound(day, deal, within):
        if isinstance(condition.sentence, Together):
            yield Tie(_of_any(who, condition.sentence.of) & items, f"'{condition.text}'")
    for person in day.people.values():
        if person.id in items and person.minors_with in items:
            both = frozenset((person.id, str(person.minors_with)))
            yield Tie(both, f"{person.id} and {person.minors_with}, who have minors together")


def _of_any(who: Who, parts: Iterable[Selection]) -> Ids:
    return frozenset[str]().union(*map(who, parts))


def _joined(ties: Iterable[Tie]) -> list[Tie]:
    """Ties that share somebody are one."""
    found: list[Tie] = []
    for tie in ties:
        if len(tie.ids) < 2:
            continue
        touching = [other for other in found if other.ids & tie.ids]
        found = [other for other in found if not other.ids & tie.ids]
        says = dict.fromkeys(one.says for one in (*touching, tie))
        found.append(Tie(tie.ids.union(*(other.ids for other in touching)), " with ".join(says)))
    return found


# ------------------------------------------------------------------------- how many steps


def step_range(goods: Goods, within: Within) -> tuple[int, int]:
    """The fewest steps that the seats leave, and a number beyond which more steps are of no use.

    Two steps that follow each other and fit into one are better joined: a moment less at which to be exposed. So in a
    best order each pair of neighbours is too large for some of the seats, and there are only so many such pairs.
    """
    fewest, pairs = 1, 0
    for seats in within.seats:
        total = sum(n * goods.kinds[k].size for k, n in goods.seated(seats).items())
        fewest = max(fewest, math.ceil(Fraction(total, seats.limit)))
        pairs += total // (seats.limit + 1)
    most = min(2 * pairs + 1, goods.units())
    return fewest, most if within.most is None else min(most, within.most)
