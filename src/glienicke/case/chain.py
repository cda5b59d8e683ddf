"""A register on the disk: a chain of entries that commits to what was said, and lets it be erased.

Each entry holds the hash of the one before it and a commitment to its payload: SHA-256 over 32 random bytes, the salt,
and the payload's text. Payload and salt stand beside the entry, outside the chain: take both out, and the chain still
verifies, while nothing that is left says what the payload was. Without a salt a commitment to a name would be no
secret, since whoever has a list of names could hash them all (see docs/data-protection.md).

One line of canonical JSON an entry: {"entry", "hash", "payload", "salt"}; of an erased one the last two are null.
SHA-256 is that of FIPS 180-4; the words before what is hashed keep entries and payloads apart.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from glienicke.case.statement import Statement, of_data

Kind = Literal["terms", "statement", "erasure"]
"""terms: why and how long the register is kept. statement: what somebody says. erasure: which entries were erased."""

SALT_BYTES = 32
FIRST = "0" * 64
"""What the first entry holds as the hash of the one before it."""

_ENTRY_WORDS = b"glienicke register entry 1\n"
_PAYLOAD_WORDS = b"glienicke register payload 1\n"
_LINE_KEYS = {"entry", "hash", "payload", "salt"}
_ENTRY_KEYS = {"at", "commit", "kind", "n", "previous"}
_HASH = re.compile(r"[0-9a-f]{64}")

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One link. n: its number, from 0. at: ISO day on which it was written. of: entries that an erasure erased.

    payload and salt are None once erased.
    """

    n: int
    kind: Kind
    at: str
    previous: str
    commit: str
    of: tuple[int, ...] = ()
    payload: Payload | None = None
    salt: bytes | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of the link, in hexadecimal; payload and salt are no part of it."""
        return hashlib.sha256(_ENTRY_WORDS + canonical(self.link)).hexdigest()

    @property
    def link(self) -> dict[str, Any]:
        """What the chain commits to."""
        plain = {"n": self.n, "kind": self.kind, "at": self.at, "previous": self.previous, "commit": self.commit}
        return {**plain, "of": list(self.of)} if self.kind == "erasure" else plain


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a register, and at which line of its file (from 1)."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Chain:
    """Entries in their order. Only `added` and `without` make another."""

    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """The hash of the last entry: written down elsewhere, it shows later that nothing was cut off."""
        return self.entries[-1].hash if self.entries else FIRST

    @property
    def erased(self) -> int:
        """How many payloads are gone."""
        return sum(entry.payload is None for entry in self.entries)


def canonical(data: Any) -> bytes:
    """JSON in one way only: keys sorted, no spaces, UTF-8. Integers and texts are all that a register holds."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def commitment(payload: Payload, salt: bytes) -> str:
    """What an entry holds in place of its payload."""
    return hashlib.sha256(_PAYLOAD_WORDS + salt + canonical(payload)).hexdigest()


def added(chain: Chain, kind: Kind, payload: Payload, at: str, of: Iterable[int] = ()) -> Chain:
    """The chain with one entry more, under a fresh salt. Raises ValueError for a day that is none."""
    return added_all(chain, [(kind, payload, tuple(sorted(set(of))))], at)


def added_all(chain: Chain, new: Iterable[tuple[Kind, Payload, tuple[int, ...]]], at: str) -> Chain:
    """The chain with several entries more of one day: kind, payload, and of an erasure the entries that it erased."""
    if not _is_day(at):
        raise ValueError(f"'{at}' is no day; write 2024-05-17")
    entries, head = list(chain.entries), chain.head
    for kind, payload, of in new:
        salt = secrets.token_bytes(SALT_BYTES)
        entries.append(Entry(len(entries), kind, at, head, commitment(payload, salt), of, payload, salt))
        head = entries[-1].hash
    return Chain(tuple(entries))


def without(chain: Chain, numbers: Iterable[int]) -> Chain:
    """The chain without payloads and salts of some entries. It verifies only with an erasure that names them."""
    gone = frozenset(numbers)
    return Chain(tuple(_erased(entry) if entry.n in gone else entry for entry in chain.entries))


def _erased(entry: Entry) -> Entry:
    return Entry(entry.n, entry.kind, entry.at, entry.previous, entry.commit, entry.of)


