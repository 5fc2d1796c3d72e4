"""A ServiceNow incident log, read as a stream: rows in, histories and notes out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from operator import attrgetter

from supportops.adapters.records import Record, records_of
from supportops.adapters.servicenow.checks import check_order, check_outcome, check_rows
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.events import INITIAL_STATE, history_of
from supportops.adapters.servicenow.facts import IncidentFacts, facts_of
from supportops.adapters.servicenow.groups import Group, grouped
from supportops.adapters.servicenow.notes import NoteBook, NoteKind, RowNote
from supportops.adapters.servicenow.rows import RowReader
from supportops.adapters.servicenow.words import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.source import Source, lines_of, name_of
from supportops.adapters.times import TimeReader
from supportops.errors import ConfigurationError, DomainError, SupportOpsError
from supportops.tickets import StatusMap, TicketHistory

__all__ = ["IncidentLog", "read_incidents"]


def read_incidents(
    source: Source,
    *,
    status_map: StatusMap = SERVICENOW_STATUSES,
    priorities: Mapping[str, str] = SERVICENOW_PRIORITIES,
    zone: str = "UTC",
    time_format: str = "iso",
    encoding: str = "utf-8",
    strict: bool = False,
    name: str | None = None,
) -> IncidentLog:
    """Return the incidents of a ServiceNow CSV export, one history at a time.

    One row is one update; the rows of an incident stand together, oldest first. An incident with a row that cannot
    be read is set aside whole, and every such row is in the log's `actions`.

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
        ConfigurationError: an unknown zone, pattern or encoding, or a status map that does not know "New".

    Example:
        >>> log = read_incidents(
        ...     [
        ...         "number,incident_state,opened_at,sys_updated_at,priority",
        ...         "INC1,New,2016-02-29T01:16,2016-02-29T01:23,3 - Moderate",
        ...         "INC1,Resolved,2016-02-29T01:16,2016-02-29T08:53,3 - Moderate",
        ...     ]
        ... )
        >>> for history in log:
        ...     print(history.ticket_id, [event.kind for event in history.events])
        INC1 ['created', 'message', 'status_change']
        >>> log.rows_read, log.rows_used, log.rows_set_aside
        (2, 2, 0)
    """
    if INITIAL_STATE not in status_map:
        raise ConfigurationError([("status_map", f"{status_map.unknown(INITIAL_STATE)}; every incident begins so")])
    times = TimeReader(zone=zone, time_format=time_format)
    notes = NoteBook(name=name_of(source) if name is None else name, strict=strict)
    return IncidentLog(source, encoding, notes, times, status_map, priorities)


class IncidentLog(Iterator[TicketHistory]):
    """The histories of a log, to be gone through once, and what was done to its rows on the way.

    Raises, while reading:
        ConfigurationError: columns that are missing or stand twice.
        DomainError: bytes that are no text of the encoding, a damaged gzip file, no CSV, or no rows at all.
        HistoryError: with `strict`, the first row at fault.
        OSError: the file cannot be opened or read.

    Attributes:
        rows_read: the rows so far; always `rows_used + rows_set_aside`.
        rows_used: those of the histories.
        rows_set_aside: those of incidents that could not be read, and of those that came back later.
        facts: the outcome of each incident read so far, by its number.
        set_aside: the incidents that gave no history.
        incomplete: incidents with a history that lacks rows, since these came after another incident's.
    """

    def __init__(
        self,
        source: Source,
        encoding: str,
        notes: NoteBook,
        times: TimeReader,
        statuses: StatusMap,
        priorities: Mapping[str, str],
    ) -> None:
        self.rows_read = self.rows_used = self.rows_set_aside = 0
        self.facts: dict[str, IncidentFacts] = {}
        self.set_aside: set[str] = set()
        self.incomplete: set[str] = set()
        self._notes, self._times, self._statuses, self._priorities = notes, times, statuses, priorities
        self._histories = self._read(records_of(lines_of(source, encoding=encoding), name=notes.name))

    @property
    def name(self) -> str:
        """What messages call the log."""
        return self._notes.name

    @property
    def actions(self) -> tuple[RowNote, ...]:
        """Every row that was repaired, ignored or ambiguous so far, by line."""
        return tuple(sorted(self._notes.notes, key=attrgetter("line")))

    @property
    def counts(self) -> Mapping[tuple[NoteKind, str], int]:
        """How many actions there are so far of each kind and code."""
        return self._notes.counts

    def __iter__(self) -> IncidentLog:
        return self

    def __next__(self) -> TicketHistory:
        return next(self._histories)

    def close(self) -> None:
        """Close the file that was opened for a path, when the reading ends before the log does."""
        self._histories.close()

    def _read(self, records: Iterator[Record]) -> Generator[TicketHistory, None, None]:
        first = next(records, None)
        if first is None:
            raise DomainError(f"{self.name} is empty; a log has a header and at least one row")
        columns = Columns.of(first[1], name=self.name)
        reader = RowReader(
            columns, self._notes, times=self._times, statuses=self._statuses, priorities=self._priorities
        )
        for group in grouped(records, columns, self._notes):
            self.rows_read += group.size
            history = self._history(group, columns, reader)
            if history is not None:
                yield history
        if not self.rows_read:
            raise DomainError(f"{self.name} has a header and no rows; export the log again")

    def _history(self, group: Group, columns: Columns, reader: RowReader) -> TicketHistory | None:
        is_new = group.number not in self.facts and group.number not in self.set_aside
        history = self._told(group, columns, reader) if is_new else None
        if history is not None:
            self.rows_used += group.size
            return history
        self.rows_set_aside += group.size
        if not is_new:
            self._scattered(group)
        elif group.number:
            self.set_aside.add(group.number)
        return None

    def _told(self, group: Group, columns: Columns, reader: RowReader) -> TicketHistory | None:
        incident = reader.read(group)
        if incident is None:
            tail = f"; {_aside(group)}" if group.number else "; the row is set aside"
            for row in group.broken:
                self._notes.fault(row.line, row.number, "ambiguous", row.code, row.message + tail)
            return None
        check_rows(group, columns, self._notes)
        check_order(group, incident, self._notes)
        try:
            history = history_of(incident, self._statuses, self._notes)
        except SupportOpsError as error:
            message = f"{error}; {_aside(group)}"
            self._notes.fault(group.rows[0][0], group.number, "ambiguous", "impossible_history", message)
            return None
        facts = facts_of(group, columns, self._times, self._notes)
        check_outcome(incident, facts, self._notes)
        self.facts[group.number] = facts
        return history

    def _scattered(self, group: Group) -> None:
        lines = [line for line, _ in group.rows] + [row.line for row in group.broken]
        message = f"incident {group.number} had ended above; sort the file by number and time. The row is set aside"
        for line in sorted(lines):
            self._notes.fault(line, group.number, "ambiguous", "scattered_rows", message)
        if group.number in self.facts:
            self.incomplete.add(group.number)


def _aside(group: Group) -> str:
    rows = f"{group.size} rows are" if group.size > 1 else "only row is"
    return f"the incident's {rows} set aside"
