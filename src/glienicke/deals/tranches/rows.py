"""An order as an integer program: how many of each kind have gone by each step, and how exposed that leaves everybody.

In: `Goods`, what to keep to, a number of steps. Out: `Layout`. Columns count what has gone *by* a step, so that an
exposure is one sum. It is written down as "not less than it truly is", since every use of it asks for less. After
T. Sandholm and V. Ferrandon, "Safe exchange planner" (ICMAS 2000), who cut an exchange into chunks whose order leaves
nobody a reason to stop; the steps, the seats and the integer program are ours.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from glienicke.deals.check.tranches import Steps, Within
from glienicke.deals.rows.formula import Counts, Lin, Of, formula, negate
from glienicke.deals.rows.program import Program
from glienicke.deals.tranches.goods import Goods, Result
from glienicke.language.tree import Selection, Statement
from glienicke.positions.selection import spoken_of

Terms = dict[int, Fraction]
"""Column -> what each of it counts."""


@dataclass(slots=True)
class Layout:
    """The program, and what its columns mean. gone[kind][step]: how many have gone by then. used[step]: 1 if something
    goes in it. peaks: by party its largest exposure in units of 1/units[party]; parties that are never exposed, in
    whatever order, have none."""

    goods: Goods
    steps: int
    program: Program = field(default_factory=Program)
    gone: list[list[int]] = field(default_factory=list)
    used: list[int] = field(default_factory=list)
    peaks: dict[str, int] = field(default_factory=dict)
    units: dict[str, Fraction] = field(default_factory=dict)

    def order(self, values: list[int]) -> Steps:
        """The steps of a solution: of each kind the first in file order go first."""
        steps: list[list[str]] = [[] for _ in range(self.steps)]
        for kind, columns in zip(self.goods.kinds, self.gone, strict=True):
            before = 0
            for step, column in enumerate(columns):
                steps[step] += kind.ids[before : values[column]]
                before = values[column]
        place = self.goods.places
        return tuple(tuple(sorted(step, key=place.__getitem__)) for step in steps if step)

    def columns_of(self, steps: Steps) -> dict[int, int]:
        """How many have gone by each step, by column, in an order of at most so many steps."""
        step_of = {id: n for n, step in enumerate(steps) for id in step}
        found: dict[int, int] = {}
        for kind, columns in zip(self.goods.kinds, self.gone, strict=True):
            for step, column in enumerate(columns):
                found[column] = sum(step_of[id] <= step for id in kind.ids)
        return found

    def cap(self, yardstick: Mapping[str, Fraction], worst: Fraction) -> None:
        """No party that counts is exposed by more than so many times its yardstick."""
        for party, column in self.peaks.items():
            most = math.floor(worst * yardstick[party] * self.units[party])
            self.program.high[column] = min(self.program.high[column], most)

    def keep(self, peaks: Mapping[str, Fraction]) -> None:
        """No party is more exposed than this."""
        for party, column in self.peaks.items():
            self.program.high[column] = min(self.program.high[column], int(peaks[party] * self.units[party]))


def lay(goods: Goods, within: Within, steps: int, counted: tuple[str, ...]) -> Layout:
    """The program of all orders in at most so many steps; exposures of the parties counted."""
    layout = Layout(goods, steps)
    _goes_by(layout)
    _seats(layout, within)
    _ties(layout)
    _befores(layout)
    _used(layout)
    _exposures(layout, counted)
    return layout


def _goes_by(layout: Layout) -> None:
    """Who has gone has gone; by the last step everybody."""
    program, last = layout.program, layout.steps - 1
    for kind in layout.goods.kinds:
        layout.gone.append([program.column(kind.size if step == last else 0, kind.size) for step in range(last + 1)])
    for columns in layout.gone:
        for earlier, later in itertools.pairwise(columns):
            program.add((earlier, later), (-1, 1), 0)


def _going(layout: Layout, step: int, of: Mapping[int, int]) -> tuple[list[int], list[int]]:
    """A sum over what goes in the step, weighed by kind."""
    cols = [layout.gone[kind][step] for kind in of]
    vals = list(of.values())
    if step:
        cols += [layout.gone[kind][step - 1] for kind in of]
        vals += [-n for n in of.values()]
    return cols, vals


def _seats(layout: Layout, within: Within) -> None:
    for seats in within.seats:
        of = layout.goods.seated(seats)
        for step in range(layout.steps):
            cols, vals = _going(layout, step, of)
            layout.program.add(cols, [-v for v in vals], -seats.limit)


def _ties(layout: Layout) -> None:
    """All of a tie have gone, or none."""
    program = layout.program
    tied: dict[int, list[int]] = {}
    for k, kind in enumerate(layout.goods.kinds):
        if kind.tie >= 0:
            tied.setdefault(kind.tie, []).append(k)
    for kinds in tied.values():
        for step in range(layout.steps):
            flag = program.flag()
            for k in kinds:
                column, size = layout.gone[k][step], layout.goods.kinds[k].size
                program.add((column, flag), (1, -size), 0)
                program.add((column, flag), (-1, size), 0)


def _befores(layout: Layout) -> None:
    """Once any of the later kinds have gone, all of the earlier ones have."""
    program, kinds = layout.program, layout.goods.kinds
    for first, then in layout.goods.befores:
        late = sum(kinds[k].size for k in then)
        for step in range(layout.steps - 1):
            flag = program.flag()
            program.add([*(layout.gone[k][step] for k in then), flag], [*[-1] * len(then), late], 0)
            for k in first:
                program.add((layout.gone[k][step], flag), (1, -kinds[k].size), 0)


def _used(layout: Layout) -> None:
    """Steps that are not needed come last."""
    program = layout.program
    everything = dict.fromkeys(range(len(layout.goods.kinds)), 1)
    total = sum(kind.size for kind in layout.goods.kinds)
    for step in range(layout.steps):
        flag = program.flag()
        cols, vals = _going(layout, step, everything)
        program.add([*cols, flag], [*vals, -1], 0)
        program.add([*cols, flag], [*[-v for v in vals], total], 0)
        if step:
            program.add((layout.used[-1], flag), (1, -1), 0)
        layout.used.append(flag)


# ------------------------------------------------------------------------- exposures


def _exposures(layout: Layout, counted: tuple[str, ...]) -> None:
    """peak >= - gain so far, at each step, for each party counted."""
    goods, program = layout.goods, layout.program
    owns = [
        {party: _own(layout, result, step) for party, result in goods.results.items()} for step in range(layout.steps)
    ]
    for party in counted:
        gains = [_gain(goods, party, own) for own in owns]
        values = [v for gain in gains for v in gain.values()]
        if not values:
            continue
        unit = _coarsest(values)
        whole = [([*gain], [int(v * unit) for v in gain.values()]) for gain in gains]
        least = min(program.least(cols, vals) for cols, vals in whole)
        if least >= 0:
            continue
        layout.peaks[party], layout.units[party] = program.column(0, -least), unit
        for cols, vals in whole:
            program.add([*cols, layout.peaks[party]], [*vals, 1], 0)


def _coarsest(values: list[Fraction]) -> Fraction:
    """The smallest factor that makes all of these whole."""
    fine = math.lcm(*(v.denominator for v in values))
    return Fraction(fine, math.gcd(*(int(v * fine) for v in values)))


def _gain(goods: Goods, party: str, owns: Mapping[str, Terms]) -> Terms:
    """The party's own result and its shares in others'. A share is above 0, so that more of theirs is more of its."""
    total = dict(owns[party])
    for other, share in goods.day.positions[party].share.items():
        if other != party:
            for column, value in owns.get(other, {}).items():
                total[column] = total.get(column, Fraction(0)) + share * value
    return {column: value for column, value in total.items() if value}


def _own(layout: Layout, result: Result, step: int) -> Terms:
    """A party's own result by the step: at most what it truly is, and as much as that if the solver wishes."""
    terms: Terms = {layout.gone[kind][step]: value for kind, value in result.each.items()}
    for number, worth in result.best:
        _best(layout, step, number, worth, terms)
    for value, when in result.bundles:
        terms[_met(layout, step, when, value > 0)] = value
    return terms


