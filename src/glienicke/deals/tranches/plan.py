"""`tranches`: the order of a deal's releases that keeps the largest exposure lowest, proven.

The worst of the parties' largest exposures first (each divided by a yardstick), then their sum, then fewer steps, then
the order in the file. What comes out is verified by the checker, whose numbers are the ones reported.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from fractions import Fraction

from glienicke.deals.check import Judge, faults
from glienicke.deals.check.fault import Fault
from glienicke.deals.check.tranches import Normalise, Steps, Within, course, order_faults
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.solve import Limits, left
from glienicke.deals.tranches.answer import Order, Status, Tranches
from glienicke.deals.tranches.goods import Goods, goods_of, step_range
from glienicke.deals.tranches.greedy import greedy
from glienicke.deals.tranches.mistakes import mistakes, too_few_seats
from glienicke.deals.tranches.naive import all_at_once, man_for_man
from glienicke.deals.tranches.rows import Layout, lay
from glienicke.deals.tranches.scale import Scale, keep_total, least_total, least_worst, scale_of
from glienicke.deals.tranches.ties import fewest_steps, first_in_file
from glienicke.positions.day import Day

AGREE_S = 10.0
"""So long a second solver is given to agree."""

AGREE_COLUMNS = 600
"""Up to so many columns a second solver is asked."""

AT_ONCE = "proven: all goes at once, so nobody is ever more exposed than the deal itself leaves them"
AT_FLOOR = "proven: nobody is ever more exposed than the deal itself leaves them"
ONE_AT_FLOOR = "proven: the deal itself, once done, leaves somebody as exposed as that"


def tranches(
    day: Day,
    deal: Deal,
    terms: Terms = Terms(),
    within: Within = Within(),  # noqa: B008 - frozen
    limits: Limits | None = None,
    *,
    normalise: Normalise = "received",
) -> Tranches:
    """The order of the deal's releases, in steps, whose worst exposure is lowest.

    normalise: by what each party's largest exposure is divided before they are compared: "received", all that it
    receives in the deal; "none", nothing, its own worths stand side by side. See docs/tranches.md. Method: integer
    programming over kinds of releases alike (`rows.py`), CP-SAT; HiGHS is asked to agree where the program is small.
    """
    start, limits = time.monotonic(), limits or Limits()
    wrong = mistakes(day, within) or faults(day, deal, terms)
    if wrong:
        return Tranches("refused", deal, within, normalise, faults=tuple(wrong))
    search = _Search.of(day, deal, terms, within, normalise, limits, start)
    answer = search.answer()
    at_once, in_turn = search.order(all_at_once(day, deal)), search.order(man_for_man(day, deal))
    return replace(answer, at_once=at_once, in_turn=in_turn, seconds=time.monotonic() - start)


@dataclass(slots=True)
class _Reached:
    """Where the aims led with so many steps: none (no order in so few), the best order, or the best so far."""

    found: Status
    order: Order | None = None
    bound: Fraction = Fraction(0)
    layout: Layout | None = None
    scale: Scale | None = None
    values: list[int] | None = None
    agreed: bool = False
    ties: str = "not looked at"


@dataclass(slots=True)
class _Search:
    """One question, and what of it is worked out once."""

    day: Day
    deal: Deal
    terms: Terms
    within: Within
    normalise: Normalise
    limits: Limits
    start: float
    judge: Judge
    goods: Goods
    once: Order
    yardstick: dict[str, Fraction]

    @classmethod
    def of(
        cls, day: Day, deal: Deal, terms: Terms, within: Within, normalise: Normalise, limits: Limits, start: float
    ) -> _Search:
        judge = Judge(day, terms)
        once = _order(day, deal, all_at_once(day, deal), Within(), terms, normalise, judge)
        goods = goods_of(day, deal, terms, within)
        yardstick = once.course.yardstick(normalise)
        return cls(day, deal, terms, within, normalise, limits, start, judge, goods, once, yardstick)

    def order(self, steps: Steps) -> Order:
        return _order(self.day, self.deal, steps, self.within, self.terms, self.normalise, self.judge)

    def rest(self, most: float | None = None) -> Limits:
        """What remains of the limits."""
        seconds = left(self.limits, self.start)
        if most is not None:
            seconds = most if seconds is None else min(most, seconds)
        return replace(self.limits, seconds=seconds, gap=0.0)

    def spent(self) -> bool:
        return left(self.limits, self.start) == 0 or self.limits.stop.is_set()

    def at_floor(self, order: Order) -> bool:
        """Nobody who counts is more exposed than the deal itself leaves them."""
        return all(order.course.peaks[party] == self.once.course.peaks[party] for party in self.yardstick)

    # ---------------------------------------------------------------- the answer

    def answer(self) -> Tranches:
        impossible = too_few_seats(self.goods, self.within)
        if impossible:
            return self.tell(
                "none", proof="proven: the seats do not carry whoever must go in one step", wrong=impossible
            )
        once = self.order(all_at_once(self.day, self.deal))
        if not once.faults:
            return self.tell("plan", once, once.worst, AT_ONCE, "broken to the last")
        fewest, most = step_range(self.goods, self.within)
        if fewest > most:
            says = f"the people need at least {fewest} steps with so many seats, and {most} are allowed"
            return self.tell("none", proof="proven by counting", wrong=(Fault("steps", says),))
        first = self.first()
        reached = self.reach(fewest, first)
        if fewest < most and not (reached.order and self.at_floor(reached.order)):
            reached = self.further(reached, most, first)
        return self.finish(reached)

    def first(self) -> Order | None:
        """Something to begin with, if it keeps to what was asked."""
        steps = greedy(self.goods, self.within, self.yardstick)
        order = self.order(steps) if steps is not None else None
        return order if order is not None and not order.faults else None

    def further(self, few: _Reached, most: int, first: Order | None) -> _Reached:
        """The same with as many steps as can be of use; what is known is what it has to beat."""
        known = min((order for order in (few.order, first) if order is not None), key=_merit, default=None)
        if self.spent():
            return _Reached("unknown", known, self.once.worst)
        many = self.reach(most, known)
        if few.order is None or (many.order and _merit(many.order) <= _merit(few.order)):
            return many
        return replace(few, found=many.found, bound=many.bound, ties=many.ties)

    def finish(self, reached: _Reached) -> Tranches:
        order = reached.order
        if reached.found == "none":
            proof = "CP-SAT found that no order keeps to all that was asked" + self.second(reached)
            says = "no order keeps to the seats, the steps and the sentences together; more steps or seats may help"
            return self.tell("none", proof=proof, wrong=(Fault("steps", says),))
        if order is None or reached.found == "unknown":
            return self.tell("unknown", order, max(reached.bound, self.once.worst), "", "not looked at")
        proof = "proven by CP-SAT" + self.second(reached)
        if order.worst == self.once.worst:
            proof = AT_FLOOR if self.at_floor(order) else ONE_AT_FLOOR
        order, ties = self.break_ties(reached, order)
        return self.tell("plan", order, order.worst, proof, ties)

    def second(self, reached: _Reached) -> str:
        return "; HiGHS agrees" if reached.agreed else "; no second solver was asked, or none was done in time"

    def tell(
        self,
        status: Status,
        plan: Order | None = None,
        bound: Fraction | None = None,
        proof: str = "",
        ties: str = "",
        wrong: tuple[Fault, ...] = (),
    ) -> Tranches:
        solver = "" if proof == AT_ONCE or (wrong and "CP-SAT" not in proof) else "CP-SAT"
        return Tranches(status, self.deal, self.within, self.normalise, plan, bound, proof, ties, solver, faults=wrong)

    # ---------------------------------------------------------------- the aims, one after the other

    def reach(self, steps: int, known: Order | None) -> _Reached:
        """The least worst exposure in at most so many steps, then the least sum of them."""
        layout = lay(self.goods, self.within, steps, tuple(self.yardstick))
        if known is not None and len(known.steps) > steps:
            known = None
        if known is not None:
            layout.cap(self.yardstick, known.worst)
        scale = scale_of(layout, self.yardstick)
        reached = self.worst(layout, scale, known)
        if reached.found != "plan" or reached.order is None or reached.values is None:
            return reached
        order, values = reached.order, reached.values
        layout.cap(self.yardstick, order.worst)
        if order.total != self.once.total:
            outcome = least_total(layout, scale, self.rest(), values)
            if outcome.found != "best" or outcome.values is None:
                return replace(reached, layout=layout, ties="not all looked at: too long")
            values = outcome.values
            order = self.read(layout, values)
        rough = not scale.exact and not self.at_floor(order)
        ties = f"broken to sums within {float(scale.short):.0e}" if rough else "broken"
        return replace(reached, order=order, values=values, layout=layout, scale=scale, ties=ties)

    def worst(self, layout: Layout, scale: Scale, known: Order | None) -> _Reached:
        """The least worst exposure. Where the scale is rough, until nothing strictly better is left."""
        best: _Reached | None = None
        begin = known.steps if known is not None else None
        layout = replace(layout, program=layout.program.copy())  # what is asked here binds nothing that comes after
        while True:
            outcome = least_worst(layout, scale, self.rest(), begin)
            begin = None
            bound = Fraction(-(outcome.bound or 0)) / scale.whole
            if outcome.found == "none":
                if best is not None:
                    return best
                agreed = self.agrees(layout, scale, None)
                return _Reached("none", agreed=agreed)
            if outcome.values is None:
                if best is not None and best.order is not None:  # nothing better than it was found or excluded
                    return replace(best, found="unknown", bound=min(bound, best.order.worst))
                return _Reached("unknown", known, bound)
            order = self.read(layout, outcome.values)
            best = _Reached("plan", order, order.worst, values=outcome.values)
            if outcome.found != "best":
                return replace(best, found="unknown", bound=min(bound, order.worst))
            if scale.exact or self.at_floor(order) or order.worst == self.once.worst:
                agreed = order.worst == self.once.worst or self.agrees(layout, scale, outcome.objective)
                return replace(best, agreed=agreed)
            for party, column in layout.peaks.items():
                less = order.worst * self.yardstick[party] * layout.units[party]
                layout.program.high[column] = min(layout.program.high[column], math.ceil(less) - 1)

    def agrees(self, layout: Layout, scale: Scale, objective: int | None) -> bool:
        """Whether a second solver says the same, in a short time."""
        if len(layout.program.low) > AGREE_COLUMNS:
            return False
        outcome = least_worst(layout, scale, replace(self.rest(AGREE_S), progress=None), second=True)
        return outcome.found == "none" if objective is None else outcome.objective == objective == outcome.bound

    def break_ties(self, reached: _Reached, order: Order) -> tuple[Order, str]:
        """Fewer steps, then the order in the file."""
        layout, scale, values = reached.layout, reached.scale, reached.values
        if layout is None or scale is None or values is None:
            return order, reached.ties
        fewest, _ = step_range(self.goods, self.within)
        keep_total(layout, scale, order.course.peaks)
        if len(order.steps) > fewest:
            outcome = fewest_steps(layout, replace(self.rest(), progress=None), values[: len(layout.program.low)])
            if outcome.found != "best" or outcome.values is None:
                return order, "not all looked at: too long"
            order, values = self.read(layout, outcome.values), outcome.values
        last = lay(self.goods, self.within, len(order.steps), tuple(self.yardstick))
        last.cap(self.yardstick, order.worst)
        if self.at_floor(order):
            last.keep(order.course.peaks)
        if scale.exact or self.at_floor(order):
            keep_total(last, scale_of(last, self.yardstick), order.course.peaks)
            found = first_in_file(last, self.rest(), self.start)
            if found is not None:
                return self.read(last, found), "broken to the last"
        return order, reached.ties + " but for the order in the file"

    def read(self, layout: Layout, values: list[int]) -> Order:
        """The order of a solution, verified, with the checker's numbers."""
        order = self.order(layout.order(values))
        if order.faults:
            raise RuntimeError(f"the checker refuses an order: {order.faults[0]}")
        for party, column in layout.peaks.items():
            if order.course.peaks[party] * layout.units[party] > values[column]:
                raise RuntimeError(f"{party} is more exposed than the rows say")
        return order


def _merit(order: Order) -> tuple[Fraction, Fraction]:
    return order.worst, order.total


def _order(
    day: Day, deal: Deal, steps: Steps, within: Within, terms: Terms, normalise: Normalise, judge: Judge
) -> Order:
    run = course(day, deal, steps, terms, judge)
    return Order(steps, run, run.worst(normalise), run.total(normalise), order_faults(day, deal, steps, within, terms))
