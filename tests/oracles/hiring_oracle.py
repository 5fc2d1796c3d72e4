"""A slow, obvious oracle of the hiring plan: it lives through every day, and tries 0, 1, 2 ... hires for each month.

It imports nothing of the library. `stay` is the share that a month's end leaves; with fractions throughout it is exact.
A month is a pair (year, month). Hires are lists [first day, how many are left].
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

DAY = timedelta(days=1)


def plan(
    demand: list[Any], start: date, tenured: Any, stay: Any, *, lead: int, inside: bool, ramp: list[Any],
    gates: list[tuple[int, Any]], slack: Any = Fraction(1, 10**9), most: int = 200,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return for each month hires, starts, opens (None without hires), effective and shortfall."""
    months = calendar_months(start, len(demand))
    hired: list[tuple[date, int]] = []
    rows: list[dict[str, Any]] = []
    for number, month in enumerate(months):
        starts, opens = dates(date(*month, 1), lead=lead, inside=inside, weeks=len(ramp))
        count = 0
        if opens >= start and starts >= start:
            while True:
                trial = [*hired, (starts, count)]
                effective = lived(months, trial, tenured, stay, ramp, gates)[number]
                # What is less than the slack over a whole number of hires is that number.
                one = lived(months, [(starts, 1)], 0 * tenured, stay, ramp, gates)[number]
                if effective + slack * one >= demand[number] or count > most:
                    break
                count += 1
        if count > most:
            raise RecursionError("no number of hires will do")
        if count:
            hired.append((starts, count))
        rows.append({"hires": count, "starts": starts if count else None, "opens": opens if count else None})
    for row, needed, effective in zip(rows, demand, lived(months, hired, tenured, stay, ramp, gates), strict=True):
        row.update(effective=effective, shortfall=max(needed - effective, 0))
    return rows


def calendar_months(start: date, count: int) -> list[tuple[int, int]]:
    """Return so many months from that of a date."""
    months = [(start.year, start.month)]
    while len(months) < count:
        year, month = months[-1]
        months.append((year + 1, 1) if month == 12 else (year, month + 1))
    return months[:count]


def dates(full_on: date, *, lead: int, inside: bool, weeks: int) -> tuple[date, date]:
    """Return the first day of service and the last day to open the role."""
    starts = full_on
    for _ in range(7 * weeks):
        starts -= DAY
    if not inside:
        return starts, months_before(starts, lead)
    return starts, min(starts, months_before(full_on, lead))


def months_before(day: date, months: int) -> date:
    """Return the same day of the month so many months earlier, or the last one that is there."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError


def lived(
    months: list[tuple[int, int]], hired: list[tuple[date, int]], tenured: Any, stay: Any, ramp: list[Any],
    gates: list[tuple[int, Any]],
) -> list[Any]:  # fmt: skip
    """Return the mean over each month's days of the full agents in post."""
    staff, groups, means = tenured, [[first, count + 0 * stay] for first, count in hired], []
    for month in months:
        day, total, days = date(*month, 1), 0 * stay, 0
        while (day.year, day.month) == month:
            total, days = total + staff, days + 1
            for group in groups:
                first, left = group
                if day < first:
                    continue
                for week, share in gates:
                    if (day - first).days == 7 * week:
                        left = group[1] = left * share
                served = (day - first).days // 7
                total += left * (ramp[served] if served < len(ramp) else 1)
            day += DAY
        means.append(total / days)
        staff *= stay
        for group in groups:
            if group[0] < day:
                group[1] *= stay
    return means
