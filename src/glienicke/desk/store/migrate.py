"""A store brought to this version's tables by Alembic; one of a newer version is refused.

Each version is one SQL file a database in `migrations/versions`, beside the few lines that name it.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy.engine import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def up(engine: Engine, role: str, to: str = "head") -> None:
    """Make or migrate the tables, in one transaction. Raises ValueError for a store of a newer version."""
    head = ScriptDirectory.from_config(_config()).get_current_head() if to == "head" else to
    with engine.connect() as connection:
        if version(connection) == head:
            return
    with engine.connect().execution_options(glienicke_writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(4711)"))
            _make_role(connection, role)
        has = version(connection)
        if has is not None and has not in known():
            raise ValueError(
                f"the store was made by a newer version of glienicke (its tables are '{has}'); install that one, "
                "or restore a backup into a new store"
            )
        config = _config()
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, to)
        except CommandError as error:
            raise ValueError(f"the store cannot be brought to this version: {error}") from None


def known() -> frozenset[str]:
    """The versions of the tables that this version of glienicke knows."""
    return frozenset(found.revision for found in ScriptDirectory.from_config(_config()).walk_revisions())


def version(connection: Connection) -> str | None:
    """The version of the store's tables; None of an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _make_role(connection: Connection, role: str) -> None:
    """The role under which the desk reads and writes; it cannot sign in by itself."""
    there = connection.execute(sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).scalar()
    if not there:
        with connection.begin_nested():
            connection.exec_driver_sql(f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS")
    member = sa.text("SELECT pg_has_role(current_user, :role, 'MEMBER')")
    if not connection.execute(member, {"role": role}).scalar():
        connection.exec_driver_sql(f"GRANT {role} TO CURRENT_USER")


def run_file(connection: Connection, name: str) -> None:
    """Run the statements of one of the SQL files, each ended by a line `--;`."""
    sql = (MIGRATIONS / "versions" / f"{name}.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in sql.split("\n--;\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)
