"""An order of releases, as people read it: who goes when, how exposed that leaves each party, and a picture of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table

from glienicke.cli.out import table
from glienicke.cli.render import heading, indented
from glienicke.deals.tranches import Order, Tranches
from glienicke.positions.day import Day
from glienicke.record.words import amount, count, freed, percent

KINDS_MAX = 6
"""Of so many different people alike each is named in a cell; of more the rest are counted."""

WIDE = 24
"""A picture is at most so many columns wide; of more steps the worst of some neighbours is shown."""

BLOCKS = "▁▂▃▄▅▆▇█"

MEANS = "given so far less received so far, in each party's own worths; below 0: ahead"


def tranches_view(answer: Tranches, day: Day) -> Iterator[RenderableType]:
    """The whole answer."""
    things = f" and {count(len(answer.deal.considerations), 'consideration')}" if answer.deal.considerations else ""
    deal = f"{freed(answer.deal)}{things}"
    if answer.plan is None:
        yield f"No order of {deal}." if answer.status == "none" else f"Unknown: no order of {deal} found in time."
        for fault in answer.faults:
            yield indented(fault.says)
        if answer.proof:
            yield indented(answer.proof)
        if answer.bound is not None:
            yield indented(f"no order can leave the worst exposure below {_part(answer.bound, answer)}")
    else:
        yield from _order_view(answer, answer.plan, day, deal)
    yield ""
    yield heading("Beside it, without a thought")
    yield indented(_naive(answer))


def _order_view(answer: Tranches, plan: Order, day: Day, deal: str) -> Iterator[RenderableType]:
    steps = "one step" if len(plan.steps) == 1 else f"{len(plan.steps)} steps"
    if answer.status == "unknown":
        bound = _of(answer.bound or Fraction(0), answer)
        yield f"Unknown whether it is the best: {deal} in {steps}."
        yield f"The worst exposure is {_part(plan.worst, answer)}; no order has less than {bound}."
    elif plan.worst == 0 and len(plan.steps) == 1:
        yield f"{deal}, all at once: that leaves nobody exposed."
    elif plan.worst == 0:
        yield f"{deal} in {steps}, and nobody is ever exposed."
    else:
        yield f"{deal} in {steps}; the worst exposure is {_part(plan.worst, answer)}, and no order has less."
    if answer.proof:
        yield indented(f"{answer.proof}; ties {answer.ties}")
    yield ""
    yield _steps(answer, plan, day)
    yield ""
    yield heading("Exposure after each step")
    yield indented(MEANS)
    yield indented(_exposures(answer, plan))


def _part(value: Fraction, answer: Tranches) -> str:
    """A compared exposure: a part of what the party receives, or the exposure itself."""
    return _of(value, answer) + (" of what the party receives" if answer.normalise == "received" else "")


def _steps(answer: Tranches, plan: Order, day: Day) -> Table:
    """Who goes in each step; neighbours that look the same share a row."""
    dated = bool(answer.within.days)
    made = table("step", *(["day"] if dated else []), "who or what", "from", "to", right=("step",))
    for look, alike in groupby(enumerate(plan.steps), key=lambda step: _ways(answer, step[1], day)):
        numbers = [n for n, _ in alike]
        first = [_from_to(*(str(n + 1) for n in numbers))]
        if dated:
            first.append(_from_to(*(answer.within.days[n].isoformat() for n in numbers)))
        for who, giver, to in look:
            made.add_row(*first, who, giver, to)
            first = [""] * len(first)
    return made


def _from_to(*all_of_them: str) -> str:
    return all_of_them[0] if len(all_of_them) == 1 else f"{all_of_them[0]} to {all_of_them[-1]}"


def _ways(answer: Tranches, step: tuple[str, ...], day: Day) -> list[tuple[str, str, str]]:
    """Who or what goes from whom to whom."""
    people = {release.id: release for release in answer.deal.released}
    ways: dict[tuple[str, str], Counter[str]] = {}
    minors: Counter[tuple[str, str]] = Counter()
    for id in step:
        if id in people:
            way = (people[id].giver, people[id].to or "–")
            minors[way] += people[id].minors
        else:
            way = (day.considerations[id].giver, day.considerations[id].to or "–")
        ways.setdefault(way, Counter())[_called(day, id)] += 1
    with_them = {way: f" with {count(number, 'minor')}" for way, number in minors.items() if number}
    return [(_who(who) + with_them.get(way, ""), *way) for way, who in ways.items()]


def _called(day: Day, id: str) -> str:
    """What somebody or something is called; people alike, written once in the file, share a name."""
    if id in day.considerations:
        return day.considerations[id].what
    person = day.people[id]
    entry, _, number = id.rpartition("-")
    return person.name.removesuffix(f" {number}") if entry in person.tags else person.name


def _who(who: Counter[str]) -> str:
    shown = [f"{number} × {name}" if number > 1 else name for name, number in [*who.items()][:KINDS_MAX]]
    rest = sum([*who.values()][KINDS_MAX:])
    return ", ".join(shown) + (f" and {rest} more" if rest else "")


def _exposures(answer: Tranches, plan: Order) -> Table:
    run, yardstick = plan.course, plan.course.yardstick(answer.normalise)
    counting = [party for party in run.given if party in yardstick]
    numbers = [f"step {n + 1}" for n in _shown(len(plan.steps))]
    made = table("party", *numbers, "largest", "receives", "", right=(*numbers, "largest", "receives"))
    for party in run.given:
        exposures = [run.given[party][n] - run.received[party][n] for n in _shown(len(plan.steps))]
        shown = [amount(exposure) for exposure in exposures]
        note = "" if party in counting else "receives nothing: not counted"
        made.add_row(party, *shown, amount(run.peaks[party]), amount(run.received[party][-1]), note)
    return made


def _shown(steps: int) -> list[int]:
    """The steps whose numbers have a column: of many the first and the last few."""
    return [*range(steps)] if steps <= 8 else [0, 1, 2, 3, steps - 2, steps - 1]


def _naive(answer: Tranches) -> Table:
    """The orders side by side, with how exposed each party is while they go on."""
    orders = [("this order", answer.plan), ("all at once", answer.at_once), ("man for man", answer.in_turn)]
    there = [(name, order) for name, order in orders if order is not None]
    highest = max((order.worst for _, order in there), default=Fraction(0))
    made = table(
        "order",
        "steps",
        "worst",
        "sum",
        "worst exposure, step by step",
        "keeps to what was asked",
        right=("steps", "worst", "sum"),
    )
    for name, order in there:
        kept = "yes" if not order.faults else f"no: {order.faults[0].says}" + ("; …" if len(order.faults) > 1 else "")
        made.add_row(
            name,
            str(len(order.steps)),
            *(_of(x, answer) for x in (order.worst, order.total)),
            _picture(order, answer, highest),
            kept,
        )
    return made


def _of(value: Fraction, answer: Tranches) -> str:
    if answer.normalise == "none":
        return amount(value)
    return "<0.01%" if 0 < value < Fraction(1, 10_000) else percent(value)


def _picture(order: Order, answer: Tranches, highest: Fraction) -> str:
    """A block for each step: the worst of the parties' exposures after it, by the highest of all orders."""
    yardstick = order.course.yardstick(answer.normalise)
    exposures = {party: order.course.exposure(party) for party in yardstick}
    worst = [
        max((exposures[p][n] / by for p, by in yardstick.items()), default=Fraction(0)) for n in range(len(order.steps))
    ]
    width = min(WIDE, len(worst))
    bins = [worst[i * len(worst) // width : (i + 1) * len(worst) // width] for i in range(width)]
    return "".join(_block(max(some), highest) for some in bins)


def _block(value: Fraction, highest: Fraction) -> str:
    if value <= 0 or highest <= 0:
        return "·"
    return BLOCKS[min(len(BLOCKS) - 1, int(value / highest * len(BLOCKS)))]
