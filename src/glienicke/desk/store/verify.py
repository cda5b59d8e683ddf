"""Whether the record is whole: every chain from its start, what its entries commit to, what is read off them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.case.chain import FIRST
from glienicke.desk.store import entries, tables
from glienicke.desk.store.engine import KEEPER, Store


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong, and where. seq: the entry's number in its chain; 0 where it concerns no single one."""

    case: str
    audience: str
    seq: int
    what: str

    def __str__(self) -> str:
        return f"{self.case}, {self.audience}, entry {self.seq}: {self.what}"


@dataclass(frozen=True, slots=True)
class Verified:
    """heads: number and hash of each chain's last entry; written down elsewhere, they show later that nothing was cut
    off. erased: how many payloads are gone."""

    entries: int
    erased: int
    heads: Mapping[tuple[str, str], tuple[int, str]]
    wrong: tuple[Wrong, ...]


def verify_entries(store: Store) -> Verified:
    """Check everything. It reads the whole store: some 20 MB of texts a second."""
    with store.reading(KEEPER) as connection:
        return verify(connection)


def verify(connection: Connection) -> Verified:
    """The same within a transaction."""
    entry = tables.entry.c
    wrong: list[Wrong] = []
    heads: dict[tuple[str, str], tuple[int, str]] = {}
    count, gone, named = 0, set[str](), set[str]()
    rows = connection.execute(sa.select(tables.entry).order_by(entry.case_id, entry.audience, entry.seq))
    for (case, audience), chain in groupby(rows, key=lambda row: (row.case_id, row.audience)):
        seq, prev = 0, FIRST
        for row in chain:
            wrong.extend(_of_link(row, seq + 1, prev))
            seq, prev = row.seq, row.hash
            count += 1
            try:
                said = entries.written(row)
            except (ValueError, KeyError, TypeError):
                continue  # its hash is wrong, and that is said
            gone.update(said.erased)
            named.update((said.of, *said.contents))
        heads[case, audience] = (seq, prev)
    erased, faults = _payloads(connection, named, gone)
    return Verified(count, erased, heads, (*wrong, *faults, *_projections(connection)))


def _of_link(row: Any, seq: int, prev: str) -> Iterator[Wrong]:
    given = (row.case_id, row.audience, row.seq, row.at, row.by, row.kind, row.body, row.prev)
    if row.seq != seq:
        yield Wrong(row.case_id, row.audience, row.seq, f"entry {seq} belongs here: entries are missing")
    elif row.prev != prev:
        yield Wrong(row.case_id, row.audience, row.seq, "the entry does not follow the one before it")
    if entries.link_hash(*given) != row.hash:
        yield Wrong(row.case_id, row.audience, row.seq, "the entry was changed: it no longer has its hash")


def _payloads(connection: Connection, named: set[str], gone: set[str]) -> tuple[int, list[Wrong]]:
    wrong: list[Wrong] = []
    erased, seen = 0, set[str]()
    for row in connection.execute(sa.select(tables.payload).execution_options(yield_per=50)):
        seen.add(row.hash)
        if row.content is None or row.salt is None:
            erased += 1
            if row.hash not in gone:
                wrong.append(Wrong(row.case_id, row.audience, 0, "a payload is missing, and no erasure says why"))
            continue
        try:
            sound = entries.commitment(entries.unpacked(row.content), row.salt) == row.hash
        except ValueError:
            sound = False
        if not sound:
            wrong.append(Wrong(row.case_id, row.audience, 0, "a payload is not what its entry commits to"))
        if row.hash not in named:
            wrong.append(Wrong(row.case_id, row.audience, 0, "a payload belongs to no entry"))
    if named - seen:
        wrong.append(Wrong("", "", 0, f"{len(named - seen)} payloads of entries are not there at all"))
    return erased, wrong


def _projections(connection: Connection) -> Iterator[Wrong]:
    """Texts and branches that are not what the entries say."""
    revision, text = tables.revision.c, tables.text.c
    said = {}
    query = sa.select(tables.entry).where(tables.entry.c.audience == entries.STAFF)
    for row in connection.execute(query):
        try:
            said[row.case_id, row.seq] = entries.written(row).contents
        except (ValueError, KeyError, TypeError):
            continue
    of: dict[tuple[str, str, int], list[str]] = {}
    for row in connection.execute(sa.select(tables.text).order_by(text.position)):
        of.setdefault((row.case_id, row.branch, row.version), []).append(row.content)
    last: dict[tuple[str, str], int] = {}
    for row in connection.execute(sa.select(tables.revision).order_by(revision.version)):
        last[row.case_id, row.branch] = row.version
        if tuple(of.pop((row.case_id, row.branch, row.version), ())) != said.get((row.case_id, row.seq)):
            yield Wrong(row.case_id, entries.STAFF, row.seq, f"the texts of '{row.branch}' are not those of the entry")
    for case, branch, version in of:
        yield Wrong(case, entries.STAFF, 0, f"texts of '{branch}', version {version}, belong to no entry")
    for row in connection.execute(sa.select(tables.branch)):
        if last.get((row.case_id, row.name)) != row.version:
            yield Wrong(row.case_id, entries.STAFF, 0, f"'{row.name}' is not at its last version")
