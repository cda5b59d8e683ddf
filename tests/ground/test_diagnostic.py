"""How a mistake is shown: its place, its line, carets under the very text."""

import pytest
from wcwidth import wcswidth

from glienicke.ground.diagnostic import Diagnostic, Span, in_order, nearest, render


def shown(source, start, end, **more):
    return render(Diagnostic(Span("a.yaml", 3, start, 3, end), "wrong", source=source, **more)).split("\n")


def test_all_parts():
    head, line, carets = shown("by: DEE", 5, 8, expected="expected a party", nearest="DE")
    assert head == "a.yaml:3:5: wrong; expected a party; did you mean 'DE'?"
    assert line == "    by: DEE"
    assert carets == "        ^^^"


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("name: 名前, held_by: XX", "XX"),
        ("name: 名前, held_by: XX", "名前"),
        ("name: Jose\u0301, held_by: XX", "XX"),
        ("name: Эван Гершкович, held_by: XX", "Гершкович"),
        ("a:\t\tname: XX", "XX"),
        ("name: 👨‍👩‍👧 XX", "XX"),
    ],
)
def test_carets_stand_under_the_text(source, word):
    start = source.index(word) + 1
    _, line, carets = shown(source, start, start + len(word))
    before, found, _ = line.partition(word)
    assert found
    assert len(carets) - carets.count("^") == wcswidth(before)
    assert carets.count("^") == wcswidth(word)


def test_long_line_is_cut_around_the_place():
    source = "x" * 1000 + "WRONG" + "y" * 1000
    _, line, carets = shown(source, 1001, 1006)
    assert len(line) < 200
    assert line[carets.index("^") :].startswith("WRONG")


def test_characters_that_act_on_a_terminal_are_not_shown():
    _, line, _ = shown("name: \x1b[31m\u202ered", 1, 5)
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_place_past_the_line_and_no_place():
    assert shown("", 1, 2)[2] == "    ^"
    assert render(Diagnostic(None, "no such file", severity="warning")) == "warning: no such file"
    assert render(Diagnostic(Span("a", 1, 1, 1, 1), "empty")) == "a:1:1: empty"


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("nawalny", ["navalny", "whelan"], "navalny"),
        ("Krasikov", ["krasikov"], "krasikov"),
        ("whelan", ["paul-whelan", "krasikov"], "paul-whelan"),
        ("held-by", ["held_by", "name"], "held_by"),
        ("xyz", ["navalny"], None),
        ("a", ["b"], None),
        ("", ["b"], None),
        ("a", [], None),
    ],
)
def test_nearest_name(name, known, meant):
    assert nearest(name, known) == meant


def test_in_order_of_the_file_each_once():
    first, second = (Diagnostic(Span("a", line, 1, line, 2), "m") for line in (1, 2))
    nowhere = Diagnostic(None, "m")
    assert in_order([second, nowhere, first, second]) == (nowhere, first, second)
