"""demo: the exchange of Ankara, told day by day from the case that comes with the package."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typer
from rich.console import RenderableType

from glienicke.case.model import Case
from glienicke.cli import exits, options
from glienicke.cli.opening import open_case
from glienicke.cli.out import show, show_json
from glienicke.cli.progress import each, run
from glienicke.cli.render import bullet, heading, indented, sure_of
from glienicke.cli.render_why import clash_lines, enlarge_view, quorum_view, same_answer
from glienicke.deals.answer_json import answer_data, enlarge_data, quorum_data, verdict_data
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.quorum import quorum
from glienicke.deals.replay import Verdict, replay
from glienicke.deals.solve import Limits
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day
from glienicke.record.words import amount, count, freed, listed, name, names

CASE = "ankara-2024"
ARREST = dt.date(2023, 3, 29)
"""From here on the question is Gershkovich; before, Whelan."""
PERSUADED = dt.date(2022, 6, 1)
"""From this day on, the first time that there is no deal, the demo asks who would have to be at the table."""
NAMES_MAX = 40
ENLARGED = (dt.date(2024, 4, 1), dt.date(2024, 6, 30))
"""Between these days it asks who else could be added."""


@dataclass(slots=True)
class Told:
    """What the demo has shown, for JSON."""

    verdicts: list[Verdict] = field(default_factory=list)
    quorum: dict[str, Any] | None = None
    enlarge: dict[str, Any] | None = None


def demo_command(json: options.AsJson = False) -> None:
    """Tell the exchange of 1 August 2024 in Ankara, day by day, as the engine sees it.

    \b
    Examples:
      glienicke demo
      glienicke demo | less
      glienicke demo --json

    Each day's verdict knows nothing of what came later. The case is cases/ankara-2024; its facts have sources,
    its positions are reported or believed, with the reasoning in the file.
    """
    case = _packaged()
    told = Told()
    if not json:
        show(_opening(case))
    for want, scene in (("whelan", _until(case, ARREST)), ("gershkovich", _from(case, ARREST))):
        _scene(case, want, scene, told, quiet=json)
    last = told.verdicts[-1]
    if json:
        data = {
            "case": case.case,
            "days": [verdict_data(v) | {"want": list(v.wanted)} for v in told.verdicts],
            "quorum": told.quorum,
            "enlarge": told.enlarge,
            "deal": answer_data(last.answer, as_of(case, last.on)),
        }
        show_json("demo", data)
    elif last.answer.deal is not None:
        show(_ending(last, as_of(case, last.on)))
    raise typer.Exit(exits.of_status(last.answer.status))


def _packaged() -> Case:
    """The case that comes with the package."""
    with as_file(files("glienicke.cli") / "cases") as folder, chdir(folder.parent):  # for places that are short
        return open_case(Path("cases") / CASE)


def _until(case: Case, end: dt.date) -> list[tuple[dt.date, tuple[str, ...]]]:
    return [(on, tuple(signals)) for on, signals in days(case) if on < end]


def _from(case: Case, start: dt.date) -> list[tuple[dt.date, tuple[str, ...]]]:
    return [(on, tuple(signals)) for on, signals in days(case) if on >= start]


def _opening(case: Case) -> Iterator[RenderableType]:
    parties = listed([party.name for party in case.parties.values()])
    yield heading(case.title or case.case)
    yield f"{count(len(case.people), 'person', 'people')} are known to the case; the parties are {parties}."
    yield "Every verdict below knows only what was so by its day.\n"


def _scene(case: Case, want: str, dated: list[tuple[dt.date, tuple[str, ...]]], told: Told, *, quiet: bool) -> None:
    """One question through its days: told where the answer changes, else in a line."""
    if not dated:
        return
    terms = Terms((want,))
    if not quiet:
        show([heading(f"Can {case.people[want].name[0].is_} come free?"), ""])
    before: Verdict | None = None
    for verdict in each(lambda limits: replay(dated, lambda on: as_of(case, on), terms, "gain", limits)):
        told.verdicts.append(verdict)
        day = as_of(case, verdict.on)
        if not quiet:
            show(_telling(verdict, before, day, terms))
        _asides(verdict, day, terms, told, quiet=quiet)
        before = verdict


def _telling(verdict: Verdict, before: Verdict | None, day: Day, terms: Terms) -> Iterator[RenderableType]:
    yield heading(str(verdict.on))
    for signal in verdict.signals:
        yield indented(signal)
    answer, deal = verdict.answer, verdict.answer.deal
    whom = names(day, terms.want)
    if before is not None and same_answer(before, verdict):
        yield indented(
            "→ the same: " + (f"a deal, {freed(deal)}" if deal else f"no deal for {whom}, for the same reason")
        )
    elif deal is not None and before is not None and before.answer.deal is not None:
        yield indented(f"→ the best deal changes: {freed(deal)}, sum of gains {amount(answer.objective)}")
        for change, ids in (("now also", verdict.joined), ("no longer", verdict.left)):
            if ids:
                yield bullet(f"{change} {names(day, ids)}")
    elif deal is not None:
        yield indented(f"→ a deal opens for {whom}: {freed(deal)}, sum of gains {amount(answer.objective)}")
        for (giver, to), people in routes(deal).items():
            yield bullet(f"{name(day, giver)} → {name(day, to or '?')}: {names(day, people, NAMES_MAX)}")
    elif answer.status == "unknown":
        yield indented(f"→ not known whether there is a deal for {whom}")
    else:
        yield indented(f"→ no deal for {whom}: these cannot all hold")
        for line in clash_lines(verdict.clash, day, terms):
            yield bullet(line)
    yield ""


def _asides(verdict: Verdict, day: Day, terms: Terms, told: Told, *, quiet: bool) -> None:
    """Two questions beside the replay: who must be at the table, and who else could be added."""
    if told.quorum is None and verdict.answer.deal is None and PERSUADED <= verdict.on < ARREST:
        sets = run(lambda limits: quorum(day, terms, if_persuaded=True, limits=limits))
        told.quorum = quorum_data(sets, day, terms)
        if not quiet:
            show([*quorum_view(sets, day, terms, if_persuaded=True), ""])
    if told.enlarge is None and verdict.answer.status == "none" and ENLARGED[0] <= verdict.on <= ENLARGED[1]:

        def more(limits: Limits) -> Any:
            return enlarge(day, terms, most=3, limits=limits)

        found = run(more)
        told.enlarge = enlarge_data(found, day)
        if not quiet:
            show([heading("Who else, held already, would open a deal?"), *enlarge_view(found, day, terms), ""])


def _ending(verdict: Verdict, day: Day) -> Iterator[RenderableType]:
    """The last deal: what it is to each party, and the routes."""
    deal = verdict.answer.deal
    assert deal is not None
    yield heading(f"The best deal on {verdict.on}: {freed(deal)}")
    yield sure_of(verdict.answer)
    yield ""
    for party, part in deal.parties.items():
        yield heading(f"{name(day, party)} ({party})")
        yield bullet(f"gives {names(day, part.gives, NAMES_MAX) or 'nobody'}")
        yield bullet(f"gets {names(day, part.gets, NAMES_MAX) or 'nobody of its own'}")
    yield ""
    yield heading("Routes")
    for (giver, to), people in routes(deal).items():
        minors = sum(r.minors for r in deal.released if (r.giver, r.to) == (giver, to))
        with_them = f" and {count(minors, 'minor')}" if minors else ""
        called = listed([name(day, id) for id in people])
        yield bullet(f"{name(day, giver)} → {name(day, to or '?')}, {len(people)}{with_them}: {called}")
    if deal.needs:
        yield ""
        yield heading("Needed before the releases")
        for person, step in deal.needs:
            yield indented(f"{name(day, person)}: {step}")
    yield ""
    yield "A model informs a negotiator and decides nothing. Worths are parties' priorities, not the worth of people."


def routes(deal: Deal) -> dict[tuple[str, str | None], list[str]]:
    """Who goes from whom to whom."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for release in deal.released:
        found.setdefault((release.giver, release.to), []).append(release.id)
    return found
