from datetime import UTC, datetime, timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles import deferred_oracle as oracle

from supportops.calendar import ALWAYS_OPEN, BusinessCalendar
from supportops.capacity.deferred import Rate, required_rate, required_rate_for
from supportops.errors import DomainError, NaiveDatetimeError

DESK = BusinessCalendar(name="desk", zone="UTC", hours="Mon-Fri 09:00-17:00")
BROKEN = BusinessCalendar(name="broken", zone="UTC", hours="daily 00:05-00:10, 00:12-00:15, 00:25-00:40")
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def is_open(minute):
    return 5 <= minute < 10 or 12 <= minute < 15 or 25 <= minute < 40


def has_open_time(ticket):
    return any(is_open(minute) for minute in range(ticket[0], ticket[1]))


TICKETS = st.lists(
    st.tuples(st.integers(0, 36), st.integers(6, 45), st.integers(0, 30).map(lambda tenths: Fraction(tenths, 10)))
    .filter(has_open_time),
    min_size=1, max_size=7,
)  # fmt: skip


def instants(*texts):
    return np.array(texts, dtype="M8[us]")


def at(minute):
    return MIDNIGHT + timedelta(minutes=minute)


def columns(tickets):
    came, due = (np.array([at(row[k]).replace(tzinfo=None) for row in tickets], dtype="M8[us]") for k in (0, 1))
    return came, [float(60 * row[2]) for row in tickets], due


def test_the_weekend_is_no_time_to_work():
    arrived = instants("2026-03-06T15:00", "2026-03-06T16:00", "2026-03-07T12:00")
    found = required_rate_for(arrived, 7200, due="4h", calendar=DESK)
    assert found == Rate(1.0, 1, (datetime(2026, 3, 6, 15, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC)))
    assert required_rate_for(arrived, 7200, due="4h", calendar=ALWAYS_OPEN).exact == 0.8


