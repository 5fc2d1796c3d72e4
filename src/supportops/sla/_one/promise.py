"""What a timer owes: the target at its start, a change of it on the way, and a date set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops.durations import BusinessDays
from supportops.sla._one.account import Trace, advance, spent_date
from supportops.sla._one.state import MetricState, Tally, TimerState

if TYPE_CHECKING:
    from supportops.sla._one.plan import MetricPlan, Plan, Promise

__all__ = [
    "assign", "begin", "carry", "count_on", "is_kept", "move_start", "new_timer", "recast", "remeasure", "set_due",
]  # fmt: skip


def new_timer(metric: MetricPlan, state: MetricState, promise: Promise, at: int, plan: Plan) -> TimerState:
    """Return the next cycle of a metric, started at an instant."""
    numbers = plan.tallied or (promise.calendar,)
    timer = TimerState(
        metric=metric.name,
        cycle=state.cycles + 1,
        opened=at,
        started=at,
        since=at,
        calendar=promise.calendar,
        tallies=[Tally(number) for number in numbers],
        policy=plan.number,
    )
    assign(timer, promise, plan, _cadence(metric, state))
    return timer


def is_kept(timer: TimerState, promise: Promise) -> bool:
    """Return whether a promise is the one the timer already has."""
    return (timer.calendar, timer.amount, timer.days) == (promise.calendar, promise.amount_us, promise.days_text)


def assign(timer: TimerState, promise: Promise, plan: Plan, counted_before: int | None = None) -> None:
    """Give a timer a promise, as if nothing had been reached yet.

    Under a fixed cadence `counted_before` is the open time since the first update; the target then ends at
    the next multiple of the interval after the one that this update has satisfied.
    """
    count_on(timer, promise.calendar)
    timer.amount = promise.amount_us
    timer.days = promise.days_text
    timer.derivation = "" if promise.target is None else promise.target.derivation
    timer.dated, timer.dated_base, timer.manual, timer.budget = None, 0, None, promise.amount_us
    if promise.days is not None:
        _date(timer, promise.days, plan)
    elif promise.amount_us is not None and counted_before:
        interval = promise.amount_us
        timer.budget = (-(-counted_before // interval) + 1) * interval - counted_before
    timer.was_promised = timer.was_promised or timer.budget is not None
    _forget(timer, plan)


def count_on(timer: TimerState, calendar: int) -> None:
    """Count on another calendar from here on; the promise stays."""
    timer.calendar = calendar
    if len(timer.tallies) == 1:
        timer.slot, timer.tallies[0].calendar = 0, calendar
    else:
        timer.slot = calendar


def begin(timer: TimerState, promise: Promise, at: int, plan: Plan, counted_before: int | None = None) -> None:
    """Start counting now: the metric had no target before."""
    timer.started = timer.since = at
    timer.first_stopped = None
    timer.tallies = [Tally(tally.calendar) for tally in timer.tallies]
    assign(timer, promise, plan, counted_before)


def recast(timer: TimerState, at: int, plan: Plan) -> None:
    """Measure the same promise by another policy's stages, from now on."""
    timer.policy = plan.number
    if timer.manual == "fixed" and timer.dated is not None:
        set_due(timer, timer.dated, at, plan, follows_pauses=False)
        return
    _incur(timer, at, plan)
    _forget(timer, plan)
    _bound(timer, at, plan)


def carry(timer: TimerState, promise: Promise, at: int, plan: Plan, counted_before: int | None = None) -> None:
    """Change the target and keep the counted time; nothing is due or reached before the change."""
    _incur(timer, at, plan)
    assign(timer, promise, plan, counted_before)
    _bound(timer, at, plan)


