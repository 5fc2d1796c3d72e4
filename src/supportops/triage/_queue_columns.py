"""Columns of labels, instants, amounts and ids as numbers that sort; an error names the column and the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from supportops._arrays import NAT, microseconds
from supportops._instants import to_us, us_of
from supportops.errors import DomainError
from supportops.vocabulary import Scale

__all__ = [
    "Column",
    "Ints",
    "Values",
    "amounts_of",
    "check_lengths",
    "column_of",
    "each",
    "instant_us",
    "instants_of",
    "rank_of",
    "ranks_of",
    "slack_us",
    "text_of",
    "within_64_bits",
]

Column: TypeAlias = Iterable[Any]
"""A sequence, an array, or a column of a data frame."""

Ints: TypeAlias = npt.NDArray[np.int64]
Values: TypeAlias = Sequence[Any] | npt.NDArray[Any]
T = TypeVar("T")

# 146,000 years, past which an order says nothing.
_FAR_US = 2**62


def column_of(values: Column, name: str) -> Values:
    """Return a column as an array where it counts time, else as a list of its values."""
    # numpy would turn members of an enum into their names, and cut the NULs off the end of a text.
    if not hasattr(values, "__array__"):
        if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
            raise DomainError(f"{name} is {values!r}; give a sequence with one entry a ticket", field=name)
        return list(values)
    array = np.asarray(values)
    if array.ndim != 1:
        raise DomainError(f"{name} has the shape {array.shape}; give one entry a ticket", field=name)
    return array if array.dtype.kind in "mM" else array.tolist()


def check_lengths(columns: Mapping[str, Values]) -> None:
    """Refuse columns that are not equally long."""
    first, *others = columns
    for name in others:
        if len(columns[name]) != len(columns[first]):
            lengths = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
            message = f"{name} and {first} differ in length ({lengths}); give one entry a ticket in each"
            raise DomainError(message, field=name)


def each(values: Values, field: str, read: Callable[[Any], T]) -> list[T]:
    """Return every value as it is read; an error carries the field and the place."""
    found: list[T] = []
    try:
        for value in values:
            found.append(read(value))  # noqa: PERF401 - an error must know how far it came
    except DomainError as error:
        error.field, error.index = field, len(found)
        error.add_note(f"at {field}[{len(found)}]")
        raise
    return found


def rank_of(label: object, scale: Scale, field: str) -> int:
    """Return the rank of a label; an error names the field and not the scale."""
    try:
        return scale.rank(label)  # type: ignore[arg-type]  # it refuses what is no label
    except DomainError as error:
        error.field = field
        raise


def ranks_of(labels: Values, scale: Scale, field: str) -> Ints:
    """Return the ranks of a column of labels. Shape (n,)."""
    return np.array(each(labels, field, scale.rank), dtype=np.int64)


def instant_us(created: object) -> int:
    """Return an aware datetime or a datetime64 as microseconds since 1970 UTC."""
    # A missing time of pandas or numpy differs from itself.
    if created is None or created != created:
        message = f"{created!r} is no instant; leave the ticket out or fill it first"
        raise DomainError(message, field="created", value=created)
    if isinstance(created, np.datetime64):
        return int(microseconds(np.asarray(created)))
    if not isinstance(created, datetime):
        raise DomainError(f"{created!r} is no instant; give an aware datetime", field="created", value=created)
    return to_us(created)


def instants_of(column: Values, field: str) -> Ints:
    """Return a column of instants as microseconds since 1970 UTC. Shape (n,)."""
    if not isinstance(column, np.ndarray):
        return np.array(each(column, field, instant_us), dtype=np.int64)
    if column.dtype.kind != "M":
        raise DomainError(f"{field} has dtype {column.dtype}; give datetime64 (UTC) or aware datetimes", field=field)
    us = microseconds(column)
    for index in np.flatnonzero(us == NAT)[:1].tolist():
        message = f"{field}[{index}] is NaT, which is no instant; leave the ticket out or fill it first"
        raise DomainError(message, field=field, value=column[index], index=index)
    return us


def slack_us(slack: object) -> int | None:
    """Return an amount of time as microseconds, None where there is none."""
    if slack is None or slack != slack:  # a missing amount of pandas or numpy
        return None
    if isinstance(slack, np.timedelta64):
        return int(microseconds(np.asarray(slack)))
    if not isinstance(slack, timedelta):
        raise DomainError(
            f"{slack!r} is no slack; give a timedelta, or None where no promise was made", field="slack", value=slack
        )
    return within_64_bits(slack)


def within_64_bits(amount: timedelta) -> int:
    """Return an amount as microseconds; the ends of what a timedelta holds are cut."""
    return max(-_FAR_US, min(us_of(amount), _FAR_US))


def amounts_of(column: Values, field: str, read: Callable[[Any], int | None] = slack_us) -> Ints:
    """Return a column of amounts of time as microseconds, NaT's number where there is none. Shape (n,)."""
    if not isinstance(column, np.ndarray):
        found = each(column, field, read)
        return np.array([NAT if us is None else us for us in found], dtype=np.int64)
    if column.dtype.kind != "m":
        raise DomainError(f"{field} has dtype {column.dtype}; give timedelta64 or timedeltas", field=field)
    return microseconds(column)


def text_of(name: object) -> str:
    """Return an id, which has to be text: as numbers 10 comes after 9, as text before it."""
    if not isinstance(name, str):
        raise DomainError(f"{name!r} is no id; write it as text, for example {str(name)!r}", field="id", value=name)
    return name
