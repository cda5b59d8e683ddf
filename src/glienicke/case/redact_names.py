"""Mentions of people in free text, in any spelling and script, found so that they can be replaced.

In: a text and the people whose names must go. Out: the text with each mention replaced by the person's new id.
Letters are compared by a rough Latin form (`anyascii`, then letters that transliterations disagree on become one), so
that `Красиков`, `Krasikov` and `Krassikow` are the same. A word that only begins with a surname counts as a mention
(`Красикова`, `Krasikov's`): a text garbled once too often harms nobody, a name left in it does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from anyascii import anyascii

INSIDE_MIN = 5
"""Letters of a surname that is looked for inside words, too (`#freegershkovich`); shorter ones are whole words."""

WEAK_MAX = 3
"""Letters up to which a surname is a mention only as a capitalised word: `Day`, not `day`."""

_ONE_LETTER = str.maketrans({"w": "v", "j": "i", "y": "i"})
_CONSONANTS = frozenset("bcdfghklmnpqrstvxz")
_SKIPPED = ("Cf", "Mn", "Me")
_APOSTROPHES = frozenset("'’‘ʼʹʺ`´\"")
_NO_SPACES = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNIT = re.compile(r"[^\s,;()\[\]]+")


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whose names are looked for. texts: every name and spelling. new: what stands instead."""

    id: str
    texts: tuple[str, ...]
    new: str


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters and digits of a text in their rough form; for each, where it stands and whether a word begins."""

    text: str
    at: tuple[int, ...]
    begins: tuple[bool, ...]


def folded(text: str) -> Folded:
    """The rough form of a text, with the way back to it."""
    letters: list[str] = []
    at: list[int] = []
    begins: list[bool] = []
    apart = True
    for i, character in enumerate(text):
        if unicodedata.category(character) in _SKIPPED or (character in _APOSTROPHES and not apart):
            continue
        rough = [c for c in anyascii(character).lower() if c.isalnum()]
        if not rough:
            apart = True
            continue
        for c in "".join(rough).translate(_ONE_LETTER):
            if not apart and letters[-1] == c and c in _CONSONANTS:
                continue  # doubled consonants are one: Krassikow
            letters.append(c)
            at.append(i)
            begins.append(apart)
            apart = False
    return Folded("".join(letters), tuple(at), tuple(begins))


def fold(text: str) -> str:
    """The rough form of a text without the spaces between its words."""
    return folded(text).text


def spaced(id: str) -> str:
    """An id as words, of the same length, so that the parts of `ono-swap-2024` are looked at as names are."""
    text = re.sub("[-_]", " ", id)
    return re.sub(r"(?<!\w)[^\W\d_]", lambda first: first[0].upper() if len(first[0].upper()) == 1 else first[0], text)


def described(text: str) -> bool:
    """Whether this describes somebody rather than names them: an English article or `of`, or a last word in small."""
    units = _UNIT.findall(text)
    small = units and text != text.lower() and units[-1] == units[-1].lower() != units[-1].upper()
    return bool(small) or not _ENGLISH.isdisjoint(units)


_ENGLISH = frozenset(("of", "the", "a", "an", "A", "An", "The", "in", "from"))


def surnames(texts: Iterable[str]) -> frozenset[str]:
    """The words among names and spellings that say by themselves who is meant, as they are written.

    The last word; what stands before a comma; a word in capitals; the whole of a name of one word, each half of one
    with a hyphen; and any word that is the surname in another spelling (family names that come first). Of a description
    (`Sergeant of the Union`, `a wounded man`) no word does.
    """
    given = [text for text in texts if not described(text)]
    found: set[str] = set()
    for text in given:
        units = _UNIT.findall(text)
        if not units:
            continue
        found.add(units[-1])
        if "," in text:
            found.add(units[0])
        if len(units) > 1:
            found.update(u for u in units if u.isupper() and len(u) > WEAK_MAX)
    rough = {fold(one) for one in found}
    found.update(u for text in given for u in _UNIT.findall(text) if fold(u) in rough)
    for one in tuple(found):
        found.update(half for half in re.split(r"[-‐–_]", one) if len(fold(half)) > WEAK_MAX)
    return frozenset(one for one in found if len(fold(one)) > 1 and not fold(one).isdigit())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rough name to look for. breaks: after how many letters a new word begins in it; elsewhere it must not run over
    the end of a word. weight: which of two mentions that overlap is the surer.
    """

    text: str
    breaks: frozenset[int]
    weight: int
    new: str


@dataclass(frozen=True)
class Mentions:
    """All that is looked for, made once for all texts of a case.

    rough: full names and surnames by their first letters; weak: short surnames as written → new ids;
    given: rough given names → new ids.
    """

    rough: Mapping[str, Sequence[Wanted]] = field(default_factory=dict)
    weak: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: Mapping[str, Sequence[str]] = field(default_factory=dict)


