"""A ServiceNow incident log straight to columns: no history is built for an incident that has no fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supportops.adapters.records import records_of
from supportops.adapters.servicenow._blocks import blocks_of
from supportops.adapters.servicenow._columnar import ColumnarReader
from supportops.adapters.servicenow.columns import columns_of
from supportops.adapters.servicenow.log import no_rows
from supportops.adapters.servicenow.notes import NoteBook, NoteKind, RowNote
from supportops.adapters.servicenow.options import options_of
from supportops.adapters.servicenow.outcomes import IncidentOutcomes
from supportops.adapters.servicenow.words import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.source import Source, lines_of, name_of
from supportops.tickets import EventTable, StatusMap

__all__ = ["IncidentTable", "read_incident_table"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IncidentTable:
    """A log in columns, and what was done to its rows on the way.

    Attributes:
        table: the events of the incidents that were read; those set aside are in its `rejected`.
        facts: the outcome of each, in the same order.
        name: what messages call the log.
        actions: every row that was repaired, ignored or ambiguous, by line.
        counts: how many actions there are of each kind and code.
        rows_used: the rows of the incidents that were read.
        rows_set_aside: those of incidents that could not be read, and of those that came back later.
        set_aside: the incidents that could not be read.
        incomplete: incidents that lack rows, since these came after another incident's.
    """

    table: EventTable
    facts: IncidentOutcomes
    name: str
    actions: tuple[RowNote, ...]
    counts: Mapping[tuple[NoteKind, str], int]
    rows_used: int
    rows_set_aside: int
    set_aside: frozenset[str]
    incomplete: frozenset[str]

    @property
    def rows_read(self) -> int:
        """The rows of the file; blank lines are none."""
        return self.rows_used + self.rows_set_aside

    def __repr__(self) -> str:
        return f"IncidentTable({self.rows_read} rows, {len(self.facts)} incidents, {len(self.set_aside)} set aside)"


def read_incident_table(
    source: Source,
    *,
    status_map: StatusMap = SERVICENOW_STATUSES,
    priorities: Mapping[str, str] = SERVICENOW_PRIORITIES,
    zone: str = "UTC",
    time_format: str = "iso",
    encoding: str = "utf-8",
    strict: bool = False,
    name: str | None = None,
) -> IncidentTable:
    """Return the incidents of a ServiceNow CSV export as one table of events.

    The same events, outcomes and notes as `read_incidents` gives, several times as fast: incidents whose rows are
    without a fault are read a column at a time, the others row by row.

    Args:
        source: a path, an open text or binary file, or lines; plain or gzip.
        status_map: what the states mean. A state it does not know is noted, and the row's state is left as it was.
        priorities: priority in the file -> label of the policy's scale.
        zone: the IANA zone of times without an offset.
        time_format: "iso", or a pattern of `datetime.strptime` such as "%d/%m/%Y %H:%M".
        encoding: of the file's bytes.
        strict: raise at the first row that would be repaired, set aside or read in doubt.
        name: what messages call the log; its path or file name when left out.

    Raises:
        ConfigurationError: an unknown zone, pattern or encoding, a status map that does not know "New", or columns
            that are missing or stand twice.
        DomainError: bytes that are no text of the encoding, a damaged gzip file, no CSV, or no rows at all.
        HistoryError: with `strict`, the first row at fault.
        OSError: the file cannot be opened or read.

    Example:
        >>> log = read_incident_table(
        ...     [
        ...         "number,incident_state,opened_at,sys_updated_at,priority",
        ...         "INC1,New,2016-02-29T01:16,2016-02-29T01:23,3 - Moderate",
        ...         "INC1,Resolved,2016-02-29T01:16,2016-02-29T08:53,3 - Moderate",
        ...     ]
        ... )
        >>> log.table
        EventTable(4 rows, 1 tickets, 0 rejected)
        >>> log.table.kind.to_list()
        ['created', 'created', 'message', 'status_change']
        >>> log.rows_read, log.rows_used, log.rows_set_aside
        (2, 2, 0)
    """
    options = options_of(status_map=status_map, priorities=priorities, zone=zone, time_format=time_format)
    notes = NoteBook(name=name_of(source) if name is None else name, strict=strict)
    records = records_of(lines_of(source, encoding=encoding), name=notes.name)
    columns = columns_of(records, name=notes.name)
    reader = ColumnarReader(columns, options, notes)
    for block in blocks_of(records, columns, notes):
        reader.read(block)
    ledger = reader.ledger
    if not ledger.rows_read:
        raise no_rows(notes.name)
    table, facts = reader.tables()
    return IncidentTable(
        table=table,
        facts=facts,
        name=notes.name,
        actions=notes.by_line,
        counts=notes.counts,
        rows_used=ledger.rows_used,
        rows_set_aside=ledger.rows_set_aside,
        set_aside=frozenset(ledger.set_aside),
        incomplete=frozenset(ledger.incomplete),
    )
