"""Scalars and numpy arrays through one door: UTC microseconds in, the caller's shape out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from supportops._instants import to_us, us_of
from supportops.errors import DomainError

__all__ = ["amounts_us", "instants_us"]

_NAT = np.iinfo(np.int64).min


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


def _int64(values: npt.NDArray[Any], *, kind: str, unit: str, name: str) -> npt.NDArray[np.int64]:
    array = np.asarray(values)
    if array.dtype.kind != kind:
        hint = " Aware datetimes: convert them to UTC and drop the zone." if array.dtype.kind == "O" else ""
        raise DomainError(f"{name} has dtype {array.dtype}; a {unit} array (UTC) is needed.{hint}")
    us = array.astype(unit, copy=False).view(np.int64)
    if us.size and us.min() == _NAT:
        index = tuple(int(i) for i in np.argwhere(us == _NAT)[0])
        where = index[0] if len(index) == 1 else index
        raise DomainError(f"{name}[{where}] is NaT, which is no instant; drop it or fill it first")
    return us
