"""Linear rows in exact numbers that every acceptable deal satisfies, and the variables in them, for certificates.

A row says: the sum of coefficient times variable is at least `least`. Variables lie in boxes, mostly from 0 to 1.
`x[id]`: that person or consideration is released; `y[party]`: it takes part; others stand for what their meaning says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Coefficients = Mapping[str, Fraction]
Box = Mapping[str, tuple[Fraction, Fraction]]
Values = Mapping[str, Fraction]
Literal = tuple[str, bool]
"""A 0/1 variable that is to be 1 (True) or 0 (False)."""

ZERO, ONE, MINUS_ONE = Fraction(0), Fraction(1), Fraction(-1)


@dataclass(frozen=True, slots=True)
class Row:
    """Sum of coefficients times variables >= least, and why that is so of every acceptable deal."""

    coefficients: Coefficients
    least: Fraction
    because: str


@dataclass(frozen=True, slots=True)
class Linear:
    """A statement of numbers: the sum of coefficients times variables is at least `least`."""

    coefficients: Coefficients
    least: Fraction


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `number` of the parts are true."""

    number: int
    parts: tuple[Formula, ...]


Formula = Linear | AtLeast


def every(parts: Iterable[Formula]) -> AtLeast:
    """All parts are true."""
    parts = tuple(parts)
    return AtLeast(len(parts), parts)


def some(parts: Iterable[Formula]) -> AtLeast:
    """At least one part is true."""
    return AtLeast(1, tuple(parts))


def is_true(formula: Formula, values: Values) -> bool:
    """Whether the formula is true of these values."""
    match formula:
        case Linear(coefficients, least):
            return total(coefficients, values) >= least
        case AtLeast(number, parts):
            return sum(is_true(part, values) for part in parts) >= number


def total(coefficients: Coefficients, values: Values) -> Fraction:
    """The sum of coefficients times values."""
    return _sum(number * values[name] for name, number in coefficients.items())


def lowest(coefficients: Coefficients, box: Box) -> Fraction:
    """The least that the sum can be in the box."""
    return _sum(_end(number, box[name], number.numerator < 0) for name, number in coefficients.items())


def highest(coefficients: Coefficients, box: Box) -> Fraction:
    """The most that the sum can be in the box."""
    return _sum(_end(number, box[name], number.numerator > 0) for name, number in coefficients.items())


def _end(number: Fraction, sides: tuple[Fraction, Fraction], at_high: bool) -> Fraction:
    side = sides[1] if at_high else sides[0]
    return number if side is ONE else ZERO if side is ZERO else number * side


def _sum(numbers: Iterable[Fraction]) -> Fraction:
    """Exact, and fast where most have the same few denominators."""
    numerators: dict[int, int] = {}
    for number in numbers:
        numerators[number.denominator] = numerators.get(number.denominator, 0) + number.numerator
    return sum((Fraction(above, below) for below, above in numerators.items()), ZERO)


def negative(coefficients: Coefficients) -> dict[str, Fraction]:
    """Minus the sum."""
    return {name: MINUS_ONE if number is ONE else -number for name, number in coefficients.items()}


def plus(left: Coefficients, right: Coefficients, times: Fraction = ONE) -> dict[str, Fraction]:
    """The sum of two sums, the second taken so many times."""
    found = dict(left)
    for name, number in right.items():
        more = number if times is ONE else times * number
        found[name] = found[name] + more if name in found else more
    return found


def step(numbers: Iterable[Fraction]) -> Fraction:
    """The largest unit of which all numbers are multiples, or a part of it: sums that are above 0 are at least that."""
    return Fraction(1, math.lcm(*(number.denominator for number in numbers)))


@dataclass(slots=True)
class Rows:
    """Rows in the making.

    whole: the 0/1 variables. meaning: the value of each variable besides x and y in an acceptable deal, from those
    before it.
    """

    rows: list[Row] = field(default_factory=list)
    box: dict[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)
    meaning: dict[str, Callable[[Values], Fraction]] = field(default_factory=dict)

    def variable(self, name: str, meaning: Callable[[Values], Fraction] | None = None) -> str:
        """A 0/1 variable."""
        assert name not in self.box, name
        self.box[name] = (ZERO, ONE)
        self.whole.append(name)
        if meaning is not None:
            self.meaning[name] = meaning
        return name

    def truth_of(self, name: str, formula: Formula) -> str:
        """A 0/1 variable that is 1 when the formula is true."""
        return self.variable(name, lambda values: Fraction(is_true(formula, values)))

    def between(self, name: str, low: Fraction, high: Fraction, meaning: Callable[[Values], Fraction]) -> str:
        """A variable that may be fractional."""
        assert name not in self.box, name
        self.box[name], self.meaning[name] = (low, high), meaning
        return name

    def add(self, coefficients: Coefficients, least: Fraction, because: str, when: tuple[Literal, ...] = ()) -> None:
        """The row holds whenever all of `when` hold. A row that the box already implies is left out."""
        shortfall = least - lowest(coefficients, self.box)
        if shortfall <= 0:
            return
        found = dict(coefficients)
        for name, is_one in when:
            found[name] = found.get(name, ZERO) + (-shortfall if is_one else shortfall)
            least -= shortfall if is_one else ZERO
        self.rows.append(Row({name: number for name, number in found.items() if number}, least, because))

    def require(self, formula: Formula, because: str, when: tuple[Literal, ...] = ()) -> None:
        """The formula is true whenever all of `when` hold."""
        match formula:
            case Linear(coefficients, least):
                self.add(coefficients, least, because, when)
            case AtLeast(number) if number <= 0:
                pass
            case AtLeast(number, parts) if number >= len(parts):
                for part in parts:
                    self.require(part, because, when)
                if number > len(parts):
                    self.add({}, ONE, because, when)
            case AtLeast(number, parts):
                chosen = [self.truth_of(f"{because} #{len(self.box)}", part) for part in parts]
                self.add(dict.fromkeys(chosen, ONE), Fraction(number), because, when)
                for name, part in zip(chosen, parts, strict=True):
                    self.require(part, because, ((name, True),))
