"""From the rows of one incident to its history and its outcome, with everything that is odd about them noted."""

from __future__ import annotations

from supportops.adapters.servicenow.checks import check_groups, check_order, check_outcome, check_rows
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.events import history_of
from supportops.adapters.servicenow.facts import IncidentFacts, facts_of
from supportops.adapters.servicenow.groups import Group
from supportops.adapters.servicenow.ledger import Ledger
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import Options
from supportops.adapters.servicenow.rows import Incident, RowReader
from supportops.errors import SupportOpsError
from supportops.tickets import TicketHistory

__all__ = ["IncidentReader"]


class IncidentReader:
    """Reads incidents one by one, and writes what became of their rows into a ledger and a note book."""

    def __init__(self, columns: Columns, options: Options, notes: NoteBook, ledger: Ledger) -> None:
        self.columns, self.options, self.notes, self.ledger = columns, options, notes, ledger
        self.rows = RowReader(columns, options, notes)

    def read(self, group: Group) -> tuple[TicketHistory, IncidentFacts] | None:
        """Return an incident's history and outcome; None when its rows are set aside."""
        is_new = not self.ledger.knows(group.number)
        told = self._told(group) if is_new else None
        if told is not None:
            self.ledger.rows_used += group.size
            self.ledger.used.add(group.number)
            return told
        self.ledger.rows_set_aside += group.size
        if not is_new:
            self._scattered(group)
        return None

    def remark(self, group: Group) -> None:
        """Note what is odd about an incident without a fault, whose history is told elsewhere."""
        incident = self.rows.read(group)
        assert incident is not None
        self._end(group, incident)

    def _told(self, group: Group) -> tuple[TicketHistory, IncidentFacts] | None:
        incident = self.rows.read(group)
        if incident is None:
            self._refused(group)
            return None
        check_rows(group, self.columns, self.notes)
        check_order(group, incident, self.notes)
        try:
            history = history_of(incident, self.options.statuses)
        except SupportOpsError as error:
            self._set_aside(group, group.rows[0][0], "impossible_history", str(error))
            return None
        return history, self._end(group, incident)

    def _end(self, group: Group, incident: Incident) -> IncidentFacts:
        check_groups(incident, self.notes)
        facts = facts_of(group, self.columns, self.options.times, self.notes)
        check_outcome(incident, facts, self.notes)
        return facts

    def _refused(self, group: Group) -> None:
        for row in group.broken:
            if group.number:
                self._set_aside(group, row.line, row.code, row.message)
            else:
                message = row.message + "; the row is set aside"
                self.notes.fault(row.line, row.number, "ambiguous", row.code, message)

    def _set_aside(self, group: Group, line: int, code: str, message: str) -> None:
        self.ledger.set_aside.setdefault(group.number, f"line {line}: {message}")
        rows = f"{group.size} rows are" if group.size > 1 else "only row is"
        message = f"{message}; the incident's {rows} set aside"
        self.notes.fault(line, group.number, "ambiguous", code, message)

    def _scattered(self, group: Group) -> None:
        lines = [line for line, _ in group.rows] + [row.line for row in group.broken]
        message = f"incident {group.number} had ended above; sort the file by number and time. The row is set aside"
        for line in sorted(lines):
            self.notes.fault(line, group.number, "ambiguous", "scattered_rows", message)
        if group.number in self.ledger.used:
            self.ledger.incomplete.add(group.number)
