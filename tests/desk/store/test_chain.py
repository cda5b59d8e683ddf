"""The record: only ever added to, and every change of it is found."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from glienicke.case.write import Put
from glienicke.desk.store import entries, tables
from glienicke.desk.store.engine import KEEPER, Rights
from glienicke.desk.store.scope import NotThere, Refused
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import CASE, joined, scope_of

OWNER_DROPS = {
    "sqlite": "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; DROP TRIGGER payload_no_delete; "
    "DROP TRIGGER payload_erased",
    "postgresql": "DROP TRIGGER entry_never ON entry; DROP TRIGGER payload_never ON payload; "
    "DROP TRIGGER payload_erased ON payload; ALTER TABLE entry NO FORCE ROW LEVEL SECURITY; "
    "ALTER TABLE payload NO FORCE ROW LEVEL SECURITY; ALTER TABLE text NO FORCE ROW LEVEL SECURITY; "
    "ALTER TABLE branch NO FORCE ROW LEVEL SECURITY",
}


@pytest.fixture
def busy(mediator, store):
    """A mediator whose case has entries of all kinds, in three chains."""
    mediator.edit("harbour", "main", [Put(("title",), "Second")], "why", 1)
    mediator.undo("harbour", "main", 2)
    mediator.branch("harbour", "other")
    mediator.say("harbour", "A", "hello")
    a = joined(mediator, store, "delegate", "Dan", "A")
    a.score("harbour", mediator.publish("harbour", "A", "text", {"text": "news"}), {"gain": "5"})
    mediator.add_document("harbour", "report", {"title": "T"}, [{"value": "x"}, {"value": "y"}])
    mediator.reject("harbour", mediator.suggestions("harbour")[0].id)
    return mediator


def tamper(store, statement, **values):
    """Change the store as its owner could, behind the triggers."""
    with store.engine.connect() as connection, connection.begin():
        for drop in OWNER_DROPS[connection.dialect.name].split("; "):
            connection.exec_driver_sql(drop)
        changed = connection.execute(sa.text(statement), values)
        assert changed.rowcount == 1


def test_whole_record_verifies(busy, store):
    found = verify_entries(store)
    assert (found.wrong, found.erased, found.entries) == ((), 0, 9)
    assert {audience: seq for (_, audience), (seq, _) in found.heads.items()} == {
        "staff": 6,
        "channel:A": 2,
        "own:A": 1,
    }


@pytest.mark.parametrize("statement", ["UPDATE entry SET kind = 'x'", "DELETE FROM entry", "DELETE FROM payload"])
@pytest.mark.parametrize("rights", [KEEPER, Rights("mediator", "", ("harbour",))])
def test_what_was_written_stays(busy, store, statement, rights):
    with pytest.raises(DBAPIError), store.writing(rights) as connection:
        connection.exec_driver_sql(statement)
    assert not verify_entries(store).wrong


@pytest.mark.parametrize("statement", ["UPDATE entry SET kind = 'x'", "DELETE FROM entry", "DELETE FROM payload"])
def test_not_even_the_owner_changes_it_by_mistake(busy, store, statement):
    with store.engine.connect() as connection, connection.begin():
        if store.is_postgres:
            for table in ("entry", "payload"):
                connection.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        with pytest.raises(DBAPIError, match="never"):
            connection.exec_driver_sql(statement)


def test_payload_is_erased_and_never_changed(busy, store):
    for values in ({"content": b"x", "salt": b"y"}, {"content": None}, {"content": None, "salt": None, "hash": "0"}):
        with pytest.raises(DBAPIError), store.writing(KEEPER) as connection:
            connection.execute(tables.payload.update().values(**values))
            assert "salt" in values, "half an erasure"
            raise AssertionError("it was changed")
    assert not verify_entries(store).wrong


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("UPDATE entry SET at = '2020-01-01' WHERE audience = 'staff' AND seq = 2", "was changed"),
        ("UPDATE entry SET hash = 'f' WHERE audience = 'staff' AND seq = 2", "does not follow"),
        ("DELETE FROM entry WHERE audience = 'staff' AND seq = 2", "entries are missing"),
        ("DELETE FROM entry WHERE audience = 'staff' AND seq = 1", "entries are missing"),
        ("UPDATE branch SET version = 1 WHERE name = 'main'", "not at its last version"),
        ("UPDATE text SET content = (SELECT content FROM text WHERE version = 2 AND branch = 'main') "
         "WHERE version = 3 AND branch = 'main'", "not those of the entry"),
        ("DELETE FROM text WHERE version = 2 AND branch = 'main'", "not those of the entry"),
    ],
)  # fmt: skip
def test_every_change_is_found(busy, store, statement, word):
    tamper(store, statement)
    assert any(word in str(wrong) for wrong in verify_entries(store).wrong)


def test_changed_payload_is_found(busy, store):
    with store.reading(KEEPER) as connection:
        entry = entries.listed(connection, "harbour", "channel:A", "message")[0]
    tamper(store, "UPDATE payload SET content = :c WHERE hash = :h", c=b"not packed", h=entry.of)
    assert "not what its entry commits to" in str(verify_entries(store).wrong[0])


def test_payload_that_vanished_is_found(busy, store):
    with store.reading(KEEPER) as connection:
        entry = entries.listed(connection, "harbour", "channel:A", "message")[0]
    tamper(store, "UPDATE payload SET content = NULL, salt = NULL WHERE hash = :h", h=entry.of)
    assert "no erasure says why" in str(verify_entries(store).wrong[0])


def test_entries_hold_no_words(busy, store):
    """What the chain keeps for ever are numbers, ids and hashes."""
    with store.reading(KEEPER) as connection:
        rows = connection.execute(sa.select(tables.entry)).all()
    for row in rows:
        body = json.loads(row.body)
        assert set(body) <= {"of", "contents", "erased"}
        assert all(len(hash) == 64 for hash in (body["of"], *body["contents"]))
        for word in ("Second", "why", "hello", "news", "report", "Mira", "Dan", "Ana"):
            assert word not in str(tuple(row))


def test_forgetting_takes_out_every_trace_and_the_record_still_verifies(busy, store):
    busy.edit("harbour", "main", [Put(("people", "ana", "name"), "Zofia Quill")], "Zofia Quill's passport", 3)
    busy.branch("harbour", "with-her")
    busy.say("harbour", "B", "We speak of ZOFIA QUILL.")
    busy.add_document("harbour", "Zofia Quill was seen.", {"title": "News"}, [{"value": "Zofia Quill"}])
    busy.submit("harbour", "main", {"verb": "find", "want": "Zofia Quill"})
    with pytest.raises(Refused, match="'main' still holds"):
        busy.forget("harbour", ["Zofia Quill"], "she asked")
    busy.edit("harbour", "main", [Put(("people", "ana", "name"), "Person 1")], "taken out", 4)
    with pytest.raises(Refused, match="'with-her' still holds"):
        busy.forget("harbour", ["Zofia Quill"], "she asked")
    busy.drop_branch("harbour", "with-her")
    with pytest.raises(Refused, match="the reason"):
        busy.forget("harbour", ["Zofia Quill"], "Zofia Quill asked")
    assert busy.forget("harbour", ["Zofia Quill"], "she asked") == 6
    with store.reading(KEEPER) as connection:
        for row in connection.execute(sa.select(tables.payload)):
            assert row.content is None or b"zofia" not in entries.unpacked(row.content).lower()
        for table in tables.metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                assert "zofia" not in str(tuple(row)).lower()
    found = verify_entries(store)
    assert (found.wrong, found.erased) == ((), 5)
    assert [change.why for change in busy.history("harbour")][:2] == ["taken out", "(erased)"]
    assert busy.history("harbour")[0].diff == {"harbour.yaml": "(erased)"}
    assert busy.messages("harbour", "B")[0].text is None
    assert busy.jobs("harbour") == ()
    with pytest.raises(Refused, match="erased"):
        busy.undo("harbour", "main", 5)
    with pytest.raises(Refused, match="erased"):
        busy.texts_at("harbour", "main", 4)
    assert busy.texts("harbour").files["harbour.yaml"] == CASE.replace("name: Ana", "name: Person 1")


def test_nothing_of_an_erased_text_is_left_in_the_file(busy, store, tmp_path):
    busy.say("harbour", "B", "We speak of Zofia Quill, and of much else: " + "0123456789abcdef" * 3)
    busy.submit("harbour", "main", {"verb": "find", "want": "Zofia Quill"})
    with store.reading(KEEPER) as connection:
        last = entries.listed(connection, "harbour", "channel:B")[-1].of
        kept = connection.execute(sa.select(tables.payload).where(tables.payload.c.hash == last)).one()
    busy.forget("harbour", ["Zofia Quill"], "she asked")
    if store.is_postgres:
        return  # the server's pages are the server's
    files = b"".join(path.read_bytes() for path in tmp_path.glob("desk.sqlite*"))
    assert kept.content[-30:] not in files and kept.salt not in files and b"Zofia" not in files


def test_erased_case_is_gone_and_the_record_verifies(busy, store):
    busy.erase_case("harbour", "the talks are over")
    assert busy.cases() == ()
    with pytest.raises(NotThere):
        busy.texts("harbour")
    with store.reading(KEEPER) as connection:
        left = [entries.unpacked(row.content) for row in connection.execute(sa.select(tables.payload)) if row.content]
        assert sorted(left) == [b'{"reason":"the talks are over"}', b"{}", b"{}"]
        for table in tables.metadata.sorted_tables:
            if "case_id" in table.c and table.name not in ("entry", "payload"):
                assert connection.execute(sa.select(table)).all() == []
    found = verify_entries(store)
    assert (found.wrong, found.entries) == ((), 12)
    again = scope_of(store, busy.who.member)
    assert again.bring("harbour", {"harbour.yaml": CASE.encode()}).version == 1
    assert [change.kind for change in again.history("harbour")] == ["brought"]
    assert again.messages("harbour", "A")[0].text is None
    assert verify_entries(store).wrong == ()


def test_errors_hold_no_rows(busy, store):
    with pytest.raises(DBAPIError) as refused, store.writing(KEEPER) as connection:
        row = {"id": busy.who.member, "name": "a secret name", "role": "analyst", "made_at": ""}
        connection.execute(tables.member.insert(), [row])
    assert "a secret name" not in str(refused.value)
