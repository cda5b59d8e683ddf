"""The edits that enter one accepted fact about a person: a rival of what is there, or one more source of it."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from glienicke.case.model import Case
from glienicke.case.places import Path as Keys
from glienicke.case.plain import Data, to_data
from glienicke.case.rivals import preferred
from glienicke.case.splice import Append, Edit, Put
from glienicke.ground.diagnostic import Diagnostic
from glienicke.positions.asof import default_day
from glienicke.reports.inbox import CannotDecide, Item
from glienicke.reports.inbox_suggest import LISTS

LISTED = frozenset(("spellings", "tags"))
"""Lists that grow by an entry; of others a longer list is a rival of the shorter."""


class CannotAccept(CannotDecide):
    """An item cannot enter the case; `diagnostics` are the mistakes that the case would have."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


def fact_edits(case: Case, item: Item) -> list[Edit]:
    """The edits that enter a fact about a person."""
    first, id = item.first, item.subject
    keys: Keys = ("people", id, first.property)
    if id not in case.people:
        return [Put(("people", id), {"name": {"is": str(first.value), "according_to": _sources(item)}})]
    assert isinstance(case.places.root, yaml.MappingNode), "a case that was read from files"
    raw = _at(to_data(case.places.root, case.places).data, keys)
    if first.property in LISTED and isinstance(raw, list) and all(isinstance(entry, str) for entry in raw):
        return [Append(keys, entry) for entry in first.value]
    fact = _new_fact(case, item)
    if raw is None:
        return [Put(keys, fact)]
    rivals = raw if isinstance(raw, list) and any(isinstance(entry, dict) for entry in raw) else [raw]
    for i, rival in enumerate(rivals):
        told: Mapping[str, Data] = rival if isinstance(rival, dict) else {"is": rival}
        if _same(told, fact):
            at = keys if rivals is not raw else (*keys, i)
            return _sourced(at, told, item) if isinstance(rival, dict) else [Put(at, fact)]
    if rivals is raw:
        return [Append(keys, fact)]
    return [Put(keys, [raw if isinstance(raw, dict) else {"is": raw}, fact])]


def _same(old: Mapping[str, Data], new: Mapping[str, Data]) -> bool:
    """Whether an old fact says exactly the same, so that the document is one more source of it."""
    values = [value if isinstance(value, list) else [value] for value in (old["is"], new["is"])]
    return values[0] == values[1] and all(old.get(key) == new.get(key) for key in ("since", "until", "unverified"))


def _sourced(at: Keys, told: Mapping[str, Data], item: Item) -> list[Edit]:
    """The document added to the sources of a fact."""
    have = told.get("according_to")
    new = [source for source in item.sources if source not in (have or ())]
    if isinstance(have, list):
        return [Append((*at, "according_to"), source) for source in new]
    return [Put((*at, "according_to"), [*([have] if have else []), *new])] if new else []


def _new_fact(case: Case, item: Item) -> dict[str, Data]:
    first = item.first
    value: Data = list(first.value) if isinstance(first.value, tuple) else first.value
    notes = [note_of(item)]
    if first.property in LISTS - LISTED and isinstance(value, list):
        standing = _preferred_value(case, item)
        if standing and set(value) != set(standing):
            notes.insert(0, f"{', '.join(first.value)} according to this source")
            value = list(dict.fromkeys([*standing, *first.value]))
    since = first.valid_from
    if since is None and first.property == "state":
        since = max((s.said_on for s in item.statements if s.said_on), default=None)
        if since is None:
            raise CannotAccept("a state needs a day from which it holds; add the document again with --published")
        notes.append("at the latest on the day of the report")
    told: dict[str, Data] = {"is": value[0] if len(value) == 1 and isinstance(value, list) else value}
    if since is not None:
        told["since"] = since
    told["according_to"] = _sources(item)
    note = "; ".join(note for note in notes if note)
    return {**told, "note": note} if note else told


def _sources(item: Item) -> Data:
    """The documents: one alone without brackets, so that the fact stands on one line."""
    return item.sources[0] if len(item.sources) == 1 else list(item.sources)


def note_of(item: Item) -> str:
    """Through whom it comes, where the document only passes on what another says."""
    chains = dict.fromkeys(tuple(s.chain[1:]) for s in item.statements if len(s.chain) > 1)
    return "; ".join(", cited by ".join(("according to " + chain[-1], *reversed(chain[:-1]))) for chain in chains)


def _at(data: dict[str, Data], keys: Keys) -> Data | None:
    found: Data | None = data
    for step in keys:
        found = found.get(step) if isinstance(found, dict) and isinstance(step, str) else None
    return found


def _preferred_value(case: Case, item: Item) -> list[str]:
    day = default_day(case)
    facts = getattr(case.people[item.subject], item.first.property)
    choice = preferred(facts, day) if facts and day else None
    return list(choice.value if choice else facts[0].is_ if facts else ())
