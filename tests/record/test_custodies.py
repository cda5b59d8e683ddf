"""Times in the custody of others, against a twin that looks at every single day; and how arrests are put in periods."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.case.model import Case
from glienicke.positions.asof import as_of
from glienicke.record.custodies import arrests, layers_of, periods, stretches

START = dt.date(2024, 1, 1)


def day(number):
    return (START + dt.timedelta(days=number)).isoformat()


HELD = st.builds(
    lambda by, since, until: {
        "is": by,
        **({} if since is None else {"since": day(since)}),
        **({} if until is None else {"until": day(until)}),
    },
    st.sampled_from(["N", "S", "E"]),
    st.none() | st.integers(1, 20),
    st.none() | st.integers(10, 25),
)
STATE = st.builds(
    lambda state, since: {"is": state, "since": day(since)},
    st.sampled_from(["free", "held", "dead"]),
    st.integers(1, 24),
)
SIGNAL = st.builds(
    lambda on, kind, by: {"on": day(on), "people": {"a": {"held_by": by} if kind else {"state": "free"}}},
    st.integers(2, 24),
    st.booleans(),
    st.sampled_from(["N", "S", "E"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HELD, max_size=3), st.lists(STATE, max_size=2), st.lists(SIGNAL, max_size=2), st.integers(5, 28))
def test_the_times_are_those_of_a_twin_that_looks_at_every_day(held, state, signals, number):
    person = (
        {"name": "A", "citizen_of": ["S"]} | ({"held_by": held} if held else {}) | ({"state": state} if state else {})
    )
    parties = {"N": "Northland", "S": "Southland", "E": "Eastland"}
    case = Case.model_validate({"case": "c", "parties": parties, "people": {"a": person}, "signals": signals})
    on = START + dt.timedelta(days=number)
    by_day = []
    for n in range(number + 1):
        now = as_of(case, START + dt.timedelta(days=n)).people["a"]
        by_day.append(now.held_by if now.held_by != "S" else None)
    begun = [b for a, b in pairwise([None, *by_day]) if a is None and b is not None]
    ended = [
        START + dt.timedelta(days=n) for n, (a, b) in enumerate(pairwise(by_day), 1) if a is not None and b is None
    ]
    found = stretches(case, layers_of(case, "a", on), "S", on)
    assert [time.first.by for time in found] == begun
    assert [time.ended for time in found if time.ended is not None] == ended
    assert (found[-1].last.by if found and found[-1].ended is None else None) == by_day[-1]
    assert len(arrests(case, "a", layers_of(case, "a", on), "S", on)) == len(begun)


def of(*dates):
    return list(periods(dates))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], []),
        ([None, None], [("year not known", (0, 1))]),
        (["2024-02-03"], [("2024 Q1", (0,))]),
        (["2023-11", "2024-04-01"], [("2023 Q4", (0,)), ("2024 Q1", ()), ("2024 Q2", (1,))]),
        (["2024-03/2024-04"], [("2024 Q1", ()), ("2024 Q2", ()), ("2024, quarter not known", (0,))]),
        (["2023-12/2024-01", "2024-01"], [("2024 Q1", (1,)), ("year not known", (0,))]),
        (["2021-03-31", "2023-12-31"], [*((f"{y} Q{q}", (0,) if (y, q) == (2021, 1) else (1,) if (y, q) == (2023, 4)
          else ()) for y in (2021, 2022, 2023) for q in (1, 2, 3, 4))]),
        (["2021-03-31", "2024-01-01"], [("2021", (0,)), ("2022", ()), ("2023", ()), ("2024", (1,))]),
    ],
)  # fmt: skip
def test_periods(dates, expected):
    assert of(*dates) == expected


@given(
    st.lists(
        st.none() | st.sampled_from(["2020", "2021-03", "2021-03-04", "2022-03/2022-05", "202X", "2019-12/2020-01"])
    )
)
def test_every_arrest_is_in_one_period(dates):
    assert sorted(i for _, inside in of(*dates) for i in inside) == list(range(len(dates)))
