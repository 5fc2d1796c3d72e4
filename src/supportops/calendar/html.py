"""A calendar at a glance, as a plain HTML table for notebooks. It shows the fields, no date of today."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from supportops.calendar.hours import DAY_NAMES, parse_week, windows_text

if TYPE_CHECKING:
    from supportops.calendar.base import Calendar
    from supportops.calendar.business import BusinessCalendar

__all__ = ["business_html", "combined_html"]


def business_html(calendar: BusinessCalendar) -> str:
    """Return the week, Monday first, and the settings of a business calendar."""
    rows = [(day, windows_text(windows)) for day, windows in zip(DAY_NAMES, parse_week(calendar.hours), strict=True)]
    if calendar.holidays is not None:
        rows.append(("Holidays", repr(calendar.holidays)))
    rows += [
        (f"Season {season.name}".strip(), f"{season.start} to {season.end}: {season.hours}{_yearly(season.every_year)}")
        for season in calendar.seasons
    ]
    rows += [
        (f"Override {override.reason}".strip(), f"{override.date or override.recurs}: {override.hours}")
        for override in calendar.overrides
    ]
    return _table(f"{calendar.name or 'Calendar'}, {calendar.zone}", rows)


def combined_html(calendar: Calendar, parts: Iterable[Calendar]) -> str:
    """Return the kind of a combined calendar and the tables of its parts."""
    title = f"{calendar.name or 'Calendar'}, {type(calendar).__name__.lower()}"
    return f"<div><p>{escape(title)}</p>{''.join(part._repr_html_() for part in parts)}</div>"


def _yearly(every_year: bool) -> str:
    return ", every year" if every_year else ""


def _table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    body = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows)
    return f"<table><caption>{escape(title)}</caption><tbody>{body}</tbody></table>"
