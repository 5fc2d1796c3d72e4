"""Formulas over numbers and arrays: inputs are checked and broadcast, results have the shape of what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, ValuesView
from datetime import timedelta
from fractions import Fraction
from typing import TypeAlias, overload

import numpy as np
import numpy.typing as npt

from supportops._instants import us_of
from supportops.durations import parse_elapsed
from supportops.errors import DomainError, shortened

__all__ = [
    "Duration", "Floats", "Number", "as_given", "broadcast", "checked", "decimal", "number", "seconds", "whole",
    "wholes",
]  # fmt: skip

Floats: TypeAlias = npt.NDArray[np.float64]
Number: TypeAlias = float | Floats
"""A number, or an array of them."""
Duration: TypeAlias = str | timedelta
"""An amount of time: a timedelta, or text with its unit ("20m")."""

_KINDS = frozenset("iuf")


def checked(
    value: object,
    name: str,
    *,
    at_least: float | None = None,
    more_than: float | None = None,
    at_most: float | None = None,
    less_than: float | None = None,
) -> Floats:
    """Return a number, or an array or sequence of them, as float64 of its own shape; () for one number.

    Raises:
        DomainError: no number, NaN, an infinity, or outside the bounds; `.field`, `.value`, and `.index` in an array.

    Example:
        >>> checked([1, 2], "load", at_least=0)
        array([1., 2.])
        >>> checked(-1, "load", at_least=0)
        Traceback (most recent call last):
        supportops.errors.DomainError: load is -1; give a finite number >= 0
    """
    bounds: tuple[tuple[str, float | None, Callable[[Floats, float], npt.NDArray[np.bool_]]], ...] = (
        (">=", at_least, np.greater_equal), (">", more_than, np.greater),
        ("<=", at_most, np.less_equal), ("<", less_than, np.less),
    )  # fmt: skip
    asked = [(sign, bound, holds) for sign, bound, holds in bounds if bound is not None]
    wanted = "a finite number " + " and ".join(f"{sign} {bound:g}" for sign, bound, _ in asked)
    array = _floats(value, name, wanted.strip())
    is_fine = np.isfinite(array)
    for _, bound, holds in asked:
        is_fine &= holds(array, bound)
    if not is_fine.all():
        raise _refused(value, array, is_fine, name, wanted.strip())
    return array


def number(
    value: object,
    name: str,
    *,
    at_least: float | None = None,
    more_than: float | None = None,
    at_most: float | None = None,
    less_than: float | None = None,
) -> float:
    """Return one number as a float, checked as `checked` does; an array is refused."""
    array = checked(value, name, at_least=at_least, more_than=more_than, at_most=at_most, less_than=less_than)
    if array.ndim:
        raise DomainError(f"{name} is an array of shape {array.shape}; give one number", field=name, value=value)
    return float(array)


def wholes(value: object, name: str, *, at_least: float = 0, at_most: float | None = None) -> Floats:
    """Return a whole number, or an array or sequence of them, as float64 of its own shape.

    Raises:
        DomainError: what `checked` refuses, or a fraction; the first place.
    """
    array = checked(value, name, at_least=at_least, at_most=at_most)
    fractions = np.argwhere(array != np.floor(array))
    if not len(fractions):
        return array
    place = tuple(int(i) for i in fractions[0])
    where = f"[{', '.join(map(str, place))}]" if place else ""
    bad, index = float(array[place]), place[0] if len(place) == 1 else None
    message = f"{name}{where} is {bad:g}; give a whole number >= {at_least:g}"
    raise DomainError(message, field=name, value=bad, index=index)


def whole(value: object, name: str, *, at_least: float = 0, at_most: float | None = None) -> int:
    """Return one whole number as an int; 2.0 is one, 2.5 is not.

    Example:
        >>> whole(2.0, "weeks")
        2
    """
    return int(wholes(number(value, name, at_least=at_least, at_most=at_most), name, at_least=at_least))


def broadcast(**named: Floats) -> tuple[Floats, ...]:
    """Return arrays brought to one shape, as numpy does.

    Raises:
        DomainError: their shapes do not fit; the names and shapes.

    Example:
        >>> [array.shape for array in broadcast(load=np.ones((2, 1)), agents=np.ones(3))]
        [(2, 3), (2, 3)]
    """
    try:
        return tuple(np.broadcast_arrays(*named.values()))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in named.items())
        raise DomainError(f"these arrays do not broadcast: {shapes}; give arrays of one length, or numbers") from None


@overload
def as_given(result: np.float64) -> float: ...
@overload
def as_given(result: Floats) -> Number: ...
def as_given(result: Floats | np.float64) -> Number:
    """Return a float for the shape (), the array itself for any other."""
    return float(result) if np.ndim(result) == 0 else np.asarray(result)


def seconds(name: str, given: Duration | None, given_s: object = None, *, more_than: float | None = None) -> Floats:
    """Return an amount of time in seconds, given as a duration or as a number or array of seconds: exactly one of them.

    Args:
        name: of the duration; that of the seconds is `name` + "_s".
        given: a timedelta or text with its unit; a bare number is refused.
        given_s: seconds, >= 0.
        more_than: a bound that the seconds must pass, 0 for instance.

    Raises:
        DomainError: both or neither, a bare number for the duration, an amount outside its range.

    Example:
        >>> float(seconds("handle_time", "20m")), seconds("handle_time", None, [60, 90]).tolist()
        (1200.0, [60.0, 90.0])
    """
    if (given is None) == (given_s is None):
        what = "neither is given" if given is None else "both are given"
        message = f"{what} of {name} and {name}_s; give one: {name}='20m', or {name}_s=1200"
        raise DomainError(message, field=name)
    if given_s is not None:
        return checked(given_s, f"{name}_s", at_least=0 if more_than is None else None, more_than=more_than)
    if not isinstance(given, str | timedelta):
        raise DomainError(
            f"{name} is {shortened(repr(given))}; write it with its unit, {name}='20m', or give seconds as {name}_s",
            field=name, value=given,
        )  # fmt: skip
    try:
        amount = us_of(parse_elapsed(given)) / 1_000_000
    except DomainError as error:
        raise DomainError(f"{name}: {error}", field=name, value=given) from None
    if amount < 0 or (more_than is not None and amount <= more_than):
        wanted = "more than no time" if more_than is not None else "no time or more"
        raise DomainError(f"{name} is {given!r}; give {wanted}", field=name, value=given)
    return np.asarray(amount)


def decimal(value: float) -> Fraction:
    """Return a number as what it is written as: 0.1 is a tenth, not the binary number beside it.

    Example:
        >>> decimal(0.1) + decimal(0.2) == decimal(0.3)
        True
    """
    return Fraction(repr(float(value)))


def _floats(value: object, name: str, wanted: str) -> Floats:
    if isinstance(value, str | bytes | timedelta) or value is None:
        hint = " in seconds" if isinstance(value, timedelta) and name.endswith("_s") else ""
        raise DomainError(f"{name} is {shortened(repr(value))}; give {wanted}{hint}", field=name, value=value)
    is_stream = isinstance(value, Iterable) and not hasattr(value, "__len__")
    given = list(value) if is_stream or isinstance(value, ValuesView) else value  # type: ignore[call-overload]
    try:
        array = np.asarray(given)
        if array.dtype.kind == "O":
            array = array.astype(np.float64)
    except (TypeError, ValueError, OverflowError):
        array = np.asarray(None)
    if array.dtype.kind not in _KINDS and array.size:
        raise DomainError(f"{name} is {shortened(repr(value))}; give {wanted}", field=name, value=value)
    return array.astype(np.float64)


def _refused(value: object, array: Floats, is_fine: npt.NDArray[np.bool_], name: str, wanted: str) -> DomainError:
    if array.ndim == 0:
        plain = value.item() if isinstance(value, np.generic | np.ndarray) else value
        return DomainError(f"{name} is {shortened(repr(plain))}; give {wanted}", field=name, value=plain)
    place = tuple(int(i) for i in np.argwhere(~is_fine)[0])
    bad = float(array[place])
    where = ", ".join(map(str, place))
    # In a table of several dimensions one number does not say where.
    index = place[0] if len(place) == 1 else None
    return DomainError(f"{name}[{where}] is {bad:g}; give {wanted}", field=name, value=bad, index=index)
