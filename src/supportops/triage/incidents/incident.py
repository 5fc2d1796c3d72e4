"""An incident as it is known: when it began, who was told when, what is done and what was promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._instants import from_us
from supportops._model import Model
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import instant_us
from supportops.triage._names import Instant, Label, Name
from supportops.triage.incidents.timeline import IncidentTimeline

__all__ = ["ActionItem", "Incident"]


def _in_order(given: tuple[datetime, ...]) -> tuple[datetime, ...]:
    return tuple(sorted(given))


class ActionItem(Model):
    """Something that was promised in a review, with the one who does it and by when.

    Args:
        title: what is to be done.
        owner: who does it.
        due: by when. At this instant it is in time, later it is overdue.
        done: when it was done; None: not yet.

    Raises:
        ConfigurationError: all faults at once.
        NaiveDatetimeError: an instant without a zone.

    Example:
        >>> from datetime import UTC
        >>> item = ActionItem("alert on queue length", owner="ann", due=datetime(2026, 3, 9, tzinfo=UTC))
        >>> item.status(datetime(2026, 3, 9, tzinfo=UTC)), item.status(datetime(2026, 3, 10, tzinfo=UTC))
        ('open', 'overdue')
    """

    title: Name
    owner: Name
    due: Instant
    done: Instant | None = None

    def __init__(self, title: Label, *, owner: Label, due: datetime, done: datetime | None = None) -> None:
        super().__init__(title=title, owner=owner, due=due, done=done)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __str__(self) -> str:
        done = "" if self.done is None else f", done {self.done.isoformat()}"
        return f"{self.title}: {self.owner} by {self.due.isoformat()}{done}"

    def is_open(self, at: datetime) -> bool:
        """Return whether it is not done by an instant.

        Raises:
            NaiveDatetimeError: the instant has no zone.
        """
        moment = from_us(instant_us(at, "at"))
        return self.done is None or self.done > moment

    def is_overdue(self, at: datetime) -> bool:
        """Return whether it is open after the instant at which it was due.

        Raises:
            NaiveDatetimeError: the instant has no zone.
        """
        return self.is_open(at) and from_us(instant_us(at, "at")) > self.due

    def status(self, at: datetime) -> Literal["open", "overdue", "done"]:
        """Return how it stands at an instant.

        Raises:
            NaiveDatetimeError: the instant has no zone.
        """
        if not self.is_open(at):
            return "done"
        return "overdue" if self.is_overdue(at) else "open"


class Incident(Model):
    """The facts of one incident. The plan says what follows from them.

    Args:
        id: its name.
        severity: a label of the plan's scale.
        start: when it began.
        resolved: when it ended; None: it goes on. Not before the start.
        updates: when those outside were told how it stands; kept in order. None before the start.
        done: task of the checklist to when it was done; of one that repeats, the last time. None before the start.
        actions: what was promised in the review.
        timeline: the marks of the review, as far as they are known.

    Raises:
        ConfigurationError: all faults at once.
        NaiveDatetimeError: an instant without a zone.

    Example:
        >>> from datetime import UTC
        >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> incident = Incident(id="INC-7", severity="SEV1", start=nine, resolved=nine.replace(hour=11))
        >>> incident.duration(nine.replace(hour=10)), incident.duration(nine.replace(hour=12))
        (datetime.timedelta(seconds=3600), datetime.timedelta(seconds=7200))
        >>> Incident.model_validate_json(incident.model_dump_json()) == incident
        True
    """

    id: Name
    severity: Name
    start: Instant
    resolved: Instant | None = None
    updates: Annotated[tuple[Instant, ...], AfterValidator(_in_order)] = ()
    done: Annotated[Mapping[Name, Instant], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    actions: tuple[ActionItem, ...] = ()
    timeline: IncidentTimeline | None = None

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            id: Label,  # noqa: A002 - an incident has an id
            severity: Label,
            start: datetime,
            resolved: datetime | None = None,
            updates: Sequence[datetime] = (),
            done: Mapping[str, datetime] | None = None,
            actions: Sequence[ActionItem] = (),
            timeline: IncidentTimeline | None = None,
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> Incident:
        given = [("resolved", self.resolved), *((f"updates[{n}]", told) for n, told in enumerate(self.updates))]
        given += [(f"done.{task}", instant) for task, instant in self.done.items()]
        faults = [
            (path, f"{instant.isoformat()} is before the start {self.start.isoformat()}; correct one of them")
            for path, instant in given
            if instant is not None and instant < self.start
        ]
        if faults:
            raise ConfigurationError(faults)
        return self

    def __str__(self) -> str:
        end = "open" if self.resolved is None else f"resolved {self.resolved.isoformat()}"
        return f"{self.id} ({self.severity}): since {self.start.isoformat()}, {end}"

    def is_open(self, at: datetime) -> bool:
        """Return whether it goes on at an instant: from the start on, until it is resolved.

        Raises:
            NaiveDatetimeError: the instant has no zone.
        """
        moment = from_us(instant_us(at, "at"))
        return self.start <= moment and (self.resolved is None or moment < self.resolved)

    def duration(self, at: datetime) -> timedelta:
        """Return how long it has lasted at an instant, or did until it was resolved.

        Raises:
            DomainError: the instant is before the start.
            NaiveDatetimeError: it has no zone.
        """
        moment = from_us(instant_us(at, "at"))
        if moment < self.start:
            known = f"at {moment.isoformat()} is before the start {self.start.isoformat()} of incident {self.id!r}"
            raise DomainError(f"{known}; ask from the start on", field="at", value=at)
        return (moment if self.resolved is None else min(moment, self.resolved)) - self.start

    def overlaps(self, start: datetime, end: datetime) -> bool:
        """Return whether the incident went on at any instant of `[start, end)`; one not resolved goes on for ever.

        For the impact on the SLA: ask it of each ticket's time from its creation to its breach.

        Raises:
            DomainError: the end is not after the start.
            NaiveDatetimeError: an instant without a zone.

        Example:
            >>> from datetime import UTC
            >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
            >>> incident = Incident(id="INC-7", severity="SEV1", start=nine, resolved=nine.replace(hour=11))
            >>> ten = nine.replace(hour=10)
            >>> incident.overlaps(nine.replace(hour=8), nine), incident.overlaps(ten, nine.replace(hour=12))
            (False, True)
        """
        first, last = from_us(instant_us(start, "start")), from_us(instant_us(end, "end"))
        if last <= first:
            raise DomainError(f"end {end.isoformat()} is not after start {start.isoformat()}", field="end", value=end)
        return self.start < last and (self.resolved is None or first < self.resolved)

    def open_actions(self, *, at: datetime) -> tuple[ActionItem, ...]:
        """Return the actions that are not done by an instant, the earliest due first.

        Raises:
            NaiveDatetimeError: the instant has no zone.
        """
        moment = from_us(instant_us(at, "at"))
        return tuple(sorted((item for item in self.actions if item.is_open(moment)), key=lambda item: item.due))
