"""The calendar's calls on numpy arrays: datetime64 in any unit, UTC, broadcast as numpy does."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from supportops._arrays import amounts_us, instants_us
from supportops._instants import MAX_US, MIN_US, us_of
from supportops.calendar.lookup import Int64, Lookup, lookup_of
from supportops.calendar.table import ENDLESS_US
from supportops.durations import BusinessDays
from supportops.errors import DomainError, HorizonError

if TYPE_CHECKING:
    from supportops.calendar.microseconds import Landing, MicrosecondCalendar

Instants = npt.NDArray[np.datetime64] | np.datetime64 | datetime
Amounts = npt.NDArray[np.timedelta64] | np.timedelta64 | timedelta

__all__ = ["add", "add_us", "at_open_us", "between", "is_open", "next_open_us", "totals_us"]


def totals_us(calendar: MicrosecondCalendar, instants: Int64) -> Int64:
    """Return the open total at each instant, int64 microseconds in and out; as `open_us`."""
    return _covering(calendar, instants).totals(instants) if instants.size else instants.copy()


def at_open_us(calendar: MicrosecondCalendar, totals: Int64) -> Int64:
    """Return the earliest instant with each open total, int64 in and out; as `Calendar.at_open_us`."""
    return _forward(calendar, totals, "close")


def next_open_us(calendar: MicrosecondCalendar, instants: Int64) -> Int64:
    """Return the first open instant at or after each, int64 in and out; as `Calendar.next_open_us`."""
    if not instants.size:
        return instants
    calendar.next_open_us(int(instants.max()))
    return _covering(calendar, instants).next_open(instants)


def between(
    calendar: MicrosecondCalendar,
    start: Instants,
    end: Instants,
) -> npt.NDArray[np.timedelta64] | np.timedelta64:
    """Return the open time between instants as timedelta64[us], of the broadcast shape."""
    starts, ends = _instants(start, name="start"), _instants(end, name="end")
    open_time = totals_us(calendar, ends) - totals_us(calendar, starts)
    # Indexing with () makes a scalar of a result without dimensions, and nothing else.
    return cast("npt.NDArray[np.timedelta64]", np.asarray(open_time).view("m8[us]")[()])


def is_open(calendar: MicrosecondCalendar, at: Instants) -> npt.NDArray[np.bool_] | np.bool_:
    """Return whether instants are open, as an array of bool."""
    instants = _instants(at, name="at")
    if not instants.size:
        return np.zeros(instants.shape, dtype=np.bool_)
    calendar._timeline.at(int(instants.max()))
    return _covering(calendar, instants).is_open(instants)[()]


def add(
    calendar: MicrosecondCalendar,
    start: Instants,
    amount: Amounts | BusinessDays,
    *,
    landing: Landing,
) -> npt.NDArray[np.datetime64] | np.datetime64:
    """Return the instants so much open time later as datetime64[us], of the broadcast shape."""
    starts = _instants(start, name="start")
    if isinstance(amount, BusinessDays):
        from supportops.calendar.batch_days import landings_us

        landed = landings_us(calendar, starts, amount)
    else:
        landed = add_us(calendar, starts, _amounts(amount), landing=landing)
    return cast("npt.NDArray[np.datetime64]", np.asarray(landed).view("M8[us]")[()])


def add_us(calendar: MicrosecondCalendar, starts: Int64, amounts: Int64, *, landing: Landing) -> Int64:
    """Return the instants so much open time later, int64 microseconds in and out; as `Calendar.add_us`."""
    if landing not in ("close", "open"):
        raise DomainError(f"landing {landing!r} is unknown; allowed: 'close', 'open'")
    if not starts.size or not amounts.size:
        return np.broadcast_arrays(starts, amounts)[0].copy()
    least, most = int(amounts.min()), int(amounts.max())
    if least < -ENDLESS_US or most > ENDLESS_US:
        raise HorizonError("an amount is more time than the years 1 to 9999 hold")
    totals = np.asarray(totals_us(calendar, starts) + amounts)
    if least > 0:
        landed = _forward(calendar, totals, landing)
    elif most < 0:
        landed = _backward(calendar, totals)
    else:
        landed = np.broadcast_to(starts, totals.shape).copy()
        ahead, back = np.broadcast_to(amounts > 0, totals.shape), np.broadcast_to(amounts < 0, totals.shape)
        landed[ahead] = _forward(calendar, totals[ahead], landing)
        landed[back] = _backward(calendar, totals[back])
    if landed.max() > MAX_US or landed.min() < MIN_US:
        raise HorizonError("an answer lies outside the years 1 to 9999 that a datetime can hold")
    return landed


def _instants(given: Instants, *, name: str) -> Int64:
    if isinstance(given, datetime):
        return instants_us(given, name=name)
    array = np.asarray(given)
    if array.ndim == 0 and array.dtype.kind != "M":
        raise DomainError(f"{name} {given!r} is no instant; give an aware datetime, or datetime64 (UTC)")
    return instants_us(array, name=name)


def _amounts(given: Amounts) -> Int64:
    if isinstance(given, timedelta):
        us = us_of(given)
        if abs(us) > ENDLESS_US:
            raise HorizonError("the amount is more time than the years 1 to 9999 hold")
        return np.asarray(us, dtype=np.int64)
    array = np.asarray(given)
    if array.ndim == 0 and array.dtype.kind != "m":
        raise DomainError(f"amount {given!r} is no amount of time; give a timedelta, or text such as '8h'")
    return amounts_us(array, name="amount")


def _forward(calendar: MicrosecondCalendar, totals: Int64, landing: Landing) -> Int64:
    if not totals.size:
        return totals
    # The latest answer first, one by one: it compiles the years that all the others need, as does the earliest.
    calendar.at_open_us(int(totals.max()))
    calendar.at_open_us(int(totals.min()))
    landed = lookup_of(calendar._timeline.table).earliest(totals)
    if landing == "close":
        return landed
    calendar.next_open_us(int(landed.max()))
    return lookup_of(calendar._timeline.table).next_open(landed)


def _backward(calendar: MicrosecondCalendar, totals: Int64) -> Int64:
    if not totals.size:
        return totals
    calendar._latest(int(totals.min()))
    return lookup_of(calendar._timeline.table).latest(totals)


def _covering(calendar: MicrosecondCalendar, instants: Int64) -> Lookup:
    first, last = int(instants.min()), int(instants.max())
    if first < -ENDLESS_US or last > ENDLESS_US:
        raise HorizonError("an instant lies outside the years 1 to 9999 that a datetime can hold")
    calendar._timeline.at(first, inclusive=True)
    return lookup_of(calendar._timeline.at(last, inclusive=True))
