"""The fold: all events of one instant change the facts, then the timers.

A timer stops if it was live just before the instant, whatever else the instant holds; whether it is paused
afterwards follows from the facts after the instant's last event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.sla import _promise
from supportops.sla._account import Trace, advance
from supportops.sla._facts import MESSAGE_BITS, REOPENED, first_facts, initial_signals, observe
from supportops.sla._holds import RESOLVED, holds_for
from supportops.sla._signals import WORD_BITS
from supportops.sla._state import LIVE, DueAhead, Ledger, MetricState, TimerState
from supportops.tickets import (
    Absorbed,
    AnyEvent,
    Created,
    DueSet,
    FieldChange,
    Message,
    Paused,
    Resumed,
    StatusChange,
)  # fmt: skip
from supportops.vocabulary import Status

if TYPE_CHECKING:
    from supportops.sla._book import Book
    from supportops.sla._plan import MetricPlan, Plan, Promise

__all__ = ["Fold"]

_RESOLUTION = WORD_BITS["resolved"] | WORD_BITS["closed"]
_MOVES_PAUSES = (StatusChange, Paused, Resumed)


class Fold:
    """A ledger on its way through a history. `replaced` gathers the cycles that later ones followed."""

    def __init__(
        self, book: Book, category: Callable[[str], Status], ledger: Ledger, trace: Trace | None = None
    ) -> None:
        self.book, self.category, self.ledger, self.trace = book, category, ledger, trace
        self.plan: Plan = book.plans[ledger.policy]
        self.replaced: list[TimerState] = []
        self._begin_instant(())

    @classmethod
    def start(
        cls, book: Book, category: Callable[[str], Status], events: Sequence[AnyEvent], trace: Trace | None = None
    ) -> Fold:
        """Return the fold after the instant of creation, whose first event is `Created`."""
        created = events[0]
        assert isinstance(created, Created)  # a history begins so
        facts = first_facts(created, category, book.kept_fields)
        policy = book.choose(facts)
        states = [MetricState(metric.name) for metric in book.plans[policy].metrics]
        fold = cls(book, category, Ledger(created.at_us, facts, states, policy), trace)
        fold._begin_instant(events)
        fold._moved = True
        for signals in initial_signals(created, facts, fold.plan):
            fold._signal(signals)
        fold._events(events[1:])
        return fold

    def step(self, at: int, events: Sequence[AnyEvent]) -> None:
        """Take in all events of one later instant."""
        self.ledger.at = at
        self._begin_instant(events)
        explicit = self.ledger.facts.explicit
        if explicit and any(pause.until is not None and pause.until <= at for pause in explicit):
            self.ledger.facts.explicit = [p for p in explicit if p.until is None or p.until > at]
            self._moved = True
        self._events(events)

    def _begin_instant(self, events: Sequence[AnyEvent]) -> None:
        self._instant = events
        self._moved = self._retargets = False
        self._cancelling = 0

    def _stays_resolved(self) -> bool:
        """Return whether the ticket is resolved and the instant does not reopen it.

        A requester's message that reopens the ticket, all in one instant, is not one to a resolved ticket.
        """
        if not self.ledger.facts.is_resolved:
            return False
        last = next((event for event in reversed(self._instant) if isinstance(event, StatusChange)), None)
        return last is None or self.category(last.to) in (Status.RESOLVED, Status.CLOSED)

    def _events(self, events: Sequence[AnyEvent]) -> None:
        facts = self.ledger.facts
        for event in events:
            signals = observe(facts, event, self.plan, self.category, self.book.kept_fields)
            if isinstance(event, Message):
                self._moved |= bool(self.plan.follow_ups) or facts.answered
            elif isinstance(event, _MOVES_PAUSES):
                self._moved = True
            elif isinstance(event, FieldChange):
                self._retargets |= event.field in self.book.target_fields
            elif isinstance(event, Absorbed):
                self._absorb(event)
            elif isinstance(event, DueSet):
                self._set_due(event)
            if signals:
                self._signal(signals)
        if self._cancelling or facts.ended is not None:
            self._cancel_all()
        if self._retargets:
            self._switch_policy()
            self._retarget_all()
        if self._moved:
            self._hold_all()

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

    def _open(self, index: int, metric: MetricPlan, state: MetricState) -> None:
        at, previous = self.ledger.at, state.last
        if previous is not None:
            if previous.state == LIVE:
                self._cancel(previous, "superseded")
            self.replaced.append(previous)
            state.counted_before += previous.tally.elapsed
            # A cancelled rhythm is over: the next update is the first of a new one.
            if previous.state == "cancelled" and previous.reason == RESOLVED:
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

    def _cancel_all(self) -> None:
        """Cancel at the end of an instant: what a resolution cancels, or everything when the ticket is over."""
        facts = self.ledger.facts
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            timer = state.last
            if timer is None:
                state.ended = facts.ended
            elif timer.state == LIVE and self._cancelling & metric.cancels:
                self._cancel_for_resolve(metric, state, timer)
            elif timer.state == LIVE and facts.ended is not None:
                self._cancel(timer, facts.ended)

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
            state.counted_before -= previous.tally.elapsed
        state.last, state.cycles = previous, state.cycles - 1

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

    def _absorb(self, event: Absorbed) -> None:
        started = to_us(event.started)
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            timer = state.last
            first = metric.from_creation and timer is not None and timer.state == LIVE and timer.cycle == 1
            if first and timer is not None and started < timer.started:
                _promise.move_start(timer, started, self.ledger.at, self.plan, self.trace)

    def _promise_of(self, index: int) -> Promise:
        return self.plan.promises(self.ledger.facts.priority, self.ledger.facts.tier)[index]

    def _retarget_all(self) -> None:
        for index, metric in enumerate(self.plan.metrics):
            state = self.ledger.metrics[index]
            for timer in [old for old in self.replaced if old.metric == state.name and old.opened == self.ledger.at]:
                self._retarget(index, metric, state, timer)
            if state.last is not None:
                self._retarget(index, metric, state, state.last)

    def _retarget(self, index: int, metric: MetricPlan, state: MetricState, timer: TimerState) -> None:
        promise, at = self._promise_of(index), self.ledger.at
        if _promise.is_kept(timer, promise):
            return
        before = state.counted_before if metric.fixed_cadence else None
        if timer.opened == at and timer.manual is None:
            # Begun by this very instant: the facts after its last event are the ones that count.
            timer.was_promised = False
            change = _promise.assign if timer.started == at else partial(_promise.carry, at=at)
            change(timer, promise, plan=self.plan, counted_before=before)
            return
        if timer.state != LIVE:
            return
        advance(timer, at, self.plan, self.trace)
        if timer.manual is not None:
            _promise.count_on(timer, promise.calendar)
        elif not timer.was_promised and self.plan.change != "creation":
            _promise.begin(timer, promise, at, self.plan, before)
        elif self.plan.change == "restart":
            self._open(index, metric, state)
        elif self.plan.change == "creation":
            _promise.remeasure(timer, promise, at, self.plan, before)
        else:
            _promise.carry(timer, promise, at, self.plan, before)

    def _switch_policy(self) -> None:
        """Change to the policy that holds for the facts now; metrics it does not measure are cancelled."""
        number = self.book.choose(self.ledger.facts)
        if number == self.ledger.policy:
            return
        self.ledger.policy, self.plan = number, self.book.plans[number]
        known = {state.name: state for state in self.ledger.metrics}
        self.ledger.metrics = [known.pop(metric.name, MetricState(metric.name)) for metric in self.plan.metrics]
        for left in known.values():
            if left.last is not None:
                if left.last.state == LIVE:
                    self._cancel(left.last, "policy_changed")
                self.replaced.append(left.last)
        for index, metric in enumerate(self.plan.metrics):
            state = self.ledger.metrics[index]
            if state.last is not None and state.last.state == LIVE:
                advance(state.last, self.ledger.at, self.plan, self.trace)
                _promise.recast(state.last, self.ledger.at, self.plan)
            elif state.last is None and metric.from_creation and self._may_start(metric, state, metric.starts):
                self._open(index, metric, state)
        self._moved = True
        self._signal(WORD_BITS["sla_assigned"])

    def _set_due(self, event: DueSet) -> None:
        at = self.ledger.at
        for index, state in enumerate(self.ledger.metrics):
            timer = state.last
            if state.name != event.metric or state.ended is not None:
                continue
            if timer is None:
                ahead = None if event.due is None else DueAhead(to_us(event.due), event.follows_pauses)
                state.due_ahead = ahead
                continue
            if timer.state != LIVE:
                continue
            advance(timer, at, self.plan, self.trace)
            if event.due is None:
                before = state.counted_before if self.plan.metrics[index].fixed_cadence else None
                _promise.carry(timer, self._promise_of(index), at, self.plan, before)
            else:
                due = to_us(event.due)
                _promise.set_due(timer, due, at, self.plan, follows_pauses=event.follows_pauses)

    def _hold_all(self) -> None:
        at, facts = self.ledger.at, self.ledger.facts
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            if metric.pauses or state.holds or facts.status_category not in metric.counts:
                holds = holds_for(metric, facts, state.holds, at)
                if holds != state.holds:
                    state.holds = holds
            timer = state.last
            if timer is not None and timer.state == LIVE and timer.holds is not state.holds:
                advance(timer, at, self.plan, self.trace)
                timer.holds = state.holds
