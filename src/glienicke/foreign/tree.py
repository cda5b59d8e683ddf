"""An XML file as a tree whose elements and attributes know their places. Parsed by defusedxml: no DTD, no entities."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import sax
from defusedxml.common import DefusedXmlException

from glienicke.ground.diagnostic import Diagnostic, Span

BYTES_MAX = 64 * 1024 * 1024
ELEMENTS_MAX = 1_000_000
DEEPEST = 64
"""How deep elements may lie in each other; GENIUS needs eight."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and its lines, to point into."""

    file: str
    lines: tuple[str, ...]

    def line(self, number: int) -> str | None:
        """A line, counted from 1."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None


@dataclass(slots=True)
class Node:
    """An element. line, col: where its tag begins, counted from 1."""

    tag: str
    attributes: dict[str, str]
    source: Source
    line: int
    col: int
    children: list[Node] = field(default_factory=list)

    def each(self, *tags: str) -> list[Node]:
        """The elements directly below with one of these tags."""
        return [child for child in self.children if child.tag in tags]

    def below(self, tag: str, through: str) -> Iterator[Node]:
        """Elements of a tag below this one, also within those of another tag, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            elif child.tag == through:
                yield from child.below(tag, through)

    def says(self, message: str, expected: str | None = None, *, at: str | None = None, **more: Any) -> Diagnostic:
        """A mistake at this element, or at one of its attributes."""
        line = self.source.line(self.line)
        span, shown = self._tag_span(line), line
        if at is not None and (found := self._attribute_span(at)) is not None:
            span = found
            shown = self.source.line(found.line)
        return Diagnostic(span, message, expected, source=shown, **more)

    def _tag_span(self, line: str | None) -> Span:
        end = line.find(">", self.col - 1) + 2 if line is not None and ">" in line[self.col - 1 :] else self.col + 1
        return Span(self.source.file, self.line, self.col, self.line, end)

    def _attribute_span(self, name: str) -> Span | None:
        """Where an attribute's value stands, if it stands on one of the next lines."""
        wanted = re.compile(rf"""(?<![\w-]){re.escape(name)}\s*=\s*(["'])(.*?)\1""")
        for number in range(self.line, min(self.line + 8, len(self.source.lines) + 1)):
            text = self.source.lines[number - 1]
            found = wanted.search(text, self.col - 1 if number == self.line else 0)
            if found:
                return Span(
                    self.source.file, number, found.start(2) + 1, number, max(found.end(2), found.start(2) + 1) + 1
                )
        return None


class TooMuch(SAXException):
    """More elements than any scenario has, or more within each other."""


class _Builder(ContentHandler):
    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.root: Node | None = None
        self.open: list[Node] = []
        self.place: Any = None
        self.number = 0

    def setDocumentLocator(self, locator: Any) -> None:
        self.place = locator

    def startElement(self, name: str, attrs: Any) -> None:
        node = Node(name, dict(attrs), self.source, self.place.getLineNumber(), self.place.getColumnNumber() + 1)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)
        if len(self.open) > DEEPEST:
            raise TooMuch(f"elements lie more than {DEEPEST} deep in each other")
        self.number += 1
        if self.number > ELEMENTS_MAX:
            raise TooMuch(f"the file has more than {ELEMENTS_MAX} elements")

    def endElement(self, name: str) -> None:
        self.open.pop()


def parse(path: Path, shown: str) -> Node | Diagnostic:
    """The file's root element, or what is wrong with the file. shown: the file's name in messages."""
    try:
        if path.stat().st_size > BYTES_MAX:
            return Diagnostic(
                None, f"{shown}: the file is larger than {BYTES_MAX >> 20} MiB", "give a smaller scenario"
            )
        data = path.read_bytes()
    except OSError as fault:
        return Diagnostic(None, f"{shown}: {fault.strerror or fault}", "name a file that can be read")
    source = Source(shown, tuple(data.decode("utf-8-sig", errors="replace").splitlines()))
    builder = _Builder(source)
    try:
        sax.parse(io.BytesIO(data), builder, forbid_dtd=True)
    except DefusedXmlException:
        return Diagnostic(
            Span(shown, 1, 1, 1, 2),
            "the file declares a document type or entities, which are not read",
            "remove <!DOCTYPE …> and write the characters themselves",
            source=source.line(1),
        )
    except SAXParseException as fault:
        line, col = fault.getLineNumber() or 1, (fault.getColumnNumber() or 0) + 1
        return Diagnostic(
            Span(shown, line, col, line, col + 1),
            f"this is not well-formed XML: {fault.getMessage()}",
            "mend the file, or export it anew",
            source=source.line(line),
        )
    except TooMuch as fault:
        return Diagnostic(Span(shown, 1, 1, 1, 2), fault.getMessage(), "expected a GENIUS domain or profile")
    except (LookupError, ValueError) as fault:
        return Diagnostic(Span(shown, 1, 1, 1, 2), f"the file cannot be decoded: {fault}", "save it as UTF-8")
    assert builder.root is not None  # a file without an element is not well-formed
    return builder.root
