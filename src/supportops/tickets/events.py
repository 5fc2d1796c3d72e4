"""What can happen to a ticket, one frozen class for each kind of event.

Every event has `at`, an aware datetime, and may carry an `id`, an `actor` and a `source`. Events are told
apart by `kind`, the class name in snake case, so that a log round-trips through JSON.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from supportops._frozen import FrozenMap
from supportops._instants import to_us
from supportops.tickets._equality import ByInstants
from supportops.tickets._texts import Label, Value, Values
from supportops.vocabulary import Party

__all__ = [
    "Absorbed",
    "Acknowledged",
    "AnyEvent",
    "Assignment",
    "Cancelled",
    "Created",
    "DueSet",
    "Escalated",
    "Event",
    "FieldChange",
    "Merged",
    "Message",
    "Paused",
    "Resumed",
    "StatusChange",
]

_LABELLED = frozenset({"priority", "tier", "channel", "category"})


class Event(ByInstants):
    """What all events have in common; build one of the classes below.

    `id` is the event's own name in the source system, `actor` who did it, `source` which system reported it.
    Two events are equal when their fields are, and their instants are the same whatever the zone.
    """

    kind: str
    at: AwareDatetime
    id: Label | None = None
    actor: Label | None = None
    source: Label | None = None

    @cached_property
    def at_us(self) -> int:
        """The instant as whole microseconds since 1970-01-01 UTC."""
        return to_us(self.at)

    def __hash__(self) -> int:
        # Enough to tell nearly all events apart, at a tenth of the cost of all fields.
        return hash((self.kind, self.at_us, self.id))

    def __str__(self) -> str:
        return f"{self.kind} at {self.at.isoformat()}"


class Created(Event):
    """The ticket came to be. `by` wrote its first message; the initial status counts from here.

    Example:
        >>> from datetime import UTC, datetime
        >>> created = Created(at=datetime(2026, 3, 2, 9, tzinfo=UTC), priority="P2", fields={"seats": 40})
        >>> created.by, created.status, created.fields["seats"]
        (<Party.REQUESTER: 'requester'>, 'new', 40)
    """

    kind: Literal["created"] = "created"
    by: Party = Party.REQUESTER
    priority: Label
    status: Label = "new"
    tier: Label | None = None
    channel: Label | None = None
    category: Label | None = None
    fields: Values = Field(default_factory=FrozenMap)


class Message(Event):
    """Somebody wrote. `public=False` is an internal note, which the other side never sees."""

    kind: Literal["message"] = "message"
    by: Party
    public: bool = True


class StatusChange(Event):
    """The ticket moved to another status, in the helpdesk's own words."""

    kind: Literal["status_change"] = "status_change"
    to: Label
    reason: Label | None = None


class FieldChange(Event):
    """A field has a new value. `priority`, `tier`, `channel` and `category` are labels; others are free.

    A change of status is a `StatusChange`, and is refused here.
    """

    kind: Literal["field_change"] = "field_change"
    field: Label
    to: Value

    @model_validator(mode="after")
    def _check(self) -> FieldChange:
        if self.field == "status":
            raise ValueError("a change of status is an event of its own; write StatusChange(at=..., to=...)")
        if self.field not in _LABELLED or (isinstance(self.to, str) and self.to.strip()):
            return self
        if self.to is None and self.field != "priority":
            return self
        raise ValueError(f"a {self.field} is a label such as 'P2', not {self.to!r}; write it as text")


class Assignment(Event):
    """Who has the ticket from now on.

    `agent=None` is nobody. `group=None` leaves the ticket in the group it is in.
    """

    kind: Literal["assignment"] = "assignment"
    agent: Label | None = None
    group: Label | None = None


class Escalated(Event):
    """The ticket moved to another level of support; `context` is what was handed over."""

    kind: Literal["escalated"] = "escalated"
    level: Label
    context: Values = Field(default_factory=FrozenMap)


class Merged(Event):
    """The ticket was a duplicate and went into another one."""

    kind: Literal["merged"] = "merged"
    into: Label


class Paused(Event):
    """The clocks were paused by hand. The pause holds in `[at, until)`, or until `Resumed`."""

    kind: Literal["paused"] = "paused"
    reason: Label
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _check(self) -> Paused:
        if self.until is not None and to_us(self.until) <= self.at_us:
            raise ValueError(f"until {self.until.isoformat()} is not after the pause at {self.at.isoformat()}")
        return self


class Resumed(Event):
    """Pauses by hand ended: those of one reason, or all of them when no reason is given."""

    kind: Literal["resumed"] = "resumed"
    reason: Label | None = None


class Acknowledged(Event):
    """Somebody at the desk said that they have seen the ticket."""

    kind: Literal["acknowledged"] = "acknowledged"


class Cancelled(Event):
    """The ticket is none: spam, out of scope, opened by mistake."""

    kind: Literal["cancelled"] = "cancelled"
    reason: Label


class Absorbed(Event):
    """Another ticket was merged into this one; `started` is when that one began."""

    kind: Literal["absorbed"] = "absorbed"
    ticket_id: Label
    started: AwareDatetime

    @model_validator(mode="after")
    def _check(self) -> Absorbed:
        if to_us(self.started) > self.at_us:
            raise ValueError(
                f"started {self.started.isoformat()} is after the ticket was absorbed, at {self.at.isoformat()}"
            )
        return self


class DueSet(Event):
    """A due date was set by hand for one metric, or taken back with `due=None`.

    With `follows_pauses` a pause moves the date as it moves a computed one.
    """

    kind: Literal["due_set"] = "due_set"
    metric: Label
    due: AwareDatetime | None
    follows_pauses: bool = False


AnyEvent = Annotated[
    Created
    | Message
    | StatusChange
    | FieldChange
    | Assignment
    | Escalated
    | Merged
    | Paused
    | Resumed
    | Acknowledged
    | Cancelled
    | Absorbed
    | DueSet,
    Field(discriminator="kind"),
]
"""Any event, told apart by `kind`: the type for a field, or for a pydantic `TypeAdapter`."""
