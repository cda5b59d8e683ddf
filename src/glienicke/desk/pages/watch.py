"""Watchlists: a party's people whom others hold, over all cases of whoever asks, from their public facts alone."""

from __future__ import annotations

import datetime as dt

from starlette.responses import Response

from glienicke.desk.cached import loaded
from glienicke.desk.store.problems import NotThere
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.ground import dates
from glienicke.positions.public import Public, last_day, public_of
from glienicke.record.watch import watch
from glienicke.record.watch_changes import changes, look_at
from glienicke.record.watch_words import by_says, change_says, lines_of, number_says, who_says

pages = Pages(prefix="/watch")

STAFF = ("mediator", "analyst")


@pages.get("", allows=STAFF)
def watchlists(asked: Asked) -> Response:
    """The parties of all cases."""
    publics, faulty = _publics(asked)
    parties = {id: party.name for public in publics for id, party in public.facts.parties.items()}
    return asked.page("watchlists.html", parties=dict(sorted(parties.items())), faulty=faulty)


@pages.get("/{party}", allows=STAFF)
def watchlist(asked: Asked, party: str, on: str = "", since: str = "") -> Response:
    """One party's list. on: the day; else the last of which a case says anything public. since: the day with which it
    is compared."""
    publics, faulty = _publics(asked)
    if not any(party in public.facts.parties for public in publics):
        raise NotThere
    last = max((day for public in publics if (day := last_day(public)) is not None), default=dt.date.today())
    wrong: list[str] = []
    day = _day(on, wrong) or last
    before = _day(since, wrong)
    if before is not None and before > day:
        wrong.append(f"{before} is later than {day}; choose an earlier day to compare with")
        before = None
    seen = watch(publics, party, day)
    changed = changes(look_at(watch(publics, party, before)), seen) if before is not None else None
    return asked.page(
        "watch.html",
        status=422 if wrong else 200,
        party=party,
        seen=seen,
        on=day,
        since=before,
        wrong=wrong,
        faulty=faulty,
        number=number_says(seen),
        people=[(who_says(person), lines_of(seen, person)) for person in seen.held],
        again=[f"{who_says(p)}: arrested again {p.again}, by whom is not told" for p in seen.others if p.again],
        periods=[(period.name, period.count, by_says(seen, period)) for period in seen.arrests],
        changes=[change_says(one) for one in changed] if changed is not None else None,
    )


def _publics(asked: AskedNow) -> tuple[list[Public], list[str]]:
    """The public parts of all cases that whoever asks may read, and the cases that have mistakes."""
    publics, faulty = [], []
    for line in asked.scope.cases():
        if line.role == "delegate":
            continue
        case = loaded(asked.scope.texts(line.id)).case
        if case is None:
            faulty.append(line.id)
        else:
            publics.append(public_of(case))
    return publics, faulty


def _day(text: str, wrong: list[str]) -> dt.date | None:
    try:
        return dates.latest(text) if text else None
    except dates.NoDate as fault:
        wrong.append(f"{text}: {fault}")
        return None
