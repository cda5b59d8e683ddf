"""`front` and `find --aim nash|fair` on foreign scenarios (GENIUS/ANAC): paths in, JSON or text and exit code out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from rich.console import RenderableType
from rich.table import Table

from glienicke.cli import exits
from glienicke.cli.exits import MISTAKES, Refused
from glienicke.cli.out import show, show_json, table, tell
from glienicke.cli.progress import run
from glienicke.cli.render import heading
from glienicke.deals.solve import Limits
from glienicke.foreign.answer import Answer, Normalise, Point, What, answer, answer_data
from glienicke.foreign.load import is_foreign, load
from glienicke.foreign.parts import TooMany
from glienicke.foreign.scenario import Reading, Scenario
from glienicke.ground.diagnostic import render
from glienicke.record.words import count, listed

__all__ = ["foreign_answer", "foreign_view", "is_foreign", "open_scenario"]

SHOWN = 40
"""Points of a front that the text shows; JSON has all."""


def open_scenario(*paths: Path, reading: Reading = "genius") -> Scenario:
    """The scenario in these files, or Refused; its warnings go to stderr."""
    loaded = load(*paths, reading=reading)
    if loaded.scenario is None:
        number = count(sum(d.severity == "error" for d in loaded.diagnostics), "mistake")
        raise Refused(MISTAKES, f"the scenario has {number}", loaded.diagnostics)
    for diagnostic in loaded.diagnostics:
        tell(render(diagnostic))
    return loaded.scenario


def foreign_answer(
    paths: tuple[Path, ...],
    what: What,
    normalise: Normalise = "ideal",
    *,
    outcomes: int | None = None,
    time_limit: float | None = None,
    reading: Reading = "genius",
    json: bool = False,
) -> int:
    """Answer on a foreign scenario, print it, and return the exit code.

    outcomes: so many outcomes are named for each point; None: one for `nash` and `fair`, none for `front`.
    Raises Refused for mistakes in the files, and where boxes tie too many issues together.
    """
    scenario = open_scenario(*paths, reading=reading)
    named = outcomes if outcomes is not None else 0 if what == "front" else 1

    def work(limits: Limits) -> Answer:
        end = None if limits.seconds is None else time.monotonic() + limits.seconds

        def stop() -> bool:
            stopped = limits.stop is not None and limits.stop.is_set()
            return stopped or (end is not None and time.monotonic() >= end)

        return answer(scenario, what, normalise, listed=named, stop=stop)

    try:
        found = run(work, time_limit)
    except TooMany as fault:
        raise Refused(MISTAKES, f"{fault}; leave out boxes that bound many issues, or issues") from None
    if json:
        show_json("foreign", answer_data(found))
    else:
        show(foreign_view(found))
    return exits.of_status(found.status)


def foreign_view(found: Answer) -> Iterator[RenderableType]:
    """The answer as text."""
    domain, profiles = found.scenario.domain, found.scenario.profiles
    yield (
        f"{domain.name}: {count(len(domain.issues), 'issue')}, {count(domain.outcomes, 'outcome')}; "
        f"profiles {listed([profile.name for profile in profiles])}\n"
    )
    if found.status == "unknown":
        yield heading("Unknown: the search was stopped before the front was complete.")
        return
    if found.status == "none":
        yield heading("No outcome gives every profile its reservation value.")
        yield f"(proven: none of the {count(found.left_out, 'point')} of the front does)"
        return
    yield heading(_headline(found))
    yield _sure_of(found)
    yield _points(found)
    if len(found.points) > SHOWN:
        yield f"… and {len(found.points) - SHOWN} more; --json prints all"
    for number, point in enumerate(found.points[:SHOWN], start=1):
        yield from _outcomes(found, number, point)


def _headline(found: Answer) -> str:
    tied = sum(point.outcomes for point in found.points)
    ties = f" ({count(tied, 'outcome')} in all)" if tied > len(found.points) else ""
    points = count(len(found.points), "point")
    if found.what == "front":
        return f"The front has {points}{ties}."
    if found.what == "nash":
        value = "" if found.value is None else f"; product of gains: {_decimal(found.value)}"
        return f"The largest product of gains: {points}{ties}{value}."
    least = "" if found.value is None else f"; least {_compared(found)}: {_decimal(found.value)}"
    return f"The fairest (leximin): {points}{ties}{least}."


def _compared(found: Answer) -> str:
    return "gain as a part of the largest possible" if found.normalise == "ideal" else "gain"


def _sure_of(found: Answer) -> str:
    parts = [f"exact, over all outcomes; computed in {found.arithmetic}"]
    if found.left_out:
        parts.append(f"{count(found.left_out, 'more point')} of the front below somebody's reservation value")
    without = [p.name for p in found.scenario.profiles if p.name not in found.gaining]
    if found.what != "front" and without:
        parts.append(f"{listed(without)} cannot gain {'at the same time' if found.what == 'nash' else 'at all'}")
    if any(profile.discount != 1 for profile in found.scenario.profiles):
        parts.append("discounts are not applied")
    return "; ".join(parts) + "."


def _points(found: Answer) -> Table:
    names = [profile.name for profile in found.scenario.profiles]
    made = table("", *names, "outcomes", right=("", *names, "outcomes"))
    for number, point in enumerate(found.points[:SHOWN], start=1):
        cells = [_decimal(utility) for utility in point.utilities]
        made.add_row(str(number), *cells, str(point.outcomes))
    floors = [_decimal(profile.reservation) for profile in found.scenario.profiles]
    made.add_row("", *floors, "(reservation values)")
    return made


def _outcomes(found: Answer, number: int, point: Point) -> Iterator[str]:
    for outcome in point.listed:
        settled = "; ".join(f"{issue}: {value}" for issue, value in found.scenario.domain.named(outcome).items())
        yield f"{number}  {settled}"
    if point.listed and point.outcomes > len(point.listed):
        yield f"{number}  … and {point.outcomes - len(point.listed)} more outcomes as good for everybody"


def _decimal(value: Fraction) -> str:
    """To six digits; exact numbers are in the data."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"
