"""A timer's state at an instant, told as a `Timer`: what is past, and what comes if no event does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops._instants import from_us, to_us
from supportops.errors import DomainError
from supportops.sla._account import advance, mark_instant, owner_at, run_out, walk
from supportops.sla._state import LIVE, MetricState, TimerState
from supportops.sla.timer import Timer, TimerStatus, Verdict

if TYPE_CHECKING:
    from supportops.sla._plan import Plan, Promise
    from supportops.sla._totals import Moments

__all__ = ["told", "waiting"]

_ZERO = timedelta(0)
_NO_PAUSES: FrozenMap[str, timedelta] = FrozenMap()


@dataclass(slots=True)
class _Outlook:
    """What is known about a timer at an instant, in microseconds."""

    is_paused: bool
    pause_ends: int | None
    due: int | None
    breached_at: int | None
    stages: dict[str, int | None]
    stage: str | None


def told(timer: TimerState, plan: Plan, at: int, moments: Moments) -> Timer:
    """Return the public view of a timer whose tallies are complete up to `at` or to its end."""
    end = at if timer.ended is None else timer.ended
    view = _outlook(timer, plan, at, end)
    tally, budget, breached_at = timer.tally, timer.budget, view.breached_at
    used = _used(timer, plan, end)
    stopped = moments[timer.ended]
    # By position, in the order of the fields: this runs for every timer of every report.
    return Timer(
        timer.metric,
        timer.cycle,
        plan.calendars[timer.calendar].name,
        None if budget is None else timedelta(0, 0, budget),
        timer.derivation,
        moments[timer.started],
        stopped,
        stopped if timer.first_stopped is None and timer.state == "stopped" else moments[timer.first_stopped],
        timedelta(0, 0, tally.elapsed),
        None if budget is None else timedelta(0, 0, budget - used),
        _ZERO if budget is None or used <= budget else timedelta(0, 0, used - budget),
        _ZERO if breached_at is None else timedelta(0, 0, end - breached_at),
        timedelta(0, 0, tally.paused_total) if tally.paused else _ZERO,
        _amounts(tally.paused) if tally.paused else _NO_PAUSES,
        timedelta(0, 0, tally.illegitimate) if tally.illegitimate else _ZERO,
        moments[view.due],
        moments[breached_at],
        _fraction(used, budget),
        _STATES[timer.state] if timer.ended is not None else _LIVE[view.is_paused],
        _verdict(timer, view),
        view.stage,
        FrozenMap({name: moments[us] for name, us in view.stages.items()}),
        moments[_next_change(timer, plan, view, at)],
        timer.reason or ("" if budget is not None else "no target"),
        _WhatIf(timer, plan, at, view),
    )


def waiting(state: MetricState, plan: Plan, promise: Promise) -> Timer:
    """Return the view of a metric whose start has not come, or cannot come any more."""
    target = None if promise.amount_us is None else timedelta(microseconds=promise.amount_us)
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


def _outlook(timer: TimerState, plan: Plan, at: int, end: int) -> _Outlook:
    is_paused, pause_ends = False, None
    runs_from: int | None = at
    ahead = timer
    if timer.state == LIVE and timer.holds:
        owner, pause_ends = owner_at(timer.holds, timer.tally, at, plan)
        is_paused = owner is not None
        if is_paused:
            ahead, runs_from = _after_pauses(timer, at, plan)
    elif timer.state != LIVE:
        runs_from = end
    breached = timer.kept_breach
    if breached is None and timer.ran_out is not None and timer.ran_out < end:
        breached = timer.ran_out
    due = timer.ran_out
    if due is None and timer.budget is not None and runs_from is not None:
        due = run_out(ahead, runs_from, plan)
    view = _Outlook(is_paused, pause_ends, due, breached, {}, None)
    if timer.budget is not None:
        _stages(timer, ahead, runs_from if timer.state == LIVE else None, end, plan, view)
    else:
        view.stages = {stage.name: breached if stage.fraction == 1 else None for stage in plan.stages}
        view.stage = next((s.name for s in plan.stages if s.fraction == 1), None) if breached is not None else None
    return view


def _stages(timer: TimerState, ahead: TimerState, runs_from: int | None, end: int, plan: Plan, view: _Outlook) -> None:
    """Fill in when each stage was or will be reached, and the highest one reached."""
    thresholds = plan.thresholds(timer.budget or 0)
    number = 0
    for stage in plan.stages:
        if stage.fraction == 1:
            is_reached = view.breached_at is not None
            instant = view.breached_at if is_reached or timer.state != LIVE else view.due
        else:
            instant = timer.reached[number]
            if instant is None and runs_from is not None:
                instant = mark_instant(ahead, thresholds[number], runs_from, plan)
            elif instant is not None and timer.state != LIVE and instant > end:
                instant = None
            is_reached = instant is not None and instant <= end
            number += 1
        view.stages[stage.name] = instant
        if is_reached:
            view.stage = stage.name


def _after_pauses(timer: TimerState, at: int, plan: Plan) -> tuple[TimerState, int | None]:
    """Return the timer as it will be when its pauses have ended by themselves, and when; None if they do not."""
    ahead, now = timer.copy(), at
    while True:
        owner, end = owner_at(ahead.holds, ahead.tally, now, plan)
        if owner is None:
            return ahead, now
        if end is None:
            return timer, None
        walk(ahead, ahead.tally, now, end, plan, None)
        now = ahead.since = end


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


def _verdict(timer: TimerState, view: _Outlook) -> Verdict:
    if view.breached_at is not None:
        return Verdict.BREACHED
    if timer.budget is None:
        return Verdict.NOT_APPLICABLE
    return Verdict.MET if timer.state == "stopped" else Verdict.UNDECIDED


def _next_change(timer: TimerState, plan: Plan, view: _Outlook, at: int) -> int | None:
    """Return the first later instant at which a stage, the breach or the end of a pause comes."""
    if timer.state != LIVE:
        return None
    # In time at the due instant, breached from the first microsecond after it.
    breach = None if view.breached_at is not None or view.due is None else view.due + 1
    candidates = [view.pause_ends, breach] if timer.budget is not None else [view.pause_ends]
    candidates += [view.stages[stage.name] for stage in plan.marks]
    return min((instant for instant in candidates if instant is not None and instant > at), default=None)


class _WhatIf:
    """Answers `Timer.due_if_resumed`."""

    __slots__ = ("at", "plan", "timer", "view")

    def __init__(self, timer: TimerState, plan: Plan, at: int, view: _Outlook) -> None:
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
    return FrozenMap({reason: timedelta(microseconds=us) for reason, us in totals.items()})
