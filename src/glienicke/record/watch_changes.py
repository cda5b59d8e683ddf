"""What changed in a watchlist since it was last looked at, and what is kept to know it.

In: a `Watch`. Out: a `Look`, plain data with the last values of each person and their hash, and the changes between two
of them. A look holds what the watchlist shows, so nothing that is not public, and no minor's name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glienicke.record.watch import Said, Seen, Watch, Watched
from glienicke.record.words import listed

FORMAT = "glienicke watch 1"
"""What the first key of a state file says; a file that says otherwise is not read."""

Values = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a watchlist said: party, day, cases, and of each person the values, by a hash of id and name."""

    party: str
    on: str
    cases: tuple[str, ...]
    people: Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class Change:
    """One person's change. kind: new, gone or changed. what: which value; before, after: as they read."""

    kind: str
    name: str
    what: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def look_at(watch: Watch) -> Look:
    """What is kept of a watchlist."""
    people = {_hash(person.key): _values(watch, person) for person in watch.held}
    for custodian, number in watch.minors:
        values = {"name": ["minors, not named"], "held by": [watch.parties.get(custodian, custodian)]}
        people[_hash(f"minors\n{custodian}")] = {**values, "number": [str(number)]}
    return Look(watch.party, watch.on.isoformat(), watch.cases, people)


def _values(watch: Watch, person: Watched) -> Values:
    held = [seen for seen in person.seen if seen.holder is not None]
    return {
        "name": [person.name],
        "held by": _each(watch.parties.get(s.holder or "", s.holder or "") for s in held),
        "since": _each(s.since or "no date" for s in held),
        "charge": [said_by([said]) for said in person.merged("charges")],
        "sentence": [said_by([said]) for said in person.merged("sentences")],
        "next legal date": _each(step_says(s) for s in held if s.next is not None),
    }


def _each(texts: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def said_by(values: Sequence[Said]) -> str:
    """`espionage (according to AP); theft (according to Reuters)`: no charge is the watchlist's own word."""
    parts = []
    for said in values:
        told = f"according to {listed(said.sources)}" if said.sources else "no source named"
        parts.append(f"{said.value} ({told}{', not verified' if said.unverified else ''})")
    return "; ".join(parts)


def step_says(seen: Seen) -> str:
    """`2025-09-01 hearing, a court of appeal (according to AP)`, or nothing."""
    step = seen.next
    if step is None:
        return ""
    told = f"according to {listed(step.sources)}" if step.sources else "no source named"
    court = f", {step.court}" if step.court else ""
    return f"{step.on} {step.what}{court} ({told}{', not verified' if step.unverified else ''})"


def changes(before: Look, watch: Watch) -> tuple[Change, ...]:
    """What changed, in the order of names. Of who is gone the watchlist says what became of them, if a case does."""
    now = look_at(watch)
    gone = {_hash(person.key): person for person in watch.others}
    found: list[Change] = []
    for key, values in now.people.items():
        old = before.people.get(key)
        if old is None:
            found.append(Change("new", values["name"][0], "held by", (), tuple(values.get("held by", ()))))
            continue
        keys = [what for what in dict.fromkeys((*old, *values)) if what != "name"]
        for what in keys:
            was, is_ = tuple(old.get(what, ())), tuple(values.get(what, ()))
            if was != is_:
                found.append(Change("changed", values["name"][0], what, was, is_))
    for key, values in before.people.items():
        if key not in now.people:
            became = _became(gone[key]) if key in gone else ("no longer in the cases given",)
            found.append(Change("gone", values["name"][0], "held by", tuple(values.get("held by", ())), became))
    return tuple(sorted(found, key=lambda change: change.name.casefold()))


def _became(person: Watched) -> tuple[str, ...]:
    words = {"free": "free", "dead": "dead"}
    found = [
        f"{words.get(seen.state, 'not held by others')}{f' since {seen.since}' if seen.since else ''}"
        for seen in person.seen
    ]
    again = [f"arrested again {person.again}, by whom is not told"] if person.again else []
    return tuple(dict.fromkeys([*found, *again]))


def look_text(look: Look) -> str:
    """The look as a state file holds it: JSON, each person with the hash of the values, and one hash over all."""
    people = {key: {"values": values, "hash": _hash(_canonical(values))} for key, values in look.people.items()}
    data = {"format": FORMAT, "party": look.party, "on": look.on, "cases": list(look.cases), "people": people}
    return json.dumps({**data, "hash": _hash(_canonical(data))}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def look_of(text: str) -> Look:
    """The look in a state file's text. Raises ValueError for one of another kind, or that was changed."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValueError(f"it is not a state file of this kind ('{FORMAT}')")
    said = data.pop("hash", None)
    if said != _hash(_canonical(data)):
        raise ValueError("it was changed after it was written")
    try:
        people = {str(key): dict(one["values"]) for key, one in data["people"].items()}
        if not all(isinstance(texts, list) for values in people.values() for texts in values.values()):
            raise TypeError
        return Look(str(data["party"]), str(data["on"]), tuple(data["cases"]), people)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError("it lacks what a state file holds") from None


def _canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
