"""The time in each state that counts: with the desk open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops.calendar import AnyCalendar
from supportops.triage._checked import calendar_given, must_be
from supportops.triage.machine.replay import Replay

__all__ = ["open_time_in"]


def open_time_in(replay: Replay, *, calendar: AnyCalendar) -> Mapping[str, timedelta]:
    """Return the open time that was spent in each state, over the visits that have ended, as `time_in` has all time.

    Args:
        replay: the way of one instance, from `replay`, or from `follow(...)` or `follow_history(...)` as `.replay`.
        calendar: whose open time counts.

    Returns:
        State to open time, in the order in which the states were first left.

    Raises:
        DomainError: no replay, or no calendar.

    Example:
        >>> from datetime import UTC, datetime
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.triage.lifecycle.definition import LIFECYCLE
        >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> monday, tuesday = datetime(2026, 3, 2, 16, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC)
        >>> replay = LIFECYCLE.replay([(tuesday, "triage")], start=monday)
        >>> replay.time_in["new"], open_time_in(replay, calendar=desk)["new"]
        (datetime.timedelta(seconds=64800), datetime.timedelta(seconds=7200))
    """
    must_be(Replay, replay, "replay", "what replay() returns; of a history, follow_history(history, at=...).replay")
    calendar_given(calendar)
    spent: dict[str, timedelta] = {}
    for state, entered, left in replay.visits:
        if left is not None:
            spent[state] = spent.get(state, timedelta(0)) + calendar.between(entered, left)
    return FrozenMap(spent)
