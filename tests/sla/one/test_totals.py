"""Open totals and moments, remembered."""

from __future__ import annotations

from datetime import timezone

import pytest
from tests.sla.desk import DESK, H, at, created, due_set, policy, ticket

from supportops._instants import to_us
from supportops.calendar import ALWAYS_OPEN
from supportops.errors import HorizonError
from supportops.sla._one.totals import _MAX_TOTALS, OpenTotals


def test_what_is_remembered_of_a_calendar_is_bounded():
    totals, noon = OpenTotals(DESK), to_us(at("2026-03-02 12:00"))
    first = totals[noon]
    for microsecond in range(1, _MAX_TOTALS + 10):
        assert totals[noon + microsecond] == first + microsecond
    assert len(totals) <= _MAX_TOTALS + 1
    assert totals.after(noon, 3_600_000_000) - noon == 3_600_000_000


def test_an_instant_that_the_zone_of_the_question_cannot_write_is_an_error():
    history = ticket(created("2026-03-02 09:00"), due_set("2026-03-02 09:00", "9999-12-31 23:30"))
    endless, asked = policy(calendar=ALWAYS_OPEN, stages=()), at("2026-03-02 10:00")
    assert endless.evaluate(history, at=asked).timer("resolution").due == at("9999-12-31 23:30")
    with pytest.raises(HorizonError, match="years 1 to 9999"):
        endless.evaluate(history, at=asked.astimezone(timezone(5 * H)))
