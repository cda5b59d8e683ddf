"""Odds: samples, bounds, chances, the most telling question, limits, and the command."""

import json
import random
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from bench.generate import instance
from glienicke.cli.exits import Refused
from glienicke.cli.odds import odds_command
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.deals.odds import odds
from glienicke.deals.odds.answering import Question, answer
from glienicke.deals.odds.asking import runs_of
from glienicke.deals.odds.bounds import harder, upper
from glienicke.deals.odds.doubts import GRID, SOBOL_MOST, doubts_of, draw, fixed
from glienicke.deals.odds.frame import framed, make_frame
from glienicke.deals.odds.keep import Kept, kept_in, key_of, replies_in, reply_line
from glienicke.deals.odds.known import samples_of
from glienicke.deals.odds.reckon import chance
from glienicke.deals.odds.relax import Relaxation
from glienicke.deals.solve import Limits
from glienicke.language.tree import Range
from tests.deals.days import day, person, wants

ROOT = Path(__file__).parent.parent.parent


def swap(ann="10", floor="0", alive=None, **more):
    """Ann for Kay: Russia's cost of Ann and floor decide."""
    facts = {} if alive is None else {"alive": Fraction(alive)}
    return day(
        [person("ann", "RU", citizen_of=("US",), **facts), person("kay", "US", citizen_of=("RU",))],
        [wants("RU", {"kay": 10}, {"ann": ann}, floor=floor), wants("US", {"ann": 10}, **more)],
    )


# ------------------------------------------------------------------ samples


def test_doubts_come_in_file_order():
    asked = day(
        [person("ann", "RU", citizen_of=("US",), alive=Fraction(1, 2)), person("kay", "US", alive=Fraction(1))],
        [
            wants("US", {"ann": "1..2"}, floor="0..1", bundles=["2..3 if ann"]),
            wants("RU", {"{held by US}": "4..5", "kay": 3}, {"ann": "1..9"}),
        ],
    )
    assert [(d.kind, d.whose, d.about) for d in doubts_of(asked)] == [
        ("worth", "US", "ann"),
        ("bundle", "US", "bundle 1"),
        ("floor", "US", ""),
        ("worth", "RU", "{held by US}"),
        ("cost", "RU", "ann"),
        ("alive", "ann", ""),
    ]


@pytest.mark.parametrize("doubts", [1, 7, SOBOL_MOST + 1])
def test_samples_do_not_turn_on_how_they_are_cut(doubts):
    whole = draw(doubts, 5, 0, 24)
    assert (np.concatenate([draw(doubts, 5, 0, 7), draw(doubts, 5, 7, 20), draw(doubts, 5, 20, 24)]) == whole).all()
    assert whole.min() >= 0 and whole.max() < GRID
    assert (draw(doubts, 6, 0, 24) != whole).any()


