"""The texts of a case with a party's position, or a dated change of it, as a form says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from glienicke.case.model import Case
from glienicke.case.plain import Data
from glienicke.case.write import Append, Delete, Edit, Insert, Put, edited
from glienicke.desk.edits.lists import differing
from glienicke.desk.edits.position import Form, Kind, path_of, told, written
from glienicke.ground import dates


@dataclass(frozen=True, slots=True)
class Meant:
    """What a form comes to. files: the texts as they would be. edits: those that make them."""

    files: Mapping[str, str]
    edits: tuple[Edit, ...]


def meant(files: Mapping[str, str], case: Case, kind: Kind, party: str, at: int | None, form: Form) -> Meant:
    """The texts with the entry as the form says; without a number it is a new one, in its place by its day. Raises
    ValueError, and CannotEdit where the files cannot be changed like that."""
    if at is not None:
        path = path_of(kind, party, at)
        data = written(case, path)
        edits = differing(path, data, told(data, form, kind, party))
        return Meant(edited(files, edits), edits)
    new = told({}, form, kind, party)
    before = _later(case, kind, party, form.since)
    if before is not None:
        return _made(files, Insert((*path_of(kind, party), before), new))
    return _made(files, _appended(case, kind, party, new))


def without(files: Mapping[str, str], case: Case, kind: Kind, party: str, at: int) -> Meant:
    """The texts without an entry; the list of them goes with its last one."""
    count = len(case.signals) if kind == "signal" else len(case.positions.get(party, ()))
    if count > 1:
        return _made(files, Delete(path_of(kind, party, at)))
    alone = kind == "position" and len(case.positions) == 1
    return _made(files, Delete(("positions",) if alone else path_of(kind, party)))


def _made(files: Mapping[str, str], edit: Edit) -> Meant:
    return Meant(edited(files, (edit,)), (edit,))


def _appended(case: Case, kind: Kind, party: str, new: Data) -> Edit:
    if kind == "signal":
        return Append(("signals",), new) if case.signals else Put(("signals",), [new])
    if case.positions.get(party):
        return Append(("positions", party), new)
    has_any = isinstance(case.places.node(("positions",)), yaml.MappingNode) and "positions" in case.model_fields_set
    return Put(("positions", party), [new]) if has_any else Put(("positions",), {party: [new]})


def _later(case: Case, kind: Kind, party: str, since: str) -> int | None:
    """The first entry of a later day, among those of the file that the last one stands in; None: there is none."""
    entries = [s.on for s in case.signals] if kind == "signal" else [p.from_ for p in case.positions.get(party, ())]
    try:
        day = dates.latest(since)
    except dates.NoDate:
        return None  # said of the entry itself, wherever it stands
    files = [span.file if (span := case.places.span((*path_of(kind, party), i))) else "" for i in range(len(entries))]
    later = (i for i, on in enumerate(entries) if files[i] == files[-1] and dates.latest(on) > day)
    return next(later, None)
