"""The JSON Schema of a case file (draft 2020-12), generated from the models; and what it knows of a path.

Editors complete and check case files with it. It is looser than the reader: a schema cannot know ids or dates.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from glienicke.case.model import Case

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def case_schema() -> dict[str, Any]:
    """The schema as JSON data."""
    schema = Case.model_json_schema(by_alias=True, mode="validation")
    # A file of a folder holds only some of the keys that a case needs.
    schema.pop("required", None)
    named = _with_plain_names(schema)
    _strip(named)
    return {"$schema": DIALECT, **named, "title": "glienicke case file"}


def schema_text() -> str:
    """The schema as the committed file holds it."""
    return json.dumps(case_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _with_plain_names(schema: dict[str, Any]) -> dict[str, Any]:
    """Definitions under the models' names (`DateFact`), not the names that pydantic makes of their parameters."""
    text = json.dumps(schema)
    for name, definition in schema["$defs"].items():
        text = text.replace(json.dumps(name), json.dumps(definition["title"]))
        text = text.replace(f'"#/$defs/{name}"', f'"#/$defs/{definition["title"]}"')
    named: dict[str, Any] = json.loads(text)
    assert len(named["$defs"]) == len(schema["$defs"]), "two definitions of one name"
    return named


def _strip(schema: Any) -> None:
    """Drop titles and defaults, which say nothing that the keys do not."""
    if isinstance(schema, dict):
        if "properties" in schema or "$ref" in schema or "anyOf" in schema or "type" in schema or "enum" in schema:
            schema.pop("title", None)
            schema.pop("default", None)
        for value in schema.values():
            _strip(value)
    elif isinstance(schema, list):
        for value in schema:
            _strip(value)


def keys_at(path: Sequence[str | int]) -> tuple[str, ...]:
    """The keys that are known in the mapping at the path."""
    found: dict[str, None] = {}
    for schema in _at(case_schema(), tuple(path)):
        found.update(dict.fromkeys(schema.get("properties", {})))
    return tuple(found)


def _at(schema: dict[str, Any], path: tuple[str | int, ...]) -> Iterator[dict[str, Any]]:
    while "$ref" in schema:
        schema = case_schema()["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    for choice in schema.get("anyOf", ()):
        yield from _at(choice, path)
    if not path:
        yield schema
        return
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        if "items" in schema:
            yield from _at(schema["items"], rest)
    elif step in schema.get("properties", {}):
        yield from _at(schema["properties"][step], rest)
    else:
        values = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
        for value in values:
            if isinstance(value, dict):
                yield from _at(value, rest)
