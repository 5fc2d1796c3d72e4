"""The calendar in whole microseconds, as the SLA clock uses it."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from supportops._instants import to_us
from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, BusinessDays, DateOverride, Holidays
from supportops.errors import DomainError, HorizonError, NeverOpenError

H = 3_600_000_000


def us(*when: int) -> int:
    return to_us(datetime(*when, tzinfo=UTC))


def office(**more) -> BusinessCalendar:
    return BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", **more)


OFFICE = office()
ONCE = BusinessCalendar(
    zone="UTC", hours="closed", overrides=[DateOverride(date=date(2026, 3, 3), hours="09:00-10:00")]
)


def test_a_total_is_a_difference_and_stays():
    desk = office(name="stays")
    start = desk.open_us(us(2026, 1, 5, 9))
    assert desk.open_us(us(2026, 1, 5, 17)) - start == 8 * H
    desk.open_us(us(1999, 1, 1))
    desk.open_us(us(2031, 1, 1))
    assert desk.open_us(us(2026, 1, 5, 9)) == start


@pytest.mark.parametrize(
    ("amount", "landed"),
    [
        (H, us(2026, 1, 5, 10)),
        (8 * H, us(2026, 1, 5, 17)),
        (8 * H + 1, us(2026, 1, 6, 9) + 1),
        (2080 * H, us(2026, 12, 31, 17) + 0),
    ],
)
def test_a_total_is_reached_at_the_earliest_instant(amount: int, landed: int):
    start = OFFICE.open_us(us(2026, 1, 5, 9))
    if amount == 2080 * H:
        landed = us(2027, 1, 1, 17)
    assert OFFICE.at_open_us(start + amount) == landed


def test_a_total_may_lie_before_what_was_compiled():
    desk = office(name="backward")
    total = desk.open_us(us(2026, 1, 1))
    assert desk.at_open_us(total) == us(2025, 12, 31, 17)
    assert desk.at_open_us(total - 9 * H) == us(2025, 12, 30, 16)


def test_a_total_may_be_asked_for_first():
    desk = office(name="first")
    landed = desk.at_open_us(40 * H)
    assert desk.open_us(landed) == 40 * H


def test_a_total_that_is_never_reached_is_an_error():
    total = ONCE.open_us(us(2026, 1, 1))
    assert ONCE.at_open_us(total + H) == us(2026, 3, 3, 10)
    with pytest.raises(NeverOpenError, match="after"):
        ONCE.at_open_us(total + H + 1)
    with pytest.raises(NeverOpenError, match="before"):
        ONCE.at_open_us(total)


def test_around_the_clock_totals_are_exact_without_a_table():
    for t in (us(1, 1, 3), 0, us(2026, 1, 1), us(9999, 12, 1)):
        assert ALWAYS_OPEN.at_open_us(ALWAYS_OPEN.open_us(t)) == t
        assert ALWAYS_OPEN.at_open_us(ALWAYS_OPEN.open_us(t) + 5) == t + 5
        assert ALWAYS_OPEN.add_us(t, -5) == t - 5
    assert len(ALWAYS_OPEN._timeline.table.edges) == 2
    with pytest.raises(HorizonError, match="always open, but the answer is outside the years 1 to 9999"):
        ALWAYS_OPEN.add_us(0, 10**20)


def test_adding_nothing_is_the_instant():
    assert OFFICE.add_us(us(2026, 1, 10), 0) == us(2026, 1, 10)


def test_landing_open_and_unknown_landings():
    assert OFFICE.add_us(us(2026, 1, 5, 9), 8 * H, landing="open") == us(2026, 1, 6, 9)
    assert OFFICE.add_us(us(2026, 1, 5, 9), -8 * H, landing="open") == us(2026, 1, 2, 9)
    for amount in (1, 0, -1):
        with pytest.raises(DomainError, match="landing"):
            OFFICE.add_us(0, amount, landing="")


def test_next_open_crosses_the_year():
    desk = office(name="crosses", holidays=Holidays(extra=[date(2027, 1, 1)]))
    assert desk.next_open_us(us(2026, 12, 31, 18)) == us(2027, 1, 4, 9)
    assert desk.next_open_us(us(2026, 12, 31, 9)) == us(2026, 12, 31, 9)


def test_next_and_previous_closings_and_openings():
    assert OFFICE.next_close_us(us(2026, 1, 5, 17)) == us(2026, 1, 6, 17)
    assert OFFICE.previous_close_us(us(2026, 1, 5, 17)) == us(2026, 1, 5, 17)
    assert OFFICE.previous_open_us(us(2026, 1, 5, 9)) == us(2026, 1, 5, 9)
    assert OFFICE.previous_open_us(us(2026, 1, 5, 9) - 1) == us(2026, 1, 2, 9)
    assert office(name="years").previous_close_us(us(2026, 1, 1)) == us(2025, 12, 31, 17)


def test_a_span_over_the_new_year_has_neither_closing_nor_opening_there():
    long = BusinessCalendar(
        zone="UTC",
        hours="daily 00:00-24:00",
        overrides=[
            DateOverride(date=date(2024, 6, 1), hours="closed"),
            DateOverride(date=date(2028, 6, 1), hours="closed"),
        ],
    )
    assert long.next_close_us(us(2026, 1, 1)) == us(2028, 6, 1)
    assert long.previous_open_us(us(2026, 1, 1)) == us(2024, 6, 2)
    assert long.previous_close_us(us(2026, 1, 1)) == us(2024, 6, 1)
    assert len(long._timeline.table.edges) <= 6


def test_where_nothing_closes_or_opened_there_is_none():
    before = us(2026, 1, 1)
    assert ONCE.previous_open_us(before) is None
    assert ONCE.previous_close_us(before) is None
    assert ONCE.next_close_us(us(2027, 1, 1)) is None
    open_since = BusinessCalendar(
        zone="UTC", hours="daily 00:00-24:00", overrides=[DateOverride(date=date(2026, 3, 3), hours="closed")]
    )
    assert open_since.next_close_us(us(2027, 1, 1)) is None
    assert open_since.previous_open_us(before) is None


def test_intervals_are_clipped_and_half_open():
    assert OFFICE.intervals_us(us(2026, 1, 5, 10), us(2026, 1, 6, 9)) == [(us(2026, 1, 5, 10), us(2026, 1, 5, 17))]
    assert OFFICE.intervals_us(us(2026, 1, 5, 17), us(2026, 1, 6, 9) + 1) == [
        (us(2026, 1, 6, 9), us(2026, 1, 6, 9) + 1)
    ]
    assert OFFICE.intervals_us(us(2026, 1, 5, 10), us(2026, 1, 5, 10)) == []
    assert OFFICE.intervals_us(us(2026, 1, 5, 12), us(2026, 1, 5, 10)) == []


def test_the_end_of_pinned_years_may_be_an_end_but_not_a_start():
    desk = office(holidays=Holidays(country="US")).pinned(2026, 2026)
    end = us(2027, 1, 1)
    assert desk.open_us(end) - desk.open_us(us(2026, 12, 31, 16)) == H
    assert desk.intervals_us(us(2026, 12, 31, 16), end) == [(us(2026, 12, 31, 16), us(2026, 12, 31, 17))]
    for call in (desk.is_open_us, desk.next_open_us, desk.next_close_us, desk.previous_open_us, desk.previous_close_us):
        with pytest.raises(HorizonError):
            call(end)
    with pytest.raises(HorizonError):
        desk.open_us(end + 1)
    with pytest.raises(HorizonError):
        desk.previous_open_us(us(2026, 1, 1))


def test_business_days_are_reached_from_integers():
    assert OFFICE.business_days_us(us(2026, 1, 9, 10), BusinessDays(1)) == us(2026, 1, 12, 10)


def test_equal_calendars_share_one_timeline_and_unequal_ones_do_not():
    assert office(name="a")._timeline is office(name="a")._timeline
    assert office(name="a")._timeline is not office(name="b")._timeline


def test_threads_that_meet_a_new_calendar_share_its_timeline():
    desk = office(name="threads")
    with ThreadPoolExecutor(8) as pool:
        totals = set(pool.map(lambda year: desk.open_us(us(2026, 1, 1)) if year else 0, range(1, 200)))
    assert len(totals) == 1


def test_copies_are_equal_and_carry_no_table():
    desk = office(name="copied")
    desk.open_us(us(2026, 1, 1))
    sent = pickle.loads(pickle.dumps(desk))
    assert sent == desk
    assert "_timeline" not in sent.__dict__
    assert sent.add_us(us(2026, 1, 5, 9), H) == us(2026, 1, 5, 10)
    assert copy.deepcopy(desk) is desk
    changed = desk.model_copy(update={"hours": "24/7"})
    assert changed.open_us(us(2026, 1, 2)) - changed.open_us(us(2026, 1, 1)) == 24 * H


def test_what_was_computed_changes_neither_equality_nor_hash():
    one, two = office(name="same"), office(name="same")
    one.add(datetime(2026, 1, 1, tzinfo=UTC), timedelta(hours=1))
    assert one.fingerprint
    assert one == two
    assert hash(one) == hash(two)
    assert repr(one) == repr(two)
    assert one.model_dump() == two.model_dump()
