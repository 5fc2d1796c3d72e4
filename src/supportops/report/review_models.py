"""The parts of an incident review. All of it round-trips through JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.adapters.servicenow import RowNote
from supportops.durations import Duration
from supportops.report.agreement_models import Agreement

__all__ = [
    "Alternative",
    "AttainmentRow",
    "Backlog",
    "Breach",
    "Bucket",
    "IncidentReview",
    "NoteCount",
    "PausedShare",
    "Percentiles",
    "Reading",
    "Reopened",
    "ResolveTimes",
    "Week",
]

Amounts = Annotated[Mapping[str, Duration], AfterValidator(FrozenMap)]
Counts = Annotated[Mapping[int, int], AfterValidator(FrozenMap)]


class NoteCount(Model):
    """How many rows were repaired, ignored or ambiguous for one reason, and the first of them."""

    kind: str
    code: str
    count: int
    example: str


class Reading(Model):
    """How the log was read. `notes` names every row that was repaired, ignored or ambiguous."""

    name: str
    incidents: int
    rows_read: int
    rows_used: int
    rows_set_aside: int
    set_aside: tuple[str, ...]
    incomplete: tuple[str, ...]
    counts: tuple[NoteCount, ...]
    notes: tuple[RowNote, ...]


class AttainmentRow(Model):
    """One metric of one priority, or of "all". `attainment` is met / (met + breached); None if nothing is decided.

    `interval` is Wilson's 95 % interval of it.
    """

    priority: str
    metric: str
    met: int
    breached: int
    undecided: int
    cancelled: int
    not_applicable: int
    attainment: float | None
    interval: tuple[float, float] | None = None


class Alternative(Model):
    """One metric of the same incidents under the policy with one choice changed.

    Attributes:
        name, change: what it is called, and what was changed.
        met, breached, attainment, interval: as in an `AttainmentRow`, under the changed policy.
        changed: "met -> breached" and the like -> how many incidents.
        tickets: these incidents.
    """

    name: str
    change: str
    metric: str
    met: int
    breached: int
    attainment: float | None
    interval: tuple[float, float] | None
    changed: Annotated[Mapping[str, int], AfterValidator(FrozenMap)]
    tickets: tuple[str, ...]


class Percentiles(Model):
    """Nearest-rank percentiles: the smallest value that so many of the n do not exceed; None for n = 0."""

    n: int
    p50: Duration | None
    p90: Duration | None
    p95: Duration | None


class Bucket(Model):
    """How many values lie over the bucket before and not over `upto`; None has no end."""

    label: str
    upto: Duration | None
    count: int


class ResolveTimes(Model):
    """Time to resolve of the incidents that are resolved.

    Attributes:
        unresolved: incidents that are not, and therefore in none of the figures.
        calendar_time: wall time from opening to the last resolution.
        open_time: the part of it in which the desk was open.
        counted: the part of that which the clock counted: without pauses.
        distribution: of the calendar time.
    """

    unresolved: int
    calendar_time: Percentiles
    open_time: Percentiles
    counted: Percentiles | None
    distribution: tuple[Bucket, ...]


class PausedShare(Model):
    """How much of the resolution clocks' open time was paused; `share` is None when there was none."""

    incidents: int
    counted: Duration
    paused: Duration
    share: float | None
    by_reason: Amounts


class Breach(Model):
    """One incident's largest breach: amounts of open time on its calendar, `closed` of wall time."""

    ticket_id: str
    priority: str
    metric: str
    target: Duration
    overdue: Duration
    counted: Duration
    paused: Duration
    closed: Duration
    opened: AwareDatetime
    due: AwareDatetime | None
    stopped: AwareDatetime | None
    explanation: str


class Reopened(Model):
    """Incidents that left resolved or closed. `same_in_log` of the closed ones have the log's own count."""

    incidents: int
    share: float | None
    by_times: Counts
    flagged: int
    same_in_log: int


class Week(Model):
    """A week from Monday on: what was opened and resolved in it, and how many were open at its end."""

    start: date
    opened: int
    resolved: int
    reopened: int
    open_at_end: int


class Backlog(Model):
    """Open incidents by week. From `thin_from` on, weeks bring under a tenth of the busiest week's incidents."""

    weeks: tuple[Week, ...]
    thin_from: date | None


class IncidentReview(Model):
    """An incident log measured against a policy as of an instant. `str(review)` is the report as text.

    Attributes:
        policy_name, calendar: what it was measured against.
        incidents: those opened by `at`; `later` were opened after it and are left out.
        labels: metric -> how to call it; a proxy is called one.
        proxies: metric -> what stands in for it.
        what_if: resolution if waiting for the customer counted; None where it counts already.
    """

    at: AwareDatetime
    policy_name: str
    calendar: str
    incidents: int
    later: int
    labels: Annotated[Mapping[str, str], AfterValidator(FrozenMap)]
    proxies: Annotated[Mapping[str, str], AfterValidator(FrozenMap)]
    reading: Reading | None
    attainment: tuple[AttainmentRow, ...]
    agreement: Agreement | None
    resolve_times: ResolveTimes
    paused: PausedShare | None
    breaches: tuple[Breach, ...]
    reopened: Reopened
    backlog: Backlog
    what_if: Alternative | None = None

    def __str__(self) -> str:
        from supportops.report.text import as_text

        return as_text(self)

    def to_html(self) -> str:
        """Return the report as one HTML page that needs nothing else."""
        from supportops.report.html import as_html

        return as_html(self)

    def _repr_html_(self) -> str:
        from supportops.report.html import body_of

        return body_of(self)
