"""The command `odds`: chances under ranges and doubts, and what to ask next."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import RenderableType

from glienicke.cli import exits, options
from glienicke.cli.exits import ABORTED, USAGE, Refused
from glienicke.cli.opening import open_question
from glienicke.cli.out import show, show_json, table
from glienicke.cli.progress import PLAIN_EVERY_S, QUIET_S
from glienicke.cli.render import AIMS, bullet, heading, indented, overrides_view, owed_view
from glienicke.deals.deal import Terms
from glienicke.deals.odds import Chance, Odds, Telling, odds
from glienicke.deals.odds.as_json import odds_data
from glienicke.deals.odds.asking import MOST_SAMPLES
from glienicke.deals.odds.spread import Where
from glienicke.deals.solve import Limits
from glienicke.positions.day import Day
from glienicke.record.words import count, listed, name

ROWS_MAX = 60
"""So many people, of those neither always nor never free, have a row."""

ASK_MOST = 5
BAR = 20
TELLS = 0.005
"""Questions that would tell less are not named."""

WAYS = {
    "shared": "by what other samples proved",
    "relaxation": "by their own relaxation",
    "branching": "by branch and cut",
    "find": "by find",
}

Samples = Annotated[int, typer.Option("--samples", metavar="N", min=1, max=MOST_SAMPLES, help="How many samples.")]
Seed = Annotated[int, typer.Option("--seed", metavar="S", min=0, help="The same seed gives the same samples.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, max=1024, help="So many processes at once.")]
OnRay = Annotated[bool, typer.Option("--on-ray", help="Work on a Ray of its own on this machine (glienicke[ray]).")]
RayAddress = Annotated[
    str | None,
    typer.Option("--ray-address", metavar="ADDRESS", help="Work on the Ray cluster there.", show_default=False),
]
Resume = Annotated[
    Path | None,
    typer.Option(
        "--resume",
        metavar="DIR",
        file_okay=False,
        help="Keep finished work in this folder, and go on from what is there.",
        show_default=False,
    ),
]


def odds_command(
    case: options.CasePath,
    on: options.On = None,
    aim: options.Aim = "gain",
    want: options.Want = None,
    samples: Samples = 1000,
    seed: Seed = 1,
    jobs: Jobs = 1,
    on_ray: OnRay = False,
    ray_address: RayAddress = None,
    resume: Resume = None,
    known_by: options.KnownBy = None,
    settled: options.Settled = False,
    trade_owed: options.TradeOwed = False,
    time_limit: options.TimeLimit = None,
    gap: options.Gap = 0.0,
    json: options.AsJson = False,
) -> None:
    """Say how likely a deal is, and each person's release, where values are ranges and facts in doubt.

    \b
    Examples:
      glienicke odds cases/ankara-2024 --on 2024-07-17
      glienicke odds cases/ankara-2024 --want gershkovich --samples 200 --json
      glienicke odds mine.yaml --samples 100000 --jobs 8 --resume sweep

    Every range (60..90) is sampled evenly, `alive: 0.8` is so in four samples of five, each independently. The answer
    ends with the questions whose answer would tell most.
    """
    asked = open_question(case, on, known_by, want, False, settled, trade_owed)
    where = Where(jobs, ray_address or "" if on_ray or ray_address else None)
    limits = Limits(time_limit, gap)
    with _watched(limits) as told:
        try:
            found = odds(
                asked.day, asked.terms, aim, samples=samples, seed=seed, limits=limits, where=where, resume=resume,
                told=told,
            )  # fmt: skip
        except (ValueError, ConnectionError, OSError) as fault:
            raise Refused(USAGE, str(fault)) from None
    if json:
        show_json("odds", odds_data(found, asked.day, asked.terms))
    else:
        show([asked.title, *odds_view(found, asked.day, asked.terms)])
    raise typer.Exit(exits.UNKNOWN if found.status == "unknown" else exits.FOUND)


@contextmanager
def _watched(limits: Limits) -> Iterator[_Line]:
    """A line of progress, and Ctrl-C that asks to stop, a second time ends the program."""
    line = _Line()

    def pressed(number: int, frame: object) -> None:
        if limits.stop.is_set():
            raise SystemExit(ABORTED)
        limits.stop.set()
        sys.stderr.write("\nstopping; what the samples so far say follows (Ctrl-C again to abort)\n")

    if threading.current_thread() is not threading.main_thread():
        yield line
        return
    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield line
    finally:
        line.clear()
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


class _Line:
    """How many samples are answered, on one line of stderr."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self._drawn = False
        self._next = QUIET_S if sys.stderr.isatty() else PLAIN_EVERY_S

    def __call__(self, answered: int, asked: int) -> None:
        seconds = time.monotonic() - self.start
        if seconds < self._next or answered == asked:
            return
        left = f", about {seconds * (asked - answered) / answered:.0f} s left" if answered else ""
        text = f"{seconds:.0f} s · {answered} of {asked} samples{left}"
        if sys.stderr.isatty():
            sys.stderr.write("\r" + text.ljust(60))
            self._drawn, self._next = True, seconds + 0.1
        else:
            sys.stderr.write(text + "\n")
            self._next = seconds + PLAIN_EVERY_S
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the terminal's line empty for the answer."""
        if self._drawn:
            sys.stderr.write("\r" + " " * 60 + "\r")
            sys.stderr.flush()


