"""Holds the log in columns against the log read incident by incident."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from supportops._instants import to_us
from supportops.adapters.records import records_of
from supportops.adapters.servicenow import (
    SERVICENOW_PRIORITIES,
    SERVICENOW_STATUSES,
    IncidentFacts,
    read_incident_table,
    read_incidents,
)
from supportops.adapters.servicenow._blocks import blocks_of
from supportops.adapters.servicenow._columnar import ColumnarReader
from supportops.adapters.servicenow.columns import columns_of
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import options_of
from supportops.errors import SupportOpsError
from supportops.tickets import EventTable

T = TypeVar("T")


def check_alike(lines: Sequence[str], **options: Any) -> None:
    """Assert that both ways of reading give the same events, outcomes, notes and counts, or the same error."""
    log = read_incidents(lines, **options)
    histories, fault = _tried(lambda: list(log))
    table, same_fault = _tried(lambda: read_incident_table(lines, **options))
    assert (type(same_fault), str(same_fault)) == (type(fault), str(fault))
    if table is None or histories is None:
        return
    expected = EventTable.from_histories(histories)
    assert table.table.tickets == expected.tickets
    columns = expected.to_columns()
    for name, column in table.table.to_columns().items():
        assert list(column) == list(columns[name]), name
    assert table.table.offsets.tolist() == expected.offsets.tolist()
    assert table.table.statuses == expected.statuses or not histories
    assert [plain(fact) for fact in table.facts.values()] == [plain(fact) for fact in log.facts.values()]
    assert table.actions == log.actions
    assert list(table.counts.items()) == list(log.counts.items())
    assert (table.rows_read, table.rows_used, table.rows_set_aside) == (
        log.rows_read,
        log.rows_used,
        log.rows_set_aside,
    )
    assert (table.set_aside, table.incomplete, table.name) == (log.set_aside, log.incomplete, log.name)
    assert {rejected.ticket for rejected in table.table.rejected} == log.set_aside


def check_blocks_alike(lines: Sequence[str], size: int) -> None:
    """Assert that the size of the blocks changes nothing."""
    whole = read_incident_table(lines)
    reader, notes = reader_of(lines, size)
    table, facts = reader.tables()
    assert table.equals(whole.table)
    assert list(facts.items()) == list(whole.facts.items())
    assert notes.by_line == whole.actions
    assert (reader.ledger.rows_used, reader.ledger.rows_set_aside) == (whole.rows_used, whole.rows_set_aside)
    assert (reader.ledger.set_aside.keys(), reader.ledger.incomplete) == (whole.set_aside, whole.incomplete)


def reader_of(lines: Sequence[str], size: int) -> tuple[ColumnarReader, NoteBook]:
    """Return a reader that has read a log in blocks of a size, and its notes."""
    notes = NoteBook(name="the log", strict=False)
    records = records_of(lines, name="the log")
    columns = columns_of(records, name="the log")
    options = options_of(
        status_map=SERVICENOW_STATUSES, priorities=SERVICENOW_PRIORITIES, zone="UTC", time_format="iso"
    )
    reader = ColumnarReader(columns, options, notes)
    for block in blocks_of(records, columns, notes, size=size):
        reader.read(block)
    return reader, notes


def plain(fact: IncidentFacts) -> tuple[object, ...]:
    """Return an outcome with its instants as numbers: across zones, a doubtful wall time equals no other."""
    instants = [None if at is None else to_us(at) for at in (fact.resolved_at, fact.closed_at)]
    return fact.ticket_id, fact.line, fact.rows, fact.made_sla, *instants, fact.reopen_count


def _tried(call: Callable[[], T]) -> tuple[T | None, SupportOpsError | None]:
    try:
        return call(), None
    except SupportOpsError as error:
        return None, error
