"""A day made of the day before an edit is the day made anew."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from bench.desk_case import text_of
from glienicke.case.write import Append, Delete, Edit, Put, edited
from glienicke.positions.asof import as_of, standing
from glienicke.positions.load import load_texts

TEXTS = {"a.yaml": text_of(12).replace("    tags: [t7]\n", "    state: free\n")}
FIRST = load_texts(TEXTS).case
DAYS = [dt.date(2020, 1, 1), dt.date(2021, 6, 15), dt.date(2024, 5, 1), dt.date(2024, 5, 5), dt.date(2025, 1, 1)]
DATES = st.sampled_from(DAYS)
PEOPLE = st.sampled_from([f"p{n}" for n in range(12)])
EDITS = st.one_of(
    st.builds(lambda id, name: Put(("people", id, "name"), name), PEOPLE, st.sampled_from(["N", "Ana M"])),
    st.builds(lambda id, text: Put(("people", id, "note"), text), PEOPLE, st.sampled_from(["x", "y\nz"])),
    st.builds(lambda id, to: Put(("people", id, "held_by"), to), PEOPLE, st.sampled_from("ABC")),
    st.builds(lambda id, n: Put(("people", id, "count"), n), PEOPLE, st.sampled_from(["2", "3"])),
    st.builds(lambda id, on: Put(("people", id, "owed"), {"is": "ill", "since": on}), PEOPLE, st.just("2024-05-01")),
    st.builds(
        lambda id, on: Put(("people", id, "held_by"), [{"is": "A", "until": on}, {"is": "B", "since": on}]),
        PEOPLE,
        st.sampled_from(["2024-05-01", "2024-05", "2024", "2021-06-15", "2024-05-04", "2021-06~"]),
    ),
    st.builds(
        lambda id, on: Put(("people", id, "steps"), {"pardon": [{"is": "open"}, {"is": "done", "since": on}]}),
        PEOPLE,
        st.sampled_from(["2024-05-01", "2024-05-05", "2024-05-06"]),
    ),
    st.builds(
        lambda id, on: Put(("people", id, "contacts"), [{"on": on, "by": "A", "consent": "given"}]),
        PEOPLE,
        st.sampled_from(["2024-05-01", "2024-05-05", "2024-05-06"]),
    ),
    st.builds(lambda id, on: Put(("people", id, "state"), {"is": "free", "since": on}), PEOPLE, st.just("2024-05-02")),
    st.builds(lambda id: Put(("people", f"{id}-new"), {"name": "N", "held_by": "A", "citizen_of": "B"}), PEOPLE),
    st.builds(lambda id: Delete(("people", id, "charge")), PEOPLE),
    st.builds(
        lambda id, on: Append(("signals",), {"on": on, "by": "A", "people": {id: {"held_by": "B"}}}),
        PEOPLE,
        st.sampled_from(["2024-10-20", "2024-12-01"]),
    ),
    st.just(Put(("title",), "T")),
    st.just(Put(("pool",), ["{held by A}"])),
    st.just(Append(("owed",), {"say": "{held by B}", "because": "the law"})),
    st.just(Put(("parties", "I"), "Isle")),
)


@settings(max_examples=150, deadline=None)
@given(edits=st.lists(st.tuples(EDITS, DATES), min_size=1, max_size=5), on=DATES)
def test_a_day_after_edits(edits: list[tuple[Edit, dt.date]], on: dt.date):
    assert FIRST is not None
    case, texts, before = FIRST, TEXTS, standing(FIRST, on)
    for edit, then in edits:
        try:
            texts = edited(texts, [edit], case)
        except ValueError:
            continue
        found = load_texts(texts, case).case
        if found is None:
            return
        before, case = standing(found, then, before), found
        anew = load_texts(texts).case
        assert anew is not None and before.day == as_of(anew, then)
        assert list(before.day.people) == list(as_of(anew, then).people)


def test_most_people_are_taken_over():
    assert FIRST is not None
    before = standing(FIRST, DAYS[3])
    found = load_texts(edited(TEXTS, [Put(("people", "p5", "name"), "Else")], FIRST), FIRST).case
    assert found is not None
    after = standing(found, DAYS[3], before)
    same = [id for id, person in after.people.items() if person is before.people.get(id)]
    assert 8 <= len(same) < 12 and "p5" not in same
    later = standing(found, DAYS[4], after)
    assert later.day == as_of(found, DAYS[4])
    assert len([id for id, person in later.people.items() if person is after.people.get(id)]) >= 8
    assert standing(found, DAYS[0], after).day == as_of(found, DAYS[0])
