"""Proofs that a deal is best: found for most small days, checked again, and worthless for any other claim."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from glienicke.deals.check.certificate import claims_of, verify_certificate
from glienicke.deals.deal import Aim, Answer, Certificate, Terms
from glienicke.deals.find import find
from glienicke.positions.day import Day
from tests.deals.test_fair_nash_twin import question, sizes, with_deep_floors
from tests.twin import brute
from tests.twin.random_days import day_of

AIMS: tuple[Aim, ...] = ("gain", "freed", "fewest", "fair")


def proven(seed: int) -> tuple[Day, Terms, Answer]:
    day = with_deep_floors(day_of(seed, sizes(seed)), seed)
    terms = question(seed, day)
    return day, terms, find(day, terms, AIMS[seed % 4], ties=False, prove=10.0)


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_best_deals_are_proven_in_fractions(start: int) -> None:
    deals, exact = 0, 0
    for seed in range(start, start + 40):
        day, terms, answer = proven(seed)
        if answer.status != "deal":
            continue
        assert answer.certificate is not None
        deals += 1
        if answer.certificate.method != "agreement":
            exact += 1
            assert verify_certificate(day, terms, answer.certificate) == (), seed
            assert claims_of(answer.certificate)
    assert deals > 10 and exact >= deals * 0.9


def test_a_claim_that_a_deal_refutes_is_never_proven() -> None:
    refuted = 0
    for seed in range(120):
        day, terms, answer = proven(seed)
        certificate = answer.certificate
        if certificate is None or certificate.method == "agreement" or answer.deal is None:
            continue
        for each in certificate.body.get("claims", ()):
            claim = dict(each["none"])
            # The same proof for something that the best deal itself does.
            if claim["kind"] == "fewest":
                claim["value"] = str(Fraction(claim["value"]) + 1)
            elif claim["kind"] == "levels":
                claim["levels"] = [str(Fraction(v) - 1) for v in claim["levels"]]
            elif Fraction(claim["value"]) == 0:
                continue
            else:
                claim["value"] = str(Fraction(claim["value"]) - 1)
            forged = replace(certificate, body={"claims": [{"none": claim, "proof": each["proof"]}]})
            assert verify_certificate(day, terms, forged), (seed, claim)
            refuted += 1
    assert refuted > 30


def test_a_claim_about_nobody_is_a_fault() -> None:
    day = day_of(2, sizes(2))
    bodies: list[dict[str, Any]] = [
        {"claims": [{"none": {"kind": "surplus", "value": "1", "party": "Nobody"}, "proof": {"rows": []}}]},
        {"claims": [{"none": {"kind": "better", "value": "1"}, "proof": {"rows": []}}]},
        {"claims": [{"proof": {"rows": []}}]},
        {"claims": [{"none": {"kind": "gain", "value": "1/0"}, "proof": {"rows": []}}]},
    ]
    for body in bodies:
        assert verify_certificate(day, brute.NO_TERMS, Certificate("farkas", body))
