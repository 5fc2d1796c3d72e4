"""What the integrity figures count in a log, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops.sla._integrity_log import IntegrityLog
from supportops.sla._parts import NO_LABEL
from supportops.tickets import EventTable

__all__ = ["Count", "counts_of", "holders_of"]

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Count:
    """A count, what it is a share of, and the numbers of the tickets, each once and in order."""

    count: int
    n: int
    tickets: npt.NDArray[np.int64]


def counts_of(log: IntegrityLog, is_in: Mask) -> dict[str, Count]:
    """Return the counts over some moments, by the name of the figure."""
    pauses, closures = is_in & log.begins, is_in & log.closes & log.is_promised
    in_time = closures & log.is_met
    late = in_time & log.is_late
    others = closures & ~late
    asked = {
        "without_reason": (pauses, ~log.has_reason),
        "begun_late": (pauses & log.is_promised & log.is_in_time, log.is_late),
        "closed_late": (in_time, late),
        "closed_late_and_reopened": (in_time, late & log.is_reopened),
        "reopened_if_late": (late, log.is_reopened),
        "reopened_otherwise": (others, log.is_reopened),
    }
    counts = {name: _count(log, of, of & is_it) for name, (of, is_it) in asked.items()}
    return {**counts, "answered": _answered(log, is_in)}


def holders_of(log: IntegrityLog, table: EventTable, by: Literal["agent", "group"]) -> Iterator[tuple[str, Mask]]:
    """Yield each agent or group that had a ticket, sorted as text and nobody last, and the moments when it had."""
    codes, labels = (log.agent, table.value.labels) if by == "agent" else (log.group, table.field.labels)
    # A label may be the very word for nobody.
    used = np.unique(codes).tolist()
    named = {code: labels[code] if code >= 0 else NO_LABEL for code in used}
    for name in sorted({*named.values()}, key=lambda label: (label == NO_LABEL, label)):
        yield name, np.isin(codes, [code for code in used if named[code] == name])


def _count(log: IntegrityLog, of: Mask, is_it: Mask) -> Count:
    return Count(int(is_it.sum()), int(of.sum()), np.unique(log.ticket[is_it]))


def _answered(log: IntegrityLog, is_in: Mask) -> Count:
    """Count tickets: a wait that is cut in two by a note is still one wait."""
    held = np.unique(log.ticket[is_in & (log.answered > 0)])
    return Count(len(held), len(np.unique(log.ticket[is_in & log.is_live])), held)
