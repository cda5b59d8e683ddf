"""Plain English, word for word: the page docs/conditions.md is the golden file, and a few sentences beyond it."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from glienicke.language.explain import explain, explain_bundle, explain_selection
from glienicke.language.parse import RESERVED, Mistake, Parsed, parse_bundle, parse_selection, parse_sentence
from glienicke.language.show import show

PAGE = Path(__file__).parents[2] / "docs" / "conditions.md"
SCALE = {"vital": Fraction(80), "high": Fraction(40), "medium": Fraction(20), "low": Fraction(10)}
THINGS = {"visit"}
NAMES = {
    "krasikov": "Vadim Krasikov",
    "navalny": "Alexei Navalny",
    "whelan": "Paul Whelan",
    "gershkovich": "Evan Gershkovich",
    "dultsev": "Artem Dultsev",
    "dultseva": "Anna Dultseva",
    "visit": "consular visits",
    "RU": "Russia",
    "DE": "Germany",
    "US": "the United States",
    "SI": "Slovenia",
    "A": "Arania",
    "B": "Belonia",
}


def namer(name: str) -> str:
    return NAMES.get(name, name)


def table(head: str) -> list[tuple[str, ...]]:
    """The rows of the page's tables whose first column has this head."""
    rows, inside = [], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
        elif line.startswith(f"| {head} |"):
            inside = True
        elif inside and not line.startswith("|--"):
            first, *rest = (cell.strip() for cell in line.strip("|").split("|"))
            rows.append((first.strip("`"), *rest))
    assert rows, head
    return rows


@pytest.mark.parametrize(("text", "said"), [*table("statement"), *table("sentence")])
def test_sentences_of_the_page(text, said):
    found = parse_sentence(text)
    assert isinstance(found, Parsed)
    assert show(found.tree) == text
    assert explain(found.tree, namer, THINGS) == said


@pytest.mark.parametrize(("text", "said"), table("selection"))
def test_selections_of_the_page(text, said):
    found = parse_selection(text)
    assert isinstance(found, Parsed)
    assert show(found.tree) == text
    assert explain_selection(found.tree, namer, THINGS) == said


@pytest.mark.parametrize(("text", "said"), table("bundle"))
def test_bundles_of_the_page(text, said):
    found = parse_bundle(text, SCALE)
    assert isinstance(found, Parsed)
    assert explain_bundle(found.tree, namer, THINGS) == said


@pytest.mark.parametrize(("text", "message", "hint"), table("text"))
def test_mistakes_of_the_page(text, message, hint):
    found = parse_sentence(text)
    assert isinstance(found, Mistake)
    assert (found.message, found.hint) == (message, hint)


def test_page_lists_the_words_of_the_language():
    names = PAGE.read_text(encoding="utf-8").split("## Names")[1].split("## Limits")[0]
    listed = names.split("the words of the language:")[1]
    assert set(re.findall(r"`(\w+)`", listed)) == RESERVED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("any of {held by DE, not citizens of DE} only if not navalny and (whelan or visit)",
         "A person held by Germany who is not a citizen of Germany is released only if Alexei Navalny is not released "
         "and (Paul Whelan is released or “consular visits” is given)."),
        ("at most 1 of {held by US}", "At most 1 person held by the United States is released."),
        ("none of {navalny or held by US}",
         "No person who is Alexei Navalny or is held by the United States is released."),
        ("exactly 1 of (navalny; whelan) and krasikov",
         "(exactly 1 of these 2 is true: (1) Alexei Navalny is released; (2) Paul Whelan is released) "
         "and Vadim Krasikov is released."),
        ("not not navalny", "Alexei Navalny is released."),
        ("not any of {held by RU}", "No person held by Russia is released."),
        ("not none of {held by RU}", "At least one person held by Russia is released."),
        ("all of {not (held by RU, journalist or civilian)}",
         "All people who are not held by Russia or (are not marked “journalist” and are not marked “civilian”) "
         "are released."),
        ("at least 1 of {rank at least captain, held at least 2 years, not age at least 60}",
         "At least 1 person of the rank of captain or higher who has been held for at least 2 years and is not known "
         "to be aged 60 or over is released."),
        ("all of dultsev before any of {dultsev or dultseva}",
         "Anna Dultseva is not released unless Artem Dultsev is released too, if that is possible."),
        ("all of {navalny or whelan} before any of {krasikov or dultsev}",
         "None of Vadim Krasikov and Artem Dultsev is released unless both Alexei Navalny and Paul Whelan are released "
         "too, as far as they can be."),
        ("for each of whelan at most 2 of {held by US}",
         "At most 2 people held by the United States are released, and only if Paul Whelan is released."),
        ("for each of whelan at least 2, for each of {held by SI} at least 1 of {held by US}",
         "At least 2 people held by the United States are released for the release of Paul Whelan, plus 1 for each "
         "released person held by Slovenia."),
        ("any of {navalny, not wanted by RU}",
         "At least one person who is Alexei Navalny and is not wanted by Russia is released."),
        ("never {krasikov or dultsev} to SI", "None of Vadim Krasikov and Artem Dultsev ever goes to Slovenia."),
        ("any of {krasikov or dultsev or whelan} only after pardon",
         "Any of Vadim Krasikov, Artem Dultsev and Paul Whelan is released only after the legal step “pardon” is "
         "done."),
        ("weight rank of navalny >= weight rank of {krasikov or dultsev}",
         "By the weights of “rank”, Alexei Navalny (if released) comes to at least as much as those released among "
         "Vadim Krasikov and Artem Dultsev."),
    ],
)  # fmt: skip
def test_sentences_beyond_the_page(text, said):
    found = parse_sentence(text)
    assert isinstance(found, Parsed)
    assert explain(found.tree, namer, THINGS) == said


def test_a_tag_that_has_a_name_too_is_no_id_when_the_ids_are_known():
    found = parse_selection("{RU}")
    assert isinstance(found, Parsed)
    assert explain_selection(found.tree, namer) == "Russia"
    assert explain_selection(found.tree, namer, ids={"navalny"}) == "people marked “RU”"


def test_values_that_may_be_losses():
    for text, said in [
        ("-5..-2 if navalny", "Worth 2 to 5 less if Alexei Navalny is released."),
        ("-5..3 if navalny", "Worth anything from 5 less to 3 more if Alexei Navalny is released."),
        ("0 if navalny", "Worth 0 more if Alexei Navalny is released."),
    ]:
        found = parse_bundle(text, {})
        assert isinstance(found, Parsed)
        assert explain_bundle(found.tree, namer) == said
