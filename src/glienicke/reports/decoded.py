"""Bytes → text, or a word on what is wrong with them."""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_RUSSIAN = "оеаинтсрвлкмдпу"


def decoded(name: str, data: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark, or what a page declares.

    Raises ValueError if it is none of these, naming the encoding that seems to fit, or if it is no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(name, data, encoding)
    if b"\x00" in data[:100_000]:
        raise ValueError(f"{name} is binary, no text; give text (UTF-8), HTML or PDF")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        declared = _DECLARED.search(data[:4096])
        if declared is not None and declared[1].lower() not in (b"utf-8", b"utf8"):
            return _strict(name, data, declared[1].decode("ascii", "replace"))
        likely = likely_encoding(data)
        raise ValueError(
            f"{name} is not UTF-8 (byte {problem.start}); it looks like {likely}: "
            f"convert it, for instance by iconv -f {likely} -t utf-8"
        ) from None
    if len(_CONTROLS.findall(text[:100_000])) > len(text[:100_000]) // 50:
        raise ValueError(f"{name} is binary, no text; give text (UTF-8), HTML or PDF")
    return text


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        raise ValueError(f"{name} says that it is {encoding}, but it is not; save it as UTF-8") from None


def likely_encoding(data: bytes) -> str:
    """The one-byte encoding whose letters read most like Russian, else Western European."""
    high = [byte for byte in data if byte >= 0x80]
    if 4 * len(high) > len(data):

        def russian(encoding: str) -> int:
            text = data.decode(encoding, "replace")
            return sum(text.count(letter) for letter in _RUSSIAN)

        return max(("windows-1251", "koi8-r", "iso-8859-5", "cp866"), key=russian)
    return "windows-1252"
