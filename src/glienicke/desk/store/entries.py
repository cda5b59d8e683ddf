"""The record: entries chained by hashes, one chain a case and audience, and beside them what they commit to.

An entry holds numbers, ids and commitments, never words. What was said or written stands in payloads under fresh salts
(as `glienicke.case.chain` does it for registers): take a payload out, and the chain still verifies, while nothing that
is left says what it was. Chains are apart by audience, so that a party's own chain, its numbers and its times tell
nothing of others. SHA-256 is that of FIPS 180-4.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.case.chain import FIRST, SALT_BYTES, canonical
from glienicke.desk.store import tables

STAFF = "staff"
CONTENT_MAX = 64 * 2**20
"""Bytes of one payload when unpacked; more is taken for damage."""

_ENTRY_WORDS = b"glienicke desk entry 1\n"
_PAYLOAD_WORDS = b"glienicke desk payload 1\n"


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as it stands. of: commitment to its details. contents: commitments to what they speak of, in order.
    erased: of an erasure, the commitments whose payloads it took out."""

    case: str
    audience: str
    seq: int
    at: str
    by: str
    kind: str
    of: str
    contents: tuple[str, ...]
    erased: tuple[str, ...]


def channel(party: str) -> str:
    """The audience of the mediator and one party's delegates."""
    return f"channel:{party}"


def own(party: str) -> str:
    """The audience of one party's delegates alone."""
    return f"own:{party}"


def text_of(data: Any) -> str:
    """Canonical JSON, as rows have it."""
    return canonical(data).decode("utf-8")


def link_hash(case: str, audience: str, seq: int, at: str, by: str, kind: str, body: str, prev: str) -> str:
    """The hash of an entry, over everything in it and the hash of the one before."""
    link = {"case": case, "audience": audience, "seq": seq, "at": at, "by": by, "kind": kind, "body": body}
    return hashlib.sha256(_ENTRY_WORDS + canonical({**link, "prev": prev})).hexdigest()


def commitment(content: bytes, salt: bytes) -> str:
    """What an entry holds in place of a payload."""
    return hashlib.sha256(_PAYLOAD_WORDS + salt + content).hexdigest()


def keep(connection: Connection, case: str, audience: str, content: bytes) -> str:
    """Keep a payload; its commitment."""
    salt = secrets.token_bytes(SALT_BYTES)
    hash = commitment(content, salt)
    row = {"hash": hash, "case_id": case, "audience": audience, "salt": salt, "content": zlib.compress(content, 1)}
    connection.execute(tables.payload.insert(), [row])
    return hash


def append(
    connection: Connection,
    case: str,
    audience: str,
    kind: str,
    by: str,
    at: str,
    details: Mapping[str, Any],
    contents: Sequence[str] = (),
    erased: Sequence[str] = (),
) -> Written:
    """Write one entry at the end of its chain. by: a member's id. contents: commitments of payloads already kept.

    The transaction must be one that writes: it holds off other writers of the case, so that the chain cannot fork.
    """
    of = keep(connection, case, audience, canonical(details))
    seq, prev = head(connection, case, audience)
    body = text_of({"of": of, "contents": list(contents), **({"erased": list(erased)} if erased else {})})
    row = {"case_id": case, "audience": audience, "seq": seq + 1, "at": at, "by": by, "kind": kind, "body": body}
    hash = link_hash(case, audience, seq + 1, at, by, kind, body, prev)
    connection.execute(tables.entry.insert(), [{**row, "prev": prev, "hash": hash}])
    return Written(case, audience, seq + 1, at, by, kind, of, tuple(contents), tuple(erased))


def head(connection: Connection, case: str, audience: str) -> tuple[int, str]:
    """Number and hash of a chain's last entry; 0 and zeros of an empty one."""
    entry = tables.entry.c
    last = (
        sa.select(entry.seq, entry.hash)
        .where(entry.case_id == case, entry.audience == audience)
        .order_by(entry.seq.desc())
        .limit(1)
    )
    row = connection.execute(last).first()
    return (row[0], row[1]) if row is not None else (0, FIRST)


def listed(connection: Connection, case: str, audience: str, *kinds: str) -> tuple[Written, ...]:
    """The entries of a chain in their order, of these kinds if any are named."""
    entry = tables.entry.c
    query = sa.select(tables.entry).where(entry.case_id == case, entry.audience == audience).order_by(entry.seq)
    if kinds:
        query = query.where(entry.kind.in_(kinds))
    return tuple(written(row) for row in connection.execute(query))


def written(row: Any) -> Written:
    """An entry from its row."""
    body = json.loads(row.body)
    contents, erased = tuple(body["contents"]), tuple(body.get("erased", ()))
    return Written(row.case_id, row.audience, row.seq, row.at, row.by, row.kind, body["of"], contents, erased)


def payloads(connection: Connection, hashes: Sequence[str]) -> dict[str, bytes]:
    """What the commitments stand for, as far as it is there: not erased, and not another's."""
    found: dict[str, bytes] = {}
    wanted = tuple(dict.fromkeys(hashes))
    for start in range(0, len(wanted), 500):  # databases limit how many values one query names
        some = tables.payload.c.hash.in_(wanted[start : start + 500])
        query = sa.select(tables.payload.c.hash, tables.payload.c.content).where(some)
        found.update({hash: unpacked(content) for hash, content in connection.execute(query) if content is not None})
    return found


def kept(connection: Connection, hashes: Sequence[str]) -> frozenset[str]:
    """Those commitments whose payload is there: not erased, and not another's."""
    found: set[str] = set()
    wanted = tuple(dict.fromkeys(hashes))
    for start in range(0, len(wanted), 500):
        some = tables.payload.c.hash.in_(wanted[start : start + 500])
        query = sa.select(tables.payload.c.hash).where(some, tables.payload.c.content.is_not(None))
        found.update(connection.execute(query).scalars())
    return frozenset(found)


def details(connection: Connection, hashes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The same for payloads that are JSON."""
    return {hash: json.loads(content) for hash, content in payloads(connection, hashes).items()}


def told(connection: Connection, case: str, audience: str, kind: str) -> list[tuple[Written, dict[str, Any]]]:
    """The entries of one kind with what they say; nothing of what was erased."""
    found = listed(connection, case, audience, kind)
    said = details(connection, [entry.of for entry in found])
    return [(entry, said.get(entry.of, {})) for entry in found]


def unpacked(content: bytes) -> bytes:
    """A payload's bytes. Raises ValueError for what was never packed by `keep`."""
    unpacking = zlib.decompressobj()
    try:
        data = unpacking.decompress(content, CONTENT_MAX)
    except zlib.error:
        raise ValueError("a payload is damaged") from None
    if not unpacking.eof:
        raise ValueError("a payload is damaged, or larger than any that is kept")
    return data


def erase(connection: Connection, hashes: Sequence[str]) -> None:
    """Take payloads and salts out. The caller writes the entry that says so."""
    for start in range(0, len(hashes), 500):
        some = tables.payload.c.hash.in_(hashes[start : start + 500])
        connection.execute(tables.payload.update().where(some).values(salt=None, content=None))
