"""Suggested targets, what they rest on, and what any other target would have attained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from supportops._instants import us_of
from supportops.durations import parse_duration
from supportops.errors import DomainError, NoMatchError, near
from supportops.sla._suggestion_words import as_html, as_markdown, as_text

if TYPE_CHECKING:
    from supportops._statistics import KaplanMeier

__all__ = ["Attained", "SuggestedTarget", "TargetSuggestion", "attained"]


@dataclass(frozen=True, slots=True)
class Attained:
    """The share of tickets that a target would have been met for.

    Attributes:
        target: open time.
        value: 0..1, with open tickets counted as open; None where nothing was watched for that long.
        interval: the confidence interval of `value`, or None.
        reason: why there is no value, or None.
    """

    target: timedelta
    value: float | None
    interval: tuple[float, float] | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SuggestedTarget:
    """What one metric of one priority could be promised.

    Attributes:
        n: tickets measured, the open ones too.
        open: those whose clock still runs.
        left_out: tickets without a length: the clock was cancelled, or never started.
        quantile: the open time within which the wanted share was done; None, with a `reason`.
        interval: the confidence interval of `quantile`; an end that is not reached is None.
        buffered: `quantile` x (1 + buffer), exact but for the microsecond.
        target: `buffered`, rounded up to an amount that people can read; None, with a `reason`.
        expected: what `target` would have attained.
        reason: why nothing is suggested, or None.
    """

    priority: str
    metric: str
    n: int
    open: int
    left_out: int
    quantile: timedelta | None
    interval: tuple[timedelta | None, timedelta | None]
    buffered: timedelta | None
    target: timedelta | None
    expected: Attained | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class TargetSuggestion:
    """Suggested targets by metric and priority, and what any other target would have attained.

    Attributes:
        at: the instant up to which the histories were read.
        attainment: the wanted share.
        buffer: the share added on top.
        confidence: of all intervals.
        tickets: how many were read.
        later: tickets created after `at`, which are in no figure.
        rows: by metric as asked for, then by priority.
    """

    at: datetime
    attainment: float
    buffer: float
    confidence: float
    tickets: int
    later: int
    rows: tuple[SuggestedTarget, ...]
    _curves: Mapping[tuple[str, str], KaplanMeier] = field(repr=False, compare=False)

    def row(self, *, priority: str, metric: str) -> SuggestedTarget:
        """Return the row of a priority and a metric.

        Raises:
            NoMatchError: there is none.
        """
        for row in self.rows:
            if (row.priority, row.metric) == (priority, metric):
                return row
        known = {f"{row.priority} {row.metric}" for row in self.rows}
        raise NoMatchError(f"nothing was measured of {priority} {metric}; {near(f'{priority} {metric}', known)}")

    def attainment_of(self, target: str | timedelta, *, priority: str, metric: str) -> Attained:
        """Return the share of tickets that a target would have been met for.

        Args:
            target: open time, for example "8h". Business days are no fixed open time and are refused.
            priority: of the row.
            metric: of the row.

        Raises:
            NoMatchError: there is no such row.
            DomainError: the target is no amount of open time, or not more than 0.
        """
        self.row(priority=priority, metric=metric)
        amount = parse_duration(target)
        if amount <= timedelta(0):
            raise DomainError(f"a target is more than 0, got {target!r}")
        return attained(self._curves[priority, metric], amount, self.confidence)

    def to_targets(self) -> dict[str, dict[str, timedelta | None]]:
        """Return the suggested targets as `SlaPolicy(targets=...)` takes them; None where there is none."""
        found: dict[str, dict[str, timedelta | None]] = {}
        for row in self.rows:
            found.setdefault(row.priority, {})[row.metric] = row.target
        return found

    def to_markdown(self) -> str:
        """Return the rows as a Markdown table, with what was read above it and the reasons below."""
        return as_markdown(self)

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def attained(curve: KaplanMeier, target: timedelta, confidence: float) -> Attained:
    """Return what a target would have attained for clocks of these lengths; the curve is in microseconds."""
    us = us_of(target)
    beyond, interval = curve.share_beyond(us), curve.interval(us, confidence)
    if beyond is None or interval is None:
        reason = f"none of the {curve.n} tickets was watched for that long" if curve.n else "there are no tickets"
        return Attained(target, None, None, reason)
    low, high = interval
    return Attained(target, 1 - beyond, (1 - high, 1 - low))
