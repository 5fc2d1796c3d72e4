"""Who is on duty when: people in turn, a handover at a local time, hours, and overrides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, field_validator

from supportops._instants import from_us, to_us, us_of
from supportops._model import Model
from supportops._shown import amount, markdown_table
from supportops.calendar import AnyCalendar, BusinessCalendar
from supportops.calendar.local import WallClock
from supportops.calendar.values import LocalDate
from supportops.durations import Elapsed, format_duration
from supportops.errors import ConfigurationError, DomainError
from supportops.triage._checked import instant_us
from supportops.triage._names import Label, Name
from supportops.triage.on_call._carried import HolidayDates, shares
from supportops.triage.on_call._covered import rota_coverage
from supportops.triage.on_call._duty import Duty, in_force
from supportops.triage.on_call._handovers import Handovers, local_text, read_handover
from supportops.triage.on_call._ical import calendar_text
from supportops.triage.on_call.coverage import Coverage
from supportops.triage.on_call.override import RotaOverride
from supportops.triage.on_call.share import Shares
from supportops.triage.on_call.shift import Shift, stretch_us

__all__ = ["Rota"]

# The first handover is up to a week after the start, and its instant is up to a day away from its date.
_FIRST, _LAST = dt.date(1, 1, 8), dt.date(9999, 12, 15)


def _in_order(given: object) -> object:
    if not isinstance(given, list | tuple):
        message = f"{given!r} has no order of turns; give a list of people, for example ('ann', 'bob')"
        raise ValueError(message)  # noqa: TRY004 - pydantic makes a fault of a ValueError only
    return given


def _two_or_more(given: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(given)) < 2:
        found = f"there is only {given[0]!r}" if given else "there is nobody"
        raise ValueError(f"a rota has at least two people, and {found}; one person cannot be on call for ever")
    spellings: dict[str, str] = {}
    for person in given:
        first = spellings.setdefault(" ".join(person.casefold().split()), person)
        if first != person:
            raise ValueError(f"{first!r} and {person!r} differ by case or blanks only; write one person one way")
    return given


def _read_zone(given: object) -> object:
    return given.key if isinstance(given, ZoneInfo) else given


def _in_reach(given: dt.date) -> dt.date:
    if not _FIRST <= given <= _LAST:
        raise ValueError(f"{given} is too near the end of what dates can say; allowed: {_FIRST} to {_LAST}")
    return given


def _an_hour_or_more(given: timedelta) -> timedelta:
    if given < timedelta(hours=1):
        raise ValueError(f"{format_duration(given)} is too short for a turn; write '1h' or more, for example '1 week'")
    return given


class Rota(Model):
    """People take turns; the duty passes on at a local time.

    Handover k is at the first handover plus k times `every`, on the clock of the zone: "Mon 09:00" stays 09:00 when
    the clocks change, and that shift has an hour more or less. A handover that the clocks skip is at the instant of
    the change; one that comes twice is at the first. The first handover is the first that fits at or after the
    start of the local date `start`; from it on `every` counts, so that with "1 day" the weekday places the first only.

    Args:
        name: what it is called.
        people: whose turn it is, in order, two different ones at least. A name may stand more than once.
        zone: an IANA name such as "Europe/London", or the `ZoneInfo` of one; kept as its name.
        start: the local date from which the first handover is looked for.
        handover: a weekday and a time ("Mon 09:00"), or a time alone ("09:00"); kept as text. The clock has 24 hours.
        every: the length of a turn on the wall, an hour at least: a timedelta or text ("1 week", "12h").
        hours: when anybody is on duty; None: always. Overrides keep to the hours as well.
        overrides: who has the duty in a stretch of time, whoever's turn it is, also before the first handover. Of
            overlapping ones the later in the list holds.

    Raises:
        ConfigurationError: all faults at once.

    Source: Support Operations skill pack, On-Call Rotation Best Practices (one week, two or more people, a fixed
        handover such as Monday 09:00).

    Example:
        >>> from datetime import UTC
        >>> rota = Rota(name="primary", people=("ann", "bob"), zone="Europe/London", start=dt.date(2026, 3, 2))
        >>> rota.who(datetime(2026, 3, 9, 8, 59, tzinfo=UTC)), rota.who(datetime(2026, 3, 9, 9, tzinfo=UTC))
        ('ann', 'bob')
        >>> Rota.model_validate_json(rota.model_dump_json()) == rota
        True
    """

    name: Name
    people: Annotated[tuple[Name, ...], BeforeValidator(_in_order), AfterValidator(_two_or_more)]
    zone: Annotated[str, BeforeValidator(_read_zone)]
    start: Annotated[LocalDate, AfterValidator(_in_reach)]
    handover: Annotated[str, BeforeValidator(read_handover)] = "Mon 09:00"
    every: Annotated[Elapsed, AfterValidator(_an_hour_or_more)] = timedelta(weeks=1)
    hours: AnyCalendar | None = None
    overrides: tuple[RotaOverride, ...] = ()

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            name: Label,
            people: Sequence[Label],
            zone: str | ZoneInfo,
            start: dt.date,
            handover: str = "Mon 09:00",
            every: str | timedelta = "1 week",
            hours: AnyCalendar | None = None,
            overrides: Sequence[RotaOverride] = (),
        ) -> None: ...

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        try:
            return BusinessCalendar(zone=given, hours="24/7").zone
        except ConfigurationError as error:
            _, message = error.faults[0]
            raise ValueError(message) from None

    def __str__(self) -> str:
        return f"{self.name}: {', '.join(self.people)}; {self.handover} in {self.zone}, every {amount(self.every)}"

    @property
    def first_handover(self) -> datetime:
        """When the first turn begins, in UTC."""
        return from_us(self._duty.begins)

    def who(self, at: datetime) -> str | None:
        """Return who is on duty at an instant; None outside the hours.

        Raises:
            DomainError: it is before the first handover, and no override holds.
            NaiveDatetimeError: the instant has no zone.
        """
        us = instant_us(at, "at")
        person = self._turn(us)[2]
        return person if self._duty.is_on(us) else None

    def shifts(self, start: datetime, end: datetime) -> tuple[Shift, ...]:
        """Return the shifts in `[start, end)`, clipped to it and to the hours, split at handovers and overrides.

        Instants are in UTC. Before the first handover there are none.

        Raises:
            DomainError: an end before the start, more than 100,000 days, or more than 100,000 shifts or handovers.
            NaiveDatetimeError: an instant without a zone.

        Example:
            >>> from datetime import UTC
            >>> rota = Rota(name="primary", people=("ann", "bob"), zone="Europe/London", start=dt.date(2026, 3, 23))
            >>> first, _ = rota.shifts(datetime(2026, 3, 23, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC))
            >>> first.person, str(first.duration)
            ('ann', '6 days, 23:00:00')
        """
        pieces = self._duty.pieces(*stretch_us(start, end))
        return tuple(Shift(from_us(opening), from_us(closing), person) for opening, closing, person in pieces)

    def swap(self, first: datetime, second: datetime) -> Rota:
        """Return the rota in which the two shifts that hold at these instants have exchanged their people.

        They are two overrides at the end of the list. A shift here runs from handover to handover, cut where an
        override begins or ends, whatever the hours. If both are of one person the rota stays as it is.

        Raises:
            DomainError: an instant before the first handover.
            NaiveDatetimeError: an instant without a zone.

        Example:
            >>> from datetime import UTC
            >>> rota = Rota(name="primary", people=("ann", "bob", "cyd"), zone="UTC", start=dt.date(2026, 3, 2))
            >>> week, later = datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 3, 18, tzinfo=UTC)
            >>> swapped = rota.swap(week, later)
            >>> rota.who(week), swapped.who(week), swapped.who(later)
            ('ann', 'cyd', 'ann')
        """
        one, other = self._turn(instant_us(first, "first")), self._turn(instant_us(second, "second"))
        if one[2] == other[2]:
            return self
        exchanged = [
            RotaOverride(from_us(lo), from_us(hi), person)
            for (lo, hi, _), person in ((one, other[2]), (other, one[2]))
        ]  # fmt: skip
        return self.model_copy(update={"overrides": (*self.overrides, *exchanged)})

    def coverage(self, start: datetime, end: datetime, *, calendar: AnyCalendar | None = None) -> Coverage:
        """Return where in `[start, end)` and the calendar nobody is on duty, where two claim it, and findings.

        Args:
            start: of the stretch.
            end: of the stretch.
            calendar: when somebody should be on duty; None: always.

        Raises:
            DomainError: as for `shifts`.
            NaiveDatetimeError: an instant without a zone.
        """
        return rota_coverage(self.name, self._duty, start, end, calendar)

    def fairness(
        self, start: datetime, end: datetime, *, holidays: HolidayDates = (), night: str = "22:00-06:00"
    ) -> Shares:
        """Return each person's time on duty in `[start, end)`, and what of it is nights, weekends and holidays.

        Everybody in `people` is there, in their order, and then those who stood in. Time is real elapsed time.

        Args:
            start: of the stretch.
            end: of the stretch.
            holidays: local dates, or `Holidays` as a calendar has them.
            night: local windows of a day; they may cross midnight.

        Raises:
            DomainError: as for `shifts`, or a night that is no window, or dates that are none.
            NaiveDatetimeError: an instant without a zone.
            HorizonError: the stretch leaves the years for which the holidays are known.
        """
        return shares(self._duty, *stretch_us(start, end), holidays=holidays, night=night)

    def to_markdown(self, start: datetime, end: datetime) -> str:
        """Return the shifts in `[start, end)` as a Markdown table, in local time.

        Raises:
            DomainError: as for `shifts`.
            NaiveDatetimeError: an instant without a zone.
        """
        clock, pieces = self._duty.handovers.clock, self._duty.pieces(*stretch_us(start, end))
        rows = [(local_text(clock, opening), local_text(clock, closing), person) for opening, closing, person in pieces]
        return markdown_table((f"from ({self.zone})", "to", self.name), rows)

    def to_ical(self, start: datetime, end: datetime) -> str:
        """Return the shifts in `[start, end)` as iCalendar text: one event each, in UTC, to whole seconds.

        As nothing here reads the clock, the stamp of an event is its start. Its id comes from the rota's name and
        its start, so that a calendar program that reads a newer text changes the event instead of adding one. An
        event does not show its person as busy.

        Raises:
            DomainError: as for `shifts`.
            NaiveDatetimeError: an instant without a zone.

        Source: RFC 5545.
        """
        return calendar_text(self.name, self._duty.pieces(*stretch_us(start, end)))

    @cached_property
    def _duty(self) -> Duty:
        handovers = Handovers.of(WallClock(ZoneInfo(self.zone)), self.start, self.handover, us_of(self.every))
        claims = [(to_us(one.start), to_us(one.end), one.person) for one in self.overrides]
        return Duty(self.people, handovers, claims, in_force(claims), self.hours)

    def _turn(self, us: int) -> tuple[int, int, str]:
        lo, hi, person = self._duty.turn(us)
        if person is None:
            begins = local_text(self._duty.handovers.clock, self._duty.begins)
            at = from_us(us).isoformat()
            raise DomainError(
                f"at {at} the rota {self.name!r} has not begun; its first handover is on {begins} in {self.zone}; "
                "start the rota a week earlier, or add an override",
                field="at",
                value=from_us(us),
            )
        return lo, hi, person
