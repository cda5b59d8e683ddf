"""What a set of releases is worth to each party, for the checker. Exact fractions, in each party's own worths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from glienicke.deals.check.meaning import Scene, speaks_of, true
from glienicke.deals.check.selection import End, Ids, at_end, values_over
from glienicke.language.tree import BestOf, ValueIf
from glienicke.positions.day import Position


@dataclass(frozen=True, slots=True)
class Result:
    """One party's result before shares.

    own: worths minus costs plus bundles. gets: what others release that counts as received. gives: what the
    party itself releases.
    """

    position: Position
    own: Fraction
    floor: Fraction
    gets: Ids
    gives: Ids


def result(scene: Scene, position: Position, gives: Ids, cautious: bool) -> Result:
    """The result of the scene's releases for the party of the position, which itself makes those in gives."""
    low: End = "low" if cautious else "middle"
    high: End = "high" if cautious else "middle"
    worths = values_over(scene.facts, position.worth, scene.released, low)
    costs = values_over(scene.facts, position.cost, gives, high)
    gets = {id for id, worth in worths.items() if worth > 0 and id not in gives}
    own = sum(worths.values(), Fraction(0)) - sum(costs.values(), Fraction(0))
    for bundle in position.bundles:
        match bundle:
            case BestOf(count, of):
                own -= _beyond_best(scene.of(of), worths, count)
            case ValueIf(value, when):
                spoken_of = speaks_of(scene.facts, when) & scene.released
                if spoken_of and true(scene, when):
                    number = at_end(value, low)
                    own += number
                    gets |= (spoken_of - gives) if number > 0 else set()
    return Result(position, own, at_end(position.floor, high), frozenset(gets), gives)


def _beyond_best(released: Ids, worths: Mapping[str, Fraction], count: int) -> Fraction:
    """The worth that does not count, since only the `count` of highest worth do."""
    ordered = sorted((worths.get(id, Fraction(0)) for id in released), reverse=True)
    return sum(ordered[count:], Fraction(0))


def gain(results: Mapping[str, Result], party: str, taking_part: Ids) -> Fraction:
    """The party's own result and its shares in those of the others who take part."""
    return results[party].own + sum(share_terms(results, party, taking_part), Fraction(0))


def share_terms(results: Mapping[str, Result], party: str, taking_part: Ids) -> list[Fraction]:
    """What the party's shares in the results of others who take part come to, one by one."""
    shares = results[party].position.share
    return [
        share * results[other].own
        for other, share in shares.items()
        if other != party and other in taking_part and other in results
    ]


def receives(results: Mapping[str, Result], party: str, taking_part: Ids) -> bool:
    """Whether the party gets anything, so that it may give."""
    return bool(results[party].gets) or any(term > 0 for term in share_terms(results, party, taking_part))
