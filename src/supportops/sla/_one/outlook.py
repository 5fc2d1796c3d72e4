"""What comes for a timer if no event does: the end of its pauses, its due instant, its stages, the next change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops.errors import HorizonError, NeverOpenError
from supportops.sla._one.account import owner_at, run_out, walk
from supportops.sla._one.state import LIVE, TimerState

if TYPE_CHECKING:
    from supportops.sla._one.plan import Plan
    from supportops.sla._one.totals import Moments

__all__ = ["Outlook", "outlook"]


_NO_STAGES: FrozenMap[str, datetime | None] = FrozenMap()


@dataclass(slots=True)
class Outlook:
    """What is known about a timer at an instant; instants in microseconds, stages as the reader sees them."""

    is_paused: bool
    due: int | None
    breached_at: int | None
    stages: FrozenMap[str, datetime | None]
    stage: str | None
    next_change: int | None


def outlook(timer: TimerState, plan: Plan, at: int, end: int, moments: Moments) -> Outlook:
    """Return the outlook of a timer whose tallies are complete up to `at`, or up to its `end`."""
    is_paused, pause_ends, ahead = False, None, timer
    runs_from: int | None = end
    if timer.holds and timer.state == LIVE:
        owner, _ = owner_at(timer.holds, timer.tally, at, plan)
        if owner is not None:
            is_paused = True
            ahead, runs_from = _after_pauses(timer, at, plan)
            pause_ends = runs_from
    breached, due = timer.kept_breach, timer.ran_out
    if breached is None and due is not None and due < end:
        breached = due
    if due is None and timer.budget is not None and runs_from is not None:
        due = run_out(ahead, runs_from, plan)
    view = Outlook(is_paused, due, breached, _NO_STAGES, None, None)
    stages, upcoming = _stages(timer, ahead, runs_from, end, plan, view)
    view.stages = FrozenMap({name: moments[instant] for name, instant in stages.items()})
    if timer.state == LIVE:
        # In time at the due instant, breached from the first microsecond after it.
        breach = None if due is None or breached is not None else due + 1
        for instant in (pause_ends, breach, upcoming):
            if instant is not None and instant > at and (view.next_change is None or instant < view.next_change):
                view.next_change = instant
    return view


def _stages(
    timer: TimerState, ahead: TimerState, runs_from: int | None, end: int, plan: Plan, view: Outlook
) -> tuple[dict[str, int | None], int | None]:
    """Return when each stage was or will be reached, and the first one to come; note the highest one reached."""
    is_live, upcoming = timer.state == LIVE, None
    found: dict[str, int | None] = {}
    thresholds = () if timer.budget is None else plan.thresholds(timer.budget)
    comes = is_live and runs_from is not None and timer.budget is not None
    # A running timer has elapsed so much when its calendar's open total is so much further.
    ahead_by = plan.totals[timer.calendar][runs_from] - ahead.tally.elapsed if comes and runs_from is not None else 0
    at_open = plan.calendars[timer.calendar].at_open_us
    number = 0
    for stage in plan.stages:
        if stage.fraction == 1:
            # The stage at 1.0 follows the verdict.
            is_reached = view.breached_at is not None
            instant = view.breached_at if is_reached or not is_live else view.due
        else:
            instant = timer.reached[number] if thresholds else None
            if instant is None and comes:
                try:
                    instant = at_open(ahead_by + thresholds[number])
                except (NeverOpenError, HorizonError):
                    # A stage beyond the calendar's end never comes, and stops nobody from being told the rest.
                    comes = False
            is_reached = instant is not None and instant <= end
            if instant is not None and not is_reached:
                upcoming = instant if upcoming is None else upcoming
                instant = instant if is_live else None
            number += 1
        found[stage.name] = instant
        if is_reached:
            view.stage = stage.name
    return found, upcoming


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
