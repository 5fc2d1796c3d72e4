"""Whose turn it is, in integers: handovers, then overrides on top, then the hours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice

from supportops._instants import MAX_US, MIN_US
from supportops.calendar import AnyCalendar
from supportops.calendar.spans import Span
from supportops.errors import DomainError
from supportops.triage.on_call._handovers import Handovers

__all__ = ["Duty", "Piece", "in_force"]

Piece = tuple[int, int, str]
"""Start and end in microseconds, and the person."""

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Stand:
    """Overrides as they hold: which one from each edge on, None for none. The later in the list wins."""

    edges: Sequence[int]
    holders: Sequence[int | None]

    def at(self, us: int) -> tuple[int, int, int | None]:
        """Return the stretch around an instant and the place of the override that holds in it."""
        place = bisect_right(self.edges, us)
        lo = self.edges[place - 1] if place else MIN_US
        hi = self.edges[place] if place < len(self.edges) else MAX_US
        return lo, hi, self.holders[place - 1] if place else None


def in_force(claims: Sequence[Piece]) -> Stand:
    """Return which override holds when."""
    spans = sorted((start, end, place) for place, (start, end, _) in enumerate(claims))
    edges: list[int] = []
    holders: list[int | None] = []
    # The heap has the latest of those that have begun on top; ended ones go when they come up.
    begun: list[tuple[int, int]] = []
    waiting = 0
    for edge in sorted({edge for start, end, _ in spans for edge in (start, end)}):
        while waiting < len(spans) and spans[waiting][0] <= edge:
            heappush(begun, (-spans[waiting][2], spans[waiting][1]))
            waiting += 1
        while begun and begun[0][1] <= edge:
            heappop(begun)
        holder = -begun[0][0] if begun else None
        if not holders or holders[-1] != holder:
            edges.append(edge)
            holders.append(holder)
    return Stand(edges, holders)


@dataclass(frozen=True, slots=True)
class Duty:
    """One rota, compiled.

    Attributes:
        people: in turn.
        claims: the overrides as they were given.
        stand: the overrides as they hold.
        hours: when there is any duty; None: always.
    """

    people: Sequence[str]
    handovers: Handovers
    claims: Sequence[Piece]
    stand: Stand
    hours: AnyCalendar | None

    @property
    def begins(self) -> int:
        """The first handover."""
        return self.handovers.instant(0)

    def turn(self, us: int) -> tuple[int, int, str | None]:
        """Return the turn that holds an instant, whatever the hours, cut at overrides; nobody's before the first."""
        lo, hi, place = self.stand.at(us)
        if place is not None:
            return lo, hi, self.claims[place][2]
        k = self.handovers.number(us)
        next_turn = min(hi, self.handovers.instant(k + 1))
        if k < 0:
            return lo, next_turn, None
        return max(lo, self.handovers.instant(k)), next_turn, self.people[k % len(self.people)]

    def is_on(self, us: int) -> bool:
        """Return whether an instant is inside the hours."""
        return self.hours is None or self.hours.is_open_us(us)

    def turns(self, lo: int, hi: int) -> Iterator[Piece]:
        """Yield the turns in [lo, hi), clipped, whatever the hours.

        Raises:
            DomainError: there are more than 100,000 handovers.
        """
        count = self.handovers.number(hi) - self.handovers.number(lo) if lo < hi else 0
        if count > _MOST:
            raise DomainError(
                f"there are {count} handovers in this stretch; at most {_MOST} are worked out, ask for less"
            )
        while lo < hi:
            _, end, person = self.turn(lo)
            if person is not None:
                yield lo, min(end, hi), person
            lo = end

    def pieces(self, lo: int, hi: int) -> list[Piece]:
        """Return the turns in [lo, hi) inside the hours.

        Raises:
            DomainError: there are more than 100,000 of them, or of the handovers.
        """
        found = list(islice(self._inside(lo, hi), _MOST + 1))
        if len(found) > _MOST:
            raise DomainError(f"there are more than {_MOST} shifts in this stretch; that is too many, ask for less")
        return found

    def open_spans(self, lo: int, hi: int) -> list[Span]:
        """Return the hours in [lo, hi)."""
        if self.hours is None:
            return [(lo, hi)] if lo < hi else []
        return self.hours.intervals_us(lo, hi)

    def _inside(self, lo: int, hi: int) -> Iterator[Piece]:
        for start, end, person in self.turns(lo, hi):
            yield from ((opening, closing, person) for opening, closing in self.open_spans(start, end))
