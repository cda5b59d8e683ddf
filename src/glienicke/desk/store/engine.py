"""A store by its URL: SQLite in a file, or PostgreSQL on a server; migrated, each transaction in somebody's name.

SQLite: write-ahead log, full synchronisation, and BEGIN IMMEDIATE for whatever writes: with a plain BEGIN two writers
can read the same version and one of their changes is lost. PostgreSQL: whoever the URL signs in as, each transaction
runs as the role `glienicke_desk`, which owns nothing and is no superuser, and row-level security lets through what the
settings of this transaction name; without them it lets nothing through.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from glienicke.desk.store import migrate

ROLE = "glienicke_desk"
BUSY_S = 30
"""How long a writer waits for another one, in seconds."""

PRAGMAS = (
    f"busy_timeout={BUSY_S * 1000}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
)
"""secure_delete: what is erased is overwritten, and not just marked as free."""

WRITES = "glienicke_writes"


@dataclass(frozen=True, slots=True)
class Rights:
    """In whose name a transaction runs. role: that of a member, or `door` (sign-in), `worker` (jobs), `keeper`
    (backup, verification): those have their own tables and rows."""

    role: str
    party: str = ""
    cases: tuple[str, ...] = ()


DOOR, WORKER, KEEPER = Rights("door"), Rights("worker"), Rights("keeper")


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. It is shared by threads; each transaction is a connection of its own.

    clock: seconds since 1970; tests set it.
    """

    engine: Engine = field(repr=False)
    clock: Callable[[], float] = time.time

    @property
    def is_postgres(self) -> bool:
        """Whether it is on a PostgreSQL server."""
        return self.engine.dialect.name == "postgresql"

    def now(self) -> str:
        """The time, as rows have it."""
        at = dt.datetime.fromtimestamp(self.clock(), dt.UTC)
        return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @contextmanager
    def reading(self, rights: Rights) -> Iterator[Connection]:
        """One consistent view of the rows that the rights let through."""
        level = {"isolation_level": "REPEATABLE READ"} if self.is_postgres else {}
        with self.engine.connect().execution_options(**level) as connection, connection.begin():
            if self.is_postgres:
                set_rights(connection, rights)
            yield connection

    @contextmanager
    def writing(self, rights: Rights, of: str = "") -> Iterator[Connection]:
        """A transaction that writes: whole or not at all, and one at a time. of: the case it is about; on PostgreSQL
        those of different cases run beside each other."""
        with self.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            if self.is_postgres:
                lock = sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:of, 4711))")
                connection.execute(lock, {"of": f"glienicke {of}"})
                set_rights(connection, rights)
            yield connection

    def scrub(self) -> None:
        """After an erasure, take what was erased out of SQLite's log too; a PostgreSQL server does so in time."""
        if not self.is_postgres:
            raw = self.engine.raw_connection()  # outside any transaction
            try:
                raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)", ())
            finally:
                raw.close()

    def close(self) -> None:
        """Close what is open. The store can be opened again."""
        self.engine.dispose()


def set_rights(connection: Connection, rights: Rights) -> None:
    """Let the rest of this transaction see what the rights let through; PostgreSQL only."""
    connection.exec_driver_sql(f"SET LOCAL ROLE {ROLE}")
    says = "SELECT set_config('glienicke.role', :role, true), set_config('glienicke.party', :party, true), "
    says += "set_config('glienicke.cases', :cases, true)"
    given = {"role": rights.role, "party": rights.party, "cases": ",".join(rights.cases)}
    connection.execute(sa.text(says), given)


def open_store(url: str | Path, *, create: bool = True, clock: Callable[[], float] = time.time) -> Store:
    """The store at a URL (`sqlite:///file`, `postgresql://user@host/database`) or in a file, migrated to this version.

    create: make an SQLite file that is not there. Raises ValueError, with what to do, for a URL that is none, a store
    that cannot be reached, a file that is something else, and a store of a newer version.
    """
    return open_at(url, create=create, clock=clock)


def open_at(url: str | Path, *, to: str = "head", create: bool = True, clock: Callable[[], float] = time.time) -> Store:
    """The same, migrated up to a version of the tables; for restoring an old copy, and for tests."""
    parsed = _url(url)
    engine = _postgres(parsed) if parsed.drivername == "postgresql+psycopg" else _sqlite(parsed, create)
    try:
        migrate.up(engine, ROLE, to)
    except DBAPIError as error:
        engine.dispose()
        raise ValueError(_reached(parsed, error)) from None
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, clock)


def default_path() -> Path:
    """Where a desk's store is unless said otherwise: in the user's folder for data (XDG_DATA_HOME)."""
    base = os.environ.get("XDG_DATA_HOME", "")
    folder = Path(base) if os.path.isabs(base) else Path.home() / ".local" / "share"
    return folder / "glienicke" / "desk.sqlite"


def _url(url: str | Path) -> URL:
    text = str(url)
    if isinstance(url, Path) or not re.match(r"[a-z0-9+]+:", text):
        return URL.create("sqlite", database=text)
    try:
        parsed = make_url(text)
    except (ArgumentError, ValueError):
        parsed = URL.create("none")
    match parsed.drivername:
        case "sqlite" | "sqlite+pysqlite" if parsed.database and parsed.database != ":memory:":
            return URL.create("sqlite", database=parsed.database)
        case "postgresql" | "postgres" | "postgresql+psycopg":
            return parsed.set(drivername="postgresql+psycopg")
    # The URL itself may hold a password, and is not said again.
    raise ValueError("this is no URL of a store; write sqlite:///desk.sqlite or postgresql://user@host/database")


def _sqlite(url: URL, create: bool) -> Engine:
    path = Path(str(url.database))
    if not path.exists():
        if not create:
            raise ValueError(f"there is no store at {path}; `glienicke desk --store {path}` makes one")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))  # and no mistake if another was quicker
        except OSError as error:
            raise ValueError(f"no store can be made at {path}: {error.strerror}; name another place") from None
    elif not path.is_file():
        raise ValueError(f"{path} is no file; name the store's file")
    engine = sa.create_engine(url, hide_parameters=True)

    def connected(dbapi: sqlite3.Connection, _: Any) -> None:
        dbapi.isolation_level = None  # transactions are begun below, not by the driver's guess
        for pragma in PRAGMAS:
            dbapi.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begun)
    return engine


def _postgres(url: URL) -> Engine:
    try:
        return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise ValueError("PostgreSQL needs psycopg: pip install 'glienicke[postgres]'") from None


def _reached(url: URL, error: DBAPIError) -> str:
    """Why a store cannot be opened; the URL's password and the rows concerned are left out."""
    said = str(error.orig).strip().splitlines()[0] if error.orig is not None else "no reason given"
    if url.password:
        said = said.replace(str(url.password), "***")
    if url.drivername == "sqlite":
        return f"{url.database} cannot be opened as a store: {said}; name another file, or restore a backup"
    if "admin option" in said or ("permission denied" in said and "role" in said):
        return f"{said}; an administrator runs once: CREATE ROLE {ROLE} NOLOGIN; GRANT {ROLE} TO the user of the URL"
    return f"the store's server cannot be used: {said}; check that it runs and that the URL is right"
