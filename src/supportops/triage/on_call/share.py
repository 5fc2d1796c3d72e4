"""What each person of a rota carries: time, nights, weekends and holidays."""

from __future__ import annotations

from datetime import timedelta

from supportops._frozen import FrozenMap
from supportops._model import Model
from supportops._shown import Grid, InGrid, amount, percent
from supportops.durations import Elapsed

__all__ = ["Share", "Shares"]

_HEAD = ("person", "time", "share", "nights", "weekends", "holidays")


class Share(Model):
    """One person's part, in real elapsed time. A night of a weekend counts in both, and a holiday likewise.

    Attributes:
        time: on duty.
        nights: of it, inside the window of the night.
        weekends: of it, on local Saturdays and Sundays.
        holidays: of it, on local dates that are holidays.

    Example:
        >>> print(Share(time="168h", nights="56h", weekends="48h", holidays="0h"))
        168h on duty: nights 56h, weekends 48h, holidays 0m
    """

    time: Elapsed
    nights: Elapsed
    weekends: Elapsed
    holidays: Elapsed

    def __str__(self) -> str:
        parts = f"nights {amount(self.nights)}, weekends {amount(self.weekends)}, holidays {amount(self.holidays)}"
        return f"{amount(self.time)} on duty: {parts}"


class Shares(InGrid, FrozenMap[str, Share]):
    """The share of each person: a mapping that reads as a table.

    Example:
        >>> print(Shares(ann=Share(time="168h", nights="56h", weekends="48h", holidays="0h")))
        1 person, 168h on duty
        person  time    share  nights  weekends  holidays
        ann     168h  100.0 %     56h       48h        0m
    """

    def _grid(self) -> Grid:
        total = sum((share.time for share in self.values()), timedelta(0))
        rows = [
            (
                person, amount(share.time), percent(share.time / total if total else None),
                amount(share.nights), amount(share.weekends), amount(share.holidays),
            )
            for person, share in self.items()
        ]  # fmt: skip
        people = f"{len(self)} {'person' if len(self) == 1 else 'people'}"
        return Grid(f"{people}, {amount(total)} on duty", _HEAD, rows, right=range(1, len(_HEAD)))
