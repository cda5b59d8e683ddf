"""Statements as formulas of linear sums, exact, a statement's negation included, for certificates."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from glienicke.deals.check.inequalities import (
    ONE,
    AtLeast,
    Coefficients,
    Formula,
    Linear,
    every,
    negative,
    plus,
    some,
    step,
)
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.meaning import speaks_of
from glienicke.deals.check.selection import Ids
from glienicke.language.tree import (
    All,
    And,
    AsMany,
    Count,
    CountTrue,
    ForEach,
    Nobody,
    Not,
    Or,
    Selection,
    Some,
    Statement,
    Weigh,
)

NEVER = AtLeast(1, ())
ALWAYS = AtLeast(0, ())


def x(id: str) -> str:
    """The variable that says: this person or consideration is released."""
    return f"x[{id}]"


def y(party: str) -> str:
    """The variable that says: this party takes part."""
    return f"y[{party}]"


class Formulas:
    """Statements as formulas over x of those who can be released on the judge's day."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.movable: Ids = frozenset(filter(judge.can_be_released, judge.facts.everything))

    def can_go(self, selection: Selection) -> tuple[str, ...]:
        """Members of the selection who can be released, in file order."""
        return self.judge.in_order(self.judge.facts.members(selection) & self.movable)

    def number(self, selection: Selection) -> dict[str, Fraction]:
        """How many of the selection are released."""
        return {x(id): ONE for id in self.can_go(selection)}

    def of(self, statement: Statement, is_so: bool = True) -> Formula:
        """The formula that says that the statement is true, or (is_so False) that it is not."""
        match statement:
            case Count(low, high, of):
                return _between(self.number(of), low, high, is_so)
            case All(of):
                return self._all(of, is_so)
            case Some(of) | Nobody(of):
                any_goes = is_so == isinstance(statement, Some)
                return _between(self.number(of), 1 if any_goes else None, None if any_goes else 0, True)
            case AsMany(limit, of, than):
                return _at(plus(self.number(of), self.number(than), -ONE), limit == "at least", ONE, is_so)
            case ForEach(limit, terms, of):
                difference = self.number(of)
                for each, times in terms:
                    difference = plus(difference, self.number(each), Fraction(-times))
                return _at(difference, limit == "at least", ONE, is_so)
            case Weigh():
                return self._weigh(statement, is_so)
            case Not(inner):
                return self.of(inner, not is_so)
            case And(parts) | Or(parts):
                joined = every if is_so == isinstance(statement, And) else some
                return joined(self.of(part, is_so) for part in parts)
            case CountTrue(low, high, parts):
                return self._count_true(low, high, parts, is_so)

    def _all(self, selection: Selection, is_so: bool) -> Formula:
        members = self.judge.facts.members(selection)
        if not members <= self.movable:
            return NEVER if is_so else ALWAYS
        if is_so:
            return every(Linear({x(id): ONE}, ONE) for id in self.judge.in_order(members))
        return _between(self.number(selection), None, len(members) - 1, True)

    def _weigh(self, statement: Weigh, is_so: bool) -> Formula:
        difference, bound = self.weight(statement.table, statement.of), Fraction(0)
        if isinstance(statement.than, Fraction):
            bound = statement.than
        else:
            difference = plus(difference, self.weight(statement.table, statement.than), -ONE)
        unit = step([bound, *difference.values()])
        up, down = Linear(difference, bound), Linear(negative(difference), -bound)
        above, below = Linear(difference, bound + unit), Linear(down.coefficients, unit - bound)
        match statement.sign:
            case ">=":
                return up if is_so else below
            case "<=":
                return down if is_so else above
            case "=":
                return every((up, down)) if is_so else some((above, below))

    def weight(self, table: str, selection: Selection) -> dict[str, Fraction]:
        """The weight of those of the selection who are released."""
        weights, people = self.judge.day.equivalents.get(table, {}), self.judge.day.people
        ids = [id for id in self.can_go(selection) if id in people]
        return {x(id): weights[str(people[id].rank)] for id in ids}

    def _count_true(self, low: int | None, high: int | None, parts: tuple[Statement, ...], is_so: bool) -> Formula:
        are, are_not = tuple(self.of(part) for part in parts), tuple(self.of(part, False) for part in parts)
        if is_so:
            enough = AtLeast(low or 0, are)
            return enough if high is None else every((enough, AtLeast(len(parts) - high, are_not)))
        too_few = NEVER if low is None else AtLeast(len(parts) - low + 1, are_not)
        return some((too_few, NEVER if high is None else AtLeast(high + 1, are)))

    def met(self, statement: Statement, is_so: bool = True) -> Formula:
        """That a bundle's statement is true and something it speaks of is released, or (is_so False) that not both."""
        spoken_of = self.judge.in_order(speaks_of(self.judge.facts, statement) & self.movable)
        something = _between({x(id): ONE for id in spoken_of}, 1, None, is_so)
        joined: Callable[[tuple[Formula, ...]], Formula] = every if is_so else some
        return joined((self.of(statement, is_so), something))


def _between(number: Coefficients, low: int | None, high: int | None, is_so: bool) -> Formula:
    """That a count is within its limits, or is not."""
    minus = negative(number)
    if is_so:
        enough = [] if low is None else [Linear(number, Fraction(low))]
        return every([*enough, *([] if high is None else [Linear(minus, Fraction(-high))])])
    too_few = [] if low is None else [Linear(minus, Fraction(1 - low))]
    return some([*too_few, *([] if high is None else [Linear(number, Fraction(high + 1))])])


def _at(difference: Coefficients, at_least: bool, unit: Fraction, is_so: bool) -> Formula:
    """That a difference is at least (or at most) 0, or is not: then it misses by a unit."""
    minus = negative(difference)
    return Linear(difference if at_least == is_so else minus, Fraction(0) if is_so else unit)
