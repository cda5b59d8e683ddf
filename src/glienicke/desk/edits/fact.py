"""One fact of a person, and one source, as forms tell them.

A fact goes in as a rival, beside what is said already, or in the place of one value. A value that is not what the form
was made from any more is never replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from glienicke.case.model import Case
from glienicke.case.new import id_fault
from glienicke.case.places import Path
from glienicke.case.plain import Data
from glienicke.case.write import Append, Edit, Put
from glienicke.desk.edits.raw import mark, put, raw

KEYS = {
    "name": "Name",
    "spellings": "Spellings",
    "held_by": "Held by",
    "state": "State",
    "citizen_of": "Citizen of",
    "to": "May be received by",
    "charge": "Charge",
    "sentence": "Sentence",
    "tags": "Tags",
    "rank": "Rank",
    "born": "Born",
    "health": "Health",
    "consent": "Consent",
    "steps": "Legal step",
    "owed": "Release owed by law",
    "minors": "Minors who go with the person",
    "minors_with": "Minors are counted on",
    "alive": "Chance of being alive",
    "add_price": "Price of adding the person",
    "note": "Note",
}
"""The facts of a person that a form can tell, in the order of the page."""

LISTS = frozenset({"spellings", "citizen_of", "tags", "to"})
"""Facts whose value is a list; a form writes commas between."""

RIVAL = "rival"
TEXT_MAX = 5_000


class Overtaken(Exception):
    """What the form was made from is no longer there; nothing was replaced."""


@dataclass(frozen=True, slots=True)
class FactForm:
    """What was typed. place: `rival`, or the number of the value to put this in the place of. was: the mark of that
    value when the form was made. step: which legal step."""

    key: str
    value: str
    since: str = ""
    until: str = ""
    according_to: str = ""
    basis: str = ""
    note: str = ""
    unverified: bool = False
    step: str = ""
    place: str = RIVAL
    was: str = ""


def path_of(person: str, key: str, step: str = "") -> Path:
    """Where a fact stands in the files."""
    return ("people", person, key, step) if key == "steps" else ("people", person, key)


def rivals_in(case: Case, path: Path) -> list[Data]:
    """The values that the files give at the path, one by one as they stand there."""
    found = raw(case, path)
    if found is None:
        return []
    return found if isinstance(found, list) and any(isinstance(entry, dict) for entry in found) else [found]


def fact_edits(case: Case, person: str, form: FactForm) -> tuple[Edit, ...]:
    """The edits that the form comes to. Raises ValueError for what is no fact, and Overtaken."""
    if form.key not in KEYS:
        raise ValueError(f"'{form.key}' is no fact of a person; there are {', '.join(KEYS)}")
    step = form.step.strip()
    if form.key == "steps" and (fault := id_fault(step)):
        raise ValueError(f"the legal step: {fault}")
    path = path_of(person, form.key, step)
    found, told = rivals_in(case, path), _told(form)
    if form.place == RIVAL:
        if not found:
            return (put(case, path, _shortest(told)),)
        if isinstance(raw(case, path), list) and isinstance(found[0], dict):
            return (Append(path, told),)
        return (Put(path, [_whole(found[0]), told]),)
    if not form.place.isdecimal() or int(form.place) >= len(found) or mark(found[int(form.place)]) != form.was:
        raise Overtaken
    number = int(form.place)
    old = found[number]
    kept = {"by": old["by"]} if isinstance(old, dict) and "by" in old else {}
    new = {**told, **kept}
    if len(found) == 1 and raw(case, path) == old:
        return (Put(path, _shortest(new)),)
    return (Put((*path, number), new),)


def _told(form: FactForm) -> dict[str, Data]:
    """The fact as a mapping; what was left empty is left out."""
    given = {name: " ".join(getattr(form, name).split()) for name in ("value", "since", "until", "basis", "note")}
    if not given["value"]:
        raise ValueError("there is no value; to say that something is not known any more, give the last day instead")
    for name, text in given.items():
        if len(text) > TEXT_MAX or not text.isprintable():
            raise ValueError(f"the {name} is longer than {TEXT_MAX:,} characters, or holds one that cannot be shown")
    value: Data = listed(given["value"]) if form.key in LISTS else given["value"]
    told: dict[str, Data] = {"is": value}
    told |= {name: given[name] for name in ("since", "until") if given[name]}
    if sources := re.findall(r"[^\s,]+", form.according_to):
        told["according_to"] = list(sources)
    told |= {name: given[name] for name in ("basis", "note") if given[name]}
    return told | ({"unverified": "yes"} if form.unverified else {})


def listed(text: str) -> list[Data]:
    """The parts of a text with commas between."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _shortest(told: dict[str, Data]) -> Data:
    """A value alone where nothing more is said of it."""
    return told["is"] if set(told) == {"is"} else told


def _whole(found: Data) -> Data:
    return found if isinstance(found, dict) else {"is": found}


def source_edits(case: Case, id: str, said: dict[str, str]) -> tuple[Edit, ...]:
    """A new source. said: `who`, `on`, `via`, `url`, `title`, `note`. Raises ValueError."""
    if fault := id_fault(id):
        raise ValueError(fault)
    if id in case.sources:
        raise ValueError(f"there is a source '{id}' already: {case.sources[id].who}")
    told: dict[str, Data] = {key: " ".join(text.split()) for key, text in said.items() if text.strip()}
    if "who" not in told:
        raise ValueError("say who published it")
    if any(not str(text).isprintable() or len(str(text)) > TEXT_MAX for text in told.values()):
        raise ValueError(f"a text is longer than {TEXT_MAX:,} characters, or holds one that cannot be shown")
    return (put(case, ("sources", id), told),)