def test_samples_are_even():
    points = draw(3, 1, 0, 1024)
    halves = (points >= GRID // 2).sum(axis=0)
    assert (halves == 512).all()


def test_sampled_values_are_inside_their_range():
    doubts = doubts_of(swap("2..9", "0..6"))
    for doubt in doubts:
        assert doubt.low < doubt.value(0) < doubt.value(GRID - 1) < doubt.high
    made = fixed(swap("2..9", "0..6", "0.5"), doubts_of(swap("2..9", "0..6", "0.5")), [0, 0, GRID - 1])
    assert made.people["ann"].state == "dead" and made.people["ann"].last_held_by == "RU"
    assert doubts_of(made) == ()


# ------------------------------------------------------------------ bounds


def ranged(parties, people, seed, *, values):
    """A generated day with its floors, and its worths and costs (values), as ranges."""

    def wide(value, low, high):
        return Range(value.low * low, value.low * high)

    made = instance(parties, people, seed)
    positions = {}
    for party, position in made.positions.items():
        floor = Range(Fraction(0), position.floor.low * 6 + 5)
        position = replace(position, floor=floor)
        if values:
            nine, eleven = Fraction(9, 10), Fraction(11, 10)
            position = replace(
                position,
                worth=tuple((s, wide(v, nine, eleven)) for s, v in position.worth),
                cost=tuple((s, wide(v, nine, eleven)) for s, v in position.cost),
            )
        positions[party] = position
    return replace(made, positions=positions)


@pytest.mark.parametrize("values", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_answers_are_those_of_find_and_within_every_bound(seed, values):
    asked = ranged(5, 40, seed, values=values)
    doubts = doubts_of(asked)
    assert framed(asked, doubts)
    points = draw(len(doubts), seed, 0, 12)
    question = Question(asked, Terms(), "gain", doubts)
    replies = answer(question, points)
    frame = make_frame(asked, doubts, [int(k) for k in points[0]], question.terms, "gain")
    assert frame is not None
    samples, relaxation, everyone = samples_of(frame, points), Relaxation(frame), np.arange(12)
    relaxed = [relaxation.solve(samples, i) for i in range(4)]
    rng = np.random.default_rng(seed)
    guesses = [rng.random(3 * len(frame.parties) + frame.rows.shape[0]) for _ in range(3)]
    multipliers = [r.multipliers for r in relaxed if r.found == "best"] + guesses
    for i, reply in enumerate(replies):
        found = find(fixed(asked, doubts, [int(k) for k in points[i]]), ties=False)
        assert reply.status == found.status
        assert reply.value == found.objective
        for y in multipliers:
            bound = upper(relaxation, samples, y, everyone)[i]
            assert reply.value is None or float(reply.value) <= bound
            assert reply.value is None or upper(relaxation, samples, y, everyone, aim=False)[i] >= 0


def test_no_deal_is_proven_for_others_too():
    asked = ranged(5, 40, 2, values=False)
    floors = {p: replace(x, floor=Range(Fraction(5000), Fraction(6000))) for p, x in asked.positions.items()}
    asked = replace(asked, positions=floors)
    doubts = doubts_of(asked)
    replies = answer(Question(asked, Terms(), "gain", doubts), draw(len(doubts), 1, 0, 40))
    assert {reply.status for reply in replies} == {"none"}
    assert sum(reply.way == "shared" for reply in replies) >= 30


def test_harder_samples_have_no_better_deal():
    asked = ranged(4, 24, 1, values=False)
    asked = replace(
        asked,
        people={id: replace(p, alive=Fraction(4, 5)) if id in ("p3", "p7") else p for id, p in asked.people.items()},
    )
    doubts = doubts_of(asked)
    points = draw(len(doubts), 3, 0, 60)
    points[:30] = np.minimum(points[:30], points[30:])  # so that some are harder than others
    replies = answer(Question(asked, Terms(), "gain", doubts), points)
    alive = [0 if d.kind == "alive" else int(k) for d, k in zip(doubts, points[0], strict=True)]
    frame = make_frame(asked, doubts, alive, Terms(), "gain")
    assert frame is not None
    samples, pairs = samples_of(frame, points), 0
    for i, reply in enumerate(replies):
        for j in np.flatnonzero(harder(samples, i, np.arange(60))):
            pairs += i != j
            assert (replies[j].value or 0) <= (reply.value or 0)
    assert pairs >= 15


# ------------------------------------------------------------------ chances


def test_the_chance_of_a_single_bar():
    # Russia gains 10 - cost, cost is even over 5..15: half of all samples have a deal.
    found = odds(swap("5..15"), samples=512)
    assert found.deal is not None and found.people["ann"] == found.deal
    assert found.deal.share == pytest.approx(0.5, abs=1 / 512)
    assert found.deal.low < 0.5 < found.deal.high and found.deal.high - found.deal.low < 0.09
    assert sum(found.ways.values()) == 512 and found.ways["shared"] > 400


def test_nothing_uncertain_is_one_sample():
    found = odds(swap("4"), samples=1000)
    assert found.certain and (found.asked, found.answered) == (1, 1)
    assert found.deal is not None and (found.deal.low, found.deal.high) == (1.0, 1.0)
    none = odds(swap("40"))
    assert none.deal is not None and none.deal.share == 0 and not none.gains


def test_the_most_telling_question():
    found = odds(swap("2..12", "0..1", "0.6"), samples=512)
    assert [t.kind for t in found.telling[:2]] == ["alive", "cost"]
    first, second = found.telling[:2]
    assert first.below == 0 and first.above == pytest.approx(0.75, abs=0.05)
    assert second.below == pytest.approx(0.6, abs=0.05) and second.above == pytest.approx(0.3, abs=0.06)
    assert first.told > second.told > found.telling[2].told >= 0
    assert second.question == "the cost of ann to RU" and second.middle == 7


def test_a_question_that_decides_all_tells_all():
    found = odds(swap("4", alive="0.5"), samples=256)
    assert found.telling[0].told == 1.0


def test_intervals_are_wilsons():
    its = chance(30, 100)
    assert (its.low, its.high) == pytest.approx((0.2189, 0.3958), abs=1e-4)
    wider = chance(30, 90, 10)
    assert wider.low == its.low and wider.high > its.high
    assert chance(0, 50).low == 0 and chance(50, 50).high == 1


def test_the_limit_comes_first():
    assert odds(swap("5..15"), limits=Limits(0.0)).status == "unknown"
    stopped = Limits()
    stopped.stop.set()
    assert odds(swap("5..15"), limits=stopped).deal is None


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"samples": -3}, {"samples": 1 << 40}, {"seed": -1}])
def test_what_cannot_be_asked(wrong):
    with pytest.raises(ValueError, match="expected"):
        odds(swap("5..15"), **wrong)


