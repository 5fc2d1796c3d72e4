"""What every forecasting method gives back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from supportops._arrays import instants_us
from supportops._formulas import Floats, checked, number
from supportops._frozen import FrozenMap
from supportops._shown import Grid, InGrid
from supportops.capacity.steps import Explanation, Step
from supportops.errors import DomainError, shortened

__all__ = ["Dates", "Forecast", "date_texts"]

Dates: TypeAlias = npt.NDArray[np.datetime64]


@dataclass(frozen=True, slots=True, eq=False)
class Forecast(InGrid):
    """What is expected in the periods after a series, with an interval for each.

    Attributes:
        mean: the expected values. Shape (horizon,).
        lower, upper: the ends of the interval of each period on its own, not jointly. Shape (horizon,). None without a
            confidence; without bound (`lower` at the floor, `upper` inf) where the history has no error to judge by.
        confidence: the share of the periods that should lie inside; None without an interval.
        fitted: what the method says about each period of the series, one step ahead where it can; NaN where it says
            nothing. Shape (n,).
        sse: the sum of squared errors of `fitted`.
        parameters: the numbers that the method used or found, by name.
        method: its name.
        dates: the date of each period (datetime64[us], UTC), or None. Shape (horizon,).

    Example:
        >>> found = Forecast.of([12.0, 14.0], lower=[9.0, 10.0], upper=[15.0, 18.0], confidence=0.8, method="by hand")
        >>> print(found)
        Forecast by hand, 80 % intervals
        step  mean  lower  upper
           1    12      9     15
           2    14     10     18
    """

    mean: Floats
    lower: Floats | None
    upper: Floats | None
    confidence: float | None
    fitted: Floats
    sse: float
    parameters: Mapping[str, float]
    method: str
    dates: Dates | None
    steps: tuple[Step, ...] = field(default=(), repr=False)

    @classmethod
    def of(
        cls,
        mean: npt.ArrayLike,
        *,
        lower: npt.ArrayLike | None = None,
        upper: npt.ArrayLike | None = None,
        confidence: float | None = None,
        fitted: npt.ArrayLike = (),
        sse: float = 0.0,
        parameters: Mapping[str, float] | None = None,
        method: str = "given",
        dates: Dates | None = None,
    ) -> Forecast:
        """Return a forecast that was made elsewhere, checked: by another library, or by hand.

        Args:
            mean: the expected values, finite. Shape (horizon,).
            lower: the low end of the interval, at most `mean`; with `upper` and `confidence`, or not. Shape (horizon,).
            upper: the high end, at least `mean`. Shape (horizon,).
            confidence: of that interval, more than 0 and less than 1; with `lower` and `upper` only.
            fitted: one value for each of the series, NaN where there is none. Shape (n,).
            sse: the sum of squared errors of `fitted`, >= 0.
            parameters: numbers by name.
            method: a name for it.
            dates: datetime64, UTC; or dates, each its midnight UTC. Shape (horizon,).

        Raises:
            DomainError: an input outside its range, or of another length than `mean`.
        """
        expected = _row(mean, "mean", None)
        ends = _ends(expected, lower, upper, confidence)
        said = _plain(fitted, "fitted")
        if said.ndim != 1:
            raise DomainError(f"fitted has shape {said.shape}; give one value for each of the series", field="fitted")
        numbers = {name: float(_plain(value, f"parameters[{name!r}]")) for name, value in (parameters or {}).items()}
        return cls(
            mean=expected, lower=ends[0], upper=ends[1], confidence=confidence, fitted=said,
            sse=number(sse, "sse", at_least=0), parameters=FrozenMap(numbers), method=method,
            dates=None if dates is None else _instants(dates, len(expected)),
            steps=(Step("method", "made elsewhere", method),),
        )  # fmt: skip

    def explain(self) -> Explanation:
        """Return the rule, the parameters, the errors in the history and the rule of the interval."""
        numbers = tuple(Step(name, "parameter", value) for name, value in self.parameters.items())
        errors = Step("sse", "sum of the squared errors of fitted", self.sse)
        return Explanation(f"Forecast {self.method}", (*self.steps[:1], *numbers, errors, *self.steps[1:]))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Forecast):
            return NotImplemented
        return (
            (self.confidence, self.method, tuple(self.parameters))
            == (other.confidence, other.method, tuple(other.parameters))
            and _same(self.dates, other.dates)
            and all(_same(one, two) for one, two in zip(self._numbers(), other._numbers(), strict=True))
        )

    def __hash__(self) -> int:
        return hash((self.method, self.confidence, (self.mean + 0.0).tobytes()))

    def _numbers(self) -> tuple[Floats | None, ...]:
        return self.mean, self.lower, self.upper, self.fitted, np.array([*self.parameters.values(), self.sse])

    def _grid(self) -> Grid:
        names = [str(step + 1) for step in range(len(self.mean))] if self.dates is None else date_texts(self.dates)
        columns = [names, _texts(self.mean)]
        head, said = ["step" if self.dates is None else "date", "mean"], ""
        if self.lower is not None and self.upper is not None and self.confidence is not None:
            head, columns = [*head, "lower", "upper"], [*columns, _texts(self.lower), _texts(self.upper)]
            said = f", {100 * self.confidence:g} % intervals"
        rows = list(zip(*columns, strict=True))
        right = range(0 if self.dates is None else 1, len(head))
        return Grid(f"Forecast {self.method}{said}", head, rows, right=tuple(right))


def date_texts(dates: Dates) -> list[str]:
    """Return dates as text, with the time of day where one of them is not at midnight UTC.

    Example:
        >>> date_texts(np.array(["2026-03-01T00:00", "2026-03-01T12:00"], dtype="datetime64[us]"))
        ['2026-03-01T00:00', '2026-03-01T12:00']
    """
    is_midnight = bool((dates == dates.astype("datetime64[D]")).all())
    texts: list[str] = np.datetime_as_string(dates, unit="D" if is_midnight else "m").tolist()
    return texts


def _ends(
    mean: Floats, lower: npt.ArrayLike | None, upper: npt.ArrayLike | None, confidence: float | None
) -> tuple[Floats, Floats] | tuple[None, None]:
    if lower is None or upper is None:
        if lower is not None or upper is not None or confidence is not None:
            raise DomainError("an interval is lower, upper and confidence; give all three or none", field="confidence")
        return None, None
    if confidence is None:
        raise DomainError(
            "lower and upper are given without confidence; say which, for example 0.8", field="confidence"
        )
    checked(confidence, "confidence", more_than=0, less_than=1)
    low, high = _row(lower, "lower", len(mean)), _row(upper, "upper", len(mean))
    bad = np.flatnonzero((low > mean) | (high < mean))
    if len(bad):
        at = int(bad[0])
        given = f"lower[{at}] {low[at]:g}, mean {mean[at]:g}, upper {high[at]:g}"
        raise DomainError(f"{given}; lower is at most the mean, upper at least", field="lower", index=at)
    return low, high


def _instants(given: npt.ArrayLike, length: int) -> Dates:
    array = np.asarray(given)
    if array.shape != (length,):
        raise DomainError(f"dates has shape {array.shape}; give one for each of {length}", field="dates")
    if all(isinstance(day, dt.date) and not isinstance(day, dt.datetime) for day in array.tolist()):
        array = array.astype("datetime64[D]")
    return instants_us(array, name="dates").view("datetime64[us]")


def _plain(values: npt.ArrayLike, name: str) -> Floats:
    """Return numbers as floats, with NaN where there is none."""
    try:
        return np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        given = shortened(repr(values))
        raise DomainError(f"{name} is {given}; give numbers", field=name, value=values) from None


def _row(values: npt.ArrayLike, name: str, length: int | None) -> Floats:
    row = checked(values, name)
    if row.ndim != 1 or not row.size or length not in (None, row.size):
        wanted = "one value or more in a row" if length is None else f"a row of {length}, as long as mean"
        raise DomainError(f"{name} has shape {row.shape}; give {wanted}", field=name)
    return row


def _same(one: npt.NDArray[np.generic] | None, two: npt.NDArray[np.generic] | None) -> bool:
    # NaN is equal to NaN here: both say that there is no value.
    return one is two or (one is not None and two is not None and np.array_equal(one, two, equal_nan=True))


def _texts(values: Floats) -> list[str]:
    return [f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.0f}" for value in values.tolist()]
