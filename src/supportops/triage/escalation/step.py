"""One step of a ladder: who is told after how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator

from supportops._model import Model
from supportops.calendar import AnyCalendar
from supportops.durations import Elapsed, format_duration
from supportops.triage._names import Label, plain
from supportops.triage.escalation.notify import Notify, NotifyOne

__all__ = ["EscalationStep", "Recipients", "not_negative"]

Recipients: TypeAlias = "Label | Notify | Sequence[Label | Notify]"
"""Whom a step tells: a role, a `Notify`, or several of them."""

InWindow: TypeAlias = Literal["count", "delay"]
"""What a window does to a wait: only its open time counts, or the whole wait is moved to its next open instant."""


def not_negative(amount: timedelta) -> timedelta:
    """Refuse less than no time."""
    if amount < timedelta(0):
        raise ValueError(f"{format_duration(amount)} is less than no time; write '0m' or more")
    return amount


def _read_recipients(given: object) -> object:
    if isinstance(given, str | Enum | Notify | Mapping):
        return (given,)
    if not isinstance(given, list | tuple):
        message = f"{given!r} is nobody to tell; give a role, a Notify, or a sequence of them"
        raise ValueError(message)  # noqa: TRY004 - pydantic makes a fault of a ValueError only
    if not given:
        raise ValueError("a step tells somebody; give a role, for example 'on_call_engineer'")
    return tuple(given)


class EscalationStep(Model):
    """Who is told, that long after the start of the round.

    Without a window the wait is time on the wall. With one, say the business hours of a desk, the step fires at an
    open instant only, and `in_window` says how the wait is measured:

    - "count": at the first open instant with `after` of the window's open time behind it. A wait that the night
      interrupts goes on in the morning. A wait that is used up exactly at closing ends at the next opening.
    - "delay": at the first open instant at or after start + `after`.

    Args:
        after: how long after the start of the round, 0 or more: a timedelta or text ("15m", "1 day" is 24 hours).
        notify: a role, a `Notify`, or several of them; kept as a tuple of `Notify`.
        window: when the step may fire; None: at any time.
        in_window: "count" or "delay"; without a window it means nothing.

    Raises:
        ConfigurationError: all faults at once: a negative wait, nobody to tell, a blank role.

    Source: Support Operations skill pack, Escalation Paths by Severity (steps at minutes from the start).

    Example:
        >>> step = EscalationStep("30m", ("vp_engineering", Notify("status_page", channel="email")))
        >>> step.after, step.roles
        (datetime.timedelta(seconds=1800), ('vp_engineering', 'status_page'))
    """

    after: Annotated[Elapsed, AfterValidator(not_negative)]
    notify: Annotated[tuple[NotifyOne, ...], BeforeValidator(_read_recipients)]
    window: AnyCalendar | None = None
    in_window: Annotated[InWindow, BeforeValidator(plain)] = "count"

    def __init__(
        self,
        after: str | timedelta,
        notify: Recipients,
        *,
        window: AnyCalendar | None = None,
        in_window: InWindow = "count",
    ) -> None:
        super().__init__(after=after, notify=notify, window=window, in_window=in_window)

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    @property
    def roles(self) -> tuple[str, ...]:
        """Who is told, in order."""
        return tuple(notify.role for notify in self.notify)
