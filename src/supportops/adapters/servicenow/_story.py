"""From the rows of plain incidents to their events, all incidents of a block at once.

The words are those of `events.py`, which tells one incident at a time: the same events come in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supportops.adapters.servicenow._cells import Cells
from supportops.adapters.servicenow._labels import NONE, Numbers
from supportops.adapters.servicenow.rows import FIELDS
from supportops.tickets.table import KINDS
from supportops.vocabulary import Party, Status

__all__ = ["AUTHORS", "FIELD_LABELS", "EventRows", "story_of"]

AUTHORS = (str(Party.REQUESTER), str(Party.AGENT))
FIELD_LABELS = ("status", "priority", "channel", "category", "impact", "urgency")
_NEW = tuple(Status).index(Status.NEW)

# What a row may bring about, in the order in which it does: the creation first, its status last.
_SLOTS: tuple[tuple[str, str | None, str | None], ...] = (
    ("created", "status", AUTHORS[0]),
    *(("created", name, None) for name in FIELD_LABELS[1:]),
    *(("field_change", name, None) for name in FIELDS),
    ("assignment", None, None),
    ("message", None, AUTHORS[1]),
    ("status_change", None, None),
)
_ASSIGNMENT = [kind for kind, _, _ in _SLOTS].index("assignment")
_KIND = np.array([KINDS.index(kind) for kind, _, _ in _SLOTS], dtype=np.int32)
_FIELD = np.array([FIELD_LABELS.index(name) if name else -1 for _, name, _ in _SLOTS], dtype=np.int32)
_BY = np.array([AUTHORS.index(by) if by else -1 for _, _, by in _SLOTS], dtype=np.int32)


@dataclass(frozen=True, slots=True)
class EventRows:
    """Events as rows of numbers; `line` is the first line of their incident. Shape (rows,), -1 for no text."""

    line: Numbers
    at: Numbers
    kind: npt.NDArray[np.int32]
    by: npt.NDArray[np.int32]
    value: npt.NDArray[np.int32]
    field: npt.NDArray[np.int32]


def story_of(cells: Cells, *, initial: int) -> EventRows:
    """Return the events of plain incidents, whose rows stand together; `initial` is the state before the first row."""
    starts = cells.starts()
    is_first = np.zeros(len(cells.number), dtype=np.bool_)
    is_first[starts] = True
    of = np.cumsum(is_first) - 1
    before = np.where(is_first, np.arange(len(of)), np.arange(len(of)) - 1)
    group = _carried(cells.group, is_first)
    is_moved = np.where(is_first, (cells.agent != NONE) | (group != NONE), _differs(before, cells.agent, group))
    is_answer = _first_in(of, starts, (cells.agent != NONE) | (cells.status != _NEW))
    # Only a first row of the opening minute says how the incident was created.
    created = np.where(cells.updated == cells.opened, cells.state, initial)
    is_new_state = cells.state != np.where(is_first, created, cells.state[before])
    priority, category, impact, urgency, channel = cells.fields
    known = (channel, category, impact, urgency)
    is_known = [is_first & (value != NONE) for value in known]
    is_changed = cells.fields != cells.fields[:, before]
    happens = np.column_stack([is_first, is_first, *is_known, *is_changed, is_moved, is_answer, is_new_state])
    nothing = np.full(len(of), NONE)
    values = np.column_stack([created, priority, *known, *cells.fields, cells.agent, nothing, cells.state])
    row, slot = np.nonzero(happens)
    return EventRows(
        line=cells.line[starts][of][row],
        at=np.where(_KIND[slot] == KINDS.index("created"), cells.opened[row], cells.updated[row]),
        kind=_KIND[slot],
        by=_BY[slot],
        value=np.maximum(values[row, slot], -1).astype(np.int32),
        field=np.where(slot == _ASSIGNMENT, np.maximum(group[row], -1), _FIELD[slot]).astype(np.int32),
    )


def _carried(group: Numbers, is_first: npt.NDArray[np.bool_]) -> Numbers:
    """Return the group that an incident is in: a blank keeps the one of the row above."""
    names = is_first | (group != NONE)
    return group[np.maximum.accumulate(np.where(names, np.arange(len(group)), 0))]


def _first_in(of: Numbers, starts: Numbers, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which row is the first chosen one of its incident."""
    count = np.cumsum(chosen)
    first: npt.NDArray[np.bool_] = chosen & (count - (count - chosen)[starts][of] == 1)
    return first


def _differs(before: Numbers, *columns: Numbers) -> npt.NDArray[np.bool_]:
    differs: npt.NDArray[np.bool_] = np.logical_or.reduce([column != column[before] for column in columns])
    return differs
