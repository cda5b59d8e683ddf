"""The condition language as trees: what a sentence says, without how it is written.

Every node is frozen data. `parse.py` makes these trees from text; `show.py` prints them back, `explain.py`
puts them in plain English; `positions/selection.py` resolves selections; the engine compiles them to rows; the checker
evaluates them.

A *selection* says which people (by the day's facts). A *statement* says something of what a deal
releases, and is true or false of a deal. A *sentence* is one condition of a position or of the law.
A *bundle* is one value that rests on a statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Limit = Literal["at least", "at most"]
Unit = Literal["days", "months", "years"]

# ------------------------------------------------------------------ selections


@dataclass(frozen=True, slots=True)
class Id:
    """One person or consideration, named outside braces: `krasikov`."""

    id: str


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word inside braces: an id, else a tag (both at once is a mistake)."""

    word: str


@dataclass(frozen=True, slots=True)
class HeldBy:
    """`held by RU`: in that party's custody on the day."""

    party: str


@dataclass(frozen=True, slots=True)
class CitizensOf:
    """`citizens of DE`: that citizenship is among the person's."""

    country: str


@dataclass(frozen=True, slots=True)
class WantedBy:
    """`wanted by RU`: that party's position of the day gives the person a worth above 0."""

    party: str


@dataclass(frozen=True, slots=True)
class RankIs:
    """`rank captain`, or `rank at least captain` by the weights in `equivalents: {rank: …}`."""

    rank: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Age:
    """`age at least 60`, in completed years on the day; people of unknown age are in neither."""

    limit: Limit
    years: int


@dataclass(frozen=True, slots=True)
class HeldFor:
    """`held at least 2 years`: time in the present custody on the day; unknown since: in neither."""

    limit: Limit
    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Everybody:
    """`everybody`: all people of the case."""


@dataclass(frozen=True, slots=True)
class NotIn:
    """`not X`: all people of the case that X leaves out."""

    of: Selection


@dataclass(frozen=True, slots=True)
class AnyIn:
    """`X or Y`."""

    of: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class AllIn:
    """`X, Y`: in both. The comma binds weakest: `a, b or c` is a and (b or c)."""

    of: tuple[Selection, ...]


Selection = Id | Word | HeldBy | CitizensOf | WantedBy | RankIs | Age | HeldFor | Everybody | NotIn | AnyIn | AllIn

# ------------------------------------------------------------------ statements


@dataclass(frozen=True, slots=True)
class Count:
    """`at least 2 of S`, `at most 3 of S`, `exactly 1 of S`, `between 2 and 4 of S`: how many of S are released.

    low is None for "at most", high is None for "at least"; low == high prints as "exactly".
    """

    low: int | None
    high: int | None
    of: Selection


@dataclass(frozen=True, slots=True)
class All:
    """`all of S`: every member of S is released (true of an empty S). An Id alone, `navalny`, is All(Id)."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Some:
    """`any of S`: at least one member is released."""

    of: Selection


@dataclass(frozen=True, slots=True)
class Nobody:
    """`none of S`: no member is released."""

    of: Selection


@dataclass(frozen=True, slots=True)
class AsMany:
    """`at least as many of S as of T` (or `at most as many`): counts of people released compared."""

    limit: Limit
    of: Selection
    than: Selection


@dataclass(frozen=True, slots=True)
class ForEach:
    """`for each of S at most 30 of T`, and `for each of S at most 30, for each of U at most 50 of T`.

    released(T) <= (or >=) the sum of number x released(S) over the terms.
    """

    limit: Limit
    terms: tuple[tuple[Selection, int], ...]
    of: Selection


@dataclass(frozen=True, slots=True)
class Weigh:
    """`weight rank of S <= weight rank of T`, or `weight rank of S <= 40`: sums of weights of those released.

    `table` names a table in the case's `equivalents:`, looked up by each person's `rank`.
    """

    table: str
    of: Selection
    sign: Literal["<=", ">=", "="]
    than: Selection | Fraction


@dataclass(frozen=True, slots=True)
class Not:
    of: Statement


@dataclass(frozen=True, slots=True)
class And:
    of: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Or:
    of: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CountTrue:
    """`at least 2 of (navalny; at least 3 of {…}; whelan)`: how many of these statements are true (TBBL's interval)."""

    low: int | None
    high: int | None
    of: tuple[Statement, ...]


Statement = Count | All | Some | Nobody | AsMany | ForEach | Weigh | Not | And | Or | CountTrue

# ------------------------------------------------------------------ sentences


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """`krasikov only if navalny`: if any of the subject is released, the statement is true."""

    subject: Selection
    then: Statement


@dataclass(frozen=True, slots=True)
class Never:
    """`never skripal`: none of them is released. `never {at-risk} to RU`: none of them goes to that party."""

    subject: Selection
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """`all of A before any of B`: nobody of B who is not in A is released unless all of A who can be are."""

    first: Selection
    then: Selection


@dataclass(frozen=True, slots=True)
class Together:
    """`together dultsev dultseva`, `together {held by SI}`: all or none; one who cannot be released keeps all back."""

    of: tuple[Selection, ...]


@dataclass(frozen=True, slots=True)
class OnlyWithConsent:
    """`dultsev only with consent`: refused blocks; open is listed under the deal's needs."""

    subject: Selection


@dataclass(frozen=True, slots=True)
class OnlyAfter:
    """`gershkovich only after sentence`: the legal step failed blocks; open is listed under the deal's needs."""

    subject: Selection
    step: str


Sentence = Statement | OnlyIf | Never | Before | Together | OnlyWithConsent | OnlyAfter

# ------------------------------------------------------------------ bundles


@dataclass(frozen=True, slots=True)
class Range:
    """A number known between low and high; a plain number has low == high."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """What every verb but `odds` uses."""
        return self.low if self.low == self.high else (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class ValueIf:
    """`8 if at least 3 of {…}`: worth that when the statement is true and at least one release it speaks of is made."""

    value: Range
    when: Statement


@dataclass(frozen=True, slots=True)
class BestOf:
    """`best 2 of {…}`: of those released in the selection only the 2 of highest worth count."""

    count: int
    of: Selection


Bundle = ValueIf | BestOf
