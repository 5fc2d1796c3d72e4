from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.sla_cases import cases
from tests.report.cases import HISTORIES, march
from tests.strategies import histories

from supportops.tickets import EventTable, StatusMap
from supportops.tickets._table_history import history_of

LATER = march(31).replace(year=2027)


def test_a_history_comes_back_from_its_rows():
    table = EventTable.from_histories(HISTORIES)
    for number, history in enumerate(HISTORIES):
        found = history_of(table, number)
        assert found.ticket_id == history.ticket_id
        assert [(event.kind, event.at) for event in found.events] == [(e.kind, e.at) for e in history.events]
        assert found.state(at=LATER) == history.state(at=LATER)


def test_two_equal_rows_are_two_events():
    at = np.array(["2026-03-02T09:00"] * 4, dtype="M8[us]")
    table = EventTable.from_columns(
        ticket=["A"] * 4,
        at=at,
        kind=["created", "status_change", "status_change", "status_change"],
        field=["priority", None, None, None],
        value=["P2", "Los", "new", "Los"],
        status_map=StatusMap({"Los": "open"}),
    )
    found = history_of(table, 0)
    assert [event.to for event in found.events[1:]] == ["Los", "new", "Los"]
    assert found.status_map == StatusMap({"Los": "open"})


@settings(max_examples=100, deadline=None)
@given(histories())
def test_every_kind_of_event_comes_back(history):
    table = EventTable.from_histories([history])
    again = EventTable.from_histories([history_of(table, 0)])
    assert again.equals(table)


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 9_000))
def test_clocks_cannot_tell_the_two_apart(case, minutes):
    at = case.history.created.at + timedelta(minutes=minutes)
    found = history_of(EventTable.from_histories([case.history]), 0)
    assert case.policy.evaluate(found, at=at).timers == case.policy.evaluate(case.history, at=at).timers
