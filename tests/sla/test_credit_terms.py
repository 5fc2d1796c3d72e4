from datetime import UTC, datetime
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supportops.errors import ConfigurationError, DomainError, HorizonError, NaiveDatetimeError
from supportops.sla.credit_terms import CreditBand, CreditExclusion, CreditTerms, Period

MARCH = Period(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC), name="March 2026")


def terms(**options):
    """Return the terms of a plan that pays 5 percent of its fee for each breach, with some of them changed."""
    given = {"name": "Premium", "fee": 2000, "currency": "USD", "metrics": ("resolution",), "per_breach": 0.05}
    return CreditTerms(**{**given, **options})


def test_terms_go_through_json_and_are_equal_and_hashed_by_value():
    full = terms(
        fee="1999.90",
        per_breach=None,
        bands=((0.99, 0), (0.95, 0.05), (0, 0.1)),
        cap=0.3,
        unit="ticket",
        exclusions=(CreditExclusion("not covered", categories=("feature_request",), priorities="P5"),),
        minimum_tickets=20,
    )
    again = CreditTerms.model_validate_json(full.model_dump_json())
    assert again == full
    assert hash(again) == hash(full)
    assert again.bands[1] == CreditBand("0.95", "0.05")


@pytest.mark.parametrize("share", [0.05, "0.05", Decimal("0.05"), np.float64(0.05)], ids=lambda share: str(type(share)))
def test_a_share_is_the_decimal_it_is_written_as(share):
    assert terms(per_breach=share).per_breach == Decimal("0.05")


def test_one_metric_needs_no_brackets():
    assert terms(metrics="resolution").metrics == ("resolution",)


def test_terms_say_what_they_pay():
    assert str(terms(cap=0.5)) == "5 % of 2000.00 USD for each breach of resolution; at most 50 %"
    assert str(terms(unit="ticket", metrics=("first_response", "resolution"))) == (
        "5 % of 2000.00 USD for each breach of first_response, resolution, once a ticket; at most 100 %"
    )
    banded = terms(per_breach=None, bands=((0.995, 0), (0, 0.125)), unit="ticket", currency="JPY", decimals=0)
    assert str(banded) == (
        "0 % from 99.5 % on, 12.5 % from 0 % on of 2000 JPY by the attainment of resolution in tickets; at most 100 %"
    )


def test_money_has_the_decimals_of_its_currency():
    assert [str(terms(decimals=d).money(1250)) for d in (0, 2, 3)] == ["1250", "12.50", "1.250"]


@pytest.mark.parametrize(
    ("options", "path", "message"),
    [
        ({"per_breach": 1.01}, "per_breach", "less than or equal to 1"),
        ({"per_breach": -0.01}, "per_breach", "greater than or equal to 0"),
        ({"per_breach": float("nan")}, "per_breach", "finite number"),
        ({"cap": 5}, "cap", "less than or equal to 1"),
        ({"fee": -1}, "fee", "greater than or equal to 0"),
        ({"fee": "1e15"}, "fee", "no more than 12 digits"),
        ({"fee": 10.005}, "fee", "10.005 USD is finer than 2 decimals; round it"),
        ({"currency": "dollars"}, "currency", "pattern"),
        ({"metrics": ()}, "metrics", "at least 1 item"),
        ({"minimum_tickets": -1}, "minimum_tickets", "greater than or equal to 0"),
        ({"per_breach": None}, "per_breach", "give either per_breach or bands, got neither"),
        ({"bands": ((0, 0.1),)}, "per_breach", "give either per_breach or bands, got both"),
        ({"unit": "cycle"}, "unit", "'timer' or 'ticket'"),
        ({"fees": 3}, "fees", "not known here"),
    ],
)
def test_terms_that_cannot_be_are_refused(options, path, message):
    with pytest.raises(ConfigurationError) as caught:
        terms(**options)
    assert [fault for fault in caught.value.faults if fault[0] == path and message in fault[1]]


@pytest.mark.parametrize(
    ("bands", "faults"),
    [
        (((0.95, 0), (0.99, 0.05), (0, 0.1)), [("bands[1]", "begins at 0.99, not below 0.95")]),
        (((0.95, 0), (0.95, 0.05), (0, 0.1)), [("bands[1]", "begins at 0.95, not below 0.95")]),
        (((0.99, 0.1), (0, 0.05)), [("bands[1]", "pays 0.05, less than the 0.1 of a better attainment")]),
        (((0.99, 0), (0.9, 0.1)), [("bands", "an attainment below 0.9 has no band; let the last begin at 0")]),
        (((0.9, 0.2), (0.95, 0.1)), [("bands[1]", "begins"), ("bands[1]", "pays"), ("bands", "below 0.95")]),
    ],
)
def test_bands_fall_without_a_gap_or_an_overlap(bands, faults):
    with pytest.raises(ConfigurationError) as caught:
        terms(per_breach=None, bands=bands)
    assert len(caught.value.faults) == len(faults)
    for (path, message), (expected, part) in zip(caught.value.faults, faults, strict=True):
        assert path == expected
        assert part in message


