"""What parties are said to demand, refuse or insist on → suggested conditions in the condition language.

Only what is told as a party's own position counts: "will not release X unless Y is freed", "only willing to discuss X
for Y", "demanded Y in return for X", "X must never be sent to Z". What is supposed, asked, denied, or thought by
others suggests nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.reports.asks_party import party_before, party_code, party_of_speaker, wanted_first
from glienicke.reports.asks_patterns import CLOSE, OPEN, Pattern, doubt, doubted_speaker, patterns
from glienicke.reports.data import Document, Reported, Someone, Span, Suggestion
from glienicke.reports.sentences import sentences
from glienicke.reports.speakers import PRONOUNS, Cast, Scene

if TYPE_CHECKING:
    from glienicke.reports.known import Known

LONGEST = 1500
"""A sentence of more characters is a list and sets no condition."""
_SLOT = re.compile(rf"{OPEN}(\d+){CLOSE}")


def conditions_of(
    document: Document, people: tuple[Someone, ...], statements: tuple[Reported, ...], known: Known
) -> tuple[Suggestion, ...]:
    """The conditions that parties are said to have set, as suggestions with property `condition`.

    subject: the party, an ISO 3166 alpha-2 code or its name. value: a sentence of docs/conditions.md, with case ids
    where the case knows the person and surnames in small letters else; whatever that language does not accept is not
    suggested.
    """
    cast = Cast(document, people)
    found: dict[tuple[str, str], Suggestion] = {}
    spans = sentences(document)
    for number, span in enumerate(spans):
        for one in _in_sentence(cast, span, spans[max(0, number - 5) : number], statements, known):
            found.setdefault((one.subject, one.value), one)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Text:
    """A sentence with every person's name (and the title before it) as a slot, so that patterns can speak of people."""

    text: str
    starts: tuple[int, ...]


def _slotted(cast: Cast, span: Span) -> _Text:
    text, at = "", span[0]
    starts: list[int] = []
    for naming in cast.within(span):
        if naming.span[0] < at:
            continue
        plain = cast.document.text[at : naming.span[0]]
        text += plain
        starts += range(at, naming.span[0])
        slot = f"{OPEN}{naming.person}{CLOSE}"
        text += slot
        starts += [naming.span[0]] * len(slot)
        at = naming.span[1]
    text += cast.document.text[at : span[1]]
    starts += [*range(at, span[1]), span[1]]
    return _Text(text, tuple(starts))


def _in_sentence(
    cast: Cast, span: Span, before: Sequence[Span], statements: Sequence[Reported], known: Known
) -> Iterator[Suggestion]:
    document = cast.document
    if span[1] - span[0] > LONGEST:
        return
    slotted = _slotted(cast, span)
    if not _SLOT.search(slotted.text):
        return
    for pattern in patterns(document.language):
        for match in pattern.regex.finditer(slotted.text):
            if _doubtful(slotted.text, match, document.language):
                continue
            place = (slotted.starts[_first(match)], slotted.starts[match.end()])
            said = _said_around(place, statements)
            if said is not None and doubted_speaker(document.language).search(said.chain[-1]):
                continue
            value = _value(cast, pattern, match, (place[0], before))
            party = _party(cast, match, place, before, said, pattern)
            if value is None or party is None or isinstance(parse_sentence(value), Mistake):
                continue
            party = next((id for id, name in known.parties.items() if name.lower() == party.lower()), party)
            quote = document.quote(span)
            chain = said.chain if said is not None else ()
            yield Suggestion(party, "condition", value, quote, span, chain, why=pattern.why)
            return


