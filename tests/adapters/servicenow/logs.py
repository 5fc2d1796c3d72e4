"""Small logs written by hand, in the columns of the real one."""

from collections.abc import Iterable

from supportops.adapters.servicenow import IncidentLog, read_incidents
from supportops.tickets import TicketHistory

HEADER = (
    "number,incident_state,sys_mod_count,made_sla,opened_at,sys_updated_at,contact_type,category,impact,urgency,"
    "priority,assignment_group,assigned_to,resolved_at,closed_at,reopen_count"
)

_DEFAULTS = {
    "number": "INC1",
    "incident_state": "New",
    "opened_at": "2016-02-29T09:00",
    "sys_updated_at": "2016-02-29T09:00",
    "contact_type": "Phone",
    "category": "Category 5",
    "impact": "2 - Medium",
    "urgency": "2 - Medium",
    "priority": "3 - Moderate",
}


def row(**cells: str) -> str:
    """Return a row in which the cells named differ from a plain one."""
    return ",".join({**_DEFAULTS, **cells}.get(column, "") for column in HEADER.split(","))


def update(time: str, state: str = "New", **cells: str) -> str:
    """Return a row of INC1, opened at 09:00, that was written at a time of that day."""
    return row(sys_updated_at=f"2016-02-29T{time}", incident_state=state, **cells)


def numbered(rows: Iterable[str]) -> list[str]:
    """Return rows with a `sys_mod_count` that rises, as a log has it."""
    place = HEADER.split(",").index("sys_mod_count")
    result = []
    for count, text in enumerate(rows):
        cells = text.split(",")
        if len(cells) > place:
            cells[place] = str(count)
        result.append(",".join(cells))
    return result


def read(*rows: str, **options: object) -> tuple[list[TicketHistory], IncidentLog]:
    """Return the histories of a log of these rows, and the log."""
    log = read_incidents([HEADER, *numbered(rows)], **options)  # type: ignore[arg-type]
    return list(log), log


def notes_of(log: IncidentLog) -> list[tuple[int, str, str]]:
    """Return line, kind and code of each action."""
    return [(note.line, note.kind, note.code) for note in log.actions]
