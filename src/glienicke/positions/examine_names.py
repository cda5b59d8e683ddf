"""Names in a case: whether what a sentence, key or list names exists, and what was probably meant.

In: a case. Out: diagnostics in a list that all parts of the examination share.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pycountry

from glienicke.case.model import Case, Facts
from glienicke.case.places import Path
from glienicke.ground.diagnostic import Diagnostic, Severity, Span, nearest
from glienicke.language.mistake import Mistake, NameUse
from glienicke.language.parse import RESERVED, Parsed

COUNTRIES: frozenset[str] = frozenset(c.alpha_2 for c in pycountry.countries) | frozenset(
    c.alpha_2 for c in pycountry.historic_countries if getattr(c, "alpha_2", None)
)
"""ISO 3166 codes of today, and of countries that are no more."""

NEAREST_MAX = 200
"""Mistakes of one case for which the nearest known name is looked up."""

_OFTEN_MEANT = {"UK": "GB", "EL": "GR"}

Place = Callable[[int, int], Span | None]
"""Characters start to end of a text → their place in the file."""


@dataclass
class Names:
    """The case's names, and the mistakes found so far."""

    case: Case
    found: list[Diagnostic] = field(default_factory=list)
    _looked_up: int = 0

    @cached_property
    def ids(self) -> frozenset[str]:
        """People and considerations; people alike have an id each."""
        alone = (id for id, person in self.case.people.items() if person.count is None)
        alike = (f"{id}-{number}" for id, count in self.alike.items() for number in range(1, count + 1))
        return frozenset((*alone, *alike, *self.case.considerations))

    @cached_property
    def alike(self) -> dict[str, int]:
        """How many people stand under one id (which is a tag of theirs)."""
        return {id: person.count for id, person in self.case.people.items() if person.count is not None}

    @cached_property
    def tags(self) -> frozenset[str]:
        """Every tag that somebody has at some time."""
        return frozenset(tag for facts in self._facts() for fact in facts.tags for tag in fact.is_) | set(self.alike)

    @cached_property
    def ranks(self) -> frozenset[str]:
        """Every rank that somebody has, or that has a weight."""
        said = frozenset(fact.is_ for facts in self._facts() for fact in facts.rank)
        return said.union(*self.case.equivalents.values())

    @cached_property
    def steps(self) -> frozenset[str]:
        """Every legal step that is recorded of somebody."""
        return frozenset(("sentence", *(step for facts in self._facts() for step in facts.steps)))

    @cached_property
    def countries(self) -> frozenset[str]:
        """Country codes, and parties, which may be no countries."""
        return COUNTRIES | frozenset(self.case.parties)

    def _facts(self) -> Iterator[Facts]:
        yield from self.case.people.values()
        for signal in self.case.signals:
            yield from signal.people.values()

    def _near(self, name: str, known: Collection[str]) -> str | None:
        """The nearest known name; of thousands of mistakes only for the first, since each looks at every name."""
        self._looked_up += 1
        return nearest(name, known) if self._looked_up <= NEAREST_MAX else None

    # -------------------------------------------------------------- saying

    def say(
        self,
        path: Path,
        message: str,
        expected: str | None = None,
        near: str | None = None,
        *,
        key: bool = False,
        severity: Severity = "error",
    ) -> None:
        """Note a mistake at a path."""
        self.say_at(self.case.places.span(path, key=key), message, expected, near, severity)

    def say_at(
        self,
        span: Span | None,
        message: str,
        expected: str | None = None,
        near: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note a mistake at a place."""
        self.found.append(self.case.places.say(span, message, expected, near, severity))

    # -------------------------------------------------------------- checking

    def party(self, name: str, path: Path, *, key: bool = False) -> None:
        """A party of the case is meant."""
        self._among(name, self.case.parties, "party", path, key=key)

    def person(self, name: str, path: Path, *, key: bool = False) -> None:
        """A person of the case is meant."""
        self._among(name, self.case.people, "person", path, key=key)

    def country(self, name: str, path: Path) -> None:
        """A country or a party is meant."""
        if name not in self.countries:
            self.say(path, *self._no_country(name))

    def sources(self, names: Sequence[str], path: Path) -> None:
        """Sources of the case are meant. path: where the list or the one source stands."""
        for i, name in enumerate(names):
            if name not in self.case.sources:
                self._among(name, self.case.sources, "source", (*path, i))

    def _among(self, name: str, known: Collection[str], kind: str, path: Path, *, key: bool = False) -> None:
        if name not in known:
            self.say(path, f"there is no {kind} '{name}'", near=self._near(name, known), key=key)

    def _no_country(self, name: str) -> tuple[str, str | None, str | None]:
        by_name = _OFTEN_MEANT.get(name) or _country_named(name)
        near = by_name or self._near(name, self.case.parties) or self._near(name.upper(), self.case.parties)
        return f"there is no country or party '{name}'", None if near else "expected a code like DE, or a party", near

    def read(self, parsed: Parsed[Any] | Mistake, place: Place, *, law: bool = False) -> bool:
        """Note what is wrong with a sentence or selection; whether its tree can be used.

        law: a law may speak of people such as nobody is in the case, so a tag unlike any known name is only a warning.
        """
        if isinstance(parsed, Mistake):
            self.say_at(place(parsed.start, parsed.end), parsed.message, parsed.hint)
            return False
        known = [self._used(use, place, law) for use in parsed.names]
        return all(known)

    def _used(self, use: NameUse, place: Place, law: bool) -> bool:
        wrong = self._wrong(use)
        if wrong is None:
            return True
        message, expected, near = wrong
        general = law and use.kind == "word" and near is None and expected is None
        if general:
            message = f"nobody has the tag '{use.name}', so this binds nobody"
        severity: Severity = "warning" if use.kind == "step" or general else "error"
        self.say_at(place(use.start, use.end), message, expected, near, severity)
        return severity == "warning"

    def _wrong(self, use: NameUse) -> tuple[str, str | None, str | None] | None:
        name, known = use.name, self._known(use.kind)
        if name in known:
            return None
        match use.kind:
            case "id" if name in self.tags:
                return f"'{name}' is a tag, not an id", f"put it in braces: {{{name}}}", None
            case "id":
                return f"there is no person or consideration '{name}'", None, self._near(name, known)
            case "word" if name in self.case.parties:
                return (
                    f"'{name}' is a party, not an id or a tag",
                    f"write 'held by {name}' or 'citizens of {name}'",
                    None,
                )
            case "word":
                return f"there is no id or tag '{name}'", None, self._near(name, known)
            case "country":
                return self._no_country(name)
            case "step":
                return (
                    f"no legal step '{name}' is recorded of anybody, so it counts as open",
                    None,
                    self._near(name, known),
                )
            case "table":
                return f"there is no table of weights '{name}' under 'equivalents'", None, self._near(name, known)
            case kind:
                return f"there is no {kind} '{name}'", None, self._near(name, known)

    def _known(self, kind: str) -> Collection[str]:
        match kind:
            case "id":
                return self.ids
            case "word":
                return self.ids | self.tags
            case "party":
                return self.case.parties
            case "country":
                return self.countries
            case "rank":
                return self.ranks
            case "step":
                return self.steps
            case _:
                return self.case.equivalents

    def usable(self, name: str, path: Path, kind: str, *, key: bool = False) -> None:
        """A name that sentences must be able to write."""
        if name in RESERVED:
            self.say(path, f"'{name}' is a word of the condition language and cannot be {kind}", key=key)


def _country_named(name: str) -> str | None:
    try:
        found = pycountry.countries.lookup(name)
    except LookupError:
        return None
    code = getattr(found, "alpha_2", None)
    return code if isinstance(code, str) else None
