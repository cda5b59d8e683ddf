"""The independent checker: is this a deal, and is everything said of it right?

Written from the meaning of the words (docs/semantics.md), with exact fractions and without a solver. It
shares nothing with the engine but the words for a day and for a deal. Form in: a day, the terms of the question, a
set of releases or a deal. Form out: the deals that the releases make, or all that is wrong with a deal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from glienicke.deals.check.fault import Fault, broken
from glienicke.deals.check.gain import gain
from glienicke.deals.check.judge import Judge, View
from glienicke.deals.check.selection import Ids
from glienicke.deals.check.taking_part import consistent_sets, would_join
from glienicke.deals.deal import Deal, Release, Terms
from glienicke.positions.day import Day

__all__ = ["Fault", "Judge", "faults", "settle"]

NO_TERMS = Terms()


def settle(day: Day, releases: Ids, terms: Terms = NO_TERMS, judge: Judge | None = None) -> list[Deal]:
    """All acceptable deals that release exactly these people and considerations, fully described.

    There is at most one unless shares or recipients tie receivers to each other; the largest sum of gains comes first,
    and of equal sums the one in which the first party (in file order) on which they differ takes part.
    A judge made for the same day and terms saves its work.
    """
    judge = judge or Judge(day, terms)
    if not releases <= judge.facts.everything or not all(map(judge.can_be_released, releases)):
        return []
    view = judge.view(releases)
    if judge.of_releases(view):
        return []
    willing = frozenset(party for party in judge.present if not view.broken[party])
    if not view.givers <= willing:
        return []
    deals = [
        judge.describe(view, taking_part)
        for taking_part in consistent_sets(
            view.results, view.givers, willing, judge.strikers(view, willing), lambda joined: judge.fits(view, joined)
        )
        if not judge.of_givers(view, taking_part)
    ]

    def best_first(deal: Deal) -> tuple[Fraction, list[bool]]:
        total = sum((part.gain for part in deal.parties.values()), Fraction(0))
        return -total, [party not in deal.parties for party in judge.present]

    return sorted(deals, key=best_first)


def faults(day: Day, deal: Deal, terms: Terms = NO_TERMS) -> tuple[Fault, ...]:
    """Everything wrong with the deal, in plain words; empty when it is acceptable and each claim about it is right.

    A number may be claimed exactly or as the nearest double, which is what JSON carries.
    """
    judge = Judge(day, terms)
    named = [*(release.id for release in deal.released), *deal.considerations]
    twice = [id for id, times in Counter(named).items() if times > 1]
    strangers = [id for id in named if id not in judge.facts.everything]
    misplaced = [r.id for r in deal.released if r.id in day.considerations]
    misplaced += [id for id in deal.considerations if id in day.people]
    broken_ids = [
        *(Fault("twice", f"{id} is released more than once", id=id) for id in twice),
        *(Fault("unknown", f"{id} is not in the case", id=id) for id in dict.fromkeys(strangers)),
        *(Fault("misplaced", f"{id} stands among the wrong kind of releases", id=id) for id in misplaced),
        *(Fault("unknown", f"{p} is not a party of the case", party=p) for p in deal.parties if p not in day.parties),
    ]
    if broken_ids:
        return tuple(broken_ids)
    view = judge.view(frozenset(named))
    taking_part = frozenset(party for party in deal.parties if party in judge.present)
    return (
        *judge.of_releases(view),
        *_of_participants(judge, view, frozenset(deal.parties)),
        *judge.of_givers(view, taking_part),
        *_of_claims(judge, deal, judge.describe(view, taking_part)),
    )


def _of_participants(judge: Judge, view: View, claimed: Ids) -> Iterator[Fault]:
    """Whether exactly those take part who do."""
    day = judge.day
    for party in sorted(claimed - frozenset(judge.present)):
        why = "has no position on the day" if party not in day.positions else "is not at the table"
        yield Fault("takes part", f"{party} is said to take part and {why}", party=party)
    for party in judge.present:
        its_gain, its = gain(view.results, party, claimed), view.results[party]
        place = its.position.place
        if party in view.gives:
            if party not in claimed:
                yield Fault("takes part", f"{party} gives and is not said to take part", party=party, place=place)
        elif party in claimed:
            yield from map(broken, view.broken[party])
            if not would_join(view.results, party, its_gain):
                says = f"{party} gives nothing and gains {its_gain}, so it does not take part (floor {its.floor})"
                yield Fault("takes part", says, party=party, place=place)
        elif (
            not view.broken[party]
            and would_join(view.results, party, its_gain)
            and judge.fits(view, claimed & frozenset(judge.present) | {party})
        ):
            says = f"{party} gains {its_gain} and its conditions hold, so it takes part; the deal leaves it out"
            yield Fault("takes part", says, party=party, place=place)


def _of_claims(judge: Judge, deal: Deal, right: Deal) -> Iterator[Fault]:
    """Whether everything that the deal says of its releases and parties is as the checker finds it."""
    releases: dict[str, Release] = {release.id: release for release in right.released}
    for release in deal.released:
        its = releases[release.id]
        place = judge.place(release.id)
        for what, said, is_so in (
            ("is released by", release.giver, its.giver),
            ("goes to", release.to, its.to),
            ("goes with this many minors:", release.minors, its.minors),
        ):
            if said != is_so:
                says = f"{release.id} {what} {_word(is_so)}, not {_word(said)}"
                yield Fault("claim", says, id=release.id, place=place)
    for party, part in deal.parties.items():
        if party not in right.parties:
            continue
        found = right.parties[party]
        for what, claimed, number in (("gains", part.gain, found.gain), ("has a floor of", part.floor, found.floor)):
            if not _same(claimed, number):
                yield Fault("claim", f"{party} {what} {number}, not {claimed}", party=party)
        for what, listed, ids in (("gets", part.gets, found.gets), ("gives", part.gives, found.gives)):
            if sorted(listed) != sorted(ids):
                yield Fault("claim", f"{party} {what} {_list(ids)}, not {_list(listed)}", party=party)
    if sorted(deal.needs) != sorted(right.needs):
        says = f"still needed: {_needs(right.needs)}; the deal says {_needs(deal.needs)}"
        yield Fault("claim", says)
    for party in dict.fromkeys((*right.hurt, *deal.hurt)):
        hurt, said_hurt = right.hurt.get(party), deal.hurt.get(party)
        if hurt is None or said_hurt is None or not _same(said_hurt, hurt):
            says = f"left worse off: {party} by {_word(hurt)}; the deal says {_word(said_hurt)}"
            yield Fault("claim", says, party=party)


def _same(claimed: Fraction, exact: Fraction) -> bool:
    if claimed == exact:
        return True
    try:
        return claimed == Fraction(float(exact))
    except OverflowError:
        return False


def _word(value: object) -> str:
    return "nobody named" if value is None else str(value)


def _list(ids: tuple[str, ...]) -> str:
    return ", ".join(ids) or "nothing"


def _needs(needs: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{id}: {step}" for id, step in needs) or "nothing"
