"""Text → YAML nodes, with every syntax mistake.

`yaml.compose` with libyaml's base loader: every scalar is text with its place, and `NO` stays NO. Before it, the
events are scanned for what a case file does not use: anchors, aliases, tags, several documents, and nesting so deep
that composing would run out of stack. After a syntax error each top-level block is read by itself, so
that the mistakes of all of them are shown.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from glienicke.case.places import Text
from glienicke.ground.diagnostic import Diagnostic, Span

DEPTH_MAX = 30
"""Mappings and lists inside one another. The contract needs about ten."""

VALUES_MAX = 5_000_000
"""Keys and values in one file: some 200,000 people, and about 3 GB of memory."""

BLOCKS_MAX = 200
"""Top-level blocks that are read by themselves after a syntax error."""

SHOWN_MAX = 20
"""Mistakes of one kind in one file that are shown one by one."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A file's root node (None: nothing usable), the top-level keys lost to syntax errors, and the mistakes."""

    root: yaml.MappingNode | None
    lost: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()


_OPENING = (yaml.ScalarEvent, yaml.CollectionStartEvent)


LOOKED_AT_MAX = 1000
"""Characters of a line in which the cause of a syntax error is looked for."""

NEEDS_QUOTES = 'put quotes around the whole sentence or key: "{held by RU}"'
TOO_MANY = f"more than {VALUES_MAX:,} keys and values in one file"
ONE_DOCUMENT = "a file holds one document"


