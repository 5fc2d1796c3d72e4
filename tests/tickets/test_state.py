from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import ConfigurationError
from supportops.tickets import Created, OpenPause, Paused, Repaired, TicketHistory, TicketRecord, TicketState
from supportops.vocabulary import Status

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
HISTORY = TicketHistory(
    ticket_id="4711",
    events=(
        Created(at=NINE, priority="P2", fields={"seats": 40}),
        Paused(at=NINE, reason="vendor", until=NINE + timedelta(hours=1)),
    ),
)


@pytest.mark.parametrize("status", list(Status))
def test_a_ticket_is_over_when_it_is_resolved_or_closed(status):
    state = HISTORY.state(at=NINE).model_copy(update={"status_category": status})
    assert state.is_over is (status in ("resolved", "closed"))


def test_a_pause_by_hand_ends_by_itself_at_its_end():
    before_end = NINE + timedelta(hours=1, microseconds=-1)
    assert HISTORY.state(at=before_end).pauses == (
        OpenPause(reason="vendor", since=NINE, until=NINE + timedelta(hours=1)),
    )
    assert HISTORY.state(at=NINE + timedelta(hours=1)).pauses == ()


def test_a_state_is_at_the_instant_that_was_asked_for_in_its_zone():
    at = (NINE + timedelta(hours=5)).astimezone(ZoneInfo("Asia/Tokyo"))
    assert HISTORY.state(at=at).at is at


def test_states_at_one_instant_are_equal_in_every_zone():
    tokyo = NINE.astimezone(ZoneInfo("Asia/Tokyo"))
    assert HISTORY.state(at=tokyo) == HISTORY.state(at=NINE)
    assert hash(HISTORY.state(at=tokyo)) == hash(HISTORY.state(at=NINE))
    assert HISTORY.state(at=NINE) != HISTORY.state(at=NINE + timedelta(seconds=1))


def test_a_state_that_cannot_be_is_refused():
    data = HISTORY.state(at=NINE).model_dump()
    with pytest.raises(ConfigurationError) as caught:
        TicketState.model_validate({**data, "follow_ups": -1, "reopened": -1, "priority": 3})
    assert [path for path, _ in caught.value.faults] == ["priority", "follow_ups", "reopened"]


def test_every_ticket_model_has_a_json_schema():
    for model in (TicketState, TicketHistory, TicketRecord, Repaired):
        for mode in ("validation", "serialization"):
            assert model.model_json_schema(mode=mode)["title"] == model.__name__
