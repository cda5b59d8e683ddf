"""Namings → people: which namings mean one person.

First the names of two words and more, which make the people; then single words, each of whoever bears it: of several
the one whom its title, its form and the words around it fit, else whom the text named last, with a doubt that says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from glienicke.reports.data import Document, Someone, Span
from glienicke.reports.known import Known
from glienicke.reports.listed import listed
from glienicke.reports.people_couples import couples
from glienicke.reports.people_find import Naming
from glienicke.reports.people_forms import (
    CYRILLIC,
    alike_first,
    bases,
    gender_of_first,
    near_last,
    nominative_first,
    same_last,
)
from glienicke.reports.people_name import fullest
from glienicke.reports.people_parts import KUNYA, PREFIXES, is_polite, parts


@dataclass(slots=True)
class _Person:
    """Somebody in the making. first, last: of the fullest name. middle: patronymic or middle names."""

    first: str
    last: str
    middle: tuple[str, ...] = ()
    gender: str = ""
    namings: list[Naming] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def latest(self, before: int) -> int:
        """Where the text last named them, by more than the first name, before a place; -1 if it has not yet."""
        first = self.first.lower()
        return max(
            (n.span[0] for n in self.namings if n.span[0] < before and (not n.single or n.words[0].lower() != first)),
            default=-1,
        )


def grouped(document: Document, found: Sequence[Naming], known: Known) -> tuple[Someone, ...]:
    """The people whom the namings mean, in the order of their first naming."""
    language = document.language
    if language == "ru":
        found = couples(document, found)
    people: list[_Person] = []
    apart = [naming for naming in found if _is_turned(naming, language)]
    alone = {form for n in found if n.single for form in bases(n.words[0].lower())}
    whole = [
        n
        for n in found
        if not n.single
        and n.sure
        and not is_polite(n.words, alone)
        and n.words[0].lower() not in PREFIXES
        and not (len(n.words) == 2 and n.words[0].lower() in KUNYA)
    ]
    for naming in whole:
        if naming not in apart:
            _full(people, naming, language)
    for naming in apart:
        _turned(people, naming, language)
    for naming in (n for n in found if not n.single and n not in whole and n not in apart):
        _loose(people, naming, language)
    people = _known_as(document, people)
    for naming in (n for n in found if n.single):
        _single(document, people, naming, language)
    return tuple(
        _someone(document, person, known)
        for person in sorted(people, key=lambda one: min(n.span for n in one.namings))
        if person.namings
    )


def _gender(naming: Naming, first: str) -> str:
    if naming.gender:
        return naming.gender
    for title in naming.title:
        for gender, section in (("m", "man"), ("f", "woman")):
            if title in listed("first_names", "any", section):
                return gender
    return gender_of_first(first)


def _full(people: list[_Person], naming: Naming, language: str) -> None:
    first, middle, last = parts(naming.words)
    gender = _gender(naming, first)
    for person in people:
        if _ends_with(person, naming.words):
            person.namings.append(naming)
            return
        if _same(person, first, middle, last, gender, language):
            person.namings.append(naming)
            person.gender = person.gender or gender
            if len(person.first.rstrip(".")) == 1 < len(first.rstrip(".")):
                person.first, person.middle = first, middle
            return
    people.append(_Person(first, last, middle, gender, [naming]))


def _ends_with(person: _Person, words: Sequence[str]) -> bool:
    """Whether words are the end of somebody's full name: "Quintero de la Vega"."""
    full = " ".join((person.first, *person.middle, person.last)).replace("-", " ").lower().split()
    end = " ".join(words).replace("-", " ").lower().split()
    return len(end) < len(full) and full[-len(end) :] == end


_KNOWN_AS = re.compile(
    r",? ?\(?(?:(?:also|better|then|previously|formerly) )?(?:known (?:\w+ ){0,4}?as|alias|a\.?k\.?a\.?|real name|"
    r"whose real name (?:is|was)|who (?:lived|travelled|traveled|posed) as|born|née?|under the name(?: of)?|"
    r"in russischen Akten|genannt|bekannt (?:\w+ ){0,3}?als|(?:\w+ ){0,3}?bekannt als|eigentlich|mit richtigem Namen|"
    r"der sich|die sich|он же|она же|известн\w+ (?:\w+ ){0,3}?как|под именем|настоящее имя|по паспорту)"
    r"[ :—–-]{1,3}[“\"„«]?"
)


