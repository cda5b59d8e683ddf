"""Public facts of a case as FollowTheMoney entities and statements (https://followthemoney.tech, schemata of 3.8).

People become `Person`, parties `PublicBody` (states, by their ISO 3166 code) or `Organization`, sources `Article`;
which source speaks of whom is a `Documentation`, who holds whom since when an `UnknownLink` in the role "held by", for
there is no schema for custody. A statement's dataset is its source, so two sources of one fact stay two statements.

Charges, sentences, legal steps, contacts, health, who wants whom and positions have no schema there: they are in our
own statements alone. FollowTheMoney's files hold public facts about people, their custodians and the sources that say
so; positions never leave a case through them. What is not verified or only believed is left out as well, for there is
no way to say so; only names are kept. People alike, written once with `count`, are nobody in particular and are left
out; minors have no name to give.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pycountry
from anyascii import anyascii

from glienicke.case.apart import CASE
from glienicke.case.contacts import person_of
from glienicke.case.register import lines
from glienicke.case.statement import Statement
from glienicke.case.together import standing
from glienicke.ground import dates

TYPES = {
    "id": "id",
    "name": "name",
    "alias": "name",
    "citizenship": "country",
    "nationality": "country",
    "country": "country",
    "birthDate": "date",
    "deathDate": "date",
    "startDate": "date",
    "endDate": "date",
    "date": "date",
    "publishedAt": "date",
    "notes": "text",
    "title": "string",
    "publisher": "string",
    "role": "string",
    "sourceUrl": "url",
    "subject": "entity",
    "object": "entity",
    "document": "entity",
    "entity": "entity",
}
"""The properties used, with the type that FollowTheMoney gives them; `id` is the row that says an entity exists."""

ENTITIES, STATEMENTS, OWN = "entities.ftm.json", "statements.ftm.json", "statements.jsonl"
"""Files of an export: FollowTheMoney's entities and statements, a line each, and our own statements, complete."""

_ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_OF_SOURCE = {"who": "publisher", "on": "publishedAt", "url": "sourceUrl", "title": "title", "note": "notes"}


@dataclass(frozen=True, slots=True)
class Row:
    """One value of one property of one entity, from one statement."""

    entity: str
    schema: str
    prop: str
    value: str
    said: Statement


def export(statements: Iterable[Statement]) -> dict[str, str]:
    """The files of an export by name: FollowTheMoney's from what stands, our own with everything ever said."""
    said = tuple(statements)
    rows = ftm_statements(said)
    return {
        ENTITIES: "".join(f"{_line(entity)}\n" for entity in ftm_entities(said)),
        STATEMENTS: "".join(f"{_line(row)}\n" for row in rows),
        OWN: "".join(lines(said)),
    }


def ftm_entities(statements: Iterable[Statement]) -> tuple[dict[str, Any], ...]:
    """FollowTheMoney entities as JSON objects: id, schema, properties, datasets."""
    found: dict[str, dict[str, Any]] = {}
    said = tuple(statements)
    sets = datasets(said)
    for row in _rows(said):
        entity = found.setdefault(
            row.entity, {"id": row.entity, "schema": row.schema, "properties": {}, "datasets": []}
        )
        if row.prop != "id":
            values = entity["properties"].setdefault(row.prop, [])
            if row.value not in values:
                values.append(row.value)
        dataset = sets[row.said.source]
        if dataset not in entity["datasets"]:
            entity["datasets"].append(dataset)
    return tuple(found.values())


def ftm_statements(statements: Iterable[Statement]) -> tuple[dict[str, Any], ...]:
    """FollowTheMoney statements as JSON objects, each once; their id is FollowTheMoney's own (`statement_key`)."""
    said = tuple(statements)
    sets = datasets(said)
    found: dict[str, dict[str, Any]] = {}
    for row in _rows(said):
        dataset = sets[row.said.source]
        key = statement_key(dataset, row.entity, row.prop, row.value)
        seen = row.said.said_on if row.said.said_on and re.fullmatch(r"\d{4}-\d\d-\d\d", row.said.said_on) else None
        data = {
            "id": key,
            "entity_id": row.entity,
            "canonical_id": row.entity,
            "prop": row.prop,
            "prop_type": TYPES[row.prop],
            "schema": row.schema,
            "value": row.value,
            "dataset": dataset,
            "lang": _language(row.said.language),
            "original_value": row.said.original_text,
            "first_seen": seen,
            "last_seen": seen,
            "external": False,
        }
        found.setdefault(key, data)
    return tuple(found.values())


