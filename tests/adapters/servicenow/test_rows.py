import pytest
from tests.adapters.servicenow.logs import notes_of, read, update

from supportops.adapters.servicenow.rows import value_of
from supportops.tickets import StatusMap


@pytest.mark.parametrize(("cell", "value"), [("Group 1", "Group 1"), (" Group 1 ", "Group 1"), ("", None), ("?", None)])
def test_a_blank_cell_and_a_question_mark_are_no_value(cell, value):
    assert value_of(cell) == value


@pytest.mark.parametrize("label", ["3 - Moderate", "3-moderate", " 3 - MODERATE "])
def test_a_priority_is_known_in_any_spelling(label):
    histories, _ = read(update("09:00", priority=label))
    assert histories[0].created.priority == "P3"


def test_an_unknown_priority_sets_the_incident_aside_with_near_matches():
    histories, log = read(update("09:00"), update("10:00", priority="3 - Moderat"))
    assert histories == []
    assert str(log.actions[0]) == (
        "line 3, INC1: column 'priority': '3 - Moderat' is no known priority; did you mean '3 - Moderate'?; "
        "the incident's 2 rows are set aside"
    )


def test_an_unknown_state_keeps_the_state_before_and_is_noted_on_every_row():
    histories, log = read(
        update("09:00"), update("10:00", "Active"), update("11:00", "-100"), update("11:30", "-100"),
        update("12:00", "Active"), update("13:00", "Resolved"),
    )  # fmt: skip
    kinds = [(event.kind, getattr(event, "to", None)) for event in histories[0].events]
    assert kinds == [("created", None), ("message", None), ("status_change", "Active"), ("status_change", "Resolved")]
    assert [note[:3] for note in notes_of(log) if note[2] == "unknown_state"] == [
        (4, "ambiguous", "unknown_state"),
        (5, "ambiguous", "unknown_state"),
    ]


def test_other_fields_of_a_row_with_an_unknown_state_are_used():
    histories, _ = read(update("09:00"), update("11:00", "-100", priority="1 - Critical"))
    assert histories[0].events[-1].to == "P1"


def test_an_incident_that_begins_with_an_unknown_state_begins_as_new():
    histories, _ = read(update("09:00", "-100"), update("11:00", "Resolved"))
    assert histories[0].created.status == "New"


def test_a_status_map_of_ones_own_gives_states_a_meaning():
    statuses = StatusMap({"New": "new", "-100": "pending"})
    histories, log = read(update("09:00"), update("11:00", "-100"), status_map=statuses)
    assert histories[0].events[-1].to == "-100"
    assert ("ambiguous", "unknown_state") not in log.counts


def test_every_unreadable_time_of_an_incident_is_named():
    histories, log = read(update("09:00"), update("1O:00"), update("25:00", "Resolved"), update("12:00", "Closed"))
    assert histories == []
    assert [(note.line, note.code) for note in log.actions] == [(3, "unreadable_time"), (4, "unreadable_time")]
    assert "column 'sys_updated_at': '2016-02-29T1O:00' is no time" in log.actions[0].message


def test_an_unreadable_opening_time_sets_the_incident_aside():
    histories, log = read(update("09:00", opened_at="yesterday"))
    assert histories == []
    assert "column 'opened_at': 'yesterday' is no time" in log.actions[0].message
