"""What a document says of the people it names → suggested facts: custody, citizenship, charge, sentence, state.

Every sentence is read with the names in it masked by one sign each, so that patterns can speak of people ("released by
X was P"). A pronoun at the head of a sentence stands for whom it means, if that is sure. What is denied, demanded,
planned, supposed or asked suggests nothing: precision goes before recall, and "free" and "dead" before all. Charges
and sentences are whose words say so: the chain of the statement in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from glienicke.reports.data import Document, Reported, Someone, Span, Suggestion
from glienicke.reports.facts_de import GERMAN
from glienicke.reports.facts_en import ENGLISH
from glienicke.reports.facts_pattern import MASK, PERSON, Rule, Rules
from glienicke.reports.facts_ru import RUSSIAN
from glienicke.reports.facts_value import charge_of, countries_of, country_value, sentence_value
from glienicke.reports.known import Known
from glienicke.reports.minors import minors_in
from glienicke.reports.sentences import sentences
from glienicke.reports.speakers import PRONOUNS, Cast, Scene

RULES = {"en": ENGLISH, "de": GERMAN, "ru": RUSSIAN}
LONGEST = 1500
"""A sentence of more characters is a list and is not read."""
BACK = 5
"""So many sentences back a pronoun may reach."""


@dataclass(frozen=True, slots=True)
class _Masked:
    """A sentence of the same length as in the document, every name in it one sign repeated."""

    text: str
    span: Span


def facts_of(
    document: Document, people: Sequence[Someone], statements: Sequence[Reported], known: Known
) -> tuple[Suggestion, ...]:
    """The facts that the document tells of the people it names, each once, in the order of the text.

    subject: the case's id where the case knows the person, else the name in the document. value: as the case file
    would write it: a country by ISO 3166 alpha-2 or a party's id, else by its name in the text; a term as "16 years".
    Of minors nothing is suggested.
    """
    rules = RULES.get(document.language)
    if rules is None or not people:
        return ()
    cast = Cast(document, tuple(people))
    minors = minors_in(document, people)
    spans = sentences(document)
    found: dict[tuple[str, str, str], Suggestion] = {}
    for number, span in enumerate(spans):
        if span[1] - span[0] > LONGEST:
            continue
        masked = _masked(cast, span, spans[max(0, number - BACK) : number], rules)
        for person, one in _in_sentence(masked, rules, document, known):
            if people[person].name in minors:
                continue
            subject = people[person].person or people[person].name
            told = replace(one, subject=subject, chain=_chain(one.span, statements))
            found.setdefault((subject, told.property, told.value.casefold()), told)
    return tuple(found.values())


def _masked(cast: Cast, span: Span, before: Sequence[Span], rules: Rules) -> _Masked:
    text = cast.document.text
    letters = list(text[span[0] : span[1]])
    named = cast.within(span)
    for naming in named:
        start, end = naming.span[0] - span[0], naming.span[1] - span[0]
        letters[start:end] = MASK(naming.person) * (end - start)
    masked = "".join(letters)
    stands = rules.head.match(masked) or (None if named else rules.inside.search(masked))
    if stands is not None:
        person = _meant(cast, stands["who"], span[0] + stands.start("who"), before)
        if person is not None:
            start, end = stands.span("who")
            masked = masked[:start] + MASK(person) * (end - start) + masked[end:]
    return _Masked(masked, span)


def _meant(cast: Cast, word: str, at: int, before: Sequence[Span]) -> int | None:
    """Whom a pronoun or "the German" at the head of a sentence means: somebody of the sentence right before it."""
    if not before:
        return None
    namings = cast.within(before[-1])
    last = {naming.person for naming in namings}
    gender = PRONOUNS[cast.document.language].get(word.lower(), "")
    if gender in ("m", "f"):
        who = cast.meant(gender, at, Scene(tuple(before)))
        person = who.person if who is not None else None
        subject = namings[0].person if namings and namings[0].span[0] == before[-1][0] else None
        return person if len(last) < 2 or person == subject else None
    return last.pop() if len(last) == 1 else None


def _in_sentence(masked: _Masked, rules: Rules, document: Document, known: Known) -> Iterator[tuple[int, Suggestion]]:
    for rule in rules.rules:
        for match in rule.pattern.finditer(masked.text):
            if _doubtful(masked.text, match, rule, rules):
                continue
            for person, value in _values(match, rule, document.language, known):
                span = (masked.span[0] + match.start(), masked.span[0] + match.end())
                yield person, Suggestion("", rule.property, value, document.quote(span), span, why=rule.why)


def _doubtful(text: str, match: re.Match[str], rule: Rule, rules: Rules) -> bool:
    """Whether the words around a match deny, demand or suppose it."""
    if rule.sure:
        return False
    clause = re.split(r"[;:]|(?:, (?:and|but|und|aber|а|но) )", text[: match.start()])[-1]
    if rules.doubt.search(clause[-90:] + " " + match[0]) is not None or text.rstrip().endswith("?"):
        return True
    return _ONLY_IF.match(text[match.end() :]) is not None


_ONLY_IF = re.compile(
    r"[^.;:]{0,25}?\b(?:only (?:if|when|after|for)|if|unless|provided|nur wenn|wenn|falls|если|только)\b"
)


def _values(match: re.Match[str], rule: Rule, language: str, known: Known) -> Iterator[tuple[int, str]]:
    """(person, value) for every person of a match."""
    groups = match.groupdict()
    people = [ord(sign) - ord(MASK(0)) for sign in dict.fromkeys(PERSON.findall(groups.get("who") or ""))]
    if rule.property == "state":
        values = [rule.value]
    elif rule.property == "held_by":
        value = country_value(groups.get("c") or "", language, known, loose=rule.loose)
        values = [value] if value else []
    elif rule.property == "citizen_of":
        values = list(countries_of(groups.get("c") or "", language))
    elif rule.property == "sentence":
        value = sentence_value(groups.get("s") or "", language)
        values = [value] if value else []
    else:
        value = charge_of(groups.get("x") or "", language)
        values = [value] if value else []
    for person in people:
        for value in values:
            yield person, value


def _chain(span: Span, statements: Sequence[Reported]) -> tuple[str, ...]:
    """Through whom the words at a span come: of the innermost statement around them."""
    around = [one for one in statements if one.span[0] <= span[0] < one.span[1]]
    return min(around, key=lambda one: one.span[1] - one.span[0]).chain if around else ()
