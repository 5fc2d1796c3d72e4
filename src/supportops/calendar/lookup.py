"""A compiled table as numpy arrays, with indexes that find a place in it without searching.

Time is cut into equal buckets, a power of two of microseconds wide and no wider than the shortest closed time,
so that a bucket meets one open span at most: the open total at an instant is one clip to that span, plus a
constant. The other way, a bucket of open time no wider than the shortest open span meets one closing at most.
Where that would take too many buckets for the work at hand, a binary search does it.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from supportops.calendar.table import Table

__all__ = ["Int64", "Lookup", "lookup_of"]

Int64 = npt.NDArray[np.int64]

_MAX_BUCKETS = 1 << 18
# Buckets per element that are still worth their making.
_WORTH = 4
# Blocks of this many elements keep all temporary arrays in the processor's cache.
_BLOCK = 1 << 14


def lookup_of(table: Table) -> Lookup:
    """Return the arrays of a table, made once."""
    if not isinstance(table.arrays, Lookup):
        table.arrays = Lookup(table)
    return table.arrays


class Lookup:
    """Open totals and instants of a table, for arrays of int64 microseconds that it covers."""

    __slots__ = (
        *("_after", "_before", "_closings", "_edges", "_lo", "_openings", "_origin", "_places", "_spans"),
        *("_to_instant", "_to_total"),
    )

    def __init__(self, table: Table) -> None:
        self._lo, self._origin = table.lo, table.origin
        self._edges = np.array(table.edges, dtype=np.int64)
        self._openings, self._closings = self._edges[::2].copy(), self._edges[1::2].copy()
        self._before = np.array(table.before, dtype=np.int64)
        self._after = np.array(table.after, dtype=np.int64)
        self._to_total = self._before - self._openings
        self._to_instant = -self._to_total
        closed, opened = self._openings[1:] - self._closings[:-1], self._after - self._before
        self._spans = _Buckets(self._closings, closed, lo=table.lo, hi=table.hi, side="right")
        self._places = _Buckets(self._after, opened, lo=table.origin, hi=table.total, side="left")

    def is_open(self, t: Int64) -> npt.NDArray[np.bool_]:
        """Return whether each instant is open."""
        odd: npt.NDArray[np.bool_] = (np.searchsorted(self._edges, t, side="right") & 1).astype(np.bool_)
        return odd

    def totals(self, t: Int64) -> Int64:
        """Return the open total at each instant."""
        if not self._openings.size:
            return np.full(t.shape, self._origin, dtype=np.int64)
        index = self._spans.index(t.size)
        if index is None:
            # The first span that ends after the instant; past the last one, the last.
            last = self._openings.size - 1
            i = np.minimum(np.searchsorted(self._closings, t, side="right"), last)
            return np.clip(t, self._openings[i], self._closings[i]) + self._to_total[i]
        out = np.empty(t.size, dtype=np.int64)
        flat = t.reshape(-1)
        for at in range(0, flat.size, _BLOCK):
            block = flat[at : at + _BLOCK]
            place = index.take((block - self._lo) >> self._spans.shift)
            clipped = np.maximum(block, self._openings.take(place))
            np.minimum(clipped, self._closings.take(place), out=clipped)
            np.add(clipped, self._to_total.take(place), out=out[at : at + _BLOCK])
        return out.reshape(t.shape)

    def earliest(self, totals: Int64) -> Int64:
        """Return the earliest instant with each open total; it is above the table's first and within its last."""
        index = self._places.index(totals.size)
        if index is None:
            return totals + self._to_instant[np.searchsorted(self._after, totals, side="left")]
        out = np.empty(totals.size, dtype=np.int64)
        flat = totals.reshape(-1)
        for at in range(0, flat.size, _BLOCK):
            block = flat[at : at + _BLOCK]
            place = index.take((block - self._origin) >> self._places.shift)
            place += block > self._after.take(place)
            np.add(block, self._to_instant.take(place), out=out[at : at + _BLOCK])
        return out.reshape(totals.shape)

    def latest(self, totals: Int64) -> Int64:
        """Return the latest instant with each open total; it is not below the table's first."""
        i = np.searchsorted(self._before, totals, side="right") - 1
        return totals + self._to_instant[i]

    def next_open(self, t: Int64) -> Int64:
        """Return the first open instant at or after each; one follows in the table."""
        i = np.searchsorted(self._edges, t, side="right")
        return np.where(i & 1, t, self._edges.take(i, mode="clip"))


class _Buckets:
    """Equal stretches of [lo, hi], and for each the first of some sorted bounds at or above its start.

    With side "right" it is the first bound above the start. No bucket is wider than the smallest of `widths`.
    """

    __slots__ = ("_bounds", "_count", "_index", "_lo", "_side", "shift")

    def __init__(self, bounds: Int64, widths: Int64, *, lo: int, hi: int, side: Literal["left", "right"]) -> None:
        narrowest = int(widths.min()) if widths.size else hi - lo
        self.shift = max(narrowest, 1).bit_length() - 1
        self._bounds, self._lo, self._side = bounds, lo, side
        self._count = ((hi - lo) >> self.shift) + 1
        self._index: npt.NDArray[np.intp] | None = None

    def index(self, size: int) -> npt.NDArray[np.intp] | None:
        """Return the place of each bucket's bound, or None where so few elements are not worth making it."""
        if self._index is None and self._count <= min(_MAX_BUCKETS, _WORTH * size):
            starts = self._lo + (np.arange(self._count, dtype=np.int64) << self.shift)
            places = np.searchsorted(self._bounds, starts, side=self._side)
            self._index = np.minimum(places, self._bounds.size - 1)
        return self._index
