"""Whether anything at all changed in a case, for the desk's own use: cheaper than a look in the name of each reader."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from glienicke.desk.store import tables
from glienicke.desk.store.engine import KEEPER, Store

JOBS = 50
"""As many of a case's last jobs are looked at as `Scope.mark` looks at."""


def ticks(store: Store, cases: Iterable[str]) -> dict[str, tuple[tuple[object, ...], ...]]:
    """By case what differs from the last one if an entry was written or a job moved. It tells more than any one reader
    may know, and is shown to none: it only says that it is worth while to look."""
    entry, job = tables.entry.c, tables.job.c
    found = {}
    with store.reading(KEEPER) as connection:
        for case in cases:
            last = sa.select(entry.audience, sa.func.max(entry.seq)).where(entry.case_id == case)
            moving = sa.select(job.id, job.state, job.stopping, job.progress).where(job.case_id == case)
            rows = [*connection.execute(last.group_by(entry.audience))]
            rows += connection.execute(moving.order_by(job.at.desc()).limit(JOBS))
            found[case] = tuple(tuple(row) for row in rows)
    return found
