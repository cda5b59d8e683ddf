"""A desk for tests of its pages: two cases, a mediator, an analyst, delegates, and clients that signed in by link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from glienicke.desk.app import create_app
from glienicke.desk.settings import Settings
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store, open_store
from glienicke.desk.store.scope import Scope

ORIGIN = "http://localhost:8017"
CASE = """\
case: harbour
title: The harbour talks
parties:
  A: Arland
  B: Belmark
people:
  ana: {name: Ana Arn, held_by: A, citizen_of: B}
  ben: {name: Ben Bell, held_by: B, citizen_of: A}
positions:
  A: [{from: 2024-01-01, worth: {ben: 60..90}}]
  B: [{from: 2024-01-01, worth: {ana: 50..80}}]
"""
OTHER = CASE.replace("harbour", "island").replace("Ana Arn", "Canary Quill").replace("Belmark", "Canary Coast")


@dataclass
class Clock:
    """A time that moves only when told."""

    now: float = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def scope_of(store: Store, member: str) -> Scope:
    """The scope of a member as they are now."""
    who = members.who_is(store, member)
    assert who is not None
    return Scope(store, who)


@dataclass
class Scene:
    """One desk: `harbour` with all members, `island` with a mediator of its own."""

    store: Store
    settings: Settings
    app: FastAPI
    clock: Clock
    ids: dict[str, str] = field(default_factory=dict)

    def scope(self, who: str) -> Scope:
        """The store as a member sees it."""
        return scope_of(self.store, self.ids[who])

    def client(self, who: str = "") -> TestClient:
        """A browser; signed in by a one-time link if a member is named."""
        client = TestClient(self.app, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False)
        if who:
            secret = members.make_link(self.store, self.ids[who])
            assert client.get(f"/sign-in/link/{secret}").status_code == 303
            client.headers["X-CSRF-Token"] = client.get("/api/v1/me").json()["csrf"]
        return client


def scene_at(path, case: str = CASE, **changed) -> Scene:
    """A new desk in a file."""
    clock = Clock()
    store = open_store(path, clock=clock)
    settings = Settings(**{"tick": clock, "beat_s": 0.5, "poll_s": 0.05, **changed})
    scene = Scene(store, settings, create_app(store, settings), clock)
    scene.ids["mediator"] = members.add_member(store, "Mira", "mediator")
    scene.scope("mediator").bring("harbour", {"harbour.yaml": case.encode()})
    mediator = scene.scope("mediator")
    scene.ids["analyst"] = mediator.invite("harbour", "analyst", "Andor")[0]
    scene.ids["a"] = mediator.invite("harbour", "delegate", "Asta", "A")[0]
    scene.ids["b"] = mediator.invite("harbour", "delegate", "Bodo", "B")[0]
    scene.ids["islander"] = members.add_member(store, "Ines", "mediator")
    scene.scope("islander").bring("island", {"island.yaml": OTHER.encode()})
    return scene


@pytest.fixture
def scene(tmp_path) -> Iterator[Scene]:
    """A desk."""
    made = scene_at(tmp_path / "desk.sqlite")
    yield made
    made.store.close()
