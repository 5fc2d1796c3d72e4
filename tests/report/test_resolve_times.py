from datetime import timedelta

import numpy as np
import pytest
from tests.report.cases import HISTORIES, LATE, OPEN, PAUSED, POLICY, march, moves, standings, ticket

from supportops.report.resolve_times import percentiles, resolve_times

H = timedelta(hours=1)
STANDINGS = standings(*HISTORIES)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ([5], (5, 5, 5)),
        (list(range(1, 11)), (5, 9, 10)),
        (list(range(100, 0, -1)), (50, 90, 95)),
        ([1, 2], (1, 2, 2)),
    ],
)
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(hours, expected):
    found = percentiles(np.array(hours, dtype=np.int64) * 3_600_000_000)
    assert (found.p50, found.p90, found.p95) == tuple(hours * H for hours in expected)


def test_percentiles_of_nothing_do_not_exist():
    found = percentiles(np.empty(0, dtype=np.int64))
    assert (found.n, found.p50, found.p90, found.p95) == (0, None, None, None)


def test_calendar_time_open_time_and_counted_time_differ():
    times = resolve_times(standings(PAUSED), POLICY)
    assert (times.calendar_time.p50, times.open_time.p50, times.counted.p50) == (27 * H, 13 * H, 3 * H)


def test_tickets_that_are_not_resolved_are_in_no_figure():
    times = resolve_times(STANDINGS, POLICY)
    assert (times.unresolved, times.calendar_time.n, sum(b.count for b in times.distribution)) == (1, 3, 3)


def test_a_priority_around_the_clock_is_always_open():
    urgent = ticket("URGENT", march(6, 16), *moves((march(7, 4), "resolved")), priority="P1")
    assert resolve_times(standings(urgent), POLICY).open_time.p50 == 12 * H


def test_a_bucket_holds_its_upper_end():
    quarter = ticket("A", march(2), *moves((march(2, 9, 15), "resolved")))
    longer = ticket("B", march(2), *moves((march(30), "resolved")))
    buckets = resolve_times(standings(quarter, longer), POLICY).distribution
    assert [bucket.count for bucket in buckets] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_policy_without_a_resolution_target_has_no_counted_time():
    policy = POLICY.model_copy(update={"targets": {"P2": {"first_response": "1h"}}})
    times = resolve_times(standings(LATE, policy=policy), policy)
    assert times.counted is None
    assert times.open_time.p50 == 14 * H


def test_without_a_resolved_ticket_there_is_no_time():
    assert resolve_times(standings(OPEN), POLICY).calendar_time.n == 0