def statements_in(chain: Chain) -> Iterator[tuple[int, Statement]]:
    """The statements that are not erased, with the numbers of their entries. Raises ValueError with the line.

    One that took the place of an erased one names that one's commitment: its id, a hash without a salt, would let
    the erased words be guessed.
    """
    ids: dict[int, str] = {}
    for entry in chain.entries:
        if entry.kind != "statement":
            continue
        if entry.payload is None:
            ids[entry.n] = entry.commit
            continue
        data = dict(entry.payload)
        old = data.pop("supersedes_entry", None)
        try:
            if old is not None:
                data["supersedes"] = ids[old]
            statement = of_data(data)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {entry.n + 1}: {error}") from None
        ids[entry.n] = statement.id
        yield entry.n, statement


# ------------------------------------------------------------------ text


def to_lines(chain: Chain) -> Iterator[str]:
    """The lines of a register's file, each with its end."""
    for entry in chain.entries:
        salt = entry.salt.hex() if entry.salt is not None else None
        line = {"entry": entry.link, "hash": entry.hash, "payload": entry.payload, "salt": salt}
        yield canonical(line).decode("utf-8") + "\n"


def content_of(chain: Chain) -> bytes:
    """The bytes of a register's file."""
    return "".join(to_lines(chain)).encode("utf-8")


def is_chain(content: bytes) -> bool:
    """Whether this is a register of this form rather than plain statements."""
    return content.startswith(b'{"entry":')


def read_chain(content: bytes) -> tuple[Chain, tuple[Fault, ...]]:
    """The register in a file's bytes, and all that is wrong with it. Entries with a fault of form are left out."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    lines = content.split(b"\n")
    if lines.pop():
        faults.append(Fault(len(lines) + 1, "the last line has no end: it was cut off, or changed"))
    for number, line in enumerate(lines, 1):
        try:
            entries.append(_entry(line))
        except ValueError as error:
            faults.append(Fault(number, str(error)))
    if not faults:
        faults.extend(_wrong(entries))
    return Chain(tuple(entries)), tuple(faults)


def _entry(line: bytes) -> Entry:
    try:
        data = json.loads(line.decode("utf-8"))
        link = data["entry"]
        kind, of = link["kind"], link.get("of", [])
        keys = _ENTRY_KEYS | ({"of"} if kind == "erasure" else set())
        sound = set(data) == _LINE_KEYS and set(link) == keys and kind in get_args(Kind) and _is_day(link["at"])
        sound = sound and all(type(n) is int for n in (link["n"], *of)) and of == sorted(set(of))
        sound = sound and all(_HASH.fullmatch(h) for h in (link["commit"], link["previous"], data["hash"]))
        sound = sound and (data["payload"] is None) == (data["salt"] is None)
        sound = sound and (data["payload"] is None or isinstance(data["payload"], dict))
        salt = None if data["salt"] is None else bytes.fromhex(data["salt"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise ValueError("this is no entry of a register: the line was changed")
    entry = Entry(link["n"], kind, link["at"], link["previous"], link["commit"], tuple(of), data["payload"], salt)
    if canonical(data) != line or (salt is not None and (salt.hex() != data["salt"] or len(salt) != SALT_BYTES)):
        raise ValueError("this is no entry of a register as it was written: the line was changed")
    if entry.hash != data["hash"]:
        raise ValueError("the entry was changed: it no longer has its hash")
    return entry


def _wrong(entries: Sequence[Entry]) -> Iterator[Fault]:
    """What is wrong with entries that are each well formed."""
    previous = FIRST
    salts: set[bytes] = set()
    gone = {n for entry in entries for n in entry.of}
    for i, entry in enumerate(entries):
        line = i + 1
        if entry.n != i:
            yield Fault(line, f"this is entry {entry.n}, and entry {i} belongs here: lines are missing or moved")
        elif entry.previous != previous:
            yield Fault(line, "the entry does not follow the one before it: one of them was put in the other's place")
        previous = entry.hash
        if any(not 0 <= n < i for n in entry.of):
            yield Fault(line, "an erasure names an entry that does not stand before it")
        if entry.payload is None or entry.salt is None:
            if entry.n not in gone:
                yield Fault(line, "the payload is missing, and no erasure says why")
            continue
        if entry.n in gone:
            yield Fault(line, "the payload was erased, and is here")
        if commitment(entry.payload, entry.salt) != entry.commit:
            yield Fault(line, "the payload or its salt was changed: it is not what the entry commits to")
        if entry.salt in salts:
            yield Fault(line, "the salt is that of another entry")
        salts.add(entry.salt)


def _is_day(text: object) -> bool:
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
