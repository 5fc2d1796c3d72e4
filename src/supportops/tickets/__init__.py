"""Tickets: what happened, as typed events, and how a ticket stands after them.

A `TicketHistory` is the checked log of one ticket. `history.state(at=...)` folds it to a `TicketState`,
`history.until(...)` is the log as it was known then, and `TicketHistory.repair(...)` mends a faulty log. A
`TicketRecord` is the form that a helpdesk shows.
"""

from typing import TYPE_CHECKING

from supportops._lazy import lazily
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
from supportops.tickets.status_map import BASIC_STATUSES, DEFAULT_STATUSES, EXTENDED_STATUSES, StatusMap

if TYPE_CHECKING:
    from supportops.tickets.rejected import Rejected
    from supportops.tickets.table import EventTable
    from supportops.tickets.text_column import TextColumn

__all__ = [
    "ANY_WORDS",
    "BASIC_STATUSES",
    "DEFAULT_STATUSES",
    "EXTENDED_STATUSES",
    "FIELD_REQUIREMENTS",
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
    "EventTable",
    "FieldChange",
    "FieldRequirement",
    "Merged",
    "Message",
    "MissingField",
    "OpenPause",
    "Paused",
    "RecordVocabulary",
    "Rejected",
    "RepairAction",
    "Repaired",
    "Requirement",
    "Resumed",
    "StatusChange",
    "StatusMap",
    "TextColumn",
    "TicketHistory",
    "TicketRecord",
    "TicketState",
    "missing_fields",
    "start",
    "step",
]

if not TYPE_CHECKING:
    # What is for many tickets needs numpy; who has one history does not pay for it.
    __getattr__ = lazily(
        __name__,
        {
            "supportops.tickets.rejected": "Rejected",
            "supportops.tickets.table": "EventTable",
            "supportops.tickets.text_column": "TextColumn",
        },
    )
