"""Nodes without their faulty parts, so that mistakes of meaning in the rest can be shown in the same run.

Only values that nothing else rests on are cut. Where a cut would make other parts look wrong (a person gone that
conditions name), there is no rest. The rest is examined and then thrown away: it is never handed out as a case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

import yaml

from glienicke.case.places import Path
from glienicke.ground.dates import NoDate, latest

KEY = "[key]"
"""The step by which pydantic says that a key, not its value, is wrong."""

Link = tuple[str | int, yaml.Node, yaml.Node]
"""A step, the node it was taken in, and where it led."""

_PLACEHOLDERS = {"name": "?", "who": "?", "what": "?", "said": "?", "case": "case"}
_ENTRIES = {"people": "name", "parties": "name", "sources": "who"}
_DATES = {("positions", "from"), ("signals", "on")}
# Nothing else in a case rests on these.
_LOOSE = {"title", "mediator", "cutoff", "history", "assessments", "law", "owed"}
_STR, _MAP = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A path that pydantic complains of, and of what kind the complaint is."""

    path: Path
    kind: str = "value"


def cut(root: yaml.MappingNode, wrong: Iterable[Wrong]) -> bool:
    """Take the wrong parts out of the nodes, in place. False: no rest can be examined."""
    # All ways are walked before anything is cut, so that indices stay true.
    chains = [(entry, _chain(root, _in_file(entry.path))) for entry in wrong]
    done = [_cut_one(root, entry, chain) for entry, chain in chains]
    return all(done)


def _in_file(path: Path) -> Path:
    return tuple(step for step in path if step != KEY)


def _cut_one(root: yaml.MappingNode, wrong: Wrong, chain: list[Link]) -> bool:
    path = _in_file(wrong.path)
    if wrong.kind == "missing":
        return _put(root, chain, path)
    if not chain:
        return False
    if wrong.kind == "extra_forbidden":
        return _remove(chain[-1][1], chain[-1][2])
    # A fact is cut whole: without its date it would say something else.
    for i, (_, _, node) in enumerate(chain):
        if isinstance(node, yaml.MappingNode) and any(key.value == "is" for key, _ in node.value):
            chain = chain[: i + 1]
            break
    step, parent, node = chain[-1]
    top = chain[0][0]
    if (top, step) in _DATES and isinstance(node, yaml.ScalarNode):
        node.value = _some_date(chain)
        return True
    if len(chain) == 2 and top in _ENTRIES and wrong.path[-1] != KEY:
        stand_in = _mapping(_ENTRIES[str(top)], node)
        parent.value = [(key, stand_in if key.value == step else value) for key, value in parent.value]
        return True
    if wrong.path == ("case",) and isinstance(node, yaml.ScalarNode):
        node.value = _PLACEHOLDERS["case"]
        return True
    if wrong.path[-1] == KEY:  # no sentence could name it
        return _remove(parent, node)
    entry = len(chain) <= (3 if top == "positions" else 2)
    if entry and top not in _LOOSE:
        return False
    return (top, step) != ("considerations", "from") and _remove(parent, node)


def _some_date(chain: Sequence[Link]) -> str:
    """A date that lets an entry stay where it stands among the others."""
    entries: list[yaml.Node] = next((p.value for _, p, _ in reversed(chain) if isinstance(p, yaml.SequenceNode)), [])
    index = next((step for step, _, _ in reversed(chain) if isinstance(step, int)), 0)
    key = str(chain[-1][0])
    before = [date for entry in entries[:index] for date in _dates(entry, key)]
    after = [date for entry in entries[index + 1 :] for date in _dates(entry, key)]
    if key == "on":
        return (before[-1:] or after[:1] or [dt.date.max])[0].isoformat()
    # Of a party's positions no two begin on the same day.
    return (before[-1] + dt.timedelta(days=1) if before else dt.date.min).isoformat()


def _dates(entry: yaml.Node, key: str) -> Iterator[dt.date]:
    if isinstance(entry, yaml.MappingNode):
        for name, value in entry.value:
            if name.value == key and isinstance(value, yaml.ScalarNode):
                with suppress(NoDate):
                    yield latest(value.value)


def _chain(root: yaml.MappingNode, path: Path) -> list[Link]:
    """(step, parent, child) on the way along the path, as far as there are nodes."""
    found: list[Link] = []
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


def _remove(parent: yaml.Node, child: yaml.Node) -> bool:
    if isinstance(parent, yaml.MappingNode):
        parent.value = [(key, value) for key, value in parent.value if value is not child]
    elif isinstance(parent, yaml.SequenceNode):
        parent.value = [entry for entry in parent.value if entry is not child]
    return True


def _put(root: yaml.MappingNode, chain: Sequence[Link], path: Path) -> bool:
    """Put a stand-in where a key is missing, if there is one that makes nothing else look wrong."""
    node = chain[-1][2] if chain else root
    key = str(path[-1])
    if not isinstance(node, yaml.MappingNode) or len(chain) != len(path) - 1:
        return False
    if chain and (chain[0][0], key) in _DATES:
        new = _scalar(key, node)
        text = _some_date([*chain, (key, node, new)])
    elif key == "say":
        return _remove(chain[-1][1], node)
    elif key in _PLACEHOLDERS:
        text = _PLACEHOLDERS[key]
    else:
        return False
    node.value = [*node.value, (_scalar(key, node), _scalar(text, node))]
    return True


def _mapping(key: str, at: yaml.Node) -> yaml.MappingNode:
    return yaml.MappingNode(_MAP, [(_scalar(key, at), _scalar("?", at))], at.start_mark, at.end_mark)


def _scalar(text: str, at: yaml.Node) -> yaml.ScalarNode:
    return yaml.ScalarNode(_STR, text, at.start_mark, at.end_mark)
