import gzip
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.adapters.servicenow.alike import check_alike
from tests.adapters.servicenow.damage import damaged_logs
from tests.adapters.servicenow.logs import HEADER, numbered, row, update

from supportops.adapters.servicenow import SERVICENOW_STATUSES, read_incident_table, read_incidents
from supportops.errors import ConfigurationError, DomainError, HistoryError
from supportops.tickets import EventTable, StatusMap

LOG = Path("examples/data/incidents.csv.gz")


def table_of(*rows, **options):
    return read_incident_table([HEADER, *numbered(rows)], **options)


def test_a_log_becomes_columns():
    log = table_of(
        update("09:00", assignment_group="Group 1"),
        update("10:00", "Active", assignment_group="Group 1", assigned_to="Resolver 1"),
        update("11:00", "Resolved", assigned_to="Resolver 1", priority="1 - Critical"),
    )
    table = log.table
    told = list(zip(table.kind, table.by, table.field, table.value, strict=True))
    assert told == [
        ("created", "requester", "status", "New"),
        ("created", None, "priority", "P3"),
        ("created", None, "channel", "Phone"),
        ("created", None, "category", "Category 5"),
        ("created", None, "impact", "2 - Medium"),
        ("created", None, "urgency", "2 - Medium"),
        ("assignment", None, "Group 1", None),
        ("assignment", None, "Group 1", "Resolver 1"),
        ("message", "agent", None, None),
        ("status_change", None, None, "Active"),
        ("field_change", None, "priority", "P1"),
        ("status_change", None, None, "Resolved"),
    ]
    hours = np.array(["09:00"] * 7 + ["10:00"] * 3 + ["11:00"] * 2)
    assert table.at.tolist() == np.array([f"2016-02-29T{hour}" for hour in hours], dtype="M8[us]").tolist()
    assert table.tickets == ("INC1",)
    assert table.status_map is SERVICENOW_STATUSES
    assert log.counts == {("ignored", "blank_group"): 1}
    assert repr(log) == "IncidentTable(3 rows, 1 incidents, 0 set aside)"


def test_faulty_and_whole_incidents_stand_in_the_order_of_the_file():
    log = table_of(
        row(number="INC1"),
        row(number="INC2", incident_state="-100"),
        row(number="INC3"),
        row(number="INC4", priority="?"),
        row(number="INC5", opened_at="2016-02-29T10:00"),
        row(number="INC6"),
    )
    assert log.table.tickets == tuple(log.facts) == ("INC1", "INC2", "INC3", "INC5", "INC6")
    assert log.facts.line.tolist() == [2, 3, 4, 6, 7]
    assert (log.rows_read, log.rows_used, log.rows_set_aside, log.set_aside) == (6, 5, 1, {"INC4"})


def test_an_incident_that_is_set_aside_is_rejected_with_its_reason():
    log = table_of(row(number="INC1"), row(number="INC2", priority="7"), row(number=""))
    rejected = log.table.rejected
    assert [(entry.ticket, entry.row) for entry in rejected] == [("INC2", None)]
    assert rejected[0].reason.startswith("line 3: column 'priority': '7' is no known priority")


def test_a_log_of_broken_rows_only_gives_an_empty_table():
    log = table_of(row(number=""), "INC1,x")
    assert (len(log.table), log.table.tickets, log.table.offsets.tolist(), len(log.facts)) == (0, (), [0], 0)
    assert (log.rows_read, log.rows_used, log.set_aside) == (2, 0, {"INC1"})


def test_bytes_and_gzip_are_read_like_lines():
    data = "\n".join([HEADER, row(), ""]).encode()
    for source in (data, gzip.compress(data)):
        assert read_incident_table(io.BytesIO(source)).table.equals(table_of(row(sys_mod_count="")).table)


def test_an_empty_file_a_header_alone_and_missing_columns_are_refused():
    with pytest.raises(DomainError, match="the log is empty"):
        read_incident_table(io.BytesIO())
    with pytest.raises(DomainError, match="the log has a header and no rows"):
        read_incident_table([HEADER, "", ""])
    with pytest.raises(ConfigurationError, match="column 'priority'"):
        read_incident_table([HEADER.replace("priority", "prio"), row()])
    with pytest.raises(ConfigurationError, match="every incident begins so"):
        read_incident_table([HEADER], status_map=StatusMap({"Open": "open"}, only=True))


def test_strict_names_the_first_fault_of_the_file():
    with pytest.raises(HistoryError, match=r"june\.csv, line 3: column 'priority'"):
        table_of(
            row(), row(number="INC2", priority="7"), row(number="INC3", priority="8"), strict=True, name="june.csv"
        )


def test_strict_names_a_fault_before_what_is_no_csv_behind_it():
    lines = [HEADER, row(priority="7"), row(number="INC2"), row(number="INC3"), "a\rb"]
    with pytest.raises(HistoryError, match="line 2"):
        read_incident_table(lines, strict=True)
    with pytest.raises(DomainError, match="line 5: this is no CSV record"):
        read_incident_table(lines)


@settings(max_examples=150, deadline=None)
@given(damaged_logs(), st.sampled_from(["UTC", "UTC", "Europe/Berlin", "Asia/Kolkata"]))
def test_a_damaged_log_gives_what_reading_row_by_row_gives(lines, zone):
    check_alike(lines, zone=zone)


@settings(max_examples=60, deadline=None)
@given(damaged_logs())
def test_strict_raises_what_reading_row_by_row_raises(lines):
    check_alike(lines, strict=True)


SMALL = st.sampled_from(
    ["", "INC1", "INC2", "New", "Active", "Resolved", "Closed", "-100", "2016-02-29T09:00", "2016-02-29T10:00", "?",
     "2016-02-28T10:00", "0001-01-01T00:00", "3 - Moderate", "1 - Critical", "true", "x", "\x00", "\u2028"]
) | st.text(max_size=8)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HEADER.split(","), SMALL)), min_size=1, max_size=8))
@example([{"number": "\ud800"}, {"number": "\ud800"}])
@example([{"incident_state": "\x1f"}, {"number": " INC1"}])
def test_any_cells_give_what_reading_row_by_row_gives(rows):
    check_alike([HEADER, *(row(**cells) for cells in rows)])


def test_states_that_share_a_category_are_still_changes():
    statuses = StatusMap({"New": "new", "-": "pending", "Working": "open", "working ": "open"})
    rows = [update("09:00", "-"), update("10:00", "Working"), update("11:00", "working"), update("12:00", "Open")]
    check_alike([HEADER, *numbered(rows)], status_map=statuses)


def test_a_priority_that_is_mapped_to_a_blank_is_set_aside_both_ways():
    check_alike([HEADER, row(), row(number="INC2", priority="2")], priorities={"3 - Moderate": "P3", "2": " "})


@pytest.mark.slow
def test_the_whole_real_log_is_the_same_both_ways():
    log = read_incidents(LOG)
    expected = EventTable.from_histories(log)
    found = read_incident_table(LOG)
    columns = expected.to_columns()
    for name, column in found.table.to_columns().items():
        assert np.array_equal(np.asarray(column), np.asarray(columns[name])), name
    assert found.table.tickets == expected.tickets
    assert dict(found.facts) == log.facts
    assert found.actions == log.actions
    assert found.counts == log.counts
    assert (found.rows_read, found.rows_used, found.rows_set_aside) == (141_712, 141_712, 0)
