from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import MINUTE, WATCHED, local, looked_up, rotas, utc, weekly

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar, Calendar
from supportops.errors import DomainError, NaiveDatetimeError
from supportops.triage.on_call._covered import shared
from supportops.triage.on_call.override import RotaOverride

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
DESK = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")
START, END = utc(2026, 3, 2, 9), utc(2026, 3, 16, 9)


def test_a_rota_without_hours_covers_everything():
    found = weekly().coverage(START, END)
    assert (found.name, found.zone, found.start, found.end) == ("primary", "Europe/London", START, END)
    assert found.ok


def test_nights_and_weekends_are_gaps_of_a_desk_and_not_of_its_calendar():
    rota = weekly(hours=DESK)
    friday, saturday = utc(2026, 3, 6, 12), utc(2026, 3, 7, 12)
    assert rota.coverage(friday, saturday).gaps == ((utc(2026, 3, 6, 17), saturday),)
    assert rota.coverage(friday, saturday, calendar=DESK).ok
    wide = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 08:00-17:00")
    assert rota.coverage(friday, utc(2026, 3, 9, 12), calendar=wide).gaps == ((utc(2026, 3, 9, 8), utc(2026, 3, 9, 9)),)


def test_a_gap_goes_until_the_first_handover():
    found = weekly().coverage(utc(2026, 3, 1), END)
    assert found.gaps == ((utc(2026, 3, 1), START),)


def test_overrides_with_different_people_overlap_and_with_one_person_do_not():
    def overlaps(*people):
        spans = [
            (utc(2026, 3, 3), utc(2026, 3, 5)),
            (utc(2026, 3, 4), utc(2026, 3, 6)),
            (utc(2026, 3, 5), utc(2026, 3, 7)),
        ]
        overrides = [RotaOverride(*span, person) for span, person in zip(spans, people, strict=True)]
        return weekly(overrides=overrides).coverage(START, END).overlaps

    assert overlaps("dan", "eve", "dan") == ((utc(2026, 3, 4), utc(2026, 3, 6)),)
    assert overlaps("dan", "dan", "eve") == ((utc(2026, 3, 5), utc(2026, 3, 6)),)
    assert overlaps("dan", "dan", "dan") == ()


def test_overlaps_count_inside_the_hours_and_the_calendar_only():
    clash = [RotaOverride(utc(2026, 3, 3), utc(2026, 3, 4), person) for person in ("dan", "eve")]
    morning = BusinessCalendar(zone="UTC", hours="daily 00:00-12:00")
    found = weekly(hours=DESK, overrides=clash).coverage(START, END, calendar=morning)
    assert found.overlaps == ((utc(2026, 3, 3, 9), utc(2026, 3, 3, 12)),)


def test_an_empty_stretch_has_nothing_in_it():
    assert weekly(hours=DESK).coverage(START, START).ok
    assert weekly().coverage(START, START, calendar=DESK).ok


def test_faulty_stretches_and_calendars_are_refused():
    with pytest.raises(DomainError, match="lies before start"):
        weekly().coverage(END, START)
    with pytest.raises(NaiveDatetimeError):
        weekly().coverage(START.replace(tzinfo=None), END)
    with pytest.raises(DomainError, match="calendar is '24/7'; give a calendar, or None for always"):
        weekly().coverage(START, END, calendar="24/7")


def test_instants_come_in_utc_whatever_was_asked():
    found = weekly().coverage(local("Asia/Tokyo", 2026, 3, 1), END)
    assert {str(at.tzinfo) for span in found.gaps for at in span} == {"UTC"}


@LAW
@given(case=rotas(), hours=st.sampled_from([None, "Mon-Fri 08:00-16:00", "Sat,Sun 12:00-04:00"]))
def test_gaps_are_the_wanted_minutes_in_which_the_clock_names_nobody(case, hours):
    start, rota = case
    calendar: Calendar = ALWAYS_OPEN if hours is None else BusinessCalendar(zone="Europe/Paris", hours=hours)
    gaps = rota.coverage(start, start + WATCHED, calendar=None if hours is None else calendar).gaps
    found = {opening + k * MINUTE for opening, closing in gaps for k in range((closing - opening) // MINUTE)}
    people = looked_up(rota, start, start + WATCHED)
    assert found == {minute for minute, person in people if not person and calendar.is_open(minute)}


@LAW
@given(case=rotas())
def test_gaps_and_shifts_together_are_the_whole_stretch(case):
    start, rota = case
    shifts = sum((shift.duration for shift in rota.shifts(start, start + WATCHED)), timedelta(0))
    assert rota.coverage(start, start + WATCHED).uncovered + shifts == WATCHED


@settings(max_examples=150, deadline=None)
@given(
    claims=st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9), st.sampled_from("abc")), max_size=6).map(
        lambda found: [(start, start + length, who) for start, length, who in found]
    )
)
def test_shared_time_is_what_two_different_ones_claim(claims):
    found = shared(claims)
    for us in range(32):
        is_shared = len({who for start, end, who in claims if start <= us < end}) > 1
        assert any(start <= us < end for start, end in found) == is_shared
    assert all(start < end for start, end in found)
