"""People alike in everything the engine looks at become one kind with a size.

A kind's signature is its giver, what stands in the way of its release, its worth and cost entries by id
and which of the selections in use hold it. Considerations are kinds of one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from glienicke.deals.deal import Terms
from glienicke.language.tree import (
    AllIn,
    And,
    AnyIn,
    Before,
    BestOf,
    CountTrue,
    Id,
    Never,
    Not,
    NotIn,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Or,
    Selection,
    Sentence,
    Together,
    Weigh,
    Word,
)
from glienicke.positions.day import Condition, Consideration, Day, Person
from glienicke.positions.selection import Who, bundle_selections, spoken_of

Hurdle = tuple[Literal["state", "absent party", "not in pool", "owed", "no recipient"], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """Releases that are alike: ids in file order, who gives them (None: nobody recorded), what stands in the way."""

    ids: tuple[str, ...]
    giver: str | None
    people: bool
    hurdles: tuple[Hurdle, ...] = ()

    @property
    def size(self) -> int:
        return len(self.ids)


def taking_seats(day: Day) -> tuple[str, ...]:
    """The parties that are present and at the table, in file order."""
    return tuple(p for p in day.parties if p in day.positions and p in day.at_table)


def hurdles(item: Person | Consideration, terms: Terms, seats: frozenset[str], law: Law) -> tuple[Hurdle, ...]:
    """What keeps somebody or something from being released on this day, whatever else is released."""
    found: list[Hurdle] = []
    giver = (
        item.giver if isinstance(item, Consideration) else item.last_held_by if item.held_by is None else item.held_by
    )
    if isinstance(item, Person) and (item.state != "held" or item.held_by is None):
        found.append(("state", item.id))
    if giver is not None and giver not in seats:
        found.append(("absent party", giver))
    if not item.in_pool:
        found.append(("not in pool", item.id))
    if isinstance(item, Person) and item.owed and not terms.trade_owed:
        found.append(("owed", item.id))
    if isinstance(item, Person) and item.recipients and not set(item.recipients) - law.struck(item.id):
        found.append(("no recipient", item.id))
    return tuple(found)


class Law:
    """The law's `never … to P` sentences, resolved."""

    def __init__(self, day: Day, who: Who) -> None:
        self.strikes = [
            (who(condition.sentence.subject), condition.sentence.to, condition)
            for condition in day.law
            if isinstance(condition.sentence, Never) and condition.sentence.to is not None
        ]

    def struck(self, id: str) -> set[str]:
        """The recipients that the law strikes from a person's."""
        return {to for ids, to, _ in self.strikes if id in ids}

    def lawful(self, person: Person) -> tuple[str, ...]:
        """The recipients that the law leaves; all of them if it leaves none (who cannot be released then)."""
        struck = self.struck(person.id)
        return tuple(to for to in person.recipients if to not in struck) or person.recipients


def never_offered(day: Day, item: Person | Consideration, terms: Terms, named: frozenset[str]) -> bool:
    """Who stays out even of what-ifs: whoever nobody holds and nothing names; things not in the pool.

    So no answer ever hints that somebody's detention would help.
    """
    if isinstance(item, Consideration):
        return not item.in_pool
    return item.state in ("free", "unheld") and item.id not in named and item.id not in terms.want


def conditions_in_force(day: Day) -> Iterator[Condition]:
    """The law first, then the conditions of those at the table, in file order."""
    yield from day.law
    for party in taking_seats(day):
        yield from day.positions[party].conditions


