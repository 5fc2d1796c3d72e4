from datetime import UTC, datetime, timedelta

import pytest

from supportops.report.amounts import capital, hours, moment, percent


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "-"),
        (timedelta(0), "0m"),
        (timedelta(seconds=29), "0m"),
        (timedelta(seconds=-29), "0m"),
        (timedelta(minutes=59, seconds=31), "1h"),
        (timedelta(hours=1, minutes=5), "1h05m"),
        (timedelta(hours=-2), "-2h"),
        (timedelta(minutes=-5), "-5m"),
        (timedelta(days=1000), "24,000h"),
    ],
)
def test_amounts_are_in_hours_and_minutes(amount, text):
    assert hours(amount) == text


def test_a_share_of_nothing_and_an_instant_that_never_came_are_a_dash():
    assert percent(None) == moment(None) == "-"
    assert percent(0) == "0.00 %"


def test_days_have_english_names_in_every_environment():
    days = [moment(datetime(2016, 2, day, tzinfo=UTC))[:3] for day in range(22, 29)]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def test_only_the_first_letter_becomes_a_capital():
    assert capital("due Mon") == "Due Mon"
    assert capital("") == ""
