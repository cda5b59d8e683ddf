"""`nash`: of the deals that give the most parties a surplus, the one with the largest product of these surpluses.

The logarithm of each surplus is bounded by lines (outer approximation; Duran and Grossmann 1986), each of which
holds at every whole number of the party's units; where a solution promises more than it keeps, the lines that touch
there are added. Lines have whole-numbered coefficients on a grid of 1/`scale`, rounded so that they never cut a
logarithm off; products are compared exactly. Source of the aim: Nash, "The bargaining problem" (Econometrica 18,
1950), over the parties that can gain at all.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from glienicke.deals.aims.goal import Reached, Value, hold
from glienicke.deals.aims.plain import SMALL
from glienicke.deals.aims.surplus import surplus, surplus_of
from glienicke.deals.check.claim import Claim
from glienicke.deals.deal import Aim, Deal
from glienicke.deals.rows.builder import Model, Seat
from glienicke.deals.rows.program import Program
from glienicke.deals.solve import FEW, Limits, Outcome, Relaxation, left, solve, with_cpsat, with_highs
from glienicke.positions.day import Day

FINE, COARSE = 1 << 36, 1 << 22
"""Grids of logarithms: where CP-SAT solves alone, and where HiGHS, which counts in floats, works too."""

FIRST_LINES = 12
ROUNDS = 40
AROUND = (0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.995, 1.0, 1.005, 1.01, 1.015, 1.02, 1.03, 1.05, 1.1, 1.2)
"""Where lines touch, beside the relaxation's best surplus: near it densely."""

NEAR = 50
"""Up to so many deals that the grid cannot tell apart are compared one by one."""

AGREE_S = 5.0
"""So long a second solver may take."""

Asked = Callable[[Program, Mapping[int, int], Limits], Outcome]


@dataclass(slots=True)
class Logs:
    """Lines above the logarithms, by party: where they touch. Kept from model to model of one question."""

    touching: dict[str, set[int]] = field(default_factory=dict)

    def touch(self, party: str, units: int) -> bool:
        """Have a line touch at so many units; whether that is new."""
        at = self.touching.setdefault(party, set())
        before = len(at)
        at |= {max(1, units - 1), max(1, units)}
        return len(at) > before