def test_runs_cover_every_sample_once():
    for asked, quick in ((1, True), (1000, True), (1000, False), (511, True)):
        runs = runs_of(instance(10, 300, 1), asked, quick=quick)
        assert [i for run in runs for i in range(*run)] == list(range(asked))


def test_more_samples_go_on_from_fewer(tmp_path):
    asked = swap("5..15", "0..3", share={"RU": "0.1"})
    few = odds(asked, samples=64, resume=tmp_path)
    more = odds(asked, samples=128, resume=tmp_path)
    assert (few.resumed, more.resumed) == (0, 64)
    fresh = odds(asked, samples=128)
    assert (fresh.deal, fresh.people, fresh.gains, fresh.telling) == (more.deal, more.people, more.gains, more.telling)
    question = Question(asked, Terms(), "gain", doubts_of(asked))
    others = [replace(question, aim="freed"), replace(question, day=swap("5..16", "0..3", share={"RU": "0.1"}))]
    paths = {kept_in(tmp_path, question, seed).path for seed in (1, 2)} | {kept_in(tmp_path, q, 1).path for q in others}
    assert len(paths) == 4 and kept_in(tmp_path, question, 1).path.exists()


def test_a_line_is_what_was_written(tmp_path):
    asked = swap("5..15")
    doubts = doubts_of(asked)
    replies = answer(Question(asked, Terms(), "gain", doubts), draw(1, 1, 0, 20))
    kept = Kept(tmp_path / "deep" / "file.jsonl")
    kept.add({"key": "a", "answers": reply_line(asked, replies)})
    with kept.path.open("ab") as file:
        file.write(b'{"key":"b","ans')
    kept.add({"key": "c", "answers": []})
    lines = kept.lines()
    assert lines.keys() == {"a", "c"}
    assert replies_in(asked, lines["a"]["answers"]) == [replace(r, released=tuple(sorted(r.released))) for r in replies]
    with pytest.raises(ValueError):
        replies_in(asked, [["deal", "ff", None, [], "find"]])


