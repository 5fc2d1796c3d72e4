"""An independent review of the incident log: it reads the CSV itself and looks at every minute of 2016 and 2017.

It imports nothing of the library. Minutes are counted from 2016-01-01 00:00 UTC. Only what the log has is covered:
the resolution clock with pauses by state, changes of priority, and reopened incidents.
"""

import csv
import gzip
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

ORIGIN = datetime(2016, 1, 1, tzinfo=UTC)
MINUTES = 3 * 366 * 1440
OVER = {"Resolved", "Closed"}


@dataclass
class Incident:
    """The states and priorities of one incident, each from a minute on."""

    number: str
    opened: int
    rows: list  # (minute, state, priority) in log order


@dataclass
class Answer:
    """What the resolution clock says at the end of the log, in minutes."""

    elapsed: int
    paused: int
    due: int
    verdict: str
    stopped: int
    cycle: int


def minute_of(text):
    """Return a time of the log as a minute."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - ORIGIN) // timedelta(minutes=1)


def read(path):
    """Return all incidents whose rows are in order of time and not before their opening."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            opened = minute_of(row["opened_at"])
            incident = found.setdefault(row["number"], Incident(row["number"], opened, []))
            incident.rows.append((minute_of(row["sys_updated_at"]), row["incident_state"], "P" + row["priority"][0]))
    return [one for one in found.values() if _is_orderly(one)]


def _is_orderly(incident):
    times = [minute for minute, _, _ in incident.rows]
    return times == sorted(times) and times[0] >= incident.opened and all(s != "-100" for _, s, _ in incident.rows)


def open_minutes(zone, windows, days_off=()):
    """Return for every minute whether a Monday-to-Friday desk with these wall-clock windows is open."""
    is_open = np.zeros(MINUTES, dtype=bool)
    local = ZoneInfo(zone)
    day = date(2015, 12, 31)
    while day < date(2018, 12, 30):
        if day.weekday() < 5 and day not in days_off:
            for opens, closes in windows:
                start, end = (_wall(day, hour, local) for hour in (opens, closes))
                is_open[max(start, 0) : max(end, 0)] = True
        day += timedelta(days=1)
    return is_open


def _wall(day, hour, zone):
    return (datetime(day.year, day.month, day.day, hour, tzinfo=zone) - ORIGIN) // timedelta(minutes=1)


def resolution(incident, *, desk, targets, around_the_clock, pauses, on_reopen, change):
    """Return the last cycle of the resolution clock, by looking at each of its minutes."""
    state, priority, starts, stops = _story(incident)
    last = len(starts) - 1 if on_reopen == "new_cycle" else 0
    start = starts[last]
    end = stops[0] if on_reopen == "ignore" else stops[-1]
    minutes = np.arange(start, end)
    own = state[minutes - incident.opened]
    urgent = priority[minutes - incident.opened]
    paused = np.isin(own, [*pauses, *OVER])
    always = np.isin(urgent, around_the_clock)
    # Measured again from creation, the calendar of the last priority holds for all of it.
    final = state.size and urgent[-1] if minutes.size else priority[max(0, start - incident.opened)]
    if change == "creation":
        always[:] = final in around_the_clock
    is_open = desk[minutes] | always
    counted = is_open & ~paused
    due, verdict = _verdict(
        start, end, counted, is_open & paused, urgent, final, desk, targets, around_the_clock, change
    )
    return Answer(int(counted.sum()), int((is_open & paused).sum()), due, verdict, end, last + 1)


def _verdict(start, end, counted, lost, urgent, final, desk, targets, around_the_clock, change):
    """Walk from one change of priority to the next, and look where the budget runs out."""
    edges = (
        [0, *(np.flatnonzero(urgent[1:] != urgent[:-1]) + 1), len(urgent)] if change == "carry" else [0, len(urgent)]
    )
    total, breached, due = np.concatenate([[0], np.cumsum(counted)]), False, None
    for first, last in pairwise(edges):
        target = targets[final if change == "creation" or first == len(urgent) else urgent[first]]
        spent = int(np.searchsorted(total, target))
        due = start + max(spent, first) if spent <= last else None
        if due is not None and due < start + last:
            breached = True
    if change == "creation" and due is not None:
        due = _restated(start, due, counted, lost, urgent, final, desk, targets, around_the_clock)
        breached = due < end
    if due is None:
        due = _later(end, targets[final] - int(total[-1]), desk, final in around_the_clock)
    return due, "breached" if breached else "met"


def _restated(start, due, counted, lost, urgent, final, desk, targets, around_the_clock):
    """Return the due minute where a change of priority measures again: all pauses up to then move it."""
    changes = np.flatnonzero(urgent[1:] != urgent[:-1]) + 1
    if not len(changes) or int(counted[: changes[-1]].sum()) < targets[final]:
        return due
    amount = targets[final] + int(lost[: changes[-1]].sum())
    return _later(start, amount, desk, final in around_the_clock)


def _later(minute, amount, desk, is_always):
    if is_always:
        return minute + amount
    return minute + int(np.flatnonzero(np.cumsum(desk[minute:]) >= amount)[0]) + 1


def _story(incident):
    """Return the state and priority of each minute, and the minutes of starting and of being resolved."""
    end = incident.rows[-1][0]
    state = np.empty(end - incident.opened + 1, dtype=object)
    priority = np.empty_like(state)
    state[:], priority[:] = "New", incident.rows[0][2]
    starts, stops, now = [incident.opened], [], "New"
    for minute, new, urgent in incident.rows:
        state[minute - incident.opened :], priority[minute - incident.opened :] = new, urgent
        if new in OVER and now not in OVER:
            stops.append(minute)
        elif new not in OVER and now in OVER:
            starts.append(minute)
        now = new
    return state, priority, starts, stops
