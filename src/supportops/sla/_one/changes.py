"""What changes a promise on the way: another target, another policy, a date set by hand, an absorbed ticket."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.sla._one import promise as _promise
from supportops.sla._one.account import advance
from supportops.sla._one.cycles import POLICY_CHANGED, Cycles
from supportops.sla._one.holds import NATURE
from supportops.sla._one.signals import WORD_BITS
from supportops.sla._one.state import LIVE, DueAhead, MetricState, TimerState
from supportops.tickets import Absorbed, DueSet

if TYPE_CHECKING:
    from supportops.sla._one.plan import MetricPlan
    from supportops.sla.pauses import PauseRule

__all__ = ["Changes"]


class Changes(Cycles):
    """The changes of promises, applied to the timers of a ledger."""

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
        """Change to the policy that holds for the facts now."""
        number = self.book.choose(self.ledger.facts)
        if number == self.ledger.policy:
            return
        before = self.plan.policy.pauses
        for state in self.ledger.metrics:
            # What lies before the change is measured by the policy that held then.
            if state.last is not None and state.last.state == LIVE:
                advance(state.last, self.ledger.at, self.plan, self.trace)
        self.ledger.policy, self.plan = number, self.book.plans[number]
        self.take_over(_kept_rules(before, self.plan.policy.pauses))

    def take_over(self, rules: dict[int, int]) -> None:
        """Measure by the policy in force what another one measured so far.

        Metrics it does not measure are cancelled. `rules` numbers the pause rules that both policies have.
        """
        known = {state.name: state for state in (*self.ledger.metrics, *self.ledger.left)}
        self.ledger.metrics = [known.pop(metric.name, MetricState(metric.name)) for metric in self.plan.metrics]
        self.ledger.left = list(known.values())
        for state in self.ledger.left:
            state.holds = []
            if state.last is not None and state.last.state == LIVE:
                self._cancel(state.last, POLICY_CHANGED)
        for index, metric in enumerate(self.plan.metrics):
            state = self.ledger.metrics[index]
            state.holds = [replace(hold, rule=rules[hold.rule]) for hold in state.holds if hold.rule in rules]
            if state.last is None:
                # The ticket may have ended before this policy came to hold.
                state.ended = self.ledger.facts.ended
            if state.last is not None and state.last.state == LIVE:
                _renumber(state.last, rules)
                _promise.recast(state.last, self.ledger.at, self.plan)
            elif self._may_begin(metric, state):
                self._open(index, metric, state)
        self._moved = True
        self._signal(WORD_BITS["sla_assigned"])

    def _may_begin(self, metric: MetricPlan, state: MetricState) -> bool:
        """Return whether a metric that a policy adds begins now: not when what would end it is so already."""
        facts, last = self.ledger.facts, state.last
        if not metric.from_creation or (last is not None and last.reason != POLICY_CHANGED):
            return False
        if facts.ended is not None or facts.is_resolved:
            return False
        if metric.name == "first_response" and (facts.responded or not facts.asked):
            return False
        return not metric.stops & self.plan.alphabet.status(facts.status, facts.status_category)

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

    def _absorb(self, event: Absorbed) -> None:
        started = to_us(event.started)
        for metric, state in zip(self.plan.metrics, self.ledger.metrics, strict=True):
            timer = state.last
            first = metric.from_creation and timer is not None and timer.state == LIVE and timer.cycle == 1
            if first and timer is not None and started < timer.started:
                _promise.move_start(timer, started, self.ledger.at, self.plan, self.trace)


def _kept_rules(before: tuple[PauseRule, ...], after: tuple[PauseRule, ...]) -> dict[int, int]:
    """Return the new numbers of the pause rules that both policies have; a cap is spent under its own rule."""
    kept = {number: after.index(rule) for number, rule in enumerate(before) if rule in after}
    return {NATURE: NATURE, **kept}


def _renumber(timer: TimerState, rules: dict[int, int]) -> None:
    for tally in timer.tallies:
        tally.spent = {rules[rule]: us for rule, us in tally.spent.items() if rule in rules}
        tally.lifted = {rules[rule]: us for rule, us in tally.lifted.items() if rule in rules}
