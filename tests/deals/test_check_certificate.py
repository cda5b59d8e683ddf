"""Certificates of "no deal": they prove what is so, never what is not, and rows hold of every acceptable deal."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from glienicke.deals.check.certificate import certify, verify_certificate
from glienicke.deals.check.derive import derive
from glienicke.deals.check.inequalities import Box, Row, total
from glienicke.deals.deal import Certificate, Deal, Terms
from tests.deals.days import day, person, wants
from tests.twin import brute
from tests.twin.random_days import day_of

TERMS = st.builds(Terms, cautious=st.booleans(), settled=st.booleans(), trade_owed=st.booleans())
SEEDS = st.integers(0, 10**6)


def _arrays(rows: Sequence[Row], box: Box):
    at = {name: number for number, name in enumerate(box)}
    matrix, least = np.zeros((len(rows), len(at))), np.array([float(row.least) for row in rows])
    for number, row in enumerate(rows):
        for name, coefficient in row.coefficients.items():
            matrix[number, at[name]] = float(coefficient)
    return matrix, least, [(float(low), float(high)) for low, high in box.values()]


def rays(rows: Sequence[Row], box: Box) -> Sequence[float] | None:
    """Multipliers from the duals of the smallest total shortfall."""
    if not rows:
        return None
    matrix, least, bounds = _arrays(rows, box)
    shortfalls, cost = np.eye(len(rows)), np.concatenate([np.zeros(len(bounds)), np.ones(len(rows))])
    found = linprog(cost, -np.hstack([matrix, shortfalls]), -least, bounds=[*bounds, *[(0, None)] * len(rows)])
    return None if found.fun < 1e-9 else list(-found.ineqlin.marginals)


def point(rows: Sequence[Row], box: Box) -> Mapping[str, float] | None:
    matrix, least, bounds = _arrays(rows, box)
    found = linprog(np.zeros(len(bounds)), -matrix, -least, bounds=bounds)
    return dict(zip(box, found.x, strict=True)) if found.status == 0 else None


def values_of(there, terms: Terms, deal: Deal) -> tuple[list[Row], Box, dict[str, Fraction]]:
    """The rows, and the deal as a point that should satisfy them."""
    rows = derive(there, terms)
    values = {f"x[{id}]": Fraction(id in deal.items) for id in brute.everything(there)}
    values |= {f"y[{party}]": Fraction(party in deal.parties) for party in there.parties}
    for name, meaning in rows.meaning.items():
        values[name] = meaning(values)
    return rows.rows, rows.box, values


def rows_hold(seed: int, terms: Terms) -> None:
    there = day_of(seed)
    for deal in brute.acceptable(there, terms):
        rows, box, values = values_of(there, terms, deal)
        for name, (low, high) in box.items():
            assert low <= values[name] <= high, name
        for row in rows:
            assert total(row.coefficients, values) >= row.least, row


@given(SEEDS, TERMS)
def test_rows_hold_of_every_acceptable_deal(seed, terms):
    """The one test that must never fail: otherwise a proof could be wrong."""
    rows_hold(seed, terms)


def test_rows_hold_of_every_acceptable_deal_on_many_days():
    for seed in range(400):
        rows_hold(seed, Terms(cautious=seed % 3 == 0))


@given(SEEDS, TERMS)
def test_certifies_only_what_is_so(seed, terms):
    there = day_of(seed)
    has_deal = brute.best(there, terms) is not None
    certificate = certify(there, terms, rays, point)
    assert not (has_deal and certificate)
    if certificate:
        assert verify_certificate(there, terms, certificate) == ()


def test_most_of_what_is_so_is_certified():
    proven = {"farkas": 0, "tree": 0, "nothing": 0}
    for seed in range(100):
        there = day_of(seed)
        if brute.best(there) is None:
            certificate = certify(there, Terms(), rays, point)
            proven[certificate.method if certificate else "nothing"] += 1
    assert proven["nothing"] <= 2 and proven["farkas"] > 20 and proven["tree"] > 5


CLASH = day(
    [person("ann", "RU"), person("kay", "US")],
    [wants("RU", {"kay": 9}, conditions=["ann only if kay"]), wants("US", {"ann": 9}, conditions=["never kay"])],
)


def test_certificate_says_why():
    certificate = certify(CLASH, Terms(want=("ann",)), rays, point)
    assert certificate is not None and certificate.method == "farkas"
    reasons = {because for _, _, because in certificate.body["rows"]}
    assert {"ann is wanted", "condition 1 of US: never kay"} <= reasons


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "has no list of rows"),
        ({"rows": []}, "the sum of the rows can be satisfied"),
        ({"rows": [[0, "-1", "x"]]}, "no number from 0 up"),
        ({"rows": [[0, "1/0", "x"]]}, "no number from 0 up"),
        ({"rows": [[0, "1", "because"]]}, "not 'because'"),
        ({"rows": [[-1, "1", "x"]]}, "is no row of the day"),
        ({"rows": [[10**6, "1", "x"]]}, "is no row of the day"),
    ],
)
def test_wrong_proofs_are_refused(body, said):
    assert said in verify_certificate(CLASH, Terms(), Certificate("farkas", body))[0]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"branch": "result[RU]", "0": {}, "1": {}}, "no 0/1 variable"),
        ({"branch": "x[ann]", "0": {}}, "does not branch both ways"),
        ({"branch": "x[ann]", "0": {"rows": []}, "1": {"rows": []}}, "x[ann] = 0: the sum"),
    ],
)
def test_wrong_trees_are_refused(body, said):
    assert said in verify_certificate(CLASH, Terms(), Certificate("tree", body))[0]


def test_proof_of_one_day_is_none_of_another():
    certificate = certify(CLASH, Terms(), rays, point)
    assert certificate is not None
    open_day = day(list(CLASH.people.values()), [wants("RU", {"kay": 9}), wants("US", {"ann": 9})])
    assert verify_certificate(open_day, Terms(), certificate)
    assert verify_certificate(CLASH, Terms(), certificate) == ()


def test_agreement_is_no_proof():
    agreement = Certificate("agreement", {"solvers": ["HiGHS", "CP-SAT"]})
    assert verify_certificate(CLASH, Terms(), agreement) == ("not provable alone: two solvers agree",)


def test_without_a_point_it_still_branches():
    there = next(d for d in map(day_of, range(100)) if (c := certify(d, Terms(), rays, point)) and c.method == "tree")
    certificate = certify(there, Terms(), rays)
    assert certificate is not None and verify_certificate(there, Terms(), certificate) == ()
    assert certify(there, Terms(), rays, point, leaves_max=1) is None


def test_useless_multipliers_prove_nothing():
    assert certify(CLASH, Terms(), lambda rows, box: [1.0] * len(rows), leaves_max=4) is None
    assert certify(CLASH, Terms(), lambda rows, box: [float("nan")] * len(rows), leaves_max=4) is None
