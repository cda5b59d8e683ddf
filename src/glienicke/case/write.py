"""Edits written into the user's own files: an edit of one value changes one line.

The new text is read back before it replaces the old: it must hold exactly the data that was meant. Then it goes
to a temporary file beside the old one, to the disk, and takes its name in one step, so that a crash leaves either
the old file or the new one.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any

import yaml

from glienicke.case import nodes
from glienicke.case.again import kept_again
from glienicke.case.model import Case
from glienicke.case.places import Kept, Path, Places, Text
from glienicke.case.plain import Data, join, to_data
from glienicke.case.read import AnyPath, files_of, no_collection
from glienicke.case.source import decode
from glienicke.case.splice import Append, CannotEdit, Delete, Edit, Insert, Put, splice

__all__ = ["Append", "CannotEdit", "Delete", "Edit", "Insert", "Put", "edit_files", "edited", "save"]

_MARK = b"\xef\xbb\xbf"


def edited(texts: Mapping[str, str], edits: Iterable[Edit], before: Case | None = None) -> dict[str, str]:
    """The texts of the files with the edits made in turn. before: the case that these very texts say, if it is known;
    the result is the same without it. Raises CannotEdit, and then nothing is changed."""
    known = before.places.kept if before is not None else None
    if known is not None and {name: text.text for name, text in known.texts.items()} != dict(texts):
        known = None
    now = known or _kept({name: Text(name, text) for name, text in texts.items()}, None)
    for edit in edits:
        meant = _meant(now.data, edit)
        file, text = splice(Places(_root(now), now.texts), edit)
        now = _kept({**now.texts, file: Text(file, text)}, now)
        if now.data != meant:
            raise CannotEdit("the edit would change more than it says; edit the file by hand")
    return {name: text.text for name, text in now.texts.items()}


def edit_files(paths: Iterable[AnyPath], edits: Iterable[Edit]) -> tuple[str, ...]:
    """Make the edits in the files of a case; the names of those that changed. Raises CannotEdit and OSError."""
    files, missing = files_of(tuple(paths))
    if missing:
        raise CannotEdit(missing[0].text)
    before = {str(file): file.read_bytes() for file in files}
    texts = {}
    for name, content in before.items():
        opened = decode(name, content)
        if opened.text is None or opened.diagnostics:
            raise CannotEdit(opened.diagnostics[0].text)
        texts[name] = opened.text.text
    after = edited(texts, edits)
    changed = tuple(name for name in texts if after[name] != texts[name])
    for name in changed:
        mark = _MARK if before[name].startswith(_MARK) else b""
        save(FilePath(name), mark + after[name].encode("utf-8"), expected=before[name])
    return changed


def save(file: FilePath, content: bytes, expected: bytes | None = None) -> None:
    """Replace a file whole or not at all. expected: what must still be in it, so that nobody else's edit is lost."""
    real = FilePath(os.path.realpath(file))  # a link stays a link
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        if real.exists():
            os.chmod(name, stat.S_IMODE(real.stat().st_mode))
            if expected is not None and real.read_bytes() != expected:
                raise CannotEdit(f"{file} was changed by somebody else in the meantime")
        os.replace(name, real)
    except BaseException:
        os.unlink(name)
        raise
    folder = os.open(real.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _kept(texts: Mapping[str, Text], before: Kept | None) -> Kept:
    """The files, read back. before: as they were before the last edit."""
    with no_collection():
        found = kept_again(before, texts) if before is not None else None
        return found or _read(texts)


def _read(texts: Mapping[str, Text]) -> Kept:
    roots = {}
    for name, text in texts.items():
        composed = nodes.compose(text)
        if composed.root is None or composed.diagnostics:
            raise CannotEdit(composed.diagnostics[0].text)
        roots[name] = composed.root
    root = join(list(roots.values()))
    if root is None:
        raise CannotEdit("there is no file to edit")
    plain = to_data(root, Places(root, texts))
    if plain.diagnostics:
        raise CannotEdit(plain.diagnostics[0].text)
    return Kept(texts, roots, plain.data)


def _root(kept: Kept) -> yaml.MappingNode:
    root = join(list(kept.roots.values()))
    assert root is not None
    return root


def _meant(data: dict[str, Data], edit: Edit) -> dict[str, Data]:
    """The data as it must be after the edit. What the edit does not touch is the same object, since data are never
    changed in place."""
    if not edit.path:
        raise CannotEdit("the case as a whole cannot be edited")
    above, last = edit.path[:-1], edit.path[-1]
    if isinstance(edit, Insert):
        return _inserted(data, edit)
    after, parent = _opened(data, above)
    match edit:
        case Put(_, value):
            if isinstance(parent, list):
                _at(parent, (), last)
            parent[last] = value
        case Append(path, value):
            if isinstance(parent, dict):
                parent.setdefault(str(last), [])
            entries = _at(parent, (), last)[last]
            if not isinstance(entries, list):
                raise CannotEdit(f"there is no list at {'/'.join(map(str, path))}")
            parent[last] = [*entries, value]
        case Delete():
            _at(data, above, last)
            del parent[last]
    return after


def _inserted(data: dict[str, Data], edit: Insert) -> dict[str, Data]:
    *above, index = edit.path
    after, parent = _opened(data, tuple(above[:-1]))
    if isinstance(parent, dict) and index == 0:
        parent.setdefault(str(above[-1]), [])
    entries = _at(parent, tuple(above[-1:]))
    if not isinstance(entries, list) or not isinstance(index, int) or not 0 <= index <= len(entries):
        raise CannotEdit(f"there is nothing at {'/'.join(map(str, edit.path))}")
    parent[above[-1]] = [*entries[:index], edit.value, *entries[index:]]
    return after


def _opened(data: dict[str, Data], path: Path) -> tuple[dict[str, Data], Any]:
    """A copy of the data that may be changed at the path, and what is there in it."""
    _at(data, path)
    after = dict(data)
    parent: Any = after
    for step in path:
        inner = parent[step]
        parent[step] = dict(inner) if isinstance(inner, dict) else list(inner) if isinstance(inner, list) else inner
        parent = parent[step]
    return after, parent


def _at(data: Any, path: Path, *then: str | int) -> Any:
    found = data
    try:
        for step in path:
            found = found[step]
        for step in then:
            found[step]
    except (KeyError, IndexError, TypeError):
        raise CannotEdit(f"there is nothing at {'/'.join(map(str, (*path, *then)))}") from None
    if isinstance(found, str):
        raise CannotEdit(f"there is one value at {'/'.join(map(str, path))}, and no keys")
    return found
