"""Arrays: units, shapes, scalars, and what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, BusinessDays, DateOverride, Holidays
from supportops.calendar.batch import add_us, totals_us
from supportops.errors import DomainError, HorizonError, NeverOpenError

OFFICE = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
STARTS = np.array(["2026-01-05T10", "2026-01-09T16", "2026-01-10T12"], "M8[h]")
ENDS = np.array(["2026-01-06T10", "2026-01-12T10", "2026-01-12T09"], "M8[h]")
HOURS = [8, 2, 0]


def hours(values) -> list[float]:
    return (values / np.timedelta64(1, "h")).tolist()


def test_arrays_give_timedelta64_in_microseconds():
    found = OFFICE.between(STARTS, ENDS)
    assert found.dtype == "m8[us]"
    assert hours(found) == HOURS
    assert hours(OFFICE.between(ENDS, STARTS)) == [-8, -2, 0]


@pytest.mark.parametrize("unit", ["h", "m", "s", "ms", "us", "ns"])
def test_every_unit_will_do(unit: str):
    assert hours(OFFICE.between(STARTS.astype(f"M8[{unit}]"), ENDS)) == HOURS


def test_shapes_broadcast_as_in_numpy():
    found = OFFICE.between(STARTS[:, None], ENDS[None, :])
    assert found.shape == (3, 3)
    assert [found[i, i] for i in range(3)] == list(OFFICE.between(STARTS, ENDS))
    assert OFFICE.between(STARTS[:1], ENDS).shape == (3,)
    assert OFFICE.add(STARTS[:, None], np.array([1, 2], "m8[h]")).shape == (3, 2)
    with pytest.raises(ValueError, match="broadcast"):
        OFFICE.between(STARTS, ENDS[:2])


def test_arrays_that_are_views_and_not_contiguous_will_do():
    doubled = np.repeat(STARTS, 2)
    assert hours(OFFICE.between(doubled[::2], ENDS)) == HOURS
    assert OFFICE.is_open(np.asfortranarray(STARTS[:, None].repeat(2, axis=1))).tolist() == [
        [True, True],
        [True, True],
        [False, False],
    ]


def test_a_datetime_may_stand_beside_an_array():
    start = datetime(2026, 1, 5, 11, tzinfo=ZoneInfo("Europe/Berlin"))
    assert hours(OFFICE.between(start, ENDS)) == [8, 40, 39]
    assert hours(OFFICE.between(STARTS, start)) == [0, -38, -39]
    assert OFFICE.add(start, np.array([1, 2], "m8[h]")).tolist() == [datetime(2026, 1, 5, 11), datetime(2026, 1, 5, 12)]


def test_scalars_of_numpy_give_scalars_of_numpy():
    one, two = np.datetime64("2026-01-05T10"), np.datetime64("2026-01-06T10")
    found = OFFICE.between(one, two)
    assert isinstance(found, np.timedelta64)
    assert found == np.timedelta64(8, "h")
    assert OFFICE.between(one, datetime(2026, 1, 6, 10, tzinfo=UTC)) == np.timedelta64(8, "h")
    assert OFFICE.between(datetime(2026, 1, 5, 10, tzinfo=UTC), two) == np.timedelta64(8, "h")
    added = OFFICE.add(one, "8h")
    assert isinstance(added, np.datetime64)
    assert added == two
    assert OFFICE.add(datetime(2026, 1, 5, 10, tzinfo=UTC), np.timedelta64(8, "h")) == two
    assert isinstance(OFFICE.is_open(one), np.bool_)
    assert OFFICE.add(np.array("2026-01-05T10", "M8[h]"), BusinessDays(1)) == two
    for amount in (timedelta(), timedelta(hours=-1), np.timedelta64(0, "s")):
        assert isinstance(OFFICE.add(one, amount), np.datetime64)


def test_an_array_of_one_stays_an_array():
    assert OFFICE.between(STARTS[:1], ENDS[:1]).shape == (1,)
    assert OFFICE.add(STARTS[:1], "1h").shape == (1,)
    assert OFFICE.is_open(STARTS[:1]).shape == (1,)


def test_empty_arrays_stay_empty():
    none = np.array([], "M8[us]")
    assert OFFICE.between(none, none).shape == (0,)
    assert OFFICE.between(none, STARTS[:1]).dtype == "m8[us]"
    assert OFFICE.add(none, "8h").dtype == "M8[us]"
    assert OFFICE.add(STARTS[:1], np.array([], "m8[us]")).shape == (0,)
    assert OFFICE.add(none, BusinessDays(1)).shape == (0,)
    assert OFFICE.is_open(none).dtype == bool


@pytest.mark.parametrize(
    ("amount", "landing", "expected"),
    [
        ("8h", "close", ["2026-01-06T10", "2026-01-12T16", "2026-01-12T17"]),
        (timedelta(hours=1), "close", ["2026-01-05T11", "2026-01-09T17", "2026-01-12T10"]),
        ("1h", "open", ["2026-01-05T11", "2026-01-12T09", "2026-01-12T10"]),
        ("-1h", "close", ["2026-01-05T09", "2026-01-09T15", "2026-01-09T16"]),
        (np.timedelta64(0, "s"), "open", ["2026-01-05T10", "2026-01-09T16", "2026-01-10T12"]),
        (np.array([60, -60, 0], "m8[m]"), "open", ["2026-01-05T11", "2026-01-09T15", "2026-01-10T12"]),
        ("1 business day", "close", ["2026-01-06T10", "2026-01-12T16", "2026-01-12T12"]),
        (BusinessDays(1, until="close"), "close", ["2026-01-06T17", "2026-01-12T17", "2026-01-12T17"]),
    ],
)
def test_amounts_of_every_kind_are_added(amount, landing: str, expected: list[str]):
    found = OFFICE.add(STARTS, amount, landing=landing)
    assert found.dtype == "M8[us]"
    assert found.tolist() == np.array(expected, "M8[us]").tolist()


def test_is_open_is_half_open():
    edges = np.array(["2026-01-05T09:00", "2026-01-05T16:59", "2026-01-05T17:00"], "M8[m]")
    assert OFFICE.is_open(edges).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: OFFICE.between(STARTS, np.array(["2026-01-05", "NaT", "2026-01-06"], "M8[D]")), r"end\[1\] is NaT"),
        (lambda: OFFICE.between(np.array([[1, 2]]), ENDS), "start has dtype int64"),
        (
            lambda: OFFICE.between(np.array([datetime(2026, 1, 5, tzinfo=UTC)]), ENDS),
            "Aware datetimes: convert them to UTC",
        ),
        (lambda: OFFICE.add(STARTS, np.array([1, 2, 3])), "amount has dtype int64"),
        (lambda: OFFICE.add(STARTS, np.array(["NaT"], "m8[s]")), r"amount\[0\] is NaT"),
        (lambda: OFFICE.add(STARTS, 5), "amount 5 is no amount of time"),
        (lambda: OFFICE.add(STARTS, "1h", landing="next"), "landing 'next' is unknown"),
        (lambda: OFFICE.is_open(np.array(["NaT"], "M8[s]")), r"at\[0\] is NaT"),
        (lambda: OFFICE.is_open("2026-01-05"), "at '2026-01-05' is no instant"),
    ],
)
def test_what_is_no_array_of_instants_or_amounts_is_refused(call, message: str):
    with pytest.raises(DomainError, match=message):
        call()


def test_errors_of_the_calendar_are_errors_of_the_array():
    never = BusinessCalendar(zone="UTC", hours="closed")
    assert never.between(STARTS, ENDS).tolist() == [timedelta()] * 3
    assert not never.is_open(STARTS).any()
    for amount in ("1h", "-1h", BusinessDays(1)):
        with pytest.raises(NeverOpenError):
            never.add(STARTS, amount)
    once = BusinessCalendar(
        zone="UTC", hours="closed", overrides=[DateOverride(date=date(2026, 3, 3), hours="09:00-10:00")]
    )
    assert once.add(STARTS, "1h").tolist() == [datetime(2026, 3, 3, 10)] * 3
    with pytest.raises(NeverOpenError):
        once.add(STARTS, "1h", landing="open")


def test_years_outside_the_data_are_refused_also_at_the_very_end():
    pinned = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US")).pinned(
        2026, 2026
    )
    end, later = (np.array([day], "M8[D]") for day in ("2027-01-01", "2027-01-02"))
    assert hours(pinned.between(np.array(["2026-12-31T16"], "M8[h]"), end)) == [1]
    for call in (lambda: pinned.is_open(end), lambda: pinned.add(end, "1h"), lambda: pinned.between(end, later)):
        with pytest.raises(HorizonError):
            call()


@pytest.mark.parametrize(
    "amount", [timedelta.max, timedelta.min, np.array([2**62], "m8[us]"), np.array([-(2**62)], "m8[us]")]
)
def test_more_time_than_there_is_is_refused(amount):
    with pytest.raises(HorizonError, match="more time than the years 1 to 9999 hold"):
        OFFICE.add(STARTS[:1], amount)


def test_around_the_clock_ends_where_datetimes_do():
    assert hours(ALWAYS_OPEN.between(STARTS, ENDS)) == [24, 66, 45]
    assert ALWAYS_OPEN.add(STARTS, "8h").tolist() == (STARTS + np.timedelta64(8, "h")).tolist()
    for call in (
        lambda: ALWAYS_OPEN.add(STARTS, timedelta(days=3_000_000)),
        lambda: ALWAYS_OPEN.add(STARTS, timedelta(days=-3_000_000)),
        lambda: ALWAYS_OPEN.between(STARTS, np.array([2**62], "M8[us]")),
    ):
        with pytest.raises(HorizonError):
            call()


def test_the_integer_calls_are_those_of_the_calendar():
    us = STARTS.astype("M8[us]").view(np.int64)
    assert totals_us(OFFICE, us).tolist() == [OFFICE.open_us(int(t)) for t in us]
    eight = np.array(8 * 3_600_000_000)
    assert add_us(OFFICE, us, eight, landing="close").tolist() == [OFFICE.add_us(int(t), 8 * 3_600_000_000) for t in us]


def test_the_inputs_are_not_changed():
    starts, ends, amounts = STARTS.astype("M8[us]"), ENDS.astype("M8[us]"), np.array([1, 0, -1], "m8[us]")
    kept = starts.copy(), ends.copy(), amounts.copy()
    OFFICE.between(starts, ends)
    OFFICE.add(starts, amounts)
    OFFICE.add(starts, BusinessDays(1))
    OFFICE.is_open(starts)
    for now, then in zip((starts, ends, amounts), kept, strict=True):
        assert (now == then).all()
    assert OFFICE.add(starts, np.timedelta64(0, "us")) is not starts
