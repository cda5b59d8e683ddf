"""The edits between two states of one part of a case, as few as there are; and a new entry in the middle of a list.

A list of signals or of positions stands in the order in which its entries count, so that one of an earlier day has its
place between others.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping

import yaml

from glienicke.case.model import Case
from glienicke.case.places import Path, Text
from glienicke.case.plain import Data
from glienicke.case.splice import rendered
from glienicke.case.write import Append, CannotEdit, Delete, Edit, Put


def differing(path: Path, old: Data, new: Data) -> tuple[Edit, ...]:
    """Edits that make the new state of the old one; none if they are the same."""
    if old == new:
        return ()
    if isinstance(old, dict) and isinstance(new, dict) and new:
        return _mappings(path, old, new)
    if isinstance(old, list) and isinstance(new, list) and new and old:
        return _lists(path, old, new)
    return (Put(path, new),)


def _mappings(path: Path, old: dict[str, Data], new: dict[str, Data]) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    for key, value in new.items():
        edits += differing((*path, key), old[key], value) if key in old else [Put((*path, key), value)]
    # Last, so that never nothing is left of a mapping on the way.
    return (*edits, *(Delete((*path, key)) for key in old if key not in new))


def _lists(path: Path, old: list[Data], new: list[Data]) -> tuple[Edit, ...]:
    """Entries that stay are not touched; new ones can only come at the end, or the list is written anew."""
    one, two = ([json.dumps(entry, sort_keys=True) for entry in entries] for entries in (old, new))
    puts: list[Edit] = []
    appends: list[Edit] = []
    deletes: list[Edit] = []
    for _, i, i_end, j, j_end in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        common = min(i_end - i, j_end - j)
        for step in range(common):
            puts += differing((*path, i + step), old[i + step], new[j + step])
        if j_end - j > common:
            if i_end != len(old):
                return (Put(path, new),)
            appends += [Append(path, entry) for entry in new[j + common : j_end]]
        deletes += [Delete((*path, at)) for at in range(i + common, i_end)]
    return (*puts, *appends, *reversed(deletes))


def inserted(case: Case, texts: Mapping[str, str], path: Path, at: int, value: Data) -> dict[str, str]:
    """The texts with a new entry before entry `at` of a list; a comment above that one stays with it. Raises CannotEdit
    where the list cannot be parted there."""
    listed = case.places.node(path)
    if not isinstance(listed, yaml.SequenceNode) or not 0 <= at < len(listed.value):
        raise CannotEdit(f"there is no entry {at} at {'/'.join(map(str, path))}")
    entry = listed.value[at]
    file = entry.start_mark.name
    text = Text(file, texts[file])
    start = text.index(entry.start_mark.line + 1, entry.start_mark.column + 1)
    if listed.flow_style:
        new = rendered([value], flow=True)[1:-1] + ", "
        return {**texts, file: text.text[:start] + new + text.text[start:]}
    dash = text.text.rfind("-", 0, start)
    line = text.span(dash, dash).line
    indent = text.text[text.starts()[line - 1] : dash]
    if indent.strip():
        raise CannotEdit("the entries of the list do not stand on lines of their own; edit the file by hand")
    while line > 1 and text.line(line - 1).lstrip().startswith("#") and text.line(line - 1).startswith(indent):
        line -= 1
    ending = "\r\n" if "\r\n" in text.text else "\n"
    lines = "".join(indent + one + ending for one in rendered([value], flow=False).splitlines())
    at_line = text.starts()[line - 1]
    return {**texts, file: text.text[:at_line] + lines + text.text[at_line:]}
