"""Stores for tests: every test that takes `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from glienicke.desk.store import members
from glienicke.desk.store.engine import Store, open_store
from glienicke.desk.store.scope import Scope
from tests.desk.store.server import OWNER, Server, started

CASE = """\
# who holds whom
case: harbour
title: The harbour talks

parties:
  A: {name: Arland}   # north
  B: Belmark

people:
  ana: {name: Ana, held_by: A, citizen_of: B}
  ben: {name: Ben, held_by: B, citizen_of: A}

positions:
  A: [{from: 2024-01-01, worth: {ben: 60..90}}]
  B: [{from: 2024-01-01, worth: {ana: 50..80}}]
"""

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL server for all tests."""
    with started() as server:
        yield server


@pytest.fixture
def postgres_url(server) -> Iterator[str]:
    """An empty database, owned by a user who is no superuser."""
    name = f"desk_{next(_numbers)}"
    server.sql(f"CREATE DATABASE {name} OWNER {OWNER}")
    yield server.url(name)
    server.sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    """The URL of a store that is not there yet, on either kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'desk.sqlite'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def store(url) -> Iterator[Store]:
    """An empty store."""
    store = open_store(url)
    yield store
    store.close()


def scope_of(store: Store, member: str) -> Scope:
    """The scope of a member as they are now."""
    who = members.who_is(store, member)
    assert who is not None
    return Scope(store, who)


@pytest.fixture
def mediator(store) -> Scope:
    """A mediator with one case, `harbour`, in a file `harbour.yaml`."""
    scope = scope_of(store, members.add_member(store, "Mira", "mediator"))
    scope.bring("harbour", {"harbour.yaml": CASE.encode()})
    return scope


def joined(mediator: Scope, store: Store, role, name: str, party: str | None = None) -> Scope:
    """Another member of the same case."""
    member, _ = mediator.invite("harbour", role, name, party)
    return scope_of(store, member)