def _known_as(document: Document, people: list[_Person]) -> list[_Person]:
    """People of whom the text says that two names are one person's ("X, also known as Y") made one."""
    full = sorted(
        ((naming, person) for person in people for naming in person.namings if len(naming.words) > 1),
        key=lambda pair: pair[0].span,
    )
    gone: list[_Person] = []
    for (before, one), (after, other) in pairwise(full):
        between = document.text[before.span[1] : after.span[0]]
        if one is not other and other not in gone and one not in gone and _KNOWN_AS.fullmatch(between):
            one.namings.extend(other.namings)
            gone.append(other)
    return [person for person in people if person not in gone]


def _is_turned(naming: Naming, language: str) -> bool:
    """Whether a Russian name has its known first name last: surname first, or somebody's relative ("Петрова Зоя")."""
    return (
        language == "ru"
        and len(naming.words) == 2
        and bool(gender_of_first(naming.words[1]))
        and not gender_of_first(naming.words[0])
    )


def _turned(people: list[_Person], naming: Naming, language: str) -> None:
    """A surname and a first name: one person, or two where somebody else's surname stands in the genitive."""
    last, first = naming.words
    owner = [p for p in people if p.first and same_last(p.last, last, language) and not alike_first(p.first, first)]
    middle = naming.span[0] + len(last)
    if owner and all(p.last.lower() != last.lower() for p in owner):
        _single_of(people, Naming((naming.span[0], middle), (last,)), language)
        people.append(_Person(first, "", (), gender_of_first(first), [Naming((middle + 1, naming.span[1]), (first,))]))
    elif naming.sure:
        _full(people, replace(naming, words=(first, last)), language)


def _same(person: _Person, first: str, middle: tuple[str, ...], last: str, gender: str, language: str) -> bool:
    """Whether a full name is a person's, by any form that the person's name has had."""
    forms = {(person.first, person.last)}
    forms |= {parts(n.words)[::2] for n in person.namings if len(n.words) > 1 and n.sure}
    return any(_same_form(person, form, first, middle, last, gender, language) for form in sorted(forms))


def _same_form(
    person: _Person, form: tuple[str, str], first: str, middle: tuple[str, ...], last: str, gender: str, language: str
) -> bool:
    if gender and person.gender and gender != person.gender:
        return False
    if middle and person.middle and not alike_first(middle[0], person.middle[0]):
        return False
    if not form[0] or not first:
        return not form[0] and not first and same_last(form[1], last, language)
    if same_last(form[1], last, language):
        return alike_first(form[0], first)
    return alike_first(form[0], first) and len(first.rstrip(".")) > 1 and near_last(form[1], last)


def _loose(people: list[_Person], naming: Naming, language: str) -> None:
    """A run that is a name only if it repeats one: in a headline, or a first name with a patronymic."""
    first, middle, last = parts(naming.words)
    if not first:
        if (
            not _single_of(
                people, Naming(naming.span, (last,), naming.title, naming.sure, naming.titled, naming.says), language
            )
            and naming.sure
        ):
            people.append(_Person("", last, (), _gender(naming, ""), [naming]))
        return
    if is_polite(naming.words):
        fits = [
            p
            for p in people
            if len(p.first.rstrip(".")) > 1
            and alike_first(p.first, first)
            and (not p.middle or alike_first(p.middle[0], last))
        ]
        if fits:
            fits[-1].namings.append(naming)
        elif naming.sure:
            people.append(_Person(first, last, (), _gender(naming, first), [naming]))
        return
    for person in people:
        if _same(person, first, middle, last, "", language):
            person.namings.append(naming)
            return
    _inside(people, naming, language)


def _inside(people: list[_Person], naming: Naming, language: str) -> None:
    """The names that a run of other words holds, as a headline in capitals may: first name and surname, or surname."""
    starts = [naming.span[0]]
    for word in naming.words:
        starts.append(starts[-1] + len(word) + 1)
    taken = -1
    for n, word in enumerate(naming.words):
        pair = naming.words[n : n + 2]
        whole = next((p for p in people if len(pair) == 2 and _same(p, pair[0], (), pair[1], "", language)), None)
        if whole is not None:
            whole.namings.append(Naming((starts[n], starts[n + 2] - 1), pair))
            taken = n + 1
        elif n > taken and any(same_last(p.last, word, language) for p in people):
            _single_of(people, Naming((starts[n], starts[n + 1] - 1), (word,)), language)


def _single(document: Document, people: list[_Person], naming: Naming, language: str) -> None:
    if _single_of(people, naming, language):
        return
    if naming.sure:
        word = naming.words[0]
        people.append(_Person("", word, (), _gender(naming, word), [naming]))


