"""Scalars and numpy arrays through one door: UTC microseconds in, the caller's shape out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us, us_of
from supportops.errors import DomainError

__all__ = ["NAT", "amounts_us", "instants_us", "microseconds"]

NAT = int(np.iinfo(np.int64).min)
"""NaT as a number: what stands for no instant and no amount among int64 microseconds."""
_US = {"W": 604_800_000_000, "D": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": 1_000_000, "ms": 1_000}
_FAR = 2**62
_FAR_YEARS = 20_000


def instants_us(values: npt.NDArray[Any] | datetime, *, name: str) -> npt.NDArray[np.int64]:
    """Return instants as int64 microseconds since 1970 UTC.

    Args:
        values: datetime64 of any unit (UTC by definition), or one aware datetime. Shape (...).
        name: what to call them in an error.

    Raises:
        DomainError: another dtype, or a NaT, named by its index.
    """
    if isinstance(values, datetime):
        return np.asarray(to_us(values), dtype=np.int64)
    return _int64(values, kind="M", unit="datetime64[us]", name=name)


def amounts_us(values: npt.NDArray[Any] | timedelta, *, name: str) -> npt.NDArray[np.int64]:
    """Return amounts of time as int64 microseconds; timedelta64 of any unit, or one timedelta."""
    if isinstance(values, timedelta):
        return np.asarray(us_of(values), dtype=np.int64)
    return _int64(values, kind="m", unit="timedelta64[us]", name=name)


def microseconds(values: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return datetime64 or timedelta64 of any unit as int64 microseconds, NaT's number where there is none.

    What microseconds cannot count is moved to a far end of time, where no calendar reaches: some versions of numpy
    would wrap it around into an instant that looks right, others stop at it.
    """
    unit, count = np.datetime_data(values.dtype)
    values = values.astype(values.dtype.newbyteorder("="), copy=False)
    numbers = values.view(np.int64)
    if unit in _US:
        limit = _FAR // (_US[unit] * count)
        return np.where(numbers == NAT, NAT, np.clip(numbers, -limit, limit) * (_US[unit] * count))
    if unit in ("Y", "M") and values.dtype.kind == "M":
        limit = _FAR_YEARS * (1 if unit == "Y" else 12) // count
        values = np.where(numbers == NAT, NAT, np.clip(numbers, -limit, limit)).view(values.dtype)
    return values.astype(f"{values.dtype.kind}8[us]", copy=False).view(np.int64)


def _int64(values: npt.NDArray[Any], *, kind: str, unit: str, name: str) -> npt.NDArray[np.int64]:
    array = np.asarray(values)
    if array.dtype.kind != kind:
        hint = " Aware datetimes: convert them to UTC and drop the zone." if array.dtype.kind == "O" else ""
        raise DomainError(f"{name} has dtype {array.dtype}; a {unit} array (UTC) is needed.{hint}")
    us = microseconds(array)
    if us.size and us.min() == NAT:
        index = tuple(int(i) for i in np.argwhere(us == NAT)[0])
        where = index[0] if len(index) == 1 else index
        raise DomainError(f"{name}[{where}] is NaT, which is no instant; drop it or fill it first")
    return us
