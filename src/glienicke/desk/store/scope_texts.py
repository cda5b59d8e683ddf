"""The part of `Scope` that is about a case's texts: bring, edit, undo, history, branches, export, the files on disk."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from glienicke.case.new import id_fault
from glienicke.case.write import CannotEdit, Edit, edited, save
from glienicke.desk.cached import loaded
from glienicke.desk.store import members, revisions, tables
from glienicke.desk.store.asking import Asking, allowed
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Refused
from glienicke.desk.store.revisions import MAIN, BranchLine, Change, Step
from glienicke.desk.store.texts import Texts, contents_with, texts_of

ID_MAX = 100
"""Characters of a case's or a branch's id."""


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A file that changed where the case came from. disk: its bytes there now, None if it is gone or cannot be read.
    known: its bytes when the desk last read or wrote it."""

    name: str
    disk: bytes | None
    known: bytes


class TextsScope(Asking):
    """Texts, versions and branches of cases."""

    def texts(self, case: str, branch: str = MAIN) -> Texts:
        """The texts of a case as they are now."""
        self._staff(case)
        with self._reading() as connection:
            return revisions.current(connection, case, branch)

    def texts_at(self, case: str, branch: str, version: int) -> Texts:
        """The texts as they were at a version. Raises Refused if something of them was erased."""
        self._staff(case)
        with self._reading() as connection:
            revisions.version_of(connection, case, branch)
            return revisions.at_version(connection, case, branch, version)

    def bring(self, case: str, files: Mapping[str, bytes], origin: str | None = None) -> Texts:
        """A new case from its files, kept byte for byte; mediators only. origin: the folder in which they stand on this
        machine, to see later whether they changed there. Texts with mistakes are taken: the pages say what is wrong."""
        if self._who.role != "mediator":
            raise NotThere
        if fault := _id_fault(case) or _names_fault(files):
            raise Refused(fault)
        try:
            texts = texts_of(files, 1)
        except ValueError as error:
            raise Refused(str(error)) from None
        before, self._who = self._who, replace(self._who, cases=self._who.cases | {case})
        at, by = self._store.now(), self._who.member
        row = {"case_id": case, "title": _title(texts, case), "pepper": secrets.token_bytes(32), "origin": origin}
        try:
            with self._writing(case) as connection:
                connection.execute(tables.kept_case.insert(), [{**row, "disk_version": 1, "changed_at": at}])
                _begin(connection, case, MAIN, None, None, by, at)
                revisions.add(connection, case, MAIN, texts.contents, Step("brought", ""), by, at)
                members.admit_within(self._store, connection, case, by)
        except BaseException as error:
            self._who = before
            if isinstance(error, sa.exc.IntegrityError):
                raise Refused(f"there is a case '{case}' already; choose another id") from None
            raise
        return texts

    def edit(
        self, case: str, branch: str, edits: Sequence[Edit], why: str, expected: int, *, draft: bool = False
    ) -> Texts:
        """Make edits. expected: the version that they were made for. draft: keep texts with mistakes too. Raises
        Changed if somebody was quicker, CannotEdit if an edit does not fit, Faulty if there would be mistakes."""
        return self._change(case, branch, lambda now: edited(now.files, edits, loaded(now).case), why, expected, draft)

    def replace_text(
        self, case: str, branch: str, file: str, text: str, why: str, expected: int, *, draft: bool = False
    ) -> Texts:
        """Put another text in the place of a file's; otherwise as `edit`."""

        def replaced(now: Texts) -> dict[str, str]:
            if file not in now.files:
                raise NotThere
            return {**now.files, file: text}

        return self._change(case, branch, replaced, why, expected, draft)

    def undo(self, case: str, branch: str, expected: int) -> Texts:
        """Put back the texts before the last change not yet undone; a version of its own. Raises Changed, Refused."""
        return self._step(case, branch, "back", expected)

    def redo(self, case: str, branch: str, expected: int) -> Texts:
        """Take back the last undo, as long as nothing was changed since. Raises Changed, Refused."""
        return self._step(case, branch, "forward", expected)

    def history(
        self, case: str, branch: str = MAIN, *, most: int = 50, before: int | None = None
    ) -> tuple[Change, ...]:
        """The changes of a branch, the last first. before: only versions below this one, for the next page."""
        self._staff(case)
        names = self._names()
        with self._reading() as connection:
            return revisions.history(connection, case, branch, names, most, before)

    def branches(self, case: str) -> tuple[BranchLine, ...]:
        """The case's branches, `main` first."""
        self._staff(case)
        names = self._names()
        with self._reading() as connection:
            found = revisions.branches(connection, case)
        return tuple(replace(line, by=names.get(line.by, "a former member")) for line in found)

    def branch(self, case: str, name: str, base: str = MAIN) -> Texts:
        """A new what-if: its texts begin as those of its base. Raises Refused for a name that is taken or none."""
        self._staff(case)
        if fault := _id_fault(name):
            raise Refused(fault)
        at, by = self._store.now(), self._who.member
        try:
            with self._writing(case) as connection:
                version = revisions.version_of(connection, case, base)
                files = revisions.manifest(connection, case, base, version)
                _begin(connection, case, name, base, version, by, at)
                step = Step("branched", f"from {base}, version {version}")
                revisions.again(connection, case, name, files, step, by, at)
        except sa.exc.IntegrityError:
            raise Refused(f"'{name}' is or was the name of a branch; choose another") from None
        return self.texts(case, name)

    def drop_branch(self, case: str, name: str) -> None:
        """Put a what-if away; what was done on it stays in the record. Raises Refused for `main`."""
        self._staff(case)
        if name == MAIN:
            raise Refused("the case itself cannot be dropped, only a what-if")
        with self._writing(case) as connection:
            revisions.version_of(connection, case, name)
            of = tables.branch.c
            connection.execute(tables.branch.update().where(of.case_id == case, of.name == name).values(dropped=True))

    def export(self, case: str, branch: str = MAIN) -> Mapping[str, bytes]:
        """The case's files by name: byte for byte as brought, but for the lines that were edited."""
        return self.texts(case, branch).contents

    def disk_state(self, case: str) -> tuple[DiskFile, ...]:
        """The files that changed where the case came from since the desk last read or wrote them; none if it came from
        no place on this machine. Mediators only, since it reads files."""
        self._mediator(case)
        origin, known = self._known(case)
        if origin is None:
            return ()
        there = {name: _on_disk(origin, name) for name in known}
        return tuple(DiskFile(name, there[name], known[name]) for name in known if there[name] != known[name])

    def take_from_disk(self, case: str, expected: int, *, draft: bool = False) -> Texts:
        """Take the files as they are on disk as the next version of `main`. Raises Refused for a file that is gone."""
        self._mediator(case)
        origin, known = self._known(case)
        if origin is None:
            raise Refused("the case came from no files on this machine")
        there = {name: _on_disk(origin, name) for name in known}
        gone = [name for name, content in there.items() if content is None]
        if gone:
            raise Refused(f"{', '.join(gone)}: not there any more, or not readable; nothing was taken")
        contents = {name: content for name, content in there.items() if content is not None}
        return self._put(case, MAIN, lambda _: contents, "taken from the files", expected, draft, "disk", synced=True)

    def write_to_disk(self, case: str) -> tuple[str, ...]:
        """Write `main` where the case came from; the names of the files that changed. Raises Refused if one of them was
        changed there meanwhile: nothing is overwritten then."""
        self._mediator(case)
        origin, known = self._known(case)
        if origin is None:
            raise Refused("the case came from no files on this machine; export it")
        texts = self.texts(case)
        changed = [name for name in texts.contents if texts.contents[name] != known.get(name)]
        if different := [found.name for found in self.disk_state(case)]:
            raise Refused(f"{', '.join(different)} was changed on disk meanwhile; look at both versions first")
        for name in changed:
            try:
                save(Path(origin) / name, texts.contents[name], expected=known.get(name))
            except (CannotEdit, OSError) as error:
                raise Refused(f"{name} cannot be written: {error}") from None
        self._synced(case, texts.version)
        return tuple(changed)

    # -------------------------------------------------------------- within

    def _change(
        self, case: str, branch: str, make: Callable[[Texts], Mapping[str, str]], why: str, expected: int, draft: bool
    ) -> Texts:
        def contents(now: Texts) -> Mapping[str, bytes]:
            return contents_with(now.contents, make(now))

        return self._put(case, branch, contents, why, expected, draft, "edited")

    def _put(
        self,
        case: str,
        branch: str,
        make: Callable[[Texts], Mapping[str, bytes]],
        why: str,
        expected: int,
        draft: bool,
        kind: str,
        synced: bool = False,
        also: Callable[[Connection, int], None] | None = None,
    ) -> Texts:
        """The next version. The work is done before the transaction, which only looks whether it is still the next.
        also: what is done within the same transaction, told the number of the version."""
        now = self.texts(case, branch)
        if now.version != expected:
            raise Changed(now)
        try:
            texts = texts_of(make(now), now.version + 1)
        except CannotEdit:
            raise
        except ValueError as error:
            raise Refused(str(error)) from None
        if texts.digest == now.digest:
            if synced:
                self._synced(case, now.version)
            return now
        self._sound(now, texts, draft)
        at = self._store.now()
        with self._writing(case) as connection:
            self._still(revisions.current(connection, case, branch), expected)
            step = Step(kind, why.strip(), back=expected)
            revisions.add(connection, case, branch, texts.contents, step, self._who.member, at)
            if branch == MAIN:
                values = {"title": _title(texts, case), **({"disk_version": texts.version} if synced else {})}
                connection.execute(tables.kept_case.update().where(tables.kept_case.c.case_id == case).values(values))
            if also is not None:
                also(connection, texts.version)
        return texts

    def _sound(self, before: Texts, after: Texts, draft: bool) -> None:
        """Refuse mistakes in what had none; what had some is mended step by step."""
        found = loaded(after)
        if found.case is None and not draft and loaded(before).case is not None:
            raise Faulty(found.diagnostics)
        allowed(self._who, before, after)

    def _step(
        self, case: str, branch: str, way: str, expected: int, also: Callable[[Connection], None] | None = None
    ) -> Texts:
        self._staff(case)
        at = self._store.now()
        with self._writing(case) as connection:
            now = revisions.current(connection, case, branch)
            self._still(now, expected)
            files, step = revisions.step_to(connection, case, branch, way)
            version = revisions.again(connection, case, branch, files, step, self._who.member, at)
            texts = revisions.at_version(connection, case, branch, version)
            allowed(self._who, now, texts)
            if branch == MAIN:
                title = tables.kept_case.update().where(tables.kept_case.c.case_id == case)
                connection.execute(title.values(title=_title(texts, case)))
            if also is not None:
                also(connection)
        return texts

    @staticmethod
    def _still(now: Texts, expected: int) -> None:
        if now.version != expected:
            raise Changed(now)

    def _known(self, case: str) -> tuple[str | None, Mapping[str, bytes]]:
        """Where the case came from, and the files as the desk last saw or wrote them there."""
        of = tables.kept_case.c
        with self._reading() as connection:
            row = connection.execute(sa.select(of.origin, of.disk_version).where(of.case_id == case)).first()
            if row is None:
                raise NotThere
            return row.origin, revisions.at_version(connection, case, MAIN, row.disk_version).contents

    def _synced(self, case: str, version: int) -> None:
        with self._writing(case) as connection:
            of = tables.kept_case
            connection.execute(of.update().where(of.c.case_id == case).values(disk_version=version))


