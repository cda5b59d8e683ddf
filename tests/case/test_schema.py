"""The committed JSON Schema is the models', and every shipped case fits it."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from glienicke.case.schema import case_schema, keys_at, schema_text

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "cases").rglob("*.yaml"))
VALIDATOR = jsonschema.Draft202012Validator(case_schema())


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers and true/false, but no dates, and NO is text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def faults(data):
    return [f"{list(e.absolute_path)}: {e.message[:200]}" for e in VALIDATOR.iter_errors(data)]


def test_committed_schema_is_fresh():
    committed = (ROOT / "schema" / "case.schema.json").read_text(encoding="utf-8")
    assert committed == schema_text(), (
        "renew it: python -c 'from glienicke.case.schema import schema_text as t; print(t(), end=\"\")'"
    )


def test_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
@pytest.mark.parametrize("loader", [yaml.CBaseLoader, CoreLoader])
def test_shipped_cases_fit(file, loader):
    assert faults(yaml.load(file.read_text(encoding="utf-8"), Loader=loader)) == []


@pytest.mark.parametrize(
    "text",
    [
        "cutof: 2024",
        "people: {a: {name: A, held: RU}}",
        "people: {a: {name: A, held_by: {since: 2024}}}",
        "people: {a: {name: A, state: gone}}",
        "signals: [{on: yesterday}]",
        "positions: {DE: [{from: 2024, unilateral: maybe}]}",
        "considerations: {v: {from: RU, cost: 3}}",
    ],
)
def test_faulty_parts_do_not_fit(text):
    assert faults(yaml.load(text, Loader=CoreLoader))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ((), "people"),
        (("people", "x"), "held_by"),
        (("people", "x", "held_by", 0), "since"),
        (("positions", "DE", 0), "worth"),
        (("positions", "DE", 0, "conditions", 3), "price"),
        (("signals", 1, "people", "x", "steps", "pardon", 0), "unverified"),
        (("signals", 1, "pool"), "remove"),
    ],
)
def test_keys_known_at_a_path(path, key):
    assert key in keys_at(path)