def _doubtful(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the sentence only supposes, asks or denies: a doubting word before the demand or in it, or a question
    mark after it.
    """
    guess = doubt(language)
    inside = any(found[0].lower() not in _JOINS for found in guess.finditer(match[0]))
    supposed = match[0].lower().startswith(("if ", "wenn ", "falls ", "если "))
    return supposed or guess.search(text[: match.start()]) is not None or inside or "?" in text[match.start() :]


_JOINS = frozenset(("if", "wenn", "falls"))


def _said_around(place: Span, statements: Sequence[Reported]) -> Reported | None:
    """The innermost statement that holds most of a place."""
    inside = [one for one in statements if one.span[0] <= place[0] + 2 and place[1] - 2 <= one.span[1]]
    return min(inside, key=lambda one: one.span[1] - one.span[0], default=None)


# ----------------------------------------------------------------------- value


_NUMBERS = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "fifty": "50",
}  # fmt: skip


def _first(match: re.Match[str]) -> int:
    """Where what a pattern found begins: at the party, or at the first person if it names no party."""
    if match.groupdict().get("party"):
        return match.start("party")
    slot = _SLOT.search(match.string, match.start())
    return slot.start() if slot else match.start()


def _value(cast: Cast, pattern: Pattern, match: re.Match[str], here: tuple[int, Sequence[Span]]) -> str | None:
    given = _people(cast, _group(match, "give")) or _pronoun(cast, _group(match, "give"), *here)
    if given is None:
        return None
    groups = match.groupdict()
    if pattern.never:
        place = groups.get("place")
        if not place:
            return f"never {given[0]}" if len(given) == 1 else None
        code = party_code(place, cast.document.language)
        return f"never {given[0]} to {code}" if code and len(given) == 1 else None
    if len(given) != 1:
        return None
    if groups.get("number"):
        holder = party_code(groups.get("holder") or "", cast.document.language)
        number = groups["number"] if groups["number"].isdigit() else _NUMBERS.get(groups["number"])
        return f"{given[0]} only if at least {number} of {{held by {holder}}}" if holder and number else None
    wanted = _people(cast, _group(match, "get"))
    if wanted is None or given[0] in wanted:
        return None
    joined = " or " if re.search(r"\b(?:or|oder|или|либо)\b", _group(match, "get")) else " and "
    if groups.get("aside") and len(wanted) == 1 and wanted_first(cast, groups.get("party") or "", groups["aside"]):
        given, wanted = wanted, given
    return f"{given[0]} only if {joined.join(wanted)}"


def _pronoun(cast: Cast, word: str, at: int, before: Sequence[Span]) -> list[str] | None:
    """Whom "him" or "her" means, if the sentences right before leave no doubt."""
    gender = PRONOUNS[cast.document.language].get(word.strip().lower())
    who = cast.meant(gender, at, Scene(before[-3:])) if gender in ("m", "f") else None
    return _people(cast, f"{OPEN}{who.person}{CLOSE}") if who is not None else None


def _group(match: re.Match[str], name: str) -> str:
    """What a pattern's group holds, under its name or, where it has two forms, the other's."""
    groups = match.groupdict()
    return groups.get(name) or groups.get(name + "2") or ""


def _people(cast: Cast, text: str) -> list[str] | None:
    """The ids of the people in a part of a sentence; None if there is none, or one without a usable surname."""
    result: list[str] = []
    for found in _SLOT.finditer(text):
        person = cast.people[int(found[1])]
        last = person.name.split()[-1].lower()
        name = person.person or (last if re.fullmatch(r"[^\W\d_][\w]*(?:-\w+)*", last) else "")
        if not name:
            return None
        if name not in result:
            result.append(name)
    return result or None


# ----------------------------------------------------------------------- party


def _party(
    cast: Cast, match: re.Match[str], place: Span, before: Sequence[Span], said: Reported | None, pattern: Pattern
) -> str | None:
    """Whose condition it is: the subject of the sentence, else the speaker's own party, else the party spoken of
    before.
    """
    language = cast.document.language
    subject = (match.groupdict().get("party") or "").strip(" ,")
    own = subject.lower() in _OWN[language]
    if subject and not own and subject.lower() not in _PRONOUN[language]:
        return party_code(subject, language, cast.document.text)
    if said is not None and (own or not subject or said.verb not in _SOURCES):
        party = party_of_speaker(cast, said.chain[-1])
        if party is not None or own:
            return party
    if subject:
        return party_before(cast, before)
    return None


_SOURCES = frozenset(("according", "in", "laut", "zufolge", "so", "по словам", "put it"))
"""How a source is named that is not the subject of what it says: "it" in its words is somebody else."""
_OWN = {"en": {"we", "i"}, "de": {"wir", "ich"}, "ru": {"мы", "я"}}
_PRONOUN = {"en": {"it", "they", "he", "she"}, "de": {"sie", "es", "er"}, "ru": {"он", "она", "они"}}
