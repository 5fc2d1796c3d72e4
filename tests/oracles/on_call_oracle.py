"""A slow, obvious oracle of being on call: every minute is asked what the clock on the wall shows. No library in it.

Instants are whole minutes since 1970 UTC. A rota is a dict: `people`, `zone`, `start` (a date), `weekday` (0 is Monday,
or None), `clock` (minutes after local midnight), `every` (minutes), `hours` (minute -> bool, or None) and `overrides`
(start, end, person).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

Span = tuple[int, int]


@cache
def wall(zone: str, minute: int) -> datetime:
    """Return what the clock on the wall shows."""
    shown = datetime.fromtimestamp(minute * 60, tz=UTC).astimezone(ZoneInfo(zone))
    return shown.replace(tzinfo=None, fold=0)


def minute_of(instant: datetime) -> int:
    """Return an aware instant as a minute; it must be a whole one."""
    whole, rest = divmod(instant - datetime(1970, 1, 1, tzinfo=UTC), timedelta(minutes=1))
    assert not rest, instant
    return whole


class Duty:
    """Who has the duty, for every minute of [start, end)."""

    def __init__(self, rota: dict[str, Any], start: int, end: int) -> None:
        self.rota, self.start, self.end = rota, start, end
        self.number = dict(self._numbers())

    def first_wall(self) -> datetime:
        """Return the wall time of the first handover: the first fitting date at or after the start."""
        day: date = self.rota["start"]
        while self.rota["weekday"] not in (None, day.weekday()):
            day += timedelta(days=1)
        return datetime.combine(day, time()) + timedelta(minutes=self.rota["clock"])

    def _numbers(self) -> Iterator[tuple[int, int]]:
        """Yield each minute with the number of its shift, -1 before the first. A shift that is over stays over."""
        due, number = self.first_wall(), -1
        earliest = minute_of(due.replace(tzinfo=UTC)) - 2 * 1440
        for minute in range(min(earliest, self.start), self.end):
            while wall(self.rota["zone"], minute) >= due:
                number += 1
                due += timedelta(minutes=self.rota["every"])
            if minute >= self.start:
                yield minute, number

    def is_in_hours(self, minute: int) -> bool:
        return self.rota["hours"] is None or self.rota["hours"](minute)

    def override(self, minute: int) -> int | None:
        """Return the place of the override that holds: the last one that is there."""
        places = [place for place, (a, b, _) in enumerate(self.rota["overrides"]) if a <= minute < b]
        return places[-1] if places else None

    def holds(self, minute: int) -> tuple[str, int] | None:
        """Return which override or shift it is by which somebody has the duty, None where nobody has."""
        place, number = self.override(minute), self.number[minute]
        if not self.is_in_hours(minute) or (place is None and number < 0):
            return None
        return ("shift", number) if place is None else ("override", place)

    def who(self, minute: int) -> str | None:
        """Return the person, or None where nobody has the duty."""
        held = self.holds(minute)
        if held is None:
            return None
        if held[0] == "override":
            return str(self.rota["overrides"][held[1]][2])
        people: Sequence[str] = self.rota["people"]
        return people[held[1] % len(people)]

    def has_not_begun(self, minute: int) -> bool:
        """Whether it is before the first handover and nobody stands in."""
        return self.number[minute] < 0 and self.override(minute) is None

    def shifts(self) -> list[tuple[int, int, str]]:
        """Return the pieces in which one person has the duty by one shift or override."""
        found = spans(range(self.start, self.end), self.holds)
        return [(a, b, str(self.who(a))) for a, b, held in found if held is not None]

    def gaps(self, is_wanted: Callable[[int], bool]) -> list[Span]:
        found = spans(range(self.start, self.end), lambda m: is_wanted(m) and self.who(m) is None)
        return [(a, b) for a, b, is_gap in found if is_gap]

    def overlaps(self, is_wanted: Callable[[int], bool]) -> list[Span]:
        """Return where overrides put different people in one place."""
        found = spans(
            range(self.start, self.end),
            lambda m: (
                is_wanted(m)
                and self.is_in_hours(m)
                and len({name for a, b, name in self.rota["overrides"] if a <= m < b}) > 1
            ),
        )
        return [(a, b) for a, b, is_overlap in found if is_overlap]

    def swapped(self, first: int, second: int) -> dict[int, str | None]:
        """Return who has the duty in every minute once the pieces around two minutes have exchanged their people."""
        pieces = [(a, b) for a, b, _ in spans(range(self.start, self.end), self.holds)]
        found = {minute: self.who(minute) for minute in range(self.start, self.end)}
        for here, there in ((first, second), (second, first)):
            for minute in next(range(a, b) for a, b in pieces if a <= here < b):
                found[minute] = self.who(there)
        return found

    def fairness(
        self, holidays: Sequence[date], night: tuple[int, int], people: Sequence[str]
    ) -> dict[str, tuple[int, int, int, int]]:
        """Return by person the minutes on duty: all, in the night, on weekends, on holidays."""
        counts = {person: [0, 0, 0, 0] for person in people}
        for minute in range(self.start, self.end):
            person = self.who(minute)
            if person is None:
                continue
            shown = wall(self.rota["zone"], minute)
            clock = shown.hour * 60 + shown.minute
            begins, ends = night
            is_night = begins <= clock < ends if begins < ends else clock >= begins or clock < ends
            kinds = (True, is_night, shown.weekday() >= 5, shown.date() in holidays)
            for kind, counted in enumerate(kinds):
                counts.setdefault(person, [0, 0, 0, 0])[kind] += counted
        return {person: (a, b, c, d) for person, (a, b, c, d) in counts.items()}


def spans(minutes: range, key: Callable[[int], Any]) -> list[tuple[int, int, Any]]:
    """Return the runs of minutes with the same key, as (start, end, key)."""
    found: list[tuple[int, int, Any]] = []
    for minute in minutes:
        if found and found[-1][2] == key(minute):
            found[-1] = (found[-1][0], minute + 1, found[-1][2])
        else:
            found.append((minute, minute + 1, key(minute)))
    return found


def first_person(layer: Sequence[Duty], minute: int) -> str | None:
    """Return whom the first rota of a layer with somebody has."""
    for duty in layer:
        person = duty.who(minute)
        if person is not None:
            return person
    return None


def layer_coverage(layer: Sequence[Duty], is_wanted: Callable[[int], bool]) -> tuple[list[Span], list[Span]]:
    """Return where nobody has the duty, and where more than one rota of the layer has somebody."""
    minutes = range(layer[0].start, layer[0].end)

    def count(minute: int) -> int:
        return min(sum(duty.who(minute) is not None for duty in layer), 2) if is_wanted(minute) else 1

    found = spans(minutes, count)
    return [(a, b) for a, b, n in found if n == 0], [(a, b) for a, b, n in found if n == 2]
