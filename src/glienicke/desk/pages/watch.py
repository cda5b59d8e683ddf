"""Watchlists: a party's people whom others hold, over all cases of whoever asks, from their public facts alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import Form
from starlette.responses import Response

from glienicke.desk.cached import loaded
from glienicke.desk.pages.opened import MAIN
from glienicke.desk.rendered import moment
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.ground import dates
from glienicke.positions.public import Public, last_day, public_of
from glienicke.record.watch import Watch, watch
from glienicke.record.watch_changes import Change, changes, look_at
from glienicke.record.watch_words import by_says, change_says, lines_of, number_says, who_says

pages = Pages(prefix="/watch")

STAFF = ("mediator", "analyst")


@pages.get("", allows=STAFF)
def watchlists(asked: Asked) -> Response:
    """The parties of all cases."""
    publics, faulty = publics_of(asked)
    parties = {id: party.name for public in publics for id, party in public.facts.parties.items()}
    return asked.page("watchlists.html", parties=dict(sorted(parties.items())), faulty=faulty)


@pages.get("/{party}", allows=STAFF)
def watchlist(asked: Asked, party: str, on: str = "", since: str = "") -> Response:
    """One party's list. on: the day; else the last of which a case says anything public. since: the day with which it
    is compared; else the last look that the member noted."""
    publics, faulty = publics_of(asked)
    if not any(party in public.facts.parties for public in publics):
        raise NotThere
    last = max((day for public in publics if (day := last_day(public)) is not None), default=dt.date.today())
    wrong: list[str] = []
    day = day_said(on, wrong) or last
    before = day_said(since, wrong)
    if before is not None and before > day:
        wrong.append(f"{before} is later than {day}; choose an earlier day to compare with")
        before = None
    seen = watch(publics, party, day)
    told, when = compared(asked, publics, seen, before)
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
        when=when,
        changes=[change_says(one) for one in told] if told is not None else None,
    )


@pages.post("/{party}/seen", allows=STAFF)
def have_seen(asked: Asked, party: str, on: Annotated[str, Form()] = "") -> Response:
    """Note that the list of a day was seen, with the cases as they are now."""
    publics, _ = publics_of(asked)
    with_it = [public for public in publics if party in public.facts.parties]
    day = day_said(on, [])
    if not with_it or day is None:
        raise NotThere
    for line in asked.scope.cases():
        asked.scope.look(line.id, party, day.isoformat())
    address = f"/watch/{quote(party, safe='')}?on={day.isoformat()}"
    return asked.go(address, "Noted. What changes from now on is told when you come again.")


def compared(
    asked: AskedNow, publics: Sequence[Public], seen: Watch, before: dt.date | None
) -> tuple[tuple[Change, ...] | None, str]:
    """What changed since a day; without one, since the member last noted a look (None: they never did). And since
    when."""
    if before is None:
        return _since_last(asked, seen)
    return changes(look_at(watch(publics, seen.party, before)), seen), before.isoformat()


def _since_last(asked: AskedNow, now: Watch) -> tuple[tuple[Change, ...] | None, str]:
    """What changed since the member last noted a look, and when that was; None: they never did, or what it was then has
    been erased since."""
    looks = {line.id: asked.scope.last_look(line.id, now.party) for line in asked.scope.cases()}
    noted = {id: look for id, look in looks.items() if look is not None}
    if not noted:
        return None, ""
    publics = []
    for id, look in noted.items():
        try:
            case = loaded(asked.scope.texts_at(id, MAIN, look.version)).case
        except Refused:
            return None, ""
        if case is not None:
            publics.append(public_of(case))
    last = max(noted.values(), key=lambda look: look.at)
    before = watch(publics, now.party, dt.date.fromisoformat(last.on))
    return changes(look_at(before), now), f"you last looked, {moment(last.at)}, at {last.on}"


def publics_of(asked: AskedNow) -> tuple[list[Public], list[str]]:
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


def day_said(text: str, wrong: list[str]) -> dt.date | None:
    """A day that was typed; of a partial one the last. What is no day goes into `wrong`."""
    try:
        return dates.latest(text) if text else None
    except dates.NoDate as fault:
        wrong.append(f"{text}: {fault}")
        return None
