from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportops.calendar import Holidays
from supportops.capacity.forecast._features import calendar_features
from supportops.errors import DomainError, HorizonError

_DATES = st.dates(date(1900, 1, 5), date(2099, 12, 20))


def test_a_date_may_have_several_features():
    days = [date(2026, 8, 31), date(2026, 9, 1)]
    found = calendar_features(days, holidays=[date(2026, 8, 31)], releases=[date(2026, 8, 31)])
    first = {name: column[0] for name, column in found.items() if column[0]}
    assert first == {"holiday": 1.0, "mon": 1.0, "month_end": 1.0, "release": 1.0}
    assert {name for name, column in found.items() if column[1]} == {"tue", "release"}


def test_the_drivers_are_floats_in_a_fixed_order():
    found = calendar_features(np.array(["2026-03-01"], dtype="datetime64[D]"), holidays=())
    assert list(found) == ["holiday", "mon", "tue", "wed", "thu", "fri", "sat", "month_end", "release"]
    assert all(column.dtype == np.float64 and column.shape == (1,) for column in found.values())
    assert sum(column.sum() for column in found.values()) == 0  # a Sunday is what the others are compared with


@pytest.mark.parametrize(
    ("month", "last"), [((2026, 2), 28), ((2028, 2), 29), ((2026, 4), 30), ((2026, 12), 31), ((1969, 12), 31)]
)
def test_the_end_of_the_month_is_its_last_three_days(month, last):
    days = [date(*month, day) for day in range(1, last + 1)]
    assert calendar_features(days, holidays=())["month_end"].tolist() == [0.0] * (last - 3) + [1.0] * 3


def test_holidays_of_a_country_are_those_of_the_calendar():
    days = np.arange("2025-12-24", "2026-01-03", dtype="datetime64[D]")
    found = calendar_features(days, holidays=Holidays(country="DE"))["holiday"]
    assert found.tolist() == [0, 1, 1, 0, 0, 0, 0, 0, 1, 0]
    assert np.array_equal(found, calendar_features(days, holidays=Holidays(country="DE").pinned(2025, 2026))["holiday"])


def test_years_without_holiday_data_are_refused():
    known = Holidays(country="US").pinned(2026, 2026)
    with pytest.raises(HorizonError, match="2027"):
        calendar_features([date(2026, 12, 31), date(2027, 1, 1)], holidays=known)


@settings(max_examples=80)
@given(st.lists(_DATES, max_size=20), st.lists(_DATES, max_size=5), st.data())
def test_each_date_by_hand_is_each_date_in_the_array(days, free, data):
    releases = data.draw(st.lists(st.sampled_from(days), max_size=3)) if days else []
    found = calendar_features(days, holidays=free, releases=releases)
    for index, day in enumerate(days):
        wanted = {f"{day:%a}".lower()} - {"sun"}
        wanted |= {"holiday"} if day in free else set()
        wanted |= {"month_end"} if (day + timedelta(days=3)).day <= 3 else set()
        wanted |= {"release"} if day in releases or day - timedelta(days=1) in releases else set()
        assert {name for name, column in found.items() if column[index]} == wanted


def test_dates_and_datetime64_of_any_unit_are_the_same():
    days = [date(2026, 3, 30), date(2026, 3, 31)]
    for unit in ("D", "s", "us", "ns"):
        given_as = np.array(days, dtype=f"datetime64[{unit}]")
        found, wanted = calendar_features(given_as, holidays=days[:1]), calendar_features(days, holidays=days[:1])
        assert {name: column.tolist() for name, column in found.items()} == {
            name: column.tolist() for name, column in wanted.items()
        }


def test_no_dates_are_no_rows():
    found = calendar_features([], holidays=Holidays(country="DE"))
    assert {column.shape for column in found.values()} == {(0,)}


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([date(2026, 3, 2), "2026-03-03"], r"dates\[1\] is '2026-03-03'; give a local date"),
        ([datetime(2026, 3, 2, tzinfo=UTC)], r"dates\[0\] is datetime"),
        (np.array(["2026-03-02", "2026-03-02T23:00"], dtype="datetime64[m]"), r"dates\[1\] is 2026-03-02T23.*instant"),
        (np.array(["2026-03-02", "NaT"], dtype="datetime64[D]"), r"dates\[1\] is NaT"),
        (np.array([["2026-03-02"]], dtype="datetime64[D]"), r"shape \(1, 1\)"),
        (np.array([1.0]), r"dates\[0\] is .*1\.0"),
    ],
)
def test_what_is_no_local_date_is_refused_with_its_place(dates, words):
    with pytest.raises(DomainError, match=words):
        calendar_features(dates, holidays=())


def test_the_error_names_which_of_the_dates_are_meant():
    with pytest.raises(DomainError, match=r"holidays\[0\]") as caught:
        calendar_features([date(2026, 3, 2)], holidays=[3])
    assert (caught.value.field, caught.value.value, caught.value.index) == ("holidays", 3, 0)
    with pytest.raises(DomainError, match=r"releases\[0\]"):
        calendar_features([date(2026, 3, 2)], holidays=(), releases=np.array(["2026-03-02T09"], dtype="datetime64[h]"))


def test_a_column_of_a_data_frame_is_a_row_of_dates():
    days = pd.Series(pd.date_range("2026-08-31", periods=3))
    found = calendar_features(days, holidays=days[:1], releases=pd.DatetimeIndex(days[1:2]))
    expected = calendar_features(
        [day.date() for day in days], holidays=[date(2026, 8, 31)], releases=[date(2026, 9, 1)]
    )
    assert {name: column.tolist() for name, column in found.items()} == {
        name: column.tolist() for name, column in expected.items()
    }
    with pytest.raises(DomainError, match=r"dates\[0\] is Timestamp.*give a local date"):
        calendar_features(pd.date_range("2026-08-31", periods=3, tz="UTC"), holidays=())


@pytest.mark.parametrize("row", ["2026-03-02", date(2026, 3, 2), None])
def test_one_date_is_no_row_of_dates(row):
    with pytest.raises(DomainError, match=r"holidays is .*; give a row of dates") as error:
        calendar_features([date(2026, 3, 2)], holidays=row)
    assert error.value.field == "holidays"
