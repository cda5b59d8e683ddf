"""Who may sign in: members, the cases they are let into, one-time links, sessions and passkeys.

These are for the sign-in pages and for whoever runs the desk; pages about a case go through `Scope`. A token is handed
out once and kept as its SHA-256 only; it has 256 random bits, so that a plain hash cannot be turned back.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.desk.store import tables
from glienicke.desk.store.engine import DOOR, Store, set_rights
from glienicke.desk.who import ROLES, Role, Who

LINK_S = 600
"""How long a sign-in link is good for, in seconds."""

INVITATION_S = 3 * 24 * 3600
"""How long an invitation is good for, in seconds."""


@dataclass(frozen=True, slots=True)
class Member:
    """One who may sign in. party: a delegate's. gone: whether they were let go."""

    id: str
    name: str
    role: Role
    party: str | None
    gone: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in. public: an id that opens nothing, to end it by. made, seen, until: seconds since 1970. about: the
    browser, in words."""

    public: str
    member: str
    made: float
    seen: float
    until: float
    about: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A passkey. id: as the browser says it, base64url."""

    id: str
    member: str
    public_key: bytes
    sign_count: int
    name: str
    made_at: str
    used_at: str | None


def fresh_token() -> str:
    """A new secret of 256 bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(b"glienicke token 1\n" + token.encode("utf-8", "surrogatepass")).hexdigest()


# ------------------------------------------------------------------ members


def add_member(store: Store, name: str, role: Role, party: str | None = None) -> str:
    """A new member, in no case yet; their id. Raises ValueError for a name or a role that is none."""
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > 200:
        raise ValueError("a member needs a name of at most 200 characters")
    if role not in ROLES or role == "nobody":
        raise ValueError(f"'{role}' is no role of a member; there are mediator, analyst and delegate")
    id = secrets.token_hex(8)
    Who(id, role, party)
    row = {"id": id, "name": name, "role": role, "party": party, "made_at": store.now(), "gone_at": None}
    with store.writing(DOOR) as connection:
        connection.execute(tables.member.insert(), [row])
    return id


def members_of(store: Store, case: str | None = None) -> tuple[Member, ...]:
    """Everybody, or those who were let into a case, by name; those let go included if no case is named."""
    query = sa.select(tables.member).order_by(tables.member.c.name, tables.member.c.id)
    if case is not None:
        into = tables.membership.c
        query = query.join(tables.membership, into.member == tables.member.c.id).where(into.case_id == case)
        query = query.where(tables.member.c.gone_at.is_(None))
    with store.reading(DOOR) as connection:
        return tuple(_member(row) for row in connection.execute(query))


def member_of(store: Store, id: str) -> Member | None:
    """One member, None if there is none of this id."""
    with store.reading(DOOR) as connection:
        row = connection.execute(sa.select(tables.member).where(tables.member.c.id == id)).first()
    return _member(row) if row is not None else None


def _member(row: Any) -> Member:
    return Member(row.id, row.name, cast(Role, row.role), row.party, row.gone_at is not None)


def who_is(store: Store, member: str) -> Who | None:
    """Role and cases of a member as they are now; None for one who was let go or never was."""
    with store.reading(DOOR) as connection:
        of = tables.member.c
        row = connection.execute(sa.select(tables.member).where(of.id == member, of.gone_at.is_(None))).first()
        if row is None:
            return None
        into = tables.membership.c
        cases = connection.execute(sa.select(into.case_id).where(into.member == member)).scalars().all()
    return Who(row.id, cast(Role, row.role), row.party, frozenset(cases))


def admit(store: Store, case: str, member: str) -> None:
    """Let a member into a case; nothing changes if they are in."""
    with store.writing(DOOR) as connection:
        admit_within(store, connection, case, member)


def admit_within(store: Store, connection: Connection, case: str, member: str) -> None:
    """The same as the last thing of a transaction, which has the rights of sign-in from here on."""
    if store.is_postgres:
        set_rights(connection, DOOR)
    into = tables.membership.c
    there = sa.select(into.since).where(into.case_id == case, into.member == member)
    if connection.execute(there).first() is None:
        row = {"case_id": case, "member": member, "since": store.now()}
        connection.execute(tables.membership.insert(), [row])


def dismiss(store: Store, case: str, member: str) -> None:
    """Take a member out of a case."""
    into = tables.membership.c
    with store.writing(DOOR) as connection:
        connection.execute(tables.membership.delete().where(into.case_id == case, into.member == member))


def let_go(store: Store, member: str) -> None:
    """Let a member go: name, cases, sessions, links and passkeys are taken out; the id stays in the record."""
    with store.writing(DOOR) as connection:
        for table in (tables.membership, tables.session, tables.link, tables.credential):
            connection.execute(table.delete().where(table.c.member == member))
        gone = {"gone_at": store.now(), "name": "a former member"}
        connection.execute(tables.member.update().where(tables.member.c.id == member).values(gone))


# ------------------------------------------------------------------ one-time links


def make_link(store: Store, member: str, lasts_s: float = LINK_S) -> str:
    """The secret of a new one-time link."""
    token = fresh_token()
    row = {"token": hash_of(token), "member": member, "until": store.clock() + lasts_s, "used": None}
    with store.writing(DOOR) as connection:
        connection.execute(tables.link.delete().where(tables.link.c.until < store.clock() - INVITATION_S))
        connection.execute(tables.link.insert(), [row])
    return token


def use_link(store: Store, token: str) -> str | None:
    """Use a link up: the member whom it signs in; None if it is used, too old or unknown. It works once, whoever else
    tries at the same moment."""
    of, now = tables.link.c, store.clock()
    with store.writing(DOOR) as connection:
        mine = sa.and_(of.token == hash_of(token), of.used.is_(None), of.until > now)
        row = connection.execute(sa.select(of.member).where(mine)).first()
        if row is None or connection.execute(tables.link.update().where(mine).values(used=now)).rowcount != 1:
            return None
        return str(row.member) if _is_here(connection, row.member) else None


def _is_here(connection: Connection, member: str) -> bool:
    here = sa.select(tables.member.c.id).where(tables.member.c.id == member, tables.member.c.gone_at.is_(None))
    return connection.execute(here).first() is not None


# ------------------------------------------------------------------ sessions


def start_session(store: Store, member: str, lasts_s: float, about: str = "") -> tuple[str, Session]:
    """The secret of a new session, and the session. lasts_s: seconds until it ends in any case."""
    token, now = fresh_token(), store.clock()
    session = Session(secrets.token_hex(8), member, now, now, now + lasts_s, about[:200])
    row = {"token": hash_of(token), "public": session.public, "member": member, "about": session.about}
    with store.writing(DOOR) as connection:
        connection.execute(tables.session.delete().where(tables.session.c.until < now))
        connection.execute(tables.session.insert(), [{**row, "made": now, "seen": now, "until": session.until}])
    return token, session


def session_of(store: Store, token: str, idle_s: float) -> Session | None:
    """The session of a token; None if it is unknown, over, or was idle for longer. It counts as seen, to the minute."""
    now, of = store.clock(), tables.session.c
    hash = hash_of(token)
    live = sa.and_(of.token == hash, of.until > now, of.seen > now - idle_s)
    with store.reading(DOOR) as connection:
        row = connection.execute(sa.select(tables.session).where(live)).first()
    if row is None:
        return None
    if now - row.seen > min(60.0, idle_s / 2):
        with store.writing(DOOR) as connection:
            connection.execute(tables.session.update().where(live).values(seen=now))
    return _session(row)


def sessions_of(store: Store, member: str) -> tuple[Session, ...]:
    """A member's sessions that are not over, the last one first."""
    of = tables.session.c
    query = sa.select(tables.session).where(of.member == member, of.until > store.clock()).order_by(of.made.desc())
    with store.reading(DOOR) as connection:
        return tuple(_session(row) for row in connection.execute(query))


