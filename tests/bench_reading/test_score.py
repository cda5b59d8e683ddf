"""The scorer on small made-up articles whose scores are known by hand."""

from pathlib import Path

import pytest

from bench.gold import REPORTS, load, parse
from bench.reading import Read, articles, figures, report, show, write
from bench.reading_match import same_institution, same_party, same_sentence, same_what, same_word
from bench.reading_score import KINDS, Score, score
from glienicke.reports.data import Counted, Document, Event, Reading, Reported, Someone, Suggestion

HEAD = "manner: agency\nlanguage: en\npublished: 2024-08-02\nabout: invented\n"
TEXT = "Ana Sol met Bo Ek. Sol said Ek was well."


def article(body, head=HEAD, name="01-made-up.txt.marked"):
    made, found = parse(f"{head}---\n{body}", Path(name))
    assert found == []
    return made


def reading(text, **parts):
    return Reading(Document("01-made-up.txt", text, (), "en"), **parts)


def span(text, words, nth=0):
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def someone(text, name, *places):
    return Someone(name, (name,), tuple(span(text, words, nth) for words, nth in places))


PEOPLE = article("⟦p Ana Sol|Ana Sol⟧ met ⟦p Bo Ek|Bo Ek⟧. ⟦p Ana Sol|Sol⟧ said ⟦p Bo Ek|Ek⟧ was well.")
ANA = (("Ana Sol", 0), ("Sol", 1))
BO = (("Bo Ek", 0), ("Ek", 1))


def of_people(*people):
    scored = score(PEOPLE, reading(TEXT, people=people))["people"]
    return scored.precision, scored.recall


def test_people_as_gold_has_them():
    assert of_people(someone(TEXT, "Ana Sol", *ANA), someone(TEXT, "Bo Ek", *BO)) == (1, 1)


def test_everybody_in_one_cluster():
    """B-cubed: each of four mentions shares a cluster of four with one other that belongs to it."""
    assert of_people(someone(TEXT, "Ana Sol", *ANA, *BO)) == (0.5, 1)


def test_nobody_is_one_with_anybody():
    each = [someone(TEXT, place[0], place) for place in (*ANA, *BO)]
    assert of_people(*each) == (1, 0.5)


def test_a_mention_that_the_reader_lacks_and_one_that_gold_lacks():
    assert of_people(someone(TEXT, "Ana Sol", *ANA), someone(TEXT, "Bo Ek", ("Bo Ek", 0))) == (1, (1 + 1 + 0.5 + 0) / 4)
    precision, recall = of_people(
        someone(TEXT, "Ana Sol", *ANA), someone(TEXT, "Bo Ek", *BO), someone(TEXT, "well", ("well", 0))
    )
    assert (precision, recall) == (4 / 5, 1)


def test_half_of_a_name_is_the_name():
    assert of_people(someone(TEXT, "Ana Sol", ("Ana Sol met", 0), ("Sol", 1)), someone(TEXT, "Bo", ("Bo", 0)))[1] == 0.5


def of_counts(body, *counts):
    made = article(body)
    found = tuple(Counted(value, what, span(made.text, words)) for value, what, words in counts)
    scored = score(made, reading(made.text, counts=found))["counts"]
    return scored.gold, scored.found, scored.gold_right


def test_counts_by_value_and_what():
    body = "⟦c 7 Russians|Seven Russians⟧ and ⟦c 5 people|five⟧ came, ⟦c 2 men|two men⟧ left."
    right = ((7, "russian", "Seven Russians"), (5, "person", "five"), (2, "the men", "two men"))
    assert of_counts(body, *right) == (3, 3, 3)
    assert of_counts(body, (7, "Germans", "Seven Russians"), (6, "people", "five")) == (3, 2, 0)
    assert of_counts(body, right[0], right[0]) == (3, 2, 1)


def test_counts_are_a_multiset():
    body = "⟦c 3 men|Three men⟧ came and ⟦c 3 men|three men⟧ left."
    assert of_counts(body, (3, "men", "Three men")) == (2, 1, 1)


def of_events(body, *dates):
    made = article(body)
    found = tuple(Event(date, words, span(made.text, words), span(made.text, words)) for date, words in dates)
    scored = score(made, reading(made.text, events=found))
    return scored["events"].gold_right, scored["events, in place"].gold_right


def test_events_by_date_and_in_place():
    body = "On ⟦e 2024-08-01|Thursday⟧ and in ⟦e 2023|2023⟧ and ⟦e open|that week⟧."
    assert of_events(body, ("2024-08-01", "Thursday"), ("2023", "2023"), (None, "that week")) == (3, 3)
    assert of_events(body, ("2024-08-01", "2023"), ("2023", "Thursday")) == (2, 0)
    assert of_events(body, ("2024-08-01", "Thursday"), ("2024-08-01", "2023")) == (1, 1)
    assert of_events(body, ("2023-01/2023-12", "2023"), ("2024-08-01/2024-08-01", "Thursday")) == (2, 2)
    assert of_events(body, ("2024-08-02", "Thursday")) == (0, 0)


