"""Members, links, sessions, passkeys: what is handed out once is kept as its hash, and everything ends in time."""

import pytest
import sqlalchemy as sa

from glienicke.desk.store import members, tables
from glienicke.desk.store.engine import DOOR, open_store


class Clock:
    now = 1_700_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(url, clock):
    store = open_store(url, clock=clock)
    yield store
    store.close()


@pytest.fixture
def mira(store):
    return members.add_member(store, " Mira  Stone ", "mediator")


def test_member_has_name_role_and_cases(store, mira):
    assert members.member_of(store, mira) == members.Member(mira, "Mira Stone", "mediator", None, False)
    members.admit(store, "harbour", mira)
    members.admit(store, "harbour", mira)
    members.admit(store, "river", mira)
    who = members.who_is(store, mira)
    assert who is not None and who.role == "mediator" and who.cases == frozenset({"harbour", "river"})
    members.dismiss(store, "river", mira)
    assert [one.id for one in members.members_of(store, "harbour")] == [mira]
    assert members.members_of(store, "river") == ()
    assert members.who_is(store, "nobody") is None and members.member_of(store, "nobody") is None


@pytest.mark.parametrize(
    ("name", "role", "party"),
    [("", "mediator", None), ("a\nb\x00", "mediator", None), ("x" * 201, "mediator", None), ("A", "boss", None),
     ("A", "nobody", None), ("A", "delegate", None), ("A", "analyst", "B")],
)  # fmt: skip
def test_member_who_cannot_be_is_refused(store, name, role, party):
    with pytest.raises(ValueError, match=r"name|role|delegate"):
        members.add_member(store, name, role, party)
    assert members.members_of(store) == ()


def test_link_works_once_and_not_for_long(store, mira, clock):
    token = members.make_link(store, mira)
    assert members.use_link(store, "x" + token) is None
    assert members.use_link(store, token) == mira
    assert members.use_link(store, token) is None
    late = members.make_link(store, mira)
    clock.now += members.LINK_S + 1
    assert members.use_link(store, late) is None
    gone = members.make_link(store, mira)
    members.let_go(store, mira)
    assert members.use_link(store, gone) is None


def test_session_ends_when_idle_and_in_any_case(store, mira, clock):
    token, session = members.start_session(store, mira, lasts_s=3600, about="a browser")
    for _ in range(6):
        clock.now += 500
        found = members.session_of(store, token, idle_s=600)
        assert found is not None and found.member == mira
    assert members.session_of(store, token + "x", idle_s=600) is None
    clock.now += 599
    assert members.session_of(store, token, idle_s=600) is not None
    clock.now += 2
    assert members.session_of(store, token, idle_s=600) is None  # 3,601 seconds old
    idle, _ = members.start_session(store, mira, lasts_s=3600)
    clock.now += 601
    assert members.session_of(store, idle, idle_s=600) is None
    assert session.about == "a browser"


def test_sessions_are_listed_and_ended(store, mira):
    tokens = [members.start_session(store, mira, 60)[0] for _ in range(3)]
    listed = members.sessions_of(store, mira)
    assert len(listed) == 3
    members.end_session(store, tokens[0])
    members.end_sessions(store, "somebody else", listed[0].public)
    assert len(members.sessions_of(store, mira)) == 2
    members.end_sessions(store, mira, members.sessions_of(store, mira)[0].public)
    assert len(members.sessions_of(store, mira)) == 1
    members.end_sessions(store, mira)
    assert members.sessions_of(store, mira) == ()
    assert all(members.session_of(store, token, 60) is None for token in tokens)


def test_passkeys_are_kept_counted_and_taken_out(store, mira):
    members.add_credential(store, mira, "key", b"\x00\xff", 3, "phone")
    with pytest.raises(ValueError, match="already"):
        members.add_credential(store, mira, "key", b"", 0, "again")
    assert members.credential_used(store, "key", 4, before=3)
    assert not members.credential_used(store, "key", 4, before=3)  # a copy of the key signed in meanwhile
    (found,) = members.credentials_of(store, mira)
    assert (found.public_key, found.sign_count, found.used_at is None) == (b"\x00\xff", 4, False)
    assert members.credential_of(store, "key") == found
    members.drop_credential(store, "somebody else", "key")
    assert members.credentials_of(store, mira) == (found,)
    members.drop_credential(store, mira, "key")
    assert members.credential_of(store, "key") is None


def test_no_token_is_kept(store, mira):
    tokens = [members.make_link(store, mira), members.start_session(store, mira, 60)[0]]
    with store.reading(DOOR) as connection:
        kept = str([connection.execute(sa.select(table)).all() for table in (tables.link, tables.session)])
    assert not any(token in kept for token in tokens) and len(set(tokens)) == 2


def test_whoever_is_let_go_leaves_nothing_but_an_id(store, mira):
    members.admit(store, "harbour", mira)
    members.make_link(store, mira)
    token, _ = members.start_session(store, mira, 60)
    members.add_credential(store, mira, "key", b"", 0, "Mira's phone")
    members.let_go(store, mira)
    assert members.who_is(store, mira) is None and members.session_of(store, token, 60) is None
    with store.reading(DOOR) as connection:
        kept = str([connection.execute(sa.select(table)).all() for table in tables.metadata.sorted_tables])
    assert "Mira" not in kept and mira in kept
