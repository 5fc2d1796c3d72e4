"""Every minute of every timer, with the reason why it counted or did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportops._instants import from_us, to_us
from supportops.sla._one.replay import complete, replay
from supportops.sla._one.state import Tally, TimerState
from supportops.sla.report import ClockRow
from supportops.sla.timer import Timer

if TYPE_CHECKING:
    from supportops.calendar import AnyCalendar
    from supportops.sla._one.book import Book
    from supportops.tickets import TicketHistory

__all__ = ["explained"]

_ZERO = timedelta(0)


@dataclass(slots=True)
class _Stretch:
    calendar: int
    start: int
    end: int
    kind: str
    reason: str


class _Recorder:
    """Writes down each stretch as the fold goes over it."""

    def __init__(self) -> None:
        self.stretches: dict[tuple[str, int, int], list[_Stretch]] = {}
        self.last: dict[tuple[str, int], TimerState] = {}

    def __call__(self, timer: TimerState, tally: Tally, start: int, end: int, kind: str, reason: str) -> None:
        # Under "creation" each calendar has its own story; otherwise one story changes calendars.
        number = tally.calendar if len(timer.tallies) > 1 else -1
        found = self.stretches.setdefault((timer.metric, timer.cycle, number), [])
        found.append(_Stretch(tally.calendar, start, end, kind, reason))
        self.last[timer.metric, timer.cycle] = timer

    def of(self, metric: str, cycle: int) -> list[_Stretch]:
        """Return the story that the timer's totals tell, from its start on, in order of time."""
        timer = self.last.get((metric, cycle))
        if timer is None:
            return []
        number = timer.tally.calendar if len(timer.tallies) > 1 else -1
        found = [stretch for stretch in self.stretches[metric, cycle, number] if stretch.start >= timer.started]
        return sorted(found, key=lambda stretch: stretch.start)


def explained(book: Book, history: TicketHistory, at: datetime, timers: tuple[Timer, ...]) -> tuple[ClockRow, ...]:
    """Return the rows of all timers of a report, in the report's order."""
    recorder = _Recorder()
    fold = replay(book, history, to_us(at), recorder)
    complete(fold.ledger, fold.plan, to_us(at), recorder)
    calendars = fold.plan.calendars
    return tuple(row for timer in timers for row in _rows(timer, recorder, calendars, at))


def _rows(timer: Timer, recorder: _Recorder, calendars: tuple[AnyCalendar, ...], at: datetime) -> Iterator[ClockRow]:
    """Yield a timer's rows, neighbours of one kind and reason joined."""
    last: ClockRow | None = None
    for stretch in recorder.of(timer.metric, timer.cycle):
        for row in _split(timer, stretch, calendars[stretch.calendar], at):
            if last is not None and (last.kind, last.reason, last.end) == (row.kind, row.reason, row.start):
                last = replace(last, end=row.end, counted=last.counted + row.counted)
                continue
            if last is not None:
                yield last
            last = row
    if last is not None:
        yield last


def _split(timer: Timer, stretch: _Stretch, calendar: AnyCalendar, at: datetime) -> Iterator[ClockRow]:
    for segment in calendar.explain(from_us(stretch.start, at.tzinfo), from_us(stretch.end, at.tzinfo)):
        start, end = segment.start, segment.end
        if start == end:
            continue
        length = timedelta(microseconds=to_us(end) - to_us(start))
        if not segment.is_open:
            yield ClockRow(timer.metric, timer.cycle, start, end, _ZERO, "closed", segment.reason)
        elif stretch.kind == "counted":
            yield ClockRow(timer.metric, timer.cycle, start, end, length, "counted", segment.reason)
        else:
            yield ClockRow(timer.metric, timer.cycle, start, end, _ZERO, stretch.kind, stretch.reason)
