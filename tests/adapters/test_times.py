from datetime import UTC, datetime, timedelta

import pytest

from supportops.adapters.times import TimeReader, zone_named
from supportops.errors import ConfigurationError

AT = datetime(2016, 2, 29, 13, 45, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2016-02-29T13:45", "2016-02-29 13:45:00", "2016-02-29T14:45+01:00"])
def test_iso_times_are_read(text):
    assert TimeReader()(text) == AT


def test_a_time_without_an_offset_is_a_wall_time_of_the_zone():
    assert TimeReader(zone="America/New_York")("2016-02-29T08:45") == AT


def test_a_wall_time_that_comes_twice_is_its_first_occurrence():
    read = TimeReader(zone="Europe/Berlin")
    assert read("2016-10-30T02:30").utcoffset() == timedelta(hours=2)


def test_an_offset_in_the_text_wins_over_the_zone():
    assert TimeReader(zone="Asia/Kolkata")("2016-02-29T13:45+00:00") == AT


def test_a_pattern_reads_the_log_as_it_was_first_published():
    assert TimeReader(time_format="%d/%m/%Y %H:%M")("29/2/2016 13:45") == AT


@pytest.mark.parametrize(
    "text",
    ["", "2016-02-29", "20160229T134500", "29/02/2016 13:45", "2016-02-30T13:45", "2016-02-29T13:45x", "1456753500"],
)
def test_what_is_no_iso_time_is_refused(text):
    with pytest.raises(ValueError, match="is no time; write it as 2016-02-29T13:45, or say time_format="):
        TimeReader()(text)


def test_a_time_of_another_pattern_is_refused_with_an_example():
    with pytest.raises(ValueError, match=r"does not have the time_format '%d/%m/%Y %H:%M' \('29/02/2016 13:45'\)"):
        TimeReader(time_format="%d/%m/%Y %H:%M")("2016-02-29T13:45")


@pytest.mark.parametrize("year", ["0216", "1969", "2101"])
def test_a_year_of_no_log_is_refused(year):
    with pytest.raises(ValueError, match=f"is in the year {int(year)}; a log's times are from 1970 to 2100"):
        TimeReader()(f"{year}-02-28T13:45")


def test_a_pattern_that_loses_a_part_of_the_time_is_refused():
    with pytest.raises(ConfigurationError, match="time_format: '%d/%m/%Y' does not hold the whole of a time"):
        TimeReader(time_format="%d/%m/%Y")
    with pytest.raises(ConfigurationError, match="time_format: '%Q' is no pattern of times"):
        TimeReader(time_format="%Q")


@pytest.mark.parametrize("zone", ["Europe/Berln", "", "/etc/passwd", "../UTC"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(ConfigurationError, match=r"zone: .* is no time zone"):
        zone_named(zone)
    assert zone_named("UTC") is UTC
