"""Whom a phrase means: a person of the document, an institution by its fullest name, or an unnamed source by the
phrase itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from glienicke.reports.data import Document, Someone, Span
from glienicke.reports.listed import listed

CONTENT = ("headline", "body")
RECENT = 60
"""So many sentences and speakers back anybody is looked for at all."""
REMEMBERED = 6
"""So many sentences back a pronoun means somebody known to be a man or a woman before it means anybody else."""
PRONOUNS = {
    "en": {"he": "m", "she": "f", "it": "n", "they": "p", "him": "m", "her": "f", "who": ""},
    "de": {
        "er": "m", "sie": "f", "es": "n", "ihm": "m", "ihn": "m", "ihr": "f", "ihnen": "p", "seinen": "m",
        "seiner": "m", "ihren": "f", "ihrer": "f",
    },
    "ru": {
        "он": "m", "она": "f", "они": "p", "оно": "n", "его": "m", "её": "f", "ее": "f", "их": "p", "ему": "m",
        "ей": "f", "им": "p",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a speaker is looked for. sentences: those read so far. without: people who cannot be meant, such as the
    one who speaks. hidden: spans whose people are only spoken of.
    """

    sentences: Sequence[Span] = ()
    without: frozenset[int] = frozenset()
    hidden: tuple[Span, ...] = ()

    def until(self, at: int) -> list[Span]:
        """The last sentences that begin at a place or before it, in order."""
        return [one for one in self.sentences[-2 * RECENT :] if one[0] <= at][-RECENT:]


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who says something. name: as it is given to the reader. person: their number among the document's
    people.
    """

    name: str
    person: int | None = None
    gender: str = ""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """One naming of a person, where it stands."""

    span: Span
    person: int


@dataclass(slots=True)
class Cast:
    """The people of a document, what they are called by besides their names, and who has spoken so far."""

    document: Document
    people: tuple[Someone, ...]
    namings: list[Naming] = field(default_factory=list)
    genders: dict[int, str] = field(default_factory=dict)
    roles: dict[str, list[tuple[int, Who]]] = field(default_factory=dict)
    heard: list[tuple[int, Who]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    fullest: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.namings = sorted(
            (Naming(span, number) for number, person in enumerate(self.people) for span in person.spans),
            key=lambda naming: naming.span,
        )
        self.starts = [naming.span[0] for naming in self.namings]
        for number in range(len(self.people)):
            self.genders[number] = self._gender(number)
        for naming in self.namings:
            for role in roles_of(self.document, naming.span):
                self.roles.setdefault(role, []).append((naming.span[0], self.who(naming.person)))

    def who(self, person: int) -> Who:
        """One of the document's people as a speaker."""
        return Who(self.people[person].name, person, self.genders.get(person, ""))

    def within(self, span: Span) -> list[Naming]:
        """The namings of people inside a span, in order."""
        first, last = bisect_left(self.starts, span[0]), bisect_left(self.starts, span[1])
        return [one for one in self.namings[first:last] if one.span[1] <= span[1]]

    def hear(self, at: int, who: Who) -> None:
        """Remember who speaks at a place."""
        self.heard.append((at, who))

    def last(self) -> Who | None:
        """Who spoke last."""
        return self.heard[-1][1] if self.heard else None

    # -------------------------------------------------------------- pronouns

    def meant(self, gender: str, at: int, scene: Scene) -> Who | None:
        """The person that "he" or "she" at a place means: of the sentence before or the nearest earlier one that has
        somebody fitting, its subject first, else whom it named last; who spoke last counts as the subject of what
        they said.
        """
        return self._meant(gender, at, scene, certain=True) or self._meant(gender, at, scene, certain=False)

    def _meant(self, gender: str, at: int, scene: Scene, *, certain: bool) -> Who | None:
        earlier = scene.until(at)
        for sentence in reversed(earlier[-REMEMBERED:] if certain else earlier):
            part = (sentence[0], min(sentence[1], at))
            if part[1] < at and self._goes_on(part, gender):
                continue
            for person in self._ranked(part, at, scene.hidden):
                known = self.genders.get(person, "")
                if person not in scene.without and (known == gender or (not certain and not known)):
                    return self.who(person)
        return None

    def _goes_on(self, sentence: Span, gender: str) -> bool:
        """Whether a sentence begins with the same pronoun, so that its subject is that of an earlier one."""
        first = re.match(r"\W*(\w+)", self.document.text[sentence[0] : sentence[1]])
        return (
            first is not None
            and PRONOUNS[self.document.language].get(first[1].lower()) == gender
            and not any(sentence[0] <= place < sentence[1] for place, _ in self.heard[-RECENT:])
        )

    def _ranked(self, span: Span, at: int, hidden: tuple[Span, ...]) -> list[int]:
        spoke = [
            who.person
            for place, who in self.heard[-RECENT:]
            if span[0] <= place < span[1] and place < at and who.person is not None
        ]
        named = [one for one in self.within(span) if not any(a <= one.span[0] < b for a, b in hidden)]
        subjects = [one.person for one in named if not self.is_owned(one.span) and not self._after_small_word(one.span)]
        return [*spoke[-1:], *subjects[:1], *(one.person for one in reversed(named))]

    def is_owned(self, span: Span) -> bool:
        """Whether a naming has a possessive ending: "Karam's lawyer"."""
        text = self.document.text
        if (
            self.document.language == "de"
            and text[span[0] : span[1]].endswith(("s", "’"))
            and re.match(r" [A-ZÄÖÜ]", text[span[1] :])
        ):
            last = text[span[0] : span[1]].split()[-1]
            return not any(person.name.split()[-1] == last for person in self.people)
        return re.match(r"[’'](?:s\b|(?=\s))", text[span[1] : span[1] + 3]) is not None

    def _after_small_word(self, span: Span) -> bool:
        before = re.findall(r"[^\W\d_]+", self.document.text[max(0, span[0] - 60) : span[0]])[-4:]
        small = listed("grammar", self.document.language, "preposition")
        return any(word in small for word in before[-3:])

    # ----------------------------------------------------------------- gender

    def _gender(self, person: int) -> str:
        votes = {"m": 0, "f": 0}
        for span in self.people[person].spans:
            for word in _words_before(self.document.text, span[0], 3):
                low = word.lower()
                for gender, title in (("m", "man"), ("f", "woman")):
                    votes[gender] += 3 * (low in listed("first_names", "any", title))
                if self.document.language == "de" and re.fullmatch(
                    r"[A-ZÄÖÜ]\w{3,}(?:erin|antin|istin|ntin|örin|eurin|ärztin|wältin)", word
                ):
                    votes["f"] += 3
        first = self.people[person].name.lower().split()
        for word in first[:2]:
            for gender in "mf":
                votes[gender] += 2 * (word in listed("first_names", "any", gender))
        for word in first:
            if re.search(r"[а-яё]", word):
                votes["f"] += len(first) > 1 and re.search(r"(?:ова|ева|ёва|ина|ая|овна|евна|ична)$", word) is not None
                votes["m"] += re.search(r"(?:ов|ев|ёв|ин|ий|ович|евич)$", word) is not None
            elif word == first[-1] and len(first) > 1:
                votes["f"] += re.search(r"(?:ova|eva|skaya|skaja|ina)$", word) is not None
        if votes["m"] == votes["f"]:
            return _by_ending(first[0] if first else "")
        return max(votes, key=lambda gender: votes[gender])


