"""Erasing what holds given words, so that the record still verifies: payloads go, their commitments stay.

It reaches the case's own chain and its channels; a party's own notes are not the mediator's to read, nor to erase.
Backups made before keep what they hold: they are to be made anew and the old ones destroyed. So does a PostgreSQL
server, in pages and logs of its own, until it has vacuumed and recycled them; SQLite overwrites at once.
"""

from __future__ import annotations

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.desk.store import entries, revisions, tables
from glienicke.desk.store.problems import Refused


def forget(connection: Connection, case: str, pattern: re.Pattern[str], reason: str, by: str, at: str) -> int:
    """Erase what matches; how many payloads and jobs. Raises Refused if a branch's present texts match."""
    now: set[str] = set()
    for line in revisions.branches(connection, case):
        texts = revisions.current(connection, case, line.name)
        if any(pattern.search(text) for text in (*texts.files, *texts.files.values())):
            raise Refused(f"'{line.name}' still holds one of the words; take them out of its texts first, or drop it")
        now.update(revisions.manifest(connection, case, line.name, line.version).values())
    gone: dict[str, list[str]] = {}
    of = tables.payload.c
    mine = sa.select(tables.payload).where(of.case_id == case, of.content.is_not(None), of.audience.not_like("own:%"))
    for row in connection.execute(mine):
        text = entries.unpacked(row.content).decode("utf-8", "replace")
        if row.hash not in now and pattern.search(text):
            gone.setdefault(row.audience, []).append(row.hash)
    for audience, hashes in gone.items():
        entries.erase(connection, hashes)
        entries.append(connection, case, audience, "erasure", by, at, {"reason": reason}, erased=hashes)
    return sum(map(len, gone.values())) + _jobs(connection, case, pattern)


def erase_case(connection: Connection, case: str, reason: str, by: str, at: str) -> None:
    """Erase every payload of a case, and all that is read off its entries. The transaction sees everything."""
    of = tables.payload.c
    mine = sa.select(of.hash, of.audience).where(of.case_id == case, of.content.is_not(None))
    gone: dict[str, list[str]] = {entries.STAFF: []}
    for row in connection.execute(mine):
        gone.setdefault(row.audience, []).append(row.hash)
    for audience, hashes in sorted(gone.items()):
        entries.erase(connection, hashes)
        told = {"reason": reason} if audience == entries.STAFF else {}
        entries.append(connection, case, audience, "erasure", by, at, told, erased=sorted(hashes))
    for table in (
        tables.suggestion,
        tables.document,
        tables.text,
        tables.revision,
        tables.branch,
        tables.job,
        tables.kept_case,
        tables.membership,
    ):
        connection.execute(table.delete().where(table.c.case_id == case))


def _jobs(connection: Connection, case: str, pattern: re.Pattern[str]) -> int:
    of = tables.job.c
    query = sa.select(of.id, of.question, of.progress, of.answer, of.error).where(of.case_id == case)
    found = [row.id for row in connection.execute(query) if any(pattern.search(said or "") for said in row[1:])]
    for id in found:
        connection.execute(tables.job.delete().where(of.id == id))
    return len(found)
