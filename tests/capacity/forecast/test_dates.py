from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.capacity.forecast import naive
from supportops.errors import DomainError, HorizonError, NaiveDatetimeError

BERLIN = ZoneInfo("Europe/Berlin")


def days(found):
    return [str(day) for day in found.dates.astype("datetime64[D]")]


def test_dates_go_on_where_the_history_ends():
    assert days(naive([1, 2, 3], horizon=3, start=date(2026, 2, 26))) == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert naive([1, 2]).dates is None


def test_dates_are_microseconds_of_utc():
    found = naive([1, 2], start=datetime(2026, 3, 1, 9, 30, tzinfo=BERLIN), step="30m").dates
    assert found.dtype == np.dtype("datetime64[us]")
    assert found.tolist() == [datetime(2026, 3, 1, 9, 30)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2026, 1, 31), ["2026-02-28", "2026-03-31", "2026-04-30"]),
        (date(2027, 12, 31), ["2028-01-31", "2028-02-29", "2028-03-31"]),
        (date(2026, 1, 15), ["2026-02-15", "2026-03-15", "2026-04-15"]),
    ],
)
def test_a_month_keeps_the_day_or_takes_the_last(start, expected):
    assert days(naive([1], horizon=3, start=start, step="month")) == expected


def test_a_month_keeps_the_time_of_day_in_its_zone():
    found = naive([1], horizon=2, start=datetime(2026, 2, 1, tzinfo=BERLIN), step="month").dates
    assert found.tolist() == [datetime(2026, 2, 28, 23), datetime(2026, 3, 31, 22)]


@settings(max_examples=50)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 40), st.integers(1, 40))
def test_the_dates_do_not_depend_on_how_much_of_the_past_is_known(start, past, horizon):
    for step in (timedelta(days=7), "month"):
        whole = naive([1], horizon=past + horizon - 1, start=start, step=step).dates
        assert naive([1] * past, horizon=horizon, start=start, step=step).dates.tolist() == whole[past - 1 :].tolist()


@pytest.mark.parametrize("step", ["0d", "-1d", "soon", "1 month", 1, timedelta(0), None])
def test_a_step_is_a_duration_or_a_month(step):
    with pytest.raises(DomainError) as error:
        naive([1], step=step)
    assert error.value.field == "step"
    assert "give a duration such as '1d' or '30m', or 'month'" in str(error.value)


def test_a_start_is_a_date_or_an_aware_instant():
    with pytest.raises(NaiveDatetimeError):
        naive([1], start=datetime(2026, 3, 1))
    with pytest.raises(DomainError, match="start is '2026-03-01'; give a date or an aware datetime"):
        naive([1], start="2026-03-01")


@pytest.mark.parametrize("step", ["1w", "month"])
def test_dates_end_with_the_calendar(step):
    with pytest.raises(HorizonError, match="give a shorter horizon"):
        naive([1], horizon=100_000, start=datetime(9000, 1, 1, tzinfo=UTC), step=step)
