"""A changed text → its YAML nodes, where most of the text is as it was: only the entry that changed is read again.

The nodes are the same as if the whole text had been composed, marks included, or there are none: whatever does not lie
within one entry of a block mapping, or could mean something else between its neighbours than alone, is left to
`nodes.compose`. Nodes are shared between the old tree and the new one, so neither may be changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from glienicke.case import nodes
from glienicke.case.places import Kept, Places, Text
from glienicke.case.plain import Data, join, to_data

LEVELS = 2
"""An entry of an entry is read again (one person), and nothing smaller."""

# What ends a document or begins another, and line ends that not everything counts alike.
_ELSEWHERE = re.compile("^(?:---|\\.\\.\\.|%)|\ufeff|\r(?!\n)|[\x85\u2028\u2029]", re.M)

Pair = tuple[yaml.Node, yaml.Node]


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines of the old text (from 0, the last not included) that differ, and how many more lines the new one has."""

    old: Text
    new: Text
    first: int
    last: int
    more: int


@dataclass(frozen=True, slots=True)
class Again:
    """The nodes of a changed text. path: keys down to the mapping in which an entry was read again; was: its key; now:
    the entries in its place (it alone, or with new ones after it). path is None if nothing changed."""

    root: yaml.MappingNode
    path: tuple[str, ...] | None
    was: str
    now: tuple[Pair, ...]


def composed_again(old: Text, root: yaml.MappingNode, new: Text) -> Again | None:
    """The nodes of the new text, or None: compose it. root: the nodes of the old one, which had no mistake."""
    if old.text == new.text:
        return Again(root, None, "", ())
    change = _change(old, new)
    return _within(change, root, len(old.starts()), None, ()) if change is not None else None


def kept_again(kept: Kept, texts: Mapping[str, Text]) -> Kept | None:
    """The same for all files of a case, with their data; None if any of it has to be read whole, or has a mistake."""
    if list(texts) != list(kept.texts):
        return None
    roots: dict[str, yaml.MappingNode] = {}
    changes: list[Again] = []
    for name, text in texts.items():
        found = composed_again(kept.texts[name], kept.roots[name], text)
        if found is None:
            return None
        roots[name] = found.root
        changes += [found] if found.path is not None else []
    if len(texts) == 1 and changes:
        data = _data_again(kept.data, changes[0], texts)
    elif changes:
        root = join(list(roots.values()))
        plain = to_data(root, Places(root, texts)) if root is not None else None
        data = plain.data if plain is not None and not plain.diagnostics else None
    else:
        data = kept.data
    return Kept(texts, roots, data) if data is not None else None


def _data_again(data: dict[str, Data], change: Again, texts: Mapping[str, Text]) -> dict[str, Data] | None:
    """The data with the changed entries; None if they have mistakes."""
    mark = change.now[0][0].start_mark
    some = yaml.MappingNode(change.root.tag, list(change.now), mark, change.now[-1][1].end_mark, False)
    plain = to_data(some, Places(some, texts))
    above = data
    for key in change.path or ():
        inner = above[key]
        if not isinstance(inner, dict):
            return None
        above = inner
    if plain.diagnostics or change.was not in above or any(key != change.was and key in above for key in plain.data):
        return None
    there: dict[str, Data] = {}
    for key, value in above.items():
        there.update(plain.data if key == change.was else {key: value})
    if len(there) != len(above) - 1 + len(plain.data):
        return None
    for key in reversed(change.path or ()):
        there = {**data, key: there}
    return there


def same(one: yaml.Node, other: yaml.Node) -> bool:
    """Whether two trees say the same at the same places."""
    left: list[tuple[Any, Any]] = [(one, other)]
    while left:
        a, b = left.pop()
        if a.id != b.id or a.tag != b.tag or _place(a) != _place(b):
            return False
        if isinstance(a, yaml.ScalarNode):
            if a.value != b.value or a.style != b.style:
                return False
            continue
        if a.flow_style != b.flow_style or len(a.value) != len(b.value):
            return False
        for x, y in zip(a.value, b.value, strict=True):
            left.extend(zip(x, y, strict=True) if isinstance(x, tuple) else [(x, y)])
    return True


def _place(node: yaml.Node) -> tuple[Any, ...]:
    start, end = node.start_mark, node.end_mark
    return start.name, start.line, start.column, end.line, end.column


