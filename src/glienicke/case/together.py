"""Statements put together again to a case: what `apart.py` took apart comes back the same.

Only what stands counts: statements that a later one supersedes, that were rejected or are only suggested are left out.
A statement that replaces another takes its place in the order; one that is new follows the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from glienicke.case.apart import CASE, statements_of
from glienicke.case.contacts import own_keys
from glienicke.case.model import Case, Facts
from glienicke.case.plain import Data
from glienicke.case.statement import Basis, Statement, Value

_HEADS = {("positions", "from"), ("signals", "on"), ("history", "what"), (CASE, "assessment")}
_LISTS = {"condition": "conditions", "bundle": "bundles", "law": "law", "owed": "owed", "drop": "drop", "add": "add"}
_TOLD_OF_CASE = {"mediator", "cutoff"}
_PLAIN_OF_CASE = {"case", "title", "pool", "at_table"}
_WISHES = {"worth", "cost", "share"}
_OF_SIGNAL = {"by", "what"}


@dataclass(frozen=True, slots=True)
class Group:
    """One fact of the case: the statements that say it, one a source, and what they say of themselves.

    sources: those named at the fact itself; since, basis, unverified: without what it takes from around it.
    """

    statements: tuple[Statement, ...]
    sources: tuple[str, ...]
    since: str | None
    basis: Basis | None
    unverified: bool

    @property
    def first(self) -> Statement:
        """Any of them: they differ by their sources only."""
        return self.statements[0]

    @property
    def value(self) -> Value:
        """What they say."""
        return self.first.value


def displaced(statements: Iterable[Statement]) -> frozenset[str]:
    """Ids of the statements that no longer count since a later one took their place or took them back.

    A suggestion displaces nothing. Accepted, it displaces what it was a change of; rejected, only the suggestion falls.
    """
    given = list(statements)
    if all(statement.supersedes is None for statement in given):
        return frozenset()  # ids cost a hash each
    said = {statement.id: statement for statement in given}
    found: set[str] = set()
    for statement in said.values():
        old = statement.supersedes if statement.status != "suggested" else None
        while old is not None:
            found.add(old)
            before = said.get(old)
            change = before is not None and before.status == "suggested" and statement.status != "rejected"
            old = before.supersedes if before is not None and change else None
    return frozenset(found)


def standing(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The accepted statements that no later one displaced, each in the place of the first that it goes back to."""
    said = list(statements)
    gone = displaced(said)
    first: dict[str, int] = {}
    places: list[int] = []
    if all(statement.supersedes is None for statement in said):
        return tuple(s for s in said if s.status == "accepted")
    for i, statement in enumerate(said):
        places.append(i if statement.supersedes is None else first.get(statement.supersedes, i))
        first.setdefault(statement.id, places[i])
    kept = [(places[i], i, s) for i, s in enumerate(said) if s.status == "accepted" and s.id not in gone]
    return tuple(statement for _, _, statement in sorted(kept, key=lambda entry: entry[:2]))


def grouped(statements: Iterable[Statement]) -> tuple[Group, ...]:
    """The facts that statements make, rivals of one slot in their order. The status is not looked at."""
    found: dict[tuple[Any, ...], list[Statement]] = {}
    placed: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for statement in statements:
        content = _content(statement)
        if statement.rival is None:
            key = placed.get(content, (content, None))
        else:
            key = (content, statement.rival)
            placed.setdefault(content, key)
        found.setdefault(key, []).append(statement)
    slots: dict[tuple[str, ...], list[Group]] = {}
    for said in found.values():
        slots.setdefault((*said[0].slot, said[0].part_of), []).append(_group(said))
    return tuple(g for groups in slots.values() for g in sorted(groups, key=_place))


def _place(group: Group) -> tuple[bool, int]:
    return group.first.rival is None, group.first.rival or 0


def _content(s: Statement) -> tuple[Any, ...]:
    own = (s.chain, s.said_on) if s.property == "assessment" else ()
    said = (s.value, s.valid_from, s.valid_to, s.basis, s.unverified, s.note, s.by, s.price, s.because, s.implied)
    return (*s.slot, s.part_of, *said, *own)


