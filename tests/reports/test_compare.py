"""Several reports of one event side by side, and the sums of one."""

import datetime as dt
import re

from glienicke.reports.compare import compare
from glienicke.reports.compared import Compared
from glienicke.reports.counts import counts_of
from glienicke.reports.data import Block, Document, Reading, Reported, Someone, Suggestion
from glienicke.reports.days import events_of


def reading(
    name: str,
    text: str,
    people: tuple[str, ...] = (),
    facts: tuple[tuple[str, str, str], ...] = (),
    said: tuple[tuple[str, str], ...] = (),
) -> Reading:
    blocks = tuple(Block(found.span(), "body") for found in re.finditer(r"[^\n]+", text))
    document = Document(name, text, blocks, "en", dt.date(2026, 3, 14))
    named = tuple(Someone(one, (one,), ((text.find(one), text.find(one) + len(one)),)) for one in people)
    suggested = tuple(Suggestion(*fact, quote=text[:4], span=(0, 4)) for fact in facts)
    words = tuple(Reported(who, (who,), what, (0, 4)) for who, what in said)
    return Reading(document, named, counts_of(document), events_of(document), words, suggested)


def of(kind: str, compared: tuple[Compared, ...]) -> dict[str, Compared]:
    return {one.about: one for one in compared if one.kind == kind}


def test_people_are_matched_over_their_spellings():
    first = reading("a", "Tomás Arrieta met Ana Vukas.", ("Tomás Arrieta", "Ana Vukas"))
    second = reading("b", "Tomas Arietta was alone.", ("Tomas Arietta",))
    people = of("person", compare([first, second]))
    assert people["Tomás Arrieta"].verdict == "agreed"
    assert people["Tomás Arrieta"].note == "spelt Tomás Arrieta, Tomas Arietta"
    assert people["Ana Vukas"].verdict == "only"


def test_brothers_are_not_one_person_and_a_surname_fits_only_one():
    first = reading("a", "Levan Gelashvili and Giorgi Gelashvili", ("Levan Gelashvili", "Giorgi Gelashvili"))
    second = reading("b", "Giorgi Gelashvili", ("Giorgi Gelashvili",))
    third = reading("c", "Gelashvili", ("Gelashvili",))
    people = of("person", compare([first, second, third]))
    assert [one.document for one in people["Giorgi Gelashvili"].said] == ["a", "b"]
    assert people["Levan Gelashvili"].verdict == people["Gelashvili"].verdict == "only"


def test_facts_agree_differ_or_stand_alone():
    first = reading(
        "a",
        "Yusuf Karam",
        ("Yusuf Karam",),
        (("Yusuf Karam", "sentence", "16 years"), ("Yusuf Karam", "held_by", "GR")),
    )
    second = reading(
        "b",
        "Yousuf Karam",
        ("Yousuf Karam",),
        (("Yousuf Karam", "sentence", "19 years"), ("Yousuf Karam", "held_by", "GR")),
    )
    facts = of("fact", compare([first, second]))
    assert facts["Yousuf Karam: sentence"].verdict == "differing"
    assert [one.value for one in facts["Yousuf Karam: sentence"].said] == ["16 years", "19 years"]
    assert facts["Yousuf Karam: held_by"].verdict == "agreed"


def test_dual_citizens_are_no_contradiction():
    first = reading("a", "Karam", ("Karam",), (("Karam", "citizen_of", "GR"), ("Karam", "citizen_of", "RU")))
    second = reading("b", "Karam", ("Karam",), (("Karam", "citizen_of", "RU"),))
    assert of("fact", compare([first, second]))["Karam: citizen_of"].verdict == "agreed"


def test_counts():
    first = reading("a", "They freed 21 sailors and two dogs. Seven buses came.")
    second = reading("b", "They freed 24 sailors. Seven buses came.")
    counts = of("count", compare([first, second]))
    assert counts["sailors"].verdict == "differing"
    assert counts["sailors"].note == "24 - 21 = 3"
    assert counts["7 buses"].verdict == "agreed"


def test_general_nouns_may_count_what_another_report_names():
    first = reading("a", "They freed 21 sailors. Nine buses came for 33 soldiers.")
    second = reading("b", "They freed 21 people and 30 prisoners.")
    counts = of("count", compare([first, second]))
    assert counts["21 sailors"].verdict == "agreed"
    assert (counts["soldiers"].verdict, counts["soldiers"].note) == ("differing", "33 - 30 = 3")
    assert counts["9 buses"].verdict == "only"


def test_who_may_be_the_same_person_is_said():
    first = reading("a", "Yusuf Karam", ("Yusuf Karam",))
    second = reading("b", "Josef Karam", ("Josef Karam",))
    notes = [one.note for one in compare([first, second]) if one.kind == "person"]
    assert notes == ["perhaps Josef Karam", "perhaps Yusuf Karam"]


def test_numbers_far_apart_are_not_of_one_thing():
    counts = of("count", compare([reading("a", "Seven countries took part."), reading("b", "Two countries talked.")]))
    assert {one.verdict for one in counts.values()} == {"only"}


def test_dates_of_what_is_told_in_the_same_words():
    first = reading("a", "The tanker was boarded by the coast guard on October 7.")
    second = reading("b", "The coast guard boarded the tanker on October 9.")
    third = reading("c", "On October 7 the coast guard boarded the tanker.")
    (event,) = of("event", compare([first, second])).values()
    assert (event.verdict, [one.value for one in event.said]) == ("differing", ["2025-10-07", "2025-10-09"])
    (event,) = of("event", compare([first, third])).values()
    assert event.verdict == "agreed"


def test_statements():
    first = reading(
        "a", "Vasilaki", ("Vasilaki",), said=(("Vasilaki", "This was not a trade"), ("Vasilaki", "He is ill"))
    )
    second = reading("b", "Vasilaki", ("Vasilaki",), said=(("Vasilaki", "it was not a trade"),))
    verdicts = [one.verdict for one in compare([first, second]) if one.kind == "statement"]
    assert verdicts == ["agreed", "only"]


def test_sums():
    text = (
        "Sixteen people were freed: seven Russians and five Germans.\n"
        "They flew 26 men home: 13 soldiers and 13 sailors. In all, 10 women came: six nurses and five doctors."
    )
    sums = [one for one in compare([reading("a", text)]) if one.kind == "sum"]
    assert [(one.verdict, one.note) for one in sums] == [
        ("unaccounted", "16 people = 7 Russians + 5 Germans + 4 unaccounted"),
        ("closes", "26 men = 13 soldiers + 13 sailors"),
        ("too many", "10 women ≠ 6 nurses + 5 doctors, which is 1 more"),
    ]


def test_one_report_alone_has_nothing_beside_it():
    assert compare([reading("a", "Ana Vukas left on Monday with two men.", ("Ana Vukas",))]) == ()
    assert compare([]) == ()
