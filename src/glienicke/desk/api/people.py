"""The people of a case on a day as JSON: narrowed, looked for by a name in any script, in pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from glienicke.desk.api.cases import On, day_of, sound
from glienicke.desk.api.said import NUMBER_MAX, STAFF, Branch, Shape, described, told
from glienicke.desk.shown import people as shown
from glienicke.desk.shown import person as of_person
from glienicke.desk.store.problems import NotThere
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.web import Asked, Pages
from glienicke.positions.day import Person
from glienicke.record.case_json import person_data

pages = Pages(prefix="/api/v1/cases/{case}/people", is_api=True)

NAME_MAX = 200


class PersonData(Shape):
    """A person on the day, as in `people` of `glienicke show --json`. to: allowed recipients, the first preferred. at:
    where the file tells of the person. why: how the name agrees with the one looked for."""

    id: str
    name: str
    state: Literal["held", "free", "dead", "unheld"]
    held_by: str | None
    since: dt.date | None
    citizen_of: list[str]
    tags: list[str]
    rank: str | None
    to: list[str]
    minors: Annotated[int, Field(ge=0)]
    in_pool: bool
    owed: str | None
    at: str | None
    why: str | None = None


class People(Shape):
    """One page of a list, in the order of the file, or of how well a name agrees: people are never ranked. total: how
    many there are on all pages."""

    case: str
    branch: str
    on: dt.date
    people: list[PersonData]
    total: int
    page: int
    pages: int


class ValueData(Shape):
    """One value that is said. says: for people; text: as the file has it. sources: their ids. basis: stated, reported
    or believed; empty where it is not said. signal: the day of the signal that says it, or empty. preferred: whether
    the rule takes it on the day."""

    says: str
    text: str
    since: str
    until: str
    sources: list[str]
    basis: str
    note: str
    unverified: bool
    signal: str
    preferred: bool


class FactData(Shape):
    """One fact of the person with all values that are said. key: as in the case file; step: of which legal step, or
    empty. why: by what rule one is preferred. clashes: what does not go together."""

    key: str
    step: str
    told: list[ValueData]
    why: str
    clashes: list[str]


class TurnData(Shape):
    """One line of the timeline of custody: since and until as they are said (EDTF), or empty."""

    since: str
    until: str
    says: str
    sources: list[str]


class Statements(Shape):
    """All that is said of a person up to the day. contacts, legal, aftermath: entries of the logs, as in the file."""

    case: str
    branch: str
    on: dt.date
    id: str
    facts: list[FactData]
    custody: list[TurnData]
    contacts: list[dict[str, Any]]
    legal: list[dict[str, Any]]
    aftermath: list[dict[str, Any]]


Text = Annotated[str, Query(description="A name in any script, spelling and order, or an id.", max_length=NAME_MAX)]
State = Annotated[Literal["", "held", "free", "dead", "unheld"], Query()]
Page = Annotated[int, Query(ge=1, le=NUMBER_MAX, description=f"From 1; {shown.PAGE} people each.")]


@pages.get("", allows=STAFF, summary="People", **described(People, "One page of those who fit."))
def people(
    asked: Asked,
    case: str,
    branch: Branch = MAIN,
    on: On = "",
    text: Text = "",
    held_by: str = "",
    citizen_of: str = "",
    tag: str = "",
    state: State = "",
    page: Page = 1,
) -> Response:
    """Those who fit all that is asked; without anything asked all."""
    texts, found = sound(asked, case, branch)
    day = day_of(texts, found, on)
    by = shown.Filter(" ".join(text.split()), held_by, citizen_of, tag, state)
    fit, why = shown.narrowed(day, by), dict[str, str]()
    if by.name:
        fit, why = shown.searched(found, day, fit, by.name)
    count = max(1, -(-len(fit) // shown.PAGE))
    first = (min(page, count) - 1) * shown.PAGE
    some = [_data(person, why.get(person.id)) for person in fit[first : first + shown.PAGE]]
    said = {"case": case, "branch": branch, "on": day.on, "people": some, "total": len(fit)}
    return told(asked, People, {**said, "page": min(page, count), "pages": count})


@pages.get("/{person}", allows=STAFF, summary="A person", **described(PersonData, "The person on the day."))
def person(asked: Asked, case: str, person: str, branch: Branch = MAIN, on: On = "") -> Response:
    """One person."""
    texts, found = sound(asked, case, branch)
    there = day_of(texts, found, on).people.get(person)
    if there is None:
        raise NotThere
    return told(asked, PersonData, _data(there, None))


@pages.get(
    "/{person}/statements",
    allows=STAFF,
    summary="What is said of a person",
    **described(Statements, "Every value with its rivals, custody, contacts, legal steps, aftermath."),
)
def statements(asked: Asked, case: str, person: str, branch: Branch = MAIN, on: On = "") -> Response:
    """person: the id of the entry in the file."""
    texts, found = sound(asked, case, branch)
    if person not in found.people:
        raise NotThere
    day, entry = day_of(texts, found, on), found.people[person]
    logs = {
        log: [one.model_dump(mode="json", by_alias=True, exclude_defaults=True) for one in getattr(entry, log)]
        for log in ("contacts", "legal", "aftermath")
    }
    facts = [_fact(slot) for slot in of_person.slots(found, day, person)]
    custody = [asdict(turn) for turn in of_person.custody(found, day, person)]
    said = {"case": case, "branch": branch, "on": day.on, "id": person, "facts": facts, "custody": custody, **logs}
    return told(asked, Statements, said)


def _fact(slot: of_person.Slot) -> dict[str, Any]:
    values = []
    for value in slot.told:
        data = asdict(value)
        ids = [id for id in data.pop("source_ids").split(", ") if id]
        del data["place"], data["was"]
        values.append({**data, "sources": ids})
    return {"key": slot.key, "step": slot.step, "told": values, "why": slot.why, "clashes": slot.clashes}


def _data(person: Person, why: str | None) -> dict[str, Any]:
    return {**person_data(person), "why": why}
