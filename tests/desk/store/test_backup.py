"""Backup and restore, from either kind of database into either."""

import io
import os
import stat

import pytest
import typer
from typer.testing import CliRunner

from glienicke.case.write import Put
from glienicke.cli.desk_store import backup_command, restore_command
from glienicke.cli.exits import Refused as Exit
from glienicke.desk.store import members, sealed
from glienicke.desk.store.backup import backup, restore
from glienicke.desk.store.engine import KEEPER, default_path, open_store
from glienicke.desk.store.tables import metadata
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import joined, scope_of

WORDS = "six words nobody has guessed yet"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A cheap scrypt; the real cost has a test of its own."""
    monkeypatch.setattr(sealed, "COST", 2**4)


@pytest.fixture
def busy(mediator, store):
    mediator.edit("harbour", "main", [Put(("title",), "Second")], "why", 1)
    mediator.branch("harbour", "other")
    a = joined(mediator, store, "delegate", "Dan", "A")
    a.say("harbour", None, "hello from A")
    mediator.add_document("harbour", "report\x1f ÿ", {"title": "T"}, [{"value": "x"}])
    mediator.submit("harbour", "main", {"verb": "find"})
    members.add_credential(store, a.who.member, "key", bytes(range(256)), 7, "phone")
    members.start_session(store, a.who.member, 60)
    mediator.say("harbour", "B", "Zofia was here")
    mediator.forget("harbour", ["Zofia"], "she asked")
    return mediator


def rows(store):
    with store.reading(KEEPER) as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in metadata.sorted_tables
            if table.name not in ("session", "link")
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, server, tmp_path):
    """The URL of another empty store."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored.sqlite'}"
        return
    server.sql("CREATE DATABASE restored OWNER desk_owner")
    yield server.url("restored")
    server.sql("DROP DATABASE restored WITH (FORCE)")


def test_everything_comes_back_on_either_kind(busy, store, elsewhere, tmp_path):
    path = tmp_path / "copy"
    made = backup(store, path, WORDS)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and made.verified.erased == 1
    back = restore(path, WORDS, elsewhere)
    assert (back.rows, back.verified) == (made.rows, made.verified)
    other = open_store(elsewhere)
    assert rows(other) == rows(store)
    assert verify_entries(other).wrong == ()
    scope = scope_of(other, busy.who.member)
    assert scope.texts("harbour") == busy.texts("harbour") and scope.history("harbour") == busy.history("harbour")
    scope.undo("harbour", "main", 2)
    assert members.sessions_of(other, members.members_of(other)[0].id) == ()
    other.close()
    with pytest.raises(ValueError, match="not empty"):
        restore(path, WORDS, elsewhere)


def test_backup_holds_nothing_in_the_clear(busy, store, tmp_path):
    backup(store, tmp_path / "copy", WORDS)
    content = (tmp_path / "copy").read_bytes()
    for word in (b"harbour", b"hello", b"Mira", b"entry", b"Second"):
        assert word not in content


def test_wrong_passphrase_is_said(busy, store, tmp_path):
    backup(store, tmp_path / "copy", WORDS)
    with pytest.raises(ValueError, match="passphrase is not that of this backup"):
        restore(tmp_path / "copy", WORDS + ".", tmp_path / "new.sqlite")
    with pytest.raises(ValueError, match="passphrase is empty"):
        backup(store, tmp_path / "other", "")
    assert sorted(os.listdir(tmp_path)) == sorted({"copy"} | {p.name for p in tmp_path.glob("desk.sqlite*")})


def test_nothing_is_written_over(busy, store, tmp_path):
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(ValueError, match="already"):
        backup(store, tmp_path / "copy", WORDS)
    assert (tmp_path / "copy").read_text() == "mine"
    with pytest.raises(ValueError, match="no file can be made"):
        backup(store, tmp_path / "no" / "copy", WORDS)


def test_damaged_record_is_not_copied(busy, store, tmp_path, monkeypatch):
    monkeypatch.setattr("glienicke.desk.store.entries.unpacked", lambda content: b"other")
    with pytest.raises(ValueError, match="damaged, and was not copied"):
        backup(store, tmp_path / "copy", WORDS)
    assert not (tmp_path / "copy").exists()


@pytest.fixture(scope="module")
def content():
    """A sealed stream of five chunks and a bit."""
    file = io.BytesIO()
    before, sealed.COST = sealed.COST, 2**4
    try:
        sealed.seal([bytes([n % 256]) * 33_000 for n in range(10)], WORDS, file)
    finally:
        sealed.COST = before
    return file.getvalue()


def start_of(content):
    return content.index(b"\n", len(sealed.MAGIC)) + 1 + 32


def test_sealed_stream_opens(content):
    assert b"".join(sealed.opened(io.BytesIO(content), WORDS)) == b"".join(bytes([n]) * 33_000 for n in range(10))


