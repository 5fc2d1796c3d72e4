"""Open time added up: what a timer counted, what it stood still for, and when its budget ran out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from supportops.errors import HorizonError, NeverOpenError
from supportops.sla._one.state import Hold, Tally, TimerState

if TYPE_CHECKING:
    from supportops.sla._one.plan import Plan

__all__ = ["Trace", "advance", "mark_instant", "owner_at", "run_out", "spent_date", "walk"]

_NEVER = 2**62
Trace = Callable[[TimerState, Tally, int, int, str, str], None]
"""Hears of every stretch: timer, tally, start, end, kind ("counted", "paused", "resolved"), reason."""


def advance(timer: TimerState, to: int, plan: Plan, trace: Trace | None = None) -> None:
    """Complete a live timer's tallies up to an instant, with the holds it has."""
    start = timer.since
    if to > start:
        for tally in timer.tallies:
            if timer.holds or trace is not None:
                walk(timer, tally, start, to, plan, trace)
            else:
                _run(timer, tally, start, to, plan)
        timer.since = to


def walk(timer: TimerState, tally: Tally, start: int, to: int, plan: Plan, trace: Trace | None) -> None:
    """Add one stretch to one tally; pauses may end within it by themselves."""
    now, is_answered = start, False
    for hold in timer.holds:
        is_answered |= hold.is_answered
    while now < to:
        owner, end = owner_at(timer.holds, tally, now, plan)
        until = to if end is None or end > to else end
        if is_answered:
            until = _note_illegitimate(timer.holds, tally, now, until, plan)
        if owner is None:
            _run(timer, tally, now, until, plan)
        else:
            _rest(tally, owner, now, until, plan)
        if trace is not None:
            trace(timer, tally, now, until, "counted" if owner is None else "paused", owner.reason if owner else "")
        now = until


def owner_at(
    holds: list[Hold], tally: Tally, now: int, plan: Plan, *, as_if_unanswered: bool = False
) -> tuple[Hold | None, int | None]:
    """Return the pause that owns the time from an instant on, and when that changes by itself.

    The pause that began first owns it, unless it is over, answered, or its cap is spent.
    """
    lifts = not plan.keeps_pause_on_reply
    for hold in holds:
        if hold.until is not None and hold.until <= now:
            continue
        if hold.is_answered and lifts and not as_if_unanswered:
            continue
        if hold.cap is None:
            return hold, hold.until
        left = hold.cap - tally.spent.get(hold.rule, 0)
        if as_if_unanswered and lifts:
            left -= tally.lifted.get(hold.rule, 0)
        if left > 0:
            spent_at = _add_or_none(plan, tally.calendar, now, left)
            ends = [end for end in (hold.until, spent_at) if end is not None]
            return hold, min(ends, default=None)
    return None, None


def run_out(timer: TimerState, start: int, plan: Plan) -> int:
    """Return when the budget runs out if the timer runs from `start` on: its due instant."""
    tally = timer.tally
    calendar = plan.calendars[timer.calendar]
    if timer.dated is not None:
        moved = tally.paused_total - timer.dated_base
        return max(start, calendar.add_us(timer.dated, moved) if moved > 0 else timer.dated)
    due = plan.totals[timer.calendar].after(start, (timer.budget or 0) - tally.elapsed)
    return calendar.next_open_us(due) if plan.lands_open else due


def spent_date(timer: TimerState, start: int, end: int, plan: Plan) -> int | None:
    """Return the due instant of a promised date if no open time is left up to it; a later pause does not move it."""
    due, calendar = run_out(timer, start, plan), plan.calendars[timer.calendar]
    return due if calendar.open_us(due) <= calendar.open_us(end) else None


def mark_instant(timer: TimerState, threshold: int, start: int, plan: Plan) -> int:
    """Return when the elapsed time reaches a threshold if the timer runs from `start` on."""
    left = threshold - timer.tally.elapsed
    return plan.totals[timer.calendar].after(start, left) if left > 0 else start


def _run(timer: TimerState, tally: Tally, start: int, end: int, plan: Plan) -> None:
    totals = plan.totals[tally.calendar]
    gained = totals[end] - totals[start]
    after = tally.elapsed + gained
    if after >= timer.next_mark and timer.budget is not None and tally is timer.tallies[timer.slot]:
        _mark(timer, timer.budget, start, end, after, plan)
    tally.elapsed += gained


def _rest(tally: Tally, owner: Hold, start: int, end: int, plan: Plan) -> None:
    lost = _open_time(tally, start, end, plan)
    tally.paused[owner.reason] = tally.paused.get(owner.reason, 0) + lost
    if owner.cap is not None:
        tally.spent[owner.rule] = tally.spent.get(owner.rule, 0) + lost


def _note_illegitimate(holds: list[Hold], tally: Tally, now: int, until: int, plan: Plan) -> int:
    """Add the time in which the answered status pauses, or would; return how far that holds."""
    owner, end = owner_at(holds, tally, now, plan, as_if_unanswered=True)
    until = until if end is None or end > until else end
    if owner is not None and owner.is_answered:
        lost = _open_time(tally, now, until, plan)
        tally.illegitimate += lost
        if owner.cap is not None and not plan.keeps_pause_on_reply:
            tally.lifted[owner.rule] = tally.lifted.get(owner.rule, 0) + lost
    return until


def _open_time(tally: Tally, start: int, end: int, plan: Plan) -> int:
    totals = plan.totals[tally.calendar]
    return totals[end] - totals[start]


def _mark(timer: TimerState, budget: int, start: int, end: int, after: int, plan: Plan) -> None:
    """Note when the budget and the stages were reached. A budget that is spent stays spent."""
    if timer.ran_out is None:
        if timer.dated is not None:
            timer.ran_out = spent_date(timer, start, end, plan)
        elif after >= budget:
            timer.ran_out = run_out(timer, start, plan)
    timer.next_mark = _NEVER if timer.ran_out is not None else 0 if timer.dated is not None else budget
    for index, threshold in enumerate(plan.thresholds(budget)):
        if timer.reached[index] is None:
            if threshold > after:
                timer.next_mark = min(timer.next_mark, threshold)
                break
            timer.reached[index] = mark_instant(timer, threshold, start, plan)


def _add_or_none(plan: Plan, calendar: int, start: int, amount: int) -> int | None:
    """Return when so much open time has passed, or None when the calendar never opens for that long."""
    try:
        return plan.calendars[calendar].add_us(start, amount)
    except (NeverOpenError, HorizonError):
        return None
