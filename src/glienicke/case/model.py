"""The case file as frozen data: its keys are the contract (docs/case-file.md shows each by example).

In: the mappings, lists and texts of a file. Out: a `Case`. Any value may be plain or carry its provenance; both
become a tuple of `Fact`s, of which several are rivals, kept side by side (`rivals.py` prefers one for a day).
An empty tuple: the file does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, PrivateAttr
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from glienicke.case import values
from glienicke.case.contacts import After, Contact, LegalStep
from glienicke.case.places import NOWHERE, Places
from glienicke.case.values import (
    Amount,
    Basis,
    Chance,
    Consent,
    Count,
    Date,
    Key,
    Name,
    Names,
    Number,
    Price,
    State,
    Step,
    Text,
    Texts,
    YesNo,
)

T = TypeVar("T")


class Strict(BaseModel):
    """What all parts of a case share: frozen, and no keys but the known ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_alias=True, validate_by_name=False)


class Sourced(Strict):
    """Where something comes from. unverified: not confirmed in a source that was read."""

    according_to: Names = ()
    basis: Basis | None = None
    by: Text | None = None
    note: Text | None = None
    unverified: YesNo = False


class Fact(Sourced, Generic[T]):
    """One value with its provenance. since, until: its first and last day, each the latest it may mean."""

    is_: T = Field(alias="is")
    since: Date | None = None
    until: Date | None = None

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """`TextFact`: the name in the JSON Schema, by the kind of value."""
        return next(name for name, kind in vars(values).items() if kind is params[0] or kind == params[0]) + "Fact"


class _AsRivals:
    """Schema of a value that may be plain, carry provenance, or be a list of rivals."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        fact = handler(core)["items"]
        plain = handler.resolve_ref_schema(fact)["properties"]["is"]
        return {"anyOf": [_untitled(plain), fact, {"type": "array", "items": fact, "minItems": 1}]}


def _untitled(schema: JsonSchemaValue) -> JsonSchemaValue:
    return {key: value for key, value in schema.items() if key != "title"}


def _rivals(value: object) -> object:
    if isinstance(value, dict):
        return (value,)
    if isinstance(value, list) and any(isinstance(entry, dict) for entry in value):
        return value
    if isinstance(value, tuple) and all(isinstance(entry, Fact) for entry in value):
        return value
    return ({"is": value},)


if TYPE_CHECKING:
    Told: TypeAlias = tuple[Fact[T], ...]
else:

    class Told:
        """`Told[Date]`: the rivals for one value. Annotated types take no parameters at run time; this does."""

        def __class_getitem__(cls, kind: Any) -> Any:
            return Annotated[tuple[Fact[kind], ...], BeforeValidator(_rivals), _AsRivals()]


def _saying(value: object) -> object:
    return value if isinstance(value, (dict, Strict)) else {"say": value}


class _OrText:
    """Schema of a sentence that may stand alone or in a mapping under `say`."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        mapping = handler(core)
        plain = handler.resolve_ref_schema(mapping)["properties"][self.key]
        return {"anyOf": [_untitled(plain), mapping]}


class Sentence(Sourced):
    """A sentence or selection of the condition language. because: the reason, in words."""

    say: Text
    because: Text | None = None


class PricedSentence(Sentence):
    """A condition. price: what giving it up costs its party; None: firm."""

    price: Price = None


Said = Annotated[Sentence, BeforeValidator(_saying), _OrText("say")]
SaidWithPrice = Annotated[PricedSentence, BeforeValidator(_saying), _OrText("say")]


class Source(Strict):
    """Who published something, when, and through whom it was read."""

    who: Text
    on: Date | None = None
    via: Text | None = None
    url: Text | None = None
    title: Text | None = None
    note: Text | None = None


class Party(Strict):
    """Who can hold people or want them."""

    name: Text
    note: Text | None = None


def _named(value: object) -> object:
    return value if isinstance(value, (dict, Strict)) else {"name": value}


class Facts(Strict):
    """What may be said of a person, in `people` and in signals. alive: the chance that somebody held still lives."""

    name: Told[Text] = ()
    spellings: Told[Texts] = ()
    citizen_of: Told[Names] = ()
    tags: Told[Names] = ()
    held_by: Told[Name] = ()
    sentence: Told[Text] = ()
    charge: Told[Text] = ()
    state: Told[State] = ()
    alive: Told[Chance] = ()
    rank: Told[Name] = ()
    born: Told[Date] = ()
    to: Told[Names] = ()
    minors: Told[Count] = ()
    minors_with: Told[Name] = ()
    consent: Told[Consent] = ()
    steps: Mapping[Name, Told[Step]] = Field(default_factory=dict)
    owed: Told[Text] = ()
    health: Told[Text] = ()
    note: Told[Text] = ()
    add_price: Told[Amount] = ()


