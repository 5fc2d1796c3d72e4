import gzip
import io
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.adapters.servicenow.logs import HEADER, notes_of, read, row, update

from supportops.adapters.servicenow import IncidentLog, read_incidents
from supportops.errors import ConfigurationError, DomainError, HistoryError, SupportOpsError
from supportops.tickets import StatusMap

LOG = Path("examples/data/incidents.csv.gz")


def whole(*rows):
    return "\n".join([HEADER, *rows, ""]).encode()


def test_the_log_is_read_as_a_stream(tmp_path):
    path = tmp_path / "log.csv"
    path.write_bytes(whole(row(number="INC1"), row(number="INC2")))
    log = read_incidents(path)
    assert next(log).ticket_id == "INC1"
    assert (log.rows_read, log.rows_used, set(log.facts)) == (1, 1, {"INC1"})
    log.close()
    assert list(log) == []


def test_a_file_that_is_given_open_stays_open():
    file = io.BytesIO(gzip.compress(whole(row())))
    assert len(list(read_incidents(file))) == 1
    assert not file.closed


def test_columns_that_nobody_needs_may_be_missing():
    log = read_incidents(
        [
            "sys_updated_at,priority,number,incident_state,opened_at",
            "2016-02-29T09:00,4 - Low,INC1,New,2016-02-29T09:00",
        ]
    )
    assert [history.created.priority for history in log] == ["P4"]
    assert log.facts["INC1"].made_sla is None


def test_the_log_as_it_was_first_published_is_read_with_its_time_format():
    text = [
        "number,incident_state,opened_at,sys_updated_at,priority,assigned_to",
        "INC1,New,29/2/2016 01:16,29/2/2016 01:23,3 - Moderate,?",
    ]
    history = next(read_incidents(text, time_format="%d/%m/%Y %H:%M"))
    assert history.created.at == datetime(2016, 2, 29, 1, 16, tzinfo=UTC)


def test_an_incident_with_a_broken_row_is_set_aside_whole():
    histories, log = read(
        row(number="INC1"), row(number="INC2"), row(number="INC2", sys_updated_at="x"), row(number="INC3")
    )
    assert [history.ticket_id for history in histories] == ["INC1", "INC3"]
    assert (log.rows_read, log.rows_used, log.rows_set_aside, log.set_aside) == (4, 2, 2, {"INC2"})
    assert "INC2" not in log.facts


def test_a_row_with_too_many_cells_is_named_with_its_incident():
    histories, log = read(row(number="INC1"), row(number="INC1") + ",more")
    assert histories == []
    assert str(log.actions[0]) == (
        "line 3, INC1: the row has 17 cells and the header 16; look for a comma or a quote too many; "
        "the incident's 2 rows are set aside"
    )


def test_a_row_without_a_number_is_set_aside_alone():
    histories, log = read(row(number="INC1"), row(number=""), row(number="INC2"))
    assert len(histories) == 2
    assert (log.rows_read, log.rows_set_aside, log.set_aside) == (3, 1, set())
    note = next(note for note in log.actions if note.code == "no_number")
    assert (
        str(note) == "line 3, no incident: column 'number' is blank, so the row names no incident; the row is set aside"
    )


def test_an_incident_that_comes_back_is_reported_and_its_later_rows_are_set_aside():
    histories, log = read(row(number="INC1"), row(number="INC2"), row(number="INC1", incident_state="Resolved"))
    assert [history.ticket_id for history in histories] == ["INC1", "INC2"]
    assert (log.rows_used, log.rows_set_aside, log.incomplete, log.set_aside) == (2, 1, {"INC1"}, set())
    assert (4, "ambiguous", "scattered_rows") in notes_of(log)


def test_an_incident_that_was_set_aside_stays_so_when_it_comes_back():
    histories, log = read(row(number="INC1", priority="x"), row(number="INC2"), row(number="INC1"), "INC1")
    assert [history.ticket_id for history in histories] == ["INC2"]
    assert (log.rows_set_aside, log.incomplete, log.set_aside) == (3, set(), {"INC1"})
    assert log.counts["ambiguous", "scattered_rows"] == 2


def test_a_broken_row_alone_keeps_its_incident_from_being_read_later():
    histories, log = read("INC9,x", row(number="INC1"), row(number="INC9"))
    assert [history.ticket_id for history in histories] == ["INC1"]
    assert log.set_aside == {"INC9"}


def test_a_history_that_cannot_be_is_set_aside():
    histories, log = read(update("09:00", assigned_to="\ud800"), row(number="INC2"))
    assert [history.ticket_id for history in histories] == ["INC2"]
    assert (2, "ambiguous", "impossible_history") in notes_of(log)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row(), row() + ","], "line 3: the row has 17 cells"),
        ([row(priority="7")], "line 2: column 'priority': '7' is no known priority"),
        ([row(incident_state="-100")], "line 2: column 'incident_state': the status '-100'"),
        ([update("08:00")], "line 2: sys_updated_at 2016-02-29 08:00 is before opened_at"),
        ([update("09:00"), update("11:00"), update("10:00")], "line 4: sys_updated_at .*sorted by time"),
        ([row(), row(number="INC2"), row()], "line 4: incident INC1 had ended above"),
        ([row(reopen_count="x")], "line 2: column 'reopen_count'"),
        ([row(assigned_to="\ud800")], "line 2: .*the incident's only row is set aside"),
    ],
)
def test_strict_raises_at_the_first_fault_with_file_and_line(rows, message):
    with pytest.raises(HistoryError, match=f"june.csv, {message}"):
        read(*rows, strict=True, name="june.csv")


