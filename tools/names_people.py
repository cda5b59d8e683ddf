"""People composed at random of public given names, fathers' names and surnames, and how each is written in a system.

The tables of names are in data/names/source. No composed person is meant to be a real one.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tools.names_systems import RUSSIAN, UKRAINIAN, french_surname, written

SOURCE = Path(__file__).parent.parent / "data" / "names" / "source"
Rows = dict[str, list[list[str]]]

_FEMININE = [("ский", "ская"), ("цкий", "цкая"), ("ський", "ська"), ("цький", "цька"), ("ой", "ая"), ("ый", "ая")]
_FEMININE += [("ий", "ая")] + [(ending, ending + "а") for ending in ("ов", "ев", "ёв", "єв", "ин", "ын", "ін")]
_UNDECLINED = ("Литвин",)
_ARABIC = {"native": 0, "ala": 1, "english": 2, "french": 3, "german": 4}
_HEBREW = {"native": 0, "english": 1, "academy": 2, "german": 3}
_CHINESE = {"pinyin": 0, "wade-giles": 1, "palladius": 2}


@dataclass(frozen=True, slots=True)
class Person:
    """A composed person: names as the tables hold them; fathers are the names of father, grandfather, …"""

    id: str
    culture: str
    female: bool
    given: str
    fathers: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Spelt:
    """A person's names as one system writes them. fathers: patronymic or chain; nick: short forms of the given name."""

    system: str
    given: str
    fathers: tuple[str, ...]
    family: str
    nick: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Culture:
    """How names of one culture are composed and written. eastern: surname first; fathers: how many of them."""

    name: str
    systems: tuple[str, ...]
    spell: Callable[[Person, str], Spelt]
    fathers: int = 0
    eastern: bool = False