@given(tickets=TICKETS)
@settings(max_examples=100)
def test_the_rate_and_its_window_are_those_of_all_spans(tickets):
    came, work, due = columns(tickets)
    rate, window = oracle.binding(tickets, is_open)
    found = required_rate_for(came, work, due=due, calendar=BROKEN)
    assert found.exact == float(rate)
    assert found.agents == int(-(-rate // 1))
    assert found.window == (None if window is None else (at(window[0]), at(window[1])))


@given(tickets=TICKETS)
@settings(max_examples=60)
def test_earliest_deadline_first_meets_all_deadlines_at_the_rate_and_not_below(tickets):
    rate, _ = oracle.binding(tickets, is_open)
    assert oracle.is_in_time(tickets, is_open, rate)
    if rate:
        assert not oracle.is_in_time(tickets, is_open, rate * Fraction(999, 1000))


@given(tickets=TICKETS, order=st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_the_tickets_does_not_matter(tickets, order):
    came, work, due = columns(tickets)
    mixed = order.sample(tickets, len(tickets))
    answers = [required_rate_for(a, w, due=d, calendar=BROKEN) for a, w, d in (columns(tickets), columns(mixed))]
    assert answers[0] == answers[1]
    assert required_rate_for(came, work, due=due, calendar=BROKEN) == answers[0]


@given(work=st.lists(st.integers(0, 50).map(lambda tenths: tenths / 10), min_size=1, max_size=8), due=st.integers(1, 5))
@settings(max_examples=50)
def test_around_the_clock_it_is_the_rate_by_slots(work, due):
    arrived = np.datetime64("2026-03-02T00", "us") + np.arange(len(work)).astype("m8[h]")
    found = required_rate_for(arrived, [3600 * hours for hours in work], due=f"{due}h", calendar=ALWAYS_OPEN)
    assert found.exact == pytest.approx(required_rate(work, due=due), rel=1e-12)


def test_a_duration_in_text_in_seconds_and_as_instants_are_one():
    arrived = instants("2026-03-06T15:00", "2026-03-06T18:00", "2026-03-09T09:30")
    work = [600.0, 1200.0, 1800.0]
    due = DESK.add(arrived, "3h")
    asked = [{"due": "3h"}, {"due": timedelta(hours=3)}, {"due_s": 10800}, {"due_s": [10800.0] * 3}, {"due": due}]
    assert len({required_rate_for(arrived, work, calendar=DESK, **how) for how in asked}) == 1


def test_one_deadline_may_hold_for_all():
    arrived = instants("2026-03-02T09:00", "2026-03-02T10:00")
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    found = required_rate_for(arrived, 3600, due=noon, calendar=DESK)
    assert found == required_rate_for(arrived, 3600, due=np.datetime64("2026-03-02T12:00"), calendar=DESK)
    assert found.window == (datetime(2026, 3, 2, 9, tzinfo=UTC), noon)
    assert found.exact == 2 / 3


def test_the_opening_backlog_is_there_from_the_first_arrival_on():
    arrived = instants("2026-03-02T11:00", "2026-03-02T09:00")
    opening = [(7200, datetime(2026, 3, 2, 11, tzinfo=UTC)), (3600.0, np.datetime64("2026-03-02T10:00"))]
    found = required_rate_for(arrived, 60, due="8h", calendar=DESK, opening=opening)
    assert (found.exact, found.agents) == (1.5, 2)
    assert found.window == (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 11, tzinfo=UTC))


def test_of_equal_spans_the_earliest_start_and_then_the_earliest_end_is_named():
    arrived = instants("2026-03-02T09:00", "2026-03-02T10:00", "2026-03-02T11:00")
    found = required_rate_for(arrived, 1800, due="1h", calendar=DESK)
    assert found.exact == 0.5
    assert found.window == (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 10, tzinfo=UTC))


def test_in_closed_time_the_window_starts_at_the_first_arrival_and_ends_at_the_last_deadline_that_counts():
    arrived = instants("2026-03-07T12:00", "2026-03-07T10:00", "2026-03-08T12:00")
    due = instants("2026-03-14T10:00", "2026-03-14T12:00", "2026-03-15T10:00")
    found = required_rate_for(arrived, [60, 60, 0], due=due, calendar=DESK)
    assert found.window == (datetime(2026, 3, 7, 10, tzinfo=UTC), datetime(2026, 3, 14, 12, tzinfo=UTC))


@pytest.mark.parametrize("arrived", [np.array([], dtype="M8[us]"), []])
def test_without_tickets_or_work_nobody_is_needed(arrived):
    nothing = Rate(0.0, 0, None)
    assert required_rate_for(arrived, 60, due="8h", calendar=DESK) == nothing
    assert required_rate_for(instants("2026-03-02T09:00"), 0, due="8h", calendar=DESK) == nothing
    assert "| agents | 0 |" in nothing.to_markdown()
    assert len(required_rate_for(arrived, 60, due="8h", calendar=DESK).explain()) == 1


def test_a_rate_explains_itself_and_reads_as_a_table():
    found = required_rate_for(instants("2026-03-06T16:00"), 5400, due="2h", calendar=DESK)
    assert repr(found).startswith("Rate(exact=0.75, agents=1, window=(datetime.datetime(2026, 3, 6, 16, 0, ")
    assert [step.value for step in found.explain()] == [
        "2026-03-06T16:00:00+00:00", "2026-03-09T10:00:00+00:00", "2h", 1.5, 0.75, 1.0,
    ]  # fmt: skip
    assert "from    2026-03-06T16:00:00+00:00" in str(found)
    assert "<td>exact</td>" in found._repr_html_()


MONDAY = instants("2026-03-02T09:00", "2026-03-02T10:00")
SATURDAY = np.datetime64("2026-03-07T10:00")


@pytest.mark.parametrize(
    ("given", "field", "index", "words"),
    [
        (
            {"due": instants("2026-03-02T12:00", "2026-03-02T10:00")},
            "due",
            1,
            "due[1] is 2026-03-02T10:00:00 UTC, with no",
        ),
        ({"arrived": instants("2026-03-06T17:00"), "due": SATURDAY}, "due", 0, "no open time between its arrival"),
        ({"opening": [(60, MONDAY[1]), (60, MONDAY[0])]}, "opening", 1, "no open time between the first arrival"),
        (
            {"opening": [(60, MONDAY[1]), (-1, MONDAY[1])]},
            "opening",
            1,
            "opening[1] is -1; give a finite number >= 0",
        ),
        ({"opening": [60]}, "opening", 0, "opening[0] is 60; give a pair, work in seconds and the instant it is due"),
        ({"opening": [(60, "8h")]}, "opening", 0, "opening[0] is '8h'; give datetime64 (UTC)"),
        ({"opening": None}, "opening", None, "opening is None; give pairs, work in seconds and the instant it is due"),
        ({"opening": [(60, MONDAY)]}, "opening", 0, "opening[0] has several instants; give one"),
        ({"arrived": [], "opening": [(60, MONDAY[0])]}, "opening", None, "nothing arrives"),
        ({"arrived": MONDAY[0]}, "arrived", None, "arrived has the shape (); give one instant for each ticket"),
        ({"arrived": [1.5, 2.5]}, "arrived", None, "arrived is [1.5, 2.5]; give datetime64 (UTC), one for each ticket"),
        ({"arrived": instants("2026-03-02T09:00", "NaT")}, "arrived", 1, "arrived[1] is NaT"),
        ({"work_s": [60, -1]}, "work_s", 1, "work_s[1] is -1; give a finite number >= 0"),
        ({"work_s": [60, 60, 60]}, "work_s", None, "work_s has the shape (3,) and there are 2 tickets"),
        ({"due": MONDAY[[0, 0, 0]]}, "due", None, "due has the shape (3,) and there are 2 tickets"),
        (
            {"due": 3600},
            "due",
            None,
            "due is 3600; give datetime64 (UTC), one for each ticket, or one amount of open time",
        ),
        ({"due": "3 days"}, "due", None, "due: '3 days'"),
        ({"due": "0h"}, "due", None, "due is '0h'; give more than no time"),
        ({"due": None}, "due", None, "neither is given of due and due_s"),
        ({"due_s": 60}, "due", None, "both are given of due and due_s"),
        ({"due": None, "due_s": [60, 0]}, "due_s", 1, "due_s[1] is 0; give a finite number > 0"),
    ],
)
def test_bad_input_is_named_with_its_place(given, field, index, words):
    asked = {"arrived": MONDAY, "work_s": 60, "due": "4h", "calendar": DESK, **given}
    with pytest.raises(DomainError) as error:
        required_rate_for(asked.pop("arrived"), asked.pop("work_s"), **asked)
    assert words in str(error.value)
    assert (error.value.field, error.value.index) == (field, index)


def test_a_naive_deadline_is_refused():
    with pytest.raises(NaiveDatetimeError):
        required_rate_for(MONDAY, 60, due=datetime(2026, 3, 3), calendar=DESK)
    with pytest.raises(NaiveDatetimeError):
        required_rate_for(MONDAY, 60, due="4h", calendar=DESK, opening=[(60, datetime(2026, 3, 3))])


def test_more_agents_than_can_be_counted_are_refused():
    with pytest.raises(DomainError, match="agents; check the units of what is given"):
        required_rate_for(MONDAY, 1e300, due="4h", calendar=DESK)
