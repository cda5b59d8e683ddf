"""Watchlists as JSON: a party's people whom others hold, over all cases of whoever asks, from public facts alone."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from glienicke.desk.api.cases import On, date_of
from glienicke.desk.api.said import STAFF, answered
from glienicke.desk.pages.watch import publics_of
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.web import Asked, Pages
from glienicke.positions.public import last_day
from glienicke.record.watch import watch
from glienicke.record.watch_changes import changes, look_at
from glienicke.record.watch_json import watch_data

pages = Pages(prefix="/api/v1/watch", is_api=True)

Since = Annotated[str, Query(description="A day: `changes` tells what is otherwise since then.")]


@pages.get("/{party}", allows=STAFF, summary="A watchlist", **answered("watch", "By whom, since when, what is next."))
def watchlist(asked: Asked, party: str, on: On = "", since: Since = "") -> Response:
    """A party's people in the custody of others on a day; without one on the last of which a case says anything public.
    Cases with mistakes are left out."""
    publics, _ = publics_of(asked)
    if not any(party in public.facts.parties for public in publics):
        raise NotThere
    last = max((day for public in publics if (day := last_day(public)) is not None), default=dt.date.today())
    day = date_of(on, "on") if on else last
    seen = watch(publics, party, day)
    if not since:
        return asked.json({"command": "watch", **watch_data(seen, None, None)})
    before = date_of(since, "since")
    if before > day:
        raise Refused(f"since: {before} is later than {day}; choose an earlier day to compare with")
    changed = changes(look_at(watch(publics, party, before)), seen)
    return asked.json({"command": "watch", **watch_data(seen, changed, before.isoformat())})