# ------------------------------------------------------------ as people read it


def odds_view(found: Odds, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """Whose release is owed first; then the chances, the gains, and what to ask next."""
    owed = () if terms.trade_owed else tuple(p.id for p in day.people.values() if p.owed and p.state == "held")
    yield from owed_view(owed, day)
    yield from overrides_view(("trade-owed",) if terms.trade_owed else ())
    if found.deal is None:
        yield heading(f"Unknown: no sample was answered within {found.seconds:.1f} s.")
        return
    wanted = f" that frees {listed([name(day, id) for id in terms.want])}" if terms.want else ""
    yield heading(f"Chance of a deal{wanted}: {_share(found.deal, certain=found.certain)}")
    yield f"({_how(found)})\n"
    yield from _people_view(found, day)
    yield from _gains_view(found)
    yield from _telling_view(found)


def _share(chance: Chance, *, certain: bool = False) -> str:
    if certain:
        return f"{chance.share:.0%}"
    return f"{chance.share:.1%} (95 % interval {chance.low:.1%} to {chance.high:.1%})"


def _how(found: Odds) -> str:
    if found.certain:
        return "nothing is uncertain on this day: no range, no doubt about a fact; one sample is all"
    uncertain = count(found.doubts, "uncertain number or fact", "uncertain numbers and facts")
    parts = [f"{found.answered} of {found.asked} samples of {uncertain}"]
    if found.unknown:
        parts.append(f"{found.unknown} more without an answer within the limit, which widens the intervals")
    if found.sequence == "PCG64":
        parts.append("drawn independently: more than Sobol's sequence has dimensions for")
    parts.append(f"seed {found.seed}")
    parts.append(", ".join(f"{number} {WAYS[way]}" for way, number in found.ways.items()))
    if found.resumed:
        parts.append(f"{found.resumed} kept from before")
    return "; ".join(parts)


def _people_view(found: Odds, day: Day) -> Iterator[RenderableType]:
    open_ = {id: chance for id, chance in found.people.items() if 0 < chance.share < 1}
    for share, word in ((1.0, "in every sample's best deal"), (0.0, "in none")):
        ids = [id for id, chance in found.people.items() if chance.share == share]
        if ids:
            who = listed([name(day, id) for id in ids]) if len(ids) <= 12 else count(len(ids), "person", "people")
            yield f"Released {word}: {who}"
    if not open_:
        yield ""
        return
    rows = table("person", "chance", "95 % interval", "", right=("chance",))
    for id, chance in list(open_.items())[:ROWS_MAX]:
        filled = round(chance.share * BAR)
        rows.add_row(
            name(day, id),
            f"{chance.share:.1%}",
            f"{chance.low:.1%} to {chance.high:.1%}",
            "█" * filled + "·" * (BAR - filled),
        )
    yield ""
    yield rows
    if len(open_) > ROWS_MAX:
        yield f"and {len(open_) - ROWS_MAX} more, in file order (--json has all)"
    yield ""


def _gains_view(found: Odds) -> Iterator[RenderableType]:
    if not found.gains:
        return
    yield heading(f"Gains where there is a deal (the best one for the {AIMS.get(found.aim, found.aim)})")
    columns = ("gain",) if found.certain else ("5 %", "25 %", "half", "75 %", "95 %")
    rows = table("party", *columns, right=columns)
    for party, gains in found.gains.items():
        rows.add_row(party, *(f"{gain:.4g}" for gain in gains[: len(columns)]))
    yield indented(rows)
    yield ""


def _telling_view(found: Odds) -> Iterator[RenderableType]:
    telling = [t for t in found.telling if t.told >= TELLS][:ASK_MOST]
    if found.certain:
        return
    if not telling:
        yield "No single answer would change this picture much."
        return
    yield heading("What to ask next: the answers that would tell most")
    for question in telling:
        yield bullet(_ask(question))


def _ask(telling: Telling) -> str:
    says = f"{telling.question}: settles {telling.told:.1%} of what is open"
    if telling.below is None or telling.above is None:
        return f"asking {says}"
    if telling.kind == "alive":
        return f"asking {says} (chance of a deal {telling.above:.0%} if so, {telling.below:.0%} if not)"
    return (
        f"asking what {telling.question} is: settles {telling.told:.1%} of what is open "
        f"(chance of a deal {telling.below:.0%} below {telling.middle:g}, {telling.above:.0%} above)"
    )
