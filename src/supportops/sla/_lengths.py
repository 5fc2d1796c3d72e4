"""How long the clocks of many tickets ran, as columns: what a target is designed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from supportops.sla._replay import complete, replay

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.tickets import TicketHistory

__all__ = ["Lengths", "measured", "yardstick"]

# Longer than any ticket lives: what is measured here has no target yet. None would not do, as a clock whose
# metric first gets a target starts anew when the calendar changes.
_NEVER_DUE = timedelta(days=365_000)


@dataclass(slots=True)
class Lengths:
    """One row for each ticket and metric that was measured.

    Attributes:
        ticket, priority, metric: whose clock; the priority is the one at the instant of the measurement.
        elapsed_us: open time, microseconds: of several cycles the longest.
        is_stopped: whether no cycle runs any more; else the length is what has run so far.
        left_out: clocks without a length, by priority and metric: cancelled, or never started.
        later: tickets created after the instant.
    """

    ticket: list[str] = field(default_factory=list)
    priority: list[str] = field(default_factory=list)
    metric: list[str] = field(default_factory=list)
    elapsed_us: list[int] = field(default_factory=list)
    is_stopped: list[bool] = field(default_factory=list)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    later: int = 0


def yardstick(policy: SlaPolicy, metrics: Iterable[str]) -> SlaPolicy:
    """Return a policy that measures as another one does, and promises nothing that could come due."""
    row = dict.fromkeys(metrics, _NEVER_DUE)
    return policy.model_copy(update={"targets": dict.fromkeys(policy.scale, row), "tiers": {}, "stages": ()})


def measured(histories: Iterable[TicketHistory], policy: SlaPolicy, at: int) -> Lengths:
    """Return how long the clocks of a `yardstick` had run at an instant, in UTC microseconds."""
    lengths = Lengths()
    for history in histories:
        if history.created.at_us > at:
            lengths.later += 1
        else:
            _measure(history, policy, at, lengths)
    return lengths


def _measure(history: TicketHistory, policy: SlaPolicy, at: int, lengths: Lengths) -> None:
    fold = replay(policy._book, history, at)
    complete(fold.ledger, fold.plan, at)
    priority = fold.ledger.facts.priority
    for state in fold.ledger.metrics:
        timers = [timer for timer in (*fold.replaced, state.last) if timer is not None and timer.metric == state.name]
        cycles = [timer for timer in timers if timer.state != "cancelled"]
        if not cycles:
            lengths.left_out[priority, state.name] += 1
            continue
        lengths.ticket.append(history.ticket_id)
        lengths.priority.append(priority)
        lengths.metric.append(state.name)
        lengths.elapsed_us.append(max(timer.tally.elapsed for timer in cycles))
        lengths.is_stopped.append(not any(timer.is_live for timer in cycles))
