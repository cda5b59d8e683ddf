"""Where in its files each part of a case stands.

In: the YAML nodes of the files, merged under one root, and the files' texts. A *path* is the way from the root by
keys and indices, as pydantic's `loc` gives it: `("people", "krasikov", "held_by")`. Out: spans and diagnostics.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from glienicke.ground.diagnostic import Diagnostic, Severity, Span

Path = tuple[str | int, ...]

# The line ends that libyaml counts.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Text:
    """A file's text by lines."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self._starts: list[int] | None = None

    def line(self, number: int) -> str:
        """The line (from 1) without its end; empty past the last."""
        starts = self.starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return _LINE_END.sub("", self.text[starts[number - 1] : end])

    def starts(self) -> list[int]:
        """Index of the first character of each line."""
        if self._starts is None:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(self.text))]
        return self._starts

    def index(self, line: int, col: int) -> int:
        """Index in the text of a line and column, both from 1."""
        return self.starts()[line - 1] + col - 1

    def span(self, start: int, end: int) -> Span:
        """The place of characters start to end of the text, from 0."""
        (line, col), (end_line, end_col) = self._at(start), self._at(end)
        return Span(self.file, line, col, end_line, end_col)

    def _at(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts(), index)
        return line, index - self.starts()[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of a case without a mistake, so that a changed text need not be read whole (`again.py`): texts and
    nodes by file, and the data of all. None of it may be changed."""

    texts: Mapping[str, Text]
    roots: Mapping[str, yaml.MappingNode]
    data: dict[str, Any]


class Places:
    """The merged nodes with their texts. A cache of keys beside it, and nothing else that changes. kept: of a case
    without a mistake."""

    def __init__(self, root: yaml.Node | None, texts: Mapping[str, Text], kept: Kept | None = None) -> None:
        self.root, self.texts, self.kept = root, texts, kept
        self._keys: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}

    def node(self, path: Path) -> yaml.Node | None:
        """The node at the path, or the deepest one on the way to it."""
        found = self._walk(path)
        return found[1] if found else None

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """The place of the value at the path, or (key) of its key; of the deepest part there is on the way to it."""
        found = self._walk(path)
        if found is None:
            return None
        key_node, node = found
        return span_of(key_node if key and key_node is not None else node)

    def head(self, path: Path) -> Span | None:
        """The place that names a part: the key of a mapping's entry, else the first line of the value."""
        return self.span(path, key=True)

    def inside(self, path: Path, start: int, end: int) -> Span | None:
        """The place of characters start to end (from 0) of the text at the path."""
        node = self.node(path)
        return None if node is None else self._inside(node, start, end)

    def inside_key(self, path: Path, start: int, end: int) -> Span | None:
        """The same within the key at the path."""
        found = self._walk(path)
        return None if found is None or found[0] is None else self._inside(found[0], start, end)

    def say(
        self,
        span: Span | None,
        message: str,
        expected: str | None = None,
        nearest: str | None = None,
        severity: Severity = "error",
    ) -> Diagnostic:
        """A diagnostic that carries its line of the file."""
        text = self.texts.get(span.file) if span else None
        return Diagnostic(span, message, expected, nearest, severity, text.line(span.line) if text and span else None)

    def _walk(self, path: Path) -> tuple[yaml.Node | None, yaml.Node] | None:
        if self.root is None:
            return None
        key, node = None, self.root
        for step in path:
            if isinstance(node, yaml.MappingNode):
                entry = self._entries(node).get(step) if isinstance(step, str) else None
                if entry is None:
                    # A single fact has no list around it in the file: the index of the rival is passed over.
                    if isinstance(step, int):
                        continue
                    break
                key, node = entry
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                key, node = None, node.value[step]
            else:
                break
        return key, node

    def _entries(self, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        known = self._keys.get(id(node))
        if known is None:
            known = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
            self._keys[id(node)] = known
        return known

    def _inside(self, node: yaml.Node, start: int, end: int) -> Span:
        whole = span_of(node)
        if not isinstance(node, yaml.ScalarNode) or whole.line != whole.end_line:
            return whole
        quote = 1 if node.style in ("'", '"') else 0
        text = self.texts.get(whole.file)
        first = whole.col - 1 + quote
        if text is None or text.line(whole.line)[first : first + len(node.value)] != node.value:
            return whole
        first += 1
        return Span(whole.file, whole.line, first + start, whole.line, first + max(end, start + 1))


def span_of(node: yaml.Node) -> Span:
    """The place of a node."""
    return Span(
        node.start_mark.name,
        node.start_mark.line + 1,
        node.start_mark.column + 1,
        node.end_mark.line + 1,
        node.end_mark.column + 1,
    )


NOWHERE = Places(None, {})
"""The places of a case that was not read from a file."""
