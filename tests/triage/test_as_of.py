"""States at an instant, from histories and from states that were kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.triage.desk import MONDAY, after, status, ticket

from supportops.calendar import BusinessCalendar
from supportops.errors import DomainError, NaiveDatetimeError
from supportops.triage._as_of import passed, positive, states_at, unfinished


def test_tickets_that_came_later_are_not_there_yet():
    early, late = ticket("early"), ticket("late", at=after(2))
    assert [state.ticket_id for state in states_at([early, late], after(1))] == ["early"]
    kept = [early.state(at=after(3)), late.state(at=after(3))]
    assert states_at(kept, after(1)) == kept[:1]
    assert [state.ticket_id for state in states_at([early, late], after(2))] == ["early", "late"]


def test_a_ticket_is_unfinished_until_it_is_over():
    done = ticket("done", status(3, "resolved"))
    assert [len(unfinished([done], after(hours))) for hours in (0, 2, 3, 4)] == [1, 1, 0, 0]


def test_time_passes_by_instants_also_in_a_zone_that_changes_its_clocks():
    berlin = ZoneInfo("Europe/Berlin")
    saturday, sunday = datetime(2026, 3, 28, 12, tzinfo=berlin), datetime(2026, 3, 29, 12, tzinfo=berlin)
    assert passed(saturday, sunday, None) == timedelta(hours=23)


def test_with_a_calendar_open_time_passes():
    desk = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
    assert passed(MONDAY, after(24), desk) == timedelta(hours=8)


@pytest.mark.parametrize("amount", ["0h", "-1h", timedelta(0)])
def test_an_amount_is_more_than_no_time(amount):
    with pytest.raises(DomainError, match="more than no time") as caught:
        positive(amount, "after")
    assert (caught.value.field, caught.value.value) == ("after", amount)
    assert positive("1 day", "after") == timedelta(days=1)


def test_an_instant_has_a_zone():
    with pytest.raises(NaiveDatetimeError):
        states_at([ticket("1")], MONDAY.replace(tzinfo=None))
