"""The shifts of random rotas, against a clock that is looked at every minute."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.triage.on_call.rotas import MINUTE, WATCHED, local, looked_up, rotas, utc, weekly

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.errors import DomainError
from supportops.triage.on_call.override import RotaOverride

LAW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def plain(rota, start, end):
    return [(*shift[:2], shift.person) for shift in rota.shifts(start, end)]


def test_shifts_are_clipped_and_in_utc():
    found = weekly().shifts(local("Europe/London", 2026, 3, 28), local("Europe/London", 2026, 3, 31))
    assert found == ((utc(2026, 3, 28), utc(2026, 3, 30, 8), "ann"), (utc(2026, 3, 30, 8), utc(2026, 3, 30, 23), "bob"))
    assert {str(at.tzinfo) for shift in found for at in shift[:2]} == {"UTC"}


def test_the_week_in_which_the_clocks_change_has_an_hour_less_or_more():
    weeks = weekly().shifts(utc(2026, 3, 2, 9), utc(2027, 3, 1, 9))
    odd = {shift.start.date().isoformat(): shift.duration for shift in weeks if shift.duration != timedelta(weeks=1)}
    assert odd == {"2026-03-23": timedelta(hours=167), "2026-10-19": timedelta(hours=169)}


def test_hours_make_several_pieces_of_a_shift():
    hours = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 08:00-12:00")
    found = plain(weekly(hours=hours), utc(2026, 3, 8), utc(2026, 3, 10))
    assert found == [(utc(2026, 3, 9, 8), utc(2026, 3, 9, 9), "ann"), (utc(2026, 3, 9, 9), utc(2026, 3, 9, 12), "bob")]


def test_an_override_splits_a_shift_also_if_it_is_the_same_person():
    stand_in = RotaOverride(utc(2026, 3, 3), utc(2026, 3, 4), "ann")
    found = plain(weekly(overrides=[stand_in]), utc(2026, 3, 2, 9), utc(2026, 3, 5))
    edges = [utc(2026, 3, 2, 9), utc(2026, 3, 3), utc(2026, 3, 4), utc(2026, 3, 5)]
    assert found == [(a, b, "ann") for a, b in pairwise(edges)]


def test_before_the_first_handover_there_are_no_shifts_and_no_error():
    assert weekly().shifts(utc(2026, 2, 1), utc(2026, 3, 2, 9)) == ()
    assert plain(weekly(), utc(2026, 2, 1), utc(2026, 3, 3)) == [(utc(2026, 3, 2, 9), utc(2026, 3, 3), "ann")]


def test_a_stretch_runs_forward_and_may_be_empty():
    assert weekly().shifts(utc(2026, 3, 3), utc(2026, 3, 3)) == ()
    with pytest.raises(DomainError, match="lies before start"):
        weekly().shifts(utc(2026, 3, 3), utc(2026, 3, 2))


def test_the_table_for_people_is_in_local_time():
    assert weekly(name="API | web").to_markdown(utc(2026, 3, 23, 9), utc(2026, 3, 31)).splitlines() == [
        r"| from (Europe/London) | to | API \| web |",
        "| --- | --- | --- |",
        "| Mon 2026-03-23 09:00 | Mon 2026-03-30 09:00 | ann |",
        "| Mon 2026-03-30 09:00 | Tue 2026-03-31 01:00 | bob |",
    ]


@LAW
@given(case=rotas())
def test_every_minute_has_the_person_that_the_clock_on_the_wall_names(case):
    start, rota = case
    by_minute = {}
    for opening, closing, person in rota.shifts(start, start + WATCHED):
        by_minute |= {opening + k * MINUTE: person for k in range((closing - opening) // MINUTE)}
    for minute, person in looked_up(rota, start, start + WATCHED):
        assert by_minute.get(minute) == (person or None)
        if person == "" and minute.minute % 15 == 0:
            with pytest.raises(DomainError, match="has not begun"):
                rota.who(minute)
        elif minute.minute % 15 == 0:
            assert rota.who(minute) == person


@LAW
@given(case=rotas(), cut=st.integers(0, 4 * 1440))
def test_shifts_are_in_order_and_a_cut_changes_nothing_but_the_cut(case, cut):
    start, rota = case
    middle, end = start + cut * MINUTE, start + WATCHED
    found = plain(rota, start, end)
    assert all(opening < closing for opening, closing, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    halves = plain(rota, start, middle) + plain(rota, middle, end)
    whole = [
        piece
        for a, b, who in found
        for piece in ((a, min(b, middle), who), (max(a, middle), b, who))
        if piece[0] < piece[1]
    ]
    assert halves == whole


@LAW
@given(case=rotas())
def test_shifts_tile_the_hours_from_the_first_handover_on(case):
    start, rota = case
    rota = rota.model_copy(update={"overrides": ()})
    end = start + WATCHED
    begin = min(max(start, rota.first_handover), end)
    wanted = (rota.hours or ALWAYS_OPEN).between(begin, end)
    assert sum((shift.duration for shift in rota.shifts(start, end)), timedelta(0)) == wanted