def remeasure(timer: TimerState, promise: Promise, at: int, plan: Plan, counted_before: int | None = None) -> None:
    """Change the target and measure again from the start, with all pauses so far moving the due instant."""
    timer.kept_breach = None
    assign(timer, promise, plan, counted_before)
    if timer.budget is None:
        return
    tally, calendar = timer.tally, plan.calendars[timer.calendar]
    if timer.dated is not None:
        timer.ran_out = spent_date(timer, timer.started, at, plan)
    elif tally.elapsed >= timer.budget:
        counted_out = timer.budget + tally.paused_total
        timer.ran_out = calendar.add_us(timer.started, counted_out, landing=plan.policy.landing)
    for index, threshold in enumerate(plan.thresholds(timer.budget)):
        if threshold <= tally.elapsed:
            timer.reached[index] = calendar.add_us(timer.started, threshold + tally.paused_total)


def move_start(timer: TimerState, started: int, at: int, plan: Plan, trace: Trace | None) -> None:
    """Count from an earlier start, as a ticket does that absorbs an older one; nothing is due before now."""
    advance(timer, at, plan, trace)
    _keep_breach(timer, at)
    for tally in timer.tallies:
        calendar = plan.calendars[tally.calendar]
        tally.elapsed += calendar.open_us(timer.started) - calendar.open_us(started)
        if trace is not None:
            trace(timer, tally, started, timer.started, "counted", "")
    timer.started = started
    if timer.days is not None and timer.manual is None:
        _date(timer, BusinessDays.model_validate(timer.days), plan)
    if timer.budget is not None and timer.manual is None:
        _forget(timer, plan)
        _bound(timer, at, plan)


def set_due(timer: TimerState, due: int, at: int, plan: Plan, *, follows_pauses: bool) -> None:
    """Set the due date by hand: fixed, or moved by the pauses from now on."""
    _incur(timer, at, plan)
    tally, calendar = timer.tally, plan.calendars[timer.calendar]
    timer.dated, timer.dated_base = due, tally.paused_total
    timer.derivation = "set by hand"
    _forget(timer, plan)
    if follows_pauses:
        timer.manual = "follows"
        timer.budget = tally.elapsed + max(0, calendar.open_us(due) - calendar.open_us(at))
        _bound(timer, at, plan)
        return
    timer.manual, timer.ran_out = "fixed", max(due, at)
    timer.budget = max(0, calendar.open_us(due) - calendar.open_us(timer.started))
    timer.reached = [
        max(at, calendar.add_us(timer.started, threshold)) for threshold in plan.thresholds(timer.budget)
    ]  # fmt: skip


def _cadence(metric: MetricPlan, state: MetricState) -> int | None:
    return state.counted_before if metric.fixed_cadence else None


def _date(timer: TimerState, days: BusinessDays, plan: Plan) -> None:
    calendar = plan.calendars[timer.calendar]
    timer.dated = calendar.business_days_us(timer.started, days)
    timer.budget = calendar.open_us(timer.dated) - calendar.open_us(timer.started)


def _forget(timer: TimerState, plan: Plan) -> None:
    timer.ran_out, timer.reached, timer.next_mark = None, [None] * len(plan.marks), 0


def _incur(timer: TimerState, at: int, plan: Plan) -> None:
    """Keep or clear, as the policy says, a breach that lies before a change."""
    if plan.clears_breach:
        timer.kept_breach = None
    else:
        _keep_breach(timer, at)


def _keep_breach(timer: TimerState, at: int) -> None:
    if timer.ran_out is not None and timer.ran_out < at and timer.kept_breach is None:
        timer.kept_breach = timer.ran_out


def _bound(timer: TimerState, at: int, plan: Plan) -> None:
    """Note what the counted time has already reached under a new promise: at the change, not before."""
    if timer.budget is None:
        return
    elapsed, calendar = timer.tally.elapsed, plan.calendars[timer.calendar]
    if timer.dated is not None:
        timer.ran_out = spent_date(timer, at, at, plan)
    elif elapsed >= timer.budget:
        timer.ran_out = calendar.next_open_us(at) if plan.lands_open else at
    for index, threshold in enumerate(plan.thresholds(timer.budget)):
        if threshold <= elapsed:
            timer.reached[index] = at
