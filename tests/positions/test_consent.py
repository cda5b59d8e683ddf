"""Consent as of a day: against a brute-force twin, through a case, and in the engine and the checker."""

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.deals.check.verdict import faults, settle
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.positions.asof import as_of, days, default_day
from glienicke.positions.consent import Word, consent_on, word_of_fact
from glienicke.positions.load import load_text

START = dt.date(2024, 1, 1)


def day(number):
    return START + dt.timedelta(days=number)


WORDS = st.builds(
    lambda state, first, more, doubt: Word(
        state, state, day(first), day(first + more), str(first), 0, (), "doubted" if doubt and state == "given" else ""
    ),
    st.sampled_from(["given", "refused"]),
    st.integers(0, 6),
    st.integers(0, 3),
    st.booleans(),
)
FACTS = st.none() | st.builds(
    lambda state, number: word_of_fact(state, None if number is None else day(number), None, ()),
    st.sampled_from(["given", "refused", "open"]),
    st.none() | st.integers(0, 7),
)
CAUTION = {"refused": 2, "open": 1, "given": 0}


def twin(words, fact, on):
    """The state for every choice of days: refused if it ever is, given only if it always is."""
    undated = [fact] if fact is not None and fact.date is None else []
    dated = [*words, *([fact] if fact is not None and not undated else [])]
    found = set()
    for chosen in product(*(range((w.last - w.first).days + 1) for w in dated)):
        said = [(w.first + dt.timedelta(days=n), CAUTION[w.state], w.state) for w, n in zip(dated, chosen, strict=True)]
        said = [entry for entry, w in zip(said, dated, strict=True) if entry[0] <= on and not w.doubt]
        before = undated[0].state if undated else "open"
        state = max(said)[2] if said else before
        found.add("refused" if before == "refused" else state)
    return "refused" if "refused" in found else "given" if found == {"given"} else "open"


@settings(max_examples=600, deadline=None)
@given(st.lists(WORDS, max_size=4), FACTS, st.integers(-1, 10), st.randoms())
def test_consent_is_what_the_twin_says(words, fact, number, random):
    on = day(number)
    everything = [*words, *([fact] if fact is not None else [])]
    random.shuffle(everything)
    assert consent_on(everything, on).state == twin(words, fact, on)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=4), FACTS, st.integers(-1, 10))
def test_a_later_word_changes_no_earlier_day(words, fact, number):
    on = day(number)
    everything = [*words, *([fact] if fact is not None else [])]
    known = [w for w in everything if w.first <= on]
    assert consent_on(everything, on) == consent_on(known, on)


CASE = """\
case: bridge
sources: {gazette: {who: The Gazette, on: 2024-01-10}, late: {who: The Late Edition, on: 2024-09-01}}
parties: {N: Northland, S: Southland}
people:
  ana:
    name: Ana Lind
    citizen_of: [S]
    held_by: {is: N, since: 2023-01-05}
CONSENT
  cem: {name: Cem Wen, citizen_of: [N], held_by: {is: S, since: 2023-01-05}}
law: [ana only with consent]
positions:
  N: [{from: 2024-01-01, worth: {cem: 50}, cost: {ana: 1}}]
  S: [{from: 2024-01-01, worth: {ana: 50}, cost: {cem: 1}}]
"""


def case(*contacts, fact=""):
    log = ["    contacts:", *(f"      - {{by: lawyer, {contact}}}" for contact in contacts)] if contacts else []
    loaded = load_text(CASE.replace("CONSENT", "\n".join([*([f"    {fact}"] if fact else []), *log]) or "    rank: r"))
    assert loaded.case is not None, loaded.diagnostics
    return loaded.case


def ana(found, on, known=None):
    return as_of(found, dt.date.fromisoformat(on), known and dt.date.fromisoformat(known)).people["ana"].consent


