"""The public part of a case: who is held by whom, and who says so. Nothing of what anybody wants.

In: a case. Out: a `Public`, which cannot hold positions, conditions, a pool, contact logs or consent: whatever is made
of it says the same for two cases that differ in those only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from glienicke.case.model import Case, Fact, Facts, Signal
from glienicke.case.places import NOWHERE
from glienicke.ground.dates import latest

FACTS = frozenset(
    ("name", "spellings", "citizen_of", "to", "held_by", "state", "charge", "sentence", "born", "tags", "minors")
)
"""Facts about a person that are public; signals say no others here."""

KEYS = FACTS | {"count", "legal", "aftermath"}
"""What a person keeps."""


@dataclass(frozen=True, slots=True)
class Public:
    """A case without all that is not public. facts: parties, sources, people, and what signals say of people."""

    facts: Case

    def __post_init__(self) -> None:
        if self.facts.model_fields_set - {"case", "title", "parties", "sources", "people", "signals"}:
            raise ValueError("a public part holds parties, sources, people and signals about them; use public_of")
        if any(s.model_fields_set - {"on", "according_to", "people"} for s in self.facts.signals):
            raise ValueError("a signal in a public part says nothing but what it says of people; use public_of")
        if any(p.model_fields_set - KEYS for p in self.facts.people.values()):
            raise ValueError("a person in a public part has public facts only; use public_of")

    @property
    def case(self) -> str:
        """The case's id."""
        return self.facts.case


def public_of(case: Case) -> Public:
    """The public part of a case."""
    signals = []
    for signal in case.signals:
        people = {id: kept for id, facts in signal.people.items() if (kept := _kept(facts, FACTS)).model_fields_set}
        if people:
            signals.append(Signal.model_construct(on=signal.on, according_to=signal.according_to, people=people))
    made = Case.model_construct(
        case=case.case,
        title=case.title,
        parties=case.parties,
        sources=case.sources,
        people={id: _kept(person, KEYS) for id, person in case.people.items()},
        signals=tuple(signals),
    )
    return Public(made.at(NOWHERE))


def _kept(facts: Facts, keys: frozenset[str]) -> Any:
    return type(facts).model_construct(**{key: getattr(facts, key) for key in facts.model_fields_set & keys})


def last_day(public: Public) -> dt.date | None:
    """The last day of which anything public is said: what happened, and dates that were made known. None: no dates."""
    return max(_days(public.facts), default=None)


def _days(case: Case) -> Iterator[dt.date]:
    yield from (latest(signal.on) for signal in case.signals)
    for person in case.people.values():
        yield from (latest(step.announced) for step in person.legal if step.announced is not None)
        yield from (latest(after.on) for after in person.aftermath)
    for facts in (*case.people.values(), *(f for signal in case.signals for f in signal.people.values())):
        for key in facts.model_fields_set & FACTS:
            for fact in getattr(facts, key):
                yield from _of_fact(fact)


def _of_fact(fact: Fact[Any]) -> Iterator[dt.date]:
    yield from (latest(date) for date in (fact.since, fact.until) if date is not None)