# ------------------------------------------------------------------ where it changed


def _change(old: Text, new: Text) -> _Change | None:
    a, b = old.text, new.text
    if not a or not b or (a[-1] == "\n") != (b[-1] == "\n"):
        return None
    starts, news = old.starts(), new.starts()
    first = bisect_right(starts, _common(a, b)) - 1
    head = starts[first]
    if not _is_start(news, head):
        return None
    tail = _common_end(a, b, min(len(a), len(b)) - head)
    end, longer = len(a) - tail, len(b) - len(a)
    last = bisect_left(starts, end)
    while last < len(starts) and not _is_start(news, starts[last] + longer):
        last += 1
    return _Change(old, new, first, last, len(news) - len(starts))


def _common(a: str, b: str) -> int:
    """How many characters both begin with."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(a: str, b: str, most: int) -> int:
    """How many characters both end with, of at most so many."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if a[len(a) - middle : len(a) - low] == b[len(b) - middle : len(b) - low]:
            low = middle
        else:
            high = middle - 1
    return low


def _is_start(starts: list[int], at: int) -> bool:
    found = bisect_left(starts, at)
    return found < len(starts) and starts[found] == at


# ------------------------------------------------------------------ the entry


def _within(
    change: _Change, mapping: yaml.MappingNode, end: int, after: yaml.Mark | None, path: tuple[str, ...]
) -> Again | None:
    """The mapping with the entry that holds the change read again. end: the line after its last; after: the mark of
    what comes next in the old text, None at its end."""
    lines = [key.start_mark.line for key, _ in mapping.value]
    at = bisect_right(lines, change.first) - 1
    if at >= 0 and change.first == change.last == lines[at]:
        at -= 1  # lines put in before an entry belong to the end of the one above
    if mapping.flow_style or at < 0:
        return None
    if at + 1 < len(lines):
        end, after = lines[at + 1], mapping.value[at + 1][0].start_mark
    key, value = mapping.value[at]
    if change.last > end or not _heads(change.old, mapping, at) or not _heads(change.old, mapping, at + 1):
        return None
    if len(path) + 1 < LEVELS and isinstance(value, yaml.MappingNode) and value.start_mark.line > key.start_mark.line:
        inner = _within(change, value, end, after, (*path, key.value))
        whole = _with(mapping, at, [(key, inner.root)], change.more) if inner is not None else None
        if inner is not None and whole is not None:
            return Again(whole, inner.path, inner.was, inner.now)
    entries = _read(change, key.start_mark, end, after, len(path) + 1)
    whole = _with(mapping, at, entries, change.more) if entries is not None else None
    return Again(whole, path, key.value, tuple(entries)) if entries is not None and whole is not None else None


def _heads(text: Text, mapping: yaml.MappingNode, at: int) -> bool:
    """Whether an entry's key is the first thing on its line; of one past the last there is nothing to say."""
    if at >= len(mapping.value):
        return True
    mark = mapping.value[at][0].start_mark
    start = text.starts()[mark.line]
    return not text.text[start : start + mark.column].strip(" ")


def _read(
    change: _Change, begin: yaml.Mark, end: int, after: yaml.Mark | None, level: int
) -> list[tuple[yaml.Node, yaml.Node]] | None:
    """The entries between two lines of the new text, read alone."""
    starts = change.new.starts()
    until = end + change.more
    text = change.new.text[starts[begin.line] : starts[until] if until < len(starts) else len(change.new.text)]
    if _ELSEWHERE.search(text):
        return None
    alone = nodes.compose(Text(change.new.file, text))
    root = alone.root
    if root is None or alone.diagnostics or root.flow_style or root.start_mark.line:
        return None
    if any(not isinstance(key, yaml.ScalarNode) or key.start_mark.column != begin.column for key, _ in root.value):
        return None
    over = (root.end_mark.line, root.end_mark.column)
    if _is_deep(root, nodes.DEPTH_MAX - level) or _ends_open(root, over):
        return None
    next_mark = _lower(after, change.more) if after is not None else None
    return [(_moved(key, begin.line), _moved(value, begin.line, over, next_mark)) for key, value in root.value]


