"""Holidays: which dates, in whose words, and for which years."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime

import pytest

from supportops.calendar import Holidays
from supportops.errors import ConfigurationError, HorizonError


def test_a_country_brings_its_public_holidays():
    found = Holidays(country="US").in_year(2026)
    assert found[date(2026, 11, 26)] == "Thanksgiving Day"
    assert found[date(2026, 7, 3)] == "Independence Day (observed)"
    assert date(2026, 11, 27) not in found


def test_a_day_in_lieu_in_the_year_before_its_holiday_counts_there():
    # 1 January 2022 was a Saturday, so the day off was 31 December 2021.
    assert Holidays(country="US").in_year(2021)[date(2021, 12, 31)] == "New Year's Day (observed)"
    assert all(day.year == 2022 for day in Holidays(country="US").in_year(2022))


@pytest.mark.parametrize(
    ("country", "subdivision", "day"),
    [("DE", "BY", date(2026, 1, 6)), ("GB", "SCT", date(2026, 11, 30)), ("US", "CA", date(2026, 3, 31))],
)
def test_a_subdivision_has_holidays_of_its_own(country: str, subdivision: str, day: date):
    assert day in Holidays(country=country, subdivision=subdivision).in_year(2026)
    assert day not in Holidays(country=country).in_year(2026)


def test_a_subdivision_may_be_given_by_its_name():
    assert Holidays(country="DE", subdivision="Bayern") == Holidays(country="DE", subdivision="BY")


def test_a_country_may_be_given_by_an_alias_in_any_case():
    assert Holidays(country="usa").country == "US"
    assert Holidays(country="UK").country == "GB"


def test_categories_choose():
    unofficial = Holidays(country="US", categories=["public", "unofficial"]).in_year(2026)
    assert date(2026, 2, 14) in unofficial
    assert date(2026, 2, 14) not in Holidays(country="US").in_year(2026)


def test_extra_dates_are_added_and_unwanted_ones_taken_away():
    holidays = Holidays(
        country="US",
        extra={date(2026, 12, 24): "Christmas Eve"},
        without=[date(2026, 10, 12), date(2026, 12, 31)],
    )
    found = holidays.in_year(2026)
    assert found[date(2026, 12, 24)] == "Christmas Eve"
    assert date(2026, 10, 12) not in found
    assert date(2026, 10, 12) in Holidays(country="US").in_year(2026)


def test_an_extra_date_names_a_holiday_of_the_country_anew():
    assert Holidays(country="US", extra={date(2026, 1, 1): "Rest"}).in_year(2026)[date(2026, 1, 1)] == "Rest"


def test_dates_alone_need_no_country_and_no_names():
    holidays = Holidays(extra=[date(2026, 5, 1), date(2026, 1, 1), date(2026, 5, 1)])
    assert holidays.extra == ((date(2026, 1, 1), ""), (date(2026, 5, 1), ""))
    assert holidays.in_year(2026) == {date(2026, 1, 1): "", date(2026, 5, 1): ""}
    assert holidays.in_year(1) == {}
    assert holidays.years is None


@pytest.mark.parametrize("days", [{date(2026, 1, 1)}, frozenset([date(2026, 1, 1)]), (d for d in [date(2026, 1, 1)])])
def test_any_iterable_of_dates_will_do(days):
    days = list(days)
    assert Holidays(extra=iter(days), without=iter(days)) == Holidays(extra=set(days), without=tuple(days))


def test_json_writes_extra_dates_as_a_mapping_and_reads_them_back():
    holidays = Holidays(country="DE", subdivision="BY", extra={date(2026, 1, 2): "Bridge"}, without=[date(2026, 1, 6)])
    text = holidays.model_dump_json()
    assert json.loads(text)["extra"] == {"2026-01-02": "Bridge"}
    assert Holidays.model_validate_json(text) == holidays
    assert Holidays.model_validate_json('{"extra": ["2026-01-02"]}') == Holidays(extra=[date(2026, 1, 2)])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"country": "Germany"}, "country: 'Germany' is no country with holiday data"),
        ({"country": "XX"}, "'XX' is no country with holiday data"),
        ({"country": "JAN"}, "'JAN' is no country with holiday data"),
        ({"country": "ECB"}, "'ECB' is no country with holiday data"),
        ({"country": "GER"}, "did you mean"),
        ({"country": "DE", "subdivision": "Bavaria"}, "subdivision: 'Bavaria' is no subdivision of 'DE'"),
        ({"subdivision": "BY"}, "'BY' is a subdivision of no country; give country= as well"),
        (
            {"country": "US", "categories": ["publik"]},
            "categories: 'publik' is no category of holidays in 'US'; did you mean 'public'?",
        ),
        ({"country": "US", "categories": []}, "an empty list is no category"),
        ({"extra": "2026-01-01"}, "extra"),
        ({"extra": [datetime(2026, 1, 1)]}, "is no local date"),
        ({"extra": {"01/02/2026": "x"}}, "'01/02/2026' is no local date"),
        ({"without": [5]}, "5 is no local date"),
        ({"without": {date(2026, 1, 1): "x"}}, "without"),
        ({"first_year": 2026}, "first_year and last_year bound pinned dates"),
        ({"first_year": 2027, "last_year": 2026}, "first_year and last_year bound pinned dates"),
        ({"country": "US", "first_year": 2026, "last_year": 2026}, "without a country"),
    ],
)
def test_what_cannot_be_is_refused_with_what_could(fields, fault: str):
    with pytest.raises(ConfigurationError) as error:
        Holidays(**fields)
    assert fault in str(error.value)


def test_all_faults_come_at_once():
    with pytest.raises(ConfigurationError) as error:
        Holidays(country="DE", subdivision="Bavaria", categories=["publik"], extra=[5])
    assert [path for path, _ in error.value.faults] == ["subdivision", "categories", "extra[0][0]"]


def test_a_wrong_country_alone_is_not_blamed_on_its_subdivision():
    with pytest.raises(ConfigurationError) as error:
        Holidays(country="XX", subdivision="BY")
    assert [path for path, _ in error.value.faults] == ["country"]


def test_years_outside_the_data_are_an_error_and_never_no_holidays():
    assert Holidays(country="US").years == (1777, 2100)
    for year in (1776, 2101):
        with pytest.raises(HorizonError, match=rf"the year {year} is needed, .*'US' are known for 1777 to 2100 only"):
            Holidays(country="US").in_year(year)


def test_pinned_holidays_are_plain_dates_that_name_their_source():
    pinned = Holidays(country="US", subdivision="CA", without=[date(2026, 1, 1)]).pinned(2026, 2027)
    assert pinned.country is None
    assert pinned.years == (2026, 2027)
    assert pinned.source.startswith("holidays ")
    assert pinned.source.endswith(", US-CA")
    original = Holidays(country="US", subdivision="CA", without=[date(2026, 1, 1)])
    for year in (2026, 2027):
        assert pinned.in_year(year) == original.in_year(year)
    with pytest.raises(HorizonError, match="2028"):
        pinned.in_year(2028)


def test_pinned_holidays_remember_the_eve_of_the_first_year():
    pinned = Holidays(country="US").pinned(2022, 2022)
    assert pinned.known_in(2021) == {date(2021, 12, 31): "New Year's Day (observed)"}


def test_the_source_names_other_categories():
    assert Holidays(country="US", categories=["unofficial"]).pinned(2026, 2026).source.endswith("US (unofficial)")


def test_pinning_again_keeps_the_source_and_narrows_the_years():
    once = Holidays(country="US").pinned(2025, 2028)
    twice = once.pinned(2026, 2027)
    assert twice.source == once.source
    assert twice.years == (2026, 2027)
    with pytest.raises(HorizonError, match="2029"):
        once.pinned(2027, 2029)


def test_pinning_plain_dates_changes_nothing():
    holidays = Holidays(extra=[date(2026, 1, 1)])
    assert holidays.pinned(2020, 2021) is holidays


def test_pinning_years_in_the_wrong_order_is_refused():
    with pytest.raises(ConfigurationError, match="wrong order"):
        Holidays(country="US").pinned(2027, 2026)


def test_pinning_the_first_year_of_all_has_no_eve():
    assert Holidays(extra={date(1, 1, 1): "x"}, first_year=1, last_year=2).pinned(1, 1).in_year(1) == {
        date(1, 1, 1): "x"
    }


def test_the_repr_of_pinned_holidays_reads_back():
    pinned = Holidays(country="US").pinned(2026, 2026)
    assert eval(repr(pinned), {"Holidays": Holidays, "date": date}) == pinned


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


@pytest.mark.parametrize("country", ["US", "TH", "JP", "AR"])
def test_names_do_not_depend_on_the_environment(country: str):
    code = (
        "from supportops.calendar import Holidays\n"
        f"print(ascii(sorted(Holidays(country={country!r}).in_year(2026).items())))"
    )
    plain = run(code, LANGUAGE="", LC_ALL="C", LANG="C")
    assert run(code, LANGUAGE="th", LC_ALL="th_TH.UTF-8", LANG="th_TH.UTF-8") == plain
    assert run(code, LANGUAGE="es:uk", LC_ALL="C.UTF-8", LANG="es_ES.UTF-8") == plain


def test_the_holidays_package_is_imported_only_for_a_country_and_numpy_only_for_arrays():
    code = (
        "import sys\n"
        "from datetime import UTC, date, datetime\n"
        "from supportops.calendar import BusinessCalendar, Holidays\n"
        "desk = BusinessCalendar(zone='UTC', hours='24/7', holidays=Holidays(extra=[date(2026, 1, 1)]))\n"
        "desk.add(datetime(2026, 1, 1, tzinfo=UTC), '8h')\n"
        "print([name in sys.modules for name in ('holidays', 'numpy', 'dateutil')])\n"
        "Holidays(country='US')\n"
        "print('holidays' in sys.modules)"
    )
    assert run(code).splitlines() == ["[False, False, False]", "True"]
