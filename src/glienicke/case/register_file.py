"""A register's file: read whole, checked, and written whole or not at all.

`talks.yaml` keeps its register in `talks.register.jsonl`, a folder in `register.jsonl`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from glienicke.case.chain import Chain, content_of, is_chain, read_chain, statements_in
from glienicke.case.erasure import holds
from glienicke.case.write import save

NAME = "register.jsonl"

LOOKED_AT_MAX = 64 * 2**20
"""Bytes of a file beside a register up to which it is looked through for a name."""


class FaultyRegister(ValueError):
    """The file is no register, or one that was changed; the message names the line."""


def beside(case: Path) -> Path:
    """Where the register of a case is kept."""
    return case / NAME if case.is_dir() else case.with_name(f"{case.stem}.{NAME}")


def read(file: Path) -> Chain:
    """The register in a file. Raises FaultyRegister and OSError."""
    return _checked(file, file.read_bytes())


def _checked(file: Path, content: bytes) -> Chain:
    if not is_chain(content):
        raise FaultyRegister(f"{file} is no register that can be erased from; `glienicke keep` makes one of a case")
    chain, faults = read_chain(content)
    if faults:
        raise FaultyRegister(f"{file}:{faults[0].line}: {faults[0].what}")
    try:
        for _ in statements_in(chain):
            pass
    except ValueError as error:
        raise FaultyRegister(f"{file}: {error}") from None
    return chain


@contextmanager
def opened(file: Path) -> Iterator[tuple[Chain, bytes]]:
    """The register and its bytes, while nobody else changes it; empty if there is no file. Raises as `read` does."""
    lock = os.open(file.parent, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = file.read_bytes() if file.exists() else b""
        yield (_checked(file, content) if content else Chain()), content
    finally:
        os.close(lock)


def write(file: Path, chain: Chain, before: bytes) -> None:
    """Write a register in place of what was there. Raises CannotEdit if somebody changed it meanwhile, and OSError."""
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.close(descriptor)
    save(file, content_of(chain), expected=before)


def write_erased(file: Path, chain: Chain, before: bytes) -> None:
    """Write a register from which something was erased, and overwrite the bytes of the old file and its leavings.

    A file system that copies on writing, a solid-state disk or a backup may hold the old bytes still: nothing that
    runs here reaches those. Raises ValueError if the file has a second name, as `write` does, and OSError.
    """
    real = Path(os.path.realpath(file))
    with real.open("r+b") as old:
        if os.fstat(old.fileno()).st_nlink > 1:
            raise ValueError(f"{file} has another name (a hard link), under which nothing would be erased; remove it")
        write(file, chain, before)
        _overwrite(old.fileno())
    for leaving in real.parent.glob(f".{real.name}.*.new"):  # what a crash left of an earlier writing
        with leaving.open("r+b") as old:
            _overwrite(old.fileno())
        leaving.unlink()


def beside_holding(file: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """Files beside a register, itself left out, that hold one of the names: the case, an inbox, a key, a copy."""
    others = (path for path in sorted(file.parent.iterdir()) if path.is_file() and not path.samefile(file))
    small = (path for path in others if path.stat().st_size <= LOOKED_AT_MAX)
    return tuple(path for path in small if holds(path.read_bytes().decode("utf-8", errors="replace"), names))


def _overwrite(descriptor: int) -> None:
    size = os.fstat(descriptor).st_size
    os.pwrite(descriptor, bytes(size), 0)
    os.fsync(descriptor)
