"""Whether the clause around an expression of time tells of what was or of what is to come.

Not a parser: a sentence is cut into clauses at punctuation and conjunctions, and the verb form nearest to the
expression decides. "either" is said of plans and possibilities ("was due on Friday"), where the nearest day fits best.
The verb forms are in words/tense.*.txt.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Literal

from glienicke.reports.data import Span
from glienicke.reports.listed import listed, one_of

Tense = Literal["past", "future", "either"]

_SIGNS = r"[,;:–—()\"“”«»„]| - "
_CUT = {
    "en": rf"{_SIGNS}|\b(?:that|which|who|whom|whose|when|while|after|before|because|if|but|and|although|though|where"
    r"|once|as|than)\b",
    "de": rf"{_SIGNS}|[‚‘]|\b(?:und|aber|sowie|doch|als|nachdem|bevor|dass|weil|während|wenn)\b",
    "ru": rf"{_SIGNS}|\b(?:и|а|но|что|чтобы|который|которая|которые|когда|если|после того как|где)\b",
}
_RELATIVE = {
    "en": re.compile(r"^(?:which|who|whom|whose|that|where|after|before|when|while|because|although|though)\b"),
    "de": re.compile(r"^,?\s*(?:der|die|das|dem|den|deren|dessen)\b"),
    "ru": re.compile(r"^,?\s*котор"),
}
NEAR = 6
"""So many clauses before and after are looked at for a verb form."""

LONG_ENOUGH = 30
"""German past forms are nearly all known, so a sentence of so many characters without one tells of now or of later."""

Marker = tuple[re.Pattern[str], Tense]


def english_past() -> frozenset[str]:
    """Past forms of irregular English verbs that do not stand before a noun as adjectives do ("lost")."""
    return listed("tense", "en", "past")


@cache
def _markers(language: str) -> tuple[Marker, ...]:
    return {"en": _english, "de": _german, "ru": _russian}[language]()


def _english() -> tuple[Marker, ...]:
    past = one_of("tense", "en", "past", "describing")
    verbs = r"(?: (?:not|also|now|soon|then|finally|be|have|been|being|only))*(?: [a-z]+(?:ed|en|wn|ne|e|t|d)\b)?"
    planned = "due|scheduled|expected|planned|set|supposed|meant|slated|intended|likely|ready"
    wishing = (
        "plans?|planned|agreed|wants?|wanted|hopes?|hoped|ordered|decided|refused|promised?|promises|vowed|pledged"
        "|allowed|asked|invited|threatened|offered|intends?|intended|(?:was|were)"
    )
    coming = (
        "begins|starts|opens|meets?|resumes|expires|ends|leaves|returns|arrives|flies|faces|takes? place|continues"
        "|runs? out|appears in court|enters|takes? effect|(?:comes?|goes?) into"
    )
    rows: tuple[tuple[str, Tense], ...] = (
        (r"\b(?:would|should|could|might|may|must) (?:not )?have\b(?: been)?(?: [a-z]+)?", "past"),
        (rf"\b(?:will|won[’']t|shall|[’']ll|would){verbs}", "future"),
        (rf"\b(?:is|are|am|be) (?:not )?(?:to|going to|about to|set to|bound to){verbs}", "future"),
        (rf"\b(?:(?:was|were|is|are|been|be) )?(?:{planned}) (?:to|for|on|in)\b{verbs}", "either"),
        (rf"\b(?:{wishing}) to{verbs}", "either"),
        (r"\b(?:may|might|can|could|should|must|cannot)\b(?: not)?(?: be)?(?: [a-z]+)?", "either"),
        (r"\b(?:has|have) until\b", "future"),
        (rf"\b(?:{past}|[a-z]{{2,}}ed)\b", "past"),
        (r"\b(?:has|have)\b", "past"),
        (rf"\b(?:{coming})\b", "future"),
        (r"\b(?:is|are)\b", "either"),
    )
    return tuple((re.compile(pattern), tense) for pattern, tense in rows)


def _german() -> tuple[Marker, ...]:
    past, none = one_of("tense", "de", "past"), one_of("tense", "de", "none")
    may = "soll|sollen|will|wollen|kann|können|dürfte|dürften|könnte|könnten|mag|muss"
    possible = "[Kk]ann|[Kk]önnen|[Kk]önnten?|[Ss]ollten?|möchten?|möge"
    rows: tuple[tuple[str, Tense], ...] = (
        (rf"\b(?:{may})\b[^,;]*\b(?:haben|sein)\b", "past"),
        (r"\b[Ww](?:ird|erden|erde|erdet|ürde|ürden)\b", "future"),
        (r"\b(?:[Ss]oll(?:en)?|[Ww]ill|[Ww]oll(?:en|e)|[Dd](?:arf|ürfen?|ürften?)|[Mm]uss|[Mm]üssen)\b", "future"),
        (rf"\b(?:{possible}|(?:geplant|vorgesehen|angesetzt|angekündigt)e?[nrms]?)\b", "either"),
        (rf"\b(?:[Ww]ar|[Ww]urde|[Hh]atte|{past})\b", "past"),
        (rf"\b(?!(?:{none})\b)[a-zäöüß]{{3,}}ten?\b", "past"),
        (r"\b(?:ist|sind|bin|sei|seien)\b", "past"),
        (r"\b(?:[a-zäöü]+)?ge[a-zäöüß]{3,}(?:t|en)\b", "past"),
    )
    return tuple((re.compile(pattern), tense) for pattern, tense in rows)


def _russian() -> tuple[Marker, ...]:
    none = one_of("tense", "ru", "none")
    coming = r"[Бб]уд(?:ет|ут|ем|у)|[Мм]о(?:жет|гут)|[Дд]олж(?:ен|на|ны|но)|планиру\w+|намер\w+"
    rows: tuple[tuple[str, Tense], ...] = (
        (rf"\b(?:{coming})\b", "future"),
        (r"\b(?:заплан|намеч|назнач|ожида)\w+", "either"),
        (r"\b[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)\b", "past"),
        (r"\b[а-яё]{3,}(?:ён|ена|ено|ены|тых|тым|той)\b", "past"),
        (r"\b(?!стран|охран|экран|карман)[а-яё]{3,}(?:аны|ано|яты|ыты|иты)\b", "past"),
        (rf"\b(?!(?:{none})\b)[а-яё]{{2,}}(?:ет|ёт|ит|ут|ют|ат|ят)(?:ся)?\b", "future"),
    )
    return tuple((re.compile(pattern), tense) for pattern, tense in rows)


@cache
def _cutter(language: str) -> re.Pattern[str]:
    return re.compile(_CUT[language])


def clauses(text: str, sentence: Span, language: str) -> list[Span]:
    """The sentence cut at punctuation and conjunctions; each piece begins with the cut."""
    cuts = [sentence[0], *(found.start() for found in _cutter(language).finditer(text, *sentence)), sentence[1]]
    return [(start, end) for start, end in pairwise(cuts) if end > start]


def tense_of(text: str, sentence: Span, at: Span, language: str) -> Tense | None:
    """The tense of the clause of `sentence` in which the expression at `at` stands; None if there is no verb form."""
    pieces = clauses(text, sentence, language)
    own = next((n for n, (start, end) in enumerate(pieces) if start <= at[0] < end), None)
    if own is None:
        return None
    found = _nearest(text, pieces[own], at, language)
    if found is not None:
        return found
    left = [piece for piece in reversed(pieces[:own]) if not _relative(text, piece, language)]
    right = [piece for piece in pieces[own + 1 :] if not _relative(text, piece, language)]
    fronted = not re.search(r"[^\W\d]{2,}.*[^\W\d]{3,}", text[sentence[0] : pieces[own][0]])
    left, right = left[:NEAR], right[:NEAR]
    for piece in [*right, *left] if fronted else [*left, *right]:
        found = _nearest(text, piece, at, language)
        if found is not None:
            return found
    return "either" if language == "de" and sentence[1] - sentence[0] > LONG_ENOUGH else None


_WILL_BE = re.compile(r"\b[Бб]уд(?:ет|ут|ем)\b")


def _relative(text: str, piece: Span, language: str) -> bool:
    return _RELATIVE[language].search(text[piece[0] : piece[1]]) is not None


def _nearest(text: str, piece: Span, at: Span, language: str) -> Tense | None:
    """The marker nearest to the left of the expression, else to its right."""
    taken: list[tuple[Span, Tense]] = []
    for pattern, tense in _markers(language):
        for found in pattern.finditer(text, *piece):
            if not any(found.start() < end and start < found.end() for (start, end), _ in taken):
                taken.append((found.span(), tense))
    around = next((tense for (start, end), tense in taken if start <= at[0] and at[1] <= end), None)
    if around is not None:
        return around
    left = [one for one in taken if one[0][1] <= at[0]]
    right = [one for one in taken if one[0][0] >= at[1]]
    if language == "ru" and _WILL_BE.search(text, *piece):
        return "future"
    if language == "ru" and any(tense == "past" for _, tense in [*left, *right]):
        return "past"  # a clause has one finite verb; what looks like a second is a noun
    if language == "de" and left and right and max(right)[1] == "past" and max(left)[1] != "future":
        return "past"  # the participle at the end of the clause
    if left:
        return max(left)[1]
    return min(right)[1] if right else None
