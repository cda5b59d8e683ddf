"""Two ways to write one composed person's name: the labelled pairs of the same person, a recipe for each kind."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tools.names_people import CULTURES, Person, Spelt, plain, rows, syllables

Made = tuple[str, str, str]  # one name, the other, how it was made
Recipe = Callable[[random.Random, Person], Made | None]

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзх", "фывапролджэ", "ячсмитьбю")
_FATHERS = {"native": ("بن", "بنت"), "french": ("ben", "bent")}
_KUNYA = {"native": ("أبو", "أم"), "french": ("Abou", "Oum"), "german": ("Abu", "Umm")}


def short(spelt: Spelt, eastern: bool = False) -> str:
    """Given name and surname; surname first where that is the order."""
    return f"{spelt.family} {spelt.given}" if eastern else f"{spelt.given} {spelt.family}"


def full(spelt: Spelt, eastern: bool = False) -> str:
    """All names: given name, patronymic or chain of fathers, surname."""
    return short(spelt, eastern) if eastern else " ".join((spelt.given, *spelt.fathers, spelt.family))


def initials(draw: random.Random, spelt: Spelt) -> str:
    """The surname with initials: of the given name, or of given name and patronymic, before or after it."""
    fathers = spelt.fathers if len(spelt.fathers) == 1 and draw.random() < 0.5 else ()
    letters = " ".join(f"{name[0]}." for name in (spelt.given, *fathers))
    return f"{letters} {spelt.family}" if draw.random() < 0.7 else f"{spelt.family} {letters}"


def two(draw: random.Random, person: Person, apart: float) -> tuple[Spelt, Spelt]:
    """A person's names in two systems, in different ones with a given probability."""
    culture = CULTURES[person.culture]
    first = draw.choice(culture.systems)
    second = draw.choice([name for name in culture.systems if name != first]) if draw.random() < apart else first
    return culture.spell(person, first), culture.spell(person, second)


def in_latin(draw: random.Random, person: Person) -> Spelt:
    """A person's names in one of the systems with Latin letters."""
    culture = CULTURES[person.culture]
    latin = [name for name in culture.systems if name not in ("native", "native-e", "via-russian", "palladius")]
    return culture.spell(person, draw.choice(latin))


def _translit(draw: random.Random, person: Person) -> Made:
    one, other = two(draw, person, 1.0)
    form = full if draw.random() < 0.4 else short
    eastern = CULTURES[person.culture].eastern
    return form(one, eastern), form(other, eastern), f"translit:{other.system}"


def surname_first(draw: random.Random, person: Person) -> Made:
    """The surname before the given name, with a comma or without; the other way round where it stands first."""
    one, other = two(draw, person, 0.6)
    eastern = CULTURES[person.culture].eastern
    if eastern:
        return short(one, True), short(other), "order"
    comma = "," if other.system != "native" and draw.random() < 0.5 else ""
    fathers = other.fathers if len(other.fathers) == 1 and draw.random() < 0.5 else ()
    return short(one), " ".join((other.family + comma, other.given, *fathers)), "order"


def _initial(draw: random.Random, person: Person) -> Made:
    one, other = two(draw, person, 0.4)
    form = full if draw.random() < 0.3 else short
    return form(one), initials(draw, other), "initial"


def _shortened(draw: random.Random, person: Person) -> Made | None:
    one, other = two(draw, person, 0.5)
    return (full(one), short(other), "patronymic-missing") if one.fathers else None


def _nickname(draw: random.Random, person: Person) -> Made | None:
    one, other = two(draw, person, 0.4)
    if person.culture == "hebrew":
        other = CULTURES["hebrew"].spell(person, "english")
    if not other.nick:
        return None
    return short(one), f"{draw.choice(other.nick)} {other.family}", "nickname"


def _hyphen(draw: random.Random, person: Person) -> Made | None:
    one = in_latin(draw, person)
    if person.culture == "chinese":
        return _hyphen_chinese(draw, person)
    before = full(one) if draw.random() < 0.3 else short(one)
    for name in (one.given, one.family):
        parts = name.replace("-", " ").split()
        if len(parts) > 1 and parts[0].lower() not in _PARTICLES:
            after = draw.choice([" ".join(parts), "-".join(parts), parts[0] + "".join(parts[1:]).lower()])
            return (before, before.replace(name, after), "hyphen") if after != name else None
    return None


