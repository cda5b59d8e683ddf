"""A deal as JSON: out and in again is the same; whatever is wrong comes back as data, all at once."""

import json
from fractions import Fraction

import pytest

from glienicke.deals.check import faults
from glienicke.deals.deal import Deal
from glienicke.deals.deal_json import deal_from_json, deal_from_text, deal_to_json
from tests.deals.test_check_faults import DAY, GOOD


def test_there_and_back():
    text = json.dumps({"status": "deal", "aim": "gain", **deal_to_json(GOOD)})
    read = deal_from_text(text, DAY)
    assert isinstance(read, Deal) and not faults(DAY, read)
    assert read.released == GOOD.released and read.parties["RU"] == GOOD.parties["RU"]


def test_exact_fractions_as_text():
    data = deal_to_json(GOOD)
    data["parties"]["US"]["gain"] = "71/10"
    read = deal_from_json(data, DAY)
    assert isinstance(read, Deal) and read.parties["US"].gain == Fraction(71, 10) and not faults(DAY, read)


RELEASE = {"id": "ann", "from": "RU", "to": "US"}
PART = {"gain": 1, "floor": 0, "gets": [], "gives": []}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "the deal: input should be"),
        ({}, "released: is missing"),
        ({}, "parties: is missing"),
        ({"released": [{"id": "ann", "from": "RU"}], "parties": {}}, "released.0.to: is missing"),
        ({"released": [{**RELEASE, "too": 1}], "parties": {}}, "released.0.too: is not a key of a deal"),
        ({"released": [{**RELEASE, "id": 3}], "parties": {}}, "released.0.id: input should be a valid string"),
        ({"released": [{**RELEASE, "minors": -1}], "parties": {}}, "released.0.minors: input should be greater"),
        ({"released": [{**RELEASE, "minors": True}], "parties": {}}, "released.0.minors: input should be a valid int"),
        ({"released": [RELEASE, RELEASE], "parties": {}}, "released: ann is there twice"),
        ({"released": [{**RELEASE, "id": "zoe"}], "parties": {}}, "released: zoe is no person of the case"),
        ({"released": [{**RELEASE, "from": "XX"}], "parties": {}}, "released: XX is no party of the case"),
        ({"released": [], "parties": {"XX": PART}}, "parties: XX is no party of the case"),
        ({"released": [], "parties": {"RU": {**PART, "gain": "1e9"}}}, "parties.RU.gain: is no number"),
        ({"released": [], "parties": {"RU": {**PART, "gain": "1/0"}}}, "parties.RU.gain: is no number"),
        ({"released": [], "parties": {"RU": {**PART, "gain": True}}}, "parties.RU.gain: is no number"),
        ({"released": [], "parties": {"RU": {**PART, "gain": float("nan")}}}, "parties.RU.gain: is no number"),
        ({"released": [], "parties": {"RU": {**PART, "gets": ["zoe"]}}}, "parties.RU.gets: zoe is no person"),
        ({"released": [], "parties": {}, "considerations": ["tour"]}, "considerations: tour is no person or"),
        ({"released": [], "parties": {}, "needs": [["ann", "consent"]]}, "needs.0: input should be"),
        ({"released": [], "parties": {}, "hurt": {"XX": -1}}, "hurt: XX is no party"),
    ],
)
def test_mistakes_come_back_as_data(data, said):
    read = deal_from_json(data, DAY)
    assert isinstance(read, tuple) and any(said in str(fault) for fault in read), read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "this is not JSON"),
        ('{"released": [], "released": [], "parties": {}}', "the key 'released' is there twice"),
    ],
)
def test_no_text_raises(text, said):
    read = deal_from_text(text)
    assert isinstance(read, tuple) and any(said in str(fault) for fault in read), read
