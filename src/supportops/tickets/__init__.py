"""Tickets: what happened, as typed events, and how a ticket stands after them.

A `TicketHistory` is the checked log of one ticket. `history.state(at=...)` folds it to a `TicketState`,
`history.until(...)` is the log as it was known then, and `TicketHistory.repair(...)` mends a faulty log. A
`TicketRecord` is the form that a helpdesk shows.
"""

from supportops.tickets.events import (
    Absorbed,
    Acknowledged,
    AnyEvent,
    Assignment,
    Cancelled,
    Created,
    DueSet,
    Escalated,
    Event,
    FieldChange,
    Merged,
    Message,
    Paused,
    Resumed,
    StatusChange,
)
from supportops.tickets.fold import start, step
from supportops.tickets.history import Repaired, TicketHistory
from supportops.tickets.record import ANY_WORDS, PUBLISHED_WORDS, RecordVocabulary, TicketRecord
from supportops.tickets.repair import RepairAction
from supportops.tickets.requirements import (
    FIELD_REQUIREMENTS,
    FieldRequirement,
    MissingField,
    Requirement,
    missing_fields,
)
from supportops.tickets.state import OpenPause, TicketState
from supportops.tickets.status_map import BASIC_STATUSES, DEFAULT_STATUSES, LIFECYCLE_STATUSES, StatusMap

__all__ = [
    "ANY_WORDS",
    "BASIC_STATUSES",
    "DEFAULT_STATUSES",
    "FIELD_REQUIREMENTS",
    "LIFECYCLE_STATUSES",
    "PUBLISHED_WORDS",
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
    "FieldRequirement",
    "Merged",
    "Message",
    "MissingField",
    "OpenPause",
    "Paused",
    "RecordVocabulary",
    "RepairAction",
    "Repaired",
    "Requirement",
    "Resumed",
    "StatusChange",
    "StatusMap",
    "TicketHistory",
    "TicketRecord",
    "TicketState",
    "missing_fields",
    "start",
    "step",
]
