"""A deal as JSON, both ways: the shape that `find --json` prints and `check-deal` reads.

Strict on the way in: whatever is missing, of the wrong type, unknown or there twice comes back as data, all at once.
Keys of the answer around the deal (status, aim, bound...) are passed over.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from glienicke.deals.check.fault import Fault
from glienicke.deals.deal import Deal, Part, Release
from glienicke.positions.day import Day

NUMBER = re.compile(r"-?[0-9]{1,300}(\.[0-9]{1,300}|/0{0,9}[1-9][0-9]{0,300})?")
"""Without exponents, which could ask for more memory than there is."""


def _exact(value: object) -> Fraction:
    """A JSON number, or a fraction as text ("7/3"), as it stands."""
    match value:
        case bool():
            raise ValueError("is no number")
        case int() | Fraction():
            return Fraction(value)
        case float() if math.isfinite(value):
            return Fraction(value)
        case str() if NUMBER.fullmatch(value):
            return Fraction(value)
        case _:
            raise ValueError("is no number")


Id = Annotated[str, Field(min_length=1)]
Exact = Annotated[Fraction, BeforeValidator(_exact)]
INNER = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Release(BaseModel):
    model_config = INNER
    id: Id
    giver: Id = Field(alias="from")
    to: Id | None
    minors: int = Field(default=0, ge=0)


class _Part(BaseModel):
    model_config = INNER
    gain: Exact
    floor: Exact
    gets: list[Id]
    gives: list[Id]


class _Need(BaseModel):
    model_config = INNER
    person: Id
    needs: Id


class _Deal(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)
    released: list[_Release]
    considerations: list[Id] = []
    parties: dict[Id, _Part]
    needs: list[_Need] = []
    hurt: dict[Id, Exact] = {}


def deal_from_text(text: str, day: Day | None = None) -> Deal | tuple[Fault, ...]:
    """The deal in a JSON text, or all that is wrong with it; keys that are there twice are mistakes, too."""
    twice: list[str] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        twice.extend(key for key, times in Counter(key for key, _ in found).items() if times > 1)
        return dict(found)

    try:
        data = json.loads(text, object_pairs_hook=pairs)
    except RecursionError:
        return (Fault("json", "this is nested too deeply for a deal"),)
    except ValueError as mistake:
        return (Fault("json", f"this is not JSON: {mistake}"),)
    faults = tuple(Fault("json", f"the key {key!r} is there twice in one object") for key in twice)
    deal = deal_from_json(data, day)
    if isinstance(deal, Deal):
        return faults or deal
    return faults + deal


def deal_from_json(data: object, day: Day | None = None) -> Deal | tuple[Fault, ...]:
    """The deal in JSON data, or all that is wrong with its shape; with a day, ids unknown to it are wrong, too.

    A number that is not whole may be text ("7/3") or a double; a double is taken exactly as it stands.
    """
    try:
        read = _Deal.model_validate(data)
    except ValidationError as mistakes:
        return tuple(
            Fault("json", f"{_where(one['loc'])}: {_says(one['type'], one['msg'])}")
            for one in mistakes.errors(include_url=False, include_context=False)
        )
    twice = [
        *_twice("released", (release.id for release in read.released)),
        *_twice("considerations", read.considerations),
        *_twice("needs", (f"{need.person}: {need.needs}" for need in read.needs)),
    ]
    for party, part in read.parties.items():
        twice += [*_twice(f"parties.{party}.gets", part.gets), *_twice(f"parties.{party}.gives", part.gives)]
    found = (*twice, *(_unknown(read, day) if day else ()))
    return found or _deal(read)


def _deal(read: _Deal) -> Deal:
    parties = {
        party: Part(part.gain, part.floor, tuple(part.gets), tuple(part.gives)) for party, part in read.parties.items()
    }
    return Deal(
        tuple(Release(release.id, release.giver, release.to, release.minors) for release in read.released),
        tuple(read.considerations),
        parties,
        tuple((need.person, need.needs) for need in read.needs),
        dict(read.hurt),
    )


def deal_to_json(deal: Deal) -> dict[str, Any]:
    """The deal as JSON-ready data. Numbers are integers when whole and the nearest doubles otherwise."""
    return {
        "released": [
            {"id": release.id, "from": release.giver, "to": release.to}
            | ({"minors": release.minors} if release.minors else {})
            for release in deal.released
        ],
        "considerations": list(deal.considerations),
        "parties": {
            party: {
                "gain": _number(part.gain),
                "floor": _number(part.floor),
                "gets": list(part.gets),
                "gives": list(part.gives),
            }
            for party, part in deal.parties.items()
        },
        "needs": [{"person": person, "needs": step} for person, step in deal.needs],
        "hurt": {party: _number(by) for party, by in deal.hurt.items()},
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def _twice(where: str, ids: Iterable[str]) -> list[Fault]:
    return [Fault("json", f"{where}: {id} is there twice", id=id) for id, times in Counter(ids).items() if times > 1]


def _unknown(read: _Deal, day: Day) -> list[Fault]:
    """Ids that the day does not know, each with where it stands."""
    everything = {*day.people, *day.considerations}
    of_people = [("released", release.id) for release in read.released]
    of_people += [("needs", need.person) for need in read.needs]
    of_anything = [("considerations", id) for id in read.considerations]
    of_parties = [("released", release.giver) for release in read.released]
    of_parties += [("hurt", party) for party in read.hurt]
    for party, part in read.parties.items():
        of_parties.append(("parties", party))
        of_anything += [(f"parties.{party}.gets", id) for id in part.gets]
        of_anything += [(f"parties.{party}.gives", id) for id in part.gives]
    found = [(where, id, "person") for where, id in of_people if id not in day.people]
    found += [(where, id, "person or consideration") for where, id in of_anything if id not in everything]
    found += [(where, id, "party") for where, id in of_parties if id not in day.parties]
    return [Fault("json", f"{where}: {id} is no {what} of the case", id=id) for where, id, what in dict.fromkeys(found)]


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(map(str, place)) or "the deal"


def _says(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a key of a deal"
    return message.removeprefix("Value error, ")[:1].lower() + message.removeprefix("Value error, ")[1:]
