from tests.adapters.servicenow.logs import HEADER, notes_of, read, update

from supportops.adapters.servicenow import read_incidents

ASSIGNED = {"assigned_to": "Resolver 1"}


def codes(*rows):
    return list(notes_of(read(*rows)[1]))


def test_a_plain_incident_has_no_notes():
    assert (
        codes(
            update("09:00", **ASSIGNED), update("10:00", "Resolved", **ASSIGNED), update("11:00", "Closed", **ASSIGNED)
        )
        == []
    )


def test_an_incident_that_nobody_had_is_noted():
    assert codes(update("09:00"), update("10:00", "Resolved")) == [(3, "ambiguous", "never_assigned")]


def test_an_incident_resolved_in_the_minute_of_its_opening_is_noted():
    assert codes(update("09:00", "Resolved", **ASSIGNED)) == [(2, "ambiguous", "resolved_at_opening")]
    assert codes(update("09:01", "Resolved", **ASSIGNED)) == []


def test_an_incident_closed_without_being_resolved_is_noted():
    assert codes(update("09:00", **ASSIGNED), update("10:00", "Closed", **ASSIGNED)) == [
        (3, "ambiguous", "closed_unresolved")
    ]


def test_outcome_columns_that_differ_from_the_states_are_noted_and_not_used():
    resolved = {"resolved_at": "2016-02-29T10:30", "closed_at": "2016-02-29T11:30", **ASSIGNED}
    histories, log = read(
        update("09:00", **resolved), update("10:00", "Resolved", **resolved), update("11:00", "Closed", **resolved)
    )
    assert notes_of(log) == [(4, "ignored", "resolved_at_differs"), (4, "ignored", "closed_at_differs")]
    assert log.actions[0].message == (
        "column 'resolved_at' says 2016-02-29 10:30, the state became so at 2016-02-29 10:00; the state counts"
    )
    assert histories[0].state(at=histories[0].events[-1].at).resolved_at.hour == 10


def test_after_a_reopening_the_column_is_held_against_the_last_resolution():
    resolved = {"resolved_at": "2016-02-29T12:00", **ASSIGNED}
    rows = [("09:00", "New"), ("10:00", "Resolved"), ("11:00", "Active"), ("12:00", "Resolved")]
    assert codes(*(update(time, state, **resolved) for time, state in rows)) == []


def test_an_outcome_without_its_state_is_no_contradiction():
    assert codes(update("09:00", resolved_at="2016-02-29T12:00", **ASSIGNED)) == []


def test_a_row_that_stands_twice_is_ignored():
    line = update("09:00", sys_mod_count="", **ASSIGNED)
    log = read_incidents([HEADER, line, line])
    assert len(list(log)) == 1
    assert (3, "ignored", "duplicate_row") in notes_of(log)


def test_a_changing_opening_time_is_noted_and_the_first_is_used():
    histories, log = read(update("09:00", **ASSIGNED), update("10:00", opened_at="2016-02-29T08:00", **ASSIGNED))
    assert notes_of(log) == [(3, "ambiguous", "opened_at_changes")]
    assert histories[0].created.at.hour == 9


def test_a_count_of_changes_that_does_not_rise_is_noted():
    place = HEADER.split(",").index("sys_mod_count")
    rows = []
    for time, count in (("09:00", "2"), ("10:00", "1"), ("11:00", "3"), ("12:00", "x")):
        cells = update(time, **ASSIGNED).split(",")
        cells[place] = count
        rows.append(",".join(cells))
    log = read_incidents([HEADER, *rows])
    list(log)
    assert notes_of(log) == [(3, "ambiguous", "mod_count"), (5, "ambiguous", "mod_count")]
    assert "1 after 2; the order of the file is kept" in log.actions[0].message
    assert "'x' is no whole number" in log.actions[1].message


def test_rows_before_the_opening_and_out_of_order_are_told_apart():
    assert codes(update("08:00", **ASSIGNED), update("11:00", **ASSIGNED), update("10:00", **ASSIGNED)) == [
        (2, "repaired", "before_opening"),
        (4, "repaired", "out_of_order"),
    ]
