"""The cells of a block as numbers: each text of a column is looked at once, however often it stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us
from supportops.adapters.records import Record
from supportops.adapters.servicenow._labels import (
    BAD,
    Labels,
    Lookup,
    Numbers,
    number_in,
    number_or_none,
    or_bad,
    unless_blank,
)
from supportops.adapters.servicenow.columns import Columns
from supportops.adapters.servicenow.facts import count_of, flag_of
from supportops.adapters.servicenow.options import Options
from supportops.adapters.servicenow.rows import RowReader, value_of
from supportops.vocabulary import Status

__all__ = ["CellReader", "Cells", "Outcomes"]

Texts = Sequence[Sequence[str]]
_STATUSES = tuple(Status)
_FIELDS = ("priority", "category", "impact", "urgency", "contact_type")


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a block; texts are numbers of `Labels`, instants microseconds. Shape (rows,), `fields` (5, rows).

    `opened_text` tells apart how the opening is written; `count` is None without a column `sys_mod_count`.
    """

    line: Numbers
    number: Numbers
    opened: Numbers
    opened_text: Numbers
    updated: Numbers
    count: Numbers | None
    state: Numbers
    status: Numbers
    agent: Numbers
    group: Numbers
    fields: Numbers

    def take(self, rows: npt.NDArray[np.bool_]) -> Cells:
        """Return the rows of a mask."""
        count = None if self.count is None else self.count[rows]
        return Cells(
            self.line[rows], self.number[rows], self.opened[rows], self.opened_text[rows], self.updated[rows], count,
            self.state[rows], self.status[rows], self.agent[rows], self.group[rows], self.fields[:, rows],
        )  # fmt: skip

    def starts(self) -> Numbers:
        """Return the first row of each incident, when the rows of each stand together."""
        return np.flatnonzero(np.concatenate([[True], self.number[1:] != self.number[:-1]]))


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcome cells of some rows. A flag is 0 or 1."""

    made_sla: Numbers
    resolved_at: Numbers
    closed_at: Numbers
    reopen_count: Numbers

    def take(self, rows: npt.NDArray[np.bool_]) -> Outcomes:
        """Return the rows of a mask."""
        return Outcomes(self.made_sla[rows], self.resolved_at[rows], self.closed_at[rows], self.reopen_count[rows])


class CellReader:
    """Reads blocks. A number means the same in all of them.

    Attributes:
        numbers: of the incidents.
        values: what states, priorities, agents and topics are called.
        groups: what the assignment groups are called.
    """

    def __init__(self, columns: Columns, options: Options, rows: RowReader, groups: Iterable[str]) -> None:
        self.numbers, self.values, self.groups = Labels(), Labels(), Labels(groups)
        self._columns, self._options, self._rows = columns, options, rows
        self._statuses: dict[int, int] = {}
        self._of_number = Lookup(lambda cell: number_in(self.numbers, cell.strip()))
        self._of_opening_text = Labels()
        self._of_time = Lookup(self._instant)
        self._of_count = Lookup(or_bad(count_of))
        self._of_state = Lookup(self._state)
        self._of_priority = Lookup(lambda cell: number_in(self.values, self._rows.priority_of(cell)))
        self._of_value = Lookup(lambda cell: number_or_none(self.values, value_of(cell)))
        self._of_group = Lookup(lambda cell: number_or_none(self.groups, value_of(cell)))
        self._of_told_time = Lookup(unless_blank(self._instant))
        self._of_told_flag = Lookup(unless_blank(or_bad(flag_of)))
        self._of_told_count = Lookup(unless_blank(or_bad(count_of)))

    def texts(self, block: Sequence[Record]) -> Texts:
        """Return the columns of a block as they are written. A row of a wrong width is blank in all of them."""
        width = self._columns.width
        blanks = [""] * width
        # What the file lacks is read from behind the last cell.
        return [
            *zip(*(cells if len(cells) == width else blanks for _, cells in block), strict=True),
            ("",) * len(block),
        ]

    def read(self, block: Sequence[Record], texts: Texts) -> Cells:
        """Return the cells of a block."""
        columns = self._columns
        state = self._of_state.of(texts[columns.incident_state])
        opened = texts[columns.opened_at]
        return Cells(
            line=np.fromiter((line for line, _ in block), np.int64, len(block)),
            number=self._of_number.of(texts[columns.number]),
            opened=self._of_time.of(opened),
            opened_text=self._of_opening_text.of(opened),
            updated=self._of_time.of(texts[columns.sys_updated_at]),
            count=self._of_count.of(texts[columns.sys_mod_count]) if columns.has("sys_mod_count") else None,
            state=state,
            status=self._status_of_values()[np.maximum(state, -1)],
            agent=self._of_value.of(texts[columns.assigned_to]),
            group=self._of_group.of(texts[columns.assignment_group]),
            fields=np.array([self._of_field(name).of(texts[getattr(columns, name)]) for name in _FIELDS]),
        )

    def outcomes(self, texts: Texts, rows: Sequence[int]) -> Outcomes:
        """Return the outcome cells of some rows of a block."""
        columns = self._columns
        made, resolved, closed, count = (
            [texts[column][row] for row in rows]
            for column in (columns.made_sla, columns.resolved_at, columns.closed_at, columns.reopen_count)
        )
        return Outcomes(
            made_sla=self._of_told_flag.of(made),
            resolved_at=self._of_told_time.of(resolved),
            closed_at=self._of_told_time.of(closed),
            reopen_count=self._of_told_count.of(count),
        )

    def number_of(self, name: str) -> int:
        """Return the number of an incident; below 0 when it is none."""
        return self._of_number[name]

    def _of_field(self, name: str) -> Lookup:
        return self._of_priority if name == "priority" else self._of_value

    def _instant(self, cell: str) -> int:
        try:
            at = self._options.times(cell)
        except ValueError:
            return BAD
        if self._options.times.zone is not UTC and at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset():
            # Near a change of the clocks the order on the wall is not the order in time.
            return BAD
        return to_us(at)

    def _state(self, cell: str) -> int:
        label, status = cell.strip(), self._rows.status_of(cell)
        if status is None or self._rows.status_of(label) is not status:
            return BAD
        number = number_in(self.values, label)
        self._statuses[number] = _STATUSES.index(status)
        return number

    def _status_of_values(self) -> Numbers:
        # The last place is for states that mean nothing.
        statuses = np.full(len(self.values) + 1, BAD, dtype=np.int64)
        for number, status in self._statuses.items():
            statuses[number] = status
        return statuses
