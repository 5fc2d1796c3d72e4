"""What an incident of each severity asks for: roles, updates, channels, tasks, a review. All of it as timers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._instants import from_us, to_us, us_of
from supportops._model import Model
from supportops._shown import Grid, InGrid, amount
from supportops.errors import ConfigurationError, DomainError, near
from supportops.triage._checked import instant_us, must_be
from supportops.triage._names import AnyScale, Label, Name, Names
from supportops.triage.incidents._rhythm import due_instants, missed
from supportops.triage.incidents._waits import Rhythm, Wait
from supportops.triage.incidents.checklist import ChecklistItem, is_due, next_due
from supportops.triage.incidents.incident import Incident
from supportops.vocabulary import Scale
from supportops.vocabulary.labels import text_of, unknown_label

if TYPE_CHECKING:
    from supportops.triage.incidents.message import IncidentMessage, MessageKind

__all__ = ["IncidentPlan"]

NamesBySeverity: TypeAlias = Annotated[Mapping[Name, Names], AfterValidator(FrozenMap)]
ByRhythm: TypeAlias = Annotated[Mapping[Name, Rhythm | None], AfterValidator(FrozenMap)]
Waits: TypeAlias = Annotated[Mapping[Name, Wait], AfterValidator(FrozenMap)]


class IncidentPlan(InGrid, Model):
    """Rules by severity. A severity that a mapping does not name has no such rule.

    Every instant is elapsed time from the start of the incident; calendars play no part. What happens after the
    instant asked for is not read, so that any moment can be asked for again later.

    Args:
        scale: the severities, the worst at the top.
        roles: who has to be named.
        update_every: how often those outside are told how it stands; None: only at the resolution.
        respond_within: how long until somebody answers, 0 or more.
        communication: the channels of the updates.
        war_room: the severities that have one.
        review: how long after the resolution the review is due; a severity not named needs none.
        checklist: the tasks.

    Raises:
        ConfigurationError: all faults at once; severities that are not on the scale among them.

    Source: Support Operations skill pack, Escalation Procedures & Severity Definitions.

    Example:
        >>> from datetime import UTC
        >>> plan = IncidentPlan(
        ...     scale=Scale("SEV1", "SEV2"), roles={"SEV1": ["commander", "scribe"]},
        ...     update_every={"SEV1": "15m"}, respond_within={"SEV1": "15m", "SEV2": "1h"}, review={"SEV1": "48h"},
        ... )
        >>> nine = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> incident = Incident(id="INC-7", severity="SEV1", start=nine, updates=[nine.replace(minute=12)])
        >>> [f"{due:%H:%M}" for due in plan.updates_due(incident, at=nine.replace(minute=40))]
        ['09:15', '09:30']
        >>> [f"{due:%H:%M}" for due in plan.missed_updates(incident, at=nine.replace(minute=40))]
        ['09:30']
    """  # fmt: skip

    yardsticks: ClassVar[frozenset[str] | None] = frozenset({"scale"})

    scale: AnyScale
    roles: NamesBySeverity
    update_every: ByRhythm
    respond_within: Waits
    communication: NamesBySeverity = Field(default_factory=FrozenMap)
    war_room: Names = ()
    review: Annotated[Mapping[Name, Rhythm], AfterValidator(FrozenMap)] = Field(default_factory=FrozenMap)
    checklist: tuple[ChecklistItem, ...] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            scale: Scale | type[Enum],
            roles: Mapping[str, Sequence[Label]],
            update_every: Mapping[str, str | timedelta | None],
            respond_within: Mapping[str, str | timedelta],
            communication: Mapping[str, Sequence[Label]] | None = None,
            war_room: Collection[Label] = (),
            review: Mapping[str, str | timedelta] | None = None,
            checklist: Sequence[ChecklistItem] = (),
        ) -> None: ...

    @model_validator(mode="after")
    def _check(self) -> IncidentPlan:
        faults = [
            (path, f"{severity!r} is not on the scale; {near(severity, self.scale.labels)}")
            for path, severity in self._severities_named()
            if severity not in self.scale
        ]
        tasks = [item.task for item in self.checklist]
        faults += [
            (f"checklist[{n}].task", f"the task {task!r} stands more than once; `done` is by task, name it otherwise")
            for n, task in enumerate(tasks)
            if task in tasks[:n]
        ]
        if faults:
            raise ConfigurationError(faults)
        return self

    def _severities_named(self) -> Iterator[tuple[str, str]]:
        for field in ("roles", "update_every", "respond_within", "communication", "review"):
            yield from ((f"{field}.{severity}", severity) for severity in getattr(self, field))
        yield from ((f"war_room[{n}]", severity) for n, severity in enumerate(self.war_room))
        for n, item in enumerate(self.checklist):
            yield from ((f"checklist[{n}].severities", severity) for severity in item.severities)

    def roles_for(self, severity: Label) -> tuple[str, ...]:
        """Return the roles that have to be named.

        Raises:
            DomainError: the severity is not on the scale.
        """
        return self.roles.get(self._known(severity), ())

    def channels_for(self, severity: Label) -> tuple[str, ...]:
        """Return where those outside are told.

        Raises:
            DomainError: the severity is not on the scale.
        """
        return self.communication.get(self._known(severity), ())

    def has_war_room(self, severity: Label) -> bool:
        """Return whether everybody meets in one place.

        Raises:
            DomainError: the severity is not on the scale.
        """
        return self._known(severity) in self.war_room

    def needs_review(self, severity: Label) -> bool:
        """Return whether a review follows.

        Raises:
            DomainError: the severity is not on the scale.
        """
        return self._known(severity) in self.review

    def respond_due(self, incident: Incident) -> datetime | None:
        """Return by when somebody has to answer; None where nothing is promised.

        Raises:
            DomainError: the severity is not on the scale.
        """
        wait = self.respond_within.get(self._of(incident))
        return None if wait is None else from_us(to_us(incident.start) + us_of(wait))

    def review_due(self, incident: Incident) -> datetime | None:
        """Return by when the review is due; None while the incident is open, and where none is needed.

        Raises:
            DomainError: the severity is not on the scale.
        """
        wait = self.review.get(self._of(incident))
        return None if wait is None or incident.resolved is None else from_us(to_us(incident.resolved) + us_of(wait))

    def updates_due(self, incident: Incident, *, at: datetime) -> tuple[datetime, ...]:
        """Return when updates were due: once, twice, ... the rhythm after the start, up to and at the end or `at`.

        Raises:
            DomainError: the severity is not on the scale, or more than a million were due.
            NaiveDatetimeError: the instant has no zone.
        """
        return tuple(map(from_us, self._due(incident, instant_us(at, "at"))))

    def missed_updates(self, incident: Incident, *, at: datetime) -> tuple[datetime, ...]:
        """Return which updates that were due by an instant nobody gave.

        An update counts if it came after the due instant before (at first: the start), and at this one at the
        latest. A later one does not heal it.

        Raises:
            DomainError: the severity is not on the scale, or more than a million were due.
            NaiveDatetimeError: the instant has no zone.
        """
        due = self._due(incident, instant_us(at, "at"))
        return tuple(map(from_us, missed(due, [to_us(told) for told in incident.updates])))

    def checklist_due(self, incident: Incident, *, at: datetime) -> tuple[ChecklistItem, ...]:
        """Return the tasks to do at an instant, in the plan's order; `ChecklistItem` says when each is due.

        Raises:
            DomainError: the severity is not on the scale; something done is no task of the plan (`.field` "done").
            NaiveDatetimeError: the instant has no zone.
        """
        moment = instant_us(at, "at")
        self._check_done(incident)
        return tuple(item for item in self._tasks(incident) if is_due(item, incident, moment))

    def next_wake(self, incident: Incident, *, at: datetime) -> datetime | None:
        """Return the first instant after one at which something falls due: answer, update, task or review.

        A service sleeps until then, or until somebody tells it more. None: nothing is to come as far as is known.

        Raises:
            DomainError: the severity is not on the scale; something done is no task of the plan (`.field` "done").
            NaiveDatetimeError: the instant has no zone.
        """
        moment = instant_us(at, "at")
        self._check_done(incident)
        to_come = [instant for instant in self._to_come(incident, moment) if instant is not None and instant > moment]
        return from_us(min(to_come)) if to_come else None

    def message(
        self,
        incident: Incident,
        kind: MessageKind,
        *,
        at: datetime,
        facts: Mapping[str, object] | None = None,
    ) -> IncidentMessage:
        """Return what those outside, or the readers of the review, are told at an instant.

        What follows from the incident and the plan is filled in; a fact of the same name goes before it. Facts that
        the kind of message does not have are left out, so that no note for the team goes to customers.

        Args:
            incident: as it is known.
            kind: "first_notice", "update", "resolved" or "review".
            at: when it is sent. Not before the start.
            facts: field to what it says; `IncidentMessage` lists the fields.

        Raises:
            DomainError: an unknown severity or kind, a fact that cannot be stored, an instant before the start.
            NaiveDatetimeError: an instant without a zone.
        """
        from supportops.triage.incidents.writing import write_message

        return write_message(self, incident, kind, at=at, facts={} if facts is None else facts)

    def _due(self, incident: Incident, at: int) -> range:
        every = self.update_every.get(self._of(incident))
        if every is None:
            return range(0)
        until = at if incident.resolved is None else min(at, to_us(incident.resolved))
        return due_instants(to_us(incident.start), us_of(every), until)

    def _tasks(self, incident: Incident) -> Iterator[ChecklistItem]:
        severity = self._of(incident)
        return (item for item in self.checklist if not item.severities or severity in item.severities)

    def _check_done(self, incident: Incident) -> None:
        """Refuse what was done and is no task: misspelt, it would leave its task due for ever."""
        must_be(Incident, incident, "incident", "an Incident")
        tasks = [item.task for item in self.checklist]
        for name in (name for name in incident.done if tasks and name not in tasks):
            message = f"incident {incident.id!r} has done {name!r}, which is no task of this plan; {near(name, tasks)}"
            raise DomainError(message, field="done", value=name, allowed=tasks)

    def _to_come(self, incident: Incident, at: int) -> Iterator[int | None]:
        severity, start = self._of(incident), to_us(incident.start)
        resolved = None if incident.resolved is None else to_us(incident.resolved)
        every, wait, review = (rule.get(severity) for rule in (self.update_every, self.respond_within, self.review))
        yield from (next_due(item, incident, at) for item in self._tasks(incident))
        if resolved is not None and resolved <= at:
            yield None if review is None else resolved + us_of(review)
            return
        yield None if wait is None else start + us_of(wait)
        yield None if every is None else start + us_of(every) * (max(0, at - start) // us_of(every) + 1)

    def _of(self, incident: Incident) -> str:
        must_be(Incident, incident, "incident", "an Incident")
        return self._known(incident.severity)

    def _known(self, severity: Label) -> str:
        label = text_of(severity)
        if label not in self.scale:
            raise unknown_label(label, self.scale.labels, field="severity")
        return str(label)

    def _grid(self) -> Grid:
        head = ("severity", "respond within", "update every", "channels", "roles", "war room", "review within")
        return Grid("Incidents by severity", head, [self._row(severity) for severity in self.scale])

    def _row(self, severity: str) -> tuple[str, ...]:
        every = self.update_every.get(severity)
        told = "at the resolution" if severity in self.update_every and every is None else amount(every)
        return (
            severity,
            amount(self.respond_within.get(severity)),
            told,
            ", ".join(self.channels_for(severity)) or "-",
            ", ".join(self.roles_for(severity)) or "-",
            "yes" if self.has_war_room(severity) else "-",
            amount(self.review.get(severity)),
        )
