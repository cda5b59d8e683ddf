"""From what is typed to a question: the case is read, the day settled, names looked up.

Everything that is wrong with it leaves as `Refused`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from glienicke.case.model import Case
from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.out import tell
from glienicke.deals.deal import Terms
from glienicke.ground import dates
from glienicke.ground.diagnostic import nearest, render
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day
from glienicke.positions.load import load


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, its day and what is asked of every deal. title: the first line of the answer."""

    case: Case
    day: Day
    terms: Terms
    title: str


def open_case(*paths: Path) -> Case:
    """The case in these files; its warnings go to stderr."""
    loaded = load(*paths)
    if loaded.case is None:
        number = sum(d.severity == "error" for d in loaded.diagnostics)
        what = "1 mistake" if number == 1 else f"{number} mistakes"
        raise Refused(MISTAKES, f"the case has {what}", tuple(loaded.diagnostics))
    for diagnostic in loaded.diagnostics:
        tell(render(diagnostic))
    return loaded.case


def date_asked(text: str, option: str, *, first: bool = False) -> dt.date:
    """The day an option means: of a partial date its last, or its first."""
    try:
        return dates.earliest(text) if first else dates.latest(text)
    except dates.NoDate as fault:
        raise Refused(USAGE, f"{option} {text}: {fault}") from None


def open_day(case: Case, on: str | None, known_by: str | None) -> tuple[Day, str]:
    """The case as of the day asked for, and the line that says which."""
    known = date_asked(known_by, "--known-by") if known_by is not None else None
    if on is not None:
        date, why = date_asked(on, "--on"), ""
    else:
        dated = days(case)
        if not dated:
            raise Refused(MISTAKES, "nothing in the case has a date; say the day with --on")
        date, why = dated[-1][0], ", the last day on which something changes"
    day = as_of(case, date, known)
    by = f"; known by {known}" if known else ""
    return day, f"{day.case} on {date}{why}{by}\n"


def open_question(
    path: Path,
    on: str | None = None,
    known_by: str | None = None,
    want: Iterable[str] | None = None,
    cautious: bool = False,
    settled: bool = False,
    trade_owed: bool = False,
) -> Asked:
    """The case, its day and the terms, or Refused."""
    case = open_case(path)
    day, title = open_day(case, on, known_by)
    wanted = wanted_ids(want or (), day)
    return Asked(case, day, Terms(wanted, cautious, settled, trade_owed), title)


def wanted_ids(want: Iterable[str], day: Day) -> tuple[str, ...]:
    """Ids of people, given one by one or parted by commas; each once."""
    ids = tuple(dict.fromkeys(id.strip() for text in want for id in text.split(",") if id.strip()))
    unknown = [id for id in ids if id not in day.people]
    if unknown:
        raise Refused(USAGE, "; ".join(no_such("person", id, day.people) for id in unknown))
    return ids


def party_asked(party: str, day: Day) -> str:
    """The id of a party of the case."""
    if party not in day.parties:
        raise Refused(USAGE, no_such("party", party, day.parties))
    return party


def no_such(kind: str, id: str, known: Iterable[str]) -> str:
    """`no person 'whelen'; did you mean 'whelan'?`"""
    known = list(known)
    like = nearest(id, known)
    if like:
        return f"no {kind} '{id}' in the case; did you mean '{like}'?"
    some = f"; there are {', '.join(known)}" if len(known) <= 20 else ""
    return f"no {kind} '{id}' in the case{some}"


def others_on(paths: tuple[Path, ...], on: dt.date, known_by: str | None) -> list[Day]:
    """Other cases on the same day."""
    known = date_asked(known_by, "--known-by") if known_by is not None else None
    return [as_of(open_case(path), on, known) for path in paths]
