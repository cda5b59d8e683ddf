"""What a clause of saying is made of: who, the verb, the words; the same for all languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from glienicke.reports.data import Span
from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token

Kind = Literal["subject", "by", "label", "same", "goes on"]
"""A subject; a source in "according to"; a label before a colon; the speaker of the clause before (", adding that"); or
whoever spoke last (a German subjunctive without a verb of saying)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Reported words. direct: all of them in quotation marks."""

    span: Span
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause of saying. source: the phrase that names the speaker. words: what was said; empty: what was said
    before this sentence (`back`) or comes after it (`ahead`). through: a second source that passes it on ("according
    to C, cited by D").
    """

    source: Span | None
    verb: str
    words: tuple[Words, ...]
    kind: Kind = "subject"
    back: bool = False
    ahead: bool = False
    through: Span | None = None


def extent(some: Sequence[Token]) -> Span:
    """From the first to the last of some tokens."""
    return some[0].span[0], some[-1].span[1]


def trimmed(some: Sequence[Token]) -> list[Token]:
    """The tokens without marks and small joining words at either end."""
    result = list(some)
    while result and result[0].kind == "mark" and result[0].text not in "([":
        result.pop(0)
    while result and result[-1].kind == "mark" and result[-1].text not in ")]?!…%":
        result.pop()
    return result


def content(some: Sequence[Token]) -> Words | None:
    """Reported words from tokens; a quotation alone is direct speech, whose marks do not belong to it."""
    kept = trimmed(some)
    if not kept:
        return None
    if all(token.kind == "quote" or token.kind == "mark" for token in kept):
        spoken = [token for token in kept if token.kind == "quote"]
        return Words((spoken[0].inner[0], spoken[-1].inner[1]), direct=True) if spoken else None
    start = kept[0].inner[0] if kept[0].kind == "quote" and len(kept) == 1 else kept[0].span[0]
    return Words((start, kept[-1].span[1]))


# ------------------------------------------------------------------------ verbs


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of saying where it stands: tokens `at` to `end` (exclusive), and the lists that it is in."""

    at: int
    end: int
    lists: frozenset[str]
    words: str


@cache
def verb_table(language: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → the verbs that begin with it, as (words, list), the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for title in ("say", "that", "tell", "quote", "called", "ing"):
        for entry in listed("speech", language, title):
            forms = _forms(entry, language) if title != "ing" else {entry}
            for form in forms:
                words = tuple(form.split())
                table.setdefault(words[0], []).append((words, title))
    for found in table.values():
        found.sort(key=lambda one: (-len(one[0]), one))
    return table


_IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "swear": "swore sworn", "hold": "held", "find": "found",
    "make": "made", "read": "read", "begin": "began begun", "go": "went gone", "weep": "wept", "speak": "spoke spoken",
    "put": "put",
}  # fmt: skip
_DOUBLED = frozenset(["admit", "submit", "quip", "sob", "regret", "nod", "chat", "plan", "grin"])


def _forms(entry: str, language: str) -> frozenset[str]:
    if language == "en":
        return english_forms(entry)
    if language == "ru":
        first, _, rest = entry.partition(" ")
        past = {first[:-3] + end for end in ("лся", "лась", "лось", "лись")} if first.endswith("лся") else {first}
        past |= {first + end for end in "аои"} if first.endswith("л") else set()
        return frozenset(f"{form} {rest}".strip() for form in past)
    return frozenset({entry})


@cache
def english_forms(entry: str) -> frozenset[str]:
    """An English verb, of which the first word is inflected, in all its forms."""
    base, _, rest = entry.partition(" ")
    if base.endswith(("ed", "made", "rejected")) and base not in ("need",):
        return frozenset({entry})
    stem = base[:-1] if base.endswith("e") else base + base[-1] if base in _DOUBLED else base
    third = (
        base[:-1] + "ies"
        if base.endswith("y") and base[-2] not in "aeiou"
        else base + ("es" if base.endswith(("sh", "ss", "ch", "o")) else "s")
    )
    past = _IRREGULAR.get(
        base, (base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else stem + "ed")
    ).split()
    forms = {base, third, stem + "ing", *past}
    return frozenset(f"{form} {rest}".strip() for form in forms)


def verbs(some: Sequence[Token], language: str) -> list[Verb]:
    """The verbs of saying among tokens, in order."""
    table = verb_table(language)
    result: list[Verb] = []
    at = 0
    while at < len(some):
        token = some[at]
        found = [
            (words, title)
            for words, title in table.get(token.low, ())
            if token.kind == "word" and tuple(one.low for one in some[at : at + len(words)]) == words
        ]
        if found and not (language == "en" and len(found[0][0]) == 1 and _is_noun(some, at)):
            size = len(found[0][0])
            lists = frozenset(title for words, title in found if len(words) == size)
            result.append(Verb(at, at + size, lists, " ".join(found[0][0])))
            at += size
        else:
            at += 1
    return result


def _is_noun(some: Sequence[Token], at: int) -> bool:
    """Whether an English word that could be a verb of saying is a noun here: "a claim", "the state"."""
    low = some[at].low
    if some[at].owns or (some[at].capital and at > 0):
        return True
    if low.endswith(("ed", "ing")) or low in _ONLY_VERBS:
        return False
    before = next((token for token in reversed(some[:at]) if not token.low.endswith("ly")), None)
    if before is None:
        return low not in ("says", "tells", "writes", "adds", "asks", "insists", "admits")
    if before.kind != "word" or before.low == "to":
        return False
    if before.owns or any(before.low in listed("grammar", "en", title) for title in ("determiner", "preposition")):
        return True
    if low.endswith("s") and not low.endswith("ss"):
        return before.low.endswith("s") and not before.capital and len(before.low) > 3
    if low not in listed("speech", "en", "nouns"):
        return False
    return not (before.low in _PLURAL or before.low.endswith("s") or before.low in listed("grammar", "en", "auxiliary"))


_ONLY_VERBS = frozenset(
    ("said", "told", "wrote", "swore", "held", "found", "made", "began", "went", "wept", "spoke", "says", "put")
)
_PLURAL = frozenset(
    (
        "they",
        "who",
        "people",
        "police",
        "media",
        "both",
        "and",
        "to",
        "also",
        "some",
        "many",
        "men",
        "women",
        "we",
        "you",
    )
)
