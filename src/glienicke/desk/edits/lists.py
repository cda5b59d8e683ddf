"""The edits between two states of one part of a case, as few as there are."""

from __future__ import annotations

import difflib
import json

from glienicke.case.places import Path
from glienicke.case.plain import Data
from glienicke.case.write import Append, Delete, Edit, Put


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
