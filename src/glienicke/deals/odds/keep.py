"""Finished runs of samples as lines of JSON, so that a sweep goes on where it was cut off.

One file a question, one line a run: its key, which is a hash of everything its answers depend on, and the answers. A
line is written at once and forced to the disk; a torn last line, as a crash leaves it, is passed over. Whatever order
lines come in, and whoever wrote them, the same key has the same answers.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from glienicke.deals.odds.answering import Question, Reply
from glienicke.ground.diagnostic import Span
from glienicke.positions.day import Day

MEANING = 1
"""Raised whenever the same question would be answered otherwise than before."""

Line = dict[str, Any]


def canonical(value: object) -> Any:
    """A value as JSON that is the same on every machine, without people's names and places in files."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case dt.date():
            return value.isoformat()
        case Span():
            return None
        case Mapping():
            return [[canonical(k), canonical(v)] for k, v in value.items()]
        case frozenset() | set():
            return sorted((canonical(v) for v in value), key=_text)
        case tuple() | list():
            return [canonical(v) for v in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = [f.name for f in dataclasses.fields(value) if f.name not in ("name", "place", "text", "note")]
        return [type(value).__name__, *[[name, canonical(getattr(value, name))] for name in fields]]
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def key_of(*parts: object) -> str:
    """The hash that stands for these values."""
    return hashlib.sha256(_text([MEANING, *map(canonical, parts)]).encode()).hexdigest()


def question_key(question: Question, seed: int) -> str:
    """The hash of a question, without what was found beforehand."""
    return key_of(dataclasses.replace(question, known=()), seed)


# ------------------------------------------------------------ replies as JSON


def reply_line(day: Day, replies: Sequence[Reply]) -> list[Any]:
    """Replies as JSON: status, releases (bits in file order, as hex), value, gains, way."""
    bit = {id: 1 << place for place, id in enumerate((*day.people, *day.considerations))}
    return [
        [
            reply.status,
            f"{sum(bit[id] for id in reply.released):x}",
            None if reply.value is None else f"{reply.value.numerator}/{reply.value.denominator}",
            [[party, gain] for party, gain in reply.gains],
            reply.way,
        ]
        for reply in replies
    ]


def replies_in(day: Day, line: Sequence[Any]) -> list[Reply]:
    """The replies that a line holds. ValueError if it holds something else."""
    order = (*day.people, *day.considerations)
    found = []
    for status, released, value, gains, way in line:
        bits = int(released, 16)
        ids = tuple(id for place, id in enumerate(order) if bits >> place & 1)
        if status not in ("deal", "none", "unknown") or bits >> len(order):
            raise ValueError("not an answer to a sample")
        amount = None if value is None else Fraction(value)
        found.append(Reply(status, ids, amount, tuple((str(p), float(g)) for p, g in gains), way))
    return found


# ------------------------------------------------------------ the file


@dataclass(frozen=True, slots=True)
class Kept:
    """The lines of one question in a folder."""

    path: Path

    def lines(self) -> dict[str, Line]:
        """Every whole line by its key."""
        found: dict[str, Line] = {}
        if not self.path.exists():
            return found
        with self.path.open("rb") as file:
            for raw in file:
                try:
                    line = json.loads(raw)
                except ValueError:
                    continue  # torn by a crash: its run is done again
                if isinstance(line, dict) and isinstance(line.get("key"), str):
                    found[line["key"]] = line
        return found

    def add(self, line: Line) -> None:
        """Append a line and force it to the disk."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            torn = file.tell() > 0 and not _ends_whole(self.path)
            file.write(b"\n" * torn + _text(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def kept_in(folder: Path, question: Question, seed: int) -> Kept:
    """Where a question's runs are kept in a folder."""
    return Kept(folder / f"odds-{question_key(question, seed)[:20]}.jsonl")
