"""Numbers and cases that cannot be, or hardly: a clear answer or a clear error, never a wrong deal."""

import json
from fractions import Fraction

import pytest

import glienicke as g

CASE = """case: odd
parties: {{A: Alania, B: Bosna}}
people:
  ann: {{name: Ann, citizen_of: [B], held_by: A}}
  bob: {{name: Bob, citizen_of: [B], held_by: A}}
  kay: {{name: Kay, citizen_of: [A], held_by: B}}
positions:
  A: [{{from: 2024-01-01, worth: {{kay: {a}}}{more}}}]
  B: [{{from: 2024-01-01, worth: {{ann: {b}}}}}]
"""

VERBS = (
    ("find",),
    ("find", "--aim", "fair"),
    ("find", "--aim", "nash"),
    ("front", "--parties", "A,B"),
    ("alternatives",),
    ("odds", "--samples", "4"),
    ("why",),
)


@pytest.fixture
def say(run):
    """Run a command line: its exit code, what it printed, and what it said beside."""

    def said(*words):
        result = run(*words)
        return result.exit_code, result.stdout, result.stderr

    return said


@pytest.fixture
def write(tmp_path):
    def written(a="10", b="10", more="", text=CASE):
        path = tmp_path / "odd.yaml"
        path.write_text(text.format(a=a, b=b, more=more), encoding="utf-8")
        return str(path)

    return written


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ({"a": ".inf"}, "expected a number"),
        ({"a": "nan"}, "expected a number"),
        ({"a": "1e999"}, "expected a number"),
        ({"a": "9..3"}, "the range runs downwards; write 3..9"),
        ({"more": ", floor: -inf"}, "expected a number"),
        ({"more": ", cost: {ann: -3}"}, "a cost is never negative"),
        ({"more": ", share: {B: -1}"}, "a share is above 0"),
    ],
    ids=str,
)
def test_numbers_that_cannot_be_are_named_with_their_place(say, write, verb, numbers, says):
    code, out, err = say(verb[0], write(**numbers), *verb[1:])
    assert code == 1 and not out
    assert says in err and "odd.yaml:" in err


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_a_billion_beside_a_billionth(say, write, verb):
    """Either the right deal, or that it is not known; here there is but one deal."""
    code, out, _ = say(verb[0], write("1000000000", "0.000000001"), *verb[1:], "--json")
    data = json.loads(out)
    assert code in (0, 4)
    if verb[0] == "find" and code == 0:
        assert {r["id"] for r in data["released"]} == {"ann", "bob", "kay"}  # Bob costs nobody anything
        assert data["parties"]["A"]["gain"] == 10**9 and data["parties"]["B"]["gain"] == 1e-9
    if verb[0] == "front" and code == 0:
        assert [p["gains"] for p in data["points"]] == [{"A": 10**9, "B": 1e-9}]


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_time_at_all_is_unknown_and_no_deal(say, write, verb):
    code, out, _ = say(verb[0], write(), *verb[1:], "--time-limit", "0", "--json")
    assert code == 4
    assert json.loads(out)["status"] == "unknown"


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_nobody_is_held(say, write, verb):
    text = (
        CASE.replace("people:", "people: {{}}")
        .replace("worth: {{kay: {a}}}{more}", "floor: 0")
        .replace(", worth: {{ann: {b}}}", "")
    )
    lines = [line for line in text.splitlines() if not line.startswith("  ann") and "name:" not in line]
    code, out, _ = say(verb[0], write(text="\n".join(lines) + "\n"), *verb[1:], "--json")
    assert code == (0 if verb[0] in ("why", "odds") else 3), out
    assert "released" not in json.loads(out) or json.loads(out)["released"] == []


def test_no_parties_is_a_mistake_or_an_empty_answer(say, write):
    path = write(text="case: odd\nparties: {{}}\npeople:\n  ann: {{name: Ann}}\n")
    code, _, err = say("find", path)
    assert code == 1 and "say the day with --on" in err
    code, out, _ = say("find", path, "--on", "2024-01-01", "--json")
    assert code == 3 and json.loads(out)["status"] == "none"
    code, _, err = say("front", path, "--on", "2024-01-01", "--parties", "A,B")
    assert code == 2 and "no party 'A'" in err


def test_a_party_without_conditions_signs_what_pays(write):
    found = g.load(write()).on().find()
    assert found.status == "deal" and found.objective == Fraction(20)


def test_a_party_that_contradicts_itself_is_named(say, write):
    conditions = ', conditions: ["at most 1 of {{held by A}}", "kay only if ann", "at least 2 of {{held by A}}"]'
    path = write(more=conditions.replace("{{", "{").replace("}}", "}"))
    code, out, _ = say("why", path)
    assert code == 0
    assert "Alania (A) contradicts itself" in out
    code, out, _ = say("why", path, "--json")
    assert json.loads(out)["contradictions"] == [
        {
            "party": "A",
            "conditions": [
                {"condition": "at most 1 of {held by A}", "at": f"{path}:8"},
                {"condition": "at least 2 of {held by A}", "at": f"{path}:8"},
            ],
        }
    ]
    code, out, _ = say("check", path)
    assert code == 0 and "warning: A contradicts itself on 2024-01-01" in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("front",), "name two to four of A, B"),
        (("front", "--parties", "A"), "two to four different parties"),
        (("front", "--parties", "A,A"), "two to four different parties"),
        (("front", "--parties", "A,C"), "no party 'C'"),
        (("front", "--parties", "A,B", "--at", "99"), "the front has 1 point"),
        (("front", "--parties", "A,B", "--picture", "x.bmp"), "neither .svg nor .html"),
        (("alternatives", "-k", "0"), "-k"),
        (("odds", "--samples", "0"), "--samples"),
        (("find", "--aim", "best"), "--aim"),
        (("find", "--aim", "fair", "--normalise", "log"), "--normalise"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_questions_that_cannot_be(say, write, words, says):
    code, out, err = say(words[0], write(), *words[1:])
    assert code == 2 and not out
    assert says in err
