"""What a case knows, as a reader uses it: its people with every spelling, its parties with their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from glienicke.case.model import Case


@dataclass(frozen=True, slots=True)
class Known:
    """The gazetteer of a case. Empty by default: then a reader knows nothing but the document.

    people: the names and spellings of each person, by id, the name first. parties: what a party is called, by id.
    tags: the tags of each person, by id. Groups without names ("two officers") are left out.
    """

    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case) -> Known:
        """The gazetteer of a case: rivals for a name are all spellings."""
        people, tags = {}, {}
        for id, person in case.people.items():
            if person.count is not None:
                continue
            names = [fact.is_ for fact in person.name]
            names += [spelling for fact in person.spellings for spelling in fact.is_]
            people[id] = tuple(dict.fromkeys(names))
            tags[id] = tuple(dict.fromkeys(tag for fact in person.tags for tag in fact.is_))
        return cls(people, {id: party.name for id, party in case.parties.items()}, tags)

    def person_named(self, spellings: tuple[str, ...]) -> str | None:
        """The id of the one person who bears one of these full names; None if nobody does, or several do.

        Names are compared without case, accents, script and the order of their words.
        """
        folded = {_key(name) for name in spellings if len(name.split()) > 1}
        fits = [id for id, names in self.people.items() if any(_key(name) in folded for name in names)]
        return fits[0] if len(fits) == 1 else None

    def person_surnamed(self, surname: str) -> str | None:
        """The id of the one person whose name ends in this surname; None if nobody's does, or several do."""
        folded = _plain(surname)
        fits = [
            id for id, names in self.people.items() if any(_plain(name.split()[-1]) == folded for name in names if name)
        ]
        return fits[0] if len(fits) == 1 else None


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", anyascii(name).lower())


def _key(name: str) -> tuple[str, ...]:
    return tuple(sorted(_plain(word) for word in name.split()))
