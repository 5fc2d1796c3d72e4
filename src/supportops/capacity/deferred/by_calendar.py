"""Deferred work by ticket, on the open time of a calendar: the least agents with whom all deadlines are met."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from supportops._formulas import Duration
from supportops._instants import from_us
from supportops._shown import Grid, InGrid, amount
from supportops.calendar import Calendar
from supportops.calendar.batch import totals_us
from supportops.capacity.agents import rounded_up
from supportops.capacity.deferred._peak import Job, Peak, peak
from supportops.capacity.deferred._tickets import Instants, Int64, Opening, Tickets, tickets_of
from supportops.capacity.deferred._units import Series, in_units, ratio
from supportops.capacity.steps import Explanation, Step, shown
from supportops.errors import DomainError

__all__ = ["Rate", "required_rate_for"]

_SECOND_US = 1_000_000


@dataclass(frozen=True, slots=True)
class Rate(InGrid):
    """Agents that are busy in all open time, and the span that asks for them.

    Attributes:
        exact: the real-valued number of agents.
        agents: the least whole number that is enough.
        window: the start and the end of the span that binds, aware, UTC; None without work.
    """

    exact: float
    agents: int
    window: tuple[datetime, datetime] | None
    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)

    def explain(self) -> Explanation:
        """Return how the number came about: the work of the span that binds over its open time."""
        return Explanation("Rate", self.steps)

    def _grid(self) -> Grid:
        start, end = ("-", "-") if self.window is None else (at.isoformat() for at in self.window)
        rows = [
            ("exact", shown(self.exact)),
            ("agents", str(self.agents)),
            ("from", start),
            ("to", end),
        ]
        return Grid("Rate", ("what", "value"), rows)


def required_rate_for(
    arrived: npt.NDArray[np.datetime64],
    work_s: float | Series,
    *,
    due: Instants | Duration | None = None,
    due_s: float | Series | None = None,
    calendar: Calendar,
    opening: Opening = (),
) -> Rate:
    """Return the least constant number of agents with whom every ticket is done when it is due.

    The largest, over the spans from an arrival to a deadline, of the work that arrives and is due inside the span over
    its open time. Agents are busy in all open time, work is divisible, and the order is earliest deadline first.

    Args:
        arrived: when each ticket came, datetime64 (UTC), any order, in open time or not.
        work_s: the work of each, seconds of one agent, >= 0; one number for all, or one for each.
        due: when each is due, datetime64 (UTC), or one instant for all; or one amount of open time from the arrival
            ("8h") for all.
        due_s: in place of `due`: seconds of open time from the arrival, > 0, one number or one for each.
        calendar: when the agents work.
        opening: pairs of work in seconds and the instant it is due, there from the first arrival on.

    Returns:
        A `Rate`. Its window is the span that binds: of equals the one with the earliest start, then the earliest end.

    Raises:
        DomainError: a deadline without open time before it, named by its index; no instants; negative work; arrays of
            different lengths; opening work without arrivals.
        NeverOpenError: the calendar has less open time than `due`.

    Source: Horn (1974), Some simple scheduling algorithms: work can be in time exactly when no span asks for too much.

    Example:
        >>> from supportops.calendar import BusinessCalendar
        >>> desk = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> arrived = np.array(["2026-03-06T15:00", "2026-03-06T16:00", "2026-03-07T12:00"], dtype="M8[us]")
        >>> rate = required_rate_for(arrived, 7200, due="4h", calendar=desk)
        >>> rate.exact, rate.agents, [at.isoformat() for at in rate.window]
        (1.0, 1, ['2026-03-06T15:00:00+00:00', '2026-03-09T13:00:00+00:00'])
    """
    tickets = tickets_of(arrived, work_s, due, due_s, calendar, opening)
    comes, dues = totals_us(calendar, tickets.came), totals_us(calendar, tickets.due)
    _check_open(tickets, dues > comes)
    scale, (units,) = in_units(tickets.work_s)
    found = peak(map(Job, dues.tolist(), comes.tolist(), units))
    if found is None:
        return Rate(0.0, 0, None, (Step("work", "there is none", 0.0),))
    exact = ratio(found.work * _SECOND_US, found.length * scale)
    start, end = _window(tickets, found, comes, dues)
    agents = int(rounded_up(exact))
    steps = (
        Step("from", "start of the span that binds", start.isoformat()),
        Step("to", "its end", end.isoformat()),
        Step("open time", "in the span", amount(timedelta(microseconds=found.length))),
        Step("work", "arrives and is due in it, agent-hours", ratio(found.work, scale * 3600)),
        Step("exact", "work over open time", exact),
        Step("agents", "rounded up to whole agents", float(agents)),
    )
    return Rate(exact, agents, (start, end), steps)


def _check_open(tickets: Tickets, is_fine: npt.NDArray[np.bool_]) -> None:
    if is_fine.all():
        return
    place, arrivals = int(np.flatnonzero(~is_fine)[0]), tickets.came.size - tickets.opening
    is_opening = place >= arrivals
    name, index = ("opening", place - arrivals) if is_opening else ("due", place)
    since = "the first arrival" if is_opening else "its arrival"
    at, came = (np.int64(column[place]).view("M8[us]").item().isoformat() for column in (tickets.due, tickets.came))
    message = (
        f"{name}[{index}] is {at} UTC, with no open time between {since} ({came} UTC) and then, so no number of agents "
        "is enough; give a later instant"
    )
    raise DomainError(message, field=name, value=at, index=index)


def _window(tickets: Tickets, found: Peak, comes: Int64, dues: Int64) -> tuple[datetime, datetime]:
    """Return the instants of a span of open time: several may have the same open time before them."""
    start = tickets.came[comes == found.start].min()
    # An earlier deadline of the same closed stretch would leave out work that the span has.
    is_inside = (tickets.came >= start) & (dues == found.end) & (tickets.work_s > 0)
    return from_us(int(start)), from_us(int(tickets.due[is_inside].max()))
