from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from supportops.errors import ConfigurationError, NaiveDatetimeError
from supportops.triage.agents import Agent
from supportops.triage.assignment_state import AssignmentState

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ANN = Agent("ann", channels={"chat": 0.1})


def test_a_state_begins_empty():
    state = AssignmentState()
    assert (state.rotation, dict(state.load), dict(state.assigned), dict(state.credit)) == ((), {}, {}, {})


def test_its_fields_may_be_given_in_place():
    state = AssignmentState(("ann",), {"ann": 1}, {"ann": [NOON]}, {"ann": -2})
    assert state == AssignmentState(rotation=["ann"], load={"ann": 1}, assigned={"ann": (NOON,)}, credit={"ann": -2.0})
    assert AssignmentState.model_validate_json(state.model_dump_json()) == state
    assert hash(AssignmentState.model_validate_json(state.model_dump_json())) == hash(state)


def test_a_released_ticket_takes_its_units_off_and_never_more_than_there_are():
    state = AssignmentState(load={"ann": 1.1, "bob": 2})
    assert dict(state.released(ANN).load) == {"ann": 0.1, "bob": 2}
    assert dict(state.released(ANN, channel="chat").load) == {"ann": 1, "bob": 2}
    assert dict(state.released(ANN).released(ANN).load) == {"ann": 0, "bob": 2}
    assert dict(AssignmentState().released(ANN).load) == {"ann": 0}
    assert state.load["ann"] == 1.1


def test_what_is_released_ten_times_leaves_nothing():
    state = AssignmentState(load={"ann": 1})
    for _ in range(10):
        state = state.released(ANN, channel="chat")
    assert state.load["ann"] == 0


def test_pruning_forgets_what_is_older_and_keeps_the_instant_itself():
    hour = timedelta(hours=1)
    state = AssignmentState(assigned={"ann": [NOON, NOON - hour, NOON + hour], "bob": [NOON - hour]})
    assert state.assigned["ann"] == (NOON - hour, NOON, NOON + hour)
    assert dict(state.pruned(before=NOON).assigned) == {"ann": (NOON, NOON + hour)}
    assert state.pruned(before=NOON - hour) == state


def test_pruning_reads_any_zone_and_refuses_none():
    state = AssignmentState(assigned={"ann": [NOON]})
    assert state.pruned(before=datetime(2026, 3, 2, 13, tzinfo=ZoneInfo("Europe/Paris"))) == state
    with pytest.raises(NaiveDatetimeError):
        state.pruned(before=datetime(2026, 3, 2))


def test_what_is_taken_grows_the_load_and_the_log_in_order_and_moves_to_the_tail():
    state = AssignmentState(load={"ann": 0.2}, assigned={"ann": [NOON]}, credit={"bob": 1})
    earlier = NOON - timedelta(hours=1)
    after = state.after({"ann": 0.1}, at=earlier, rotation=("ann", "bob"), credit={"ann": 3.0})
    assert after == AssignmentState(("bob", "ann"), {"ann": 0.3}, {"ann": [earlier, NOON]}, {"ann": 3})
    assert hash(after) == hash(AssignmentState(("bob", "ann"), {"ann": 0.3}, {"ann": [earlier, NOON]}, {"ann": 3}))


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as caught:
        AssignmentState(("ann", "ann", "bob"), {"ann": -1}, {"bob": "x"}, {"ann": float("inf")})
    assert [path for path, _ in caught.value.faults] == ["rotation", "load.ann", "assigned.bob", "credit.ann"]
    assert "each agent has one place in the rotation; 'ann' stands more often" in str(caught.value)
