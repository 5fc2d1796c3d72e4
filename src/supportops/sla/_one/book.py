"""One policy or a set of them, compiled to be folded over: the plans and which of them holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supportops.errors import NoMatchError
from supportops.sla._one.facts import FACT_FIELDS
from supportops.sla._one.plan import Plan
from supportops.sla._one.totals import OpenTotals

if TYPE_CHECKING:
    from supportops.calendar import AnyCalendar
    from supportops.sla.policy import SlaPolicy
    from supportops.sla.selection import Select, Selectable

__all__ = ["Book"]


class Book:
    """The compiled policies, which share one row of calendars."""

    def __init__(self, policies: tuple[SlaPolicy, ...], entries: tuple[Select, ...] = ()) -> None:
        numbers: dict[AnyCalendar, int] = {}
        self.plans = tuple(Plan(policy, numbers) for policy in policies)
        self.entries = entries
        self.kept_fields = frozenset(name for entry in entries for name in entry.fields)
        self.target_fields = {"priority", "tier"}
        """A change of one of these may change a target."""
        if entries:
            self.target_fields |= FACT_FIELDS | self.kept_fields
        calendars = tuple(numbers)
        totals = tuple(OpenTotals(calendar) for calendar in calendars)
        # Where a change measures again from creation, a timer keeps totals for every calendar.
        measures_again = any(plan.change == "creation" for plan in self.plans)
        for number, plan in enumerate(self.plans):
            plan.number, plan.calendars, plan.totals = number, calendars, totals
            plan.tallied = tuple(range(len(calendars))) if measures_again else ()

    def choose(self, state: Selectable) -> int:
        """Return the number of the policy that holds for a ticket: the first entry that matches."""
        if not self.entries:
            return 0
        for number, entry in enumerate(self.entries):
            if entry.matches(state):
                return number
        raise self.no_match(state)

    def no_match(self, state: Selectable) -> NoMatchError:
        """Return the error for a ticket that no entry is for."""
        return NoMatchError(
            f"no policy of this set is for priority {state.priority!r}, tier {state.tier!r}, category "
            f"{state.category!r}, channel {state.channel!r}; add Select(policy) without keys as the last entry"
        )
