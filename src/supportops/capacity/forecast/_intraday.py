"""How a day's volume is spread over its slots."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from supportops._formulas import Floats, checked, whole
from supportops._instants import to_us
from supportops.capacity.forecast._options import countable
from supportops.errors import DomainError

__all__ = ["intraday_profile"]

_WEEK = 7


def intraday_profile(y: npt.ArrayLike, *, per_day: int, start: dt.date | None = None) -> Floats:
    """Return the share of the day's volume that comes in each slot of the day.

    The volume of the slot over all days / the volume of all days, so a day counts as much as it has tickets. Times
    the forecast of a day it is the forecast of the slots.

    Args:
        y: tickets in each slot, >= 0, whole days from the first slot of a day on. Shape (days * per_day,).
        per_day: slots a day, by the clock on the wall: 48 of half an hour. Where the clocks change, a day has more or
            fewer hours than that: sum them into the slots of the wall clock first.
        start: the date of the first day, or an aware instant on it; its own zone says which date that is.

    Returns:
        Shares, shape (per_day,); with a start one row for each weekday, Monday first, shape (7, per_day). A row sums
        to 1. Without any volume it is all 0: no volume of the day, none in its slots.

    Raises:
        DomainError: a negative or infinite volume, no whole days, or with a start less than 7 days.

    Example:
        >>> intraday_profile(np.array([1, 3, 2, 4]), per_day=2)
        array([0.3, 0.7])
        >>> week = np.array([1, 3, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0])
        >>> intraday_profile(week, per_day=2, start=dt.date(2026, 3, 2))[:2]
        array([[0.25, 0.75],
               [0.  , 0.  ]])
    """
    days = _by_day(countable(checked(y, "y", at_least=0), "y"), per_day)
    if start is None:
        return _shares(days.sum(axis=0))
    if len(days) < _WEEK:
        raise DomainError(
            f"y has {len(days)} days; a profile by weekday needs 7 or more, or leave start out for one profile",
            field="y", value=len(days),
        )  # fmt: skip
    first = _weekday(start)
    return _shares(np.array([days[(number - first) % _WEEK :: _WEEK].sum(axis=0) for number in range(_WEEK)]))


def _by_day(slots: Floats, per_day: int) -> Floats:
    width = whole(per_day, "per_day", at_least=1)
    if slots.ndim != 1 or not slots.size or slots.size % width:
        raise DomainError(
            f"y has the shape {slots.shape}; give one row of whole days of {width} slots, one day or more",
            field="y", value=slots.shape,
        )  # fmt: skip
    return slots.reshape(-1, width)


def _shares(volume: Floats) -> Floats:
    total = volume.sum(axis=-1, keepdims=True)
    shares: Floats = np.divide(volume, total, out=np.zeros_like(volume), where=total > 0)
    return shares


def _weekday(start: dt.date) -> int:
    if not isinstance(start, dt.date):
        raise DomainError(f"start is {start!r}; give the date of the first day", field="start", value=start)
    if isinstance(start, dt.datetime):
        to_us(start)  # refuses one without a zone
    return start.weekday()
