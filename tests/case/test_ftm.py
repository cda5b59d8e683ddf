"""What is exported is FollowTheMoney in the eyes of its own library, and our own statements come back whole."""

import hashlib
import json
from pathlib import Path

import pytest
from followthemoney import model
from followthemoney.types import registry
from hypothesis import given, settings

from glienicke.case.apart import statements_of
from glienicke.case.ftm import (
    ENTITIES,
    OWN,
    STATEMENTS,
    TYPES,
    datasets,
    export,
    ftm_date,
    ftm_entities,
    ftm_statements,
)
from glienicke.case.model import Case
from glienicke.case.read import read, read_text
from glienicke.case.register import of_lines, register_of
from glienicke.case.statement import replacing
from tests.case.examples import VALID
from tests.case.random_cases import CASES

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted((ROOT / "cases").iterdir())


def case_at(path) -> Case:
    case = read(path).case
    assert case is not None
    return case


def example(text: str = VALID) -> Case:
    case = read_text(text).case
    assert case is not None
    return case


def check(statements) -> None:
    """Every entity and every statement holds before FollowTheMoney's own schemata and types."""
    entities, rows = ftm_entities(statements), ftm_statements(statements)
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=True)
        proxy.schema.validate({"properties": entity["properties"]})
        assert registry.entity.validate(entity["id"]), entity["id"]
        assert not proxy.schema.abstract
        cleaned = model.get_proxy(entity, cleaned=False)
        assert {p: sorted(v) for p, v in cleaned.properties.items()} == {
            p: sorted(v) for p, v in entity["properties"].items()
        }
        for name, values in entity["properties"].items():
            prop = proxy.schema.get(name)
            assert prop is not None and not prop.stub, (entity["schema"], name)
            assert prop.type.name == TYPES[name]
            assert all(prop.type.validate(value) for value in values), (name, values)
    known = {entity["id"]: entity for entity in entities}
    for row in rows:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == hashlib.sha1(key.encode()).hexdigest()
        entity = known[row["entity_id"]]
        assert row["schema"] == entity["schema"]
        assert row["dataset"] in entity["datasets"]
        if row["prop"] == "id":
            assert row["value"] == row["entity_id"]
            continue
        schema = model.get(row["schema"])
        prop = schema.get(row["prop"]) if schema is not None else None
        assert prop is not None
        assert row["prop_type"] == prop.type.name
        assert row["value"] in entity["properties"][row["prop"]]
        if prop.type is registry.entity:
            target = model.get_proxy(known[row["value"]])
            assert prop.range is not None and target.schema.is_a(prop.range), (row, target.schema)
    assert len({row["id"] for row in rows}) == len(rows)
    said = {(row["entity_id"], row["prop"], row["value"]) for row in rows if row["prop"] != "id"}
    assert said == {(e["id"], p, v) for e in entities for p, values in e["properties"].items() for v in values}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_cases_hold_before_the_library(path):
    case = case_at(path)
    check(statements_of(case))
    people = [entity for entity in ftm_entities(statements_of(case)) if entity["schema"] == "Person"]
    assert len(people) == sum(person.count is None for person in case.people.values())


def test_the_case_with_every_key_holds_before_the_library():
    check(statements_of(example()))


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_random_cases_hold_before_the_library(case):
    check(statements_of(case))


def test_a_person_as_followthemoney_tells_it():
    case = example(VALID.replace(", unverified: yes", ""))
    entities = {entity["id"]: entity for entity in ftm_entities(statements_of(case))}
    assert entities["example.people.gershkovich"]["properties"] == {
        "name": ["Evan Gershkovich"],
        "alias": ["Эван Гершкович"],
        "citizenship": ["us"],
        "nationality": ["us"],
        "birthDate": ["1991-10"],
    }
    assert entities["example.people.navalny"]["properties"]["deathDate"] == ["2024-02-16"]
    assert entities["example.parties.DE"]["schema"] == "PublicBody"
    assert entities["example.parties.DE"]["properties"] == {
        "name": ["Germany"],
        "country": ["de"],
        "notes": ["holds one"],
    }
    links = [e["properties"] for e in entities.values() if e["schema"] == "UnknownLink"]
    assert {
        "subject": ["example.people.gershkovich"],
        "object": ["example.parties.RU"],
        "role": ["held by"],
        "startDate": ["2023-03-29"],
    } in links
    assert entities["example.sources.sabah"]["properties"] == {
        "publisher": ["Daily Sabah"],
        "publishedAt": ["2024-08-02"],
        "sourceUrl": ["https://example.org/a"],
        "title": ["A title"],
        "name": ["A title"],
        "notes": ["a copy"],
    }


def test_two_sources_of_one_fact_are_two_statements():
    text = "case: c\nsources: {s: {who: S, on: 2024-05-01}, t: {who: T}}\nparties: {DE: Germany}\n"
    text += "people: {ana: {name: {is: Ana Ilic, according_to: [s, t]}}}\n"
    rows = [row for row in ftm_statements(statements_of(example(text))) if row["prop"] == "name"]
    named = [row for row in rows if row["entity_id"] == "c.people.ana"]
    assert [(row["dataset"], row["first_seen"]) for row in named] == [("c_s", "2024-05-01"), ("c_t", None)]
    assert len({row["id"] for row in named}) == 2


