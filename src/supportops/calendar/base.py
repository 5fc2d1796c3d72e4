"""The calls that every calendar answers, in aware datetimes and in numpy arrays."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Self, overload

from supportops._instants import EPOCH, MICROSECOND, from_us, to_us, us_of
from supportops.calendar.explain import Interval, Row, Segment
from supportops.calendar.microseconds import Landing, MicrosecondCalendar
from supportops.durations import BusinessDays, parse_amount
from supportops.errors import DomainError, NaiveDatetimeError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from supportops.calendar.algebra import Complement, Difference, Intersection, Union

    Instants = npt.NDArray[np.datetime64]
    Amounts = npt.NDArray[np.timedelta64]
    Step = timedelta | str | BusinessDays

__all__ = ["Calendar"]

_NOTHING = timedelta(0)


class Calendar(MicrosecondCalendar):
    """When a desk is open. Instants are aware datetimes; answers come in the zone of the instant given.

    Instants may also be datetime64 values or arrays of any unit, which are UTC by definition; they broadcast as
    in numpy. Intervals are half-open: the desk is open at 09:00 and closed at 17:00. Open time is real elapsed
    time, also over a change of the clocks.

    Years are compiled when they are first asked for, about a millisecond each, without gaps between the first and
    the last: a placeholder such as 9999-12-31 next to real instants costs thousands of them.

    Raises:
        NaiveDatetimeError: a datetime without a zone.
        HorizonError: an instant outside the years the holiday data covers, or outside the years 1 to 9999.
    """

    if TYPE_CHECKING:

        @property
        def zone(self) -> str:
            """The name of the zone whose local dates count."""

    @abstractmethod
    def _rows_us(self, lo_us: int, hi_us: int) -> list[Row]:
        """Return the rows that tile [lo, hi), with their reasons."""

    @abstractmethod
    def pinned(self, first_year: int, last_year: int) -> Self:
        """Return the same calendar with its holiday dates of these years embedded and their source named.

        An upgrade of the holiday data then moves no promise. Years outside become a `HorizonError`.
        """

    @abstractmethod
    def _repr_html_(self) -> str:
        """Return the fields as a plain HTML table."""

    @overload
    def between(self, start: datetime, end: datetime) -> timedelta: ...
    @overload
    def between(self, start: np.datetime64, end: np.datetime64 | datetime) -> np.timedelta64: ...
    @overload
    def between(self, start: datetime, end: np.datetime64) -> np.timedelta64: ...
    @overload
    def between(self, start: Instants, end: Instants | np.datetime64 | datetime) -> Amounts: ...
    @overload
    def between(self, start: np.datetime64 | datetime, end: Instants) -> Amounts: ...
    def between(
        self, start: datetime | np.datetime64 | Instants, end: datetime | np.datetime64 | Instants
    ) -> timedelta | np.timedelta64 | Amounts:
        """Return the open time from start to end, signed: negative when the end comes first.

        So it is additive: between(a, b) + between(b, c) == between(a, c).

        Args:
            start: an instant, or an array of them. Shape (...).
            end: likewise; broadcast against start.

        Returns:
            A timedelta; for arrays timedelta64[us] of the broadcast shape.

        Raises:
            NaiveDatetimeError: a datetime without a zone.
            DomainError: an array that is not of datetimes, or a NaT, named by its index.

        Example:
            >>> from datetime import UTC
            >>> from supportops.calendar import BusinessCalendar
            >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
            >>> desk.between(datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC))
            datetime.timedelta(seconds=7200)
        """
        if isinstance(start, datetime) and isinstance(end, datetime):
            lo, hi, edges, base, _, _ = self._timeline.timed
            try:
                a, b = start - EPOCH, end - EPOCH
            except TypeError:
                raise NaiveDatetimeError(start if start.utcoffset() is None else end) from None
            if lo <= a < hi and lo <= b < hi:
                i, j = bisect_right(edges, a), bisect_right(edges, b)
                return (base[j] + b if j & 1 else base[j]) - (base[i] + a if i & 1 else base[i])
            found = MICROSECOND * (self.open_us(us_of(b)) - self.open_us(us_of(a)))
            self._timeline.refresh()
            return found
        from supportops.calendar import batch

        return batch.between(self, start, end)

    @overload
    def add(self, start: datetime, amount: Step, *, landing: Landing = "close") -> datetime: ...
    @overload
    def add(
        self, start: np.datetime64, amount: Step | np.timedelta64, *, landing: Landing = "close"
    ) -> np.datetime64: ...
    @overload
    def add(self, start: datetime, amount: np.timedelta64, *, landing: Landing = "close") -> np.datetime64: ...
    @overload
    def add(
        self, start: Instants, amount: Step | np.timedelta64 | Amounts, *, landing: Landing = "close"
    ) -> Instants: ...
    @overload
    def add(self, start: np.datetime64 | datetime, amount: Amounts, *, landing: Landing = "close") -> Instants: ...
    def add(
        self,
        start: datetime | np.datetime64 | Instants,
        amount: Step | np.timedelta64 | Amounts,
        *,
        landing: Landing = "close",
    ) -> datetime | np.datetime64 | Instants:
        """Return the instant so much open time after start.

        Args:
            start: an instant, or an array of them. Shape (...).
            amount: a timedelta, text such as "8h", `BusinessDays` or "5 business days", or an array of
                timedelta64. 0 gives the start itself; a negative amount walks back to the latest instant with that
                much open time in between.
            landing: where an amount that is used up exactly at a closing lands: "close", the earliest instant
                with that much open time, or "open", the next opening. No effect on negative amounts and on
                business days.

        Returns:
            A datetime in the zone of start; for arrays datetime64[us] of the broadcast shape.

        Raises:
            DomainError: an amount without unit, in bare days, or an unknown landing.
            NeverOpenError: the calendar has less open time than that in this direction.

        Example:
            >>> from datetime import UTC
            >>> from supportops.calendar import BusinessCalendar
            >>> desk = BusinessCalendar(zone="UTC", hours="Mon-Fri 09:00-17:00")
            >>> desk.add(datetime(2026, 11, 20, 16, tzinfo=UTC), "2h").isoformat()
            '2026-11-23T10:00:00+00:00'
        """
        step = _amount(amount) if isinstance(amount, str) else amount
        if isinstance(start, datetime):
            if isinstance(step, timedelta):
                landed = self._landed(start, step) if landing == "close" else None
                if landed is None:
                    landed = from_us(self.add_us(to_us(start), us_of(step), landing=landing), start.tzinfo)
                    self._timeline.refresh()
                return landed
            if isinstance(step, BusinessDays):
                return from_us(self.business_days_us(to_us(start), step), start.tzinfo)
        from supportops.calendar import batch

        return batch.add(self, start, step, landing=landing)

    @overload
    def is_open(self, at: datetime) -> bool: ...
    @overload
    def is_open(self, at: np.datetime64) -> np.bool_: ...
    @overload
    def is_open(self, at: Instants) -> npt.NDArray[np.bool_]: ...
    def is_open(self, at: datetime | np.datetime64 | Instants) -> bool | np.bool_ | npt.NDArray[np.bool_]:
        """Return whether an instant is open: the start of a window is, its end is not. Arrays give arrays."""
        if isinstance(at, datetime):
            return self.is_open_us(to_us(at))
        from supportops.calendar import batch

        return batch.is_open(self, at)

    def next_open(self, at: datetime) -> datetime:
        """Return the first open instant at or after `at`: `at` itself when it is open.

        Raises:
            NeverOpenError: the calendar does not open again.
        """
        return from_us(self.next_open_us(_us(at)), at.tzinfo)

    def next_close(self, at: datetime) -> datetime | None:
        """Return the first closing after `at`; None when there is none, as in a calendar open 24/7."""
        return _instant(self.next_close_us(_us(at)), at)

    def previous_open(self, at: datetime) -> datetime | None:
        """Return the last opening at or before `at`; None when there was none."""
        return _instant(self.previous_open_us(_us(at)), at)

    def previous_close(self, at: datetime) -> datetime | None:
        """Return the last closing at or before `at`; None when there was none."""
        return _instant(self.previous_close_us(_us(at)), at)

    def intervals(self, start: datetime, end: datetime) -> tuple[Interval, ...]:
        """Return the open intervals in [start, end), clipped, touching ones joined, in the zone of start."""
        spans, zone = self.intervals_us(_us(start), _us(end)), start.tzinfo
        return tuple(Interval(from_us(opening, zone), from_us(closing, zone)) for opening, closing in spans)

    def explain(self, start: datetime, end: datetime) -> tuple[Segment, ...]:
        """Return rows that tile [start, end), each with whether it is open and why, in the zone of start.

        Reasons are "hours", "season: ...", "override: ...", "holiday: ...", "closed" and, as a row of no length
        where a window ends or starts in an hour that the clocks skip, "daylight saving gap". A combined calendar
        gives the reasons of its operands.
        """
        lo, hi, zone = _us(start), _us(end), start.tzinfo
        rows = self._rows_us(lo, hi) if lo < hi else []
        return tuple(Segment(from_us(a, zone), from_us(b, zone), is_open, why) for a, b, is_open, why in rows)

    def _landed(self, start: datetime, step: timedelta) -> datetime | None:
        """Return where a positive step lands at the earliest, or None if that takes a look at other years."""
        lo, hi, edges, base, after, to_instant = self._timeline.timed
        try:
            a = start - EPOCH
            if step <= _NOTHING or not lo <= a < hi:
                return None
            i = bisect_right(edges, a)
            total = (base[i] + a if i & 1 else base[i]) + step
        except (TypeError, OverflowError):
            return None
        k = bisect_left(after, total)
        if k == len(after) or (landed := total + to_instant[k]) >= hi:
            return None
        instant = EPOCH + landed
        return instant if start.tzinfo is UTC else instant.astimezone(start.tzinfo)

    @cached_property
    def fingerprint(self) -> str:
        """A short text that equal calendars share; it covers the resolved dates of a pinned one."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(f"calendar/1:{text}".encode()).hexdigest()[:32]

    def __or__(self, other: object) -> Union:
        from supportops.calendar.algebra import Union, operands

        return Union(calendars=operands(Union, self, other)) if isinstance(other, Calendar) else NotImplemented

    def __and__(self, other: object) -> Intersection:
        from supportops.calendar.algebra import Intersection, operands

        return (
            Intersection(calendars=operands(Intersection, self, other))
            if isinstance(other, Calendar)
            else NotImplemented
        )

    def __sub__(self, other: object) -> Difference:
        from supportops.calendar.algebra import Difference

        return Difference(left=self, right=other) if isinstance(other, Calendar) else NotImplemented

    def __invert__(self) -> Complement:
        from supportops.calendar.algebra import Complement

        return Complement(calendar=self)


@lru_cache(maxsize=256)
def _amount(text: str) -> timedelta | BusinessDays:
    return parse_amount(text)


def _us(at: datetime) -> int:
    if not isinstance(at, datetime):
        raise DomainError(f"{at!r} is no instant; give one aware datetime")
    return to_us(at)


def _instant(us: int | None, like: datetime) -> datetime | None:
    return None if us is None else from_us(us, like.tzinfo)
