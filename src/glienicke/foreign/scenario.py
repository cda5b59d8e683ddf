"""A foreign scenario: issues with their values, and what these are worth to each profile. Plain data, exact numbers.

An outcome settles every issue: it is written as one position per issue, counted from 0 in the order of the domain.
Numbers stand as they are written in the files; `worths` says what they come to.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Reading = Literal["genius", "plain"]
"""How the numbers of a profile are read.

genius: as GENIUS 10 does: an issue's evaluations are divided by its largest one; a line over an integer issue counts
from the issue's lower bound and is cut off below 0 and above 1; a sum of boxes is divided by the profile's
`maxutility`.
plain: as NegMAS 0.16 does: evaluations, lines (over the value itself, not cut off) and boxes count as they stand.
"""

NOTHING = Fraction(1, 100_000)
"""GENIUS takes an issue whose largest evaluation is less as worth nothing."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What an outcome settles. number: the index in the files. values: every value; of an integer issue its numbers."""

    number: int
    name: str
    kind: Literal["discrete", "integer"]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Domain:
    """Issues in the order of the file."""

    name: str
    issues: tuple[Issue, ...]

    @property
    def outcomes(self) -> int:
        """How many outcomes there are."""
        return math.prod(len(issue.values) for issue in self.issues)

    def named(self, outcome: Sequence[int]) -> dict[str, str]:
        """An outcome by the names of issues and values."""
        return {issue.name: issue.values[at] for issue, at in zip(self.issues, outcome, strict=True)}


@dataclass(frozen=True, slots=True)
class Line:
    """What the values of an integer issue are worth: offset + slope times the value, counted as the reading says."""

    offset: Fraction
    slope: Fraction


@dataclass(frozen=True, slots=True)
class Additive:
    """Utility as a sum over the issues of weight times evaluation, both as written, in the domain's order."""

    weights: tuple[Fraction, ...]
    evaluations: tuple[tuple[Fraction, ...] | Line, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """An amount that counts when every bounded issue lies in its bounds: (issue, first value, last value), from 0."""

    utility: Fraction
    bounds: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """Utility as the sum of the boxes an outcome lies in. highest: by what GENIUS divides the sum.

    A table of outcomes is a box per outcome, with each issue bounded to one value.
    """

    highest: Fraction
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """One negotiator: what outcomes are worth to it, and its reservation value, in the same unit as the utility.

    discount: kept and written back, never applied: answers are about outcomes agreed at once.
    """

    name: str
    worth: Additive | Boxes
    reservation: Fraction = Fraction(0)
    discount: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A domain and its profiles."""

    domain: Domain
    profiles: tuple[Profile, ...]
    reading: Reading = "genius"


def worths(
    issue: Issue, weight: Fraction, evaluations: tuple[Fraction, ...] | Line, reading: Reading
) -> list[Fraction]:
    """What each value of an issue adds to the utility of an additive profile.

    Source: `EvaluatorDiscrete.normalize` and `EvaluatorInteger.getEvaluation` of GENIUS 10.
    """
    if isinstance(evaluations, Line):
        first = int(issue.values[0])
        if reading == "plain":
            return [weight * (evaluations.offset + evaluations.slope * (first + i)) for i in range(len(issue.values))]
        line = (evaluations.offset + evaluations.slope * i for i in range(len(issue.values)))
        return [weight * min(max(on_line, Fraction(0)), Fraction(1)) for on_line in line]
    if reading == "plain":
        return [weight * evaluation for evaluation in evaluations]
    most = max(evaluations)
    if most < NOTHING:
        return [Fraction(0)] * len(evaluations)
    by = weight / most
    return [by * evaluation for evaluation in evaluations]
