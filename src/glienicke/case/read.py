"""Case files → a `Case`, or all mistakes of their form. Never both, never half a case.

What is in the files never raises.
The steps: bytes → text (source) → YAML nodes (nodes) → joined mappings and texts (plain) → models (shape). What the
words mean together (unknown ids and the like) is `positions/examine.py`'s to say, for the case or for what is left of a
faulty one.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from glienicke.case import nodes
from glienicke.case.again import kept_again
from glienicke.case.cut import Wrong, cut
from glienicke.case.model import Case
from glienicke.case.places import Kept, Places, Text
from glienicke.case.plain import join, to_data
from glienicke.case.shape import shape
from glienicke.case.source import SIZE_MAX, Opened, open_text
from glienicke.ground.diagnostic import Diagnostic, has_errors, in_order

FILE_ENDINGS = (".yaml", ".yml")
"""Files of a folder that belong to the case."""

CUTS_MAX = 4
"""How often faulty parts are cut out of the rest before giving it up."""

# Others name these, so nothing can be said of meaning without them.
_NAMED = {"case", "parties", "people", "sources", "considerations", "positions", "scale", "equivalents"}

AnyPath = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Read:
    """A case, or None with at least one error. rest: what is left of a faulty case, to be examined and thrown away."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...]
    rest: Case | None = None


def read(*paths: AnyPath) -> Read:
    """Read one case from files and folders."""
    files, missing = files_of(paths)
    opened = []
    room = SIZE_MAX
    for file in files:
        opened.append(open_text(file, room))
        room -= opened[-1].size
    return _read(opened, missing)


def read_text(text: str, name: str = "case.yaml") -> Read:
    """Read one case from text."""
    return read_texts({name: text})


def read_texts(texts: Mapping[str, str], before: Case | None = None) -> Read:
    """Read one case from the texts of its files, by name, in the order of reading. before: the case that they said
    earlier, of which what did not change is taken over; the result is the same without it."""
    missing = [] if texts else [Diagnostic(None, "no case file was named")]
    named = {name: Text(name, text) for name, text in texts.items()}
    if before is not None and before.places.kept is not None:
        with no_collection():
            found = _changed(before, before.places.kept, named)
        if found is not None:
            return Read(found, ())
    return _read([Opened(text) for text in named.values()], missing)


def _changed(before: Case, was: Kept, texts: dict[str, Text]) -> Case | None:
    """A changed case; None if it must be read whole, which says what is wrong with it."""
    kept = kept_again(was, texts)
    root = join(list(kept.roots.values())) if kept is not None else None
    if kept is None or root is None:
        return None
    places = Places(root, texts, kept)
    return shape(kept.data, places, set(), known=before).case


def files_of(paths: Sequence[AnyPath]) -> tuple[list[Path], list[Diagnostic]]:
    """Files in the order of reading: those of a folder by name."""
    found: list[Path] = []
    missing: list[Diagnostic] = []
    for given in paths:
        path = Path(given)
        try:
            inside = sorted(p for p in path.iterdir() if p.suffix in FILE_ENDINGS) if path.is_dir() else [path]
        except (OSError, ValueError) as error:
            missing.append(Diagnostic(None, f"{path}: the folder cannot be read: {error}"))
            continue
        if not inside:
            missing.append(Diagnostic(None, f"{path}: the folder holds no case files", "they end in .yaml or .yml"))
        found.extend(inside)
    if not paths:
        missing.append(Diagnostic(None, "no case file was named"))
    return found, missing


def _read(opened: list[Opened], diagnostics: list[Diagnostic]) -> Read:
    texts = [o.text for o in opened if o.text is not None]
    diagnostics += [d for o in opened for d in o.diagnostics]
    with no_collection():
        composed = [nodes.compose(text) for text in texts]
        diagnostics += [d for c in composed for d in c.diagnostics]
        roots = [c.root for c in composed if c.root is not None]
        root = join(roots)
        if root is None:
            return Read(None, in_order(diagnostics))
        whole = len(roots) == len(opened)
        by_file = {text.file: c.root for text, c in zip(texts, composed, strict=True) if c.root is not None}
        lost = {key for c in composed for key in c.lost}
        return _shape(root, {text.file: text for text in texts}, lost, diagnostics, whole, by_file)


def _shape(
    root: yaml.MappingNode,
    texts: dict[str, Text],
    lost: set[str],
    diagnostics: list[Diagnostic],
    whole: bool,
    roots: dict[str, yaml.MappingNode],
) -> Read:
    plain = to_data(root, Places(root, texts))
    is_clean = not diagnostics and not plain.diagnostics and len(roots) == len(texts)
    places = Places(root, texts, Kept(texts, roots, plain.data) if is_clean else None)
    silent = plain.faulty | {(key,) for key in lost}
    shaped = shape(plain.data, places, silent, bool(lost) or not whole)
    diagnostics = [*diagnostics, *plain.diagnostics, *shaped.diagnostics]
    if shaped.case is not None and not has_errors(diagnostics):
        return Read(shaped.case, in_order(diagnostics))
    if not has_errors(diagnostics):
        raise AssertionError("no case, and no mistake said")
    rest = None
    if whole and not lost & _NAMED:
        rest = shaped.case
        wrong = (*shaped.wrong, *(Wrong(path) for path in plain.faulty))
        for _ in range(CUTS_MAX):
            if not wrong:
                break
            if not cut(root, wrong):
                rest = None
                break
            cut_places = Places(root, texts)
            shaped = shape(to_data(root, cut_places).data, cut_places, set())
            rest, wrong = shaped.case, shaped.wrong
    return Read(None, in_order(diagnostics), rest)


@contextmanager
def no_collection() -> Iterator[None]:
    """Without the collector of garbage: hundreds of thousands of nodes live as long as the reading, and it would walk
    them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