def statement_key(dataset: str, entity: str, prop: str, value: str) -> str:
    """The id of a FollowTheMoney statement: SHA-1 of `dataset.entity.property.value`, as its library makes it."""
    return hashlib.sha1(f"{dataset}.{entity}.{prop}.{value}".encode(), usedforsecurity=False).hexdigest()


def datasets(statements: Iterable[Statement]) -> dict[str | None, str]:
    """The dataset of each source, and under None that of the case for what names no source. No two share one."""
    said = tuple(statements)
    case = _slug(_case(said))
    found: dict[str | None, str] = {None: case}
    taken = {case}
    for source in dict.fromkeys(s.source for s in said if s.source is not None):
        name, number = f"{case}_{_slug(source)}", 1
        while name in taken:
            number += 1
            name = f"{case}_{_slug(source)}_{number}"
        taken.add(name)
        found[source] = name
    return found


def ftm_date(text: str | None) -> str | None:
    """An EDTF date as FollowTheMoney writes it: what its days have in common, `2022-01/2022-06` → `2022`, else None."""
    if text is None:
        return None
    first, last = (day.isoformat().split("-") for day in dates.days(text))
    if first == last and text.count("-") == 2 and "/" not in text:
        return "-".join(first)
    if first[0] != last[0]:
        return None
    return "-".join(first[:2]) if first[1] == last[1] else first[0]


