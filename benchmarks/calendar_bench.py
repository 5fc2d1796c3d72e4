"""Open time and deadlines on one desk: ours against other libraries and against a bare loop.

The desk: Monday to Friday, 9 to 17, America/New_York, without the US federal holidays of 2025. The tickets: random
starts in 2025, each open for up to 30 days, in whole seconds. Before anything is timed, the answers must agree.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from benchmarks._rows import Row, rate

from supportops.calendar import BusinessCalendar, Holidays

ZONE = ZoneInfo("America/New_York")
HOLIDAYS = Holidays(country="US").pinned(2024, 2027)
DESK = BusinessCalendar(name="bench", zone="America/New_York", hours="Mon-Fri 09:00-17:00", holidays=HOLIDAYS)
DATES = [day for day, _ in HOLIDAYS.extra]
EIGHT_HOURS = timedelta(hours=8)
MANY = 1_000_000
FEW, SLOW = 20_000, 200

Instants = npt.NDArray[np.datetime64]


def tickets(n: int, *, seed: int = 1) -> tuple[Instants, Instants]:
    """Return random starts in 2025 and ends up to 30 days later, UTC."""
    rng = np.random.default_rng(seed)
    start = np.datetime64("2025-01-02T00:00:00", "s") + rng.integers(0, 360 * 86_400, n).astype("m8[s]")
    return start.astype("M8[us]"), (start + rng.integers(1, 30 * 86_400, n).astype("m8[s]")).astype("M8[us]")


def aware(values: Instants) -> list[datetime]:
    """Return the instants as aware datetimes."""
    return [value.replace(tzinfo=UTC) for value in values.tolist()]


class BareTable:
    """What a careful script would do by hand: one list of openings, closings and running totals, in seconds."""

    def __init__(self) -> None:
        days = [date(2025, 1, 1) + timedelta(days=i) for i in range(3 * 365)]
        days = [day for day in days if day.weekday() < 5 and day not in DATES]
        self.openings = [datetime.combine(day, time(9), ZONE).timestamp() for day in days]
        self.closings = [datetime.combine(day, time(17), ZONE).timestamp() for day in days]
        self.totals = [28_800.0 * i for i in range(len(days))]
        self.arrays = [np.array(one, dtype=np.int64) for one in (self.openings, self.closings, self.totals)]

    def between(self, start: datetime, end: datetime) -> float:
        """Return open seconds, by bisection."""
        a, b = start.timestamp(), end.timestamp()
        i, j = bisect_right(self.openings, a) - 1, bisect_right(self.openings, b) - 1
        before = self.totals[i] + min(a, self.closings[i]) - self.openings[i] if i >= 0 else 0.0
        after = self.totals[j] + min(b, self.closings[j]) - self.openings[j] if j >= 0 else 0.0
        return after - before

    def deadline(self, start: datetime, seconds: float) -> datetime:
        """Return the instant so many open seconds later, by bisection."""
        a = start.timestamp()
        i = bisect_right(self.openings, a) - 1
        total = (self.totals[i] + min(a, self.closings[i]) - self.openings[i] if i >= 0 else 0.0) + seconds
        k = bisect_left(self.totals, total) - 1
        return datetime.fromtimestamp(self.openings[k] + total - self.totals[k], UTC)

    def _many(self, seconds: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        openings, closings, totals = self.arrays
        i = np.searchsorted(openings, seconds, side="right") - 1
        # Before the first opening the place is -1; the sum below would take the last one.
        return np.where(i >= 0, totals[i] + np.minimum(seconds, closings[i]) - openings[i], 0)

    def many_between(self, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Return open seconds, by searchsorted."""
        return self._many(ends) - self._many(starts)

    def many_deadlines(self, starts: npt.NDArray[np.int64], seconds: int) -> npt.NDArray[np.int64]:
        """Return the instants so many open seconds later, by searchsorted."""
        openings, _, totals = self.arrays
        total = self._many(starts) + seconds
        k = np.searchsorted(totals, total, side="left") - 1
        return openings[k] + total - totals[k]


def holidays_object() -> Any:
    """Return the holidays as the peers' documentation passes them: an object of the `holidays` package."""
    import holidays

    return holidays.country_holidays("US", years=range(2024, 2028), language="en_US")


def businesstimedelta_rules() -> Any:
    """Return the desk in the words of businesstimedelta."""
    import businesstimedelta as peer
    import pytz

    zone = pytz.timezone("America/New_York")
    work = peer.WorkDayRule(start_time=time(9), end_time=time(17), working_days=[0, 1, 2, 3, 4], tz=zone)
    return peer.Rules([work, peer.HolidayRule(holidays_object(), tz=zone)])


def businesstimedelta_between(rules: Any, start: datetime, end: datetime) -> timedelta:
    """Return open time by businesstimedelta."""
    found = rules.difference(start, end)
    return timedelta(hours=found.hours, seconds=found.seconds)


def business_duration_between(start: datetime, end: datetime, holidays: Any) -> timedelta:
    """Return open time by business-duration, which takes local wall times."""
    from business_duration import businessDuration

    seconds = businessDuration(start, end, time(9), time(17), holidaylist=holidays, unit="sec")
    return timedelta(seconds=float(seconds))


