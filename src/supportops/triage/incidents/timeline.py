"""The marks of an incident's course, and how long it took to come to each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.triage._names import Instant

__all__ = ["MARKS", "IncidentTimeline"]

_STEPS = {
    "page": "on_call_paged",
    "declare": "incident_declared",
    "find": "root_cause_identified",
    "fix": "fix_deployed",
    "recover": "customer_impact_resolved",
}
MARKS = ("first_customer_report", *_STEPS.values())
"""The marks, in the order in which they are expected."""


class IncidentTimeline(Model):
    """When what happened, as far as it is known. Marks may come in any order; `check` says which are unusual.

    Args:
        first_customer_report: a customer told of it; None, here and below: not known.
        on_call_paged: whoever is on call was told.
        incident_declared: it was called an incident.
        root_cause_identified: the cause was found.
        fix_deployed: the fix went out.
        customer_impact_resolved: customers were no longer affected.

    Raises:
        ConfigurationError: all faults at once.
        NaiveDatetimeError: an instant without a zone.

    Source: Support Operations skill pack, Escalation Procedures & Severity Definitions (the post-incident review).

    Example:
        >>> from datetime import UTC
        >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> marks = IncidentTimeline(first_customer_report=nine, on_call_paged=nine.replace(minute=4))
        >>> marks.durations()["page"], marks.durations()["fix"]
        (datetime.timedelta(seconds=240), None)
    """

    first_customer_report: Instant | None = None
    on_call_paged: Instant | None = None
    incident_declared: Instant | None = None
    root_cause_identified: Instant | None = None
    fix_deployed: Instant | None = None
    customer_impact_resolved: Instant | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            first_customer_report: datetime | None = None,
            on_call_paged: datetime | None = None,
            incident_declared: datetime | None = None,
            root_cause_identified: datetime | None = None,
            fix_deployed: datetime | None = None,
            customer_impact_resolved: datetime | None = None,
        ) -> None: ...

    @property
    def marks(self) -> Mapping[str, datetime]:
        """The marks that are known, in the order in which they are expected."""
        found = {name: getattr(self, name) for name in MARKS}
        return FrozenMap({name: instant for name, instant in found.items() if instant is not None})

    def durations(self) -> Mapping[str, timedelta | None]:
        """Return the time from the first customer's report to page, declare, find, fix and recover.

        None where one of the two marks is not known; negative where monitoring was quicker than the customers.
        """
        marks, first = self.marks, self.first_customer_report
        known = {step: marks.get(name) for step, name in _STEPS.items()}
        return FrozenMap({step: None if first is None or at is None else at - first for step, at in known.items()})

    def check(self) -> tuple[str, ...]:
        """Return what is unusual: each pair of neighbouring marks that stand in the other order.

        Example:
            >>> from datetime import UTC
            >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
            >>> IncidentTimeline(on_call_paged=nine.replace(minute=9), fix_deployed=nine).check()
            ('fix_deployed at 2026-03-02T09:00:00+00:00 is before on_call_paged at 2026-03-02T09:09:00+00:00',)
        """
        return tuple(
            f"{later} at {second.isoformat()} is before {earlier} at {first.isoformat()}"
            for (earlier, first), (later, second) in pairwise(self.marks.items())
            if second < first
        )
