"""A copy of a store in one sealed file, and a store from such a copy, on either kind of database.

The copy is one consistent view of all rows, as lines of JSON (bytes as base64), table by table; a copy from SQLite goes
into PostgreSQL and the other way round. Sessions and links are left out: whoever was signed in signs in again.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.desk.store import migrate, tables
from glienicke.desk.store.engine import KEEPER, Store, open_at
from glienicke.desk.store.sealed import opened, seal
from glienicke.desk.store.verify import Verified, verify

LEFT_OUT = {"session", "link"}
FORM = 1
BATCH = 200


@dataclass(frozen=True, slots=True)
class Copied:
    """rows: how many, in all tables. verified: what the record's check said."""

    rows: int
    verified: Verified


def backup(store: Store, path: Path, passphrase: str) -> Copied:
    """Write a copy of the store, readable for its owner only. The file appears when it is whole. Raises ValueError if
    there is a file already, if the record does not verify, and for an empty passphrase."""
    if path.exists():
        raise ValueError(f"there is a file at {path} already; name another, so that no backup is lost")
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    except OSError as error:
        raise ValueError(f"no file can be made at {path}: {error.strerror}") from None
    try:
        count = [0]
        with os.fdopen(handle, "wb") as file, store.reading(KEEPER) as connection:
            verified = verify(connection)
            if verified.wrong:
                raise ValueError(f"the store's record is damaged, and was not copied: {verified.wrong[0]}")
            seal(_lines(connection, store.now(), count), passphrase, file)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # fails if a file came to be there meanwhile
    except FileExistsError:
        raise ValueError(f"there is a file at {path} already; name another, so that no backup is lost") from None
    finally:
        os.unlink(name)
    _sync(path.parent)
    return Copied(count[0], verified)


def restore(path: Path, passphrase: str, url: str | Path) -> Copied:
    """A store from a copy, in an empty database or a new file; all of it or nothing. Raises ValueError, in words: for
    what is no backup, was cut off or changed, a wrong passphrase, a store that is not empty, a newer version."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
    with file:
        lines = _split(opened(file, passphrase))
        first = json.loads(next(lines, "{}"))
        if first.get("form") != FORM or first.get("schema") not in migrate.known():
            raise ValueError("the backup was made by a newer version of glienicke; install that one")
        made = _makes_file(url)
        store = open_at(url, to=first["schema"])
        try:
            copied = _filled(store, lines)
        except BaseException:
            store.close()
            if made is not None:
                for end in ("", "-wal", "-shm"):
                    Path(f"{made}{end}").unlink(missing_ok=True)
            raise
        store.close()
    open_at(url).close()
    return copied


def _filled(store: Store, lines: Iterator[str]) -> Copied:
    with store.writing(KEEPER) as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
                raise ValueError("the store is not empty; a backup goes into a new file or an empty database")
        rows, ended = 0, False
        for name, columns, some in _batches(lines):
            if name == "":
                ended = columns == [str(rows)]
                continue
            into = sa.table(name, *(sa.column(column) for column in columns))
            connection.execute(into.insert(), [dict(zip(columns, row, strict=True)) for row in some])
            rows += len(some)
        if not ended:
            raise ValueError("the backup does not hold as many rows as it says; nothing of it was used")
        verified = verify(connection)
        if verified.wrong:
            raise ValueError(f"the record in the backup does not verify: {verified.wrong[0]}; nothing of it was used")
        return Copied(rows, verified)


def _lines(connection: Connection, at: str, count: list[int]) -> Iterator[bytes]:
    yield _line({"form": FORM, "schema": migrate.version(connection), "at": at})
    for table in tables.metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        yield _line({"table": table.name, "columns": list(table.c.keys())})
        for row in connection.execute(sa.select(table).execution_options(yield_per=BATCH)):
            count[0] += 1
            yield _line([_plain(value) for value in row])
    yield _line({"end": count[0]})


def _line(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode("ascii") + b"\n"


def _plain(value: Any) -> Any:
    return {"b": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _value(plain: Any) -> Any:
    return base64.b64decode(plain["b"], validate=True) if isinstance(plain, dict) else plain


def _split(chunks: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode("ascii")


def _batches(lines: Iterator[str]) -> Iterator[tuple[str, Sequence[str], list[list[Any]]]]:
    """(table, columns, rows) a batch; at last ("", [number of rows], [])."""
    name, columns, rows = "", list[str](), list[list[Any]]()
    for line in lines:
        data = json.loads(line)
        if isinstance(data, list):
            rows.append([_value(value) for value in data])
            if len(rows) < BATCH:
                continue
        if rows:
            yield name, columns, rows
            rows = []
        if isinstance(data, dict):
            if "end" in data:
                yield "", [str(data["end"])], []
            else:
                name, columns = data["table"], data["columns"]


def _makes_file(url: str | Path) -> Path | None:
    """The SQLite file that opening this URL would make; None if it is there or is none."""
    path = Path(str(url).removeprefix("sqlite:///"))
    return None if "://" in str(path) or str(url).startswith("postgres") or path.exists() else path


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
