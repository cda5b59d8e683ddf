"""A redacted case on the disk: a new folder with one case file, whole or not at all, and its key kept apart.

The folder is made under another name, swept (`redact_sweep.py`), and takes its own name in one step. Nothing that
exists is written over; a key file that exists is read, keeps all its numbers, and may gain some.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glienicke.case.redact import CannotRedact, Key, Redacted, Refusal
from glienicke.case.redact_sweep import Left, left_in
from glienicke.case.write import save

FILE = "case.yaml"
"""The one file of a redacted case: names of files are often names of people."""

SHOWN_MAX = 20
"""Places of what is left that are named; the rest is counted."""

KEY_FORM = "glienicke-redaction-key/1"


def fresh_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


def written(redacted: Redacted, folder: Path, key: Path | None = None) -> Path:
    """Write the case into a new folder, and its key into a file that only its owner may read; the case's file.

    Raises FileExistsError if there is anything at the folder's name, ValueError if the key would lie in the folder,
    CannotRedact if something is left of a name, and OSError. Then nothing is written.
    """
    if os.path.lexists(folder):
        raise FileExistsError(f"{folder} exists already, and is left as it is; name a new folder")
    home = Path(os.path.realpath(folder))
    if key is not None and home in Path(os.path.realpath(key)).parents:
        raise ValueError(f"the key {key} would lie in the copy that it opens; keep it apart")
    making = Path(tempfile.mkdtemp(dir=home.parent, prefix=f".{home.name}.", suffix=".new"))
    try:
        with (making / FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(redacted.text)
            file.flush()
            os.fsync(file.fileno())
        files = {path.name: path.read_bytes() for path in making.iterdir()}
        names = {one.new: (one.id, *one.texts) for one in redacted.people}
        left = left_in({**files, folder.name: b""}, names)
        if left:
            raise CannotRedact(_refusals(left))
        fresh = key is not None and not os.path.lexists(key)
        if key is not None:
            _write_key(key, redacted.key)
        try:
            os.rename(making, home)
        except OSError:
            if key is not None and fresh:
                key.unlink()
            raise
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    return folder / FILE


def read_key(file: Path) -> Key | None:
    """The key in a file, None if there is no such file. Raises ValueError, and OSError."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return None
    try:
        data: Any = json.loads(content)
        ids: Mapping[str, str] = data["ids"]
        key = Key(bytes.fromhex(data["salt"]), str(data["prefix"]), {str(id): str(new) for id, new in ids.items()})
        sound = data["form"] == KEY_FORM and len(key.salt) == 32 and len(set(key.ids.values())) == len(key.ids)
        sound = sound and all(new.rpartition("-")[0] == key.prefix for new in key.ids.values())
        sound = sound and all(new.rpartition("-")[2].isdecimal() for new in key.ids.values())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise ValueError(f"{file} is no key of a redaction; name a new file, or the one that an earlier copy wrote")
    return key


def _write_key(file: Path, key: Key) -> None:
    data = {"form": KEY_FORM, "salt": key.salt.hex(), "prefix": key.prefix, "ids": dict(key.ids)}
    content = json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
    if not os.path.lexists(file):
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        return
    before = file.read_bytes()
    if before != content:
        save(file, content, expected=before)
        os.chmod(file, 0o600)


def _refusals(left: list[Left]) -> list[Refusal]:
    shown = [
        Refusal(
            one.place,
            f"something of the name of {one.of} is left; redact whoever shares the name as well, or take it out of a "
            "copy of the case by hand",
        )
        for one in left[:SHOWN_MAX]
    ]
    more = len(left) - len(shown)
    return [*shown, Refusal("", f"and {more:,} places more")] if more else shown