SAID = article(
    "⟦p Ana Sol|Ana Sol⟧ said ⟦s Ana Sol|they were all well⟧. "
    "The ministry denied that ⟦s Foreign Ministry > Oslo|it had agreed⟧."
)


def of_statements(*said, people=()):
    found = tuple(Reported(chain[-1] if chain else None, chain, words, span(SAID.text, words)) for words, chain in said)
    scored = score(SAID, reading(SAID.text, statements=found, people=people))
    return tuple(scored[kind].gold_right for kind in KINDS if kind.startswith("statements"))


def test_statements_by_speaker_span_and_chain():
    right = (("they were all well", ("Ana Sol",)), ("it had agreed", ("ministry", "Oslo")))
    assert of_statements(*right) == (2, 2, 2)
    assert of_statements(("they were all well", ("Bo Ek",)), ("it had agreed", ("Oslo",))) == (1, 2, 0)
    assert of_statements(("they were all well", ())) == (0, 1, 0)


def test_half_of_the_words_are_needed():
    assert of_statements(("they", ("Ana Sol",)))[0] == 0
    assert of_statements(("were all well", ("Ana Sol",)))[0] == 1


def test_a_shorter_name_counts_only_in_the_same_cluster():
    whole = Someone("Ana Sol", ("Ana Sol", "Sol"), (span(SAID.text, "Ana Sol"),))
    said = ("they were all well", ("Sol",))
    assert of_statements(said)[0] == 0
    assert of_statements(said, people=(whole,))[0] == 1
    other = Someone("Bo Sol", ("Bo Sol", "Sol"), ())
    assert of_statements(said, people=(whole, other))[0] == 0


def test_conditions_and_facts():
    head = HEAD + (
        "condition: RU | whelan only if all of krasikov\n"
        "fact: Ana Sol | held_by | RU\nfact: Ana Sol | sentence | nine years\nfact: Bo Ek | charge | espionage\n"
    )
    made = article("⟦p Ana Sol|Ana Sol⟧ and ⟦p Bo Ek|Bo Ek⟧", head)
    suggested = [
        ("ru", "condition", "whelan only if krasikov"),
        ("DE", "condition", "never whelan"),
        ("Ana Sol", "held_by", "RU"),
        ("Ana Sol", "held_by", "DE"),
        ("Ana Sol", "sentence", "9 years"),
        ("Bo Ek", "charge", "Espionage"),
        ("Bo Ek", "born", "1990"),
    ]
    found = tuple(Suggestion(*one, "", (0, 0)) for one in suggested)
    scored = score(made, reading(made.text, suggestions=found))
    assert [(scored[kind].gold, scored[kind].found, scored[kind].gold_right) for kind in ("conditions", "facts")] == [
        (1, 2, 1),
        (3, 4, 3),
    ]


def test_what_a_page_loses_is_missed():
    made = article("<p>⟦p Ana Sol|Ana Sol⟧ left.</p><p>⟦p Bo Ek|Bo Ek⟧ stayed.</p>", name="02-page.html.marked")
    scored = score(made, reading("Ana Sol left.", people=(Someone("Ana Sol", ("Ana Sol",), ((0, 7),)),)))["people"]
    assert (scored.precision, scored.recall) == (1, 0.5)
    assert [slip.text for slip in scored.missed] == ["Bo Ek: not in the text that was read"]


def test_words():
    assert same_what("the Russians", "russian", "en")
    assert same_what("German citizens", "citizens", "en")
    assert not same_what("German citizens", "Russian citizens", "en")
    assert not same_what("", "men", "en")
    assert same_word("женщины", "женщин", "ru")
    assert same_word("людей", "человек", "ru")
    assert same_word("Menschen".casefold(), "mensch", "de")
    assert not same_word("mine", "mind", "en")
    assert same_sentence("nine years", "9 years in a penal colony", "en")
    assert same_sentence("elf Jahre", "11 years", "de")
    assert same_sentence("lebenslang", "life", "de")
    assert not same_sentence("9 years", "9 months", "en")


def test_parties():
    assert same_party("DE", "de", "en")
    assert not same_party("DE", "DEU", "en")
    assert same_party("Northern Front", "the Northern Front", "en")
    assert not same_party("Northern Front", "Northern Army", "en")
    assert same_party("Южная армада", "«Южной армады»", "ru")


