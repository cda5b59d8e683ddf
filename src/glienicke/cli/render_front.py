"""Fronts and alternatives, as people read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import plotext
from rich.console import RenderableType
from rich.text import Text

from glienicke.cli.out import table
from glienicke.cli.render import AIMS, brief_deal, heading, indented, no_deal, overrides_view, owed_view
from glienicke.deals.alternatives import Alternatives
from glienicke.deals.answer_json import certificate_in_words
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.front import Front
from glienicke.positions.day import Day
from glienicke.record.words import amount, count, freed, ids, name, names, percent

ROWS_MAX = 60
PLOT = (72, 18)
"""Columns and lines of a picture in the terminal."""


def front_view(found: Front, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """The answer to `front`: a picture, then the points, the first party's largest gain first."""
    yield from owed_view(found.owed, day)
    yield from overrides_view(found.overrides)
    if not found.points:
        whom = names(day, terms.want) if terms.want else "anybody"
        known = found.status == "none"
        yield heading(f"No acceptable deal frees {whom}." if known else "Unknown: stopped before a deal was found.")
        yield f"({certificate_in_words(found.certificate)})" if known else "(nothing is proven)"
        return
    who = ", ".join(f"{name(day, p)} ({p})" for p in found.parties)
    if found.status == "front":
        yield heading(f"{count(len(found.points), 'point')}: all that can be had by {who}.")
        yield f"Complete ({certificate_in_words(found.certificate)})."
        if found.second is not None and found.second.zones:
            asked = f"{count(found.second.zones, 'zone')} beyond the points, in which no deal may lie"
            yield f"HiGHS was asked of {asked}: {found.second.seconds:.1f} of the {found.seconds:.1f} seconds."
    else:
        yield heading(f"{count(len(found.points), 'point')} so far, and there may be more: {who}.")
    if found.second is not None and found.second.against is not None:
        yield from _disagreement(found.second.against, day)
    if len(found.points) > 1:
        yield ""
        yield plot(found)
    yield ""
    made = table("point", *found.parties, "freed", "a deal there", right=("point", *found.parties, "freed"))
    for number, point in enumerate(found.points[:ROWS_MAX], 1):
        made.add_row(str(number), *map(amount, point.gains), str(len(point.deal.released)), brief_deal(point.deal, day))
    yield indented(made)
    if len(found.points) > ROWS_MAX:
        yield f"… and {len(found.points) - ROWS_MAX} more: --json lists them all."


def _disagreement(against: Deal, day: Day) -> Iterator[RenderableType]:
    """A wrong front, said as plainly as can be."""
    yield heading("The two solvers disagree: an error of this program, not of the case.")
    yield "CP-SAT called these points complete; HiGHS then showed a deal beyond them, which the checker accepts:"
    yield indented(brief_deal(against, day))
    yield "Its point is listed, others may be missing or wrong. Please report it with the case."


def plot(found: Front) -> Text:
    """The first two parties' gains as points; a third's show in a picture (--picture), not here."""
    figure = plotext.figure
    figure.clear()
    figure.plot_size(*PLOT)
    figure.theme("colorless")
    across, up = ([float(point.gains[k]) for point in found.points] for k in (0, 1))
    figure.draw(figure.signal(across, up, marker="•"))
    figure.label(f"gain of {found.parties[0]}", "x")
    figure.label(f"gain of {found.parties[1]}", "y")
    return Text(Text.from_ansi(str(figure.build())).plain.rstrip("\n"), no_wrap=True)


def deals_there_view(deals: Sequence[Deal], at: int, *, all_of_them: bool, day: Day) -> Iterator[RenderableType]:
    """All deals at one point of a front."""
    yield ""
    yield heading(f"{'All' if all_of_them else 'The first'} {count(len(deals), 'deal')} at point {at}")
    for number, deal in enumerate(deals, 1):
        yield indented(f"{number}. {brief_deal(deal, day)}")


def alternatives_view(found: Alternatives, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """The answer to `alternatives`."""
    yield from owed_view(found.answer.owed, day)
    yield from overrides_view(found.answer.overrides)
    if not found.deals:
        yield heading(no_deal(found.answer, day, terms))
        return
    ties = sum(a.as_good for a in found.deals)
    yield heading(f"{count(len(found.deals), 'deal')} by {AIMS[found.aim]}, best first.")
    alone = "No other is as good as the first." if ties == 1 else f"The first {ties} are equally good for the aim."
    rest = "There are no others." if found.all else "There are others, none better than these."
    yield f"{alone} {rest if found.complete else 'Not all was looked at: others as good as the last may be missing.'}"
    best = found.deals[0]
    yield ""
    made = table("deal", AIMS[found.aim], "freed", "besides the first, it frees", "and not", right=("deal", "freed"))
    for number, each in enumerate(found.deals, 1):
        share = found.aim == "fair" and found.answer.normalise == "ideal"
        figure = percent(each.objective) if share else amount(each.objective)
        made.add_row(str(number), figure, freed(each.deal), ids(each.joined) or "–", ids(each.left) or "–")
    yield indented(made)
    yield ""
    yield heading("The first")
    yield indented(brief_deal(best.deal, day))
