"""What is told of an incident: typed fields, what of them is missing, and the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from supportops._model import Model
from supportops.calendar import BusinessCalendar
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import must_be
from supportops.triage._names import Instant, Label, Name
from supportops.triage.incidents._layout import MessageKind
from supportops.triage.incidents._letter import letter, subject
from supportops.triage.incidents._review import review_document
from supportops.triage.incidents._said import Said
from supportops.triage.incidents.incident import ActionItem

__all__ = ["IncidentMessage", "MessageKind"]


def _zone(given: object) -> tzinfo:
    if isinstance(given, tzinfo):
        return given
    must_be(str, given, "zone", "an IANA name such as 'Europe/Berlin', or a tzinfo")
    try:
        return ZoneInfo(BusinessCalendar(zone=str(given), hours="24/7").zone)
    except ConfigurationError as error:
        _, message = error.faults[0]
        raise DomainError(f"zone: {message}", field="zone", value=given) from None


class IncidentMessage(Model):
    """A message to those outside, or the review of an incident. `IncidentPlan.message` writes it.

    The fields of each kind; those in brackets may be left out:

    - `first_notice`: service, description, impact, status, next_update, apology, status_page
    - `update`: (service), known, doing, (impact), next_update, (status_page)
    - `resolved`: service, description, impact, resolution, started, ended, duration, report_by, apology, status_page;
      report_by only where the plan asks for a review
    - `review`: title, severity, incident_commander, started, ended, duration, summary, the six marks of the
      `IncidentTimeline`, customers_affected, duration_of_impact, (revenue_impact), (sla_impact), root_cause,
      went_well, could_be_improved, actions

    As printed in the source, `started` is the "Start time" and `ended` the "End time" of a message and of a review.

    What the plan and the incident know is filled in: severity, started, ended, duration, duration_of_impact, the
    marks and the actions; status and apology as a standard sentence (give False for no apology); report_by as the
    instant at which the review is due; next_update as one rhythm after the message, so that it never comes later
    than the rhythm allows. A next_update or report_by may be given as an instant, or as an amount of time such as
    "30m", counted from the message or from the end of the incident.

    Attributes:
        incident: its id.
        kind: what is told.
        severity: of the incident.
        at: when it is sent.
        channels: where it is to appear, as the plan says; none for a review.
        fields: what is known, in the order in which it is read. Instants are in UTC.
        required: the fields that it must have.
        actions: of a review, what was promised.

    Example:
        >>> from datetime import UTC
        >>> from supportops.vocabulary import Scale
        >>> from supportops.triage.incidents.incident import Incident
        >>> from supportops.triage.incidents.plan import IncidentPlan
        >>> plan = IncidentPlan(scale=Scale("SEV1"), roles={}, update_every={"SEV1": "15m"}, respond_within={})
        >>> incident = Incident(id="INC-7", severity="SEV1", start=datetime(2026, 3, 2, 9, tzinfo=UTC))
        >>> facts = {"known": "A certificate ran out.", "doing": None}
        >>> update = plan.message(incident, "update", at=datetime(2026, 3, 2, 9, 10, tzinfo=UTC), facts=facts)
        >>> update.missing
        ('doing',)
        >>> print(update.to_markdown())
        # Incident INC-7: update
        <BLANKLINE>
        - **What we know**: A certificate ran out.
        - **What we are doing**: **[missing: doing]**
        - **Next update**: 2026-03-02 09:25 UTC
    """

    incident: Name
    kind: MessageKind
    severity: Name
    at: Instant
    channels: tuple[Name, ...] = ()
    fields: Said
    required: tuple[Name, ...] = ()
    actions: tuple[ActionItem, ...] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            incident: Label,
            kind: MessageKind,
            severity: Label,
            at: datetime,
            channels: Sequence[Label] = (),
            fields: Mapping[str, object],
            required: Sequence[Label] = (),
            actions: Sequence[ActionItem] = (),
        ) -> None: ...

    @property
    def missing(self) -> tuple[str, ...]:
        """The required fields that are not known, in the order in which they are read."""
        has_actions = {"actions"} if self.actions else set()
        return tuple(field for field in self.required if field not in self.fields and field not in has_actions)

    @property
    def subject(self) -> str:
        """The headline, as plain text: for the subject of a mail or the title of a status page."""
        return subject(self)

    def to_markdown(self, *, zone: str | tzinfo = UTC) -> str:
        """Return the message as Markdown; each missing field stands in it as a visible gap.

        What was written by people is escaped, so that no text changes how the message looks.

        Args:
            zone: in which instants are read: an IANA name such as "Europe/Berlin", or a tzinfo.

        Raises:
            DomainError: no such zone.
        """
        read = _zone(zone)
        return review_document(self, read) if self.kind == "review" else letter(self, read)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __str__(self) -> str:
        return self.to_markdown()
