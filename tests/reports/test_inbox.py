"""The accept queue: what waits, what was rejected for good, what would enter the case and how."""

import difflib
from dataclasses import replace

import pytest

from glienicke.case.statement import of_json
from glienicke.positions.load import load
from glienicke.reports.inbox import CannotDecide, Inbox, decided, taken_back, with_rejected
from glienicke.reports.inbox_edit import CannotAccept, as_value, proposal
from glienicke.reports.inbox_file import Place, added, committed, read_inbox, taking_back
from tests.reports.inbox_case import AT, CASE, TEXT, document, fill, item, loaded, named, reading, says

LATER = "2030-05-02T10:00:00+00:00"


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "river.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def accept(place, one, at=AT, instead=None):
    """Accept an item; the proposal."""
    found = proposal(place.case, read_inbox(place), [one], instead)
    committed(place, decided(found.items, "accepted", by="desk", at=at, instead=instead), found.changes)
    return found


def changed(before, after):
    """Lines taken out and put in."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def fields(place):
    return [(i.first.subject, i.first.property, i.first.value) for i in read_inbox(place).open]


def test_suggestions_are_statements_beside_the_case(case):
    place, held_back = fill(case)
    assert held_back == {}
    assert place.inbox == case.with_name("river.inbox.jsonl")
    assert fields(place) == [
        ("people/berg", "name", "Tom Berg"),
        ("people/holm", "sentence", "7 years"),
        ("people/berg", "held_by", "NF"),
        ("parties/NF", "condition", "berg only if lund"),
    ]
    first = item(place, "holm", "sentence").first
    assert first == of_json(next(line for line in place.inbox.read_text().splitlines() if first.id in line))
    assert TEXT[slice(*first.span)] == first.original_text == "Jan Holm was sentenced to 7 years"
    assert first.chain == ("The Wire", "Southern Front")
    assert (first.status, first.said_on, first.basis, first.by) == ("suggested", "2030-03-05", "reported", "desk")
    assert case.read_text() == CASE


def test_the_inbox_of_a_folder_is_no_part_of_the_case(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE)
    place, _ = fill(tmp_path)
    assert place.inbox == tmp_path / "inbox.jsonl"
    assert load(tmp_path).case == load(tmp_path / "case.yaml").case


def test_a_fact_enters_as_a_rival_with_its_document_as_source(case):
    place, _ = fill(case)
    found = accept(place, item(place, "holm", "sentence"))
    lines = [line for line in changed(CASE, case.read_text()) if "SHA-256" not in line]
    assert lines == [
        "-     sentence: 5 years        # by a court in the north",
        "+     sentence: [{is: 5 years}, {is: 7 years, according_to: wire, note: according to Southern Front}]"
        "        # by a court in the north",
    ]
    assert found.preferred == ("holm, sentence: 7 years is gone by on 2030-04-01 (the most sources (1))",)
    after = loaded(case)
    assert after.sources["wire"].who == "The Wire"
    assert after.sources["wire"].on == "2030-03-05"
    assert after.sources["wire"].title == "Two held on the river"
    assert after.sources["wire"].note.startswith("wire.txt, SHA-256 of its text ")


def test_what_a_source_confirms_gets_one_more_source(case):
    of = document("News\n\nJan Holm has been held by the Northern Front since March 2029.\n")
    place, held_back = fill(
        case, reading(of, says(of, "holm", "held_by", "NF", "held by the Northern Front", since="2029-03"))
    )
    assert held_back == {"the case says so already": 1}
    assert fields(place) == []
    place, _ = fill(
        case,
        reading(of, says(of, "holm", "held_by", "NF", "held by the Northern Front", since="2029-03")),
        confirming=True,
    )
    accept(place, item(place, "holm", "held_by"))
    assert "held_by: {is: NF, since: 2029-03, according_to: [gazette, wire]}" in case.read_text()


def test_an_undated_report_does_not_vouch_for_a_date(case):
    of = document("News\n\nJan Holm is held by the Northern Front.\n")
    place, _ = fill(case, reading(of, says(of, "holm", "held_by", "NF", "held by the Northern Front")), confirming=True)
    accept(place, item(place, "holm", "held_by"))
    assert "[{is: NF, since: 2029-03, according_to: [gazette]}, {is: NF, according_to: wire}]" in case.read_text()


def test_a_second_citizenship_takes_none_away(case):
    of = document("News\n\nVera Lund is a citizen of the Southern Front as well.\n")
    place, _ = fill(case, reading(of, says(of, "Vera Lund", "citizen_of", "SF", "citizen of the Southern Front")))
    found = accept(place, item(place, "lund", "citizen_of"))
    line = next(line for line in case.read_text().splitlines() if line.startswith("  lund:"))
    assert "[{is: [NF]}, {is: [NF, SF], according_to: wire, note: SF according to this source}]" in line
    assert found.preferred[0].startswith("lund, citizen_of: NF, SF is gone by")


def test_a_spelling_is_added_to_the_others(case):
    of = document("News\n\nYan Kholm was seen.\n")
    place, _ = fill(case, reading(of, says(of, "holm", "spellings", "Yan Kholm", "Yan Kholm")))
    accept(place, item(place, "holm", "spellings"))
    assert "    spellings: [Ян Холм, Yan Kholm]\n" in case.read_text()


def test_a_state_holds_from_the_day_of_the_report_at_the_latest(case):
    of = document("News\n\nVera Lund has died.\n")
    place, _ = fill(case, reading(of, says(of, "lund", "state", "dead", "Vera Lund has died")))
    accept(place, item(place, "lund", "state"))
    (fact,) = loaded(case).people["lund"].state
    assert (fact.is_, fact.since, fact.note) == ("dead", "2030-03-05", "at the latest on the day of the report")


def test_a_state_without_any_day_is_refused(case):
    of = document("News\n\nVera Lund has died.\n", published=None)
    place, _ = fill(case, reading(of, says(of, "lund", "state", "dead", "Vera Lund has died")))
    with pytest.raises(CannotAccept, match="needs a day from which it holds; add the document again with --published"):
        accept(place, item(place, "lund", "state"))
    assert case.read_text() == CASE


def test_a_new_person_enters_with_the_first_fact(case):
    place, _ = fill(case)
    found = accept(place, item(place, "berg", "held_by"))
    assert [i.first.property for i in found.items] == ["name", "held_by"]
    assert "  berg:\n    name: {is: Tom Berg, according_to: wire}\n" in case.read_text()
    assert "    held_by: {is: NF, since: 2030-02, according_to: wire}\n" in case.read_text()
    assert fields(place) == [("people/holm", "sentence", "7 years"), ("parties/NF", "condition", "berg only if lund")]


def test_ids_of_new_people_are_surnames_made_unique(case):
    of = document("News\n\nErik Holm, Nils Holm Jr. and Erik Holm-Berg were held.\n")
    some = [says(of, name, "held_by", "SF", name) for name in ("Erik Holm", "Nils Holm Jr.", "Erik Holm-Berg")]
    place, _ = fill(case, reading(of, *some))
    names = {i.first.value: i.subject for i in read_inbox(place).open if i.first.property == "name"}
    assert names == {"Erik Holm": "erik-holm", "Nils Holm Jr.": "nils-holm", "Erik Holm-Berg": "holm-berg"}


def test_a_condition_enters_as_a_dated_signal_in_its_place(case):
    place, _ = fill(case)
    with pytest.raises(CannotAccept, match="mistakes; nothing was written") as refused:
        accept(place, item(place, "NF", "condition"))
    assert "berg" in refused.value.diagnostics[0].message
    assert case.read_text() == CASE
    accept(place, item(place, "berg", "name"))
    before = case.read_text()
    accept(place, item(place, "NF", "condition"), at=LATER)
    assert changed(before, case.read_text()) == [
        "+   - on: 2030-03-05",
        "+     by: NF",
        "+     basis: reported",
        "+     according_to: [wire]",
        "+     add: [berg only if lund]",
    ]
    assert [signal.on for signal in loaded(case).signals] == ["2030-02-01", "2030-03-05", "2030-04-01"]
    assert "add: [berg only if lund]\n  # the envoy's letter\n  - on: 2030-04-01" in case.read_text()


def test_a_condition_enters_a_case_in_several_files(tmp_path):
    (tmp_path / "a.yaml").write_text(CASE[: CASE.index("signals:")])
    (tmp_path / "b.yaml").write_text(CASE[CASE.index("signals:") :])
    place, _ = fill(tmp_path)
    accept(place, item(place, "berg", "held_by"))
    found = accept(place, item(place, "NF", "condition"), at=LATER)
    assert [change.file.name for change in found.changes] == ["b.yaml"]
    assert [signal.on for signal in loaded(tmp_path).signals] == ["2030-02-01", "2030-03-05", "2030-04-01"]
    committed(place, *taking_back(place, read_inbox(place), by="desk", at=LATER))
    assert [signal.on for signal in loaded(tmp_path).signals] == ["2030-02-01", "2030-04-01"]


def test_signals_in_brackets_leave_no_place(case):
    case.write_text(CASE[: CASE.index("signals:")] + "signals: [{on: 2030-04-01, by: SF, add: [lund only if holm]}]\n")
    place, _ = fill(case)
    accept(place, item(place, "berg", "name"))
    with pytest.raises(CannotAccept, match="write each signal on lines of its own"):
        accept(place, item(place, "NF", "condition"))


@pytest.mark.parametrize("end", ["signals: []\n", ""])
def test_the_first_signal_of_a_case(case, end):
    case.write_text(CASE[: CASE.index("signals:")] + end)
    place, _ = fill(case)
    accept(place, item(place, "berg", "name"))
    accept(place, item(place, "NF", "condition"), at=LATER)
    assert [signal.on for signal in loaded(case).signals] == ["2030-03-05"]


@pytest.mark.parametrize(("day", "order"), [("2030-01-20", 0), ("2030-04-01", 2), ("2030-06-01", 2)])
def test_signals_stay_in_the_order_in_which_they_count(case, day, order):
    of = document("News\n\nThe Southern Front would give Lund only for two.\n", published=day)
    one = says(of, "Southern Front", "condition", "lund only if at least 2 of {held by NF}", "only for two")
    place, _ = fill(case, reading(of, one))
    accept(place, item(place, "SF", "condition"))
    assert [signal.on for signal in loaded(case).signals].index(day, order) == order


def test_a_condition_without_a_day_or_with_an_unknown_party_is_refused(case):
    of = document("News\n\nThe Western Front would give Lund only for Holm.\n", published=None)
    some = [says(of, who, "condition", "never lund", "only for Holm") for who in ("WF", "NF")]
    place, _ = fill(case, reading(of, *some))
    with pytest.raises(CannotAccept, match="no party 'WF'; write it under `parties:` first"):
        accept(place, item(place, "WF", "condition"))
    with pytest.raises(CannotAccept, match="needs the day on which it was reported"):
        accept(place, item(place, "NF", "condition"))


def condition(case, text, *people, value="berg only if lund"):
    of = document(f"News\n\n{text}\n")
    found = replace(reading(of, says(of, "NF", "condition", value, text)), people=named(of, *people))
    return fill(case, found)


def test_a_condition_brings_up_the_new_people_it_speaks_of(case):
    place, _ = condition(case, "The north would give Tom Berg only for Lund.", "Tom Berg")
    assert fields(place) == [("people/berg", "name", "Tom Berg"), ("parties/NF", "condition", "berg only if lund")]


def test_a_surname_in_a_condition_means_who_the_document_means(case):
    case.write_text(CASE.replace("  lund:", "  berg: {name: Anna Berg, held_by: NF}\n  lund:"))
    place, _ = condition(case, "The north would give Tom Berg only for Lund.", "Tom Berg")
    assert fields(place) == [
        ("people/tom-berg", "name", "Tom Berg"),
        ("parties/NF", "condition", "tom-berg only if lund"),
    ]


def test_a_surname_of_two_in_a_condition_is_not_guessed(case):
    _, held_back = condition(case, "Give Tom Berg, not Anna Berg, only for Lund.", "Tom Berg", "Anna Berg")
    assert held_back == {"the subject is not clear": 1}


def test_a_condition_about_a_minor_is_held_back(case):
    _, held_back = condition(case, "Give the boy Tom Berg only for Lund.", "Tom Berg")
    assert held_back == {"the subject is not clear": 1}


def test_a_known_condition_is_known_by_meaning(case):
    of = document("News\n\nThe Northern Front would give Holm only for Lund.\n")
    _, held_back = fill(case, reading(of, says(of, "NF", "condition", "holm  only if  lund", "only for Lund")))
    assert held_back == {"the case says so already": 1}


def test_a_value_may_be_edited_before_it_is_accepted(case):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")
    accept(place, one, instead={one.id: as_value(one, " 8  years ")})
    assert "{is: 8 years, according_to: wire" in case.read_text()
    assert one.id not in {i.id for i in read_inbox(place).open}
    with pytest.raises(CannotAccept, match="a case cannot hold 'at sea' as held_by"):
        as_value(item(place, "berg", "held_by"), "at sea")


def test_what_was_rejected_is_not_suggested_again_whatever_the_document(case):
    place, _ = fill(case)
    added(place, decided([item(place, "holm", "sentence")], "rejected", by="desk", at=AT))
    of = document("Other words\n\nHolm got 7 years.\n", name="other.txt")
    _, held_back = fill(case, reading(of, says(of, "holm", "sentence", "7  Years", "7 years")))
    assert held_back == {"rejected before": 1}
    _, held_back = fill(case, reading(of, says(of, "holm", "sentence", "9 years", "7 years")))
    assert held_back == {}


def test_rejecting_a_new_name_rejects_all_about_that_person_for_good(case):
    place, _ = fill(case)
    gone = with_rejected(read_inbox(place), [item(place, "berg", "name")], ("holm", "lund"))
    assert [i.first.property for i in gone] == ["name", "held_by"]
    added(place, decided(gone, "rejected", by="desk", at=AT))
    of = document("Other words\n\nTom Berg is charged with theft.\n", name="other.txt")
    _, held_back = fill(case, reading(of, says(of, "Tom Berg", "charge", "theft", "charged with theft")))
    assert held_back == {"rejected before": 1}


def test_the_same_from_two_documents_is_one_item_with_two_sources(case):
    of = document("Elsewhere\n\nA court gave Jan Holm 7 years.\n", name="other.txt", published="2030-03-06")
    place, _ = fill(case, reading(), reading(of, says(of, "holm", "sentence", "7 years", "Jan Holm 7 years")))
    one = item(place, "holm", "sentence")
    assert one.sources == ("wire", "other")
    accept(place, one)
    assert "according_to:" in case.read_text()
    assert loaded(case).people["holm"].sentence[1].according_to == ("wire", "other")


def test_reading_a_document_again_suggests_nothing_twice(case):
    place, _ = fill(case)
    before = place.inbox.read_bytes()
    _, held_back = fill(case)
    assert held_back == {"suggested before": 3}
    assert place.inbox.read_bytes() == before


def test_an_acceptance_can_be_taken_back(case):
    place, _ = fill(case)
    accept(place, item(place, "holm", "sentence"))
    after_first = case.read_text()
    accept(place, item(place, "berg", "held_by"), at=LATER)
    statements, changes = taking_back(place, read_inbox(place), by="desk", at=LATER)
    committed(place, statements, changes)
    assert case.read_text() == after_first
    assert ("people/berg", "held_by", "NF") in fields(place)
    assert {s.status for s in statements} == {"superseded"}
    with pytest.raises(CannotDecide, match="only the last acceptance can be taken back"):
        taking_back(place, read_inbox(place), by="desk", at=LATER)


def test_a_rejection_can_be_taken_back(case):
    place, _ = fill(case)
    added(place, decided([item(place, "holm", "sentence")], "rejected", by="desk", at=AT))
    statements, changes = taking_back(place, read_inbox(place), by="desk", at=LATER)
    assert changes == ()
    committed(place, statements, changes)
    assert item(place, "holm", "sentence").first.value == "7 years"


def test_nothing_to_take_back(case):
    with pytest.raises(CannotDecide, match="no decision to take back"):
        taking_back(Place(case), Inbox(), by="desk", at=AT)


def test_taking_back_refuses_when_the_file_was_edited_since(case):
    place, _ = fill(case)
    accept(place, item(place, "holm", "sentence"))
    case.write_text(case.read_text() + "# a note\n")
    with pytest.raises(CannotDecide, match="was edited since; take the change out by hand"):
        taking_back(place, read_inbox(place), by="desk", at=LATER)


def test_what_was_taken_back_can_be_accepted_again(case):
    place, _ = fill(case)
    accept(place, item(place, "holm", "sentence"))
    once = case.read_text()
    committed(place, *taking_back(place, read_inbox(place), by="desk", at=LATER))
    assert taken_back((), by="desk", at=LATER) == ()
    accept(place, item(place, "holm", "sentence"), at="2030-05-03T10:00:00+00:00")
    assert case.read_text() == once


def test_an_id_given_to_somebody_else_meanwhile_is_not_filled(case):
    place, _ = fill(case)
    case.write_text(CASE.replace("  lund:", "  berg: {name: Anna Berg, held_by: SF}\n  lund:"))
    with pytest.raises(CannotAccept, match="the id 'berg' is somebody else's in the case by now: Anna Berg"):
        accept(place, item(place, "berg", "held_by"))


def test_a_source_id_given_to_another_document_meanwhile_is_not_taken(case):
    place, _ = fill(case)
    case.write_text(CASE.replace("sources:", "sources:\n  wire: {who: Another Wire, on: 2029-01-01}"))
    with pytest.raises(CannotAccept, match="the source 'wire' of the case is another document by now"):
        accept(place, item(place, "holm", "sentence"))
    case.write_text(CASE.replace("sources:", "sources:\n  wire: {who: The Wire, on: 2030-03-05}"))
    accept(place, item(place, "holm", "sentence"))
    assert loaded(case).sources["wire"].note is None


def test_a_document_of_another_text_gets_another_source(case):
    of = document(TEXT.replace("7 years", "9 years"))
    found = says(of, "holm", "sentence", "9 years", "9 years")
    place, _ = fill(case, reading(), reading(of, found))
    assert {s.source for i in read_inbox(place).open for s in i.statements} == {"wire", "wire-2"}


def test_two_people_of_one_name_are_not_guessed_between(case):
    case.write_text(CASE.replace("  lund:", "  other: {name: Jan Holm, held_by: SF}\n  lund:"))
    of = document("News\n\nJan Holm was charged with theft.\n")
    _, held_back = fill(case, reading(of, says(of, "Jan Holm", "charge", "theft", "charged with theft")))
    assert held_back == {"the subject is not clear": 1}


@pytest.mark.parametrize(
    ("property", "value"), [("held_by", "at sea"), ("state", "lost"), ("shoe_size", "44"), ("condition", "only maybe")]
)
def test_what_a_case_cannot_hold_is_held_back(case, property, value):
    of = document("News\n\nJan Holm was seen.\n")
    subject = "NF" if property == "condition" else "holm"
    _, held_back = fill(case, reading(of, says(of, subject, property, value, "Jan Holm was seen")))
    assert held_back == {"a case cannot hold it": 1}


def test_a_faulty_case_takes_nothing(case):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")
    case.write_text(CASE.replace("held_by: SF", "held_by: XF"))
    with pytest.raises(CannotAccept, match="the case has mistakes already"):
        accept(place, one)


def test_ids_may_be_shortened_and_must_be_open(case):
    place, _ = fill(case)
    inbox = read_inbox(place)
    one = item(place, "holm", "sentence")
    assert inbox.find(one.id[:8]) == one
    with pytest.raises(CannotDecide, match="nothing open has the id 'zzz'"):
        inbox.find("zzz")
    accept(place, one)
    with pytest.raises(CannotDecide, match="is decided already"):
        read_inbox(place).find(one.id[:8])
