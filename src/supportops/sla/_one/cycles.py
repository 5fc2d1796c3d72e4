"""The lives of the timers: begun, stopped, cancelled, taken back, gone on after a reopen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from supportops.sla._one import promise as _promise
from supportops.sla._one.account import Trace, advance
from supportops.sla._one.facts import MESSAGE_BITS, REOPENED
from supportops.sla._one.holds import RESOLVED
from supportops.sla._one.signals import WORD_BITS
from supportops.sla._one.state import LIVE, Ledger, MetricState, TimerState
from supportops.tickets import AnyEvent, StatusChange
from supportops.vocabulary import Status

if TYPE_CHECKING:
    from supportops.sla._one.book import Book
    from supportops.sla._one.plan import MetricPlan, Plan, Promise

__all__ = ["POLICY_CHANGED", "Cycles"]

POLICY_CHANGED = "policy_changed"
_RESOLUTION = WORD_BITS["resolved"] | WORD_BITS["closed"]


class Cycles:
    """A ledger on its way through a history. `replaced` gathers the cycles that later ones followed."""

    def __init__(
        self, book: Book, category: Callable[[str], Status], ledger: Ledger, trace: Trace | None = None
    ) -> None:
        self.book, self.category, self.ledger, self.trace = book, category, ledger, trace
        self.plan: Plan = book.plans[ledger.policy]
        self.replaced: list[TimerState] = []
        self._begin_instant(())

    def _begin_instant(self, events: Sequence[AnyEvent]) -> None:
        self._instant = events
        self._moved = self._retargets = False
        self._cancelling = 0

    def _signal(self, signals: int) -> None:
        for index, metric in enumerate(self.plan.metrics):
            if signals & metric.relevant:
                self._drive(index, metric, self.ledger.metrics[index], signals)

    def _drive(self, index: int, metric: MetricPlan, state: MetricState, signals: int) -> None:
        timer = state.last
        if timer is not None:
            if signals & metric.stops and timer.state == LIVE:
                self._stop(timer, signals)
            if signals & REOPENED and timer.state != LIVE and metric.at_reopen != "nothing":
                self._reopen(index, metric, state, timer)
                return
        # Cancelled at the end of the instant: a stop in it goes first, whatever the order of the log.
        self._cancelling |= signals & metric.cancels
        if self._may_start(metric, state, signals):
            self._open(index, metric, state)

    def _may_start(self, metric: MetricPlan, state: MetricState, signals: int) -> bool:
        facts, timer = self.ledger.facts, state.last
        if facts.ended is not None or state.ended is not None:
            return False
        needs_open = signals & MESSAGE_BITS or (metric.cancels and not metric.from_creation)
        if needs_open and self._stays_resolved():
            return False
        if metric.after_first_response and not facts.responded:
            return False
        if timer is None:
            return bool(signals & metric.starts)
        if signals & metric.restarts:
            return True
        return bool(signals & metric.starts) and metric.repeats and timer.state != LIVE

    def _stays_resolved(self) -> bool:
        """Return whether the ticket is resolved and the instant does not reopen it.

        A requester's message that reopens the ticket, all in one instant, is not one to a resolved ticket.
        """
        if not self.ledger.facts.is_resolved:
            return False
        last = next((event for event in reversed(self._instant) if isinstance(event, StatusChange)), None)
        return last is None or self.category(last.to) in (Status.RESOLVED, Status.CLOSED)

    def _open(self, index: int, metric: MetricPlan, state: MetricState) -> None:
        at, previous = self.ledger.at, state.last
        if previous is not None:
            if previous.state == LIVE:
                self._cancel(previous, "superseded")
            self.replaced.append(previous)
            state.counted_before += _counted(previous)
            # A cancelled rhythm is over: the next update is the first of a new one.
            if previous.state == "cancelled" and previous.reason in (RESOLVED, POLICY_CHANGED):
                state.counted_before = 0
        state.last = _promise.new_timer(metric, state, self._promise_of(index), at, self.plan)
        state.last.holds = state.holds
        state.cycles += 1
        self._moved = True
        if state.due_ahead is not None:
            ahead, state.due_ahead = state.due_ahead, None
            _promise.set_due(state.last, ahead.due, at, self.plan, follows_pauses=ahead.follows_pauses)

    def _stop(self, timer: TimerState, signals: int) -> None:
        advance(timer, self.ledger.at, self.plan, self.trace)
        timer.state, timer.ended = "stopped", self.ledger.at
        timer.by_resolve = bool(signals & _RESOLUTION)

    def _cancel(self, timer: TimerState, reason: str) -> None:
        advance(timer, self.ledger.at, self.plan, self.trace)
        timer.state, timer.ended, timer.reason = "cancelled", self.ledger.at, reason

    def _cancel_for_resolve(self, metric: MetricPlan, state: MetricState, timer: TimerState) -> None:
        is_new = timer.opened == self.ledger.at
        if is_new and not self.ledger.facts.is_resolved:
            return
        if is_new and not metric.from_creation:
            self._unopen(state)
        else:
            self._cancel(timer, RESOLVED)

    def _unopen(self, state: MetricState) -> None:
        """Take back a timer that one instant both began and cancelled: it never was."""
        previous = next((old for old in reversed(self.replaced) if old.metric == state.name), None)
        if previous is not None:
            self.replaced.remove(previous)
            state.counted_before -= _counted(previous)
        state.last, state.cycles = previous, state.cycles - 1
        if previous is None:
            # It never started, and if the ticket is over it cannot any more.
            state.ended = self.ledger.facts.ended

    def _reopen(self, index: int, metric: MetricPlan, state: MetricState, timer: TimerState) -> None:
        if self.ledger.facts.ended is not None:
            return
        if metric.at_reopen == "new_cycle":
            self._open(index, metric, state)
            return
        if not timer.by_resolve:
            return
        at, ended = self.ledger.at, timer.ended or self.ledger.at
        for tally in timer.tallies:
            calendar = self.plan.calendars[tally.calendar]
            lost = calendar.open_us(at) - calendar.open_us(ended)
            tally.paused["resolved"] = tally.paused.get("resolved", 0) + lost
            if self.trace is not None:
                self.trace(timer, tally, ended, at, "resolved", "resolved")
        if timer.first_stopped is None:
            timer.first_stopped = ended
        timer.state, timer.ended, timer.since, timer.by_resolve = LIVE, None, at, False
        timer.holds = state.holds
        self._moved = self._retargets = True

    def _promise_of(self, index: int) -> Promise:
        return self.plan.promises(self.ledger.facts.priority, self.ledger.facts.tier)[index]


def _counted(timer: TimerState) -> int:
    """Return what a cycle adds to its rhythm: nothing while no rhythm was promised."""
    return timer.tally.elapsed if timer.was_promised else 0
