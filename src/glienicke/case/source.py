"""Bytes of a file → text, or what keeps them from being text.

UTF-8 with or without a byte-order mark. Everything else is reported with line and column; what can be read is
handed on, so that mistakes further down are shown as well.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from glienicke.case.places import Text
from glienicke.ground.diagnostic import Diagnostic, Span

SIZE_MAX = 32 * 2**20
"""Bytes in the files of one case: some 180,000 people. Reading takes about 90 times that in memory."""

SHOWN_MAX = 10
"""Wrong bytes or characters of one file that are reported one by one."""

_BAD_BYTE = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\udc80-\udcff\ue000-\ufeff\uff00-\ufffd\U00010000-\U0010ffff]|\ufeff"
)
_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's text, None if nothing of it can be read; what is wrong with its bytes; how many they are."""

    text: Text | None
    diagnostics: tuple[Diagnostic, ...] = ()
    size: int = 0


def open_text(path: Path, room: int = SIZE_MAX) -> Opened:
    """Read one file of at most `room` bytes. Never raises for what is in it or missing."""
    name = str(path)
    try:
        if not path.is_file():
            return _refused(name, "there is no such file" if not path.exists() else "this is not a file")
        size = path.stat().st_size
        if size > room:
            message = f"the file has {size / 2**20:,.1f} MB; a case has at most {SIZE_MAX // 2**20} MB in all"
            return _refused(name, message, "split the case")
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        return _refused(name, f"the file cannot be read: {getattr(error, 'strerror', None) or error}")
    return decode(name, data)


def decode(name: str, data: bytes) -> Opened:
    """Text of the bytes."""
    wide = next((word for mark, word in _WIDE_MARKS.items() if data.startswith(mark)), None)
    if wide is None and data[:200].count(0) * 3 >= len(data[:200]) > 0:
        wide = "UTF-16 or no text at all"
    if wide is not None:
        return _refused(
            name, f"the file is not UTF-8 (it looks like {wide})", "save it as UTF-8", Span(name, 1, 1, 1, 2)
        )
    size = len(data)
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        decoded = data.decode("utf-8", errors="surrogateescape")
    text = Text(name, decoded)
    found = tuple(_wrong_characters(text))
    if found:
        clean = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", _BAD_BYTE.sub("\N{REPLACEMENT CHARACTER}", decoded))
        return Opened(Text(name, clean), found, size)
    return Opened(text, (), size)


def _wrong_characters(text: Text) -> Iterator[Diagnostic]:
    wrong = [match for pattern in (_BAD_BYTE, _CONTROL) for match in pattern.finditer(text.text)]
    wrong.sort(key=lambda match: match.start())
    for match in wrong[:SHOWN_MAX]:
        span = text.span(match.start(), match.end())
        line = _BAD_BYTE.sub("\N{REPLACEMENT CHARACTER}", text.line(span.line))
        yield Diagnostic(span, *_about(match[0]), source=line)
    if len(wrong) > SHOWN_MAX:
        last = text.span(wrong[SHOWN_MAX].start(), wrong[SHOWN_MAX].end())
        yield Diagnostic(
            last, f"and {len(wrong) - SHOWN_MAX:,} more bytes or characters from here on that cannot stand here"
        )


def _about(character: str) -> tuple[str, str]:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        byte = bytes([code - 0xDC00])
        shown = byte.decode("latin-1")
        meant = f" (in Latin-1 it is '{shown}')" if shown.isprintable() else ""
        return f"byte 0x{byte[0]:02X} is not UTF-8{meant}", "save the file as UTF-8"
    if code == 0:
        return "a NUL byte cannot stand in a case file", "take it out"
    if code == 0xFEFF:
        return "a byte-order mark in the middle of the file", "take it out"
    return f"the control character U+{code:04X} cannot stand in a case file", "take it out"


def _refused(name: str, message: str, expected: str | None = None, span: Span | None = None) -> Opened:
    return Opened(None, (Diagnostic(span, message if span else f"{name}: {message}", expected),))
