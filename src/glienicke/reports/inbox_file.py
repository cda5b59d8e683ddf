"""The inbox beside its case, and decisions that reach both or neither.

`talks.yaml` has its inbox in `talks.inbox.jsonl`, a folder in `inbox.jsonl`: one statement a line, only ever added to.
A decision that changes the case is written in this order:

1. the journal (`….inbox.undo.json`): what is about to be written, and what stood there;
2. the files of the case, each whole or not at all;
3. the lines of the inbox.

Whoever opens the inbox next finishes what was cut off: forward if the case has it, else back to where it was open.
The journal stays, so that the last acceptance can be taken back.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glienicke.case.splice import CannotEdit
from glienicke.case.statement import Statement, of_json, to_json
from glienicke.case.write import save
from glienicke.reports.inbox import CannotDecide, Inbox, taken_back
from glienicke.reports.inbox_edit import Change

Stands = Callable[[Statement], bool]
"""Whether the case says, by now, what an accepted statement says."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the inbox of a case is kept. case: its file or folder."""

    case: Path

    @property
    def inbox(self) -> Path:
        """The statements, one a line."""
        return self._beside("inbox.jsonl")

    @property
    def journal(self) -> Path:
        """What the last decision wrote."""
        return self._beside("inbox.undo.json")

    def _beside(self, ending: str) -> Path:
        return self.case / ending if self.case.is_dir() else self.case.with_name(f"{self.case.stem}.{ending}")


def read_inbox(place: Place) -> Inbox:
    """The inbox as it stands; an empty one if there is none. Raises CannotDecide with the line that is wrong."""
    try:
        lines = place.inbox.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Inbox()
    except OSError as error:
        raise CannotDecide(f"{place.inbox} cannot be read: {error.strerror}") from None
    lines.pop()  # a line without its end was cut off while it was written, and says nothing
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(of_json(line.decode("utf-8")))
        except ValueError as error:
            raise CannotDecide(f"{place.inbox}:{number}: {error}; put back the line as it was written") from None
    return Inbox(tuple(found))


def settled(place: Place, stands: Stands) -> Inbox:
    """The inbox, after finishing what a crash cut off."""
    if not place.journal.exists():
        return read_inbox(place)
    with _locked(place):
        return _settled(place, stands)


def added(place: Place, statements: Sequence[Statement]) -> None:
    """Write statements that change nothing in the case: suggestions, rejections."""
    with _locked(place):
        _check_open(read_inbox(place), statements)
        _append(place, statements)


def committed(place: Place, statements: Sequence[Statement], changes: Sequence[Change]) -> None:
    """Write a decision into the case and the inbox: both or neither.

    Raises CannotDecide, and then nothing is written: a file is not as it was when the change was worked out, or
    somebody else has decided in the meantime.
    """
    with _locked(place):
        _check_open(read_inbox(place), statements)
        for change in changes:
            if _read(change.file) != change.before:
                raise CannotDecide(f"{change.file} was changed in the meantime; nothing was written. Look at it again")
        before = _read(place.journal)
        save(place.journal, _journal(place, statements, changes))
        written: list[Change] = []
        try:
            for change in changes:
                save(change.file, change.after, expected=change.before)
                written.append(change)
        except (CannotEdit, OSError) as error:
            for change in written:
                save(change.file, change.before, expected=change.after)
            _restore(place.journal, before)
            raise CannotDecide(f"nothing was written: {error}") from None
        _append(place, statements)


def taking_back(place: Place, inbox: Inbox, *, by: str, at: str) -> tuple[tuple[Statement, ...], tuple[Change, ...]]:
    """What takes the last decision back: statements, and the files' text as it was before. Raises CannotDecide."""
    last = inbox.last()
    if not last:
        raise CannotDecide("there is no decision to take back")
    statements = taken_back(last, by=by, at=at)
    if last[0].status == "rejected":
        return statements, ()
    journal = _opened(place)
    if journal is None or not {s.id for s in last} <= {s.id for s in journal.statements}:
        raise CannotDecide("only the last acceptance can be taken back; take earlier ones out of the file by hand")
    changes = []
    for part in reversed(journal.parts):  # what rests on a source goes before the source
        content = _read(part.file)
        if _digest(content) != part.after:
            raise CannotDecide(f"{part.file} was edited since; take the change out by hand")
        changes.append(Change(part.file, content, part.undone(content)))
    return statements, tuple(changes)


# ------------------------------------------------------------------ the journal


