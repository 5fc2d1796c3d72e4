from datetime import timedelta

from tests.triage.on_call.rotas import utc, weekly

from supportops.calendar import BusinessCalendar
from supportops.triage.on_call.override import RotaOverride

START, END = utc(2026, 3, 2, 9), utc(2026, 3, 23, 9)
DESK = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 09:00-17:00")


def test_a_handover_that_the_clocks_skip_falls_on_the_change():
    rota = weekly(handover="Sun 01:30")
    assert rota.coverage(utc(2026, 3, 9), utc(2026, 4, 30)).findings == (
        "the handover of Sun 2026-03-29 01:30 is skipped by the clocks in Europe/London; it falls on the change, "
        "2026-03-29T01:00:00+00:00",
    )


def test_a_handover_that_comes_twice_is_at_the_first():
    rota = weekly(handover="Sun 01:30")
    assert rota.coverage(utc(2026, 10, 1), utc(2026, 11, 1)).findings == (
        "the handover of Sun 2026-10-25 01:30 comes twice in Europe/London; it falls on the first of the two, "
        "2026-10-25T00:30:00+00:00",
    )


def test_only_handovers_in_the_stretch_are_told():
    rota = weekly(handover="Sun 01:30")
    change = utc(2026, 3, 29, 1)
    assert rota.coverage(utc(2026, 3, 9), change).findings == ()
    assert len(rota.coverage(change, change + timedelta(seconds=1)).findings) == 1
    assert rota.coverage(change + timedelta(microseconds=1), change + timedelta(days=1)).findings == ()


def test_the_first_handover_may_be_skipped_as_well():
    rota = weekly(handover="01:30", start=utc(2026, 3, 29).date())
    first, second = rota.coverage(utc(2026, 3, 28), utc(2026, 3, 30)).findings
    assert first == "the rota begins on Sun 2026-03-29 02:00, after the start of what is asked about"
    assert second.startswith("the handover of Sun 2026-03-29 01:30 is skipped")


def test_hours_that_leave_out_a_part_of_the_calendar_are_told_with_the_first_part():
    rota = weekly(hours=DESK)
    wide = BusinessCalendar(zone="Europe/London", hours="Mon-Fri 08:00-18:00")
    assert rota.coverage(START, utc(2026, 3, 4), calendar=wide).findings == (
        "its hours leave out 3h of what is asked about, first from Mon 2026-03-02 17:00",
    )
    assert rota.coverage(START, utc(2026, 3, 4), calendar=DESK).findings == ()


def test_an_override_outside_the_hours_changes_nothing():
    idle, useful, elsewhere = (
        RotaOverride(utc(*first), utc(*last), "dan")
        for first, last in (((2026, 3, 7), (2026, 3, 8)), ((2026, 3, 9), (2026, 3, 10)), ((2026, 5, 2), (2026, 5, 3)))
    )
    found = weekly(hours=DESK, overrides=[idle, useful, elsewhere]).coverage(START, END, calendar=DESK)
    assert found.findings == (
        "the override of 'dan' from Sat 2026-03-07 00:00 lies outside the hours in this stretch; it changes nothing",
    )
    assert weekly(overrides=[idle]).coverage(START, END).findings == ()


def test_an_override_that_ends_where_the_stretch_begins_is_not_told():
    idle = RotaOverride(utc(2026, 3, 7), utc(2026, 3, 8), "dan")
    rota = weekly(hours=DESK, overrides=[idle])
    assert rota.coverage(idle.end, END, calendar=DESK).ok
    assert rota.coverage(START, idle.start, calendar=DESK).ok


def test_two_overrides_for_one_time_are_told_with_the_rule():
    clash = [RotaOverride(utc(2026, 3, 3), utc(2026, 3, 4), person) for person in ("dan", "eve")]
    assert weekly(overrides=clash).coverage(START, END).findings == (
        "two overrides name different people from Tue 2026-03-03 00:00 to Wed 2026-03-04 00:00; "
        "the later in the list holds",
    )


def test_one_person_with_every_shift_of_a_whole_round_is_told():
    always = RotaOverride(START, END, "ann")
    text = "'ann' has every shift, though 3 people share the rota"
    assert weekly(overrides=[always]).coverage(START, END).findings == (text,)
    assert weekly(overrides=[always]).coverage(START, END - timedelta(weeks=1)).findings == ()
    assert weekly().coverage(START, START + timedelta(weeks=1)).findings == ()


def test_the_time_before_the_first_handover_is_no_turn():
    rota = weekly(people=("ann", "bob"))
    assert len(rota.coverage(START - timedelta(days=1), START + timedelta(weeks=1)).findings) == 1
