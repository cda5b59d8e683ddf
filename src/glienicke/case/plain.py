"""YAML nodes of one or more files → the mappings, lists and texts that the models read.

Files of a folder each hold some top-level keys; mappings and lists of the same key are joined in the order of the
files. Reported here: a key twice, a key without a value, and selections in braces without quotes, which YAML
takes for mappings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from glienicke.case.places import Path, Places, span_of
from glienicke.ground.diagnostic import Diagnostic

QUOTE_IT = 'put quotes around it: "{held by RU}"'

Data = str | dict[str, "Data"] | list["Data"]


@dataclass(slots=True)
class Plain:
    """The data; the mistakes; and the paths whose value is not what the file says, of which no more is said."""

    data: dict[str, Data] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)


def join(roots: Sequence[yaml.MappingNode]) -> yaml.MappingNode | None:
    """One root for several files."""
    if len(roots) < 2:
        return roots[0] if roots else None
    pairs: list[tuple[yaml.Node, yaml.Node]] = []
    where: dict[str, int] = {}
    for root in roots:
        earlier = dict(where)
        for key, value in root.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            kind = next((kind for kind in (yaml.MappingNode, yaml.SequenceNode) if isinstance(value, kind)), None)
            if name in earlier and kind is not None and isinstance(pairs[earlier[name]][1], kind):
                first_key, first = pairs[earlier[name]]
                both = kind(first.tag, [*first.value, *value.value], first.start_mark, first.end_mark)
                pairs[earlier[name]] = (first_key, both)
            else:
                where.setdefault(name, len(pairs))
                pairs.append((key, value))
    return yaml.MappingNode(roots[0].tag, pairs, roots[0].start_mark, roots[0].end_mark)


def to_data(root: yaml.MappingNode, places: Places) -> Plain:
    """The data under the root."""
    plain = Plain()
    plain.data = _mapping(root, (), places, plain)
    return plain


def _value(node: yaml.Node, path: Path, places: Places, plain: Plain) -> Data:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(entry, (*path, i), places, plain) for i, entry in enumerate(node.value)]
    if _is_selection(node):
        plain.diagnostics.append(
            places.say(span_of(node), "YAML takes a text that begins with '{' for a mapping", QUOTE_IT)
        )
        plain.faulty.add(path)
        return "{…}"
    return _mapping(node, path, places, plain)


def _is_selection(node: yaml.Node) -> bool:
    """`{held by RU, wounded}` without quotes: a mapping whose keys all have no value."""
    return (
        isinstance(node, yaml.MappingNode)
        and bool(node.flow_style)
        and bool(node.value)
        and all(isinstance(value, yaml.ScalarNode) and _is_nothing(value) for _, value in node.value)
    )


def _is_nothing(node: yaml.ScalarNode) -> bool:
    return node.value == "" and not node.style


def _mapping(node: yaml.Node, path: Path, places: Places, plain: Plain) -> dict[str, Data]:
    data: dict[str, Data] = {}
    first: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            plain.diagnostics.append(places.say(span_of(key), "a key must be text", QUOTE_IT))
            plain.faulty.add(path)
            continue
        name = key.value
        if name in data:
            first = first or _first_keys(node)
            message = f"the first is at {span_of(first[name])}"
            plain.diagnostics.append(places.say(span_of(key), f"'{name}' stands here twice", message))
            continue
        if isinstance(value, yaml.ScalarNode):
            if not value.value and not value.style:
                message = f"'{name}' has no value" if name else "a key is missing before ':'"
                plain.diagnostics.append(places.say(span_of(key), message, "write one, or take the line out"))
                plain.faulty.add((*path, name))
            data[name] = value.value
        else:
            data[name] = _value(value, (*path, name), places, plain)
    return data


def _first_keys(node: yaml.Node) -> dict[str, yaml.Node]:
    return {key.value: key for key, _ in reversed(node.value) if isinstance(key, yaml.ScalarNode)}
