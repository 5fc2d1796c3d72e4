"""Business days from arrays: the same dates as one by one, around every change of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, BusinessDays, Holidays
from supportops.errors import HorizonError, NeverOpenError

CALENDARS = {
    "office": BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US")),
    "night": BusinessCalendar(zone="Europe/Berlin", hours="daily 22:00-06:00", holidays=Holidays(country="DE")),
    "whole days": BusinessCalendar(zone="Africa/Cairo", hours="Mon-Sat 00:00-24:00"),
    "St. John's": BusinessCalendar(zone="America/St_Johns", hours="daily 00:00-23:30"),
    "always": ALWAYS_OPEN,
    "two zones": BusinessCalendar(zone="Asia/Tokyo", hours="Mon-Fri 09:00-17:00")
    | BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00"),
}
# Around the changes of the clocks in 2010 and 2026, and between them.
MOMENTS = [
    datetime(year, month, day, tzinfo=UTC) + timedelta(hours=7.3 * i, microseconds=i)
    for year, month, day in ((2010, 11, 5), (2026, 3, 6), (2026, 4, 22), (2026, 10, 23), (2026, 12, 29))
    for i in range(16)
]


@pytest.mark.parametrize("until", ["same_time", "close"])
@pytest.mark.parametrize("n", [1, 2, 7])
@pytest.mark.parametrize("name", CALENDARS)
def test_arrays_land_where_single_instants_do(name: str, n: int, until: str):
    calendar, days = CALENDARS[name], BusinessDays(n, until=until)
    starts = np.array([moment.replace(tzinfo=None) for moment in MOMENTS], "M8[us]")
    expected = [calendar.add(moment, days).astimezone(UTC).replace(tzinfo=None) for moment in MOMENTS]
    assert calendar.add(starts, days).tolist() == expected
    assert calendar.add(starts.reshape(4, -1), days).tolist() == np.array(expected).reshape(4, -1).tolist()


def test_the_end_of_what_is_known_is_the_end_for_arrays_too():
    pinned = CALENDARS["office"].pinned(2026, 2026)
    start = np.array(["2026-01-02T15", "2026-12-30T15"], "M8[h]")
    assert pinned.add(start, BusinessDays(1)).tolist() == [datetime(2026, 1, 5, 15), datetime(2026, 12, 31, 15)]
    with pytest.raises(HorizonError):
        pinned.add(start, BusinessDays(2))


def test_a_calendar_that_never_opens_has_no_business_days():
    with pytest.raises(NeverOpenError):
        BusinessCalendar(zone="UTC", hours="closed").add(np.array(["2026-01-01"], "M8[D]"), BusinessDays(1))


def test_an_evening_that_the_wall_shows_twice_counts_from_the_date_it_shows():
    weekdays = BusinessCalendar(zone="America/St_Johns", hours="Mon-Fri 00:00-24:00")
    again = datetime(2010, 11, 7, 3, tzinfo=UTC)
    for days in (BusinessDays(5), BusinessDays(5, until="close")):
        expected = weekdays.add(again, days).replace(tzinfo=None)
        assert weekdays.add(np.array(["2010-11-07T03"], "M8[h]"), days).tolist() == [expected]
