"""Which incidents of a block are plain, so that their events follow from comparing each row with the one above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supportops.adapters.servicenow._cells import Cells, Outcomes
from supportops.adapters.servicenow._labels import BAD, NONE, Numbers
from supportops.vocabulary import Status

__all__ = ["Stretches", "plain_outcomes", "plain_rows", "remarkable", "stretches_of"]

Mask = npt.NDArray[np.bool_]
_RESOLVED, _CLOSED, _NEW = (tuple(Status).index(status) for status in (Status.RESOLVED, Status.CLOSED, Status.NEW))


@dataclass(frozen=True, slots=True)
class Stretches:
    """Neighbouring rows that belong together: one incident, or several with broken rows in their midst.

    Attributes:
        starts: the first row of each. Shape (stretches,).
        ends: the row behind the last one of each.
    """

    starts: Numbers
    ends: Numbers

    @property
    def of(self) -> Numbers:
        """The stretch of each row, when all of them are here. Shape (rows,)."""
        return np.repeat(np.arange(len(self.starts)), self.ends - self.starts)

    def take(self, chosen: Mask) -> Stretches:
        """Return the stretches of a mask."""
        return Stretches(self.starts[chosen], self.ends[chosen])

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the first row of each, and the row behind its last one."""
        return zip(self.starts.tolist(), self.ends.tolist(), strict=True)


def stretches_of(cells: Cells) -> Stretches:
    """Part the rows of a block wherever two rows with different numbers meet."""
    number = cells.number
    parts = (number[1:] != number[:-1]) & (number[1:] >= 0) & (number[:-1] >= 0)
    is_start = np.concatenate([[True], parts])
    starts = np.flatnonzero(is_start)
    return Stretches(starts, np.append(starts[1:], len(number)))


def plain_rows(cells: Cells) -> Mask:
    """Return which rows are without a fault, on their own and beside the row above them in the same incident."""
    labels = (cells.state, cells.agent, cells.group, *cells.fields)
    is_plain: Mask = (cells.number >= 0) & (cells.opened != BAD) & (cells.updated >= cells.opened)
    for label in labels:
        is_plain &= label != BAD
    follows = cells.number[1:] == cells.number[:-1]
    is_later = (cells.updated[1:] >= cells.updated[:-1]) & (cells.opened_text[1:] == cells.opened_text[:-1])
    if cells.count is not None:
        is_plain &= cells.count != BAD
        is_later &= cells.count[1:] > cells.count[:-1]
    else:
        # Without a count of the changes, a row that differs in nothing that is read may stand there twice.
        is_later &= (cells.updated[1:] != cells.updated[:-1]) | _differs(labels)
    is_plain[1:] &= ~follows | is_later
    return is_plain


def plain_outcomes(outcomes: Outcomes) -> Mask:
    """Return in which rows every outcome can be read."""
    told = (outcomes.made_sla, outcomes.resolved_at, outcomes.closed_at, outcomes.reopen_count)
    is_read: Mask = np.logical_and.reduce([column != BAD for column in told])
    return is_read


def remarkable(cells: Cells, outcomes: Outcomes) -> Mask:
    """Return for each plain incident whether there is something to note: a blank group, or an odd end."""
    starts = cells.starts()
    is_first = np.zeros(len(cells.number), dtype=np.bool_)
    is_first[starts] = True
    before = np.where(is_first, _NEW, np.roll(cells.status, 1))
    entered = cells.status != before
    lost_group = ~is_first & (cells.group == NONE) & (np.roll(cells.group, 1) != NONE)
    over = entered & ((cells.status == _RESOLVED) | (cells.status == _CLOSED))
    at_once = over & (cells.updated == cells.opened)
    resolved = _last(cells.updated, over & (cells.status == _RESOLVED), starts)
    closed = _last(cells.updated, over & (cells.status == _CLOSED), starts)
    found: Mask = (
        np.logical_or.reduceat(lost_group | at_once, starts)
        | np.logical_and.reduceat(cells.agent == NONE, starts)
        | ((resolved == NONE) & (closed != NONE))
        | _contradicts(outcomes.resolved_at, resolved)
        | _contradicts(outcomes.closed_at, closed)
    )
    return found


def _differs(columns: tuple[Numbers, ...]) -> Mask:
    differs: Mask = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return differs


def _last(at: Numbers, chosen: Mask, starts: Numbers) -> Numbers:
    """Return the last instant of the chosen rows of each incident; `NONE` without any."""
    latest: Numbers = np.maximum.reduceat(np.where(chosen, at, NONE), starts)
    return latest


def _contradicts(told: Numbers, seen: Numbers) -> Mask:
    differs: Mask = (told != NONE) & (seen != NONE) & (told != seen)
    return differs
