"""An integer program in exact whole numbers: columns, rows with conditions of their own, formulas made rows.

Rows are always "sum >= lo", and may be bound to *literals* (a 0/1 column being 0 or 1): then they hold
only when all of these do. Solvers turn that into what they like best (`solve.py`). Nothing here knows of parties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from glienicke.deals.rows.formula import Formula, Lin, Of

MANY = 300
"""Up to so many columns a row that fixes all of them is written as one row each."""

Lit = tuple[int, int]
"""(column, value): true when the 0/1 column has that value."""


class Row(NamedTuple):
    """Sum of vals x cols >= lo whenever all lits hold. slack: how far below lo the sum can fall when one does not.

    member: index of the clash member that this row stands for, -1 for what always holds.
    """

    cols: Sequence[int]
    vals: Sequence[int]
    lo: int
    lits: tuple[Lit, ...]
    slack: int
    member: int


@dataclass(slots=True)
class Program:
    """Columns (low, high, whole or not) and rows, while they are being built."""

    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    given_by: dict[int, int] = field(default_factory=dict)
    """column -> the 0/1 column of its giver's taking part, which is 1 whenever the column is above 0."""
    gives: dict[int, list[int]] = field(default_factory=dict)
    """the giver's column -> all columns that it gives."""
    loose: set[int] = field(default_factory=set)
    """columns that may be lowered at will as far as the rows go, and that a solver may take as real numbers."""

    def copy(self) -> Program:
        """A program to add to, that leaves this one as it is."""
        return Program([*self.low], [*self.high], [*self.rows], dict(self.given_by), dict(self.gives), set(self.loose))

    def column(self, low: int, high: int) -> int:
        """A new whole-numbered column."""
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def flag(self) -> int:
        """A new 0/1 column."""
        return self.column(0, 1)

    def is_empty(self) -> bool:
        """Whether some column has no value at all."""
        return any(low > high for low, high in zip(self.low, self.high, strict=True))

    def least(self, cols: Sequence[int], vals: Sequence[int], without: frozenset[int] = frozenset()) -> int:
        """The smallest the sum can be, with the columns in `without` at 0."""
        low, high = self.low, self.high
        return sum(
            v * (low[c] if v > 0 else high[c])
            for c, v in zip(cols, vals, strict=True)
            if not (without and c in without)
        )

    def most(self, cols: Sequence[int], vals: Sequence[int]) -> int:
        """The largest the sum can be."""
        return -self.least(cols, [-v for v in vals])

    def add(
        self, cols: Sequence[int], vals: Sequence[int], lo: int, lits: tuple[Lit, ...] = (), member: int = -1
    ) -> None:
        """Add a row; literals that are implied, or without which the row holds anyway, are dropped."""
        lits = self._needed(lits)
        whole = self.least(cols, vals)
        if whole >= lo:
            return
        idle = {
            lit: self.least(cols, vals, frozenset(self.gives[lit[0]]))
            for lit in lits
            if lit[1] and lit[0] in self.gives
        }
        kept = tuple(
            lit for lit in lits if idle.get(lit, lo - 1) < lo
        )  # others hold by themselves when they give nothing
        least = idle[kept[0]] if len(kept) == 1 and kept[0] in idle else whole
        self.rows.append(Row(cols, vals, lo, kept, lo - least if kept else 0, member))

    def _needed(self, lits: tuple[Lit, ...]) -> tuple[Lit, ...]:
        implied = {(self.given_by[c], 1) for c, v in lits if v == 1 and c in self.given_by}
        return tuple(dict.fromkeys(lit for lit in lits if lit not in implied))

    # -------------------------------------------------------------- formulas

    def enforce(self, formula: Formula, lits: tuple[Lit, ...] = (), member: int = -1) -> None:
        """The formula holds whenever all lits do."""
        formula = self.simplify(formula)
        if isinstance(formula, Lin):
            self._enforce_lin(formula, lits, member)
        elif formula.k <= 0:
            return
        elif formula.k > len(formula.parts):
            self._forbid(lits, member)
        elif formula.k == len(formula.parts):
            for part in formula.parts:
                self.enforce(part, lits, member)
        elif formula.k == 1:
            self._enforce_or(formula.parts, lits, member)
        else:
            flags = [self._holds(part, member) for part in formula.parts]
            self.add(flags, [1] * len(flags), formula.k, lits, member)

    def _holds(self, formula: Formula, member: int) -> int:
        """A flag that may be 1 only if the formula holds."""
        flag = self.flag()
        self.enforce(formula, ((flag, 1),), member)
        return flag

    def _enforce_lin(self, lin: Lin, lits: tuple[Lit, ...], member: int) -> None:
        # "none of them" and "all of them": one row each is the tighter form
        if 1 < len(lin.cols) <= MANY and self.most(lin.cols, lin.vals) == lin.lo:
            for col, val in zip(lin.cols, lin.vals, strict=True):
                sign = 1 if val > 0 else -1
                self.add((col,), (sign,), self.most((col,), (sign,)), lits, member)
        else:
            self.add(lin.cols, lin.vals, lin.lo, lits, member)

    def _forbid(self, lits: tuple[Lit, ...], member: int) -> None:
        """At least one of the literals is false."""
        cols = [c for c, _ in lits]
        vals = [-1 if v else 1 for _, v in lits]
        self.rows.append(Row(cols, vals, 1 - sum(v for _, v in lits), (), 0, member))

    def _enforce_or(self, parts: tuple[Formula, ...], lits: tuple[Lit, ...], member: int) -> None:
        rest: list[Formula] = []
        for part in parts:
            literal = self._as_literal(part)
            if literal is None:
                rest.append(part)
            else:
                lits = (*lits, (literal[0], 1 - literal[1]))
        if not rest:
            self._forbid(lits, member)
        elif len(rest) == 1:
            self.enforce(rest[0], lits, member)
        elif len(rest) == 2:
            flag = self.flag()
            taker = self._only_giver(rest[0])
            if taker is not None:  # the flag is needed only where that party gives
                self.given_by[flag] = taker
            self.enforce(rest[0], (*lits, (flag, 0)), member)
            self.enforce(rest[1], (*lits, (flag, 1)), member)
        else:
            flags = [self._holds(part, member) for part in rest]
            self.add(flags, [1] * len(flags), 1, lits, member)

    def _only_giver(self, formula: Formula) -> int | None:
        """Who alone gives what the formula says is not given, if it says just that."""
        if isinstance(formula, Lin) and formula.lo == 0 and all(v < 0 for v in formula.vals):
            takers = {self.given_by.get(col) for col in formula.cols}
            return takers.pop() if len(takers) == 1 else None
        return None

    def _as_literal(self, formula: Formula) -> Lit | None:
        if isinstance(formula, Lin) and len(formula.cols) == 1 and self.high[formula.cols[0]] == 1:
            col = formula.cols[0]
            if self.low[col] == 0:
                return (col, 1) if formula.vals[0] > 0 else (col, 0)
        return None

    def simplify(self, formula: Formula) -> Formula:
        """Decide what the columns' bounds decide, and drop it from its parent."""
        if isinstance(formula, Lin):
            if self.least(formula.cols, formula.vals) >= formula.lo:
                return Of(0, ())
            if self.most(formula.cols, formula.vals) < formula.lo:
                return Of(1, ())
            return formula
        k, kept = formula.k, []
        for part in map(self.simplify, formula.parts):
            if isinstance(part, Of) and part.k <= 0:
                k -= 1
            elif not (isinstance(part, Of) and part.k > len(part.parts)):
                kept.append(part)
        if k <= 0:
            return Of(0, ())
        if k > len(kept):
            return Of(1, ())
        return kept[0] if len(kept) == 1 else Of(k, tuple(kept))

    # ------------------------------------------------------------ objectives

    def faults(self, values: Sequence[int]) -> list[int]:
        """Indices of the rows that these whole numbers break."""
        return [
            i
            for i, row in enumerate(self.rows)
            if all(values[c] == v for c, v in row.lits)
            and sum(v * values[c] for c, v in zip(row.cols, row.vals, strict=True)) < row.lo
        ]

    def width(self, objective: Objective) -> int:
        """The largest number that counting a row or the objective in whole numbers can come to."""
        size = [max(abs(low), abs(high)) for low, high in zip(self.low, self.high, strict=True)]
        rows = (
            sum(abs(v) * size[c] for c, v in zip(row.cols, row.vals, strict=True)) + abs(row.lo) + row.slack
            for row in self.rows
        )
        aim = sum(abs(weight) * size[col] for col, weight in objective.items())
        return max(aim, max(size, default=0), max(rows, default=0))


Objective = Mapping[int, int]
"""Column -> whole-numbered weight; always maximised."""
