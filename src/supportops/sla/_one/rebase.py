"""A stored state carried over to a changed policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from supportops.sla._one import promise as _promise
from supportops.sla._one.fold import Fold
from supportops.sla._one.holds import holds_for
from supportops.sla._one.state import Ledger, TimerState
from supportops.vocabulary import Status

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla._one.plan import Plan, Promise

__all__ = ["rebased"]


def rebased(ledger: Ledger, book: Book, category: Callable[[str], Status], at: int) -> Ledger:
    """Return a ledger, complete up to `at`, under other policies: a target change at that instant.

    What was counted is kept. Caps on pauses begin anew, because the rules they belonged to are gone.
    """
    ledger = ledger.copy()
    ledger.at, ledger.policy = at, book.choose(ledger.facts)
    plan = book.plans[ledger.policy]
    promises = plan.promises(ledger.facts.priority, ledger.facts.tier)
    promised = {metric.name: promise for metric, promise in zip(plan.metrics, promises, strict=True)}
    for state in (*ledger.metrics, *ledger.left):
        if state.last is not None:
            promise = promised.get(state.name)
            _recount(state.last, 0 if promise is None else promise.calendar, plan)
    fold = Fold(book, category, ledger)
    fold.take_over({})
    for metric, state in zip(plan.metrics, ledger.metrics, strict=True):
        state.holds = holds_for(metric, ledger.facts, [], at)
        if state.last is not None and state.last.is_live:
            state.last.holds = state.holds
            _change(state.last, promised[state.name], at, plan)
    return ledger


def _change(timer: TimerState, promise: Promise, at: int, plan: Plan) -> None:
    if timer.manual is None and timer.was_promised:
        _promise.carry(timer, promise, at, plan)
    elif timer.manual is None and promise.is_given:
        _promise.begin(timer, promise, at, plan)


def _recount(timer: TimerState, calendar: int, plan: Plan) -> None:
    """Number the tallies by the new policy's calendars; each goes on from the totals so far."""
    total = timer.tally
    total.spent, total.lifted = {}, {}
    if plan.tallied:
        timer.tallies = [total.copy() for _ in plan.tallied]
        for number, tally in zip(plan.tallied, timer.tallies, strict=True):
            tally.calendar = number
    else:
        timer.tallies = [total]
    _promise.count_on(timer, calendar)
    timer.policy = plan.number
    timer.reached = (timer.reached + [None] * len(plan.marks))[: len(plan.marks)]