class _Named(io.StringIO):
    """Text whose marks carry the file's name."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.text)
        self.name = text.file


def compose(text: Text) -> Composed:
    """The nodes of a file."""
    refused, broken = _scan(text)
    if broken is None and not refused:
        root = yaml.compose(_Named(text), Loader=yaml.CBaseLoader)
        return _as_mapping(root, text)
    if any(mistake.message in (ONE_DOCUMENT, TOO_MANY) for mistake in refused):
        return Composed(None, frozenset(), tuple(refused))
    return _by_blocks(text, refused, broken)


def _as_mapping(root: yaml.Node | None, text: Text) -> Composed:
    if isinstance(root, yaml.MappingNode):
        return Composed(root)
    span = Span(text.file, 1, 1, 1, 2)
    message = "the file is empty" if root is None else "expected keys such as 'case:' and 'people:' at the left margin"
    return Composed(None, frozenset(), (Diagnostic(span, message, source=text.line(1)),))


def _scan(text: Text) -> tuple[list[Diagnostic], yaml.MarkedYAMLError | None]:
    """What a case file does not use, and the first syntax error."""
    found: list[Diagnostic] = []
    depth = documents = values = 0
    try:
        for event in yaml.parse(_Named(text), Loader=yaml.CBaseLoader):
            if isinstance(event, _OPENING):
                values += 1
                if values > VALUES_MAX:
                    return [_at(event, text, TOO_MANY, "split the case")], None
                if event.anchor is not None or event.tag is not None:
                    found.append(_unused(event, text))
                if not isinstance(event, yaml.ScalarEvent):
                    depth += 1
                    if depth > DEPTH_MAX:
                        return [*found, _at(event, text, f"nested more than {DEPTH_MAX} deep")], None
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.AliasEvent):
                found.append(_at(event, text, "aliases are not used in case files", "write the value out"))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    return [*found, _at(event, text, ONE_DOCUMENT, "put the second into its own file")], None
            if len(found) > SHOWN_MAX:
                break
    except yaml.MarkedYAMLError as error:
        return found, error
    except yaml.YAMLError as error:
        return [*found, Diagnostic(Span(text.file, 1, 1, 1, 2), f"this is not YAML: {error}")], None
    lines = {diagnostic.span.line: diagnostic for diagnostic in reversed(found) if diagnostic.span}
    return [lines[line] for line in sorted(lines)], None


def _unused(event: yaml.ScalarEvent | yaml.CollectionStartEvent, text: Text) -> Diagnostic:
    if event.anchor is not None:
        return _at(event, text, "anchors ('&') are not used in case files", "take it out, or put the text in quotes")
    return _at(event, text, "tags ('!') are not used in case files", "take it out, or put the text in quotes")


def _at(event: yaml.Event, text: Text, message: str, expected: str | None = None) -> Diagnostic:
    assert event.start_mark is not None and event.end_mark is not None
    line, col = event.start_mark.line + 1, event.start_mark.column + 1
    end_line, end_col = event.end_mark.line + 1, event.end_mark.column + 1
    if (end_line, end_col) <= (line, col):
        end_line, end_col = line, col + 1
    return Diagnostic(Span(text.file, line, col, end_line, end_col), message, expected, source=text.line(line))


# ------------------------------------------------------------------ after a syntax error

_TOP_KEY = re.compile(r"^(?P<key>[^\s#\-'\"][^:\n]{0,200}?)[ \t]{0,20}:(?=\s|$)", re.M)
_TAB = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.M)
# A selection in braces holds no ": ", so what does is a mapping.
_BRACE = re.compile(r"""^\s*(?:-\ +|[^'"\#:]+:\s+)?(?P<text>\{[^{}:'"]*(?:\}.*)?$)""", re.X)
_BRACE_INSIDE = re.compile(r"""(?:\[|,|:\s)\s*(?P<text>[^'"\[\],:{\s][^'"\[\],:{]*\{[^{}:'"]*\}.*)$""", re.X)


def _by_blocks(text: Text, refused_whole: list[Diagnostic], broken: yaml.MarkedYAMLError | None) -> Composed:
    starts = list(islice(_TOP_KEY.finditer(text.text), BLOCKS_MAX))
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    lost: set[str] = set()
    mistakes: list[Diagnostic] = []
    for i, found in enumerate(starts):
        end = starts[i + 1].start() if i + 1 < len(starts) else len(text.text)
        block = Text(text.file, text.text[found.start() : end])
        above = text.span(found.start(), found.start()).line - 1
        refused, error = _scan(block)
        node = None
        if error is None and not refused:
            node = yaml.compose(_Named(block), Loader=yaml.CBaseLoader)
        if isinstance(node, yaml.MappingNode):
            _move(node, above)
            pairs.extend(node.value)
            continue
        lost.add(found["key"])
        mistakes.extend(_moved(diagnostic, above) for diagnostic in [*refused, *_syntax(block, error)])
    if not mistakes:
        mistakes = [*refused_whole, *_syntax(text, broken)]
    mark = yaml.Mark(text.file, 0, 0, 0, None, 0)
    root = yaml.MappingNode("tag:yaml.org,2002:map", pairs, mark, mark)
    return Composed(root, frozenset(lost), tuple(mistakes))


def _syntax(text: Text, error: yaml.MarkedYAMLError | None) -> Iterator[Diagnostic]:
    tabs = [text.span(*found.span()) for found in _TAB.finditer(text.text)]
    for span in tabs[:SHOWN_MAX]:
        yield Diagnostic(span, "a tab is used as indentation", "use spaces", source=text.line(span.line))
    if error is None or tabs:
        return
    unclosed = "expected ','" in (error.problem or "") or "end of stream" in (error.problem or "")
    mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
    line = min(mark.line + 1, len(text.starts())) if mark else 1
    col = mark.column + 1 if mark else 1
    place, remedy = _remedy(text, line, col, error)
    span = place or Span(text.file, line, col, line, col + 1)
    problem = "YAML takes '{' for the beginning of a mapping" if remedy is NEEDS_QUOTES else _problem(error)
    yield Diagnostic(span, problem, remedy, source=text.line(span.line))


def _problem(error: yaml.MarkedYAMLError) -> str:
    said = (error.problem or "this cannot be read").strip()
    if error.context in ("while scanning an alias", "while scanning an anchor", "while parsing a tag"):
        return "'*', '&' and '!' at the beginning of a value mean something else in YAML"
    known = {
        "did not find expected key": "this line does not continue the mapping above it",
        "did not find expected '-' indicator": "this line does not continue the list above it",
        "did not find expected ',' or '}'": "a '{' is not closed by '}', or a comma is missing",
        "did not find expected ',' or ']'": "a '[' is not closed by ']', or a comma is missing",
        "could not find expected ':'": "a ':' is missing after the key",
        "mapping values are not allowed in this context": "a ':' where no key can stand",
        "found unexpected end of stream": "a quote is not closed",
        "found character that cannot start any token": "this character cannot begin a value",
        "block sequence entries are not allowed in this context": "a list cannot begin here",
    }
    return known.get(said, said)


def _remedy(text: Text, line: int, col: int, error: yaml.MarkedYAMLError) -> tuple[Span | None, str | None]:
    """A sentence that begins with a brace is by far the likeliest cause, on the line or just before it."""
    candidates = {line, line - 1}
    if error.context_mark:
        candidates.add(error.context_mark.line + 1)
    for number in sorted(candidates, reverse=True):
        shown = text.line(number)[:LOOKED_AT_MAX]
        found = _BRACE.match(shown) or _BRACE_INSIDE.search(shown)
        if found:
            start = found.start("text") + 1
            span = Span(text.file, number, start, number, len(shown.rstrip()) + 1)
            return span, NEEDS_QUOTES
    if "':'" in (error.problem or "") or "mapping values" in (error.problem or ""):
        return None, "check the indentation, and put text with ': ' in it in quotes"
    return None, "check indentation, brackets and quotes of this line and the one above"


def _move(root: yaml.Node, lines: int) -> None:
    """Shift the marks of a block that was read by itself to where it stands in the file."""
    left: list[yaml.Node] = [root]
    while left:
        node = left.pop()
        node.start_mark = _lower(node.start_mark, lines)
        node.end_mark = _lower(node.end_mark, lines)
        if isinstance(node, yaml.MappingNode):
            left.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            left.extend(node.value)


def _lower(mark: yaml.Mark, lines: int) -> yaml.Mark:
    return yaml.Mark(mark.name, mark.index, mark.line + lines, mark.column, None, 0)


def _moved(diagnostic: Diagnostic, lines: int) -> Diagnostic:
    span = diagnostic.span
    if span is None:
        return diagnostic
    moved = Span(span.file, span.line + lines, span.col, span.end_line + lines, span.end_col)
    return Diagnostic(
        moved, diagnostic.message, diagnostic.expected, diagnostic.nearest, diagnostic.severity, diagnostic.source
    )
