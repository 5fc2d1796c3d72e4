"""Open totals and moments that a fold asks for again and again, remembered."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from supportops._instants import EPOCH, MICROSECOND, from_us

if TYPE_CHECKING:
    from supportops.calendar import AnyCalendar

__all__ = ["Moments", "OpenTotals"]

_MAX_TOTALS = 20_000


class OpenTotals(dict[int, int]):
    """The running open total of one calendar by instant; the same instants end one stretch and begin the next."""

    def __init__(self, calendar: AnyCalendar) -> None:
        self.calendar = calendar

    def __missing__(self, instant: int) -> int:
        if len(self) > _MAX_TOTALS:
            self.clear()
        total = self[instant] = self.calendar.open_us(instant)
        return total

    def after(self, instant: int, amount: int) -> int:
        """Return the earliest instant so much open time later; amount > 0."""
        return self.calendar.at_open_us(self[instant] + amount)


class Moments(dict[int | None, datetime | None]):
    """Microseconds as aware datetimes of one zone; None stays None."""

    def __init__(self, zone: tzinfo | None) -> None:
        self[None] = None
        self.zone = zone or UTC
        # In the zone's own terms: fromutc reads it as UTC.
        self.epoch = EPOCH.replace(tzinfo=self.zone)

    def __missing__(self, us: int) -> datetime:
        try:
            moment = self[us] = self.zone.fromutc(self.epoch + MICROSECOND * us)
        except OverflowError:
            return from_us(us)
        return moment
