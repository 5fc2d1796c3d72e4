"""Open time added up: what a timer counted, what it stood still for, and when its budget ran out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from supportops.sla._state import Hold, Tally, TimerState

if TYPE_CHECKING:
    from supportops.sla._plan import Plan

__all__ = ["Trace", "advance", "mark_instant", "owner_at", "run_out", "walk"]

Trace = Callable[[TimerState, Tally, int, int, str, str], None]
"""Hears of every stretch: timer, tally, start, end, kind ("counted", "paused", "resolved"), reason."""


def advance(timer: TimerState, to: int, plan: Plan, trace: Trace | None = None) -> None:
    """Complete a live timer's tallies up to an instant, with the holds it has."""
    start = timer.since
    if to > start:
        for tally in timer.tallies:
            walk(timer, tally, start, to, plan, trace)
        timer.since = to


def walk(timer: TimerState, tally: Tally, start: int, to: int, plan: Plan, trace: Trace | None) -> None:
    """Add one stretch to one tally; pauses may end within it by themselves."""
    now = start
    while now < to:
        owner, end = owner_at(timer.holds, tally, now, plan) if timer.holds else (None, None)
        until = to if end is None or end > to else end
        if owner is None:
            _run(timer, tally, now, until, plan)
        else:
            _rest(tally, owner, now, until, plan)
        if trace is not None:
            trace(
                timer,
                tally,
                now,
                until,
                "counted" if owner is None else "paused",
                owner.reason if owner else "",
            )
        now = until


def owner_at(holds: list[Hold], tally: Tally, now: int, plan: Plan) -> tuple[Hold | None, int | None]:
    """Return the pause that owns the time from an instant on, and when that changes by itself.

    The pause that began first owns it, unless it is over, answered, or its cap is spent.
    """
    for hold in holds:
        if hold.until is not None and hold.until <= now:
            continue
        if hold.is_answered and not plan.keeps_pause_on_reply:
            continue
        if hold.cap is None:
            return hold, hold.until
        left = hold.cap - tally.spent.get(hold.rule, 0)
        if left > 0:
            spent_at = _add_or_none(plan, tally.calendar, now, left)
            ends = [end for end in (hold.until, spent_at) if end is not None]
            return hold, min(ends, default=None)
    return None, None


def run_out(timer: TimerState, start: int, plan: Plan) -> int:
    """Return when the budget runs out if the timer runs from `start` on: its due instant."""
    tally = timer.tally
    calendar = plan.calendars[timer.calendar]
    landing = plan.policy.landing
    if timer.dated is not None:
        moved = tally.paused_total - timer.dated_base
        return max(start, calendar.add_us(timer.dated, moved, landing=landing) if moved > 0 else timer.dated)
    left = (timer.budget or 0) - tally.elapsed
    if left > 0:
        return calendar.add_us(start, left, landing=landing)
    return calendar.next_open_us(start) if plan.lands_open and left == 0 else start


def mark_instant(timer: TimerState, threshold: int, start: int, plan: Plan) -> int:
    """Return when the elapsed time reaches a threshold if the timer runs from `start` on."""
    left = threshold - timer.tally.elapsed
    return plan.calendars[timer.calendar].add_us(start, left) if left > 0 else start


def _run(timer: TimerState, tally: Tally, start: int, end: int, plan: Plan) -> None:
    calendar = plan.calendars[tally.calendar]
    gained = calendar.open_us(end) - calendar.open_us(start)
    if timer.budget is not None and tally is timer.tally:
        _mark(timer, timer.budget, start, end, gained, plan)
    tally.elapsed += gained
    if timer.holds and any(hold.is_answered for hold in timer.holds):
        tally.illegitimate += gained


def _rest(tally: Tally, owner: Hold, start: int, end: int, plan: Plan) -> None:
    calendar = plan.calendars[tally.calendar]
    lost = calendar.open_us(end) - calendar.open_us(start)
    tally.paused[owner.reason] = tally.paused.get(owner.reason, 0) + lost
    if owner.cap is not None:
        tally.spent[owner.rule] = tally.spent.get(owner.rule, 0) + lost
    if owner.is_answered:
        tally.illegitimate += lost


def _mark(timer: TimerState, budget: int, start: int, end: int, gained: int, plan: Plan) -> None:
    """Note when the budget and the stages were reached. A budget spent by a pause's start stays spent."""
    after = timer.tally.elapsed + gained
    if timer.ran_out is None and (after >= budget or timer.dated is not None):
        due = run_out(timer, start, plan)
        if due <= end:
            timer.ran_out = due
    thresholds = plan.thresholds(budget)
    for index, instant in enumerate(timer.reached):
        if instant is None:
            if thresholds[index] > after:
                break
            timer.reached[index] = mark_instant(timer, thresholds[index], start, plan)


def _add_or_none(plan: Plan, calendar: int, start: int, amount: int) -> int | None:
    """Return when so much open time has passed, or None when the calendar never opens for that long."""
    from supportops.errors import HorizonError, NeverOpenError

    try:
        return plan.calendars[calendar].add_us(start, amount)
    except (NeverOpenError, HorizonError):
        return None
