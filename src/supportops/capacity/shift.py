"""A shift: its hours on the wall, and the agents who work it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from pydantic import AfterValidator, BeforeValidator, Field

from supportops._model import Model
from supportops.calendar import BusinessCalendar
from supportops.calendar.hours import WeekHours
from supportops.calendar.local import WallClock
from supportops.calendar.spans import Span
from supportops.calendar.values import LocalDate, literal
from supportops.errors import ConfigurationError, DomainError, shortened
from supportops.triage._names import Label, Name, Names

__all__ = ["Shift", "Shifts", "presence_us", "shifts_of"]


def _known(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        return _calendar(given, "24/7").zone
    except ConfigurationError as error:
        _, message = error.faults[0]
        raise ValueError(message) from None


def _count(given: object) -> object:
    # What an array of agents holds, such as those of a plan.
    return int(given) if isinstance(given, np.integer) else given


class Shift(Model):
    """Agents who work the same hours.

    Hours are on the wall of a zone, as those of a calendar: 09:00 stays 09:00 when the clocks change. A shift with a
    break in it is one shift with two windows, and so is a split one.

    Args:
        name: what it is called.
        hours: "Mon-Fri 09:00-17:00", "daily 09:00-13:00, 16:00-20:00", "24/7", or a mapping of days to windows; kept
            as text. A window that crosses midnight belongs to the day it starts on.
        agents: how many work it, 0 or more.
        zone: an IANA name such as "Europe/Berlin". None: that of the calendar in a simulation, that of `start` in
            `coverage`.
        skills: what its agents can do. None given: everything.
        concurrency: tickets that an agent has in hand at a time, 1 or more.
        absence: the chance, 0..1, that an agent misses a day of it. A simulation draws it; `coverage` and `cover`
            count agents as they are scheduled.
        hired: the agents' first day of service, in the zone. They are not there before it, and a simulation has them
            work at the share of `headcount.RAMP`. None: they have been there for long.

    Raises:
        ConfigurationError: all faults at once.

    Example:
        >>> Shift("core", "mon-fri 9:00-17:00", 12)
        Shift(name='core', hours='Mon-Fri 09:00-17:00', agents=12)
    """

    name: Name
    hours: WeekHours
    agents: Annotated[int, BeforeValidator(_count)] = Field(strict=True, ge=0, le=1_000_000)
    zone: Annotated[str | None, AfterValidator(_known)] = None
    skills: Names = ()
    concurrency: Annotated[int, BeforeValidator(_count)] = Field(default=1, strict=True, ge=1)
    absence: float = Field(default=0.0, ge=0, le=1, allow_inf_nan=False)
    hired: LocalDate | None = None

    def __init__(
        self,
        name: Label,
        hours: str | Mapping[str, str | Sequence[str]],
        agents: int,
        *,
        zone: str | None = None,
        skills: Label | Iterable[Label] = (),
        concurrency: int = 1,
        absence: float = 0.0,
        hired: dt.date | None = None,
    ) -> None:
        super().__init__(
            name=name, hours=hours, agents=agents, zone=zone, skills=skills,
            concurrency=concurrency, absence=absence, hired=hired,
        )  # fmt: skip

    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        default = {name: field.default for name, field in type(self).model_fields.items()}
        told = ((name, value) for name, value in self if value != default[name])
        return f"Shift({', '.join(f'{name}={literal(value)}' for name, value in told)})"

    __str__ = __repr__


Shifts: TypeAlias = Iterable[Shift] | Mapping[str, Shift]
"""Shifts in order, or by name as in `SHIFTS`."""


def shifts_of(given: object) -> tuple[Shift, ...]:
    """Return shifts as a tuple; a mapping stands for its values.

    Raises:
        DomainError: something else, or something else among them; the index of the first.
    """
    wanted = "give shifts, for example [Shift('day', 'Mon-Fri 09:00-17:00', 2)]"
    if isinstance(given, str | Shift) or not isinstance(given, Iterable):
        raise DomainError(f"shifts is {shortened(repr(given))}; {wanted}", field="shifts", value=given)
    found = tuple(given.values() if isinstance(given, Mapping) else given)
    for index, one in enumerate(found):
        if not isinstance(one, Shift):
            message = f"shifts[{index}] is {shortened(repr(one))}; {wanted}"
            raise DomainError(message, field="shifts", value=one, index=index)
    return found


def presence_us(shift: Shift, lo: int, hi: int, *, zone: str) -> list[Span]:
    """Return the stretches of [lo, hi) in which the shift's agents are there, in microseconds.

    Args:
        shift: with the hours.
        lo: start, microseconds since 1970 UTC.
        hi: end.
        zone: of a shift that has none.
    """
    key = shift.zone or zone
    if shift.hired is not None:
        lo = max(lo, WallClock(ZoneInfo(key)).midnight(shift.hired.toordinal()))
    return _calendar(key, shift.hours).intervals_us(lo, hi)


@lru_cache(maxsize=256)
def _calendar(zone: str, hours: str) -> BusinessCalendar:
    return BusinessCalendar(zone=zone, hours=hours)
