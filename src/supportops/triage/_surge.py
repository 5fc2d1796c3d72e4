"""Categories with more tickets than their own history explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Integral

from supportops._model import Model
from supportops.errors import DomainError
from supportops.triage._names import Label, Name, plain
from supportops.triage._next_count import next_count

__all__ = ["Surge", "surge"]


class Surge(Model):
    """One category's count beside its history.

    Attributes:
        category: what was counted.
        count: in the period that is looked at.
        expected: the mean of the history; None without one.
        interval: the lowest and the highest count that go with the history; None without one.
        is_surge: the count is above the interval.
    """

    category: Name
    count: int
    expected: float | None
    interval: tuple[int, int] | None
    is_surge: bool

    def __str__(self) -> str:
        return f"{self.category}: {self._figures}"

    def to_markdown(self) -> str:
        """Return it as one item of a Markdown list."""
        return f"- **{self.category}**: {self._figures}"

    @property
    def _figures(self) -> str:
        if self.expected is None or self.interval is None:
            return f"{self.count}, no history"
        low, high = self.interval
        sign = "; surge" if self.is_surge else "; fewer than usual" if self.count < low else ""
        return f"{self.count}, expected {self.expected:.1f} ({low} to {high}){sign}"


def surge(
    counts: Mapping[str, int], history: Mapping[str, Sequence[int]], *, confidence: float = 0.95
) -> tuple[Surge, ...]:
    """Return, for each category, whether it has more tickets than its history explains.

    The interval is that of the next count of a Poisson process whose mean is known from the history only: the shorter
    the history, the wider the interval. Given the tickets of the history and of this period together, those of
    this period are binomial, so the interval is exact, and holds at least as often as it says. It is two-sided:
    without any change a count is above it in at most (1 - confidence) / 2 of the periods.

    Args:
        counts: category to the tickets of the period that is looked at. Each has a row, in this order; a category that
            is only in the history has none, so give it with 0 to see it.
        history: category to the counts of earlier periods of the same length, such as the last eight Mondays. They may
            be of different numbers of periods; none at all, or an empty one, is no history.
        confidence: of the intervals, between 0 and 1. With many categories take more, such as 0.999, or some of
            them will stand out each time by chance.

    Raises:
        DomainError: a count that is negative or no whole number, or a confidence outside its range. `field` names
            the argument and `index` the place in a history.

    Source: Nelson (1982), Applied Life Data Analysis, pages 200 to 204, for the binomial. The ends are exact sums of
        its tails, where he takes quantiles of F and rounds them.

    Example:
        >>> for row in surge({"api": 30, "billing": 9}, {"api": [12, 9, 14, 13], "billing": [8, 11, 7, 10]}):
        ...     print(row)
        api: 30, expected 12.0 (5 to 21); surge
        billing: 9, expected 9.0 (3 to 17)
    """
    if not 0 < confidence < 1:
        raise DomainError(
            f"confidence is {confidence!r}; it is more than 0 and less than 1, for example 0.95",
            field="confidence",
            value=confidence,
        )
    earlier = {plain(category): _periods(category, given) for category, given in history.items()}
    return tuple(
        _row(category, _count(f"counts[{category!r}]", given, "counts"), earlier.get(plain(category), []), confidence)
        for category, given in counts.items()
    )


def _row(category: Label, count: int, periods: Sequence[int], confidence: float) -> Surge:
    if not periods:
        return Surge(category=category, count=count, expected=None, interval=None, is_surge=False)
    total = sum(periods)
    low, high = next_count(total, len(periods), confidence=confidence)
    return Surge(
        category=category, count=count, expected=total / len(periods), interval=(low, high), is_surge=count > high
    )


def _periods(category: str, given: Sequence[int]) -> list[int]:
    try:
        periods = list(given)
    except TypeError:
        raise DomainError(
            f"history[{category!r}] is {given!r}; give the counts of earlier periods, for example (12, 9, 14)",
            field="history",
            value=given,
        ) from None
    return [
        _count(f"history[{category!r}][{index}]", count, "history", index=index) for index, count in enumerate(periods)
    ]


def _count(name: str, given: object, field: str, *, index: int | None = None) -> int:
    if isinstance(given, bool) or not isinstance(given, Integral) or given < 0:
        raise DomainError(
            f"{name} is {given!r}; a count is a whole number, at least 0", field=field, value=given, index=index
        )
    return int(given)