def _by_ending(first: str) -> str:
    """What a first name's ending tells, where nothing else does: Russian and most European women's names end in a."""
    if len(first) < 3 or first in listed("first_names", "any", "m ending in a"):
        return ""
    if first.endswith(("а", "я", "a")):
        return "f"
    return "m" if re.fullmatch(r"[а-яё-]*[бвгджзклмнпрстфхцчшщй]", first) else ""


def _words_before(text: str, at: int, count: int) -> list[str]:
    """The words right before a place, the nearest last, not past a mark."""
    words: list[str] = re.findall(
        r"[\w.’'-]+", re.split(r"[;:!?()«»„“”\"—]|\.\s+(?=\S*\s)|,", text[max(0, at - 60) : at].rstrip(" ,"))[-1]
    )
    return words[-count:]


_ROLE = re.compile(r"[^\W\d_][\w’'-]*")


def roles_of(document: Document, span: Span) -> set[str]:
    """What a naming's neighbours say that somebody is: "the interpreter, X", "X, a diplomat", "X is a teacher"; in
    small letters.
    """
    text = document.text
    found: set[str] = set()
    before = re.sub(r"\([^)]{1,20}\) ?", "", text[max(0, span[0] - 90) : span[0]])
    close = re.split(r"[.;:!?()«»„“”\"—\n]", before)[-1]
    left = close[:-2] if close.endswith(", ") else close
    words = _ROLE.findall(re.split(r",", left)[-1])
    small = listed("grammar", document.language, "preposition") | {"der", "des", "von"}
    place = next((n for n in range(1, len(words)) if words[n].lower() in small), None)
    further = left.split(",")[-2] if "," in left else ""
    if re.match(r" ?(?:the|der|die|his|her|its|their)\b", further, re.IGNORECASE):
        office = _ROLE.findall(re.split(r"\b(?:of|for|der|des|von|für)\b", further)[0])
        found.update(office[-1:])
    if close.strip() and close[-1:].isspace() and words:
        if place is not None and close.endswith(", "):
            found.add(words[place - 1])
        elif place is None or place < len(words) - 1:
            found.add(words[-1])
        if document.language == "ru":
            found.update(words[-5:])
    after = text[span[1] : span[1] + 120]
    right = _AFTER.match(after)
    if right:
        noun = _ROLE.findall(re.split(r"\b(?:of|for|from|in|at|with|to|who|der|des|aus|von)\b|[,.;]", right["what"])[0])
        found.update(word for word in noun[-1:])
    return {_bare(word) for word in found if len(word) > 2}


_AFTER = re.compile(
    r"(?:,? \(?\d{2}\)?)?(?:, (?:an?|the|ein|eine|der|die|who is an?|who is the)| is an?| is the| was an?|"
    r" ist ein| ist eine| —) (?P<what>[^.;,]+)"
)


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word.lower())
