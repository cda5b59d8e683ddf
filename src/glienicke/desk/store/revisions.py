"""Versions of a case's texts, branch by branch: what is there now, what comes next, what was before.

Every function works inside a transaction that the caller opened under the right rights. A version is never changed:
undo and redo are versions of their own, whose texts are older ones.
"""

from __future__ import annotations

import difflib
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.desk.store import entries, tables
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.store.texts import Texts, texts_of

MAIN = "main"
KEPT_MAX = 32
DIFFS_MAX = 500
AROUND = 3
"""Lines that a diff shows around what differs."""

_HUNK = re.compile(r"([-+])(\d+)")


@dataclass(frozen=True, slots=True)
class Change:
    """One version of a branch: who made it, when (ISO, UTC), why, and how the files differ from the version before.

    kind: brought, edited, undone, redone, branched, disk. by: the member's name. diff: unified, by file; a file whose
    older or newer text was erased says so.
    """

    version: int
    seq: int
    at: str
    by: str
    kind: str
    why: str
    diff: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BranchLine:
    """A branch as a list shows it. base: what it began from, at which version; None for `main`."""

    name: str
    base: str | None
    base_version: int | None
    version: int
    made_at: str
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a new version says of itself. back and forward: the versions that undo and redo lead to."""

    kind: str
    why: str
    back: int | None = None
    forward: int | None = None


_kept: OrderedDict[tuple[tuple[str, str], ...], Texts] = OrderedDict()
_diffs: OrderedDict[tuple[str | None, str | None], str] = OrderedDict()
_lock = Lock()


def manifest(connection: Connection, case: str, branch: str, version: int) -> dict[str, str]:
    """Commitments to the files' bytes by file name, in the order of reading; empty if there is no such version."""
    text = tables.text.c
    query = (
        sa.select(text.file, text.content)
        .where(text.case_id == case, text.branch == branch, text.version == version)
        .order_by(text.position)
    )
    return {row.file: row.content for row in connection.execute(query)}


def version_of(connection: Connection, case: str, branch: str) -> int:
    """The number of the branch's last version. Raises NotThere."""
    at = tables.branch.c
    query = sa.select(at.version).where(at.case_id == case, at.name == branch, at.dropped.is_(False))
    found = connection.execute(query).scalar()
    if found is None:
        raise NotThere
    return int(found)


def current(connection: Connection, case: str, branch: str) -> Texts:
    """The texts as they are now. Raises NotThere."""
    version = version_of(connection, case, branch)
    return at_version(connection, case, branch, version)


def at_version(connection: Connection, case: str, branch: str, version: int) -> Texts:
    """The texts of one version. Raises NotThere, and Refused if something of it was erased."""
    files = manifest(connection, case, branch, version)
    if not files:
        raise NotThere
    key = tuple(files.items())
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return replace(found, version=version)
    contents = entries.payloads(connection, tuple(files.values()))
    if any(hash not in contents for hash in files.values()):
        raise Refused("the texts of this version were erased; nothing leads back to it")
    texts = texts_of({name: contents[hash] for name, hash in files.items()}, version)
    with _lock:
        _kept[key] = texts
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return texts


def forget_kept() -> None:
    """Empty what is kept in memory; after an erasure."""
    with _lock:
        _kept.clear()
        _diffs.clear()


def add(
    connection: Connection, case: str, branch: str, contents: Mapping[str, bytes], step: Step, by: str, at: str
) -> int:
    """Write a new version, its entry and its projection; its number. Unchanged files are kept once."""
    row = sa.select(tables.branch.c.version).where(tables.branch.c.case_id == case, tables.branch.c.name == branch)
    before = int(connection.execute(row).scalar_one())
    old = manifest(connection, case, branch, before)
    known = entries.payloads(connection, tuple(old.values()))
    new = {}
    for name, content in contents.items():
        same = name in old and known.get(old[name]) == content
        new[name] = old[name] if same else entries.keep(connection, case, entries.STAFF, content)
    return _written(connection, case, branch, before + 1, new, step, by, at)


def again(
    connection: Connection, case: str, branch: str, files: Mapping[str, str], step: Step, by: str, at: str
) -> int:
    """Write a new version out of texts that are kept already; its number."""
    return _written(connection, case, branch, version_of(connection, case, branch) + 1, files, step, by, at)


def _written(
    connection: Connection, case: str, branch: str, version: int, files: Mapping[str, str], step: Step, by: str, at: str
) -> int:
    details = {"branch": branch, "version": version, "why": step.why, "files": list(files)}
    hashes = tuple(files.values())
    entry = entries.append(connection, case, entries.STAFF, step.kind, by, at, details, hashes)
    key = {"case_id": case, "branch": branch, "version": version}
    connection.execute(
        tables.revision.insert(), [{**key, "seq": entry.seq, "back": step.back, "forward": step.forward}]
    )
    rows = [{**key, "position": i, "file": name, "content": hash} for i, (name, hash) in enumerate(files.items())]
    connection.execute(tables.text.insert(), rows)
    here = tables.branch.c
    connection.execute(tables.branch.update().where(here.case_id == case, here.name == branch).values(version=version))
    connection.execute(tables.kept_case.update().where(tables.kept_case.c.case_id == case).values(changed_at=at))
    return version