class Assessment(Strict):
    """What somebody said of the affair, or of a person, kept beside the facts."""

    who: Text
    said: Text
    on: Date | None = None
    according_to: Names = ()
    note: Text | None = None


class Person(Facts):
    """Somebody held, formerly held, or sought; with `count` so many people alike, unnamed, ID-1 to ID-count.

    contacts, legal, aftermath: logs, each entry dated by itself. assessments: opinions of this person's case.
    """

    name: Told[Text] = Field()
    count: Count | None = None
    contacts: tuple[Contact, ...] = ()
    legal: tuple[LegalStep, ...] = ()
    aftermath: tuple[After, ...] = ()
    assessments: tuple[Assessment, ...] = ()


class Consideration(Strict):
    """Something other than a person that a party can give."""

    from_: Told[Name] = Field(alias="from")
    to: Told[Name] = ()
    what: Told[Text] = ()
    add_price: Told[Amount] = ()


class Wishes(Strict):
    """The parts of a position that signals may change as well. Keys of worth and cost: ids or `{selections}`."""

    worth: Mapping[Key, Told[Text]] = Field(default_factory=dict)
    cost: Mapping[Key, Told[Text]] = Field(default_factory=dict)
    floor: Told[Text] = ()
    share: Mapping[Name, Told[Number]] = Field(default_factory=dict)
    unilateral: Told[YesNo] = ()
    bundles: tuple[Said, ...] | None = None


class Position(Wishes):
    """What a party asks and would give, from a day until its next position."""

    from_: Date = Field(alias="from")
    basis: Basis = "believed"
    by: Text | None = None
    according_to: Names = ()
    note: Text | None = None
    unverified: YesNo = False
    conditions: tuple[SaidWithPrice, ...] = ()


class Edit(Strict):
    """What a signal adds to the pool or the table and takes from it."""

    add: Texts = ()
    remove: Texts = ()


class Signal(Wishes):
    """A dated change of a position or of the state of affairs. by: the party whose position changes."""

    on: Date
    by: Name | None = None
    what: Text | None = None
    according_to: Names = ()
    basis: Basis | None = None
    note: Text | None = None
    unverified: YesNo = False
    people: Mapping[Name, Facts] = Field(default_factory=dict)
    drop: tuple[Said, ...] = ()
    add: tuple[SaidWithPrice, ...] = ()
    pool: Edit = Edit()
    at_table: Edit = Edit()


class Event(Sourced):
    """Something that happened and changed nothing; told in the brief."""

    on: Date
    what: Text


class Case(Strict):
    """One case as its file tells it. `places` says where in the file each part stands."""

    case: Name
    title: Text | None = None
    mediator: Told[Name] = ()
    cutoff: Told[Date] = ()
    sources: Mapping[Name, Source] = Field(default_factory=dict)
    parties: Mapping[Name, Annotated[Party, BeforeValidator(_named), _OrText("name")]]
    people: Mapping[Name, Person]
    considerations: Mapping[Name, Consideration] = Field(default_factory=dict)
    pool: Texts | None = None
    at_table: Names | None = None
    law: tuple[Said, ...] = ()
    owed: tuple[Said, ...] = ()
    positions: Mapping[Name, tuple[Position, ...]] = Field(default_factory=dict)
    signals: tuple[Signal, ...] = ()
    scale: Mapping[Name, Number] = Field(default_factory=lambda: dict(SCALE))
    equivalents: Mapping[Name, Mapping[Name, Amount]] = Field(default_factory=dict)
    history: tuple[Event, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    _places: Places = PrivateAttr(default=NOWHERE)

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; where it stands makes no difference."""
        return isinstance(other, Case) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment] # holds mappings

    @property
    def places(self) -> Places:
        """Where in the file each part stands; nowhere for a case that was not read from a file."""
        return self._places

    def at(self, places: Places) -> Case:
        """The same case with its places."""
        copy = self.model_copy()
        copy._places = places
        return copy


SCALE: Mapping[str, Fraction] = {
    "vital": Fraction(80),
    "high": Fraction(40),
    "medium": Fraction(20),
    "low": Fraction(10),
}
"""The words for worths and costs, unless the case sets its own."""
