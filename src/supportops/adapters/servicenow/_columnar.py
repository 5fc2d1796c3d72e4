"""Reads blocks of a log: plain incidents a column at a time, the others row by row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from supportops.adapters.records import Record
from supportops.adapters.servicenow._cells import CellReader, Cells, Outcomes
from supportops.adapters.servicenow._collected import Collected, Ends
from supportops.adapters.servicenow._plain import Stretches, plain_outcomes, plain_rows, remarkable, stretches_of
from supportops.adapters.servicenow._story import FIELD_LABELS, story_of
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.groups import grouped, number_of
from supportops.adapters.servicenow.incidents import IncidentReader
from supportops.adapters.servicenow.ledger import Ledger
from supportops.adapters.servicenow.notes import NoteBook
from supportops.adapters.servicenow.options import Options
from supportops.adapters.servicenow.outcomes import IncidentOutcomes
from supportops.adapters.servicenow.words import INITIAL_STATE
from supportops.tickets import EventTable, Rejected

__all__ = ["ColumnarReader"]

Mask = npt.NDArray[np.bool_]


class ColumnarReader:
    """Reads a log block by block; in the end it has the tables."""

    def __init__(self, columns: Columns, options: Options, notes: NoteBook) -> None:
        self.ledger = Ledger()
        self._columns, self._options, self._notes = columns, options, notes
        self._incidents = IncidentReader(columns, options, notes, self.ledger)
        self._cells = CellReader(columns, options, self._incidents.rows, FIELD_LABELS)
        self._initial = self._cells.values[INITIAL_STATE]
        self._collected = Collected(self._cells.values, self._cells.groups)
        self._seen = np.zeros(0, dtype=np.bool_)

    def read(self, block: Sequence[Record]) -> None:
        """Read the rows of some incidents."""
        if not block:
            return
        texts = self._cells.texts(block)
        cells = self._cells.read(block, texts)
        stretches = stretches_of(cells)
        outcomes = self._cells.outcomes(texts, (stretches.ends - 1).tolist())
        is_plain = np.logical_and.reduceat(plain_rows(cells), stretches.starts) & plain_outcomes(outcomes)
        is_plain &= self._is_single(block, cells)[stretches.starts]
        if is_plain.any():
            plain = cells.take(is_plain[stretches.of])
            self._tell(block, stretches.take(is_plain), plain, outcomes.take(is_plain))
        for first, end in stretches.take(~is_plain).spans():
            for group in grouped(block[first:end], self._columns, self._notes):
                told = self._incidents.read(group)
                if told is not None:
                    self._collected.add(group.rows[0][0], *told)

    @property
    def row_by_row(self) -> tuple[str, ...]:
        """The incidents that were not plain, and had to be read row by row."""
        return tuple(history.ticket_id for history in self._collected.histories)

    def tables(self) -> tuple[EventTable, IncidentOutcomes]:
        """Return the events and the outcomes of all incidents."""
        rejected = tuple(Rejected(number, None, reason) for number, reason in self.ledger.set_aside.items())
        return self._collected.tables(self._options.statuses, rejected, self._options.times.zone)

    def _is_single(self, block: Sequence[Record], cells: Cells) -> Mask:
        """Return which rows are of an incident that stands in one place of the file so far, and note it as seen."""
        is_start = np.concatenate([[True], cells.number[1:] != cells.number[:-1]])
        broken = [number_of(block[row][1], self._columns) for row in np.flatnonzero(cells.number < 0).tolist()]
        named = [number for number in map(self._cells.number_of, broken) if number >= 0]
        places = np.concatenate([cells.number[is_start & (cells.number >= 0)], np.array(named, dtype=np.int64)])
        total = len(self._cells.numbers)
        seen = np.zeros(total, dtype=np.bool_)
        seen[: len(self._seen)] = self._seen
        is_single = ~seen & (np.bincount(places, minlength=total) == 1)
        seen[places] = True
        self._seen = seen
        single: Mask = np.append(is_single, False)[np.maximum(cells.number, -1)]
        return single

    def _tell(self, block: Sequence[Record], incidents: Stretches, cells: Cells, outcomes: Outcomes) -> None:
        """Take up plain incidents, and note what is odd about them."""
        starts, rows = cells.starts(), incidents.ends - incidents.starts
        names = [number_of(block[start][1], self._columns) for start in incidents.starts.tolist()]
        self.ledger.rows_used += int(rows.sum())
        self.ledger.used.update(names)
        first, last = cells.line[starts], cells.line[starts + rows - 1]
        self._collected.ends.append(Ends(names, first, last, rows, outcomes))
        self._collected.events.append(story_of(cells, initial=self._initial))
        for start, end in incidents.take(remarkable(cells, outcomes)).spans():
            for group in grouped(block[start:end], self._columns, self._notes):
                self._incidents.remark(group)
