"""How long the clocks of many tickets ran, as columns: what a target is designed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us
from supportops.errors import DomainError
from supportops.sla.batch import evaluate_many
from supportops.sla.timer import TimerStatus

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.table import SlaTable
    from supportops.tickets import EventTable, TextColumn

__all__ = ["Lengths", "measured", "yardstick"]

# What is measured here has no target yet. None would not do, as a clock whose metric first gets a target starts anew
# when the calendar changes; and how long a clock ran does not depend on the target.
_ANY_TARGET = timedelta(hours=1)


@dataclass(frozen=True, slots=True, eq=False)
class Lengths:
    """One row for each ticket and metric that was measured.

    Attributes:
        ticket, priority, metric: whose clock; the priority is the one at the instant of the measurement.
        elapsed_us: open time, microseconds: of several cycles the longest.
        is_stopped: whether no cycle runs any more; else the length is what has run so far.
        left_out: clocks without a length, by priority and metric: cancelled, or never started.
        later: tickets created after the instant.
    """

    ticket: list[str]
    priority: list[str]
    metric: list[str]
    elapsed_us: npt.NDArray[np.int64]
    is_stopped: npt.NDArray[np.bool_]
    left_out: Counter[tuple[str, str]]
    later: int


def yardstick(policy: SlaPolicy, metrics: Iterable[str]) -> SlaPolicy:
    """Return a policy that measures as another one does, with one target for everything."""
    row = dict.fromkeys(metrics, _ANY_TARGET)
    return policy.model_copy(update={"targets": dict.fromkeys(policy.scale, row), "tiers": {}, "stages": ()})


def measured(table: EventTable, policy: SlaPolicy, at: datetime) -> Lengths:
    """Return how long the clocks of a `yardstick` had run at an instant.

    Raises:
        DomainError: the policy has no answer for a ticket that existed by then.
    """
    existed = table.at[table.offsets[:-1]].view(np.int64) <= to_us(at)
    answers = evaluate_many(table.take(np.flatnonzero(existed)), policy, at=at)
    for one in answers.rejected[:1]:
        raise DomainError(f"ticket {one.ticket!r}: {one.reason}")
    key, first = np.unique(_keys(answers), return_index=True)
    place = np.searchsorted(key, _keys(answers))
    state = {name: answers.state == str(name) for name in TimerStatus}
    has_length = ~state[TimerStatus.CANCELLED] & ~state[TimerStatus.WAITING]
    elapsed = np.full(len(key), -1, dtype=np.int64)
    np.maximum.at(elapsed, place[has_length], answers.elapsed.view(np.int64)[has_length])
    is_stopped = np.ones(len(key), dtype=np.bool_)
    is_stopped[place[state[TimerStatus.RUNNING] | state[TimerStatus.PAUSED]]] = False
    kept = elapsed >= 0
    priority = answers.tickets.priority.take(answers.ticket_rows)
    out = zip(_texts(priority, first[~kept]), _texts(answers.metric, first[~kept]), strict=True)
    return Lengths(
        ticket=_texts(answers.ticket, first[kept]), priority=_texts(priority, first[kept]),
        metric=_texts(answers.metric, first[kept]), elapsed_us=elapsed[kept], is_stopped=is_stopped[kept],
        left_out=Counter(out), later=int(np.count_nonzero(~existed)),
    )  # fmt: skip


def _keys(answers: SlaTable) -> npt.NDArray[np.int64]:
    """Return ticket and metric of each row as one number."""
    width = max(len(answers.metric.labels), 1)
    found: npt.NDArray[np.int64] = answers.ticket_rows.astype(np.int64) * width + answers.metric.codes
    return found


def _texts(column: TextColumn, rows: npt.NDArray[Any]) -> list[str]:
    """Return the texts of some rows, none of which is missing."""
    return cast("list[str]", column.take(rows).to_list())
