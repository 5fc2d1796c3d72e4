"""How all clocks of one ticket stand at an instant, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING

from supportops._instants import to_us
from supportops.durations import format_duration
from supportops.errors import NoMatchError, near
from supportops.sla._one.replay import complete, replay, timers_at
from supportops.sla.timer import Timer

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.tickets import TicketHistory

__all__ = ["ClockRow", "SlaReport", "evaluate"]


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One stretch of one timer's life.

    Attributes:
        start, end: the stretch `[start, end)`.
        counted: the open time it adds to the timer's elapsed time; zero unless `kind` is "counted".
        kind: "counted", "closed" (the calendar is), "paused", or "resolved" (between a resolution and its reopen).
        reason: why: the calendar's words for open and closed stretches, the pause's reason for the others.
    """

    metric: str
    cycle: int
    start: datetime
    end: datetime
    counted: timedelta
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlaReport:
    """The clocks of one ticket at an instant.

    Attributes:
        timers: by metric in the policy's order, then by cycle.
        next_check: the next instant at which anything changes if no event comes; None when nothing will.
    """

    ticket_id: str
    at: datetime
    policy_name: str
    timers: tuple[Timer, ...]
    next_check: datetime | None
    _explain: Callable[[], tuple[ClockRow, ...]] = field(repr=False, compare=False)

    def timer(self, metric: str, *, cycle: int | None = None) -> Timer:
        """Return a metric's timer: the last cycle, or the one asked for.

        Raises:
            NoMatchError: the policy does not measure this metric, or there was no such cycle.
        """
        found = [timer for timer in self.timers if timer.metric == metric]
        if not found:
            measured = {timer.metric for timer in self.timers}
            raise NoMatchError(f"{metric!r} is not measured by policy {self.policy_name!r}; {near(metric, measured)}")
        if cycle is None:
            return found[-1]
        for timer in found:
            if timer.cycle == cycle:
                return timer
        raise NoMatchError(f"{metric!r} has the cycles {', '.join(str(t.cycle) for t in found)}, not {cycle!r}")

    def explain(self) -> tuple[ClockRow, ...]:
        """Return what happened to every minute between each timer's start and its end.

        The rows of a timer tile `[started, min(stopped, at))`. The counted ones sum to its `elapsed`, the paused
        and resolved ones to its `paused`; closed time is closed even inside a pause.

        Raises:
            NoMatchError: the report comes from a clock, which keeps no history; evaluate the history instead.
        """
        return self._explain()

    def to_markdown(self) -> str:
        """Return the timers as a Markdown table."""
        lines = ["| " + " | ".join(_HEAD) + " |", "|" + " --- |" * len(_HEAD)]
        lines += ["| " + " | ".join(_cells(timer)) + " |" for timer in self.timers]
        return "\n".join(lines)

    def __str__(self) -> str:
        head = f"ticket {self.ticket_id} at {self.at.isoformat()} under {self.policy_name}"
        return "\n".join([head, *(f"  {timer}" for timer in self.timers)])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in _HEAD)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(timer)) + "</tr>" for timer in self.timers
        )
        caption = escape(f"Ticket {self.ticket_id} at {self.at.isoformat()} under {self.policy_name}")
        return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


_HEAD = ("metric", "cycle", "state", "verdict", "target", "elapsed", "paused", "due", "stage")


def _cells(timer: Timer) -> tuple[str, ...]:
    return (
        timer.metric,
        str(timer.cycle),
        str(timer.state),
        str(timer.verdict),
        "-" if timer.target is None else format_duration(timer.target),
        format_duration(timer.elapsed),
        format_duration(timer.paused),
        "-" if timer.due is None else timer.due.isoformat(sep=" "),
        timer.stage or "-",
    )


def evaluate(policy: SlaPolicy | PolicySet, history: TicketHistory, *, at: datetime) -> SlaReport:
    """Return how each clock of a ticket stands at an instant; later events are not read."""
    at_us, book = to_us(at), policy._book
    fold = replay(book, history, at_us)
    complete(fold.ledger, fold.plan, at_us)
    timers = timers_at(fold.ledger, fold.replaced, book, at_us, at.tzinfo)

    def explain() -> tuple[ClockRow, ...]:
        from supportops.sla._one.explain import explained

        return explained(book, history, at, timers)

    return SlaReport(history.ticket_id, at, fold.plan.policy.name, timers, next_change(timers), explain)


def next_change(timers: tuple[Timer, ...]) -> datetime | None:
    """Return the first instant at which any of some timers changes by itself."""
    return min((timer.next_change for timer in timers if timer.next_change is not None), default=None)