_PARTICLES = ("al", "el", "es", "er", "asch", "as", "at", "ad", "an", "ar", "az", "van", "von", "de", "di", "du", "dos")


def _hyphen_chinese(draw: random.Random, person: Person) -> Made | None:
    spelt = CULTURES["chinese"].spell(person, "pinyin")
    parts = syllables(spelt.given)
    if len(parts) < 2:
        return None
    first, second = parts[0].capitalize(), parts[1]
    given = draw.choice([f"{first}-{second}", f"{first} {second.capitalize()}", f"{first}-{second.capitalize()}"])
    return short(spelt, True), short(replace(spelt, given=given), True), "hyphen"


def _particle(draw: random.Random, person: Person) -> Made | None:
    if person.culture == "arabic":
        return _particle_arabic(draw, person)
    words = person.family.split()
    if person.culture != "western" or words[0] not in _PARTICLES:
        return None
    spelt = CULTURES["western"].spell(person, draw.choice(("latin", "plain")))
    *before, last = spelt.family.split()
    joined = "".join(before).capitalize() + last.lower()
    other = draw.choice(
        [f"{spelt.given} {joined}", f"{last}, {spelt.given} {' '.join(before)}", f"{spelt.given} {last}"]
    )
    return short(spelt), other, "particle"


def _particle_arabic(draw: random.Random, person: Person) -> Made:
    one, other = two(draw, person, 0.4)
    if draw.random() < 0.5:
        words = _FATHERS.get(other.system, ("bin", "bint"))
        chain = [other.given]
        for at, father in enumerate(other.fathers):
            chain += [words[1] if person.female and at == 0 else words[0], father]
        return full(one), " ".join((*chain, other.family)), "particle"
    family = other.family.removeprefix("ال") if other.system == "native" else other.family
    head, _, rest = family.replace("-", " ").partition(" ")
    family = rest if rest and head.lower() in _PARTICLES else family
    return short(one), f"{other.given} {family}", "particle"


def _kunya(draw: random.Random, person: Person) -> Made | None:
    if person.culture != "arabic":
        return None
    one, other = two(draw, person, 0.4)
    child = draw.choice([row for row in rows("arabic")["given-m"] if " " not in row[0]])
    column = CULTURES["arabic"].systems.index(other.system)
    word = _KUNYA.get(other.system, ("Abu", "Umm"))[person.female]
    return short(one), f"{word} {child[column]} {short(other)}", "kunya"


def slip(draw: random.Random, word: str) -> str:
    """A word with one typed slip after its first letter: two letters swapped, one dropped, doubled or hit beside."""
    for _ in range(20):
        at = draw.randrange(1, len(word) - 1)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        row = next((keys for keys in KEYS if word[at] in keys), word[at])
        beside = row[max(0, row.index(word[at]) - 1)]
        doubled = word[:at] + word[at] + word[at:]
        made = draw.choice([swapped, word[:at] + word[at + 1 :], doubled, word[:at] + beside + word[at + 1 :]])
        if made != word and made.isalpha():
            return made
    return word


def _misspelling(draw: random.Random, person: Person) -> Made | None:
    one, other = two(draw, person, 0.2)
    if other.system == "native" and person.culture in ("arabic", "hebrew"):
        return None
    words = short(other, CULTURES[person.culture].eastern).split()
    long = [at for at, word in enumerate(words) if len(plain(word)) >= 6 and word.isalpha()]
    if not long:
        return None
    at = draw.choice(long)
    words[at] = slip(draw, words[at])
    return short(one, CULTURES[person.culture].eastern), " ".join(words), "misspelling"


SAME: dict[str, tuple[Recipe, ...]] = {
    "russian": (_translit, _translit, _translit, surname_first, _initial, _shortened, _nickname, _misspelling),
    "ukrainian": (_translit, _translit, _translit, surname_first, _initial, _shortened, _nickname, _misspelling),
    "arabic": (
        _translit,
        _translit,
        _translit,
        surname_first,
        _initial,
        _shortened,
        _hyphen,
        _particle,
        _kunya,
        _misspelling,
    ),
    "hebrew": (_translit, _translit, _translit, surname_first, _initial, _nickname, _hyphen, _misspelling),
    "chinese": (_translit, _translit, surname_first, _hyphen, _misspelling),
    "western": (_translit, surname_first, _initial, _nickname, _hyphen, _particle, _misspelling),
}
