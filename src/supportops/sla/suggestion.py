"""Targets from what really happened: the time within which most tickets were done, and a buffer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from supportops._instants import MICROSECOND, to_us, us_of
from supportops.calendar import AnyCalendar
from supportops.errors import ConfigurationError, DomainError, near
from supportops.sla._lengths import Lengths, measured, yardstick
from supportops.sla.policy import SlaPolicy
from supportops.sla.suggested import SuggestedTarget, TargetSuggestion, attained
from supportops.tickets import EventTable
from supportops.vocabulary import Scale

if TYPE_CHECKING:
    from supportops._statistics import KaplanMeier
    from supportops.tickets import TicketHistory

__all__ = ["rounded_up", "suggest_targets"]

_MINUTE_US = 60_000_000
_STEPS_US = ((120 * _MINUTE_US, 5 * _MINUTE_US), (480 * _MINUTE_US, 15 * _MINUTE_US))
"""Below the first amount, round up to the second; above all of them to whole hours."""

_ROUNDING = 1e-9
"""A share that is a product of many factors misses a round number by a few units in the last place."""


def suggest_targets(
    histories: Iterable[TicketHistory] | EventTable,
    *,
    at: datetime,
    calendar: AnyCalendar | None = None,
    policy: SlaPolicy | None = None,
    attainment: float = 0.95,
    buffer: float = 0.2,
    metrics: Sequence[str] = ("first_response", "resolution"),
    confidence: float = 0.95,
    at_least: int | None = None,
) -> TargetSuggestion:
    """Return targets that would have been met for the wanted share of these tickets, with a buffer.

    Target = the time within which that share was done x (1 + buffer), rounded up: to 5 minutes below 2 hours, to
    15 minutes below 8 hours, else to the hour. The clocks are those of a policy, so that pauses are taken off.
    A clock that still runs counts as one that lasts at least that long (Kaplan-Meier). It is not dropped:
    the tickets that are still open are the slow ones.

    A ticket counts once for each metric, under the priority it has at `at`. Of several cycles the longest one
    speaks for it, as a target is met when the longest cycle meets it. A clock that was cancelled or never
    started has no length.

    Where most tickets were open for a short time only, the slow end rests on the few that were watched for long.
    Nothing is suggested when these are fewer than they would be among `at_least` tickets watched to their end.

    Args:
        histories: the tickets, or the table of their events. Those created after `at` are counted, and left out.
        at: what happened later is not read.
        calendar: the desk's hours; the other rules are then those of a plain `SlaPolicy`, whose resolution clock
            pauses while the status is pending, or by an explicit pause.
        policy: a policy to measure by instead, with its calendars, pauses and priorities. Its targets are not read.
            Of a `PolicySet`, take the policies one by one.
        attainment: the wanted share, between 0 and 1.
        buffer: added on top, as a share, >= 0.
        metrics: what to measure, for example ("next_response",).
        confidence: of the intervals, between 0 and 1.
        at_least: with fewer finished tickets nothing is suggested, nor with fewer watched up to the quantile than
            `at_least` x the share that lasts as long. None: 1 / (1 - attainment), which is 20 for 95 percent; with
            fewer, the quantile is merely the longest of them.

    Raises:
        ConfigurationError: neither or both of `calendar` and `policy`; all numbers outside their range at once.
        DomainError: an unknown metric, a priority outside the policy's scale, with its ticket, or something else
            than tickets or one policy.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, Good SLA Design (achievable 95 percent of the time) and SLA
    Implementation Checklist (20 percent buffer). How many tickets those watched are worth: Dorey and Korn (1987).

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> from supportops.tickets import Created, StatusChange, TicketHistory
        >>> noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        >>> done = [StatusChange(at=noon + timedelta(minutes=3 * n), to="resolved") for n in range(1, 21)]
        >>> tickets = [
        ...     TicketHistory(ticket_id=str(n), events=(Created(at=noon, priority="P2"), end))
        ...     for n, end in enumerate(done)
        ... ]
        >>> suggestion = suggest_targets(tickets, calendar=ALWAYS_OPEN, at=noon + timedelta(days=1))
        >>> row = suggestion.row(priority="P2", metric="resolution")
        >>> print(row.quantile, row.buffered, row.target)
        0:57:00 1:08:24 1:10:00
        >>> suggestion.attainment_of("30m", priority="P2", metric="resolution").value
        0.5
    """
    _check(calendar, policy, attainment=attainment, buffer=buffer, confidence=confidence, at_least=at_least)
    to_us(at)
    table = _table(histories)
    base = policy if policy is not None else _plain(calendar, table)
    _check_metrics(base, metrics)
    lengths = measured(table, yardstick(base, metrics), at)
    design = _Design(attainment, buffer, confidence, _needed(attainment) if at_least is None else at_least)
    # A policy's whole scale is shown, as a priority without a single ticket needs a target too.
    there = {*lengths.priority, *(priority for priority, _ in lengths.left_out)}
    priorities = [label for label in base.scale if policy is not None or label in there]
    curves = _curves(lengths, [(label, metric) for metric in dict.fromkeys(metrics) for label in priorities])
    return TargetSuggestion(
        at=at,
        attainment=attainment,
        buffer=buffer,
        confidence=confidence,
        tickets=len(table.tickets) - lengths.later,
        later=lengths.later,
        rows=tuple(design.row(key, curve, lengths.left_out[key]) for key, curve in curves.items()),
        _curves=curves,
    )


def rounded_up(amount: timedelta) -> timedelta:
    """Return an amount rounded up to one that people can read; at least 5 minutes.

    Example:
        >>> print(rounded_up(timedelta(minutes=68)), rounded_up(timedelta(hours=5.1)), rounded_up(timedelta(hours=9.1)))
        1:10:00 5:15:00 10:00:00
    """
    us = us_of(amount)
    step = next((step for below, step in _STEPS_US if us < below), 60 * _MINUTE_US)
    return MICROSECOND * (max(1, -(-us // step)) * step)


@dataclass(frozen=True, slots=True)
class _Design:
    """How a target is made of the lengths of clocks."""

    attainment: float
    buffer: float
    confidence: float
    needed: int

    def row(self, key: tuple[str, str], curve: KaplanMeier, left_out: int) -> SuggestedTarget:
        quantile = _amount(curve.quantile(self.attainment))
        low, high = curve.quantile_interval(self.attainment, self.confidence)
        reason = self._reason(curve, quantile)
        buffered = None if quantile is None or reason else self._buffered(quantile)
        target = None if buffered is None else rounded_up(buffered)
        return SuggestedTarget(
            priority=key[0],
            metric=key[1],
            n=curve.n,
            open=curve.open,
            left_out=left_out,
            quantile=quantile,
            interval=(_amount(low), _amount(high)),
            buffered=buffered,
            target=target,
            expected=None if target is None else attained(curve, target, self.confidence),
            reason=reason,
        )

    def _reason(self, curve: KaplanMeier, quantile: timedelta | None) -> str | None:
        finished = curve.n - curve.open
        if finished < self.needed:
            return f"not enough data: {finished} finished, {self.needed} are needed"
        if quantile is None:
            return f"quantile not reached: too many open, {curve.open} of {curve.n}"
        # With nothing open these two are the same number when as many finished as are needed.
        watched, needed = curve.watched(us_of(quantile)), self.needed * curve.share_from(us_of(quantile))
        if watched < needed - _ROUNDING:
            were = "1 ticket was" if watched == 1 else f"{watched} tickets were"
            return f"not enough data: only {were} watched that long, {math.ceil(needed - _ROUNDING)} are needed"
        return None

    def _buffered(self, quantile: timedelta) -> timedelta:
        return MICROSECOND * round(us_of(quantile) * (1 + Fraction(str(self.buffer))))


def _needed(attainment: float) -> int:
    return math.ceil(1 / (1 - Fraction(str(attainment))))


def _amount(us: float | None) -> timedelta | None:
    return None if us is None else MICROSECOND * int(us)


def _curves(lengths: Lengths, keys: list[tuple[str, str]]) -> dict[tuple[str, str], KaplanMeier]:
    from supportops._statistics import kaplan_meier

    of = {key: number for number, key in enumerate(keys)}
    number = np.array([of[key] for key in zip(lengths.priority, lengths.metric, strict=True)], dtype=np.int64)
    parts = {key: np.flatnonzero(number == place) for key, place in of.items()}
    return {key: kaplan_meier(lengths.elapsed_us[rows], lengths.is_stopped[rows]) for key, rows in parts.items()}


def _table(histories: object) -> EventTable:
    from supportops.tickets import TicketHistory

    if isinstance(histories, EventTable):
        return histories
    given = (histories,) if isinstance(histories, TicketHistory) else histories
    if not isinstance(given, Iterable) or isinstance(given, str):
        raise DomainError(f"targets are made from an EventTable or some TicketHistory, got {type(given).__name__}")
    log = tuple(given)
    for index, history in enumerate(log):
        if not isinstance(history, TicketHistory):
            hint = "give an EventTable or some TicketHistory"
            raise DomainError(f"histories[{index}] is no TicketHistory, got {type(history).__name__}; {hint}")
    return EventTable.from_histories(log)


def _plain(calendar: AnyCalendar | None, table: EventTable) -> SlaPolicy:
    assert calendar is not None  # without a policy there is a calendar
    return SlaPolicy(name="", calendar=calendar, scale=_scale_of(table), targets={})


def _scale_of(table: EventTable) -> Scale:
    """Return every priority that a ticket ever had, in the order of the alphabet."""
    found = table.value.take(np.flatnonzero(table.field == "priority")).counts()
    return Scale(*sorted(found or {"any": 0}))


def _check(calendar: AnyCalendar | None, policy: SlaPolicy | None, **numbers: float | None) -> None:
    if policy is not None and not isinstance(policy, SlaPolicy):
        hint = "take the policies of a PolicySet one by one"
        raise DomainError(f"targets are designed for one SlaPolicy, got {type(policy).__name__}; {hint}")
    faults = list(_number_faults(numbers))
    if (calendar is None) == (policy is None):
        given = "neither is given" if policy is None else "both are given"
        faults.insert(0, ("calendar", f"{given}; give a calendar, or a policy that has its own calendars"))
    if faults:
        raise ConfigurationError(faults, what="target design")


def _number_faults(numbers: Mapping[str, float | None]) -> Iterator[tuple[str, str]]:
    for name in ("attainment", "confidence"):
        share = numbers[name]
        if share is None or not 0 < share < 1:
            yield name, f"a share between 0 and 1, for example 0.95, got {share!r}"
    buffer, at_least = numbers["buffer"], numbers["at_least"]
    if buffer is None or not 0 <= buffer < math.inf:
        yield "buffer", f"a share that is at least 0, for example 0.2, got {buffer!r}"
    if at_least is not None and at_least < 1:
        yield "at_least", f"a number of tickets, at least 1, got {at_least!r}"


def _check_metrics(policy: SlaPolicy, metrics: Sequence[str]) -> None:
    known = [rule.name for rule in policy.metrics]
    if isinstance(metrics, str) or not metrics:
        raise DomainError(f"metrics is {metrics!r}; give one name or more in a row, for example ('resolution',)")
    for metric in metrics:
        if metric not in known:
            raise DomainError(f"{metric!r} is no metric of the policy; {near(metric, known)}")