def _group(said: list[Statement]) -> Group:
    first = said[0]
    return Group(
        tuple(said),
        () if "source" in first.implied else tuple(s.source for s in said if s.source is not None),
        None if "valid_from" in first.implied else first.valid_from,
        None if "basis" in first.implied else first.basis,
        first.unverified and "unverified" not in first.implied,
    )


def case_of(statements: Iterable[Statement]) -> Case:
    """The case that the statements make. Raises ValueError that says what they lack, or what has no place in a case."""
    data = data_of(statements)
    try:
        return Case.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise ValueError(f"the statements make no case: {where}: {first['msg']}") from None


def case_text(case: Case) -> str:
    """The case written as one case file; read again it is equal. Comments and the order of keys are not a case's."""
    return yaml.safe_dump(data_of(statements_of(case)), sort_keys=False, allow_unicode=True, width=120)


def data_of(statements: Iterable[Statement]) -> dict[str, Data]:
    """The statements as the keys and values of a case file. Raises ValueError for what has no place there."""
    making = _Making()
    for group in grouped(standing(statements)):
        making.take(group)
    return making.done()


class _Making:
    """A case file in the making."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {**dict.fromkeys(Case.model_fields), "parties": {}, "people": {}}
        self.positions: dict[str, dict[str, Any]] = {}
        self.signals: dict[str, dict[str, Any]] = {}
        self.logs: dict[str, dict[str, Any]] = {}

    def take(self, group: Group) -> None:
        """Put one fact where it belongs."""
        s = group.first
        kind, _, id = s.subject.partition("/")
        match kind:
            case "case":
                self._of_case(group)
            case "sources" | "parties" if s.property == "positions":
                self._within("positions", id, list)
            case "sources" | "parties":
                self._within(kind, id, dict)[s.property] = _value(group)
            case "people":
                self._of_person(group, id)
            case "contacts" | "legal" | "aftermath":
                self._of_log(group, kind, id.partition("/")[0])
            case "considerations":
                _tell(self._within(kind, id, dict), s.property, group)
            case "positions" | "signals":
                self._of_stance(group, kind, id)
            case "history" if s.property == "what":
                entry = {"on": _needed(s, s.valid_from, "valid_from"), "what": s.value, **_provenance(group)}
                self._within("history", None, list).append(entry)
            case _:
                raise _homeless(s)

    def done(self) -> dict[str, Data]:
        """All of it, without what was never said."""
        for entry in (*self.positions.values(), *self.signals.values(), *self.logs.values()):
            if "from" not in entry and "on" not in entry:
                raise ValueError("the statements make no case: a position, a signal or an entry of a log has no date")
        for party, said in self.data["parties"].items():
            if set(said) == {"name"}:
                self.data["parties"][party] = said["name"]
        return {key: value for key, value in self.data.items() if value is not None}

    def _within(self, key: str, id: str | None, kind: type) -> Any:
        if id is None:
            if self.data[key] is None:
                self.data[key] = kind()
            return self.data[key]
        if self.data[key] is None:
            self.data[key] = {}
        return self.data[key].setdefault(id, kind())

    def _of_case(self, group: Group) -> None:
        s = group.first
        if s.property in _PLAIN_OF_CASE:
            self.data[s.property] = _value(group)
        elif s.property in _TOLD_OF_CASE:
            _tell(self.data, s.property, group)
        elif s.property in ("law", "owed"):
            self._within(s.property, None, list).append(_sentence(group))
        elif s.property == "assessment":
            self._within("assessments", None, list).append(_assessment(group))
        elif s.property == "scale":
            weights = self._within("scale", None, dict)
            if s.about:
                weights[s.about] = s.value
        elif s.property == "weight":
            of, _, name = s.about.partition("/")
            self._within("equivalents", of, dict)[name] = s.value
        elif s.property == "equivalents":
            self._within("equivalents", s.about, dict)
        else:
            raise _homeless(s)

    def _of_person(self, group: Group, id: str) -> None:
        s = group.first
        people = self.data["people"]
        if s.part_of:
            people = self._stance("signals", s.part_of.removeprefix("signals/")).setdefault("people", {})
        person = people.setdefault(id, {})
        if s.property == "people":
            return
        if s.property == "step":
            _tell(person.setdefault("steps", {}), s.about, group)
        elif s.property == "count" and not s.part_of:
            person["count"] = s.value
        elif s.property == "assessment" and not s.part_of:
            person.setdefault("assessments", []).append(_assessment(group))
        elif s.property in Facts.model_fields:
            _tell(person, s.property, group)
        else:
            raise _homeless(s)

    def _of_log(self, group: Group, log: str, person: str) -> None:
        s = group.first
        if s.subject not in self.logs:
            self.logs[s.subject] = {}
            self.data["people"].setdefault(person, {}).setdefault(log, []).append(self.logs[s.subject])
        entry = self.logs[s.subject]
        if s.property == "on":
            entry.update({"on": s.value, **_provenance(group)})
        elif s.property in own_keys(log):
            entry[s.property] = s.value
        else:
            raise _homeless(s)

    def _stance(self, kind: str, id: str) -> dict[str, Any]:
        """The entry of a position or signal; the first mention decides its place in the list."""
        found = self.positions if kind == "positions" else self.signals
        if id not in found:
            found[id] = {}
            if kind == "positions":
                self._within("positions", id.partition("/")[0], list).append(found[id])
            else:
                self._within("signals", None, list).append(found[id])
        return found[id]

    def _of_stance(self, group: Group, kind: str, id: str) -> None:
        s = group.first
        entry = self._stance(kind, id)
        if (kind, s.property) in _HEADS:
            entry[s.property] = s.value
            entry.update(_provenance(group))
        elif kind == "signals" and s.property in _OF_SIGNAL:
            entry[s.property] = s.value
        elif kind == "signals" and s.property in ("pool", "at_table"):
            entry.setdefault(s.property, {})[s.about] = _value(group)
        elif s.property in _WISHES:
            _tell(entry.setdefault(s.property, {}), s.about, group)
        elif s.property in ("floor", "unilateral"):
            _tell(entry, s.property, group)
        elif s.property == "bundles":
            entry.setdefault("bundles", [])
        elif s.property in _LISTS:
            entry.setdefault(_LISTS[s.property], []).append(_sentence(group))
        else:
            raise _homeless(s)


def _homeless(s: Statement) -> ValueError:
    return ValueError(f"a case file has no place for '{s.property}' of {s.subject}; keep the statement in the register")


def _needed(s: Statement, value: str | None, what: str) -> str:
    if value is None:
        raise ValueError(f"the statement '{s.property}' of {s.subject} needs '{what}'")
    return value


def _value(group: Group) -> Data:
    return list(group.value) if isinstance(group.value, tuple) else group.value


def _provenance(group: Group) -> dict[str, Data]:
    """The keys beside `is` or `say` that the file writes."""
    s = group.first
    said: dict[str, Data | None] = {
        "according_to": list(group.sources) or None,
        "basis": group.basis,
        "by": s.by,
        "note": s.note,
        "unverified": "yes" if group.unverified else None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _assessment(group: Group) -> dict[str, Data]:
    s = group.first
    said = {"who": s.chain[-1] if s.chain else None, "said": s.value, "on": s.said_on, "note": s.note}
    sources: dict[str, Data] = {"according_to": list(group.sources)} if group.sources else {}
    told: dict[str, Data] = {
        key: list(value) if isinstance(value, tuple) else value for key, value in said.items() if value is not None
    }
    return told | sources


def _tell(where: dict[str, Any], key: str, group: Group) -> None:
    """Add a fact to what is told under the key: plain if it stands alone and has no provenance, else with it."""
    s = group.first
    dated = {"since": group.since, "until": s.valid_to}
    beside = {k: v for k, v in dated.items() if v is not None} | _provenance(group)
    earlier = where.get(key)
    fact: Data = {"is": _value(group), **beside}
    if earlier is None:
        where[key] = fact if beside else _value(group)
        return
    rivals = earlier if _is_rivals(earlier) else [earlier if isinstance(earlier, dict) else {"is": earlier}]
    where[key] = [*rivals, fact]


def _is_rivals(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, dict) for entry in value)


def _sentence(group: Group) -> Data:
    s = group.first
    beside: dict[str, Data] = {}
    if s.price is not None:
        beside["price"] = s.price
    if s.because is not None:
        beside["because"] = s.because
    beside |= _provenance(group)
    return {"say": _value(group), **beside} if beside else _value(group)
