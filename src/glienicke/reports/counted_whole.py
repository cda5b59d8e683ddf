"""Which whole a number is part of, and which noun a number without one counts: the last whole that is large enough."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from glienicke.reports.counted import Counts
from glienicke.reports.counted_phrase import Phrase, phrase_after
from glienicke.reports.data import Span
from glienicke.reports.numerals import Numeral

NEAR = 3
"""A number that stands alone and says nothing of a whole counts what was counted in the last so many paragraphs."""

GROUPS = ("delegation", "team", "group", "squad", "unit", "mission")
"""Nouns of groups: a number after "an 18-member delegation" counts people, not delegations."""

TOO_MANY = 1.5
"""Parts in a row may come to so many times their whole and still be told as its parts: a report that miscounts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A number in its sentence and what it stands before.

    part: it is told as part of what was counted before ("including"). same: it may be the same number again ("all
    five"). rest: it is what is left of a whole ("the other three"). more: it comes on top ("eight more").
    """

    numeral: Numeral
    phrase: Phrase
    sentence: Span
    block: int
    part: bool
    same: bool
    rest: bool
    more: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A count so far: its place in the result, its noun, where it stood.

    of: of which whole it is part. opens: as in "Of the 16 people …".
    """

    index: int
    value: int
    kind: Counts
    what: str
    block: int
    sentence: Span
    of: int | None
    opens: bool = False


# -------------------------------------------------------------------- the words

_SIGN = r"[:–—(] ?"
_PART = {
    "en": re.compile(
        r"\b(?:including|among them|among whom|of which|of them|of whom|made up of|consisting of|comprising|namely"
        rf"|they included?)(?: are| were)?(?: the| about| some| at least)? $|{_SIGN}(?:the )?$",
        re.I,
    ),
    "de": re.compile(
        r"\b(?:darunter|davon|unter ihnen|von ihnen|einschließlich|nämlich|bestehend aus)"
        rf"(?: auch| die| sind| waren| mindestens| rund)? $|{_SIGN}$",
        re.I,
    ),
    "ru": re.compile(
        r"(?:\b(?:в том числе|среди них|из них|включая|среди которых|из которых|а именно)(?: и)?|[:–—(]) ?$", re.I
    ),
}
_ALL = {
    "en": re.compile(r"\b(?:[Aa]ll(?: of)?(?: the)?|[Tt]he|[Tt]hese|[Tt]hose) $"),
    "de": re.compile(r"\b(?:[Aa]llen?|[Dd]ie|[Dd]en|[Dd]iesen?|[Dd]er) $"),
    "ru": re.compile(r"\b(?:[Вв]се|[Вв]сех|[Ээ]ти|[Ээ]тих|[Вв]сем) $"),
}
_REST = re.compile(
    r"\b(?:the (?:other|remaining|first|last)|(?:die|den|der) (?:anderen|übrigen|restlichen|ersten|letzten)"
    r"|остальны[ехм]|оставши(?:хся|еся|мся)|другие|других|первые|первых) $",
    re.I,
)
_MORE = re.compile(
    r"\b(?:more|weitere[rn]?|further|additional|ещё|еще)\b|\b(?:another|weitere|ещё|еще)\s$", re.I
)  # fmt: skip
_WHOLE_BEFORE = re.compile(
    r"\W*(?:[Oo]f|[Aa]mong|[Vv]on|[Uu]nter|[Ии]з|[Сс]реди)(?: the| these| those| den| diesen| этих| всех)? "
)


def seen(text: str, numeral: Numeral, phrase: Phrase, sentence: Span, block: int, language: str) -> Seen:
    """A number with what the words around it say of its whole."""
    start, end = numeral.span
    before = text[max(sentence[0], start - 28) : start]
    return Seen(
        numeral,
        phrase,
        sentence,
        block,
        part=_PART[language].search(before) is not None,
        same=_ALL[language].search(before) is not None,
        rest=_REST.search(before) is not None,
        more=_MORE.search(before[-10:]) is not None or _MORE.search(text[end : phrase.end]) is not None,
    )


def opens(text: str, sentence: Span, start: int) -> bool:
    """Whether a sentence begins with a whole of which it then tells the parts: "Of the 16 people …"."""
    return _WHOLE_BEFORE.fullmatch(text, sentence[0], start) is not None


# -------------------------------------------------------------------- the whole


def equal(told: Sequence[Told], value: int) -> Told | None:
    """The last count of so many, of people if there is one."""
    found = [one for one in told if one.value == value]
    return next((one for one in reversed(found) if one.kind == "people"), found[-1] if found else None)


def whole_of(one: Seen, told: Sequence[Told]) -> Told | None:
    """The whole that a number belongs to or takes its noun from; None if nothing fits."""
    value = one.numeral.value
    here = [t for t in told if t.sentence == one.sentence and t.kind != "states"]
    again = one.same or (one.rest and not here)
    if again and one.phrase.form == "bare" and (same := equal(told, value)):
        return same
    wholes = [t for t in told if t.kind != "states" and (t.of is None or one.phrase.form == "of whole")]
    wholes = [t for t in wholes if t.what not in GROUPS]
    if one.phrase.form == "of whole":
        large = [t for t in wholes if t.value >= value]
        last = [t for t in large if t.sentence == large[-1].sentence]
        return max(last, key=lambda t: t.value) if last else None
    above = next((t for t in told if here and t.index == here[-1].of), None)
    if here and one.phrase.form == "bare":
        return above if above is not None and above.sentence == one.sentence else here[-1]
    if here and one.part and here[-1].kind == one.phrase.kind and here[-1].value >= value:
        return here[-1]
    if above is not None and above.kind == one.phrase.kind:
        return above
    near = [t for t in wholes if one.block - t.block < NEAR]
    fitting = [t for t in near if t.value >= value]
    people = [t for t in near if t.kind == "people"]
    if fitting or one.same:
        return fitting[-1] if fitting else None
    return people[-1] if people else None


def belongs(one: Seen, whole: Told, told: Sequence[Told]) -> bool:
    """Whether a count with a noun of its own is told as part of the whole: "390 people: 270 soldiers …"."""
    if whole.kind != one.phrase.kind or whole.value < one.numeral.value:
        return False
    if one.part:
        return whole.sentence == one.sentence or one.block == whole.block
    if whole.opens and whole.sentence == one.sentence:
        return True
    last = told[-1] if told else None
    if last is None or last.of != whole.index or last.sentence != one.sentence:
        return False
    return sum(t.value for t in told if t.of == whole.index) + one.numeral.value <= TOO_MANY * whole.value


_NUMBER_OF = {
    "en": re.compile(r"\b(?:number|total|tally|count|toll) of (?:the )?(?=[a-z])", re.I),
    "de": re.compile(r"\b(?:Zahl|Anzahl|Gesamtzahl) (?:der|von|aller) "),
    "ru": re.compile(r"\b(?:числ[оаеу]м?|количеств[оау]м?) (?=[а-яё])", re.I),
}
UNSAID = 10**12
"""The value of a whole whose number is not said with its noun: "the number of hostages … has fallen to 36"."""


def unsaid(text: str, sentence: Span, block: int, language: str) -> Told | None:
    """The noun of which a sentence is about to tell the number."""
    found = _NUMBER_OF[language].search(text, *sentence)
    if found is None:
        return None
    phrase = phrase_after(text, found.end() - 1, sentence[1], language, many=True)
    if phrase.form != "noun" or phrase.kind is None:
        return None
    return Told(-1, UNSAID, phrase.kind, phrase.what, block, sentence, None)


def part_of(one: Seen, whole: Told, told: Sequence[Told]) -> int | None:
    """The whole of a number that stands alone; numbers in a row ("12 to Malta, six to Crete") have one or none."""
    if (
        one.more
        or whole.index < 0
        or one.numeral.value > whole.value
        or (one.same and one.numeral.value == whole.value)
    ):
        return None
    here = [t for t in told if t.sentence == one.sentence]
    if here:
        return whole.index if here[-1].opens or one.part else here[-1].of
    return whole.index if one.same or one.rest or (told[-1].of, told[-1].what) == (whole.index, whole.what) else None


# ------------------------------------------------------------------ how exactly

About = Literal["exactly", "at least", "at most", "about"]
_ABOUT: dict[str, tuple[tuple[str, About], ...]] = {
    "en": (
        ("at least|no fewer than|not less than|no less than|upwards of", "at least"),
        ("no more than|fewer than|less than|not more than|at most|up to|under", "at most"),
        ("more than|over", "at least"),
        ("about|around|some|nearly|almost|roughly|approximately|close to|an estimated", "about"),
    ),
    "de": (
        ("höchstens|bis zu|weniger als|maximal", "at most"),
        ("mindestens|mehr als|über|wenigstens", "at least"),
        ("etwa|rund|ungefähr|knapp|fast|gut|circa|ca\\.", "about"),
    ),
    "ru": (
        ("не менее|по меньшей мере|как минимум|свыше", "at least"),
        ("не более|до|менее|не больше|максимум", "at most"),
        ("более|больше", "at least"),
        ("около|примерно|порядка|почти|приблизительно", "about"),
    ),
}


def about(text: str, start: int, language: str) -> About:
    """How exactly the number that begins at `start` is meant."""
    before = text[max(0, start - 24) : start]
    for words, meant in _ABOUT[language]:
        if re.search(rf"(?<!\w)(?:{words}) $", before, re.I):
            return meant
    return "exactly"
