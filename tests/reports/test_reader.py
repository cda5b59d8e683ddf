"""The guard behind every reader, and how readers are named."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.reports.data import Block, Counted, Document, Event, Reading, Reported, Someone, Suggestion
from glienicke.reports.reader import SENDING, guarded, reader_named

TEXT = "Ana Vukas left Lubin with two men on Monday."
DOCUMENT = Document("a", TEXT, (Block((0, len(TEXT)), "body"),), "en", dt.date(2026, 3, 14))
HONEST = Reading(
    DOCUMENT,
    (Someone("Ana Vukas", ("Ana Vukas",), ((0, 9),)),),
    (Counted(2, "men", (26, 33)),),
    (Event("2026-03-09", TEXT, (37, 43), (0, len(TEXT))),),
    (Reported("Ana Vukas", ("Ana Vukas",), "left Lubin", (10, 20)),),
    (Suggestion("Ana Vukas", "state", "free", "left Lubin", (10, 20)),),
)


def test_what_stands_in_the_document_is_kept():
    assert guarded(HONEST) == HONEST


def test_what_does_not_is_thrown_away_and_counted():
    lies = Reading(
        DOCUMENT,
        (Someone("Ana Vukas", ("Ana Vukas",), ((0, 9), (10, 20))), Someone("Goran", ("Goran",), ((0, 5),))),
        (
            Counted(2, "men", (26, 33)),
            Counted(9, "men", (90, 99)),
            Counted(1, "man", (26, 29), of=0),
            Counted(1, "", (26, 29), of=1),
        ),
        (Event("2026-03-09", "never", (37, 43), (0, 5)),),
        (Reported("Ana", ("Ana",), "I am free", (0, 9)),),
        (Suggestion("Ana", "state", "free", "was freed", (10, 19)), Suggestion("Ana", "state", "free", "", (5, 5))),
        {"something else": 1},
    )
    kept = guarded(lies)
    assert [one.spans for one in kept.people] == [((0, 9),)]
    assert [(one.value, one.of) for one in kept.counts] == [(2, None), (1, 0), (1, None)]
    assert (kept.events, kept.statements, kept.suggestions) == ((), (), ())
    assert kept.thrown_away == {
        "something else": 1,
        "a naming that is not where it is said to be": 2,
        "a count that is not in the document": 1,
        "an event whose words are not in the document": 1,
        "reported words that are not in the document": 1,
        "a suggestion whose quote is not in the document": 2,
    }


@given(st.integers(-50, 99), st.integers(-50, 99), st.text(max_size=12))
def test_no_suggestion_passes_whose_quote_is_not_verbatim(start, end, quote):
    kept = guarded(Reading(DOCUMENT, suggestions=(Suggestion("Ana", "state", "free", quote, (start, end)),)))
    for one in kept.suggestions:
        assert TEXT[one.span[0] : one.span[1]] == one.quote != ""
    assert len(kept.suggestions) + sum(kept.thrown_away.values()) == 1


def test_readers_by_name():
    assert reader_named("rules").name == "rules"
    with pytest.raises(ValueError, match="there is no reader 'oracle'; there are rules, spacy"):
        reader_named("oracle")


def test_no_reader_that_sends_documents_away_is_made_without_consent():
    assert sorted(SENDING) == ["llm"]
    for consent in ({}, {"consent": False}):
        with pytest.raises(ValueError, match="sends documents to a provider; if that may be, say --consent"):
            reader_named("llm", "test:test", **consent)
    # With consent the next thing that is wrong is told: here, that no model is named.
    with pytest.raises(ValueError, match=r"--model says which|needs pydantic-ai"):
        reader_named("llm", consent=True)