@dataclass(frozen=True, slots=True)
class _Part:
    """One file's change: hashes of it before and after, and what was replaced by what at a place (in bytes)."""

    file: Path
    before: str
    after: str
    start: int
    out: bytes
    into: bytes

    def done(self, content: bytes) -> bytes:
        """The file after the change."""
        return content[: self.start] + self.into + content[self.start + len(self.out) :]

    def undone(self, content: bytes) -> bytes:
        """The file before the change."""
        return content[: self.start] + self.out + content[self.start + len(self.into) :]


@dataclass(frozen=True, slots=True)
class _Journal:
    statements: tuple[Statement, ...]
    parts: tuple[_Part, ...]


def _journal(place: Place, statements: Sequence[Statement], changes: Sequence[Change]) -> bytes:
    parts = []
    for change in changes:
        a, b = change.before, change.after
        start = _alike(a, b)
        end = _alike(a[start:][::-1], b[start:][::-1])
        parts.append(
            {
                "file": os.path.relpath(change.file, place.inbox.parent),
                "before": _digest(a),
                "after": _digest(b),
                "start": start,
                # Bytes as Latin-1: a cut may go through a character.
                "out": a[start : len(a) - end].decode("latin-1"),
                "into": b[start : len(b) - end].decode("latin-1"),
            }
        )
    data: dict[str, Any] = {"statements": [to_json(s) for s in statements], "files": parts}
    return json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"


def _alike(a: bytes, b: bytes) -> int:
    """How many bytes both begin with."""
    return next((i for i, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def _opened(place: Place) -> _Journal | None:
    content = _read(place.journal)
    if not content:
        return None
    try:
        data = json.loads(content)
        parts = tuple(
            _Part(
                place.inbox.parent / part["file"],
                part["before"],
                part["after"],
                part["start"],
                part["out"].encode("latin-1"),
                part["into"].encode("latin-1"),
            )
            for part in data["files"]
        )
        return _Journal(tuple(map(of_json, data["statements"])), parts)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotDecide(
            f"{place.journal} is not as it was written ({error}); delete it: nothing but undo is lost"
        ) from None


def _settled(place: Place, stands: Stands) -> Inbox:
    inbox, journal = read_inbox(place), _opened(place)
    missing = [s for s in journal.statements if s.id not in inbox.ids] if journal else []
    if journal is None or not missing:
        return inbox
    contents = {part: _read(part.file) for part in journal.parts}
    digests = {part: _digest(content) for part, content in contents.items()}
    if all(digest in (part.before, part.after) for part, digest in digests.items()):
        if journal.parts and all(digest == part.before for part, digest in digests.items()):
            missing = []
        for part, digest in digests.items():
            if missing and digest == part.before:
                save(part.file, part.done(contents[part]), expected=contents[part])
    else:  # edited since: the case itself says whether it was written
        missing = [s for s in missing if stands(s) == (s.status == "accepted")]
    if missing:
        _append(place, missing)
    else:
        place.journal.unlink()
    return read_inbox(place)


# ------------------------------------------------------------------ files


def _check_open(inbox: Inbox, statements: Sequence[Statement]) -> None:
    """Whether what the statements decide still waits for it."""
    waits = {s.id for item in inbox.open for s in item.statements} | {s.id for s in inbox.decisions}
    if any(s.supersedes is not None and s.supersedes not in waits for s in statements):
        raise CannotDecide("somebody else has decided this in the meantime; nothing was written")
    hashes = {s.subject: s.value for s in inbox.statements if s.property == "sha256"}
    if any(s.property == "sha256" and hashes.get(s.subject, s.value) != s.value for s in statements):
        raise CannotDecide("somebody else has added another document in the meantime; add this one again")


def _append(place: Place, statements: Sequence[Statement]) -> None:
    """Add lines to the inbox and see them to the disk. What a crash left of a line is overwritten."""
    lines = "".join(f"{to_json(statement)}\n" for statement in statements).encode("utf-8")
    with place.inbox.open("ab") as file:
        content = _read(place.inbox)
        file.truncate(content.rfind(b"\n") + 1)
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _restore(journal: Path, content: bytes) -> None:
    if content:
        save(journal, content)
    else:
        journal.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _locked(place: Place) -> Iterator[None]:
    """Alone with the inbox, whose file is never replaced: another program that writes here waits."""
    try:
        with place.inbox.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
    except PermissionError as error:
        raise CannotDecide(f"{error.filename} cannot be written: {error.strerror}") from None
