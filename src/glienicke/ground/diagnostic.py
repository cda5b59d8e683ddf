"""Mistakes of the input as data: where, what, what was expected, the nearest known name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA
from wcwidth import wcswidth

TAB_WIDTH = 8
"""Columns of the terminal from one tab stop to the next."""

SHOWN_MAX = 160
"""Characters of a source line that are shown; a longer one is cut around the place."""

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a text file: 1-based line and column of the first character, and of the one after the last."""

    file: str
    line: int
    col: int
    end_line: int
    end_col: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.col}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake. span: None when it belongs to no place in a file.

    message: what is wrong. expected: what would be right, or a remedy. nearest: the known name probably meant.
    source: the line of the file it begins in, without its end.
    """

    span: Span | None
    message: str
    expected: str | None = None
    nearest: str | None = None
    severity: Severity = "error"
    source: str | None = None

    @property
    def text(self) -> str:
        """Message, expectation and nearest name in one line."""
        parts = [self.message]
        if self.expected:
            parts.append(f"; {self.expected}" if self.message[-1:] != "." else f" {self.expected}")
        if self.nearest:
            parts.append(f"; did you mean '{self.nearest}'?")
        return "".join(parts)

    def __str__(self) -> str:
        return render(self)


def render(diagnostic: Diagnostic) -> str:
    """`file:line:col: message`, then the line of the file and carets under the text meant, where there is a line."""
    word = "warning: " if diagnostic.severity == "warning" else ""
    if diagnostic.span is None:
        return _plain(f"{word}{diagnostic.text}")
    head = _plain(f"{diagnostic.span}: {word}{diagnostic.text}")
    if diagnostic.source is None:
        return head
    return "\n".join([head, *_underlined(diagnostic.span, diagnostic.source)])


def _underlined(span: Span, source: str) -> tuple[str, str]:
    start = min(span.col - 1, len(source))
    end = min(span.end_col - 1, len(source)) if span.end_line == span.line else len(source)
    first = max(0, start - SHOWN_MAX // 2) if len(source) > SHOWN_MAX else 0
    last = min(len(source), first + SHOWN_MAX)
    before = _plain(source[first:start])
    shown = (
        _plain(source[first:start]) + _plain(source[start : min(end, last)]) + _plain(source[max(start, end) : last])
    )
    left = "… " if first else ""
    right = " …" if last < len(source) else ""
    # A tab is as wide as what stands before it makes it, so widths are taken after expanding the whole.
    prefix = (left + before).expandtabs(TAB_WIDTH)
    upto = (left + before + _plain(source[start : min(end, last)])).expandtabs(TAB_WIDTH)
    carets = max(1, _width(upto) - _width(prefix))
    margin = "    "
    return margin + (left + shown + right).expandtabs(TAB_WIDTH), margin + " " * _width(prefix) + "^" * carets


def _plain(text: str) -> str:
    """Without characters that a terminal would act on or that turn the direction of the line."""
    return "".join(
        c if c == "\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") else "\N{REPLACEMENT CHARACTER}"
        for c in text
    )


def _width(text: str) -> int:
    width = wcswidth(text)
    return width if width >= 0 else len(text)


def diagnostic_data(diagnostic: Diagnostic) -> dict[str, object]:
    """A diagnostic as JSON."""
    return {
        "severity": diagnostic.severity,
        "at": str(diagnostic.span) if diagnostic.span else None,
        "message": diagnostic.message,
        "expected": diagnostic.expected,
        "nearest": diagnostic.nearest,
    }


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like this one, if any is like it enough to have been meant."""
    choices = list(dict.fromkeys(known))
    if not name or not choices:
        return None
    folded = [choice.casefold() for choice in choices]
    limit = max(1, len(name) // 3)
    found = process.extractOne(name.casefold(), folded, scorer=OSA.distance, score_cutoff=limit)
    if found is None or found[1] >= len(name):
        return _longer(name.casefold(), choices, folded)
    return choices[found[2]]


def _longer(name: str, choices: list[str], folded: list[str]) -> str | None:
    """`whelan` for a known `paul-whelan`: the only name that holds this one as a part."""
    holds = [i for i, choice in enumerate(folded) if len(name) >= 4 and name in choice.split("-")]
    return choices[holds[0]] if len(holds) == 1 else None


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any is more than a warning."""
    return any(diagnostic.severity == "error" for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place in the files, each said once."""
    no_place = Span("", 0, 0, 0, 0)
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span or no_place, d.severity, d.message)))
