"""The data of a case, key by key, without chosen people: what a key holds decides what is done with its value.

Kinds of values: `id`: a name of the condition language; `said`: a sentence; `text`: words, in which mentions are
replaced; `quote`: words of somebody else or about a source, taken out if they mention one of the people; `keep`: dates,
numbers and fixed words. `redact_keys.py` says which key holds which.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from typing import Any

from glienicke.case.model import Case
from glienicke.case.redact_names import Mentions, found, replaced, spaced
from glienicke.language.mistake import Mistake, NameUse
from glienicke.language.parse import parse_bundle, parse_selection, parse_sentence

QUOTED = "[redacted: words that speak of {}]"
"""What stands in place of a quotation that a case cannot be without."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What keeps a case from being cleaned. at: keys from the case's root; what: the reason and what helps."""

    at: str
    what: str

    def __str__(self) -> str:
        return f"{self.at}: {self.what}" if self.at else self.what


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of known keys, or a plain text in its place. A list of them is cleaned one by one."""

    keys: Mapping[str, Any]
    plain: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys are ids (`id`), selections (`said`) or words of the format (`keep`)."""

    key: str
    value: Any


@dataclass
class Cleaning:
    """One walk over a case's data. cited: sources that speak of the people. used: words of sentences."""

    whole: Case
    new: Mapping[str, str]
    of: Mentions
    cited: frozenset[str]
    used: frozenset[str]
    refusals: list[Refusal] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    births: Sequence[dt.date] = ()
    renamed: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names.update(self.new)
        self.renamed = dict(self.names)

    def refuse(self, at: str, what: str) -> None:
        """Note why the case cannot be cleaned."""
        self.refusals.append(Refusal(at, what))

    def value(self, value: Any, kind: Any, at: str) -> Any:
        """A value of some kind."""
        if isinstance(kind, str):
            if isinstance(value, list):
                return [self.value(one, kind, f"{at}/{i}") for i, one in enumerate(value)]
            if isinstance(value, Mapping):
                return self.fact(value, kind, at)
            return _KINDS[kind](self, value, at)
        if isinstance(kind, Entry):
            return self.several(value, lambda one, place: self.entry(one, kind, place), at)
        if isinstance(kind, Table):
            return self.table(value, kind, at)
        return kind(self, value, at)

    def several(self, value: Any, each: Callable[[Any, str], Any], at: str) -> Any:
        """One entry, or a list of them."""
        if isinstance(value, list):
            return [each(one, f"{at}/{i}") for i, one in enumerate(value)]
        return each(value, at)

    def fact(self, value: Mapping[str, Any], kind: str, at: str) -> Any:
        """A value with its provenance, or a sentence with its price."""
        return self.entry(value, Entry({"is": kind, "say": kind, **PROVENANCE}), at)

    def entry(self, value: Any, kind: Entry, at: str) -> Any:
        """A mapping of known keys."""
        if not isinstance(value, Mapping):
            return self.value(value, kind.plain, at)
        clean = {}
        about = "note" in value and self.is_about(value)
        for key, inside in value.items():
            place = f"{at}/{key}".lstrip("/")
            if about and key == "note":
                self.removed.append(key)
                continue
            if key not in kind.keys:
                self.refuse(place, f"'{key}' is a key that cannot be cleaned; take it out of a copy of the case first")
                continue
            done = self.value(inside, kind.keys[key], place)
            if done is not None:
                clean[key] = done
        return clean

    def table(self, value: Mapping[str, Any], kind: Table, at: str) -> dict[str, Any]:
        """A mapping of ids, or of selections, to something."""
        clean = {}
        for key, inside in value.items():
            place = f"{at}/{key}"
            if kind.key == "said" and self.is_about({"say": key}):  # a worth of one of the chosen: its notes say why
                clean[self.said(key, place)] = self.bare(inside, lambda v: v)
            else:
                clean[_KINDS[kind.key](self, key, place)] = self.value(inside, kind.value, place)
        return clean

    def is_about(self, entry: Mapping[str, Any]) -> bool:
        """Whether an entry speaks of one of the chosen, so that a note beside it says more of them."""
        if not self.new.keys().isdisjoint(entry.get("people", ())):
            return True
        said = [text for key in ("say", "what", "said", "who") if isinstance(text := entry.get(key), str)]
        names = (use.name for text in said for use in _names_in(text, self.whole.scale) or ())
        return any(found(text, self.of) for text in said) or any(self.id(name) != name for name in names)

    # -------------------------------------------------------------- texts and names

    def id(self, name: str, at: str = "") -> str:
        """The new name of anything: people chosen get theirs, and a name of anything else loses theirs in it."""
        if name not in self.names:
            new, taken = self._id(name), frozenset(self.names.values())
            others = (f"{new}-x{number}" for number in count(1))
            self.names[name] = new if new not in taken else next(one for one in others if one not in taken)
        return self.names[name]

    def _id(self, name: str) -> str:
        if name in self.new:
            return self.new[name]
        group, _, number = name.rpartition("-")
        if group in self.new and number.isdigit():
            return f"{self.new[group]}-{number}"
        if name in self.whole.people or name in self.whole.parties:
            return name
        whole = found(spaced(name), self.of)
        for start, end, ids in reversed(whole):
            name = name[:start] + "-or-".join(ids) + name[end:]
        return name

    def said(self, text: str, at: str) -> str:
        """A sentence, a selection or a bundle with new ids."""
        names = _names_in(text, self.whole.scale)
        if names is None:
            self.refuse(at, "this is no sentence of the condition language, so its names cannot be replaced")
            return text
        for use in reversed(names):
            text = text[: use.start] + self.id(use.name) + text[use.end :]
        return text

    def text(self, text: str, at: str) -> str:
        """Words, every mention replaced, and ids of people and sources as desks write them into notes: `(ap-ilic)`."""
        text = _IN_BRACKETS.sub(lambda some: _WORD.sub(self._word, some[0]), text)
        return replaced(_WORD.sub(lambda one: self._word(one) if _LIKE_ID.search(one[0]) else one[0], text), self.of)

    def _word(self, word: re.Match[str]) -> str:
        return self.renamed.get(word[0], word[0])

    def note(self, text: str, at: str) -> str | None:
        """A note, a title or an address: gone if it mentions anyone."""
        if not found(text, self.of):
            return self.text(text, at)
        self.removed.append(at.rpartition("/")[2])
        return None

    def quote(self, text: str, at: str) -> str:
        """What somebody said: a quotation can be searched for, so it goes as a whole if it mentions anyone."""
        whose = dict.fromkeys(" or ".join(ids) for _, _, ids in found(text, self.of))
        return QUOTED.format(", ".join(whose)) if whose else self.text(text, at)

    def loose(self, value: Any) -> Any:
        """A value under a key of people that has no rule of its own."""
        if isinstance(value, list):
            return [self.loose(one) for one in value]
        if isinstance(value, Mapping):
            return {key: self.loose(one) for key, one in value.items()}
        return self.new.get(value) or (self.id(value) if value in self.whole.sources else self.text(value, ""))

    def bare(self, value: Any, change: Callable[[Any], Any]) -> Any:
        """A fact of one of the chosen: the value, its dates and its sources; no notes."""
        if isinstance(value, Mapping):
            done = change(value["is"])
            beside = {
                key: self.value(inside, BARE[key], key) for key, inside in value.items() if key in BARE and key != "is"
            }
            return None if done is None else {"is": done, **beside}
        if isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            left = [done for one in value if (done := self.bare(one, change)) is not None]
            return left or None
        return change(value)


