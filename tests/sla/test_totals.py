"""Open totals and moments, remembered."""

from __future__ import annotations

from datetime import timedelta, timezone

from tests.sla.desk import DESK, H, at, created, due_set, policy, ticket

from supportops._instants import to_us
from supportops.calendar import ALWAYS_OPEN
from supportops.sla._totals import _MAX_TOTALS, OpenTotals


def test_what_is_remembered_of_a_calendar_is_bounded():
    totals, noon = OpenTotals(DESK), to_us(at("2026-03-02 12:00"))
    first = totals[noon]
    for microsecond in range(1, _MAX_TOTALS + 10):
        assert totals[noon + microsecond] == first + microsecond
    assert len(totals) <= _MAX_TOTALS + 1
    assert totals.after(noon, 3_600_000_000) - noon == 3_600_000_000


def test_an_instant_that_the_zone_cannot_write_is_written_in_utc():
    history = ticket(created("2026-03-02 09:00"), due_set("2026-03-02 09:00", "9999-12-31 23:30"))
    east = timezone(5 * H)
    endless = policy(calendar=ALWAYS_OPEN, stages=())
    timer = endless.evaluate(history, at=at("2026-03-02 10:00").astimezone(east)).timer("resolution")
    assert timer.due == at("9999-12-31 23:30")
    assert timer.due.utcoffset() == timedelta(0)
    assert timer.started.utcoffset() == 5 * H
