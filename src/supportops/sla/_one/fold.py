"""The fold: all events of one instant change the facts, then the timers.

A timer stops if it was live just before the instant, whatever else the instant holds; whether it is paused
afterwards follows from the facts after the instant's last event.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from supportops.sla._one.account import Trace, advance
from supportops.sla._one.changes import Changes
from supportops.sla._one.facts import first_facts, initial_signals, observe
from supportops.sla._one.holds import holds_for
from supportops.sla._one.state import LIVE, Ledger, MetricState
from supportops.tickets import Absorbed, AnyEvent, Created, DueSet, FieldChange, Message, Paused, Resumed, StatusChange
from supportops.vocabulary import Status

if TYPE_CHECKING:
    from supportops.sla._one.book import Book

__all__ = ["Fold"]

_MOVES_PAUSES = (StatusChange, Paused, Resumed)


class Fold(Changes):
    """The fold of a history: `start` at its creation, then `step` by step through its instants."""

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

    def _cancel_all(self) -> None:
        """Cancel at the end of an instant: what a resolution cancels, or everything when the ticket is over."""
        facts = self.ledger.facts
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            timer = state.last
            if timer is None:
                state.ended = facts.ended
                continue
            if timer.state == LIVE and self._cancelling & metric.cancels:
                self._cancel_for_resolve(metric, state, timer)
            if facts.ended is not None and state.last is not None and state.last.state == LIVE:
                self._cancel(state.last, facts.ended)

    def _hold_all(self) -> None:
        at, facts = self.ledger.at, self.ledger.facts
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            if metric.pauses or state.holds or facts.status_category not in metric.counts:
                state.holds = holds_for(metric, facts, state.holds, at)
            timer = state.last
            if timer is not None and timer.state == LIVE and timer.holds is not state.holds:
                advance(timer, at, self.plan, self.trace)
                timer.holds = state.holds
