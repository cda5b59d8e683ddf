"""The logs of a person: contacts, legal steps, aftermath, assessments; through statements and back."""

import pytest

from glienicke.case.ftm import ENTITIES, OWN, export
from glienicke.case.read import read_text
from glienicke.case.register import appended, case_of, case_text, register_of, statements_of
from glienicke.case.statement import replacing
from glienicke.case.timeline import begins
from glienicke.positions.load import load_text

HEAD = """\
case: bridge
sources: {gazette: {who: The Gazette, on: 2024-01-10}, radio: {who: Radio North}}
parties: {N: Northland, S: Southland}
people:
  ana:
    name: Ana Lind
    citizen_of: [S]
    held_by: {is: N, since: 2023-01-05, until: 2024-03-01, according_to: [gazette]}
"""
LOGS = """\
    contacts:
      - {on: 2023-02, by: family, who: her sister, what: a telephone call, according_to: [radio]}
      - {on: 2023-04-01, by: N, pressure: "told that letters would stop", according_to: [radio], unverified: yes}
      - {on: 2023-05-02, by: consul, consent: asked, how: in a visit}
      - {on: 2023-05-09, by: consul, consent: given, how: in writing, according_to: [gazette, radio], note: one page}
    legal:
      - {on: 2023-09-01, what: hearing, court: a court of appeal, announced: 2023-08-02, according_to: [gazette]}
    aftermath:
      - {on: 2024-06, what: re-arrest, how: on a journey, according_to: [radio]}
      - {on: 2024-06, what: other, how: released after a day}
    assessments:
      - {who: a minister of Northland, said: a one-off, on: 2024-03-02, according_to: [gazette]}
      - {who: a historian, said: part of a pattern, according_to: [radio], note: in an interview}
"""


def case(text=LOGS):
    loaded = load_text(HEAD + text)
    assert loaded.case is not None, loaded.diagnostics
    return loaded.case


def said(text, severity="error"):
    return [(str(d.span), d.message) for d in load_text(HEAD + text).diagnostics if d.severity == severity]


def test_the_logs_are_read():
    ana = case().people["ana"]
    assert [(c.on, c.by, c.consent) for c in ana.contacts] == [
        ("2023-02", "family", None),
        ("2023-04-01", "N", None),
        ("2023-05-02", "consul", "asked"),
        ("2023-05-09", "consul", "given"),
    ]
    assert ana.contacts[1].pressure == "told that letters would stop"
    assert ana.contacts[1].doubtful
    assert ana.legal[0].announced == "2023-08-02"
    assert [(a.what, a.how) for a in ana.aftermath] == [
        ("re-arrest", "on a journey"),
        ("other", "released after a day"),
    ]
    assert [a.said for a in ana.assessments] == ["a one-off", "part of a pattern"]


def test_both_ways_without_loss():
    found = case()
    assert case_of(statements_of(found)) == found
    again = read_text(case_text(found))
    assert again.case == found


def test_each_entry_is_a_subject_of_its_own():
    subjects = dict.fromkeys(s.subject for s in statements_of(case()) if s.subject.partition("/")[0] not in "people")
    assert [s for s in subjects if s.count("/") == 2] == [
        "contacts/ana/2023-02",
        "contacts/ana/2023-04-01",
        "contacts/ana/2023-05-02",
        "contacts/ana/2023-05-09",
        "legal/ana/2023-09-01",
        "aftermath/ana/2024-06",
        "aftermath/ana/2024-06#2",
    ]


def test_who_says_so_goes_with_every_part():
    given = [s for s in statements_of(case()) if s.subject == "contacts/ana/2023-05-09" and s.property == "consent"]
    assert [(s.value, s.source, s.implied) for s in given] == [
        ("given", "gazette", ("source", "valid_from")),
        ("given", "radio", ("source", "valid_from")),
    ]


def test_a_step_counts_since_it_was_announced_and_a_contact_since_its_day():
    days = {s.subject: begins(s) for s in statements_of(case()) if s.property == "on"}
    assert str(days["legal/ana/2023-09-01"]) == "2023-08-02"
    assert str(days["contacts/ana/2023-02"]) == "2023-02-28"
    assert str(days["aftermath/ana/2024-06"]) == "2024-06-30"


