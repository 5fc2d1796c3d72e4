"""Faults of a table's rows, told: as one error, or ticket by ticket."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from supportops.errors import HistoryError
from supportops.tickets._table_checks import RowFault, Rows
from supportops.tickets.rejected import Rejected

__all__ = ["refuse", "set_aside"]

_SHOWN = 5


def refuse(faults: Sequence[RowFault], rows: Rows) -> HistoryError:
    """Return the error for all faults: how many rows there are, and the first of them by their place in the input."""
    found = sorted(_first_of_rows(faults, rows), key=lambda fault: fault[0])
    places = np.concatenate([fault.rows for fault in faults])
    bad_rows, tickets = len(np.unique(places)), len(np.unique(rows.ticket[places]))
    lines = [str(Rejected(ticket, given, message)) for given, ticket, message in found[:_SHOWN]]
    if bad_rows == 1:
        error = HistoryError(f"{lines[0]}; or set such tickets aside with strict=False")
        # Given to the error it would be said a second time, and before the row.
        error.ticket_id = found[0][1]
        return error
    head = f"{bad_rows} rows of {tickets} tickets cannot be read; strict=False sets such tickets aside"
    return HistoryError("\n  ".join([head, *lines, *(["..."] if bad_rows > _SHOWN else [])]))


def set_aside(faults: Sequence[RowFault], rows: Rows) -> tuple[Rejected, ...]:
    """Return the tickets with a fault, each once, with the first of its rows at fault, in table order."""
    first: dict[int | tuple[int], tuple[int, str | None, str]] = {}
    for fault in faults:
        order = fault.rows[np.lexsort((rows.given[fault.rows], rows.ticket[fault.rows]))]
        numbers = rows.ticket[order]
        # A row without a ticket stands for itself.
        is_first = np.concatenate([[True], (numbers[1:] != numbers[:-1]) | (numbers[1:] < 0)])
        for row in order[is_first].tolist():
            number, given = int(rows.ticket[row]), int(rows.given[row])
            key = number if number >= 0 else (given,)
            if key not in first or given < first[key][0]:
                first[key] = given, _name(rows, row), fault.tell(row)
    found = sorted(first.values(), key=lambda fault: fault[0])
    return tuple(Rejected(ticket, given, message) for given, ticket, message in found)


def _first_of_rows(faults: Sequence[RowFault], rows: Rows) -> Iterator[tuple[int, str | None, str]]:
    for fault in faults:
        for row in fault.rows[np.argsort(rows.given[fault.rows])][:_SHOWN].tolist():
            yield int(rows.given[row]), _name(rows, row), fault.tell(row)


def _name(rows: Rows, row: int) -> str | None:
    number = int(rows.ticket[row])
    return rows.names[number] if number >= 0 else None
