"""Which timers count for a contract's credits in a period, and why the others do not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us
from supportops.errors import DomainError
from supportops.sla._columns import Flags, Rows, TimerColumns
from supportops.sla._outcomes import OUTCOMES
from supportops.sla.credit_terms import CreditExclusion, CreditTerms, Period
from supportops.tickets import TextColumn

__all__ = ["Choice", "chosen"]

_MET, _BREACHED = OUTCOMES.index("met"), OUTCOMES.index("breached")
_COUNTS = -1
_EARNED = -2
_FACTS = {"categories": "category", "priorities": "priority", "tiers": "tier"}


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows that were decided in the period, breaches by their instant.

    Attributes:
        met, breached: those that count.
        earning: of the breached ones those that earn under terms per breach.
        excluded: breached ones that earn nothing, in step with `reasons`.
        excluded_met: how many met ones do not count.
        exclusion_counts: how many, met and breached, each exclusion of the terms takes out.
    """

    met: Rows
    breached: Rows
    earning: Rows
    excluded: Rows
    reasons: tuple[str, ...]
    excluded_met: int
    exclusion_counts: tuple[int, ...]


def chosen(columns: TimerColumns, rows: Rows, terms: CreditTerms, period: Period) -> Choice:
    """Return what some rows come to in the period.

    A breach belongs to the period in which the promised time ran out, a kept promise to that of its stop.

    Raises:
        DomainError: an exclusion asks for a fact that reports do not carry.
    """
    rows = rows[_is_in(columns.metric, rows, terms.metrics)]
    outcome, start, end = columns.outcome[rows], to_us(period.start), to_us(period.end)
    met = rows[(outcome == _MET) & _within(columns.stopped[rows], start, end)]
    met_why = _exclusions(columns, met, terms.exclusions)
    late = _by_instant(columns, rows[outcome == _BREACHED], terms.metrics)
    why = _exclusions(columns, late, terms.exclusions)
    earned = _first_of_ticket(columns, late, why) if terms.unit == "ticket" and terms.per_breach is not None else why
    is_here = _within(columns.breached_at[late], start, end)
    late, why, earned = late[is_here], why[is_here], earned[is_here]
    out = earned != _COUNTS
    words = [*(exclusion.reason for exclusion in terms.exclusions), "the ticket earned for an earlier breach", ""]
    return Choice(
        met=met[met_why == _COUNTS],
        breached=late[why == _COUNTS],
        earning=late[~out],
        excluded=late[out],
        reasons=tuple(words[code] for code in earned[out].tolist()),
        excluded_met=int((met_why != _COUNTS).sum()),
        exclusion_counts=_counted(np.concatenate([met_why, why]), len(terms.exclusions)),
    )


def _by_instant(columns: TimerColumns, late: Rows, metrics: tuple[str, ...]) -> Rows:
    """Return breached rows by the instant of the breach, then by ticket, metric in the terms' order, and cycle."""
    places = np.array([metrics.index(label) if label in metrics else 0 for label in columns.metric.labels], dtype=int)
    metric = places[columns.metric.codes[late]]
    return late[np.lexsort((columns.cycle[late], metric, columns.ticket[late], columns.breached_at[late]))]


def _within(instants: npt.NDArray[np.int64], start: int, end: int) -> Flags:
    return (instants >= start) & (instants < end)


def _first_of_ticket(columns: TimerColumns, late: Rows, why: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the reasons with all but the first breach of a ticket marked as earned already."""
    counting = np.flatnonzero(why == _COUNTS)
    _, first = np.unique(columns.ticket[late[counting]], return_index=True)
    marked = why.copy()
    marked[counting] = _EARNED
    marked[counting[first]] = _COUNTS
    return marked


def _exclusions(columns: TimerColumns, rows: Rows, exclusions: tuple[CreditExclusion, ...]) -> npt.NDArray[np.int64]:
    """Return for each row the first exclusion that matches, or `_COUNTS`."""
    found = np.full(len(rows), _COUNTS, dtype=np.int64)
    for number in reversed(range(len(exclusions))):
        found[_matches(columns, rows, exclusions[number], number)] = number
    return found


def _counted(why: npt.NDArray[np.int64], exclusions: int) -> tuple[int, ...]:
    return tuple(np.bincount(why[why != _COUNTS], minlength=exclusions).tolist())


def _matches(columns: TimerColumns, rows: Rows, exclusion: CreditExclusion, number: int) -> Flags:
    matches = np.ones(len(rows), dtype=np.bool_)
    for words, column in (
        (exclusion.tickets, columns.names),
        (exclusion.metrics, columns.metric),
        (exclusion.timer_reasons, columns.reason),
    ):
        if words:
            matches &= _is_in(column, rows, words)
    for key, fact in _FACTS.items():
        words = getattr(exclusion, key)
        if words and columns.facts is None:
            raise DomainError(
                f"exclusions[{number}].{key}: a report does not carry its ticket's {fact}; pass an SlaTable, "
                "or exclude the tickets by their ids"
            )
        if words and columns.facts is not None:
            matches &= _is_in(getattr(columns.facts, fact), columns.ticket[rows], words)
    return matches


def _is_in(column: TextColumn, rows: Rows, words: Collection[str]) -> Flags:
    wanted = set(words)
    # The last place answers for the code -1: no text.
    known = np.array([*(label in wanted for label in column.labels), False], dtype=np.bool_)
    found: Flags = known[column.codes[rows]]
    return found
