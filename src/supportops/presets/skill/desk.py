"""The sample desk: Monday to Friday, nine hours a day, in a zone that the caller names."""

from __future__ import annotations

from supportops.calendar import BusinessCalendar, Holidays
from supportops.presets._read import texts
from supportops.presets.table import load

__all__ = ["sample_desk"]

_HOURS = {
    str(row["key"]): row["value"] for row in load("sla_document_template").rows if row["part"] == "coverage_hours"
}


def sample_desk(zone: str, *, holidays: Holidays | None = None) -> BusinessCalendar:
    """Return the calendar of the model SLA document: Mon-Fri 09:00-18:00.

    It is a sample: the source leaves the zone open in its document, and names Pacific time in another place.

    Args:
        zone: an IANA name such as "America/Los_Angeles".
        holidays: dates on which the desk is closed; the source prints none.

    Source: Support Operations skill pack, SLA Template; SLA Components.

    Example:
        >>> sample_desk("America/Los_Angeles").hours
        'Mon-Fri 09:00-18:00'
    """
    window = f"{_HOURS['opens']}-{_HOURS['closes']}"
    hours = {day: [window] for day in texts(_HOURS["days"])}
    return BusinessCalendar(name="sample desk", zone=zone, hours=hours, holidays=holidays)