def test_every_cut_is_found(content):
    step = sealed.CHUNK + sealed.TAG
    cuts = {*range(0, len(content), 7919), *(start_of(content) + n * step + d for n in range(6) for d in (-1, 0, 1))}
    for cut in sorted(cuts):
        with pytest.raises(ValueError, match=r"cut off|no backup|damaged"):
            list(sealed.opened(io.BytesIO(content[:cut]), WORDS))


def test_every_flip_is_found(content):
    for at in {*range(0, len(content), 7919), *range(start_of(content))}:
        flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        with pytest.raises(ValueError, match=r"changed|no backup|damaged|cut off"):
            list(sealed.opened(io.BytesIO(flipped), WORDS))


def test_moved_doubled_and_left_out_chunks_are_found(content):
    start, step = start_of(content), sealed.CHUNK + sealed.TAG
    head, chunks = content[:start], [content[i : i + step] for i in range(start, len(content), step)]
    assert len(chunks) == 6
    for order in ([1, 0, 2, 3, 4, 5], [0, 0, 1, 2, 3, 4, 5], [0, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5, 5], [5], [4, 5]):
        with pytest.raises(ValueError, match=r"changed|damaged|cut off"):
            list(sealed.opened(io.BytesIO(head + b"".join(chunks[n] for n in order)), WORDS))
    with pytest.raises(ValueError, match="cut off after 262,144 bytes"):
        list(sealed.opened(io.BytesIO(head + b"".join(chunks[:5])), WORDS))


def test_empty_and_exact_streams_open():
    for size in (0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, 2 * sealed.CHUNK):
        file = io.BytesIO()
        sealed.seal([b"x" * size], WORDS, file)
        assert b"".join(sealed.opened(io.BytesIO(file.getvalue()), WORDS)) == b"x" * size


def test_header_cannot_ask_for_all_memory(content):
    greedy = content.replace(b'"cost": 16', b'"cost": 1073741824')
    with pytest.raises(ValueError, match="first lines were changed"):
        list(sealed.opened(io.BytesIO(greedy), WORDS))


def test_cut_off_backup_leaves_no_store(busy, store, tmp_path):
    backup(store, tmp_path / "copy", WORDS)
    (tmp_path / "cut").write_bytes((tmp_path / "copy").read_bytes()[:-5])
    with pytest.raises(ValueError, match="cut off or damaged"):
        restore(tmp_path / "cut", WORDS, tmp_path / "new.sqlite")
    assert list(tmp_path.glob("new*")) == []


def test_real_passphrase_is_dear(monkeypatch):
    monkeypatch.undo()
    assert sealed.COST == 2**17


# ------------------------------------------------------------------ command line


@pytest.fixture
def run():
    app = typer.Typer()
    app.command("desk-backup")(backup_command)
    app.command("desk-restore")(restore_command)
    return lambda *words, input=None: CliRunner().invoke(app, [str(word) for word in words], input=input)


def test_commands_go_there_and_back(busy, store, url, run, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(f"{WORDS}\n")
    done = run("desk-backup", tmp_path / "copy", "--store", url, "--passphrase-file", secret)
    assert done.exit_code == 0 and "of the record verified, 1 payloads erased" in done.stdout
    done = run("desk-restore", tmp_path / "copy", "--store", tmp_path / "new.sqlite", "--passphrase-file", secret)
    assert done.exit_code == 0 and "signs in again" in done.stdout
    other = open_store(tmp_path / "new.sqlite", create=False)
    assert rows(other) == rows(store)
    other.close()


def test_commands_refuse_in_words(run, tmp_path):
    empty, secret = tmp_path / "empty", tmp_path / "secret"
    empty.write_text("\n")
    secret.write_text(WORDS)
    new = tmp_path / "new.sqlite"
    for words, said in (
        (("desk-backup", tmp_path / "copy", "--store", new, "--passphrase-file", secret), "there is no store"),
        (("desk-backup", empty, "--store", new, "--passphrase-file", secret), "already"),
        (("desk-backup", tmp_path / "copy", "--store", new, "--passphrase-file", empty), "first line"),
        (("desk-backup", tmp_path / "copy", "--store", new, "--passphrase-file", new), "cannot be read"),
        (("desk-backup", tmp_path / "copy", "--store", new), "nobody to ask"),
        (("desk-restore", tmp_path / "copy", "--store", new), "no file"),
        (("desk-restore", secret, "--store", new, "--passphrase-file", secret), "no backup of a desk"),
    ):
        done = run(*words)
        assert isinstance(done.exception, Exit) and said in done.exception.message
    assert not new.exists()


def test_default_place_is_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == tmp_path / "glienicke" / "desk.sqlite"
    monkeypatch.setenv("XDG_DATA_HOME", "not-absolute")
    assert default_path().is_absolute()