def test_an_answer_is_changed_by_a_statement_that_replaces_it():
    register = register_of(case())
    old = [s for s in register if s.subject == "contacts/ana/2023-05-09" and s.property == "consent"]
    for statement in old:
        register = appended(register, replacing(statement, value="refused"))
    assert register.case.people["ana"].contacts[3].consent == "refused"
    assert [c.on for c in register.case.people["ana"].contacts] == [c.on for c in case().people["ana"].contacts]


def test_statements_of_a_log_without_its_date_make_no_case():
    some = [s for s in statements_of(case()) if not (s.subject == "contacts/ana/2023-02" and s.property == "on")]
    with pytest.raises(ValueError, match="has no date"):
        case_of(some)


def test_a_key_that_no_log_has_finds_no_place():
    odd = [
        replacing(s, property="weather", supersedes=None) if s.property == "pressure" else s
        for s in statements_of(case())
    ]
    with pytest.raises(ValueError, match="no place for 'weather'"):
        case_of(odd)


def test_follow_the_money_gets_no_contacts_but_a_death():
    died = "    state: {is: dead, since: 2024-07-01}\n"
    entry = "      - {on: 2024-07-01, what: death, according_to: [radio]}\n"
    files = export(statements_of(case(died + LOGS.replace("    assessments", entry + "    assessments"))))
    assert '"deathDate": ["2024-07-01"]' in files[ENTITIES]
    for word in ("letters", "telephone", "sister", "one page", "consul"):
        assert word not in files[ENTITIES]
        assert word in files[OWN]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("    contacts: [{by: family, what: a call}]\n", "'on' is missing"),
        ("    contacts: [{on: 2024, what: a call}]\n", "'by' is missing"),
        ("    contacts: [{on: soon, by: family, what: a call}]\n", "expected a date"),
        ("    contacts: [{on: 2024, by: family}]\n", "the contact says nothing"),
        ("    contacts: [{on: 2024, by: famly, what: a call}]\n", "'famly' is not known to be in contact"),
        ("    contacts: [{on: 2024, by: family, consent: maybe}]\n", "expected asked, given, refused or withdrawn"),
        ("    contacts: [{on: 2024, by: family, what: a, according_to: [gazete]}]\n", "there is no source 'gazete'"),
        ("    contacts: [{on: 2024, by: family, say: a}]\n", "unknown key 'say'"),
        ("    contacts: a call\n", "expected a list"),
        ("    contacts: [a call]\n", "expected a mapping"),
        ("    legal: [{on: 2024-01, what: trial, announced: 2024-02}]\n", "after the step itself"),
        ("    aftermath: [{on: 2024, what: fled}]\n", "expected re-arrest, death, later-swap or other"),
        ("    aftermath: [{on: 2024, what: death}]\n", "'ana' died on 2024, but the state does not"),
        ("    assessments: [{who: somebody}]\n", "'said' is missing"),
        ("    count: 3\n    contacts: [{on: 2024, by: family, what: a}]\n", "people alike share no 'contacts'"),
    ],
)
def test_mistakes_name_place_and_remedy(text, message):
    found = said(text)
    assert len(found) == 1, found
    assert message in found[0][1]
    assert found[0][0].startswith("case.yaml:9") or found[0][0].startswith("case.yaml:10")


def test_the_nearest_word_is_offered():
    [mistake] = load_text(HEAD + "    contacts: [{on: 2024, by: famly, what: a call}]\n").diagnostics
    assert mistake.nearest == "family"


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("consent: given, unverified: yes", "is not verified"),
        ("consent: given, basis: believed", "is only believed"),
        ("consent: given, pressure: no letters", "with reported pressure"),
    ],
)
def test_consent_that_does_not_count_is_said_at_once(entry, why):
    [(_, message)] = said(f"    contacts: [{{on: 2024, by: family, {entry}}}]\n", "warning")
    assert why in message


def test_a_rumour_of_a_death_is_no_mistake():
    assert said("    aftermath: [{on: 2024, what: death, unverified: yes}]\n") == []


def test_a_death_that_a_signal_tells_is_no_mistake_and_a_later_one_is():
    entry = "    aftermath: [{on: 2024-05-01, what: death}]\n"
    signal = "signals:\n  - {on: DAY, people: {ana: {state: dead}}}\n"
    assert said(entry + signal.replace("DAY", "2024-05-01")) == []
    assert "'ana' died on 2024-05-01" in said(entry + signal.replace("DAY", "2024-05-02"))[0][1]
