from datetime import timedelta

from supportops._instants import to_us
from supportops.report.amounts import elapsed
from supportops.report.demo import DEMO_AT, demo_policy, demo_ticket, event_words, worked_ticket
from supportops.tickets import Acknowledged

REPORT = demo_policy().evaluate(demo_ticket(), at=DEMO_AT)


def test_the_demo_is_the_same_every_time():
    assert worked_ticket() == worked_ticket()


def test_the_three_clocks_stand_as_worked_by_hand():
    found = [
        (t.metric, t.elapsed, t.paused, t.due.strftime("%a %H:%M"), str(t.state), str(t.verdict)) for t in REPORT.timers
    ]
    m = timedelta(minutes=1)
    assert found == [
        ("first_response", 40 * m, 0 * m, "Fri 16:00", "stopped", "met"),
        # The customer's answer at 11:00 starts it; two open hours end at 13:00.
        ("next_response", 75 * m, 0 * m, "Tue 13:00", "running", "undecided"),
        # Friday 15-17, Monday 9-10 and Tuesday from 11 count; from Monday 10 to Tuesday 11 it waits.
        ("resolution", 255 * m, 540 * m, "Tue 16:00", "running", "undecided"),
    ]


def test_every_minute_of_every_clock_is_in_the_text():
    text = worked_ticket()
    assert "Mon 2026-03-09 10:00  Mon 2026-03-09 17:00      7h       0m  paused: pending" in text
    assert "Fri 2026-03-06 17:00  Mon 2026-03-09 09:00     64h       0m  the desk is closed" in text
    for timer in REPORT.timers:
        rows = [row for row in REPORT.explain() if row.metric == timer.metric]
        assert sum((row.counted for row in rows), timedelta(0)) == timer.elapsed
        end = timer.stopped or DEMO_AT
        assert sum(to_us(row.end) - to_us(row.start) for row in rows) == to_us(end) - to_us(timer.started)
        assert elapsed(rows[0].start, rows[-1].end) == elapsed(timer.started, end)


def test_the_demo_says_when_to_look_again():
    assert worked_ticket().splitlines()[-1] == (
        "Nothing changes before Tue 2026-03-10 12:36: until then a service that keeps this ticket may sleep."
    )
    assert REPORT.next_check.strftime("%H:%M") == "12:36"


def test_the_demo_fits_a_terminal():
    assert max(map(len, worked_ticket().splitlines())) <= 110


def test_events_without_words_of_their_own_are_called_by_their_kind():
    assert event_words(Acknowledged(at=DEMO_AT)) == "acknowledged"
