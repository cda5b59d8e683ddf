"""A real PostgreSQL server for tests: started in a folder of its own, on a Unix socket, as a user who is not root."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REMEDY = "the tests need PostgreSQL's server; on Debian and Ubuntu: sudo apt install postgresql"
OWNER = "desk_owner"


@dataclass(frozen=True)
class Server:
    """A server that runs. folder: where its socket is."""

    folder: Path

    def url(self, database: str, user: str = OWNER) -> str:
        """The URL of a database on it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def sql(self, *statements: str) -> None:
        """Run statements as superuser."""
        import psycopg

        with psycopg.connect(f"host={self.folder} user=tester dbname=postgres", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def programs() -> Path:
    """The folder that holds `initdb` and `postgres`: the newest of Debian's, or that on the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(re.sub(r"\D", "", str(path))))
    on_path = shutil.which("initdb")
    if found:
        return found[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise RuntimeError(REMEDY)


def as_user() -> tuple[list[str], int | None]:
    """What goes before a command so that it does not run as root, and that user's number: the server refuses root."""
    if os.geteuid() != 0:
        return [], None
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], user.pw_uid
    raise RuntimeError("the tests run as root, which the server refuses, and there is no user postgres or nobody")


def run(command: Sequence[str]) -> None:
    """Run to the end. Raises RuntimeError with what the command said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", timeout=120)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr or done.stdout}")


@contextmanager
def started(*, durable: bool = False) -> Iterator[Server]:
    """A server for as long as the block runs. durable: keep what is committed through a crash of the machine too."""
    bin, (before, uid) = programs(), as_user()
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-", dir="/tmp"))  # a socket's path is short
    if uid is not None:
        os.chown(folder, uid, -1)
    data = str(folder / "data")
    try:
        run([*before, str(bin / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        flags = f"-c listen_addresses='' -k {folder} -c max_connections=100"
        flags += "" if durable else " -c fsync=off -c full_page_writes=off"
        log = str(folder / "log")
        run([*before, str(bin / "pg_ctl"), "-D", data, "-w", "-t", "60", "-l", log, "-o", flags, "start"])
        try:
            server = Server(folder)
            server.sql(f"CREATE ROLE {OWNER} LOGIN CREATEROLE", "CREATE ROLE other LOGIN")
            yield server
        finally:
            run([*before, str(bin / "pg_ctl"), "-D", data, "-w", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
