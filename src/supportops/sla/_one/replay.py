"""A whole history folded up to an instant, and its timers told in order."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from supportops._instants import from_us
from supportops.errors import DomainError, HistoryError
from supportops.sla._one.account import Trace, advance
from supportops.sla._one.fold import Fold
from supportops.sla._one.project import told, waiting
from supportops.sla._one.state import LIVE, Ledger, TimerState
from supportops.sla._one.totals import Moments
from supportops.sla.timer import Timer

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla._one.plan import Plan
    from supportops.tickets import TicketHistory

__all__ = ["complete", "replay", "timers_at"]


def replay(book: Book, history: TicketHistory, at: int, trace: Trace | None = None) -> Fold:
    """Return the fold after the last instant of the history that is not after `at`."""
    groups = history.groups
    if at < groups[0][0]:
        raise HistoryError(
            f"at {from_us(at).isoformat()} the ticket did not exist; it was created at "
            f"{from_us(groups[0][0]).isoformat()}, so ask about that instant or a later one",
            ticket_id=history.ticket_id,
            event=history.created,
        )
    try:
        fold = Fold.start(book, history.statuses.category, groups[0][1], trace)
        for instant, events in groups[1:]:
            if instant > at:
                break
            fold.step(instant, events)
    except DomainError as error:
        raise DomainError(f"ticket {history.ticket_id!r}: {error}") from None
    return fold


def complete(ledger: Ledger, plan: Plan, at: int, trace: Trace | None = None) -> None:
    """Bring the tallies of all live timers up to an instant at which nothing happened."""
    for state in ledger.metrics:
        if state.last is not None and state.last.state == LIVE:
            advance(state.last, at, plan, trace)


def timers_at(
    ledger: Ledger, replaced: list[TimerState], book: Book, at: int, zone: tzinfo | None
) -> tuple[Timer, ...]:
    """Return the public timers of a completed ledger: by metric in the policy's order, then by cycle.

    Metrics that only an earlier policy measured come last.
    """
    timers: list[Timer] = []
    moments, plans, plan = Moments(zone), book.plans, book.plans[ledger.policy]
    for index, state in enumerate((*ledger.metrics, *ledger.left)):
        if replaced:
            found = (timer for timer in replaced if timer.metric == state.name)
            timers += [told(timer, plans[timer.policy], at, moments) for timer in found]
        if state.last is not None:
            timers.append(told(state.last, plans[state.last.policy], at, moments))
        elif index < len(ledger.metrics):
            timers.append(waiting(state, plan, plan.promises(ledger.facts.priority, ledger.facts.tier)[index]))
    return tuple(timers)