def test_no_two_sources_share_a_dataset():
    text = "case: c\nsources: {a-b: {who: S}, a_b: {who: T}, и: {who: U}}\nparties: {DE: Germany}\n"
    text += "people: {ana: {name: {is: Ana, according_to: [a-b, a_b, и]}}}\n"
    assert datasets(statements_of(example(text))) == {None: "c", "a-b": "c_a_b", "a_b": "c_a_b_2", "и": "c_i"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_positions_do_not_leave_a_case(path):
    """What a party asks, would give, and on which conditions is in our own statements only."""
    case = case_at(path)
    files = export(statements_of(case))
    public = files[ENTITIES] + files[STATEMENTS]
    told = {c.say for stances in case.positions.values() for p in stances for c in p.conditions}
    told |= {c.say for signal in case.signals for c in (*signal.add, *signal.drop)}
    told |= {p.note for stances in case.positions.values() for p in stances if p.note}
    assert all(json.dumps(text, ensure_ascii=False)[1:-1] in files[OWN] for text in told)
    assert not [text for text in told if json.dumps(text, ensure_ascii=False)[1:-1] in public]
    cited = {s.source for s in statements_of(case) if s.subject.startswith("people/")}
    articles = [line for line in files[ENTITIES].splitlines() if '"schema": "Article"' in line]
    assert len(articles) <= len(cited)


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_our_own_statements_come_back_whole(case):
    register = of_lines(export(statements_of(case))[OWN].split("\n"))
    assert register == register_of(case)
    assert register.case == case


def test_what_was_superseded_is_in_our_own_statements_only():
    statements = statements_of(example())
    old = next(s for s in statements if s.value == "Vadim Krasikov")
    files = export((*statements, replacing(old, value="V. Krasikov")))
    assert "Vadim Krasikov" not in files[ENTITIES] + files[STATEMENTS]
    assert "V. Krasikov" in files[ENTITIES]
    assert len(of_lines(files[OWN].split("\n"))) == len(statements) + 1


def test_what_is_not_verified_or_only_believed_is_left_out():
    text = "case: c\nsources: {s: {who: S}}\nparties: {DE: Germany, FR: France}\npeople:\n  ana:\n    name: Ana Ilic\n"
    text += "    state: {is: dead, since: 2024, unverified: yes, according_to: [s]}\n"
    text += "    held_by: {is: DE, basis: believed}\n    born: {is: 1980, unverified: yes}\n"
    entities = ftm_entities(statements_of(example(text)))
    assert {e["schema"] for e in entities} == {"Person", "PublicBody"}
    assert [e["properties"] for e in entities if e["schema"] == "Person"] == [{"name": ["Ana Ilic"]}]


def test_custody_ends_where_somebody_says_that_it_did():
    text = "case: c\nsources: {s: {who: S}}\nparties: {DE: Germany, FR: France}\npeople:\n  ana:\n    name: Ana Ilic\n"
    text += "    held_by: [{is: DE, since: 2021, until: 2022}, {is: FR, since: 2023}]\n"
    text += "signals:\n  - {on: 2024-03-01, according_to: [s], people: {ana: {state: free}}}\n"
    text += "  - {on: 2025, people: {ana: {held_by: DE}}}\n"
    statements = statements_of(example(text))
    check(statements)
    links = [e for e in ftm_entities(statements) if e["schema"] == "UnknownLink"]
    spans = [(e["properties"]["object"], e["properties"]["startDate"], e["properties"].get("endDate")) for e in links]
    assert spans == [
        (["c.parties.DE"], ["2021"], ["2022"]),
        (["c.parties.FR"], ["2023"], ["2024-03-01"]),
        (["c.parties.DE"], ["2025"], None),
    ]
    [end] = [row for row in ftm_statements(statements) if row["prop"] == "endDate" and row["value"] == "2024-03-01"]
    assert end["dataset"] == "c_s"


def test_people_alike_and_minors_are_nobody_in_particular():
    text = "case: c\nparties: {DE: Germany}\npeople:\n  some: {name: Some, count: 20, held_by: DE}\n"
    text += "  ana: {name: Ana Ilic, minors: 2, held_by: DE}\n"
    people = [e for e in ftm_entities(statements_of(example(text))) if e["schema"] == "Person"]
    assert [e["properties"] for e in people] == [{"name": ["Ana Ilic"]}]


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2024-04-17", "2024-04-17"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("2022-01/2022-06", "2022"),
        ("2024-03-01/2024-03-31", "2024-03"),
        ("202X", None),
        ("2023-12-31/2024-01-01", None),
        (None, None),
    ],
)
def test_dates_say_no_more_than_they_did(edtf, date):
    assert ftm_date(edtf) == date
    assert date is None or registry.date.clean(date) == date
