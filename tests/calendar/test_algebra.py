"""Combined calendars: what they measure, how they are written, and what they explain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from supportops.calendar import (
    ALWAYS_OPEN,
    AnyCalendar,
    BusinessCalendar,
    BusinessDays,
    Complement,
    DateOverride,
    Difference,
    Holidays,
    Intersection,
    Union,
)
from supportops.errors import ConfigurationError, HorizonError, NeverOpenError

NEVER = BusinessCalendar(zone="UTC", hours="closed")
LONDON = BusinessCalendar(
    name="London", zone="Europe/London", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="GB")
)
NEW_YORK = BusinessCalendar(
    name="New York", zone="America/New_York", hours="Mon-Fri 09:00-17:00", holidays=Holidays(country="US")
)
LUNCH = BusinessCalendar(name="lunch", zone="Europe/London", hours="daily 12:00-13:00")
ALL = (LONDON | NEW_YORK, LONDON & NEW_YORK, LONDON - LUNCH, ~LONDON)


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)


MONDAY, TUESDAY = utc(2026, 1, 5), utc(2026, 1, 6)


def spans(calendar) -> list[str]:
    return [f"{i.start:%H:%M}-{i.end:%H:%M}" for i in calendar.intervals(MONDAY, TUESDAY)]


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (LONDON | NEW_YORK, ["09:00-22:00"]),
        (LONDON & NEW_YORK, ["14:00-17:00"]),
        (LONDON - LUNCH, ["09:00-12:00", "13:00-17:00"]),
        (~LONDON, ["00:00-09:00", "17:00-00:00"]),
        (LONDON - NEW_YORK, ["09:00-14:00"]),
        ((LONDON | NEW_YORK) - LUNCH, ["09:00-12:00", "13:00-22:00"]),
        (~(LONDON | NEW_YORK), ["00:00-09:00", "22:00-00:00"]),
        (~~LONDON, ["09:00-17:00"]),
        (LONDON & ALWAYS_OPEN, ["09:00-17:00"]),
        (LONDON | NEVER, ["09:00-17:00"]),
        (LONDON - NEVER, ["09:00-17:00"]),
    ],
)
def test_spans_combine_as_instants(calendar, expected: list[str]):
    assert spans(calendar) == expected


def test_the_calls_work_on_combined_calendars():
    both = LONDON | NEW_YORK
    assert both.add(utc(2026, 1, 5, 16), "5h") == utc(2026, 1, 5, 21)
    assert both.add(utc(2026, 1, 5, 22), "-5h") == utc(2026, 1, 5, 17)
    assert both.next_close(utc(2026, 1, 5, 10)) == utc(2026, 1, 5, 22)
    assert both.add(utc(2026, 1, 5, 16), BusinessDays(1)) == utc(2026, 1, 6, 16)


@pytest.mark.parametrize(
    ("calendar", "always", "never"),
    [
        (ALWAYS_OPEN | LONDON, True, False),
        (NEVER | NEVER, False, True),
        (ALWAYS_OPEN & ALWAYS_OPEN, True, False),
        (LONDON & NEVER, False, True),
        (ALWAYS_OPEN - NEVER, True, False),
        (LONDON - ALWAYS_OPEN, False, True),
        (NEVER - LONDON, False, True),
        (~NEVER, True, False),
        (~ALWAYS_OPEN, False, True),
        (LONDON | NEW_YORK, False, False),
        (LONDON & NEW_YORK, False, False),
        (LONDON - NEW_YORK, False, False),
        (~LONDON, False, False),
    ],
)
def test_the_structure_tells_what_never_closes_or_opens(calendar, always: bool, never: bool):
    assert (calendar._is_always_open(), calendar._is_never_open()) == (always, never)
    if never:
        with pytest.raises(NeverOpenError):
            calendar.next_open(MONDAY)
    if always:
        assert calendar.add(MONDAY, "100h") == MONDAY + timedelta(hours=100)


@pytest.mark.parametrize("calendar", ALL, ids=[type(one).__name__ for one in ALL])
def test_each_is_still_a_calendar_in_json(calendar):
    text = calendar.model_dump_json()
    assert type(calendar).model_validate_json(text) == calendar
    again = TypeAdapter(AnyCalendar).validate_json(text)
    assert again == calendar
    assert again.fingerprint == calendar.fingerprint
    assert hash(again) == hash(calendar)
    assert again.between(MONDAY, TUESDAY) == calendar.between(MONDAY, TUESDAY)


def test_plain_data_without_a_kind_is_a_desk():
    read = TypeAdapter(AnyCalendar).validate_python({"kind": "union", "calendars": [{"zone": "UTC", "hours": "24/7"}]})
    assert read == Union(calendars=(BusinessCalendar(zone="UTC", hours="24/7"),))
    assert TypeAdapter(AnyCalendar).validate_python(LONDON) is LONDON


def test_faults_deep_inside_are_found_with_their_path():
    with pytest.raises(ConfigurationError) as error:
        Union(calendars=[{"zone": "Mars", "hours": "x"}, {"kind": "square"}, {"zone": "UTC", "hours": "24/7"}])
    paths = [path for path, _ in error.value.faults]
    assert paths == ["calendars[0].business.zone", "calendars[0].business.hours", "calendars[1]"]


@pytest.mark.parametrize("kind", [Union, Intersection])
def test_a_combination_of_nothing_is_refused(kind):
    with pytest.raises(ConfigurationError, match="calendars"):
        kind(calendars=())


def test_chains_are_flat_and_named_parts_stay_whole():
    both = LONDON | NEW_YORK
    assert (both | LUNCH).calendars == (LONDON, NEW_YORK, LUNCH)
    assert (LUNCH | both).calendars == (LUNCH, LONDON, NEW_YORK)
    named = both.model_copy(update={"name": "Atlantic"})
    assert (named | LUNCH).calendars == (named, LUNCH)
    assert (both & LUNCH).calendars == (both, LUNCH)


def test_the_zone_is_that_of_the_first_operand():
    assert (LONDON | NEW_YORK).zone == "Europe/London"
    assert (NEW_YORK - LONDON).zone == "America/New_York"
    assert (~NEW_YORK).time_zone.key == "America/New_York"


def reasons(calendar, start: datetime = MONDAY, end: datetime = TUESDAY) -> list[str]:
    return [f"{row.start:%H:%M} {'+' if row.is_open else '-'}{row.reason}" for row in calendar.explain(start, end)]


def test_a_union_gives_the_reasons_of_those_that_are_open():
    assert reasons(LONDON | NEW_YORK) == [
        "00:00 -London: closed; New York: closed",
        "09:00 +London: hours",
        "14:00 +London: hours; New York: hours",
        "17:00 +New York: hours",
        "22:00 -London: closed; New York: closed",
    ]


def test_an_intersection_gives_the_reasons_of_those_that_are_closed():
    assert reasons(LONDON & NEW_YORK) == [
        "00:00 -London: closed; New York: closed",
        "09:00 -New York: closed",
        "14:00 +London: hours; New York: hours",
        "17:00 -London: closed",
        "22:00 -London: closed; New York: closed",
    ]


def test_a_difference_says_what_was_taken_out():
    assert reasons(LONDON - LUNCH) == [
        "00:00 -London: closed",
        "09:00 +London: hours",
        "12:00 -without lunch: hours",
        "13:00 +London: hours",
        "17:00 -London: closed",
    ]


def test_a_difference_gives_the_reason_of_the_left_where_that_is_closed_itself():
    saturday = utc(2026, 1, 10)
    assert reasons(LONDON - LUNCH, saturday, saturday + timedelta(days=1)) == ["00:00 -London: closed"]


def test_a_complement_says_of_what():
    assert reasons(~LONDON) == [
        "00:00 +complement of London: closed",
        "09:00 -complement of London: hours",
        "17:00 +complement of London: closed",
    ]


def test_nameless_operands_give_their_reasons_alone():
    plain = LONDON.model_copy(update={"name": ""})
    assert reasons(plain | plain) == ["00:00 -closed", "09:00 +hours", "17:00 -closed"]


def test_gaps_are_marked_through_a_combination():
    early = BusinessCalendar(name="NY", zone="America/New_York", hours="Sun 02:30-05:00")
    found = (early | LUNCH).explain(utc(2026, 3, 8, 6), utc(2026, 3, 8, 10))
    assert [row.reason for row in found if row.start == row.end] == ["NY: daylight saving gap"]


def test_pinning_a_combination_pins_every_part():
    for calendar in (*ALL, ~(LONDON | (NEW_YORK - LUNCH))):
        pinned = calendar.pinned(2026, 2026)
        assert type(pinned) is type(calendar)
        assert "country=" not in repr(pinned)
        assert pinned.between(MONDAY, utc(2026, 12, 30)) == calendar.between(MONDAY, utc(2026, 12, 30))
        with pytest.raises(HorizonError, match="the year 2027 is needed, but the holidays of"):
            pinned.add(utc(2026, 12, 31), "90h")
        with pytest.raises(HorizonError, match="the year 2025 is needed"):
            pinned.add(utc(2026, 1, 2), "-90h")


def test_the_operand_that_knows_least_bounds_the_combination():
    pinned = NEW_YORK.pinned(2026, 2026)
    with pytest.raises(HorizonError, match="known for 2026 to 2026 only"):
        (LUNCH | pinned).is_open(utc(2027, 1, 2))
    assert (LUNCH | pinned).is_open(utc(2026, 12, 31, 12))
    with pytest.raises(HorizonError, match="calendar dates are known for 1 to 9999 only"):
        (LUNCH & ALWAYS_OPEN).is_open(datetime.min.replace(tzinfo=UTC))


def test_a_calendar_that_opens_once_joins_one_with_a_near_horizon():
    once = BusinessCalendar(
        zone="UTC", hours="closed", overrides=[DateOverride(date=date(2026, 6, 6), hours="09:00-10:00")]
    )
    both = once | NEW_YORK.pinned(2026, 2026)
    assert both.next_open(utc(2026, 1, 1, 6)) == utc(2026, 1, 2, 14)
    assert both.between(utc(2026, 6, 6), utc(2026, 6, 7)) == timedelta(hours=1)


@pytest.mark.parametrize("calendar", ALL, ids=[type(one).__name__ for one in ALL])
def test_the_repr_reads_back(calendar):
    names = {kind.__name__: kind for kind in (BusinessCalendar, Holidays, Union, Intersection, Difference, Complement)}
    assert eval(repr(calendar), names) == calendar


@pytest.mark.parametrize("kind", [Union, Intersection, Difference, Complement])
def test_every_kind_has_a_json_schema(kind):
    schema = kind.model_json_schema()
    assert {"BusinessCalendar", "Union", "Intersection", "Difference", "Complement"} <= set(schema["$defs"])