def mentions(people: Sequence[Named], places: Iterable[str] = ()) -> Mentions:
    """What to look for. places: names of parties; a given name that one begins with (`German`) counts for nothing."""
    lands = [fold(unit) for place in places for unit in _UNIT.findall(place)]
    rough: dict[str, list[Wanted]] = {}
    weak: dict[str, list[str]] = {}
    given: dict[str, list[str]] = {}
    for one in people:
        own = surnames(one.texts)
        _want(rough, one.id, 3000, one.new)
        for text in one.texts:
            units = _UNIT.findall(text)
            for order in (units, [*units[1:], *units[:1]], units[::-1]):
                _want(rough, " ".join(order), 3000, one.new)
            for unit in units:
                if not described(text) and unit not in own and len(fold(unit)) >= WEAK_MAX:
                    _add(given, fold(unit), one.new)
        for name in own:
            if len(fold(name)) <= WEAK_MAX:
                _add(weak, name if not _has_case(name) or name[0].isupper() else name.capitalize(), one.new)
            else:
                _want(rough, name, 2000, one.new)
    given = {key: ids for key, ids in given.items() if not any(land.startswith(key) for land in lands)}
    return Mentions(rough, weak, given)


def _want(rough: dict[str, list[Wanted]], name: str, weight: int, new: str) -> None:
    seen = folded(name)
    breaks = frozenset(i for i, begins in enumerate(seen.begins) if begins and i)
    if len(seen.text) > WEAK_MAX:
        _add(rough, seen.text[: WEAK_MAX + 1], Wanted(seen.text, breaks, weight + 2 * len(seen.text), new))


def _add(to: dict[str, list[T]], key: str, new: T) -> None:
    known = to.setdefault(key, [])
    if new not in known:
        known.append(new)


def found(text: str, of: Mentions) -> list[tuple[int, int, tuple[str, ...]]]:
    """Places of the mentions in a text (first character, the one after the last) and whose they may be, in order."""
    seen = folded(text)
    hits: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for start in range(len(seen.text) - WEAK_MAX):
        for wanted in of.rough.get(seen.text[start : start + WEAK_MAX + 1], ()):
            span = _mention(text, seen, start, wanted)
            if span is not None:
                exact = span == (seen.at[start], seen.at[start + len(wanted.text) - 1] + 1)
                hits.setdefault(span, []).append((wanted.weight + exact, wanted.new))
    for word in _WORD.finditer(text):
        for new in of.weak.get(word[0], ()):
            hits.setdefault(word.span(), []).append((1500, new))
        for new in _given(text, word, of):
            hits.setdefault(word.span(), []).append((1000, new))
    return _apart(hits)


def replaced(text: str, of: Mentions) -> str:
    """The text with every mention replaced by the new id; by several, where it may be anyone of them."""
    parts, last = [], 0
    for start, end, ids in found(text, of):
        parts += [text[last:start], " or ".join(ids)]
        last = end
    return "".join([*parts, text[last:]])


def _mention(text: str, seen: Folded, start: int, wanted: Wanted) -> tuple[int, int] | None:
    """The characters of a mention whose rough letters begin at start, to the end of the word; None if it is none."""
    end = start + len(wanted.text)
    if not seen.text.startswith(wanted.text, start):
        return None
    if any(seen.begins[i] and i - start not in wanted.breaks for i in range(start + 1, end)):
        return None
    first, last = seen.at[start], seen.at[end - 1] + 1
    continuous = _NO_SPACES.match(text[first]) is not None
    short = end - start < INSIDE_MIN
    if not continuous and not seen.begins[start]:
        if short:
            return None
        while start > 0 and not seen.begins[start]:
            start -= 1
        first = seen.at[start]
    if not _NO_SPACES.match(text[last - 1]):
        tail = last
        while tail < len(text) and (text[tail].isalnum() or unicodedata.category(text[tail]) in _SKIPPED):
            tail += 1
        if short and not continuous and tail > last and text[last:tail].casefold() not in _ENDINGS:
            return None
        last = tail
    return first, last


_ENDINGS = frozenset(("s", "es", *["а", "у", "ом", "е", "ы", "и", "я", "ю", "ем", "ой", "ою", "ым", "ых", "ов"]))
"""What may follow a short surname: the English genitive and plural, and Russian cases."""


def _has_case(word: str) -> bool:
    return word.lower() != word.upper()


def _given(text: str, word: re.Match[str], of: Mentions) -> Sequence[str]:
    """Whose given name stands here by itself: `Evan said`, but not the first word of somebody else's whole name."""
    shown = word[0]
    if not of.given or (_has_case(shown) and not shown[0].isupper()):
        return ()
    after = _NEXT.match(text, word.end())
    if after and after[1].isupper():
        return ()
    return of.given.get(fold(shown), ())


_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"\s+([^\W\d_])")


def _apart(hits: Mapping[tuple[int, int], list[tuple[int, str]]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Mentions that do not overlap: the surest of those that do, and whose they may be."""
    kept: list[tuple[int, int, tuple[str, ...]]] = []
    for (start, end), whose in sorted(hits.items(), key=lambda hit: (-max(hit[1])[0], hit[0])):
        if all(end <= a or start >= b for a, b, _ in kept):
            surest = max(whose)[0]
            kept.append((start, end, tuple(sorted({new for weight, new in whose if weight == surest}))))
    return sorted(kept)
