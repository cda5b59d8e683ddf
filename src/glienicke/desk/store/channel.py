"""Between the mediator and one party: messages, what was published to the party, and the party's own scorecard.

Each channel is a chain of its own, and a scorecard is in one that the mediator does not read. There are no tables
besides: what was said is read off the entries. Every function works inside a transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.engine import Connection

from glienicke.desk.store import entries
from glienicke.desk.store.problems import Refused

TEXT_MAX = 20_000
"""Characters of one message."""

Kind = Literal["deal", "text"]


@dataclass(frozen=True, slots=True)
class Message:
    """seq: its number in the channel. from_mediator: or from the party. at: ISO, UTC. text: None if it was erased."""

    seq: int
    at: str
    from_mediator: bool
    text: str | None


@dataclass(frozen=True, slots=True)
class Publication:
    """What the mediator showed a party: a deal, as the brief has it, or a text. body: None if it was erased."""

    seq: int
    at: str
    kind: Kind
    body: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Score:
    """What a party thinks of a publication (its number in the channel); only the party reads it."""

    seq: int
    at: str
    publication: int
    body: Mapping[str, Any] | None


def say(connection: Connection, case: str, party: str, by: str, at: str, text: str, from_mediator: bool) -> int:
    """Send a message; its number. Raises Refused for one that is empty or too long."""
    if not text.strip():
        raise Refused("the message is empty; write something")
    if len(text) > TEXT_MAX:
        raise Refused(f"the message has {len(text):,} characters; at most {TEXT_MAX:,} go into one: send two")
    details = {"text": _sound(text), "from_mediator": from_mediator}
    return entries.append(connection, case, entries.channel(party), "message", by, at, details).seq


def publish(
    connection: Connection, case: str, party: str, by: str, at: str, kind: Kind, body: Mapping[str, Any]
) -> int:
    """Show a party something; its number."""
    if kind not in ("deal", "text"):
        raise Refused(f"'{kind}' cannot be published; publish a deal or a text")
    details = {"kind": kind, "body": dict(body)}
    return entries.append(connection, case, entries.channel(party), "publication", by, at, details).seq


def score(
    connection: Connection, case: str, party: str, by: str, at: str, publication: int, body: Mapping[str, Any]
) -> int:
    """Note what the party thinks of a publication; the last note counts. Raises Refused if there is no such one."""
    there = entries.listed(connection, case, entries.channel(party), "publication")
    if publication not in {entry.seq for entry in there}:
        raise Refused("there is no such publication; choose one from the list")
    details = {"publication": publication, "body": dict(body)}
    return entries.append(connection, case, entries.own(party), "score", by, at, details).seq


def messages(connection: Connection, case: str, party: str) -> tuple[Message, ...]:
    """All messages of a channel in their order."""
    return tuple(
        Message(entry.seq, entry.at, bool(said.get("from_mediator")), said.get("text"))
        for entry, said in entries.told(connection, case, entries.channel(party), "message")
    )


def publications(connection: Connection, case: str, party: str) -> tuple[Publication, ...]:
    """All that was published to a party, in its order."""
    return tuple(
        Publication(entry.seq, entry.at, said.get("kind", "text"), said.get("body"))
        for entry, said in entries.told(connection, case, entries.channel(party), "publication")
    )


def scorecard(connection: Connection, case: str, party: str) -> tuple[Score, ...]:
    """The party's notes, the last one of each publication; an erased one is left out."""
    found = {
        said["publication"]: Score(entry.seq, entry.at, said["publication"], said.get("body"))
        for entry, said in entries.told(connection, case, entries.own(party), "score")
        if said
    }
    return tuple(found[publication] for publication in sorted(found))


def _sound(text: str) -> str:
    """Text as it can be kept: a half of a surrogate pair, which no file can hold, is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")
