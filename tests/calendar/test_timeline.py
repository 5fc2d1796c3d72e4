"""The compiled table: what it holds, how it grows, and that threads may share it."""

from __future__ import annotations

from bisect import bisect_right
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from supportops.calendar import BusinessCalendar, DateOverride
from supportops.calendar.table import ENDLESS_US, Table
from supportops.calendar.timeline import Timeline
from supportops.errors import HorizonError, NeverOpenError

YEAR = 31_556_952_000_000
EPOCH_YEAR = 1970


@dataclass
class Stub:
    """Years of equal length with given spans, relative to the start of each year; counts what was compiled."""

    spans_of: dict[int, list[tuple[int, int]]]
    years: tuple[int, int] = (1600, 3000)
    compiled: list[tuple[int, int]] = field(default_factory=list)

    def boundary(self, year: int) -> int:
        return (min(max(year, self.years[0]), self.years[1] + 1) - EPOCH_YEAR) * YEAR

    @property
    def floor(self) -> int:
        return self.boundary(self.years[0])

    @property
    def ceiling(self) -> int:
        return self.boundary(self.years[1] + 1)

    def spans(self, first_year: int, last_year: int) -> list[tuple[int, int]]:
        self.compiled.append((first_year, last_year))
        return [
            (self.boundary(year) + a, self.boundary(year) + b)
            for year in range(first_year, last_year + 1)
            for a, b in self.spans_of.get(year, self.spans_of.get(0, []))
        ]

    def horizon(self, *, late: bool) -> HorizonError:
        return HorizonError("late" if late else "early")


def mark(table: Table) -> object:
    return table.total, table.origin


def total_at(table: Table, us: int) -> int:
    i = bisect_right(table.edges, us)
    return table.base[i] + us if i & 1 else table.base[i]


def test_only_the_year_that_is_asked_for_is_compiled():
    source = Stub({0: [(10, 20)]})
    timeline = Timeline(source)
    table = timeline.at(source.boundary(2026) + 5)
    assert source.compiled == [(2026, 2026)]
    assert (table.lo, table.hi) == (source.boundary(2026), source.boundary(2027))
    assert timeline.at(source.boundary(2026) + 7) is table


def test_it_grows_to_both_sides_and_totals_stay():
    source = Stub({0: [(10, 20)]})
    timeline = Timeline(source)
    moment = source.boundary(2026) + 15
    before = total_at(timeline.at(moment), moment)
    timeline.at(source.boundary(2029))
    timeline.at(source.boundary(2020))
    assert source.compiled == [(2026, 2026), (2027, 2029), (2020, 2025)]
    assert total_at(timeline.table, moment) == before
    assert timeline.table.total - timeline.table.origin == 10 * 10


def test_spans_that_meet_at_the_new_year_become_one():
    source = Stub({0: [(0, YEAR)]})
    timeline = Timeline(source)
    timeline.at(0)
    timeline.at(source.boundary(1980))
    timeline.at(source.boundary(1960))
    assert timeline.table.edges == [source.boundary(1960), source.boundary(1981)]


def test_outside_of_what_is_known_is_an_error_and_its_very_end_may_be_asked_for():
    source = Stub({0: [(10, 20)]}, years=(2000, 2001))
    timeline = Timeline(source)
    with pytest.raises(HorizonError, match="early"):
        timeline.at(source.floor - 1)
    with pytest.raises(HorizonError, match="late"):
        timeline.at(source.ceiling)
    with pytest.raises(HorizonError, match="late"):
        timeline.at(source.ceiling + 1, inclusive=True)
    assert timeline.at(source.ceiling, inclusive=True).hi == source.ceiling
    assert timeline.at(source.floor).lo == source.floor


def test_a_search_grows_until_it_finds():
    source = Stub({2100: [(10, 20)]})
    timeline = Timeline(source)
    table = timeline.at(source.boundary(2026))
    assert timeline.later(table, lambda t: t.openings[0] if t.openings else None, mark) == source.boundary(2100) + 10
    assert len(source.compiled) < 12


def test_a_search_gives_up_after_400_years_that_bring_nothing():
    source = Stub({})
    timeline = Timeline(source)
    table = timeline.at(source.boundary(2026))
    assert timeline.later(table, lambda t: None, mark) is None
    assert 400 <= sum(b - a + 1 for a, b in source.compiled) < 500


def test_a_search_backward_stops_where_knowledge_begins():
    source = Stub({0: [(10, 20)]}, years=(2000, 2030))
    timeline = Timeline(source)
    table = timeline.at(source.boundary(2026))
    with pytest.raises(HorizonError, match="early"):
        timeline.earlier(table, lambda t: None, mark)
    assert timeline.table.lo == source.floor


def test_without_a_source_the_spans_are_all_there_is():
    timeline = Timeline(None, [(-ENDLESS_US, ENDLESS_US)])
    assert timeline.at(10**30) is timeline.table
    assert timeline.started() is timeline.table
    assert timeline.later(timeline.table, lambda t: None, mark) is None
    assert total_at(timeline.table, 12345) == 12345
    timeline.check_reach(10**30, late=True)


@pytest.mark.parametrize(("years", "started"), [((1600, 3000), 1970), ((2000, 2001), 2000), ((1800, 1801), 1801)])
def test_started_compiles_the_year_nearest_to_1970(years: tuple[int, int], started: int):
    source = Stub({0: [(10, 20)]}, years=years)
    Timeline(source).started()
    assert source.compiled == [(started, started)]


def test_more_open_time_than_is_left_is_refused_before_anything_is_compiled():
    source = Stub({0: [(10, 20)]}, years=(2000, 2030))
    timeline = Timeline(source)
    timeline.at(source.boundary(2020))
    for late in (True, False):
        with pytest.raises(HorizonError):
            timeline.check_reach(20 * YEAR + 1, late=late)
        timeline.check_reach(10 * YEAR, late=late)
    assert len(source.compiled) == 1


def test_threads_that_grow_it_together_see_one_and_the_same_total():
    source = Stub({0: [(10, 20), (30, 35)]})
    timeline = Timeline(source)
    moments = [source.boundary(year) + 17 for year in range(1900, 2100)]
    timeline.at(source.boundary(2000))

    def read(us: int) -> int:
        return total_at(timeline.at(us), us)

    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(read, moments))
    assert totals == [(year - 2000) * 15 + 7 for year in range(1900, 2100)]


def test_a_search_in_vain_has_the_same_answer_again_and_again():
    once = BusinessCalendar(zone="UTC", hours={}, overrides=[DateOverride(date=date(2026, 3, 2), hours="09:00-17:00")])
    told = set()
    for _ in range(4):
        with pytest.raises(NeverOpenError) as caught:
            once.add(datetime(2026, 3, 2, 16, tzinfo=UTC), "8h")
        told.add(str(caught.value))
    assert len(told) == 1
    assert once.add(datetime(2026, 3, 2, 16, tzinfo=UTC), "1h") == datetime(2026, 3, 2, 17, tzinfo=UTC)
