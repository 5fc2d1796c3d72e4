"""ServiceNow: the audit log of its incidents, as a CSV export.

`read_incidents(...)` gives the histories one by one. The log has no messages, so the first response is a proxy:
see `FIRST_RESPONSE_PROXY`.
"""

from supportops.adapters.servicenow.facts import IncidentFacts
from supportops.adapters.servicenow.log import IncidentLog, read_incidents
from supportops.adapters.servicenow.notes import NoteKind, RowNote
from supportops.adapters.servicenow.outcomes import IncidentOutcomes
from supportops.adapters.servicenow.table import IncidentTable, read_incident_table
from supportops.adapters.servicenow.words import FIRST_RESPONSE_PROXY, SERVICENOW_PRIORITIES, SERVICENOW_STATUSES

__all__ = [
    "FIRST_RESPONSE_PROXY",
    "SERVICENOW_PRIORITIES",
    "SERVICENOW_STATUSES",
    "IncidentFacts",
    "IncidentLog",
    "IncidentOutcomes",
    "IncidentTable",
    "NoteKind",
    "RowNote",
    "read_incident_table",
    "read_incidents",
]
