"""Steps that fire in a window only: the wait that counts its open time, and the wait that is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.triage.escalation.ladders import DESK, NEVER, SUNDAY, acked, triggered

from supportops.calendar import BusinessCalendar, DateOverride, Holidays
from supportops.errors import DomainError, HorizonError
from supportops.triage.escalation.policy import EscalationPolicy
from supportops.triage.escalation.step import EscalationStep

FRIDAY = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 9, tzinfo=UTC)
ONCE = BusinessCalendar(
    zone="UTC", hours="closed", overrides=(DateOverride(date=date(2026, 3, 4), hours="09:00-10:00"),)
)


def fires(start, after, in_window, window=DESK):
    (found,) = EscalationPolicy(steps=(EscalationStep(after, "ann", window=window, in_window=in_window),)).plan(start)
    return found.at


@pytest.mark.parametrize(
    ("after", "count", "delay"),
    [
        ("0m", FRIDAY, FRIDAY),
        ("29m", FRIDAY + timedelta(minutes=29), FRIDAY + timedelta(minutes=29)),
        # Used up exactly at closing: the next opening.
        ("30m", MONDAY, MONDAY),
        ("45m", MONDAY + timedelta(minutes=15), MONDAY),
        ("8h30m", MONDAY + timedelta(days=1), MONDAY),
        ("66h", MONDAY + timedelta(days=10, hours=1, minutes=30), MONDAY + timedelta(hours=1, minutes=30)),
    ],
)
def test_a_wait_that_counts_goes_on_in_the_morning_and_one_that_is_delayed_ends_there(after, count, delay):
    assert fires(FRIDAY, after, "count") == count
    assert fires(FRIDAY, after, "delay") == delay


@pytest.mark.parametrize("in_window", ["count", "delay"])
def test_without_a_wait_a_closed_start_fires_at_the_next_opening(in_window):
    assert fires(SUNDAY, "0m", in_window) == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_hour_that_the_clocks_skip_is_no_open_time():
    berlin = BusinessCalendar(zone="Europe/Berlin", hours="daily 00:00-06:00")
    assert fires(datetime(2026, 3, 28, 23, tzinfo=UTC), "3h", "count", berlin) == datetime(2026, 3, 29, 2, tzinfo=UTC)
    assert fires(datetime(2026, 3, 28, 23, tzinfo=UTC), "5h", "count", berlin) == datetime(2026, 3, 29, 22, tzinfo=UTC)


def test_no_step_fires_before_an_earlier_one_that_waits_for_its_window():
    policy = EscalationPolicy(steps=(EscalationStep("0m", "ann", window=DESK), EscalationStep("30m", "bob")))
    assert [(found.at, found.role) for found in policy.plan(SUNDAY)] == [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "ann"),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "bob"),
    ]


def test_every_round_has_its_own_wait():
    policy = EscalationPolicy(
        steps=(EscalationStep("30m", "ann", window=DESK),), repeat=3, round_length="24h", ack_timeout="24h"
    )
    half_past_nine = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert [found.at for found in policy.plan(SUNDAY)] == [
        half_past_nine, half_past_nine, half_past_nine + timedelta(days=1), half_past_nine + timedelta(days=2)
    ]  # fmt: skip
    assert policy.exhausted_at(SUNDAY) == SUNDAY + timedelta(days=4)
    assert policy.next_wake(half_past_nine, [triggered()]) == half_past_nine + timedelta(days=1)


def test_the_last_firing_may_be_later_than_the_end_of_the_round():
    policy = EscalationPolicy(steps=(EscalationStep("30m", "ann", window=DESK),), round_length="1h")
    assert policy.exhausted_at(SUNDAY) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_when_an_acknowledgement_runs_out_at_night_the_ladder_waits_for_the_morning():
    policy = EscalationPolicy(steps=(EscalationStep("0m", "ann", window=DESK),), ack_timeout="12h")
    start = datetime(2026, 3, 2, 14, tzinfo=UTC)
    events = [triggered(36 * 60), acked(36 * 60 + 5)]
    assert events[0].at == start
    assert policy.next_wake(start, events[:1]) is None
    assert policy.next_wake(events[1].at, events) == datetime(2026, 3, 3, 9, tzinfo=UTC)


def test_a_step_whose_window_never_opens_again_holds_up_nobody():
    policy = EscalationPolicy(
        steps=(
            EscalationStep("1h", "ann", window=ONCE),
            EscalationStep("2h", "bob", window=ONCE, in_window="delay"),
            EscalationStep("10m", "eve"),
        )
    )
    before, after = datetime(2026, 3, 4, 8, tzinfo=UTC), datetime(2026, 3, 5, tzinfo=UTC)
    # An hour of open time is there, but no open instant with it behind.
    assert [found.role for found in policy.plan(before)] == ["eve"]
    assert [found.role for found in policy.plan(after)] == ["eve"]
    (found,) = policy.due(after + timedelta(hours=1), _triggered(after))
    assert (found.role, found.at) == ("eve", after + timedelta(minutes=10))
    assert policy.next_wake(after + timedelta(hours=1), _triggered(after)) is None


def test_years_that_a_window_does_not_know_matter_only_once_the_wait_has_passed():
    holidays = Holidays(country="US").pinned(2026, 2026)
    window = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00", holidays=holidays)
    policy = EscalationPolicy(
        steps=(EscalationStep("0m", "ann"), EscalationStep("10h", "bob", window=window, in_window="delay"))
    )
    start = datetime(2026, 12, 31, 20, tzinfo=UTC)
    assert [found.role for found in policy.due(start + timedelta(hours=9), _triggered(start))] == ["ann"]
    with pytest.raises(HorizonError):
        policy.due(start + timedelta(hours=10), _triggered(start))


def test_a_short_wait_behind_a_long_one_in_a_window_is_found_in_time():
    # A window never makes a wait shorter, but the next step may have less of it.
    policy = EscalationPolicy(
        steps=(EscalationStep("2h", "ann", window=NEVER), EscalationStep("5m", "bob")),
        repeat=1, round_length="2h",
    )  # fmt: skip
    assert [found.role for found in policy.due(SUNDAY + timedelta(minutes=125), [triggered()])] == ["bob", "bob"]
    assert [found.role for found in policy.due(SUNDAY + timedelta(minutes=124), [triggered()])] == ["bob"]


def test_a_simulation_with_windows_has_to_know_when_it_starts():
    policy = EscalationPolicy(steps=(EscalationStep("0m", "ann"), EscalationStep("30m", "bob", window=DESK)))
    with pytest.raises(DomainError, match="say when it starts") as caught:
        policy.simulate(240)
    assert caught.value.field == "start"
    assert policy.simulate(240, start=SUNDAY) == ((0, "ann"),)
    assert policy.simulate(240, start=FRIDAY.replace(hour=12)) == ((0, "ann"), (30, "bob"))
    assert policy.simulate(2_000, start=SUNDAY) == ((0, "ann"), (31 * 60 + 30, "bob"))


def _triggered(start):
    return [triggered((start - SUNDAY) // timedelta(minutes=1))]