@dataclass(frozen=True, slots=True)
class Nash:
    """The largest product of surpluses over as many parties as can have one at once."""

    parties: tuple[str, ...]
    aim: Aim = "nash"
    breaks: tuple[Aim, ...] = ("gain", "freed", "fewest")

    def value(self, deal: Deal) -> Value:
        found = [s for p in self.parties if (s := surplus(deal, p)) > 0]
        return (Fraction(len(found)), math.prod(found, start=Fraction(1)))

    def objective(self, deal: Deal) -> Fraction:
        """The product of the surpluses above 0; 0 if nobody has one."""
        count, product = self.value(deal)
        return product if count else Fraction(0)

    def measured(self, deal: Deal) -> Mapping[str, Fraction]:
        return {p: surplus(deal, p) for p in self.parties}

    def claims(self, day: Day, deal: Deal) -> tuple[Claim, ...]:
        return ()  # logarithms are no fractions

    def reach(self, model: Model, limits: Limits, known: Deal | None, *, ties: bool) -> Reached:
        start = time.monotonic()
        seats = [model.seats[p] for p in self.parties]
        program, positive = self._counting(model.program.copy(), seats)
        first = solve(program, dict.fromkeys(positive, 1), replace(limits, gap=0.0, progress=None), head_start=1.0)
        if first.found != "best" or first.values is None:
            return Reached(first, first.values, (Fraction(0), Fraction(0)) if first.values else (), None)
        count, best = first.objective or 0, first.values
        if not count:
            return Reached(first, best, (Fraction(0), Fraction(1)), Fraction(0), lambda _: None)
        logs, few = Logs(), len(program.low) <= FEW
        scale = _scale(max(_most(program, seat) for seat in seats), FINE if few else COARSE)
        for seat in seats:
            most = _most(program, seat)
            for rank in range(FIRST_LINES):
                logs.touch(seat.party, round(most ** (rank / (FIRST_LINES - 1))))
        if not few and count == len(seats):
            self._touch_relaxation(model, seats, logs, limits)
        while True:
            tried, weights, off = self._lined(model, seats, count, logs, scale)
            near_enough = limits.gap * scale / 2 / max(1, sum(tried.high[col] for col in tried.loose))
            now = replace(limits, seconds=left(limits, start), progress=None, gap=near_enough)
            outcome = solve(tried, weights, now, head_start=1.0 if few else 10.0)
            got, fresh = outcome.values, False
            if got is not None:
                best = max(best, got, key=lambda v: self._product(seats, v))
                touched = [logs.touch(s.party, surplus_of(s, got)) for s in seats if surplus_of(s, got) > 0]
                fresh = any(touched)
            product = self._product(seats, best)
            bound = None if outcome.bound is None else _bound(outcome.bound, off, scale, product, seats)
            if limits.progress is not None:
                limits.progress(time.monotonic() - start, float(product), None if bound is None else float(bound))
            near = bound is not None and (bound - product) / max(Fraction(1), product) <= limits.gap
            if outcome.found == "unknown" and not near:
                stopped = replace(outcome, values=best)
                return Reached(stopped, best, (Fraction(count), product), bound)
            if near or not fresh:
                break
        now = replace(limits, seconds=left(limits, start), progress=None)
        if bound != product and not limits.gap and few:
            best, settled = self._near(self._lined(model, seats, count, logs, scale), seats, best, scale, now)
            product = self._product(seats, best)
            bound = product if settled else bound
        agreed = ""
        if ties and bound == product and len(model.kinds) <= SMALL:
            agreed = self._agreed(model, seats, count, logs, best, (first.solver, outcome.solver), now)
        done = Outcome("best", best, None, None, time.monotonic() - start, outcome.solver)
        holder = self._holder(product, count, logs, scale) if bound == product else None
        return Reached(done, best, (Fraction(count), product), bound, holder, agreed)

    def _agreed(
        self,
        model: Model,
        seats: list[Seat],
        count: int,
        logs: Logs,
        best: list[int],
        trusted: tuple[str, str],
        limits: Limits,
    ) -> str:
        """The other solver is asked for a surplus of more parties, and for a larger product: it should find neither."""
        other = {"CP-SAT": with_highs, "HiGHS": with_cpsat}
        seconds = AGREE_S if limits.seconds is None else min(AGREE_S, limits.seconds)
        start, now = time.monotonic(), replace(limits, seconds=seconds, gap=0.0, progress=None)
        if count < len(seats):
            program, positive = self._counting(model.program.copy(), seats)
            program.add(positive, [1] * len(positive), count + 1)
            if other[trusted[0]](program, {}, now).found != "none":
                return ""
        now = replace(now, seconds=left(now, start))
        scale = _scale(max(_most(model.program, seat) for seat in seats), COARSE)
        lined = self._lined(model, seats, count, logs, scale)
        found, settled = self._near(lined, seats, best, scale, now, other[trusted[1]])
        if not settled or self._product(seats, found) != self._product(seats, best):
            return ""
        return "HiGHS" if trusted[1] == "CP-SAT" else "CP-SAT"

    def _near(
        self,
        lined: tuple[Program, dict[int, int], int],
        seats: list[Seat],
        best: list[int],
        scale: int,
        limits: Limits,
        ask: Asked = with_cpsat,
    ) -> tuple[list[int], bool]:
        """Look, one by one, at what logarithms on the grid cannot tell from the best: the best, and whether that
        was all."""
        program, weights, off = lined
        start, found = time.monotonic(), best
        for _ in range(NEAR):
            self._other(program, seats, found)
            least = math.floor(scale * log_of(self._product(seats, best))) + off - 2 * len(seats)
            program.rows.append(hold(weights, least))
            outcome = ask(program, {}, replace(limits, seconds=left(limits, start)))
            if outcome.values is None:
                return best, outcome.found == "none"
            found = outcome.values
            best = max(best, found, key=lambda v: self._product(seats, v))
        return best, False

    def _other(self, program: Program, seats: list[Seat], values: list[int]) -> None:
        """Rows: some party has a larger surplus than in this solution, as in every better one."""
        flags = []
        for seat in seats:
            flag = program.flag()
            cols, vals = (seat.gain, seat.takes_part), (1, -seat.floor)
            program.add(cols, vals, surplus_of(seat, values) + 1, ((flag, 1),))
            flags.append(flag)
        program.add(flags, [1] * len(flags), 1)

    def _touch_relaxation(self, model: Model, seats: list[Seat], logs: Logs, limits: Limits) -> None:
        """Lines near where the linear relaxation has its best product: most of what the program needs to know."""
        tried, weights, _ = self._lined(model, seats, len(seats), logs, COARSE)
        relaxation, columns, at_best = Relaxation(tried, weights), sorted(tried.loose), dict[str, float]()
        for _ in range(ROUNDS):
            point = relaxation.run(limits.seconds)
            if point is None or limits.stop.is_set():
                return
            amiss = 0.0
            for seat, log in zip(seats, columns, strict=True):
                at = at_best[seat.party] = max(1.0, point[seat.gain] - seat.floor)
                amiss += point[log] - COARSE * math.log(at)
                relaxation.add((seat.gain, log), (COARSE / at, -1.0), COARSE * (1 - math.log(at) + seat.floor / at))
            if amiss < COARSE * 1e-5:
                break
        for seat in seats:
            for part in AROUND:
                logs.touch(seat.party, round(at_best[seat.party] * part))

    def _product(self, seats: Iterable[Seat], values: list[int]) -> Fraction:
        found = (Fraction(s, seat.gain_unit) for seat in seats if (s := surplus_of(seat, values)) > 0)
        return math.prod(found, start=Fraction(1))

    def _counting(self, program: Program, seats: Iterable[Seat]) -> tuple[Program, list[int]]:
        """Flags that may be 1 only for parties with a surplus."""
        flags = []
        for seat in seats:
            flag = program.flag()
            program.add((seat.takes_part, flag), (1, -1), 0)
            program.add((seat.gain, seat.takes_part), (1, -seat.floor), 1, ((flag, 1),))
            flags.append(flag)
        return program, flags

    def _lined(
        self, model: Model, seats: list[Seat], count: int, logs: Logs, scale: int
    ) -> tuple[Program, dict[int, int], int]:
        """The program with a column for each logarithm; the sum of these as objective, and what to take off it."""
        program = model.program.copy()
        everybody = count == len(seats)
        flags: list[int] = []
        if everybody:
            for seat in seats:
                program.low[seat.takes_part] = 1
                program.low[seat.gain] = max(program.low[seat.gain], seat.floor + 1)
        else:
            program, flags = self._counting(program, seats)
            program.add(flags, [1] * len(flags), count)
        weights: dict[int, int] = {}
        for i, seat in enumerate(seats):
            most = _most(program, seat)
            log = program.column(0, math.ceil(scale * math.log(most)) + 2)
            program.loose.add(log)
            weights[log] = 1
            lits = () if everybody else ((flags[i], 1),)
            for units in sorted(u for u in logs.touching[seat.party] if u <= most):
                slope, base = line(units, most, scale)
                cols, vals = (seat.gain, seat.takes_part, log), (slope, -slope * seat.floor, -1)
                program.add(cols, vals, -base, lits)
            if not everybody:
                program.add((flags[i], log), (program.high[log], -1), 0)
                weights[flags[i]] = -_unit(seat, scale)  # so that products of different parties compare
        return program, weights, sum(_unit(seat, scale) for seat in seats) if everybody else 0

    def _holder(self, best: Fraction, count: int, logs: Logs, scale: int) -> Callable[[Model], None]:
        """Rows for ties: the product, as far as the lines can tell."""

        def held(model: Model) -> None:
            seats = [model.seats[p] for p in self.parties]
            lined, weights, off = self._lined(model, seats, count, logs, scale)
            lined.rows.append(hold(weights, math.floor(scale * log_of(best)) + off - 2 * len(seats)))
            model.program = lined

        return held


