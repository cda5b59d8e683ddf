"""Two people whose names are easily taken for one: the labelled pairs of different people, a recipe for each kind.

Each pair is one that a careful reader can tell apart by the names alone: where only a patronymic differs it is written
out or its initial differs; a pair whose two names come out alike is thrown away.
"""

from __future__ import annotations

import random
from dataclasses import replace

from tools.names_people import CULTURES, Person, Spelt, compose, neighbours, rows
from tools.names_same import full, initials, short, two

ONLY_FULL = ("father-son", "other-patronymic", "shared-chain")


def relative(draw: random.Random, person: Person, kind: str, identifier: str) -> Person | None:
    """Another person whose name resembles a person's in one way; None if the tables have none for this person."""
    other = compose(draw, person.culture, identifier)
    if any({person.given, other.given} == set(row) for row in rows(person.culture).get("alike", ())):
        return None
    match kind:
        case "same-surname":
            return replace(other, family=person.family) if other.given != person.given else None
        case "same-given":
            if other.family == person.family:
                return None
            return replace(other, given=person.given, fathers=person.fathers, female=person.female)
        case "brother-sister":
            return _sibling(draw, person, other)
        case "father-son":
            return _father(draw, person, other)
        case "other-patronymic":
            same = not person.fathers or other.fathers[0] == person.fathers[0]
            return None if same else replace(person, id=identifier, fathers=(*other.fathers[:1], *person.fathers[1:]))
        case "shared-chain":
            return _chain(draw, person, other) if len(person.fathers) > 1 else None
        case "near-surname" | "near-given":
            own = person.family if kind == "near-surname" else person.given
            near = neighbours(person.culture, "near-family" if kind == "near-surname" else kind, own)
            if not near:
                return None
            chosen = draw.choice(near)
            changed = replace(person, family=chosen) if kind == "near-surname" else replace(person, given=chosen)
            return replace(changed, id=identifier)
        case "swapped-look-alike":
            family, given = person.family.removeprefix("given:"), person.given
            prefix = "given:" if person.culture == "arabic" else ""
            return replace(person, id=identifier, given=family, family=prefix + given)
    raise ValueError(f"no kind {kind!r}: give one of DIFFERENT")


def _sibling(draw: random.Random, person: Person, other: Person) -> Person | None:
    twins = [row for row in rows(person.culture).get("twin", ()) if person.given in row]
    if twins and draw.random() < 0.8:
        given = next(name for name in draw.choice(twins) if name != person.given)
        return replace(person, id=other.id, given=given, female=not person.female)
    if other.given == person.given or other.female == person.female or other.given in person.fathers:
        return None
    return replace(other, fathers=person.fathers, family=person.family)


def _father(draw: random.Random, person: Person, other: Person) -> Person | None:
    """A man's father; or his son who has his given name, so that only their patronymics differ."""
    if person.female or not person.fathers or other.fathers[0] == person.fathers[0]:
        return None
    if draw.random() < 0.35:
        return replace(person, id=other.id, fathers=(person.given, *person.fathers[:-1]))
    given = person.fathers[0]
    return replace(person, id=other.id, given=given, fathers=(*person.fathers[1:], other.fathers[0]))


def _chain(draw: random.Random, person: Person, other: Person) -> Person | None:
    """Somebody with all names of a chain but one."""
    at = draw.randrange(len(person.fathers) + 1)
    if at == len(person.fathers):
        return replace(other, fathers=person.fathers, family=person.family) if other.given != person.given else None
    fathers = list(person.fathers)
    fathers[at] = other.fathers[0]
    return replace(person, id=other.id, fathers=tuple(fathers)) if other.fathers[0] not in person.fathers else None


def names_of(draw: random.Random, one: Person, other: Person, kind: str) -> tuple[str, str] | None:
    """Two people's names as written; None if they come out alike or their difference is not in what is written."""
    eastern = CULTURES[one.culture].eastern
    first, _ = two(draw, one, 0.0)
    _, second = two(draw, other, 0.0)
    if draw.random() < 0.5:
        second = CULTURES[other.culture].spell(other, first.system)
    if kind in ONLY_FULL:
        slavic = len(one.fathers) == 1
        if slavic and first.given[0] == second.given[0] and draw.random() < 0.15:
            return _by_initials(first, second)
        return _unlike(full(first), full(second))
    if draw.random() < 0.15 and not eastern and second.given[0] not in _initials(one):
        return _unlike(short(first), initials(draw, replace(second, fathers=())))
    form = full if draw.random() < 0.35 else short
    return _unlike(form(first, eastern), form(second, eastern))


def _initials(person: Person) -> set[str]:
    """The first letters of a person's given name in all systems."""
    culture = CULTURES[person.culture]
    return {culture.spell(person, system).given[0] for system in culture.systems}


def _by_initials(first: Spelt, second: Spelt) -> tuple[str, str] | None:
    if first.system != second.system or first.fathers[0][0] == second.fathers[0][0]:
        return None
    one, other = (f"{x.given[0]}. {x.fathers[0][0]}. {x.family}" for x in (first, second))
    return _unlike(one, other)


def _unlike(one: str, other: str) -> tuple[str, str] | None:
    return (one, other) if one.casefold() != other.casefold() else None


DIFFERENT: dict[str, tuple[str, ...]] = {
    "russian": (
        *("same-surname", "brother-sister", "brother-sister", "father-son", "other-patronymic"),
        *("near-surname", "near-surname", "same-given", "near-given"),
    ),
    "ukrainian": (
        *("same-surname", "brother-sister", "father-son", "other-patronymic"),
        *("near-surname", "near-surname", "same-given", "near-given"),
    ),
    "arabic": (
        *("same-surname", "brother-sister", "father-son", "shared-chain", "shared-chain"),
        *("near-surname", "same-given", "near-given"),
    ),
    "hebrew": ("same-surname", "brother-sister", "near-surname", "same-given", "near-given"),
    "chinese": ("same-surname", "near-surname", "same-given", "near-given"),
    "western": ("same-surname", "brother-sister", "near-surname", "same-given", "near-given"),
}