def test_all_faults_are_told_at_once():
    with pytest.raises(ConfigurationError) as caught:
        terms(fee=-1, currency="usd", cap=2, exclusions=({"reason": "all"}, {"reason": "", "tickets": "A"}))
    assert {path for path, _ in caught.value.faults} == {
        "fee", "currency", "cap", "exclusions[0]", "exclusions[1].reason",
    }  # fmt: skip


def test_a_band_is_a_pair():
    with pytest.raises(ConfigurationError, match=r"bands\[0\].*a band is a pair"):
        terms(per_breach=None, bands=((0.9, 0.1, 0.2),))


def test_an_exclusion_names_something():
    with pytest.raises(ConfigurationError, match="this excludes everything; give at least one of tickets, categories"):
        CreditExclusion("everything")


def test_an_exclusion_says_what_it_takes_out_and_not_too_much_of_it():
    both = CreditExclusion("by mail", categories=("a", "b"), timer_reasons="spam")
    assert str(both) == "by mail (categories: a, b; timer reasons: spam)"
    five, six = (CreditExclusion("by mail", tickets=tuple("ABCDEF"[:n])) for n in (5, 6))
    assert str(five) == "by mail (tickets: A, B, C, D, E)"
    assert str(six) == "by mail (tickets: A, B, C, D, E and 1 more)"


@pytest.mark.parametrize(
    ("month", "zone", "start", "end"),
    [
        ((2026, 3), "UTC", "2026-03-01T00:00", "2026-04-01T00:00"),
        ((2024, 2), "UTC", "2024-02-01T00:00", "2024-03-01T00:00"),
        ((2026, 12), "America/New_York", "2026-12-01T05:00", "2027-01-01T05:00"),
        # The clocks go forward on 29 March.
        ((2026, 3), "Europe/Berlin", "2026-02-28T23:00", "2026-03-31T22:00"),
        # The clocks go back from one to midnight on 1 November, so that midnight comes twice: the first begins it.
        ((2026, 11), "America/Havana", "2026-11-01T04:00", "2026-12-01T05:00"),
        # At midnight on 1 October 2017 the clocks go forward: the day begins with one o'clock.
        ((2017, 10), "America/Asuncion", "2017-10-01T04:00", "2017-11-01T03:00"),
    ],
)
def test_a_month_is_that_of_its_zone(month, zone, start, end):
    found = Period.month(*month, zone=zone)
    ends = tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert (found.start, found.end) == ends
    assert found.name == f"{month[0]}-{month[1]:02d}"
    assert Period.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("zone", ["UTC", "America/Havana", "Asia/Beirut", "Pacific/Apia", "Asia/Kolkata"])
def test_months_follow_each_other_without_a_gap(zone):
    months = [Period.month(year, month, zone=zone) for year in range(2009, 2029) for month in range(1, 13)]
    assert all(month.end == later.start for month, later in pairwise(months))
    assert str(Period.month(2026, 1)) == "2026-01"


@pytest.mark.parametrize(
    ("year", "month", "message"),
    [
        (2026, 13, "month is 13; it is a whole number from 1 to 12"),
        (2026, 0, "month is 0;"),
        (0, 1, "year is 0; it is a whole number from 1 to 9999"),
        (10000, 1, "year is 10000;"),
        (2026, "3", "month is '3'"),
    ],
)
def test_there_is_no_such_month(year, month, message):
    with pytest.raises(DomainError, match=message):
        Period.month(year, month)


def test_a_month_needs_a_zone_that_exists_and_instants_that_exist():
    with pytest.raises(ConfigurationError, match="zone: 'europe/berlni' is no time zone; did you mean 'Europe/Berlin'"):
        Period.month(2026, 3, zone="europe/berlni")
    for year, month in ((1, 1), (9999, 12)):
        with pytest.raises(HorizonError, match="years 1 to 9999"):
            Period.month(year, month)
    assert Period.month(9999, 11).end == datetime(9999, 12, 1, tzinfo=UTC)


def test_a_period_ends_after_it_begins():
    with pytest.raises(ConfigurationError, match=r"the period ends at 2026-03-01T00:00:00.00:00, which is not after"):
        Period(MARCH.start, MARCH.start)
    with pytest.raises(NaiveDatetimeError):
        Period(datetime(2026, 3, 1), MARCH.end)


def test_a_period_is_compared_as_instants_not_as_wall_times():
    # On 25 October 2026 London's clocks go back: 01:30 comes twice, and the second is later.
    london = ZoneInfo("Europe/London")
    first = datetime(2026, 10, 25, 1, 30, tzinfo=london)
    assert Period(first, first.replace(fold=1)).end.fold == 1
    with pytest.raises(ConfigurationError, match="not after"):
        Period(first.replace(fold=1), first)


def test_a_period_goes_by_its_name_or_its_ends():
    assert str(MARCH) == "March 2026"
    assert str(Period(MARCH.start, MARCH.end)) == "2026-03-01T00:00:00+00:00 to 2026-04-01T00:00:00+00:00"
    assert Period.model_validate_json(MARCH.model_dump_json()) == MARCH
