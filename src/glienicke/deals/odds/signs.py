"""What of a sample changes the rows themselves, and not only numbers in them.

Two samples with the same *signature* have the same rows. It says of every worth and bundle whose range lies on both
sides of 0 on which side it came to (only positive worths are received, and only they are `wanted by` a party); and
who is dead, where a sentence's meaning turns on that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from glienicke.deals.odds.doubts import Doubt
from glienicke.deals.rows.alike import conditions_in_force, taking_seats
from glienicke.language.tree import (
    All,
    AllIn,
    And,
    AnyIn,
    Before,
    CountTrue,
    HeldBy,
    HeldFor,
    Id,
    Not,
    NotIn,
    OnlyIf,
    Or,
    Selection,
    Together,
    ValueIf,
)
from glienicke.positions.day import Day
from glienicke.positions.selection import Who

Signature = tuple[int, ...]


def signature_of(day: Day, doubts: Sequence[Doubt]) -> Callable[[Sequence[int]], Signature]:
    """A function from a sample to its signature."""
    watched = _worths(day, doubts) + _bundles(doubts)
    alive = [i for i, d in enumerate(doubts) if d.kind == "alive"] if state_matters(day, doubts) else []

    def signature(point: Sequence[int]) -> Signature:
        found = [int(doubts[i].value(int(point[i]))) for i in alive]
        for certain, entries in watched:
            total = certain + sum((doubts[i].value(int(point[i])) for i in entries), Fraction(0))
            found.append((total > 0) - (total < 0))
        return tuple(found)

    return signature


Watched = list[tuple[Fraction, tuple[int, ...]]]
"""A certain part and the doubts that add to it."""


def _worths(day: Day, doubts: Sequence[Doubt]) -> Watched:
    """Worths of one release to one party that may be above or below 0, each different sum once."""
    who = Who(day)
    at = {(d.whose, d.entry): i for i, d in enumerate(doubts) if d.kind == "worth"}
    found: dict[tuple[Fraction, tuple[int, ...]], None] = {}
    for party, position in day.positions.items():
        if not any((party, entry) in at for entry in range(len(position.worth))):
            continue
        own = {s.id: i for i, (s, _) in enumerate(position.worth) if isinstance(s, Id)}
        of: dict[str, list[int]] = {}
        for entry, (selection, _) in enumerate(position.worth):
            if not isinstance(selection, Id):
                for id in who(selection) - own.keys():
                    of.setdefault(id, []).append(entry)
        of.update({id: [entry] for id, entry in own.items()})
        for entries in {tuple(entries): None for _, entries in sorted(of.items())}:
            low = sum((position.worth[e][1].low for e in entries), Fraction(0))
            high = sum((position.worth[e][1].high for e in entries), Fraction(0))
            if low < 0 < high:
                uncertain = tuple(at[party, e] for e in entries if (party, e) in at)
                certain = sum((position.worth[e][1].low for e in entries if (party, e) not in at), Fraction(0))
                found[certain, uncertain] = None
    return list(found)


def _bundles(doubts: Sequence[Doubt]) -> Watched:
    return [(Fraction(0), (i,)) for i, d in enumerate(doubts) if d.kind == "bundle" and d.low < 0 < d.high]


# ------------------------------------------------------------ the dead


def state_matters(day: Day, doubts: Sequence[Doubt]) -> bool:
    """Whether a dead person is more than one who is not released.

    The dead are no longer `held by` anybody, which shows in `all of {held by …}` and `together {held by …}`; `before`
    waits only for those who can be released; parents of a minor are bound to each other while both are held.
    """
    doubtful = {d.whose for d in doubts if d.kind == "alive"}
    if not doubtful:
        return False
    if any(p.minors_with and {p.id, p.minors_with} & doubtful for p in day.people.values()):
        return True
    for condition in conditions_in_force(day):
        match condition.sentence:
            case Before():
                return True
            case Together(of):
                if any(map(_by_state, of)):
                    return True
            case sentence if _asks_for_all(sentence):
                return True
    return any(
        isinstance(b, ValueIf) and _asks_for_all(b.when)
        for party in taking_seats(day)
        for b in day.positions[party].bundles
    )


def _asks_for_all(sentence: object) -> bool:
    """Whether `all of` a selection that goes by custody is part of it."""
    match sentence:
        case All(of):
            return _by_state(of)
        case OnlyIf(_, then) | Not(then):
            return _asks_for_all(then)
        case And(of) | Or(of) | CountTrue(_, _, of):
            return any(map(_asks_for_all, of))
        case _:
            return False


def _by_state(selection: Selection) -> bool:
    match selection:
        case HeldBy() | HeldFor():
            return True
        case NotIn(of):
            return _by_state(of)
        case AnyIn(of) | AllIn(of):
            return any(map(_by_state, of))
        case _:
            return False