@cache
def rows(name: str) -> Rows:
    """A table of data/names/source by the kind of its lines; ValueError if a line has no kind and name."""
    found: Rows = {}
    for number, line in enumerate((SOURCE / f"{name}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            kind, *cells = [cell.strip() for cell in line.split("|")]
            if not cells:
                raise ValueError(f"{name}.txt:{number}: write a kind, |, and the names")
            found.setdefault(kind, []).append(cells)
    return found


@cache
def _row(culture: str, kinds: tuple[str, ...], key: str) -> list[str]:
    return next(row for kind in kinds for row in rows(culture).get(kind, ()) if row[0] == key)


def feminine(family: str) -> str:
    """A woman's form of a Russian or Ukrainian surname; most in -ко, -ук, -ых and the like have none of their own."""
    for ending, hers in _FEMININE:
        if family.endswith(ending) and family not in _UNDECLINED:
            return family.removesuffix(ending) + hers
    return family


def _nicks(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


def _near(culture: str, family: str) -> tuple[str, str] | None:
    """The two forms (own, Russian) of a Ukrainian surname that is in the tables as a neighbour of another only."""
    for row in rows(culture)["family"]:
        if row[2].split("/")[0] == family:
            return family, row[2].split("/")[1]
    return None


def _spell_slavic(person: Person, system: str) -> Spelt:
    """A Russian's or a Ukrainian's name: in Cyrillic letters, through Russian, or by a system of romanisation."""
    gender = "given-f" if person.female else "given-m"
    own = _row(person.culture, (gender,), person.given)
    via = person.culture == "ukrainian" and system.startswith("via-russian")
    shift = 3 if via else 0
    father = _row(person.culture, ("given-m",), person.fathers[0])[(2 if person.female else 1) + shift]
    given, family = person.given, person.family
    if person.culture == "ukrainian":
        forms = next((row[:2] for row in rows("ukrainian")["family"] if row[0] == family), None)
        forms_found = forms or _near("ukrainian", family) or (family, family)
        given, family = (own[1 if person.female else 3], forms_found[1]) if via else (given, forms_found[0])
    family = feminine(family) if person.female else family
    nicks = () if via else _nicks(own[-1])
    spelt = Spelt(system, given, (father,), family, nicks)
    if system in ("native", "via-russian"):
        return spelt
    if system == "native-e":
        return _each(spelt, lambda name: name.replace("ё", "е").replace("Ё", "Е"))
    table = UKRAINIAN if person.culture == "ukrainian" and not via else RUSSIAN
    romanise = table[system.removeprefix("via-russian-")]
    latin = _each(spelt, lambda name: written(name, romanise))
    if system == "french" and table is RUSSIAN and not person.female:
        return replace(latin, family=french_surname(family))
    return latin


def _each(spelt: Spelt, change: Callable[[str], str]) -> Spelt:
    return replace(
        spelt,
        given=change(spelt.given),
        fathers=tuple(change(name) for name in spelt.fathers),
        family=change(spelt.family),
        nick=tuple(change(name) for name in spelt.nick),
    )


def _spell_arabic(person: Person, system: str) -> Spelt:
    column = _ARABIC[system]

    def cell(key: str) -> str:
        return _row("arabic", ("given-m", "given-f"), key)[column]

    if person.family.startswith("given:"):
        family = cell(person.family.removeprefix("given:"))
    elif any(row[0] == person.family for row in rows("arabic")["family"]):
        family = _row("arabic", ("family",), person.family)[column]
    else:
        family = next(row for row in rows("arabic")["near-family"] if row[1] == person.family)[column + 1]
    return Spelt(system, cell(person.given), tuple(cell(name) for name in person.fathers), family)


def _spell_hebrew(person: Person, system: str) -> Spelt:
    column = _HEBREW[system]
    own = _row("hebrew", ("given-m", "given-f"), person.given)
    if any(row[0] == person.family for row in rows("hebrew")["family"]):
        family = _row("hebrew", ("family",), person.family)[column]
    else:
        family = next(row for row in rows("hebrew")["near-family"] if row[1] == person.family)[column + 1]
    return Spelt(system, own[column], (), family, _nicks(own[4]) if system == "english" else ())


def _spell_chinese(person: Person, system: str) -> Spelt:
    column = _CHINESE[system]
    given = _row("chinese", ("given",), person.given)[column]
    return Spelt(system, given, (), _row("chinese", ("family",), person.family)[column])


def _spell_western(person: Person, system: str) -> Spelt:
    own = _row("western", ("given-m", "given-f"), person.given)
    spelt = Spelt(system, person.given, (), person.family, _nicks(own[1]))
    if system == "plain":
        return _each(spelt, plain)
    if system == "icao":
        return _each(spelt, lambda name: plain(name.translate({252: "ue", 246: "oe", 228: "ae", 223: "ss"})))
    return spelt


def plain(name: str) -> str:
    """A Latin name without marks on its letters."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.translate({0x142: "l", 0x141: "L", 0xF8: "o", 0xDF: "ss", 0x131: "i"})


def syllables(pinyin: str) -> list[str]:
    """The syllables of a given name in pinyin."""
    found = re.findall(r"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouü]+(?:ng?(?![aeiouü]))?", pinyin.lower())
    return [str(part) for part in found]


CULTURES = {
    culture.name: culture
    for culture in (
        Culture("russian", ("native", "native-e", *RUSSIAN), _spell_slavic, fathers=1),
        Culture(
            "ukrainian",
            ("native", "via-russian", "via-russian-press-english", "via-russian-german", *UKRAINIAN),
            _spell_slavic,
            fathers=1,
        ),
        Culture("arabic", tuple(_ARABIC), _spell_arabic, fathers=2),
        Culture("hebrew", tuple(_HEBREW), _spell_hebrew),
        Culture("chinese", tuple(_CHINESE), _spell_chinese, eastern=True),
        Culture("western", ("latin", "plain", "icao"), _spell_western),
    )
}


def compose(draw: random.Random, culture: str, identifier: str) -> Person:
    """A person of a culture with names drawn from its tables."""
    table, female = rows(culture), culture != "chinese" and draw.random() < 0.35
    kind = "given" if culture == "chinese" else "given-f" if female else "given-m"
    fathers = tuple(row[0] for row in draw.sample(table.get("given-m", []), CULTURES[culture].fathers))
    given = draw.choice([row[0] for row in table[kind] if row[0] not in fathers])
    families = [row[0] for name in ("family", "particle", "double") for row in table.get(name, ())]
    return Person(identifier, culture, female, given, fathers, draw.choice(families))


def neighbours(culture: str, kind: str, name: str) -> list[str]:
    """Given names (near-given) or surnames (near-family) that are close to a name and belong to other people."""
    table = rows(culture)
    if kind == "near-given":
        pairs = [(row[0], row[1]) for row in table.get("near-given", ())]
        return [b if name == a else a for a, b in pairs if name in (a, b)]
    if culture == "russian":
        return [near for row in table["family"] if row[0] == name for near in _nicks(row[1])]
    if culture == "ukrainian":
        return [row[2].split("/")[0] for row in table["family"] if row[0] == name]
    if culture == "western":
        return [row[1] for part in ("family", "particle", "double") for row in table[part] if row[0] == name]
    return [row[1] for row in table["near-family"] if row[0] == name]