@pytest.mark.parametrize(
    ("contacts", "fact", "on", "state"),
    [
        (["on: 2024-02-01, consent: asked"], "", "2024-03-01", "open"),
        (["on: 2024-02-01, consent: given"], "", "2024-01-31", "open"),
        (["on: 2024-02-01, consent: given"], "", "2024-02-01", "given"),
        (["on: 2024-02-01, consent: given", "on: 2024-03-01, consent: withdrawn"], "", "2024-02-29", "given"),
        (["on: 2024-02-01, consent: given", "on: 2024-03-01, consent: withdrawn"], "", "2024-03-01", "refused"),
        (["on: 2024-02-01, consent: withdrawn", "on: 2024-02-01, consent: given"], "", "2024-02-01", "refused"),
        (["on: 2024-02-01, consent: refused", "on: 2024-02-02, consent: given"], "", "2024-02-02", "given"),
        # of March, some day: a refusal from the first, consent from the last
        (["on: 2024-03, consent: given"], "", "2024-03-15", "open"),
        (["on: 2024-02-01, consent: given", "on: 2024-03, consent: withdrawn"], "", "2024-03-01", "refused"),
        (["on: 2024-03, consent: withdrawn", "on: 2024-03-20, consent: given"], "", "2024-04-01", "refused"),
        # what does not count as consent
        (["on: 2024-02-01, consent: given, unverified: yes"], "", "2024-03-01", "open"),
        (["on: 2024-02-01, consent: given, basis: believed"], "", "2024-03-01", "open"),
        (["on: 2024-02-01, consent: given, pressure: no letters before"], "", "2024-03-01", "open"),
        (["on: 2024-02-01, consent: given", "on: 2024-02-02, consent: withdrawn, unverified: yes"], "", "2024-03-01",
         "refused"),
        # with the fact
        ([], "consent: given", "2024-03-01", "given"),
        (["on: 2024-02-01, consent: withdrawn"], "consent: given", "2024-03-01", "refused"),
        (["on: 2024-02-01, consent: given"], "consent: refused", "2024-03-01", "refused"),
        (["on: 2024-02-01, consent: given"], "consent: {is: refused, since: 2024-01-01}", "2024-03-01", "given"),
        (["on: 2024-02-01, consent: withdrawn"], "consent: {is: given, since: 2024-02-02}", "2024-03-01", "given"),
        (["on: 2024-02-01, consent: withdrawn"], "consent: {is: given, since: 2024-02-01}", "2024-03-01", "refused"),
        (["on: 2024-02-01, consent: given"], "consent: open", "2024-03-01", "given"),
        (["on: 2024-02-01, consent: given"], "consent: {is: open, since: 2024-02-02}", "2024-03-01", "open"),
    ],
)  # fmt: skip
def test_the_rule_by_example(contacts, fact, on, state):
    assert ana(case(*contacts, fact=fact), on) == state


def test_a_source_published_later_is_not_known():
    found = case("on: 2024-02-01, consent: given, according_to: [late]")
    assert ana(found, "2024-03-01") == "given"
    assert ana(found, "2024-03-01", known="2024-03-01") == "open"


def test_the_default_day_looks_at_the_last_answer():
    found = case("on: 2024-02-01, consent: given", "on: 2025-03-01, consent: withdrawn")
    assert default_day(found) == dt.date(2025, 3, 1)
    assert days(found)[-1] == (dt.date(2025, 3, 1), ("ana: consent withdrawn",))


def test_other_contacts_move_no_day():
    assert default_day(case("on: 2025-03-01, what: a visit")) == dt.date(2024, 1, 1)


def test_who_withdraws_is_in_no_deal_from_that_day_on():
    found = case("on: 2024-02-01, consent: given", "on: 2024-03-01, consent: withdrawn")
    before, after = (as_of(found, dt.date.fromisoformat(on)) for on in ("2024-02-29", "2024-03-01"))
    deal = find(before, Terms()).deal
    assert deal is not None
    assert "ana" in deal.items
    assert find(after, Terms()).status == "none"
    assert faults(before, deal) == ()
    assert faults(after, deal) != ()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["asked", "given", "refused", "withdrawn"])), max_size=4),
    st.integers(0, 13),
)
def test_engine_and_checker_see_the_same(log, number):
    """Brute force over the log: on that day, refused outweighs given; a deal stands exactly if the last day agrees."""
    found = case(*(f"on: {day(n)}, consent: {said}" for n, said in log))
    answers = [(n, said in ("refused", "withdrawn")) for n, said in log if said != "asked" and n <= number]
    refused = max(answers)[1] if answers else False
    that_day = as_of(found, day(number))
    answer = find(that_day, Terms())
    assert (answer.deal is None) == refused
    assert (settle(that_day, frozenset({"ana", "cem"})) == []) == refused
