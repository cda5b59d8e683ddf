"""`front`: the second solver agrees with a whole front, says how far it came, and shows what a wrong one leaves out."""

import itertools
import json
from pathlib import Path

import jsonschema
import pytest

from bench.front import caps
from bench.generate import instance
from glienicke.cli.out import show
from glienicke.cli.render_front import front_view
from glienicke.deals import front as front_module
from glienicke.deals.answer_json import certificate_in_words, front_data
from glienicke.deals.beyond import gains_of, second_word
from glienicke.deals.check import faults
from glienicke.deals.check.certificate import verify_certificate
from glienicke.deals.deal import Terms
from glienicke.deals.front import front
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.solve import Limits, Outcome, with_highs
from tests.twin.random_days import day_of

ABC = ("P0", "P1", "P2")
DAY = caps(instance(3, 16, 5))
FRONTS = [
    (day, found)
    for seed in range(60)
    if len(pair := tuple(itertools.islice(taking_seats(day := day_of(seed)), 2))) == 2
    and (found := front(day, pair)).status == "front"
]


def test_a_second_solver_agrees_with_every_small_front():
    asked = 0
    for _, found in [*FRONTS, (DAY, front(DAY, ABC))]:
        assert found.second is not None and found.second.all and found.second.against is None
        assert found.certificate is not None and found.certificate.body["solvers"] == ["CP-SAT", "HiGHS"]
        assert found.certificate.body["second"]["agreed"] == found.certificate.body["second"]["zones"]
        asked += found.second.zones
    assert len(FRONTS) > 20 and asked > 50


def test_it_shows_a_deal_wherever_a_point_is_left_out():
    tried = 0
    whole = front(DAY, ABC)
    for day, found in [*FRONTS, (DAY, whole)]:
        for left_out in found.points[:5]:
            points = [point.gains for point in found.points if point is not left_out]
            second = second_word(day, Terms(), found.parties, points, Limits())
            assert second.against is not None and not second.all
            assert faults(day, second.against, Terms()) == ()
            got = gains_of(second.against, found.parties)
            assert not any(all(a >= b for a, b in zip(point, got, strict=True)) for point in points)
            tried += 1
    assert tried > 30


def test_a_point_that_gives_less_than_can_be_had_is_found_out():
    whole = front(DAY, ABC)
    points = [point.gains for point in whole.points]
    points[3] = (points[3][0] - 1, *points[3][1:])
    assert second_word(DAY, Terms(), ABC, points, Limits()).against is not None


def test_a_wrong_front_is_shown_and_never_called_complete(monkeypatch, capsys):
    whole = front(DAY, ABC)

    class Forgets(front_module._Search):
        """Loses what the search found first."""

        def run(self) -> bool:
            done = super().run()
            del self.points[whole.points[0].gains]
            return done

    monkeypatch.setattr(front_module, "_Search", Forgets)
    found = front(DAY, ABC)
    assert found.status == "unknown" and found.certificate is None
    assert found.second is not None and found.second.against is not None
    assert gains_of(found.second.against, ABC) in {point.gains for point in found.points}
    data = {"command": "front", **front_data(found, DAY)}
    assert {release["id"] for release in data["disagreement"]["released"]}
    schema = json.loads((Path(__file__).parents[2] / "schema/answers.schema.json").read_text())
    jsonschema.validate(json.loads(json.dumps(data)), schema)
    show([*front_view(found, DAY, Terms())])
    shown = " ".join(capsys.readouterr().out.split())
    assert "The two solvers disagree" in shown and "there may be more" in shown and "Complete" not in shown


def test_a_solver_that_settles_fewer_zones_is_not_said_to_agree(monkeypatch):
    calls = itertools.count()
    real = with_highs

    def tires(program, objective, limits):
        return (
            real(program, objective, limits) if next(calls) < 3 else Outcome("unknown", None, None, None, 0.0, "HiGHS")
        )

    monkeypatch.setattr("glienicke.deals.beyond.with_highs", tires)
    found = front(DAY, ABC)
    assert found.status == "front" and found.second is not None and found.second.zones > 3
    assert found.second.agreed == 3 and found.certificate is not None
    assert found.certificate.body["solvers"] == ["CP-SAT"]
    assert f"HiGHS agrees on 3 of the {found.second.zones} zones" in certificate_in_words(found.certificate)


@pytest.mark.parametrize("seconds", [0.0, 1e-9])
def test_without_time_one_solver_is_named(seconds):
    found = front(DAY, ABC, agree=seconds)
    assert found.status == "front" and found.certificate is not None and found.second is not None
    assert found.second.agreed == 0 and found.certificate.body["solvers"] == ["CP-SAT"]


def test_it_takes_no_more_than_is_left_of_the_limit():
    points = [point.gains for point in front(DAY, ABC).points]
    second = second_word(DAY, Terms(), ABC, points, Limits(0.0))
    assert second.agreed == 0 and second.zones > 10 and second.against is None
    stopped = Limits()
    stopped.stop.set()
    assert second_word(DAY, Terms(), ABC, points, stopped).agreed == 0


def test_a_proof_in_fractions_needs_no_second_solver():
    proven = [front(day, found.parties, prove=2.0) for day, found in FRONTS[:10]]
    exact = [found for found in proven if found.certificate is not None and found.certificate.method != "agreement"]
    assert len(exact) > 3 and all(found.second is None for found in exact)
    for (day, _), found in zip(FRONTS[:10], proven, strict=True):
        if found in exact and found.certificate is not None:
            assert verify_certificate(day, Terms(), found.certificate) == ()


def test_rows_that_promise_more_than_shares_keep_are_no_disagreement(monkeypatch):
    """What HiGHS shows is weighed by its deals: solutions without a deal beyond the front do not speak against it."""
    day, found = next((d, f) for d, f in FRONTS if f.second is not None and f.second.zones)
    shown = list[bool]()
    real = with_highs

    def promises(program, objective, limits):
        if shown:
            return real(program, objective, limits)
        shown.append(True)
        return Outcome("best", [0] * len(program.low), 0, 0, 0.0, "HiGHS")

    monkeypatch.setattr("glienicke.deals.beyond.with_highs", promises)
    second = second_word(day, Terms(), found.parties, [point.gains for point in found.points], Limits())
    assert shown and second.against is None and second.all
