"""A calendar as an HTML table: its fields, escaped."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from supportops.calendar import BusinessCalendar, DateOverride, Holidays, Season


def cells(html: str) -> list[tuple[str, str]]:
    return [(row[0].text, row[1].text) for row in ET.fromstring(html).iter("tr")]


def test_the_week_and_the_settings_are_rows():
    desk = BusinessCalendar(
        name="New York desk",
        zone="America/New_York",
        hours="Mon-Fri 09:00-12:00, 13:00-17:00; Sat 22:00-02:00",
        holidays=Holidays(country="US", subdivision="CA"),
        overrides=[
            DateOverride(date=date(2026, 12, 24), hours="09:00-12:00", reason="Christmas Eve"),
            DateOverride(recurs="FREQ=MONTHLY;BYDAY=-1FR", hours="closed"),
        ],
        seasons=[
            Season(start=date(2026, 7, 1), end=date(2026, 9, 1), hours="Mon-Fri 08:00-14:00", name="Summer"),
            Season(start=date(2026, 2, 1), end=date(2026, 2, 8), hours="closed", every_year=True),
        ],
    )
    html = desk._repr_html_()
    assert ET.fromstring(html).findtext("caption") == "New York desk, America/New_York"
    assert cells(html) == [
        *[(day, "09:00-12:00, 13:00-17:00") for day in ("Mon", "Tue", "Wed", "Thu", "Fri")],
        ("Sat", "22:00-02:00"),
        ("Sun", "closed"),
        ("Holidays", "Holidays(country='US', subdivision='CA')"),
        ("Season Summer", "2026-07-01 to 2026-09-01: Mon-Fri 08:00-14:00"),
        ("Season", "2026-02-01 to 2026-02-08: closed, every year"),
        ("Override Christmas Eve", "2026-12-24: 09:00-12:00"),
        ("Override", "FREQ=MONTHLY;BYDAY=-1FR: closed"),
    ]


def test_what_users_write_is_escaped():
    desk = BusinessCalendar(
        name="<script>alert('x')</script>",
        zone="UTC",
        hours="closed",
        overrides=[DateOverride(date=date(2026, 1, 1), hours="closed", reason="a < b & c")],
    )
    html = desk._repr_html_()
    assert "<script>" not in html
    assert ("Override a < b & c", "2026-01-01: closed") in cells(html)


def test_a_combination_shows_its_parts():
    one, two = BusinessCalendar(name="one", zone="UTC", hours="24/7"), BusinessCalendar(zone="UTC", hours="closed")
    html = ET.fromstring((one - two)._repr_html_())
    assert html.findtext("p") == "Calendar, difference"
    assert [caption.text for caption in html.iter("caption")] == ["one, UTC", "Calendar, UTC"]
