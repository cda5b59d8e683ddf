"""A case as of a day as JSON-ready data: what `glienicke show --json` prints, and the API of the desk tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glienicke.case.model import Case
from glienicke.ground.diagnostic import Span
from glienicke.positions.day import Day, Person
from glienicke.record.words import in_words

FACTS = (
    "name", "held_by", "citizen_of", "state", "sentence", "charge", "rank", "born", "to", "minors", "minors_with",
    "consent", "owed", "health", "tags",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rivals:
    """A fact on which sources disagree: whose, which, and what each says, as (value, sources)."""

    id: str
    fact: str
    values: tuple[tuple[str, tuple[str, ...]], ...]


def goes_to(person: Person) -> tuple[str, ...]:
    """Allowed recipients: as the case says, else the first citizenship that is not the custodian."""
    if person.to:
        return person.to
    return tuple(c for c in person.citizen_of if c != person.held_by)[:1]


def rivals(case: Case) -> list[Rivals]:
    """Facts of people for which the file keeps several values without a date that would part them."""
    found = []
    for id, person in case.people.items():
        for fact in FACTS:
            told = getattr(person, fact)
            undated = [one for one in told if one.since is None and one.until is None]
            if len({_text(one.is_) for one in undated}) > 1:
                found.append(Rivals(id, fact, tuple((_text(one.is_), one.according_to) for one in undated)))
    return found


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def case_data(case: Case, day: Day) -> dict[str, Any]:
    """A case as of a day, as JSON."""
    return {
        "case": day.case,
        "title": case.title,
        "on": day.on.isoformat(),
        "cutoff": day.cutoff.isoformat() if day.cutoff else None,
        "law": [
            {"condition": c.text, "says": in_words(day, c.sentence), "at": place(c.place) or None} for c in day.law
        ],
        "parties": {
            id: {
                "name": called,
                "at_table": id in day.at_table,
                "position": day.positions[id].basis if id in day.positions else None,
            }
            for id, called in day.parties.items()
        },
        "people": [person_data(p) for p in day.people.values()],
        "considerations": [
            {"id": c.id, "from": c.giver, "to": c.to, "what": c.what, "in_pool": c.in_pool}
            for c in day.considerations.values()
        ],
        "rivals": [
            {"id": r.id, "fact": r.fact, "values": [{"is": v, "according_to": list(s)} for v, s in r.values]}
            for r in rivals(case)
        ],
        "sources": {
            id: {"who": s.who, "on": s.on, "via": s.via, "title": s.title, "url": s.url}
            for id, s in case.sources.items()
        },
    }


def person_data(person: Person) -> dict[str, Any]:
    """A person as of a day, as JSON."""
    return {
        "id": person.id,
        "name": person.name,
        "state": person.state,
        "held_by": person.held_by,
        "since": person.since.isoformat() if person.since else None,
        "citizen_of": list(person.citizen_of),
        "tags": sorted(person.tags),
        "rank": person.rank,
        "to": list(goes_to(person)),
        "minors": person.minors,
        "in_pool": person.in_pool,
        "owed": person.owed,
        "at": place(person.place) or None,
    }


def place(span: Span | None) -> str:
    """`file:line`, or nothing."""
    return f"{span.file}:{span.line}" if span else ""
