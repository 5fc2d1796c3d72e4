from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops.capacity.forecast._patterns import seasonal_patterns
from supportops.errors import DomainError

# Support Operations skill pack, Seasonal Patterns to Watch.
_PUBLISHED = ("holiday_dip", "end_of_month", "monday_surge", "release_spike", "renewal_period", "tax_season")


@pytest.mark.parametrize(
    ("day", "active"),
    [
        (date(2026, 12, 23), ()),
        (date(2026, 12, 24), ("holiday_dip",)),
        (date(2026, 12, 28), ("holiday_dip", "monday_surge")),
        (date(2026, 12, 31), ("holiday_dip", "end_of_month")),
        (date(2027, 1, 1), ("holiday_dip",)),
        (date(2027, 1, 2), ()),
        (date(2026, 3, 31), ("end_of_month",)),
        (date(2026, 4, 1), ("tax_season",)),
        (date(2026, 4, 27), ("monday_surge", "tax_season")),
        (date(2026, 4, 30), ("end_of_month", "tax_season")),
        (date(2026, 5, 1), ()),
        (date(2028, 2, 27), ("end_of_month",)),
        (date(2028, 2, 26), ()),
    ],
)
def test_the_published_patterns_by_date(day, active):
    assert seasonal_patterns(day) == active
    assert seasonal_patterns(np.datetime64(day)) == active


def test_releases_and_renewals_are_yours():
    release = date(2026, 5, 6)
    active = [seasonal_patterns(release + timedelta(days=days), releases=[release]) for days in range(-1, 3)]
    assert active == [(), ("release_spike",), ("release_spike",), ()]
    assert seasonal_patterns(date(2026, 7, 1), renewals=[date(2026, 7, 1)]) == ("renewal_period",)
    assert seasonal_patterns(date(2026, 7, 2), renewals=[date(2026, 7, 1)]) == ()


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_names_are_the_published_ones_in_their_order(day):
    found = seasonal_patterns(day, releases=[day], renewals=[day])
    assert [name for name in _PUBLISHED if name in found] == list(found)
    assert {"release_spike", "renewal_period"} <= set(found)


def test_what_is_no_date_is_refused():
    with pytest.raises(DomainError, match=r"day is '2026-03-02'; give a local date"):
        seasonal_patterns("2026-03-02")
    with pytest.raises(DomainError, match="day"):
        seasonal_patterns(datetime(2026, 3, 2, tzinfo=UTC))
    with pytest.raises(DomainError, match=r"releases is datetime.date\(2026, 3, 2\); give a row of dates"):
        seasonal_patterns(date(2026, 3, 2), releases=date(2026, 3, 2))
    with pytest.raises(DomainError, match="renewals"):
        seasonal_patterns(date(2026, 3, 2), renewals=["soon"])
