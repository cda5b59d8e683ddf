"""Selections → English noun phrases: "people held by Russia who are citizens of Germany".

`not` is carried inwards to the facts, where English has words for it, so that no phrase says "not in the
group of". A fact that the day may not know, such as an age, is denied as "not known to be".
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from glienicke.language.tree import (
    Age,
    AllIn,
    AnyIn,
    CitizensOf,
    Everybody,
    HeldBy,
    HeldFor,
    Id,
    NotIn,
    RankIs,
    Selection,
    WantedBy,
    Word,
)

Namer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a case calls things. things: ids of considerations.

    ids: of people and considerations; None: a bare word in braces is an id when the namer has a name for it.
    """

    namer: Namer
    things: Container[str] = ()
    ids: Container[str] | None = None

    def is_id(self, word: str) -> bool:
        """A bare word in braces is an id, and not a tag."""
        return self.namer(word) != word if self.ids is None else word in self.ids

    def name(self, one: str) -> str:
        """A person's name; a consideration's in quotes."""
        return f"“{self.namer(one)}”" if one in self.things else self.namer(one)


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a selection means, in words.

    names: those named one by one, else empty. one, many: what to call one of them, and several.
    given: considerations only, which are given and not released.
    """

    names: tuple[str, ...]
    one: str
    many: str
    given: bool = False

    @property
    def single(self) -> bool:
        """Exactly one person or consideration, named."""
        return len(self.names) == 1

    @property
    def listed(self) -> str:
        """The names: "A, B and C"."""
        return listing(self.names)

    @property
    def released(self) -> str:
        """What happens to them."""
        return "given" if self.given else "released"


def listing(parts: tuple[str, ...] | list[str], word: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def group(of: Selection, lexicon: Lexicon) -> Group:
    """The selection in words."""
    ids = _ids(of, lexicon)
    if ids:
        names = tuple(lexicon.name(one) for one in ids)
        listed = listing(names)
        return Group(names, f"one of {listed}", f"of {listed}", all(one in lexicon.things for one in ids))
    return Group((), _phrase(of, lexicon, False), _phrase(of, lexicon, True))


def _ids(of: Selection, lexicon: Lexicon) -> tuple[str, ...]:
    """The ids, if the selection does nothing but name them."""
    match of:
        case Id(name):
            return (name,)
        case Word(name) if lexicon.is_id(name):
            return (name,)
        case AnyIn(parts):
            found = [_ids(part, lexicon) for part in parts]
            return tuple(one for ids in found for one in ids) if all(found) else ()
        case _:
            return ()


def _phrase(of: Selection, lexicon: Lexicon, plural: bool) -> str:
    parts = of.of if isinstance(of, AllIn) else (of,)
    heads = (part for kind in _HEADS for part in parts if isinstance(part, kind) and not _ids(part, lexicon))
    head = next(heads, None)
    others = [part for part in parts if part is not head]
    noun = _noun(head, lexicon, plural)
    facts = [_fact(part, True, plural, lexicon, inner=len(others) > 1) for part in others]
    return f"{noun} who {' and '.join(facts)}" if facts else noun


_HEADS = (HeldBy, CitizensOf, WantedBy, Word, RankIs, HeldFor, Age, Everybody)
"""Facts that can be said next to the noun, the one that reads best there first."""


def _noun(head: Selection | None, lexicon: Lexicon, plural: bool) -> str:
    person = "people" if plural else "person"
    match head:
        case HeldBy(party):
            return f"{person} held by {lexicon.namer(party)}"
        case WantedBy(party):
            return f"{person} wanted by {lexicon.namer(party)}"
        case CitizensOf(country):
            return f"{'citizens' if plural else 'citizen'} of {lexicon.namer(country)}"
        case Word(tag):
            return f"{person} marked “{tag}”"
        case RankIs():
            return f"{person} {_rank(head)}"
        case HeldFor():
            return f"{person} held for {_time(head)}"
        case Age():
            return f"{person} {_age(head)}"
        case Everybody():
            return f"{person} of the case"
        case _:
            return person


def _rank(of: RankIs) -> str:
    more = {None: "", "at least": " or higher", "at most": " or lower"}[of.limit]
    return f"of the rank of {of.rank}{more}"


def _time(of: HeldFor) -> str:
    return f"{of.limit} {of.count} {of.unit[:-1] if of.count == 1 else of.unit}"


def _age(of: Age) -> str:
    return f"aged {of.years} or {'over' if of.limit == 'at least' else 'under'}"


def _fact(of: Selection, yes: bool, plural: bool, lexicon: Lexicon, *, inner: bool) -> str:
    """What follows "who". inner: beside others, so that a list needs parentheses."""
    match of:
        case NotIn(other):
            return _fact(other, not yes, plural, lexicon, inner=inner)
        case AllIn(parts) | AnyIn(parts):
            word = " and " if isinstance(of, AllIn) == yes else " or "
            said = word.join(_fact(part, yes, plural, lexicon, inner=True) for part in parts)
            return f"({said})" if inner else said
    be, have = ("are", "have") if plural else ("is", "has")
    is_ = be if yes else f"{be} not"
    match of:
        case HeldBy(party):
            return f"{is_} held by {lexicon.namer(party)}"
        case WantedBy(party):
            return f"{is_} wanted by {lexicon.namer(party)}"
        case CitizensOf(country):
            return f"{is_} {'citizens' if plural else 'a citizen'} of {lexicon.namer(country)}"
        case Id(name) | Word(name) if _ids(of, lexicon):
            return f"{is_} {lexicon.name(name)}"
        case Word(tag):
            return f"{is_} marked “{tag}”"
        case RankIs():
            return f"{is_} {_rank(of)}"
        case Age():
            return f"{be if yes else f'{be} not known to be'} {_age(of)}"
        case HeldFor():
            return f"{have if yes else f'{be} not known to have'} been held for {_time(of)}"
        case _:
            return f"{is_} of the case"
