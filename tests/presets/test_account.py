from datetime import UTC, datetime, timedelta

import pytest

from supportops._instants import to_us
from supportops.errors import DomainError, NaiveDatetimeError
from supportops.presets._account import check_account, looked_back
from supportops.tickets import Created, TicketHistory

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def ticket(name: str) -> TicketHistory:
    return TicketHistory(ticket_id=name, events=(Created(at=NOON, priority="P1"),))


def test_both_ends_of_the_window_are_in_it():
    seen = looked_back(NOON, "30 days")
    edge = to_us(NOON - timedelta(days=30))
    assert edge in seen
    assert to_us(NOON) in seen
    assert edge - 1 not in seen
    assert to_us(NOON) + 1 not in seen


def test_a_window_longer_than_the_calendar_is_no_error():
    assert to_us(datetime(1, 1, 3, tzinfo=UTC)) in looked_back(NOON, timedelta(days=999_999_999))


@pytest.mark.parametrize("window", ["0m", "-1h", timedelta(0)])
def test_a_window_of_no_time_is_refused(window):
    with pytest.raises(DomainError, match=r"window is .*; give more than 0") as caught:
        looked_back(NOON, window)
    assert (caught.value.field, caught.value.value) == ("window", window)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(NaiveDatetimeError):
        looked_back(datetime(2026, 3, 31), "30 days")


@pytest.mark.parametrize("count", [0, -1, True, 1.5])
def test_a_count_below_one_is_refused(count):
    with pytest.raises(DomainError, match=r"count is .*; give a whole number of 1 or more") as caught:
        check_account([], count)
    assert caught.value.field == "count"


def test_a_ticket_that_is_given_twice_is_named():
    with pytest.raises(DomainError, match="ticket '8' is given more than once") as caught:
        check_account([ticket("7"), ticket("8"), ticket("8")], 1)
    assert (caught.value.field, caught.value.value) == ("histories", "8")
