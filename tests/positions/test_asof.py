"""The case as of a day: what counts from when, what replaces what, and that nothing comes early."""

import datetime as dt
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.case.model import Signal
from glienicke.ground.dates import latest
from glienicke.language.parse import parse_sentence
from glienicke.language.tree import Id, Range
from glienicke.positions.asof import as_of, days, default_day
from glienicke.positions.load import load_text
from tests.case.examples import HEAD, VALID


@cache
def case(text):
    loaded = load_text(text)
    assert loaded.case is not None, "\n".join(map(str, loaded.diagnostics))
    return loaded.case


def on(text, day, **more):
    return as_of(case(text), dt.date.fromisoformat(day), **more)


def person(facts, day="2024-06-30", signals=""):
    text = HEAD + f"  x: {{name: X, {facts}}}\n" + (f"signals:\n{signals}" if signals else "")
    return on(text, day).people["x"]


# ------------------------------------------------------------------ people


@pytest.mark.parametrize(
    ("facts", "state", "held_by", "last"),
    [
        ("held_by: RU", "held", "RU", "RU"),
        ("held_by: {is: RU, since: 2024-06}", "held", "RU", "RU"),
        ("held_by: {is: RU, since: 2024-07}", "unheld", None, None),
        ("held_by: {is: RU, since: 2024}", "unheld", None, None),
        ("held_by: {is: RU, until: 2024-06-30}", "held", "RU", "RU"),
        ("held_by: {is: RU, until: 2024-06-29}", "unheld", None, "RU"),
        ("held_by: [{is: RU, since: 2020}, {is: DE, since: 2022}]", "held", "DE", "DE"),
        ("held_by: [{is: RU, since: 2020, until: 2021}, {is: DE, since: 2025}]", "unheld", None, "RU"),
        ("held_by: RU, state: dead", "dead", None, "RU"),
        ("held_by: RU, state: {is: dead, since: 2024-07}", "held", "RU", "RU"),
        ("held_by: RU, state: free", "free", None, "RU"),
        ("held_by: {is: RU, since: 2023}, state: {is: free, since: 2022}", "held", "RU", "RU"),
        ("tags: [a]", "unheld", None, None),
    ],
)
def test_state_and_custody(facts, state, held_by, last):
    found = person(facts)
    assert (found.state, found.held_by, found.last_held_by) == (state, held_by, last)


def test_custody_counts_from_its_latest_day():
    assert person("held_by: {is: RU, since: 2022-01/2022-06}").since == dt.date(2022, 6, 30)
    assert person("held_by: RU").since is None


def test_death_is_told_with_its_place():
    found = person("held_by: RU", signals="  - on: 2024-02-16\n    people: {x: {state: dead}}\n")
    assert found.state == "dead"
    assert (found.state_place.line, found.place.line) == (10, 7)


def test_freed_and_detained_again():
    signals = "  - {on: 2024-01, people: {x: {state: free}}}\n  - {on: 2024-03, people: {x: {held_by: DE}}}\n"
    assert person("held_by: RU", "2024-01-30", signals).held_by == "RU"
    assert person("held_by: RU", "2024-02-01", signals).state == "free"
    found = person("held_by: RU", "2024-03-31", signals)
    assert (found.state, found.held_by, found.since) == ("held", "DE", dt.date(2024, 3, 31))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ("sentence: 16 years", "done"),
        ("sentence: {is: 16 years, since: 2024-07-19}", None),
        ("sentence: {is: 16 years, since: 2024-06}", "done"),
        ("sentence: 16 years, steps: {sentence: failed}", "failed"),
        ("steps: {sentence: {is: done, since: 2025}}", None),
    ],
)
def test_recorded_sentence_is_the_legal_step(facts, state):
    assert person(facts).steps.get("sentence") == state


def test_signal_replaces_a_value_and_keeps_the_others():
    found = person("held_by: RU, tags: [a, b], rank: captain", signals="  - {on: 2024, people: {x: {tags: [c]}}}\n")
    assert found.tags == {"a", "b"}
    later = on(HEAD + "  x: {name: X, tags: [a]}\nsignals: [{on: 2023, people: {x: {tags: [c]}}}]\n", "2024-01-01")
    assert later.people["x"].tags == {"c"}


def test_fact_in_a_signal_may_begin_later():
    signals = "  - {on: 2024-01, people: {x: {held_by: {is: DE, since: 2024-05}}}}\n"
    assert person("held_by: RU", "2024-03-01", signals).held_by == "RU"
    assert person("held_by: RU", "2024-05-31", signals).held_by == "DE"


def test_rivals_are_decided_by_the_rule():
    head = HEAD + "sources: {a: {who: A}, b: {who: B}}\n"
    text = head.replace("  whelan:", "  x: {name: X, minors: [{is: 1}, {is: 2, according_to: [a, b]}]}\n  whelan:")
    assert on(text, "2024-01-01").people["x"].minors == 2


# ------------------------------------------------------------------ positions