def group(day: Day, who: Who, terms: Terms, *, soft: bool, apart: bool) -> list[Kind]:
    """All kinds of the day, in file order of their first member.

    soft: people who cannot be released are kept, with their hurdles; else they are left out.
    apart: every person is a kind of one.
    """
    seats = frozenset(taking_seats(day))
    alone = set(terms.want)
    for person in day.people.values():
        if person.minors_with is not None:
            alone |= {person.id, person.minors_with}
    marks = _marks(day, who) if not apart else {}
    look, law, named = _looks(day), Law(day, who), names_in_force(day) if soft else frozenset[str]()
    gathered: dict[Any, list[str]] = defaultdict(list)
    about: dict[Any, tuple[str | None, tuple[Hurdle, ...]]] = {}
    for person in day.people.values():
        stands = hurdles(person, terms, seats, law)
        if stands and (not soft or never_offered(day, person, terms, named)):
            continue
        giver = person.held_by or person.last_held_by
        if apart or stands or person.id in alone:
            key: Any = person.id
        else:
            key = (giver, marks.get(person.id), *look(person))
        gathered[key].append(person.id)
        about[key] = (giver, stands)
    kinds = [Kind(tuple(ids), about[key][0], True, about[key][1]) for key, ids in gathered.items()]
    for thing in day.considerations.values():
        stands = hurdles(thing, terms, seats, law)
        if not stands or (soft and not never_offered(day, thing, terms, named)):
            kinds.append(Kind((thing.id,), thing.giver, False, stands))
    return kinds


def names_in_force(day: Day) -> frozenset[str]:
    """Ids that a condition or law sentence in force names."""
    found: set[str] = set()
    rest = [s for condition in conditions_in_force(day) for s in selections_of(condition.sentence)]
    while rest:
        match rest.pop():
            case Id(name) | Word(name):
                found.add(name)
            case NotIn(of):
                rest.append(of)
            case AnyIn(parts) | AllIn(parts):
                rest.extend(parts)
            case _:
                pass
    return frozenset(found)


def _marks(day: Day, who: Who) -> dict[str, Any]:
    """By person: the selections in use that hold it (as bits) and its own worth and cost entries."""
    bits: dict[str, int] = defaultdict(int)
    entries: dict[str, list[Any]] = defaultdict(list)
    used: dict[Selection, None] = {}
    for condition in conditions_in_force(day):
        used.update(dict.fromkeys(selections_of(condition.sentence)))
    for party in taking_seats(day):
        position = day.positions[party]
        for bundle in position.bundles:
            used.update(dict.fromkeys(bundle_selections(bundle)))
        for what, table in (("worth", position.worth), ("cost", position.cost)):
            for selection, value in table:
                if isinstance(selection, Id):
                    ends = (*value.low.as_integer_ratio(), *value.high.as_integer_ratio())
                    entries[selection.id].append((party, what, *ends))
                else:
                    used[selection] = None
    for index, selection in enumerate(used):
        bit = 1 << index
        for id in who(selection):
            bits[id] |= bit
    return {id: (bits.get(id, 0), tuple(entries.get(id, ()))) for id in bits.keys() | entries.keys()}


def selections_of(sentence: Sentence) -> tuple[Selection, ...]:
    """All selections a condition speaks of."""
    match sentence:
        case OnlyIf(subject, then):
            return (subject, *spoken_of(then))
        case Never(subject) | OnlyWithConsent(subject) | OnlyAfter(subject):
            return (subject,)
        case Before(first, then):
            return (first, then)
        case Together(of):
            return of
        case _:
            return spoken_of(sentence)


class _looks:
    """What of a person besides selections the sentences in force look at."""

    def __init__(self, day: Day) -> None:
        sentences = [condition.sentence for condition in conditions_in_force(day)]
        self.recipients = any(isinstance(s, Never) and s.to is not None for s in sentences)
        self.consent = any(isinstance(s, OnlyWithConsent) for s in sentences)
        self.steps = sorted({s.step for s in sentences if isinstance(s, OnlyAfter)})
        bundles = [b.when for p in day.positions.values() for b in p.bundles if not isinstance(b, BestOf)]
        self.rank = any(_weighs(s) for s in [*sentences, *bundles])

    def __call__(self, person: Person) -> tuple[Any, ...]:
        return (
            person.recipients if self.recipients else None,
            person.consent if self.consent else None,
            tuple(person.steps.get(step, "open") for step in self.steps),
            person.rank if self.rank else None,
        )


def _weighs(sentence: Any) -> bool:
    match sentence:
        case Weigh():
            return True
        case OnlyIf(_, then) | Not(then):
            return _weighs(then)
        case And(of) | Or(of) | CountTrue(_, _, of):
            return any(map(_weighs, of))
        case _:
            return False


def members_by_kind(kinds: Iterable[Kind]) -> dict[str, int]:
    """The kind's index of every id."""
    return {id: index for index, kind in enumerate(kinds) for id in kind.ids}
