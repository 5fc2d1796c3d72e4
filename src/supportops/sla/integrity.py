"""Whether clocks were stopped for good reasons, and closures held: figures that ask, and do not judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator

from supportops._frozen import FrozenMap
from supportops._instants import MICROSECOND, to_us
from supportops._model import Model
from supportops._shown import amount, html_table, markdown_table, percent, text_table
from supportops._statistics import wilson
from supportops.errors import DomainError, NoMatchError, near
from supportops.sla._integrity_counts import counts_of, holders_of
from supportops.sla._integrity_log import IntegrityLog, log_of
from supportops.sla._variants import measured_by
from supportops.tickets import EventTable, Rejected

if TYPE_CHECKING:
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import PolicySet
    from supportops.tickets import TicketHistory

__all__ = ["ClockIntegrity", "IntegrityFigure", "clock_integrity"]

Mask = npt.NDArray[np.bool_]


class IntegrityFigure(Model):
    """A count and what it is a share of.

    Attributes:
        count, n: the fraction; `n` is 0 when there was nothing to look at.
        value: `count / n`, 0 to 1; None where n is 0.
        interval: Wilson's score interval of the value; None where n is 0.
        tickets: those with at least one of what is counted, in the order of the log.
    """

    count: int
    n: int
    value: float | None
    interval: tuple[float, float] | None
    tickets: tuple[str, ...]


class ClockIntegrity(Model):
    """How the clocks of one metric were paused and stopped.

    A pause begins at an instant after whose events the clock stands still, and without which it would run. The
    last part of a target is reached when no more than `last` of it is left; what is breached is past it.

    Attributes:
        metric, policy_name, at: what was asked.
        last: the last part of a target, a share of it.
        confidence: of the intervals.
        without_reason: pauses begun with no reason on record, of all pauses begun.
        begun_late: pauses begun in the last part of the target, of those begun before a breach of a target.
        answered: tickets on which the status held the clock although the requester had answered, of those with a
            clock that ran or was paused.
        answered_time: for how much open time, all tickets together.
        closed_late: closures in the last part of the target, of those in time.
        closed_late_and_reopened: closures in the last part of the target that were reopened, of those in time.
        reopened_if_late: reopened closures among those in the last part of the target.
        reopened_otherwise: reopened closures among all others that had a target.
        parts: the same by agent or group, where that was asked for; else empty.
        rejected: the tickets that could not be followed, and why; they are in no count.
    """

    metric: str
    policy_name: str
    at: datetime
    last: float
    confidence: float
    without_reason: IntegrityFigure
    begun_late: IntegrityFigure
    answered: IntegrityFigure
    answered_time: timedelta
    closed_late: IntegrityFigure
    closed_late_and_reopened: IntegrityFigure
    reopened_if_late: IntegrityFigure
    reopened_otherwise: IntegrityFigure
    parts: Annotated[Mapping[str, ClockIntegrity], AfterValidator(FrozenMap)] = FrozenMap()
    rejected: tuple[Rejected, ...] = ()

    def to_markdown(self) -> str:
        """Return the figures, of each part and the whole, as a Markdown table."""
        return markdown_table(_HEAD, self._rows(), right=_RIGHT)

    def __str__(self) -> str:
        lines = [self._headline(), *text_table(_HEAD, self._rows(), right=_RIGHT)]
        return "\n".join([*lines, *(f"not followed: {one}" for one in self.rejected)])

    def _repr_html_(self) -> str:
        return html_table(self._headline(), _HEAD, self._rows())

    def _headline(self) -> str:
        held = amount(self.answered_time)
        return f"{self.metric} under {self.policy_name}: held {held} after answers; last part {percent(self.last)}"

    def _rows(self) -> list[tuple[str, ...]]:
        return [row for label, part in [*self.parts.items(), ("all", self)] for row in part._cells(label)]

    def _cells(self, label: str) -> list[tuple[str, ...]]:
        figures = [(words, getattr(self, name)) for name, words in _WORDS.items()]
        return [
            (label, words, str(one.count), str(one.n), percent(one.value), _between(one.interval))
            for words, one in figures
        ]


def clock_integrity(
    histories: Iterable[TicketHistory] | EventTable,
    policy: SlaPolicy | PolicySet,
    *,
    metric: str = "resolution",
    at: datetime,
    last: float = 0.1,
    by: Literal["agent", "group"] | None = None,
    confidence: float = 0.95,
) -> ClockIntegrity:
    """Return how often clocks were paused without a reason, late, or in spite of an answer, and closed to be reopened.

    A reason is on record when the status was set with one, when a pause by hand is open, or when as many follow-ups
    were sent as the policy asks for to pause the metric. Open time after an answer is what the clock would have
    counted more under `on_reply_while_paused="resume"` than under "keep", whichever of them the policy has. A closure
    is a stop of the clock at which the ticket is resolved or closed; it is reopened when the ticket is open at a later
    instant.

    Every ticket is evaluated after each instant of its log, so the work grows with the square of a ticket's events.

    Args:
        histories: the tickets, each once; an `EventTable` saves the making of one.
        policy: the policy, or the set of them.
        metric: whose clock; it has to be measured by the policy.
        at: up to when; later events are not read.
        last: the last part of a target, more than 0 and at most 1.
        by: break it down by who had the ticket when the pause began, while the answer waited, and at the closure. A
            ticket counts in the `answered.n` of everyone who had it; all other counts of the parts add up.
        confidence: of the intervals, between 0 and 1.

    Raises:
        NoMatchError: the metric is not measured.
        DomainError: an argument outside its range, or two histories of one ticket.
        NaiveDatetimeError: `at` has no zone.

    Source: Support Operations skill pack, anti-patterns Metric gaming, Clock manipulation and Resolution without
        resolution; "deadline" is read as the last tenth of the target. Interval: Wilson (1927).

    Example:
        >>> from datetime import UTC
        >>> from supportops.calendar import BusinessCalendar
        >>> from supportops.sla import SlaPolicy
        >>> from supportops.tickets import Created, StatusChange, TicketHistory
        >>> from supportops.vocabulary import P1_TO_P5
        >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
        >>> policy = SlaPolicy(name="standard", calendar=desk, scale=P1_TO_P5, targets={"P1": {"resolution": "4h"}})
        >>> ticket = TicketHistory(
        ...     ticket_id="4711",
        ...     events=(
        ...         Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P1"),
        ...         StatusChange(at=datetime(2026, 3, 2, 12, 50, tzinfo=UTC), to="pending"),
        ...     ),
        ... )
        >>> found = clock_integrity([ticket], policy, at=datetime(2026, 3, 3, tzinfo=UTC))
        >>> found.begun_late.count, found.without_reason.count, found.without_reason.n
        (1, 1, 1)
    """
    _check(policy, metric, last, by, confidence)
    at_us = to_us(at)
    table = histories if isinstance(histories, EventTable) else EventTable.from_histories(histories)
    log, refused = log_of(table, policy, metric=metric, at=at_us, last=Fraction(str(last)))
    asked = _Asked(log, table.tickets, metric, policy.name, at, last, confidence)
    rejected = [Rejected(table.tickets[number], None, refused[number]) for number in sorted(refused)]
    whole = asked.of(np.ones(len(log.ticket), dtype=np.bool_))
    parts = {} if by is None else {label: asked.of(is_in) for label, is_in in holders_of(log, table, by)}
    return whole.model_copy(update={"parts": parts, "rejected": (*table.rejected, *rejected)})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for, so that each part of a breakdown answers the same question."""

    log: IntegrityLog
    names: tuple[str, ...]
    metric: str
    policy_name: str
    at: datetime
    last: float
    confidence: float

    def of(self, is_in: Mask) -> ClockIntegrity:
        """Return the figures over some moments."""
        figures = {
            name: IntegrityFigure(
                count=one.count, n=one.n, value=one.count / one.n if one.n else None,
                interval=wilson(one.count, one.n, self.confidence),
                tickets=tuple(self.names[number] for number in one.tickets.tolist()),
            )
            for name, one in counts_of(self.log, is_in).items()
        }  # fmt: skip
        return ClockIntegrity(
            metric=self.metric, policy_name=self.policy_name, at=self.at, last=self.last, confidence=self.confidence,
            answered_time=MICROSECOND * int(self.log.answered[is_in].sum()), **figures,
        )  # fmt: skip


