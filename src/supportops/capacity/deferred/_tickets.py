"""Tickets that can wait, read from arrays: when each came, the work it is, when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from supportops._arrays import microseconds
from supportops._formulas import Duration, Floats, checked, number
from supportops._instants import to_us, us_of
from supportops.calendar import Calendar
from supportops.calendar.batch import add_us
from supportops.durations import parse_duration
from supportops.errors import DomainError, NaiveDatetimeError, shortened

__all__ = ["Instants", "Opening", "Tickets", "tickets_of"]

Int64: TypeAlias = npt.NDArray[np.int64]
Instants: TypeAlias = npt.NDArray[np.datetime64] | np.datetime64 | datetime
Opening: TypeAlias = Iterable[tuple[float, datetime | np.datetime64]]
"""Pairs of work in seconds and the instant it is due."""

_Kind = TypeVar("_Kind", bound=np.generic)
_SECOND_US = 1_000_000
_FAR_S = 1e12
"""More seconds than a calendar has years for."""


class Tickets(NamedTuple):
    """Columns of one length; instants are microseconds since 1970 UTC. The last `opening` ones were there before."""

    came: Int64
    work_s: Floats
    due: Int64
    opening: int


def tickets_of(
    arrived: npt.NDArray[np.datetime64],
    work_s: object,
    due: Instants | Duration | None,
    due_s: object,
    calendar: Calendar,
    opening: Opening,
) -> Tickets:
    """Return the tickets that came, and after them those of the opening backlog, there from the first arrival on."""
    came = _instants(arrived, "arrived")
    if came.ndim != 1:
        raise DomainError(f"arrived has the shape {came.shape}; give one instant for each ticket", field="arrived")
    work = _for_each(checked(work_s, "work_s", at_least=0), "work_s", came.size)
    if isinstance(due, str | timedelta) or due_s is not None or due is None:
        dues = add_us(calendar, came, _amounts(due, due_s, came.size), landing="close")
    else:
        dues = _for_each(_instants(due, "due"), "due", came.size)
    pairs = _pairs(opening)
    if pairs and not came.size:
        raise DomainError("opening work is there from the first arrival on, and nothing arrives", field="opening")
    before = np.full(len(pairs), came.min() if pairs else 0, dtype=np.int64)
    return Tickets(
        np.concatenate((came, before)),
        np.concatenate((work, np.array([seconds for seconds, _ in pairs], dtype=np.float64))),
        np.concatenate((dues, np.array([at for _, at in pairs], dtype=np.int64))),
        len(pairs),
    )


def _instants(value: object, name: str) -> Int64:
    if isinstance(value, datetime):
        return np.asarray(to_us(value), dtype=np.int64)
    array = np.asarray(value)
    if not array.size:
        return np.zeros(array.shape, dtype=np.int64)
    if array.dtype.kind != "M":
        hint = "" if name.startswith("opening") else ", one for each ticket"
        hint += ", or one amount of open time with its unit, due='8h'" if name == "due" else ""
        raise DomainError(
            f"{name} is {shortened(repr(value), 60)}; give datetime64 (UTC){hint}",
            field=name, value=value,
        )  # fmt: skip
    is_nat = np.isnat(array)
    if is_nat.any():
        place = int(np.flatnonzero(is_nat)[0])
        raise DomainError(f"{name}[{place}] is NaT, which is no instant; drop it or fill it", field=name, index=place)
    return microseconds(array)


def _for_each(array: npt.NDArray[_Kind], name: str, count: int) -> npt.NDArray[_Kind]:
    if array.shape not in ((), (count,)):
        message = f"{name} has the shape {array.shape} and there are {count} tickets; give one for all, or one for each"
        raise DomainError(message, field=name)
    return np.broadcast_to(array, (count,))


def _amounts(due: object, due_s: object, count: int) -> Int64:
    """Return open time from arrival to deadline, microseconds, from a duration or from seconds."""
    if (due is None) == (due_s is None):
        what = "neither is given" if due is None else "both are given"
        raise DomainError(f"{what} of due and due_s; give one: due='8h', or due_s=28800", field="due")
    if due_s is not None:
        found = _for_each(checked(due_s, "due_s", more_than=0, at_most=_FAR_S), "due_s", count)
        return np.rint(found * _SECOND_US).astype(np.int64)
    try:
        us = us_of(parse_duration(due))  # type: ignore[arg-type]  # the caller has looked
    except DomainError as error:
        raise DomainError(f"due: {error}", field="due", value=due) from None
    if us <= 0:
        raise DomainError(f"due is {due!r}; give more than no time", field="due", value=due)
    return np.full(count, us, dtype=np.int64)


def _pairs(opening: Opening) -> list[tuple[float, int]]:
    if not isinstance(opening, Iterable):
        message = f"opening is {shortened(repr(opening), 60)}; give pairs, work in seconds and the instant it is due"
        raise DomainError(message, field="opening", value=opening)
    return [_pair(place, pair) for place, pair in enumerate(opening)]


def _pair(place: int, pair: object) -> tuple[float, int]:
    name = f"opening[{place}]"
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        message = f"{name} is {shortened(repr(pair), 60)}; give a pair, work in seconds and the instant it is due"
        raise DomainError(message, field="opening", value=pair, index=place)
    try:
        at, work = _instants(pair[1], name), number(pair[0], name, at_least=0)
    except NaiveDatetimeError:
        raise
    except DomainError as error:
        raise DomainError(str(error), field="opening", value=pair, index=place) from None
    if at.ndim:
        raise DomainError(f"{name} has several instants; give one", field="opening", value=pair, index=place)
    return work, int(at)
