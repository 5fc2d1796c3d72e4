"""Intervals of Kaplan-Meier curves where few are still watched, by hand and by simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportops._statistics import kaplan_meier


def one_watched_to_the_end():
    """Return 30 done after 1, 370 open at 2, and one done after 100."""
    return kaplan_meier([1] * 30 + [2] * 370 + [100], [True] * 30 + [False] * 370 + [True])


def test_with_nothing_open_the_ends_are_exact():
    curve = kaplan_meier(range(1, 22), [True] * 21)
    # Clopper and Pearson: none of 21 left, 1 - 0.025^(1/21); and 21 of 21.
    assert curve.interval(21) == (0, pytest.approx(0.1610976, abs=1e-7))
    assert curve.interval(99) == curve.interval(21)
    assert curve.interval(0.5) == (pytest.approx(0.8389024, abs=1e-7), 1)


def test_before_the_first_end_those_count_that_were_watched_so_long():
    curve = kaplan_meier([1, 1, 3, 4], [False, False, True, True])
    assert curve.interval(1) == (pytest.approx(0.025 ** (1 / 4)), 1)
    assert curve.interval(2) == (pytest.approx(0.025 ** (1 / 2)), 1)
    # Two outlasted the last open one, and before them none had ended.
    assert curve.interval(4) == (0, pytest.approx(1 - 0.025 ** (1 / 2)))


def test_one_ticket_that_was_watched_to_the_end_says_little():
    curve = one_watched_to_the_end()
    # Before it 371 of 401 were left: log(-log(371/401)) + 1.96 sqrt(30 / 401 / 371) / log(371/401), worked by hand.
    high = 0.94709
    assert curve.interval(2)[1] == pytest.approx(high, abs=2e-5)
    assert curve.interval(100) == (0, pytest.approx(high * 0.975, abs=2e-5))


def test_the_low_end_falls_when_the_open_ones_leave_the_watch():
    curve = one_watched_to_the_end()
    assert curve.interval(2)[0] == pytest.approx(0.8947, abs=5e-4)
    low, high = curve.interval(99)
    assert low < 0.025
    assert high == curve.interval(2)[1]
    # So 95 percent may be done at any time from 2 on.
    assert curve.quantile_interval(0.95) == (2, None)


def test_the_variance_grows_as_those_left_to_those_watched():
    # Of ten one ended after 1 and four were open at 2: nine were left, and five are watched after that.
    curve = kaplan_meier([1, 2, 2, 2, 2, 3, 3, 3, 3, 3], [True] + [False] * 9)
    deviation = 1.959964 * math.sqrt(1 / (10 * 9) * 9 / 5) / -math.log(0.9)
    assert curve.interval(2.5)[0] == pytest.approx(0.9 ** math.exp(deviation), abs=1e-6)
    plain = 1.959964 * math.sqrt(1 / (10 * 9)) / -math.log(0.9)
    assert curve.interval(2)[0] == pytest.approx(0.9 ** math.exp(plain), abs=1e-6)


def test_one_of_a_million_watched_on_breaks_no_exponential():
    curve = kaplan_meier(np.array([1, *[2] * 999_998, 100]), np.array([True] + [False] * 999_999))
    assert curve.interval(50)[0] == 0


def test_it_is_told_how_many_were_watched_and_what_share_lasts_as_long():
    curve = one_watched_to_the_end()
    assert [curve.watched(time) for time in (0, 1, 1.5, 2, 3, 100, 101)] == [401, 401, 371, 371, 1, 1, 0]
    assert [curve.share_from(time) for time in (0, 1, 2, 100)] == pytest.approx([1, 1, 371 / 401, 371 / 401])
    assert curve.share_from(101) == 0


def test_a_few_tickets_do_not_say_that_half_of_all_are_slow():
    # Were half of all done at once, five would all last longer one time in 32, which is more than 0.025; six in 64.
    assert kaplan_meier([3] * 5, [True] * 5).quantile_interval(0.5)[0] == 0
    assert kaplan_meier([3] * 6, [True] * 6).quantile_interval(0.5)[0] == 3


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(0, 30))
def test_with_nothing_open_the_watched_are_the_share_that_lasts_as_long(durations, time):
    curve = kaplan_meier(durations, [True] * len(durations))
    assert curve.watched(time) == pytest.approx(len(durations) * curve.share_from(time))


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40), st.sampled_from([0.5, 0.95]))
def test_the_low_end_of_a_quantile_is_where_the_interval_reaches_it(lasted, share):
    curve = kaplan_meier([time for time, _ in lasted], [is_ended for _, is_ended in lasted])
    low, _ = curve.quantile_interval(share)
    # Just after each whole time, up to the longest, after which nothing is watched.
    ends = {time: curve.interval(time + 0.5) for time in range(max(time for time, _ in lasted))}
    reached = [time for time, end in ends.items() if end and end[0] <= 1 - share + 1e-9]
    assert low == (reached[0] if reached else max(time for time, _ in lasted))


def test_the_intervals_hold_the_truth_about_as_often_as_they_say():
    # Lasting is exponential with a mean of 1, watching ends evenly spread from 0 to 3: about a third are open.
    draws = np.random.default_rng(20160430)
    held_share = held_median = 0
    for _ in range(400):
        lasts, watched = draws.exponential(size=80), draws.uniform(0, 3, size=80)
        curve = kaplan_meier(np.minimum(lasts, watched), lasts <= watched)
        low, high = curve.interval(1.0)
        held_share += low <= math.exp(-1) <= high
        low, high = curve.quantile_interval(0.5)
        held_median += low <= math.log(2) <= (math.inf if high is None else high)
    assert 0.92 <= held_share / 400 <= 0.98
    assert 0.92 <= held_median / 400 <= 0.98


@pytest.mark.parametrize("time", [10.0, 30.0])
def test_where_most_are_open_for_a_short_time_the_interval_still_holds_the_truth(time):
    # Lasting is exponential with a mean of 10. Nine of ten are watched for 3 at most, the others for 60 at most.
    draws = np.random.default_rng(20160430)
    told = missed = over = missed_over = 0
    for _ in range(500):
        lasts = draws.exponential(10, size=100)
        watched = np.where(draws.random(100) < 0.9, draws.uniform(0, 3, size=100), draws.uniform(0, 60, size=100))
        curve = kaplan_meier(np.minimum(lasts, watched), lasts <= watched)
        interval = curve.interval(time)
        if interval is not None:
            is_missed = not interval[0] <= math.exp(-time / 10) <= interval[1]
            told, missed = told + 1, missed + is_missed
            if not curve.share_beyond(time):
                over, missed_over = over + 1, missed_over + is_missed
    assert told > 350
    assert missed / told <= 0.07
    assert over >= 10
    assert missed_over / over <= 0.1


def test_where_the_longest_watched_one_ended_the_interval_seldom_misses():
    # As above, read where a target would stand: a fifth beyond the time within which 95 percent were done.
    draws = np.random.default_rng(7)
    told = missed = 0
    for _ in range(400):
        lasts = draws.exponential(10, size=200)
        watched = np.where(draws.random(200) < 0.9, draws.uniform(0, 3, size=200), draws.uniform(0, 60, size=200))
        curve = kaplan_meier(np.minimum(lasts, watched), lasts <= watched)
        quantile = curve.quantile(0.95)
        if quantile is not None and curve.share_beyond(1.2 * quantile) == 0:
            told += 1
            missed += curve.interval(1.2 * quantile)[1] < math.exp(-1.2 * quantile / 10)
    assert told > 200
    assert missed / told <= 0.05