def test_institutions():
    assert same_institution("Turkish Foreign Ministry", "the ministry", ["Turkish Foreign Ministry"], "en")
    two = ["Turkish Foreign Ministry", "Defence Ministry"]
    assert not same_institution("Turkish Foreign Ministry", "ministry", two, "en")
    assert same_institution("senior US official", "official", [], "en")
    assert not same_institution("lawyer for the ministry", "ministry", [], "en")
    assert same_institution("Außenministerium", "Außenministeriums", [], "de")


# ----------------------------------------------------------------- the figures


def read(right, wrong):
    return Read(PEOPLE, reading(TEXT), 0.02, dict.fromkeys(KINDS, Score(right + wrong, right, right, right)))


def test_figures():
    found = figures([read(3, 1), read(1, 3)], "counts")
    assert (found["gold"], found["found"], found["precision"], found["recall"]) == (8, 4, 1, 0.5)
    assert found["f1"] == pytest.approx(2 / 3)
    assert found["low"] == pytest.approx(0.4)
    assert found["high"] == pytest.approx(6 / 7)
    assert found == figures([read(3, 1), read(1, 3)], "counts")
    assert figures([read(0, 0)], "counts")["f1"] is None


def test_report_names_the_pace_and_what_failed():
    text = report("tune", [read(3, 1)], ["counts"])
    assert text.startswith("The tune half: 1 articles (1 en, 0 de, 0 ru); 1.000 s a page of 500 words.")
    assert "| counts | en | 4 | 3 | 1.000 | 0.750 | 0.857 | 0.857 to 0.857 |" in text
    failed = Read(PEOPLE, reading(TEXT), 0.02, read(0, 4).scores, "ValueError()")
    assert "The reader failed on 1, which counts as nothing found." in report("tune", [failed], ["counts"])


def test_what_is_shown_of_one_article():
    scored = score(PEOPLE, reading(TEXT, people=(someone(TEXT, "Ana Sol", *ANA, ("Bo Ek", 0)),)))
    text = show(Read(PEOPLE, reading(TEXT), 0, scored), ["people"])
    assert "missed [Bo Ek] …Ana Sol met Bo Ek. Sol said >>Ek<< was well.…" in text
    assert "false  [Ana Sol: is Bo Ek] …Ana Sol met >>Bo Ek<< . Sol" not in text
    assert "false  [Ana Sol: is Bo Ek] …Ana Sol met >>Bo Ek<<. Sol said Ek was well.…" in text
    assert articles([Read(PEOPLE, reading(TEXT), 0, scored)], ["people"]).splitlines()[1].split() == [
        "01-made-up.txt",
        "2+3",
    ]


def test_the_table_goes_between_its_marks(tmp_path, monkeypatch):
    page = tmp_path / "reading.md"
    monkeypatch.setattr("bench.reading.PAGE", page)
    with pytest.raises(ValueError, match="lacks the marks"):
        write("tune", "new")
    page.write_text("a\n<!-- reading tune -->\nold\n<!-- /reading tune -->\nb\n", encoding="utf-8")
    write("tune", "new")
    assert page.read_text(encoding="utf-8") == "a\n<!-- reading tune -->\nnew\n<!-- /reading tune -->\nb\n"


# ---------------------------------------------------------- gold against itself


def as_reading(made):
    """The reading that has exactly the answers of gold."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mark in made.of("p"):
        spans.setdefault(mark.label, []).append(mark.span)
    counts = [(int(mark.label.split()[0]), mark.label.split(maxsplit=1)[1], mark.span) for mark in made.of("c")]
    suggested = [*made.facts, *((party, "condition", text) for party, text in made.conditions)]
    return reading(
        made.text,
        people=tuple(Someone(name, (name,), tuple(places)) for name, places in spans.items()),
        counts=tuple(Counted(*count) for count in counts),
        events=tuple(
            Event(None if mark.label == "open" else mark.label, "", mark.span, mark.span) for mark in made.of("e")
        ),
        statements=tuple(Reported(mark.chain[-1], mark.chain, "", mark.span) for mark in made.of("s")),
        suggestions=tuple(Suggestion(who, what, value, "", (0, 0)) for who, what, value in suggested),
    )


@pytest.mark.parametrize("made", load(REPORTS / "tune")[0], ids=lambda made: made.name)
def test_gold_has_everything_right(made):
    scored = score(made, as_reading(made))
    assert {kind: one.f1 for kind, one in scored.items() if one.f1 not in (None, 1)} == {}


@pytest.mark.parametrize("made", load(REPORTS / "tune")[0][:4], ids=lambda made: made.name)
def test_an_empty_reading_has_nothing_right(made):
    scored = score(made, reading(made.text))
    assert {one.f1 for one in scored.values()} <= {0, None}
    assert scored["people"].gold == len(made.of("p")) > 0
