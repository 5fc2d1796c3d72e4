"""A timer's state at an instant, told as a `Timer`: what is past, and what comes if no event does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops._instants import MICROSECOND, from_us, to_us
from supportops.errors import DomainError
from supportops.sla._one.account import advance, run_out
from supportops.sla._one.outlook import Outlook, outlook
from supportops.sla._one.state import MetricState, TimerState
from supportops.sla.timer import Timer, TimerStatus, Verdict

if TYPE_CHECKING:
    from supportops.sla._one.plan import Plan, Promise
    from supportops.sla._one.totals import Moments

__all__ = ["told", "waiting"]

_ZERO = timedelta(0)
_NO_PAUSES: FrozenMap[str, timedelta] = FrozenMap()


def told(timer: TimerState, plan: Plan, at: int, moments: Moments) -> Timer:
    """Return the public view of a timer whose tallies are complete up to `at` or to its end."""
    end = at if timer.ended is None else timer.ended
    view = outlook(timer, plan, at, end, moments)
    tally, budget, breached_at = timer.tally, timer.budget, view.breached_at
    used = _used(timer, plan, end)
    stopped = moments[timer.ended]
    # By position, in the order of the fields: this runs for every timer of every report.
    return Timer(
        timer.metric,
        timer.cycle,
        plan.calendars[timer.calendar].name,
        None if budget is None else MICROSECOND * budget,
        timer.derivation,
        moments[timer.started],
        stopped,
        stopped if timer.first_stopped is None and timer.state == "stopped" else moments[timer.first_stopped],
        MICROSECOND * tally.elapsed,
        None if budget is None else MICROSECOND * (budget - used),
        _ZERO if budget is None or used <= budget else MICROSECOND * (used - budget),
        _ZERO if breached_at is None else MICROSECOND * (end - breached_at),
        MICROSECOND * tally.paused_total if tally.paused else _ZERO,
        _amounts(tally.paused) if tally.paused else _NO_PAUSES,
        MICROSECOND * tally.illegitimate if tally.illegitimate else _ZERO,
        moments[view.due],
        moments[breached_at],
        _fraction(used, budget),
        _STATES[timer.state] if timer.ended is not None else _LIVE[view.is_paused],
        _verdict(timer, view),
        view.stage,
        view.stages,
        moments[view.next_change],
        timer.reason or ("" if budget is not None else "no target"),
        _WhatIf(timer, plan, at, view),
    )


def waiting(state: MetricState, plan: Plan, promise: Promise) -> Timer:
    """Return the view of a metric whose start has not come, or cannot come any more."""
    target = None if promise.amount_us is None else MICROSECOND * promise.amount_us
    return Timer(
        metric=state.name,
        cycle=1,
        calendar_name=plan.calendars[promise.calendar].name,
        target=target,
        derivation="" if promise.target is None else promise.target.derivation,
        started=None,
        stopped=None,
        first_stopped=None,
        elapsed=_ZERO,
        remaining=target,
        overdue=_ZERO,
        late_by=_ZERO,
        paused=_ZERO,
        paused_by=_NO_PAUSES,
        illegitimate=_ZERO,
        due=None,
        breached_at=None,
        fraction=None if target is None else 0.0,
        state=TimerStatus.WAITING if state.ended is None else TimerStatus.CANCELLED,
        verdict=Verdict.UNDECIDED if promise.is_given else Verdict.NOT_APPLICABLE,
        stage=None,
        stages=FrozenMap({stage.name: None for stage in plan.stages}),
        next_change=None,
        reason=state.ended or ("" if promise.is_given else "no target"),
        _what_if=lambda _: None,
    )


_STATES = {"stopped": TimerStatus.STOPPED, "cancelled": TimerStatus.CANCELLED}
_LIVE = {False: TimerStatus.RUNNING, True: TimerStatus.PAUSED}


def _used(timer: TimerState, plan: Plan, end: int) -> int:
    """Return what is measured against the target: counted time, or towards a fixed date all open time."""
    if timer.manual != "fixed":
        return timer.tally.elapsed
    calendar = plan.calendars[timer.calendar]
    return calendar.open_us(end) - calendar.open_us(timer.started)


def _fraction(used: int, budget: int | None) -> float | None:
    if budget is None:
        return None
    return used / budget if budget else float(used > 0)


def _verdict(timer: TimerState, view: Outlook) -> Verdict:
    if view.breached_at is not None:
        return Verdict.BREACHED
    if timer.budget is None:
        return Verdict.NOT_APPLICABLE
    return Verdict.MET if timer.state == "stopped" else Verdict.UNDECIDED


class _WhatIf:
    """Answers `Timer.due_if_resumed`."""

    __slots__ = ("at", "plan", "timer", "view")

    def __init__(self, timer: TimerState, plan: Plan, at: int, view: Outlook) -> None:
        self.timer, self.plan, self.at, self.view = timer, plan, at, view

    def __call__(self, at: datetime) -> datetime | None:
        resumed, timer = to_us(at), self.timer
        if not self.view.is_paused or timer.ran_out is not None or timer.budget is None:
            return _moment(self.view.due, at.tzinfo)
        if resumed < self.at:
            raise DomainError(f"{at!r} lies before the report's instant {from_us(self.at)!r}; ask about a later one")
        ahead = timer.copy()
        advance(ahead, resumed, self.plan)
        return _moment(ahead.ran_out if ahead.ran_out is not None else run_out(ahead, resumed, self.plan), at.tzinfo)


def _moment(us: int | None, zone: tzinfo | None = UTC) -> datetime | None:
    return None if us is None else from_us(us, zone)


def _amounts(totals: dict[str, int]) -> FrozenMap[str, timedelta]:
    return FrozenMap({reason: MICROSECOND * us for reason, us in totals.items()})