def test_strict_reads_a_log_without_faults():
    assert len(read(row(), strict=True)[0]) == 1


def test_an_empty_file_and_a_header_alone_are_refused():
    with pytest.raises(DomainError, match="the log is empty; a log has a header and at least one row"):
        list(read_incidents(io.BytesIO()))
    with pytest.raises(DomainError, match="the log has a header and no rows"):
        list(read_incidents([HEADER, ""]))


def test_missing_columns_are_named():
    with pytest.raises(ConfigurationError, match="column 'priority'"):
        list(read_incidents([HEADER.replace("priority", "prio"), row()]))


def test_a_status_map_has_to_know_the_state_every_incident_begins_with():
    with pytest.raises(ConfigurationError, match=r"status_map: the status 'New' .*every incident begins so"):
        read_incidents([HEADER], status_map=StatusMap({"Open": "open"}, only=True))


def test_an_unknown_zone_is_refused_before_reading():
    with pytest.raises(ConfigurationError, match="'Mars' is no time zone"):
        read_incidents([HEADER], zone="Mars")


CELLS = st.sampled_from(
    ["", "INC1", "INC2", "New", "Active", "Resolved", "Closed", "-100", "2016-02-29T09:00", "2016-02-29T10:00", "?",
     "2016-02-28T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "3 - Moderate", "1 - Critical", "true", "x", "\x00"]
) | st.text(max_size=8)  # fmt: skip


def drain(source, **options):
    log = read_incidents(source, **options)
    try:
        histories = list(log)
    except SupportOpsError:
        histories = None
    assert log.rows_read == log.rows_used + log.rows_set_aside
    return histories, log


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused_by_name(data, is_behind_header):
    drain(io.BytesIO(HEADER.encode() + b"\n" + data if is_behind_header else data))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(HEADER.split(","), CELLS)), max_size=8))
def test_any_cells_are_read_with_notes(rows):
    histories, log = drain([HEADER, *(row(**cells) for cells in rows)])
    if histories is not None:
        assert {history.ticket_id for history in histories} == set(log.facts)
        assert sum(fact.rows for fact in log.facts.values()) == log.rows_used


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_log_with_flipped_and_lost_bytes_is_read_or_refused(data):
    text = bytearray(whole(row(), update("10:00", "Active"), row(number="INC2"), update("11:00", "Resolved")))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    packed = gzip.compress(bytes(text))
    for source in (bytes(text), packed, packed[: data.draw(st.integers(0, len(packed)))]):
        drain(io.BytesIO(source))


@pytest.fixture(scope="module")
def real():
    log = read_incidents(LOG)
    return list(log), log


@pytest.mark.slow
def test_every_row_of_the_real_log_is_accounted_for(real):
    histories, log = real
    assert (len(histories), log.rows_read, log.rows_used, log.rows_set_aside) == (24_918, 141_712, 141_712, 0)
    assert sum(fact.rows for fact in log.facts.values()) == 141_712


@pytest.mark.slow
def test_the_real_log_says_that_63_42_percent_were_made(real):
    _, log = real
    made = Counter(fact.made_sla for fact in log.facts.values())
    assert made == {True: 15_803, False: 9_115}
    assert round(100 * made[True] / made.total(), 2) == 63.42


@pytest.mark.slow
def test_the_quirks_of_the_real_log_are_counted(real):
    _, log = real
    assert log.counts == {
        ("ambiguous", "never_assigned"): 658,
        ("ambiguous", "unknown_state"): 5,
        ("ambiguous", "closed_unresolved"): 13,
        ("ambiguous", "resolved_at_opening"): 1_591,
        ("ambiguous", "mod_count"): 15,
        ("ignored", "blank_group"): 3_329,
        ("ignored", "resolved_at_differs"): 295,
        ("ignored", "closed_at_differs"): 45,
        ("repaired", "before_opening"): 5,
        ("repaired", "out_of_order"): 2,
    }
    facts = log.facts.values()
    assert sum(fact.resolved_at is None for fact in facts) == 1_556
    opened = {history.ticket_id: history.created.at for history in real[0]}
    assert sum(fact.resolved_at == opened[fact.ticket_id] for fact in facts) == 39


@pytest.mark.slow
def test_reopenings_of_the_real_log_equal_its_own_count(real):
    histories, log = real
    states = [history.state(at=history.events[-1].at) for history in histories[::25]]
    assert all(state.reopened == log.facts[state.ticket_id].reopen_count for state in states)


@pytest.mark.slow
def test_the_notes_are_in_the_order_of_the_file(real):
    _, log = real
    assert isinstance(log, IncidentLog)
    lines = [note.line for note in log.actions]
    assert lines == sorted(lines)