POSITIONS = (
    HEAD
    + """\
positions:
  DE:
    - from: 2023-02
      worth: {navalny: vital, "{held by RU}": 1}
      cost: {krasikov: 60..90}
      floor: 5
      share: {US: 0.5}
      bundles: [3 if navalny]
      conditions: [krasikov only if navalny, never whelan]
    - from: 2024-06-01
      worth: {whelan: 1}
signals:
  - on: 2024-02
    by: DE
    worth: {navalny: low, "{ held by RU }": 7}
    floor: 2
    share: {US: 0, RU: 1/4}
    drop: [never whelan]
    add: [{say: never navalny, price: 3}]
  - on: 2024-06-01
    by: DE
    unilateral: yes
    bundles: [4 if whelan, 'best 1 of {held by RU}']
"""
)


def exactly(number):
    return Range(Fraction(number), Fraction(number))


def sentences(position):
    return [condition.text for condition in position.conditions]


def test_party_without_position_is_absent():
    assert on(POSITIONS, "2023-02-27").positions == {}
    assert list(on(POSITIONS, "2023-02-28").positions) == ["DE"]


def test_position_and_the_signals_that_edit_it():
    before = on(POSITIONS, "2024-02-28").positions["DE"]
    assert dict(before.worth)[Id("navalny")] == exactly(80)
    assert before.cost == ((Id("krasikov"), Range(Fraction(60), Fraction(90))),)
    assert (before.floor, before.share) == (exactly(5), {"US": Fraction(1, 2)})
    assert sentences(before) == ["krasikov only if navalny", "never whelan"]
    after = on(POSITIONS, "2024-02-29").positions["DE"]
    assert [value for _, value in after.worth] == [exactly(10), exactly(7)]
    assert (after.cost, after.floor, after.share) == (before.cost, exactly(2), {"RU": Fraction(1, 4)})
    assert after.bundles == before.bundles
    assert sentences(after) == ["krasikov only if navalny", "never navalny"]
    assert [condition.price for condition in after.conditions] == [None, Fraction(3)]


def test_new_position_replaces_wholly_and_comes_before_signals_of_its_day():
    position = on(POSITIONS, "2024-06-01").positions["DE"]
    assert position.worth == ((Id("whelan"), exactly(1)),)
    assert (position.cost, position.conditions, position.share) == ((), (), {})
    assert position.unilateral
    assert len(position.bundles) == 2


def test_every_part_knows_its_place():
    lines = POSITIONS.splitlines()
    day = on(POSITIONS, "2024-03-01")
    position = day.positions["DE"]
    for condition in position.conditions:
        place = condition.place
        assert lines[place.line - 1][place.col - 1 : place.end_col - 1] == condition.text
    floor = position.floor_place
    assert lines[floor.line - 1][floor.col - 1 :] == "2"
    assert lines[position.place.line - 1][position.place.col - 1 :] == "2023-02"
    assert day.people["whelan"].place.line == 6


# ------------------------------------------------------------------ pool, table, law, owed


def test_pool_and_table_with_signals():
    case_on = [on(VALID, day) for day in ("2023-12-31", "2024-04-30")]
    first, last = ({id for id, p in day.people.items() if p.in_pool} for day in case_on)
    assert first == {"gershkovich", "navalny", "krasikov", "dultsev", "dultseva"}
    assert last == first - {"navalny"}  # "{held by RU}" means who is held on the day
    assert [day.considerations["visit"].in_pool for day in case_on] == [True, False]
    assert [day.at_table for day in case_on] == [{"RU", "US", "DE"}, {"US", "DE"}]


def test_without_pool_and_table_everybody():
    day = on(HEAD, "2024-01-01")
    assert all(person.in_pool for person in day.people.values())
    assert day.at_table == {"RU", "DE", "US"}


def test_owed_by_selection_and_by_person():
    text = HEAD.replace("held_by: DE}", "held_by: DE, owed: wounded}")
    day = on(text + "owed: [{say: '{politician}', because: illness}, '{held by RU}']\n", "2024-01-01")
    assert [person.owed for person in day.people.values()] == ["wounded", "illness", "owed: {held by RU}"]


def test_law_belongs_to_no_party():
    day = on(VALID, "2024-01-01")
    assert [(law.party, law.price, law.text) for law in day.law] == [
        (None, None, "never {journalist} to RU"),
        (None, None, "krasikov only with consent"),
    ]
    assert day.cutoff == dt.date(2024, 7, 1)


# ------------------------------------------------------------------ days


def test_days_on_which_something_changes():
    found = case(VALID)
    assert [day.isoformat() for day, _ in days(found)] == [
        "2022-12-31", "2023-02-28", "2023-06-09", "2023-12-31", "2024-02-16", "2024-04-30",
    ]  # fmt: skip
    assert dict(days(found))[dt.date(2024, 2, 16)] == ("Navalny dies",)
    assert default_day(found) == dt.date(2024, 4, 30)


def test_default_day_without_events_is_the_last_date_of_a_fact():
    assert default_day(case(HEAD)) is None
    text = HEAD + "  x: {name: X, held_by: {is: RU, since: 2021}, state: {is: free, since: 2022-03-04}}\n"
    assert default_day(case(text)) == dt.date(2022, 3, 4)