def _slug(id: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", anyascii(id).lower()).strip("_") or "x"


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _case(said: Iterable[Statement]) -> str:
    return next((str(s.value) for s in said if s.subject == CASE and s.property == "case"), CASE)


def _language(code: str | None) -> str | None:
    found = pycountry.languages.get(alpha_2=code) if code else None
    return found.alpha_3 if found else None


def _country(id: str) -> str | None:
    return id.lower() if len(id) == 2 and id.isupper() and pycountry.countries.get(alpha_2=id) else None


def _entity(case: str, kind: str, *parts: str) -> str:
    """An id that says what it is of; a hash where an id holds what FollowTheMoney's must not."""
    plain = ".".join((case, kind, *parts))
    if len(plain) <= 100 and _ENTITY_ID.fullmatch(plain):
        return plain
    return f"{kind}-{_hash(case, kind, *parts)}"


def _hash(*parts: str) -> str:
    return hashlib.sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()


def _rows(said: tuple[Statement, ...]) -> Iterator[Row]:
    case = _case(said)
    kept = standing(said)
    many = {s.subject for s in kept if s.property == "count"}
    schemas: dict[str, str] = {}
    for s in kept:
        kind, _, id = s.subject.partition("/")
        if s.property == "name" and kind == "parties":
            schemas[s.subject] = "PublicBody" if _country(id) else "Organization"
        elif s.property == "name" and kind == "people" and not s.part_of and s.subject not in many:
            schemas[s.subject] = "Person"
    # A source that speaks of positions only would tell what the positions rest on.
    cited = {f"sources/{s.source}" for s in kept if (s.subject in schemas or _is_death(s)) and not _doubtful(s)}
    schemas |= {s.subject: "Article" for s in kept if s.property == "who" and s.subject in cited}
    titled = {s.subject for s in kept if s.property == "title" and s.subject.startswith("sources/")}
    ended = _ended(kept)
    for s in kept:
        schema = schemas.get(s.subject)
        if schema is None and not _doubtful(s):
            yield from _of_aftermath(case, s, schemas)
        if schema is None or _doubtful(s):
            continue
        kind, _, id = s.subject.partition("/")
        entity = _entity(case, kind, id)
        yield Row(entity, schema, "id", entity, s)
        if kind == "people":
            for prop, value in _of_person(s):
                yield Row(entity, schema, prop, value, s)
            if s.property == "held_by" and f"parties/{s.value}" in schemas:
                yield from _custody(case, entity, s, ended.get(s.subject, ()))
            if s.source is not None and f"sources/{s.source}" in schemas:
                yield from _speaks(case, entity, s, s.source)
        elif kind == "parties":
            yield from _of_party(entity, schema, id, s)
        else:
            yield from _of_source(entity, schema, s, s.subject in titled)


def _texts(s: Statement) -> tuple[str, ...]:
    values = (s.value,) if isinstance(s.value, str) else s.value
    return tuple(" ".join(value.split()) for value in values)


def _of_person(s: Statement) -> Iterator[tuple[str, str]]:
    texts = _texts(s)
    match s.property:
        case "name" | "spellings" | "note":
            yield from ((_PLAIN[s.property], text) for text in texts)
        case "citizen_of":
            # Tools that read FollowTheMoney look for the older of the two.
            for prop in ("citizenship", "nationality"):
                yield from ((prop, code) for text in texts if (code := _country(text)))
        case "born":
            if born := ftm_date(texts[0]):
                yield "birthDate", born
        case "state" if s.value == "dead":
            if died := ftm_date(s.valid_from):
                yield "deathDate", died


def _is_death(s: Statement) -> bool:
    return s.subject.startswith("aftermath/") and (s.property, s.value) == ("what", "death")


def _of_aftermath(case: str, s: Statement, schemas: Mapping[str, str]) -> Iterator[Row]:
    """The one thing of a person's logs that FollowTheMoney has a place for."""
    person = person_of(s.subject)
    of = f"people/{person}"
    if person is None or schemas.get(of) != "Person" or not _is_death(s):
        return
    if died := ftm_date(s.valid_from):
        entity = _entity(case, "people", person)
        yield Row(entity, "Person", "deathDate", died, s)
        if s.source is not None and f"sources/{s.source}" in schemas:
            yield from _speaks(case, entity, replace(s, subject=of), s.source)


_PLAIN = {"name": "name", "spellings": "alias", "note": "notes"}


def _of_party(entity: str, schema: str, id: str, s: Statement) -> Iterator[Row]:
    for text in _texts(s):
        if s.property in ("name", "note"):
            yield Row(entity, schema, _PLAIN[s.property], text, s)
    if s.property == "name" and (code := _country(id)):
        yield Row(entity, schema, "country", code, s)


def _of_source(entity: str, schema: str, s: Statement, titled: bool) -> Iterator[Row]:
    value = " ".join(str(s.value).split())
    if s.property == "title" or (s.property == "who" and not titled):
        yield Row(entity, schema, "name", value, s)
    if s.property == "via":
        yield Row(entity, schema, "notes", f"via {value}", s)
        return
    prop = _OF_SOURCE.get(s.property)
    given = ftm_date(value) if prop == "publishedAt" else value
    if prop is not None and given and (prop != "sourceUrl" or re.match(r"https?://[^\s/]+/", given)):
        yield Row(entity, schema, prop, given, s)


def _doubtful(s: Statement) -> bool:
    return (s.unverified or s.basis == "believed") and s.property not in ("name", "spellings")


def _ended(kept: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Of each person the dated statements that custody is over: dead, or free."""
    found: dict[str, list[Statement]] = {}
    for s in kept:
        if s.property == "state" and s.value in ("dead", "free") and s.valid_from is not None and not _doubtful(s):
            found.setdefault(s.subject, []).append(s)
    return found


def _custody(case: str, person: str, s: Statement, ended: Iterable[Statement]) -> Iterator[Row]:
    """Who holds the person from when to when. A custody that death or release ended has that end, from who says so."""
    holder = str(s.value)
    link = _entity(case, "custody", _hash(s.subject, holder, s.valid_from or "", s.valid_to or ""))
    values = {
        "id": link,
        "subject": person,
        "object": _entity(case, "parties", holder),
        "role": "held by",
        "startDate": ftm_date(s.valid_from),
        "endDate": ftm_date(s.valid_to),
    }
    yield from (Row(link, "UnknownLink", prop, value, s) for prop, value in values.items() if value)
    if s.valid_to is None:
        for end in ended:
            begun = dates.latest(s.valid_from) if s.valid_from else None
            date = ftm_date(end.valid_from)
            if date and (begun is None or begun <= dates.latest(end.valid_from or "")):
                yield Row(link, "UnknownLink", "endDate", date, end)


def _speaks(case: str, person: str, s: Statement, source: str) -> Iterator[Row]:
    """Which source speaks of the person."""
    link = _entity(case, "says", _hash(source, s.subject))
    values = {"id": link, "document": _entity(case, "sources", source), "entity": person, "role": "source"}
    if date := ftm_date(s.said_on):
        values["date"] = date
    yield from (Row(link, "Documentation", prop, value, s) for prop, value in values.items())
