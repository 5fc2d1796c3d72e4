from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._model import Model
from supportops.durations import (
    Amount,
    BusinessDays,
    Duration,
    format_duration,
    parse_amount,
    parse_duration,
    parse_elapsed,
)
from supportops.errors import ConfigurationError, DomainError


class Target(Model):
    response: Duration
    resolution: Amount | None = None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15m", timedelta(minutes=15)),
        ("8h", timedelta(hours=8)),
        ("1h30m", timedelta(minutes=90)),
        ("1h 30m", timedelta(minutes=90)),
        ("90 seconds", timedelta(seconds=90)),
        ("2 Hours", timedelta(hours=2)),
        ("  5 min ", timedelta(minutes=5)),
        ("1.5h", timedelta(minutes=90)),
        ("0.1s", timedelta(milliseconds=100)),
        ("250ms", timedelta(milliseconds=250)),
        ("7us", timedelta(microseconds=7)),
        ("-15m", timedelta(minutes=-15)),
        ("0m", timedelta(0)),
        ("24h", timedelta(days=1)),
    ],
)
def test_amounts_of_time_are_read_with_their_units(text, expected):
    assert parse_duration(text) == expected


def test_a_timedelta_is_itself():
    assert parse_duration(timedelta(minutes=3)) == timedelta(minutes=3)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "is not an amount of time"),
        ("-", "is not an amount of time"),
        ("--5m", "write number and unit"),
        ("5", "write number and unit"),
        ("m5", "write number and unit"),
        ("5m and more", "write number and unit"),
        ("٣m", "write number and unit"),
        ("5 fortnights", "has the unit 'fortnights'; allowed: h, m, s, ms, us"),
        ("3d", "write hours ('24h') or business days ('1 business day')"),
        ("2 weeks", "counts bare days or weeks"),
        ("5 business days", "counts business days, which are no fixed time"),
        ("0.0000001s", "finer than a microsecond"),
        ("999999999999h", "more time than a timedelta can hold"),
        ("5m" + " " * 99 + "junk", "is too long"),
    ],
)
def test_text_that_is_no_amount_of_time_is_refused_with_the_remedy(text, part):
    with pytest.raises(DomainError) as caught:
        parse_duration(text)
    assert part in str(caught.value)


@pytest.mark.parametrize("given_value", [5, 1.5, True, None])
def test_a_bare_number_is_refused(given_value):
    with pytest.raises(DomainError, match="write it with its unit"):
        parse_duration(given_value)


@given(st.timedeltas())
def test_written_amounts_read_back(amount):
    assert parse_duration(format_duration(amount)) == amount


def test_amounts_are_written_with_the_largest_units():
    assert format_duration(timedelta(days=2, minutes=1, seconds=2, microseconds=3)) == "48h1m2s3us"
    assert format_duration(timedelta(0)) == "0m"
    assert format_duration(timedelta(minutes=-90)) == "-1h30m"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 business days", BusinessDays(5)),
        ("1 business day", BusinessDays(1)),
        ("2 Business-Days", BusinessDays(2)),
        ("3businessdays", BusinessDays(3)),
        ("1 business day until close", BusinessDays(1, until="close")),
        ("2 business days by close", BusinessDays(2, until="close")),
        ("8h", timedelta(hours=8)),
    ],
)
def test_an_amount_is_a_duration_or_business_days(text, expected):
    assert parse_amount(text) == expected


def test_an_amount_that_is_one_already_is_itself():
    assert parse_amount(BusinessDays(2)) == BusinessDays(2)
    assert parse_amount(timedelta(hours=1)) == timedelta(hours=1)


@pytest.mark.parametrize("text", ["some business days", "5 business days" + " " * 99 + "junk", "-1 business day"])
def test_business_days_need_a_whole_number(text):
    with pytest.raises(ConfigurationError, match="is not an amount of business days"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["0 business days", "100001 business days"])
def test_the_number_of_business_days_has_a_range(text):
    with pytest.raises(ConfigurationError, match="at least 1 and at most 100000"):
        parse_amount(text)


@pytest.mark.parametrize("number", [True, "5", 1.0])
def test_the_number_of_business_days_is_an_int(number):
    with pytest.raises(ConfigurationError, match="valid integer"):
        BusinessDays(number)


@given(st.integers(1, 100_000), st.sampled_from(("same_time", "close")))
def test_business_days_survive_text_json_and_repr(number, until):
    days = BusinessDays(number, until=until)
    assert parse_amount(str(days)) == days
    assert BusinessDays.model_validate_json(days.model_dump_json()) == days
    assert BusinessDays.model_validate({"n": number, "until": until}) == days
    assert eval(repr(days)) == days


def test_business_days_are_one_text_in_json_schema():
    assert BusinessDays.model_json_schema()["type"] == "string"


def test_a_model_writes_amounts_as_text_and_reads_them_back():
    target = Target(response="15m", resolution="5 business days until close")
    assert target.model_dump_json() == '{"response":"15m","resolution":"5 business days until close"}'
    assert Target.model_validate_json(target.model_dump_json()) == target
    assert Target(response="15m", resolution="8h").model_dump_json() == '{"response":"15m","resolution":"8h"}'


def test_a_model_names_the_field_whose_amount_is_wrong():
    with pytest.raises(ConfigurationError) as caught:
        Target(response=5, resolution="5 days")
    assert [path for path, _ in caught.value.faults] == ["response", "resolution"]


def test_the_timedelta_of_another_library_becomes_a_plain_one():
    found = parse_elapsed(pd.Timedelta("1 day 5us"))
    assert (type(found), found) == (timedelta, timedelta(days=1, microseconds=5))
    with pytest.raises(DomainError, match="finer than a microsecond; round it"):
        parse_elapsed(pd.Timedelta(5))