# ------------------------------------------------------------------ known by


def test_known_by_hides_what_was_published_later():
    text = HEAD + (
        "  x: {name: X, held_by: [{is: RU, according_to: [old]}, {is: DE, since: 2023-01, according_to: [new]}],"
        " rank: {is: captain, according_to: [new]}, tags: {is: [a], according_to: [new, old]}}\n"
        "sources: {old: {who: O, on: 2023-01}, new: {who: N, on: 2024-08-01}, undated: {who: U}}\n"
        "law: [{say: never x, according_to: [new]}]\n"
        "positions: {DE: [{from: 2023, according_to: [undated], conditions: [never whelan]}]}\n"
        "signals:\n"
        "  - {on: 2024-01, by: DE, according_to: [new], drop: [never whelan]}\n"
        "  - {on: 2024-02, according_to: [new], people: {navalny: {state: dead}}}\n"
    )
    day = dt.date(2024, 6, 1)
    full, hidden = as_of(case(text), day), as_of(case(text), day, dt.date(2024, 7, 31))
    assert (full.people["x"].held_by, hidden.people["x"].held_by) == ("DE", "RU")
    assert (full.people["x"].rank, hidden.people["x"].rank) == ("captain", None)
    assert hidden.people["x"].tags == {"a"}
    assert (len(full.law), len(hidden.law)) == (1, 0)
    assert (sentences(full.positions["DE"]), sentences(hidden.positions["DE"])) == ([], ["never whelan"])
    assert (full.people["navalny"].state, hidden.people["navalny"].state) == ("dead", "held")
    assert as_of(case(text), day, dt.date(2024, 8, 1)) == full


def test_sources_published_later_do_not_count_as_sources():
    text = HEAD + (
        "  x: {name: X, held_by: [{is: DE, according_to: [u]}, {is: RU, according_to: [s, t]}]}\n"
        "sources: {u: {who: U, on: 2023-01}, s: {who: S, on: 2023-01}, t: {who: T, on: 2024-08-01}}\n"
    )
    day = dt.date(2024, 9, 1)
    assert as_of(case(text), day).people["x"].held_by == "RU"
    assert as_of(case(text), day, dt.date(2024, 7, 31)).people["x"].held_by == "DE"


# ------------------------------------------------------------------ nothing comes early

DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2025, 12, 31))
STATES = st.sampled_from(["held", "free", "dead"])
SENTENCES = st.sampled_from(["never whelan", "krasikov only if navalny", "at least 1 of {held by RU}"])


@st.composite
def dates(draw):
    day = draw(DAYS)
    return draw(st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]]))


@st.composite
def facts(draw):
    one = {
        "state": STATES,
        "held_by": st.sampled_from(["RU", "DE", "US"]) | st.fixed_dictionaries({"is": st.just("US"), "since": dates()}),
        "tags": st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2),
        "consent": st.sampled_from(["given", "refused", "open"]),
        "sentence": st.just("10 years"),
        "owed": st.just("ill"),
    }
    keys = draw(st.sets(st.sampled_from(sorted(one)), min_size=1, max_size=3))
    return {key: draw(one[key]) for key in sorted(keys)}


@st.composite
def signals(draw):
    data = {
        "on": draw(dates()),
        "people": draw(st.dictionaries(st.sampled_from(["krasikov", "navalny", "whelan"]), facts(), max_size=2)),
        "pool": {"add": draw(st.lists(st.sampled_from(["whelan", "{held by RU}"]), max_size=1))},
        "at_table": {"remove": draw(st.lists(st.sampled_from(["US", "RU"]), max_size=1))},
    }
    if draw(st.booleans()):
        data |= {
            "by": "DE",
            "add": draw(st.lists(SENTENCES, max_size=2)),
            "drop": draw(st.lists(SENTENCES, max_size=1)),
        }
        data |= {"worth": {"navalny": draw(st.sampled_from(["low", "3", "1..2"]))}}
    return Signal.model_validate(data)


@given(first=st.lists(signals(), max_size=4), later=signals(), day=DAYS)
def test_a_later_signal_never_changes_an_earlier_day(first, later, day):
    base = case(POSITIONS)
    before = base.model_copy(update={"signals": (*base.signals, *first)})
    after = base.model_copy(update={"signals": (*base.signals, *first, later)})
    day = min(day, latest(later.on) - dt.timedelta(days=1))
    assert as_of(after, day) == as_of(before, day)


@given(known=st.lists(signals(), max_size=3), day=DAYS)
def test_folding_is_the_same_twice_and_in_any_order_of_days(known, day):
    base = case(POSITIONS)
    whole = base.model_copy(update={"signals": (*base.signals, *known)})
    as_of(whole, day + dt.timedelta(days=400))
    assert as_of(whole, day) == as_of(whole, day)


def test_drop_matches_by_meaning_not_by_spelling():
    text = POSITIONS.replace("drop: [never whelan]", "drop: ['never   whelan']")
    assert parse_sentence("never whelan") != parse_sentence("never   whelan")
    assert "never whelan" not in sentences(on(text, "2024-03-01").positions["DE"])
