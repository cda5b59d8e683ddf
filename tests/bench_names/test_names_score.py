"""The arithmetic of the measurement of names."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import names as bench
from bench.names_index import names
from bench.names_methods import METHODS, Run, logic
from bench.names_score import Counts, Pair, at, at_most, best_f1, count, load, wilson

PAIRS = [
    Pair("a", "a1", True, "translit", "latn"),
    Pair("b", "b1", True, "order", "latn"),
    Pair("c", "d", False, "same-surname", "latn"),
    Pair("e", "f", False, "near-surname", "latn"),
]
SCORES = (0.9, 0.4, 0.6, 0.1)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_interval_is_the_published_one(hits, of, low, high):
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)  # Newcombe 1998, table I, for 81 of 263


@given(st.integers(0, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_interval_holds_the_share(counted):
    hits, of = counted
    low, high = wilson(hits, of)
    assert 0 <= low <= high <= 1
    assert of == 0 or low - 1e-12 <= hits / of <= high + 1e-12


def test_no_share_is_refused():
    with pytest.raises(ValueError, match="no share"):
        wilson(3, 2)


def test_what_is_found_is_counted():
    found = count(PAIRS, [True, False, True, False])
    assert found == Counts(2, 1, 2, 1)
    assert (found.recall, found.false_rate, found.f1) == (0.5, 0.5, 0.5)


def test_nothing_found_has_no_f1():
    assert Counts(3, 0, 4, 0).f1 == 0
    assert Counts(0, 0, 0, 0).recall == Counts(0, 0, 0, 0).false_rate == 0


def test_thresholds_of_best_f1_and_of_a_false_rate():
    assert best_f1(PAIRS, SCORES) == 0.4  # both found, one wrong: 0.8
    assert at(PAIRS, SCORES, 0.4) == Counts(2, 2, 2, 1)
    assert at_most(PAIRS, SCORES, 0.0) == 0.9
    assert at_most(PAIRS, SCORES, 0.5) == 0.4
    assert at_most(PAIRS, SCORES, 1.0) == 0.1


def test_a_false_rate_that_no_match_keeps_is_an_infinite_threshold():
    assert at_most(PAIRS, (0.1, 0.1, 0.9, 0.1), 0.0) == math.inf


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 0.5001, 1.0])), min_size=1, max_size=40))
def test_best_f1_is_the_best_of_all_thresholds(made):
    pairs = [Pair("a", "b", same, "translit", "latn") for same, _ in made]
    scores = [score for _, score in made]
    best = at(pairs, scores, best_f1(pairs, scores)).f1
    assert best == max([at(pairs, scores, score).f1 for score in scores] + [0.0])


def test_a_peer_that_is_missing_is_said_in_the_table(tmp_path):
    missing = logic(PAIRS, python=tmp_path / "python")
    assert "setup-peers" in missing.error
    own = Run(SCORES, 1.0, ("match", "review", "no match", "no match"))
    done = {half: {"ours": own, "logic-v2": missing} for half in ("tune", "test")}
    found = bench.table_lines("test", {"tune": PAIRS, "test": PAIRS}, done)
    assert [line.counts.found for line in found[:2]] == [1, 2]
    assert "not measured" in bench.table(found)
    assert "| one person | translit | 1 | 100% | 100% |  |" in bench.by_kind(PAIRS, own, missing, None)


def test_a_peers_threshold_is_chosen_on_the_tune_half():
    own = Run(SCORES, 1.0, ("match", "no match", "no match", "no match"))
    done = {
        "tune": {"ours": own, "peer": Run(SCORES, 2.0)},
        "test": {"ours": own, "peer": Run((0.3, 0.5, 0.2, 0.2), 2.0)},
    }
    found = bench.table_lines("test", {"tune": PAIRS, "test": PAIRS}, done)
    assert [line.where for line in found[2:]] == ["best F1: 0.4", "at most our false matches: 0.9"]
    assert [line.counts.found for line in found[2:]] == [1, 0]
    assert found[0].speed / found[2].speed == 2


@pytest.mark.parametrize("method", ["rapidfuzz token_sort_ratio", "rapidfuzz WRatio", "jellyfish Jaro-Winkler"])
def test_peers_of_letters_know_order_and_script(method):
    pairs = [
        Pair("Anna Orlova", "Orlova, Anna", True, "order", "latn"),
        Pair("Анна Орлова", "Anna Orlova", True, "translit:bgn", "latn-cyrl"),
        Pair("Anna Orlova", "Boris Zimin", False, "same-given", "latn"),
    ]
    scores = METHODS[method](pairs).scores
    assert min(scores[:2]) > scores[2]


def test_the_page_is_written_between_its_marks_only(tmp_path):
    page = tmp_path / "names.md"
    assert not bench.write("tune", "new", page)
    page.write_text("before\n<!-- names tune -->\nold\n<!-- /names tune -->\nafter\n", encoding="utf-8")
    assert not bench.write("test", "new", page)
    assert bench.write("tune", "new", page)
    text = page.read_text(encoding="utf-8")
    assert text == "before\n<!-- names tune -->\n\nnew\n\n<!-- /names tune -->\nafter\n"


def test_a_wrong_label_is_refused_with_its_line(tmp_path):
    head = "person_a\tperson_b\tname_a\tname_b\tscripts\tkind\tlabel\thalf\n"
    (tmp_path / "tune.tsv").write_text(head + "a\ta\tA\tB\tlatn\tpress\tmaybe\ttune\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"tune\.tsv:2"):
        load("tune", tmp_path)


def test_names_to_search_are_of_people_on_the_list():
    listed, asked = names(300, 20)
    assert len(listed) == 300
    assert len(asked) == 20
    assert all(identifier in listed for identifier, _ in asked)
    assert (listed, asked) == names(300, 20)


def test_the_index_is_described_or_its_error():
    said = {"names": 100000, "build_seconds": 2.0, "megabytes": 50.0, "p50_ms": 5.0, "p99_ms": 9.0}
    assert "p50 5.0 ms" in bench.index_words(said | {"searches": 200, "found": 180})
    assert "not measured: broken" in bench.index_words({"error": "broken"})
