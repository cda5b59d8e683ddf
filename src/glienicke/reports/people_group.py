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
    gender_of_first,
    near_last,
    nominative_first,
    nominative_last,
    nominative_pair,
    same_last,
)
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
    whole = [
        n for n in found if not n.single and n.sure and not is_polite(n.words) and n.words[0].lower() not in PREFIXES
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
        fits = [p for p in people if alike_first(p.first, first) and (not p.middle or alike_first(p.middle[0], last))]
        if fits:
            fits[-1].namings.append(naming)
        elif naming.sure:
            people.append(_Person(first, last, (), _gender(naming, first), [naming]))
        return
    for person in people:
        if _same(person, first, middle, last, "", language):
            person.namings.append(naming)
            return
    at = naming.span[0]
    for word in naming.words:
        where = (at, at + len(word))
        at += len(word) + 1
        if any(same_last(p.last, word, language) for p in people):
            _single_of(people, Naming(where, (word,)), language)


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
        if fit and not gender_of_first(word) and not naming.titled and word.lower() != fit[0].first.lower():
            return False
    if not fit and len(word) > 5:
        fit = [p for p in people if p.last and near_last(p.last, word) and p.latest(naming.span[0]) >= 0]
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
    return (
        CYRILLIC.search(word) is not None and nominative_first(word).lower() == nominative_first(person.first).lower()
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
    exact = [p for p in fit if p.last.lower() == word.lower()]
    rest = [p for p in (exact or fit) if not gender or not p.gender or p.gender == gender] or fit
    if gender and any(p.gender == gender for p in rest):
        rest = [p for p in rest if p.gender == gender]
    if naming.says and any(n.says for p in rest for n in p.namings):
        rest = [p for p in rest if any(n.says for n in p.namings)]
    at = naming.span[0]
    borne = [
        p for p in rest if any(n.single and n.words[0].lower() != p.first.lower() and n.span[0] < at for n in p.namings)
    ]
    if len(borne) == 1:
        return borne[0], len(rest) > 1
    named = sorted(rest, key=lambda p: p.latest(at))
    if named[-1].latest(at) < 0:
        return min(rest, key=lambda p: min(n.span for n in p.namings)), len(rest) > 1
    return named[-1], len(rest) > 1


def _name(person: _Person) -> str:
    return " ".join(word for word in (person.first, *person.middle, person.last) if word)


def _someone(document: Document, person: _Person, known: Known) -> Someone:
    spans: tuple[Span, ...] = tuple(sorted({naming.span for naming in person.namings}))
    spellings = tuple(dict.fromkeys(document.quote(span) for span in spans))
    name = _fullest(person, document.language)
    return Someone(name, spellings, spans, known.person_named((name, *spellings)), tuple(dict.fromkeys(person.doubts)))


def _fullest(person: _Person, language: str) -> str:
    """The fullest spelling that stands in the text, in the nominative."""
    longest = max(person.namings, key=lambda n: (sum(len(w.rstrip(".")) > 1 for w in n.words), n.sure, -n.span[0]))
    words = list(longest.words)
    if all(word.isupper() and len(word) > 2 for word in words) and len(words) > 1:
        words = [word.title() for word in words]
    spelt = [n.words for n in person.namings]
    if language == "ru":
        if len(words) == 2 and _is_oblique(longest) and not gender_of_first(nominative_first(words[0])):
            words = list(nominative_pair(*words, sure=True))
        return " ".join(_nominative(words, person.gender))
    if language == "de" and words[-1].endswith("s") and any(w[-1] == words[-1][:-1] for w in spelt):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _is_oblique(naming: Naming) -> bool:
    """Whether a man's title before a Russian name is in another case than the nominative: then the name is, too."""
    titles = listed("people", "ru", "title")
    return (
        bool(naming.title)
        and naming.title[-1] not in titles
        and naming.title[-1].endswith(("а", "я", "у", "ю", "ом", "ем"))
    )


def _nominative(words: list[str], gender: str) -> list[str]:
    """The words of a Russian name in the nominative."""
    if len(words) == 1:
        return [nominative_last(words[0], gender)]
    first, _, last = parts(words)
    plain = nominative_first(first)
    if len(words) == 2 and plain == first and not gender_of_first(first):
        pair = nominative_pair(first, last)
        if pair != (first, last):
            return list(pair)
    gender = gender_of_first(plain) or gender
    return [plain if word == first else nominative_last(word, gender) for word in words]