def step_to(connection: Connection, case: str, branch: str, way: str) -> tuple[dict[str, str], Step]:
    """Texts and step of an undo (`back`) or a redo (`forward`). Raises Refused if there is nothing that way."""
    now = version_of(connection, case, branch)
    here = _revision(connection, case, branch, now)
    target = here.back if way == "back" else here.forward
    if target is None:
        raise Refused("there is nothing to undo" if way == "back" else "there is nothing to redo")
    files = manifest(connection, case, branch, target)
    if len(entries.payloads(connection, tuple(files.values()))) < len(set(files.values())):
        raise Refused("the texts of that version were erased; nothing leads back to it")
    there = _revision(connection, case, branch, target)
    if way == "back":
        return files, Step("undone", f"back to version {target}", there.back, now)
    return files, Step("redone", f"again version {target}", there.back, there.forward)


def came_last(connection: Connection, case: str, branch: str, version: int) -> bool:
    """Whether a branch is as it was at a version, and an undo would lead to the one before it."""
    here, before = (manifest(connection, case, branch, number) for number in (version, version - 1))
    if manifest(connection, case, branch, version_of(connection, case, branch)) != here:
        return False
    try:
        return step_to(connection, case, branch, "back")[0] == before
    except Refused:
        return False


def _revision(connection: Connection, case: str, branch: str, version: int) -> Any:
    of = tables.revision.c
    query = sa.select(of.back, of.forward).where(of.case_id == case, of.branch == branch, of.version == version)
    return connection.execute(query).one()


def branches(connection: Connection, case: str) -> tuple[BranchLine, ...]:
    """Those that were not dropped, `main` first; by: the member's id."""
    of = tables.branch.c
    query = sa.select(tables.branch).where(of.case_id == case, of.dropped.is_(False)).order_by(of.made_at)
    lines = [
        BranchLine(row.name, row.base, row.base_version, row.version, row.made_at, row.made_by)
        for row in connection.execute(query)
    ]
    return tuple(sorted(lines, key=lambda line: line.name != MAIN))


def history(
    connection: Connection, case: str, branch: str, names: Mapping[str, str], most: int, before: int | None
) -> tuple[Change, ...]:
    """The last changes first. names: of members by id. most: how many. before: only versions below this one."""
    version_of(connection, case, branch)
    of, entry = tables.revision.c, tables.entry.c
    joined = sa.and_(entry.case_id == of.case_id, entry.audience == entries.STAFF, entry.seq == of.seq)
    query = (
        sa.select(of.version, tables.entry)
        .join_from(tables.revision, tables.entry, joined)
        .where(of.case_id == case, of.branch == branch, *([of.version < before] if before is not None else []))
        .order_by(of.version.desc())
        .limit(most)
    )
    rows = [(row.version, entries.written(row)) for row in connection.execute(query)]
    told = entries.details(connection, [written.of for _, written in rows])
    files = _manifests(connection, case, branch, [version for version, _ in rows])
    there = entries.kept(connection, [hash for one in files.values() for hash in one.values()])
    changes = []
    for version, written in rows:
        why = told.get(written.of, {}).get("why", "(erased)")
        diff = _diff(connection, files.get(version - 1, {}), files.get(version, {}), there)
        by = names.get(written.by, "a former member")
        changes.append(Change(version, written.seq, written.at, by, written.kind, why, diff))
    return tuple(changes)


def _manifests(connection: Connection, case: str, branch: str, versions: Sequence[int]) -> dict[int, dict[str, str]]:
    """The manifests of versions that follow one another, and of the one before the first."""
    if not versions:
        return {}
    text = tables.text.c
    query = (
        sa.select(text.version, text.file, text.content)
        .where(text.case_id == case, text.branch == branch)
        .where(text.version.between(min(versions) - 1, max(versions)))
        .order_by(text.version, text.position)
    )
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.version, {})[row.file] = row.content
    return found


def _diff(
    connection: Connection, before: Mapping[str, str], after: Mapping[str, str], there: frozenset[str]
) -> dict[str, str]:
    """How the files of a version differ from those of the one before; the first one's are all new, and not told again.
    there: the commitments whose texts were not erased."""
    differ = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    if not before:
        return dict.fromkeys(differ, "")
    found = {}
    for name in differ:
        pair = (before.get(name), after.get(name))
        is_whole = all(hash is None or hash in there for hash in pair)
        found[name] = _told(connection, pair) if is_whole else "(erased)"
    return found


def _told(connection: Connection, pair: tuple[str | None, str | None]) -> str:
    """How two texts differ, by their commitments. Most of what a history tells was told before."""
    with _lock:
        told = _diffs.get(pair)
        if told is not None:
            _diffs.move_to_end(pair)
            return told
    contents = entries.payloads(connection, [hash for hash in pair if hash is not None])
    told = differing(*(contents[hash].decode("utf-8") if hash is not None else "" for hash in pair))
    with _lock:
        _diffs[pair] = told
        while len(_diffs) > DIFFS_MAX:
            _diffs.popitem(last=False)
    return told


def differing(old: str, new: str) -> str:
    """A unified diff. Lines that both begin and end with are left out first, but for those that it shows around."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    head, tail = max(0, head - AROUND), max(0, tail - AROUND)
    cut = [lines[head : len(lines) - tail] for lines in (before, after)]
    found = []
    for line in difflib.unified_diff(cut[0], cut[1], "before", "after", n=AROUND):
        line = _HUNK.sub(lambda hunk: _lower(hunk, head), line) if line.startswith("@@") else line
        found.append(line if line.endswith("\n") else f"{line}\n")
    return "".join(found)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _lower(hunk: re.Match[str], lines: int) -> str:
    return f"{hunk[1]}{int(hunk[2]) + lines}"
