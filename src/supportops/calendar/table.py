"""The compiled stretch of a calendar: sorted UTC microseconds and running totals.

Two lookups carry everything: the open total at an instant, and the instant at an open total.
"""

from __future__ import annotations

from collections.abc import Sequence

from supportops.calendar.spans import Span

__all__ = ["ENDLESS_US", "Table"]

ENDLESS_US = 2**61
"""Beyond every instant a datetime can hold, and small enough to add and subtract in int64."""


class Table:
    """The compiled stretch [lo, hi). Never changed: a longer stretch is a new table.

    `edges` holds openings and closings in turn. At instant t with i edges at or before it, the open total is
    `base[i] + t` inside an opening (i odd) and `base[i]` outside. `before` and `after` are the totals at each
    opening and closing. A first opening at `lo` or a last closing at `hi` may only be where knowledge ends.
    """

    __slots__ = ("after", "arrays", "base", "before", "closings", "dates", "edges", "hi", "lo", "openings", "origin")

    def __init__(self, lo: int, hi: int, spans: Sequence[Span], *, origin: int) -> None:
        self.lo, self.hi, self.origin = lo, hi, origin
        # Filled in by those who need them: numpy arrays, and the local dates with open time.
        self.arrays: object = None
        self.dates: list[int] | None = None
        self.openings = [opening for opening, _ in spans]
        self.closings = [closing for _, closing in spans]
        self.edges = [edge for span in spans for edge in span]
        self.before: list[int] = []
        self.after: list[int] = []
        self.base = [origin]
        total = origin
        for opening, closing in spans:
            self.before.append(total)
            self.base.append(total - opening)
            total += closing - opening
            self.after.append(total)
            self.base.append(total)

    @property
    def total(self) -> int:
        """The open total at `hi`."""
        return self.base[-1]
