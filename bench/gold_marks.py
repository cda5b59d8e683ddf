"""Marked articles → the document and its gold answers, as frozen data.

data/reports/README.md says what the marks mean. Mistakes of the marks' form come back as data, all at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

Span = tuple[int, int]
Kind = Literal["p", "c", "e", "s"]
KINDS: Mapping[Kind, str] = {"p": "people", "c": "counts", "e": "events", "s": "statements"}
LANGUAGES = ("en", "de", "ru")
OPEN, CLOSE = "\u27e6", "\u27e7"
PROPERTIES = ("held_by", "citizen_of", "charge", "sentence", "state")
ONCE = ("manner", "language", "published", "event", "about", "sources")
MANY = ("fact", "condition", "unclear")
NEEDED = ("manner", "language", "published", "about")
SUFFIXES = (".txt.marked", ".html.marked")

_HEAD = re.compile(rf"{OPEN}(?P<kind>[a-z]+) (?P<label>[^|{OPEN}{CLOSE}\n]+)\|")


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. span: in characters of the document without marks, end exclusive. line: of the marked file, from 1.

    label: a person's full name; value and noun of a count; EDTF or `open`; the chain of speakers joined by ` > `.
    """

    kind: Kind
    label: str
    span: Span
    line: int

    @property
    def chain(self) -> tuple[str, ...]:
        """The speakers of a statement, the document's own source first."""
        return tuple(part.strip() for part in self.label.split(">"))


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a marked article, and where. line counts from 1."""

    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass(frozen=True, slots=True)
class Article:
    """A document with gold answers.

    text: the document without marks: the very HTML if `html`. published: the day that the reader is told, None where it
    must find it itself. facts: (subject, property, value). conditions: (party, sentence of the condition language).
    lines: where facts and conditions stand in the file, for messages.
    """

    path: Path
    text: str
    marks: tuple[Mark, ...]
    manner: str = ""
    language: str = ""
    published: dt.date | None = None
    event: str = ""
    about: str = ""
    sources: str = ""
    facts: tuple[tuple[str, str, str], ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    unclear: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def html(self) -> bool:
        """Whether the document is HTML."""
        return self.path.name.endswith(".html.marked")

    @property
    def name(self) -> str:
        """The document's name: the file's without `.marked`."""
        return self.path.name.removesuffix(".marked")

    def of(self, kind: Kind) -> tuple[Mark, ...]:
        """The marks of one kind, in the order of the text."""
        return tuple(mark for mark in self.marks if mark.kind == kind)


def parse(marked: str, path: Path) -> tuple[Article, list[Mistake]]:
    """A marked article's text; mistakes of head and marks' form (gold_check.py finds those of their content)."""
    rule = re.search(r"^---\n", marked, flags=re.MULTILINE)
    if rule is None:
        return Article(path, marked, ()), [Mistake(path, 1, "the head must end by a line '---'")]
    head = marked[: rule.start()]
    article, mistakes = _with_head(path, head)
    text, marks, wrong = unmark(marked[rule.end() :], path, head.count("\n") + 2)
    return replace(article, text=text, marks=marks), mistakes + wrong


def unmark(body: str, path: Path, first: int) -> tuple[str, tuple[Mark, ...], list[Mistake]]:
    """Text with marks → the text alone, its marks, and mistakes. first: the line of the file where the text begins."""
    parts: list[str] = []
    size = at = 0
    open_marks: list[tuple[str, str, int, int]] = []
    marks: list[Mark] = []
    mistakes: list[Mistake] = []
    for found in re.finditer(f"[{OPEN}{CLOSE}]", body):
        if found.start() < at:
            continue
        parts.append(body[at : found.start()])
        size += len(parts[-1])
        at = found.end()
        line = first + body.count("\n", 0, found.start())
        if found[0] == OPEN:
            head = _HEAD.match(body, found.start())
            if head is None:
                mistakes.append(Mistake(path, line, f"not a mark: {body[found.start() : found.start() + 30]!r}"))
                continue
            open_marks.append((head["kind"], head["label"].strip(), size, line))
            at = head.end()
        elif not open_marks:
            mistakes.append(Mistake(path, line, f"{CLOSE} closes nothing"))
        else:
            kind, label, start, line = open_marks.pop()
            if kind in KINDS:
                marks.append(Mark(cast("Kind", kind), label, (start, size), line))
            else:
                mistakes.append(Mistake(path, line, f"unknown kind {kind!r}: one of {', '.join(KINDS)}"))
    mistakes += [Mistake(path, line, f"{OPEN}{kind} {label}| is not closed") for kind, label, _, line in open_marks]
    marks.sort(key=lambda mark: (mark.span[0], -mark.span[1]))
    return "".join([*parts, body[at:]]), tuple(marks), mistakes


# ------------------------------------------------------------------------ head


def _with_head(path: Path, head: str) -> tuple[Article, list[Mistake]]:
    values: dict[str, str] = {}
    facts: list[tuple[str, str, str]] = []
    conditions: list[tuple[str, str]] = []
    unclear: list[str] = []
    lines: dict[str, int] = {}
    mistakes: list[Mistake] = []
    for number, line in enumerate(head.splitlines(), 1):
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        parts = [part.strip() for part in value.split("|")]
        lines[f"{key}: {value}"] = number
        if key == "fact" and len(parts) == 3 and parts[1] in PROPERTIES:
            facts.append((parts[0], parts[1], parts[2]))
        elif key == "fact":
            mistakes.append(Mistake(path, number, f"expected 'fact: NAME | {' or '.join(PROPERTIES)} | VALUE'"))
        elif key == "condition" and len(parts) == 2:
            conditions.append((parts[0], parts[1]))
        elif key == "condition":
            mistakes.append(Mistake(path, number, "expected 'condition: PARTY | SENTENCE'"))
        elif key == "unclear":
            unclear.append(value)
        elif not colon or key not in ONCE:
            mistakes.append(Mistake(path, number, f"{line!r}: expected one of {', '.join(ONCE + MANY)} and a colon"))
        elif key in values:
            mistakes.append(Mistake(path, number, f"{key} stands twice"))
        else:
            values[key] = value
    mistakes += [Mistake(path, 1, f"{key}: is missing") for key in NEEDED if not values.get(key)]
    published, wrong = _published(path, lines, values.get("published", "-"))
    names = ("manner", "language", "event", "about", "sources")
    return (
        Article(
            path, "", (), **{name: values.get(name, "") for name in names}, published=published, facts=tuple(facts),
            conditions=tuple(conditions), unclear=tuple(unclear), lines=lines,
        ),
        mistakes + wrong,
    )  # fmt: skip


def _published(path: Path, lines: Mapping[str, int], value: str) -> tuple[dt.date | None, list[Mistake]]:
    if value == "-":
        return None, []
    try:
        return dt.date.fromisoformat(value), []
    except ValueError:
        line = lines.get(f"published: {value}", 1)
        return None, [Mistake(path, line, "published: expected YYYY-MM-DD or -")]