def _single_of(people: list[_Person], naming: Naming, language: str) -> bool:
    """Give a single word to whoever bears it; False if nobody does."""
    word = naming.words[0]
    fit = [p for p in people if _bears(p, word, language) or (" " in word and _ends_with(p, word.split()))]
    if not fit:
        fit = [p for p in people if p.first and len(p.first) > 1 and _is_first(p, word, language)]
        known = gender_of_first(word) or CYRILLIC.search(word)
        if fit and not known and not naming.titled and word.lower() != fit[0].first.lower():
            return False
    if not fit and len(word) > 5:
        fit = [p for p in people if p.last and near_last(p.last, word) and p.latest(naming.span[0]) >= 0]
    if naming.titled and (other := {"m": "f", "f": "m"}.get(_gender(naming, ""))):
        fit = [p for p in fit if other not in {_gender(n, "") for n in p.namings if n.title}]
    if not fit:
        return False
    chosen, doubtful = _chosen(fit, naming, word)
    if doubtful:
        others = ", ".join(sorted(_name(p) for p in fit if p is not chosen))
        chosen.doubts.append(f"'{word}' may also be {others}")
    chosen.namings.append(naming)
    return True


def _bears(person: _Person, word: str, language: str) -> bool:
    last = person.last
    if same_last(last, word, language):
        return True
    if not last or last.split()[0].lower() in KUNYA:
        return False
    tail = last.split()[-1]
    return (tail != last or "-" in last) and (
        same_last(tail, word, language) or same_last(last.split("-")[-1], word, language)
    )


def _is_first(person: _Person, word: str, language: str) -> bool:
    if person.first.lower() == word.lower():
        return True
    if language == "de" and word.lower() == person.first.lower() + "s":
        return True
    if not CYRILLIC.search(word):
        return False
    return nominative_first(word).lower() == nominative_first(person.first).lower() or (
        len(person.first) > 3 and person.first.lower() in bases(word.lower())
    )


def _chosen(fit: list[_Person], naming: Naming, word: str) -> tuple[_Person, bool]:
    """Of several who bear a name the one who is meant, and whether that is doubtful."""
    if len(fit) == 1:
        return fit[0], False
    gender = _gender(naming, "")
    if not gender and CYRILLIC.search(word):
        low = word.lower()
        if low.endswith(("ова", "ева", "ина", "ая", "ую", "овой", "евой", "иной")) and any(
            p.gender == "f" for p in fit
        ):
            gender = "f" if low.endswith(("ая", "ую", "овой", "евой", "иной")) else ""
        elif low.endswith(("ов", "ев", "ин", "ий", "ым", "ого", "ому")):
            gender = "m"
    either = re.search(r"(?:ов|ев|ёв|ин|ын)а$", word.lower())  # a man's genitive, a woman's nominative
    exact = [] if either else [p for p in fit if p.last.lower() == word.lower()]
    rest = [p for p in (exact or fit) if not gender or not p.gender or p.gender == gender] or fit
    if gender and any(p.gender == gender for p in rest):
        rest = [p for p in rest if p.gender == gender]
    if naming.says and any(n.says for p in rest for n in p.namings):
        rest = [p for p in rest if any(n.says for n in p.namings)]
    at = naming.span[0]
    borne = [
        p for p in rest if any(n.single and n.words[0].lower() != p.first.lower() and n.span[0] < at for n in p.namings)
    ]
    if (
        not naming.title and not word.isupper() and len(borne) < len(rest)
    ):  # whoever is always Mrs or Frau is not meant by the surname alone
        plain = [p for p in rest if not _always_titled(p, at)]
        if len(plain) == 1:
            return plain[0], True
    if len(borne) == 1:
        return borne[0], len(rest) > 1
    named = sorted(rest, key=lambda p: p.latest(at))
    if named[-1].latest(at) < 0:
        return min(rest, key=lambda p: min(n.span for n in p.namings)), len(rest) > 1
    return named[-1], len(rest) > 1


_COURTESY = frozenset(("mr", "mrs", "ms", "miss", "frau", "herr", "herrn", "господин", "госпожа", "г-н", "г-жа"))


def _always_titled(person: _Person, before: int) -> bool:
    """Whether the surname alone has stood for somebody before a place, and only after Mr, Mrs and the like."""
    own = [n for n in person.namings if n.single and n.words[0].lower() != person.first.lower() and n.span[0] < before]
    return bool(own) and all(n.title and n.title[-1] in _COURTESY for n in own)


def _name(person: _Person) -> str:
    return " ".join(word for word in (person.first, *person.middle, person.last) if word)


def _someone(document: Document, person: _Person, known: Known) -> Someone:
    spans: tuple[Span, ...] = tuple(sorted({naming.span for naming in person.namings}))
    spellings = tuple(dict.fromkeys(document.quote(span) for span in spans))
    name = fullest(person.namings, person.gender, document.language)
    return Someone(name, spellings, spans, known.person_named((name, *spellings)), tuple(dict.fromkeys(person.doubts)))
