"""`fair`: leximin. The least surplus is made as large as it can be, then the next, and so on.

Level by level: with the levels below held, the largest w such that all but k parties have a surplus of at least w.
Which parties these are is left open in every stage (a flag each), since surpluses are discrete and the party worst
off may differ between equally good deals (fixing it, as sequences for convex problems do, can miss the leximin). A
level is proven when nothing reaches strictly more; thresholds are whole numbers of each party's own units, so that
no rounding enters.

Source: Ogryczak and Sliwinski, "On direct methods for lexicographic min-max optimization" (ICCSA 2006).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.aims.goal import Reached, Value, gap_of
from glienicke.deals.aims.surplus import Yardstick, surplus, surplus_of
from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.builder import Model, Seat
from glienicke.deals.rows.program import Lit, Program
from glienicke.deals.solve import Limits, Outcome, Progress, left, solve, with_highs
from glienicke.positions.day import Day

FINE = 10**5
"""The grid on which a level is sought, in steps to the yardstick; what lies between two steps is asked for apart."""

AGREE_S = 5.0
"""So long a second solver may take over all levels together."""


@dataclass(frozen=True, slots=True)
class Fair:
    """Leximin over surpluses measured by the yardstick."""

    yardstick: Yardstick
    aim: Aim = "fair"
    breaks: tuple[Aim, ...] = ("gain", "freed", "fewest")

    def value(self, deal: Deal) -> Value:
        return self.yardstick.levels(deal)

    def objective(self, deal: Deal) -> Fraction:
        """The least surplus, measured; 0 if nobody is compared."""
        return min(self.yardstick.levels(deal), default=Fraction(0))

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        return {p: self.yardstick.of(p, surplus(deal, p)) for p in self.yardstick.by}

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        by, levels = self.yardstick.by, self.value(deal)
        ideals = [Claim("surplus", by.get(p, Fraction(0)), p) for p in taking_seats(day)]
        ranks = [Claim("levels", by=by, levels=levels, rank=rank) for rank in range(len(levels))]
        return (*(ideals if self.yardstick.normalise == "ideal" else ()), *ranks)

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        start = time.monotonic()
        levels, values = list(self.yardstick.levels(known)), None
        bounds, solvers = list[Fraction](), set[str]()
        while len(bounds) < len(levels):
            rank = len(bounds)
            now = replace(limits, seconds=left(limits, start), progress=_told(limits.progress, start, rank, levels))
            outcome, step = self._lift(model, levels, rank, now)
            solvers.add(outcome.solver)
            if outcome.values is not None:
                values = outcome.values
                levels = self._levels(model, values)
            level, bound = levels[rank], _bound(outcome, step, levels[rank])
            if bound is not None and (bound <= level or not self._between(model, level, bound)):
                bounds.append(level)
            elif bound is not None and gap_of(bound, level) <= limits.gap:
                bounds.append(bound)
            elif outcome.found == "unknown":
                stopped = replace(outcome, values=values)
                return Reached(stopped, values, tuple(levels), [*bounds, bound][0])
        gap = max((gap_of(b, v) for b, v in zip(bounds, levels, strict=True)), default=Fraction(0))
        bound = bounds[0] if bounds else Fraction(0)
        done = Outcome("best", values, None, None, time.monotonic() - start, " or ".join(sorted(solvers)) or "CP-SAT")
        agreed = ""
        if ties and not gap and solvers == {"CP-SAT"} and self._agreed(model, levels, limits, start):
            agreed = "HiGHS"
        holder = None if gap else self._holder(tuple(levels))
        return Reached(done, values, tuple(levels), bound, holder, agreed, gap)

    def _agreed(self, model: Model, levels: list[Fraction], limits: Limits, start: float) -> bool:
        """HiGHS is asked, rank by rank, for anything better: it should find nothing."""
        remains = left(limits, start)
        until = time.monotonic() + (AGREE_S if remains is None else min(AGREE_S, remains))
        for rank in range(len(levels)):
            program = model.program.copy()
            self.hold(program, model, tuple(levels[:rank]))
            self._at_least(program, model, rank, levels[rank], above=True)
            allowed = replace(limits, seconds=max(0.0, until - time.monotonic()), gap=0.0, progress=None)
            if with_highs(program, {}, allowed).found != "none":
                return False
        return True

    def _holder(self, levels: Value) -> Callable[[Model], None]:
        return lambda model: self.hold(model.program, model, levels)

    def _levels(self, model: Model, values: list[int]) -> list[Fraction]:
        found = (
            self.yardstick.of(p, Fraction(surplus_of(model.seats[p], values), model.seats[p].gain_unit))
            for p in self.yardstick.by
        )
        return sorted(found)

    def hold(self, program: Program, model: Model, levels: Value) -> None:
        """Rows: of every rank the surplus there is at least its level."""
        for rank, level in enumerate(levels):
            if level > 0 and (rank == 0 or level > levels[rank - 1]):
                self._at_least(program, model, rank, level)

    def _at_least(
        self, program: Program, model: Model, rank: int, level: Fraction, *, above: bool = False
    ) -> list[Lit]:
        """Rows: all but `rank` parties have at least (above: more than) the level; the literals by party."""
        flags: list[Lit] = []
        for party in self.yardstick.by:
            seat = model.seats[party]
            least = self.yardstick.units(seat, level, above=above)
            lits: tuple[Lit, ...] = ()
            if rank:
                flag = program.flag()
                flags.append((flag, 1))
                lits = (flags[-1],)
                program.add((seat.takes_part, flag), (1, -1), 0)
            else:
                program.low[seat.takes_part] = 1
                program.low[seat.gain] = max(program.low[seat.gain], least + seat.floor)
            program.add((seat.gain, seat.takes_part), (1, -seat.floor), least, lits)
        if rank:
            program.add([f for f, _ in flags], [1] * len(flags), len(flags) - rank)
        return flags

    def _lift(self, model: Model, levels: list[Fraction], rank: int, limits: Limits) -> tuple[Outcome, int]:
        """Maximise the level of a rank beyond what is known, with the lower ones held; and the grid's step."""
        program, seats = model.program.copy(), [model.seats[p] for p in self.yardstick.by]
        self.hold(program, model, tuple(levels[:rank]))
        flags = self._at_least(program, model, rank, levels[rank], above=True)
        step = self._step(seats)
        most = max(self._steps(seat, step, program.high[seat.gain] - min(0, seat.floor)) for seat in seats)
        level = program.column(0, max(0, most))
        program.loose.add(level)
        for i, seat in enumerate(seats):
            each = self.yardstick.by[seat.party] * seat.gain_unit / step  # surplus units to one step
            up, down = each.denominator, each.numerator
            cols, vals = (seat.gain, seat.takes_part, level), (up, -seat.floor * up, -down)
            program.add(cols, vals, 0, (flags[i],) if flags else ())
        return solve(program, {level: 1}, limits, head_start=0.3), step

    def _step(self, seats: list[Seat]) -> int:
        """Steps of the grid to one unit of the yardstick: exact where surpluses are compared as they are."""
        if self.yardstick.normalise == "none":
            units = {seat.gain_unit for seat in seats}
            if len(units) == 1:
                return units.pop()
        return FINE

    def _steps(self, seat: Seat, step: int, surplus: int) -> int:
        return int(self.yardstick.of(seat.party, Fraction(surplus, seat.gain_unit)) * step) + 1

    def _between(self, model: Model, low: Fraction, high: Fraction) -> bool:
        """Whether any party's surplus can lie above `low` and below `high`."""
        seats = (model.seats[p] for p in self.yardstick.by)
        units = self.yardstick.units
        return any(units(seat, low, above=True) < units(seat, high) for seat in seats)


def _bound(outcome: Outcome, step: int, level: Fraction) -> Fraction | None:
    """No level of this rank is above: nothing better exists, or less than one step more than the grid's best."""
    if outcome.found == "none":
        return level
    if outcome.bound is None:
        return None
    return Fraction(outcome.bound, step) if step != FINE else Fraction(outcome.bound + 1, step)


def _told(progress: Progress | None, start: float, rank: int, levels: list[Fraction]) -> Progress | None:
    """Progress of the level that is being lifted."""
    if progress is None:
        return None

    def tell(seconds: float, best: float | None, bound: float | None) -> None:
        progress(time.monotonic() - start, float(levels[rank]), None)

    return tell