def _begin(
    connection: Connection, case: str, name: str, base: str | None, base_version: int | None, by: str, at: str
) -> None:
    row = {"case_id": case, "name": name, "base": base, "base_version": base_version, "version": 0}
    connection.execute(tables.branch.insert(), [{**row, "made_at": at, "made_by": by, "dropped": False}])


def _title(texts: Texts, case: str) -> str:
    found = loaded(texts).case
    # A NUL can stand in a quoted text of the file and in no column of PostgreSQL.
    return ((found.title if found is not None else None) or case).replace("\0", "\N{REPLACEMENT CHARACTER}")


def _id_fault(id: str) -> str | None:
    """Why an id cannot be that of a case or a branch here: it stands in addresses and keys."""
    return id_fault(id) or (f"an id has at most {ID_MAX} characters" if len(id) > ID_MAX else None)


def _names_fault(files: Mapping[str, bytes]) -> str | None:
    for name in files:
        parts = name.split("/")
        if not name.isprintable() or "\\" in name or not all(parts) or {".", ".."} & set(parts) or len(name) > 200:
            return f"'{name}' is no plain name of a file; rename it"
    return None


def _on_disk(origin: str, name: str) -> bytes | None:
    try:
        return (Path(origin) / name).read_bytes()
    except (OSError, ValueError):
        return None