def line(units: int, most: int, scale: int) -> tuple[int, int]:
    """Slope and base of a line that touches scale x ln at `units` and lies above it at every whole number up to
    most."""
    slope = round(scale * math.log1p(1 / units))
    peak = scale / slope if slope else most
    near = {min(most, max(1, at)) for at in (math.floor(peak), math.ceil(peak))}
    return slope, max(math.ceil(scale * math.log(at) + 0.01) - slope * at for at in near)


def log_of(value: Fraction) -> float:
    """The natural logarithm of a fraction of any size."""
    return math.log(value.numerator) - math.log(value.denominator)


def _scale(most: int, wished: int) -> int:
    """The grid of logarithms: as fine as wished, coarser where its lines would take too large numbers."""
    return max(1 << 10, min(wished, (1 << 56) // most))


def _most(program: Program, seat: Seat) -> int:
    return max(1, program.high[seat.gain] - min(0, seat.floor))


def _unit(seat: Seat, scale: int) -> int:
    return math.floor(scale * math.log(seat.gain_unit))


def _bound(bound: int, off: int, scale: int, product: Fraction, seats: list[Seat]) -> Fraction:
    """No product is above this; the product itself if there is none between it and the logarithms' bound."""
    above = (bound - off) / scale - log_of(product)
    finest = math.prod(seat.gain_unit for seat in seats)  # products are multiples of 1/finest
    if above + 3 / scale < math.log1p(1 / (finest * product)):
        return product
    return product * Fraction(math.exp(max(0.0, above) + 1e-12))
