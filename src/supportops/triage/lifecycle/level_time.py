"""How long a ticket has been on its level of support, and whether that is too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum

from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.durations import Elapsed, format_duration
from supportops.tickets import Escalated, TicketHistory
from supportops.triage._as_of import positive
from supportops.triage._checked import calendar_given, instant_us, must_be
from supportops.triage._names import Instant, Name, plain
from supportops.triage.lifecycle._stretches import history_given, stretches
from supportops.vocabulary import L0_TO_L3, Scale
from supportops.vocabulary.labels import unknown_label

__all__ = ["LevelTime", "time_in_level"]

_NOTHING = timedelta(0)


class LevelTime(Model):
    """How long a ticket has been on a level.

    Attributes:
        level: the one it is on.
        entered: since when.
        open_time: how much time of the calendar it has spent there, without what came after its end.
        limit: how much it may; None: the level has no limit.
        due: when the limit is reached, or would have been; None without a limit.

    Example:
        >>> from datetime import UTC
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> spent = LevelTime(level="L1", entered=noon, open_time="15m", limit="15m", due=noon.replace(minute=15))
        >>> spent.exceeded
        True
    """

    level: Name
    entered: Instant
    open_time: Elapsed
    limit: Elapsed | None = None
    due: Instant | None = None

    @property
    def exceeded(self) -> bool:
        """Whether the limit is reached; no limit never is."""
        return self.limit is not None and self.open_time >= self.limit

    def __str__(self) -> str:
        limit = "no limit" if self.limit is None else f"limit {format_duration(self.limit)}"
        verdict = ", exceeded" if self.exceeded else ""
        spent = format_duration(self.open_time)
        return f"{self.level} since {self.entered.isoformat()}: {spent}, {limit}{verdict}"


def time_in_level(
    history: TicketHistory,
    *,
    limits: Mapping[str, str | timedelta],
    calendar: AnyCalendar,
    at: datetime,
    initial: str | Enum = "L1",
    scale: Scale = L0_TO_L3,
) -> LevelTime:
    """Return how long a ticket has been on its level as of an instant, and when that is too long.

    A ticket is on `initial` from its creation on, and on another level from the `Escalated` event that names it. An
    `Escalated` event to the level it is on starts nothing anew. The clock stands still while the ticket is
    over (resolved, closed, merged or cancelled); a reopened one goes on where it stood, and `due` moves.

    Args:
        history: the ticket.
        limits: level to the open time that a ticket may be there, > 0; a day is 24 hours of it.
        calendar: whose open time counts.
        at: the instant to look from; later events are not read.
        initial: the level of a new ticket.
        scale: the levels that there are; a misspelt one would have no limit.

    Raises:
        DomainError: a limit of no time or less, or a level that is not on the scale (of an event: `.index`, its place
            in `history.events`).
        HistoryError: the ticket was not yet created.
        NaiveDatetimeError: `at` has no zone.
        NeverOpenError: the calendar does not have as much open time as the limit.

    Source: The Product Builder's Playbook, chapter 27, Escalation Procedures (15 minutes of troubleshooting).

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.tickets import Created
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> ticket = TicketHistory(ticket_id="4711", events=(Created(at=noon, priority="P3"),))
        >>> limits = {"L1": "15m"}
        >>> print(time_in_level(ticket, limits=limits, calendar=ALWAYS_OPEN, at=noon + timedelta(minutes=15)))
        L1 since 2026-03-02T12:00:00+00:00: 15m, limit 15m, exceeded
    """
    calendar_given(calendar)
    history_given(history)
    instant_us(at, "at")
    must_be(Scale, scale, "scale", "a Scale, for example Scale('L1', 'L2', 'L3', top='last')")
    allowed, start = _limits(limits, scale), _level(initial, scale, "initial")
    _check_events(history, at, scale)
    level, entered, runs = _on_level(history, at, start)
    open_time = sum((calendar.between(start, end) for start, end in runs), _NOTHING)
    limit = allowed.get(level)
    return LevelTime(
        level=level,
        entered=entered,
        open_time=open_time,
        limit=limit,
        due=None if limit is None else _due(entered, runs, limit, calendar),
    )


Runs = Sequence[tuple[datetime, datetime]]


def _on_level(history: TicketHistory, at: datetime, initial: str) -> tuple[str, datetime, Runs]:
    """Return the level, since when, and when the clock has run since."""
    level, entered, runs = initial, history.created.at, list[tuple[datetime, datetime]]()
    for stretch in stretches(history.until(at)):
        for event in stretch.events:
            if isinstance(event, Escalated) and event.level != level:
                level, entered, runs = event.level, event.at, []
        if not stretch.is_over:
            runs.append((stretch.start, at if stretch.end is None else stretch.end))
    return level, entered, runs


def _due(entered: datetime, runs: Runs, limit: timedelta, calendar: AnyCalendar) -> datetime:
    left, end = limit, entered
    for start, end in runs:
        length = calendar.between(start, end)
        if length >= left:
            return calendar.add(start, left)
        left -= length
    return calendar.add(end, left)


def _limits(limits: Mapping[str, str | timedelta], scale: Scale) -> dict[str, timedelta]:
    must_be(Mapping, limits, "limits", "a mapping of level to amount, for example {'L1': '15m'}")
    return {
        _level(level, scale, "limits"): positive(limit, f"limits[{level!r}]", field="limits")
        for level, limit in limits.items()
    }


def _check_events(history: TicketHistory, at: datetime, scale: Scale) -> None:
    for place, event in enumerate(history.until(at).events):
        if isinstance(event, Escalated):
            _level(event.level, scale, "level", place=f"ticket {history.ticket_id!r}: events[{place}]: ", index=place)


def _level(given: object, scale: Scale, field: str, *, place: str = "", index: int | None = None) -> str:
    level = plain(given)
    if level not in scale:
        raise unknown_label(level, scale.labels, field=field, place=place or f"{field}: ", index=index)
    return str.__str__(str(level))