def end_session(store: Store, token: str) -> None:
    """Sign out."""
    with store.writing(DOOR) as connection:
        connection.execute(tables.session.delete().where(tables.session.c.token == hash_of(token)))


def end_sessions(store: Store, member: str, public: str | None = None) -> None:
    """End one of a member's sessions, or all."""
    of = tables.session.c
    which = [of.member == member, *([of.public == public] if public is not None else [])]
    with store.writing(DOOR) as connection:
        connection.execute(tables.session.delete().where(*which))


def _session(row: Any) -> Session:
    return Session(row.public, row.member, row.made, row.seen, row.until, row.about)


# ------------------------------------------------------------------ passkeys


def add_credential(store: Store, member: str, id: str, public_key: bytes, sign_count: int, name: str) -> None:
    """Keep a passkey. Raises ValueError if it is kept already."""
    row = {"id": id, "member": member, "public_key": public_key, "sign_count": sign_count, "name": name[:200]}
    try:
        with store.writing(DOOR) as connection:
            connection.execute(tables.credential.insert(), [{**row, "made_at": store.now(), "used_at": None}])
    except sa.exc.IntegrityError:
        raise ValueError("this passkey is registered already") from None


def credentials_of(store: Store, member: str) -> tuple[Credential, ...]:
    """A member's passkeys, in the order in which they came."""
    of = tables.credential.c
    query = sa.select(tables.credential).where(of.member == member).order_by(of.made_at)
    with store.reading(DOOR) as connection:
        return tuple(_credential(row) for row in connection.execute(query))


def credential_of(store: Store, id: str) -> Credential | None:
    """One passkey by its id."""
    with store.reading(DOOR) as connection:
        row = connection.execute(sa.select(tables.credential).where(tables.credential.c.id == id)).first()
    return _credential(row) if row is not None else None


def credential_used(store: Store, id: str, sign_count: int, before: int) -> bool:
    """Note a sign-in. before: the count that it was checked against; False if another sign-in came between."""
    of = tables.credential.c
    with store.writing(DOOR) as connection:
        mine = tables.credential.update().where(of.id == id, of.sign_count == before)
        return connection.execute(mine.values(sign_count=sign_count, used_at=store.now())).rowcount == 1


def drop_credential(store: Store, member: str, id: str) -> None:
    """Take out one of a member's passkeys."""
    of = tables.credential.c
    with store.writing(DOOR) as connection:
        connection.execute(tables.credential.delete().where(of.member == member, of.id == id))


def _credential(row: Any) -> Credential:
    return Credential(row.id, row.member, row.public_key, row.sign_count, row.name, row.made_at, row.used_at)