_WORD = re.compile(r"\w+(?:-\w+)*")
_LIKE_ID = re.compile(r"[\d-]")
_IN_BRACKETS = re.compile(r"\(\w+(?:-\w+)*(?:(?:,| and) \w+(?:-\w+)*)*\)")


def _names_in(text: str, scale: Mapping[str, Fraction]) -> Sequence[NameUse] | None:
    """The names in a sentence, a selection or a bundle; None if it is none of them."""
    sentence = parse_sentence(text)
    if not isinstance(sentence, Mistake):
        return sentence.names
    selection = parse_selection(text)
    if not isinstance(selection, Mistake):
        return selection.names
    bundle = parse_bundle(text, scale)
    return None if isinstance(bundle, Mistake) else bundle.names


def texts_in(data: Any) -> Iterator[str]:
    """All texts of the data, keys as well."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield key
            yield from texts_in(value)
    else:
        for entry in data:
            yield from texts_in(entry)


def sources_in(data: Any) -> Iterator[str]:
    """All sources that the data cites."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from texts_in(value) if key == "according_to" else sources_in(value)
    elif isinstance(data, list):
        for entry in data:
            yield from sources_in(entry)


def entries_of(data: Mapping[str, Any]) -> Iterator[Any]:
    """The parts of a case, other than people and sources, that each tell one thing."""
    for key, value in data.items():
        if key == "positions":
            yield from (entry for several in value.values() for entry in several)
        elif isinstance(value, list):
            yield from value
        elif isinstance(value, Mapping) and key not in ("sources", "people"):
            yield from value.values()


SOURCED = {"according_to": "id", "basis": "keep", "by": "text", "note": "note", "unverified": "keep"}
PROVENANCE = {**SOURCED, "since": "keep", "until": "keep", "price": "keep", "because": "text"}
BARE = {"is": "keep", "since": "keep", "until": "keep", "according_to": "id", "basis": "keep", "unverified": "keep"}
"""What is kept of a fact about one of the chosen."""


def _keep(self: Cleaning, text: str, at: str) -> str:
    return text


_KINDS: Mapping[str, Callable[[Cleaning, str, str], Any]] = {
    "id": Cleaning.id,
    "said": Cleaning.said,
    "text": Cleaning.text,
    "note": Cleaning.note,
    "quote": Cleaning.quote,
    "keep": _keep,
}
