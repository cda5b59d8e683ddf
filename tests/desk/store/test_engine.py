"""Opening a store: where it is, what it may not be, and how it is brought to this version."""

import os
import re
import sqlite3
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from glienicke.desk.store import members, migrate, tables
from glienicke.desk.store.engine import KEEPER, ROLE, open_at, open_store
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import CASE, scope_of

RELEASED = Path(__file__).parent / "released"
"""Stores of every version of the tables, as SQL: `1.sqlite.sql` is one that the first version made."""


def test_only_the_owner_may_read_the_file(tmp_path):
    open_store(tmp_path / "deep" / "er" / "desk.sqlite").close()
    assert stat.S_IMODE((tmp_path / "deep" / "er").stat().st_mode) == 0o700
    for file in (tmp_path / "deep" / "er").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_sqlite_is_set_as_it_must_be(tmp_path):
    store = open_store(tmp_path / "desk.sqlite")
    with store.writing(KEEPER) as connection:
        said = {
            p: connection.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert said == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    other = sqlite3.connect(tmp_path / "desk.sqlite", timeout=0)
    with store.writing(KEEPER), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    store.close()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://root:secret@host/desk", "no URL of a store"),
        ("sqlite://", "no URL of a store"),
        ("sqlite:///:memory:", "no URL of a store"),
        ("postgresql://root:secret@127.0.0.1:1/desk", "check that it runs"),
        ("postgresql://root:secret@127.0.0.1:port/desk", "no URL of a store"),
    ],
)
def test_bad_url_is_refused_without_saying_it_again(url, said):
    with pytest.raises(ValueError, match=said) as refused:
        open_store(url)
    assert "secret" not in str(refused.value)


def test_what_is_no_store_is_refused_and_left_alone(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("my notes\n" * 100)
    with pytest.raises(ValueError, match="cannot be opened as a store"):
        open_store(text)
    assert text.read_text() == "my notes\n" * 100
    with pytest.raises(ValueError, match="is no file"):
        open_store(tmp_path)
    with pytest.raises(ValueError, match="there is no store at"):
        open_store(tmp_path / "not-there.sqlite", create=False)
    with pytest.raises(ValueError, match="name another place"):
        open_store(text / "desk.sqlite")
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_store_of_a_newer_version_is_refused_and_left_alone(mediator, store, url):
    with store.engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '999'")
    with pytest.raises(ValueError, match="newer version of glienicke"):
        open_store(url)
    with store.engine.connect() as connection:
        assert migrate.version(connection) == "999"
    assert mediator.texts("harbour").files["harbour.yaml"] == CASE


def test_tables_are_those_that_the_code_names(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, tables.metadata) == []


def test_opening_again_changes_nothing(mediator, store, url):
    with store.reading(KEEPER) as connection:
        before = connection.execute(sa.select(tables.entry)).all()
    again = open_store(url)
    with again.reading(KEEPER) as connection:
        assert connection.execute(sa.select(tables.entry)).all() == before
    again.close()


@pytest.mark.parametrize("version", sorted(migrate.known()))
def test_every_released_version_is_migrated(version, url, tmp_path, request):
    """A store that this version of the tables held, with rows, comes up to today's with nothing lost."""
    kind = "postgresql" if url.startswith("postgresql") else "sqlite"
    old = open_at(url, to=version)
    rows = (RELEASED / f"{version}.rows.sql").read_text(encoding="utf-8")
    with old.engine.connect() as connection, connection.begin():
        if kind == "postgresql":
            connection.exec_driver_sql("SELECT set_config('glienicke.role', 'keeper', true)")
        for statement in rows.split("\n--;\n"):
            if statement.strip():
                blob = r"'\\x\1'::bytea" if kind == "postgresql" else r"x'\1'"
                connection.execute(sa.text(_with_blobs(statement, blob).replace(":", "\\:").replace("\\:\\:", "::")))
    old.close()
    store = open_store(url)
    verified = verify_entries(store)
    assert verified.wrong == () and verified.entries == 9
    (mira,) = [one for one in members.members_of(store) if one.role == "mediator"]
    scope = scope_of(store, mira.id)
    assert scope.texts("harbour").version == 3 and scope.history("harbour")[1].why == "why"
    assert [message.text for message in scope.messages("harbour", "A")] == ["hello"]
    assert [one.state for one in scope.suggestions("harbour")] == ["rejected", "suggested"]
    scope.redo("harbour", "main", 3)
    store.close()


def _with_blobs(statement, blob):
    return re.sub(r"<([0-9a-f]*)>", blob, statement)


def test_role_cannot_be_mistaken():
    assert ROLE == "glienicke_desk"  # the migrations' SQL names it
