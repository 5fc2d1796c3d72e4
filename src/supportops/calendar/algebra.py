"""Calendars made of calendars: union, intersection, difference and complement, over any zones.

They are combined as instants. The zone, which counts for local dates only, is that of the first operand.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Annotated, Any, Literal, Self, cast
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from supportops.calendar.base import Calendar
from supportops.calendar.business import BusinessCalendar
from supportops.calendar.combined import CombinedSource, combined_rows, common, inverted, united
from supportops.calendar.explain import Row
from supportops.calendar.html import combined_html
from supportops.calendar.spans import Span
from supportops.calendar.timeline import Source

__all__ = ["AnyCalendar", "Complement", "Difference", "Intersection", "Union", "operands"]

Reason = tuple[bool, str]


class _Combined(Calendar):
    """What the four have in common."""

    name: str = ""

    @abstractmethod
    def _operands(self) -> tuple[Calendar, ...]:
        """Return the calendars it is made of."""

    @abstractmethod
    def _combine(self, spans: Sequence[list[Span]], lo: int, hi: int) -> list[Span]:
        """Return the open spans in [lo, hi), given those of the operands."""

    @abstractmethod
    def _decide(self, reasons: Sequence[Reason]) -> Reason:
        """Return whether it is open and why, given the same of the operands."""

    @property
    def zone(self) -> str:
        """The name of the first operand's zone."""
        return self.time_zone.key

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone of the first operand."""
        return self._operands()[0].time_zone

    def pinned(self, first_year: int, last_year: int) -> Self:
        """Return the same combination with the holiday dates of all its calendars embedded."""
        parts = {
            field: tuple(part.pinned(first_year, last_year) for part in value)
            if isinstance(value, tuple)
            else value.pinned(first_year, last_year)
            for field in type(self).model_fields
            if isinstance(value := getattr(self, field), tuple | Calendar)
        }
        return self.model_copy(update=parts)

    def _repr_html_(self) -> str:
        return combined_html(self, self._operands())

    def _source(self) -> Source:
        return CombinedSource(self._clock, self._operands(), self._combine)

    def _rows_us(self, lo_us: int, hi_us: int) -> list[Row]:
        rows = [
            [(a, b, is_open, f"{part.name}: {why}" if part.name else why) for a, b, is_open, why in found]
            for part in self._operands()
            for found in (part._rows_us(lo_us, hi_us),)
        ]
        return combined_rows(rows, self._decide)


class Union(_Combined):
    """Open when any of its calendars is: `a | b`.

    Example:
        >>> london = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
        >>> new_york = BusinessCalendar(zone="America/New_York", hours="Mon-Fri 09:00-17:00")
        >>> (london | new_york).zone
        'Europe/London'
    """

    kind: Literal["union"] = "union"
    calendars: tuple[AnyCalendar, ...] = Field(min_length=1)

    def _operands(self) -> tuple[Calendar, ...]:
        return self.calendars

    def _is_always_open(self) -> bool:
        return any(part._is_always_open() for part in self.calendars)

    def _is_never_open(self) -> bool:
        return all(part._is_never_open() for part in self.calendars)

    def _combine(self, spans: Sequence[list[Span]], lo: int, hi: int) -> list[Span]:  # noqa: ARG002
        return united(spans)

    def _decide(self, reasons: Sequence[Reason]) -> Reason:
        is_open = any(opened for opened, _ in reasons)
        return is_open, _all_of(reasons, is_open=is_open)


class Intersection(_Combined):
    """Open when all of its calendars are: `a & b`."""

    kind: Literal["intersection"] = "intersection"
    calendars: tuple[AnyCalendar, ...] = Field(min_length=1)

    def _operands(self) -> tuple[Calendar, ...]:
        return self.calendars

    def _is_always_open(self) -> bool:
        return all(part._is_always_open() for part in self.calendars)

    def _is_never_open(self) -> bool:
        return any(part._is_never_open() for part in self.calendars)

    def _combine(self, spans: Sequence[list[Span]], lo: int, hi: int) -> list[Span]:  # noqa: ARG002
        return reduce(common, spans)

    def _decide(self, reasons: Sequence[Reason]) -> Reason:
        is_open = all(opened for opened, _ in reasons)
        return is_open, _all_of(reasons, is_open=is_open)


class Difference(_Combined):
    """Open when the left calendar is and the right one is not: `a - b`."""

    kind: Literal["difference"] = "difference"
    left: AnyCalendar
    right: AnyCalendar

    def _operands(self) -> tuple[Calendar, ...]:
        return self.left, self.right

    def _is_always_open(self) -> bool:
        return self.left._is_always_open() and self.right._is_never_open()

    def _is_never_open(self) -> bool:
        return self.left._is_never_open() or self.right._is_always_open()

    def _combine(self, spans: Sequence[list[Span]], lo: int, hi: int) -> list[Span]:
        return common(spans[0], inverted(spans[1], lo, hi))

    def _decide(self, reasons: Sequence[Reason]) -> Reason:
        (left_open, left_why), (right_open, right_why) = reasons
        if left_open and right_open:
            return False, f"without {right_why}"
        return left_open, left_why


class Complement(_Combined):
    """Open when its calendar is closed: `~a`."""

    kind: Literal["complement"] = "complement"
    calendar: AnyCalendar

    def _operands(self) -> tuple[Calendar, ...]:
        return (self.calendar,)

    def _is_always_open(self) -> bool:
        return self.calendar._is_never_open()

    def _is_never_open(self) -> bool:
        return self.calendar._is_always_open()

    def _combine(self, spans: Sequence[list[Span]], lo: int, hi: int) -> list[Span]:
        return inverted(spans[0], lo, hi)

    def _decide(self, reasons: Sequence[Reason]) -> Reason:
        ((is_open, why),) = reasons
        return not is_open, f"complement of {why}"


def operands(kind: type[Union | Intersection], left: Calendar, right: Calendar) -> tuple[AnyCalendar, ...]:
    """Return what `left` and `right` are made of if they are nameless calendars of this kind, else themselves."""
    parts: list[Calendar] = []
    for part in (left, right):
        parts.extend(part.calendars if isinstance(part, kind) and not part.name else (part,))
    return cast("tuple[AnyCalendar, ...]", tuple(parts))


def _all_of(reasons: Sequence[Reason], *, is_open: bool) -> str:
    return "; ".join(dict.fromkeys(why for opened, why in reasons if opened is is_open))


def _with_kind(given: Any) -> Any:  # noqa: ANN401 - raw input
    if isinstance(given, str):
        wanted = f"give BusinessCalendar(zone='Europe/London', hours={given!r})" if given.strip() else "give a calendar"
        raise ValueError(f"{given!r} is no calendar; {wanted}")  # noqa: TRY004 - for pydantic
    # Written by hand, a plain desk rarely says that it is one.
    return {"kind": "business", **given} if isinstance(given, Mapping) else given


AnyCalendar = Annotated[
    BusinessCalendar | Union | Intersection | Difference | Complement,
    Field(discriminator="kind"),
    BeforeValidator(_with_kind),
]
"""A pydantic field type: any calendar of this package; plain data without `kind` is a `BusinessCalendar`."""

for _model in (Union, Intersection, Difference, Complement):
    _model.model_rebuild()