def custom_business_hour() -> Any:
    """Return eight hours on the desk in the words of pandas."""
    import pandas as pd

    return pd.offsets.CustomBusinessHour(8, start="09:00", end="17:00", holidays=DATES)


def one_call() -> list[Row]:
    """Return the comparisons of single calls."""
    starts, ends = (aware(values) for values in tickets(FEW))
    pairs = list(zip(starts, ends, strict=True))
    bare, rules, off = BareTable(), businesstimedelta_rules(), holidays_object()
    local = [
        (a.astimezone(ZONE).replace(tzinfo=None), b.astimezone(ZONE).replace(tzinfo=None)) for a, b in pairs[:SLOW]
    ]
    slow = pairs[:SLOW]
    expected = [DESK.between(a, b) for a, b in pairs]
    agree("the bare bisect loop", [timedelta(seconds=bare.between(a, b)) for a, b in pairs], expected)
    agree("businesstimedelta", [businesstimedelta_between(rules, a, b) for a, b in slow], expected[:SLOW])
    agree("business-duration", [business_duration_between(a, b, off) for a, b in local], expected[:SLOW])
    agree("the bare deadlines", [bare.deadline(a, 28_800) for a in starts], [DESK.add(a, EIGHT_HOURS) for a in starts])
    ours = rate(lambda: [DESK.between(a, b) for a, b in pairs], FEW)
    by_hand = rate(lambda: [bare.between(a, b) for a, b in pairs], FEW)
    theirs = rate(lambda: [businesstimedelta_between(rules, a, b) for a, b in slow], SLOW, repeats=3)
    duration = rate(lambda: [business_duration_between(a, b, off) for a, b in local], SLOW, repeats=3)
    deadline = rate(lambda: [DESK.add(a, EIGHT_HOURS) for a in starts], FEW)
    deadline_by_hand = rate(lambda: [bare.deadline(a, 28_800) for a in starts], FEW)
    return [
        Row("open time, one call", ours, "bare bisect loop", by_hand, 0.4),
        Row("open time, one call", ours, "businesstimedelta", theirs, 200),
        Row("open time, one call", ours, "business-duration", duration, 60),
        Row("deadline in 8 h, one call", deadline, "bare bisect loop", deadline_by_hand, 0.4),
    ]


def arrays() -> list[Row]:
    """Return the comparisons of arrays; peers without arrays are called one by one."""
    starts, ends = tickets(MANY)
    seconds = [values.astype("M8[s]").view(np.int64) for values in (starts, ends)]
    bare, rules, offset = BareTable(), businesstimedelta_rules(), custom_business_hour()
    slow = list(zip(aware(starts[:SLOW]), aware(ends[:SLOW]), strict=True))
    stamps = local_stamps(starts[:2000])
    open_time, due = DESK.between(starts, ends), DESK.add(starts, EIGHT_HOURS)
    agree("bare searchsorted", bare.many_between(*seconds).tolist(), open_time.astype("m8[s]").astype(int).tolist())
    agree("its deadlines", bare.many_deadlines(seconds[0], 28_800).tolist(), due.astype("M8[s]").astype(int).tolist())
    later = DESK.add(starts[:2000], EIGHT_HOURS, landing="open")
    agree(
        "CustomBusinessHour",
        [(s + offset).tz_localize(ZONE).tz_convert("UTC").tz_localize(None) for s in stamps],
        later.tolist(),
    )
    ours = rate(lambda: DESK.between(starts, ends), MANY)
    by_hand = rate(lambda: bare.many_between(*seconds), MANY, repeats=3)
    deadlines = rate(lambda: DESK.add(starts, EIGHT_HOURS), MANY)
    deadlines_by_hand = rate(lambda: bare.many_deadlines(seconds[0], 28_800), MANY, repeats=3)
    theirs = rate(lambda: [businesstimedelta_between(rules, a, b) for a, b in slow], SLOW, repeats=3)
    pandas = rate(lambda: [s + offset for s in stamps], len(stamps), repeats=3)
    return [
        Row("open time, arrays", ours, "bare searchsorted", by_hand, 0.9),
        Row("open time, arrays", ours, "businesstimedelta", theirs, 1000),
        Row("deadline in 8 h, arrays", deadlines, "bare searchsorted", deadlines_by_hand, 0.9),
        Row("deadline in 8 h, arrays", deadlines, "pandas CustomBusinessHour", pandas, 800),
    ]


def local_stamps(starts: Instants) -> list[Any]:
    """Return instants as naive local timestamps of pandas."""
    import pandas as pd

    return [pd.Timestamp(moment.astimezone(ZONE).replace(tzinfo=None)) for moment in aware(starts)]


def agree(name: str, theirs: list[Any], ours: list[Any]) -> None:
    """Refuse to time what does not give the same answers."""
    wrong = sum(a != b for a, b in zip(theirs, ours, strict=True))
    if wrong:
        raise AssertionError(f"{name} and the calendar differ in {wrong} of {len(ours)} answers")


def run() -> list[Row]:
    """Return all comparisons."""
    with warnings.catch_warnings():
        # The peers' own warnings are not ours to fix.
        warnings.simplefilter("ignore")
        return one_call() + arrays()


if __name__ == "__main__":
    for row in run():
        print(row)
