"""What the words of a ServiceNow incident log mean here."""

from __future__ import annotations

from types import MappingProxyType

from supportops.tickets import StatusMap
from supportops.vocabulary import Status

__all__ = ["FIRST_RESPONSE_PROXY", "INITIAL_STATE", "SERVICENOW_PRIORITIES", "SERVICENOW_STATUSES"]

SERVICENOW_STATUSES = StatusMap(
    {
        "New": Status.NEW,
        "Active": Status.OPEN,
        "In Progress": Status.OPEN,
        "Awaiting User Info": Status.PENDING,
        "Awaiting Vendor": Status.ON_HOLD,
        "Awaiting Evidence": Status.ON_HOLD,
        "Awaiting Problem": Status.ON_HOLD,
        "On Hold": Status.ON_HOLD,
        "Resolved": Status.RESOLVED,
        "Closed": Status.CLOSED,
    }
)
"""The incident states: the ones that wait for the user are pending, those for anybody else on hold."""

INITIAL_STATE = "New"
"""The state of an incident from its opening to its first row."""

SERVICENOW_PRIORITIES = MappingProxyType(
    {"1 - Critical": "P1", "2 - High": "P2", "3 - Moderate": "P3", "4 - Low": "P4", "5 - Planning": "P5"}
)
"""The priorities of the log on the scale P1 to P5."""

FIRST_RESPONSE_PROXY = "proxy: first assignee, or leaving New"
"""The source of the message that stands in for the first response.

The log has no messages. The first row that names an assignee, or a state other than New, is taken as the
moment at which the desk answered; an incident created in such a state was answered at once.
"""
