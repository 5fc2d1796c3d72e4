from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import WATCHED, looked_up, rotas, utc, weekly

from supportops.calendar import BusinessCalendar, Holidays
from supportops.errors import DomainError, HorizonError
from supportops.triage.on_call.override import RotaOverride

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
START, END = utc(2026, 3, 2, 9), utc(2026, 3, 23, 9)
HOUR = timedelta(hours=1)


def hours(share):
    return tuple(amount / HOUR for amount in (share.time, share.nights, share.weekends, share.holidays))


def test_three_weeks_of_three_people_are_even():
    found = weekly().fairness(START, END)
    assert list(found) == ["ann", "bob", "cyd"]
    assert {hours(share) for share in found.values()} == {(168, 56, 48, 0)}


def test_everybody_is_there_in_order_with_nothing_and_then_who_stood_in():
    stand_in = RotaOverride(START, START + timedelta(hours=10), "dan")
    found = weekly(overrides=[stand_in]).fairness(START, START + timedelta(hours=12))
    assert list(found) == ["ann", "bob", "cyd", "dan"]
    assert [hours(share)[0] for share in found.values()] == [2, 0, 0, 10]


def test_a_name_that_stands_twice_is_one_person():
    found = weekly(people=("ann", "bob", "ann"), every="1 day", handover="00:00").fairness(START, END)
    assert list(found) == ["ann", "bob"]


def test_holidays_are_local_dates_given_as_dates_or_as_a_calendar_has_them():
    good_friday = date(2026, 4, 3)
    week = (utc(2026, 3, 30, 8), utc(2026, 4, 6, 8))
    for given_holidays in ([good_friday], {good_friday}, {good_friday: "Good Friday"}, Holidays(extra=[good_friday])):
        assert weekly().fairness(*week, holidays=given_holidays)["bob"].holidays == timedelta(hours=24)
    england = weekly().fairness(*week, holidays=Holidays(country="GB", subdivision="ENG"))
    assert england["bob"].holidays == timedelta(hours=33)  # Good Friday, and Easter Monday until 09:00


def test_a_night_may_span_midnight_or_not_and_a_day_has_its_real_length():
    day = (utc(2026, 3, 28, 12), utc(2026, 3, 29, 11))  # noon to noon in London, 23 hours
    whole = weekly().fairness(*day)["ann"]
    assert hours(whole) == (23, 7, 23, 0)
    assert weekly().fairness(*day, night="00:00-06:00")["ann"].nights == 5 * HOUR
    assert weekly().fairness(*day, night="22:00-24:00, 00:00-02:00")["ann"].nights == 3 * HOUR


def test_only_time_on_duty_counts():
    desk = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
    found = weekly(hours=desk).fairness(START, END)
    assert {hours(share) for share in found.values()} == {(40, 0, 0, 0)}


def test_it_reads_as_a_table():
    text = str(weekly().fairness(START, END)).splitlines()
    assert text[:2] == ["3 people, 504h on duty", "person  time   share  nights  weekends  holidays"]


@pytest.mark.parametrize("night", ["late", "22:00-22:00", "Mon 22:00-06:00", "22:00-06:00; Sat 10:00-12:00", ""])
def test_a_night_that_is_no_window_is_refused(night):
    with pytest.raises(DomainError, match=r"night .* is no window: ") as caught:
        weekly().fairness(START, END, night=night)
    assert caught.value.field == "night"


def test_other_faulty_arguments_are_refused():
    with pytest.raises(DomainError, match="night is None; give a window"):
        weekly().fairness(START, END, night=None)
    with pytest.raises(DomainError, match="holidays: 'Christmas' is no local date"):
        weekly().fairness(START, END, holidays=["Christmas"])
    with pytest.raises(DomainError, match="lies before start"):
        weekly().fairness(END, START)
    with pytest.raises(HorizonError):
        weekly().fairness(utc(2199, 1, 1), utc(2199, 2, 1), holidays=Holidays(country="GB"))


@LAW
@given(case=rotas(), days=st.sets(st.integers(0, 6)))
def test_shares_are_the_minutes_that_the_clock_on_the_wall_counts(case, days):
    start, rota = case
    holidays = [(start + timedelta(days=day)).date() for day in sorted(days)]
    counted = {person: [0, 0, 0, 0] for person in rota.people}
    for minute, person in looked_up(rota, start, start + WATCHED):
        if person:
            shown = minute.astimezone(ZoneInfo(rota.zone))
            kinds = (True, shown.hour >= 22 or shown.hour < 6, shown.weekday() >= 5, shown.date() in holidays)
            counted[person] = [n + k for n, k in zip(counted.setdefault(person, [0] * 4), kinds, strict=True)]
    found = rota.fairness(start, start + WATCHED, holidays=holidays)
    minutes = {person: [hour * 60 for hour in hours(share)] for person, share in found.items()}
    assert minutes == {person: pytest.approx(counts) for person, counts in counted.items()}


@LAW
@given(case=rotas())
def test_the_times_add_up_to_the_shifts(case):
    start, rota = case
    shifts = sum((shift.duration for shift in rota.shifts(start, start + WATCHED)), timedelta(0))
    found = rota.fairness(start, start + WATCHED)
    assert sum((share.time for share in found.values()), timedelta(0)) == shifts
    assert all(
        part <= share.time for share in found.values() for part in (share.nights, share.weekends, share.holidays)
    )
