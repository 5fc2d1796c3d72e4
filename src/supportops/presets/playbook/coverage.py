"""Coverage classes: how much of the week a plan's support is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops.calendar import BusinessCalendar, Holidays
from supportops.calendar.hours import parse_week
from supportops.errors import ConfigurationError
from supportops.presets._read import number
from supportops.presets.table import load

__all__ = ["COVERAGE", "PLAN_COVERAGE", "CoverageClass"]


class CoverageClass(Model):
    """How much of the week support is there.

    Attributes:
        name: as printed.
        hours_per_day: open hours of each day that is open at all; None where the source does not say.
        plans: the plans that have it.
    """

    name: str
    hours_per_day: float | None
    plans: tuple[str, ...]

    def calendar(
        self,
        *,
        zone: str,
        hours: str | Mapping[str, str | Sequence[str]] | None = None,
        holidays: Holidays | None = None,
    ) -> BusinessCalendar:
        """Return a calendar of this class. The source prints no days and no times, so the caller gives them.

        Args:
            zone: an IANA name such as "Europe/London".
            hours: the weekly hours; left out for a class that is always open.
            holidays: dates on which it is closed; none for a class that is always open.

        Raises:
            ConfigurationError: no hours; a day that is not as long as the class says; holidays of a class that is
                always open.

        Example:
            >>> COVERAGE["extended"].calendar(zone="Europe/London", hours="daily 06:00-22:00").hours
            'daily 06:00-22:00'
        """
        given = "24/7" if hours is None and self._is_always_open else hours
        if given is None:
            raise ConfigurationError(
                f"the class {self.name!r} has no printed hours; give them, for example hours='Mon-Fri 09:00-18:00'"
            )
        calendar = BusinessCalendar(name=self.name, zone=zone, hours=given, holidays=holidays)
        faults = self._faults(calendar)
        if faults:
            raise ConfigurationError(faults, what=f"calendar of class {self.name!r}")
        return calendar

    def _faults(self, calendar: BusinessCalendar) -> list[tuple[str, str]]:
        if self.hours_per_day is None:
            return []
        week = parse_week(calendar.hours)
        lengths = {sum(end - start for start, end in windows) / 3600 for windows in week if windows}
        faults = [
            ("hours", f"a day has {length:g} open hours, the class {self.name!r} has {self.hours_per_day:g}; mend it")
            for length in sorted(lengths - {self.hours_per_day})
        ]
        if self._is_always_open and not all(week):
            faults.append(("hours", f"the class {self.name!r} is open every day; leave hours out, or write '24/7'"))
        if self._is_always_open and calendar.holidays is not None:
            faults.append(("holidays", f"the class {self.name!r} knows no holidays; leave them out"))
        return faults

    @property
    def _is_always_open(self) -> bool:
        return self.hours_per_day == 24


def _classes() -> dict[str, CoverageClass]:
    rows = load("coverage_classes").rows
    hours = {str(row["support_hours"]): row["coverage_hours_per_day"] for row in rows}
    return {
        name: CoverageClass(
            name=name,
            hours_per_day=None if cell is None else number(cell),
            plans=tuple(str(row["plan"]) for row in rows if row["support_hours"] == name),
        )
        for name, cell in hours.items()
    }


COVERAGE: Mapping[str, CoverageClass] = FrozenMap(_classes())
"""The classes by name: "business_hours", "extended" (16 hours a day) and "always_24x7x365".

Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table.
"""

PLAN_COVERAGE: Mapping[str, CoverageClass] = FrozenMap(
    {plan: coverage for coverage in COVERAGE.values() for plan in coverage.plans}
)
"""Plan to its class.

Source: The Product Builder's Playbook, chapter 27, SLA Tier Comparison Table.
"""
