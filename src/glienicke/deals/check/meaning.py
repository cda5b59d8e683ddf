"""Whether a statement or sentence is true of a set of releases, for the checker."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from glienicke.deals.check.selection import NOBODY, Facts, Ids
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
    Selection,
    Sentence,
    Some,
    Statement,
    Together,
    Weigh,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence is judged on: the day's facts, what is released, who can be at all, and if open steps block."""

    facts: Facts
    released: Ids
    can_be_released: Callable[[str], bool]
    settled: bool = False

    def of(self, selection: Selection) -> Ids:
        """Those of the selection who are released."""
        return self.facts.members(selection) & self.released

    def count(self, selection: Selection) -> int:
        """How many of the selection are released."""
        return len(self.of(selection))


def holds(scene: Scene, sentence: Sentence) -> bool:
    """Whether the sentence is true of the releases. `never X to P` always is: it binds the recipients instead."""
    match sentence:
        case OnlyIf(subject, then):
            return scene.count(subject) == 0 or true(scene, then)
        case Never(subject, None):
            return scene.count(subject) == 0
        case Never():
            return True
        case Before(first, then):
            members = scene.facts.members(first)
            late = scene.of(then) - members
            return not late or not any(scene.can_be_released(id) for id in members - scene.released)
        case Together(parts):
            members = NOBODY.union(*(scene.facts.members(part) for part in parts))
            return not members & scene.released or members <= scene.released
        case OnlyWithConsent() | OnlyAfter():
            states = [state for _, _, state in awaited(scene, sentence)]
            return not any(state == "blocked" or (scene.settled and state == "open") for state in states)
        case _:
            return true(scene, sentence)


def true(scene: Scene, statement: Statement) -> bool:
    """Whether the statement is true of the releases."""
    match statement:
        case Count(low, high, of):
            return _between(scene.count(of), low, high)
        case All(of):
            return scene.facts.members(of) <= scene.released
        case Some(of):
            return scene.count(of) > 0
        case Nobody(of):
            return scene.count(of) == 0
        case AsMany(limit, of, than):
            return _compared(scene.count(of), limit, scene.count(than))
        case ForEach(limit, terms, of):
            return _compared(scene.count(of), limit, sum(number * scene.count(each) for each, number in terms))
        case Weigh(table, of, sign, than):
            left = weight(scene, table, of)
            right = than if isinstance(than, Fraction) else weight(scene, table, than)
            return left <= right if sign == "<=" else left >= right if sign == ">=" else left == right
        case Not(inner):
            return not true(scene, inner)
        case And(parts):
            return all(true(scene, part) for part in parts)
        case Or(parts):
            return any(true(scene, part) for part in parts)
        case CountTrue(low, high, parts):
            return _between(sum(true(scene, part) for part in parts), low, high)


def weight(scene: Scene, table: str, selection: Selection) -> Fraction:
    """Sum of the weights of the ranks of those of the selection who are released."""
    weights, people = scene.facts.day.equivalents.get(table, {}), scene.facts.day.people
    total = Fraction(0)
    for id in scene.of(selection):
        rank = people[id].rank if id in people else None
        if rank is None or rank not in weights:
            raise ValueError(f"{id} has no weight in {table}: the case was not examined")
        total += weights[rank]
    return total


def speaks_of(facts: Facts, statement: Statement) -> Ids:
    """Everybody and everything in any selection of the statement."""
    return NOBODY.union(*(facts.members(selection) for selection in selections(statement)))


def selections(statement: Statement) -> Iterable[Selection]:
    """All selections of a statement, in its order."""
    match statement:
        case Count(_, _, of) | All(of) | Some(of) | Nobody(of):
            yield of
        case AsMany(_, of, than):
            yield from (of, than)
        case ForEach(_, terms, of):
            yield from (each for each, _ in terms)
            yield of
        case Weigh(_, of, _, than):
            yield of
            if not isinstance(than, Fraction):
                yield than
        case Not(inner):
            yield from selections(inner)
        case And(parts) | Or(parts) | CountTrue(_, _, parts):
            for part in parts:
                yield from selections(part)


def awaited(scene: Scene, sentence: Sentence) -> list[tuple[str, str, str]]:
    """Consents and legal steps that the sentence asks of those released: (person, "consent" or step, state).

    The state is "done", "open" or "blocked" (refused or failed).
    """
    people = scene.facts.day.people
    match sentence:
        case OnlyWithConsent(subject):
            states = {"given": "done", "refused": "blocked", "open": "open"}
            released = (people[id] for id in sorted(scene.of(subject)) if id in people)
            return [(person.id, "consent", states[person.consent]) for person in released]
        case OnlyAfter(subject, step):
            states = {"done": "done", "failed": "blocked", "open": "open"}
            released = (people[id] for id in sorted(scene.of(subject)) if id in people)
            return [(person.id, step, states[person.steps.get(step, "open")]) for person in released]
        case _:
            return []


def _between(number: int, low: int | None, high: int | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _compared(number: int, limit: str, bound: int) -> bool:
    return number >= bound if limit == "at least" else number <= bound
