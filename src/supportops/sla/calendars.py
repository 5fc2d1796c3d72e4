"""Which calendar a timer runs on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator

from supportops._model import Model
from supportops.calendar import AnyCalendar

__all__ = ["CalendarRule", "Words"]


def _read_words(given: object) -> object:
    return () if given is None else (given,) if isinstance(given, str) else given


Words = Annotated[tuple[str, ...], BeforeValidator(_read_words)]
"""One word or several; none means any."""


class CalendarRule(Model):
    """A calendar for the tickets and metrics it names; what is left out matches anything.

    Of a policy's rules the first that matches decides; the policy's own calendar is the fallback.

    Example:
        >>> from supportops.calendar import ALWAYS_OPEN
        >>> CalendarRule(ALWAYS_OPEN, tier="enterprise").matches(priority="P3", tier="enterprise", metric="resolution")
        True
    """

    calendar: AnyCalendar
    priority: Words = ()
    tier: Words = ()
    metric: Words = ()

    def __init__(
        self,
        calendar: AnyCalendar,
        *,
        priority: str | Sequence[str] | None = None,
        tier: str | Sequence[str] | None = None,
        metric: str | Sequence[str] | None = None,
    ) -> None:
        super().__init__(calendar=calendar, priority=priority, tier=tier, metric=metric)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def matches(self, *, priority: str, tier: str | None, metric: str) -> bool:
        """Return whether the rule speaks of such a timer."""
        wanted = ((self.priority, priority), (self.tier, tier), (self.metric, metric))
        return all(not allowed or value in allowed for allowed, value in wanted)
