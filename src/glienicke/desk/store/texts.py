"""The texts of a case at one version: its files byte for byte, and as text."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from glienicke.case.source import SIZE_MAX, decode


@dataclass(frozen=True, slots=True)
class Texts:
    """files: text by file name, in the order of reading. version: counts up by one with each change of a branch, from
    1. digest: SHA-256 over names and bytes: the same texts have the same digest, in every branch and case."""

    files: Mapping[str, str]
    version: int
    digest: str
    contents: Mapping[str, bytes]


def texts_of(contents: Mapping[str, bytes], version: int) -> Texts:
    """Texts from the files' bytes. Raises ValueError for what is no text, with the file and what to do."""
    files: dict[str, str] = {}
    if not contents:
        raise ValueError("there are no files; name at least one")
    if sum(map(len, contents.values())) > SIZE_MAX:
        raise ValueError(f"the files have more than {SIZE_MAX // 2**20} MB in all; split the case")
    for name, content in contents.items():
        opened = decode(name, content)
        if opened.text is None or opened.diagnostics:
            raise ValueError(f"{name}: {opened.diagnostics[0].text}")
        files[name] = opened.text.text
    return Texts(MappingProxyType(files), version, digest_of(contents), MappingProxyType(dict(contents)))


def digest_of(contents: Mapping[str, bytes]) -> str:
    """SHA-256, in hexadecimal, over names and bytes with their lengths, in the order of reading."""
    hashed = hashlib.sha256(b"glienicke texts 1\n")
    for name, content in contents.items():
        for part in (name.encode("utf-8", "surrogatepass"), content):
            hashed.update(len(part).to_bytes(8, "big"))
            hashed.update(part)
    return hashed.hexdigest()


def contents_with(before: Mapping[str, bytes], after: Mapping[str, str]) -> dict[str, bytes]:
    """Bytes of the changed texts: a file that began with a byte-order mark keeps it, an unchanged one is the same."""
    contents = {}
    for name, text in after.items():
        mark = codecs.BOM_UTF8 if before.get(name, b"").startswith(codecs.BOM_UTF8) else b""
        contents[name] = mark + text.encode("utf-8", "surrogatepass")  # half a pair is refused in words later
    return contents
