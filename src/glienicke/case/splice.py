"""One edit spliced into the text of a case file at the marks of its nodes; every other character stays.

In: the merged nodes and texts of a case, and an edit. Out: the file that changes and its new text, or why the edit
cannot be made. Nothing is written here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from glienicke.case.places import Path, Places, Text
from glienicke.case.plain import Data

SMALL_MAX = 4
"""Texts in a list or mapping that is still written on one line."""

_STR, _SEQ, _MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


@dataclass(frozen=True, slots=True)
class Put:
    """Set the value at the path: replace the one there, or add the key to its mapping."""

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class Append:
    """Add an entry to the end of the list at the path."""

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class Insert:
    """Add an entry to a list before the entry at the path, which ends in its index; at the length of the list, to its
    end."""

    path: Path
    value: Data


@dataclass(frozen=True, slots=True)
class Delete:
    """Take out the key or the entry at the path."""

    path: Path


Edit = Put | Append | Insert | Delete


class CannotEdit(ValueError):
    """The edit does not fit the file; the message says why."""


def splice(places: Places, edit: Edit) -> tuple[str, str]:
    """(file, its new text). Raises CannotEdit."""
    match edit:
        case Put(path, value):
            node = _exact(places, path)
            return _replace(places, path, node, value) if node is not None else _add_key(places, path, value)
        case Append(path, value):
            return _append(places, path, value)
        case Insert(path, value):
            return _insert(places, path, value)
        case Delete(path):
            return _delete(places, path)


def _exact(places: Places, path: Path) -> yaml.Node | None:
    """The node at exactly this path of the file."""
    node = places.root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _replace(places: Places, path: Path, node: yaml.Node, value: Data) -> tuple[str, str]:
    text = _text_of(places, node)
    start, end = _start(text, node), _end(text, node)
    flow = not _is_block(node) and _in_flow(places, path)
    new = rendered(value, flow=flow or not isinstance(value, str))
    return text.file, text.text[:start] + new + text.text[end:]


def _add_key(places: Places, path: Path, value: Data) -> tuple[str, str]:
    *above, key = path
    mapping = places.root if not above else _exact(places, tuple(above))
    if not isinstance(mapping, yaml.MappingNode) or not isinstance(key, str):
        raise CannotEdit(f"there is no mapping at {'/'.join(map(str, above))}")
    if not mapping.value:
        return _replace(places, tuple(above), mapping, {key: value})
    first_key, _ = mapping.value[0]
    last_key, last = mapping.value[-1]
    text = _text_of(places, last_key)
    if mapping.flow_style:
        at = _end(text, last)
        return text.file, _inserted(text, at, ", " + rendered({key: value}, flow=True)[1:-1])
    indent = first_key.start_mark.column if first_key.start_mark.name == text.file else last_key.start_mark.column
    return text.file, _line_after(text, _end(text, last), _indented(rendered({key: value}, flow=False), indent))


def _append(places: Places, path: Path, value: Data) -> tuple[str, str]:
    node = _exact(places, path)
    if node is None:
        return _add_key(places, path, [value])
    if not isinstance(node, yaml.SequenceNode):
        raise CannotEdit(f"there is no list at {'/'.join(map(str, path))}")
    if not node.value:
        return _replace(places, path, node, [value])
    return _behind(places, node, node.value[-1], value)


def _insert(places: Places, path: Path, value: Data) -> tuple[str, str]:
    *above, index = path
    node = _exact(places, tuple(above))
    if not isinstance(index, int) or (node is not None and not isinstance(node, yaml.SequenceNode)):
        raise CannotEdit(f"there is no list at {'/'.join(map(str, above))}")
    entries = node.value if node is not None else []
    if not 0 <= index <= len(entries):
        raise CannotEdit(f"there is nothing at {'/'.join(map(str, path))}")
    if index == len(entries) or node is None:
        return _append(places, tuple(above), value)
    # Comments above an entry are its own, so that the new one comes right behind the one before it.
    return _behind(places, node, entries[index - 1], value) if index else _before(places, node, entries[0], value)


def _behind(places: Places, node: yaml.SequenceNode, entry: yaml.Node, value: Data) -> tuple[str, str]:
    text = _text_of(places, entry)
    at = _end(text, entry)
    if node.flow_style:
        return text.file, _inserted(text, at, ", " + rendered([value], flow=True)[1:-1])
    return text.file, _line_after(text, at, _entry(text, entry, value))


def _before(places: Places, node: yaml.SequenceNode, first: yaml.Node, value: Data) -> tuple[str, str]:
    text = _text_of(places, first)
    if node.flow_style:
        return text.file, _inserted(text, _start(text, first), rendered([value], flow=True)[1:-1] + ", ")
    dash = text.text.rfind("-", 0, _start(text, first))
    line = text.span(dash, dash).line
    indent = text.text[text.starts()[line - 1] : dash]
    if indent.strip():
        raise CannotEdit("the list begins in the middle of a line; edit the file by hand")
    while line > 1 and text.line(line - 1).startswith(f"{indent}#"):  # what is said of the first entry stays with it
        line -= 1
    ending = "\r\n" if "\r\n" in text.text else "\n"
    return text.file, _inserted(text, text.starts()[line - 1], _entry(text, first, value).replace("\n", ending))


def _entry(text: Text, beside: yaml.Node, value: Data) -> str:
    """A new entry of a list in blocks, as far to the right as the one beside it."""
    dash = text.text.rfind("-", 0, _start(text, beside))
    indent = dash - text.starts()[text.span(dash, dash).line - 1]
    return _indented(rendered([value], flow=False), indent)


def _delete(places: Places, path: Path) -> tuple[str, str]:
    above = path[:-1]
    parent = places.root if not above else _exact(places, above)
    target = _exact(places, path)
    if parent is None or target is None:
        raise CannotEdit(f"there is nothing at {'/'.join(map(str, path))}")
    # Of a mapping, an entry begins at its key.
    spans = [(pair[0], pair[1]) if isinstance(pair, tuple) else (pair, pair) for pair in parent.value]
    index = next(i for i, (_, value) in enumerate(spans) if value is target)
    if len(spans) == 1:
        raise CannotEdit(f"nothing would be left of {'/'.join(map(str, above)) or 'the case'}: take that out instead")
    text = _text_of(places, spans[index][0])
    start, end = _start(text, spans[index][0]), _end(text, target)
    if getattr(parent, "flow_style", False):
        if index + 1 < len(spans):
            end = _start(text, spans[index + 1][0])
        else:
            start = _end(text, spans[index - 1][1])
        return text.file, text.text[:start] + text.text[end:]
    return text.file, _without_lines(text, start, end, parent, index, spans)


def _without_lines(
    text: Text, start: int, end: int, parent: yaml.Node, index: int, spans: list[tuple[yaml.Node, yaml.Node]]
) -> str:
    if isinstance(parent, yaml.SequenceNode):
        start = text.text.rfind("-", 0, start)
    line = text.span(start, start).line
    before = text.text[text.starts()[line - 1] : start]
    if before.strip():  # behind the dash of a list: what follows moves up to it
        follows = spans[index + 1][0]
        return text.text[:start] + text.text[_start(text, follows) :]
    last = text.span(end, end).line
    until = text.starts()[last] if last < len(text.starts()) else len(text.text)
    return text.text[: text.starts()[line - 1]] + text.text[until:]


# ------------------------------------------------------------------ marks and text


def _text_of(places: Places, node: yaml.Node) -> Text:
    return places.texts[node.start_mark.name]


def _start(text: Text, node: yaml.Node) -> int:
    return text.index(node.start_mark.line + 1, node.start_mark.column + 1)


def _is_block(node: yaml.Node) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _end(text: Text, node: yaml.Node) -> int:
    """Where the node's own text ends. A block's end mark stands only at what comes next."""
    if _is_block(node) and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = text.index(node.end_mark.line + 1, node.end_mark.column + 1)
    return len(text.text[:end].rstrip()) if getattr(node, "style", None) in ("|", ">") else end


def _in_flow(places: Places, path: Path) -> bool:
    """Whether what is at the path stands inside [ ] or { }."""
    return bool(getattr(_exact(places, path[:-1]) if path else None, "flow_style", False))


def _inserted(text: Text, at: int, new: str) -> str:
    return text.text[:at] + new + text.text[at:]


def _line_after(text: Text, at: int, lines: str) -> str:
    """Whole lines after the line on which `at` stands."""
    ending = "\r\n" if "\r\n" in text.text else "\n"
    line = text.span(at, at).line
    until = text.starts()[line] if line < len(text.starts()) else len(text.text)
    head = text.text[:until]
    if head and not head.endswith(("\n", "\r")):
        head += ending
    return head + lines.replace("\n", ending) + text.text[until:]


def _indented(lines: str, by: int) -> str:
    return "".join(" " * by + line if line.strip() else line for line in lines.splitlines(keepends=True))


# ------------------------------------------------------------------ new text


def rendered(value: Data, *, flow: bool) -> str:
    """YAML text of a value that reads back as the same text. flow: on one line, as inside braces."""
    if isinstance(value, str):
        if not flow and _multiline(value):
            flow = True
        inside = _serialized(_node([value] if flow else {"k": value}, flow=flow))
        return inside[1:-1] if flow else inside.removeprefix("k: ")
    shown = _serialized(_node(value, flow=flow))
    return shown if flow else shown + "\n"


def _multiline(value: str) -> bool:
    return re.search(r"[\r\n\x85\u2028\u2029]", value) is not None


def _serialized(node: yaml.Node) -> str:
    # The base dumper quotes only what the base loader would not read back, so dates and NO stay plain.
    shown: str = yaml.serialize(node, Dumper=yaml.BaseDumper, allow_unicode=True, width=2**30)
    return shown.removesuffix("\n").removesuffix("\n...")


def _node(value: Data, *, flow: bool) -> yaml.Node:
    if isinstance(value, str):
        return yaml.ScalarNode(_STR, value, style='"' if _multiline(value) else None)
    if isinstance(value, list):
        return yaml.SequenceNode(_SEQ, [_node(v, flow=flow or _is_small(v)) for v in value], flow_style=flow)
    pairs = [(_node(k, flow=True), _node(v, flow=flow or _is_small(v))) for k, v in value.items()]
    return yaml.MappingNode(_MAP, pairs, flow_style=flow)


def _is_small(value: Data) -> bool:
    """What holds only a few texts stands on one line."""
    if isinstance(value, str) or not value:
        return True
    entries = value if isinstance(value, list) else list(value.values())
    return len(entries) <= SMALL_MAX and all(isinstance(entry, str) for entry in entries)
