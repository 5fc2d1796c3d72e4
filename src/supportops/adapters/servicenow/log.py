"""A ServiceNow incident log, read as a stream: rows in, histories and notes out."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from supportops.adapters.records import Record, records_of
from supportops.adapters.servicenow.columns import columns_of
from supportops.adapters.servicenow.facts import IncidentFacts
from supportops.adapters.servicenow.groups import grouped
from supportops.adapters.servicenow.incidents import IncidentReader
from supportops.adapters.servicenow.ledger import Ledger
from supportops.adapters.servicenow.notes import NoteBook, NoteKind, RowNote
from supportops.adapters.servicenow.options import Options, options_of
from supportops.adapters.servicenow.words import SERVICENOW_PRIORITIES, SERVICENOW_STATUSES
from supportops.adapters.source import Source, lines_of, name_of
from supportops.errors import DomainError
from supportops.tickets import StatusMap, TicketHistory

__all__ = ["IncidentLog", "no_rows", "read_incidents"]


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
    options = options_of(status_map=status_map, priorities=priorities, zone=zone, time_format=time_format)
    notes = NoteBook(name=name_of(source) if name is None else name, strict=strict)
    return IncidentLog(source, encoding, options, notes)


class IncidentLog(Iterator[TicketHistory]):
    """The histories of a log, to be gone through once, and what was done to its rows on the way.

    Raises, while reading:
        ConfigurationError: columns that are missing or stand twice.
        DomainError: bytes that are no text of the encoding, a damaged gzip file, no CSV, or no rows at all.
        HistoryError: with `strict`, the first row at fault.
        OSError: the file cannot be opened or read.

    Attributes:
        facts: the outcome of each incident read so far, by its number.
    """

    def __init__(self, source: Source, encoding: str, options: Options, notes: NoteBook) -> None:
        self.facts: dict[str, IncidentFacts] = {}
        self._options, self._notes, self._ledger = options, notes, Ledger()
        self._histories = self._read(records_of(lines_of(source, encoding=encoding), name=notes.name))

    @property
    def name(self) -> str:
        """What messages call the log."""
        return self._notes.name

    @property
    def rows_read(self) -> int:
        """The rows so far; always `rows_used + rows_set_aside`."""
        return self._ledger.rows_read

    @property
    def rows_used(self) -> int:
        """The rows of the histories so far."""
        return self._ledger.rows_used

    @property
    def rows_set_aside(self) -> int:
        """The rows so far of incidents that could not be read, and of those that came back later."""
        return self._ledger.rows_set_aside

    @property
    def set_aside(self) -> set[str]:
        """The incidents so far that gave no history."""
        return set(self._ledger.set_aside)

    @property
    def incomplete(self) -> set[str]:
        """Incidents with a history that lacks rows, since these came after another incident's."""
        return set(self._ledger.incomplete)

    @property
    def actions(self) -> tuple[RowNote, ...]:
        """Every row that was repaired, ignored or ambiguous so far, by line."""
        return self._notes.by_line

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
        columns = columns_of(records, name=self.name)
        reader = IncidentReader(columns, self._options, self._notes, self._ledger)
        for group in grouped(records, columns, self._notes):
            told = reader.read(group)
            if told is not None:
                history, self.facts[group.number] = told
                yield history
        if not self.rows_read:
            raise no_rows(self.name)


def no_rows(name: str) -> DomainError:
    """Return the error of a log without rows."""
    return DomainError(f"{name} has a header and no rows; export the log again")