def _check(policy: SlaPolicy | PolicySet, metric: str, last: float, by: str | None, confidence: float) -> None:
    measured = measured_by(policy)
    if metric not in measured:
        raise NoMatchError(f"{metric!r} is not measured by policy {policy.name!r}; {near(metric, measured)}")
    if not 0 < last <= 1:
        raise DomainError(f"last is {last!r}; it is a share of the target, more than 0 and at most 1, for example 0.1")
    if by not in (None, *_BY):
        raise DomainError(f"by is {by!r}; {near(str(by), _BY)}; leave it out for the whole alone")
    if not 0 < confidence < 1:
        raise DomainError(f"confidence is {confidence!r}; it lies between 0 and 1, for example 0.95")


def _between(interval: tuple[float, float] | None) -> str:
    return "-" if interval is None else f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}"


_BY = ("agent", "group")
_HEAD = ("part", "figure", "count", "of", "share", "interval")
_RIGHT = range(2, len(_HEAD))
_WORDS: Mapping[str, str] = FrozenMap(
    {
        "without_reason": "pauses without a reason",
        "begun_late": "pauses begun late",
        "answered": "tickets held after an answer",
        "closed_late": "closed late, in time",
        "closed_late_and_reopened": "closed late, in time, and reopened",
        "reopened_if_late": "reopened of those closed late, in time",
        "reopened_otherwise": "reopened of all others",
    }
)
