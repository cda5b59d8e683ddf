"""What PostgreSQL guards by itself: a query without rights sees nothing, and one with A's rights nothing of B."""

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, ProgrammingError

from glienicke.desk.store import members, tables
from glienicke.desk.store.engine import DOOR, KEEPER, ROLE, WORKER, Rights, open_store
from tests.desk.store.conftest import CASE, joined, scope_of
from tests.desk.store.server import REMEDY, programs

TABLES = [table.name for table in tables.metadata.sorted_tables]


@pytest.fixture
def url(postgres_url):
    return postgres_url


@pytest.fixture
def full(mediator, store):
    """Rows in every table, of two cases and two parties."""
    for party in "AB":
        delegate = joined(mediator, store, "delegate", f"Delegate of {party}", party)
        number = mediator.publish("harbour", party, "text", {"text": f"canary of {party}"})
        mediator.say("harbour", party, f"canary of {party}")
        delegate.score("harbour", number, {"note": f"canary of {party}"})
        members.start_session(store, delegate.who.member, 60)
        members.add_credential(store, delegate.who.member, f"key-{party}", b"key", 0, "key")
    mediator.add_document("harbour", "canary of staff", {}, [{"value": "canary of staff"}])
    mediator.submit("harbour", "main", {"verb": "find"})
    other = scope_of(store, members.add_member(store, "Otto", "mediator"))
    other.bring("elsewhere", {"a.yaml": CASE.encode()})
    other.submit("elsewhere", "main", {"verb": "find"})
    return mediator


def rows(connection, table):
    return connection.exec_driver_sql(f"SELECT * FROM {table}").all()


def test_every_table_is_full_and_guarded(full, store):
    with store.reading(KEEPER) as connection:
        assert [table for table in TABLES if not rows(connection, table)] == []
        guarded = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"
        assert set(TABLES) <= set(connection.exec_driver_sql(guarded).scalars())
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        assert set(connection.exec_driver_sql(listed).scalars()) == {*TABLES, "alembic_version"}


def test_role_owns_nothing_and_is_no_superuser(full, store):
    with store.reading(KEEPER) as connection:
        assert connection.exec_driver_sql("SELECT current_user").scalar() == ROLE
        of = "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = current_user"
        assert tuple(connection.exec_driver_sql(of).one()) == (False, False, False, False)
        owned = f"SELECT count(*) FROM pg_tables WHERE tableowner = '{ROLE}'"
        assert connection.exec_driver_sql(owned).scalar() == 0


@pytest.mark.parametrize("rights", [Rights("nobody"), Rights("mediator"), Rights("delegate", "A"), Rights("")])
def test_rights_without_cases_see_nothing(full, store, rights):
    with store.reading(rights) as connection:
        assert [table for table in TABLES if rows(connection, table)] == []


def test_query_without_rights_sees_nothing(full, store):
    with store.engine.connect() as connection, connection.begin():  # as the owner of the tables
        assert [table for table in TABLES if rows(connection, table)] == []
    with store.engine.connect() as connection, connection.begin():  # and as the desk, having forgotten to say who asks
        connection.exec_driver_sql(f"SET LOCAL ROLE {ROLE}")
        assert [table for table in TABLES if rows(connection, table)] == []


def test_rights_end_with_their_transaction(full, store):
    with store.reading(KEEPER) as connection:
        assert rows(connection, "entry")
    for _ in range(5):  # whichever connection of the pool it is
        with store.engine.connect() as connection, connection.begin():
            assert rows(connection, "entry") == []


def test_delegate_sees_no_row_of_another_by_raw_sql(full, store):
    with store.reading(Rights("delegate", "A", ("harbour",))) as connection:
        seen = {table: rows(connection, table) for table in TABLES}
    assert {table for table in TABLES if seen[table]} == {"entry", "payload"}
    assert {row.audience for table in ("entry", "payload") for row in seen[table]} == {"channel:A", "own:A"}
    assert {row.case_id for table in ("entry", "payload") for row in seen[table]} == {"harbour"}


def test_mediator_reads_no_scorecard_and_no_other_case_by_raw_sql(full, store):
    with store.reading(Rights("mediator", "", ("harbour",))) as connection:
        seen = {table: rows(connection, table) for table in TABLES}
    assert {row.case_id for table in TABLES for row in seen[table]} == {"harbour"}
    assert {row.audience for row in seen["entry"]} == {"staff", "channel:A", "channel:B"}
    assert not any(seen[table] for table in ("member", "session", "link", "credential"))


def test_analyst_hears_no_channel_by_raw_sql(full, store):
    with store.reading(Rights("analyst", "", ("harbour",))) as connection:
        assert {row.audience for table in ("entry", "payload") for row in rows(connection, table)} == {"staff"}


def test_door_and_worker_have_their_own_tables(full, store):
    with store.reading(DOOR) as connection:
        assert {t for t in TABLES if rows(connection, t)} == {"member", "membership", "session", "link", "credential"}
    with store.reading(WORKER) as connection:
        assert {t for t in TABLES if rows(connection, t)} == {"job"}


def test_nothing_is_written_beyond_ones_rights(full, store):
    row = ("harbour", "channel:B", 99, "2024", "m", "message", "{}", "p", "h")
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        store.writing(Rights("delegate", "A", ("harbour",))) as connection,
    ):
        connection.execute(tables.entry.insert(), [dict(zip(tables.entry.c.keys(), row, strict=True))])
    for statement in (
        "TRUNCATE entry",
        "ALTER TABLE entry DISABLE TRIGGER ALL",
        "DROP TABLE entry",
        "CREATE TABLE x ()",
    ):
        with pytest.raises(DBAPIError), store.writing(KEEPER) as connection:
            connection.exec_driver_sql(statement)


def test_user_who_owns_nothing_can_run_the_desk(full, store, server, postgres_url):
    server.sql(f"GRANT {ROLE} TO other")
    second = open_store(postgres_url.replace("desk_owner@", "other@"))
    assert scope_of(second, full.who.member).texts("harbour") == full.texts("harbour")
    second.close()


def test_user_without_the_role_is_told_what_to_do(server, postgres_url):
    server.sql("CREATE ROLE plain LOGIN", "ALTER DATABASE postgres OWNER TO plain")
    try:
        with pytest.raises(ValueError, match=f"an administrator runs once: .*GRANT {ROLE} TO"):
            open_store(server.url("postgres", "plain"))
    finally:
        server.sql("ALTER DATABASE postgres OWNER TO tester", "DROP ROLE plain")


def test_server_that_is_not_there_is_said_without_the_password(tmp_path):
    with pytest.raises(ValueError, match="check that it runs") as said:
        open_store(f"postgresql://me:very-secret@/desk?host={tmp_path}")
    assert "very-secret" not in str(said.value)


def test_programs_of_the_server_are_found():
    assert (programs() / "postgres").exists() and "apt install postgresql" in REMEDY
    assert psycopg.__version__ and sa.__version__
