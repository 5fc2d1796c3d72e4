"""Wall time to instants: gaps, folds, dates that were skipped, and the ends of what a date can say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._instants import to_us
from supportops.calendar.local import DAY_US, WallClock

H = 3600


def us(*when: int) -> int:
    return to_us(datetime(*when, tzinfo=UTC))


def day(*when: int) -> int:
    return date(*when).toordinal()


NEW_YORK = WallClock(ZoneInfo("America/New_York"))
LORD_HOWE = WallClock(ZoneInfo("Australia/Lord_Howe"))
APIA = WallClock(ZoneInfo("Pacific/Apia"))
CAIRO = WallClock(ZoneInfo("Africa/Cairo"))
ST_JOHNS = WallClock(ZoneInfo("America/St_Johns"))


@pytest.mark.parametrize(
    ("clock", "ordinal", "second", "expected"),
    [
        (NEW_YORK, day(2026, 1, 5), 9 * H, us(2026, 1, 5, 14)),
        (NEW_YORK, day(2026, 7, 6), 9 * H, us(2026, 7, 6, 13)),
        (NEW_YORK, day(2026, 1, 5), 33 * H, us(2026, 1, 6, 14)),
        (NEW_YORK, day(2026, 1, 5), 24 * H, us(2026, 1, 6, 5)),
    ],
)
def test_a_wall_time_is_an_instant(clock: WallClock, ordinal: int, second: int, expected: int):
    assert clock.us(ordinal, second) == expected
    assert clock.gap(ordinal, second) is None
    assert clock.at(ordinal, second * 1_000_000 + 7) == expected + 7


@pytest.mark.parametrize(
    ("clock", "ordinal", "second", "change"),
    [
        (NEW_YORK, day(2026, 3, 8), 2 * H, us(2026, 3, 8, 7)),
        (NEW_YORK, day(2026, 3, 8), 2 * H + 1800, us(2026, 3, 8, 7)),
        (NEW_YORK, day(2026, 3, 8), 3 * H - 1, us(2026, 3, 8, 7)),
        (LORD_HOWE, day(2026, 10, 4), 2 * H + 900, us(2026, 10, 3, 15, 30)),
        (APIA, day(2011, 12, 30), 0, us(2011, 12, 30, 10)),
        (APIA, day(2011, 12, 30), 12 * H, us(2011, 12, 30, 10)),
        (APIA, day(2011, 12, 29), 25 * H, us(2011, 12, 30, 10)),
        (CAIRO, day(2026, 4, 24), 0, us(2026, 4, 23, 22)),
        (CAIRO, day(2026, 4, 23), 24 * H, us(2026, 4, 23, 22)),
    ],
)
def test_a_skipped_wall_time_is_the_change_itself(clock: WallClock, ordinal: int, second: int, change: int):
    assert clock.us(ordinal, second) == change
    assert clock.gap(ordinal, second) == change
    assert clock.at(ordinal, second * 1_000_000 + 7) == change


@pytest.mark.parametrize(("ordinal", "second"), [(day(2026, 3, 8), 2 * H - 1), (day(2026, 3, 8), 3 * H)])
def test_beside_the_gap_nothing_is_skipped(ordinal: int, second: int):
    assert NEW_YORK.gap(ordinal, second) is None


@pytest.mark.parametrize(
    ("clock", "ordinal", "second", "expected"),
    [
        (NEW_YORK, day(2026, 11, 1), H, us(2026, 11, 1, 5)),
        (NEW_YORK, day(2026, 11, 1), H + 1800, us(2026, 11, 1, 5, 30)),
        (NEW_YORK, day(2026, 11, 1), 2 * H, us(2026, 11, 1, 7)),
        (LORD_HOWE, day(2026, 4, 5), H + 2700, us(2026, 4, 4, 14, 45)),
        (CAIRO, day(2026, 10, 29), 23 * H, us(2026, 10, 29, 20)),
    ],
)
def test_a_wall_time_that_comes_twice_is_its_first_occurrence(clock, ordinal: int, second: int, expected: int):
    assert clock.us(ordinal, second) == expected
    assert clock.gap(ordinal, second) is None


def test_an_instant_is_read_as_date_and_time_of_day():
    assert NEW_YORK.read(us(2026, 1, 6, 4, 30)) == (day(2026, 1, 5), 84_600_000_000)
    assert NEW_YORK.date(us(2026, 1, 6, 4, 30)) == day(2026, 1, 5)


def test_a_date_that_shows_again_after_midnight_belongs_to_the_next_one():
    # On 7 November 2010 the clocks of St. John's went from 00:01 back to 23:01 of the 6th.
    again = us(2010, 11, 7, 3)
    assert ST_JOHNS.read(again)[0] == day(2010, 11, 6)
    assert ST_JOHNS.date(again) == day(2010, 11, 7)
    assert ST_JOHNS.midnight(day(2010, 11, 7)) == us(2010, 11, 7, 2, 30)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kolkata"])
def test_the_first_and_the_last_year_have_ends(zone: str):
    clock = WallClock(ZoneInfo(zone))
    assert clock.year_start(1) == clock.midnight(1)
    assert clock.year_start(10_000) == clock.midnight(day(9999, 12, 31)) + DAY_US
    assert clock.read(us(1, 1, 1))[0] in (0, 1)
    assert clock.read(us(9999, 12, 31, 23, 59))[0] in (day(9999, 12, 31), day(9999, 12, 31) + 1)
    assert clock.year_start(2026) == clock.midnight(day(2026, 1, 1))


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(microsecond=0)),
    st.sampled_from([NEW_YORK, LORD_HOWE, APIA, CAIRO, ST_JOHNS]),
)
def test_going_there_and_back_agrees_with_zoneinfo(moment: datetime, clock: WallClock):
    second = moment.hour * H + moment.minute * 60 + moment.second
    instant = clock.us(moment.date().toordinal(), second)
    if clock.gap(moment.date().toordinal(), second) is None:
        assert instant == to_us(moment.replace(tzinfo=clock.zone))
        assert clock.read(instant) == (moment.date().toordinal(), second * 1_000_000)
    else:
        before, after = to_us(moment.replace(tzinfo=clock.zone, fold=1)), to_us(moment.replace(tzinfo=clock.zone))
        assert before <= instant <= after
