"""Who and what a document means, as ids of a case: people, parties, and new ids for those it brings up."""

from __future__ import annotations

import re
from collections.abc import Collection

from anyascii import anyascii

from glienicke.case.model import Case, Facts
from glienicke.reports.inbox import folded

_GENERATION = re.compile(r"(?:jr|sr|i{1,3}|iv)\.?", re.IGNORECASE)


def party_id(name: str, case: Case) -> str | None:
    """The party that is meant by an id or a name, if the case has it."""
    wanted = folded(name)
    fit = [id for id, party in case.parties.items() if wanted in (folded(id), folded(party.name))]
    return fit[0] if len(fit) == 1 else None


def surname_id(name: str) -> str:
    """The surname as an id: the last word, without what tells a son from his father."""
    words = [word for word in name.replace(",", " ").split() if not _GENERATION.fullmatch(word)] or [name]
    return slug(words[-1])


def person_id(name: str, taken: Collection[str]) -> str:
    """A new id: the surname, with the first name before it, or a number behind it, if that is taken."""
    surname = surname_id(name)
    return surname if surname not in taken else free_id(slug(f"{name.split()[0]} {surname}"), taken)


def free_id(id: str, taken: Collection[str]) -> str:
    """The id, or the first of `ID-2`, `ID-3`… that is not taken."""
    number = 2
    found = id
    while found in taken:
        found = f"{id}-{number}"
        number += 1
    return found


def slug(name: str) -> str:
    """An id made of a name in any script."""
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower().replace("'", "")).strip("-")
    return plain if plain[:1].isalpha() else f"p-{plain}".rstrip("-")


def called(person: Facts) -> set[str]:
    """All names and spellings of a person of the case, without differences that say nothing."""
    names = {str(fact.is_) for fact in person.name}
    return {folded(name) for name in names | {s for fact in person.spellings for s in fact.is_}}
