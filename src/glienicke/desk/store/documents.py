"""Reports brought into a case, what the reader suggests of them, and what was decided of each suggestion.

A suggestion that was rejected is not made again: its key, an HMAC under the case's own secret, is known. Every function
works inside a transaction.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.case.chain import canonical
from glienicke.desk.store import entries, tables
from glienicke.desk.store.problems import NotThere, Refused

State = Literal["suggested", "accepted", "rejected"]
MATTER = ("subject", "property", "value", "since", "chain")
"""The parts of a suggestion that make it the same one, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report. about: title, published, address, as far as they are known. text: as the reader saw it; None once it
    was erased."""

    id: str
    at: str
    by: str
    about: Mapping[str, Any]
    text: str | None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion of the reader. body: as `glienicke read --json` has it; empty once it was erased."""

    id: str
    document: str
    body: Mapping[str, Any]
    state: State
    decided_at: str | None
    decided_by: str | None


def add(
    connection: Connection,
    case: str,
    by: str,
    at: str,
    text: str,
    about: Mapping[str, Any],
    found: Sequence[Mapping[str, Any]],
) -> str:
    """Keep a report and what was found in it; its id. What was rejected before is left out."""
    staff = entries.STAFF
    id = secrets.token_hex(8)
    content = entries.keep(connection, case, staff, text.encode("utf-8", "replace"))
    told = entries.keep(connection, case, staff, canonical(dict(about)))
    row = {"case_id": case, "id": id, "at": at, "by": by, "about": told, "content": content}
    connection.execute(tables.document.insert(), [row])
    known = _rejected(connection, case)
    pepper = connection.execute(
        sa.select(tables.kept_case.c.pepper).where(tables.kept_case.c.case_id == case)
    ).scalar_one()
    kept: list[str] = []
    rows: list[dict[str, object]] = []
    for position, one in enumerate(found):
        key = _key(pepper, one)
        if key in known:
            continue
        kept.append(entries.keep(connection, case, staff, canonical(dict(one))))
        made = {"case_id": case, "id": f"{id}-{position}", "document": id, "position": position, "key": key}
        rows.append({**made, "content": kept[-1], "state": "suggested"})
    if rows:
        connection.execute(tables.suggestion.insert(), rows)
    entries.append(connection, case, staff, "document", by, at, {"document": id}, (told, content, *kept))
    return id


def _rejected(connection: Connection, case: str) -> set[str]:
    of = tables.suggestion.c
    return set(connection.execute(sa.select(of.key).where(of.case_id == case, of.state == "rejected")).scalars())


def _key(pepper: bytes, one: Mapping[str, Any]) -> str:
    matter = {key: one[key] for key in MATTER if key in one}
    return hmac.new(pepper, canonical(matter or dict(one)), hashlib.sha256).hexdigest()


def listed(connection: Connection, case: str, id: str | None = None) -> tuple[Document, ...]:
    """The reports of a case, the last one first; without their texts unless one is named. by: the member's id."""
    of = tables.document.c
    query = sa.select(tables.document).where(of.case_id == case, *([of.id == id] if id else [])).order_by(of.at.desc())
    rows = connection.execute(query).all()
    about = entries.details(connection, [row.about for row in rows])
    texts = entries.payloads(connection, [row.content for row in rows]) if id else {}
    found = []
    for row in rows:
        text = texts[row.content].decode("utf-8") if row.content in texts else None
        found.append(Document(row.id, row.at, row.by, about.get(row.about, {}), text))
    return tuple(found)


def suggestions(connection: Connection, case: str, document: str | None = None) -> tuple[Suggestion, ...]:
    """Those of one report in its order, or those of all."""
    of = tables.suggestion.c
    query = sa.select(tables.suggestion).where(of.case_id == case, *([of.document == document] if document else []))
    rows = connection.execute(query.order_by(of.document, of.position)).all()
    bodies = entries.payloads(connection, [row.content for row in rows])
    return tuple(
        Suggestion(
            row.id,
            row.document,
            json.loads(bodies.get(row.content, b"{}")),
            cast(State, row.state),
            row.decided_at,
            row.decided_by,
        )
        for row in rows
    )


def more(connection: Connection, case: str, document: str, by: str, at: str, one: Mapping[str, Any]) -> str:
    """One suggestion more of a report, made by a member; its id. It is taken even if the same was rejected before."""
    of = tables.suggestion.c
    last = sa.select(sa.func.max(of.position)).where(of.case_id == case, of.document == document)
    position = int(connection.execute(last).scalar() or 0) + 1
    pepper = connection.execute(
        sa.select(tables.kept_case.c.pepper).where(tables.kept_case.c.case_id == case)
    ).scalar_one()
    content = entries.keep(connection, case, entries.STAFF, canonical(dict(one)))
    row = {"case_id": case, "id": f"{document}-{position}", "document": document, "position": position}
    row |= {"key": _key(pepper, one), "content": content, "state": "suggested"}
    connection.execute(tables.suggestion.insert(), [row])
    entries.append(connection, case, entries.STAFF, "document", by, at, {"document": document}, (content,))
    return f"{document}-{position}"


def decide(
    connection: Connection, case: str, id: str, state: State, by: str, at: str, of: tuple[str, int] | None = None
) -> None:
    """Accept or reject, or open again what was decided. of: the branch and the version that came of it. Raises
    NotThere, and Refused if it is decided already, or open."""
    column = tables.suggestion.c
    row = connection.execute(sa.select(tables.suggestion).where(column.case_id == case, column.id == id)).first()
    if row is None:
        raise NotThere
    if (row.state == "suggested") == (state == "suggested"):
        raise Refused(f"the suggestion was {row.state} already" if row.state != "suggested" else "it is open already")
    decided = {"decided_at": None, "decided_by": None} if state == "suggested" else {"decided_at": at, "decided_by": by}
    update = tables.suggestion.update().where(column.case_id == case, column.id == id)
    connection.execute(update.values({"state": state, **decided}))
    details: dict[str, Any] = {"suggestion": id, "state": state}
    if of is not None:
        details |= {"branch": of[0], "version": of[1]}
    entries.append(connection, case, entries.STAFF, "decided", by, at, details)


def came_of(connection: Connection, case: str) -> dict[str, tuple[str, int]]:
    """The branch and the version that came of the last acceptance of each suggestion, where one did."""
    found: dict[str, tuple[str, int]] = {}
    for _, told in entries.told(connection, case, entries.STAFF, "decided"):
        found.pop(told.get("suggestion", ""), None)
        if "version" in told:
            found[told["suggestion"]] = (told["branch"], told["version"])
    return found
