"""What stands in the files at a path, and edits that fit it.

In: a case that was read from files. Out: texts, lists and mappings as the file has them, a mark by which to see later
whether they are still the same, and edits that make the mappings above a new value where there are none.
"""

from __future__ import annotations

import hashlib
import json

import yaml

from glienicke.case.model import Case
from glienicke.case.places import Path
from glienicke.case.plain import Data
from glienicke.case.write import Put


def raw(case: Case, path: Path) -> Data | None:
    """What the files say at exactly this path; None if nothing stands there."""
    node = _at(case, path)
    return None if node is None else _data(node)


def mark(data: Data | None) -> str:
    """A text that is another one if the data is."""
    text = json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def put(case: Case, path: Path, value: Data) -> Put:
    """Set the value at the path, with the mappings above it that the file does not have yet."""
    while len(path) > 1 and _at(case, path[:-1]) is None:
        path, value = path[:-1], {str(path[-1]): value}
    return Put(path, value)


def _at(case: Case, path: Path) -> yaml.Node | None:
    node: yaml.Node | None = case.places.root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _data(node: yaml.Node) -> Data:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _data(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(entry) for entry in node.value]
    return str(node.value)