def _is_deep(root: yaml.Node, most: int) -> bool:
    level: list[Any] = [root]
    for _ in range(most):
        level = [child for node in level for child in _children(node) if isinstance(child, yaml.CollectionNode)]
    return bool(level)


def _ends_open(root: yaml.Node, over: tuple[int, int]) -> bool:
    """Whether the last text is one whose end depends on what follows."""
    last: Any = root
    while isinstance(last, yaml.CollectionNode) and last.value:
        last = last.value[-1][1] if isinstance(last.value[-1], tuple) else last.value[-1]
    return isinstance(last, yaml.ScalarNode) and (last.style in ("|", ">") or last.end_mark.line >= over[0])


def _children(node: Any) -> list[yaml.Node]:
    return [part for entry in node.value for part in (entry if isinstance(entry, tuple) else (entry,))]


# ------------------------------------------------------------------ the tree


def _with(mapping: yaml.MappingNode, at: int, entries: list[Pair], more: int) -> yaml.MappingNode | None:
    """The mapping with other entries in the place of one; what comes after stands lower."""
    first, was = entries[0][0].start_mark, mapping.value[at][0].start_mark
    if (first.line, first.column) != (was.line, was.column):
        return None  # what stands before ends where this begins
    after = mapping.value[at + 1 :]
    if more:
        after = [(_moved(key, more), lower(value, more)) for key, value in after]
    pairs = [*mapping.value[:at], *entries, *after]
    end = _lower(mapping.end_mark, more) if more else mapping.end_mark
    return yaml.MappingNode(mapping.tag, pairs, mapping.start_mark, end, mapping.flow_style)


def _moved(node: Any, lines: int, over: tuple[int, int] | None = None, next_mark: yaml.Mark | None = None) -> yaml.Node:
    """A copy so many lines lower. over: where a text that was read alone ends; what ends there ends at next_mark."""
    start, end = _lower(node.start_mark, lines), node.end_mark
    is_open = next_mark is not None and (end.line, end.column) == over
    end = next_mark if is_open and next_mark is not None else _lower(end, lines)
    if isinstance(node, yaml.ScalarNode):
        return yaml.ScalarNode(node.tag, node.value, start, end, node.style)
    if isinstance(node, yaml.MappingNode):
        pairs = [(_moved(key, lines), _moved(value, lines, over, next_mark)) for key, value in node.value]
        return yaml.MappingNode(node.tag, pairs, start, end, node.flow_style)
    parts = [_moved(part, lines, over, next_mark) for part in node.value]
    return yaml.SequenceNode(node.tag, parts, start, end, node.flow_style)


def _lower(mark: yaml.Mark, lines: int) -> yaml.Mark:
    return yaml.Mark(mark.name, mark.index, mark.line + lines, mark.column, None, 0)


# ------------------------------------------------------------------ nodes that stand lower


def lower(node: yaml.Node, lines: int) -> yaml.Node:
    """The node so many lines lower. What is inside of it is moved when somebody looks."""
    if isinstance(node, yaml.ScalarNode):
        return _moved(node, lines)
    if isinstance(node, _Lower):
        return lower(node.node, lines + node.lines)
    return _LowerMapping(node, lines) if isinstance(node, yaml.MappingNode) else _LowerSequence(node, lines)


class _Lower:
    """What both kinds share: marks and parts are made when somebody looks, and once for all threads, since places are
    kept by the identity of nodes."""

    node: Any
    lines: int

    def __init__(self, node: Any, lines: int) -> None:
        self.node, self.lines = node, lines
        self.tag, self.flow_style = node.tag, node.flow_style

    def __getattr__(self, name: str) -> Any:
        match name:
            case "value":
                made: Any = self.parts()
            case "start_mark" | "end_mark":
                made = _lower(getattr(self.node, name), self.lines)
            case _:
                raise AttributeError(name)
        return self.__dict__.setdefault(name, made)

    def parts(self) -> list[Any]:
        """What is inside, lower."""
        return [lower(part, self.lines) for part in self.node.value]


class _LowerSequence(_Lower, yaml.SequenceNode):
    pass


class _LowerMapping(_Lower, yaml.MappingNode):
    def parts(self) -> list[Any]:
        """Keys and values, lower."""
        return [(_moved(key, self.lines), lower(value, self.lines)) for key, value in self.node.value]
