from datetime import UTC, datetime, timedelta

import pytest

from supportops.errors import DomainError
from supportops.presets import skill
from supportops.sla import Verdict
from supportops.tickets import Created, StatusChange, TicketHistory

DESK = skill.sample_desk("UTC")
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def report(priority: str, tier: str | None, *later: StatusChange, at: datetime = MONDAY):
    history = TicketHistory(ticket_id="1", events=(Created(at=MONDAY, priority=priority, tier=tier), *later))
    return skill.segment_policy(DESK).evaluate(history, at=at)


def test_the_targets_are_as_printed():
    printed = {
        ("enterprise", "P1"): (15, 240), ("enterprise", "P2"): (60, 480),
        ("mid_market", "P1"): (30, 480), ("mid_market", "P2"): (120, 1440),
        ("smb", "P1"): (60, 1440), ("smb", "P2"): (240, 2880),
    }  # fmt: skip
    assert {
        (segment, priority): tuple(amount / timedelta(minutes=1) for amount in row.values())
        for segment, table in skill.SEGMENT_TARGETS.items()
        for priority, row in table.items()
    } == printed
    assert {metric for table in skill.SEGMENT_TARGETS.values() for row in table.values() for metric in row} == {
        "first_response",
        "resolution",
    }


def test_the_segment_is_the_tickets_tier():
    assert report("P1", "smb").timer("first_response").due == MONDAY + HOUR
    assert report("P1", "enterprise").timer("first_response").due == MONDAY + HOUR / 4


def test_p1_runs_at_night_and_p2_in_the_desks_hours():
    assert report("P1", "smb").timer("resolution").due == MONDAY + 24 * HOUR
    # Nine hours a day: 9, 9 and 6 of 24.
    assert report("P2", "mid_market").timer("resolution").due == MONDAY + timedelta(days=2, hours=6)


@pytest.mark.parametrize(("priority", "tier"), [("P3", "smb"), ("P1", None)])
def test_what_is_not_printed_is_not_promised(priority, tier):
    verdicts = {timer.verdict for timer in report(priority, tier, at=MONDAY + timedelta(days=90)).timers}
    assert verdicts == {Verdict.NOT_APPLICABLE}


def test_a_reopened_ticket_gets_a_new_period():
    done, again = StatusChange(at=MONDAY + HOUR, to="resolved"), StatusChange(at=MONDAY + 3 * HOUR, to="open")
    timer = report("P2", "smb", done, again, at=MONDAY + 4 * HOUR).timer("resolution")
    assert (timer.cycle, timer.elapsed) == (2, HOUR)


def test_a_tier_that_is_no_segment_is_an_error():
    with pytest.raises(DomainError, match="did you mean 'mid_market'"):
        report("P1", "midmarket")
