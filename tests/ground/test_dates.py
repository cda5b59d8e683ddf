"""Partial dates: the days they may mean, and texts that are no dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.ground.dates import NoDate, earliest, latest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-04-17", "2024-04-17", "2024-04-17"),
        ("2024-04", "2024-04-01", "2024-04-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("1862-07-22", "1862-07-22", "1862-07-22"),
        ("2022-01/2022-06", "2022-01-01", "2022-06-30"),
        ("2024-04/2024-04-17", "2024-04-01", "2024-04-17"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("[2022,2023]", "2022-01-01", "2023-12-31"),
    ],
)
def test_days_that_a_date_may_mean(text, first, last):
    assert (earliest(text).isoformat(), latest(text).isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-30", "no such day"),
        ("2023-02-29", "no such day"),
        ("2024-13", "no such day or month"),
        ("2022-06/2022-01", "runs backwards"),
        ("2024-04/..", "open"),
        ("../2024-04", "open"),
        ("/2024", "open"),
        ("2024?", "uncertain"),
        ("2024-04-17~", "uncertain"),
        ("17.4.2024", "expected a date like 2024-04 or 2024-04-17"),
        ("2024-4-7", "expected a date like"),
        ("April 2024", "expected a date like"),
        ("soon", "expected a date like"),
        ("", "expected a date like"),
        ("٢٠٢٤-٠٤-١٧", "expected a date like"),
        ("2024-04-1X", "expected a date like"),
        ("2024/2025/2026", "expected a date like"),
    ],
)
def test_no_date(text, why):
    with pytest.raises(NoDate, match=why):
        latest(text)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_full_date_means_itself(day):
    assert earliest(day.isoformat()) == latest(day.isoformat()) == day


@given(st.text(alphabet="0123456789-/X?~.[]{}, uY", max_size=24))
def test_any_text_is_a_date_or_none(text):
    try:
        assert earliest(text) <= latest(text)
    except NoDate as error:
        assert str(error)
