"""What is said when reports are set side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from glienicke.reports.data import Span

Kind = Literal["person", "fact", "count", "event", "statement", "sum"]
Verdict = Literal["agreed", "differing", "only", "closes", "unaccounted", "too many"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one document says of something: the value, the words, where they stand in it."""

    document: str
    value: str
    quote: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that reports say. about: of whom or what. said: who says what. note: in words, as the arithmetic."""

    kind: Kind
    about: str
    verdict: Verdict
    said: tuple[Said, ...]
    note: str = ""
