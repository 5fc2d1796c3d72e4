"""Lists of spans put together, and the stretch a combination knows."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._instants import to_us
from supportops.calendar import BusinessCalendar, Holidays
from supportops.calendar.combined import CombinedSource, combined_rows, common, inverted, united
from supportops.calendar.local import WallClock
from supportops.errors import HorizonError


@st.composite
def span_lists(draw: st.DrawFn) -> list[tuple[int, int]]:
    edges = sorted(draw(st.sets(st.integers(0, 40), max_size=10)))
    return list(zip(edges[::2], edges[1::2], strict=False))


def points(spans) -> set[int]:
    return {point for a, b in spans for point in range(a, b)}


@given(span_lists(), span_lists())
def test_spans_combine_like_sets_of_points(left, right):
    assert points(united([left, right])) == points(left) | points(right)
    assert points(common(left, right)) == points(left) & points(right)
    assert points(inverted(left, 0, 41)) == set(range(41)) - points(left)
    for found in (united([left, right]), common(left, right), inverted(left, 0, 41)):
        assert all(a < b for a, b in found)
        assert all(one[1] <= two[0] for one, two in pairwise(found))


def test_a_union_joins_what_touches():
    assert united([[(1, 2), (5, 6)], [(2, 3)]]) == [(1, 3), (5, 6)]


def test_rows_meet_at_every_boundary_and_marks_stand_where_they_stood():
    left = [(0, 4, True, "a"), (4, 4, False, "gap"), (4, 9, False, "b")]
    right = [(0, 6, False, "c"), (6, 9, True, "d")]
    found = combined_rows([left, right], lambda now: (now[0][0] or now[1][0], f"{now[0][1]}{now[1][1]}"))
    assert found == [(0, 4, True, "ac"), (4, 4, False, "gap"), (4, 6, False, "bc"), (6, 9, True, "bd")]


def us(*when: int) -> int:
    return to_us(datetime(*when, tzinfo=UTC))


def source(*calendars: BusinessCalendar) -> CombinedSource:
    return CombinedSource(WallClock(ZoneInfo("UTC")), calendars, lambda spans, lo, hi: united(spans))


PLAIN = BusinessCalendar(zone="Pacific/Kiritimati", hours="Mon-Fri 09:00-17:00")
PINNED = BusinessCalendar(zone="UTC", hours="24/7", holidays=Holidays(country="US")).pinned(2025, 2026)


def test_it_knows_what_all_operands_know():
    both = source(PLAIN, PINNED)
    assert (both.floor, both.ceiling, both.years) == (us(2025, 1, 1), us(2027, 1, 1), (2025, 2026))
    assert (both.boundary(2000), both.boundary(2026), both.boundary(2050)) == (
        us(2025, 1, 1),
        us(2026, 1, 1),
        us(2027, 1, 1),
    )
    assert both.spans(2025, 2025)[0][0] >= us(2025, 1, 1)


def test_the_first_and_the_last_year_bound_what_nothing_else_does():
    both = source(BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00"))
    assert both.floor == us(1, 1, 1)
    assert both.years == (1, 9999)
    # Where it is still 9999 in Samoa, the year 10000 has begun in UTC.
    west = source(BusinessCalendar(zone="Pacific/Pago_Pago", hours="Mon-Fri 09:00-17:00"))
    assert west.ceiling == us(9999, 12, 31) + 86_400_000_000
    with pytest.raises(HorizonError, match=r"^calendar dates are known for 1 to 9999 only"):
        raise west.horizon(late=True)


def test_the_error_is_that_of_the_operand_that_knows_least():
    for late, year in ((True, 2027), (False, 2024)):
        with pytest.raises(HorizonError, match=f"the year {year} is needed, but the holidays of"):
            raise source(PLAIN, PINNED).horizon(late=late)
