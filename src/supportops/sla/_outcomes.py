"""What became of a promise, in five words that leave nothing out, and how cycles add up to a ticket."""

from __future__ import annotations

from collections.abc import Iterable

from supportops.sla.timer import Timer, TimerStatus, Verdict

__all__ = ["OUTCOMES", "WORST_FIRST", "outcome_of", "worst_of"]

OUTCOMES = ("met", "breached", "undecided", "cancelled", "not_applicable")
"""What may have become of a promise: the verdicts, and a clock that ended before it was decided."""

WORST_FIRST = ("breached", "undecided", "met", "cancelled", "not_applicable")
"""Of several cycles the worst one speaks for the ticket."""


def outcome_of(timer: Timer) -> str:
    """Return what became of a timer's promise. A cancelled timer that had breached counts as breached."""
    if timer.state is TimerStatus.CANCELLED and timer.verdict is Verdict.UNDECIDED:
        return "cancelled"
    return str(timer.verdict)


def worst_of(outcomes: Iterable[str]) -> str:
    """Return what the cycles of one metric make of the ticket.

    Example:
        >>> worst_of(["met", "breached", "met"])
        'breached'
    """
    return min(outcomes, key=WORST_FIRST.index)