def test_the_key_of_a_question_is_of_all_its_parts():
    keys = {
        key_of(asked)
        for asked in (
            swap("5..15"),
            swap("5..16"),
            swap("5..15", "1"),
            swap("5..15", alive="0.5"),
            swap("5..15", conditions=["ann only if kay"]),
        )
    }
    assert len(keys) == 5
    assert key_of(swap("5..15")) == key_of(swap("5..15"))


# ------------------------------------------------------------------ the command


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run `odds` on a case of these positions; its text, its JSON (checked against the schema), its exit code."""
    monkeypatch.setenv("COLUMNS", "100")
    app = typer.Typer()
    app.command("odds")(odds_command)

    def ran(text, *words):
        path = tmp_path / "case.yaml"
        path.write_text(text)
        return CliRunner().invoke(app, [str(path), *words])

    return ran


CASE = """case: bridge
parties: {A: Alania, B: Bosna}
people:
  kay: {name: Kay, citizen_of: [A], held_by: B}
  ann: {name: Ann, citizen_of: [B], held_by: A, alive: 0.7}
  bob: {name: Bob, citizen_of: [B], held_by: A}
  zed: {name: Zed, citizen_of: [B], held_by: A, owed: seriously wounded}
positions:
  A: [{from: 2024-01-01, worth: {kay: 8..12}, cost: {ann: 2..9, bob: 4}}]
  B: [{from: 2024-01-01, worth: {ann: 10, bob: 3..6}, cost: {kay: 4..9}, floor: 0..6}]
"""


def test_what_people_see(run):
    said = run(CASE, "--samples", "256")
    assert said.exit_code == 0, said.output
    text = said.stdout
    order = ["Owed by law", "Chance of a deal:", "95 % interval", "What to ask next", "asking whether ann is alive"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.index("Kay  ") < text.index("Ann  ") < text.index("Bob  ")  # file order, not by chance
    assert "Released in none: Zed" in text and "seed 1" in text


def test_json_is_as_documented(run):
    schema = json.loads((ROOT / "schema" / "answers.schema.json").read_text())
    for words in (["--samples", "128"], ["--time-limit", "0"], ["--samples", "64", "--trade-owed", "--aim", "freed"]):
        said = run(CASE, *words, "--json")
        data = json.loads(said.stdout)
        jsonschema.validate(data, {**schema, "oneOf": [{"$ref": "#/$defs/odds"}]})
        assert said.exit_code == (4 if data["status"] == "unknown" else 0)
        assert [p["id"] for p in data["people"]] in ([], ["kay", "ann", "bob", "zed"])


def test_nothing_uncertain_says_so(run):
    certain = CASE.replace(", alive: 0.7", "").replace("8..12", "9").replace("2..9", "3").replace("3..6", "4")
    certain = certain.replace("4..9", "5").replace("0..6", "1")
    said = run(certain)
    assert said.exit_code == 0 and "nothing is uncertain on this day" in said.stdout


@pytest.mark.parametrize("words", [["--samples", "0"], ["--samples", "many"], ["--jobs", "0"], ["--seed", "-1"]])
def test_usage(run, words):
    assert run(CASE, *words).exit_code == 2


def test_ranges_that_cross_are_refused(run):
    said = run(CASE.replace("8..12", "12..8"))
    assert isinstance(said.exception, Refused) and said.exception.code == 1


def test_without_ray_the_command_says_what_to_install(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    said = run(CASE, "--on-ray")
    assert isinstance(said.exception, Refused) and "glienicke[ray]" in str(said.exception)


def test_seeds_differ_and_repeat(run):
    texts = [json.loads(run(CASE, "--samples", "64", "--seed", seed, "--json").stdout)["deal"] for seed in "121"]
    assert texts[0] == texts[2] != texts[1]


def test_a_random_order_of_people_changes_nothing():
    asked = ranged(4, 24, 5, values=False)
    ids = list(asked.people)
    random.Random(1).shuffle(ids)
    other = replace(asked, people={id: asked.people[id] for id in ids})
    assert odds(asked, samples=64).deal == odds(other, samples=64).deal
