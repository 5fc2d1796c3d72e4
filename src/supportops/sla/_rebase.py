"""A stored state carried over to a changed policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops.sla import _promise
from supportops.sla._holds import holds_for
from supportops.sla._state import Ledger, MetricState, TimerState

if TYPE_CHECKING:
    from supportops.sla._book import Book
    from supportops.sla._plan import Plan, Promise

__all__ = ["rebased"]


def rebased(ledger: Ledger, book: Book, at: int) -> Ledger:
    """Return a ledger, complete up to `at`, under other policies: a target change at that instant.

    What was counted is kept. Caps on pauses begin anew, because the rules they belonged to are gone.
    """
    policy = book.choose(ledger.facts)
    plan = book.plans[policy]
    promises = plan.promises(ledger.facts.priority, ledger.facts.tier)
    known = {state.name: state.copy() for state in ledger.metrics}
    states = []
    for metric, promise in zip(plan.metrics, promises, strict=True):
        state = known.get(metric.name) or MetricState(metric.name)
        state.holds = holds_for(metric, ledger.facts, [], at)
        if state.last is not None:
            _recount(state.last, promise, plan)
            if state.last.is_live:
                state.last.holds = state.holds
                _promise.carry(state.last, promise, at, plan)
        states.append(state)
    return Ledger(ledger.at, ledger.facts.copy(), states, policy)


def _recount(timer: TimerState, promise: Promise, plan: Plan) -> None:
    """Number the tallies by the new policy's calendars; each goes on from the totals so far."""
    total = timer.tally
    total.spent, total.lifted = {}, {}
    if plan.tallied:
        timer.tallies = [total.copy() for _ in plan.tallied]
        for number, tally in zip(plan.tallied, timer.tallies, strict=True):
            tally.calendar = number
    else:
        timer.tallies = [total]
    _promise.count_on(timer, promise.calendar)
    timer.reached = (timer.reached + [None] * len(plan.marks))[: len(plan.marks)]
