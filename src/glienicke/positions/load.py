"""Files → a case that can be asked: read, then examined. A case with errors is never handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glienicke.case.model import Case
from glienicke.case.read import AnyPath, Read, read, read_text, read_texts
from glienicke.ground.diagnostic import Diagnostic, has_errors, in_order
from glienicke.positions.examine import examine


@dataclass(frozen=True, slots=True)
class Loaded:
    """The case, None if anything is an error; and everything that is to be said of it, warnings included."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...]


def load(*paths: AnyPath) -> Loaded:
    """Read and examine one case from its files and folders."""
    return _examined(read(*paths))


def load_texts(texts: Mapping[str, str], before: Case | None = None) -> Loaded:
    """The same for the texts of a case's files, by name, in the order of reading. before: the case that they said
    earlier; with it a small change is read sooner, and read the same."""
    return _examined(read_texts(texts, before))


def load_text(text: str, name: str = "case.yaml") -> Loaded:
    """The same from text; name stands for the file in diagnostics."""
    return _examined(read_text(text, name))


def _examined(got: Read) -> Loaded:
    about = got.case or got.rest
    said = {diagnostic.span for diagnostic in got.diagnostics}
    # What has a mistake of form has a stand-in in the rest, of which nothing more is to be said.
    meant = [found for found in examine(about) if found.span not in said] if about is not None else []
    found = in_order((*got.diagnostics, *meant))
    return Loaded(None if has_errors(found) else got.case, found)
