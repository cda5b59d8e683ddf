"""The case as of a day: plain frozen data with all dates resolved and all rivals decided.

Made by `asof.as_of`; read by the engine, the checker and everything that shows a case. It holds no
solver's thing and nothing that comes later than its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from glienicke.ground.diagnostic import Span
from glienicke.language.tree import Bundle, Range, Selection, Sentence

State = Literal["held", "free", "dead", "unheld"]
StepState = Literal["done", "failed", "open"]
Consent = Literal["given", "refused", "open"]
Basis = Literal["stated", "reported", "believed"]


@dataclass(frozen=True, slots=True)
class Person:
    """One person on the day.

    held_by is the custodian, None unless state is "held". last_held_by is the last recorded custodian, also
    of the dead and the freed. to: allowed recipients as recorded (see `recipients`). minors: how many
    minor children go with this person. owed: why the law owes the release (such people are not for trade).
    steps: legal steps by name; a step not recorded is open. alive: the chance, 0 to 1, that somebody who is held
    still lives (None: no doubt); only `odds` looks at it, all else goes by the state.
    """

    id: str
    name: str
    held_by: str | None
    state: State = "held"
    last_held_by: str | None = None
    since: dt.date | None = None
    citizen_of: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    rank: str | None = None
    born: dt.date | None = None
    to: tuple[str, ...] = ()
    minors: int = 0
    minors_with: str | None = None
    consent: Consent = "open"
    steps: Mapping[str, StepState] = field(default_factory=dict)
    owed: str | None = None
    in_pool: bool = True
    add_price: Fraction = Fraction(1)
    place: Span | None = None
    state_place: Span | None = None
    alive: Fraction | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who may receive the person, first preferred: `to`, else the first citizenship that is not the custodian."""
        if self.to:
            return self.to
        custodian = self.held_by or self.last_held_by
        return next(((country,) for country in self.citizen_of if country != custodian), ())


@dataclass(frozen=True, slots=True)
class Consideration:
    """Something other than a person that a party (`giver`) can give to another (`to`)."""

    id: str
    giver: str
    to: str | None
    what: str
    in_pool: bool = True
    add_price: Fraction = Fraction(1)
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One sentence of a party's position, or of the law (party None). price None: firm."""

    party: str | None
    sentence: Sentence
    text: str
    price: Fraction | None = None
    basis: Basis = "believed"
    by: str | None = None
    according_to: tuple[str, ...] = ()
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A party's position in force on the day.

    worth and cost: pairs of a selection (`Id` for a single one) and a value; for one person an `Id` entry
    replaces all entries by selection, and overlapping selections add. share: parts of other parties' own gain.
    """

    party: str
    worth: tuple[tuple[Selection, Range], ...] = ()
    cost: tuple[tuple[Selection, Range], ...] = ()
    bundles: tuple[Bundle, ...] = ()
    share: Mapping[str, Fraction] = field(default_factory=dict)
    unilateral: bool = False
    floor: Range = Range(Fraction(0), Fraction(0))  # noqa: RUF009 - frozen
    conditions: tuple[Condition, ...] = ()
    basis: Basis = "believed"
    by: str | None = None
    according_to: tuple[str, ...] = ()
    note: str | None = None
    place: Span | None = None
    floor_place: Span | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """The case as of `on`. Mappings keep file order. A party in `positions` is present; others are absent."""

    case: str
    on: dt.date
    parties: Mapping[str, str]
    people: Mapping[str, Person]
    considerations: Mapping[str, Consideration] = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)
    at_table: frozenset[str] = frozenset()
    law: tuple[Condition, ...] = ()
    equivalents: Mapping[str, Mapping[str, Fraction]] = field(default_factory=dict)
    cutoff: dt.date | None = None
