"""Lists of words that lie beside the code: `words/NAME.LANGUAGE.txt`, in sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def sections(name: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """The sections of a list: `[title]`, then entries parted by commas or lines; a line that begins with # is a
    comment.

    Empty if there is no such list.
    """
    file = files("glienicke.reports") / "words" / f"{name}.{language}.txt"
    if not file.is_file():
        return {}
    found: dict[str, list[str]] = {}
    title = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        head = re.fullmatch(r"\[([\w ]+)\]", line.strip())
        if head:
            title = head[1]
        elif not line.startswith("#"):
            found.setdefault(title, []).extend(entry.strip() for entry in line.split(",") if entry.strip())
    return {title: tuple(entries) for title, entries in found.items()}


@cache
def listed(name: str, language: str, section: str) -> frozenset[str]:
    """The entries of one section; empty if there is none."""
    return frozenset(sections(name, language).get(section, ()))


@cache
def one_of(name: str, language: str, *titles: str) -> str:
    """A regular expression for any entry of some sections, the longest first; one that matches nothing if there is
    none.

    A space in an entry is any white space; an entry may end in `*` for any further letters.
    """
    entries = {entry for title in titles for entry in listed(name, language, title)}
    parts = [
        re.escape(entry).replace(r"\ ", r"\s+").replace(r"\*", r"\w*")
        for entry in sorted(entries, key=lambda one: (-len(one), one))
    ]
    return "(?:" + "|".join(parts) + ")" if parts else r"(?!)"