def _best(layout: Layout, step: int, number: int, worth: Mapping[int, Fraction], terms: Terms) -> None:
    """Columns that count at most `number` of what has gone; where some do harm, exactly as many as there are."""
    program = layout.program
    harmful = any(value < 0 for value in worth.values())
    counted = [kind for kind, value in worth.items() if harmful or value > 0]
    gone, best = [layout.gone[kind][step] for kind in counted], []
    for kind, column in zip(counted, gone, strict=True):
        best.append(program.column(0, program.high[column]))
        program.add((column, best[-1]), (1, -1), 0)
        terms[best[-1]] = worth[kind]
    program.add(best, [-1] * len(best), -number)
    if harmful:
        full = program.flag()
        program.add(best, [1] * len(best), number, ((full, 1),))
        program.add([*best, *gone], [1] * len(best) + [-1] * len(gone), 0, ((full, 0),))


def _met(layout: Layout, step: int, when: Statement, good: bool) -> int:
    """A flag: 1 only if the statement is true of what has gone (a good one), 0 only if it is not (a harmful one)."""
    goods, program = layout.goods, layout.program
    rank = {
        columns[step]: goods.day.people[kind.ids[0]].rank if kind.ids[0] in goods.day.people else None
        for kind, columns in zip(goods.kinds, layout.gone, strict=True)
    }

    def look(selection: Selection) -> Counts:
        ids = goods.who(selection)
        return Counts(tuple(layout.gone[k][step] for k in goods.of(ids)), len(ids))

    spoken = sorted({column for selection in spoken_of(when) for column in look(selection).kinds})
    met = Of(2, (formula(when, look, goods.day, rank.__getitem__), Lin(tuple(spoken), (1,) * len(spoken), 1)))
    flag = program.flag()
    if good:
        program.enforce(met, ((flag, 1),))
    else:
        program.enforce(negate(met), ((flag, 0),))
    return flag
