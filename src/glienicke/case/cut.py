"""Nodes without their faulty parts, so that mistakes of meaning in the rest can be shown in the same run.

Only values that nothing else rests on are cut. Where a cut would make other parts look wrong (a person gone that
conditions name), there is no rest. The rest is examined and then thrown away: it is never handed out as a case.
"""

from __future__ import annotations

from collections.abc import Iterable

import yaml

from glienicke.case.places import Path

_PLACEHOLDERS = {"name": "?", "who": "?", "what": "?", "said": "?", "case": "case"}
_ENTRIES = {"people": "name", "parties": "name", "sources": "who"}
_STR, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"


def cut(root: yaml.MappingNode, wrong: Iterable[tuple[Path, bool]]) -> bool:
    """Take the wrong parts out of the nodes, in place. False: no rest can be examined."""
    done = [_cut_one(root, path, missing) for path, missing in sorted(wrong, key=_last_first, reverse=True)]
    return all(done)


def _last_first(entry: tuple[Path, bool]) -> tuple[tuple[int, str], ...]:
    # Later entries of a list go first, so that indices stay true.
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in entry[0])


def _cut_one(root: yaml.MappingNode, path: Path, missing: bool) -> bool:
    if missing and path and path[-1] in _PLACEHOLDERS:
        return _put(root, path)
    chain = _chain(root, path)
    # A fact is cut whole: without its date it would say something else.
    for i, (_, _, node) in enumerate(chain):
        if isinstance(node, yaml.MappingNode) and any(key.value == "is" for key, _ in node.value):
            chain = chain[: i + 1]
            break
    if not chain:
        return False
    depth = len(chain)
    step, parent, node = chain[-1]
    top = chain[0][0]
    if missing and depth < len(path) and not _optional(chain):
        return False
    if depth == 2 and top in _ENTRIES and path[-1] != "[key]":
        return _replace(parent, str(step), str(_ENTRIES[str(top)]), node)
    if depth <= 2 and top not in ("scale", "history", "assessments") and not (depth == 1 and top in _SIDE):
        return depth == 2 and top in _SIDE and _remove(parent, step)
    if str(step) in ("from", "on") and top in ("positions", "signals", "considerations"):
        return False
    if top in ("positions", "signals") and isinstance(step, int) and depth == (3 if top == "positions" else 2):
        return False
    return _remove(parent, step)


_SIDE = ("title", "mediator", "cutoff", "history", "assessments", "law", "owed")


def _optional(chain: list[tuple[str | int, yaml.Node, yaml.Node]]) -> bool:
    return chain[0][0] in ("history", "assessments")


def _chain(root: yaml.MappingNode, path: Path) -> list[tuple[str | int, yaml.Node, yaml.Node]]:
    """(step, parent, child) on the way along the path, as far as there are nodes."""
    found: list[tuple[str | int, yaml.Node, yaml.Node]] = []
    node: yaml.Node = root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            child = next((value for key, value in node.value if isinstance(step, str) and key.value == step), None)
            if child is None:
                if isinstance(step, int):
                    continue
                break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
        else:
            break
        found.append((step, node, child))
        node = child
    return found


def _remove(parent: yaml.Node, step: str | int) -> bool:
    if isinstance(parent, yaml.MappingNode):
        parent.value = [(key, value) for key, value in parent.value if key.value != step]
    elif isinstance(step, int) and step < len(parent.value):
        parent.value = [entry for i, entry in enumerate(parent.value) if i != step]
    return True


def _replace(parent: yaml.Node, name: str, key: str, at: yaml.Node) -> bool:
    stand_in = yaml.MappingNode(_MAP, [(_scalar(key, at), _scalar("?", at))], at.start_mark, at.end_mark)
    parent.value = [(k, stand_in if k.value == name else value) for k, value in parent.value]
    return True


def _put(root: yaml.MappingNode, path: Path) -> bool:
    chain = _chain(root, path[:-1])
    node = chain[-1][2] if chain else root
    if not isinstance(node, yaml.MappingNode):
        return False
    key = str(path[-1])
    node.value = [*node.value, (_scalar(key, node), _scalar(_PLACEHOLDERS[key], node))]
    return True


def _scalar(text: str, at: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode(_STR, text, at.start_mark, at.end_mark)
