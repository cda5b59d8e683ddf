"""Which key of a case holds what, for `redact_walk.py`: the contract of what a redacted copy keeps.

A key that is in none of these tables is taken out of a chosen person, and refused everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from glienicke.case.redact_age import coarsened
from glienicke.case.redact_walk import BARE, SOURCED, Cleaning, Entry, Table


def _ids(self: Cleaning, value: Any, at: str) -> Any:
    return self.bare(value, lambda v: [self.id(one) for one in v] if isinstance(v, list) else self.id(v))


def _same(self: Cleaning, value: Any, at: str) -> Any:
    return self.bare(value, lambda v: v)


def _tags(self: Cleaning, value: Any, at: str) -> Any:
    if not isinstance(value, (list, Mapping)):
        value = [value]
    return self.bare(value, lambda v: [self.id(one) for one in (v if isinstance(v, list) else [v]) if one in self.used])


def _steps(self: Cleaning, value: Any, at: str) -> Any:
    return {self.id(step): _same(self, said, at) for step, said in value.items()}


def _rank(self: Cleaning, value: Any, at: str) -> Any:
    return _ids(self, value, at) if "rank" in self.used or self.whole.equivalents else None


def _born(self: Cleaning, value: Any, at: str) -> Any:
    return self.bare(value, lambda born: coarsened(born, self.births))


def _untold(self: Cleaning, value: Any, at: str) -> Any:
    """That there is one, not which: rivals stay rivals."""
    seen: dict[str, str] = {}
    return self.bare(value, lambda v: seen.setdefault(v, f"redacted {len(seen) + 1}" if seen else "redacted"))


def _contacts(self: Cleaning, value: Any, at: str) -> Any:
    """Only who agreed or refused, and when: answers rest on it. What does not count is marked as not verified."""
    words = []
    for said in value if isinstance(value, list) else [value]:
        if said.get("consent") in ("given", "refused", "withdrawn"):
            word = {"on": said["on"], "by": "other", "consent": said["consent"]}
            word |= {key: self.value(said[key], BARE[key], at) for key in ("according_to", "basis") if key in said}
            doubt = said.get("unverified") in ("yes", "true") or "pressure" in said
            words.append({**word, "unverified": "yes"} if doubt else word)
    return words or None


KEPT: Mapping[str, Callable[[Cleaning, Any, str], Any]] = {
    **dict.fromkeys(("held_by", "citizen_of", "to", "minors_with"), _ids),
    **dict.fromkeys(("state", "alive", "minors", "consent", "add_price", "count"), _same),
    "tags": _tags,
    "rank": _rank,
    "steps": _steps,
    "born": _born,
    "sentence": _untold,
    "owed": _untold,
    "contacts": _contacts,
}
"""What is kept of the chosen, and how: nothing else is, whatever keys a case may come to have."""

ASSESSMENT = Entry({"who": "text", "said": "quote", "on": "keep", "according_to": "id", "note": "note"})
LOGGED = {"on": "keep", "according_to": "id", "basis": "keep", "note": "note", "unverified": "keep", "how": "text"}
CONTACT = Entry({**LOGGED, "by": "id", "who": "text", "what": "text", "pressure": "text", "consent": "keep"})
LEGAL = Entry({**LOGGED, "what": "text", "court": "text", "announced": "keep"})
AFTER = Entry({**LOGGED, "what": "keep"})

OTHERS: Mapping[str, Any] = {
    **dict.fromkeys(("name", "spellings", "state", "alive", "born", "minors", "add_price", "count"), "keep"),
    **dict.fromkeys(("citizen_of", "tags", "held_by", "rank", "to", "minors_with"), "id"),
    **dict.fromkeys(("sentence", "charge", "owed", "health"), "text"),
    "consent": "keep",
    "steps": Table("id", "keep"),
    "note": "note",
    "contacts": CONTACT,
    "legal": LEGAL,
    "aftermath": AFTER,
    "assessments": ASSESSMENT,
}
"""Keys of people who keep their names."""


def _people(self: Cleaning, value: Mapping[str, Any], at: str) -> dict[str, Any]:
    """People, those chosen without all that answers do not rest on."""
    return {
        self.id(id): _person(self, facts, id, f"{at}/{id}") if id in self.new else _other(self, facts, f"{at}/{id}")
        for id, facts in value.items()
    }


def _other(self: Cleaning, facts: Mapping[str, Any], at: str) -> dict[str, Any]:
    """Somebody who keeps the name: what is said of the chosen is replaced, whatever key it stands under."""
    clean = {}
    for key, value in facts.items():
        done = self.value(value, OTHERS[key], f"{at}/{key}") if key in OTHERS else self.loose(value)
        if done is not None:
            clean[key] = done
    return clean


def _person(self: Cleaning, facts: Mapping[str, Any], id: str, at: str) -> dict[str, Any]:
    """One of the chosen."""
    clean: dict[str, Any] = {"name": self.new[id]} if "name" in facts and at.startswith("people/") else {}
    for key, value in facts.items():
        done = KEPT[key](self, value, f"{at}/{key}") if key in KEPT else None
        if done is not None:
            clean[key] = done
        elif key != "name":
            self.removed.append(key)
    return clean


def _sources(self: Cleaning, value: Mapping[str, Any], at: str) -> dict[str, Any]:
    """Sources; of those that speak of the people only who published them, when, and through whom."""
    clean = {}
    for id, said in value.items():
        place = f"{at}/{id}"
        left = {k: v for k, v in said.items() if id not in self.cited or k not in ("url", "title", "note")}
        self.removed += [key for key in said if key not in left]
        clean[self.id(id)] = self.entry(left, SOURCE, place)
    return clean


SOURCE = Entry({"who": "text", "on": "keep", "via": "text", "url": "note", "title": "note", "note": "note"})

WISHES = {
    "worth": Table("said", "keep"),
    "cost": Table("said", "keep"),
    "floor": "keep",
    "share": Table("id", "keep"),
    "unilateral": "keep",
    "bundles": "said",
}
POSITION = Entry({"from": "keep", **SOURCED, **WISHES, "conditions": "said"})
SIGNAL = Entry(
    {
        "on": "keep",
        **SOURCED,
        "by": "id",
        "what": "text",
        "people": _people,
        "drop": "said",
        "add": "said",
        **WISHES,
        "pool": Entry({"add": "said", "remove": "said"}),
        "at_table": Entry({"add": "id", "remove": "id"}),
    }
)
CONSIDERATION = Entry({"from": "id", "to": "id", "what": "text", "add_price": "keep"})
CASE = Entry(
    {
        "case": "id",
        "title": "text",
        "mediator": "id",
        "cutoff": "keep",
        "sources": _sources,
        "parties": Table("id", Entry({"name": "text", "note": "note"})),
        "people": _people,
        "considerations": Table("id", CONSIDERATION),
        "pool": "said",
        "at_table": "id",
        "law": "said",
        "owed": "said",
        "positions": Table("id", POSITION),
        "signals": SIGNAL,
        "scale": Table("keep", "keep"),
        "equivalents": Table("id", Table("id", "keep")),
        "history": Entry({"on": "keep", "what": "text", **SOURCED}),
        "assessments": ASSESSMENT,
    }
)
